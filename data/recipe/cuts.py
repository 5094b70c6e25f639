"""What the time zones do not tell apart and an older map of countries does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.recipe.land import read_polygon_of
from data.recipe.parts import Cut, Part

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["read_cuts"]


def read_cuts(countries: Path) -> list[Cut]:
    """Kosovo, which has no zone of its own, and East Jerusalem, which is in Israel's alone.

    ``countries`` is the geo-maps layer of countries, OpenStreetMap as of late 2017.
    """
    return [
        Cut(
            read_polygon_of("XKX", countries),
            held=Part("SRB", "Europe/Belgrade"),
            part=Part("XKX", "Europe/Belgrade"),
        ),
        Cut(
            read_polygon_of("PSE", countries),
            held=Part("ISR", "Asia/Jerusalem"),
            part=Part("PSE", "Asia/Jerusalem", "East Jerusalem"),
            kind="ceasefire",
        ),
    ]
