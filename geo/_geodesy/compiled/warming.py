"""Compiling everything at once, while something else is read.

The compiler holds the interpreter's lock, so it works in a process of its own and leaves what it has made on
disk. Where nothing can be left there, everything is compiled again by whoever needs it.
"""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from geo._geodesy.compiled.inside import find_in_mosaic
from geo._geodesy.compiled.nearest import nearest_in_forest
from geo._geodesy.compiled.people import people_in_grove
from geo._geodesy.compiled.sites import nearest_in_grove
from geo._geodesy.forest import plant
from geo._geodesy.grove import plant_sites
from geo._geodesy.mosaic import lay

if TYPE_CHECKING:
    from collections.abc import Iterator

PACKAGES = Path(__file__).parents[3]
"""Where this package is imported from."""

COMMAND = "from geo._geodesy.compiled import compile_all; compile_all()"


@contextmanager
def compiling() -> Iterator[None]:
    """Compile in another process while the block runs; at its end everything is ready."""
    other = None
    if sys.executable:
        path = os.pathsep.join(filter(None, [str(PACKAGES), os.environ.get("PYTHONPATH")]))
        try:
            other = subprocess.Popen(  # noqa: S603 - this interpreter, with a constant
                [sys.executable, "-c", COMMAND],
                env={**os.environ, "PYTHONPATH": path},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
        except OSError:
            other = None  # no process may be started here: compiled below
    try:
        yield
    finally:
        if other is not None:
            other.wait()
    compile_all()


def compile_all() -> None:
    """Call every search once, on next to nothing: some seconds the first time, nothing after that."""
    lon, lat, none = (
        np.array([0.0, 1.0, 1.0, 0.0]),
        np.array([0.0, 0.0, 1.0, 0.0]),
        np.zeros(1, dtype=np.int64),
    )
    at_lon, at_lat = np.array([0.5]), np.array([0.25])
    forest = plant(lon, lat, np.zeros(4, dtype=np.int64), none, 1)
    nearest_in_forest(at_lon, at_lat, none, [none], forest)
    grove = plant_sites(lon, lat, np.ones(4), np.zeros(4, dtype=np.int64), 1)
    nearest_in_grove(at_lon, at_lat, none, [none], grove)
    people_in_grove(at_lon, at_lat, np.ones(1), grove, np.zeros(4))
    mosaic = lay(lon, lat, np.zeros(4, dtype=np.int64), none, cell_deg=10.0)
    find_in_mosaic(at_lon, at_lat, none - 1, none, none, mosaic)
