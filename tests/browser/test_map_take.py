"""What a reader takes away: a picture of the view, and a page on paper."""

from __future__ import annotations

import base64
import re

import numpy as np
import pypdfium2
import pytest
from pyproj import Geod
from shapely import box

from geo import make_map
from tests.browser.chromium import DESKTOP, PHONE
from tests.map_atlas import ATLAS, as_area, measured

CREDIT = "© OpenStreetMap contributors · GeoNames"
PAPERS = {"A4": (8.27, 11.69), "Letter": (8.5, 11)}
DOTS_PER_INCH = 40
CELL = 12
# Grey levels of 255: the mean of all, and of the cell that differs most. Made with the pixels of the screen
# the picture differs from it only around letters; made finer, at every edge.
MOST_MEAN = {1: 0.3, 2: 2.5}
MOST_IN_CELL = {1: 10, 2: 26}
LEAST_SEEN = 15

# Differences between what is on the screen and the map in the picture, in cells of the map.
COMPARE = """
    const [shot, cell, scale] = arguments;
    const map = Object.values(geoMaps)[0];
    const taken = map.snapshot({ scale });
    const [left, top, width, height] = taken.dataset.map.split(" ").map(Number);
    const origin = map.map.getContainer().getBoundingClientRect();
    const size = map.map.getSize();
    const box = { left: origin.left, top: origin.top, width: size.x, height: Math.floor(origin.height) };
    const paper = () => {
        const canvas = document.createElement("canvas");
        [canvas.width, canvas.height] = [box.width, box.height];
        return canvas.getContext("2d");
    };
    const screen = new Image();
    screen.src = `data:image/png;base64,${shot}`;
    return screen.decode().then(() => {
        const [one, other] = [paper(), paper()];
        one.drawImage(screen, -box.left, -box.top);
        other.imageSmoothingQuality = "high";
        other.drawImage(taken, left, top, width, height, 0, 0, size.x, size.y);
        const [a, b] = [one, other].map((each) => each.getImageData(0, 0, box.width, box.height).data);
        const across = Math.ceil(box.width / cell);
        const sums = new Array(across * Math.ceil(box.height / cell)).fill(0);
        for (let y = 0; y < box.height; y++) {
            for (let x = 0; x < box.width; x++) {
                const at = 4 * (y * box.width + x);
                const differences = [0, 1, 2].map((channel) => Math.abs(a[at + channel] - b[at + channel]));
                sums[Math.floor(y / cell) * across + Math.floor(x / cell)] += Math.max(...differences);
            }
        }
        return sums.map((sum) => sum / (cell * cell));
    });
"""
# Buttons lie on the map, and on a phone the panel does with its shadow.
HIDE_OTHERS = """
    for (const name of [".leaflet-control-container", ".geo-panel", ".geo-tools", ".geo-handle"]) {
        document.querySelector(name).style.visibility = "hidden";
    }
"""


def everything():
    """Make incidents of whose map each thing is part: circles, lines, hatched ground, symbols."""
    points = [(1.2, 0.7), (0.6, 1.3), (1.7, 1.5)]
    table = measured(*points, title=["one", "two", "three"])
    return table.assign(geo_precision_m=[None, 20_000.0, 9_000.0])


def many(count=500):
    """Make many incidents of three types, some at one spot."""
    chance = np.random.default_rng(1)
    points = [tuple(point) for point in chance.uniform(0.1, 1.9, (count, 2)).round(1)]
    kinds = chance.choice(["fire", "flood", "\u0632\u0644\u0632\u0627\u0644"], count)
    return measured(*points, title=[f"no {row}" for row in range(count)], type=list(kinds))


def snapshot(page, options="{}"):
    """Give the picture as bytes, and its size."""
    width, height, data = page.ask(
        f"(() => {{ const made = map.snapshot({options}); "
        "return [made.width, made.height, made.toDataURL('image/png')]; })()"
    )
    return base64.b64decode(data.partition(",")[2]), width, height


def differences(page, scale=1):
    """Look at the screen; give what tells how a picture made later differs from it."""
    page.run(HIDE_OTHERS)
    shot = page.browser.command("Page.captureScreenshot", format="png")["data"]
    return lambda: np.array(page.run(COMPARE, shot, CELL, scale))


def words(page, options="{}"):
    """Give every text that is written on the picture, in order."""
    return page.ask(
        "(() => { const plain = CanvasRenderingContext2D.prototype.fillText; const told = [];"
        "CanvasRenderingContext2D.prototype.fillText = function (text, ...rest) {"
        "told.push(text); return plain.call(this, text, ...rest); };"
        f"try {{ map.snapshot({options}); }}"
        "finally { CanvasRenderingContext2D.prototype.fillText = plain; }"
        "return told; })()"
    )


@pytest.mark.parametrize("size", [DESKTOP, PHONE])
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("scale", [1, 2])
def test_the_picture_is_what_is_on_the_screen(open_map, size, theme, scale):
    page = open_map(make_map(everything(), atlas=ATLAS), size)
    page.ask(f"(map.setState({{ theme: '{theme}' }}), null)")
    page.run("return new Promise((done) => requestAnimationFrame(() => setTimeout(done, 60)))")
    found = differences(page, scale)()
    assert found.mean() < MOST_MEAN[scale]
    assert found.max() < MOST_IN_CELL[scale]
    assert page.complaints() == []


@pytest.mark.parametrize(
    "feature",
    [
        ".geo-name-distance-border",
        ".geo-name-country",
        "path.geo-hatched",
        "path.geo-circle",
        "path.geo-line-border",
        ".leaflet-geo-spots-pane canvas",
        ".leaflet-geo-land-pane canvas",
        ".leaflet-geo-borders-pane canvas",
    ],
)
def test_a_thing_that_is_left_out_would_be_noticed(open_map, feature):
    page = open_map(make_map(everything(), atlas=ATLAS))
    compare = differences(page)
    hidden = page.run(
        "const nodes = [...document.querySelectorAll(arguments[0])];"
        "nodes.forEach((node) => { node.style.visibility = 'hidden'; }); return nodes.length",
        feature,
    )
    assert hidden > 0
    assert compare().max() > LEAST_SEEN


def test_the_picture_says_what_the_map_is_and_whose(open_map):
    page = open_map(make_map(many(), atlas=ATLAS, title="Fires, floods and others"))
    page.ask("(map.setState({ filter: { hidden: { type: ['flood'], category: ['flood'] } } }), null)")
    told = " ".join(words(page))
    seen = page.ask("map.seen()")
    assert 0 < seen < 500
    assert "Fires, floods and others" in told
    assert f"{seen} of 500 incidents shown" in told
    assert CREDIT in told
    assert "fire" in told
    assert "International border" in told
    assert "km" in told
    assert "mi" in told
    assert "Map made on" in told
    assert "flood (" not in told


def test_text_from_right_to_left_is_drawn_so(open_map):
    arabic = "\u0632\u0644\u0632\u0627\u0644"
    page = open_map(make_map(many(), atlas=ATLAS, title=f"{arabic} 2024"))
    directions = page.ask(
        "(() => { const plain = CanvasRenderingContext2D.prototype.fillText; const told = {};"
        "CanvasRenderingContext2D.prototype.fillText = function (text, ...rest) {"
        "told[text] = this.direction; return plain.call(this, text, ...rest); };"
        "try { map.snapshot(); } finally { CanvasRenderingContext2D.prototype.fillText = plain; }"
        "return told; })()"
    )
    assert directions[f"{arabic} 2024"] == "rtl"
    assert directions[CREDIT] == "ltr"


@pytest.mark.parametrize("size", [DESKTOP, PHONE])
@pytest.mark.parametrize(
    "title", ["A word and another " * 60, "x" * 900, "\u5730\u9707\u304c\u3042\u308b" * 90]
)
def test_nothing_in_a_picture_is_cut_or_lies_over_another(open_map, size, title):
    page = open_map(make_map(many(), atlas=ATLAS, title=title), size)
    # Where each text around the map lies, in pixels of the canvas.
    boxes = page.ask(
        "(() => { const plain = CanvasRenderingContext2D.prototype.fillText; const told = [];"
        "CanvasRenderingContext2D.prototype.fillText = function (text, x, y) {"
        "const { a, b, c, d, e, f } = this.getTransform(); const size = this.measureText(text);"
        "told.push([text, a * (x - size.actualBoundingBoxLeft) + e,"
        "d * (y - size.actualBoundingBoxAscent) + f,"
        "a * (x + size.actualBoundingBoxRight) + e, d * (y + size.actualBoundingBoxDescent) + f]);"
        "return plain.call(this, text, x, y); };"
        "let made; try { made = map.snapshot(); }"
        "finally { CanvasRenderingContext2D.prototype.fillText = plain; }"
        "const [left, top, width, height] = made.dataset.map.split(' ').map(Number);"
        "return { size: [made.width, made.height], map: [left, top, left + width, top + height], told }; })()"
    )
    _, top, _, bottom = boxes["map"]
    around = [where for _, *where in boxes["told"] if where[3] < top or where[1] > bottom]
    assert "".join(text for text, *where in boxes["told"] if where[3] < top).startswith(title.strip()[:10])
    for index, one in enumerate(around):
        assert one[0] >= 0
        assert one[1] >= 0
        assert one[2] <= boxes["size"][0]
        assert one[3] <= boxes["size"][1]
        for other in around[index + 1 :]:
            assert one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]
    assert max(boxes["size"]) <= 8192


def test_the_scale_bar_is_as_long_as_it_says(open_map):
    page = open_map(make_map(everything(), atlas=ATLAS))
    scale = page.ask(
        "(() => { const plain = CanvasRenderingContext2D.prototype.lineTo; const told = [];"
        "const names = CanvasRenderingContext2D.prototype.fillText; const texts = [];"
        "CanvasRenderingContext2D.prototype.lineTo = function (x, y) { told.push([x, y]); "
        "return plain.call(this, x, y); };"
        "CanvasRenderingContext2D.prototype.fillText = function (text, ...rest) {"
        "if (/^[\\d,.]+ km$/.test(text)) texts.push([text, told.slice(-6)]);"
        "return names.call(this, text, ...rest); };"
        "try { map.snapshot(); } finally { CanvasRenderingContext2D.prototype.lineTo = plain;"
        "CanvasRenderingContext2D.prototype.fillText = names; }"
        "return texts.at(-1); })()"
    )
    kilometres = float(scale[0].removesuffix(" km").replace(",", ""))
    (start, _), (end, _) = scale[1][:2]
    half = (end - start) / 2
    ends = page.ask(
        "(() => { const { x, y } = map.map.getSize(); "
        f"return [-{half}, {half}].map((aside) => "
        "map.map.containerPointToLatLng([x / 2 + aside, y / 2])); })()"
    )
    one, other = [(point["lng"], point["lat"]) for point in ends]
    metres = Geod(ellps="WGS84").inv(*one, *other)[2]
    assert metres == pytest.approx(1000 * kilometres, rel=1e-3)


def test_a_picture_in_other_colours_leaves_the_page_as_it_was(open_map):
    page = open_map(make_map(everything(), atlas=ATLAS))
    light = snapshot(page)
    page.ask("(map.setState({ theme: 'dark', selected: 1 }), null)")
    page.ask("(map.setState({ selected: null }), null)")
    look = "return document.querySelector('.geo-app').outerHTML"
    before, dark = page.run(look), snapshot(page)
    assert dark[0] != light[0]
    assert snapshot(page, "{ theme: 'light' }")[0] == light[0]
    assert page.run(look) == before
    assert snapshot(page)[0] == dark[0]


def test_a_picture_of_a_map_from_a_network_shows_the_atlas_and_says_so(open_map):
    page = open_map(make_map(everything(), atlas=ATLAS, online=True))
    atlas = snapshot(page, "{ notes: [] }")[0]
    name = page.run("return [...document.querySelectorAll('.geo-grounds label')][1].textContent")
    page.run("document.querySelectorAll('.geo-grounds input')[1].click()")
    ground = page.ask("map.state().ground")
    assert ground
    assert ground in name
    assert snapshot(page, "{ notes: [] }")[0] == atlas
    told = " ".join(words(page))
    assert f"network ({ground})" in told
    assert CREDIT in told
    assert page.ask("map.state().ground") == ground


def test_a_picture_becomes_a_file(open_map):
    page = open_map(make_map(everything(), atlas=ATLAS))
    made = page.run(
        "const canvas = Object.values(geoMaps)[0].snapshot();"
        "return new Promise((done) => canvas.toBlob((blob) => done([blob.type, blob.size])))"
    )
    assert made[0] == "image/png"
    assert made[1] > 10_000


def pdf(browser, paper, *, landscape):
    """Print; give how many pages there are, the first as grey levels, and the text of all."""
    width, height = PAPERS[paper]
    data = browser.command("Page.printToPDF", paperWidth=width, paperHeight=height, landscape=landscape)
    document = pypdfium2.PdfDocument(base64.b64decode(data["data"]))
    grey = document[0].render(scale=DOTS_PER_INCH / 72, grayscale=True).to_numpy()
    text = "\n".join(page.get_textpage().get_text_bounded() for page in document)
    return len(document), grey.reshape(grey.shape[:2]), text


CASES = {"one": lambda: everything().iloc[:1], "three": everything, "five hundred": many}


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("landscape", [False, True])
def test_the_map_is_printed_on_one_page(open_map, case, paper, landscape):
    page = open_map(make_map(CASES[case](), atlas=ATLAS))
    page.ask("(map.setState({ theme: 'dark' }), null)")
    where = "return document.querySelector('.geo-panel').scrollTop"
    for chosen in ("null", "0"):
        page.ask(f"(map.setState({{ selected: {chosen} }}), null)")
        page.run("document.querySelector('.geo-panel').scrollTop = 150")
        before = page.run("return document.querySelector('.geo-app').outerHTML")
        scrolled = page.run(where)
        assert scrolled > 0
        pages, grey, _ = pdf(page.browser, paper, landscape=landscape)
        assert pages == 1
        # Light, also where the screen is dark; and not empty.
        assert np.median(grey) > 200
        assert (grey < 250).mean() > 0.2
        # The sheet is filled in at least one direction.
        rows, columns = np.nonzero(grey < 250)
        sides = np.array([np.ptp(rows), np.ptp(columns)]) * 25.4 / DOTS_PER_INCH
        sheet = np.array([186, 257] if grey.shape[1] > grey.shape[0] else [257, 186])
        assert (sides <= sheet + 1).all()
        assert (sides > 0.97 * sheet).any()
        # Nothing reaches the edge of the paper.
        for edge in (grey[:8], grey[-8:], grey[:, :8], grey[:, -8:]):
            assert edge.min() > 250
        assert page.run("return document.querySelector('.geo-print')") is None
        assert page.run("return document.querySelector('.geo-app').outerHTML") == before
        assert page.run(where) == scrolled
    assert page.complaints() == []


def test_an_incident_with_very_much_to_tell_is_printed_on_one_page(open_map):
    table = everything().assign(told=["a long story " * 900, "", ""])
    page = open_map(make_map(table, atlas=ATLAS, columns=["title", "told"]))
    page.ask("map.select(0)")
    pages, _, text = pdf(page.browser, "A4", landscape=False)
    assert pages == 1
    assert len(re.findall("story", text)) == 900
    assert "Sources" not in text


def test_an_area_with_its_facts_is_printed_on_one_page(open_map):
    table = as_area(measured((1.2, 0.7), title=["An area"]), box(1, 0.5, 1.4, 0.9))
    page = open_map(make_map(table, atlas=ATLAS), PHONE)
    assert pdf(page.browser, "Letter", landscape=False)[0] == 1


def test_without_scripts_the_plain_page_is_printed(open_map):
    page = open_map(make_map(everything(), atlas=ATLAS), scripts=False)
    pages, grey, text = pdf(page.browser, "A4", landscape=False)
    assert pages >= 1
    assert "Sources" in text
    assert grey.shape[0] > grey.shape[1]
