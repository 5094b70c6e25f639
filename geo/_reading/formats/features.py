"""GeoJSON (RFC 7946), whole or as a sequence of features (RFC 8142, or one a line)."""

from __future__ import annotations

import contextlib
import json
from typing import TYPE_CHECKING, Any, Final

from geo._reading.formats.feature_rows import GEOMETRY_TYPES, FeatureRows
from geo._reading.formats.json_stream import RECORD_SEPARATOR, JsonStream, unreadable
from geo._reading.formats.limits import check_columns
from geo.errors import DataError

if TYPE_CHECKING:
    from geo._reading.source import Options, Source, Table

__all__ = ["WGS84", "parse_feature", "read_geojson", "read_geojsonseq"]

WGS84: Final = "EPSG:4326"
_WGS84_NAMES: Final = ("CRS84", "EPSG::4326", "EPSG:4326")
_LISTED: Final = 5


def read_geojson(source: Source, options: Options) -> Table:
    """Read GeoJSON: a collection, one feature, or one geometry.

    Parameters
    ----------
    source : Source
        Where features follow each other in it, it is read as `read_geojsonseq` does.
    options : Options
        `encoding`, which without one is that of a byte order mark, else UTF-8.

    Returns
    -------
    Table
        Properties, of one type each; nested values and those of mixed types are JSON text. A member `id`
        and what else stands beside the properties are columns too. `lon` and `lat` are the cells of points
        as they are written, "(Polygon)" for another geometry and "" for none. `shapes` is None where a
        geometry is not made as GeoJSON says; `problems` says so for all but points. `crs` is what the old
        GeoJSON of 2008 declares, else EPSG:4326.

    Raises
    ------
    DataError
        If it is not GeoJSON, or too large.
    """
    with contextlib.closing(JsonStream(source, options.encoding)) as stream:
        first = stream.peek()
        if not first:
            raise DataError(f"{source.name} is empty. It needs a GeoJSON FeatureCollection.")
        if first == RECORD_SEPARATOR:
            return read_geojsonseq(source, options)
        rows = FeatureRows(source.name)
        if first != "{":
            stream.value()
            raise _not_geojson(source.name)
        members, has_list = _read_members(stream, rows)
        is_one = members.get("type") in ("Feature", *GEOMETRY_TYPES)
        if stream.peek():
            if is_one:
                return read_geojsonseq(source, options)
            raise stream.broken("Extra data")
    told = []
    if is_one and not has_list:
        crs = members.pop("crs", None)
        rows.add(members, 1)
    elif has_list and not is_one:
        crs = members.pop("crs", None)
        told = _tell_members(members)
    else:
        raise _not_geojson(source.name)
    return rows.finish("GeoJSON", _read_crs(crs, source.name), told)


def read_geojsonseq(source: Source, options: Options) -> Table:
    """Read a sequence of GeoJSON features: one a line, or each behind a record separator.

    Parameters
    ----------
    source : Source
    options : Options
        `encoding`, as of `read_geojson`.

    Returns
    -------
    Table
        As of `read_geojson`.

    Raises
    ------
    DataError
        If a record is not a feature (the message names its line), or too large.
    """
    with contextlib.closing(JsonStream(source, options.encoding)) as stream:
        rows = FeatureRows(source.name)
        for line, record in stream.records():
            rows.add(parse_feature(record, line, source.name), line)
    if not len(rows):
        raise DataError(f"{source.name} is empty. It needs a GeoJSON feature on each line.")
    return rows.finish("GeoJSONSeq", WGS84, [])


def parse_feature(record: str, line: int, name: str) -> dict[str, Any]:
    """Read one record of a sequence.

    Raises
    ------
    DataError
        If it is no feature: with its line.
    """
    try:
        feature = json.loads(record)
    except json.JSONDecodeError as error:
        raise DataError(
            f"{name}, line {line + error.lineno - 1}: not JSON ({error.msg}). "
            "Every line has to be one feature: mend this one or take it out."
        ) from None
    except (ValueError, RecursionError) as error:
        raise unreadable(error, name) from None
    if not isinstance(feature, dict) or feature.get("type") not in ("Feature", *GEOMETRY_TYPES):
        raise DataError(
            f"{name}, line {line}: JSON but not a GeoJSON feature. Every line has to be one feature."
        )
    return feature


def _read_members(stream: JsonStream, rows: FeatureRows) -> tuple[dict[str, Any], bool]:
    """Read the members of the outer object; features go to `rows` one by one."""
    members: dict[str, Any] = {}
    has_list = False
    stream.expect("{")
    if stream.skip("}"):
        return members, has_list
    while True:
        if stream.peek() != '"':
            raise stream.broken("Expecting property name enclosed in double quotes")
        key = stream.value()
        stream.expect(":")
        if key == "features" and stream.peek() == "[":
            if has_list:
                raise DataError(
                    f"{stream.name} has two lists of features, so it is not clear which one counts."
                )
            has_list = True
            _read_list(stream, rows)
        else:
            members[key] = stream.value()
            check_columns(len(members), stream.name)
        if stream.skip("}"):
            return members, has_list
        stream.expect(",")


def _read_list(stream: JsonStream, rows: FeatureRows) -> None:
    stream.expect("[")
    if stream.skip("]"):
        return
    while True:
        stream.peek()
        line = stream.line()
        feature = stream.value()
        if not isinstance(feature, dict):
            raise _not_geojson(stream.name)
        rows.add(feature, line)
        if stream.skip("]"):
            return
        stream.expect(",")


def _not_geojson(name: str) -> DataError:
    return DataError(f"{name} is JSON but not GeoJSON: it has no list of features. Export it as GeoJSON.")


def _tell_members(members: dict[str, Any]) -> list[str]:
    others = [key for key in members if key not in {"type", "features", "bbox", "name"}]
    if not others:
        return []
    shown = ", ".join(map(repr, others[:_LISTED])) + (" and others" if len(others) > _LISTED else "")
    return [f"members of the collection that belong to no feature are left out: {shown}"]


def _read_crs(crs: Any, name: str) -> str:  # noqa: ANN401 - a JSON value
    """Read the coordinate system that GeoJSON of 2008 may declare; longitude and latitude without one."""
    if not crs or any(word in json.dumps(crs).upper() for word in _WGS84_NAMES):
        return WGS84
    named = crs.get("properties") if isinstance(crs, dict) else None
    declared = named.get("name") if isinstance(named, dict) else crs
    if not isinstance(declared, str):
        raise DataError(
            f"{name} declares the coordinate system {json.dumps(crs)[:200]}, which has no name. "
            "Convert it to longitude and latitude on WGS84 (EPSG:4326), which is what GeoJSON means."
        )
    return declared
