"""Which names of countries, regions, disputed ground and places may be written on the map.

More names are sent than fit: ``static/labels.js`` shows, at every zoom, those of them that do not collide,
the more important first. A country's name stands on its own land, where it has most room, else over its shore
(``spots``).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd
import shapely

from geo._maps.disputed import choose_disputed_names, hatched_shapes
from geo._maps.frame import Box, Frame, wraps
from geo._maps.regions import choose_region_names
from geo._maps.spots import find_spots
from geo.schema import CITY_POPULATION

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geo._maps.basemap import Sheet

__all__ = ["choose_names"]

# Names that one sheet may add; the reader sees a few dozen at a time.
PLACES_PER_SHEET: Final = 150
PLACES_OF_WORLD: Final = 600


def choose_names(
    atlas: Any,  # noqa: ANN401 - an atlas
    frame: Frame,
    sheets: list[Sheet],
    regions: Any = None,  # noqa: ANN401 - a GeoDataFrame
) -> dict[str, list[list[Any]]]:
    """Choose names for the first view and its surroundings.

    Parameters
    ----------
    atlas : Atlas
        With the layers ``places``, ``countries``, ``land`` and ``disputes``.
    frame : Frame
        What the map shows first.
    sheets : list of Sheet
        The widest first.
    regions : GeoDataFrame, optional
        The regions that are drawn.

    Returns
    -------
    dict
        ``countries``: name, code, importance, and the spots where the name may stand, the best first,
        each lon, lat, half width and half height of its room; then those where it reaches over the sea;
        ``disputed`` and ``regions``: name and spots;
        ``places``: name, lon, lat, population (0 when unknown), whether it is a capital.
        The more important first.
    """
    places = atlas.places
    if "is_section" in places:
        # A section of a city is a place to measure to, but its name without the city's says little.
        places = places[~places["is_section"].fillna(value=False).astype(bool)]
    lon = shapely.get_x(np.asarray(places.geometry.array))
    lat = shapely.get_y(np.asarray(places.geometry.array))
    population = places["population"].fillna(0).to_numpy(dtype=np.int64)
    capital = places["is_capital"].to_numpy(dtype=bool)
    home = places["country_code"].astype(object).fillna("").to_numpy()
    codes, english = atlas.countries["code"].to_numpy(), atlas.countries["name"].to_numpy()
    shapes, land = (np.asarray(layer.geometry.array) for layer in (atlas.countries, atlas.land))
    disputed = hatched_shapes(atlas.disputes)
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
        people = pd.Series(population[indices]).groupby(home[indices]).sum()
        for number, (inland, seaward) in find_spots(shapes, land, disputed, box).items():
            code = codes[number]
            row = countries.setdefault(code, [english[number], code, int(people.get(code, 0)), [], []])
            row[3] += inland
            row[4] += seaward
    names = places["name"].astype(object).to_numpy()
    contested = choose_disputed_names(atlas, frame, sheets, dict(zip(codes, english, strict=True)))
    listed = [] if regions is None else choose_region_names(regions, disputed, frame, sheets)
    # Disputed ground or a country that is a region of its own, such as Northern Cyprus, is named once.
    named = {*(name for name, _ in contested), *(row[0] for row in countries.values())}
    order = sorted(chosen, key=lambda index: (-int(importance[index]), index))
    return {
        "countries": sorted(countries.values(), key=lambda row: (-row[2], row[1])),
        "disputed": contested,
        "regions": [row for row in listed if row[0] not in named],
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
