"""A still picture of incidents by itself: a small map for a page that says the rest in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

from geo._maps.areas import encode_areas, find_areas
from geo._maps.basemap import plan_sheets
from geo._maps.frame import Frame, grow_box
from geo._maps.measured import numbers_of
from geo._maps.picture import Track, draw_picture
from geo._maps.surroundings import describe_ground, find_view

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geopandas import GeoDataFrame
    from numpy.typing import NDArray

__all__ = ["draw_still"]

# A page has no zoom: about 65 km to the north and the south of a lone point.
LEAST_HALF_HEIGHT_DEG: Final = 0.6
BEYOND: Final = 0.25


def draw_still(
    measured: GeoDataFrame,
    atlas: Any,  # noqa: ANN401 - an Atlas, or anything with its layers
    *,
    captions: Sequence[str | None],
    tracks: Sequence[Track] = (),
    size: tuple[float, float] = (480.0, 320.0),
    title: str,
) -> str:
    """Draw incidents, the ground they lie on, and the lines that claims name.

    Parameters
    ----------
    measured : GeoDataFrame, n rows
        What `geo.measure_incidents` returns; EPSG:4326.
    atlas : Atlas
        Where the base map comes from.
    captions : sequence of str or None, length n
        What is written at each incident.
    tracks : sequence of Track
        What claims were held against; the ways to it are seen whole.
    size : tuple of float, pixels
        Width and height of the paper; the largest letters are 13 of them high.
    title : str
        What the picture is called, for readers who do not see it.

    Returns
    -------
    str
        An ``svg`` element of plain attributes; empty when no incident has a position.
    """
    lon, lat = numbers_of(measured, "lon"), numbers_of(measured, "lat")
    if not (np.isfinite(lon) | find_areas(measured)).any():
        return ""
    view = _view(measured, lon, lat, tracks)
    sheets = plan_sheets(view)
    codes = sorted(set(measured["geo_country_code"].dropna().astype(str)))
    names = dict(zip(atlas.entities["code"], atlas.entities["name"], strict=True))
    ground = describe_ground(atlas, view, sheets, codes, names)
    areas = encode_areas(measured, [text or "" for text in captions], view, sheets[-1].tolerance_deg)
    return draw_picture(
        view=view.box,
        sheets=ground["sheets"],
        names=ground["names"],
        lon=view.unwrap(lon),
        lat=lat,
        precision_m=numbers_of(measured, "precision_m"),
        areas={**areas.told, "of": areas.of},
        lines=[],
        title=title,
        size=size,
        tracks=[_unwrap(view, track) for track in tracks],
        captions=captions,
    )


def _view(
    measured: GeoDataFrame, lon: NDArray[np.float64], lat: NDArray[np.float64], tracks: Sequence[Track]
) -> Frame:
    """Find a view of the incidents and of the ways from them, wide enough to know it again."""
    ways = [track.way for track in tracks if len(track.way)]
    # Some of the line behind the end of a way is seen too.
    beyond = [way[-1:] + BEYOND * (way[-1:] - way[:1]) for way in ways]
    view = find_view(measured, lon, lat, few=True, ends=np.concatenate([np.empty((0, 2)), *ways, *beyond]))
    if view.is_world:
        return view
    return Frame(grow_box(view.box, 1.0, least_half_height_deg=LEAST_HALF_HEIGHT_DEG), is_world=False)


def _unwrap(view: Frame, track: Track) -> Track:
    def onto(points: Any) -> Any:  # noqa: ANN401 - an array of points
        return np.column_stack([view.unwrap(points[:, 0]), points[:, 1]]) if len(points) else points

    return track._replace(line=[onto(part) for part in track.line], way=onto(track.way))
