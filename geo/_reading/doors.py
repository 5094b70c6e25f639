"""The door that everybody uses: read sources of incidents into one table."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any, cast

import geopandas as gpd
import pandas as pd

from geo import schema
from geo._reading.dates import choose_profile
from geo._reading.formats.geometries import tell_heights
from geo._reading.formats.sniffing import describe_mismatch, sniff_format
from geo._reading.names import NO_COORDINATES, find_name_columns
from geo._reading.opening import choose_input_format, open_table
from geo._reading.placing import place_rows, tell_joined
from geo._reading.profiles import GENERIC, get_profile, state_terms
from geo._reading.source import Options, open_source
from geo._reading.surveying import Columns
from geo._reading.together import join_tables
from geo._records import describe_input, keep_provenance
from geo.errors import DataError, UsageError

if TYPE_CHECKING:
    import os
    from collections.abc import Mapping, Sequence
    from typing import IO

    from geo._reading.placing import Placed
    from geo._reading.profiles import Profile
    from geo._reading.source import Table
    from geo._reading.surveying import Outlook

    OneSource = str | os.PathLike[str] | IO[str] | IO[bytes]

__all__ = [
    "check_profiles",
    "cite_profile",
    "find_source",
    "make_incidents",
    "read_incidents",
    "tell_reading",
]

logger = logging.getLogger(__name__)


def read_incidents(  # noqa: PLR0913 - each says what one column or one file is
    source: OneSource | Sequence[OneSource],
    *,
    lon: str | None = None,
    lat: str | None = None,
    coordinates: str | None = None,
    precision: str | None = None,
    place: str | None = None,
    crs: str | None = None,
    sep: str | None = None,
    encoding: str | None = None,
    layer: str | None = None,
    file_format: str | None = None,
    profile: str | None = None,
    strict: bool = False,
) -> gpd.GeoDataFrame:
    r"""Read incidents with coordinates, shapes or names of places, from a table of any usual kind.

    CSV and other delimited text, Excel workbooks, GeoJSON and newline-delimited GeoJSON, JSON lists of
    records, GeoPackage, FlatGeobuf, shapefiles (zipped too), KML and KMZ, Parquet and GeoParquet. What a
    file is its bytes tell, then its name.

    Parameters
    ----------
    source : path or readable stream, or a sequence of these
        Of several, the rows stand under each other; geo_input and geo_input_row say which is whose.
    lon, lat : str, optional
        Names of the columns with longitude and latitude, degrees on WGS84 unless `crs` says otherwise;
        found by their common spellings when not given, and last as the geo_lon and geo_lat of an earlier
        measurement. A comma in a cell is a decimal comma; in a table with commas between its columns the
        cell has to be quoted. Degrees, minutes and seconds are read too, and letters of hemispheres; such
        cells are as precise as their digits where no precision is stated. Where a file has shapes, these
        count, unless columns are named.
    coordinates : str, optional
        Name of the one column that holds whole positions in any notation: degrees, MGRS, UTM, Plus
        Codes, geo: URIs, links to maps, WKT. Without columns of longitude and latitude it is found by
        its usual headings. Two bare numbers are latitude and longitude unless the first is no
        latitude. Each position is as precise as its digits where no precision is stated.
    precision : str, optional
        Name of the column with the radius, in metres, that contains the location. A cell such as
        5,000 can be read in two ways and is not read: geo_problem says so.
    place : str, optional
        What `geo.locate_incidents` will be told to locate rows by: with it, and also where a column
        is called district, region or place, a table needs no coordinates.
    crs : str, optional
        Coordinate reference system, such as "EPSG:32639", of shapes whose file does not say it, or of the
        columns `lon` and `lat`. Positions are transformed to WGS84.
    sep : str, optional
        Delimiter of a table: one character; found when not given.
    encoding : str, optional
        Encoding of a file; without it a byte order mark decides, else UTF-8, else what its bytes look like.
    layer : str, optional
        Of several: the layer, the sheet of a workbook, the folder of a KML, the list in JSON, the file in an
        archive.
    file_format : str, optional
        What the file is, of ``geo.schema.INPUT_FORMATS``, where neither bytes nor name tell.
    profile : str, optional
        Whose table it is: "acled", "ucdp_ged", "gdelt", "geoconfirmed", "liveuamap", "darwin_core", or
        "generic" for nobody's; its columns tell when not given. `geo.measure_incidents` and `geo.make_map`
        have to be told the same, where the columns do not tell.
    strict : bool
        Whether a row with a problem is an error.

    Returns
    -------
    GeoDataFrame, EPSG:4326, shape (n,)
        In source order, every source column exactly as it was written (text for a table of text, else its
        own type), then geo_lon, geo_lat, geo_label_lon, geo_label_lat, geo_precision_m, geo_located_by and
        geo_problem. Polygons and lines are areas; of several points, the shape that holds them all. A row
        whose position cannot be read stays, with an empty geometry and the reason in geo_problem; the log
        says how many there are. Columns of an earlier measurement are replaced; of an area that it located
        by name they still say as which unit. ``attrs["geo_incidents"]["inputs"]`` says what was read: name,
        SHA-256, bytes, format, rows, profile.

    Raises
    ------
    DataError
        If a source cannot be read as a table, its position columns cannot be found, or with `strict` a row
        has a problem.
    UsageError
        If both `coordinates` and `lon` or `lat` are given, or a coordinate reference system is not known.

    Examples
    --------
    >>> import io
    >>> table = io.StringIO("id,lon,lat\n007,53.5,43\n008,53.5,95\n")
    >>> incidents = read_incidents(table)
    >>> incidents["id"].tolist(), incidents["geo_lat"].tolist()
    (['007', '008'], [43.0, <NA>])
    >>> incidents["geo_problem"].tolist()
    [<NA>, "latitude '95' is outside -90 to 90; longitude and latitude may be swapped"]
    """
    if coordinates is not None and (lon is not None or lat is not None):
        raise UsageError("Pass --coordinates, or --lon and --lat, but not both: a row has one position.")
    options = Options(sep=sep, encoding=encoding, layer=layer)
    said = Columns(lon, lat, coordinates, precision, place, crs)
    reader = choose_input_format(file_format)
    several = _list_sources(source)
    if not several:
        raise UsageError("There is no source to read. Give at least one.")
    if profile is not None:
        get_profile(profile)
    read = [_read_one(one, options, said, reader, profile, strict=strict) for one in several]
    inputs = [record for _, record in read]
    check_profiles(inputs)
    tables = [table for table, _ in read]
    frame = tables[0] if len(tables) == 1 else join_tables(tables, [record["name"] for record in inputs])
    known = choose_profile([str(column) for column in tables[0].columns], profile)
    keep_provenance(frame, inputs, [] if known is None else cite_profile(known, frame))
    return frame


def _list_sources(source: OneSource | Sequence[OneSource]) -> list[OneSource]:
    """List the sources, of which one may stand alone."""
    if isinstance(source, str) or hasattr(source, "read") or hasattr(source, "__fspath__"):
        return [cast("OneSource", source)]
    return list(source)


def _read_one(
    source: OneSource,
    options: Options,
    said: Columns,
    reader: str | None,
    profile: str | None,
    *,
    strict: bool,
) -> tuple[gpd.GeoDataFrame, dict[str, Any]]:
    """Read one source, and say what it was."""
    with open_source(source) as opened:
        name = opened.name
        kind = reader or sniff_format(opened)
        mismatch = describe_mismatch(opened, kind) if reader is None else None
        table = open_table(opened, options, kind)
        record = describe_input(name, sha256=opened.sha256(), size=opened.size())
    columns = [str(column) for column in table.columns.columns]
    known = find_source(columns, profile, name)
    frame, placed = make_incidents(table, said, name)
    heights = tell_heights(table.heights)
    told = (
        *([mismatch] if mismatch else []),
        *table.told,
        *heights,
        *placed.told,
        *tell_joined(placed.joined),
    )
    tell_reading(name, told, known, is_chosen=profile is not None)
    if strict:
        can_be_named = said.place is not None or bool(find_name_columns(columns).telling())
        _refuse_problems(placed, table.noun, name, can_be_named=can_be_named)
    _tell_problems(placed, table.noun, name)
    record |= {
        "format": table.file_format,
        "rows": len(table.columns),
        "profile": None if known is None else known.name,
        "told": list(told),
    }
    return frame, record


def make_incidents(
    table: Table, said: Columns, name: str, outlook: Outlook | None = None
) -> tuple[gpd.GeoDataFrame, Placed]:
    """Make incidents of a table, or of a piece of one of which the outlook is known."""
    placed = place_rows(table, said, name, outlook)
    return _join(table.columns, placed.located, name), placed


def find_source(columns: list[str], profile: str | None, name: str) -> Profile | None:
    """Find whose table it is: as a user says, else by its columns.

    Raises
    ------
    DataError
        If it has no column of the source that the user says it is of.
    """
    known = choose_profile(columns, profile)
    if profile is not None and known is not None and known is not GENERIC and not known.spelt(columns):
        raise DataError(
            f"{name} has none of the columns of {known.title} (found: {', '.join(columns)}). "
            "Leave --profile out, or pass that of its source."
        )
    return known


def tell_reading(name: str, told: Sequence[str], known: Profile | None, *, is_chosen: bool) -> None:
    """Say in the log what was found out about a source, and whose table it is."""
    if told:
        logger.info("%s: %s.", name, "; ".join(told))
    if known is not None and known is not GENERIC:
        how = "as told" if is_chosen else "by its columns; --profile generic reads it as nobody's"
        logger.info("%s: a table of %s (%s).", name, known.title, how)


def check_profiles(inputs: Sequence[Mapping[str, Any]]) -> None:
    """Make sure that inputs are of one source.

    Raises
    ------
    DataError
        If they are not.
    """
    if len({record["profile"] for record in inputs}) > 1:
        told = ", ".join(f"{record['name']}: {record['profile'] or 'no known source'}" for record in inputs)
        raise DataError(
            f"Tables of different sources are read one by one: their codes mean different things ({told}). "
            "Pass --profile generic to read all of them by their columns alone."
        )


def cite_profile(known: Profile, frame: gpd.GeoDataFrame) -> list[dict[str, Any]]:
    """Say how to cite the source of the rows, and what its terms are."""
    if not known.citation:
        return []
    _, terms = state_terms(known, frame).sentences
    # Where it is listed the name of the source stands beside it.
    terms = terms.removeprefix(f"Terms of {known.title}: ")
    return [{"profile": known.name, "citation": known.citation, "terms": terms}]


def _join(frame: pd.DataFrame, located: gpd.GeoDataFrame, name: str) -> gpd.GeoDataFrame:
    """Put the source's columns before ours; ours of an earlier run give way."""
    replaced = [column for column in frame.columns if column in schema.column_names()]
    if replaced:
        what = "1 column" if len(replaced) == 1 else f"{len(replaced)} columns"
        verb = "is" if len(replaced) == 1 else "are"
        logger.info("%s: %s of an earlier measurement %s replaced.", name, what, verb)
    source = frame.drop(columns=replaced)
    # A source may have a column called geometry, and it passes through like every other.
    geometry = "geo_geometry" if "geometry" in source.columns else "geometry"
    ours = located.rename_geometry(geometry) if geometry != "geometry" else located
    joined = pd.concat([source, pd.DataFrame(ours)], axis="columns")
    return gpd.GeoDataFrame(joined, geometry=geometry, crs=schema.CRS)


def _refuse_problems(placed: Placed, noun: str, name: str, *, can_be_named: bool) -> None:
    """Make an error of problems, but of the want of coordinates where a name may stand for them."""
    problems = placed.problems.without(NO_COORDINATES) if can_be_named else placed.problems
    if problems.found().any():
        lines = [f"{name}: there are rows with problems, and none may have one:", *problems.describe(noun)]
        raise DataError("\n  ".join([*lines, "Mend them, or leave --strict out."]))


def _tell_problems(placed: Placed, noun: str, name: str) -> None:
    """Say how many rows have a problem, and for each kind of problem how many and the first one."""
    located, problems = placed.located, placed.problems
    count = int(problems.found().sum())
    if count:
        have = "has" if count == 1 else "have"
        where = " (row 1 is the first below the header)" if noun == "row" else ""
        lines = [
            f"{name}: {count:,} of {_count(len(located), noun)} {have} a problem{where}.",
            *problems.describe(noun),
        ]
        logger.warning("%s", "\n  ".join(lines))
    origin = int(((located["geo_lon"] == 0) & (located["geo_lat"] == 0)).sum())
    if origin:
        logger.warning(
            "%s: %s at exactly 0, 0 in the Atlantic, which often stands for 'unknown'.",
            name,
            f"{_count(origin, noun)} {'lies' if origin == 1 else 'lie'}",
        )


def _count(count: int, noun: str) -> str:
    return f"1 {noun}" if count == 1 else f"{count:,} {noun}s"
