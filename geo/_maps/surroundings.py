"""What lies around the incidents: where to look, and the ground that is drawn there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
from pyproj import Geod

from geo._maps.areas import area_corners
from geo._maps.basemap import draw_sheets
from geo._maps.disputed import list_disputes
from geo._maps.districts import districts_near
from geo._maps.frame import Frame, find_frame
from geo._maps.kinds import KIND_NAMES
from geo._maps.labels import choose_names
from geo._maps.measured import MEASURED, numbers_of
from geo._maps.precision import COARSE_M
from geo._maps.regions import regions_near

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

    from geo._maps.basemap import Sheet

__all__ = ["describe_ground", "find_view"]

WGS84: Final = Geod(ellps="WGS84")
DISPUTES_TITLE: Final = "Disputed ground: who holds, who claims"
HATCH_NAME: Final = "disputed ground; its table says whose"
REGION_LINE: Final = "line between regions"
DISTRICT_LINE: Final = "line between districts"


def describe_ground(
    atlas: Any,  # noqa: ANN401 - anything with the layers of an atlas
    view: Frame,
    sheets: list[Sheet],
    codes: list[str],
    names: dict[str, str],
) -> dict[str, Any]:
    """Draw the ground and name it.

    Parameters
    ----------
    atlas : Atlas
    view : Frame
        What the map shows first.
    sheets : list of Sheet
        The widest first.
    codes : list of str
        Alpha-3 codes of the countries in which there are incidents.
    names : dict
        Country code -> English name.

    Returns
    -------
    dict
        Ready for JSON: what the base map, its legend and the table of disputed ground are made of.
    """
    regions = _regions(codes, atlas, view, sheets)
    disputes = list_disputes(atlas, view.box, None if view.is_world else sheets[0].box, names)
    return {
        "sheets": draw_sheets(atlas, sheets, regions, districts_near(atlas, codes, view)),
        "names": choose_names(atlas, view, sheets, regions),
        "kinds": KIND_NAMES,
        "region_line": REGION_LINE,
        "district_line": DISTRICT_LINE,
        "disputes": {"title": DISPUTES_TITLE, "hatch": HATCH_NAME, **disputes},
    }


def _regions(codes: list[str], atlas: Any, view: Frame, sheets: list[Sheet]) -> Any:  # noqa: ANN401 - GeoDataFrames
    """Regions of the countries in which the incidents lie, near the incidents; None where there are none."""
    if view.is_world or not codes:
        return None
    return regions_near(atlas.regions_of(codes), view, sheets)


def find_view(
    frame: pd.DataFrame,
    lon: NDArray[np.float64],
    lat: NDArray[np.float64],
    *,
    few: bool,
    ends: NDArray[np.float64] | None = None,
) -> Frame:
    """Find what the map shows first: all incidents, and of few also what is measured from them.

    An incident that is known to a circle wider than a district is seen as that circle.

    Parameters
    ----------
    frame : GeoDataFrame, n rows
        The measured table.
    lon, lat : ndarray of float, shape (n,), degrees
        Where they are; NaN where there are no coordinates.
    few : bool
        Whether lines are drawn for all of them.
    ends : ndarray of float, shape (k, 2), optional
        What else must be seen, lon before lat; of few, the ends of measured lines when left out.

    Returns
    -------
    Frame
    """
    corners = area_corners(frame)
    lons: list[NDArray[np.float64]] = [lon, corners[0]]
    lats: list[NDArray[np.float64]] = [lat, corners[1]]
    radius_m = np.nan_to_num(numbers_of(frame, "precision_m"))
    known = np.isfinite(lon) & np.isfinite(lat) & (few | (radius_m > COARSE_M))
    for azimuth_deg in (0.0, 90.0, 180.0, 270.0):
        directions: NDArray[np.float64] = np.full(int(known.sum()), azimuth_deg)
        east, north, _ = WGS84.fwd(lon[known], lat[known], directions, radius_m[known])
        lons.append(np.asarray(east, dtype=float))
        lats.append(np.asarray(north, dtype=float))
    if ends is not None:
        lons.append(ends[:, 0])
        lats.append(ends[:, 1])
    elif few:
        for stem in MEASURED:
            lons.append(numbers_of(frame, f"{stem}_lon"))
            lats.append(numbers_of(frame, f"{stem}_lat"))
    return find_frame(np.concatenate(lons), np.concatenate(lats))
