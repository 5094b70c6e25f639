"""`check_files`: many reports read and checked, what is done kept, what went wrong told."""

from __future__ import annotations

import datetime as dt
import errno
import hashlib
import json
import logging
import os
from collections import Counter, deque
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from geo._batches.asking import Asked
from geo._batches.checking import Checked, write_out
from geo._batches.journal import JOURNAL, Journal
from geo._batches.keeping import (
    COLUMNS,
    OUTCOMES,
    make_folder,
    put_result,
    result_path,
    write_tables,
)
from geo._batches.listing import Bytes, Listed, list_files, read_bytes_of
from geo._batches.workers import check_all
from geo._claims.context import NEAR_M, NOT_NEAR_M
from geo.errors import DataError, OutputError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    import pandas as pd

    from geo._atlas import Atlas
    from geo._batches.keeping import Tally
    from geo._locating import Decisions
    from geo._records import Run

__all__ = ["check_files"]

logger = logging.getLogger(__name__)

_READ: Final = ("done", "empty")
"""Outcomes that have a result."""

_COUNTS: Final = ("incidents", "claims", "supported", "contradicted", "undecided", "not_judged")


def check_files(  # noqa: PLR0913 - one for each option of the command
    paths: str | os.PathLike[str] | Sequence[str | os.PathLike[str]],
    target: str | os.PathLike[str],
    *,
    workers: int | None = None,
    resume: bool = False,
    overwrite: bool = False,
    published: str | dt.date | None = None,
    language: str | None = None,
    near_m: float = NEAR_M,
    not_near_m: float = NOT_NEAR_M,
    decisions: Decisions | None = None,
    atlas: Atlas | None = None,
    run: Run | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> pd.DataFrame:
    """Read and check many reports in several processes, and keep what is found in a folder.

    Parameters
    ----------
    paths : path-like or sequence of path-like
        Folders, of which every .txt, .md and .html is taken however deep it lies; files; patterns such as
        ``june/*.txt``.
    target : path-like
        Folder for the results, made where there is none. A report ``june/a.txt`` becomes
        ``june/a.txt.json``, what ``geo check june/a.txt --json`` prints. Beside them stand ``outcomes.csv``,
        a row for each file, ``incidents.csv``, a row for each incident, and the record of the run.
    workers : int, optional
        Processes; as many as there are cores unless given.
    resume : bool
        Go on where an earlier run into the same folder ended: files that were read are left out when their
        bytes, the options, the atlas and the version are the same.
    overwrite : bool
        Whether results of an earlier run, or what else has their names, may be replaced.
    published : str or date, optional
        Day of publication of all of them; found in each unless given.
    language : {"en", "ru"} or another ISO 639-1 code, optional
        Of all of them; found in each unless given.
    near_m, not_near_m : float
        Metres, as in `geo.check_claims`.
    decisions : Decisions, optional
        From `geo.read_decisions`.
    atlas : Atlas, optional
        From `geo.load_atlas`; the one that comes with geo when left out.
    run : Run, optional
        How it was asked for, for the record; a command line says it.
    progress : callable, optional
        Is told how many files are done, and of how many.

    Returns
    -------
    DataFrame
        The rows of ``outcomes.csv``, in order of their paths: path, outcome ("done", "empty": no letters in
        it, "unreadable": no text, "error"), message (what was wrong, or had to be guessed), sha256, bytes,
        same_as (path of a file with the same bytes whose result it has), language, published, incidents,
        claims, supported, contradicted, undecided, not_judged (counts), seconds.

    Raises
    ------
    DataError
        If there is no file to read. What is wrong with one file is told in its row and stops nothing.
    OutputError
        If results cannot be written, or there are some already. What is done stays, to be resumed.
    UsageError
        If an option is wrong.

    Notes
    -----
    Results are those of `geo.read_report` and `geo.check_claims`, one file at a time, whatever the number of
    processes. In memory is one report a process, and a row for each file. On Windows and macOS call it below
    ``if __name__ == "__main__"``, since processes there begin by reading your script.

    Examples
    --------
    >>> import tempfile, geo
    >>> texts = tempfile.TemporaryDirectory()
    >>> text = "A drone fell in Karakiya district, Kazakhstan, near the Russian border."
    >>> _ = Path(texts.name, "a.txt").write_text(text)
    >>> table = geo.check_files(texts.name, Path(texts.name, "checked"), workers=1)
    >>> table[["path", "outcome", "claims", "contradicted"]].to_dict("records")
    [{'path': 'a.txt', 'outcome': 'done', 'claims': 2, 'contradicted': 1}]
    >>> texts.cleanup()
    """
    named = [paths] if isinstance(paths, (str, os.PathLike)) else list(paths)
    if workers is not None and workers < 1:
        raise UsageError(f"workers is {workers!r}: give 1 or more processes.")
    if not (np.isfinite(near_m) and np.isfinite(not_near_m) and 0.0 <= near_m <= not_near_m):
        raise UsageError(
            f"near_m is {near_m!r} and not_near_m is {not_near_m!r}: give metres, the second not below the "
            "first."
        )
    if atlas is None:
        from geo._atlas import share_atlas

        atlas = share_atlas()
    asked = Asked(atlas, _read_day(published), language, decisions, float(near_m), float(not_near_m))
    folder = Path(target)
    files = list_files(named, folder)
    _check_folder(folder, resume=resume, overwrite=overwrite)
    make_folder(folder)
    journal = Journal(folder)
    try:
        batch = _Batch(folder, files, asked, journal, progress)
        batch.begin(resume=resume)
        batch.work(workers or _count_cores())
        rows = [journal.rows[file.name] for file in files]
        tally = write_tables(folder, rows, {file.name: file.below for file in files})
    except OSError as error:
        raise _stopped(folder, error) from error
    finally:
        journal.close()
    if tally.lost:
        raise OutputError(
            f"{folder}: {len(tally.lost):,} results are gone or damaged, such as that of {tally.lost[0]}. "
            "Check them again: --resume."
        )
    _record(folder, named, rows, tally, asked, run)
    if decisions is not None:
        decisions.mark_used(line for row in rows for line in row.get("used") or ())
    return _as_table(rows)


class _Batch:
    """One run: which files are left, which are the same, what is known of each."""

    def __init__(
        self,
        target: Path,
        files: list[Listed],
        asked: Asked,
        journal: Journal,
        progress: Callable[[int, int], None] | None,
    ) -> None:
        self._target, self._files, self._asked, self._journal = target, files, asked, journal
        self._progress = progress
        self._done = 0
        self._first: dict[tuple[str, str], Listed] = {}
        self._waiting: dict[str, list[tuple[Listed, Bytes]]] = {}
        self._again: deque[tuple[Listed, Bytes]] = deque()
        self._finished: set[str] = set()

    def begin(self, *, resume: bool) -> None:
        """Decide whether what is done already counts."""
        digest = self._asked.digest()
        if resume and self._journal.asked == digest:
            return
        if resume and self._journal.rows:
            logger.warning(
                "What is in %s was made with other options, another atlas or version: all is read again.",
                self._target,
            )
        self._journal.begin(digest)

    def work(self, workers: int) -> None:
        """Check what is left."""
        self._check(self._tasks(), workers)
        # What waited for the last files to no end: those could not be read, or their results name them.
        while self._again:
            self._check(self._left(), workers)

    def _check(self, tasks: Iterator[tuple[tuple[Listed, Bytes], Path]], workers: int) -> None:
        # Closed at once, whatever happens: processes hang on it.
        with closing(check_all(tasks, self._asked, workers=workers)) as answers:
            for (file, content), checked in answers:
                self._finish(file, content, checked)

    def _left(self) -> Iterator[tuple[tuple[Listed, Bytes], Path]]:
        while self._again:
            file, content = self._again.popleft()
            yield (file, content), file.path

    def _tasks(self) -> Iterator[tuple[tuple[Listed, Bytes], Path]]:
        for file in self._files:
            yield from self._left()
            try:
                content = read_bytes_of(file)
            except (DataError, OSError) as error:
                self._finish(file, Bytes(None, None), Checked("unreadable", str(error)))
                continue
            if content.sha256 is None:
                # Too large: reading says so without reading it.
                yield (file, content), file.path
                continue
            # What a text is taken for hangs on the end of its name too.
            key = (content.sha256, file.path.suffix.lower())
            first = self._first.setdefault(key, file)
            if self._is_known(file, content):
                self._finished.add(file.name)
                self._tell()
            elif first is file:
                yield (file, content), file.path
            elif first.name in self._finished:
                self._repeat(first, file, content)
            else:
                self._waiting.setdefault(first.name, []).append((file, content))

    def _is_known(self, file: Listed, content: Bytes) -> bool:
        """Say whether a file was read before, and its result still stands."""
        row = self._journal.rows.get(file.name)
        if row is None or not row["is_final"] or row["sha256"] != content.sha256:
            return False
        if row["outcome"] not in _READ:
            return True
        try:
            return bool(result_path(self._target, file.below).stat().st_size == row["result_bytes"])
        except OSError:
            return False

    def _repeat(self, first: Listed, file: Listed, content: Bytes) -> None:
        """Give a file the result of one with the same bytes."""
        row = self._journal.rows[first.name]
        if row["outcome"] not in _READ or row["is_its_own"]:
            self._again.append((file, content))
            return
        found = json.loads(result_path(self._target, first.below).read_bytes())
        found["reports"][0]["name"] = file.path.name
        counts = {name: row[name] for name in (*_COUNTS, "language", "published")}
        checked = Checked(
            row["outcome"], row["message"], row["sha256"], counts, None, write_out(found),
            tuple(row["used"]), is_final=True,
        )  # fmt: skip
        self._finish(file, content, checked, same_as=first.name)

    def _finish(self, file: Listed, content: Bytes, checked: Checked, same_as: str | None = None) -> None:
        """Keep a result, and say that it is done."""
        size = None
        if checked.result is not None:
            try:
                size = put_result(self._target, file.below, checked.result)
            except OSError as error:
                if error.errno not in (errno.ENAMETOOLONG, errno.EISDIR, errno.ENOTDIR):
                    raise
                checked = Checked("error", f"its result cannot be written: {error.strerror}")
        row = {
            **dict.fromkeys(COLUMNS),
            **checked.counts,
            "path": file.name,
            "outcome": checked.outcome,
            "message": " ".join((checked.message or "").split()) or None,
            "sha256": checked.sha256 or content.sha256,
            "bytes": content.size,
            "same_as": same_as,
            "seconds": None if checked.seconds is None else round(checked.seconds, 3),
            "result_bytes": size,
            "is_final": checked.is_final,
            "is_its_own": checked.is_its_own,
            "used": list(checked.used),
        }
        self._journal.add(row)
        self._finished.add(file.name)
        self._tell()
        for other, its in self._waiting.pop(file.name, ()):
            self._repeat(file, other, its)

    def _tell(self) -> None:
        self._done += 1
        if self._progress is not None:
            self._progress(self._done, len(self._files))


def _read_day(published: str | dt.date | None) -> str | None:
    if published is None or isinstance(published, dt.date):
        return None if published is None else published.isoformat()
    try:
        return dt.date.fromisoformat(published).isoformat()
    except ValueError:
        raise UsageError(f"'{published}' is no day. Write it as 2024-05-09.") from None


def _count_cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _check_folder(target: Path, *, resume: bool, overwrite: bool) -> None:
    if not target.is_dir() or overwrite:
        return
    if (target / JOURNAL).exists():
        if not resume:
            raise OutputError(
                f"{target} has results of an earlier run. Go on with it: --resume; or begin anew: --force."
            )
    elif any(target.iterdir()):
        raise OutputError(
            f"{target} is not empty. Give a new folder for the results, or pass --force to write into it."
        )


def _stopped(target: Path, error: OSError) -> OutputError:
    return OutputError(
        f"{target} cannot be written: {error.strerror or error}. What is done stays there: check free space "
        "and your rights, and go on with --resume."
    )


def _record(
    target: Path,
    named: Sequence[str | os.PathLike[str]],
    rows: Sequence[dict[str, Any]],
    tally: Tally,
    asked: Asked,
    run: Run | None,
) -> None:
    """Write the record of the run beside the table of outcomes, which names every file and its hash."""
    from geo._records import Run as Asking
    from geo._records import build_record, describe_input, write_record

    listed = hashlib.sha256()
    for row in rows:
        listed.update(f"{row['sha256']}  {row['path']}\n".encode())
    outcomes = Counter(row["outcome"] for row in rows)
    told = [f"{count:,} {outcome}" for outcome, count in sorted(outcomes.items())]
    given = describe_input(
        str(named[0]) if len(named) == 1 else None,
        sha256=listed.hexdigest(),
        size=sum(row["bytes"] or 0 for row in rows),
        file_format="reports",
        rows=len(rows),
        told=[*told, "sha256 is of lines of the sha256 and path of each file, as in outcomes.csv"],
    )
    lost = tally.incidents - tally.located
    countries = tally.countries - {""}
    record = build_record(
        asked.atlas.sources,
        run=run or Asking(worldview=asked.atlas.worldview),
        inputs=[given],
        rows={
            "in": tally.incidents,
            "located": tally.located,
            "with_problems": lost,
            "problems": {"not located": lost} if lost else {},
        },
        countries=countries,
        sets=asked.atlas.credits_of(countries),
    )
    write_record(target / OUTCOMES, record, overwrite=True)


def _as_table(rows: Sequence[dict[str, Any]]) -> pd.DataFrame:
    import pandas as pd

    table = pd.DataFrame({name: [row[name] for row in rows] for name in COLUMNS})
    texts = ("path", "outcome", "message", "sha256", "same_as", "language", "published")
    kinds: dict[str, Any] = {**dict.fromkeys(texts, "string"), **dict.fromkeys(("bytes", *_COUNTS), "Int64")}
    return table.astype({**kinds, "seconds": "Float64"})
