"""Trying to recover a blurred place from finished files, with all the numbers that are in them.

The attack knows the atlas and all that geo does: it trilaterates from every distance, and it finds the
place of a table that is not blurred to within metres.
"""

from __future__ import annotations

import io
import json
import logging
import math
import re
import sqlite3
import struct
import subprocess
import zlib
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pyarrow.parquet as pq
import pyogrio
import pytest
import shapely
from pyproj import Geod

import geo
from geo._maps.encoding import BITS, FIRST
from tests.blur_atlas import ATLAS
from tests.find_node import find_node
from tests.small_atlas import ARCS, COASTS, PLACES
from tests.test_maps import unpack

GEOD = Geod(ellps="WGS84")
FORMATS = ("csv", "geojson", "gpkg", "parquet", "html")

# The cell of 5 km that holds 0.9, 1.1, by its sides; tests/test_blurring.py has the grid itself.
WEST, SOUTH, EAST, NORTH = 0.816944, 1.0964467, 0.9077156, 1.1878173
RANDOM = np.random.default_rng(5)
INSIDE = np.column_stack([RANDOM.uniform(WEST, EAST, 20), RANDOM.uniform(SOUTH, NORTH, 20)])
EDGES = [(WEST, SOUTH), (math.nextafter(EAST, 0), math.nextafter(NORTH, 0))]
PROBES = [*map(tuple, INSIDE.tolist()), *EDGES]
DISTRICT = shapely.box(0, 1, 1, 2)  # Upper Westria

SPACING_M = 50.0
FOUND_M = 100.0


def read_table(lon, lat):
    """Make a table that gives its place away in eight ways."""
    degrees = f"{int(lat)}°{lat % 1 * 60:.5f}'N {int(lon)}°{lon % 1 * 60:.5f}'E"
    cells = [
        *("007", "Drone found", f"{lon!r}", f"{lat!r}", "25", f"POINT ({lon!r} {lat!r})"),
        *(degrees, f"https://maps.example/@{lat:.6f},{lon:.6f},15z", f"{lon * 1e7:.0f}", "3"),
        f"seen at {lat:.4f} N and {lon:.4f} E by two men",
    ]
    header = "id,title,lon,lat,precision_m,shape_wkt,where_found,link,lon_e7,dead,account"
    quoted = ",".join('"' + cell.replace('"', '""') + '"' for cell in cells)
    return geo.read_incidents(io.StringIO(f"{header}\n{quoted}\n"))


def write_all(table, folder):
    """Measure, and write every kind of file; GDAL is told the date, which it notes in a GeoPackage."""
    folder.mkdir()
    measured = geo.measure_incidents(table, atlas=ATLAS, to=["AAA-BBB"])
    pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": "2026-01-01T00:00:00.000Z"})
    try:
        for kind in FORMATS[:-1]:
            geo.write_incidents(measured, folder / f"out.{kind}")
    finally:
        pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": None})
    page = geo.make_map(measured, atlas=ATLAS).get_root().render()
    (folder / "out.html").write_text(page)
    return folder


@pytest.fixture(scope="module")
def blurred(tmp_path_factory):
    """All files of every probe, and what was logged."""
    folder = tmp_path_factory.mktemp("blurred")
    log = io.StringIO()
    handler = logging.StreamHandler(log)
    logger = logging.getLogger("geo._blurring")
    logger.addHandler(handler)
    level = logger.level
    logger.setLevel(logging.DEBUG)
    found = []
    for number, place in enumerate(PROBES):
        log.truncate(log.seek(0))
        table = geo.blur_incidents(read_table(*place), "5km", atlas=ATLAS)
        found.append((write_all(table, folder / str(number)), log.getvalue()))
    logger.removeHandler(handler)
    logger.setLevel(level)
    return found


@pytest.fixture(scope="module")
def exact(tmp_path_factory):
    """Write the same files of the first probe, not blurred."""
    return write_all(read_table(*PROBES[0]), tmp_path_factory.mktemp("exact") / "0")


def decode_line(text, step):
    """Do what the script of the page does with an outline."""
    values, value, shift = [], 0, 0
    for letter in text:
        code = ord(letter) - FIRST
        value |= (code & (2**BITS - 1)) << shift
        shift += BITS
        if code < 2**BITS:
            values.append(-(value + 1) // 2 if value % 2 else value // 2)
            value = shift = 0
    return (np.cumsum(np.reshape(values, (-1, 2)), axis=0) * step).ravel().tolist()


def read_page(path, folder):
    """Give the head of a page and all that its columns hold, read by the page's own scripts."""
    text = re.search(
        r'<script type="application/json" id="[^"]*_data">(.*?)</script>', path.read_text(), re.DOTALL
    )
    data = folder / "data.json"
    data.write_text(text[1], encoding="utf-8")
    script = Path(__file__).parent / "js" / "dump.js"
    done = subprocess.run([find_node(), script, data], capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def inflate_page(html):
    """Give all bytes of the columns of a page."""
    told = json.loads(re.search(r'_data">(.*?)</script>', html, re.DOTALL)[1])
    packed, found = unpack(told["data"]), b""
    for size, _ in told["pieces"]:
        found += zlib.decompress(packed[:size], -15)
        packed = packed[size:]
    return found


def read_texts(folder):
    """Everything that is written in the files, as text, by format."""
    database = sqlite3.connect(folder / "out.gpkg")
    names = [name for (name,) in database.execute("select name from sqlite_master where type = 'table'")]
    rows = {name: database.execute(f'select * from "{name}"').fetchall() for name in names}  # noqa: S608
    database.close()
    parquet = pq.read_table(folder / "out.parquet")
    payload = read_page(folder / "out.html", folder)
    outlines = [
        decode_line(ring, payload["areas"]["step"])
        for outline in payload["areas"]["outlines"]
        for polygon in outline["polygons"]
        for ring in polygon
    ]
    shapes = [gpd.read_file(folder / f"out.{kind}").to_wkt() for kind in ("geojson", "gpkg")]
    shapes.append(gpd.read_parquet(folder / "out.parquet").to_wkt())
    return {
        "csv": (folder / "out.csv").read_text(),
        "geojson": (folder / "out.geojson").read_text(),
        "gpkg": repr(rows) + repr(shapes[1].to_numpy().tolist()),
        "parquet": repr(parquet.to_pydict())
        + repr(parquet.schema.metadata)
        + repr(shapes[2].to_numpy().tolist()),
        "html": json.dumps(payload) + repr(outlines) + (folder / "out.html").read_text(),
    }


def numbers_of(text):
    return np.array([float(number) for number in re.findall(r"-?\d+\.\d+(?:[eE][+-]?\d+)?", text)])


def read_intervals(folder, kind):
    """Read the least and most of each distance."""
    if kind == "csv":
        row = pd.read_csv(folder / "out.csv").iloc[0]
    else:
        row = (gpd.read_parquet if kind == "parquet" else gpd.read_file)(folder / f"out.{kind}").iloc[0]
    stems = ("place", "town", "city", "coast", "to_aaa_bbb", "border")
    found = {stem: (row[f"geo_{stem}_min_m"], row[f"geo_{stem}_max_m"]) for stem in stems}
    neighbours = row["geo_neighbours"]
    neighbours = json.loads(neighbours) if isinstance(neighbours, str) else neighbours
    for code, ends in neighbours.items():
        found[code] = tuple(ends) if isinstance(ends, list) else (ends, ends)
    return found


def densify(line):
    """Points along a line of the atlas, near enough to each other to stand for it."""
    line = shapely.LineString(line)
    return shapely.get_coordinates(shapely.segmentize(line, SPACING_M / 111_000.0))


def features():
    """Give what the attack knows of the world: the points that each distance may be measured to."""
    border = {
        code: np.vstack(
            [densify(arc[-1]) for arc in ARCS if code in arc[:2] and arc[3] != "sea" and chosen(arc)]
        )
        for code in ("BBB", "DDD")
    }
    sized = [(population or 0, lon, lat) for _, population, lon, lat in PLACES]
    return {
        **border,
        "border": np.vstack(list(border.values())),
        "to_aaa_bbb": np.vstack([densify(arc[-1]) for arc in ARCS if arc[:2] == ("AAA", "BBB")]),
        "coast": np.vstack([densify(coast[-1]) for coast in COASTS if coast[1] != "lake"]),
        **{
            stem: np.array([place[1:] for place in sized if place[0] >= least])
            for stem, least in (("place", 0), ("town", 5_000), ("city", 50_000))
        },
    }


def chosen(arc):
    """Borders to another sovereign: those of Alland and of the colony that hangs together with it."""
    return arc[0] in ("AAA", "CCC", "DDD") and arc[1] in ("AAA", "BBB", "DDD")


FEATURES = features()


def distances_m(place, known):
    return {
        stem: float(np.min(GEOD.inv(*np.broadcast_arrays(*place, *FEATURES[stem].T))[2])) for stem in known
    }


def trilaterate(intervals):
    """Least squares on the middle of every interval, over the whole atlas and then ever more closely."""
    known = {stem: sum(ends) / 2 for stem, ends in intervals.items() if np.isfinite(sum(ends))}
    west, south, size = 0.0, 0.0, 2.0
    best = None
    for _ in range(12):
        lon, lat = (values.ravel() for values in np.meshgrid(west + size * GRID, south + size * GRID))
        cost = np.zeros(len(lon))
        for stem, distance_m in known.items():
            cost += (coarse_m(lon, lat, stem) - distance_m) ** 2
        best = lon[np.argmin(cost)], lat[np.argmin(cost)]
        size /= 3.0
        west, south = best[0] - size / 2, best[1] - size / 2
    return best


GRID = np.linspace(0, 1, 17)
TREES = {}


def coarse_m(lon, lat, stem):
    """Geodesic to the spot of a feature that is the nearest one on a plane of local metres."""
    spots = FEATURES[stem] * [np.cos(np.radians(1.0)), 1.0]
    if stem not in TREES:
        TREES[stem] = shapely.STRtree(shapely.points(spots))
    nearest = TREES[stem].nearest(shapely.points(lon * np.cos(np.radians(1.0)), lat))
    return GEOD.inv(lon, lat, *FEATURES[stem][nearest].T)[2]


def off_m(place, other):
    return GEOD.inv(*place, *other)[2]


@pytest.mark.parametrize("kind", FORMATS[:-1])
def test_the_attack_finds_a_place_that_is_not_blurred(exact, kind):
    assert off_m(trilaterate(read_intervals(exact, kind)), PROBES[0]) < FOUND_M


@pytest.mark.parametrize("kind", FORMATS)
def test_the_digits_of_a_place_that_is_not_blurred_are_found(exact, kind):
    lon, lat = PROBES[0]
    text = read_texts(exact)[kind]
    assert f"{lon:.4f}"[:-1] in text
    assert np.abs(numbers_of(text) - lat).min() < 1e-6


@pytest.mark.parametrize("kind", FORMATS)
def test_every_place_of_a_cell_gives_the_same_file_to_the_byte(blurred, kind):
    first = (blurred[0][0] / f"out.{kind}").read_bytes()
    for folder, _ in blurred[1:]:
        assert (folder / f"out.{kind}").read_bytes() == first


def test_every_place_of_a_cell_gives_the_same_log_without_its_digits(blurred):
    assert len({log for _, log in blurred}) == 1
    assert "lon, lat, precision_m, shape_wkt, where_found, link, lon_e7, account" in blurred[0][1]
    assert not re.search(r"\d\.\d", blurred[0][1])


@pytest.mark.parametrize("kind", FORMATS[:-1])
def test_no_distance_rules_out_any_place_of_the_cell(blurred, kind):
    intervals = read_intervals(blurred[0][0], kind)
    assert len(intervals) >= 8
    for place in PROBES:
        for stem, distance_m in distances_m(place, intervals).items():
            least_m, most_m = intervals[stem]
            assert least_m - SPACING_M <= distance_m <= most_m + SPACING_M, stem


@pytest.mark.parametrize("kind", FORMATS[:-1])
def test_trilateration_comes_no_nearer_than_guessing(blurred, kind):
    errors_m = [
        off_m(trilaterate(read_intervals(folder, kind)), place)
        for (folder, _), place in list(zip(blurred, PROBES, strict=True))[::3]
    ]
    # Of places spread evenly over a square of 10 km, about 13 % lie within 2 km of any one point.
    assert sorted(errors_m)[len(errors_m) // 2] > 2_000.0


@pytest.mark.parametrize("kind", FORMATS)
def test_no_file_has_the_place_in_any_decimals(blurred, kind):
    folder = blurred[0][0]
    text = read_texts(folder)[kind]
    content = (folder / f"out.{kind}").read_bytes()
    if kind == "html":
        content += inflate_page(content.decode())
    numbers = numbers_of(text)
    pairs = np.column_stack([numbers[:-1], numbers[1:]])
    for lon, lat in map(tuple, INSIDE.tolist()):
        for degrees in (lon, lat):
            minutes = degrees % 1 * 60
            for decimals in range(4, 16):
                assert f"{degrees:.{decimals}f}" not in text
            for digits in (f"{degrees * 1e7:.0f}", f"{minutes:.4f}", f"{minutes:.5f}"):
                assert digits not in text
            for form in "<d", ">d", "<f":
                assert struct.pack(form, degrees) not in content
        assert np.abs(pairs - [lon, lat]).max(axis=1).min() > 1e-3
        assert np.abs(pairs - [lat, lon]).max(axis=1).min() > 1e-3


@pytest.mark.parametrize("level", ["district", "region"])
def test_every_place_of_a_unit_gives_the_same_files_to_the_byte(tmp_path, level):
    places = [(0.05, 1.05), (0.95, 1.95)]
    folders = []
    for number, place in enumerate(places):
        table = geo.blur_incidents(read_table(*place), level, atlas=ATLAS)
        assert table.geometry.iloc[0].covers(shapely.Point(place))
        folders.append(write_all(table, tmp_path / str(number)))
    for kind in FORMATS:
        assert len({(folder / f"out.{kind}").read_bytes() for folder in folders}) == 1
