"""What the commands share of reading an INPUT: which files, what becomes of their rows."""

from __future__ import annotations

import difflib
import glob
import logging
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from geo import schema
from geo.errors import DataError, UsageError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    import geopandas as gpd

    from geo._atlas import Atlas
    from geo._locating import Decisions

logger = logging.getLogger(__name__)

__all__ = [
    "STANDARD",
    "blur",
    "check_blur",
    "check_not_input",
    "check_strict",
    "count_rows",
    "expand",
    "locate",
    "read_decided",
    "read_delimiter",
    "read_input",
    "split_list",
    "split_names",
    "tell_done",
    "tell_unused",
]

# The name that stands for standard input or standard output.
STANDARD: Final = "-"

_UNUSED: Final = 5
"""Decisions that matched nothing, listed by line; a file of all decisions of a house has many more."""


def expand(names: Sequence[str]) -> list[str]:
    """Find the files that INPUTs name: patterns become the files that match, in order of their names.

    Raises
    ------
    DataError
        If nothing matches a pattern.
    UsageError
        If standard input is named twice.
    """
    found: list[str] = []
    for name in names:
        is_pattern = name != STANDARD and glob.has_magic(name) and not Path(name).exists()
        # Of pathlib, which would not take a whole pattern with its folders.
        matches = sorted(glob.glob(name, recursive=True)) if is_pattern else [name]  # noqa: PTH207
        matches = [match for match in matches if not is_pattern or Path(match).is_file()]
        if not matches:
            raise DataError(f"No file matches {name!r}. Check the folder and the pattern.")
        found += matches
    if found.count(STANDARD) > 1:
        raise UsageError("Standard input can be read once: give - once.")
    different = list(dict.fromkeys(found))
    if len(different) < len(found):
        logger.info("A file that is named twice is read once.")
    return different


def check_not_input(sources: Sequence[str], target: Path) -> None:
    """Refuse to write over what is read, --force or not: the source would be gone.

    Raises
    ------
    UsageError
        If the target is one of the sources, under whatever name.
    """
    for source in sources:
        _check_not_one(source, target)


def _check_not_one(source: str, target: Path) -> None:
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

    sources = [sys.stdin.buffer if name == STANDARD else name for name in options.input]
    return read_incidents(
        sources[0] if len(sources) == 1 else sources,
        lon=options.lon,
        lat=options.lat,
        coordinates=options.coordinates,
        precision=options.precision,
        place=options.place,
        crs=options.crs,
        sep=read_delimiter(options.sep),
        encoding=options.encoding,
        layer=options.layer,
        file_format=options.input_format,
        profile=options.profile,
        strict=options.strict,
    )


def read_delimiter(text: str | None) -> str | None:
    """Read how a delimiter is typed: a tab by its name, for a shell has no key for it."""
    return "\t" if text in ("tab", "\\t") else text


def check_strict(incidents: gpd.GeoDataFrame, options: argparse.Namespace) -> None:
    """Make an error of rows with a problem when that is asked for.

    Raises
    ------
    DataError
        If there are any: how many of which kind, and the first of each.
    """
    problems = incidents["geo_problem"]
    if not options.strict or problems.isna().all():
        return
    from geo._records.tables import list_kinds

    rows: dict[str, list[int]] = {}
    for row, text in enumerate(problems, start=1):
        if isinstance(text, str):
            for kind in list_kinds(text):
                rows.setdefault(kind, []).append(row)
    lines = [
        f"{count_rows(len(numbers))}: {kind}, {'such as ' if len(numbers) > 1 else ''}row {numbers[0]:,}"
        for kind, numbers in sorted(rows.items(), key=lambda item: -len(item[1]))
    ]
    count = int(problems.notna().sum())
    have = "has" if count == 1 else "have"
    told = [
        f"{count:,} of {count_rows(len(incidents))} {have} a problem, and with --strict none may:",
        *lines,
    ]
    raise DataError("\n  ".join([*told, "Mend them, or leave --strict out."]))


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


def count_rows(count: int) -> str:
    """Say how many rows.

    Examples
    --------
    >>> count_rows(1), count_rows(1707)
    ('1 row', '1,707 rows')
    """
    return "1 row" if count == 1 else f"{count:,} rows"


def tell_done(count: int, located: int, where: str) -> None:
    """Say how many rows were measured, and where they are now."""
    lost = count - located
    left = f", {lost:,} without a usable position" if lost else ""
    logger.info("%s read, %s measured%s; written to %s.", count_rows(count), f"{located:,}", left, where)


def split_list(names: str | None) -> list[str]:
    """Split what is separated by commas.

    Examples
    --------
    >>> split_list("gw, iso3,"), split_list(None)
    (['gw', 'iso3'], [])
    """
    return [name.strip() for name in (names or "").split(",") if name.strip()]


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
