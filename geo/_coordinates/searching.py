"""All positions in running text: what looks like one and can be nothing else.

One pattern for each notation finds what may be a position, and the reader of that notation decides. Notations
are sought from the most certain to the least, and what one has taken is blanked for the next, so that nothing
is read twice: not even the numbers in a link that cannot be read. All patterns are bounded or never go back,
so that the time grows with the text and no faster.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geo._coordinates.candidates import (
    find_angles,
    find_decimals,
    find_links,
    find_mgrs,
    find_plus_codes,
    find_uris,
    find_utm,
    find_wkt,
)
from geo._coordinates.tidying import tidy

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from geo._coordinates.candidates import Taken
    from geo._coordinates.positions import Position

__all__ = ["find_coordinates"]

_FINDERS: Final[tuple[Callable[[str], Iterator[Taken]], ...]] = (
    find_wkt,
    find_links,
    find_uris,
    find_utm,
    find_mgrs,
    find_plus_codes,
    find_angles,
    find_decimals,
)
# A Plus Code may have no digit.
_ANY: Final = "0123456789+"
# Controls are made blanks when a text is tidied, so this one cannot be in it.
_BLANK: Final = "\0"


def find_coordinates(text: str) -> list[Position]:
    """Find all positions that a text states, in any notation.

    Doubtful ones are left out: two plain numbers count only with two decimals each and a separator, and where
    nothing beside them says that they are prices, times, dates, or parts of a list. So is what cannot be on
    Earth.

    Parameters
    ----------
    text : str
        Running text of any length.

    Returns
    -------
    list of Position
        In the order of the text, never overlapping.

    Examples
    --------
    >>> text = "Found on 12.05.2023 near 43.65, 51.16 (39T VJ 5555), sold for 12.50, 13.75 EUR."
    >>> [(text[found.start : found.end], found.notation) for found in find_coordinates(text)]
    [('43.65, 51.16', 'decimal degrees'), ('39T VJ 5555', 'MGRS')]
    """
    tidied = tidy(text)
    plain = tidied.text
    if not any(mark in plain for mark in _ANY):
        return []
    positions: list[Position] = []
    for find in _FINDERS:
        taken = list(find(plain))
        if not taken:
            continue
        pieces = []
        end = 0
        for start, stop, position in taken:
            pieces += [plain[end:start], _BLANK * (stop - start)]
            end = stop
            if position is not None:
                first, last = tidied.original(start, stop)
                positions.append(position._replace(start=first, end=last))
        plain = "".join([*pieces, plain[end:]])
    return sorted(positions)
