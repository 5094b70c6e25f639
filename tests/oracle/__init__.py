"""Answers found the slow way, by code that shares nothing with the package but the files of the atlas.

Whoever checks a distance by hand uses the three names below. The rest is a set of 2,000 points and what
is nearest to each of them, which `make oracle` writes to ``tests/data`` and `tests/test_oracle.py` reads:

- `pieces`: the nearest point of very many lines, found by halving what may hold it;
- `world`: the lines of the atlas and which of them each question is about;
- `points`: the points; `answers`: the questions; `stored`: the files;
- `geodesics`: 10,000 geodesics by quadrature with 40 digits, to hold a distance formula against.
"""

from __future__ import annotations

from tests.oracle.sampled import GEOD, distance_m, distance_to_lines_m

__all__ = ["GEOD", "distance_m", "distance_to_lines_m"]
