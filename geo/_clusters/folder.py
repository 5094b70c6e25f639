"""All files of a folder: which there are, what becomes of each, and one record at the end.

The target is a folder of parts, one for each file, numbered in the order of their names, and ``run.json``,
which is written when all parts are there: whoever finds it finds the whole.
"""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from geo._clusters.connecting import check_workers
from geo._clusters.parts import Outcome, Part, measure_part, read_columns
from geo._clusters.places import Place, fetch, list_tables, open_place, put, remove_passing
from geo._lazy import recall
from geo.errors import DataError, OutputError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from geo._atlas import Atlas
    from geo._clusters.asked import Asked

__all__ = ["RECORD", "Plan", "Result", "measure_folder", "plan_folder"]

RECORD: Final = "run.json"
_PART: Final = "part-"
_DIGITS: Final = 5
_TRIES: Final = 2
"""More, for what is not known to be wrong for good: a network, a store that is too busy."""


class Result(NamedTuple):
    """What became of a folder."""

    record: dict[str, Any]
    """The one that was written, as of `geo._records.build_record`."""
    reused: int
    """Files whose part was there already."""
    unused: list[int]
    """Lines of decisions that matched nothing in any file; empty where that is not known."""


class Plan(NamedTuple):
    """Which files become which parts."""

    tables: list[Place]
    folder: Place
    resume: bool
    """Whether parts that are there, whole and made from the same bytes in the same way, are kept."""

    @property
    def names(self) -> list[str]:
        """What the parts are called, in the order of the files."""
        width = max(_DIGITS, len(str(len(self.tables) - 1)))
        return [f"{_PART}{number:0{width}}.parquet" for number in range(len(self.tables))]


def plan_folder(
    sources: Sequence[str], target: str, *, overwrite: bool = False, resume: bool = False
) -> Plan:
    """Find the files of folders, and make sure that their parts may be written.

    Parameters
    ----------
    sources : sequence of str
        Folders, or addresses that fsspec opens here and on the workers.
    target : str
        The folder for the parts.
    overwrite : bool
        Whether parts that are there may be replaced.
    resume : bool
        Whether those that are whole are kept.

    Raises
    ------
    DataError
        If there are no files.
    OutputError
        If the target is a file, or not empty.
    UsageError
        If the target is one of the sources, or fsspec knows no such address.
    """
    folder = open_place(target)
    tables = _find_tables(sources, folder)
    system, path = folder
    if system.isfile(path):
        raise OutputError(f"{path} is a file. Give the name of a folder for the parts.")
    if not (overwrite or resume) and system.exists(path) and system.ls(path, detail=False):
        raise OutputError(
            f"{path} is not empty. Choose another folder, pass --resume to keep its whole parts, or "
            "--force to replace them."
        )
    return Plan(tables, folder, resume)


def measure_folder(
    plan: Plan,
    client: Any,  # noqa: ANN401 - of distributed
    asked: Asked,
    *,
    progress: Callable[[int, int], None] | None = None,
) -> Result:
    """Measure the files of a plan, each on whichever worker is free.

    Parameters
    ----------
    plan : Plan
    client : distributed.Client
    asked : Asked
    progress : callable, optional
        Told how many files are done, of how many.

    Raises
    ------
    DataError
        If a file cannot be read or is of another table than the first, or a worker has another geo.
    OutputError
        If a part cannot be written.
    """
    check_workers(client, asked.atlas)
    atlas = recall(asked.atlas)
    columns, asked = _look_at_first(plan.tables[0], asked)
    _prepare(plan)
    parts = [
        Part(table.url, plan.folder.inside(name).url, columns, plan.resume)
        for table, name in zip(plan.tables, plan.names, strict=True)
    ]
    outcomes = _run(client, parts, asked, progress)
    remove_passing(plan.folder)
    record = _join_records(outcomes, asked, atlas)
    _write_record(record, plan.folder)
    return Result(record, sum(outcome.was_there for outcome in outcomes), _list_unused(outcomes))


def _find_tables(sources: Sequence[str], folder: Place) -> list[Place]:
    tables: list[Place] = []
    inside = f"{folder.url.rstrip('/')}/"
    for source in sources:
        place = open_place(source)
        own = f"{place.url.rstrip('/')}/"
        if own.startswith(inside) or inside.startswith(own):
            raise UsageError(f"{folder.path} holds the input or lies in it. Choose another folder for -o.")
        tables += list_tables(place)
    return tables


def _prepare(plan: Plan) -> None:
    """Make the folder, and take away the mark that it is whole and all parts that are not kept."""
    folder, system = plan.folder, plan.folder.system
    keep = set(plan.names) if plan.resume else set()
    try:
        system.makedirs(folder.path, exist_ok=True)
        there = [Place(system, str(path)) for path in system.ls(folder.path, detail=False)]
        # The record first: while it stands there, the folder is whole.
        for place in sorted(there, key=lambda one: one.name != RECORD):
            is_part = place.name.startswith(_PART) and place.name.endswith(".parquet")
            if place.name == RECORD or (is_part and place.name not in keep):
                system.rm_file(place.path)
        remove_passing(folder)
    except OSError as error:
        reason = error.strerror or str(error)
        raise OutputError(f"{folder.path} cannot be written: {reason}. Check your rights to it.") from error


def _look_at_first(first: Place, asked: Asked) -> tuple[tuple[str, ...], Asked]:
    """Find out once what the columns mean: headings are the same in every file, cells may not be."""
    import pandas as pd

    from geo._reading.coordinates import judge_cells, list_candidates, read_column
    from geo._reading.locations import has_both_axes
    from geo._reading.names import as_texts

    with fetch(first) as path:
        columns = tuple(read_columns(path))
        said = asked.reading
        if any(said.get(name) for name in ("lon", "lat", "coordinates")) or has_both_axes(list(columns)):
            return columns, asked
        head = _read_head(path)
    if head is None or not isinstance(head, pd.DataFrame):
        return columns, asked
    for heading in list_candidates(list(head.columns), None, first.name):
        cells = as_texts(head[heading])
        if judge_cells(read_column(cells, heading), cells).tells:
            return columns, asked._replace(reading={**said, "coordinates": heading})
    return columns, asked


def _read_head(path: Path) -> Any:  # noqa: ANN401 - a DataFrame, None of a file with shapes
    """Read some rows of a file that has no shapes."""
    import pyarrow.parquet as pq

    from geo._reading.formats.arrow import build_columns
    from geo._reading.formats.geoparquet import find_geometries

    with pq.ParquetFile(path) as file:
        if find_geometries(file, path.name):
            return None
        batch = next(file.iter_batches(batch_size=_HEAD_ROWS), None)
    if batch is None:
        return None
    import pyarrow as pa

    return build_columns(pa.Table.from_batches([batch]), path.name)


_HEAD_ROWS: Final = 1_000


def _run(
    client: Any,  # noqa: ANN401
    parts: Sequence[Part],
    asked: Asked,
    progress: Callable[[int, int], None] | None,
) -> list[Outcome]:
    """Let the workers do the parts, and stop at the first error."""
    import distributed

    as_completed: Any = distributed.as_completed
    futures = client.map(
        measure_part, parts, asked=asked, pure=False, retries=_TRIES, batch_size=None, key="geo-measure"
    )
    number = {future.key: at for at, future in enumerate(futures)}
    outcomes: list[Outcome] = [Outcome()] * len(parts)
    try:
        for done, future in enumerate(as_completed(futures), start=1):
            part = parts[number[future.key]]
            outcome = _take(future, part)
            if outcome.error is not None:
                raise outcome.error
            outcomes[number[future.key]] = outcome
            # What is kept here need not be kept there.
            future.release()
            if progress is not None:
                progress(done, len(parts))
    finally:
        client.cancel(futures)
    return outcomes


def _take(future: Any, part: Part) -> Outcome:  # noqa: ANN401
    from distributed import KilledWorker

    name = open_place(part.source).name
    try:
        outcome: Outcome = future.result()
    except KilledWorker as error:
        raise DataError(
            f"{name}: {error.allowed_failures + 1} workers died while they worked on it, probably for want "
            "of memory. Split the file into smaller ones, or give each worker more memory. What is written "
            "stays: pass --resume to go on."
        ) from None
    except OSError as error:
        raise OutputError(
            f"{name} cannot be read, or {open_place(part.target).path} written, by a worker: "
            f"{error.strerror or error}. Check that all workers reach both. Pass --resume to go on."
        ) from error
    return outcome


def _join_records(outcomes: Sequence[Outcome], asked: Asked, atlas: Atlas) -> dict[str, Any]:
    from geo._records import build_record, merge_rows, merge_sources

    told = [outcome.told for outcome in outcomes]
    data: list[dict[str, Any]] = []
    for one in (entry for part in told for entry in part["data"]):
        if one not in data:
            data.append(one)
    countries = frozenset().union(*(outcome.countries for outcome in outcomes))
    return build_record(
        atlas.sources,
        run=asked.run,
        inputs=[one for part in told for one in part["inputs"]],
        data=data,
        rows=merge_rows(part["rows"] for part in told),
        sources=merge_sources([part["sources"] for part in told]),
        countries=countries,
        sets=atlas.credits_of(sorted(countries)),
        made=asked.made,
    )


def _list_unused(outcomes: Iterable[Outcome]) -> list[int]:
    unused = [outcome.unused for outcome in outcomes]
    known = [lines for lines in unused if lines is not None]
    return sorted(frozenset.intersection(*known)) if known and len(known) == len(unused) else []


def _write_record(record: dict[str, Any], folder: Place) -> None:
    text = json.dumps(record, ensure_ascii=False, indent=2, allow_nan=False) + "\n"
    with tempfile.TemporaryDirectory(prefix="geo-") as name:
        made = Path(name, RECORD)
        made.write_bytes(text.encode("utf-8", "replace"))
        try:
            put(made, folder.inside(RECORD))
        except OSError as error:
            where = folder.inside(RECORD).path
            raise OutputError(
                f"{where} cannot be written: {error.strerror or error}. Pass --resume to go on."
            ) from error
