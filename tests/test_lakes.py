"""The lakes of the atlas: all the great ones, with their islands left out."""

from __future__ import annotations

import numpy as np
import pytest
import shapely

import geo
from data.recipe.coasts import build_lakes

# A point in each, and square kilometres of water from encyclopaedias, islands left out.
GREAT_LAKES = {
    "Superior": (-87.8, 47.7, 82_100),
    "Michigan and Huron": (-87.1, 43.9, 117_600),
    "Victoria": (33.0, -1.2, 66_800),
    "Tanganyika": (29.5, -6.1, 32_900),
    "Baikal": (108.2, 53.65, 31_700),
    "Great Bear": (-120.4, 65.9, 31_150),
    "Malawi": (34.5, -12.0, 29_600),
    "Erie": (-81.2, 42.15, 25_700),
    "Winnipeg": (-97.7, 52.2, 24_500),
    "Ontario": (-77.7, 43.75, 18_960),
    "Ladoga": (31.7, 60.85, 17_700),
}

IN_LAKES = {
    "Isle Royale": (-88.9, 48.0),
    "Manitoulin": (-82.3, 45.75),
    "Ukerewe": (33.03, -2.05),
    "Olkhon": (107.45, 53.17),
    "Valaam": (30.97, 61.39),
}


@pytest.fixture(scope="module")
def lakes():
    return geo.load_atlas(own=False).lakes


@pytest.mark.parametrize("name", GREAT_LAKES)
def test_a_great_lake_has_its_published_area(lakes, name):
    lon, lat, square_km = GREAT_LAKES[name]
    (lake,) = lakes[lakes.contains(shapely.Point(lon, lat))].to_crs("ESRI:54034").geometry
    assert lake.area / 1e6 == pytest.approx(square_km, rel=0.05)


@pytest.mark.parametrize("name", IN_LAKES)
def test_an_island_is_no_water(lakes, name):
    assert not lakes.contains(shapely.Point(*IN_LAKES[name])).any()


def test_lakes_are_valid_polygons(lakes):
    assert lakes.geometry.is_valid.all()
    assert set(lakes.geom_type) == {"Polygon"}


def land(*holes: shapely.Polygon) -> shapely.Polygon:
    # The greatest hole is the Caspian, which is no lake.
    return shapely.Polygon(shapely.box(0, 0, 30, 10).exterior, [hole.exterior for hole in holes])


CASPIAN = shapely.box(12, 1, 29, 9)
NO_RIVERS = np.array([shapely.box(50, 50, 51, 51)], dtype=object)


def build(*polygons: shapely.Polygon) -> shapely.Geometry:
    return shapely.union_all(build_lakes(np.array(polygons, dtype=object), NO_RIVERS))


def test_a_shore_that_touches_itself_is_mended_and_not_dropped():
    # Two basins that meet in a point: no valid ring.
    basins = shapely.Polygon([(1, 1), (3, 3), (5, 1), (5, 5), (3, 3), (1, 5)])
    assert not basins.is_valid
    lakes = build(land(CASPIAN, basins))
    assert lakes.area == pytest.approx(8.0, abs=1e-3)
    assert lakes.contains(shapely.MultiPoint([(1.5, 3), (4.5, 3)]))
    assert not lakes.intersects(shapely.Point(3, 4))


def test_islands_above_a_size_are_left_out_and_lakes_on_them_are_lakes():
    lake, island, pond = shapely.box(1, 1, 9, 9), shapely.box(3, 3, 7, 7), shapely.box(4, 4, 6, 6)
    rock = shapely.box(2, 2, 2.002, 2.002)
    dry = shapely.Polygon(island.exterior, [pond.exterior])
    lakes = build(land(CASPIAN, lake), dry, rock)
    assert lakes.area == pytest.approx(64 - 16 + 4, abs=1e-3)
    assert lakes.contains(shapely.Point(2.001, 2.001))
    assert not lakes.contains(shapely.Point(3.5, 3.5))
    assert lakes.contains(shapely.Point(5, 5))
