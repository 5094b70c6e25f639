"""Processes that check files: as many as there are cores; when one dies, its file is told and another begins.

On Linux they are forks of this process, which has read the atlas, and share its memory. Elsewhere each loads
its own. Each has one file at a time, over a pipe of its own; when this process dies, however it dies, the
pipes end and the workers with them.
"""

from __future__ import annotations

import contextlib
import gc
import logging
import multiprocessing
import signal
import sys
import warnings
from multiprocessing.connection import Connection, wait
from typing import TYPE_CHECKING, Any, Final, TypeVar

from geo._batches.asking import Told
from geo._batches.checking import Checked, check_file, warm_up
from geo.errors import GeoError

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator
    from multiprocessing.process import BaseProcess
    from pathlib import Path

    from geo._batches.asking import Asked

__all__ = ["Crew", "check_all"]

FORKS: Final = sys.platform == "linux"
"""Elsewhere the libraries of the system do not outlive a fork, or there is none."""

Key = TypeVar("Key")


def check_all(
    files: Iterator[tuple[Key, Path]], asked: Asked, *, workers: int
) -> Generator[tuple[Key, Checked]]:
    """Check files in processes of their own, and give what became of each as it comes in.

    Parameters
    ----------
    files : iterator of (key, Path)
        Taken from as workers become free.
    asked : Asked
    workers : int
        How many processes.
    """
    crew = Crew(asked)
    try:
        for key, path in files:
            if len(crew.free) + len(crew.busy) < workers:
                crew.hire()
            while not crew.free:
                yield from crew.hear()
            crew.give(key, path)
        while crew.busy:
            yield from crew.hear()
    finally:
        crew.dismiss()


class _Worker:
    """A process, its pipe, and what it is at."""

    def __init__(self, process: BaseProcess, link: Connection) -> None:
        self.process, self.link = process, link
        self.key: Any = None
        self.path: Path | None = None
        self.is_ready = False


class Crew:
    """The processes, those at work and those that are free."""

    def __init__(self, asked: Asked) -> None:
        self._asked = asked
        self._context: Any = multiprocessing.get_context("fork" if FORKS else "spawn")
        self.free: list[_Worker] = []
        self.busy: list[_Worker] = []
        self._is_warm = False

    def hire(self) -> None:
        """Start a process."""
        if FORKS and not self._is_warm:
            warm_up(self._asked)
            self._is_warm = True
        here, there = self._context.Pipe()
        links = [worker.link for worker in (*self.free, *self.busy)]
        inherited = (*links, here) if FORKS else ()
        told = self._asked if FORKS else self._asked.tell()
        process = self._context.Process(target=_serve, args=(there, inherited, told), daemon=True)
        # Pages that no collector touches stay shared.
        gc.freeze()
        try:
            with warnings.catch_warnings():
                # Threads of libraries are known not to live on in a fork; none of them is waited for there.
                warnings.simplefilter("ignore", DeprecationWarning)
                process.start()
        finally:
            gc.unfreeze()
        there.close()
        self.free.append(_Worker(process, here))

    def give(self, key: Any, path: Path) -> None:  # noqa: ANN401 - whatever the caller calls it
        """Give a file to a process that is free."""
        worker = self.free.pop()
        worker.key, worker.path = key, path
        try:
            worker.link.send(path)
        except OSError:
            # It died while it had nothing to do, which says nothing of the file.
            self._bury(worker)
            self.give(key, path)
        else:
            self.busy.append(worker)

    def hear(self) -> Iterator[tuple[Any, Checked]]:
        """Wait until some have an answer."""
        ready = wait([worker.link for worker in self.busy])
        for worker in [one for one in self.busy if one.link in ready]:
            try:
                said = worker.link.recv()
            except (EOFError, OSError):
                self.busy.remove(worker)
                yield worker.key, self._bury(worker)
                continue
            if said is None:
                worker.is_ready = True
                continue
            self.busy.remove(worker)
            self.free.append(worker)
            yield worker.key, said

    def _bury(self, worker: _Worker) -> Checked:
        worker.link.close()
        worker.process.join()
        code = worker.process.exitcode or 0
        if not worker.is_ready:
            raise GeoError(
                f"The processes that are to check reports do not start (they end with code {code}). In a "
                'script of your own, call geo.check_files below: if __name__ == "__main__".'
            )
        why = f"was ended by signal {-code}" if code < 0 else f"ended with code {code}"
        self.hire()
        return Checked(
            "error",
            f"the process that read it {why}; memory may have run out. Check it alone: "
            f"geo check {worker.path}",
        )

    def dismiss(self) -> None:
        """End all processes: those that are at work are not waited for."""
        for worker in (*self.free, *self.busy):
            worker.link.close()
        for worker in self.busy:
            worker.process.terminate()
        for worker in (*self.free, *self.busy):
            worker.process.join()


def _serve(link: Connection, inherited: tuple[Connection, ...], told: Asked | Told) -> None:
    """Check one file after the other, until the pipe ends."""
    for other in inherited:
        # As long as anybody holds the other end, nobody hears that it has ended.
        other.close()
    # Ctrl-C is for the process that asks.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    logging.getLogger("geo").setLevel(logging.ERROR)
    asked = told.hear() if isinstance(told, Told) else told
    with contextlib.suppress(EOFError, OSError):
        link.send(None)
        while True:
            link.send(check_file(link.recv(), asked))
