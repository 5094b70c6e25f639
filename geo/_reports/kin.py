"""Which kinds of incidents may be one: a strike and the fire that it set, a drone and its crash."""

from __future__ import annotations

from typing import Final

__all__ = ["are_kin", "choose_type"]

_KIN: Final = tuple(
    frozenset(group.split(";"))
    for group in (
        "drone;crash;aerial activity;military activity;strike;explosion;attack;fire",
        "strike;shelling;explosion;attack;fire;drone;military activity",
        "shooting;attack;clash;kidnapping;crime;explosion;strike;shelling;arrest",
        "accident;crash;fire;explosion",
        "protest;clash;arrest;shooting;fire;attack",
        "seizure;arrest;crime",
        "storm;flood;landslide;accident",
        "earthquake;landslide;accident",
        "fire;explosion;accident;crime",
        "kidnapping;crime;attack;arrest",
    )
)


def are_kin(one: str, other: str) -> bool:
    """Say whether two types may be of the same incident.

    Examples
    --------
    >>> are_kin("drone", "crash"), are_kin("protest", "earthquake"), are_kin("flood", "flood")
    (True, False, True)
    """
    return one == other or "other" in (one, other) or any(one in group and other in group for group in _KIN)


def choose_type(found: list[tuple[str, float]]) -> str:
    """Choose the type of an incident by the strengths of its words: the first of the strongest."""
    found = [(kind, strength) for kind, strength in found if kind != "other"] or found
    totals: dict[str, float] = {}
    for number, (kind, strength) in enumerate(found):
        totals[kind] = totals.get(kind, 0.0) + strength * (1.0 if number == 0 else 0.6)
    return max(totals, key=lambda kind: totals[kind]) if totals else "other"
