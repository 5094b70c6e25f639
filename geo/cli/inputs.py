"""What the commands share: the options that describe an INPUT, and reading it."""

from __future__ import annotations

import difflib
import logging
import math
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol

from geo import schema
from geo.errors import DataError, UsageError

if TYPE_CHECKING:
    import argparse

    import geopandas as gpd

    from geo._atlas import Atlas
    from geo._locating import Decisions

logger = logging.getLogger(__name__)

__all__ = [
    "STANDARD",
    "AddOption",
    "add_input_options",
    "blur",
    "check_blur",
    "check_not_input",
    "count_rows",
    "locate",
    "read_decided",
    "read_input",
    "read_km",
    "split_names",
    "tell_unused",
]

# The name that stands for standard input or standard output.
STANDARD: Final = "-"

_UNUSED: Final = 5
"""Decisions that matched nothing, listed by line; a file of all decisions of a house has many more."""


class AddOption(Protocol):
    """Something that takes an option the way argparse does."""

    def __call__(self, *names: str, **how: object) -> None:
        """Add one option."""


def add_input_options(add: AddOption) -> None:
    """Add INPUT and the options that say how to read it."""
    add("input", metavar="INPUT", help="a CSV, TSV or GeoJSON file of incidents; - is standard input")
    add("--lon", metavar="COLUMN", help="column with the longitude, degrees (default: found by its name)")
    add("--lat", metavar="COLUMN", help="column with the latitude, degrees (default: found by its name)")
    add(
        "--coordinates",
        metavar="COLUMN",
        help="column with whole positions in any notation: degrees, MGRS, UTM, Plus Codes, map links, WKT "
        "(default: found by its name where there are no --lon and --lat)",
    )
    add("--precision", metavar="COLUMN", help="column with the radius in metres that holds the location")
    add("--date", metavar="COLUMN", help="column with the date of the incident (default: found by its name)")
    add(
        "--place",
        metavar="COLUMN|NAME",
        help="column that names the district or region of rows without coordinates (default: found by its "
        "name), or such a name for all of them: 'Karakiyanskiy, Mangystau'",
    )
    add(
        "--trust-points",
        action="store_true",
        help="take coordinates as exact where a UCDP, ACLED or GDELT table says that they are stand-ins",
    )
    add(
        "--near-radius",
        metavar="KM",
        type=read_km,
        help="how far from its point an incident may be that ACLED codes as near it (default: 25)",
    )
    add(
        "--decisions",
        metavar="FILE",
        help="decisions.csv: what was decided about names beats every reading (see geo locate --review)",
    )
    add(
        "--worldview",
        choices=schema.WORLDVIEWS,
        default=schema.WORLDVIEWS[0],
        help="whose disputed ground is: 'default', as its table decides, or 'de_facto', its holder's",
    )
    add(
        "--to",
        metavar="PAIR",
        action="append",
        default=[],
        help="measure to the nearest line between two countries too: KAZ-RUS; may be given again",
    )
    add(
        "--blur",
        metavar="LEVEL",
        help="hide where exactly: replace each position by an area, of a length such as 5km or 800m, or its "
        "district or region, and leave out all columns with coordinates",
    )
    add("--sep", metavar="CHAR", help="delimiter of the table (default: found; 'tab' is a tab)")
    add("--encoding", metavar="NAME", help="encoding of the file (default: UTF-8)")
    add("--no-own", action="store_true", help="leave out the layers that `geo atlas add` took in")


def check_not_input(source: str, target: Path) -> None:
    """Refuse to write over what is read, --force or not: the source would be gone.

    Raises
    ------
    UsageError
        If both are the same file, under whatever name.
    """
    try:
        read = os.fstat(sys.stdin.fileno()) if source == STANDARD else Path(source).stat()
        same = os.path.samestat(read, target.stat())
    except (OSError, ValueError):
        # One of them is not there, or standard input is no file.
        return
    if same:
        raise UsageError(
            f"{target} is the input itself, which geo never replaces. Choose another name for -o."
        )


def check_blur(options: argparse.Namespace) -> None:
    """Make sure that --blur can be understood, before anything is read; then let nothing quote a cell.

    What reading and locating say of a wrong row repeats what stands in it, and a log is kept and sent too.

    Raises
    ------
    UsageError
        If it cannot.
    """
    if options.blur is None:
        return
    from geo._blurring import read_level

    read_level(options.blur)
    for name in ("geo._reading", "geo._locating"):
        logging.getLogger(name).setLevel(logging.ERROR)


def blur(incidents: gpd.GeoDataFrame, options: argparse.Namespace, atlas: Atlas) -> gpd.GeoDataFrame:
    """Replace positions by areas when that is asked for."""
    if options.blur is None:
        return incidents
    from geo._blurring import blur_incidents

    chosen = {options.lon, options.lat, options.coordinates, options.precision} & set(incidents.columns)
    return blur_incidents(incidents, options.blur, atlas=atlas, drop=sorted(chosen))


def read_input(options: argparse.Namespace) -> gpd.GeoDataFrame:
    """Read the INPUT of a command."""
    from geo._reading import read_incidents

    return read_incidents(
        sys.stdin.buffer if options.input == STANDARD else options.input,
        lon=options.lon,
        lat=options.lat,
        coordinates=options.coordinates,
        precision=options.precision,
        place=options.place,
        sep="\t" if options.sep in ("tab", "\\t") else options.sep,
        encoding=options.encoding,
    )


def locate(incidents: gpd.GeoDataFrame, options: argparse.Namespace, atlas: Atlas) -> gpd.GeoDataFrame:
    """Give rows the polygon of the district or region that they name in place of exact coordinates."""
    from geo._locating import NEAR_RADIUS_M, find_schema, locate_incidents

    all_exact = options.trust_points or find_schema(map(str, incidents.columns)) is None
    nothing_to_do = options.place is None and all_exact and options.decisions is None
    if nothing_to_do and not incidents.geometry.is_empty.any():
        return incidents
    decisions = None if options.decisions is None else read_decided(options.decisions, atlas)
    located = locate_incidents(
        incidents,
        place=options.place,
        atlas=atlas,
        trust_points=options.trust_points,
        near_radius_m=NEAR_RADIUS_M if options.near_radius is None else options.near_radius * 1000.0,
        decisions=decisions,
    )
    if decisions is not None:
        # What stands in a decision may stand in a cell, which nothing may repeat beside blurred positions.
        tell_unused(decisions, by_line=options.blur is not None)
    return located


def read_decided(path: str, atlas: Atlas) -> Decisions:
    """Read what was decided about names, and make sure that the atlas knows what was chosen."""
    from geo._gazetteer import load_gazetteer
    from geo._locating import read_decisions

    decisions = read_decisions(path)
    decisions.check(load_gazetteer(atlas.folder, own=atlas.sources["own"]))
    return decisions


def tell_unused(decisions: Decisions, *, by_line: bool = False) -> None:
    """Say which decisions matched nothing."""
    unused = decisions.unused()
    if unused:
        told = [f"line {one.line}" if by_line else one.tell() for one in unused[:_UNUSED]]
        more = f" and {len(unused) - _UNUSED:,} more" if len(unused) > _UNUSED else ""
        logger.warning("%s: %s%s matched nothing.", decisions.name, ", ".join(told), more)


def read_km(text: str) -> float:
    """Read a length in kilometres, with or without the unit.

    Raises
    ------
    UsageError
        If it is none, or not above 0.

    Examples
    --------
    >>> read_km("12.5"), read_km("10 km")
    (12.5, 10.0)
    """
    try:
        length_km = float(text.lower().removesuffix("km"))
    except ValueError:
        length_km = math.nan
    if not (math.isfinite(length_km) and length_km > 0):
        raise UsageError(f"{text!r} is no length in kilometres above 0, such as 25.")
    return length_km


def count_rows(count: int) -> str:
    """Say how many rows.

    Examples
    --------
    >>> count_rows(1), count_rows(1707)
    ('1 row', '1,707 rows')
    """
    return "1 row" if count == 1 else f"{count:,} rows"


def split_names(names: str | None, incidents: gpd.GeoDataFrame) -> list[str] | None:
    """Split a list of column names, and make sure that each is a column of the source.

    Raises
    ------
    DataError
        If one is not there, or is one of those that geo adds.
    """
    if names is None:
        return None
    wanted = [name.strip() for name in names.split(",") if name.strip()]
    known = [
        str(column)
        for column in incidents.columns
        if not str(column).startswith(schema.PREFIX) and column != incidents.geometry.name
    ]
    for name in wanted:
        if name in schema.column_names():
            raise DataError(
                f"--columns: {name} is a column that geo adds, not one of the source "
                f"(found: {', '.join(known)}). What geo measures is on the map anyway: leave it out."
            )
        if name not in known:
            close = difflib.get_close_matches(name, known, n=1)
            hint = f"Did you mean {close[0]}?" if close else "Pass --columns with some of these."
            raise DataError(f"--columns: there is no column {name!r} (found: {', '.join(known)}). {hint}")
    return wanted
