"""``geo locate``: what location strings may mean, and what to decide about those of a table."""

from __future__ import annotations

import json
import logging
import sys
from typing import TYPE_CHECKING, Any, Final

from geo.cli.inputs import STANDARD
from geo.errors import DataError, UsageError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from geo._locating import Candidate
    from geo.cli.input_options import AddOption

__all__ = ["add_options", "run"]

logger = logging.getLogger(__name__)

_SURE: Final = 0.9
_KM: Final = 1000.0
_WIDTH: Final = 100
_ADVICE: Final = 3


def add_options(add: AddOption) -> None:
    """Add the options of ``geo locate``."""
    add("text", metavar="TEXT", nargs="*", help="a location string, each in quotes; - reads one a line")
    add("--country", metavar="CODE|NAME", help="the country that they are most likely in; breaks ties")
    add("--near", metavar="LAT,LON", help="what is near this position is likelier")
    add("--limit", metavar="N", type=int, default=5, help="candidates to give for each (default: 5)")
    add("--json", action="store_true", help="print them as JSON, for programs")
    add("--decisions", metavar="FILE", help="decisions.csv: what was decided about names beats every reading")
    add(
        "--review",
        metavar="TABLE",
        help="instead of TEXT: write the names of a table that are not certain as a decisions.csv",
    )
    add("-o", "--output", metavar="FILE", help="with --review: the file to write (default: decisions.csv)")
    add("--force", action="store_true", help="with --review: replace a file that is no decisions.csv")


def run(options: argparse.Namespace) -> int:
    """Print the candidates of each text, best first."""
    if options.review:
        return _review(options)
    texts = _read_texts(options.text)
    if options.output or options.force:
        raise UsageError("--output and --force belong to --review. Candidates go to standard output: use >.")
    if options.limit < 1:
        raise UsageError(f"--limit {options.limit}: it has to be at least 1.")
    from geo._locating import locate_text

    near = _read_near(options.near)
    decisions = _read_decisions(options.decisions)
    answers = [
        (
            text,
            locate_text(text, country=options.country, near=near, limit=options.limit, decisions=decisions),
        )
        for text in texts
    ]
    if options.json:
        rows = [{"query": text, "candidates": [one.to_dict() for one in found]} for text, found in answers]
        sys.stdout.write(json.dumps(rows, ensure_ascii=False, indent=2) + "\n")
    else:
        sys.stdout.write("\n".join(_describe(text, found) for text, found in answers))
    unknown = sum(not found for _, found in answers)
    if unknown and not options.json:
        logger.warning("%d of %d unknown.", unknown, len(answers))
    return 0


def _read_texts(given: Sequence[str]) -> list[str]:
    if not given:
        raise UsageError(
            "There is no TEXT. Give a location in quotes, such as geo locate 'Aktau, Kazakhstan'."
        )
    if list(given) != [STANDARD]:
        return list(given)
    try:
        text = sys.stdin.buffer.read().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise DataError(f"Standard input is not UTF-8 (byte {error.start}). Convert it first.") from error
    return [line.strip() for line in text.splitlines() if line.strip()]


def _read_near(text: str | None) -> tuple[float, float] | None:
    if text is None:
        return None
    from geo._coordinates import read_coordinates

    position = read_coordinates(text)
    if isinstance(position, str):
        raise UsageError(f"--near {text!r}: {position}. Give latitude and longitude, as 43.65,51.16.")
    return position.lon, position.lat


def _read_decisions(path: str | None) -> Any:  # noqa: ANN401 - a Decisions, imported when there is one
    if path is None:
        return None
    from geo._locating.decision_files import read_decisions

    return read_decisions(path)


def _describe(text: str, found: Sequence[Candidate]) -> str:
    """Write what a text may mean for people."""
    shown = "".join(letter if letter.isprintable() else " " for letter in text[:_WIDTH])
    if not found:
        return f"{shown}\n  unknown: nothing in the atlas is likely enough to be meant\n"
    lines = [shown]
    for one in found:
        codes = (one.region_code, (one.country_code or "").replace(";", " "))
        where = ", ".join(code for code in codes if code)
        lat = _degrees(one.lat, "N", "S", one.precision_m)
        lon = _degrees(one.lon, "E", "W", one.precision_m)
        lines.append(
            f"  {one.score:.2f}  {one.name}, {one.kind}{f' ({where})' if where else ''}  {lat} {lon} "
            f"within {_length(one.precision_m)}"
        )
        lines += _wrapped(one.why)
    if found[0].score < _SURE:
        lines.append("  not certain: add what it lies in, --country or --near")
    return "\n".join(lines) + "\n"


def _length(metres: float) -> str:
    return f"{metres / _KM:,.0f} km" if metres >= _KM else f"{metres:,.0f} m"


def _degrees(value: float, positive: str, negative: str, precision_m: float) -> str:
    digits = 5 if precision_m < 50 else 4 if precision_m < 500 else 3 if precision_m < 5_000 else 2  # noqa: PLR2004
    return f"{abs(value):.{digits}f}°{positive if value >= 0 else negative}"


def _wrapped(text: str) -> list[str]:
    import textwrap

    return textwrap.wrap(text, _WIDTH, initial_indent=" " * 8, subsequent_indent=" " * 8)


def _review(options: argparse.Namespace) -> int:
    """Write the doubtful names of a table as decisions to be made."""
    if options.text:
        raise UsageError("--review reads a table; leave out TEXT, or leave out --review.")
    from pathlib import Path

    from geo._locating.decision_files import write_review
    from geo._locating.reviewing import find_doubts
    from geo._reading import read_incidents

    source = sys.stdin.buffer if options.review == STANDARD else Path(options.review)
    decisions = _read_decisions(options.decisions)
    doubts = find_doubts(read_incidents(source), decisions=decisions)
    target = Path(options.output or "decisions.csv")
    left = write_review(target, doubts, force=options.force)
    logger.info("%d names to decide on, in %d rows.", left, sum(one.count for one in doubts))
    sys.stdout.write(f"{target.absolute()}\n")
    return 0
