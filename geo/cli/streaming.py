"""``geo measure`` of tables that are larger than memory, or are to be measured by several processes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from geo.cli import inputs
from geo.errors import UsageError

if TYPE_CHECKING:
    import argparse

    from geo.cli.input_options import AddOption

__all__ = ["add_stream_options", "is_asked_for", "measure"]

LARGE_BYTES: Final = 64 * 10**6
"""Larger inputs are measured piece by piece by themselves: less is over before there are several pieces."""


def add_stream_options(add: AddOption) -> None:
    """Add the options of measuring piece by piece."""
    add(
        "--resume",
        action="store_true",
        help="go on with a run that was stopped, with the same INPUT and options (from and to CSV, Parquet, "
        "GeoJSONSeq and FlatGeobuf)",
    )
    add(
        "--workers",
        metavar="N",
        type=_read_count,
        help="processes that measure (default: as many as there are cores, for a large INPUT)",
    )
    add(
        "--batch-rows",
        metavar="N",
        type=_read_count,
        help="rows that each measures at a time (default: 50000)",
    )


def is_asked_for(options: argparse.Namespace, chosen: str) -> bool:
    """Say whether a table is to be measured piece by piece: where that is typed, or it is large and can be.

    Raises
    ------
    UsageError
        If it is typed and cannot be done.
    """
    is_typed = options.resume or options.workers is not None or options.batch_rows is not None
    if not is_typed and _count_bytes(options.input) <= LARGE_BYTES:
        return False
    from geo._streaming import can_stream
    from geo._writing import JOINED_FORMATS

    to_stdout = options.output == inputs.STANDARD
    if is_typed:
        if options.blur is not None or to_stdout:
            what = "--blur" if options.blur is not None else "standard output"
            raise UsageError(
                f"--resume, --workers and --batch-rows do not go with {what}: a part of what is made would "
                "stand on the disk meanwhile. Leave one of them out."
            )
        return True
    return (
        options.blur is None
        and not to_stdout
        and chosen in JOINED_FORMATS
        and all(name != inputs.STANDARD and can_stream(name, options.input_format) for name in options.input)
    )


def measure(options: argparse.Namespace, target: Path, chosen: str) -> int:
    """Read, measure and write piece by piece."""
    import sys

    from geo._atlas import load_atlas
    from geo._locating import NEAR_RADIUS_M
    from geo._streaming import BATCH_ROWS, measure_file
    from geo.cli.progress import show_count
    from geo.cli.recording import record_counted

    atlas = load_atlas(own=not options.no_own, worldview=options.worldview)
    decisions = None if options.decisions is None else inputs.read_decided(options.decisions, atlas)

    def record(counted: dict[str, Any]) -> dict[str, Any]:
        return record_counted(options, counted, atlas)

    with show_count("rows", quiet=options.quiet) as progress:
        counted = measure_file(
            [sys.stdin.buffer if name == inputs.STANDARD else name for name in options.input],
            target,
            lon=options.lon,
            lat=options.lat,
            coordinates=options.coordinates,
            precision=options.precision,
            place=options.place,
            crs=options.crs,
            sep=inputs.read_delimiter(options.sep),
            encoding=options.encoding,
            layer=options.layer,
            file_format=options.input_format,
            profile=options.profile,
            strict=options.strict,
            trust_points=options.trust_points,
            near_radius_m=NEAR_RADIUS_M if options.near_radius is None else options.near_radius * 1000.0,
            decisions=decisions,
            only=inputs.split_list(options.only) or None,
            to=options.to,
            codes=inputs.split_list(options.codes),
            date_column=options.date,
            own=not options.no_own,
            worldview=options.worldview,
            target_format=chosen,
            workers=options.workers,
            batch_rows=BATCH_ROWS if options.batch_rows is None else options.batch_rows,
            resume=options.resume,
            overwrite=options.force,
            progress=progress,
            record=record,
        )
    if decisions is not None:
        inputs.tell_unused(decisions)
    inputs.tell_done(counted["rows"]["in"], counted["rows"]["located"], str(target))
    return 0


def _count_bytes(names: list[str]) -> int:
    total = 0
    for name in names:
        path = Path(name)
        total += path.stat().st_size if name != inputs.STANDARD and path.is_file() else 0
    return total


def _read_count(text: str) -> int:
    """Read a number of 1 or more."""
    try:
        count = int(text)
    except ValueError:
        count = 0
    if count < 1:
        raise UsageError(f"{text!r} is no number of 1 or more.")
    return count
