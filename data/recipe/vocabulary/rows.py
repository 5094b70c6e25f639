"""Rows of the two tables, and the rules that every one of them keeps."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    import shapely

    from data.recipe.vocabulary.shape import Circle

__all__ = ["HOWS", "KINDS", "Names", "feature_row", "script_of", "slug", "split"]

KINDS = (
    "continent",
    "macro-region",
    "sea",
    "lake",
    "river",
    "desert",
    "mountains",
    "island",
    "peninsula",
    "district",
    "airport",
    "other",
)
HOWS = ("name", "translation", "abbreviation", "demonym", "adjective", "former", "informal")

_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ı": "i", "ə": "a", "ß": "ss", "æ": "ae"})  # noqa: RUF001
_SCRIPTS = {
    "CYRILLIC": "Cyrl",
    "ARABIC": "Arab",
    "GREEK": "Grek",
    "HEBREW": "Hebr",
    "ARMENIAN": "Armn",
    "GEORGIAN": "Geor",
    "DEVANAGARI": "Deva",
    "BENGALI": "Beng",
    "TAMIL": "Taml",
    "THAI": "Thai",
    "MYANMAR": "Mymr",
    "HANGUL": "Hang",
    "CJK": "Hani",
}
_MARKS = re.compile(r"['’‘`ʻʿʼ]")  # noqa: RUF001 - the marks of transliterations


def slug(name: str) -> str:
    """Lower-case ASCII letters and digits of a name, joined by hyphens.

    >>> slug("Río de la Plata")
    'rio-de-la-plata'
    """
    text = unicodedata.normalize("NFKD", name.casefold().translate(_LETTERS))
    text = "".join(letter for letter in text if not unicodedata.combining(letter))
    return "-".join(re.findall(r"[a-z0-9]+", _MARKS.sub("", text)))


def script_of(name: str) -> str:
    """ISO 15924 code of the script in which a name is written; empty for Latin letters.

    >>> script_of("Каспий"), script_of("Caspian")
    ('Cyrl', '')
    """
    letter = next((letter for letter in name if letter.isalpha()), "A")
    return _SCRIPTS.get(unicodedata.name(letter).partition(" ")[0], "")


def split(text: str) -> list[str]:
    """Values of a cell that holds several, joined by semicolons."""
    return [value.strip() for value in text.split(";") if value.strip()]


def feature_row(  # noqa: PLR0913 - a row has so many columns
    identity: str,
    name: str,
    codes: Sequence[str],
    circle: Circle,
    *,
    source: str,
    licence: str,
    parent: str = "",
    members: str = "",
    geometry: shapely.Geometry | None = None,
) -> dict[str, Any]:
    """One row of the features; its kind is what stands before the colon of its identifier."""
    return {
        "feature_id": identity,
        "kind": identity.partition(":")[0],
        "name": name,
        "country_codes": ";".join(sorted(set(codes))),
        "lon": circle.lon,
        "lat": circle.lat,
        "radius_m": circle.radius_m,
        "parent": parent,
        "population": None,
        "members": members,
        "source": source,
        "licence": licence,
        "geometry": geometry,
    }


class Names:
    """Rows of the names in the order of their coming; the first of several equal ones stays.

    A name that its target already has, in whatever case, is left out, and so is a single letter.
    """

    def __init__(self) -> None:
        self.rows: list[dict[str, Any]] = []
        self._seen: set[tuple[str, str]] = set()

    def know(self, target: str, *names: str) -> None:
        """Tell names that the target has elsewhere, so that no row repeats them."""
        self._seen.update((target, name.casefold()) for name in names)

    def add(
        self,
        target: str,
        name: str,
        how: str,
        *,
        source: str,
        language: str = "",
        since: str | None = None,
        until: str | None = None,
    ) -> bool:
        """Add a row unless the target has the name already; tell whether it was added."""
        name = unicodedata.normalize("NFC", " ".join(name.split()))
        if len(name) < 2 or (target, name.casefold()) in self._seen:  # noqa: PLR2004
            return False
        self._seen.add((target, name.casefold()))
        row = {"target": target, "name": name, "how": how, "language": language}
        self.rows.append({**row, "since": since, "until": until, "source": source})
        return True
