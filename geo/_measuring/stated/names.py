"""From what a row says of its country to codes; what has no certain reading states nothing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from geo._locating.choosing import Countries
from geo._locating.country_codes import translate_code
from geo._locating.grounds import grounds_of, has_gazetteer
from geo._names import match_key

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geo._measuring.layers import Layers

__all__ = ["Stated", "read_stated"]

OF_TWO: Final = {"congo": ("COG", "COD"), "korea": ("KOR", "PRK")}
"""Names by which people may mean either of two countries."""

MISSING: Final = ("NA", "N/A", "NAN", "NONE", "NULL")
"""What stands for an empty cell; NA is Namibia only where nobody can tell."""

SHORT: Final = 3
"""Codes have at most so many letters, in capitals; a short word in small letters is none."""

TWO: Final = 2

_BRACKETS: Final = re.compile(r"\s*[(\[][^)\]]*[)\]]")


class Stated(NamedTuple):
    """What a cell states."""

    named: tuple[str, ...]
    """Codes (ISO 3166-1 alpha-3) of the country as it is most likely meant."""
    allowed: frozenset[str]
    """Those of all that it may mean."""


def read_stated(cells: Iterable[object], atlas: Layers) -> list[Stated | None]:
    """Read cells that name countries.

    Parameters
    ----------
    cells : iterable, k
        English names, other names that the atlas knows, ISO codes of two or three letters.
    atlas : Layers

    Returns
    -------
    list of Stated or None, k
        None where nothing is stated, or nobody knows what.

    Notes
    -----
    UCDP writes former names in brackets, "Russia (Soviet Union)": they are left out. Codes of two letters may
    be those of FIPS 10-4, where AU is Austria: either will do.
    """
    reader = _Reader(atlas)
    return [reader.read(str(cell).strip()) for cell in cells]


class _Reader:
    def __init__(self, atlas: Layers) -> None:
        self._countries = Countries(atlas.entities)
        # An atlas made by hand has no index of names.
        self._atlas: Any = atlas if has_gazetteer(atlas) else None

    def read(self, text: str) -> Stated | None:
        if text.upper() in MISSING or (len(text) <= SHORT and not text.isupper()):
            return None
        named = self._find(text) or self._find(_BRACKETS.sub("", text).strip())
        if not named:
            return None
        allowed = named | set(OF_TWO.get(match_key(text), ()))
        if len(text) == TWO:
            allowed |= translate_code("fips", text)
        return Stated(tuple(sorted(named)), frozenset(allowed))

    def _find(self, text: str) -> set[str]:
        found = self._countries.find(text) if text else set()
        if text and not found and self._atlas is not None:
            code = grounds_of(self._atlas).gazetteer.country_of(text)
            found = {code} if code else set()
        return found
