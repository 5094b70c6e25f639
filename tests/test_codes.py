"""Precision codes become what their codebooks say: a row for each rule, on a hand-made atlas."""

from __future__ import annotations

import io
import logging

import geopandas as gpd
import pytest
import shapely

from geo import locate_incidents, read_incidents
from geo.errors import UsageError
from tests.coded_atlas import COUNTRIES, CodedAtlas

UCDP = "where_prec,where_coordinates,adm_1,adm_2,country,country_id,year,latitude,longitude"
ACLED = "event_id_cnty,geo_precision,admin1,admin2,admin3,location,country,iso,latitude,longitude"
GDELT = "ActionGeo_Type\tActionGeo_FullName\tActionGeo_CountryCode\tActionGeo_Lat\tActionGeo_Long"

BOX = {
    "Vakaga": (0, 1, 2, 2),
    "Ouaka": (0, 0, 2, 1),
    "Birao": (1, 1, 2, 2),
    "Twin of Ouaka": (0, 0, 1, 1),
    "Tashkent": (20, 1, 22, 2),
    "Tashkent City": (20, 0, 22, 1),
}


def locate(text, **options):
    return locate_incidents(read_incidents(io.StringIO(text)), atlas=CodedAtlas(), **options)


def ucdp(code, *, words="", adm_1="", adm_2="", country="Central African Republic", number="482", year=2010):
    row = f"{code},{words},{adm_1},{adm_2},{country},{number},{year},0.5,0.5"
    return locate(f"{UCDP}\n{row}\n").iloc[0]


def acled(code, admin1, country="Central African Republic", iso="140", **options):
    return locate(f"{ACLED}\nCAF1,{code},{admin1},,,Town,{country},{iso},0.5,0.5\n", **options).iloc[0]


def gdelt(code, name, country):
    return locate(f"{GDELT}\n{code}\t{name}\t{country}\t0.5\t0.5\n").iloc[0]


def is_stand_in(row):
    return row["geometry"].equals(shapely.Point(0.5, 0.5))


def box_of(row):
    return tuple(shapely.bounds(row["geometry"]).tolist())


def test_ucdp_1_is_the_site_itself():
    row = ucdp(1, adm_1="Vakaga province", adm_2="Birao region")
    assert is_stand_in(row)
    assert row[["geo_lon", "geo_lat", "geo_located_by"]].tolist() == [0.5, 0.5, "coordinates"]
    assert row[["geo_precision_m", "geo_problem", "geo_located_as"]].isna().all()


def test_ucdp_2_is_a_circle_of_25_km_round_the_point():
    row = ucdp(2, adm_1="Vakaga province")
    assert is_stand_in(row)
    assert row[["geo_precision_m", "geo_located_by"]].tolist() == [25_000, "code"]
    assert row["geo_located_as"] == "within 25 km of the point, by where_prec of UCDP GED"


def test_ucdp_3_is_the_second_level_district_and_not_round_its_stand_in():
    row = ucdp(3, adm_1="Vakaga province", adm_2="Birao region")
    assert box_of(row) == BOX["Birao"]
    assert row[["geo_lon", "geo_lat", "geo_problem"]].isna().all()
    assert row["geo_located_by"] == "code"
    assert row["geo_located_as"] == "Birao, district (level 2), Vakaga, CAF (outline of 2017)"
    assert row[["geo_country_code", "geo_region", "geo_district"]].tolist() == ["CAF", "Vakaga", "Birao"]


def test_ucdp_3_with_a_name_that_two_districts_bear_is_the_one_in_its_region():
    assert box_of(ucdp(3, adm_1="Ouaka province", adm_2="Twin region")) == BOX["Twin of Ouaka"]


@pytest.mark.parametrize(
    ("adm_2", "why"),
    [
        ("Nowhere region", "no second-level district of Central African Republic is called 'Nowhere region'"),
        # It is there, but in the other region: one of the two names is wrong.
        ("Birao region", "no second-level district of Central African Republic is called 'Birao region'"),
        ("", "the row names no district"),
    ],
)
def test_ucdp_3_goes_up_to_the_region_when_the_district_is_not_found_and_says_so(adm_2, why):
    row = ucdp(3, adm_1="Ouaka province", adm_2=adm_2)
    assert box_of(row) == BOX["Ouaka"]
    assert row["geo_problem"] == f"where_prec 3: {why}; all of the region Ouaka is taken"
    assert row["geo_located_as"].startswith("Ouaka, region, CAF (outline of 2018), ")
    assert row["geo_region"] == "Ouaka"
    assert row[["geo_district", "geo_district_level"]].isna().all()


def test_a_third_level_district_is_smaller_than_what_ucdp_means_so_the_region_is_taken():
    row = ucdp(3, adm_1="Darfur state", adm_2="Nyala", country="Sudan", number="625", year=2020)
    assert box_of(row) == (10, 1, 12, 2)
    assert "the atlas has no second-level districts of Sudan" in row["geo_problem"]


@pytest.mark.parametrize("name", ["Ouaka province", "OUAKA", "Prefecture of Ouaka", "Ouaka-Prefecture"])
def test_ucdp_4_is_the_first_level_region(name):
    row = ucdp(4, adm_1=name)
    assert box_of(row) == BOX["Ouaka"]
    assert row["geo_region"] == "Ouaka"
    assert row[["geo_problem", "geo_district"]].isna().all()


@pytest.mark.parametrize("code", [3, 4])
def test_a_name_that_is_not_found_leaves_neither_area_nor_point(code):
    row = ucdp(code, adm_1="Uaka province")
    assert row["geometry"].is_empty
    assert row[["geo_lon", "geo_label_lon", "geo_precision_m", "geo_located_by", "geo_country"]].isna().all()
    assert "no region of Central African Republic is called 'Uaka province'" in row["geo_problem"]
    assert "--trust-points" in row["geo_problem"]


def test_a_region_of_another_country_is_not_looked_for():
    assert ucdp(4, adm_1="Darfur")["geometry"].is_empty


@pytest.mark.parametrize(
    ("words", "box"),
    [
        ("Vakaga province", BOX["Vakaga"]),
        ("Birao region", BOX["Birao"]),
        ("Southeast Central African Republic", COUNTRIES["CAF"]),
        ("Northwestern corner of the Central African Republic", COUNTRIES["CAF"]),
        ("Central African Republic", COUNTRIES["CAF"]),
    ],
)
def test_ucdp_5_is_the_unit_that_its_words_name_or_the_country_of_which_it_is_a_part(words, box):
    assert box_of(ucdp(5, words=words)) == box


@pytest.mark.parametrize("words", ["Birao-Ouaka road", "Between Birao and Bambari", "Twin", "", "South"])
def test_ucdp_5_is_unknown_when_its_words_name_no_unit(words):
    row = ucdp(5, words=words, adm_1="Vakaga province")
    assert row["geometry"].is_empty
    assert "is a line or a vague region that has no outline" in row["geo_problem"]


def test_ucdp_6_is_the_country():
    row = ucdp(6)
    assert box_of(row) == COUNTRIES["CAF"]
    assert row["geo_located_as"] == "Central African Republic, country"
    assert row[["geo_country_code", "geo_located_by"]].tolist() == ["CAF", "code"]
    assert row[["geo_region", "geo_problem", "geo_lon"]].isna().all()
    assert shapely.contains_xy(row["geometry"], row["geo_label_lon"], row["geo_label_lat"])


def test_the_country_of_then_is_all_that_it_is_now():
    # "Sudan" of before July 2011 may be South Sudan of today.
    row = ucdp(6, country="Sudan", number="625", year=2008)
    assert box_of(row) == (10, 0, 14, 2)
    assert row["geo_located_as"] == "Sudan or South Sudan, countries"
    assert row[["geo_country", "geo_country_code"]].isna().all()
    assert box_of(ucdp(6, country="Sudan", number="625", year=2020)) == COUNTRIES["SDN"]
    assert box_of(ucdp(4, adm_1="Unity state", country="Sudan", number="625", year=2008)) == COUNTRIES["SSD"]


def test_a_country_without_a_known_number_is_found_by_its_name():
    assert box_of(ucdp(6, country="Austria", number="")) == COUNTRIES["AUT"]
    assert "no country is known as 'Atlantis'" in ucdp(6, country="Atlantis", number="9999")["geo_problem"]


def test_ucdp_7_has_no_location_on_land():
    row = ucdp(7, country="International waters")
    assert row["geometry"].is_empty
    assert row["geo_problem"].startswith("where_prec 7: international waters or airspace")


def test_a_code_that_is_in_no_codebook_is_no_location():
    row = ucdp(9)
    assert row["geometry"].is_empty
    assert "where_prec '9': no code that its codebook knows" in row["geo_problem"]


def test_no_code_is_no_statement():
    row = ucdp("")
    assert is_stand_in(row)
    assert row[["geo_precision_m", "geo_problem"]].isna().all()


def test_acled_1_is_the_town():
    row = acled(1, "Ouaka")
    assert is_stand_in(row)
    assert row[["geo_precision_m", "geo_problem"]].isna().all()
    assert row["geo_precision"] == "1"


@pytest.mark.parametrize(("options", "radius_m"), [({}, 25_000), ({"near_radius_m": 7_500.0}, 7_500)])
def test_acled_2_is_a_circle_round_the_town_of_the_radius_chosen(options, radius_m):
    row = acled(2, "Ouaka", **options)
    assert is_stand_in(row)
    assert row["geo_precision_m"] == radius_m


def test_acled_3_is_the_region():
    assert box_of(acled(3, "Ouaka")) == BOX["Ouaka"]
    assert acled(3, "Kassala")["geometry"].is_empty


def test_old_acled_files_are_in_capitals():
    text = f"{ACLED.upper()}\nCAF1,3,Ouaka,,,Town,Central African Republic,140,0.5,0.5\n"
    assert box_of(locate(text).iloc[0]) == BOX["Ouaka"]


def test_gdelt_1_is_the_country_of_a_fips_code():
    # In ISO 3166 AU is Australia.
    assert box_of(gdelt(1, "Austria", "AU")) == COUNTRIES["AUT"]
    assert box_of(gdelt(1, "Australia", "AS")) == COUNTRIES["AUS"]


@pytest.mark.parametrize("code", [2, 5])
def test_gdelt_2_and_5_are_regions_of_the_country_of_a_fips_code(code):
    assert box_of(gdelt(code, "Tashkent, Australia", "AS")) == COUNTRIES["AUS"]


@pytest.mark.parametrize("code", [3, 4])
def test_gdelt_3_and_4_are_cities_whose_precision_is_not_stated(code):
    row = gdelt(code, "Bambari, Ouaka, Central African Republic", "CT")
    assert is_stand_in(row)
    assert row["geo_located_by"] == "coordinates"
    assert row[["geo_precision_m", "geo_problem"]].isna().all()


def test_gdelt_0_is_a_row_without_a_place():
    row = locate(f"{GDELT}\n0\t\t\t\t\n").iloc[0]
    assert row["geometry"].is_empty
    assert row["geo_problem"] == "longitude and latitude are empty"


@pytest.mark.parametrize(
    ("name", "box"),
    [
        ("Tashkent province", BOX["Tashkent"]),
        ("Toshkent viloyati", BOX["Tashkent"]),
        ("Tashkent city", BOX["Tashkent City"]),
        ("Toshkent Shahri", BOX["Tashkent City"]),
    ],
)
def test_a_city_is_not_the_province_round_it(name, box):
    assert box_of(ucdp(4, adm_1=name, country="Austria", number="305")) == box


def test_a_name_that_city_and_province_share_is_neither():
    row = ucdp(4, adm_1="Tashkent", country="Austria", number="305")
    assert row["geometry"].is_empty
    assert "2 regions of Austria are called 'Tashkent'" in row["geo_problem"]


@pytest.mark.parametrize("code", range(1, 8))
def test_trusted_points_stay_as_they_are(code):
    row = f"{code},,Vakaga,Birao,Central African Republic,482,2010,0.5,0.5"
    located = locate(f"{UCDP}\n{row}\n", trust_points=True).iloc[0]
    assert is_stand_in(located)
    assert located[["geo_precision_m", "geo_problem", "geo_located_as"]].isna().all()


def test_polygons_are_no_stand_ins():
    properties = {"where_prec": 6, "where_coordinates": "", "adm_1": "", "country": "Austria"}
    own = gpd.GeoDataFrame([properties], geometry=[shapely.box(5, 5, 6, 6)], crs="EPSG:4326")
    located = locate_incidents(own, atlas=CodedAtlas()).iloc[0]
    assert box_of(located) == (5, 5, 6, 6)


def test_a_radius_of_the_row_itself_goes_before_that_of_its_code():
    text = f"{UCDP},precision_m\n2,,,,Central African Republic,482,2010,0.5,0.5,300\n"
    assert locate(text).iloc[0]["geo_precision_m"] == 300


def test_a_radius_of_an_earlier_measurement_is_read_anew_from_the_code():
    row = "CAF1,2,Ouaka,,,Town,Central African Republic,140,0,0,25000,code"
    text = f"{ACLED},geo_precision_m,geo_located_by\n{row}\n"
    assert locate(text, near_radius_m=7_500.0).iloc[0]["geo_precision_m"] == 7_500
    assert locate(text, trust_points=True)["geo_precision_m"].isna().all()


def test_a_place_that_the_user_names_goes_before_not_known():
    text = f"{UCDP}\n5,A-B road,,,Central African Republic,482,2010,0.5,0.5\n"
    incidents = read_incidents(io.StringIO(text), place="adm_2")
    located = locate_incidents(incidents, place="Birao", atlas=CodedAtlas())
    assert box_of(located.iloc[0]) == BOX["Birao"]


def test_other_tables_are_left_alone():
    text = "geo_precision,country,lon,lat\n3,Austria,0.5,0.5\n"
    assert is_stand_in(locate(text).iloc[0])


def test_the_log_counts_what_became_of_the_rows(caplog):
    words = [(1, ""), (1, ""), (2, ""), (4, "Ouaka"), (4, "Uaka"), (6, "")]
    rows = [f"{code},,{adm_1},,Central African Republic,482,2010,0.5,0.5" for code, adm_1 in words]
    with caplog.at_level(logging.INFO, logger="geo._locating"):
        locate("\n".join([UCDP, *rows, ""]))
    first, second = caplog.messages
    assert "UCDP GED are what the column 'where_prec' says: 2 points as given, " in first
    for part in ("1 within 25 km of their points", "1 the region that they name", "1 the country"):
        assert part in first
    assert "1 not located" in first
    assert "--trust-points" in first
    assert second.startswith("1 row is not located by its code, such as: where_prec 4: no region of")


@pytest.mark.parametrize("radius_m", [0.0, -5.0, float("nan"), float("inf")])
def test_a_radius_that_is_none_is_refused(radius_m):
    with pytest.raises(UsageError, match="near_radius_m"):
        acled(2, "Ouaka", near_radius_m=radius_m)
