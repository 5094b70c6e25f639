"""From the coordinate reference system of a file to longitude and latitude: never guessed, always told.

An edge that is straight on a projection is a curve in degrees, so shapes get corners in between before they
are transformed: over a kilometre the curve leaves the straight line in degrees by less than 0.25 m up to 85°
of latitude (L² tan φ / 8R, the sagitta of a line in a conformal projection).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np
import shapely

from geo import schema
from geo.errors import UsageError

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from pyproj import CRS

__all__ = ["Projected", "choose_crs", "name_crs", "project_axes", "project_shapes"]

_EDGE_M: Final = 1_000.0
# Nothing on Earth is longer; coordinates of nonsense would get corners without end.
_LONGEST_M: Final = 1e8
_LARGEST: Final = (180.0, 90.0)


class Projected(NamedTuple):
    """Shapes in degrees, and what is to be told of how they became that."""

    shapes: NDArray[np.object_]
    """None where a shape has no place in degrees."""
    lost: NDArray[np.bool_]
    """Which had a shape that has no place in degrees."""
    told: str | None


def choose_crs(declared: Any, chosen: str | None, name: str, *, what: str) -> CRS:  # noqa: ANN401 - whatever pyproj takes
    """Choose the coordinate reference system: what the file declares, else what the user says.

    Parameters
    ----------
    declared : anything that pyproj understands, or None
        What the file says.
    chosen : str or None
        What the user says (``--crs``).
    name : str
        What messages call the source.
    what : str
        What has the system, for messages: "shapes", "columns".

    Raises
    ------
    UsageError
        If neither says it, both say different ones, or there is no such system.
    """
    from pyproj import CRS
    from pyproj.exceptions import CRSError

    said = None
    if chosen is not None:
        try:
            said = CRS.from_user_input(chosen)
        except CRSError:
            raise UsageError(
                f"--crs: there is no coordinate reference system {chosen!r}. Give its EPSG code, "
                "such as EPSG:4326 for longitude and latitude or EPSG:32639 for UTM zone 39N."
            ) from None
    if declared is None:
        if said is None:
            raise UsageError(
                f"{name} does not say in which coordinate reference system its {what} are (a shapefile has a "
                ".prj for that). Pass --crs, such as --crs EPSG:4326 for longitude and latitude."
            )
        return said
    try:
        known = CRS.from_user_input(declared)
    except CRSError:
        if said is None:
            raise UsageError(
                f"{name} declares a coordinate reference system that is not known: {str(declared)[:80]}. "
                "Pass --crs with its EPSG code, or convert the file to longitude and latitude (EPSG:4326)."
            ) from None
        return said
    if said is not None and not known.equals(said, ignore_axis_order=True):
        raise UsageError(
            f"{name} says that it is in {name_crs(known)}, and --crs says {chosen}. "
            "Leave --crs out, or correct the file."
        )
    return known


def name_crs(crs: CRS) -> str:
    """Name a coordinate reference system: EPSG:32639, or its title where it has no code.

    Examples
    --------
    >>> import pyproj
    >>> name_crs(pyproj.CRS("EPSG:32639"))
    'EPSG:32639'
    """
    code = crs.to_authority()
    return ":".join(code) if code else str(crs.name)


def is_degrees(crs: CRS) -> bool:
    """Say whether a system is longitude and latitude on WGS84, in whichever order its authority has them."""
    from pyproj import CRS

    return bool(
        crs.equals(CRS.from_user_input(schema.CRS), ignore_axis_order=True)
    ) or crs.to_authority() in (
        ("OGC", "CRS84"),
        ("EPSG", "4979"),
    )


def project_shapes(shapes: NDArray[np.object_], crs: CRS) -> Projected:
    """Bring shapes to longitude and latitude on WGS84.

    Parameters
    ----------
    shapes : ndarray of object, shape (n,)
        Of shapely, or None.
    crs : CRS
        What they are in. Coordinates are x then y, as files have them whatever the authority says.

    Returns
    -------
    Projected
    """
    missing = shapely.is_missing(shapes)
    if is_degrees(crs):
        return Projected(shapes, np.zeros(len(shapes), dtype=bool), None)
    from pyproj import Transformer

    transformer = Transformer.from_crs(crs, schema.CRS, always_xy=True)
    whole = shapely.force_2d(shapes)
    if crs.is_projected:
        factor = crs.axis_info[0].unit_conversion_factor or 1.0
        with np.errstate(invalid="ignore"):
            on_earth = ~missing & (shapely.length(whole) * factor <= _LONGEST_M)
        whole[on_earth] = shapely.segmentize(whole[on_earth], _EDGE_M / factor)

    def bring(corners: NDArray[np.float64]) -> NDArray[np.float64]:
        lon, lat = transformer.transform(corners[:, 0], corners[:, 1])
        return np.column_stack([lon, lat])

    brought = shapely.transform(whole, bring)
    bounds = shapely.bounds(brought)
    with np.errstate(invalid="ignore"):
        is_inside = (np.abs(bounds) <= np.array([*_LARGEST, *_LARGEST])).all(axis=1)
    is_empty = shapely.is_empty(brought)
    lost = ~missing & ~is_empty & ~is_inside
    brought[lost] = None
    return Projected(brought, lost, _tell(crs, transformer.accuracy))


def project_axes(
    x: NDArray[np.float64], y: NDArray[np.float64], crs: CRS
) -> tuple[NDArray[np.float64], NDArray[np.float64], str | None]:
    """Bring numbers of two columns to longitude and latitude on WGS84; NaN where they have no place there.

    Parameters
    ----------
    x, y : ndarray of float, shape (n,)
        Easting and northing, or longitude and latitude of another datum; NaN where unknown.
    crs : CRS

    Returns
    -------
    lon, lat : ndarray of float, shape (n,)
    told : str or None
        What is to be told of the transformation.
    """
    if is_degrees(crs):
        return x, y, None
    from pyproj import Transformer

    transformer = Transformer.from_crs(crs, schema.CRS, always_xy=True)
    lon, lat = transformer.transform(x, y)
    with np.errstate(invalid="ignore"):
        wrong = ~((np.abs(lon) <= _LARGEST[0]) & (np.abs(lat) <= _LARGEST[1]))
    return np.where(wrong, np.nan, lon), np.where(wrong, np.nan, lat), _tell(crs, transformer.accuracy)


def _tell(crs: CRS, accuracy_m: float) -> str:
    """Say from what to what, and how exactly, where PROJ knows that."""
    exact = f", to within about {accuracy_m:g} m" if accuracy_m > 0 else ""
    return f"transformed from {name_crs(crs)} ({crs.name}) to longitude and latitude{exact}"
