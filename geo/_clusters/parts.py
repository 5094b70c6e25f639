"""One file of a folder, on whichever machine: read, located, measured and written, or found whole already.

What comes back is what the record of the whole has to know, never rows. Errors that geo raises on purpose
come back as values, for a second try would give them again; all others are raised, and Dask tries again.
"""

from __future__ import annotations

import json
import logging
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from geo._clusters.places import fetch, open_place, put
from geo._lazy import call_first_alone, recall
from geo.errors import DataError, GeoError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geopandas import GeoDataFrame

    from geo._atlas import Atlas
    from geo._clusters.asked import Asked
    from geo._locating import Decisions

__all__ = ["Outcome", "Part", "measure_part"]

_SAME: Final = ("record", "tool", "atlas", "options", "worldview", "decisions")
"""What records of two runs share that give the same rows for the same input."""


class Part(NamedTuple):
    """One file to be measured."""

    source: str
    """Address."""
    target: str
    columns: tuple[str, ...]
    """Of the first file of the folder: all have to have the same."""
    may_be_there: bool
    """Whether the target counts as done if it is whole and was made from this very file in this very way."""


class Outcome(NamedTuple):
    """What became of it."""

    error: GeoError | None = None
    was_there: bool = False
    told: Mapping[str, Any] = {}
    """The record of the part."""
    countries: frozenset[str] = frozenset()
    """Codes of those that its rows lie in or are measured to."""
    unused: frozenset[int] | None = None
    """Lines of decisions that matched nothing; None where there are no decisions, or nobody looked."""


def measure_part(part: Part, asked: Asked) -> Outcome:
    """Measure one file, in a worker.

    Parameters
    ----------
    part : Part
    asked : Asked
    """
    try:
        atlas = recall(asked.atlas)
        with fetch(open_place(part.source)) as path:
            there = _find_done(part, path, asked, atlas) if part.may_be_there else None
            if there is not None:
                return there
            return call_first_alone((measure_part, asked.atlas), lambda: _measure(part, path, asked, atlas))
    except GeoError as error:
        name = open_place(part.source).name
        told = str(error) if name in str(error) else f"{name}: {error}"
        return Outcome(error=type(error)(told))


def _measure(part: Part, path: Path, asked: Asked, atlas: Atlas) -> Outcome:
    from geo._measuring import measure_part as measure_rows
    from geo._records import list_countries
    from geo._writing import write_incidents

    if asked.blur is not None:
        # What reading and locating say of a row repeats what stands in it.
        for name in ("geo._reading", "geo._locating"):
            logging.getLogger(name).setLevel(logging.ERROR)
    _check_columns(path, part)
    # Its own, so that what this part used is not mixed with what others in this process did.
    decisions = None if asked.decisions is None else asked.decisions.again()
    incidents = _read(path, asked)
    located = _locate(incidents, asked, atlas, decisions)
    _check_strict(located, asked, path.name)
    measured = measure_rows(located, atlas=atlas, **asked.measuring)
    record = _record(measured, asked, atlas)
    with tempfile.TemporaryDirectory(prefix="geo-") as folder:
        made = Path(folder, "part")
        with made.open("xb") as stream:
            write_incidents(measured, stream, file_format="parquet", record=record)
        put(made, open_place(part.target))
    unused = None if decisions is None else frozenset(one.line for one in decisions.unused())
    return Outcome(told=record, countries=frozenset(list_countries(measured)), unused=unused)


def _read(path: Path, asked: Asked) -> GeoDataFrame:
    from geo._reading import read_incidents

    return read_incidents(str(path), file_format="parquet", **asked.reading)


def _locate(incidents: GeoDataFrame, asked: Asked, atlas: Atlas, decisions: Decisions | None) -> GeoDataFrame:
    from geo._blurring import blur_incidents
    from geo._locating import locate_incidents

    located = locate_incidents(incidents, atlas=atlas, decisions=decisions, **asked.locating)
    if asked.blur is None:
        return located
    named = {asked.reading.get(name) for name in ("lon", "lat", "coordinates", "precision")}
    drop = sorted(str(column) for column in named & set(incidents.columns))
    return blur_incidents(located, asked.blur, atlas=atlas, drop=drop)


def _check_columns(path: Path, part: Part) -> None:
    """Make sure that a file is a part of the same table as the first."""
    found = read_columns(path)
    if sorted(found) != sorted(part.columns):
        other = sorted(set(found) ^ set(part.columns))
        raise DataError(
            f"{path.name} has not the columns of the first file of the folder: only one of them has "
            f"{', '.join(map(repr, other[:5]))}. Measure tables of different kinds one by one."
        )


def _check_strict(located: GeoDataFrame, asked: Asked, name: str) -> None:
    """Make an error of rows with a problem when that is asked for."""
    from geo._records import count_rows

    told = count_rows(located)
    if asked.strict and told["with_problems"]:
        kinds = "; ".join(f"{count:,}: {kind}" for kind, count in told["problems"].items())
        raise DataError(
            f"{name}: {told['with_problems']:,} of {told['in']:,} rows have a problem, and with --strict "
            f"none may ({kinds}). Mend them, or leave --strict out."
        )


def _record(measured: GeoDataFrame, asked: Asked, atlas: Atlas) -> dict[str, Any]:
    from geo._records import hide_inputs, keep_provenance, list_countries, provenance, record_table

    if asked.blur is not None:
        known = provenance(measured)
        measured = measured.copy(deep=False)
        keep_provenance(measured, hide_inputs(known["inputs"]), known["data"])
    sets = atlas.credits_of(sorted(list_countries(measured)))
    return record_table(measured, atlas.sources, run=asked.run, sets=sets, made=asked.made)


def _find_done(part: Part, path: Path, asked: Asked, atlas: Atlas) -> Outcome | None:
    """Find the target whole, made from the same bytes in the same way; None where it is to be made."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    from geo._reading.source import Source
    from geo._records import METADATA_KEY, build_record

    place = open_place(part.target)
    if not place.system.exists(place.path):
        return None
    try:
        with place.system.open(place.path, "rb") as stream, pq.ParquetFile(stream) as file:
            told = json.loads((file.metadata.metadata or {})[METADATA_KEY])
            wanted = [name for name in _CODES if name in file.schema_arrow.names]
            codes = file.read(columns=wanted)
    except (OSError, EOFError, pa.ArrowException, KeyError, ValueError):
        # Half a file, or one of somebody else.
        return None
    texts = {text for name in wanted for text in codes.column(name).to_pylist() if text is not None}
    countries = frozenset(code for text in texts for code in text.split("-"))
    sets = atlas.credits_of(sorted(countries))
    expected = build_record(atlas.sources, run=asked.run, countries=countries, sets=sets, made=asked.made)
    source = Source(path.name, path=path)
    inputs = [[one.get(name) for name in ("name", "sha256")] for one in told.get("inputs") or ()]
    if [[path.name, source.sha256()]] != inputs or not _is_alike(told, expected):
        return None
    return Outcome(was_there=True, told=told, countries=countries)


_CODES: Final = ("geo_country_code", "geo_border_codes")


def _is_alike(told: Mapping[str, Any], expected: Mapping[str, Any]) -> bool:
    plain = json.loads(json.dumps({name: expected[name] for name in _SAME}))
    return all(told.get(name) == plain[name] for name in _SAME)


def read_columns(path: Path) -> Sequence[str]:
    """Read the names of the columns of a Parquet file.

    Raises
    ------
    DataError
        If it is none.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        return [str(name) for name in pq.read_schema(path).names]
    except (OSError, pa.ArrowException) as error:
        reason = " ".join(str(error).split())[:200]
        raise DataError(
            f"{path.name} is damaged and cannot be read as Parquet ({reason}). Export or download it again."
        ) from None
