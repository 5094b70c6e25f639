"""A process of its own that tells what it finds as it goes, and is ended when it falls silent for too long.

Such a process writes lines of JSON with `tell`; a line is also its sign of life. `listen` starts it, and ends
it with all that it has started: a browser that hangs outlives a plain kill of whoever drives it.
"""

from __future__ import annotations

import contextlib
import json
import os
import queue
import signal
import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from typing import IO, Any, NamedTuple

ROOT = Path(__file__).parents[2]


class Told(NamedTuple):
    """What a process told until it ended or was ended."""

    facts: dict[str, Any]
    late: bool
    """Whether it was ended."""


def tell(**facts: Any) -> None:
    """Write a line for whoever listens; without facts it is only a sign of life."""
    sys.stdout.write(json.dumps(facts) + "\n")
    sys.stdout.flush()


def listen(module: str, *arguments: str | Path, limit_s: float) -> Told:
    """Run a module in a process of its own and gather what it tells.

    Parameters
    ----------
    module : str
        Its name, as of ``python -m``.
    arguments : str or Path
        What it is called with.
    limit_s : float
        Seconds that it may take for one line.

    Returns
    -------
    Told

    Raises
    ------
    RuntimeError
        If it fails; the message is its last line of error.
    """
    command = [sys.executable, "-m", module, *arguments]
    facts: dict[str, Any] = {}
    with tempfile.TemporaryFile("w+") as errors:
        child = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=errors, text=True)
        lines: queue.Queue[str | None] = queue.Queue()
        reader = threading.Thread(target=_read, args=(child.stdout, lines), daemon=True)
        reader.start()
        try:
            while (line := lines.get(timeout=limit_s)) is not None:
                facts |= json.loads(line)
            child.wait(timeout=limit_s)
        except (queue.Empty, subprocess.TimeoutExpired):
            return Told(facts, late=True)
        finally:
            # The number of a process that has ended may be another's by now.
            if child.poll() is None:
                end(child.pid)
                child.wait()
            reader.join()
            child.stdout.close()
        errors.seek(0)
        last = (errors.read().strip().splitlines() or ["it said nothing"])[-1]
    if child.returncode:
        raise RuntimeError(last)
    return Told(facts, late=False)


def _read(stream: IO[str], lines: queue.Queue[str | None]) -> None:
    for line in stream:
        lines.put(line)
    lines.put(None)


def end(process: int) -> None:
    """Kill a process that this one has started, and all that it started itself or through others."""
    family = [process]
    children = _children()
    for member in family:
        family += children.get(member, [])
    for member in family:
        with contextlib.suppress(ProcessLookupError):
            os.kill(member, signal.SIGKILL)


def _children() -> dict[int, list[int]]:
    """Give the processes that each process of this machine has started; none where it is not Linux."""
    children: dict[int, list[int]] = {}
    for status in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            # A name may hold anything, brackets too; after the last one come the state and the parent.
            parent = int(status.read_text().rpartition(")")[2].split()[1])
            children.setdefault(parent, []).append(int(status.parent.name))
    return children
