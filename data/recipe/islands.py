"""Islands that no time zone holds: their shore is all that is known of their bounds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import shapely

from data.recipe.tables import read_island_codes

if TYPE_CHECKING:
    from data.recipe.land import Polygons

__all__ = ["find_islands"]


def find_islands(held: Polygons, land: Polygons) -> tuple[Polygons, list[tuple[str, str]]]:
    """Find the land polygons in the boxes of ``islands.csv`` that no held ground touches.

    Returns the polygons, and the code and time zone of each.

    Raises
    ------
    LookupError
        If a row of the table finds no such island.
    """
    table = read_island_codes()
    boxes = shapely.box(*np.array([row[:4] for row in table]).T)
    box, polygon = shapely.STRtree(land).query(boxes, predicate="intersects")
    taken = np.unique(shapely.STRtree(held).query(land[polygon], predicate="intersects")[0])
    box, polygon = np.delete(box, taken), np.delete(polygon, taken)
    unused = np.setdiff1d(np.arange(len(table)), box)
    if len(unused):
        message = f"Lines {(unused + 2).tolist()} of tables/islands.csv find no island outside the zones."
        raise LookupError(message)
    return land[polygon], [(table[index][4], table[index][5]) for index in box.tolist()]
