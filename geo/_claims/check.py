"""`check_claims`: the claims of reports, held against what was measured."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from geo._claims.context import NEAR_M, NOT_NEAR_M, Context
from geo._claims.judging import judge, leave
from geo._claims.plain import plain_claim, plain_incident, plain_place, plain_report
from geo._claims.saying import STATEMENT
from geo._claims.table import measure_reports
from geo._locating import grounds_of
from geo.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    import geopandas as gpd

    from geo._atlas import Atlas
    from geo._claims.judged import Judged
    from geo._locating import Grounds
    from geo._reports import Claim, Report

__all__ = ["Check", "check_claims"]

MOST_JUDGED: Final = 60
"""Claims of one report that are measured; no report that anybody wrote has so many."""


class Check:
    """What the map says of reports; made by `check_claims`.

    Attributes
    ----------
    reports : tuple of Report
    claims : tuple of Judged
        In the order of the reports and of their texts.
    """

    def __init__(self, reports: tuple[Report, ...], claims: tuple[Judged, ...], grounds: Grounds) -> None:
        self.reports, self.claims, self._grounds = reports, claims, grounds

    @cached_property
    def measured(self) -> gpd.GeoDataFrame:
        """The incidents of all reports, a row each, measured as by `geo.measure_incidents`.

        Measured when they are first asked for.
        """
        return measure_reports(self.reports, self.claims, self._grounds)

    @property
    def is_contradicted(self) -> bool:
        """Whether a claim does not agree with the map."""
        return any(one.verdict == "contradicted" for one in self.claims)

    def as_json(self) -> dict[str, Any]:
        """Give it all as plain values: what ``geo check --json`` prints."""
        return {
            "reports": [plain_report(one) for one in self.reports],
            "places": [
                plain_place(number, place) for number, one in enumerate(self.reports) for place in one.places
            ],
            "incidents": [
                plain_incident(number, incident, self._grounds)
                for number, one in enumerate(self.reports)
                for incident in one.incidents
            ],
            "claims": [plain_claim(one) for one in self.claims],
            "statement": STATEMENT,
        }

    def as_claims(self) -> list[dict[str, Any]]:
        """Give the claims as `geo.make_map` takes them: with what each was measured to."""
        return [{**plain_claim(one), "geometry": one.geometry} for one in self.claims]


def check_claims(
    reports: Report | Sequence[Report],
    *,
    near_m: float = NEAR_M,
    not_near_m: float = NOT_NEAR_M,
    atlas: Atlas | None = None,
) -> Check:
    """Hold the claims of reports against the map.

    Parameters
    ----------
    reports : Report or sequence of Report
        From `geo.read_report`.
    near_m, not_near_m : float
        Metres: up to where something is near, and from where on it is not. Between the two it is undecided.
    atlas : Atlas, optional
        From `geo.load_atlas`; the atlas that comes with geo when left out.

    Returns
    -------
    Check
        Claims with verdicts: "supported" (holds everywhere, under every reading that is still alive),
        "contradicted" (holds nowhere), "undecided" (in part, or readings differ), None (not judged).

    Raises
    ------
    UsageError
        When the distances are none, or the first is larger.

    Notes
    -----
    Geography only: nothing in it says whether something happened, or who did it.

    Examples
    --------
    >>> import io, geo
    >>> text = b"A drone fell in Karakiya district, Mangystau region, near the border with Russia."
    >>> check = check_claims(geo.read_report(io.BytesIO(text)))
    >>> [(one.kind, one.claim.object, one.verdict) for one in check.claims]
    [('inside', 'Mangystau', 'supported'), ('border', 'KAZ-RUS', 'contradicted')]
    """
    from geo._reports import Report as ReportType

    if not (np.isfinite(near_m) and np.isfinite(not_near_m) and 0.0 <= near_m <= not_near_m):
        raise UsageError(
            f"near_m is {near_m!r} and not_near_m is {not_near_m!r}: give metres, the second not below the "
            "first."
        )
    every = (reports,) if isinstance(reports, ReportType) else tuple(reports)
    grounds = grounds_of(atlas)
    claims: list[Judged] = []
    offset = 0
    for number, report in enumerate(every):
        found = _judge_all(
            report.claims[:MOST_JUDGED], number, offset, Context(report, grounds, near_m, not_near_m)
        )
        found += [leave(claim, number, offset) for claim in report.claims[MOST_JUDGED:]]
        claims += [one for one in found if one is not None]
        offset += len(report.incidents)
    return Check(every, tuple(claims), grounds)


def _judge_all(claims: Sequence[Claim], number: int, offset: int, context: Context) -> list[Judged | None]:
    """Judge claims; what a text says twice in the same words is measured once."""
    judged: dict[Hashable, Judged | None] = {}
    found: list[Judged | None] = []
    for claim in claims:
        meaning = context.meaning_of(claim)
        if meaning not in judged:
            judged[meaning] = judge(claim, number, offset, context)
        one = judged[meaning]
        incident = None if claim.incident is None else claim.incident + offset
        found.append(None if one is None else replace(one, claim=claim, incident=incident))
    return found
