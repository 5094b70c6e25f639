"""The map of a sheet on the paper of a PDF.

The picture is an SVG of plain attributes (``geo._maps.picture``). It is written in the few elements that
fpdf2 draws: the hatch of disputed ground becomes lines, symbols along a path become circles, and the pale
halo of names becomes an outline of their letters. The texts themselves are set as text over it, so that they
can be selected.
"""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Final, NamedTuple
from xml.etree import ElementTree as ET

import numpy as np
import shapely
from fontTools.pens.svgPathPen import SVGPathPen
from fontTools.pens.transformPen import TransformPen

from geo._maps.picture.style import COLOURS, HATCH
from geo._sheets.lettering import Lettering, Line, Piece, Style
from geo._sheets.texts import is_right_to_left

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fpdf import FPDF
    from numpy.typing import NDArray

__all__ = ["draw_plot", "shape_of"]

SPACE: Final = "http://www.w3.org/2000/svg"
SVG: Final = f"{{{SPACE}}}"
STEPS: Final = re.compile(r"([A-Za-z])([^A-Za-z]*)")
NUMBER: Final = re.compile(r"-?(?:\d+\.?\d*|\.\d+)")
MARKED: Final = re.compile(r"url\(#(.*)\)")
# The hatch of the picture: lines so many pixels apart.
APART: Final = 8.0
HATCHED: Final = {"fill": COLOURS["hatch"], "fill-opacity": "0.06"}
LINED: Final = {"fill": "none", "stroke": COLOURS["hatch"], "stroke-width": "0.9", "stroke-opacity": "0.42"}
CORNERS: Final = 4
BOLD_FROM: Final = 600
GREY: Final = re.compile("#([0-9a-fA-F]{2})([0-9a-fA-F]{2})([0-9a-fA-F]{2})")
# How light red, green and blue are to the eye.
LIGHTNESS: Final = (0.299, 0.587, 0.114)
ANCHORS: Final = {"start": 0.0, "middle": 0.5, "end": 1.0}


class Text(NamedTuple):
    """A text of the picture: the left end of its baseline in pixels, its style, and its halo."""

    x: float
    y: float
    text: str
    style: Style
    spacing: float
    halo: dict[str, str]


def shape_of(picture: str) -> float:
    """Give the height of a picture as a share of its width."""
    _, _, width, height = _box(_parse(picture))
    return height / width


def draw_plot(pdf: FPDF, lettering: Lettering, picture: str, x: float, y: float, width: float) -> None:
    """Draw a picture.

    Parameters
    ----------
    pdf : FPDF
    lettering : Lettering
        Of the same document.
    picture : str
        Markup, from `geo._maps.draw_still`.
    x, y : float, points
        Its upper left corner.
    width : float, points
    """
    root = _parse(picture)
    left, top, wide, high = _box(root)
    scale = width / wide
    texts = list(_take_texts(root, lettering, {}))
    halos = ET.SubElement(root, f"{SVG}g", {"fill": "none"})
    for text in texts:
        outline = _outline(pdf, text) if text.halo else ""
        if outline:
            ET.SubElement(halos, f"{SVG}path", {"d": outline, **text.halo})
    _simplify(root)
    with pdf.rect_clip(x, y, width, high * scale):
        drawn = ET.tostring(root, encoding="utf-8")
        pdf.image(io.BytesIO(drawn), x=x, y=y, w=width, h=high * scale)
        for text in texts:
            style = text.style._replace(size=text.style.size * scale)
            pdf.set_char_spacing(text.spacing * scale)
            line = Line([Piece(0.0, text.text, style)], 0.0)
            lettering.draw(line, x + (text.x - left) * scale, y + (text.y - top) * scale)
            pdf.set_char_spacing(0.0)


def _parse(picture: str) -> ET.Element:
    return ET.fromstring(picture)  # noqa: S314 - it is our own, of escaped texts


def _box(root: ET.Element) -> tuple[float, float, float, float]:
    left, top, width, height = map(float, root.attrib["viewBox"].split())
    return left, top, width, height


def _take_texts(parent: ET.Element, lettering: Lettering, above: dict[str, str]) -> Iterator[Text]:
    """Take the texts out of a picture, each with the attributes of what it stands in."""
    own = {**above, **parent.attrib}
    for child in list(parent):
        if child.tag == f"{SVG}text":
            parent.remove(child)
            yield _text({**own, **child.attrib}, child.text or "", lettering)
        else:
            yield from _take_texts(child, lettering, own)


def _text(told: dict[str, str], text: str, lettering: Lettering) -> Text:
    size = float(told.get("font-size", "12"))
    style = Style(size, float(told.get("font-weight", "400")) >= BOLD_FROM, _grey(told.get("fill", "")))
    spacing = float(told.get("letter-spacing", "0"))
    width = lettering.width(text, style) + spacing * len(text)
    x = float(told["x"]) - ANCHORS[told.get("text-anchor", "start")] * width
    has_halo = told.get("paint-order") == "stroke"
    names = ("stroke", "stroke-width", "stroke-linejoin")
    halo = {name: told[name] for name in names if name in told} if has_halo else {}
    return Text(x, float(told["y"]), text, style, spacing, halo)


def _grey(colour: str) -> int:
    """Give how dark a colour is: texts are legible by that alone."""
    found = GREY.fullmatch(colour)
    parts = [int(part, 16) for part in found.groups()] if found else [0, 0, 0]
    return round(sum(share * part for share, part in zip(LIGHTNESS, parts, strict=True)))


def _outline(pdf: FPDF, text: Text) -> str:
    """Write the outlines of letters as the data of a path; nothing for those that have to be shaped."""
    if is_right_to_left(text.text):
        return ""
    font = pdf.fonts["dejavuB" if text.style.is_bold else "dejavu"].ttfont  # type: ignore[union-attr]
    glyphs, cmap = font.getGlyphSet(), font.getBestCmap()
    scale = text.style.size / font["head"].unitsPerEm
    pen = SVGPathPen(glyphs, ntos=lambda value: f"{value:.1f}")
    x = text.x
    for letter in text.text:
        name = cmap.get(ord(letter))
        if name is not None:
            glyphs[name].draw(TransformPen(pen, (scale, 0, 0, -scale, x, text.y)))
            x += glyphs[name].width * scale + text.spacing
    return str(pen.getCommands())


def _simplify(root: ET.Element) -> None:
    """Write a picture in elements that fpdf2 draws."""
    markers = {each.get("id"): each[0] for each in root.iter(f"{SVG}marker")}
    for parent in list(root.iter()):
        for child in list(parent):
            if child.tag in (f"{SVG}title", f"{SVG}defs", f"{SVG}marker"):
                parent.remove(child)
            elif child.tag == f"{SVG}svg":
                # Of the same size as the whole: what reaches over its edges is cut off in another way.
                child.tag = f"{SVG}g"
                child.attrib.clear()
            elif child.get("fill") == f"url(#{HATCH})":
                _hatch(parent, child)
            elif child.get("marker-start"):
                _mark(parent, child, markers)
    for name in ("class", "role", "aria-label", "width", "preserveAspectRatio"):
        root.attrib.pop(name, None)
    # Without the prefix that would stand before every name.
    for each in root.iter():
        each.tag = each.tag.removeprefix(SVG)
    root.set("xmlns", SPACE)


def _hatch(parent: ET.Element, path: ET.Element) -> None:
    """Lay a tint on disputed ground, and lines across it."""
    rings = [ring for ring in _lines(path.attrib["d"]) if len(ring) >= CORNERS]
    path.attrib.update(HATCHED)
    if not rings:
        return
    ground = shapely.union_all(shapely.make_valid(np.array([shapely.Polygon(ring) for ring in rings])))
    left, top, right, bottom = ground.bounds
    starts = np.arange(left + top - (left + top) % APART, right + bottom + APART, APART)
    # Lines on which x + y is the same rise to the right.
    across = [[(start - top, top), (start - bottom, bottom)] for start in starts.tolist()]
    cut = shapely.get_parts(
        shapely.intersection(shapely.multilinestrings([shapely.linestrings(across)])[0], ground)
    )
    cut = cut[shapely.get_type_id(cut) == shapely.GeometryType.LINESTRING]
    ends = [shapely.get_coordinates(line) for line in cut]
    data = "".join(
        f"M{a:.1f} {b:.1f}L{c:.1f} {d:.1f}" for (a, b), *_, (c, d) in (each.tolist() for each in ends)
    )
    if data:
        place = list(parent).index(path)
        parent.insert(place + 1, ET.Element(f"{SVG}path", {"d": data, **LINED}))


def _mark(parent: ET.Element, path: ET.Element, markers: dict[str | None, ET.Element]) -> None:
    """Draw the symbols along a path one by one."""
    name = MARKED.fullmatch(path.attrib["marker-start"])
    symbol = markers[name[1] if name else None]
    for x, y in np.concatenate(_lines(path.attrib["d"])).tolist():
        ET.SubElement(parent, f"{SVG}circle", {**symbol.attrib, "cx": f"{x:.1f}", "cy": f"{y:.1f}"})
    parent.remove(path)


def _lines(data: str) -> list[NDArray[np.float64]]:
    """Read a path as the picture writes it: M is absolute, the steps after l are not."""
    lines: list[list[NDArray[np.float64]]] = []
    at = np.zeros(2)
    for command, told in STEPS.findall(data):
        for step in np.array(NUMBER.findall(told), dtype=float).reshape(-1, 2):
            at = step if command == "M" else at + step
            if command == "M":
                lines.append([])
            lines[-1].append(at)
    return [np.array(line) for line in lines]
