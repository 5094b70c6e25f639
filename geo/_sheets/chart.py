"""The small map of a sheet: the incidents of a report, and the borders that its claims name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import shapely
from pyproj import Geod

from geo._claims.saying import say_interval
from geo._maps import draw_still
from geo._maps.picture import Track, describe_picture
from geo._sheets.findings import PRESUMED
from geo._sheets.texts import tidy

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geopandas import GeoDataFrame
    from numpy.typing import NDArray

__all__ = ["draw_charts"]

SIZE: Final = (460.0, 310.0)
"""Width and height in pixels; on paper one of them is about 0.55 points, and the letters are 6 to 8 high."""

PAIR: Final = re.compile(r"[A-Z]{3}-[A-Z]{3}")
SEA: Final = "sea"
LONGEST_CAPTION: Final = 28
# Of more incidents the numbers alone are written.
MOST_NAMES: Final = 8
WGS84: Final = Geod(ellps="WGS84")
WAY_VERTICES: Final = 33
# A way that is shorter than this ends where it begins.
LEAST_WAY_DEG: Final = 1e-6
# What the key need not say: it is plain from the map, or said beside it.
PLAIN: Final = (
    "Small dark square",
    "Small grey dot",
    "Fine grey dots",
    "Pale fine dots",
    "Light dashes",
    "Solid line",
    "Fine blue dots",
)
# There is no such table on a sheet.
TABLE: Final = "; its table says whose"
# A sheet may be printed in black.
BLUE: Final = "Blue dashes"
AT_SEA: Final = "Dashes at sea"


def draw_charts(
    checked: Mapping[str, Any],
    measured: GeoDataFrame | None,
    atlas: Any,  # noqa: ANN401 - an Atlas, or anything with its layers
) -> list[tuple[str, tuple[str, ...]]]:
    """Draw a map for each report.

    Parameters
    ----------
    checked : mapping
        What ``geo check --json`` prints.
    measured : GeoDataFrame or None
        Its incidents, measured, in the same order; without them there is no map.
    atlas : Atlas

    Returns
    -------
    list of (str, tuple of str)
        For each report its map, empty where nothing is located, and what is on it.
    """
    charts: list[tuple[str, tuple[str, ...]]] = []
    for index, report in enumerate(checked["reports"]):
        rows = [row for row, each in enumerate(checked["incidents"]) if each["report"] == index]
        if measured is None or not rows:
            charts.append(("", ()))
            continue
        own = measured.iloc[rows]
        tracks = _find_tracks(checked, index, rows, own, atlas)
        captions = _captions([checked["incidents"][row] for row in rows])
        title = f"Map of {tidy(report.get('title')) or tidy(report['name'])}"
        picture = draw_still(own, atlas, captions=captions, tracks=tracks, size=SIZE, title=title)
        key = [text for text in describe_picture(picture) if not text.startswith(PLAIN)]
        key = [text.replace(TABLE, "").replace(BLUE, AT_SEA) for text in key]
        charts.append((picture, tuple(key)))
    return charts


def _captions(incidents: Sequence[Mapping[str, Any]]) -> list[str | None]:
    """Write what stands at each incident, once at a spot: its number, unless it is alone, and its name."""
    spots: dict[tuple[Any, ...], list[int]] = {}
    for place, each in enumerate(incidents):
        spots.setdefault((each.get("located_as"), each.get("lon"), each.get("lat")), []).append(place)
    captions: list[str | None] = [None] * len(incidents)
    for places in spots.values():
        name = tidy(incidents[places[0]].get("located_as")).partition(", ")[0].removeprefix(PRESUMED)
        name = name if len(name) <= LONGEST_CAPTION else name[: LONGEST_CAPTION - 1].rstrip() + "\u2026"
        numbers = ", ".join(str(place + 1) for place in places) if len(incidents) > 1 else ""
        named = name if len(spots) <= MOST_NAMES else ""
        captions[places[0]] = f"{numbers} {named}".strip() or None
    return captions


def _find_tracks(
    checked: Mapping[str, Any],
    index: int,
    rows: Sequence[int],
    own: GeoDataFrame,
    atlas: Any,  # noqa: ANN401 - an Atlas
) -> list[Track]:
    """Find the borders that claims name, the same once for an incident, and the ways to them."""
    found: dict[tuple[int, str], Track] = {}
    for claim in checked["claims"]:
        incident, pair = claim.get("incident"), claim.get("object")
        if claim["report"] != index or incident not in rows or not PAIR.fullmatch(str(pair)):
            continue
        key = (incident, str(pair))
        if key in found:
            continue
        lines = _lines_of(atlas, str(pair))
        shape = own.geometry.iloc[rows.index(incident)]
        if len(lines) and shape is not None and not shapely.is_empty(shape):
            way = _shortest(shape, lines)
            coordinates = [shapely.get_coordinates(line) for line in lines]
            label = _label(claim) if len(way) else []
            found[key] = Track(coordinates, way, label)
    return list(found.values())


def _lines_of(atlas: Any, pair: str) -> NDArray[np.object_]:  # noqa: ANN401 - an Atlas
    """Give the lines between two countries: those on land, or else all that there are."""
    borders = atlas.borders[atlas.borders["codes"] == pair]
    on_land = borders[borders["reach"] != SEA]
    chosen = on_land if len(on_land) else borders
    return np.asarray(shapely.get_parts(np.asarray(chosen.geometry.array)))


def _label(claim: Mapping[str, Any]) -> list[str]:
    low_m, high_m = claim.get("distance_min_m"), claim.get("distance_max_m")
    if low_m is None or high_m is None:
        return []
    return [say_interval(low_m, high_m)]


def _shortest(shape: Any, lines: NDArray[np.object_]) -> NDArray[np.float64]:  # noqa: ANN401 - any geometry
    """Find the shortest way from a shape to lines for the eye: on a plane that is right for its latitude.

    What is measured is measured elsewhere, on the ellipsoid; on a small map the two are the same way.
    """
    _, south, _, north = shapely.bounds(shape)
    narrow = max(0.1, float(np.cos(np.radians((south + north) / 2))))

    def scaled(geometries: Any, by: float) -> Any:  # noqa: ANN401 - geometries in, geometries out
        return shapely.transform(geometries, lambda points: points * [by, 1.0])

    way = scaled(
        shapely.shortest_line(scaled(shape, narrow), scaled(shapely.union_all(lines), narrow)), 1 / narrow
    )
    (lon, lat), (to_lon, to_lat) = shapely.get_coordinates(way).tolist()
    if abs(to_lon - lon) + abs(to_lat - lat) < LEAST_WAY_DEG:
        return np.empty((0, 2))
    between = WGS84.npts(lon, lat, to_lon, to_lat, WAY_VERTICES - 2)
    return np.array([(lon, lat), *between, (to_lon, to_lat)])
