"""What a reader takes away from a page is the table that it was made from, and shapes that programs read."""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
import xml.etree.ElementTree as ET

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from pyproj import Geod

import geo
from geo import schema
from geo._maps.rows import FINE_ROWS
from tests.find_node import find_node
from tests.map_atlas import ATLAS, as_area, measured
from tests.test_page_words import areas, many, varied

GEOD = Geod(ellps="WGS84")
KML = "{http://www.opengis.net/kml/2.2}"
# Known to one of eight directions only: never in a file under the name of an angle.
COARSE_AZIMUTHS = {f"geo_{stem}_azimuth_deg" for stem in ("place", "town", "capital")}
# Three digits are kept, in halves of the last; bounds of an interval are never narrower than they are.
SHARE_KEPT = 0.5 / 100
NUL_FREE = str.maketrans({"\0": None, "\ud800": "?"})


@pytest.fixture
def root(request):
    return request.config.rootpath


@pytest.fixture
def take(tmp_path, root):
    def taken(table, rows=None, *, atlas=ATLAS, **options):
        html = geo.make_map(table, atlas=atlas, **options).get_root().render()
        path = tmp_path / "data.json"
        text = re.search(r'_data">(.*?)</script>', html, re.DOTALL)[1]
        path.write_text(text, encoding="utf-8")
        command = [find_node(), "tests/js/take.js", path, *([] if rows is None else [json.dumps(rows)])]
        done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    return taken


def read_csv(text):
    """Read cells as they stand, None where there is nothing."""
    assert text.startswith("\ufeff")
    head, *rows = csv.reader(io.StringIO(text[1:], newline=""), strict=True)
    assert all(len(row) == len(head) for row in rows)
    return pd.DataFrame([[cell or None for cell in row] for row in rows], columns=head, dtype=object)


def placemarks(text):
    return ET.fromstring(text).findall(f".//{KML}Placemark")  # noqa: S314 - made here


def told(value):
    return None if value is None or value is pd.NA or value != value else value  # noqa: PLR0124 - NaN


def near(name, there, here, *, fine):
    """Say whether a number of a file is that of the table, as finely as the page keeps it."""
    if name.endswith("lon"):
        return abs(there) <= 180 and abs((there - here + 180) % 360 - 180) < 1e-4 + 1e-9
    if name.endswith("azimuth_deg"):
        return -1e-6 <= here - there <= (1e-6 if fine else 0.0501)
    if name == "geo_known_population_25km":
        return 0 <= here - there <= here * SHARE_KEPT
    off = abs(there - here)
    if name.endswith("lat"):
        return off < 1e-4 + 1e-9
    if name.endswith(("precision_m", "accuracy_m")) or not name.endswith("_m"):
        return off <= (0.0501 if name.endswith("_m") else 0)
    # The step to which distances to the hand-made borders are known is ten metres, to places a hundred.
    return off <= (1 if fine else max(50.0, 1 + here * SHARE_KEPT))


def compare_neighbours(there, here):
    there, here = json.loads(there), json.loads(here)
    assert list(there) == list(here)
    for code, metres in here.items():
        assert isinstance(there[code], list) == isinstance(metres, list)
        for one, other in zip(np.atleast_1d(there[code]), np.atleast_1d(metres), strict=True):
            # Of many and of few they are kept as they are told.
            assert near("_m", one, other, fine=False), (code, there, here)


def compare_cell(name, kind, there, here, *, fine):
    assert (there is None) == (here is None), (name, there, here)
    if here is None:
        return
    if name == "geo_neighbours":
        compare_neighbours(there, here)
    elif kind == "number":
        assert near(name, float(there), float(here), fine=fine), (name, there, here)
    else:
        assert str(there) == str(here), name


def compare(table, files):
    fine = len(table) <= FINE_ROWS
    taken = read_csv(files["csv"])
    features = json.loads(files["geojson"])["features"]
    kinds = {each["name"]: each["kind"] for each in files["columns"]}
    assert list(kinds) == list(taken) == list(features[0]["properties"])
    assert not COARSE_AZIMUTHS & set(kinds)
    ours = [name for name in kinds if name.startswith("geo_")]
    assert ours == [name for name in table if name in ours]
    for name, kind in kinds.items():
        truth = [told(value) for value in table[name]]
        for row, here in enumerate(truth):
            there = features[row]["properties"][name]
            compare_cell(name, kind, there, here, fine=fine)
            if kind == "number":
                assert (taken[name][row] is None) == (there is None)
                assert there is None or float(taken[name][row]) == there
            elif kind != "boolean":
                assert taken[name][row] == there
            else:
                assert taken[name][row] == (None if there is None else str(there))


@pytest.mark.parametrize("repeat", [lambda table: table, many])
def test_every_column_of_points_and_circles_is_that_of_the_table(take, repeat):
    table = repeat(varied()).drop(columns="title").assign(magnitude=1.5, code="007")
    files = take(table, columns=["date", "magnitude", "code"])
    compare(table, files)
    kinds = {each["name"]: each["kind"] for each in files["columns"]}
    names = ("date", "magnitude", "code", "geo_neighbours")
    assert [kinds[name] for name in names] == ["date", "number", "text", "json"]
    bounds = {f"geo_{stem}_{end}_m" for stem in ("border", "place", "city") for end in ("min", "max")}
    assert bounds <= set(kinds)


@pytest.mark.parametrize("repeat", [lambda table: table, many])
def test_every_column_of_areas_is_that_of_the_table(take, repeat):
    table = repeat(areas())
    files = take(table)
    names = {each["name"] for each in files["columns"]}
    assert "geo_border_m" not in names
    assert {"geo_border_min_m", "geo_border_max_m", "geo_label_lon"} <= names
    wanted = ["geo_border_min_m", "geo_border_max_m", "geo_country", "geo_city_max_m", "geo_located_as"]
    fine = len(table) <= FINE_ROWS
    for row, feature in enumerate(json.loads(files["geojson"])["features"]):
        # The last of three has an interval of nothing and no distance: the page keeps neither.
        for name in wanted if row % 3 < 2 else ["geo_located_as"]:
            kind = "number" if name.endswith("_m") else "text"
            compare_cell(name, kind, feature["properties"][name], told(table[name].iloc[row]), fine=fine)


def test_names_are_those_of_the_schema(take):
    names = [each["name"] for each in take(varied())["columns"]]
    assert all(schema.is_ours(name) for name in names if name.startswith("geo_"))
    assert all(name.startswith("geo_") or name in ("title", "date") for name in names)


def test_the_earthquakes_of_the_world_are_taken_away_as_they_are(take, root):
    atlas = geo.load_atlas()
    incidents = geo.read_incidents(root / "data" / "examples" / "earthquakes.csv")
    table = geo.measure_incidents(geo.locate_incidents(incidents, atlas=atlas), atlas=atlas, to=["USA-MEX"])
    files = take(table, atlas=atlas, columns=["place", "time", "magnitude", "type"])
    names = [each["name"] for each in files["columns"]]
    assert names[-2:] == ["geo_to_mex_usa_accuracy_m", "geo_to_mex_usa_kinds"]
    truth = table.assign(time=table["time"].str.replace(r"T00:00:00Z?$", "", regex=True))
    compare(truth, files)
    assert all(
        shapely.from_geojson(json.dumps(each["geometry"])).is_valid
        for each in json.loads(files["geojson"])["features"]
        if each["geometry"]
    )


HOSTILE = [
    "=cmd|' /C calc'!A0",
    'a","b\r\n=1',
    "</value><Placemark/>]]>&amp;<!--",
    "مرحبا\u202eabc",
    "\U0001f6f8\U0001f468\u200d\U0001f469",
    "a\0b",
    "\ud800",
    "\u0001\ufffe",
    "\u2028",
    "{{title}} {made}",
]


def test_hostile_texts_break_no_file(take, tmp_path):
    texts = pd.Series(HOSTILE, dtype=object)
    table = measured(*[(0.5, 0.5)] * len(texts), title=texts, **{'=odd "<name>': texts, "a,b\n": texts})
    files = take(table, columns=["title", '=odd "<name>', "a,b\n"], title="</name><x>&{made}")
    clean = [text.translate(NUL_FREE).strip() for text in HOSTILE]
    taken = read_csv(files["csv"])
    assert list(taken)[:3] == ["title", "'=odd \"<name>", "a,b\n"]
    guarded = [f"'{text}" if text.startswith("=") else text for text in clean]
    assert [cell or "" for cell in taken["a,b\n"]] == guarded
    (tmp_path / "x.geojson").write_text(files["geojson"], encoding="utf-8")
    read = gpd.read_file(tmp_path / "x.geojson")
    assert read['=odd "<name>'].fillna("").tolist() == clean
    found = placemarks(files["kml"])
    names = [each.find(f"{KML}name").text or "" for each in found]
    called = [text or f"Incident {row}" for row, text in enumerate(clean, start=1)]
    assert names == [re.sub("[\x01\ufffe]", "", text) for text in called]
    data = [each.attrib["name"] for each in found[0].iter(f"{KML}SimpleData")]
    assert data[:3] == ["title", '=odd "<name>', "a,b\n"]
    assert ET.fromstring(files["kml"]).find(f"{KML}Document/{KML}name").text == "</name><x>&{made}"  # noqa: S314


def test_who_made_the_map_and_of_what_travels_with_the_shapes(take):
    files = take(measured((0.5, 0.5), title=["t"]), title="Strikes")
    whole = json.loads(files["geojson"])
    assert whole["name"] == "Strikes"
    assert any("Drawn by hand" in source and "CC0-1.0" in source for source in whole["sources"])
    assert "simplified" in whole["note"]
    assert re.search(r"\d{4}", whole["made"])
    document = ET.fromstring(files["kml"]).find(f"{KML}Document")  # noqa: S314
    assert document.find(f"{KML}name").text == "Strikes"
    assert "CC0-1.0" in document.find(f"{KML}description").text
    assert whole["made"] in document.find(f"{KML}description").text


def geometries(files):
    features = json.loads(files["geojson"])["features"]
    return [each["geometry"] and shapely.from_geojson(json.dumps(each["geometry"])) for each in features]


def rings_of(shape):
    return [ring for part in shapely.get_parts(shape) for ring in (part.exterior, *part.interiors)]


def check_polygon(shape):
    assert shape.is_valid, shapely.is_valid_reason(shape)
    west, south, east, north = shape.bounds
    assert west >= -180
    assert south >= -90
    assert east <= 180
    assert north <= 90
    for part in shapely.get_parts(shape):
        assert part.exterior.is_ccw
        assert not any(hole.is_ccw for hole in part.interiors)


def kml_shape(placemark):
    def corners(node):
        text = node.find(f".//{KML}coordinates").text
        return [tuple(map(float, each.split(","))) for each in text.split()]

    found = [
        shapely.Polygon(
            corners(each.find(f"{KML}outerBoundaryIs")),
            [corners(hole) for hole in each.findall(f"{KML}innerBoundaryIs")],
        )
        for each in placemark.iter(f"{KML}Polygon")
    ]
    return shapely.MultiPolygon(found)


CIRCLES = [
    (0.5, 0.5, 30_000.0),
    (179.9, 51.0, 90_000.0),
    (-179.99, -17.0, 400_000.0),
    (180.0, 0.0, 26_000.0),
    (20.0, 89.0, 300_000.0),
    (-100.0, -85.0, 2_000_000.0),
    (10.0, 88.0, 90_000.0),
    (0.0, 90.0, 50_000.0),
    (175.0, 89.9, 30_000.0),
    (120.0, 30.0, 7_000_000.0),
]


@pytest.mark.parametrize(("lon", "lat", "radius_m"), CIRCLES)
def test_a_coarse_circle_is_a_valid_polygon_of_the_ground_within(take, lon, lat, radius_m):
    files = take(measured((lon, lat), title=["t"], geo_precision_m=[radius_m]))
    [shape] = geometries(files)
    check_polygon(shape)
    random = np.random.default_rng(3)
    azimuth = random.uniform(0, 360, 400)
    for share, inside in ((0.99, True), (1.01, False)):
        far = np.full(400, radius_m * share)
        lons, lats, _ = GEOD.fwd(np.full(400, lon), np.full(400, lat), azimuth, far)
        held = shapely.covers(shape, shapely.points((lons + 180) % 360 - 180, lats))
        assert (held == inside).all()
    [mark] = placemarks(files["kml"])
    assert mark.find(f".//{KML}Point") is None
    assert shapely.equals(
        shapely.normalize(kml_shape(mark)),
        shapely.normalize(shapely.MultiPolygon(shapely.get_parts(shape).tolist())),
    )


def test_a_circle_that_holds_both_poles_is_the_whole_world(take):
    [shape] = geometries(take(measured((0.5, 0.5), title=["t"], geo_precision_m=[19_000_000.0])))
    assert shapely.equals(shape, shapely.box(-180, -90, 180, 90))


def test_points_stay_points_and_their_circle_is_in_the_kml(take):
    table = measured(
        (0.5, 0.5), (1.7, 1.5), (179.999, 0.5), title=list("abc"), geo_precision_m=[None, 5_000.0, 900.0]
    )
    lost = table.iloc[:1].assign(geo_lon=pd.NA, geo_lat=pd.NA).set_geometry([None], crs=table.crs)
    table = pd.concat([table, lost.astype({"geo_lon": "Float64", "geo_lat": "Float64"})], ignore_index=True)
    files = take(table)
    shapes = geometries(files)
    assert shapes[3] is None
    for shape, point in zip(shapes[:3], table.geometry, strict=False):
        assert shapely.equals_exact(shape, point, tolerance=1e-6)
    exact, vague, split, nowhere = placemarks(files["kml"])
    assert [len(list(each.iter(f"{KML}Point"))) for each in (exact, vague, split, nowhere)] == [1, 1, 1, 0]
    assert [len(list(each.iter(f"{KML}Polygon"))) for each in (exact, vague, split, nowhere)] == [0, 1, 2, 0]
    for mark, radius_m in ((vague, 5_000.0), (split, 900.0)):
        shape = kml_shape(mark)
        assert shape.is_valid
        area_m2 = sum(abs(GEOD.geometry_area_perimeter(part)[0]) for part in shape.geoms)
        assert area_m2 == pytest.approx(np.pi * radius_m**2, rel=0.004)


def test_a_circle_over_the_antimeridian_is_cut(take):
    files = take(measured((179.99, 0.5), title=["c"], geo_precision_m=[5_000.0]))
    shape = kml_shape(placemarks(files["kml"])[0])
    assert len(shape.geoms) == 2
    check_polygon(shape)


AREAS = {
    "with a hole": shapely.box(1.2, 0.4, 1.9, 1.1).difference(shapely.box(1.4, 0.6, 1.5, 0.7)),
    "in parts": shapely.union(shapely.box(0, 0, 0.5, 0.5), shapely.box(1, 1, 1.5, 1.5)),
    "over the antimeridian": shapely.union(shapely.box(179, 0, 180, 1), shapely.box(-180, 0, -179.5, 1)),
    "in fingers": shapely.union_all(
        [shapely.box(179, 0, 180, 3), shapely.box(-180, 0, -179, 1), shapely.box(-180, 2, -179.5, 3)]
    ),
}


@pytest.mark.parametrize("name", AREAS)
def test_an_area_is_the_polygon_that_it_was(take, name):
    shape = AREAS[name]
    files = take(as_area(measured((179.5, 0.5), title=["t"]), shape))
    [found] = geometries(files)
    check_polygon(found)
    assert shapely.area(shapely.symmetric_difference(found, shape)) < 0.005 * shapely.area(shape)
    drawn = kml_shape(placemarks(files["kml"])[0])
    assert shapely.area(shapely.symmetric_difference(drawn, shape)) < 0.005 * shapely.area(shape)


@pytest.mark.parametrize(
    "shape",
    [
        shapely.LineString([(0.2, 0.2), (1.4, 0.9), (1.8, 0.3)]),
        shapely.MultiLineString([[(0.2, 0.2), (1.4, 0.9)], [(1.5, 0.9), (1.8, 0.3)]]),
    ],
)
def test_a_line_is_a_line_again(take, shape):
    files = take(as_area(measured((1.5, 0.7), title=["t"]), shape))
    [found] = geometries(files)
    assert found.geom_type == shape.geom_type
    assert shapely.hausdorff_distance(found, shape) < 0.01
    assert len(list(placemarks(files["kml"])[0].iter(f"{KML}LineString"))) == len(shapely.get_parts(shape))


def test_coordinates_have_no_noise_and_no_more_digits_than_the_page(take):
    table = many(measured((179.1, 0.2), (-179.7, 0.3), title=list("ab")))
    text = take(table)["geojson"]
    numbers = re.findall(r"-?\d+\.\d+", " ".join(re.findall(r'"geometry":\{.*?\}', text)))
    assert set(numbers) == {"179.1", "-179.7", "0.2", "0.3"}
    outline = take(as_area(measured((1.5, 0.7), title=["t"]), AREAS["with a hole"]))["geojson"]
    assert (
        max(
            len(each.partition(".")[2])
            for each in re.findall(r"\d+\.\d+", re.search(r'"geometry":\{.*?\}', outline)[0])
        )
        <= 7
    )


def test_days_are_when_it_may_have_happened(take):
    table = measured(
        *[(0.5, 0.5)] * 4, title=list("abcd"), date=["2024-02-29", "2024-02", None, "1969-12-31"]
    )
    marks = placemarks(take(table)["kml"])
    texts = [
        [node.text for tag in ("when", "begin", "end") for node in mark.iter(KML + tag)] for mark in marks
    ]
    assert texts == [["2024-02-29"], ["2024-02-01", "2024-02-29"], [], ["1969-12-31"]]


def test_programs_read_both_files_of_shapes(take, tmp_path):
    files = take(varied())
    for name in ("geojson", "kml"):
        (tmp_path / f"x.{name}").write_text(files[name], encoding="utf-8")
    read = gpd.read_file(tmp_path / "x.geojson")
    assert len(read) == len(varied())
    assert str(read.crs) == "EPSG:4326"
    drawn = gpd.read_file(tmp_path / "x.kml")
    assert drawn["Name"].tolist() == varied()["title"].tolist()
    assert drawn.geometry.is_valid.all()


def test_filtered_rows_alone_are_taken(take):
    files = take(varied(), rows=[5, 2])
    assert read_csv(files["csv"])["title"].tolist() == ["No. 5", "No. 2"]
    assert [each.find(f"{KML}name").text for each in placemarks(files["kml"])] == ["No. 5", "No. 2"]
