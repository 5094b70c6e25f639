"""The map as a still picture: where things fall on it, how they look, and that nothing in it can run."""

from __future__ import annotations

import re
from importlib import resources
from math import degrees, log, pi, radians, tan
from xml.etree import ElementTree as ET

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from pyproj import Geod

from geo._maps.areas import encode_areas
from geo._maps.basemap import draw_sheets, plan_sheets
from geo._maps.categories import COLOURS as CATEGORY_COLOURS
from geo._maps.columns import title_column
from geo._maps.encoding import decode_lines, encode_lines
from geo._maps.frame import MERCATOR_LIMIT_DEG, find_frame
from geo._maps.labels import choose_names
from geo._maps.measured import MEASURED, measured_line, numbers_of
from geo._maps.picture import describe_picture, draw_picture, write_key
from geo._maps.picture.canvas import fit_canvas
from geo._maps.picture.lettering import break_lines, width_of
from geo._maps.picture.measured import circle_on_paper
from geo._maps.picture.paths import part_outlines, path_data
from geo._maps.picture.room import Room, grow
from geo._maps.picture.style import COLOURS, DISTRICT, LINES, REGION, TEXTS
from geo._maps.picture.style import MEASURED as MEASURED_STROKES
from geo._maps.row import list_rows
from tests.map_atlas import ATLAS, as_area, measured

SVG = "{http://www.w3.org/2000/svg}"
WGS84 = Geod(ellps="WGS84")
HOSTILE = "</title></svg><script>alert(1)</script>\x00\x1b\ufffe<a href='x' onload=\"y\">&amp;"
ATTRIBUTES = {
    "aria-label",
    "class",
    "cx",
    "cy",
    "d",
    "fill",
    "fill-opacity",
    "font-family",
    "font-size",
    "font-style",
    "font-weight",
    "height",
    "id",
    "letter-spacing",
    "marker-end",
    "marker-mid",
    "marker-start",
    "markerHeight",
    "markerUnits",
    "markerWidth",
    "paint-order",
    "patternUnits",
    "preserveAspectRatio",
    "r",
    "refX",
    "refY",
    "role",
    "rx",
    "stroke",
    "stroke-dasharray",
    "stroke-linecap",
    "stroke-linejoin",
    "stroke-opacity",
    "stroke-width",
    "text-anchor",
    "viewBox",
    "width",
    "x",
    "y",
}


def picture_of(table, *, atlas=ATLAS, box=None, colours=None, title="A map") -> ET.Element:
    """Draw a measured table as the map would, and parse the picture."""
    return parse(draw(table, atlas=atlas, box=box, colours=colours, title=title))


def draw(table, *, atlas=ATLAS, box=None, colours=None, title="A map") -> str:
    lon, lat = numbers_of(table, "lon"), numbers_of(table, "lat")
    frame = find_frame(lon, lat) if box is None else find_frame(box[::2], box[1::2])
    sheets = plan_sheets(frame)
    areas = encode_areas(table, title_column(table, {}), frame, sheets[-1].tolerance_deg)
    names = dict(zip(atlas.entities["code"], atlas.entities["name"], strict=True))
    rows = list_rows(table, names)
    return draw_picture(
        view=frame.box,
        sheets=draw_sheets(atlas, sheets),
        names=choose_names(atlas, frame, sheets),
        lon=frame.unwrap(lon),
        lat=lat,
        precision_m=numbers_of(table, "precision_m"),
        areas={**areas.told, "of": areas.of},
        lines=[measured_line(table, rows, stem, frame) for stem in MEASURED],
        colours=colours,
        title=title,
    )


def draw_points(lon, lat, *, precision_m=None, colours=None, sheets=None, view=None) -> str:
    """Draw points without a table."""
    lon, lat = np.array(lon, dtype=float), np.array(lat, dtype=float)
    frame = find_frame(lon, lat)
    count = len(lon)
    return draw_picture(
        view=view or frame.box,
        sheets=draw_sheets(ATLAS, plan_sheets(frame)) if sheets is None else sheets,
        names={"countries": [], "disputed": [], "regions": [], "places": []},
        lon=frame.unwrap(lon),
        lat=lat,
        precision_m=np.full(count, np.nan) if precision_m is None else np.array(precision_m, dtype=float),
        areas={"step": 1.0, "outlines": [], "of": [None] * count},
        lines=[],
        colours=colours,
        title="Points",
    )


def parse(text: str) -> ET.Element:
    return ET.fromstring(text)  # noqa: S314 - it is our own


def of_class(picture: ET.Element, name: str) -> list[ET.Element]:
    return [each for each in picture.iter() if each.get("class") == f"geo-pic-{name}"]


def dots(picture: ET.Element) -> list[tuple[float, float]]:
    """Middles of all filled dots that are elements of their own."""
    circles = [circle for group in of_class(picture, "dot") for circle in group.iter(f"{SVG}circle")]
    return [(float(circle.get("cx")), float(circle.get("cy"))) for circle in circles]


def texts(picture: ET.Element) -> list[str]:
    return [each.text for each in picture.iter(f"{SVG}text")]


def vertices(data: str) -> np.ndarray:
    """Read the data of a path, written from the rules of SVG alone: M is absolute, what follows l is not."""
    at, found = np.zeros(2), []
    for command, numbers in re.findall(r"([MlLz])([^MlLz]*)", data):
        for pair in np.array(re.findall(r"-?(?:\d+\.?\d*|\.\d+)", numbers), dtype=float).reshape(-1, 2):
            at = pair if command in "ML" else at + pair
            found.append(at)
    return np.array(found)


# Coordinates in and out.


LINE = hnp.arrays(float, st.tuples(st.integers(1, 9), st.just(2)), elements=st.floats(-540, 540))


@given(st.lists(LINE, max_size=6), st.sampled_from([1e-6, 0.003, 0.5]))
def test_lines_come_back_from_their_text(lines, step_deg):
    back = decode_lines(encode_lines(lines, step_deg=step_deg), step_deg=step_deg)
    assert [line.shape for line in back] == [line.shape for line in lines]
    for line, found in zip(lines, back, strict=True):
        assert np.abs(found - line).max() <= step_deg / 2 + 1e-9
    assert encode_lines(back, step_deg=step_deg) == encode_lines(lines, step_deg=step_deg)


def test_a_text_without_vertices_is_a_line_without_vertices():
    assert [len(line) for line in decode_lines(["", "ACA?", ""], step_deg=0.1)] == [0, 2, 0]


@given(st.lists(LINE, min_size=1, max_size=4))
def test_a_path_goes_where_the_lines_go_within_a_tenth_of_a_pixel(lines):
    lines = [np.vstack([line, line[:1] + 1.0]) for line in lines]
    found = vertices(path_data(lines))
    for corner in np.concatenate(lines):
        assert np.abs(found - corner).max(axis=1).min() <= 0.05 + 1e-9
    assert len(vertices(path_data(lines, closed=True))) == len(found)


def test_an_outline_is_parted_where_its_ground_was_cut():
    # A square that reaches over the west side of its sheet, and one that is cut at the antimeridian.
    cut = np.array([[0.0, 1], [3, 1], [3, 2], [0, 2], [0, 1]])
    at_180 = np.array([[180.0, 1], [177, 1], [177, 2], [180, 2], [180, 1]])
    whole = np.array([[4.0, 1], [5, 1], [5, 2], [4, 1]])
    rings = [cut, at_180, whole]
    lines, cuts = part_outlines(rings, rings, (0.0, 0.0, 200.0, 9.0), 0.01)
    assert [len(line) for line in lines] == [4, 4, 4]
    assert cuts.tolist() == [[0.0, 1.5], [180.0, 1.5]]


# Where things fall.


def mercator(lat: float) -> float:
    """Give the height on the map in degrees, by the textbook formula, which the code does not use."""
    return degrees(log(tan(pi / 4 + radians(lat) / 2)))


@pytest.mark.parametrize(
    "points",
    [[(0.2, 0.3), (1.7, 0.4), (0.9, 1.9)], [(10, 60), (14, 66), (30, 70)], [(-3, -41), (5, -47), (2, -50)]],
)
def test_dots_lie_where_mercator_has_them(points):
    found = sorted(dots(parse(draw_points(*zip(*points, strict=True)))))
    (lon1, lat1), *rest = sorted(points)
    (x1, y1), *others = found
    degree = (max(found)[0] - x1) / (max(points)[0] - lon1)
    for (lon, lat), (x, y) in zip(rest, others, strict=True):
        assert x - x1 == pytest.approx((lon - lon1) * degree, abs=0.15)
        assert y1 - y == pytest.approx((mercator(lat) - mercator(lat1)) * degree, abs=0.15)
    assert all(0 < x < 960 and 0 < y < 640 for x, y in found)


def test_the_first_view_is_seen_whole_and_fills_the_paper():
    canvas = fit_canvas((10.0, 40.0, 22.0, 46.0), (-40.0, 0.0, 70.0, 80.0))
    left, top, right, bottom = canvas.box_of((10.0, 40.0, 22.0, 46.0))
    assert left >= 8 - 1e-6
    assert right <= 952 + 1e-6
    assert top >= 8 - 1e-6
    assert bottom <= 640 - 30
    assert right - left > 900 or bottom - top > 560


def test_points_on_both_sides_of_the_antimeridian_are_neighbours():
    near = sorted(dots(parse(draw_points([179.5, -179.5, 178.5], [-16.0, -17.0, -18.0]))))
    assert len(near) == 3
    assert near[2][0] - near[1][0] == pytest.approx(near[1][0] - near[0][0], abs=0.2)


@pytest.mark.parametrize("lat", [90.0, -90.0, 86.0])
def test_a_point_at_a_pole_is_seen_whole_at_the_edge_of_the_map(lat):
    picture = parse(draw_points([20.0, 25.0], [lat, np.copysign(80.0, lat)]))
    _, top, _, height = map(float, picture.get("viewBox").split())
    found = dots(picture)
    assert len(found) == 2
    assert all(top + 4.9 <= y <= top + height - 4.9 for _, y in found)


def test_a_map_does_not_show_paper_where_there_is_no_map():
    picture = parse(draw_points([20.0, 20.05], [-40.0, 40.0]))
    _, _, width, height = map(float, picture.get("viewBox").split())
    assert width < 400
    assert float(picture.get("width").rstrip("%")) == pytest.approx(100 * width / 960, abs=0.1)
    assert height == 640


@pytest.mark.parametrize("points", [[(0.2, 0.3), (1.7, 0.4)], [(10.0, 60.0), (14.0, 66.0)], [(0.5, 0.5)]])
def test_the_scale_is_right_in_the_middle_of_the_view(points):
    lons, lats = zip(*points, strict=True)
    picture = parse(draw_points(lons, lats))
    view = find_frame(lons, lats).box
    canvas = fit_canvas(view, (-180.0, -85.0, 180.0, 85.0))
    middle = (mercator(view[1]) + mercator(view[3])) / 2
    lat = degrees(np.arcsin(np.tanh(radians(middle))))
    bars = of_class(picture, "scale")
    units = {"km": 1000.0, "m": 1.0, "mi": 1609.344, "ft": 0.3048}
    labels = [text for text in texts(picture) if re.fullmatch(r"[\d,]+ (km|m|mi|ft)", text)]
    assert len(bars) == len(labels) == 2
    for bar, label in zip(bars, labels, strict=True):
        pixels = float(re.search(r"h([\d.]+)", bar.get("d"))[1])
        number, unit = label.replace(",", "").split()
        half_deg = pixels / canvas.degree / 2
        told_m = float(number) * units[unit]
        assert WGS84.inv(-half_deg, lat, half_deg, lat)[2] == pytest.approx(told_m, rel=2e-3)
        assert 20 < pixels <= 120


def test_a_scale_that_is_not_right_everywhere_says_where_it_is():
    assert "in the middle of the map" in texts(parse(draw_points([0.0, 9.0], [30.0, 60.0])))
    assert "in the middle of the map" not in texts(parse(draw_points([0.0, 1.0], [0.0, 1.0])))


def test_a_circle_has_its_radius_everywhere():
    canvas = fit_canvas((0.0, 60.0, 10.0, 65.0), (-40.0, 40.0, 50.0, 80.0))
    ring = circle_on_paper(canvas, 5.0, 62.0, 50_000.0)
    lon = ring[:, 0] / canvas.degree + canvas.west
    lat = np.degrees(np.arctan(np.sinh(np.radians(canvas.north - ring[:, 1] / canvas.degree))))
    distance_m = WGS84.inv(np.full(len(lon), 5.0), np.full(len(lon), 62.0), lon, lat)[2]
    assert np.abs(np.array(distance_m) - 50_000).max() < 1.0


def test_a_circle_round_a_pole_is_closed_over_it():
    canvas = fit_canvas((-90.0, 70.0, 90.0, 85.0), (-180.0, 60.0, 180.0, MERCATOR_LIMIT_DEG))
    ring = shapely.Polygon(circle_on_paper(canvas, 0.0, 89.0, 900_000.0))
    (x, y), (outside_x, outside_y) = canvas.project([10.0, 10.0], [85.0, 75.0])
    assert ring.buffer(0).intersects(shapely.Point(x, y).buffer(1))
    assert not ring.buffer(0).intersects(shapely.Point(outside_x, outside_y))


# What symbols say.


def test_incidents_at_one_coordinate_are_one_symbol_with_their_number():
    picture = parse(draw_points([0.5] * 12 + [1.5], [0.5] * 12 + [1.0]))
    assert len(of_class(picture, "several")) == 1
    assert len(dots(picture)) == 1
    assert "12" in texts(picture)
    alone = parse(draw_points([0.5] * 500, [0.5] * 500))
    assert "500" in texts(alone)
    assert dots(alone) == []


def test_a_point_known_to_a_radius_is_hollow_and_has_its_circle():
    picture = parse(draw_points([0.5, 1.5, 1.0, 0.2], [0.5] * 4, precision_m=[0.0, 5_000.0, np.nan, 500.0]))
    assert len(dots(picture)) == 2
    assert len(next(iter(of_class(picture, "ring")))) == 2
    circle = vertices(of_class(picture, "circle")[0].get("d"))
    (x, _), other = dots(picture)
    degree = abs(other[0] - x) / 0.5
    assert np.ptp(circle[:, 0]) == pytest.approx(degree * 10_000 / 111_320, rel=0.02)


def test_a_circle_wider_than_a_district_is_an_area_without_a_symbol():
    picture = parse(draw_points([0.5, 1.5, 1.5], [0.5, 0.5, 0.5], precision_m=[0.0, 40_000.0, 40_000.0]))
    assert len(of_class(picture, "wide")) == 1
    assert not of_class(picture, "ring")
    assert not of_class(picture, "circle")
    assert len(dots(picture)) == 1


def test_very_many_wide_circles_are_rings():
    lon, lat = np.random.default_rng(4).uniform(0.0, 2.0, (2, 2_000))
    text = draw_points(lon, lat, precision_m=[40_000.0] * 2_000)
    assert len(text) < 60_000
    assert not of_class(parse(text), "wide")
    assert of_class(parse(text), "ring")


def test_very_many_areas_are_drawn_together():
    corners = np.random.default_rng(5).uniform(0.0, 1.9, (1_500, 2))
    turn = np.linspace(0, 2 * np.pi, 400)
    ring = 0.05 * np.column_stack([np.cos(turn), np.sin(turn)]) * (1 + 0.05 * np.cos(40 * turn))[:, None]
    outlines = [
        {"polygons": [encode_lines([ring + corner], step_deg=1e-5)], "label": corner.tolist(), "name": "x"}
        for corner in corners
    ]
    frame = find_frame([0.0, 2.0], [0.0, 2.0])
    nowhere = np.full(1_500, np.nan)
    text = draw_picture(
        view=frame.box,
        sheets=draw_sheets(ATLAS, plan_sheets(frame)),
        names={"countries": [], "disputed": [], "regions": [], "places": []},
        lon=nowhere,
        lat=nowhere,
        precision_m=nowhere,
        areas={"step": 1e-5, "outlines": outlines, "of": np.arange(1_500.0)},
        lines=[],
        title="Areas",
    )
    assert len(text) < 150_000
    assert len(of_class(parse(text), "area")) == 1


def test_an_area_is_an_outline_with_its_name_and_its_distance():
    square = shapely.box(1.2, 0.4, 1.8, 0.9)
    bounds = {"geo_border_min_m": 11_132.0, "geo_border_max_m": 89_055.0, "geo_neighbours": "{}"}
    table = as_area(measured((1.5, 0.7), title=["t"]), square, geo_located_as="Eastria", **bounds)
    picture = picture_of(table, box=(1.0, 0.2, 2.0, 1.2))
    outline = vertices(of_class(picture, "area")[0].get("d"))
    assert len(of_class(picture, "area")) == 1
    assert np.ptp(outline[:, 0]) / np.ptp(outline[:, 1]) == pytest.approx(0.6 / 0.5, rel=0.01)
    assert "Eastria" in texts(picture)
    assert any(text.startswith("between ") for text in texts(picture))
    far = picture_of(table, box=(-60.0, -30.0, 60.0, 30.0))
    assert len(of_class(far, "square")) == 1


def test_few_incidents_have_their_lines_and_kilometres():
    table = measured((0.5, 0.5), title=["t"])
    picture = picture_of(table)
    for name in MEASURED:
        ends = vertices(of_class(picture, f"line-{name}")[0].get("d"))
        assert ends[0] == pytest.approx(np.array(dots(picture)[0]), abs=0.2)
    assert any(re.fullmatch(r"about [\d.,]+ km", text) for text in texts(picture))
    many = picture_of(measured(*[(0.5 + place / 10, 0.5) for place in range(4)]))
    assert not of_class(many, "line-border")


def test_categories_have_their_colours_and_a_mixed_spot_its_own():
    colours = ["#0072b2", "#d55e00", "#0072b2", "#d55e00"]
    picture = parse(draw_points([0.1, 0.5, 0.9, 0.9], [0.5] * 4, colours=colours))
    assert {group.get("fill") for group in of_class(picture, "dot")} == {"#0072b2", "#d55e00"}
    assert of_class(picture, "several")[0].get("fill") == COLOURS["mixed"]


def test_what_is_no_colour_is_painted_as_an_incident():
    picture = parse(draw_points([0.1, 0.5], [0.5, 0.6], colours=['url(http://x)"/><script>', "red; x"]))
    assert {group.get("fill") for group in of_class(picture, "dot")} == {COLOURS["incident"]}


# What the ground looks like.


def style_script() -> str:
    return (resources.files("geo._maps") / "static" / "style.js").read_text(encoding="utf-8")


def test_colours_are_those_of_the_interactive_map():
    light = re.search(r"light: \{(.*?)\n  \}", style_script(), re.DOTALL)[1]
    told = dict(re.findall(r'(\w+): "(#[0-9a-f]{6})"', light))
    named = {"internal": LINES["internal"], "region": REGION, "district": DISTRICT}
    ours = {name: colour for name, colour in COLOURS.items() if name in told and name != "paper"}
    ours |= {name: stroke.colour for name, stroke in named.items()}
    assert len(ours) > 10
    kinds = re.findall(r"#[0-9a-f]{6}", re.search(r"categories: \[(.*?)\]", light)[1])
    assert kinds == list(CATEGORY_COLOURS)
    assert {name: told[name] for name in ours} == ours


def test_lines_have_the_patterns_of_the_interactive_map():
    script = style_script()
    told = re.findall(
        r"(\w+): \{ color: [\w.]+, weight: ([\d.]+)(?:, dashArray: \"([^\"]*)\", lineCap: \"(\w+)\")?", script
    )
    assert len(told) == len(LINES)
    for kind, weight, dashes, cap in told:
        stroke = LINES[kind]
        assert (stroke.width, stroke.dashes or "", stroke.cap or "") == (float(weight), dashes, cap)
    assert MEASURED_STROKES["city"].dashes in script


def test_only_an_international_border_is_solid():
    picture = picture_of(measured((0.5, 0.5), (1.9, 1.9), (2.2, -0.5), (0.1, 2.5)))
    kinds = {kind: of_class(picture, kind) for kind in LINES if of_class(picture, kind)}
    assert {"international", "line_of_control", "claimed", "seabed", "territorial_sea"} <= set(kinds)
    for kind, paths in kinds.items():
        for path in paths:
            assert path.get("stroke-dasharray") == LINES[kind].dashes
            assert (path.get("stroke-dasharray") is None) == (kind in {"international", "coast", "shore"})


def test_a_line_of_unknown_kind_does_not_look_like_an_agreed_one():
    sheets = draw_sheets(ATLAS, plan_sheets(find_frame([0.5, 1.9], [0.5, 1.9])))
    for sheet in sheets:
        for border in sheet["borders"]:
            border["words"][1] = "never heard of"
    picture = parse(draw_points([0.5, 1.9], [0.5, 1.9], sheets=sheets))
    assert of_class(picture, "claimed")
    assert not of_class(picture, "international")


def test_land_has_its_lakes_and_disputed_ground_its_hatch():
    picture = picture_of(measured((0.1, 1.4), (1.9, 1.9)))
    assert of_class(picture, "land")
    assert of_class(picture, "lakes")
    hatched = of_class(picture, "disputed")[0]
    assert hatched.get("fill") == "url(#geo-pic-hatch)"
    assert [each.get("id") for each in picture.iter(f"{SVG}pattern")] == ["geo-pic-hatch"]


def test_the_whole_world_has_no_limit_of_the_sea_that_is_only_a_thicker_coast():
    picture = picture_of(measured((-150.0, -30.0), (-30.0, 0.0), (90.0, 60.0), (0.5, 0.5)))
    assert len(dots(picture)) == 4
    assert not of_class(picture, "territorial_sea")
    assert "km" in " ".join(texts(picture))


# Names.


def test_names_stand_on_the_picture_none_over_another():
    picture = picture_of(measured((0.5, 0.5), (1.9, 1.9), (0.2, 1.2), (1.2, 0.2)))
    boxes = []
    for kind in ("country", "capital", "city", "town", "disputed"):
        for text in [each for group in of_class(picture, kind) for each in group.iter(f"{SVG}text")]:
            width = width_of(text.text, TEXTS[kind]) * 0.8
            x, y = float(text.get("x")), float(text.get("y"))
            left = x - width * {"start": 0.0, "end": 1.0}.get(text.get("text-anchor"), 0.5)
            boxes.append(shapely.box(left, y - 0.7 * TEXTS[kind].size, left + width, y))
    assert len(boxes) >= 3
    assert all(not one.intersects(other) for place, one in enumerate(boxes) for other in boxes[:place])
    assert all(box.within(shapely.box(0, 0, 960, 640)) for box in boxes)
    assert "ALLAND" in texts(picture)


def test_room_is_taken_and_symbols_are_counted():
    room = Room((0.0, 0.0, 100.0, 100.0), np.array([[10.0, 10.0], [50.0, 50.0], [200.0, -5.0]]))
    room.take([(20.0, 20.0, 30.0, 30.0)])
    assert not room.is_free((29.0, 29.0, 40.0, 40.0))
    assert room.is_free((30.0, 20.0, 40.0, 30.0))
    assert room.covered((25.0, 25.0, 50.0, 50.0)) == 25.0
    assert room.symbols_in((0.0, 0.0, 20.0, 20.0)) == 1
    assert room.symbols_in((4.0, 4.0, 60.0, 60.0)) == 2
    assert room.fits((5.0, 5.0, 95.0, 95.0), 5.0)
    assert not room.fits((5.0, 5.0, 95.0, 96.0), 5.0)
    assert grow((1.0, 1.0, 2.0, 2.0), 1.0) == (0.0, 0.0, 3.0, 3.0)


def test_long_names_break_between_words():
    lines = break_lines("The Very Long Republic of Somewhere", TEXTS["country"])
    assert len(lines) > 1
    assert " ".join(lines) == "THE VERY LONG REPUBLIC OF SOMEWHERE"
    assert all(width_of(line, TEXTS["country"]) <= TEXTS["country"].longest for line in lines)


# Safety and size.


class Hostile(type(ATLAS)):
    @property
    def places(self):
        places = super().places
        return places.assign(name=[HOSTILE] * len(places))

    @property
    def countries(self):
        countries = super().countries
        return countries.assign(name=[HOSTILE] * len(countries))


def test_hostile_text_is_only_text():
    square = shapely.box(1.2, 0.4, 1.8, 0.9)
    table = as_area(measured((1.5, 0.7), title=[HOSTILE]), square, geo_located_as=HOSTILE)
    for text in (
        draw(table, atlas=Hostile(), title=f"{HOSTILE}\ud800"),
        draw(measured((0.5, 0.5)), atlas=Hostile(), title=f"{HOSTILE}\ud800"),
    ):
        picture = parse(text)
        names = {each.tag.removeprefix(SVG) for each in picture.iter()}
        assert names <= {"svg", "title", "g", "defs", "pattern", "marker", "path", "rect", "circle", "text"}
        assert picture.find(f"{SVG}title").text == picture.get("aria-label")
        assert "<script>alert(1)</script>" in picture.get("aria-label")
        assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe]", text)
        assert "<script" not in text.lower()


def test_a_picture_asks_for_nothing_the_policy_of_the_page_forbids():
    points = np.random.default_rng(1).uniform(0, 2, (2, 900))
    for text in (draw(measured((0.5, 0.5))), draw_points(*points, precision_m=[5.0, 0.0] * 450)):
        picture = parse(text)
        for each in picture.iter():
            assert set(each.attrib) <= ATTRIBUTES
            assert (each.get("id") or "geo-pic-").startswith("geo-pic-")
        assert set(re.findall(r"url\(([^)]*)\)", text)) <= {f"#{each.get('id')}" for each in picture.iter()}
        assert set(re.findall(r"https?:[^\"]*", text)) == {"http://www.w3.org/2000/svg"}
    assert picture.get("role") == "img"


def test_many_incidents_are_thinned_everywhere_alike_and_stay_small():
    lon, lat = np.random.default_rng(2).uniform(0, 2, (2, 100_000))
    text = draw_points(lon, lat)
    assert len(text) < 120_000
    marks = vertices(of_class(parse(text), "dot")[-1].get("d"))
    assert 10_000 < len(marks) <= 20_000
    middle = (marks.min(axis=0) + marks.max(axis=0)) / 2
    for axis in (0, 1):
        assert np.mean(marks[:, axis] < middle[axis]) == pytest.approx(0.5, abs=0.02)


def test_marks_along_a_path_lie_where_the_points_are():
    lon, lat = np.random.default_rng(3).uniform(0.0, 2.0, (2, 700))
    picture = parse(draw_points(lon, lat))
    marks = np.concatenate([vertices(path.get("d")) for path in of_class(picture, "dot")])
    canvas = fit_canvas(find_frame(lon, lat).box, (-180.0, -85.0, 180.0, 85.0))
    expected = np.column_stack([(lon - canvas.west) * canvas.degree, [0.0] * len(lon)])
    heights = np.array([mercator(each) for each in lat])
    expected[:, 1] = (canvas.north - heights) * canvas.degree
    away = np.hypot(*(marks[:, None] - expected[None]).transpose(2, 0, 1))
    assert away.min(axis=1).max() < 0.15
    # What is left out lies on a symbol that is drawn.
    assert away.min(axis=0).max() < 3.0


@pytest.mark.parametrize("points", [[], [(np.nan, np.nan)], [(np.nan, 5.0), (0.5, 0.5)]])
def test_incidents_without_a_position_leave_the_map(points):
    lons, lats = zip(*points, strict=True) if points else ((), ())
    picture = parse(draw_points(lons, lats))
    assert of_class(picture, "land")
    assert len(dots(picture)) == sum(lon == lon for lon in lons)  # noqa: PLR0124 - not a NaN


# The key.


def test_the_key_tells_what_is_on_the_picture_and_nothing_else():
    text = draw_points([0.5, 0.1], [0.5, 2.5])
    told = " ".join(describe_picture(text))
    assert "Filled dot" in told
    assert "Hollow dot" not in told
    assert "international border" in told
    assert "ceasefire" not in told
    assert write_key("") == ""
    key = parse(f"<div>{write_key(text, [(HOSTILE, '#0072b2')])}</div>")
    assert "<script>" in "".join(key.itertext())
    assert key.find(".//circle").get("fill") == "#0072b2"


def test_a_title_cannot_pass_for_a_part_of_the_picture():
    text = draw_points([0.5], [0.5]).replace("Points", 'class="geo-pic-ceasefire"'.replace('"', "&quot;"))
    assert not any("ceasefire" in words for words in describe_picture(text))
