"""Polygon units go into their file and come back: shared vertices once, holes, parts, countries alone."""

import json

import geopandas as gpd
import numpy as np
import pandas as pd
import pyarrow.parquet as pq
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from data.recipe.units import LEAST_GROUP_VERTICES, UNIT_GRID, put_units_on_grid, write_units
from geo._atlas import folder, load_atlas, units
from geo._atlas.export import export_atlas
from geo.errors import AtlasError

CRS = "EPSG:4326"


def frame_of(*rows):
    """Rows of country_code, unit_id, polygon."""
    country, unit, geometry = zip(*rows, strict=True)
    columns = {
        "unit_id": unit,
        "country_code": country,
        "name": [f"Unit {name}" for name in unit],
        "level": pd.array([2] * len(unit), dtype="Int64"),
        "code": pd.array([None] * len(unit), dtype="string"),
        "other_names": [["Один", "One"]] * len(unit),
    }
    return gpd.GeoDataFrame(columns, geometry=list(geometry), crs=CRS)


def there_and_back(place, frame, codes=None):
    assert write_units(place / "districts.parquet", frame) == len(frame)
    return units.read_units(place, "districts", codes)


def grid_of_squares(country, west, south, n):
    """Build n by n unit squares side by side, from the south-western corner."""
    return [
        (country, f"{country}{i:02}{j:02}", shapely.box(west + i, south + j, west + i + 1, south + j + 1))
        for i in range(n)
        for j in range(n)
    ]


def same(polygons, expected):
    return [
        shapely.normalize(a).equals(shapely.normalize(b)) for a, b in zip(polygons, expected, strict=True)
    ]


def test_a_square_comes_back(tmp_path):
    square = shapely.box(10, 20, 11, 21)
    back = there_and_back(tmp_path, frame_of(("AAA", "1", square)))
    assert shapely.normalize(back.geometry[0]) == shapely.normalize(square)
    assert back.crs == CRS


def test_neighbours_share_every_vertex_and_store_it_once(tmp_path):
    rows = grid_of_squares("AAA", -3, -2, 5)
    back = there_and_back(tmp_path, frame_of(*rows))
    assert all(same(back.geometry, [row[2] for row in rows]))
    table = pq.read_table(tmp_path / "districts.parquet")
    assert sum(len(row) for row in table["x"].to_pylist()) == 36
    assert sum(len(row) for row in table["walk"].to_pylist()) == 100


def test_holes_and_parts_come_back(tmp_path):
    ringed = shapely.box(0, 0, 9, 9).difference(shapely.box(2, 2, 4, 4)).difference(shapely.box(5, 5, 7, 7))
    isles = shapely.MultiPolygon([shapely.box(20, 0, 21, 1), ringed, shapely.box(30, 0, 31, 1)])
    inner = shapely.box(2, 2, 4, 4)
    back = there_and_back(tmp_path, frame_of(("AAA", "1", inner), ("AAA", "2", isles), ("BBB", "3", ringed)))
    assert all(same(back.geometry, [inner, isles, ringed]))
    assert list(back.geom_type) == ["Polygon", "MultiPolygon", "Polygon"]
    assert len(shapely.get_parts(back.geometry[1])[1].interiors) == 2


def test_rows_are_sorted_by_country_and_identifier(tmp_path):
    rows = [("BBB", "2"), ("BBB", "1"), ("AAA", "3")]
    back = there_and_back(tmp_path, frame_of(*((c, u, shapely.box(0, 0, 1, 1)) for c, u in rows)))
    assert list(back["country_code"] + back["unit_id"]) == ["AAA3", "BBB1", "BBB2"]


def test_one_country_is_read_as_if_it_were_alone(tmp_path):
    rows = [
        *grid_of_squares("AAA", 0, 0, 3),
        *grid_of_squares("BBB", 50, 50, 3),
        *grid_of_squares("CCC", 3, 0, 3),
    ]
    whole = there_and_back(tmp_path, frame_of(*rows))
    for codes in (["AAA"], ["BBB"], ["CCC"], ["AAA", "CCC"]):
        part = units.read_units(tmp_path, "districts", codes)
        pd.testing.assert_frame_equal(part, whole[whole["country_code"].isin(codes)].reset_index(drop=True))


def test_a_country_without_units_gives_no_rows_and_all_columns(tmp_path):
    frame = frame_of(("AAA", "1", shapely.box(0, 0, 1, 1)))
    back = there_and_back(tmp_path, frame, ["ZZZ"])
    assert len(back) == 0
    assert list(back.columns) == list(frame.columns)
    assert back.crs == CRS


def test_columns_come_back_with_nulls_numbers_and_lists(tmp_path):
    back = there_and_back(tmp_path, frame_of(("AAA", "1", shapely.box(0, 0, 1, 1))))
    assert back["name"].dtype == pd.StringDtype()
    assert back["level"].dtype == pd.Int64Dtype()
    assert back["code"].isna().all()
    assert list(back["other_names"][0]) == ["Один", "One"]


def test_large_countries_have_row_groups_of_their_own(tmp_path):
    angle = np.linspace(0, 2 * np.pi, LEAST_GROUP_VERTICES + 2)[:-1]
    disc = shapely.Polygon(np.column_stack([np.cos(angle), np.sin(angle)]) * 60)
    small = shapely.box(0, 0, 1, 1)
    there_and_back(
        tmp_path,
        frame_of(
            ("AAA", "1", small),
            ("BBB", "2", small),
            ("CCC", "3", disc),
            ("DDD", "4", disc),
            ("EEE", "5", small),
        ),
    )
    file = pq.ParquetFile(tmp_path / "districts.parquet")
    groups = [file.read_row_group(i, ["country_code"])["country_code"].to_pylist() for i in range(3)]
    assert groups == [["AAA", "BBB", "CCC"], ["DDD"], ["EEE"]]
    assert file.num_row_groups == 3


def test_the_same_frame_gives_the_same_bytes_in_any_order(tmp_path):
    frame = frame_of(*grid_of_squares("AAA", 0, 0, 4))
    write_units(tmp_path / "one.parquet", frame)
    write_units(tmp_path / "two.parquet", frame.iloc[::-1])
    assert (tmp_path / "one.parquet").read_bytes() == (tmp_path / "two.parquet").read_bytes()


def test_vertices_move_to_the_nearest_point_of_the_grid():
    triangle = shapely.Polygon([(0.1, 0.2), (7.3, 0.4), (3.3, 9.7)])
    (rounded,) = put_units_on_grid(np.array([triangle], dtype=object))
    steps = shapely.get_coordinates(rounded) / UNIT_GRID
    assert (steps == np.rint(steps)).all()
    moved = shapely.get_coordinates(rounded) - shapely.get_coordinates(triangle)
    assert np.abs(moved).max() <= UNIT_GRID / 2


def test_a_ring_that_rounding_breaks_is_snapped_and_stays_valid():
    # A spit one tenth of the grid wide: its two sides fall on one line.
    spit = [
        (0, 0),
        (1, 0),
        (1, 0.5),
        (2, 0.5),
        (2, 0.5 + UNIT_GRID / 10),
        (1, 0.5 + UNIT_GRID / 10),
        (1, 1),
        (0, 1),
    ]
    (rounded,) = put_units_on_grid(np.array([shapely.Polygon(spit)], dtype=object))
    assert rounded.is_valid
    assert rounded.equals(shapely.box(0, 0, 1, 1))


def test_a_sliver_narrower_than_the_grid_becomes_empty_and_is_not_written(tmp_path):
    sliver = shapely.Polygon([(0, 0), (1, 0), (1, UNIT_GRID / 10)])
    (rounded,) = put_units_on_grid(np.array([sliver], dtype=object))
    assert rounded.is_empty
    with pytest.raises(ValueError, match="Nothing is left of 1 units on the grid, such as 'S1'"):
        write_units(tmp_path / "districts.parquet", frame_of(("AAA", "S1", sliver)))


def test_an_identifier_twice_is_refused(tmp_path):
    square = shapely.box(0, 0, 1, 1)
    with pytest.raises(ValueError, match="twice, such as '1'"):
        write_units(tmp_path / "districts.parquet", frame_of(("AAA", "1", square), ("BBB", "1", square)))


def test_an_atlas_without_the_layer_says_so(tmp_path):
    with pytest.raises(AtlasError, match=r"This atlas has no districts: there is no file .*make atlas"):
        units.read_units(tmp_path, "districts")


def test_a_damaged_file_is_named(tmp_path):
    (tmp_path / "regions.parquet").write_bytes(b"PAR1 but not really")
    with pytest.raises(AtlasError, match=r"'regions' of the atlas cannot be read from .*regions\.parquet"):
        units.read_units(tmp_path, "regions")


@settings(max_examples=40, deadline=None)
@given(
    shape=st.lists(
        st.tuples(st.floats(-180, 180), st.floats(-90, 90), st.floats(0.01, 20), st.integers(3, 12)),
        min_size=1,
        max_size=6,
    ),
    countries=st.lists(st.sampled_from(["AAA", "BBB", "CCC"]), min_size=6, max_size=6),
)
def test_any_polygons_come_back_within_half_a_grid_step(tmp_path_factory, shape, countries):
    place = tmp_path_factory.mktemp("units")
    rows = []
    for index, (x, y, radius, corners) in enumerate(shape):
        angle = np.arange(corners) * 2 * np.pi / corners
        ring = np.column_stack([x + radius * np.cos(angle), y + radius * np.sin(angle)])
        rows.append((countries[index], f"{index}", shapely.Polygon(ring)))
    frame = frame_of(*rows).sort_values(["country_code", "unit_id"], ignore_index=True)
    back = there_and_back(place, frame)
    assert back.geometry.is_valid.all()
    assert shapely.hausdorff_distance(back.geometry, frame.geometry).max() <= UNIT_GRID


@pytest.fixture
def small_atlas(tmp_path):
    """Write an atlas that holds nothing but districts of two countries."""
    document = {"version": folder.VERSION, "layers": {}, "files": {}}
    (tmp_path / "sources.json").write_text(json.dumps(document), encoding="utf-8")
    rows = [*grid_of_squares("AAA", 0, 0, 2), *grid_of_squares("BBB", 2, 0, 2)]
    write_units(tmp_path / "districts.parquet", frame_of(*rows))
    return load_atlas(tmp_path, own=False)


def test_the_atlas_gives_all_districts_or_those_of_some_countries(small_atlas):
    assert len(small_atlas.districts) == 8
    assert set(small_atlas.districts_of(["BBB"])["country_code"]) == {"BBB"}
    assert len(small_atlas.districts_of(code for code in ("AAA", "BBB"))) == 8
    assert len(small_atlas.districts_of([])) == 0


def test_the_countries_asked_for_last_are_not_read_again(small_atlas):
    first = small_atlas.districts_of(["BBB", "AAA"])
    assert small_atlas.districts_of(["AAA", "BBB"]) is first
    assert small_atlas.districts_of(["AAA"]) is not first


def test_regions_that_are_not_there_are_said_to_be_missing(small_atlas):
    for ask in (lambda: small_atlas.regions, lambda: small_atlas.regions_of(["AAA"])):
        with pytest.raises(AtlasError, match="This atlas has no regions"):
            ask()


class OneLayer:
    """An atlas whose every layer is the same frame."""

    def __init__(self, frame):
        self.frame = frame

    def layer(self, _name):
        return self.frame


def test_the_export_holds_regions_and_districts_and_joins_lists(tmp_path):
    frame = frame_of(*grid_of_squares("AAA", 0, 0, 2))
    frame.loc[3, "other_names"] = None
    path = export_atlas(OneLayer(frame), tmp_path / "atlas.gpkg")
    assert {"regions", "districts"} <= set(gpd.list_layers(path)["name"])
    back = gpd.read_file(path, layer="districts")
    assert list(back["other_names"][:3]) == ["Один; One"] * 3
    assert pd.isna(back["other_names"][3])
    assert list(back["level"]) == [2] * 4
