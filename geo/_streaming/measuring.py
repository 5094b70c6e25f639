"""The front door for tables larger than memory: a file in, the measured file out."""

from __future__ import annotations

import logging
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, cast

from geo._files import check_target, is_stream
from geo._locating import NEAR_RADIUS_M
from geo._measuring import check_measures
from geo._measuring.codes import check_codes
from geo._measuring.world import COMPILED_FROM
from geo._reading.source import Options
from geo._reading.surveying import Columns
from geo._records import add_tally, finish_tally
from geo._streaming.batches import open_inputs
from geo._streaming.parts import PartsFolder, open_parts
from geo._streaming.processes import count_cores, run_all
from geo._streaming.working import Asked, Worker, tell_kinds
from geo._writing import JOINED_FORMATS, RUN_SUFFIX, choose_format, join_parts
from geo.errors import DataError, OutputError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from typing import IO

    from geo._locating import Decisions
    from geo._streaming.batches import Batch, Inputs
    from geo._streaming.parts import Parts

    OneSource = str | os.PathLike[str] | IO[str] | IO[bytes]

__all__ = ["BATCH_ROWS", "measure_file"]

logger = logging.getLogger(__name__)

BATCH_ROWS: Final = 50_000
"""Rows of a piece: enough that it does not matter what each piece costs, few enough for two to fit beside the
index into 2 GB."""

_ROW_BYTES: Final = 6_500
"""Memory that a row of a piece takes while it is measured by everything and written, at the most."""
_BUDGET_BYTES: Final = 2**30
"""What all pieces together may take on any machine; on a larger one a part of its memory."""
_SHARE: Final = 0.25


def measure_file(  # noqa: PLR0913 - each says what one column or one file is
    source: OneSource | Sequence[OneSource],
    target: str | os.PathLike[str],
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
    trust_points: bool = False,
    near_radius_m: float = NEAR_RADIUS_M,
    decisions: Decisions | None = None,
    only: Iterable[str] | None = None,
    to: Iterable[str] = (),
    codes: Iterable[str] = (),
    date_column: str | None = None,
    own: bool = True,
    worldview: str = "default",
    target_format: str | None = None,
    workers: int | None = None,
    batch_rows: int = BATCH_ROWS,
    resume: bool = False,
    overwrite: bool = False,
    progress: Callable[[int, int], None] | None = None,
    record: Mapping[str, Any] | Callable[[dict[str, Any]], Mapping[str, Any]] | None = None,
) -> dict[str, Any]:
    r"""Measure a file of any size into another one, piece by piece and on all cores.

    The rows, their values, types and order are those of `geo.read_incidents`, `geo.locate_incidents` and
    `geo.measure_incidents` one after another; memory is that of a few pieces, however long the file is.
    Pieces that are done are kept beside the target, in a folder ``.NAME.parts``, until all are: a run that
    was stopped, in whatever way, goes on with `resume`.

    Parameters
    ----------
    source : path or readable stream, or a sequence of these
        CSV and other delimited text, Parquet and GeoParquet, GeoJSONSeq, FlatGeobuf. Rows of several stand
        under each other, as `geo.read_incidents` puts them.
    target : path
        CSV, GeoJSONSeq, GeoParquet or FlatGeobuf.
    lon, lat, coordinates, precision, place, crs, sep, encoding, layer, file_format, profile, strict
        As of `geo.read_incidents`; with `strict` a row that cannot be located is an error too.
    trust_points, near_radius_m, decisions
        As of `geo.locate_incidents`.
    only, to, codes, date_column
        As of `geo.measure_incidents`.
    own, worldview
        As of `geo.load_atlas`.
    target_format : str, optional
        "csv", "geojsonseq", "parquet" or "flatgeobuf"; from the suffix of the target when not given.
    workers : int, optional
        Processes; as many as there are cores, and memory for their pieces, when not given. With 1 none is
        started.
    batch_rows : int
        Rows of a piece.
    resume : bool
        Whether to go on with a run that was stopped. Inputs and options have to be those of that run.
    overwrite : bool
        Whether a file that is already there, or what a run left that was stopped, may be replaced.
    progress : callable, optional
        Told how many rows are done and how many there are.
    record : mapping or callable, optional
        How this was made, as of `geo.write_incidents`; a callable is given what this function returns.

    Returns
    -------
    dict
        ``rows``: ``in``, ``located``, ``with_problems`` and ``problems`` (kind -> rows); ``inputs``,
        ``data``, ``sources`` and ``countries`` as a record of the run has them.

    Raises
    ------
    DataError
        If a source cannot be read as a table, or with `strict` a row has a problem.
    UsageError
        If a source or the target is of a kind that is only read or written as a whole.
    OutputError
        If the target is already there or cannot be written, or a run for it was stopped and `resume` is not
        given, or cannot be gone on with.

    Notes
    -----
    What depends on a whole table (its encoding, the types of features, whether commas are decimal) is found
    in a first pass. From 3,000 rows on all points are measured by compiled code; `geo.measure_incidents`
    does that from 3,000 different points on. The two agree to a tenth of a millimetre. Equal positions of a
    piece are measured once.

    Examples
    --------
    >>> import tempfile
    >>> folder = Path(tempfile.mkdtemp())
    >>> _ = (folder / "in.csv").write_text("id,lon,lat\n007,53.5,43\n008,53.5,95\n")
    >>> told = measure_file(folder / "in.csv", folder / "out.csv", only=["country"], workers=1)
    >>> told["rows"]["in"], told["rows"]["located"]
    (2, 1)
    >>> (folder / "out.csv").read_text().splitlines()[1].startswith("007,53.5,43,53.5,43.0,")
    True
    """
    path = Path(target)
    chosen = choose_format(path, target_format)
    if chosen not in JOINED_FORMATS or is_stream(path):
        raise UsageError(
            f"{path} is written as a whole and not piece by piece, which goes with files of the formats "
            f"{', '.join(JOINED_FORMATS)}. Choose one of them."
        )
    if batch_rows < 1 or (workers is not None and workers < 1):
        raise UsageError("batch_rows and workers have to be 1 or more.")
    check_target(path, overwrite=overwrite)
    if record is not None:
        check_target(path.with_name(path.name + RUN_SUFFIX), overwrite=overwrite)
    several = _list_sources(source)
    _check_not_source(several, path)
    said = Columns(lon, lat, coordinates, precision, place, crs)
    options = Options(sep, encoding, layer)
    measures, pairs, systems = check_measures(only), _listed(to), check_codes(codes)
    with open_inputs(several, options, said, file_format=file_format, profile=profile) as inputs:
        asked = Asked(
            place,
            trust_points,
            near_radius_m,
            decisions,
            None if only is None else measures,
            pairs,
            systems,
            date_column,
            profile,
            own,
            worldview,
            strict,
            engine="compiled" if inputs.rows >= COMPILED_FROM else None,
        )
        manifest = _describe(inputs, said, options, asked, batch_rows, chosen, file_format)
        parts = open_parts(path, manifest, resume=resume, overwrite=overwrite)
        try:
            worker = Worker(inputs.reader, asked, chosen, PartsFolder(parts.folder))
            count = _choose_workers(batch_rows, inputs.rows) if workers is None else workers
            total: dict[str, Any] = {}
            notes = _run(worker, inputs, parts, batch_rows, count, progress, total)
            told = _sum_up(inputs, notes, total, asked, is_chosen=profile is not None)
            known = record(told) if callable(record) else record
            join_parts(
                [parts.path(note["number"]) for note in notes],
                notes,
                path,
                chosen,
                overwrite=overwrite,
                record=known,
            )
            parts.remove()
        except OutputError as error:
            if "--resume" in str(error):
                raise
            raise OutputError(f"{error} What is done is kept: pass --resume to go on.") from error
        except DataError:
            # The same rows would be wrong again.
            parts.remove()
            raise
        finally:
            parts.let_go()
    return told


def _listed(names: Iterable[str]) -> list[str]:
    return [names] if isinstance(names, str) else list(names)


def _list_sources(source: OneSource | Sequence[OneSource]) -> list[OneSource]:
    if isinstance(source, str) or hasattr(source, "read") or hasattr(source, "__fspath__"):
        return [cast("OneSource", source)]
    return list(source)


def _check_not_source(sources: Sequence[OneSource], target: Path) -> None:
    paths = [Path(source) for source in sources if isinstance(source, (str, os.PathLike))]
    if any(target.exists() and path.exists() and target.samefile(path) for path in paths):
        raise UsageError(f"{target} is the input itself, which geo never replaces. Choose another name.")


def _describe(
    inputs: Inputs,
    said: Columns,
    options: Options,
    asked: Asked,
    batch_rows: int,
    chosen: str,
    file_format: str | None,
) -> dict[str, Any]:
    """Say what is being made, so that a run that goes on makes the same."""
    import geo
    from geo._atlas import load_atlas
    from geo._records.building import digest_files

    atlas = load_atlas(own=asked.own, worldview=asked.worldview)
    own = atlas.sources["own"]
    decided = None if asked.decisions is None else asked.decisions.digest()
    return {
        "inputs": inputs.identify(),
        "options": {
            **said._asdict(),
            **options._asdict(),
            **asked._replace(decisions=None)._asdict(),
            "decisions": decided,
            "file_format": file_format,
            "target_format": chosen,
            "batch_rows": batch_rows,
        },
        "versions": {
            "geo": geo.__version__,
            "atlas": digest_files(atlas.sources["files"]),
            "own": [[layer.get(name) for name in ("name", "layer", "sha256")] for layer in own],
        },
    }


def _run(
    worker: Worker,
    inputs: Inputs,
    parts: Parts,
    batch_rows: int,
    workers: int,
    progress: Callable[[int, int], None] | None,
    total: dict[str, Any],
) -> list[dict[str, Any]]:
    """Have all pieces done that are not yet; give their notes in order, and sum up what they count."""
    notes: dict[int, dict[str, Any]] = {}
    rows = 0

    def take(note: dict[str, Any]) -> None:
        nonlocal rows
        add_tally(total, note.pop("tally"))
        notes[note["number"]] = note
        rows += note["rows"]
        if progress is not None:
            progress(rows, inputs.rows)

    def missing() -> Iterator[Batch]:
        for batch in inputs.batches(batch_rows):
            note = parts.done(batch.number)
            if note is None:
                yield batch
            else:
                take(note)

    if progress is not None:
        progress(0, inputs.rows)
    try:
        run_all(
            worker, missing(), min(workers, -(-inputs.rows // batch_rows) or 1), warm=worker.warm, done=take
        )
    except KeyboardInterrupt:
        raise KeyboardInterrupt(
            f"stopped with {rows:,} of {inputs.rows:,} rows done; the same command with --resume goes on."
        ) from None
    return [notes[number] for number in sorted(notes)]


def _sum_up(
    inputs: Inputs,
    notes: Sequence[Mapping[str, Any]],
    total: Mapping[str, Any],
    asked: Asked,
    *,
    is_chosen: bool,
) -> dict[str, Any]:
    """Put together what was noted of all pieces, and say in the log what is to be said."""
    described = inputs.describe(notes)
    inputs.tell(described, is_chosen=is_chosen)
    wrong = sum(note["wrong"] for note in notes)
    if wrong:
        kinds: dict[str, list[int]] = {}
        for note in notes:
            for kind, (count, row) in note["kinds"].items():
                kinds.setdefault(kind, [0, row])[0] += count
        told = f"{wrong:,} of {inputs.rows:,} rows {'has' if wrong == 1 else 'have'} a problem."
        logger.warning("%s", "\n  ".join([told, *tell_kinds(kinds)]))
    at_origin = sum(note["at_origin"] for note in notes)
    if at_origin:
        logger.warning(
            "%s at exactly 0, 0 in the Atlantic, which often stands for 'unknown'.",
            "1 row lies" if at_origin == 1 else f"{at_origin:,} rows lie",
        )
    if asked.decisions is not None:
        asked.decisions.mark_used(line for note in notes for line in note["decisions"])
    return {**finish_tally(total), "inputs": described, "data": inputs.cite()}


def _choose_workers(batch_rows: int, rows: int) -> int:
    """Take all cores, if there is memory for a piece on each."""
    budget = _BUDGET_BYTES
    if hasattr(os, "sysconf") and "SC_PHYS_PAGES" in os.sysconf_names:
        budget = max(budget, int(_SHARE * os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")))
    piece = max(min(batch_rows, rows), 1) * _ROW_BYTES
    return max(1, min(count_cores(), budget // piece))
