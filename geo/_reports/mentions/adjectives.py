"""Adjectives that name two countries at once: "Kazakhstano-Russian", "Chadian-Sudanese", "ирано-иракский".

The first part often has a combining form of its own, as in Sino-, Russo-, Franco-; otherwise it is the
adjective, or the country with an o.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from geo._names import search_key

if TYPE_CHECKING:
    from geo._gazetteer import Gazetteer

__all__ = ["country_of_adjective", "pair_of_adjective"]

_FORMS: Final = {
    "sino": "CHN", "russo": "RUS", "indo": "IND", "franco": "FRA", "anglo": "GBR", "afghano": "AFG",
    "turko": "TUR", "turco": "TUR", "irano": "IRN", "iraqo": "IRQ", "iraco": "IRQ", "syro": "SYR",
    "libano": "LBN", "serbo": "SRB", "greco": "GRC", "graeco": "GRC", "hispano": "ESP", "luso": "PRT",
    "germano": "DEU", "polono": "POL", "ukraino": "UKR", "belaruso": "BLR", "armeno": "ARM", "azero": "AZE",
    "kazako": "KAZ", "kazakho": "KAZ", "kazakhstano": "KAZ", "uzbeko": "UZB", "kyrgyzo": "KGZ",
    "tajiko": "TJK", "turkmeno": "TKM", "moldo": "MDA", "romano": "ROU", "hungaro": "HUN", "austro": "AUT",
    "italo": "ITA", "dano": "DNK", "finno": "FIN", "americano": "USA",
    "mexicano": "MEX", "colombo": "COL",
    "ecuatoriano": "ECU", "venezolano": "VEN", "thai": "THA", "cambodo": "KHM", "viet": "VNM", "lao": "LAO",
    "nepalo": "NPL", "pak": "PAK", "pako": "PAK", "ethio": "ETH", "eritreo": "ERI", "somalo": "SOM",
    "sudano": "SDN", "chado": "TCD", "tchado": "TCD", "libyo": "LBY", "tuniso": "TUN", "algero": "DZA",
    "algerian": "DZA", "moroccan": "MAR", "malo": "MLI", "nigero": "NER", "israelo": "ISR", "saudi": "SAU",
    "yemeni": "YEM", "jordano": "JOR", "estono": "EST", "letto": "LVA", "lithuano": "LTU", "albano": "ALB",
    "american": "USA", "america": "USA", "indian": "IND", "india": "IND", "china": "CHN",
    "sudan": "SDN", "french": "FRA", "dutch": "NLD", "norwegian": "NOR", "congolese": "COD",
    "dominican": "DOM", "belarussian": "BLR", "byelorussian": "BLR",
    "индо": "IND", "ирано": "IRN", "ирако": "IRQ", "армяно": "ARM", "американо": "USA", "ливано": "LBN",
    "афгано": "AFG",
    "сиро": "SYR", "франко": "FRA", "англо": "GBR", "греко": "GRC", "итало": "ITA", "австро": "AUT",
    "испано": "ESP",
    "германо": "DEU", "израильтяно": "ISR", "сербо": "SRB", "мексикано": "MEX", "йемено": "YEM",
    "судано": "SDN",
    "македоно": "MKD", "румыно": "ROU", "болгаро": "BGR", "японо": "JPN", "китае": "CHN",
    "macedono": "MKD", "bulgaro": "BGR", "croato": "HRV", "mongolo": "MNG", "burmo": "MMR", "uk": "",
    "us": "USA",
}  # fmt: skip
"""Combining forms; most were made by a rule, with an o behind the stem. UK is of no country in a pair."""

_STEMS: Final = {
    "албанск": "ALB", "алжирск": "DZA", "индонезийск": "IDN", "ирландск": "IRL", "русск": "RUS",
    "тайск": "THA",
    "чадск": "TCD", "чилийск": "CHL", "таиландск": "THA", "кубинск": "CUB", "перуанск": "PER",
    "эквадорск": "ECU",
}  # fmt: skip
"""Russian adjectives that are no name of a country in any table."""

_DASH: Final = re.compile(r"\s*[-\u2010-\u2014]\s*")
_RUSSIAN: Final = re.compile(r"(?:ск|цк)(?:ий|ая|ое|ой|ого|ую|ом|ому|им|их|ие|ими|о)$")


def country_of_adjective(word: str, gazetteer: Gazetteer) -> str | None:
    """Give the alpha-3 code of the one country that an adjective or a name stands for, None for none.

    Examples
    --------
    >>> from geo._gazetteer import load_gazetteer
    >>> gazetteer = load_gazetteer()
    >>> [country_of_adjective(word, gazetteer) for word in ("Kazakh", "российской", "Sino", "green", "Mali")]
    ['KAZ', 'RUS', 'CHN', None, 'MLI']
    """
    low = word.lower()
    if low in _FORMS:
        return _FORMS[low] or None
    tries = [word]
    stem = _RUSSIAN.sub(lambda found: found[0][:2], low)
    if stem in _STEMS:
        return _STEMS[stem]
    if _RUSSIAN.search(low):
        tries = [_RUSSIAN.sub(lambda found: found[0][:2] + "ий", low)]
    elif low.endswith("o") and low.isascii():
        stem = word[:-1]
        tries += [stem, f"{stem}a", f"{stem}ia", f"{stem}an"]
    for one in tries:
        codes = _countries(one, gazetteer)
        if len(codes) == 1:
            return codes.pop()
    return None


def _countries(word: str, gazetteer: Gazetteer) -> set[str]:
    things = gazetteer.things
    return {
        things.code_of(one.number)
        for one in gazetteer.find_exact(search_key(word))
        if things.kind_of(one.number) == "country" and one.how not in ("code", "foreign")
    }


def pair_of_adjective(word: str, gazetteer: Gazetteer) -> tuple[str, str] | None:
    """Give the codes of the two countries that one word with a hyphen names.

    Examples
    --------
    >>> from geo._gazetteer import load_gazetteer
    >>> gazetteer = load_gazetteer()
    >>> pair_of_adjective("Kazakhstano-Russian", gazetteer), pair_of_adjective("Rostov-on-Don", gazetteer)
    (('KAZ', 'RUS'), None)
    >>> pair_of_adjective("таджикско-афганской", gazetteer)
    ('TJK', 'AFG')
    """
    parts = _DASH.split(word)
    if len(parts) != 2:  # noqa: PLR2004 - a pair
        return None
    first, second = (country_of_adjective(part, gazetteer) for part in parts)
    return (first, second) if first and second and first != second else None
