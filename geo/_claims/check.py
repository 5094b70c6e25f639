"""`check_claims`: the claims of reports, held against what was measured."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final, cast

import numpy as np
import pandas as pd

from geo._claims.context import NEAR_M, NOT_NEAR_M, Context
from geo._claims.judging import judge, leave
from geo._claims.saying import STATEMENT
from geo._locating import describe, grounds_of
from geo._measuring import measure_incidents
from geo._reading.names import UNIT_COLUMNS
from geo._reports.readings import is_presumed
from geo.errors import UsageError
from geo.schema import COLUMNS, CRS

if TYPE_CHECKING:
    from collections.abc import Sequence

    import geopandas as gpd

    from geo._atlas import Atlas
    from geo._claims.judged import Judged
    from geo._locating import Candidate, Grounds
    from geo._reports import Incident, Place, Reading, Report

__all__ = ["Check", "check_claims"]


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
        return _measure(self.reports, self.claims, self._grounds)

    @property
    def is_contradicted(self) -> bool:
        """Whether a claim does not agree with the map."""
        return any(one.verdict == "contradicted" for one in self.claims)

    def as_json(self) -> dict[str, Any]:
        """Give it all as plain values: what ``geo check --json`` prints."""
        return {
            "reports": [_report(one) for one in self.reports],
            "places": [
                self._place(number, place) for number, one in enumerate(self.reports) for place in one.places
            ],
            "incidents": [
                self._incident(number, incident)
                for number, one in enumerate(self.reports)
                for incident in one.incidents
            ],
            "claims": [_claim(one) for one in self.claims],
            "statement": STATEMENT,
        }

    def as_claims(self) -> list[dict[str, Any]]:
        """Give the claims as `geo.make_map` takes them: with what each was measured to."""
        return [{**_claim(one), "geometry": one.geometry} for one in self.claims]

    def _place(self, report: int, place: Place) -> dict[str, Any]:
        best = place.best
        return {
            "report": report,
            "quote": place.quote,
            "start": place.start,
            "end": place.end,
            **_candidate(best),
            "role": place.role,
            "because": place.because if best is None else f"{place.because}; {best.why}",
            "others": [
                {name: value for name, value in _candidate(one).items() if name in _OTHERS}
                for one in place.candidates[1:]
                if one.score >= _TOLD
            ],
        }

    def _incident(self, report: int, incident: Incident) -> dict[str, Any]:
        best = incident.best
        return {
            "report": report,
            "title": incident.title,
            "type": incident.type,
            "date": incident.date,
            "located_as": located_as(incident, self._grounds),
            "kind": None if best is None else best.kind,
            "country_code": None if best is None else best.country_code,
            "region_code": None if best is None else best.region_code,
            "lon": None if best is None else best.lon,
            "lat": None if best is None else best.lat,
            "precision_m": None if best is None else best.precision_m,
            "start": incident.start,
            "end": incident.end,
            "score": None if best is None else best.score,
            "object": incident.object,
            "killed": incident.killed,
            "injured": incident.injured,
            "because": incident.because,
            "spans": {name: list(span) for name, span in incident.spans.items()},
            "readings": [_reading(one) for one in incident.readings],
        }


_OTHERS: Final = ("name", "kind", "country_code", "region_code", "score")
_TOLD: Final = 0.01


MOST_JUDGED: Final = 60
"""Claims of one report that are measured; no report that anybody wrote has so many."""


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
        context = Context(report, grounds, near_m, not_near_m)
        found = [judge(claim, number, offset, context) for claim in report.claims[:MOST_JUDGED]]
        found += [leave(claim, number, offset) for claim in report.claims[MOST_JUDGED:]]
        claims += [one for one in found if one is not None]
        offset += len(report.incidents)
    return Check(every, tuple(claims), grounds)


def _measure(reports: Sequence[Report], claims: Sequence[Judged], grounds: Grounds) -> gpd.GeoDataFrame:
    """Measure the incidents of all reports at their best readings."""
    import geopandas as gpd

    told = [(report, incident) for report in reports for incident in report.incidents]
    if not told:
        return gpd.GeoDataFrame({"title": []}, geometry=[], crs=CRS)
    rows = [{**_source(report, incident), **_cells(incident, grounds)} for report, incident in told]
    shapes = [None if incident.best is None else incident.best.shape for _, incident in told]
    frame = gpd.GeoDataFrame(rows, geometry=shapes, crs=CRS)
    dtypes: dict[str, Any] = {column.name: column.dtype for column in COLUMNS if column.name in frame.columns}
    for name, dtype in {**dtypes, "killed": "Int64", "injured": "Int64"}.items():
        frame[name] = pd.array([None if _is_null(value) else value for value in frame[name]], dtype=dtype)
    pairs = {
        one.claim.object.split(" ")[0]
        for one in claims
        if one.border_kind is not None and "-" in one.claim.object and one.by_kind
    }
    measured = measure_incidents(frame, to=sorted(pairs), atlas=cast("Atlas", grounds.atlas))
    problems = [
        "; ".join(dict.fromkeys(one for one in pair if isinstance(one, str))) or None
        for pair in zip(frame["geo_problem"], measured["geo_problem"], strict=True)
    ]
    return measured.assign(geo_score=frame["geo_score"], geo_problem=pd.array(problems, dtype="string"))


def _is_null(value: object) -> bool:
    return value is None or value is pd.NA or (isinstance(value, float) and np.isnan(value))


def _source(report: Report, incident: Incident) -> dict[str, Any]:
    """Give the columns of a row that the report says."""
    return {
        "title": incident.title,
        "type": incident.type,
        "date": _day(incident.date),
        "dates": incident.date,
        "object": incident.object,
        "killed": incident.killed,
        "injured": incident.injured,
        "quote": " ".join(report.text[incident.start : incident.end].split()),
        "report": report.title or report.name,
        "source": report.name,
    }


def _day(said: str | None) -> str | None:
    """Give a day, month or year of an interval that is one; what is none of them has no single date.

    Examples
    --------
    >>> _day("2024-05-01/2024-05-31"), _day("2024-05-12"), _day("2024-05-06/2024-05-12")
    ('2024-05', '2024-05-12', None)
    """
    if said is None or "/" not in said:
        return said
    first, last = (date.fromisoformat(day) for day in said.split("/"))
    after = last + timedelta(days=1)
    if first.day == 1 and after.day == 1 and (first.year, first.month) == (last.year, last.month):
        return said[:7]
    if (first.month, first.day, after.month, after.day) == (1, 1, 1, 1) and first.year == last.year:
        return said[:4]
    return None


def _cells(incident: Incident, grounds: Grounds) -> dict[str, Any]:
    """Give our columns of a row: where it is, by what it was located, what is doubtful."""
    best = incident.best
    cells: dict[str, Any] = dict.fromkeys((*_LOCATION, *UNIT_COLUMNS, "geo_country"))
    if best is not None:
        cells |= {"geo_precision_m": best.radius_m, "geo_located_by": _located_by(best)}
        if best.how == "best match":
            cells |= _unit_cells(best, grounds)
        if best.how != "coordinates":
            cells |= {"geo_located_as": located_as(incident, grounds), "geo_score": best.score}
    return {**cells, "geo_problem": _problem(incident)}


_LOCATION: Final = ("geo_precision_m", "geo_located_by", "geo_located_as", "geo_score")


def _unit_cells(best: Reading, grounds: Grounds) -> dict[str, Any]:
    """Give the columns of the unit that an area is, so that strips along outlines do not hide whose it is."""
    thing = best.candidate.thing if best.candidate is not None else None
    if best.kind != "area" or thing is None or thing.layer not in ("regions", "districts"):
        return {}
    row = grounds.row_of(thing)
    things = grounds.gazetteer.things
    is_district = thing.layer == "districts"
    held = things.thing(thing.region) if is_district and thing.region >= 0 else None
    region = row if not is_district else grounds.row_of(held) if held is not None else None
    if row is None:
        return {}
    return {
        "geo_country": things.country_names.get(thing.country_code),
        "geo_country_code": thing.country_code,
        "geo_region": None if region is None else region["name"],
        "geo_region_code": None if region is None else region["code"],
        "geo_region_accuracy_m": None if region is None else region["accuracy_m"],
        "geo_district": row["name"] if is_district else None,
        "geo_district_code": row["code"] if is_district else None,
        "geo_district_level": row["level"] if is_district else None,
    }


def located_as(incident: Incident, grounds: Grounds) -> str | None:
    """Say where an incident is taken to be, and how sure that is."""
    best = incident.best
    if best is None:
        return None
    said = best.name if best.candidate is None else describe(best.candidate, grounds)
    if best.name.startswith("near ") and not said.startswith("near "):
        said = f"near {said}"
    if best.candidate is not None and is_presumed(best.candidate):
        said = f"presumed {said}"
    return said


def _located_by(best: Reading) -> str:
    if best.how == "coordinates":
        return "coordinates"
    return "expression" if best.how == "phrase" or best.name.startswith("near ") else "name"


def _problem(incident: Incident) -> str | None:
    best = incident.best
    if best is None:
        return f"Not located: {incident.because}."
    parts = [incident.because] if best.candidate is not None and is_presumed(best.candidate) else []
    if len({one.name for one in incident.readings}) > 1:
        others = ", ".join(dict.fromkeys(one.name for one in incident.readings[1:]))
        parts.append(f"it may also be read as: {others}")
    return "; ".join(parts) or None


def _report(report: Report) -> dict[str, Any]:
    return {
        "name": report.name,
        "title": report.title or None,
        "language": report.language,
        "published": None if report.published is None else report.published.isoformat(),
        "published_from": report.published_from,
        "characters": len(report.text),
        "sha256": report.sha256,
        "problems": list(report.problems),
    }


def _candidate(one: Candidate | None) -> dict[str, Any]:
    names = ("name", "kind", "country_code", "region_code", "lon", "lat", "precision_m", "score")
    return {name: None if one is None else getattr(one, name) for name in names}


def _reading(one: Reading) -> dict[str, Any]:
    names = ("name", "how", "kind", "country_code", "region_code", "lon", "lat", "precision_m", "score")
    return {name: getattr(one, name) for name in names}


def _claim(one: Judged) -> dict[str, Any]:
    claim = one.claim
    return {
        "report": one.report,
        "quote": claim.quote,
        "start": claim.start,
        "end": claim.end,
        "kind": one.kind,
        "incident": one.incident,
        "subject": claim.subject,
        "object": claim.object,
        "negated": claim.negated,
        "attributed_to": claim.attributed_to,
        "border_kind": one.border_kind,
        "threshold_m": one.threshold_m,
        "turns_at_m": one.turns_at_m,
        "distance_min_m": one.distance_min_m,
        "distance_max_m": one.distance_max_m,
        "share": one.share,
        "verdict": one.verdict,
        "because": one.because,
        "by_kind": {kind: list(ends) for kind, ends in one.by_kind.items()},
        "readings": [
            {
                "name": reading.name,
                "how": reading.how,
                "verdict": found.verdict,
                "distance_min_m": found.min_m,
                "distance_max_m": found.max_m,
                "share": found.share,
            }
            for reading, found in one.readings
        ],
    }
