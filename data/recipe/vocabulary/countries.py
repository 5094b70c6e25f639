"""Other names, native names and demonyms of countries, from ``world-countries``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import orjson

from data.recipe.entities import CODE_IN_USE
from data.recipe.packages import npm_version
from data.recipe.vocabulary.rows import script_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from data.recipe.vocabulary.rows import Names

__all__ = ["add_countries"]

_BCP47 = {
    "ara": "ar", "ces": "cs", "deu": "de", "eng": "en", "est": "et", "fin": "fi", "fra": "fr", "hrv": "hr",
    "hun": "hu", "ita": "it", "jpn": "ja", "kor": "ko", "nld": "nl", "per": "fa", "pol": "pl", "por": "pt",
    "rus": "ru", "slk": "sk", "spa": "es", "srp": "sr", "swe": "sv", "tur": "tr", "urd": "ur", "zho": "zh",
    "bre": "br", "cym": "cy", "fas": "fa", "ukr": "uk", "kaz": "kk", "kir": "ky", "uzb": "uz", "tgk": "tg",
    "tuk": "tk", "aze": "az", "hye": "hy", "kat": "ka", "pus": "ps", "prs": "fa-AF", "heb": "he", "ron": "ro",
    "bul": "bg", "ell": "el", "hin": "hi", "ben": "bn", "tam": "ta", "mya": "my", "tha": "th", "vie": "vi",
    "ind": "id", "msa": "ms", "swa": "sw", "amh": "am", "som": "so", "tir": "ti", "mon": "mn", "nep": "ne",
    "sin": "si", "khm": "km", "lao": "lo", "sqi": "sq", "mkd": "mk", "bos": "bs", "slv": "sl", "lit": "lt",
    "lav": "lv", "bel": "be", "isl": "is", "nor": "no", "nno": "nn", "nob": "nb", "dan": "da", "cat": "ca",
    "gle": "ga", "mlt": "mt", "kur": "ku", "arc": "arc", "dzo": "dz", "div": "dv", "cnr": "cnr",
}  # fmt: skip
"""The package's three-letter codes of languages as BCP 47 has them; another code stays as it is."""

_SHORTEST = 3
"""Spellings with fewer letters are the two-letter codes, which the entities layer has."""


def add_countries(path: Path, names: Names) -> None:
    """Add what the package knows of each country, common names before official ones."""
    source = npm_version("world-countries")
    for country in sorted(orjson.loads(path.read_bytes()), key=lambda country: str(country["cca3"])):
        target = f"country:{CODE_IN_USE.get(country['cca3'], country['cca3'])}"
        names.know(target, country["name"]["common"])
        for name, language in _names(country):
            script = language or script_of(name)
            how = "name" if script in {"en", ""} else "translation"
            names.add(target, name, how, language=script, source=source)
        for language, demonym in country["demonyms"].items():
            for name in dict.fromkeys((demonym["m"], demonym["f"])):
                names.add(target, name, "demonym", language=_BCP47.get(language, language), source=source)


def _names(country: dict[str, Any]) -> Iterator[tuple[str, str]]:
    yield country["name"]["official"], "en"
    for name in country["altSpellings"]:
        if len(name) >= _SHORTEST:
            yield name, ""
    for kind in ("common", "official"):
        for group in (country["name"]["native"] or {}, country["translations"]):
            for language, both in group.items():
                yield both[kind], _BCP47.get(language, language)
