"""The file ``decisions.csv``: read with every fault named, written as a template to be filled in."""

from __future__ import annotations

import csv
import datetime as dt
import io
import math
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

import shapely

from geo._files import replace_file
from geo._locating.decisions import Decision, Decisions, is_radius
from geo._names import search_key
from geo.errors import DataError, OutputError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shapely.geometry.base import BaseGeometry

__all__ = ["Doubt", "read_decisions", "write_review"]

COLUMNS: Final = ("query", "parent", "chosen", "geometry", "lon", "lat", "precision_m", "who", "when", "why")
HINTS: Final = ("rows", "candidate_1", "candidate_2", "candidate_3", "problem")
_NAMED: Final = 10
_LARGEST: Final = 50_000_000
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


class Doubt(NamedTuple):
    """A name of a table that is not certain."""

    query: str
    parent: str
    rows: int
    """How many say so."""
    best: tuple[tuple[str, str, float], ...]
    """What it may be: id, description, score."""
    problem: str


def read_decisions(path: Path | str) -> Decisions:
    """Read a file of decisions.

    Parameters
    ----------
    path : path-like
        CSV in UTF-8, separated by commas, semicolons or tabs, with at least the column ``query`` and one of
        ``chosen``, ``geometry`` (WKT, lon lat) and ``lon`` with ``lat`` (degrees); ``parent``,
        ``precision_m`` (metres), ``who``, ``when`` (ISO date) and ``why`` besides. Other columns pass.

    Raises
    ------
    DataError
        If the file cannot be read or lines are wrong; every wrong line is named with what to do.
    """
    path = Path(path)
    name = path.name
    rows = _read_rows(path)
    heading = [cell.strip().lower().replace(" ", "_") for cell in rows[0]] if rows else []
    if "query" not in heading or not {"chosen", "geometry", "lon"} & set(heading):
        raise DataError(
            f"{name} has no column query with one of chosen, geometry, lon and lat "
            f"(found: {', '.join(heading) or 'nothing'}). geo locate --review TABLE writes one to fill in."
        )
    wrong: list[str] = []
    known: dict[tuple[str, str], Decision] = {}
    for line, row in enumerate(rows[1:], 2):
        cells = {column: cell.strip() for column, cell in zip(heading, row, strict=False)}
        if not any(cells.get(column) for column in ("chosen", "geometry", "lon", "lat")):
            continue
        decision = _read_line(line, cells)
        if isinstance(decision, str):
            wrong.append(f"line {line}: {decision}")
            continue
        key = (search_key(decision.query), search_key(decision.parent))
        other = known.setdefault(key, decision)
        if other.meaning != decision.meaning:
            wrong.append(
                f"lines {other.line} and {line} decide differently about {decision.query!r}; keep one"
            )
    if wrong:
        more = f" and {len(wrong) - _NAMED} more" if len(wrong) > _NAMED else ""
        raise DataError(f"{name}: {'; '.join(wrong[:_NAMED])}{more}.")
    return Decisions(known.values(), name)


def _read_rows(path: Path) -> list[list[str]]:
    try:
        if path.stat().st_size > _LARGEST:
            raise DataError(f"'{path}' is larger than 50 MB, which no file of decisions is. Check the name.")
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise DataError(f"'{path}' is not UTF-8 (byte {error.start}). Save it as CSV UTF-8.") from error
    except OSError as error:
        raise DataError(f"'{path}' cannot be read: {error.strerror or error}. Check the name.") from error
    first = text.partition("\n")[0]
    separator = max(",;\t", key=first.count)
    try:
        return list(csv.reader(io.StringIO(text.replace("\0", ""), newline=""), delimiter=separator))
    except csv.Error as error:
        raise DataError(f"'{path}' is no CSV: {error}. Check its quotes.") from error


def _read_line(line: int, cells: dict[str, str]) -> Decision | str:
    """Read one line; a sentence when it is wrong."""
    query = cells.get("query", "").removeprefix("'")
    if not search_key(query):
        return "query is empty: say which text this is about"
    chosen = cells.get("chosen", "")
    if chosen.lower() == "none":
        chosen = "none"
    geometry = _read_geometry(cells)
    if isinstance(geometry, str):
        return geometry
    if chosen and geometry is not None:
        return "chosen and a geometry are both given: keep one"
    radius_m = None
    if cells.get("precision_m"):
        try:
            radius_m = float(cells["precision_m"].replace(",", "."))
        except ValueError:
            radius_m = math.nan
        if not is_radius(radius_m):
            return f"precision_m {cells['precision_m']!r} is no length in metres"
    when = cells.get("when", "")
    if when:
        try:
            dt.date.fromisoformat(when[:10])
        except ValueError:
            return f"when {when!r} is no date: write it as 2026-01-31"
    return Decision(
        line,
        query,
        cells.get("parent", "").removeprefix("'"),
        chosen,
        geometry,
        radius_m,
        cells.get("who", ""),
        when,
        cells.get("why", ""),
    )


def _read_geometry(cells: dict[str, str]) -> BaseGeometry | str | None:  # noqa: PLR0911 - as above
    wkt, lon, lat = (cells.get(column, "") for column in ("geometry", "lon", "lat"))
    if wkt and (lon or lat):
        return "geometry and lon, lat are both given: keep one"
    if wkt:
        try:
            shape: BaseGeometry = shapely.from_wkt(wkt)
        except (shapely.errors.GEOSException, ValueError):
            return "geometry is no WKT, such as POINT (51.16 43.65), longitude first"
        west, south, east, north = shapely.bounds(shape).tolist()
        if not (-180 <= west <= east <= 180 and -90 <= south <= north <= 90):  # noqa: PLR2004
            return "geometry lies outside of longitude -180 to 180, latitude -90 to 90"
        return shape if shapely.is_valid(shape) else "geometry is not valid: it crosses itself"
    if not (lon or lat):
        return None
    try:
        x, y = float(lon.replace(",", ".")), float(lat.replace(",", "."))
    except ValueError:
        return f"lon {lon!r} and lat {lat!r} have to be decimal degrees, both"
    if not (abs(x) <= 180 and abs(y) <= 90):  # noqa: PLR2004
        return f"lon {lon}, lat {lat} is not on Earth"
    return shapely.Point(x, y)


def write_review(path: Path, doubts: Sequence[Doubt], *, force: bool = False) -> int:
    """Write the doubtful names of a table to be decided on; decided lines of an older file stay as they are.

    Returns
    -------
    int
        How many lines are still to be decided.

    Raises
    ------
    OutputError
        If the file is there and is none of these, unless forced, or cannot be written.
    """
    decided: list[list[str]] = []
    heading = [*COLUMNS, *HINTS]
    known: set[tuple[str, str]] = set()
    if path.exists() and not force:
        try:
            read_decisions(path)
            rows = _read_rows(path)
        except DataError as error:
            raise OutputError(
                f"{error} It is left as it is: pass --force to replace it, or -o another."
            ) from error
        old = [cell.strip().lower() for cell in rows[0]]
        heading += [cell for cell in old if cell not in heading]
        for row in rows[1:]:
            cells = dict(zip(old, row, strict=False))
            if any(cells.get(column, "").strip() for column in ("chosen", "geometry", "lon", "lat")):
                decided.append([cells.get(column, "") for column in heading])
                known.add((search_key(cells.get("query", "")), search_key(cells.get("parent", ""))))
    new = [one for one in doubts if (search_key(one.query), search_key(one.parent)) not in known]
    with (
        replace_file(path, overwrite=True) as beside,
        beside.open("w", encoding="utf-8-sig", newline="") as file,
    ):
        writer = csv.writer(file)
        writer.writerow(heading)
        writer.writerows(decided)
        for one in new:
            best = [f"{identity} {told} {score:.2f}" for identity, told, score in one.best[:3]]
            cells = {"query": one.query, "parent": one.parent, "rows": str(one.rows), "problem": one.problem}
            cells |= {f"candidate_{number}": text for number, text in enumerate(best, 1)}
            writer.writerow([_harmless(cells.get(column, "")) for column in heading])
    return len(new)


def _harmless(cell: str) -> str:
    """Keep a spreadsheet from taking a cell for a formula."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
