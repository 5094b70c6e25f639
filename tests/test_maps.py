"""Maps without a browser: words, boxes, geometry on its way into the page, and the page itself."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import zlib
from importlib import resources
from pathlib import Path

import folium
import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

import geo
from geo._maps import bundle
from geo._maps.basemap import draw_sheets, plan_sheets
from geo._maps.clipping import clip_ring
from geo._maps.columns import choose_columns
from geo._maps.encoding import encode_coordinates, encode_lines
from geo._maps.frame import find_frame, grow_box, wraps
from geo._maps.page import as_json
from geo._maps.wording import describe_distance, describe_precision, rounding_step_m
from geo.errors import UsageError
from tests.map_atlas import ATLAS, measured

ADDRESSES = {
    "http://www.w3.org",
    "http://www.opengis.net",
    "https://leafletjs.com",
    "https://bugs.chromium.org",
    "https://bugzilla.mozilla.org",
}


@pytest.mark.parametrize(
    ("distance_m", "accuracy_m", "precision_m", "words"),
    [
        (78_612.3, 10.0, None, "about 78.6 km"),
        (64_281.0, 100.0, None, "about 64.3 km"),
        (340_412.0, 10.0, None, "about 340 km"),
        (1_234_567.0, 10.0, None, "about 1,230 km"),
        (312.0, 10.0, None, "about 310 m"),
        (999.6, 10.0, None, "about 1.00 km"),
        (4.0, 10.0, None, "less than 10 m"),
        (0.0, None, None, "less than 1 m"),
        (78_612.3, 10.0, 150_000.0, "about 80 km, between 0 and 230 km"),
        (378_612.3, 10.0, 150_000.0, "about 380 km, between 220 and 530 km"),
        (2_040.0, 10.0, 500.0, "about 2.0 km, between 1.5 and 2.6 km"),
    ],
)
def test_a_printed_distance_claims_no_more_than_is_known(distance_m, accuracy_m, precision_m, words):
    radius_m = precision_m or 0.0
    interval = max(0.0, distance_m - radius_m), distance_m + radius_m
    assert describe_distance(distance_m, *interval, accuracy_m=accuracy_m, precision_m=precision_m) == words


def test_an_area_has_an_interval_and_no_number():
    assert describe_distance(None, 1_000.0, 52_300.0) == "between 1.0 and 52.3 km"
    assert describe_distance(None, None, None) is None


@given(st.floats(0.1, 2e7), st.floats(0, 1e5), st.floats(0, 1e6))
def test_the_step_of_rounding_is_a_power_of_ten_not_finer_than_the_line(distance_m, accuracy_m, precision_m):
    step_m = rounding_step_m(distance_m, accuracy_m=accuracy_m, precision_m=precision_m)
    assert re.fullmatch("10*", str(step_m))
    assert step_m * 10 > accuracy_m
    coarsest_m = max(1.0, distance_m / 100, accuracy_m, precision_m / 3)
    assert step_m <= coarsest_m * (1 + 1e-12)


def test_the_words_for_a_precision_never_make_it_smaller():
    assert describe_precision(25_300.0).endswith("within 26 km of this point")
    assert describe_precision(0.0) == "stated as exact"


def decode(text: str, step_deg: float) -> np.ndarray:
    """Read what was encoded, written from the description alone."""
    numbers, value, shift = [], 0, 0
    for character in text:
        five = ord(character) - 63
        value += (five % 32) << shift
        shift += 5
        if five < 32:
            numbers.append(-(value + 1) // 2 if value % 2 else value // 2)
            value, shift = 0, 0
    return np.cumsum(np.array(numbers).reshape(-1, 2), axis=0) * step_deg


@given(
    st.lists(
        hnp.arrays(float, st.tuples(st.integers(1, 9), st.just(2)), elements=st.floats(-540, 540)), max_size=5
    )
)
def test_coordinates_come_back_within_half_a_step(lines):
    texts = encode_lines(lines, step_deg=1e-6)
    assert len(texts) == len(lines)
    for text, line in zip(texts, lines, strict=True):
        assert np.abs(decode(text, 1e-6) - line).max() <= 0.5e-6 + 1e-9


def test_an_encoded_line_needs_no_escaping_in_a_page():
    text = encode_coordinates(np.random.default_rng(1).uniform(-180, 180, (500, 2)), step_deg=1e-5)
    assert not set(text) & set("<>&\"'")


@given(st.lists(st.tuples(st.floats(-3, 3), st.floats(-3, 3)), min_size=3, max_size=7, unique=True))
def test_a_clipped_ring_has_the_area_of_the_intersection(corners):
    hull = shapely.convex_hull(shapely.multipoints(corners))
    if hull.geom_type != "Polygon":
        return
    clipped = clip_ring(shapely.get_coordinates(hull.exterior), (-1.0, -1.0, 2.0, 1.5))
    area = shapely.area(shapely.polygons(clipped)) if len(clipped) > 3 else 0.0
    assert area == pytest.approx(shapely.intersection(hull, shapely.box(-1, -1, 2, 1.5)).area, abs=1e-9)


def test_the_widest_gap_is_left_out_of_the_view():
    frame = find_frame([170.0, -170.0, 179.0], [0.0, 1.0, 2.0])
    assert frame.box[2] - frame.box[0] < 30
    assert frame.unwrap([-170.0])[0] == pytest.approx(frame.unwrap([170.0])[0] + 20)
    assert sum(east - west for _, (west, _, east, _) in wraps(frame.box)) == pytest.approx(
        frame.box[2] - frame.box[0]
    )


def test_points_all_round_the_world_ask_for_the_world():
    assert find_frame([-150.0, -30.0, 90.0], [0.0, 0.0, 0.0]).is_world
    assert not find_frame([10.0], [90.0]).is_world


def test_a_box_never_leaves_the_projection():
    assert grow_box((170.0, 80.0, 190.0, 89.0), 50.0)[3] <= 85.06


def test_land_is_drawn_with_its_lakes_and_borders_with_their_kinds():
    frame = find_frame([0.1, 1.9], [1.0, 2.0])
    drawn = draw_sheets(ATLAS, plan_sheets(frame))[-1]
    with_lake = [rings for rings in drawn["land"] if len(rings) == 2]
    assert len(with_lake) == 1
    lake = decode(with_lake[0][1], drawn["step"])
    assert shapely.area(shapely.polygons(lake)) == pytest.approx(0.04, rel=0.01)
    assert len(drawn["lakes"]) == 1
    words = {tuple(line["words"]) for line in drawn["borders"]}
    assert ("AAA-BBB", "international", "land") in words
    assert ("AAA-DDD", "line_of_control", "lake") in words


def test_each_sheet_leaves_out_the_lines_that_the_next_draws():
    sheets = plan_sheets(find_frame([1.9], [1.0]))
    drawn = draw_sheets(ATLAS, sheets)
    assert len(drawn) > 1
    for outer, inner in zip(drawn, sheets[1:], strict=False):
        box = shapely.box(*inner.box).buffer(-1e-2 * (inner.box[2] - inner.box[0]))
        for line in outer["borders"]:
            shapes = [shapely.linestrings(decode(text, outer["step"])) for text in line["lines"]]
            assert not shapely.intersects(box, shapes).any()


def unpack(text):
    """Read base 85, written from its description alone."""
    alphabet = [chr(code) for code in range(33, 127) if chr(code) not in "\"&'<\\`>/|"][:85]
    value_of = {character: value for value, character in enumerate(alphabet)}
    found = bytearray()
    for start in range(0, len(text), 5):
        number = 0
        for character in text[start : start + 5]:
            number = number * 85 + value_of[character]
        found += number.to_bytes(4, "big")
    return bytes(found)


def everything_in(chart):
    """Give the page with its data inflated."""
    html = chart.get_root().render()
    data = json.loads(re.search(r'_data">(.*?)</script>', html, re.DOTALL)[1])
    packed, texts = unpack(data["data"]), []
    for size, length in data["pieces"]:
        texts.append(zlib.decompress(packed[:size], -15))
        packed = packed[size:]
        assert len(texts[-1]) == length
    return html + b"".join(texts).decode("utf-8", "replace")


def test_only_chosen_columns_enter_the_page():
    table = measured((0.5, 0.5), title=["t"], notes=["SECRET"], phone=["12345"], Source=["paper"])
    assert choose_columns(table, None) == {"title": "title", "Source": "source"}
    inside = everything_in(geo.make_map(table, atlas=ATLAS))
    assert "paper" in inside
    assert "SECRET" not in inside
    assert "12345" not in inside
    assert "12345" in everything_in(geo.make_map(table, atlas=ATLAS, columns=["phone"]))


def test_a_missing_column_is_named():
    with pytest.raises(UsageError, match=r"'nope'.*found: title"):
        geo.make_map(measured((0.5, 0.5), title=["t"]), atlas=ATLAS, columns=["nope"])


def test_a_table_that_is_not_measured_is_refused():
    table = measured((0.5, 0.5), title=["t"]).drop(columns="geo_border_m")
    with pytest.raises(UsageError, match="geo_border_m"):
        geo.make_map(table, atlas=ATLAS)


def test_the_page_holds_no_address_to_fetch():
    html = geo.make_map(measured((0.5, 0.5), title=["t"]), atlas=ATLAS).get_root().render()
    assert not re.findall(r'<(?:script|link|img|iframe)[^>]*\b(?:src|href)="?(?!data:)', html)
    # Namespaces, comments and the name of a project; nothing follows them.
    assert set(re.findall(r"https?://[\w.-]+", html)) <= ADDRESSES
    assert "sourceMappingURL" not in html
    assert set(re.findall(r"url\((?!data:)([^)]*)\)", html)) == {
        "#default#VML",
        "#geo-hatch",
        "#geo-pic-hatch",
    }


def test_making_a_map_leaves_other_maps_alone():
    before = list(folium.Map.default_js)
    geo.make_map(measured((0.5, 0.5), title=["t"]), atlas=ATLAS)
    assert folium.Map.default_js == before
    assert before


def test_the_policy_names_every_script_and_style_of_the_page():
    html = geo.make_map(measured((0.5, 0.5), title=["t"]), atlas=ATLAS).get_root().render()
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', html)[1]
    assert "unsafe" not in policy
    blocks = re.findall(r"<(script|style)(?![^>]*json)[^>]*>(.*?)</\1>", html, re.DOTALL)
    assert len(blocks) > 5
    for _, content in blocks:
        digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
        assert f"'sha256-{digest}'" in policy


def test_the_licence_of_leaflet_travels_in_every_page():
    html = geo.make_map(measured((0.5, 0.5), title=["t"]), atlas=ATLAS).get_root().render()
    assert re.search(r"<!-- Leaflet.*BSD 2-Clause.*Volodymyr Agafonkin.*-->", html, re.DOTALL)


def test_the_same_table_gives_the_same_page():
    table = measured((0.5, 0.5), title=["t"])
    assert (
        geo.make_map(table, atlas=ATLAS).get_root().render()
        == geo.make_map(table, atlas=ATLAS).get_root().render()
    )


def test_data_cannot_close_its_script():
    text = as_json({"a": "</script><!--\u2028&", "lone": "\ud800"})
    assert not set(text) & set("<>&\u2028")
    assert json.loads(text) == {"a": "</script><!--\u2028&", "lone": "?"}


def test_vendored_files_are_those_of_the_list():
    folder = Path(str(resources.files("geo._maps") / "vendor"))
    listed = dict(
        re.findall(
            r"^\| `([^`]+)` \| `([0-9a-f]{64})` \|$", (folder / "VENDORED.md").read_text(), re.MULTILINE
        )
    )
    found = {
        str(path.relative_to(folder).as_posix()): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file() and path.name != "VENDORED.md"
    }
    assert found == listed


def test_every_script_is_part_of_the_page_and_stays_small():
    folder = Path(str(resources.files("geo._maps") / "static"))
    for path in folder.glob("*.js"):
        assert f'modules["{path.name}"] = ' in bundle.map_script().replace("'", '"'), path.name
        assert path.read_text(encoding="utf-8").count("\n") < 300
