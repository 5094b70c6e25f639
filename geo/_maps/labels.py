"""Which country and place names may be written on the map.

More names are sent than fit: ``static/labels.js`` shows, at every zoom, those of them that do not collide,
the more important first. A country's name stands where its listed places are furthest from everybody
else's and from the edge of the sheet, so it needs no polygon and follows what is visible of the country.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd
import shapely

from geo._maps.frame import Box, Frame, wraps
from geo.schema import CITY_POPULATION

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geo._maps.basemap import Sheet

__all__ = ["choose_names"]

# Names that one sheet may add; the reader sees a few dozen at a time.
PLACES_PER_SHEET: Final = 150
PLACES_OF_WORLD: Final = 600
# Places of one country that are tried for its name; more would only repeat the same ground.
CANDIDATES: Final = 400
# Other spots for a country's name, should the best be taken.
SPOTS: Final = 6
# An island far out is no place for the name of a country.
FAR_OUT: Final = 2.5
# The width of a sheet divided by the coarseness of the lines that names keep away from.
LINE_DETAIL: Final = 400
# Cells to each side of a sheet.
CELLS: Final = 100
# A name is wider than high, so room to its sides counts half.
WIDTH_SHARE: Final = 0.5


def choose_names(atlas: Any, frame: Frame, sheets: list[Sheet]) -> dict[str, list[list[Any]]]:  # noqa: ANN401 - an atlas
    """Choose names for the first view and its surroundings.

    Parameters
    ----------
    atlas : Atlas
        With the layers ``places`` and ``entities``.
    frame : Frame
        What the map shows first.
    sheets : list of Sheet
        The widest first.

    Returns
    -------
    dict
        ``countries``: name, code, importance, and the spots where the name may stand, the best first;
        ``places``: name, lon, lat, population (0 when unknown), whether it is a capital.
        The more important first.
    """
    places = atlas.places
    lon = shapely.get_x(np.asarray(places.geometry.array))
    lat = shapely.get_y(np.asarray(places.geometry.array))
    population = places["population"].fillna(0).to_numpy(dtype=np.int64)
    capital = places["is_capital"].to_numpy(dtype=bool)
    group, groups = pd.factorize(places["country_code"].astype(object).fillna(""))
    english = dict(zip(atlas.entities["code"], atlas.entities["name"], strict=True))
    importance = population + capital * 10 * CITY_POPULATION

    countries: dict[str, list[Any]] = {}
    chosen: dict[int, float] = {}
    boxes = [] if frame.is_world else [frame.box]
    boxes += [sheet.box for sheet in reversed(sheets)]
    for box in boxes:
        indices, sheet_lon = _inside(lon, lat, box)
        limit = PLACES_OF_WORLD if frame.is_world else PLACES_PER_SHEET
        for index in np.argsort(-importance[indices], kind="stable")[:limit]:
            chosen.setdefault(int(indices[index]), float(sheet_lon[index]))
        edges = _border_edges(atlas.borders, box)
        spots = _country_spots(edges, sheet_lon, lat[indices], group[indices], importance[indices], box)
        weights = np.bincount(group[indices], weights=population[indices], minlength=len(groups))
        for number, spot in spots.items():
            code = groups[number]
            if code in english:
                countries.setdefault(code, [english[code], code, int(weights[number]), spot])
    names = places["name"].astype(object).to_numpy()
    order = sorted(chosen, key=lambda index: (-int(importance[index]), index))
    return {
        "countries": sorted(countries.values(), key=lambda row: (-row[2], row[1])),
        "places": [
            [names[i], round(chosen[i], 5), round(float(lat[i]), 5), int(population[i]), bool(capital[i])]
            for i in order
        ],
    }


def _inside(
    lon: NDArray[np.float64], lat: NDArray[np.float64], box: Box
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    found, unwrapped = [], []
    for shift_deg, (west, south, east, north) in wraps(box):
        indices = np.flatnonzero((lon >= west) & (lon <= east) & (lat >= south) & (lat <= north))
        found.append(indices)
        unwrapped.append(lon[indices] + shift_deg)
    return np.concatenate(found), np.concatenate(unwrapped)


def _border_edges(borders: Any, box: Box) -> NDArray[np.float64]:  # noqa: ANN401 - a GeoDataFrame
    """Take the edges of border lines in a box, shape (n, 2, 2), as coarse as a name is wide."""
    shapes = np.asarray(borders.geometry.array)
    bounds = shapely.bounds(shapes)
    found = []
    for shift_deg, (west, south, east, north) in wraps(box):
        touches = (bounds[:, 0] <= east) & (bounds[:, 2] >= west)
        touches &= (bounds[:, 1] <= north) & (bounds[:, 3] >= south)
        clipped = shapely.clip_by_rect(shapes[touches], west, south, east, north)
        clipped = shapely.simplify(clipped, (east - west) / LINE_DETAIL, preserve_topology=False)
        # Edges one by one: a search tree of long lines would be no quicker than looking at all of them.
        coordinates, owner = shapely.get_coordinates(shapely.get_parts(clipped), return_index=True)
        edges = np.stack([coordinates[:-1], coordinates[1:]], axis=1)[owner[:-1] == owner[1:]]
        found.append(edges + np.array([shift_deg, 0.0]))
    return np.concatenate(found)


def _country_spots(
    edges: NDArray[np.float64],
    lon: NDArray[np.float64],
    lat: NDArray[np.float64],
    group: NDArray[np.int64],
    importance: NDArray[np.int64],
    box: Box,
) -> dict[int, list[list[float]]]:
    """Find, for each country, the listed place deepest inside what is visible of it."""
    west, south, east, north = box
    stretch = float(np.cos(np.radians((south + north) / 2))) * WIDTH_SHARE
    points = np.asarray(shapely.points(lon * stretch, lat))
    lines = np.asarray(shapely.linestrings(edges * np.array([stretch, 1.0])))
    # One place for each country and cell says as much about whose ground it is as all of them.
    cells = np.stack([(lon - west) / (east - west), (lat - south) / (north - south)]) * CELLS
    table = pd.DataFrame({"column": cells[0].astype(int), "row": cells[1].astype(int), "group": group})
    thin = ~table.duplicated().to_numpy()
    borders = shapely.STRtree(lines)
    spots = {}
    for number in np.unique(group):
        own = group == number
        mine = np.flatnonzero(own)
        mine = mine[np.argsort(-importance[mine], kind="stable")][:CANDIDATES]
        mine = mine[_central(lon[mine]) & _central(lat[mine])]
        depth_deg = np.minimum.reduce(
            [
                (lon[mine] - west) * stretch,
                (east - lon[mine]) * stretch,
                (lat[mine] - south),
                (north - lat[mine]),
            ]
        )
        foreign = points[~own & thin]
        for others, tree in ((lines, borders), (foreign, None)):
            if len(others):
                _, distance_deg = (tree or shapely.STRtree(others)).query_nearest(
                    points[mine], return_distance=True, all_matches=False
                )
                depth_deg = np.minimum(depth_deg, distance_deg)
        spots[int(number)] = _apart(
            mine[np.argsort(-depth_deg, kind="stable")], lon, lat, (east - west) / SPOTS
        )
    return spots


def _central(values: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Tell which values lie within some standard deviations of the median; at least half of them do."""
    off = np.abs(values - np.median(values))
    central: NDArray[np.bool_] = off <= max(FAR_OUT * float(values.std()), float(np.median(off)))
    return central


def _apart(
    ranked: NDArray[np.int64], lon: NDArray[np.float64], lat: NDArray[np.float64], least_deg: float
) -> list[list[float]]:
    """Take the first few places that are not next to one taken before."""
    taken: list[list[float]] = []
    for index in ranked.tolist():
        spot = [round(float(lon[index]), 4), round(float(lat[index]), 4)]
        if all(max(abs(spot[0] - lon_), abs(spot[1] - lat_)) > least_deg for lon_, lat_ in taken):
            taken.append(spot)
        if len(taken) == SPOTS:
            break
    return taken
