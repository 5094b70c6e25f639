"""What the tests share."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

ROOT = Path(__file__).parents[1]

# The layers that somebody has added here are not part of any answer in the tests.
os.environ["GEO_INCIDENTS_HOME"] = str(ROOT / ".cache" / "no-layers")

# How long one case takes says more about the machine than about the code.
settings.register_profile("geo", deadline=None)
settings.load_profile("geo")


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture(scope="session")
def examples() -> Path:
    return ROOT / "data" / "examples"


@pytest.fixture
def run_geo(tmp_path: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Run the command line as a user does: a new process, in an empty folder, with an empty home."""
    home = tmp_path / "home"
    work = tmp_path / "work"
    home.mkdir()
    work.mkdir()
    env = {**os.environ, "HOME": str(home), "PYTHONPATH": str(ROOT), "COLUMNS": "100"}
    env["GEO_INCIDENTS_HOME"] = str(home / "geo")

    def run(*arguments: str | Path, stdin: str | bytes = "") -> subprocess.CompletedProcess[str]:
        content = stdin if isinstance(stdin, bytes) else stdin.encode()
        command: Sequence[str | Path] = (sys.executable, "-m", "geo", *arguments)
        done = subprocess.run(command, input=content, capture_output=True, cwd=work, env=env, check=False)
        return subprocess.CompletedProcess(
            command, done.returncode, done.stdout.decode(), done.stderr.decode()
        )

    run.work = work  # type: ignore[attr-defined]
    return run
