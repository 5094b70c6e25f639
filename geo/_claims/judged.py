"""What was found of a claim: for each reading, and for all of them together."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from shapely.geometry.base import BaseGeometry

    from geo._reports import Claim, Reading

__all__ = [
    "DECIDED_SHARE",
    "Holding",
    "Judged",
    "Verdict",
    "by_share",
    "is_spot",
    "near_holding",
    "turn_round",
]

Verdict = Literal["supported", "contradicted", "undecided"]

DECIDED_SHARE: Final = 0.995
"""Where a claim holds on so much of a reading's ground, it holds on it: the outlines of units are known to
some kilometres, and less than half a percent of their ground is islets and strips along those outlines."""


class Holding(NamedTuple):
    """What holds under one reading."""

    verdict: Verdict | None
    min_m: float | None = None
    max_m: float | None = None
    share: float | None = None
    """Of its ground, where the claim holds."""
    note: str = ""


@dataclass(frozen=True)
class Judged:
    """A claim with its verdict."""

    claim: Claim
    report: int
    incident: int | None
    """Number of the incident among those of all reports."""
    kind: str
    verdict: Verdict | None
    because: str
    border_kind: str | None = None
    threshold_m: float | None = None
    turns_at_m: float | None = None
    distance_min_m: float | None = None
    distance_max_m: float | None = None
    share: float | None = None
    by_kind: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    """Kind of border -> between what it lies, metres; to the one point of a line that is known."""
    readings: Sequence[tuple[Reading, Holding]] = ()
    geometry: BaseGeometry | None = field(default=None, repr=False)
    """What it was measured to."""


def near_holding(
    min_m: float, max_m: float, near_m: float, far_m: float, share_near: float, share_far: float
) -> Holding:
    """Judge "near": inside of one distance it holds, beyond another it does not.

    Parameters
    ----------
    min_m, max_m : float
        Of the reading, metres.
    near_m, far_m : float
    share_near, share_far : float
        How much of its ground lies within each.

    Examples
    --------
    >>> near_holding(3e3, 9e3, 25e3, 150e3, 1.0, 1.0).verdict
    'supported'
    >>> near_holding(2e5, 3e5, 25e3, 150e3, 0.0, 0.0).verdict
    'contradicted'
    >>> near_holding(1e4, 3e5, 25e3, 150e3, 0.25, 0.6).share
    0.25
    """
    if math.isnan(min_m):
        return Holding(None)
    verdict: Verdict = "undecided"
    if max_m <= near_m or share_near >= DECIDED_SHARE:
        verdict = "supported"
    elif min_m > far_m or share_far <= 1.0 - DECIDED_SHARE:
        verdict = "contradicted"
    return Holding(verdict, min_m, max_m, round(share_near, 4))


def by_share(share: float, min_m: float | None = None, max_m: float | None = None, note: str = "") -> Holding:
    """Judge by how much of a reading's ground a claim holds on."""
    verdict: Verdict = "undecided"
    if share >= DECIDED_SHARE:
        verdict = "supported"
    elif share <= 1.0 - DECIDED_SHARE:
        verdict = "contradicted"
    return Holding(verdict, min_m, max_m, round(share, 4), note)


NEAR_SPOT_M: Final = 50_000.0
"""Near a town is one spot still; near a region is a ground."""


def is_spot(reading: Reading) -> bool:
    """Say whether a reading is one spot, known to a radius, and not a ground."""
    is_small = reading.precision_m < NEAR_SPOT_M
    return is_small and (reading.kind != "area" or reading.how.startswith("near"))


def turn_round(holding: Holding) -> Holding:
    """Judge the opposite of a claim."""
    other: dict[Verdict | None, Verdict | None] = {"supported": "contradicted", "contradicted": "supported"}
    share = None if holding.share is None else round(1.0 - holding.share, 4)
    return holding._replace(verdict=other.get(holding.verdict, holding.verdict), share=share)
