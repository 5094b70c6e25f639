"""Pieces handed to several processes, a few at a time.

The processes are copies of this one where the system can copy processes safely (Linux): what was loaded
before, atlas and index, is there once for all of them. They are asked over pipes, each for one piece at a
time, so that no more pieces are in memory than there are processes, and one. A process whose pipe is closed
ends: nothing is left behind when this one is killed.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import sys
import traceback
import warnings
from multiprocessing import connection
from typing import TYPE_CHECKING, Any, Final

from geo.errors import GeoError, OutputError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    Work = Callable[[Any], dict[str, Any]]

__all__ = ["count_cores", "run_all"]

METHOD: Final = "fork" if sys.platform == "linux" else "spawn"


def count_cores() -> int:
    """Count the cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def run_all(
    work: Work,
    tasks: Iterable[Any],
    workers: int,
    *,
    warm: Callable[[Any], None],
    done: Callable[[dict[str, Any]], None],
) -> None:
    """Have all tasks done.

    Parameters
    ----------
    work : callable
        Does a task, and notes what came of it.
    tasks : iterable
        Taken from it when there is somebody to do one.
    workers : int
        How many processes; with one, this one does all.
    warm : callable
        Is given the first task before there are processes: what it loads is there for all of them.
    done : callable
        Is told each note, in the order in which tasks are done.

    Raises
    ------
    OutputError
        If a process ends before its time.
    """
    if workers == 1:
        for task in tasks:
            done(work(task))
        return
    pool: _Pool | None = None
    try:
        for task in tasks:
            if pool is None:
                if METHOD == "fork":
                    warm(task)
                pool = _Pool(work, workers)
            for note in pool.give(task):
                done(note)
        while pool is not None and pool.busy:
            done(pool.wait())
    finally:
        if pool is not None:
            pool.stop()


class _Pool:
    """Some processes and the pipes to them."""

    def __init__(self, work: Work, workers: int) -> None:
        context: Any = multiprocessing.get_context(METHOD)
        self.free: list[connection.Connection] = []
        self.busy: list[connection.Connection] = []
        self._processes: dict[connection.Connection, Any] = {}
        for _ in range(workers):
            ours, theirs = context.Pipe()
            # A copied process has copies of the pipes to others, which would keep them open.
            others = [ours, *self._processes] if METHOD == "fork" else []
            process = context.Process(target=_serve, args=(theirs, others, work), daemon=True)
            with warnings.catch_warnings():
                # Python warns of copying a process with threads; those of Arrow mind their own copies.
                warnings.simplefilter("ignore", DeprecationWarning)
                process.start()
            theirs.close()
            self._processes[ours] = process
            self.free.append(ours)

    def give(self, task: Any) -> list[dict[str, Any]]:  # noqa: ANN401 - whatever is to be done
        """Give a task to a process that is free, and say what others have done meanwhile."""
        notes = []
        if not self.free:
            notes.append(self.wait())
        pipe = self.free.pop()
        self.busy.append(pipe)
        try:
            pipe.send(task)
        except OSError:
            raise self._lost(pipe) from None
        return notes

    def wait(self) -> dict[str, Any]:
        """Wait until a process is done with its task."""
        pipe = connection.wait(self.busy)[0]
        if not isinstance(pipe, connection.Connection):
            raise TypeError(pipe)
        try:
            answer = pipe.recv()
        except (EOFError, OSError):
            raise self._lost(pipe) from None
        self.busy.remove(pipe)
        self.free.append(pipe)
        if isinstance(answer, BaseException):
            raise answer
        note: dict[str, Any] = answer
        return note

    def stop(self) -> None:
        """End all processes, whatever they do."""
        for pipe, process in self._processes.items():
            with contextlib.suppress(OSError):
                pipe.close()
            if pipe in self.busy:
                process.terminate()
        for process in self._processes.values():
            process.join()

    def _lost(self, pipe: connection.Connection) -> OutputError:
        process = self._processes[pipe]
        process.join(5)
        code = process.exitcode
        how = f"was ended by signal {-code}" if code is not None and code < 0 else "ended"
        return OutputError(
            f"A process that measured {how}, as happens where memory is short. What is done is kept: pass "
            "--resume to go on, with fewer --workers or a smaller --batch-rows."
        )


def _serve(pipe: connection.Connection, others: Sequence[connection.Connection], work: Work) -> None:
    """Do what is asked over a pipe until it is closed."""
    # Ctrl-C goes to all processes of a terminal; the first one decides what comes of it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for other in others:
        other.close()
    while True:
        try:
            task = pipe.recv()
        except (EOFError, OSError):
            return
        answer: Any
        try:
            answer = work(task)
        except GeoError as error:
            answer = error
        except Exception as error:  # noqa: BLE001 - said where it can be seen
            told = "".join(traceback.format_exception(error))
            answer = RuntimeError(f"{type(error).__name__}: {error}\n{told}")
        del task
        try:
            pipe.send(answer)
        except OSError:
            return
