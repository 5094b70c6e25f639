"""Codes to join other people's tables by: numbers of states, ISO, FIPS, cells of PRIO-GRID."""

from __future__ import annotations

import itertools
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

import geo
from geo import schema
from geo._locating.country_codes import translate_code
from geo._measuring.codes import add_codes, check_codes
from geo._measuring.codes.priogrid import find_cells, gid_of
from geo._measuring.codes.states import read_members
from geo.errors import UsageError

UCDP = Path("data", "ucdp_ged_23.1_central_african_republic.geojson")

# Numbers of states as the Python packages country_converter 1.3.2 (GWcode; microstates left out there) and
# countrycode 0.6.0 (gwn, cown, fips) have them, typed by hand. "" is none.
TODAY = """
AFG 700 700 AF
ALB 339 339 AL
AND . 232 AN
ARG 160 160 AR
AUS 900 900 AS
AUT 305 305 AU
BIH 346 346 BK
CAF 482 482 CT
CHN 710 710 CH
CIV 437 437 IV
COD 490 490 CG
COG 484 484 CF
DEU 260 255 GM
DNK 390 390 DA
DZA 615 615 AG
ERI 531 531 ER
ETH 530 530 ET
FRA 220 220 FR
GBR 200 200 UK
GEO 372 372 GG
IRQ 645 645 IZ
ISR 666 666 IS
JPN 740 740 JA
KAZ 705 705 KZ
KIR . 946 KR
KOR 732 732 KS
MAR 600 600 MO
MKD 343 343 MK
MMR 775 775 BM
MNE 341 341 MJ
NGA 475 475 NI
NRU . 970 NR
PRK 731 731 KN
RUS 365 365 RS
SDN 625 625 SU
SGP 830 830 SN
SRB 340 . RI
SYR 652 652 SY
TON . 955 TN
TUV . 947 TV
TWN 713 713 TW
UKR 369 369 UP
USA 2 2 US
VNM . 816 VM
XKX 347 347 KV
YEM . 679 YM
ZAF 560 560 SF
ZWE 552 552 ZI
GRL . . GL
PRI . . RQ
ESH . . WI
HKG . . HK
"""


def coded(code: str, date: str | None = None, *, dispute: str | None = None, at=(0.0, 0.0)) -> pd.Series:
    """Give the codes of a row whose country was measured."""
    table = gpd.GeoDataFrame(
        {
            "date": pd.array([date], dtype="string"),
            "geo_country_code": pd.array([code], dtype="string"),
            "geo_dispute": pd.array([dispute], dtype="string"),
            "geo_label_lon": [at[0]],
            "geo_label_lat": [at[1]],
            "geo_precision_m": pd.array([None], dtype="Float64"),
        },
        geometry=[shapely.Point(at)],
        crs=4326,
    )
    return add_codes(table, schema.CODE_SYSTEMS).iloc[0]


@pytest.mark.parametrize("line", TODAY.strip().splitlines())
def test_numbers_of_states_and_fips_codes_are_those_of_other_packages(line: str) -> None:
    code, gw, cow, fips = line.split()
    row = coded(code)
    dependent = code in {"GRL", "PRI", "ESH", "HKG"}
    if gw != "." or dependent:
        assert row["geo_code_gw"] is pd.NA if gw == "." else row["geo_code_gw"] == int(gw)
    if cow != "." or dependent:
        assert row["geo_code_cow"] is pd.NA if cow == "." else row["geo_code_cow"] == int(cow)
    assert row["geo_code_fips"] == fips
    assert row["geo_code_iso3"] == code


@pytest.mark.parametrize(
    ("code", "date", "gw", "cow"),
    [
        ("UKR", "1985-06-01", 365, 365),
        ("UKR", "1992-06-01", 369, 369),
        ("UKR", "1991", None, None),  # on either side of independence
        ("EST", "1991-09-05", 365, 365),
        ("EST", "1991-09-06", 366, 366),
        ("KAZ", "1991-12-20", 705, 365),  # the lists differ by ten days
        ("SRB", "2006-06-04", 345, 345),
        ("SRB", "2006-06-05", 340, 345),
        ("XKX", "2007-01-01", 340, 345),
        ("XKX", "2008-02-18", 347, None),
        ("XKX", "2008-03-01", 347, 347),
        ("MNE", "2006-06-02", 345, 345),
        ("MNE", "2007-01-01", 341, 341),
        ("HRV", "1991-12-01", 345, 345),
        ("SVK", "1992-12-31", 315, 315),
        ("SVK", "1993-01-01", 317, 317),
        ("DEU", "1989-11-09", None, None),  # 260 or 265
        ("DEU", "1990-10-03", 260, 255),
        ("YEM", "1990-05-21", None, None),  # 678 or 680
        ("YEM", "1990-05-22", 678, 679),
        ("VNM", "1968-01-30", None, None),  # 816 or 817
        ("VNM", "1979-02-17", 816, 816),
        ("ERI", "1985", 530, 530),
        ("ERI", "1999", 531, 531),
        ("SSD", "2008", 625, 625),
        ("SSD", "2013", 626, 626),
        ("SSD", "2011", None, None),
        ("BGD", "1971-03-25", 770, 770),
        ("BGD", "1972", 771, 771),
        ("TLS", "1991-11-12", None, None),
        ("TLS", "2006", 860, 860),
        ("NAM", "1988", None, None),
        ("DZA", "1961", None, None),
        ("SYR", "1960", 652, None),  # of the United Arab Republic
        ("KOR", "1949-01-01", 732, None),
        ("TON", "1990", 972, None),
        ("TON", "2000", 972, 955),
        ("FRA", "1943", None, None),
        ("UKR", "some day", 369, 369),
    ],
)
def test_a_state_is_the_one_of_its_day(code: str, date: str, gw: int | None, cow: int | None) -> None:
    row = coded(code, date)
    assert row["geo_code_gw"] is pd.NA if gw is None else row["geo_code_gw"] == gw
    assert row["geo_code_cow"] is pd.NA if cow is None else row["geo_code_cow"] == cow


def test_what_was_handed_over_later_and_what_a_system_counts_as_a_state_has_no_number() -> None:
    walvis_bay = (14.5, -22.95)
    assert coded("NAM", "1993", at=walvis_bay)["geo_code_gw"] is pd.NA
    assert coded("NAM", "1995", at=walvis_bay)["geo_code_gw"] == 565
    assert coded("NAM", "1993", at=(17.1, -22.6))["geo_code_gw"] == 565
    assert coded("GEO", "2005", dispute="Abkhazia")["geo_code_gw"] == 372
    abkhazia = coded("GEO", "2015", dispute="Abkhazia")
    assert abkhazia["geo_code_gw"] is pd.NA
    assert abkhazia["geo_code_cow"] == 372


def test_fips_codes_of_parts() -> None:
    assert coded("PSE", at=(34.45, 31.5))["geo_code_fips"] == "GZ"
    assert coded("PSE", at=(35.2, 31.9))["geo_code_fips"] == "WE"
    assert coded("SJM", at=(-8.5, 71.0))["geo_code_fips"] == "JN"
    assert coded("SJM", at=(15.6, 78.2))["geo_code_fips"] == "SV"
    assert coded("UMI")["geo_code_fips"] is pd.NA
    assert coded("ALA")["geo_code_fips"] is pd.NA


def test_memberships_do_not_overlap_and_agree_with_what_is_read() -> None:
    for system in ("gw", "cow"):
        for ground, members in read_members(system).items():
            by_day = sorted(members, key=lambda one: one.since)
            assert all(one.since <= one.until for one in by_day), ground
            assert all(one.until < other.since for one, other in itertools.pairwise(by_day)), ground
    for ground, members in read_members("gw").items():
        # What is read begins with UCDP's first year.
        for one in (one for one in members if one.until >= np.datetime64("1989-12-31")):
            year = min(2020, int(str(one.until)[:4]))
            assert ground in translate_code("gw", str(one.code), year) or one.code == 345, (ground, one)


# Coordinates and gid of UCDP GED 23.1, of cells of PRIO-GRID 2.0's static table, and by hand.
@pytest.mark.parametrize(
    ("lon", "lat", "gid"),
    [
        (26.486881, 5.399784, 137213),
        (16.0, 6.0, 138633),  # on the corner of four cells
        (15.0, 5.5, 137911),
        (16.97, 5.5, 137914),
        (21.15, 6.0, 138643),
        (22.5, 6.4, 138646),
        (-179.75, -89.75, 1),
        (-179.25, -89.75, 2),
        (-179.75, -89.25, 721),
        (179.75, 89.75, 259200),
        (0.25, 0.25, 129961),
        (-0.25, -0.25, 129240),
        (180.0, 0.25, 129601),  # the same place as -180
        (-180.0, 0.25, 129601),
        (0.25, 90.0, 258841),
        (-1e-17, -1e-17, 129240),  # adding 180 first would lose it
    ],
)
def test_gid_of_points(lon: float, lat: float, gid: int) -> None:
    assert gid_of(np.array([lon]), np.array([lat])).tolist() == [gid]
    assert find_cells(np.array([shapely.Point(lon, lat)]), np.array([np.nan])).tolist() == [gid]


def test_a_disc_and_an_area_have_a_cell_only_if_they_lie_in_one() -> None:
    centre = shapely.Point(0.25, 60.25)
    shapes = [centre, centre, centre, shapely.box(0, 60, 0.5, 60.5), shapely.box(0, 60, 0.51, 60.5)]
    shapes += [shapely.LineString([(0.1, 60.1), (0.2, 60.2)]), None, shapely.Point(), shapely.Point(200, 0)]
    # A quarter of a degree of longitude is 13.9 km there.
    radii = np.array([0.0, 13_000.0, 14_500.0, np.nan, np.nan, np.nan, np.nan, np.nan, np.nan])
    geometry = np.array(shapes, dtype=object)
    gid = int(gid_of(np.array([0.25]), np.array([60.25]))[0])
    assert find_cells(geometry, radii).tolist() == [gid, gid, pd.NA, gid, pd.NA, gid, pd.NA, pd.NA, pd.NA]


def test_gid_is_that_of_ucdp_on_a_whole_file(root: Path) -> None:
    path = root.parent / "shared" / UCDP
    if not path.is_file():
        pytest.skip(f"{UCDP} is not beside the project")
    read = geo.read_incidents(path)
    measured = geo.measure_incidents(read, only=[], codes=["priogrid", "gw"])
    assert len(measured) == 1848
    assert measured["geo_code_priogrid"].eq(measured["priogrid_gid"]).all()


def test_measuring_adds_codes_after_our_columns_and_replaces_them() -> None:
    found = gpd.GeoDataFrame(
        {"what": ["a", "b", "c"], "date": ["1985-05-01", "2020-05-01", "2020-05-01"]},
        geometry=[shapely.Point(30.52, 50.45), shapely.Point(30.52, 50.45), shapely.box(30, 50, 40, 55)],
        crs=4326,
        index=[7, 8, 9],
    )
    measured = geo.measure_incidents(found, only=["country"], codes=("gw", "priogrid"))
    assert measured.columns[-2:].tolist() == ["geo_code_gw", "geo_code_priogrid"]
    assert measured["geo_code_gw"].tolist() == [365, 369, pd.NA]
    assert measured["geo_code_priogrid"].isna().tolist() == [False, False, True]
    assert measured.index.tolist() == [7, 8, 9]
    assert [str(measured[name].dtype) for name in measured.columns[-2:]] == ["Int64", "Int64"]
    plain = geo.measure_incidents(measured, only=["country"])
    assert not [name for name in plain.columns if name.startswith("geo_code_")]
    without = geo.measure_incidents(found, only=["land"], codes="iso3,fips")
    assert without["geo_code_iso3"].tolist() == ["UKR", "UKR", pd.NA]
    assert "geo_country_code" not in without
    same = geo.measure_incidents(found, only=["land"])
    pd.testing.assert_frame_equal(pd.DataFrame(without[same.columns]), pd.DataFrame(same))


def test_unknown_system_is_an_error_that_says_what_there_is() -> None:
    with pytest.raises(UsageError, match=r"'priogird' is no system.*mean 'priogrid'\?.*gw, cow, iso3, fips"):
        check_codes(["priogird"])
    with pytest.raises(UsageError, match="measure the incidents first"):
        add_codes(gpd.GeoDataFrame(geometry=[], crs=4326), ["gw"])


def test_columns_of_codes_are_ours() -> None:
    for system in schema.CODE_SYSTEMS:
        for column in schema.code_columns(system):
            assert schema.is_ours(column.name)
            assert column.name not in schema.column_names()
    assert not schema.is_ours("geo_code_other")
