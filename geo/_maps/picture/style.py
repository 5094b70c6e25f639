"""Colours and strokes of the picture: those of the interactive map, ``static/style.js`` and ``map.css``."""

from __future__ import annotations

from typing import Final

__all__ = [
    "COLOURS",
    "DISTRICT",
    "FONT",
    "HATCH",
    "LINES",
    "MEASURED",
    "REGION",
    "TEXTS",
    "Lettering",
    "Stroke",
    "stroke_of",
]

from typing import NamedTuple

COLOURS: Final = {
    "sea": "#dbe6ea",
    "land": "#f7f5f0",
    "shore": "#a9bfc8",
    "border": "#8b8378",
    "contested": "#5f564c",
    "atSea": "#6f97ad",
    "incident": "#b3261e",
    "mixed": "#4b4f55",
    "hatch": "#7d6f63",
    "borderLine": "#2f3e5c",
    "cityLine": "#6a5a1f",
    "paper": "#fffdf8",
    "ink": "#3c4046",
}
FONT: Final = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', 'Noto Sans', Arial, sans-serif"
HATCH: Final = "geo-pic-hatch"


class Stroke(NamedTuple):
    """How a line is drawn; lengths in pixels."""

    colour: str
    width: float
    dashes: str | None = None
    cap: str | None = None


# Only an international border is solid.
LINES: Final = {
    "coast": Stroke(COLOURS["shore"], 0.8),
    "shore": Stroke(COLOURS["shore"], 0.6),
    "international": Stroke(COLOURS["border"], 1.4),
    "line_of_control": Stroke(COLOURS["contested"], 2, "10 4", "butt"),
    "ceasefire": Stroke(COLOURS["contested"], 3, "2 3", "butt"),
    "breakaway": Stroke(COLOURS["contested"], 1.8, "10 3 2 3", "butt"),
    "claimed": Stroke(COLOURS["contested"], 2.2, "0.1 6", "round"),
    "territorial_sea": Stroke(COLOURS["atSea"], 0.8, "1 3", "butt"),
    "seabed": Stroke(COLOURS["atSea"], 1.3, "7 4", "butt"),
    "internal": Stroke("#a39a8d", 1, "4 2.5", "butt"),
}
REGION: Final = Stroke("#a9a094", 0.9, "1 2.2", "butt")
DISTRICT: Final = Stroke("#bab1a4", 0.6, "1 3", "butt")
MEASURED: Final = {
    "border": Stroke(COLOURS["borderLine"], 2),
    "city": Stroke(COLOURS["cityLine"], 2, "7 4"),
}


class Lettering(NamedTuple):
    """How a name is written; lengths in pixels, spacing between letters as a share of the size."""

    size: float
    colour: str
    weight: int = 400
    spacing: float = 0.0
    is_capitals: bool = False
    is_italic: bool = False
    longest: float = 190.0


TEXTS: Final = {
    "country": Lettering(12.5, "#837b70", 600, spacing=0.09, is_capitals=True, longest=128),
    "region": Lettering(10.5, "#948b7f", spacing=0.1, is_capitals=True, longest=120),
    "disputed": Lettering(11, "#5f564c", is_italic=True, longest=112),
    "area": Lettering(11.5, "#8c1d17", 650, longest=150),
    "caption": Lettering(11.5, "#8c1d17", 650, longest=150),
    "capital": Lettering(12.5, "#4b4f55", 650),
    "city": Lettering(12, "#4b4f55"),
    "town": Lettering(11, "#6b6f75"),
    "distance-border": Lettering(12.5, "#2f3e5c", 650, longest=400),
    "distance-city": Lettering(12.5, "#5d4e17", 650, longest=400),
    "note": Lettering(10.5, "#5d636b"),
}


def stroke_of(stroke: Stroke, scale: float = 1.0) -> dict[str, str | float | None]:
    """Give the attributes that draw a line so."""
    return {
        "stroke": stroke.colour,
        "stroke_width": stroke.width * scale,
        "stroke_dasharray": stroke.dashes,
        "stroke_linecap": stroke.cap,
    }
