"""Time the main job as a user feels it: whole processes, warm, the middle of a few runs.

``make bench`` runs this; numbers in documents and closing notes come from here.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

EXAMPLES = Path(__file__).parents[2] / "data" / "examples"
JOBS = {
    "geo --help": ["--help"],
    "geo --version": ["--version"],
    "geo map mangystau.csv": ["map", EXAMPLES / "mangystau.csv"],
    "geo map earthquakes.csv": ["map", EXAMPLES / "earthquakes.csv"],
    "geo measure earthquakes.csv": ["measure", EXAMPLES / "earthquakes.csv", "-o", "out.csv", "--force"],
}
RUNS = 5


def main() -> None:
    """Run every job once to warm up, then a few times, and print the middle."""
    with tempfile.TemporaryDirectory() as folder:
        for name, arguments in JOBS.items():
            times_s = []
            for _ in range(RUNS + 1):
                start = time.perf_counter()
                command = [sys.executable, "-m", "geo", *arguments]
                subprocess.run(command, cwd=folder, check=True, capture_output=True)
                times_s.append(time.perf_counter() - start)
            sys.stdout.write(f"{name:<30}{statistics.median(times_s[1:]):8.2f} s\n")


if __name__ == "__main__":
    main()
