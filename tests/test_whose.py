"""Whose ground a point lies on, on the hand-made atlas: disputes, land and water, the nearest country."""

from __future__ import annotations

import logging

import pandas as pd
import pytest

from geo._measuring import measure_incidents
from geo.schema import COLUMNS
from tests import oracle
from tests.small_atlas import COASTS, DISPUTES, SmallAtlas, incidents

MILLIMETRE = 1e-3
ATLAS = SmallAtlas()
DE_FACTO = SmallAtlas(worldview="de_facto")

REGION_COLUMNS = ["geo_region", "geo_region_code", "geo_region_superseded_by"]
DISPUTE_COLUMNS = ["geo_country_code", "geo_dispute", "geo_claimed_by", "geo_held_by"]


def measure(*points: tuple[float, float], atlas: SmallAtlas = ATLAS, **columns: list[object]):
    table = measure_incidents(incidents(*points, **columns), atlas=atlas)
    return table.astype(object).where(table.notna(), None)


def answer(point: tuple[float, float], *names: str, atlas: SmallAtlas = ATLAS):
    row = measure(point, atlas=atlas).iloc[0]
    return row[names[0]] if len(names) == 1 else tuple(row[list(names)])


def coast_m(point: tuple[float, float], code: str) -> float:
    return oracle.distance_to_lines_m(*point, [coast[-1] for coast in COASTS if coast[0] == code])


# Disputed ground


def test_undisputed_ground_has_neither_dispute_nor_claimants_nor_holder():
    assert answer((0.5, 0.5), *DISPUTE_COLUMNS) == ("AAA", None, None, None)
    assert answer((5.0, 5.0), *DISPUTE_COLUMNS) == (None, None, None, None)


def test_a_part_names_its_dispute():
    assert answer((30.2, 0.5), *DISPUTE_COLUMNS) == ("DDD", "Marches", "DDD;BBB", "Marcher lords")


def test_the_edge_of_a_disputed_part_is_disputed():
    assert answer((31.0, 0.9), "geo_country_code", "geo_dispute", "geo_timezone") == (
        "DDD",
        "Marches",
        "Zone/A",
    )


def test_the_edge_of_a_dispute_of_another_country_is_not_disputed():
    assert answer((30.0, 0.5), "geo_country_code", "geo_dispute") == ("AAA", None)


def test_where_two_disputes_meet_the_lowest_name_is_the_answer():
    assert answer((30.7, 1.0), "geo_country_code", "geo_dispute") == ("DDD", "Fells")


def test_a_region_names_its_dispute():
    expected = ("AAA", "Eastlands", "AAA;BBB", "AAA")
    assert answer((1.7, 1.5), *DISPUTE_COLUMNS) == expected
    assert answer((1.4975, 1.5), *DISPUTE_COLUMNS) == expected  # outside, within its accuracy


def test_an_outline_gives_its_dispute_and_who_the_table_says_the_ground_is():
    assert answer((10.5, 0.5), *DISPUTE_COLUMNS) == ("JJJ", "Reef", "JJJ;III", "III")
    assert answer((10.5, 0.5), "geo_country", "geo_timezone", "geo_neighbours") == ("Jutting", "Zone/I", "{}")
    assert answer((10.4, 0.5), "geo_dispute") == "Reef"
    assert answer((10.39, 0.5), *DISPUTE_COLUMNS) == ("III", None, None, None)


def test_an_outline_may_lie_outside_all_countries_and_be_no_ones():
    assert answer((40.5, 0.5), *DISPUTE_COLUMNS) == (None, "Skerries", "AAA;JJJ", None)


def test_a_part_goes_before_an_outline_and_an_outline_before_a_region():
    assert answer((30.7, 0.5), "geo_country_code", "geo_dispute") == ("DDD", "Marches")
    assert answer((31.2, 0.5), "geo_country_code", "geo_dispute") == ("BBB", "Rim")
    assert answer((1.95, 1.9), "geo_region", "geo_dispute", "geo_held_by") == ("Eastlands", "Corner", "BBB")


def test_of_several_outlines_the_lowest_name_decides():
    class Twice(SmallAtlas):
        @property
        def disputes(self):
            listed = super().disputes
            return pd.concat(
                [listed, listed[listed["area"] == "Reef"].assign(area="Atoll", default_code="III")]
            )

    assert answer((10.5, 0.5), *DISPUTE_COLUMNS[:2], atlas=Twice()) == ("III", "Atoll")


def test_de_facto_an_outline_belongs_to_who_is_there():
    assert answer((10.5, 0.5), *DISPUTE_COLUMNS, atlas=DE_FACTO) == ("III", "Reef", "JJJ;III", "III")
    assert answer((40.5, 0.5), *DISPUTE_COLUMNS, atlas=DE_FACTO) == ("JJJ", "Skerries", "AAA;JJJ", None)
    # And so does the region: it is one of that country.
    corner = answer((1.95, 1.9), "geo_country_code", "geo_dispute", "geo_region", atlas=DE_FACTO)
    assert corner == ("BBB", "Corner", "Greater Bend")


def test_a_dispute_that_the_table_does_not_list_still_has_its_name():
    class Unlisted(SmallAtlas):
        @property
        def disputes(self):
            return super().disputes.query("area != 'Marches'")

    assert answer((30.2, 0.5), *DISPUTE_COLUMNS, atlas=Unlisted()) == ("DDD", "Marches", None, None)


def test_ground_of_no_one_has_a_dispute_and_a_zone_and_nothing_of_a_country():
    row = measure((20.5, 0.5)).iloc[0]
    assert tuple(row[DISPUTE_COLUMNS]) == (None, "No Man's Land", None, None)
    assert (row["geo_timezone"], row["geo_on_land"]) == ("Zone/N", True)
    prefixes = ("geo_country", "geo_border", "geo_foreign", "geo_neighbours", "geo_region", "geo_district")
    nothing = [name for name in row.index if name.startswith((*prefixes, "geo_nearest_country"))]
    assert set(row[nothing]) == {None}
    assert row["geo_place"] is not None


def test_the_log_counts_ground_of_no_one_by_itself(caplog):
    table = incidents((1.5, 1.0), (5.0, 5.0), (20.5, 0.5), (40.5, 0.5), (0, 0))
    table.geometry = [*table.geometry[:4], None]
    with caplog.at_level(logging.INFO, logger="geo"):
        measure_incidents(table, atlas=ATLAS)
    assert [record.getMessage() for record in caplog.records] == [
        (
            "4 of 5 rows have no country: 1 lies outside all countries, "
            "2 lie on ground attributed to no one, 1 has no usable position."
        )
    ]


def test_the_log_gives_only_the_reasons_there_are(caplog):
    with caplog.at_level(logging.INFO, logger="geo"):
        measure_incidents(incidents((1.5, 1.0), (20.5, 0.5)), atlas=ATLAS)
    assert caplog.messages == ["1 of 2 rows has no country: 1 lies on ground attributed to no one."]


def test_every_way_of_finding_a_dispute_is_in_the_hand_made_table():
    assert {row[5] for row in DISPUTES} == {"parts", "regions", "outline"}


# Land and water


@pytest.mark.parametrize(
    ("point", "code", "on_land"),
    [
        ((0.5, 1.0), "AAA", True),
        ((0.0, 1.0), "AAA", True),  # on the shore
        ((0.75, 0.75), "AAA", False),  # on a lake
        ((0.7, 0.75), "AAA", True),  # on the shore of that lake
        ((10.5, -0.2), "III", False),  # in territorial waters
        ((10.5, -0.7), None, False),  # beyond them
        ((20.5, 0.5), None, True),  # on land of no one
        ((40.5, 0.1), None, False),  # in the waters within the outline of Skerries
        ((40.5, 0.5), None, True),
        ((180.0, 0.5), "KKK", True),
        ((-180.0, 0.5), "KKK", True),
        ((0.0, 90.0), None, False),
    ],
)
def test_on_land(point, code, on_land):
    assert answer(point, "geo_country_code", "geo_on_land") == (code, on_land)


def test_a_point_at_sea_has_a_country_but_no_region():
    assert answer((10.5, -0.2), "geo_country_code", "geo_region", "geo_nearest_country") == (
        "III",
        None,
        None,
    )


# The nearest country


@pytest.mark.parametrize(
    ("point", "code", "name"),
    [
        ((8.5, 0.5), "III", "Isle"),
        ((11.6, 0.5), "JJJ", "Jutting"),
        ((6.0, 1.0), "BBB", "Bendor"),  # over the Caspian
        ((-179.5, -1.0), "KKK", "Kiri"),
        ((2.0, -1.0), "AAA", "Alland"),  # a border ends where it is nearest: the lowest code
    ],
)
def test_outside_all_countries_the_nearest_land_and_its_distance_are_given(point, code, name):
    row = measure(point).iloc[0]
    assert row["geo_country_code"] is None
    assert (row["geo_nearest_country_code"], row["geo_nearest_country"]) == (code, name)
    assert row["geo_nearest_country_m"] == pytest.approx(coast_m(point, code), abs=MILLIMETRE)


def test_the_nearest_land_may_begin_at_a_border():
    row = measure((1.1, 4.2)).iloc[0]
    metres = oracle.distance_to_lines_m(1.1, 4.2, [[(1, 3), (1, 4)]])
    assert row["geo_nearest_country_code"] == "DDD"
    assert row["geo_nearest_country_m"] == pytest.approx(metres, abs=MILLIMETRE)


def test_shores_of_no_one_known_are_passed_over():
    class Uncharted(SmallAtlas):
        @property
        def coasts(self):
            coasts = super().coasts
            return coasts.assign(code=coasts["code"].mask(coasts["code"] == "III"))

    assert answer((11.2, 0.5), "geo_nearest_country_code", atlas=Uncharted()) == "JJJ"


def test_the_distance_to_the_nearest_country_is_an_interval_where_the_location_has_a_precision():
    stems = [f"geo_nearest_country{end}" for end in ("_min_m", "_m", "_max_m")]
    least, value, most = measure((8.5, 0.5), geo_precision_m=[20_000.0]).loc[0, stems]
    assert (least, most) == (value - 20_000.0, value + 20_000.0)
    least, value, most = measure((8.5, 0.5)).loc[0, stems]
    assert least == value == most


def test_inside_a_country_there_is_no_nearest_one():
    row = measure((0.5, 0.5)).iloc[0]
    assert set(row[[name for name in row.index if name.startswith("geo_nearest_country")]]) == {None}


# Tables


def test_duplicates_and_the_order_of_rows_are_kept():
    points = [(2.4, 0.3), (0.5, 0.5), (20.5, 0.5), (2.4, 0.3), (180.0, 0.5), (0.5, 0.5)]
    table = measure(*points)
    assert table["geo_region"].tolist() == [
        *("Greater Bend", "Enclave", None),
        *("Greater Bend", "Kiri Main", "Enclave"),
    ]
    assert table["geo_dispute"].tolist() == [None, None, "No Man's Land", None, None, None]


def test_an_empty_table_has_all_columns_of_their_types():
    table = measure_incidents(incidents(), atlas=ATLAS)
    assert len(table) == 0
    assert {column.name: str(table[column.name].dtype) for column in COLUMNS} == {
        column.name: column.dtype for column in COLUMNS
    }


def test_a_table_without_any_country_has_all_columns_of_their_types():
    table = measure_incidents(incidents((5.0, 5.0)), atlas=ATLAS)
    assert table["geo_region"].isna().all()
    assert str(table["geo_district_level"].dtype) == "Int64"
    assert str(table["geo_on_land"].dtype) == "boolean"


def test_a_region_that_is_no_more_gives_no_name_but_what_stands_for_it_today():
    class Older(SmallAtlas):
        def regions_of(self, codes):
            return super().regions_of(codes).assign(superseded_by="AA-1; AA-2", code=None)

    where = (0.5, 0.5)
    assert isinstance(answer(where, "geo_region"), str)
    assert answer(where, *REGION_COLUMNS, atlas=Older()) == (None, None, "AA-1; AA-2")
