"""``geo measure --dask``: a folder in, a folder out, measured on a cluster."""

from __future__ import annotations

import contextlib
import logging
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from geo.cli import inputs
from geo.cli.recording import describe_run
from geo.errors import UsageError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterator, Sequence

    from geo._clusters import Asked, Result
    from geo._lazy import AtlasKey
    from geo._locating import Decisions

__all__ = ["measure_on_cluster"]

logger = logging.getLogger(__name__)

_KINDS_TOLD: Final = 5
_LINES_TOLD: Final = 5


def measure_on_cluster(
    options: argparse.Namespace, *, only: Sequence[str] | None, codes: Sequence[str]
) -> int:
    """Measure the files of a folder on a cluster, and write as many parts and one record.

    Raises
    ------
    UsageError
        If an option makes no sense there.
    """
    _check_options(options)
    inputs.check_blur(options)

    from geo._atlas import load_atlas
    from geo._clusters import measure_folder, open_cluster, plan_folder
    from geo._lazy import key_of, recall

    # Before a cluster is asked for anything.
    plan = plan_folder(options.input, options.output, overwrite=options.force, resume=options.resume)
    key = key_of(load_atlas(own=not options.no_own, worldview=options.worldview))
    atlas = recall(key)
    decisions = None if options.decisions is None else inputs.read_decided(options.decisions, atlas)
    asked = _ask(options, key, decisions, only=only, codes=codes)
    with open_cluster(options.dask) as client, _show_progress(quiet=options.quiet) as progress:
        told = measure_folder(plan, client, asked, progress=progress)
    _tell(told, options)
    return 0


def _check_options(options: argparse.Namespace) -> None:
    for name, why in (
        ("sep", "a folder of Parquet has no delimiter"),
        ("encoding", "Parquet is UTF-8"),
        ("layer", "Parquet has no layers"),
    ):
        if getattr(options, name) is not None:
            raise UsageError(f"--dask reads Parquet, and --{name} does not go with it: {why}. Leave it out.")
    if (options.input_format or "parquet") != "parquet" or (options.format or "parquet") != "parquet":
        raise UsageError("--dask reads and writes Parquet. Leave --input-format and --format out.")
    if inputs.STANDARD in (*options.input, options.output):
        raise UsageError("--dask needs folders that all workers reach. Give INPUT and -o both.")
    if options.resume and options.force:
        raise UsageError("--resume keeps what --force replaces. Give one of them.")
    if options.resume and options.blur is not None:
        raise UsageError(
            "Parts with --blur do not say what they were made from: --resume cannot know them. Pass --force."
        )


def _ask(
    options: argparse.Namespace,
    key: AtlasKey,
    decisions: Decisions | None,
    *,
    only: Sequence[str] | None,
    codes: Sequence[str],
) -> Asked:
    """Put into plain values what was typed."""
    from geo._clusters import Asked
    from geo._locating import NEAR_RADIUS_M
    from geo._measuring import check_codes, check_measures
    from geo._records import told_time

    measuring: dict[str, Any] = {"only": only, "to": tuple(options.to), "codes": tuple(codes)}
    # A word that is mistyped is told before a cluster has begun.
    check_measures(only)
    check_codes(codes)
    names = ("lon", "lat", "coordinates", "precision", "place", "crs", "profile")
    return Asked(
        atlas=key,
        made=told_time(),
        run=describe_run(options),
        reading={name: getattr(options, name) for name in names},
        locating={
            "place": options.place,
            "trust_points": options.trust_points,
            "near_radius_m": NEAR_RADIUS_M if options.near_radius is None else options.near_radius * 1000.0,
        },
        decisions=decisions,
        measuring={**measuring, "date_column": options.date, "profile": options.profile},
        blur=options.blur,
        strict=options.strict,
    )


@contextlib.contextmanager
def _show_progress(*, quiet: bool) -> Iterator[Callable[[int, int], None] | None]:
    """Show how many files are done, on a terminal."""
    if quiet or not sys.stderr.isatty():
        yield None
        return
    from tqdm import tqdm

    with tqdm(total=None, leave=False, unit=" files") as bar:

        def tell(done: int, total: int) -> None:
            bar.total = total
            bar.update(done - bar.n)

        yield tell


def _tell(told: Result, options: argparse.Namespace) -> None:
    """Say what was done, and what is wrong with how many rows."""
    from geo._records import tell_missing

    rows, files = told.record["rows"], len(told.record["inputs"])
    problems = list((rows["problems"] or {}).items())
    if problems:
        have = "has" if rows["with_problems"] == 1 else "have"
        told_of = [f"{rows['with_problems']:,} of {inputs.count_rows(rows['in'])} {have} a problem:"]
        told_of += [f"{inputs.count_rows(count)}: {kind}" for kind, count in problems[:_KINDS_TOLD]]
        if len(problems) > _KINDS_TOLD:
            told_of.append(f"and {len(problems) - _KINDS_TOLD:,} more kinds; see geo_problem and run.json")
        logger.warning("%s", "\n  ".join(told_of))
    missing = tell_missing(told.record["sources"])
    if missing is not None:
        logger.info("%s", missing)
    if told.unused:
        lines = ", ".join(f"line {line:,}" for line in told.unused[:_LINES_TOLD])
        more = f" and {len(told.unused) - _LINES_TOLD:,} more" if len(told.unused) > _LINES_TOLD else ""
        logger.warning("%s: %s%s matched nothing.", Path(options.decisions).name, lines, more)
    reused = f", {told.reused:,} of them there already" if told.reused else ""
    logger.info(
        "%s read, %s located; written to %s in %s%s.",
        inputs.count_rows(rows["in"]),
        f"{rows['located']:,}",
        options.output,
        "1 part" if files == 1 else f"{files:,} parts",
        reused,
    )
