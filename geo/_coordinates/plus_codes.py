"""Plus Codes, or Open Location Codes: cells of a grid in degrees, by the public specification of the code.

The library on PyPI has no wheels and no word for what is wrong with a code; decoding is a dozen lines.
"""

from __future__ import annotations

import re
from typing import Final

from geo._coordinates.positions import LARGEST_LAT, LARGEST_LON, Position, box_radius_m

__all__ = ["PLUS_CODE", "read_plus_code"]

_LETTERS: Final = "23456789CFGHJMPQRVWX"
_PAIRS: Final = 10
_MOST: Final = 15
_STEPS_DEG: Final = (20.0, 1.0, 0.05, 0.0025, 0.000125)
_ROWS, _COLUMNS = 5, 4
# The first letters of whole codes: latitudes end at 90, longitudes at 180.
PLUS_CODE: Final = re.compile(
    rf"(?:[2-9C][2-9CFGHJMPQRV](?:[{_LETTERS}]{{6}}|[{_LETTERS}]{{4}}00|[{_LETTERS}]{{2}}0000|000000)\+"
    rf"(?:[{_LETTERS}]{{2,7}})?)",
    re.IGNORECASE,
)
_SHORT: Final = re.compile(
    rf"[{_LETTERS}]{{2,6}}\+[{_LETTERS}]{{2,7}}(?:[,\s].*)?", re.IGNORECASE | re.DOTALL
)
_WHOLE: Final = re.compile(r"[0-9A-Z]{8}\+[0-9A-Z]{0,20}", re.IGNORECASE)


def read_plus_code(text: str) -> Position | str | None:
    """Read a whole Plus Code.

    The first example is of the specification.

    Examples
    --------
    >>> found = read_plus_code("7FG49Q00+")
    >>> round(found.lon, 6), round(found.lat, 6)
    (2.775, 20.375)
    >>> read_plus_code("9G8F+6X Aktau")
    'a short Plus Code is a place only together with its town: write the whole code'
    """
    if not PLUS_CODE.fullmatch(text):
        if _SHORT.fullmatch(text):
            return "a short Plus Code is a place only together with its town: write the whole code"
        return "this is no valid Plus Code" if _WHOLE.fullmatch(text) else None
    before, _, after = text.upper().partition("+")
    if "0" in before and after:
        return "a Plus Code with noughts ends at its plus"
    letters = (before.rstrip("0") + after)[:_MOST]
    south, west, height, width = -LARGEST_LAT, -LARGEST_LON, 0.0, 0.0
    for at in range(0, min(len(letters), _PAIRS), 2):
        height = width = _STEPS_DEG[at // 2]
        south += _LETTERS.index(letters[at]) * height
        west += _LETTERS.index(letters[at + 1]) * width
    for letter in letters[_PAIRS:]:
        height, width = height / _ROWS, width / _COLUMNS
        row, column = divmod(_LETTERS.index(letter), _COLUMNS)
        south += row * height
        west += column * width
    lon, lat = west + width / 2, south + height / 2
    return Position(0, len(text), lon, lat, box_radius_m(lon, lat, width / 2, height / 2), "Plus Code")
