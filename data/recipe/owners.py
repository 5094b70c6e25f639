"""Who owns a face of the planar graph: told from the zones that hold it, and from the tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import shapely

from data.recipe import topology
from data.recipe.land import inside_any
from data.recipe.tables import Overlap, read_disputes, read_overlaps, read_part_rules, read_zone_codes
from data.recipe.zones import OFFSHORE, Zones

if TYPE_CHECKING:
    from data.recipe.land import Polygons
    from data.recipe.topology import FloatArray

__all__ = ["NOBODY", "Part", "ZoneOwners"]

SLIVER_DEG2 = 1e-6
"""About a hectare; the smallest real face is a rock's territorial sea, ten thousand times larger."""


class Part(NamedTuple):
    """What is the same all over a part: entity, time zone, disputed area; islands are shores only.

    A part with an area and no code is ground attributed to no one.
    """

    code: str
    timezone: str
    area: str = ""
    is_shore: bool = False


NOBODY = Part("", "")
"""The high seas."""


class ZoneOwners:
    """Tells the part of a face from the zones that hold a point inside it."""

    def __init__(self, zones: Zones, zone_codes: dict[str, str]) -> None:
        self.overlaps: dict[str, Overlap] = {
            row.area: Overlap(row.area, row.default_code, row.line_kind, row.claimants, row.reason)
            for row in read_disputes()
        }
        self._codes = zone_codes
        self._names = [n for n, polygons in zip(zones.names, zones.polygons, strict=True) for _ in polygons]
        grid = topology.GRID
        self._polygons = np.array(
            [shapely.Polygon(p[0] * grid, [h * grid for h in p[1:]]) for ps in zones.polygons for p in ps]
        )
        self._table = read_overlaps()
        self._exceptions = read_zone_codes()
        self._rules = read_part_rules()

    def zones_at(self, lon: FloatArray, lat: FloatArray) -> list[list[str]]:
        """Zones that hold each point, without those of the high seas, sorted."""
        held: list[set[str]] = [set() for _ in lon]
        for name, polygon in zip(self._names, self._polygons, strict=True):
            if not name.startswith(OFFSHORE):
                hit = inside_any(np.array([polygon]), lon, lat)
                for index in np.flatnonzero(hit >= 0):
                    held[index].add(name)
        return [sorted(names) for names in held]

    def parts_of(self, faces: Polygons) -> list[Part]:
        """Give the part of each face."""
        inside = shapely.point_on_surface(faces)
        lon, lat = shapely.get_x(inside), shapely.get_y(inside)
        parts = [
            self._part_at(zones, x, y) for zones, x, y in zip(self.zones_at(lon, lat), lon, lat, strict=True)
        ]
        for zone, x, y, code in self._exceptions:
            home = np.flatnonzero(shapely.contains_xy(faces, x, y))
            for index in home:
                if parts[index].timezone == zone:
                    parts[index] = parts[index]._replace(code=code)
        _join_slivers(faces, parts)
        return self.name_disputes(faces, parts)

    def name_disputes(self, faces: Polygons, parts: list[Part]) -> list[Part]:
        """Name the disputed areas that are whole parts: by zone, by code, or by a box that holds the face."""
        bounds = shapely.bounds(faces)
        named = []
        for part, (west, south, east, north) in zip(parts, bounds.tolist(), strict=True):
            rule = next(
                (
                    rule
                    for rule in self._rules
                    if part != NOBODY
                    and not part.area
                    and rule.zone in ("", part.timezone)
                    and rule.code in ("", part.code)
                    and rule.box[0] <= west
                    and rule.box[1] <= south
                    and rule.box[2] >= east
                    and rule.box[3] >= north
                ),
                None,
            )
            if rule is None:
                named.append(part)
            else:
                named.append(part._replace(area=rule.area, code=self.overlaps[rule.area].code))
        return named

    def _part_at(self, zones: list[str], lon: float, lat: float) -> Part:
        if not zones:
            return NOBODY
        codes = {self._codes[zone] for zone in zones}
        if len(codes) == 1:
            return Part(codes.pop(), zones[0])
        listed = self._table.get(frozenset(zones))
        if not listed:
            message = f"Zones {zones} overlap at {lon:.4f} {lat:.4f}: add a row to tables/overlaps.csv."
            raise LookupError(message)
        overlap = min(listed, key=lambda row: (row[0] - lon) ** 2 + (row[1] - lat) ** 2)[2]
        self.overlaps.setdefault(overlap.area, overlap._replace(claimants=tuple(sorted(codes))))
        zone = next((z for z in zones if self._codes[z] == overlap.code), zones[0])
        return Part(overlap.code, zone, overlap.area)


def _join_slivers(faces: Polygons, parts: list[Part]) -> None:
    """Give slivers, left where zones overlap by a hair, to the nearest face of their zone."""
    is_sliver = shapely.area(faces) < SLIVER_DEG2
    zones = np.array([part.timezone for part in parts])
    for index in np.flatnonzero(is_sliver & (zones != "")):
        hosts = np.flatnonzero((zones == zones[index]) & ~is_sliver)
        parts[index] = parts[hosts[np.argmin(shapely.distance(faces[hosts], faces[index]))]]
