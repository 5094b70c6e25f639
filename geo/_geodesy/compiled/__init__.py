"""The same answers for many points: compiled by numba, on all processors.

Trees of boxes stand over the chords of segments (`geo._geodesy.trees`); the nearest is found by chord, and
what chords cannot tell is decided by geodesics. Importing this imports numba.
"""

from __future__ import annotations

from geo._geodesy.compiled.geodesic import inverse
from geo._geodesy.compiled.inside import Held, find_in_mosaic
from geo._geodesy.compiled.nearest import nearest_in_forest
from geo._geodesy.compiled.people import people_in_grove
from geo._geodesy.compiled.sites import NearestSites, nearest_in_grove
from geo._geodesy.compiled.warming import compile_all, compiling

__all__ = [
    "Held",
    "NearestSites",
    "compile_all",
    "compiling",
    "find_in_mosaic",
    "inverse",
    "nearest_in_forest",
    "nearest_in_grove",
    "people_in_grove",
]
