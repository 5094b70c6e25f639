"""Where a name may stand: on its own land, clear of its borders and shores, else over its shore.

What is visible of each country is found on a raster of cells as wide as a name is long for its height,
square after square in the map's projection. Worn away cell by cell from all sides, a country shows how
large a name each of its cells can hold: one that outlasts ``n`` rounds is the middle of a rectangle of
``2 n + 1`` cells each way that is all the country's. Archipelagos and narrow coasts hold no name; theirs
begins on their land and reaches over the sea, but never onto other land.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
import shapely
from shapely.affinity import scale

from geo._maps.frame import LEAST_COSINE, Box, wraps

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["find_room", "find_spots"]

ROWS: Final = 120
COLUMNS: Final = 60
# A box as wide as this holds whole continents of countries, and needs finer cells.
WIDE_DEG: Final = 90.0
FINER: Final = 3
# Other spots for a name, should the best be taken by an incident or a button.
INLAND_SPOTS: Final = 6
SEAWARD_SPOTS: Final = 3
Spots = list[list[float]]
# No name is longer than this many cells to either side.
LONGEST: Final = 12
NOBODY: Final = -1
CELL_SHARE: Final = 0.1
# The middle of a shape need not be found more closely than to this share of its size.
ROOM_SHARE: Final = 0.02
# Names are wide and low: of the circle a good part is of use to both sides.
SQUARE_IN_CIRCLE: Final = 0.85


def find_spots(
    shapes: NDArray[np.object_], land: NDArray[np.object_], disputed: NDArray[np.object_], box: Box
) -> dict[int, tuple[Spots, Spots]]:
    """Find the roomiest spots of every country in a box, and those where its name reaches over the sea.

    Parameters
    ----------
    shapes : ndarray of Polygon and MultiPolygon, shape (n,)
        The countries.
    land : ndarray of Polygon
        What is not sea.
    disputed : ndarray of Polygon and MultiPolygon
        Ground on which no country's name stands that has other ground in the box.
    box : tuple of float
        West, south, east, north in degrees; east may pass 180.

    Returns
    -------
    dict
        For the number of each country with a cell of its own, spots inland and spots with the sea
        around, the best first:
        lon, lat, half the width and half the height of the free rectangle, all in degrees; for the
        height degrees on the map, where a degree is as long upwards as it is to the side.
    """
    west, south, east, north = box
    low, high = _mercator(np.array([south, north]))
    finer = FINER if east - west > WIDE_DEG else 1
    columns, rows = COLUMNS * finer, ROWS * finer
    lon_step, y_step = (east - west) / columns, (high - low) / rows
    lon = np.asarray(west + lon_step * (np.arange(columns) + 0.5), dtype=np.float64)
    y = low + y_step * (np.arange(rows) + 0.5)
    lat = np.asarray(np.degrees(np.arctan(np.sinh(y))))
    owner = _rasterize(shapes, lon, lat, box)
    wet = _rasterize(land, lon, lat, box) == NOBODY
    owner[wet] = NOBODY
    is_free = _rasterize(disputed, lon, lat, box) == NOBODY
    undisputed = np.where(is_free, owner, NOBODY)
    owner = np.where(np.isin(owner, np.unique(undisputed)), undisputed, owner)
    inland, seaward = _wear_away(owner), _reach_over(owner, wet & is_free)

    def measure(cells: list[tuple[int, int]], depth: NDArray[np.int64]) -> Spots:
        half = [float(depth[cell]) + 0.5 for cell in cells]
        sizes = [(each * lon_step, each * float(np.degrees(y_step))) for each in half]
        middles = [(float(lon[column]), float(lat[row])) for row, column in cells]
        return [[round(value, 4) for value in (*at, *size)] for at, size in zip(middles, sizes, strict=True)]

    found: dict[int, tuple[Spots, Spots]] = {}
    for country in np.unique(owner[owner != NOBODY]).tolist():
        cells = np.nonzero(owner == country)
        found[int(country)] = (
            measure(_roomiest(cells, inland, INLAND_SPOTS), inland),
            measure(_roomiest(cells, seaward, SEAWARD_SPOTS), seaward),
        )
    return found


def _roomiest(
    cells: tuple[NDArray[np.int64], ...], depth: NDArray[np.int64], number: int
) -> list[tuple[int, int]]:
    """Choose cells (row, column) with the most room, well apart; of equally roomy ones the middle ones."""
    rows, columns = depth.shape
    row, column = cells
    middle = np.abs(row - row.mean()) / rows + np.abs(column - column.mean()) / columns
    chosen: list[tuple[int, int]] = []
    for index in np.lexsort((middle, -depth[row, column])).tolist():
        up, across = int(row[index]), int(column[index])
        apart = (max(abs(up - one[0]) / rows, abs(across - one[1]) / columns) for one in chosen)
        if all(share > 1 / (2 * INLAND_SPOTS) for share in apart):
            chosen.append((up, across))
        if len(chosen) == number:
            break
    return chosen


def find_room(shape: Any, box: Box) -> list[float] | None:  # noqa: ANN401 - a polygon of any make
    """Find where a name has most room in one shape: the middle of the largest circle inside it.

    Parameters
    ----------
    shape : Polygon or MultiPolygon
        In longitudes within -180..180.
    box : tuple of float
        What is seen of it: west, south, east, north in degrees; east may pass 180.

    Returns
    -------
    list of float or None
        Lon, lat, half the width and half the height of the free square, in degrees as on the map (a
        degree as long upwards as it is to the side); None when nothing of the shape is in the box.
    """
    best: list[float] | None = None
    for shift_deg, part in wraps(box):
        seen = shapely.make_valid(shapely.clip_by_rect(shape, *part))
        if shapely.is_empty(seen) or shapely.area(seen) == 0:
            continue
        west, south, east, north = shapely.bounds(seen).tolist()
        tolerance_deg = ROOM_SHARE * max(east - west, north - south)
        # On the map a degree of latitude is longer than one of longitude.
        stretch = 1 / max(LEAST_COSINE, float(np.cos(np.radians((south + north) / 2))))
        plain = shapely.simplify(seen, tolerance_deg / 2)
        polygons = shapely.get_parts(scale(plain, 1.0, stretch, origin=(0.0, 0.0)))
        polygons = polygons[shapely.get_type_id(polygons) == shapely.GeometryType.POLYGON]
        if len(polygons) == 0:
            continue
        largest = polygons[int(np.argmax(shapely.area(polygons)))]
        radius = shapely.maximum_inscribed_circle(largest, tolerance_deg)
        half = float(shapely.length(radius)) * SQUARE_IN_CIRCLE
        lon, lat = shapely.get_coordinates(radius)[0].tolist()
        if best is None or half > best[2]:
            best = [round(lon + shift_deg, 4), round(lat / stretch, 4), round(half, 4), round(half, 4)]
    return best


def _mercator(lat: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray(np.arcsinh(np.tan(np.radians(lat))))


def _rasterize(
    shapes: NDArray[np.object_], lon: NDArray[np.float64], lat: NDArray[np.float64], box: Box
) -> NDArray[np.int64]:
    """Give each cell the number of a shape that holds its middle; shape (rows, columns)."""
    bounds = shapely.bounds(shapes)
    owner = np.full((len(lat), len(lon)), NOBODY, dtype=np.int64)
    # A shore within a small part of a cell does not move its middle ashore.
    coarse_deg = CELL_SHARE * float(lon[1] - lon[0])
    for shift_deg, (west, south, east, north) in wraps(box):
        x = lon - shift_deg
        first, last = _between(x, np.maximum(bounds[:, 0], west), np.minimum(bounds[:, 2], east))
        lowest, highest = _between(lat, np.maximum(bounds[:, 1], south), np.minimum(bounds[:, 3], north))
        # Most islands hold the middle of no cell.
        for number in np.flatnonzero((first < last) & (lowest < highest)).tolist():
            across, up = slice(first[number], last[number]), slice(lowest[number], highest[number])
            shape = shapely.clip_by_rect(shapes[number], west, south, east, north)
            shape = shapely.simplify(shape, coarse_deg, preserve_topology=False)
            shapely.prepare(shape)
            inside = shapely.contains_xy(shape, *np.meshgrid(x[across], lat[up]))
            owner[up, across][inside] = number
    return owner


def _between(
    cells: NDArray[np.float64], low: NDArray[np.float64], high: NDArray[np.float64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Find the first cell from which each interval holds cells, and the first beyond it."""
    return np.searchsorted(cells, low, side="left"), np.searchsorted(cells, high, side="right")


def _wear_away(owner: NDArray[np.int64]) -> NDArray[np.int64]:
    """Count the rounds that each cell outlasts before another owner, or the edge, reaches it."""
    depth = np.zeros(owner.shape, dtype=np.int64)
    alive = owner != NOBODY
    around = np.pad(owner, 1, constant_values=NOBODY)
    rows, columns = owner.shape
    for row in range(3):
        for column in range(3):
            alive &= around[row : row + rows, column : column + columns] == owner
    while alive.any():
        depth += alive
        wider = np.pad(alive, 1, constant_values=False)
        worn = alive.copy()
        for row in range(3):
            for column in range(3):
                worn &= wider[row : row + rows, column : column + columns]
        alive = worn
    return depth


def _reach_over(owner: NDArray[np.int64], sea: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Count the rounds that each cell of land outlasts before other land, or the edge, comes over the sea."""
    anyone = np.iinfo(np.int64).max
    # The lowest and the highest owner around; the sea counts as any, the edge as another.
    low, high = np.where(sea, anyone, owner), np.where(sea, NOBODY, owner)
    rows, columns = owner.shape
    depth = np.zeros(owner.shape, dtype=np.int64)
    alive = owner != NOBODY
    for _ in range(LONGEST):
        lower, higher = np.pad(low, 1, constant_values=NOBODY), np.pad(high, 1, constant_values=anyone)
        around = [
            (slice(row, row + rows), slice(column, column + columns))
            for row in range(3)
            for column in range(3)
        ]
        low = np.minimum.reduce([lower[part] for part in around])
        high = np.maximum.reduce([higher[part] for part in around])
        alive &= (low == owner) & (high == owner)
        depth += alive
    return depth
