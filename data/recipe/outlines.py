"""Outlines of disputed ground that no time zone draws: from districts, from Natural Earth, by hand.

They are coarse, and each says how coarse. What changes hands by default is cut into the planar graph; the
rest is laid over the finished countries and clipped to the one that holds it.
"""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING, NamedTuple

import geopandas as gpd
import orjson
import shapely
from shapely.geometry.base import BaseGeometry

from data.recipe.districts import read_set
from data.recipe.lines import put_on_grid
from data.recipe.tables import Outline, read_outlines

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from data.recipe.borders import Arc
    from data.recipe.finished import Surroundings

__all__ = ["DisputeLine", "Outlines", "clip_outlines", "draw_lines", "fill_gaps", "read_shapes"]

LEAST_PIECE_DEG2 = 1e-5
"""About a tenth of a square kilometre: what is smaller is where two sources miss each other."""

BORDER_DEG = 0.018
"""What is closer to the border than two kilometres is the border, drawn by a coarser source."""

COAST_DEG = 0.03
"""Coasts of two sources lie this close."""

SLIT_DEG = 0.01
"""Strips narrower than two kilometres or so, along a border that two sources draw apart, are none."""


class DisputeLine(NamedTuple):
    """A line round disputed ground that lies inside one country."""

    area: str
    kind: str
    accuracy_m: float
    line: BaseGeometry


Outlines = dict[str, BaseGeometry]


def read_shapes(database: Path, nat_earth: Path) -> Outlines:
    """Make the outline of each row of the table, not yet clipped.

    ``database`` holds districts (geoBoundaries), ``nat_earth`` is Natural Earth's layer of first-level units.
    Lines that are found from the borders themselves are left out here.
    """
    shapes: Outlines = {}
    for outline in read_outlines():
        if outline.source == "near border":
            continue
        pieces = [shapely.from_wkt(outline.drawn)] if outline.drawn else []
        if outline.source == "districts":
            pieces += _read_districts(database, outline)
        elif outline.source == "natural earth":
            pieces += _read_units(nat_earth, outline)
        if pieces:
            shapes[outline.area] = fill_gaps(shapely.union_all(shapely.make_valid(pieces)))
    return shapes


def fill_gaps(shape: BaseGeometry) -> BaseGeometry:
    """Fill gaps and holes between units that were simplified one by one."""
    whole = shapely.buffer(shapely.buffer(shape, SLIT_DEG, join_style="mitre"), -SLIT_DEG, join_style="mitre")
    return shapely.union_all([shapely.Polygon(part.exterior) for part in shapely.get_parts(whole)])


def _read_districts(database: Path, outline: Outline) -> list[BaseGeometry]:
    """Polygons of the units of a set; a unit is named, with its identity after an @ where names repeat."""
    units = read_set(database, int(outline.set))
    found: list[BaseGeometry] = []
    for unit in outline.units:
        name, _, identity = unit.partition("@")
        chosen = units["name"] == name
        if identity:
            chosen &= units["unit_id"] == identity
        if not chosen.any():
            message = f"{outline.area}: set {outline.set} has no unit {unit!r}."
            raise LookupError(message)
        found += list(units.geometry[chosen])
    return found


def _read_units(nat_earth: Path, outline: Outline) -> list[BaseGeometry]:
    features = orjson.loads(gzip.decompress(nat_earth.read_bytes()))["features"]
    found = [
        shapely.from_geojson(orjson.dumps(feature["geometry"]))
        for feature in features
        if feature["properties"]["adm1_code"] in outline.units
    ]
    if len(found) != len(outline.units):
        message = f"{outline.area}: Natural Earth has not all of {outline.units}."
        raise LookupError(message)
    return found


def clip_outlines(shapes: Outlines, countries: gpd.GeoDataFrame, arcs: Sequence[Arc]) -> Outlines:
    """Clip the outlines to the ground that the table names, along its stored borders.

    Outlines that were cut into the graph are left out: there the parts themselves say it.
    """
    clipped: Outlines = {}
    for outline in read_outlines():
        if outline.draws == "cut":
            continue
        held = _ground(countries, outline)
        shape = (
            _strip_along_border(outline, arcs) if outline.source == "near border" else shapes[outline.area]
        )
        clipped[outline.area] = _clean(shapely.intersection(shape, held))
    return clipped


def _ground(countries: gpd.GeoDataFrame, outline: Outline) -> BaseGeometry:
    return shapely.union_all(countries.geometry[countries["code"].isin(outline.ground)].to_numpy())


def _strip_along_border(outline: Outline, arcs: Sequence[Arc]) -> BaseGeometry:
    """Ground within so many metres (``set``) of the land border between the two codes in ``units``.

    What is ``drawn`` is the window in which the line counts.
    """
    pair = set(outline.units[0].split("-"))
    lines = [arc.line for arc in arcs if set(arc.codes) == pair and arc.reach not in (None, "sea")]
    line = gpd.GeoSeries([shapely.MultiLineString(lines)], crs="EPSG:4326")
    plane = line.estimate_utm_crs()
    strip: BaseGeometry = line.to_crs(plane).buffer(float(outline.set)).to_crs("EPSG:4326").iloc[0]
    return shapely.intersection(strip, shapely.from_wkt(outline.drawn))


def _clean(shape: BaseGeometry) -> BaseGeometry:
    """Leave the strips out along borders that two sources draw apart, and put the rest on the grid."""
    core = shapely.buffer(shapely.buffer(shape, -SLIT_DEG), 2 * SLIT_DEG)
    kept = shapely.intersection(shape, core) if not core.is_empty else shape
    parts = shapely.get_parts(kept)
    parts = parts[(shapely.get_type_id(parts) == shapely.GeometryType.POLYGON)]
    parts = parts[shapely.area(parts) > LEAST_PIECE_DEG2]
    on_grid = shapely.transform(shapely.MultiPolygon(list(parts)), put_on_grid)
    return shapely.make_valid(on_grid, method="structure", keep_collapsed=False)


def draw_lines(clipped: Outlines, around: Surroundings) -> list[DisputeLine]:
    """Find the stretches of the clipped outlines that run inside the country, where they are to be drawn.

    What follows the coast is no line.
    """
    lines = []
    for outline in read_outlines():
        if outline.draws in ("no", "cut"):
            continue
        held = _ground(around.countries, outline)
        inner = shapely.intersection(clipped[outline.area].boundary, shapely.buffer(held, -BORDER_DEG))
        shore = shapely.intersection(around.coasts.geometry.to_numpy(), shapely.box(*inner.bounds))
        inner = shapely.difference(inner, shapely.buffer(shapely.union_all(shore), COAST_DEG))
        merged = shapely.line_merge(inner)
        lines += [
            DisputeLine(outline.area, outline.draws, outline.accuracy_m, part)
            for part in shapely.get_parts(merged)
            if not part.is_empty
        ]
    return lines
