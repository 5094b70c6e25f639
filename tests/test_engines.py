"""Two ways to the same answers: NumPy and shapely for a few points, compiled code for many."""

from __future__ import annotations

import json
import subprocess
import sys

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from shapely import box

import geo
from geo._geodesy import lay
from geo._geodesy.compiled import find_in_mosaic
from geo._measuring.points import measure_points
from geo._measuring.polygons import _rims, _rings_of
from tests.oracle import GEOD
from tests.small_atlas import SmallAtlas

TENTH_OF_A_MM = 1e-4
A_HAIR_DEG = 1e-6


def compare(plain: pd.DataFrame, compiled: pd.DataFrame) -> None:
    """Hold two tables against each other, column by column: metres, directions, texts, JSON."""
    assert sorted(plain.columns) == sorted(compiled.columns)
    for name in plain.columns:
        one, other = plain[name], compiled[name]
        assert (one.isna().to_numpy() == other.isna().to_numpy()).all(), name
        if str(one.dtype) == "Float64" or one.dtype == float:
            apart = np.abs(one.to_numpy(float, na_value=0.0) - other.to_numpy(float, na_value=0.0))
            if name.endswith("azimuth_deg"):
                # A direction is as good as the spot it leads to, and that only to some centimetres far away.
                reach_m = plain[name.replace("azimuth_deg", "m")].to_numpy(float, na_value=np.inf)
                apart = np.radians(np.minimum(apart, 360.0 - apart)) * np.minimum(reach_m, 1e6)
                assert apart.max(initial=0.0) < 1.0, name
            elif name.endswith(("_lon", "_lat")):
                assert apart.max(initial=0.0) < A_HAIR_DEG or name.startswith("geo_border"), name
            else:
                assert apart.max(initial=0.0) < TENTH_OF_A_MM, name
        elif name.endswith(("_neighbours", "_kinds")):
            for text, again in zip(one.dropna(), other.dropna(), strict=True):
                assert json.loads(again) == pytest.approx(json.loads(text), abs=TENTH_OF_A_MM)
        else:
            differ = one.astype(object).fillna("") != other.astype(object).fillna("")
            assert not differ.any(), (name, one[differ].head(3).tolist(), other[differ].head(3).tolist())


def test_both_engines_say_the_same_of_a_small_world() -> None:
    # Corners, edges, slivers, both sides of the antimeridian, and points that are nobody's.
    x = np.concatenate(
        [
            np.arange(-1.0, 4.01, 0.25),
            [9.5, 10.0, 10.5, 11.0, 11.4, 12.0, 12.5, 13.0, 13.5],
            [19.9, 20.5, 30.2, 31.5, 40.5],
        ]
    )
    x = np.concatenate([x, [179.0, 179.5, 180.0, -180.0, -179.9, -178.5], [1.495, 1.905, 2.05]])
    # No height at which two lines are equally near: then each engine is right in its own way.
    y = np.concatenate([np.arange(-0.75, 2.6, 0.25), [2.76, 3.0, 3.26, 4.0, 0.45, 1.5001, -89.0, 90.0]])
    lon, lat = (axis.ravel() for axis in np.meshgrid(x, y))
    atlas = SmallAtlas()
    tables = [
        measure_points(lon, lat, atlas, to=["AAA-BBB"], engine=engine) for engine in ("plain", "compiled")
    ]
    # Where two lines are equally near, each of them is right.
    tied = ["geo_border_lon", "geo_border_lat", "geo_border_azimuth_deg"]
    spots = [name for name in tables[0] if name.endswith(("_lon", "_lat", "_azimuth_deg"))]
    compare(*(table.drop(columns=[*tied, *spots], errors="ignore") for table in tables))


def test_both_engines_say_the_same_of_the_world() -> None:
    rng = np.random.default_rng(20261125)
    atlas = geo.load_atlas(own=False)
    places = shapely.get_coordinates(atlas.places.geometry.to_numpy())
    near = places[rng.integers(0, len(places), 150)] + rng.normal(0.0, 0.3, (150, 2))
    lon = np.append(rng.uniform(-180.0, 180.0, 100), (near[:, 0] + 180.0) % 360.0 - 180.0)
    lat = np.append(np.degrees(np.arcsin(rng.uniform(-1.0, 1.0, 100))), near[:, 1].clip(-90.0, 90.0))
    tables = [
        measure_points(lon, lat, atlas, to=["KAZ-RUS"], engine=engine) for engine in ("plain", "compiled")
    ]
    compare(*tables)


@pytest.mark.parametrize("cell_deg", [0.1, 0.25, 5.0])
def test_a_mosaic_holds_what_shapely_holds(cell_deg: float) -> None:
    rng = np.random.default_rng(7)
    ring = shapely.Point(10.0, 50.0).buffer(4.0, quad_segs=30) - shapely.Point(10.5, 50.2).buffer(1.5)
    shapes = np.array(
        [
            ring | box(20, 40, 21, 41),
            box(10.2, 49.9, 10.8, 50.5),
            box(-180, -90, 180, -60),
            shapely.Polygon([(0, 0), (0.3, 0.0), (0.3, 0.05), (0.15, 0.02), (0, 0.05)]),
        ]
    )
    lon = np.concatenate(
        [rng.uniform(5, 22, 4_000), rng.uniform(-180, 180, 500), rng.uniform(-0.1, 0.4, 500)]
    )
    lat = np.concatenate(
        [rng.uniform(39, 55, 4_000), rng.uniform(-89, 89, 500), rng.uniform(-0.05, 0.1, 500)]
    )
    mosaic = lay(*_rings_of(shapes), cell_deg=cell_deg)
    kind, rank = np.zeros(4, dtype=np.int64), np.arange(4)
    held = find_in_mosaic(lon, lat, np.full(len(lon), -1), kind, rank, mosaic)
    points = shapely.points(lon, lat)
    inside = np.array([shapely.contains_properly(shape, points) for shape in shapes])
    expected = np.where(inside.any(axis=0), np.argmax(inside, axis=0), -1)
    assert held.clear.all()
    assert held.owner.tolist() == expected.tolist()


def test_a_point_on_an_edge_is_left_to_somebody_else() -> None:
    mosaic = lay(*_rings_of(np.array([box(0, 0, 1, 1), box(1, 0, 2, 1)])), cell_deg=0.25)
    lon, lat = np.array([1.0, 0.5, 0.5, 0.3, 180.0]), np.array([0.5, 0.5, 1.0, 1e-12, 0.0])
    held = find_in_mosaic(lon, lat, np.full(5, -1), np.zeros(2, dtype=int), np.arange(2), mosaic)
    assert held.clear.tolist() == [False, True, False, False, False]
    assert held.owner[1] == 0


def test_only_units_of_the_wanted_kind_count_and_the_least_rank_goes_first() -> None:
    mosaic = lay(*_rings_of(np.array([box(0, 0, 3, 3), box(1, 1, 2, 2)])), cell_deg=1.0)
    at = np.array([1.5, 1.5, 0.5, 1.5])
    held = find_in_mosaic(at, at, np.array([-1, 0, 1, -2]), np.array([0, 1]), np.array([1, 0]), mosaic)
    assert held.owner.tolist() == [1, 0, -1, -1]


def test_rims_are_the_edges_that_one_unit_of_a_country_has() -> None:
    shapes = np.array([box(0, 0, 1, 1), box(1, 0, 2, 1), box(2, 0, 3, 1)])
    lon, lat, line, unit = _rims(*_rings_of(shapes), np.array([0, 0, 1]))
    ends = np.flatnonzero(np.diff(line) == 0)
    edges = {frozenset([(lon[e], lat[e]), (lon[e + 1], lat[e + 1])]) for e in ends.tolist()}
    assert frozenset([(1.0, 0.0), (1.0, 1.0)]) not in edges  # inside the country
    assert frozenset([(2.0, 0.0), (2.0, 1.0)]) in edges  # between two countries
    assert len(ends) == 10
    assert set(unit[line]) == {0, 1, 2}


@pytest.mark.parametrize("engine", ["plain", "compiled"])
def test_people_of_a_citys_parts_are_counted_once(engine: str) -> None:
    class Atlas(SmallAtlas):
        @property
        def places(self) -> gpd.GeoDataFrame:
            # A city of a million reaches 12.6 km at 2,000 people per km2; a town 11 km off may be part of it.
            people, km = [1_000_000, 40_000, 30_000, None, 1_000_000], [0.0, 11.0, 14.0, 5.0, 24.0]
            lon = [GEOD.fwd(0.0, 0.0, 90.0, 1_000.0 * each)[0] for each in km]
            table = pd.DataFrame({"name": list("abcde"), "population": people})
            table = table.astype({"name": "string", "population": "Int64"})
            return gpd.GeoDataFrame(table, geometry=gpd.points_from_xy(lon, [0.0] * 5), crs=4326)

    found = measure_points(np.zeros(1), np.zeros(1), Atlas(), only=["people"], engine=engine)
    # The other city is 24 km off, the smaller town at 14 km is 10 km from it: part of that.
    assert found["geo_known_population_25km"].tolist() == [2_000_000]


def test_a_small_table_loads_no_compiler() -> None:
    code = (
        "import sys, geopandas as gpd, geo; "
        "geo.measure_incidents(gpd.GeoDataFrame(geometry=gpd.points_from_xy([53.5], [43.0]), crs=4326)); "
        "print('numba' in sys.modules, 'folium' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "False"]
