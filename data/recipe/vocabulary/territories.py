"""Names of countries, groups of countries and their subdivisions in many languages, from Unicode's CLDR."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import orjson

from data.recipe.packages import npm_version

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from data.recipe.vocabulary.ground import Ground
    from data.recipe.vocabulary.rows import Names

__all__ = [
    "LANGUAGES",
    "add_country_names",
    "add_region_names",
    "add_translations",
    "read_groups",
    "read_subdivision_names",
    "read_territory_names",
]

LANGUAGES = tuple(
    """
    en ru uk kk ky uz uz-Cyrl tg tk az hy ka ar fa ps ur he tr fr es pt de it nl pl ro sr sr-Latn hr bg el
    zh zh-Hant ja ko hi bn ta my th vi id ms fil sw ha am so ti mn ne si km lo
    """.split()  # noqa: SIM905 - a list of words reads better than a list of strings
)
"""Languages that incidents are reported in, English first: of equal names the first language's stays."""

_CODE_IN_USE = {"XK": "XKX"}
_NOWHERE = "QO"
"""CLDR puts Antarctica and scattered islands below Oceania; the UN does not."""

_SHORTENED = re.compile(r"(?:\w\.?){2,4}")

Translations = dict[str, list[tuple[str, str]]]
"""Names of each unit by its CLDR code, as pairs of name and language."""


def _read(path: Path, *keys: str) -> Mapping[str, str]:
    """Part of a CLDR file at the given keys; nothing where CLDR lacks the language."""
    if not path.is_file():
        return {}
    document = orjson.loads(path.read_bytes())
    for key in keys:
        document = document[key]
    found: Mapping[str, str] = document
    return found


def _collect(tables: Iterator[tuple[str, Mapping[str, str]]]) -> Translations:
    """Names by code; a code such as ``GB-alt-short`` is another name of ``GB``."""
    found: Translations = {}
    for language, table in tables:
        for key, name in table.items():
            found.setdefault(key.partition("-alt-")[0], []).append((name, language))
    return found


def read_territory_names(packages: Path) -> Translations:
    """Names of countries (alpha-2) and of the UN's groups of them (M49 numbers)."""
    folder = packages / "cldr-localenames-full" / "main"
    return _collect(
        (language, _read(folder / language / "territories.json", *_path(language, "territories", "main")))
        for language in LANGUAGES
    )


def read_subdivision_names(packages: Path) -> Translations:
    """Names of the units of ISO 3166-2, by code in small letters without hyphen (``gbeng``)."""
    folder = packages / "cldr-subdivisions-full" / "subdivisions"
    return _collect(
        (language, _read(folder / language / f"{language}.json", "subdivisions", *_path(language)[1:]))
        for language in LANGUAGES
    )


def _path(language: str, part: str = "subdivisions", top: str = "") -> tuple[str, ...]:
    names = ("localeDisplayNames", part)
    return (top, language, *names) if top else (top, *names)


def read_groups(packages: Path, ground: Ground) -> dict[str, list[str]]:
    """Entities in each of the UN's groups and in the European Union, by CLDR's code."""
    path = packages / "cldr-core" / "supplemental" / "territoryContainment.json"
    tree = orjson.loads(path.read_bytes())["supplemental"]["territoryContainment"]

    def members(code: str) -> Iterator[str]:
        for child in tree[code]["_contains"]:
            if child in ground.code_of or child in _CODE_IN_USE:
                yield _CODE_IN_USE.get(child) or ground.code_of[child]
            elif child in tree and child != _NOWHERE:
                yield from members(child)

    groups = [code for code in tree if code.isdigit() and code != "001"] + ["EU"]
    return {code: sorted(set(members(code))) for code in groups}


def add_translations(names: Names, target: str, found: list[tuple[str, str]]) -> None:
    """Add all names that CLDR has for a target: English ones as names, capitals as abbreviations."""
    source = npm_version("cldr-localenames-full")
    for name, language in found:
        how = "name" if language == "en" else "translation"
        if name.isupper() and _SHORTENED.fullmatch(name):
            how = "abbreviation"
        names.add(target, name, how, language=language, source=source)


def add_country_names(packages: Path, ground: Ground, names: Names) -> None:
    """Add CLDR's names of the entities."""
    translations = read_territory_names(packages)
    for iso2, code in sorted(ground.code_of.items(), key=lambda pair: pair[1]):
        add_translations(names, f"country:{code}", translations.get(iso2, []))


def add_region_names(packages: Path, ground: Ground, names: Names) -> None:
    """Add CLDR's names of the regions that have a code, without those that the regions layer has."""
    source = npm_version("cldr-subdivisions-full")
    translations = read_subdivision_names(packages)
    for code, unit in sorted(ground.unit_of_code.items()):
        names.know(f"region:{unit}", *ground.known_names(unit))
        found = translations.get(code.replace("-", "").lower(), [])
        english = {name for name, language in found if language == "en"}
        for name, language in found:
            if language == "en" or name not in english:
                how = "name" if language == "en" else "translation"
                names.add(f"region:{unit}", name, how, language=language, source=source)
