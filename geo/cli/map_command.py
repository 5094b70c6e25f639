"""``geo map``: a table in, one HTML map out."""

from __future__ import annotations

import logging
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from geo.cli import inputs
from geo.cli.input_options import add_input_options
from geo.cli.recording import describe_reports, record_run
from geo.cli.report_input import check_only_reports, is_report, read_day, read_reports
from geo.errors import DataError, UsageError

if TYPE_CHECKING:
    import argparse

    import folium
    import geopandas as gpd

    from geo.cli.input_options import AddOption

__all__ = ["add_options", "name_title", "run"]

logger = logging.getLogger(__name__)

_DOCTYPE: Final = "<!DOCTYPE html>"
# Stands at the head of every map, so that geo knows which files it may replace.
_MARK: Final = "<!-- a map by geo-incidents -->"
_HEAD_BYTES: Final = 200


def add_options(add: AddOption) -> None:
    """Add the options of this command."""
    add_input_options(add)
    add(
        "--published",
        metavar="DATE",
        type=read_day,
        help="the day of publication of a report, as 2024-05-07 (default: what it says)",
    )
    add(
        "--report-language",
        metavar="en|ru",
        choices=("en", "ru"),
        help="the language of a report (default: found by its words)",
    )
    add("-o", "--output", metavar="OUT.html", help="the map to write (default: INPUT's name.map.html here)")
    add(
        "--title",
        metavar="TEXT|COLUMN",
        help="title of the map (default: the name of INPUT, or the only incident's); or, where a column has "
        "this name, the column with the titles of the incidents",
    )
    add("--type", metavar="COLUMN", help="column with the type of the incident (default: found by its name)")
    add(
        "--columns",
        metavar="A,B,…",
        help="the source columns that go into the map (default: title, date, type, source, link and day of "
        "access)",
    )
    add(
        "--include-source-rows",
        action="store_true",
        help="let readers save the rows of a source whose terms restrict that, or are not known",
    )
    add(
        "--online",
        action="store_true",
        help="let readers switch on OpenStreetMap and satellite pictures, which ask a server",
    )
    add(
        "--lang",
        metavar="en|ru",
        choices=("en", "ru"),
        help="language of the map's interface (default: that of the reader's browser)",
    )
    add(
        "--bins",
        metavar="auto|always|never",
        choices=("auto", "always", "never"),
        default="auto",
        help="count the incidents in hexagons in place of showing each (auto: of more than 200,000 rows)",
    )
    add("--force", action="store_true", help="replace OUT.html even if geo did not write it")


def run(options: argparse.Namespace) -> int:
    """Read, measure, draw, write; print where the map is."""
    from geo import _files

    options.input = inputs.expand(options.input)
    target = Path(options.output or _name_map(options.input))
    to_stdout = options.output == inputs.STANDARD
    overwrite = options.force or _is_our_map(target)
    if not to_stdout:
        inputs.check_not_input(options.input, target)
        # Before the work, so that nobody waits for an answer that cannot be kept.
        _files.check_target(target, overwrite=overwrite)

    if any(map(is_report, options.input)):
        html = _draw_reports(options)
        _write(html, target, to_stdout=to_stdout, overwrite=overwrite)
        return 0
    if options.published or options.report_language:
        raise UsageError(
            f"--published and --report-language speak of a report, and {options.input[0]} is a table."
        )
    inputs.check_blur(options)
    incidents = inputs.read_input(options)
    columns = inputs.split_names(options.columns, incidents)

    from geo._atlas import load_atlas

    atlas = load_atlas(own=not options.no_own, worldview=options.worldview)
    incidents = inputs.blur(inputs.locate(incidents, options, atlas), options, atlas)
    inputs.check_strict(incidents, options)
    _check_left(columns, incidents)
    located = int((~incidents.geometry.is_empty).sum())
    if not located and len(incidents):
        raise DataError(
            f"There is nothing to draw: none of {inputs.count_rows(len(incidents))} has a usable position. "
            "Pass --lon and --lat if the positions are in other columns, or --place with the column that "
            "names the district or region."
        )
    from geo._maps import BIN_ABOVE, SHOWN, WHERE, describe_content, make_map
    from geo._measuring import measure_incidents
    from geo._reading.dates import choose_profile
    from geo.cli.progress import show_progress

    lost = len(incidents) - located
    without = f", {lost:,} without a usable position" if lost else ""
    logger.info("%s read%s; measuring …", inputs.count_rows(len(incidents)), without)
    title, roles = _read_roles(options, incidents)
    # A file may be called after the place: where that is hidden its name stays out.
    if title is None and len(incidents) > 1 and options.blur is None and len(options.input) == 1:
        title = name_title(options.input[0])
    bin_above = {"auto": BIN_ABOVE, "always": 0, "never": None}[options.bins]
    # A table that is grouped first may be small enough after that.
    known = choose_profile([str(name) for name in incidents.columns], options.profile)
    is_large = bin_above is not None and len(incidents) > bin_above
    is_counted = is_large and (options.bins == "always" or known is None or known.name != "gdelt")
    with show_progress(incidents, quiet=options.quiet) as progress:
        measured = measure_incidents(
            incidents,
            atlas=atlas,
            only=WHERE if is_counted else SHOWN,
            to=() if is_counted else options.to,
            date_column=options.date,
            profile=options.profile,
            progress=progress,
        )
    drawn = make_map(
        measured,
        atlas=atlas,
        title=title,
        columns=columns,
        online=options.online,
        language=options.lang,
        record=record_run(options, measured, atlas),
        profile=options.profile,
        roles=roles,
        include_source_rows=options.include_source_rows,
        bin_above=bin_above,
    )
    _write(_render(drawn), target, to_stdout=to_stdout, overwrite=overwrite)
    logger.info("%s", describe_content(drawn))
    left_out = f"; {inputs.count_rows(lost)} without a usable position left out" if lost else ""
    logger.info("%s on the map%s. Open it in any browser.", inputs.count_rows(located), left_out)
    return 0


def _read_roles(
    options: argparse.Namespace, incidents: gpd.GeoDataFrame
) -> tuple[str | None, dict[str, str]]:
    """Read the title of the map, and which columns were named for what; --title is one or the other."""
    named = {"title": options.title, "type": options.type, "date": options.date}
    roles = {role: column for role, column in named.items() if column is not None}
    if options.title is not None and options.title not in incidents.columns:
        del roles["title"]
        return options.title, roles
    return None, roles


def _draw_reports(options: argparse.Namespace) -> str:
    """Read reports, check what they claim, and draw their incidents with it."""
    from geo._atlas import load_atlas
    from geo._claims import check_claims
    from geo._maps import make_map

    names: list[str] = options.input
    check_only_reports(options, names)
    atlas = load_atlas(own=not options.no_own, worldview=options.worldview)
    reports = read_reports(
        names,
        published=options.published,
        language=options.report_language,
        decisions=options.decisions,
        atlas=atlas,
    )
    check = check_claims(reports, atlas=atlas)
    found = len(check.measured)
    located = int((~check.measured.geometry.is_empty & check.measured.geometry.notna()).sum()) if found else 0
    if not located:
        what = "no incident was found in it" if not found else "nothing is known of where it was"
        raise DataError(
            f"{', '.join(names)}: there is nothing to draw: {what}. geo check says what was read."
        )
    logger.info("%d incidents and %d claims found.", found, len(check.claims))
    title = options.title or (reports[0].title if len(reports) == 1 else None)
    drawn = make_map(
        check.measured,
        atlas=atlas,
        title=title or (name_title(names[0]) if len(names) == 1 else None),
        columns=[name for name in _REPORT_COLUMNS if name in check.measured],
        claims=check.as_claims(),
        online=options.online,
        language=options.lang,
        record=record_run(options, check.measured, atlas, inputs=describe_reports(reports, options)),
    )
    return _render(drawn)


_REPORT_COLUMNS: Final = ("title", "type", "date", "object", "killed", "injured", "quote", "report", "source")


def _render(drawn: folium.Map) -> str:
    html: str = drawn.get_root().render()
    return html.replace(_DOCTYPE, f"{_DOCTYPE}\n{_MARK}", 1)


def _write(html: str, target: Path, *, to_stdout: bool, overwrite: bool) -> None:
    from geo import _writing

    if to_stdout:
        sys.stdout.write(html)
    else:
        _writing.write_text(target, html, overwrite=overwrite)
        sys.stdout.write(f"{target}\n")


def _check_left(columns: list[str] | None, incidents: gpd.GeoDataFrame) -> None:
    """Make sure that the blur has left the columns that were asked for."""
    gone = [name for name in columns or () if name not in incidents.columns]
    if gone:
        raise UsageError(
            f"--columns: {', '.join(gone)} would give away the position that --blur hides. Leave it out."
        )


def name_title(source: str) -> str | None:
    """Make a title of the name of a file; standard input gives none.

    Examples
    --------
    >>> name_title("data/earthquakes.csv"), name_title("attacks_in-june_2024-06.csv")
    ('Earthquakes', 'Attacks in june 2024-06')
    """
    if source == inputs.STANDARD:
        return None
    # A hyphen between letters joins words; one between digits is part of a date.
    words = re.sub(r"(?<=[^\W\d_])-(?=[^\W\d_])", " ", Path(source).stem.replace("_", " ")).split()
    title = " ".join(words)
    return title[:1].upper() + title[1:] or None


def _name_map(sources: list[str]) -> str:
    is_named = len(sources) == 1 and sources[0] != inputs.STANDARD
    stem = Path(sources[0]).stem if is_named else "incidents"
    return f"{stem}.map.html"


def _is_our_map(path: Path) -> bool:
    try:
        with path.open("rb") as stream:
            return _MARK.encode() in stream.read(_HEAD_BYTES)
    except OSError:
        return False
