"""What the page says, made from its packed numbers by its scripts, is what Python says of the whole ones."""

from __future__ import annotations

import json
import re
import subprocess
import zlib

import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

import geo
from geo._maps.categories import find_categories
from geo._maps.columns import choose_columns
from geo._maps.facts import list_fields
from geo._maps.frame import find_frame
from geo._maps.measured import measured_line
from geo._maps.packing import Packer, distance_codes
from geo._maps.row import list_rows
from geo._maps.rows import FINE_ROWS, pack_days
from geo._maps.told_dates import tell_date
from geo._maps.wording import describe_distance, rounding_step_m
from tests.find_node import find_node
from tests.map_atlas import ATLAS, as_area, measured

NAMES = dict(zip(ATLAS.entities["code"], ATLAS.entities["name"], strict=True))


def page_tells(chart, folder, root):
    html = chart.get_root().render()
    path = folder / "data.json"
    path.write_text(re.search(r'_data">(.*?)</script>', html, re.DOTALL)[1], encoding="utf-8")
    done = subprocess.run(
        [find_node(), "tests/js/tell.js", path], cwd=root, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def python_tells(table, names, columns):
    rows, view = list_rows(table, names), find_frame([0.0], [0.0])
    fields = list_fields(table, choose_columns(table, columns), rows)
    lines = [measured_line(table, rows, stem, view)["labels"] for stem in ("border", "city")]
    told = []
    for row in range(len(table)):
        facts = {}
        for field in fields:
            value = field.values[row]  # noqa: PD011 - no table
            if value is not None and value != []:
                facts[field.key] = value if isinstance(value, list) else [value]
        told.append({"facts": facts, "labels": [line[row] for line in lines]})
    return told


def compare(table, tmp_path, root, *, atlas=ATLAS, names=NAMES, columns=None):
    page = page_tells(geo.make_map(table, atlas=atlas, columns=columns), tmp_path, root)
    for row, (there, here) in enumerate(zip(page, python_tells(table, names, columns), strict=True)):
        assert there["facts"] == here["facts"], row
        assert there["labels"] == here["labels"], row


def many(table):
    """Repeat the rows so often that the page keeps them coarsely."""
    return pd.concat([table] * (FINE_ROWS // len(table) + 1), ignore_index=True)


def varied():
    """Points near everything the hand-made atlas has, exact and with radii of all sizes."""
    random = np.random.default_rng(5)
    places = [tuple(point) for point in random.uniform((-0.5, -0.5), (3.5, 3.2), (120, 2)).round(6)]
    places += [(6.0, 1.0), (179.6, 0.5), (-179.6, 0.5), (1.7, 1.5), (2.0, 1.0), (0.25, 1.7), (20.5, 0.5)]
    radii = [None, 0.0, 30.0, 300.0, 5_000.0, 20_000.0, 60_000.0, 400_000.0]
    precision_m = [radii[number % len(radii)] for number in range(len(places))]
    titles = [f"No. {number}" for number in range(len(places))]
    dates = [["2024-02-29", None, "2024-02", "soon"][number % 4] for number in range(len(places))]
    table = measured(*places, title=titles, date=dates, geo_precision_m=precision_m)
    changes = {
        "geo_border_kind": "of a new kind",
        "geo_region_superseded_by": "AA-1;AA-2",
        "geo_region": None,
    }
    for column, value in changes.items():
        table[column] = table[column].mask(random.uniform(size=len(table)) < 0.1, value)
    return table


@pytest.fixture
def root(request):
    return request.config.rootpath


@pytest.mark.parametrize("repeat", [lambda table: table, many])
def test_the_page_says_of_points_and_circles_what_python_says(tmp_path, root, repeat):
    compare(repeat(varied()), tmp_path, root)


def areas():
    shape = shapely.box(1.2, 0.4, 1.9, 1.1)
    found = []
    for low, high, near in [
        (11_132.4, 89_055.1, "{}"),
        (0.0, 210_400.0, '{"BBB": [0, 250000.6], "DDD": [5, 9000]}'),
    ]:
        told = {"geo_located_as": "Eastria, district", "geo_border_min_m": low, "geo_border_max_m": high}
        table = measured((1.5, 0.7), title=["Somewhere in Eastria"])
        found.append(
            as_area(table, shape, **told, geo_neighbours=near, geo_city_min_m=low, geo_city_max_m=high)
        )
    nobodys = as_area(
        measured((1.5, 0.7), title=["t"]), shape, geo_country=None, geo_city=None, geo_border=None
    )
    return pd.concat([*found, nobodys], ignore_index=True)


@pytest.mark.parametrize("repeat", [lambda table: table, many])
def test_the_page_says_of_areas_what_python_says(tmp_path, root, repeat):
    compare(repeat(areas()), tmp_path, root)


def test_the_page_says_of_the_earthquakes_of_the_world_what_python_says(tmp_path, root):
    atlas = geo.load_atlas()
    incidents = geo.read_incidents(root / "data" / "examples" / "earthquakes.csv")
    table = geo.measure_incidents(geo.locate_incidents(incidents, atlas=atlas), atlas=atlas, to=["USA-MEX"])
    names = dict(zip(atlas.entities["code"], atlas.entities["name"], strict=True))
    assert len(table) < FINE_ROWS
    compare(table, tmp_path, root, atlas=atlas, names=names, columns=["place", "time", "magnitude", "type"])
    compare(many(table), tmp_path, root, atlas=atlas, names=names)


def test_any_text_in_any_column_comes_back_as_it_is(tmp_path, root):
    texts = [
        "",
        " ",
        "a\0b",
        "\u2028",
        "\U0001f6f8",
        "مرحبا",
        "x" * 70_000,
        None,
        "NaN?",
        "\ud800",
        "2024-01-01",
        "0",
    ]
    texts = pd.Series(texts, dtype=object)
    table = measured(*[(0.5, 0.5)] * len(texts), title=texts, date=texts, **{"odd name": texts, "#": texts})
    page = page_tells(
        geo.make_map(table, atlas=ATLAS, columns=["title", "date", "odd name", "#"]), tmp_path, root
    )
    for row, text in enumerate(texts):
        plain = (text or "").strip().encode("utf-8", "replace").decode("utf-8") or None
        for name in ("odd name", "#"):
            assert page[row]["facts"].get(f"source:{name}") == (None if plain is None else [plain])
        assert page[row]["facts"]["source:date"] == [tell_date(plain, "date")]


# Lengths are measured to the millimetre, and the finest that is told of them is a metre.
MILLIMETRES = st.integers(0, 20_100_000_000).map(lambda length: length / 1_000)


def decode_distance(code, finest_m):
    """Read a code, written from its description alone."""
    decade = 0 if code < 2_000 else (code - 200) // 1_800
    return (code - 1_800 * decade) * 10**decade * finest_m / 2


@given(MILLIMETRES, st.sampled_from([1.0, 10.0, 100.0, 1_000.0]), MILLIMETRES)
def test_a_packed_distance_is_rounded_as_the_whole_one(distance_m, finest_m, radius_m):
    accuracy_m = finest_m * 1.7
    low, high = (
        decode_distance(int(distance_codes([distance_m], finest_m=finest_m, upwards=upwards)[0]), finest_m)
        for upwards in (False, True)
    )
    assert low <= distance_m * (1 + 1e-9)
    assert high >= distance_m * (1 - 1e-9) - 1e-6 * finest_m
    assert high - low <= rounding_step_m(max(distance_m, 1.0), accuracy_m=finest_m) / 2 * (1 + 1e-6)
    whole = describe_distance(distance_m, distance_m, distance_m, accuracy_m=accuracy_m)
    assert describe_distance(low, low, low, accuracy_m=accuracy_m) == whole
    interval = describe_distance(None, distance_m, distance_m + radius_m + 2, accuracy_m=accuracy_m)
    ends = [
        distance_codes([end], finest_m=finest_m, upwards=up)
        for end, up in ((distance_m, False), (distance_m + radius_m + 2, True))
    ]
    packed = [decode_distance(int(code[0]), finest_m) for code in ends]
    assert describe_distance(None, *packed, accuracy_m=accuracy_m) == interval


def test_rare_kinds_share_a_colour_and_a_row_may_state_none():
    kinds = [f"kind {letter}" for letter in "abcdefghij" for _ in range(4)] + [None, "other", "other"]
    found = find_categories(pd.DataFrame({"type": kinds}), {"type": "type"})
    labels = [option["label"] for option in found.options]
    assert labels[-2:] == ["5 other kinds", "not stated"]
    assert len(labels) == 8
    assert found.codes[0] == 0
    assert found.codes[39] == 6
    assert np.isnan(found.codes[40])
    assert [option["text"] for option in found.options[-2:]] == ["other", None]


def test_an_incident_lasts_until_the_day_that_another_column_says():
    table = pd.DataFrame(
        {
            "date_start": ["2024-02-28", "2024-02", "2024-05-01", None, "2024-05-01"],
            "date_end": ["2024-03-01", "2024-01-15", None, "2024-05-02", "2023-12-31"],
            "report_date": ["2030-01-01"] * 5,
        }
    )
    packer = Packer()
    assert not pack_days(packer, table, list(table))
    days = {
        piece.name: np.frombuffer(zlib.decompress(piece.data, -15), dtype=np.uint8) for piece in packer.pieces
    }
    assert days["more_days"].tolist() == [2 - 2, 28 - 2, 255, 255, 255]
    assert packer.columns["more_days"]["least"] == 2
    only_days = pd.DataFrame({"date": ["2024-02-28", None]})
    assert pack_days(Packer(), only_days, ["date"])
