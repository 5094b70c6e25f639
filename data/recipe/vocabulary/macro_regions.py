"""Continents and other ground made of countries and regions: its point and radius come from theirs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

from data.recipe.packages import npm_version, pip_file, pip_version
from data.recipe.region_codes import read_subdivisions
from data.recipe.vocabulary.own import add_other_names, point_of
from data.recipe.vocabulary.rows import Names, feature_row, slug, split
from data.recipe.vocabulary.shape import circle_about, geodesic_m
from data.recipe.vocabulary.tables import read_rows
from data.recipe.vocabulary.territories import (
    add_translations,
    read_groups,
    read_subdivision_names,
    read_territory_names,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from data.recipe.region_codes import Subdivision
    from data.recipe.vocabulary.ground import Ground

__all__ = ["add_macro_regions"]

_LICENCE = "PD"
SPECK_SHARE = 0.01
SPECK_M = 2_000_000.0
"""A part of a country is left out of its continent if it is this small beside the largest part, and this
far beyond that one's circle."""

_FOOTNOTES = "¹²³"
"""Marks that stand behind some names in the lists."""


def add_macro_regions(packages: Path, ground: Ground, names: Names) -> list[dict[str, Any]]:
    """Features of ``macro_regions.csv``, of the UN's groups of countries, and of units above the regions.

    A row of the table with a CLDR code takes the place of the group with that code.
    """
    translations = read_territory_names(packages) | read_subdivision_names(packages)
    table = read_rows("macro_regions.csv")
    groups = read_groups(packages, ground)
    subdivisions = read_subdivisions(pip_file("pycountry", "databases/iso3166-2.json"))
    taken = {row["cldr"] for row in table}
    above = _units_above(ground, subdivisions)
    # A member may be more than an entity or a region: a group, a unit above regions, an earlier row.
    known = {f"M49:{code}": members for code, members in groups.items()} | above
    features = []
    for row in table:
        identity = f"{row['kind']}:{slug(row['name'])}"
        members = _members(row["members"], known)
        if row["members"] in above:
            identity = f"macro-region:{row['members']}"
        known[identity] = members
        features.append(_row(identity, row, members, ground))
        names.know(identity, row["name"])
        add_other_names(names, identity, row)
        add_translations(names, identity, translations.get(row["cldr"], []))
    for code, members in sorted(groups.items()):
        if code not in taken:
            english = next(name for name, language in translations[code] if language == "en")
            row = _made(english, f"UN M49 {code} in {npm_version('cldr-core')}")
            identity = f"macro-region:{slug(english)}"
            features.append(_row(identity, row, members, ground))
            names.know(identity, english)
            add_translations(names, identity, translations[code])
    for code, members in sorted(above.items()):
        key = code.replace("-", "").lower()
        if key not in taken:
            listed = [name for name, language in translations.get(key, []) if language == "en"]
            row = _made(
                (listed or [subdivisions[code].name])[0].rstrip(_FOOTNOTES),
                f"ISO 3166-2 in {pip_version('pycountry')}",
            )
            features.append(_row(f"macro-region:{code}", row, members, ground))
            names.know(f"macro-region:{code}", row["name"])
            names.add(
                f"macro-region:{code}",
                subdivisions[code].name.rstrip(_FOOTNOTES),
                "name",
                source=row["source"],
            )
            add_translations(names, f"macro-region:{code}", translations.get(key, []))
    return features


def _made(name: str, source: str) -> dict[str, str]:
    return {"name": name, "source": source, "lon": "", "lat": "", "radius_km": "", "countries": ""}


def _members(text: str, known: Mapping[str, list[str]]) -> list[str]:
    """Codes in a cell; a feature of an earlier row stands for its own members."""
    return [code for value in split(text) for code in known.get(value, [value])]


def _row(identity: str, row: Mapping[str, str], members: Sequence[str], ground: Ground) -> dict[str, Any]:
    """Feature from the ground of its members, or from the point that the row states where it has none."""
    shapes, codes = _ground_of(members, ground)
    return feature_row(
        identity,
        row["name"],
        codes or split(row["countries"]),
        circle_about(shapes) if shapes else point_of(row),
        source=row["source"],
        licence=_LICENCE,
        members=";".join(members),
    )


def _ground_of(members: Sequence[str], ground: Ground) -> tuple[list[shapely.Geometry], list[str]]:
    shapes, codes = [], []
    for member in members:
        if member in ground.countries:
            shapes.append(_without_outliers(ground.countries[member]))
            codes.append(member)
        else:
            unit = ground.unit_of_code.get(member, member)
            if unit not in ground.regions.index:
                message = f"{member} is no entity and no region. Mend macro_regions.csv."
                raise ValueError(message)
            shapes.append(ground.regions.loc[unit].geometry)
            codes.append(str(ground.regions.loc[unit]["country_code"]))
    return shapes, codes


def _without_outliers(country: shapely.Geometry) -> shapely.Geometry:
    """Ground of a country without specks on the other side of the world: Clipperton is no part of Europe."""
    parts = shapely.get_parts(country)
    area = shapely.area(parts)
    main = circle_about([parts[np.argmax(area)]])
    centre = shapely.get_coordinates(shapely.centroid(parts)).tolist()
    distance_m = np.array([geodesic_m(main.lon, main.lat, lon, lat) for lon, lat in centre])
    is_speck = (area < SPECK_SHARE * area.max()) & (distance_m > main.radius_m + SPECK_M)
    return shapely.MultiPolygon(parts[~is_speck].tolist())


def _units_above(ground: Ground, subdivisions: Mapping[str, Subdivision]) -> dict[str, list[str]]:
    """Units of ISO 3166-2 that are no region but have regions below them, with those."""
    above: dict[str, list[str]] = {}
    for code in sorted(ground.unit_of_code):
        parent = subdivisions[code].parent
        while parent:
            whole = parent if "-" in parent else f"{code[:2]}-{parent}"
            if whole not in ground.unit_of_code:
                above.setdefault(whole, []).append(code)
            parent = subdivisions[whole].parent
    return above
