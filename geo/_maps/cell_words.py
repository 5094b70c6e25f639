"""What a page says of its cells, in English; ``static/cell_words.js`` says it in the reader's language."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Final

from geo._maps.wording import listed, number

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["area_text", "describe_apart", "describe_cells", "rounded_area", "subtitle_of"]

# The distance between opposite sides of a hexagon, for the root of its area.
ACROSS: Final = math.sqrt(2 / math.sqrt(3))
SMALL_KM: Final = 10


def subtitle_of(bins: Mapping[str, Any], cells: int) -> str:
    """Say how many incidents there are, in how many cells, and from when.

    Examples
    --------
    >>> subtitle_of({"rows": 300_000, "first": "2015-01-01", "last": "2024-12-28"}, 3_595)
    '300,000 incidents, counted in 3,595 cells; 2015-01-01 to 2024-12-28'
    """
    incidents = "1 incident" if bins["rows"] == 1 else f"{number(bins['rows'])} incidents"
    told = f"{incidents}, counted in {number(cells)} {'cell' if cells == 1 else 'cells'}"
    if bins["first"] is None:
        return told
    one_day = bins["first"] == bins["last"]
    return f"{told}; {bins['first'] if one_day else '{first} to {last}'.format(**bins)}"


def describe_cells(bins: Mapping[str, Any]) -> str:
    """Say what a cell is, and what the page does not hold.

    Examples
    --------
    >>> describe_cells({"area_km2": [6_287.0, 12_684.0, 14_928.0]})[54:114]
    'A cell is a hexagon of about 13,000 km², some 120 km across;'
    """
    least, middle, most = bins["area_km2"]
    across_km = ACROSS * math.sqrt(middle)
    across = f"{rounded_area(across_km):,.0f} km" if across_km >= SMALL_KM else f"{across_km:.1f} km"
    spread = f"{area_text(least)} to {area_text(most)}"
    return (
        "Incidents are counted in cells, not shown one by one. "
        f"A cell is a hexagon of about {area_text(middle)}, some {across} across; the smallest to the "
        f"largest here are {spread}. Its colour tells how many incidents lie in it, not how many for its "
        "size. Where in a cell they lie is not in this file."
    )


def describe_apart(bins: Mapping[str, Any]) -> str:
    """Say how many incidents are in cells, and why the others are not.

    Examples
    --------
    >>> describe_apart({"held": 90, "area": 8, "wide": 0, "nowhere": 2, "radius_m": 26_072.0})
    '90 are in cells; 8 are known only to an area or a line and 2 have no usable position.'
    """
    km = f"{rounded_area(bins['radius_m'] / 1000):,.4g}"
    wide = f"known only to a circle of more than {km} km, wider than a cell"
    sorts = [
        ("area", "is known only to an area or a line", "are known only to an area or a line"),
        ("wide", f"is {wide}", f"are {wide}"),
        ("nowhere", "has no usable position", "have no usable position"),
    ]
    told = [
        f"{number(bins[sort])} {one if bins[sort] == 1 else many}" for sort, one, many in sorts if bins[sort]
    ]
    held = "1 is in a cell" if bins["held"] == 1 else f"{number(bins['held'])} are in cells"
    return f"{held}{f'; {listed(told)}' if told else ''}."


def rounded_area(value: float) -> float:
    """Round to two digits.

    Examples
    --------
    >>> rounded_area(12_684.0), rounded_area(0.737)
    (13000.0, 0.74)
    """
    return float(f"{value:.2g}")


def area_text(km2: float) -> str:
    """Write an area with two digits.

    Examples
    --------
    >>> area_text(12_684.0), area_text(0.737)
    ('13,000 km²', '0.74 km²')
    """
    value = rounded_area(km2)
    return f"{value:,.0f} km²" if value >= SMALL_KM else f"{value:g} km²"
