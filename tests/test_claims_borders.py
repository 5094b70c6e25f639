"""The lines that a claim may mean by a border: of pairs, of a country, and those that face a direction."""

from __future__ import annotations

from functools import cached_property

import numpy as np
import pytest
import shapely

import geo
from geo._claims.borders import border_of, border_of_pair, facing_borders
from geo._locating import read_heading
from tests.karney import GEOD, measure_m
from tests.map_atlas import MapAtlas

ORENBURG = (55.1, 51.77)
"""The city; the border with Kazakhstan turns round the region of its name, south and east of it."""


class HandMade(MapAtlas):
    """With a row a country, and without borders to ground of no one, as the atlas has them."""

    @cached_property
    def borders(self):
        borders = super().borders
        return borders[borders["right"].notna()].reset_index(drop=True)

    @cached_property
    def countries(self):
        return super().countries.dissolve("code", as_index=False)


SMALL = HandMade()


@pytest.fixture(scope="module")
def atlas():
    return geo.load_atlas()


def of_pair(atlas, pair, **options):
    return border_of_pair(*pair.split("-"), atlas, **options)


def near_deg(line, lon, lat):
    return float(shapely.distance(line.geometry, shapely.Point(lon, lat)))


class TestPairs:
    @pytest.mark.parametrize(
        ("pair", "kind"),
        [
            ("KAZ-RUS", "land"),
            ("KAZ-TKM", "land"),
            ("ESP-MAR", "land"),  # Ceuta and Melilla
            ("GBR-IRL", "land"),
            ("CHN-IND", "land"),
            ("KOR-PRK", "land"),
            ("LSO-ZAF", "land"),
            ("RUS-USA", "territorial_sea"),  # between the two Diomedes
            ("AZE-KAZ", "seabed"),
        ],
    )
    def test_a_pair_is_held_against_its_land_border_where_it_has_one(self, atlas, pair, kind):
        line = of_pair(atlas, pair)
        assert line.kind == kind
        assert kind in line.by_kind

    @pytest.mark.parametrize(
        "pair", ["ESP-POL", "ISL-MLT", "JPN-KAZ", "LSO-MOZ", "CHN-KOR", "DEU-ITA", "MNG-KAZ"]
    )
    def test_neighbours_of_neighbours_have_none(self, atlas, pair):
        # Between Mongolia and Kazakhstan lie 37 km of Russia and China; Lesotho has one neighbour.
        assert of_pair(atlas, pair) is None

    def test_the_order_of_the_two_does_not_matter(self, atlas):
        one, other = border_of_pair("RUS", "KAZ", atlas), border_of_pair("KAZ", "RUS", atlas)
        assert one.name == other.name == "the land border of Kazakhstan and Russia"
        assert shapely.equals(one.geometry, other.geometry)

    def test_kazakhstan_and_russia_meet_on_land_and_at_sea(self, atlas):
        line = of_pair(atlas, "KAZ-RUS")
        assert set(line.by_kind) == {"land", "territorial_sea"}
        sea = of_pair(atlas, "KAZ-RUS", at_sea=True)
        assert sea.kind == "territorial_sea"
        assert sea.name == "the line between the territorial seas of Kazakhstan and Russia"

    def test_a_pair_that_meets_on_land_only_has_no_line_at_sea_to_be_meant(self, atlas):
        assert of_pair(atlas, "LSO-ZAF", at_sea=True).kind == "land"

    def test_of_their_seabed_line_the_end_is_known(self, atlas):
        # Where the lines meet, by the agreement of 2003 with Azerbaijan: 42°33.6' N, 49°53.3' E.
        (point,) = of_pair(atlas, "KAZ-RUS").known_ends.values()
        lon, lat = 49.0 + 53.3 / 60.0, 42.0 + 33.6 / 60.0
        away_m = point.measure(np.zeros(1, int), np.array([lon]), np.array([lat]))[0][0]
        assert away_m < 1_000.0

    def test_lines_that_are_known_have_no_known_ends(self, atlas):
        assert of_pair(atlas, "AZE-KAZ").known_ends == {}
        assert of_pair(atlas, "ESP-MAR").known_ends == {}

    @pytest.mark.parametrize(
        ("pair", "length_km"),
        # CIA, The World Factbook, "Land boundaries".
        [
            ("KAZ-RUS", 7_644),
            ("CHN-KAZ", 1_765),
            ("KAZ-UZB", 2_330),
            ("LSO-ZAF", 1_106),
            ("KAZ-KGZ", 1_212),
            ("GBR-IRL", 499),
        ],
    )
    def test_a_land_border_is_as_long_as_is_published(self, atlas, pair, length_km):
        found = GEOD.geometry_length(of_pair(atlas, pair).geometry) / 1000.0
        assert found == pytest.approx(length_km, rel=0.12)

    def test_the_spots_where_it_is_crossed_lie_on_it(self, atlas):
        # Friendship Bridge of Narva and Ivangorod; Rainbow Bridge of Niagara Falls; Torkham.
        for pair, lon, lat in [
            ("EST-RUS", 28.2043, 59.3758),
            ("CAN-USA", -79.0674, 43.0902),
            ("AFG-PAK", 71.0917, 34.1219),
        ]:
            line = of_pair(atlas, pair)
            assert measure_m(lon, lat, [line.geometry])[0] < 1_000.0

    def test_a_country_beyond_the_sea_keeps_its_land_borders(self, atlas):
        # France's longest land border is that of French Guiana with Brazil, 730 km (IBGE, INSEE).
        line = of_pair(atlas, "BRA-FRA")
        assert line is not None
        assert line.kind == "land"


class TestOfACountry:
    @pytest.mark.parametrize("code", ["MLT", "ISL", "JPN", "AUS", "MDG"])
    def test_an_island_has_none(self, atlas, code):
        assert border_of(code, atlas) is None

    @pytest.mark.parametrize(
        ("code", "length_km"), [("KAZ", 13_364), ("LSO", 1_106), ("CHE", 1_770), ("UGA", 2_729)]
    )
    def test_they_are_as_long_as_is_published(self, atlas, code, length_km):
        # CIA, The World Factbook.
        assert GEOD.geometry_length(border_of(code, atlas).geometry) / 1000.0 == pytest.approx(
            length_km, rel=0.12
        )

    def test_all_of_them_are_those_of_all_pairs(self, atlas):
        whole = border_of("KAZ", atlas).geometry
        shapes = [
            of_pair(atlas, pair).geometry for pair in ("KAZ-RUS", "CHN-KAZ", "KAZ-KGZ", "KAZ-UZB", "KAZ-TKM")
        ]
        assert whole.length == pytest.approx(sum(shape.length for shape in shapes), rel=1e-6)


def facing(atlas, code, side):
    return facing_borders(code, read_heading(side), atlas)


def km_by_pair(atlas, code, line):
    """Measure how much of a line is of which pair, km."""
    borders = atlas.borders
    own = borders[((borders["left"] == code) | (borders["right"] == code)) & (borders["reach"] != "sea")]
    found = {}
    for pair, shape in zip(own["codes"], own.geometry, strict=True):
        common = shapely.intersection(shape, line.geometry)
        lines = [one for one in shapely.get_parts(common) if one.length > 0.0]
        found[pair] = found.get(pair, 0.0) + sum(map(GEOD.geometry_length, lines)) / 1000.0
    return found


@pytest.fixture(scope="module")
def south(atlas):
    return facing(atlas, "KAZ", "south")


class TestFacing:
    def test_there_are_two_ways_to_mean_it(self, south):
        assert [line.name for line in south] == [
            "the land borders of Kazakhstan that face south",
            "the land borders of Kazakhstan in its southern half",
        ]
        assert {line.kind for line in south} == {"land"}

    @pytest.mark.parametrize("number", [0, 1])
    def test_the_south_of_kazakhstan_borders_turkmenistan_uzbekistan_and_kyrgyzstan(
        self, atlas, south, number
    ):
        found = km_by_pair(atlas, "KAZ", south[number])
        assert found["KAZ-TKM"] > 250.0
        assert found["KAZ-UZB"] > 1_000.0
        assert found["KAZ-KGZ"] > 800.0
        assert found["KAZ-RUS"] < 0.15 * 7_644.0

    @pytest.mark.parametrize("number", [0, 1])
    def test_and_not_orenburg(self, south, number):
        assert near_deg(south[number], *ORENBURG) > 0.9

    def test_what_lies_in_the_southern_half_is_no_nearer_to_orenburg_than_the_caspian(self, south):
        assert measure_m(*ORENBURG, [south[1].geometry])[0] > 400_000.0

    def test_the_south_of_the_united_states_is_mexico(self, atlas):
        found = km_by_pair(atlas, "USA", facing(atlas, "USA", "south")[0])
        assert found["MEX-USA"] > 0.9 * sum(found.values())

    def test_the_east_of_portugal_is_spain_and_its_west_the_ocean(self, atlas):
        assert facing(atlas, "PRT", "east")[0].name.endswith("face east")
        assert all("face west" not in line.name for line in facing(atlas, "PRT", "west"))

    def test_the_east_of_chile_is_argentina_and_bolivia(self, atlas):
        found = km_by_pair(atlas, "CHL", facing(atlas, "CHL", "east")[0])
        assert found.get("CHL-PER", 0.0) == pytest.approx(0.0, abs=1.0)
        assert found["ARG-CHL"] > 4_000.0

    def test_an_island_has_none_to_face(self, atlas):
        assert facing(atlas, "MLT", "south") == []


class TestByHand:
    """Alland has Bendor to its east, Dur and its own Cape Colony to its north."""

    def test_the_border_of_a_pair(self):
        line = border_of_pair("AAA", "BBB", SMALL)
        assert line.name == "the land border of Alland and Bendor"
        assert shapely.equals(line.geometry, shapely.LineString([(2, 0), (2, 2)]))

    def test_lines_of_other_kinds_stand_beside_it(self):
        line = border_of_pair("AAA", "BBB", SMALL)
        assert set(line.by_kind) == {"land", "territorial_sea"}
        at_sea = border_of_pair("AAA", "BBB", SMALL, at_sea=True)
        assert shapely.equals(at_sea.geometry, shapely.LineString([(2, -0.2), (2, 0)]))

    def test_a_border_on_a_lake_is_on_land(self):
        line = border_of_pair("DDD", "AAA", SMALL)
        assert (line.kind, line.geometry.bounds) == ("land", (1.0, 2.0, 2.0, 2.0))

    def test_two_that_do_not_meet(self):
        assert border_of_pair("III", "JJJ", SMALL) is None

    def test_the_borders_of_a_country_leave_those_inside_of_it_out(self):
        # AAA|CCC is a line inside of one country.
        assert border_of("AAA", SMALL).geometry.bounds == (1.0, 0.0, 2.0, 2.0)

    @pytest.mark.parametrize(
        ("side", "bounds"), [("east", (2, 0, 2, 2)), ("north", (1, 2, 2, 2)), ("south", None), ("west", None)]
    )
    def test_each_side_of_a_square_faces_its_own_direction(self, side, bounds):
        found = [line for line in facing_borders("AAA", read_heading(side), SMALL) if "face" in line.name]
        assert [line.geometry.bounds for line in found] == ([] if bounds is None else [bounds])

    @pytest.mark.parametrize(("code", "side"), [("BBB", "west"), ("DDD", "south")])
    def test_the_same_line_faces_the_other_way_from_the_other_side(self, code, side):
        found = [line for line in facing_borders(code, read_heading(side), SMALL) if "face" in line.name]
        assert len(found) == 1
        assert border_of_pair("AAA", code, SMALL).geometry.within(shapely.buffer(found[0].geometry, 1e-9))

    def test_the_southern_half_holds_half_of_the_line(self):
        (half,) = [
            line for line in facing_borders("AAA", read_heading("south"), SMALL) if "half" in line.name
        ]
        west, south, east, north = half.geometry.bounds
        assert (west, south, east) == (2.0, 0.0, 2.0)
        assert north == pytest.approx(1.0, abs=0.02)
