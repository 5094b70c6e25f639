"""How regions are made, on units small enough to check by hand."""

import gzip
import json
from pathlib import Path

import geopandas as gpd
import numpy as np
import pytest
import shapely
from pyproj import Geod

from data.recipe import region_accuracy, region_tables
from data.recipe.region_codes import Subdivision, code_regions, find_missing
from data.recipe.region_joins import assign_districts, close_gaps, cut_out, dissolve, find_rest, join_parts
from data.recipe.region_names import key_of, likeness, plain_name
from data.recipe.region_source import read_natural_earth

CRS = "EPSG:4326"
LISTED = {
    row.code: row
    for row in (
        Subdivision("XX-1", "North", "Region", None),
        Subdivision("XX-2", "South", "Region", None),
        Subdivision("XX-21", "Southtown", "District", "2"),
        Subdivision("XX-3", "West", "Region", None),
    )
}


def frame(**columns):
    return gpd.GeoDataFrame(columns, crs=CRS)


def units_to_code(*rows):
    identifiers, old_codes, names = zip(*rows, strict=True)
    return frame(
        unit_id=identifiers,
        name=[group[0] for group in names],
        old_code=old_codes,
        names=names,
        geometry=[shapely.box(0, 0, 1, 1)] * len(rows),
    )


def halves():
    return frame(unit_id=["w", "e"], geometry=[shapely.box(0, 0, 2, 2), shapely.box(2, 0, 4, 2)])


def districts(*boxes):
    return frame(
        unit_id=[f"d{number}" for number in range(len(boxes))],
        name=[f"District {number}" for number in range(len(boxes))],
        country_code="XXX",
        geometry=[shapely.box(*box) for box in boxes],
    )


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("Mangystau Region", "Mangystau"),
        ("Province of Trento", "Trento"),
        ("Free State", "Free State"),
        ("Brandenburg", "Brandenburg"),
        ("Central Province", "Central Province"),
    ],
)
def test_the_kind_of_unit_is_taken_from_a_name_unless_nothing_would_be_left(name, plain):
    assert plain_name(name) == plain


def test_names_are_compared_without_marks_case_and_kind_words():
    assert key_of("Ash Sharqīyah") == key_of("ash-Sharqiyah Governorate")
    assert likeness(["Mangghystaū oblysy"], ["Mangghystau"]) == 1
    assert likeness(["Mangystau"], ["Mangghystaū oblysy"]) > 0.8
    assert likeness(["Sindh"], ["Punjab"]) < 0.5


def test_a_code_stands_where_todays_list_has_it_under_the_same_name():
    assert code_regions(units_to_code(("a", "XX-1", ["Nörth Region"])), LISTED, {}, {}) == ["XX-1"]


def test_an_old_code_under_another_name_must_be_decided_by_the_table():
    units = units_to_code(("a", "XX-1", ["Harbour"]))
    with pytest.raises(ValueError, match=r"a Harbour \(XX-1\)"):
        code_regions(units, LISTED, {}, {})
    assert code_regions(units, LISTED, {"a": "XX-3"}, {}) == ["XX-3"]


def test_a_unit_whose_ground_changed_has_no_code_although_the_source_has_one():
    assert code_regions(units_to_code(("a", "XX-1", ["North"])), LISTED, {}, {"a": "XX-3"}) == [None]


def test_a_code_is_given_once():
    units = units_to_code(("a", "XX-1", ["North"]), ("b", "XX-1", ["North"]))
    with pytest.raises(ValueError, match="used twice: \\['XX-1'\\]"):
        code_regions(units, LISTED, {}, {})


def test_a_made_unit_named_by_its_code_has_it():
    assert code_regions(units_to_code(("XX-3", None, ["West"])), LISTED, {}, {}) == ["XX-3"]


def test_missing_units_are_those_of_our_level_only():
    assert [row.code for row in find_missing({"XX-1", "XX-21"}, LISTED)] == ["XX-3"]


def test_parts_become_the_unit_they_are_parts_of():
    joined = join_parts(halves().assign(name=["West", "East"]), {"w": "new", "e": "new"})
    assert list(joined["unit_id"]) == ["new"]
    assert joined.geometry[0].equals(shapely.box(0, 0, 4, 2))
    assert joined["name"].isna().all()


def test_a_district_belongs_to_the_unit_with_most_of_its_ground_unless_it_is_listed():
    inner = districts((0, 0, 2.3, 1), (1.9, 1, 4, 2), (0, 1, 1, 2))
    owners = assign_districts(inner, halves(), {("XXX", "d2"): "new"})
    assert list(owners) == ["w", "e", "new"]


def test_a_district_that_touches_no_unit_goes_to_the_nearest():
    assert list(assign_districts(districts((4.5, 0, 5, 1)), halves(), {})) == ["e"]


def test_a_district_no_unit_holds_half_of_must_be_listed():
    thirds = frame(unit_id=["a", "b", "c"], geometry=[shapely.box(x, 0, x + 1, 1) for x in (0.0, 1.0, 2.0)])
    with pytest.raises(ValueError, match=r"District 0 \(d0\)"):
        assign_districts(districts((0, 0, 3, 1)), thirds, {})


def test_districts_of_a_unit_are_united_and_what_is_no_district_is_left_out():
    united = dissolve(districts((0, 0, 1, 1), (1, 0, 2, 1), (2, 0, 3, 1)), np.array(["a", "a", ""], object))
    assert list(united) == ["a"]
    assert united["a"].equals(shapely.box(0, 0, 2, 1))


def test_a_gap_inside_a_unit_is_filled_and_an_enclave_stays():
    with_holes = shapely.box(0, 0, 9, 9) - shapely.box(1, 1, 2, 2) - shapely.box(5, 5, 6, 6)
    closed = close_gaps({"city": shapely.box(5, 5, 6, 6), "land": with_holes})
    assert closed["land"].equals(shapely.box(0, 0, 9, 9) - shapely.box(5, 5, 6, 6))


def test_a_unit_that_keeps_its_polygon_is_cut_out_of_the_others():
    kept = frame(unit_id=["city"], geometry=[shapely.box(1, 0, 2, 1)])
    polygons = cut_out({"land": shapely.box(0, 0, 3, 1)}, kept)
    assert polygons["land"].area == 2
    assert polygons["city"].equals(shapely.box(1, 0, 2, 1))


def test_ground_that_no_district_reaches_is_found_inside_the_box_and_without_slivers():
    units = np.array([shapely.box(0, 0, 3, 1.9), shapely.box(0, 1.9, 1, 3), shapely.box(1.0001, 1.9, 2, 3)])
    rest = find_rest(shapely.box(0, 0, 3, 3), units, shapely.box(0, 1, 9, 2.5))
    assert rest.equals(shapely.box(2, 1.9, 3, 2.5))


def test_distances_agree_with_geodesics_and_are_never_short():
    line = np.array([shapely.LineString([(10, 50), (10, 52)])], object)
    measured = region_accuracy.line_distance_m(np.array([[10.1, 51.0]]), line)[0]
    geodesic = Geod(ellps="WGS84").inv(10.1, 51.0, 10.0, 51.0)[2]
    assert measured == pytest.approx(geodesic, rel=0.02)


def test_accuracy_is_how_far_the_outline_strays_at_most():
    regions = frame(country_code=["XXX"], geometry=[shapely.box(0, 0, 1.02, 1)])
    countries = frame(code=["XXX"], geometry=[shapely.box(0, 0, 1, 1)])
    borders = frame(
        left=["XXX"], right=["YYY"], reach=["land"], geometry=[shapely.LineString([(1, 0), (1, 1)])]
    )
    coasts = frame(code=["XXX"], geometry=[shapely.LineString([(0, 0), (0, 1)])])
    accuracy = region_accuracy.measure_accuracy(regions, countries, borders, coasts)[0]
    astray = Geod(ellps="WGS84").inv(1.02, 0.5, 1.0, 0.5)[2]
    assert astray <= accuracy <= 1.25 * astray


def test_the_source_is_read_in_the_order_of_its_identifiers(tmp_path):
    square = {"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 1], [0, 0]]]}
    features = [
        {
            "properties": {"adm1_code": code, "adm0_a3": "XXX", "name": " A  B ", "name_alt": "C|D"},
            "geometry": square,
        }
        for code in ("b", "a")
    ]
    path = tmp_path / "units.json.gz"
    path.write_bytes(gzip.compress(json.dumps({"features": features}).encode()))
    units = read_natural_earth(path)
    assert list(units["unit_id"]) == ["a", "b"]
    assert list(units["names"][0]) == ["A B", "C", "D"]
    assert units["old_code"].isna().all()


def test_every_made_unit_has_a_country_and_a_name():
    assert all(len(unit.country_code) == 3 and unit.name for unit in region_tables.read_made().values())


def test_no_decision_is_written_twice():
    for path in sorted((Path(region_tables.__file__).parent / "tables").glob("region_*.csv")):
        keys = [line.split(",")[:2] for line in path.read_text(encoding="utf-8").splitlines()]
        assert len(keys) == len({tuple(key) for key in keys}), path.name


def test_units_in_the_tables_do_not_contradict_each_other():
    nulls, codes = set(region_tables.read_nulls()), set(region_tables.read_codes())
    gone = region_tables.read_left_out() | set(region_tables.read_joined())
    assert not nulls & gone
    assert not codes & gone
