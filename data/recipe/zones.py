"""Time-zone polygons of OpenStreetMap, full resolution, and the country each zone is filed under."""

from __future__ import annotations

from importlib import resources
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from data.recipe.topology import to_grid

if TYPE_CHECKING:
    from data.recipe.topology import IntArray

__all__ = ["OFFSHORE", "Zones", "read_zone_countries", "read_zones"]

OFFSHORE = "Etc/"
"""Zones of the high seas begin so; they belong to nobody."""

# A second, unofficial time zone laid over Asia/Shanghai in Xinjiang.
_LAID_OVER = frozenset({"Asia/Urumqi"})


class Zones(NamedTuple):
    """Zone names, and per zone its polygons: an outer ring, then holes, in grid units."""

    names: list[str]
    polygons: list[list[list[IntArray]]]


def read_zones() -> Zones:
    """Read all zones of ``timezonefinder-data``; rings come closed."""
    from timezonefinder import TimezoneFinder

    finder = TimezoneFinder(in_memory=True)
    names = sorted(set(finder.timezone_names) - _LAID_OVER)
    polygons = []
    for name in names:
        geometry = finder.get_geometry(tz_name=name, coords_as_pairs=True)
        polygons.append([[_close(np.asarray(ring)) for ring in polygon] for polygon in geometry])
    return Zones(names, polygons)


def _close(ring: np.ndarray[tuple[int, int], np.dtype[np.float64]]) -> IntArray:
    grid = to_grid(ring)
    return grid if (grid[0] == grid[-1]).all() else np.vstack([grid, grid[:1]])


def read_zone_countries() -> dict[str, str]:
    """ISO 3166-1 alpha-2 code of each zone, as ``zone.tab`` of the tz database files it."""
    text = (resources.files("tzdata") / "zoneinfo" / "zone.tab").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if not line.startswith("#"))
    return {row[2]: row[0] for row in rows}
