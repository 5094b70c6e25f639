"""``geo measure``: a table in, the same table with what was measured out."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from geo import schema
from geo.cli import inputs, streaming
from geo.cli.input_options import add_input_options
from geo.cli.recording import record_run
from geo.errors import UsageError

if TYPE_CHECKING:
    import argparse

    from geo.cli.input_options import AddOption

__all__ = ["add_options", "run"]

_TEXTS: Final = ("csv", "geojson", "geojsonseq", "kml")
"""Formats that a terminal can show."""


def add_options(add: AddOption) -> None:
    """Add the options of this command."""
    add_input_options(add)
    add(
        "-o",
        "--output",
        metavar="OUT",
        default=inputs.STANDARD,
        help="file to write; - is standard output (default: CSV there)",
    )
    add(
        "--format",
        metavar="FORMAT",
        help="csv, xlsx, geojson, geojsonseq, gpkg, flatgeobuf, kml, kmz or parquet (default: from the name "
        "of OUT)",
    )
    add(
        "--only",
        metavar="A,B,…",
        help=f"measure only these, of: {', '.join(schema.MEASURES)} (default: everything)",
    )
    add(
        "--codes",
        metavar="A,B,…",
        help="add codes to join other tables by, of: gw, cow, iso3, fips, priogrid",
    )
    add("--force", action="store_true", help="replace OUT if it exists already")
    streaming.add_stream_options(add)
    add(
        "--dask",
        metavar="ADDRESS",
        help="measure a folder of Parquet files, here or at an address such as s3://…, on a cluster of Dask "
        "into the folder OUT: tcp://HOST:8786, or local:4 for four processes here",
    )


def run(options: argparse.Namespace) -> int:
    """Read, measure, write."""
    from geo import _files, _writing

    if options.dask is not None:
        from geo.cli.on_cluster import measure_on_cluster

        only_words, code_words = inputs.split_list(options.only), inputs.split_list(options.codes)
        return measure_on_cluster(options, only=only_words or None, codes=code_words)
    to_stdout = options.output == inputs.STANDARD
    target = Path(options.output)
    chosen = _writing.choose_format(target, (options.format or "csv") if to_stdout else options.format)
    if to_stdout and chosen not in _TEXTS and sys.stdout.isatty():
        raise UsageError(
            f"{chosen} is not text for a terminal. Pass -o with a file name, or put a pipe behind."
        )
    options.input = inputs.expand(options.input)
    if not to_stdout:
        # Before the work, so that nobody waits for an answer that cannot be kept.
        inputs.check_not_input(options.input, target)
        _files.check_target(target, overwrite=options.force)

    inputs.check_blur(options)

    from geo._measuring.codes import check_codes
    from geo._measuring.incidents import check_measures

    # Before the work as well: a slip of the fingers is told at once.
    only, codes = inputs.split_list(options.only) or None, check_codes(inputs.split_list(options.codes))
    check_measures(only)
    if streaming.is_asked_for(options, chosen):
        return streaming.measure(options, target, chosen)
    incidents = inputs.read_input(options)

    from geo._atlas import load_atlas
    from geo._measuring import measure_incidents
    from geo.cli.progress import show_progress

    atlas = load_atlas(own=not options.no_own, worldview=options.worldview)
    located_incidents = inputs.blur(inputs.locate(incidents, options, atlas), options, atlas)
    inputs.check_strict(located_incidents, options)
    with show_progress(located_incidents, quiet=options.quiet) as progress:
        measured = measure_incidents(
            located_incidents,
            atlas=atlas,
            only=only,
            to=options.to,
            date_column=options.date,
            profile=options.profile,
            codes=codes,
            progress=progress,
        )
    _writing.write_incidents(
        measured,
        sys.stdout.buffer if to_stdout else target,
        file_format=chosen,
        overwrite=options.force,
        record=record_run(options, measured, atlas),
    )
    located = int((~measured.geometry.is_empty).sum())
    inputs.tell_done(len(measured), located, "standard output" if to_stdout else str(target))
    return 0
