"""One position in a cell: every notation, how precise its digits are, and what is wrong with it."""

from __future__ import annotations

import math

import mgrs
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from pyproj import Geod, Transformer

from geo._coordinates import Position, read_coordinates, read_degrees

GEOD = Geod(ellps="WGS84")
LONS = st.floats(-180, 180, allow_nan=False)
LATS = st.floats(-90, 90, allow_nan=False)
AKTAU = (51.16, 43.65)
NEAR = {"rel": 0, "abs": 1e-9}


def read(cell: str) -> Position:
    found = read_coordinates(cell)
    assert isinstance(found, Position), found
    return found


def distance_m(found: Position, lon: float, lat: float) -> float:
    return GEOD.inv(found.lon, found.lat, lon, lat)[2]


@pytest.mark.parametrize(
    "cell",
    [
        *("43.65, 51.16", "43.65,51.16", "43,65; 51,16", "43,65 51,16", "43,65,51,16", "(43.65; 51.16)"),
        *("N43.65 E51.16", "lat 43.65 lon 51.16", "43.65°N, 51.16°E", "long: 51.16, lat: 43.65"),
        *("43.65N 51.16E", "51.16 E 43.65 N", "lon, lat: 51.16, 43.65", "Lat/Long: 43.65, 51.16"),
        *("43.65 с.ш., 51.16 в.д.", "широта 43,65 долгота 51,16", "пн.ш. 43.65 сх.д. 51.16"),
        *("\u0664\u0663\u066b\u0666\u0665\u060c \u0665\u0661\u066b\u0661\u0666", "４３．６５，５１．１６"),
        *("\u200f43.65, 51.16\u200f", "43.65\0, 51.16", "Coordinates: 43.65, 51.16", "+43.65 +51.16"),
        *(
            "geo:43.65,51.16",
            "POINT (51.16 43.65)",
            "SRID=4326;POINT(51.16 43.65)",
            "POINT Z (51.16 43.65 9)",
        ),
        *("https://www.google.com/maps/@43.65,51.16,12z", "https://maps.google.com/?q=43.65,51.16"),
        "https://www.google.com/maps/place/x/@43.6,51.1,9z/data=!3m1!4b1!8m2!3d43.65!4d51.16",
        *(
            "https://www.openstreetmap.org/?mlat=43.65&mlon=51.16#map=9/43.6/51.1",
            "osm.org/#map=9/43.65/51.16",
        ),
        *("https://yandex.ru/maps/?ll=51.16%2C43.65&z=10", "https://yandex.ru/maps/?ll=9,8&pt=51.16,43.65"),
        *("https://www.bing.com/maps?cp=43.65~51.16&lvl=11", "https://maps.apple.com/?ll=43.65,51.16"),
        *("https://2gis.kz/aktau?m=51.16%2C43.65%2F12", "https://wikimapia.org/#lat=43.65&lon=51.16&z=12"),
        "https://geohack.toolforge.org/geohack.php?params=43.65_N_51.16_E_type:city",
    ],
)
def test_decimal_degrees_in_any_writing(cell):
    found = read(cell)
    assert (found.lon, found.lat) == pytest.approx(AKTAU, **NEAR)
    # Half of a cell of 0.01 degrees: 555.5 m north and 403.8 m east at that latitude.
    assert found.precision_m == pytest.approx(686.5, abs=0.5)


@pytest.mark.parametrize(
    "cell",
    [
        *("43°39′07″N 51°10′30″E", "43 39 07 N, 051 10 30 E", "433907N 0511030E", "43:39:07N 51:10:30E"),
        *("43º 39' 07'' N ; 51º 10' 30'' E", "43d39m07s N 51d10m30s E", "N 43 39 07 E 51 10 30"),
        *("43-39-07N 051-10-30E", "43˚39`07”N 51˚10’30“E", "43°39'07\" с. ш. 51°10'30\" в. д."),
        *("43°39′07″ северной широты, 51°10′30″ восточной долготы", "43 39 07 51 10 30"),
        *(
            "43 deg 39 min 7 sec N 51 deg 10 min 30 sec E",
            "43o39'07\"N 51o10'30\"E",
            "43°39'07\"N\n51°10'30\"E",
        ),
        "43 градуса 39 минут 7 секунд с.ш. 51 градус 10 минут 30 секунд в.д.".replace("градус ", "град. "),
        "https://geohack.toolforge.org/geohack.php?params=43_39_07_N_51_10_30_E",
    ],
)
def test_degrees_minutes_and_seconds_in_any_writing(cell):
    found = read(cell)
    # By hand: 43 + 39 / 60 + 7 / 3600 and 51 + 10 / 60 + 30 / 3600.
    assert (found.lon, found.lat) == pytest.approx((51.175, 43.651944444444), abs=1e-9)
    assert found.precision_m == pytest.approx(19.1, abs=0.1)


@pytest.mark.parametrize(
    ("cell", "lon", "lat"),
    [
        ("43°39.5'S 51°10.2'W", -51.17, -43.658333333),
        ("S 12 30 W 051 30", -51.5, -12.5),
        ("12°30'ю.ш. 51°30'з.д.", -51.5, -12.5),
        ("12°30'S 51°30'O", -51.5, -12.5),
        ("-12.5, -51.5", -51.5, -12.5),
        ("4339.5N 05110.2E", 51.17, 43.658333333),
        ("43o 51o", 51.0, 43.0),
        ("43, 51", 51.0, 43.0),
    ],
)
def test_hemispheres_and_minutes(cell, lon, lat):
    found = read(cell)
    assert (found.lon, found.lat) == pytest.approx((lon, lat), abs=1e-8)


def test_western_o_is_told():
    assert "west" in read("43°39'N 51°10'O").note


def test_order_is_told_or_assumed():
    assert read("43.65, 51.16").can_swap
    assert not read("N43.65 E51.16").can_swap
    swapped = read("121.05, 14.5")
    assert (swapped.lon, swapped.lat, swapped.can_swap) == (121.05, 14.5, False)
    assert "lon, lat" in swapped.note
    assert not read("-33.8688, 151.2093").can_swap


@pytest.mark.parametrize(
    ("cell", "word"),
    [
        *(("95, 200", "latitude"), ("43.65N 190E", "longitude"), ("lat 95 lon 10", "latitude")),
        *(("-181, 10", "longitude"), ("43.65, -181", "longitude"), ("43°75'N 51°10'E", "below 60")),
        *(
            ("43°39'60\"N 51°10'E", "below 60"),
            ("43°39'N", "without a longitude"),
            ("E 51", "without a latitude"),
        ),
        *(("43.65", "one number"), ("", "empty"), (" \t", "empty"), ("somewhere", "not understood")),
        *(("N 43 N 51", "two latitudes"), ("-43.65 S, 51 E", "minus"), ("1" * 5000, "too long")),
        *(
            ("39I 600000 4800000", "letter"),
            ("61N 600000 4800000", "zones"),
            ("39 600000 4800000", "two places"),
        ),
        *(
            ("38S 444000 3688000", "north or south"),
            ("39U 600000 4800000", "band"),
            ("39T VJ 123", "as many digits"),
        ),
        *(("39U VJ 55 55", "no such square"), ("32X KG 55 55", "no such zone"), ("10DEC2023", "date")),
        *(("9G8F+6X Aktau", "short Plus Code"), ("8FVA9G8F+6X", "Plus Code"), ("geo:95,0", "latitude")),
        *(
            ("geo:1,2;crs=nad27", "WGS84"),
            ("geo:43", "geo: URI"),
            ("https://maps.app.goo.gl/xY", "short link"),
        ),
        *(
            ("https://example.org/", "no coordinates"),
            ("https://[", "no coordinates"),
            ("POINT EMPTY", "empty"),
        ),
        *(("SRID=3857;POINT(5 4)", "WGS84"), ("POINT(200 43)", "longitude"), ("POINT(51 43", "WKT")),
        *(
            ("POINT(1e999 2)", "longitude"),
            ("12.05.2023", "not understood"),
            ("192.168.1.1", "not understood"),
        ),
    ],
)
def test_what_is_wrong_is_said(cell, word):
    said = read_coordinates(cell)
    assert isinstance(said, str)
    assert word in said


@pytest.mark.parametrize(
    ("code", "lon", "lat", "side_deg"),
    [
        # Of the test data of Open Location Code: the codes, and the middles of their cells.
        ("7FG49Q00+", 2.775, 20.375, 0.05),
        ("7FG49QCJ+2V", 2.7821875, 20.3700625, 0.000125),
        ("8FVC2222+22", 8.0000625, 47.0000625, 0.000125),
        ("4VCPPQGP+Q9", 174.7859375, -41.2730625, 0.000125),
        ("62G20000+", -179.5, 0.5, 1.0),
        ("22220000+", -179.5, -89.5, 1.0),
    ],
)
def test_plus_codes_of_the_specification(code, lon, lat, side_deg):
    found = read(code.lower())
    assert (found.lon, found.lat) == pytest.approx((lon, lat), abs=1e-9)
    assert found.precision_m >= distance_m(found, lon + side_deg / 2, lat + side_deg / 2)


@pytest.mark.parametrize(
    ("cell", "zone", "is_north", "easting", "northing"),
    [
        ("39T 600000E 4800000N", 39, True, 600000, 4800000),
        ("39N 600000 4800000", 39, True, 600000, 4800000),
        ("UTM zone 39 N 600000 4800000", 39, True, 600000, 4800000),
        ("600000 mE 4800000 mN 39 north", 39, True, 600000, 4800000),
        ("56 south 334873 6252266", 56, False, 334873, 6252266),
        ("56H 334873.25 6252266.5", 56, False, 334873.25, 6252266.5),
        ("56S 334873 6252266", 56, False, 334873, 6252266),
    ],
)
def test_utm_is_what_proj_says(cell, zone, is_north, easting, northing):
    epsg = (32600 if is_north else 32700) + zone
    known = Transformer.from_crs(epsg, 4326, always_xy=True).transform(easting, northing)
    found = read(cell)
    assert (found.lon, found.lat) == pytest.approx(known, abs=1e-9)
    assert found.precision_m == 1.0


def test_letters_of_halves_are_told_from_bands():
    assert "northern half" in read("39N 600000 4800000").note
    assert "southern half" in read("56S 334873 6252266").note
    assert read("39T 600000 4800000").note == read("39N 600000 400000").note == ""


@pytest.mark.parametrize(
    ("name", "lon", "lat"),
    [
        # The Jefferson Pier at Washington and Honolulu, of public descriptions of the grid.
        ("18SUJ2337106519", -77.036544, 38.889805),
        ("4QFJ12345678", -157.91681, 21.30948),
    ],
)
def test_squares_that_are_published(name, lon, lat):
    assert (read(name).lon, read(name).lat) == pytest.approx((lon, lat), abs=2e-4)


@given(LONS, LATS, st.integers(0, 5), st.sampled_from(["", " "]))
def test_mgrs_of_the_library_is_read_back(lon, lat, digits, space):
    name = mgrs.MGRS().toMGRS(lat, lon, MGRSPrecision=digits)
    found = read(name.replace(name, f"{space}{name}{space}"))
    assert distance_m(found, lon, lat) <= found.precision_m + 0.01
    assert found.precision_m <= 1.01 * math.hypot(0.5, 0.5) * 10 ** (5 - digits) + 1.0


def test_mgrs_with_spaces_and_a_zone_alone():
    whole = read("39TVJ1234554321")
    for written in ("39T VJ 12345 54321", "39 T VJ 1234554321", "39t vj 12345 54321", "MGRS 39TVJ1234554321"):
        assert (read(written).lon, read(written).lat) == (whole.lon, whole.lat)
    zone = read("38T")
    assert (zone.lon, zone.lat) == (45.0, 44.0)
    assert zone.precision_m >= distance_m(zone, 42.0, 40.0)


def test_uncertainty_of_a_geo_uri_is_the_precision():
    assert read("geo:43.65,51.16;u=250").precision_m == 250.0
    assert read("geo:43.65,51.16,12;crs=WGS84;u=0").precision_m == 1.0
    assert read("geo:0,0?q=43.65,51.16(Aktau)").lat == 43.65


def test_area_has_a_label_point_on_it_and_a_radius_that_holds_it():
    cell = "MULTIPOLYGON(((50 43,52 43,52 44,50 44,50 43)),((60 43,61 43,61 44,60 43)))"
    found = read(cell)
    assert found.geometry is not None
    assert found.geometry.covers(found.geometry.point_on_surface())
    assert all(
        distance_m(found, lon, lat) <= found.precision_m for lon, lat in ((50, 43), (61, 43), (61, 44))
    )
    assert read("LINESTRING(51 43, 52 44)").geometry.geom_type == "LineString"


@pytest.mark.parametrize("cell", ["43.650000000000006, 51.16000000000001", "43.6500000, 51.1600000"])
def test_no_digits_are_finer_than_a_metre(cell):
    assert read(cell).precision_m == 1.0


def dms(angle: float, *, letters: str, style: str, decimals: int) -> str:
    """Write an angle in minutes and seconds that are no more than rounded."""
    units = round(abs(angle) * 3600 * 10**decimals)
    seconds, degrees = (units % (60 * 10**decimals)) / 10**decimals, units // (3600 * 10**decimals)
    minutes = units // (60 * 10**decimals) % 60
    width = 2 if decimals == 0 else 3 + decimals
    letter = letters[0] if angle >= 0 else letters[1]
    return style.format(d=degrees, m=f"{minutes:02d}", s=f"{seconds:0{width}.{decimals}f}", h=letter)


STYLES = ["{d}°{m}′{s}″{h}", "{d} {m} {s} {h}", "{h}{d}°{m}'{s}\"", "{d}:{m}:{s}{h}", "{d}º {m}' {s}'' {h}"]


@given(LONS, LATS, st.sampled_from(STYLES), st.integers(0, 3), st.sampled_from([" ", ", ", "; "]))
def test_seconds_are_read_back_within_their_precision(lon, lat, style, decimals, between):
    cell = between.join(
        dms(angle, letters=letters, style=style, decimals=decimals)
        for angle, letters in ((lat, "NS"), (lon, "EW"))
    )
    found = read(cell)
    assert distance_m(found, lon, lat) <= found.precision_m + 1e-6


@given(
    LONS,
    LATS,
    st.integers(1, 9),
    st.sampled_from(["{}, {}", "{} {}", "lat {} lon {}", "geo:{},{}", "lat={}; lon={}"]),
)
def test_decimals_are_read_back_within_their_precision(lon, lat, decimals, style):
    found = read(style.format(f"{lat:.{decimals}f}", f"{lon:.{decimals}f}"))
    assert distance_m(found, lon, lat) <= found.precision_m + 1e-6


@given(st.floats(-180, 180), st.floats(-79.9, 83.9))
def test_utm_is_read_back(lon, lat):
    zone = min(int((lon + 180) // 6) + 1, 60)
    half = "north" if lat >= 0 else "south"
    epsg = (32600 if lat >= 0 else 32700) + zone
    easting, northing = Transformer.from_crs(4326, epsg, always_xy=True).transform(lon, lat)
    assume(round(northing) < 10_000_000)
    found = read(f"{zone} {half} {easting:.0f} {northing:.0f}")
    assert distance_m(found, lon, lat) <= found.precision_m


@pytest.mark.parametrize(
    ("cell", "axis", "degrees"),
    [
        *(
            ("43°39'N", "lat", 43.65),
            ("N 50.5", "lat", 50.5),
            ("43,65", "lat", 43.65),
            ("433907N", "lat", 43.651944444),
        ),
        *(("-51 10 30", "lon", -51.175), ("0511030W", "lon", -51.175), ("51° 10.5' в.д.", "lon", 51.175)),
        *(
            ("10S", "lat", -10.0),
            ("180", "lon", 180.0),
            ("lon 51.16", "lon", 51.16),
            ("51-10-30E", "lon", 51.175),
        ),
    ],
)
def test_one_angle_of_a_column(cell, axis, degrees):
    assert read_degrees(cell, axis)[0] == pytest.approx(degrees, abs=1e-8)


@pytest.mark.parametrize(
    ("cell", "axis", "word"),
    [
        *(
            ("51°10'E", "lat", "letter of a longitude"),
            ("43N", "lon", "letter of a latitude"),
            ("95", "lat", "outside"),
        ),
        *(
            ("", "lat", "empty"),
            ("10 km", "lat", "not a number"),
            ("10°75'", "lat", "60"),
            ("-10 S", "lat", "minus"),
        ),
        *(("181W", "lon", "outside"), ("51.16.30", "lon", "not a number"), ("1e3", "lon", "not a number")),
    ],
)
def test_what_is_wrong_with_an_angle_is_said(cell, axis, word):
    said = read_degrees(cell, axis)
    assert isinstance(said, str)
    assert word in said
