"""``geo check`` of a folder of reports: a folder of results, with a bar and a line at the end."""

from __future__ import annotations

import glob
import json
import logging
import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from geo.cli import inputs
from geo.cli.recording import describe_run
from geo.errors import UsageError

if TYPE_CHECKING:
    import argparse

    import pandas as pd

__all__ = ["are_many", "check_few", "run"]

logger = logging.getLogger(__name__)

KILOMETRE_M: Final = 1000.0
SHEETS: Final = (".html", ".htm", ".pdf", ".md", ".markdown")
FAILED: Final = 3
"""Exit code when a claim has the verdict that --fail-on names."""


def are_many(options: argparse.Namespace) -> bool:
    """Say whether a folder of results is asked for: for a folder of reports, or by a folder as OUT."""
    if any(name != inputs.STANDARD and Path(name).is_dir() for name in options.report):
        return True
    if options.output is None:
        return False
    is_named_so = options.output.endswith(("/", os.sep)) or Path(options.output).is_dir()
    several = len(options.report) > 1 or any(_is_pattern(name) for name in options.report)
    return is_named_so or (several and not Path(options.output).suffix)


def check_few(options: argparse.Namespace) -> None:
    """Make sure that no option speaks of a folder of reports.

    Raises
    ------
    UsageError
        If one does.
    """
    for name in ("resume", "workers"):
        if getattr(options, name):
            raise UsageError(f"--{name} belongs to a folder of reports: geo check FOLDER/ -o RESULTS/.")


def run(options: argparse.Namespace) -> int:
    """Check the reports of a folder."""
    _check(options)
    target = Path(options.output)

    from geo._atlas import load_atlas
    from geo._batches import check_files
    from geo.cli.progress import show_count

    atlas = load_atlas(own=not options.no_own, worldview=options.worldview)
    decisions = None if options.decisions is None else inputs.read_decided(options.decisions, atlas)
    begun = time.monotonic()
    with show_count("reports", quiet=options.quiet) as progress:
        table = check_files(
            options.report,
            target,
            workers=options.workers,
            resume=options.resume,
            overwrite=options.force,
            published=options.published,
            language=options.language,
            near_m=options.near_km * KILOMETRE_M,
            not_near_m=options.not_near_km * KILOMETRE_M,
            decisions=decisions,
            atlas=atlas,
            run=describe_run(options),
            progress=progress,
        )
    if decisions is not None:
        inputs.tell_unused(decisions)
    counts = _count(table)
    logger.info("%s", _describe(counts, time.monotonic() - begun))
    told = json.dumps({"output": options.output, **counts}, indent=2) if options.json else options.output
    sys.stdout.write(f"{told}\n")
    return _judge(counts, options)


def _is_pattern(name: str) -> bool:
    return name != inputs.STANDARD and glob.has_magic(name) and not Path(name).exists()


def _check(options: argparse.Namespace) -> None:
    if inputs.STANDARD in options.report:
        raise UsageError("Standard input is one report: check it by itself, or give it a name in the folder.")
    folder = next((name for name in options.report if Path(name).is_dir()), options.report[0])
    if options.output is None:
        raise UsageError(f"{folder} is a folder. Give a folder for the results too: -o RESULTS/.")
    if Path(options.output).suffix.lower() in SHEETS and not Path(options.output).is_dir():
        raise UsageError(
            f"{folder} is a folder, and its results are a folder too: -o RESULTS/ in place of "
            f"{options.output}. A sheet is made of reports that are named one by one."
        )


def _count(table: pd.DataFrame) -> dict[str, Any]:
    """Count what the table of outcomes has."""
    outcomes = table["outcome"].value_counts()
    sums = ("incidents", "claims", "supported", "contradicted", "undecided", "not_judged")
    return {
        "files": len(table),
        **{name: int(outcomes.get(name, 0)) for name in ("done", "empty", "unreadable", "error")},
        "repeated": int(table["same_as"].notna().sum()),
        **{name: int(table[name].sum()) for name in sums},
    }


def _describe(counts: dict[str, Any], seconds: float) -> str:
    """Write the line at the end.

    Examples
    --------
    >>> counts = dict(files=3, done=2, empty=0, unreadable=1, error=0, repeated=0, incidents=2)
    >>> counts |= dict(claims=5, supported=3, contradicted=1, undecided=1, not_judged=0)
    >>> print(_describe(counts, 1.5))
    3 reports in 1.5 s: 2 checked, 1 unreadable; 2 incidents;
    5 claims: 3 supported, 1 contradicted, 1 undecided.
    """
    words = {"done": "checked", "empty": "empty", "unreadable": "unreadable", "error": "failed"}
    outcomes = [f"{counts[name]:,} {word}" for name, word in words.items() if counts[name]]
    repeated = f" ({counts['repeated']:,} as another with the same bytes)" if counts["repeated"] else ""
    verdicts = [
        f"{counts[name]:,} {name.replace('_', ' ')}"
        for name in ("supported", "contradicted", "undecided", "not_judged")
        if counts[name]
    ]
    claims = f"{_several(counts['claims'], 'claim')}{': ' if verdicts else ''}{', '.join(verdicts)}"
    return (
        f"{_several(counts['files'], 'report')} in {seconds:,.1f} s: {', '.join(outcomes)}{repeated}; "
        f"{_several(counts['incidents'], 'incident')}; {claims}."
    )


def _several(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def _judge(counts: dict[str, Any], options: argparse.Namespace) -> int:
    if not counts["done"] + counts["empty"]:
        logger.error(
            "None of the %s could be read: %s says why.",
            _several(counts["files"], "file"),
            Path(options.output) / "outcomes.csv",
        )
        return 1
    against = counts["contradicted"] if options.fail_on else 0
    if not against:
        return 0
    claims = "1 claim does" if against == 1 else f"{against:,} claims do"
    logger.error("%s not agree with the map (--fail-on %s).", claims, options.fail_on)
    return FAILED
