"""The incidents of reports as a table, measured: what each report says, where that is, what is doubtful."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final, cast

import numpy as np
import pandas as pd

from geo._locating import describe
from geo._measuring import measure_incidents
from geo._reading.names import UNIT_COLUMNS
from geo._reports.readings import is_presumed
from geo.schema import COLUMNS, CRS

if TYPE_CHECKING:
    from collections.abc import Sequence

    import geopandas as gpd

    from geo._atlas import Atlas
    from geo._claims.judged import Judged
    from geo._locating import Grounds
    from geo._reports import Incident, Reading, Report

__all__ = ["located_as", "measure_reports"]

_LOCATION: Final = ("geo_precision_m", "geo_located_by", "geo_located_as", "geo_score")


def measure_reports(
    reports: Sequence[Report], claims: Sequence[Judged], grounds: Grounds
) -> gpd.GeoDataFrame:
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
