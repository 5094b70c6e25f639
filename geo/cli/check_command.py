"""``geo check``: what reports say of where, held against the map; in a terminal, as JSON, or as a sheet."""

from __future__ import annotations

import hashlib
import json
import logging
import os
import shlex
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from geo import schema
from geo.cli import inputs, many_reports
from geo.cli.input_options import read_km
from geo.cli.recording import describe_reports, record_run
from geo.cli.report_input import read_day, read_reports
from geo.errors import DataError, UsageError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping, Sequence

    from geo._atlas import Atlas
    from geo._sheets import Input
    from geo.cli.input_options import AddOption

__all__ = ["add_options", "run"]

logger = logging.getLogger(__name__)

NEAR_KM: Final = 25.0
NOT_NEAR_KM: Final = 150.0
KILOMETRE_M: Final = 1000.0
FAILED: Final = 3
"""Exit code when a claim has the verdict that --fail-on names."""


def add_options(add: AddOption) -> None:
    """Add the options of this command."""
    add(
        "report",
        metavar="REPORT",
        nargs="*",
        help="a report: .txt, .md or .html; - is standard input; or a folder of them",
    )
    add(
        "-o",
        "--output",
        metavar="OUT",
        help="write a sheet to be signed: .html, .pdf or .md; of a folder of reports, a folder of results",
    )
    add("--json", action="store_true", help="print it as JSON, for programs")
    add(
        "--workers",
        metavar="N",
        type=_read_count,
        help="processes that check a folder of reports (default: one for each core)",
    )
    add(
        "--resume",
        action="store_true",
        help="go on with a folder of reports where an earlier run ended",
    )
    add(
        "--published",
        metavar="DATE",
        type=read_day,
        help="the day of publication, as 2024-05-07 (default: what the report says)",
    )
    add(
        "--language",
        metavar="en|ru",
        choices=("en", "ru"),
        help="the language of the report (default: found by its words)",
    )
    add(
        "--near-km",
        metavar="KM",
        type=read_km,
        default=NEAR_KM,
        help=f"what is so near is near (default: {NEAR_KM:g})",
    )
    add(
        "--not-near-km",
        metavar="KM",
        type=read_km,
        default=NOT_NEAR_KM,
        help=f"what is farther is not near; what lies between is not decided (default: {NOT_NEAR_KM:g})",
    )
    add(
        "--worldview",
        choices=schema.WORLDVIEWS,
        default=schema.WORLDVIEWS[0],
        help="whose disputed ground is: 'default', as its table decides, or 'de_facto', its holder's",
    )
    add(
        "--decisions",
        metavar="FILE",
        help="decisions.csv: what was decided about names beats every reading (see geo locate --review)",
    )
    add(
        "--fail-on",
        metavar="contradicted",
        choices=("contradicted",),
        help=f"end with exit code {FAILED} when a claim does not agree with the map",
    )
    add("--no-own", action="store_true", help="leave out the layers that `geo atlas add` took in")
    add("--force", action="store_true", help="replace OUT even if geo did not write it")


def run(options: argparse.Namespace) -> int:
    """Read reports, check what they claim, and say so."""
    _check_options(options)
    if many_reports.are_many(options):
        return many_reports.run(options)
    many_reports.check_few(options)
    target = None if options.output is None else Path(options.output)
    overwrite = False
    if target is not None:
        from geo._sheets import check_sheet_target

        inputs.check_not_input(options.report, target)
        # Before the work, so that nobody waits for an answer that cannot be kept.
        overwrite = check_sheet_target(target, overwrite=options.force)

    from geo._atlas import load_atlas
    from geo._claims import check_claims

    atlas = load_atlas(own=not options.no_own, worldview=options.worldview)
    reports = read_reports(
        options.report,
        published=options.published,
        language=options.language,
        decisions=options.decisions,
        atlas=atlas,
    )
    check = check_claims(
        reports,
        near_m=options.near_km * KILOMETRE_M,
        not_near_m=options.not_near_km * KILOMETRE_M,
        atlas=atlas,
    )
    checked: dict[str, Any] = check.as_json()
    if options.json:
        sys.stdout.write(json.dumps(checked, ensure_ascii=False, indent=2) + "\n")
    if target is not None:
        made = record_run(options, check.measured, atlas, inputs=describe_reports(reports, options))
        _write(checked, check.measured, target, options, atlas, overwrite=overwrite, record=made)
    elif not options.json:
        _print(checked, atlas)
    return _judge(checked, options.fail_on)


def _read_count(text: str) -> int:
    """Read a number of processes."""
    if not text.isdecimal() or int(text) < 1:
        raise UsageError(f"--workers {text!r} is no number of processes. Give 1 or more.")
    return int(text)


def _check_options(options: argparse.Namespace) -> None:
    if not options.report:
        raise UsageError("There is no REPORT. Give the name of a text, such as geo check report.txt, or -.")
    if options.report.count(inputs.STANDARD) > 1:
        raise UsageError("Standard input can be read once: give - once.")
    if options.force and options.output is None:
        raise UsageError("--force belongs to -o: without it no file is written.")
    if options.not_near_km < options.near_km:
        raise UsageError(
            f"--not-near-km {options.not_near_km:g} is nearer than --near-km {options.near_km:g}. "
            "Give the same or a greater length."
        )


def _write(
    checked: Mapping[str, Any],
    measured: Any,  # noqa: ANN401 - a GeoDataFrame
    target: Path,
    options: argparse.Namespace,
    atlas: Atlas,
    *,
    overwrite: bool,
    record: Mapping[str, Any],
) -> None:
    from geo._sheets import write_sheet

    write_sheet(
        checked,
        measured,
        target,
        command=_command(options),
        inputs=_other_inputs(options),
        options=_describe_options(options),
        atlas=atlas,
        overwrite=overwrite,
        record=record,
    )
    if options.json:
        logger.info("The sheet is %s.", target)
    else:
        sys.stdout.write(f"{target}\n")


def _print(checked: Mapping[str, Any], atlas: Atlas) -> None:
    from geo._sheets import render_text
    from geo._sheets.gather import gather_sheet

    names = dict(zip(atlas.entities["code"], atlas.entities["name"], strict=True))
    sheet = gather_sheet(checked, command="", names=names)
    has_colour = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
    width = shutil.get_terminal_size().columns
    sys.stdout.write(render_text(sheet, width=width, has_colour=has_colour))


def _judge(checked: Mapping[str, Any], verdict: str | None) -> int:
    """Say whether a claim has the verdict that was to end with an exit code."""
    count = sum(claim["verdict"] == verdict for claim in checked["claims"]) if verdict else 0
    if not count:
        return 0
    claims = "1 claim does" if count == 1 else f"{count:,} claims do"
    logger.error("%s not agree with the map (--fail-on %s).", claims, verdict)
    return FAILED


def _command(options: argparse.Namespace) -> str:
    """Write the command line again, without folders: where files are on a machine is nobody's business.

    Examples
    --------
    >>> from argparse import Namespace
    >>> given = dict(report=["in/a b.txt"], output="out/s.pdf", published="2024-05-07", language=None)
    >>> given |= dict(near_km=10.0, not_near_km=150.0, worldview="default", decisions=None, no_own=False)
    >>> _command(Namespace(**given))
    "geo check 'a b.txt' -o s.pdf --published 2024-05-07 --near-km 10"
    """
    words = ["geo", "check", *map(_name, options.report), "-o", _name(options.output)]
    usual = {"near_km": NEAR_KM, "not_near_km": NOT_NEAR_KM, "worldview": schema.WORLDVIEWS[0]}
    for name in ("published", "language", "near_km", "not_near_km", "worldview"):
        value = getattr(options, name)
        if value is not None and value != usual.get(name):
            words += [f"--{name.replace('_', '-')}", f"{value:g}" if isinstance(value, float) else value]
    if options.decisions is not None:
        words += ["--decisions", _name(options.decisions)]
    if options.no_own:
        words.append("--no-own")
    return shlex.join(words)


def _name(path: str) -> str:
    return path if path == inputs.STANDARD else Path(path).name


def _other_inputs(options: argparse.Namespace) -> Sequence[Input]:
    from geo._sheets import Input

    if options.decisions is None:
        return []
    try:
        data = Path(options.decisions).read_bytes()
    except OSError as error:
        raise DataError(f"{options.decisions} cannot be read: {error.strerror}.") from error
    return [Input(_name(options.decisions), hashlib.sha256(data).hexdigest())]


def _describe_options(options: argparse.Namespace) -> dict[str, str]:
    return {
        "near up to": f"{options.near_km:g} km",
        "not near beyond": f"{options.not_near_km:g} km",
        "worldview": options.worldview,
        "own layers": "left out" if options.no_own else "where there are any",
    }
