"""What a name may have been before a case changed its end, in Russian, Ukrainian and Kazakh.

The rules are on search keys, and each gives candidates to be looked up; none of them decides.
"""

from __future__ import annotations

import re
from typing import Final

__all__ = ["undo_adjective", "undo_case"]

# The first two are the Kazakh locative, ablative, genitive, dative and accusative; then Slavic cases.
_CASES: Final = (
    (r"(?:n)?[dt][ae]n?", ("",)),
    (r"[ndt][iy]ng?|(?<!s)[gqk]h?[ae]|n?[ae]|[ndt][iy]", ("",)),
    (r"o[mu]|e[mv]i?|ovi|evi|om", ("", "o")),
    (r"oyu|eyu|oy|oi", ("a", "")),
    (r"akh|yakh|ami|ov|iv", ("y", "i", "a")),
    (r"[uyie]", ("", "a", "o", "ya")),
    (r"ya|yu|ey", ("", "ya", "iya")),
    (r"a", ("", "o")),
)
_CASE: Final = tuple((re.compile(rf"(?<=[a-z]{{3}})(?:{end})$"), others) for end, others in _CASES)
# Adjectives that go with a name in the same case: Nizhnem Novgorode, Velikogo Novgoroda, Beloy Tserkvi.
_AGREEING: Final = tuple(
    (re.compile(rf"(?<=[a-z]{{2}})(?:{end})$"), others)
    for end, others in (
        (r"em|om|ego|ogo|emu|omu|im|ym", ("iy", "yy", "oy", "oe", "ee")),
        (r"oy|ey|uyu|yuyu", ("aya", "yaya")),
        (r"ikh|ykh|imi|ymi", ("ie", "ye")),
    )
)
_ADJECTIVE: Final = re.compile(
    r"(?<=[a-z]{3})(?:s|z|c)?(?:k)(?:iy|ij|yi|yy|ii|y|i|aya|oye|oe|ogo|oho|oy|oyi|omu|om|im|e|a)$"
)


def undo_case(key: str) -> list[str]:
    """List what the last word of a search key may be in the nominative, itself left out.

    Examples
    --------
    >>> "kharkov" in undo_case("kharkovom"), "moskva" in undo_case("moskve"), "aktau" in undo_case("aktauda")
    (True, True, True)
    """
    found: dict[str, None] = {}
    for end, others in _CASE:
        stem, count = end.subn("", key, count=1)
        if count:
            found.update(dict.fromkeys(stem + other for other in others))
            if stem[-1] in "aeiou" and "" in others:
                # Китаем, Дунаем: what was a short i has become part of the ending.
                found[f"{stem}y"] = None
    if " " in key:
        found.update(dict.fromkeys(_undo_of_many(key, list(found))))
    found.pop(key, None)
    return list(found)


def _undo_of_many(key: str, last_undone: list[str]) -> list[str]:
    """Undo the case of the other words: "Rostove na Donu", "Nizhnem Novgorode", "Alma Ate".

    Examples
    --------
    >>> "nizhniy novgorod" in undo_case("nizhnem novgorode"), "alma ata" in undo_case("alma ate")
    (True, True)
    >>> "rostov na donu" in undo_case("rostove na donu")
    True
    """
    first, rest = key.split(" ", 1)
    found = [f"{one} {rest}" for one in undo_case(first)] if rest.startswith("na ") else []
    for end, others in _AGREEING:
        stem, count = end.subn("", first, count=1)
        if count:
            ends = [one.split(" ", 1)[1] for one in last_undone if one.startswith(f"{first} ")]
            found += [f"{stem}{other} {last}" for other in others for last in ends]
    short = re.fullmatch(r"(.+ [a-z]{2})(?:e|u|y|oy)", key)
    if short:
        found.append(f"{short[1]}a")
    return found


def undo_adjective(key: str) -> list[str]:
    """List the names from which a Slavic adjective such as that of a district may be made.

    Examples
    --------
    >>> undo_adjective("karakiyanskiy")
    ['karakiyan', 'karakiyansk', 'karakiya', 'karakiyana', 'karakiyano']
    >>> undo_adjective("karakiya")
    []
    """
    stem, count = _ADJECTIVE.subn("", key, count=1)
    if not count:
        return []
    found = [stem, stem + "sk"]
    if stem.endswith("n"):
        found.append(stem[:-1])
    found += [stem + "a", stem + "o"]
    return found
