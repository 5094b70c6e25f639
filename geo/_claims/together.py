"""The readings of a claim put together: what all of them say, or undecided."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from geo._claims.judged import Judged, turn_round
from geo._claims.telling import Told, tell

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from shapely.geometry.base import BaseGeometry

    from geo._claims.context import Context
    from geo._claims.judged import Holding
    from geo._reports import Claim, Reading

__all__ = ["Against", "leave_plain", "put_together"]


class Against(NamedTuple):
    """What a claim was held against."""

    name: str
    how: Literal["far", "inside", "touching", "people"] = "far"
    """What was asked: how far, or whether it lies in it, touches it, or people live there."""
    threshold_m: float | None = None
    border_kind: str | None = None
    by_kind: Mapping[str, tuple[float, float]] | None = None
    ends: frozenset[str] = frozenset()
    """Kinds of lines of which one point is known."""
    geometry: BaseGeometry | None = None
    variants: Sequence[str] = ()
    """What else may be meant, a name for each row of holdings."""
    stated: tuple[float, float] | None = None
    """Between what the distance is that the claim states, metres."""


def leave_plain(claim: Claim, report: int, incident: int | None, because: str) -> Judged:
    """Give a claim no verdict, and say why."""
    return Judged(claim, report, incident, claim.kind, None, because)


def put_together(
    held: Sequence[Sequence[tuple[Reading, Holding]]],
    against: Against,
    claim: Claim,
    report: int,
    incident: int | None,
    context: Context,
) -> Judged:
    """Put the readings together.

    Parameters
    ----------
    held : sequence of rows of (reading, holding)
        A row for each thing that may be meant, the likeliest first.
    against : Against
    claim : Claim
    report : int
    incident : int or None
    context : Context
    """
    rows = [[(one, turn_round(found) if claim.negated else found) for one, found in row] for row in held]
    verdicts = [found.verdict for row in rows for _, found in row if found.verdict is not None]
    if not verdicts:
        return leave_plain(claim, report, incident, "not judged: nothing could be measured")
    verdict = verdicts[0] if len(set(verdicts)) == 1 else "undecided"
    best = rows[0][0][1]
    by_kind = against.by_kind or {}
    told = Told(
        claim, against.name, rows, verdict, context, against.threshold_m, against.border_kind, by_kind,
        tuple(against.variants), against.stated, against.ends, inside=against.how == "inside",
        touching=against.how == "touching", people=against.how == "people",
    )  # fmt: skip
    return Judged(
        claim, report, incident, claim.kind, verdict, tell(told), against.border_kind, against.threshold_m,
        _turns_at(rows[0], verdict, negated=claim.negated) if against.how == "far" else None,
        best.min_m, best.max_m, best.share, by_kind, rows[0], against.geometry,
    )  # fmt: skip


def _turns_at(row: Sequence[tuple[Reading, Holding]], verdict: str, *, negated: bool) -> float | None:
    """Say where the verdict would turn: where the nearest reading begins, or the farthest ends."""
    ends = [
        (found.min_m, found.max_m) for _, found in row if found.min_m is not None and found.max_m is not None
    ]
    if not ends:
        return None
    if verdict == ("supported" if negated else "contradicted"):
        return min(low for low, _ in ends)
    return max(high for _, high in ends)
