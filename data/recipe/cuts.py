"""What the time zones do not tell apart and another source does."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import shapely

from data.recipe.land import read_polygon_of
from data.recipe.owners import Part
from data.recipe.parts import Cut
from data.recipe.tables import read_disputes, read_outlines

if TYPE_CHECKING:
    from pathlib import Path

    from data.recipe.outlines import Outlines

__all__ = ["read_cuts"]

OLD_LINE_ACCURACY_M = 20.0
"""Lines of late 2017, themselves simplified to 10 m."""


def read_cuts(countries: Path, shapes: Outlines) -> list[Cut]:
    """Kosovo, which has no zone of its own, East Jerusalem, which is in Israel's alone, and disputed ground.

    ``countries`` is the geo-maps layer of countries, OpenStreetMap as of late 2017; ``shapes`` are the
    outlines of disputed ground, of which those are cut that change hands by default.
    """
    cuts = [
        Cut(
            read_polygon_of("XKX", countries),
            held=Part("SRB", "Europe/Belgrade"),
            part=Part("XKX", "Europe/Belgrade", "Kosovo"),
            accuracy_m=OLD_LINE_ACCURACY_M,
        ),
        Cut(
            read_polygon_of("PSE", countries),
            held=Part("ISR", "Asia/Jerusalem"),
            part=Part("PSE", "Asia/Jerusalem", "East Jerusalem"),
            accuracy_m=OLD_LINE_ACCURACY_M,
        ),
    ]
    codes = {dispute.area: dispute.default_code for dispute in read_disputes()}
    for outline in read_outlines():
        if outline.draws == "cut":
            (ground,) = outline.ground
            cuts.append(
                Cut(
                    np.asarray(shapely.get_parts(shapes[outline.area]), dtype=object),
                    held=Part(ground, outline.zone),
                    part=Part(codes[outline.area], outline.timezone, outline.area),
                    accuracy_m=outline.accuracy_m,
                )
            )
    return cuts
