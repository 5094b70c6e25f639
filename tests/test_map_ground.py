"""What the map says of ground: regions, disputed ground, areas; and that no line is without its kind."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

from geo._maps.areas import encode_areas
from geo._maps.basemap import draw_sheets, plan_sheets
from geo._maps.disputed import choose_disputed_names, is_hatched, list_disputes, spell_codes
from geo._maps.facts import list_fields
from geo._maps.fallback import write_plain_page
from geo._maps.frame import find_frame
from geo._maps.kinds import KIND_NAMES, line_caption
from geo._maps.measured import measured_line
from geo._maps.payload import build_payload
from geo._maps.regions import choose_region_names, inner_lines, lay_out_regions, regions_near
from geo._maps.row import list_rows
from geo._maps.spots import find_spots
from geo.schema import BORDER_KINDS
from tests.map_atlas import ATLAS, MapAtlas, as_area, measured
from tests.small_atlas import NAMES
from tests.test_maps import decode

ENGLISH = {code: name for code, (name, _) in NAMES.items()}
HERE = (1.0, 0.5, 2.2, 2.5)
SQUARE = shapely.box(1.2, 0.4, 1.9, 1.1)


def told(table):
    return {
        field.key: next(iter(field.values)) for field in list_fields(table, {}, list_rows(table, ENGLISH))
    }


def build(table, atlas=ATLAS):
    return build_payload(table, atlas, title=None, columns=None, online=[], foreign=False)


def payload_of(table, atlas=ATLAS):
    return build(table, atlas).head


def border_label(table):
    return measured_line(table, list_rows(table, ENGLISH), "border", find_frame([1.2], [0.7]))["labels"][0]


def area(**columns):
    table = measured((1.5, 0.7), title=["Somewhere in Eastria"])
    bounds = {"geo_border_min_m": 11_132.0, "geo_border_max_m": 89_055.0, "geo_neighbours": "{}"}
    return as_area(table, SQUARE, **{"geo_located_as": "Eastria", **bounds, **columns})


# Lines and their kinds.


@pytest.mark.parametrize("kind", BORDER_KINDS)
def test_every_kind_of_line_has_its_own_name_and_caption(kind):
    assert len(set(KIND_NAMES.values())) == len(BORDER_KINDS)
    assert line_caption(kind, "Bendor").startswith("to the ")
    assert line_caption(kind, "Bendor") != "to the border with Bendor"


def test_lines_of_disputed_ground_and_of_the_seabed_are_drawn_with_their_kinds():
    frame = find_frame([0.1, 2.9], [-0.9, 2.9])
    drawn = draw_sheets(ATLAS, plan_sheets(frame))[-1]
    words = [tuple(line["words"]) for line in drawn["borders"]]
    assert ("Eastlands", "claimed", "land") in words
    assert ("AAA-JJJ", "seabed", "sea") in words
    assert not [word for word in words if word[0] == "Skerry"], "it has no line of its own"


# Regions.


def test_between_two_squares_there_is_one_line():
    squares = np.array([shapely.box(0, 0, 1, 1), shapely.box(1, 0, 2, 1)])
    assert inner_lines(squares).tolist() == [shapely.LineString([(1, 0), (1, 1)])]
    assert len(inner_lines(squares[:1])) == 0


def test_neighbours_with_other_corners_still_share_their_line():
    one = shapely.box(0, 0, 1, 1)
    other = shapely.Polygon([(1, 0), (2, 0), (2, 1), (1, 1), (1, 0.63), (1.00004, 0.3)])
    lines = inner_lines(np.array([one, other]))
    assert shapely.length(lines).sum() == pytest.approx(1, abs=1e-3)
    assert shapely.bounds(shapely.union_all(lines)) == pytest.approx([1, 0, 1, 1], abs=1e-3)


@pytest.mark.parametrize("seed", range(5))
def test_inner_lines_are_half_of_what_outlines_have_too_much(seed):
    """Every inner line is counted twice in the outlines, every outer one once."""
    points = shapely.multipoints(np.random.default_rng(seed).uniform(0, 3, (12, 2)))
    cells = shapely.get_parts(shapely.voronoi_polygons(points, extend_to=shapely.box(0, 0, 3, 3)))
    expected = (shapely.length(cells).sum() - shapely.length(shapely.union_all(cells))) / 2
    assert shapely.length(inner_lines(cells)).sum() == pytest.approx(expected, rel=2e-3)


def test_regions_are_drawn_near_the_incident_and_not_along_borders():
    frame = find_frame([0.9, 1.9], [0.5, 1.8])
    sheets = plan_sheets(frame)
    regions = regions_near(ATLAS.regions_of(["AAA"]), frame, sheets)
    drawn = draw_sheets(ATLAS, sheets, regions)[-1]
    lines = [decode(text, drawn["step"]) for group in drawn["regions"] for text in group["lines"]]
    assert lines
    border = shapely.LineString([(2, 0), (2, 2)]).buffer(0.02)
    assert not any(border.contains(shapely.LineString(line)) for line in lines)
    assert {tuple(group["words"]) for group in drawn["regions"]} == {("AAA",)}


def test_a_region_line_beside_a_line_of_disputed_ground_is_that_line_and_not_drawn_again():
    halves = gpd.GeoDataFrame(
        {"country_code": ["AAA"] * 2, "accuracy_m": [2_000.0] * 2},
        geometry=[shapely.box(0, 0, 1, 1), shapely.box(1, 0, 2, 1)],
        crs=4326,
    )
    box = (-1.0, -1.0, 3.0, 3.0)
    beside = gpd.GeoDataFrame(geometry=[shapely.LineString([(1.01, 0), (1.01, 0.5)])], crs=4326)
    nothing = lay_out_regions(halves, ATLAS.countries, beside.iloc[:0], box)
    assert shapely.length(nothing.shapes).sum() == pytest.approx(1)
    left = lay_out_regions(halves, ATLAS.countries, beside, box)
    assert shapely.bounds(shapely.union_all(left.shapes)) == pytest.approx([1, 0.52, 1, 1], abs=0.01)


@pytest.mark.parametrize(("name", "layer"), [("Eastlands", "disputed"), ("Alland", "countries")])
def test_disputed_ground_or_a_country_that_is_a_region_too_is_named_once(name, layer):
    class Twice(MapAtlas):
        def regions_of(self, codes):
            regions = super().regions_of(codes)
            return regions.assign(name=regions["name"].where(regions.index != 0, name))

    names = payload_of(measured((1.5, 1.0), (0.5, 0.5), title=["One", "Two"]), atlas=Twice())["names"]
    assert name in {row[0] for row in names[layer]}
    assert names["regions"]
    assert name not in {row[0] for row in names["regions"]}


def test_a_map_of_the_world_has_no_regions():
    payload = payload_of(measured((0.5, 0.5), (120.0, 1.0), (-120.0, -1.0), title=list("abc")))
    assert "regions" not in payload["sheets"][-1]
    assert payload["names"]["regions"] == []


# Disputed ground.


def test_the_table_lists_the_ground_in_view_and_on_a_map_of_the_world_all():
    near = list_disputes(ATLAS, HERE, HERE, ENGLISH)
    assert [row["cells"][0] for row in near["rows"]] == ["Eastlands"]
    everywhere = list_disputes(ATLAS, HERE, None, ENGLISH)
    assert [row["cells"][0] for row in everywhere["rows"]] == ["Eastlands", "Far Isle", "Skerry"]


def test_ground_in_the_first_view_is_listed_first():
    table = list_disputes(ATLAS, (2.5, 0.0, 3.0, 1.0), None, ENGLISH)
    assert [row["row"] for row in table["rows"]] == [2, 0, 1]


def test_a_row_of_the_table_says_who_holds_and_claims_and_why():
    row = list_disputes(ATLAS, HERE, None, ENGLISH)["rows"][0]["cells"]
    holder, claimants, why = "Bendor (partly Dur)", "Alland and Bendor", "Resolution 7"
    assert row == ["Eastlands", holder, claimants, "Alland", "claimed line", why, "within about 300 m"]
    nobody = list_disputes(ATLAS, HERE, None, ENGLISH)["rows"][2]["cells"]
    assert nobody[1:5] == ["no one", "no one", "no one", "no line of its own"]


def test_the_other_worldview_is_named_and_shows_the_holder():
    told = list_disputes(MapAtlas(worldview="de_facto"), HERE, None, ENGLISH)
    assert told["worldview"].startswith("Worldview: de facto")
    assert told["rows"][0]["cells"][3] == "Bendor"
    assert list_disputes(ATLAS, HERE, None, ENGLISH)["worldview"].startswith("Worldview: default")


@pytest.mark.parametrize(
    ("held_by", "default_code", "line_kind", "hatched"),
    [
        ("RUS", "UKR", "claimed", True),
        ("RUS", "UKR", "none", True),
        ("IND", "IND", "line_of_control", True),
        ("CHN", None, "none", True),
        (None, None, "ceasefire", True),
        ("TWN", "TWN", "none", False),
        ("FLK (GBR)", "FLK", "none", False),
        ("Kosovo", "XKX", "international", False),
        ("AZE", "AZE", "none", False),
    ],
)
def test_ground_is_hatched_when_holder_and_owner_differ_or_its_line_is_not_agreed(
    held_by, default_code, line_kind, hatched
):
    facts = {"held_by": held_by, "default_code": default_code, "line_kind": line_kind}
    assert is_hatched(facts) is hatched
    unknown = {name: pd.NA if value is None else value for name, value in facts.items()}
    assert is_hatched(unknown) is hatched


def test_a_code_inside_words_is_spelled_out_and_words_are_left_alone():
    assert spell_codes("AAA (west of the berm)", ENGLISH) == "Alland (west of the berm)"
    assert spell_codes("several", ENGLISH) == "several"


def test_the_hatch_ends_at_the_shore_and_at_lakes():
    frame = find_frame([0.9, 3.2], [-0.5, 2.4])
    drawn = {each["row"]: each for each in draw_sheets(ATLAS, plan_sheets(frame))[-1]["disputed"]}
    step = draw_sheets(ATLAS, plan_sheets(frame))[-1]["step"]
    assert set(drawn) == {0, 2}, "Far Isle is held by whom it is attributed to"
    rings = [shapely.polygons(decode(shape[0], step)) for shape in drawn[0]["shapes"]]
    assert shapely.area(rings).sum() == pytest.approx(0.5, rel=0.02)


def test_ground_that_is_nearly_all_sea_is_hatched_with_its_sea():
    class Reefs(MapAtlas):
        @property
        def disputes(self):
            return super().disputes.set_geometry([shapely.box(3.5, 0, 4.5, 1)] * 3, crs=4326)

    frame = find_frame([3.2, 4.8], [0.1, 0.9])
    drawn = draw_sheets(Reefs(), plan_sheets(frame))[-1]
    shape = shapely.polygons(decode(drawn["disputed"][0]["shapes"][0][0], drawn["step"]))
    assert shapely.area(shape) == pytest.approx(1.0, rel=0.01)


def test_scattered_islands_are_named_between_them():
    class Scattered(MapAtlas):
        @property
        def disputes(self):
            islands = shapely.union_all([shapely.box(x, y, x + 0.1, y + 0.1) for x in (0, 1) for y in (0, 1)])
            return super().disputes.iloc[:1].set_geometry([islands], crs=4326)

    frame = find_frame([0, 1.1], [0, 1.1])
    names = choose_disputed_names(Scattered(), frame, plan_sheets(frame), ENGLISH)
    name, (lon, lat, half_width, _) = names[0][0], names[0][1][0]
    assert name == "Eastlands"
    assert lon == pytest.approx(0.55, abs=0.1)
    assert lat == pytest.approx(0.55, abs=0.1)
    assert half_width > 0.3


def test_no_country_is_named_on_disputed_ground_unless_it_has_no_other():
    land = np.array([shapely.box(0, 0, 4, 2)])
    countries = np.array([shapely.box(0, 0, 2, 2), shapely.box(2, 0, 4, 2)])
    disputed = np.array([shapely.box(0.8, 0, 4, 2)])
    box = (0.0, 0.0, 4.0, 2.0)
    assert find_spots(countries, land, disputed[:0], box)[0][0][0][0] > 0.8
    spots = find_spots(countries, land, disputed, box)
    assert all(spot[0] < 0.8 for inland_or_not in spots[0] for spot in inland_or_not)
    assert spots[1][0], "all that is seen of it is disputed"


def test_where_land_holds_no_name_it_reaches_over_the_sea_but_not_over_other_land():
    # A narrow coast, its neighbour inland, and an island across the water.
    countries = np.array([shapely.box(2, 0, 2.4, 2), shapely.box(2.4, 0, 4, 2), shapely.box(0, 0, 0.2, 2)])
    inland, seaward = find_spots(countries, countries, countries[:0], (0.0, 0.0, 4.0, 2.0))[0]
    assert max(2 * spot[2] for spot in inland) <= 0.4
    assert seaward[0][2] > inland[0][2]
    for lon, _, half_width, _ in seaward:
        assert 2 < lon < 2.4
        assert lon + half_width <= 2.4 + 1e-9
        assert lon - half_width >= 0.2


def test_a_region_is_named_beside_the_disputed_ground_that_it_reaches_onto():
    regions = gpd.GeoDataFrame(
        {"name": ["Reaching", "Disputed itself"], "dispute": [None, "Eastlands"]},
        geometry=[shapely.box(0, 0, 2, 1), shapely.box(0.5, 1, 2, 2)],
        crs=4326,
    )
    frame = find_frame([0, 2], [0, 2])
    disputed = np.array([shapely.box(0.5, 0, 3, 2)])
    names = dict(choose_region_names(regions, disputed, frame, plan_sheets(frame)))
    assert all(spot[0] < 0.5 for spot in names["Reaching"])
    assert names["Disputed itself"][0][0] > 0.5


def test_readers_without_scripts_get_the_table_too():
    html = write_plain_page(build(measured((1.7, 1.5), title=["t"])))
    assert "Disputed ground: who holds, who claims" in html
    assert "Resolution 7" in html
    assert "Worldview: default" in html


# What the panel says.


def test_the_panel_names_region_district_and_dispute():
    found = told(
        measured((0.5, 0.5)).assign(
            geo_region=["Westria"],
            geo_region_code=["AA-W"],
            geo_region_accuracy_m=[500.0],
            geo_district=["Lower Westria"],
            geo_district_code=["P001"],
            geo_district_level=[2],
            geo_dispute=["Eastlands"],
            geo_held_by=["BBB (partly DDD)"],
            geo_claimed_by=["AAA;BBB"],
        )
    )
    assert found["region"] == ["Westria (AA-W)", "its outline may be off by up to 500 m"]
    assert found["district"] == "Lower Westria (P001, level 2)"
    assert found["dispute"] == "Eastlands: held by Bendor (partly Dur), claimed by Alland and Bendor"


def test_what_is_unknown_has_no_line_in_the_panel():
    columns = ["region", "region_code", "district", "district_level", "dispute", "held_by", "on_land"]
    found = told(measured((0.5, 0.5)).assign(**{f"geo_{name}": pd.array([pd.NA]) for name in columns}))
    assert not {"region", "district", "dispute", "water"} & set(found)
    nameless = measured((0.5, 0.5)).assign(geo_region=["Westria"], geo_region_code=[None])
    assert told(nameless)["region"][0] == "Westria"


def test_at_sea_the_panel_says_so():
    found = told(measured((0.5, 0.5)).assign(geo_on_land=pd.array([False], dtype="boolean")))
    assert found["water"].startswith("not on land: in waters inside the outline of Alland")
    ashore = told(measured((0.5, 0.5)).assign(geo_on_land=pd.array([True], dtype="boolean")))
    assert "water" not in ashore


def test_outside_all_countries_the_nearest_land_is_named():
    far = measured((6.0, 1.0)).assign(
        geo_nearest_country=["Bendor"],
        geo_nearest_country_m=[333_900.0],
        geo_nearest_country_min_m=[333_900.0],
        geo_nearest_country_max_m=[333_900.0],
    )
    assert told(far)["nearest_country"] == "Bendor, about 334 km"


def test_ground_of_no_one_is_not_said_to_be_the_sea():
    no_one = measured((6.0, 1.0)).assign(geo_dispute=["Skerry"], geo_held_by=[None], geo_claimed_by=[None])
    found = told(no_one)
    assert found["country"] == "none: this ground is attributed to no one"
    assert found["dispute"] == "Skerry: no holder named, claimed by no one"


# Areas.


def test_an_area_has_intervals_and_no_coordinates():
    found = told(area(geo_precision_m=60_000.0))
    assert "position" not in found
    assert found["precision"] == "an area: somewhere inside its outline"
    assert found["located_as"] == "Eastria"
    assert found["border"] == ["Alland\u2013Bendor", "international border", "between 11.1 and 89.1 km"]


def test_an_area_that_touches_a_border_is_between_nothing_and_its_far_end():
    label = border_label(area(geo_border_min_m=0.0, geo_border_max_m=210_400.0))
    assert label == ["between 0 and 211 km", "to the international border with Bendor"]


def test_beside_the_name_of_a_border_stands_the_interval_of_that_border():
    """The columns hold the most to whichever border is nearest, which may be another one."""
    both = '{"DDD": [50000, 180000], "BBB": [11132, 140000]}'
    found = told(area(geo_neighbours=both, geo_border_max_m=89_055.0))
    assert found["border"][2:] == [
        "between 11 and 140 km",
        "the nearest to some of the area; elsewhere in it another may be nearer",
    ]
    label = border_label(area(geo_neighbours=both))
    assert label == ["between 11 and 140 km", "to the international border with Bendor"]


def test_an_area_across_countries_and_places_says_that_it_is_not_one():
    found = told(area(geo_country=None, geo_city=None, geo_city_min_m=0.0, geo_city_max_m=41_000.0))
    assert found["country"] == "no one country holds all of the area"
    assert found["city"] == ["not the same one everywhere in the area", "between 0 and 41.0 km"]


def test_the_first_view_holds_the_whole_area_and_the_outline_comes_back():
    payload = payload_of(area())
    west, south, east, north = payload["view"]
    assert west < 1.2
    assert south < 0.4
    assert east > 1.9
    assert north > 1.1
    assert not {"lon", "lat"} & set(payload["columns"])
    outline = payload["areas"]["outlines"][0]
    ring = decode(outline["polygons"][0][0], payload["areas"]["step"])
    assert shapely.polygons(ring).symmetric_difference(SQUARE).area < 1e-3
    assert outline["name"] == "Eastria"
    assert payload["hidden"] == 0


def test_the_map_names_the_unit_and_the_panel_says_which_it_is():
    which = "Eastria, district (level 2), Alland (outline of 2017)"
    table = area(geo_located_as=which, geo_neighbours='{"BBB": [0, 1000], "DDD": [5, 1000]}')
    assert payload_of(table)["areas"]["outlines"][0]["name"] == "Eastria"
    assert told(table)["located_as"] == which
    assert told(table)["country"] == "Alland; the area touches Bendor"


def test_two_incidents_in_one_area_share_its_outline():
    both = pd.concat([area(), area()], ignore_index=True)
    encoded = encode_areas(both, ["a", "b"], find_frame([1.2, 1.9], [0.4, 1.1]), 0.001)
    assert encoded.of.tolist() == [0, 0]
    assert len(encoded.told["outlines"]) == 1
    # As large as a circle of this radius: 0.7 degrees each way, near the equator.
    assert encoded.radius_m[0] == pytest.approx(np.sqrt(77_900 * 77_400 / np.pi), rel=0.01)


def test_an_area_on_both_sides_of_the_antimeridian_is_one():
    halves = shapely.MultiPolygon([shapely.box(179, 0, 180, 1), shapely.box(-180, 0, -179, 1)])
    table = area().set_geometry([halves], crs=4326).assign(geo_label_lon=[179.5], geo_label_lat=[0.5])
    payload = payload_of(table)
    polygons = payload["areas"]["outlines"][0]["polygons"]
    assert len(polygons) == 1
    ring = decode(polygons[0][0], payload["areas"]["step"])
    assert np.ptp(ring[:, 0]) == pytest.approx(2, abs=0.01)
    assert payload["view"][2] - payload["view"][0] < 4
