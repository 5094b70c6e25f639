"""The district, region or country that stands for a place: the whole unit, and nothing of the place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple, Protocol

import numpy as np
import shapely

from geo._locating import Gazette, describe_ground, describe_unit
from geo._locating.units import UnitLayers
from geo._measuring.layers import Layers
from geo._measuring.whose import find_places

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

    from geo._blurring.levels import Level
    from geo._measuring.layers import Floats
    from geo._measuring.whose import Placed

__all__ = ["BlurLayers", "Given", "find_areas", "holds_circle"]

LEAST_DEGREE_M: Final = 110_500.0
"""Less than a degree of latitude has metres anywhere."""

CHAIN: Final = {"district": ("district", "region", "country"), "region": ("region", "country")}
"""What is tried, one after the other."""


class BlurLayers(UnitLayers, Layers, Protocol):
    """The layers of an atlas that blurring reads; see `geo.load_atlas` for what they hold."""


class Given(NamedTuple):
    """An area that stands for a place."""

    shape: BaseGeometry
    cells: dict[str, Any]
    """The columns of ours that say what it is."""
    note: str | None
    """Why it is not what was asked for."""


def find_areas(
    lon: Floats, lat: Floats, radius_m: Floats, level: Level, atlas: BlurLayers
) -> list[Given | None]:
    """Find the unit that each place lies in, or the next larger one where there is none.

    A unit that holds no circle of the stated radius would say more than the source does, so a larger
    one is taken. That depends on unit and radius and not on where in the unit the place is.

    Parameters
    ----------
    lon, lat, radius_m : ndarray of float, shape (n,)
        Places in degrees, and metres.
    level : Level
        One with a unit.
    atlas : Atlas

    Returns
    -------
    list of Given or None, n of them
        None where there is no unit that is large enough.
    """
    placed = find_places(lon, lat, atlas)
    units = _Units(placed, atlas)
    kinds = CHAIN[level.unit or "district"]
    return [_choose(units, placed, row, float(radius_m[row]), kinds) for row in range(len(lon))]


def _choose(units: _Units, placed: Placed, row: int, radius_m: float, kinds: tuple[str, ...]) -> Given | None:
    why = []
    for kind in kinds:
        given = units.give(kind, _number(placed, row, kind))
        if given is None:
            why.append(f"no {kind} is known here")
        elif not units.holds(kind, _number(placed, row, kind), radius_m):
            why.append(f"the {kind} is smaller than the location's own precision")
        else:
            note = f"{', '.join(why)}, so this is the {kind}" if why else None
            return given._replace(note=note)
    return None


def _number(placed: Placed, row: int, kind: str) -> int | str | None:
    if kind == "country":
        code: str | None = placed.home[row]
        return code
    number = int((placed.district if kind == "district" else placed.region)[row])
    return None if number < 0 else number


class _Units:
    """The units that were found, each described once."""

    def __init__(self, placed: Placed, atlas: BlurLayers) -> None:
        codes = set(placed.home) - {None}
        self._gazette = Gazette(atlas, codes) if codes else None
        self._atlas = atlas
        self._given: dict[tuple[str, int | str], Given | None] = {}
        self._held: dict[tuple[str, int | str, float], bool] = {}

    def give(self, kind: str, number: int | str | None) -> Given | None:
        """Describe a unit, or the country with a code; None when there is none."""
        if number is None:
            return None
        key = (kind, number)
        if key not in self._given:
            self._given[key] = (
                self._country(str(number)) if kind == "country" else self._unit(kind, int(number))
            )
        return self._given[key]

    def holds(self, kind: str, number: int | str | None, radius_m: float) -> bool:
        """Say whether a unit holds a circle of a radius."""
        given = self.give(kind, number)
        if given is None or number is None:
            return False
        key = (kind, number, radius_m)
        if key not in self._held:
            self._held[key] = holds_circle(given.shape, radius_m)
        return self._held[key]

    def _unit(self, kind: str, number: int) -> Given | None:
        if self._gazette is None:
            return None
        unit = self._gazette.unit_at("district" if kind == "district" else "region", number)
        return Given(unit.geometry, describe_unit(unit, self._gazette), None)

    def _country(self, code: str) -> Given | None:
        countries = self._atlas.countries
        rows = countries[(countries["code"] == code).to_numpy(dtype=bool)]
        if rows.empty or self._gazette is None:
            return None
        shape = rows.geometry.iloc[0]
        return Given(shape, describe_ground(shape, [code], self._gazette), None)


def holds_circle(shape: BaseGeometry, radius_m: float) -> bool:
    """Say whether a circle of a radius certainly fits into an area.

    Degrees of longitude are counted as short as they are where the area is nearest to a pole, so a
    circle may fit where this says no.

    Examples
    --------
    >>> square = shapely.box(0, 0, 1, 1)
    >>> holds_circle(square, 55_000.0), holds_circle(square, 56_000.0)
    (True, False)
    """
    if radius_m <= 0.0:
        return True
    parts = shapely.get_parts(shape)
    bounds = np.abs(shapely.bounds(parts))
    across_m = LEAST_DEGREE_M * np.cos(np.radians(np.maximum(bounds[:, 1], bounds[:, 3])))

    def flatten(number: int) -> BaseGeometry:
        scale: NDArray[np.float64] = np.array([across_m[number], LEAST_DEGREE_M])
        flat: BaseGeometry = shapely.transform(parts[number], lambda lonlat: lonlat * scale)
        return flat

    return any(not shapely.buffer(flatten(number), -radius_m).is_empty for number in range(len(parts)))
