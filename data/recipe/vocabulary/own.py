"""Features and names of the recipe's own tables: what no package lists, each row with its source."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Any

import shapely

from data.recipe.vocabulary.rows import HOWS, KINDS, Names, feature_row, slug, split
from data.recipe.vocabulary.seas import lighten
from data.recipe.vocabulary.shape import Circle, circle_about
from data.recipe.vocabulary.tables import read_rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from data.recipe.vocabulary.ground import Ground

__all__ = ["add_former_names", "add_other_names", "add_own_names", "add_physical", "check_targets", "point_of"]

LAKE_TOLERANCE_DEG = 0.005
"""Lakes move by 600 m at most."""

_SCRIPTS = {"CYRILLIC": "Cyrl", "ARABIC": "Arab", "GREEK": "Grek", "HEBREW": "Hebr"}
_M_PER_KM = 1000.0
_LICENCE = "PD"


def add_physical(ground: Ground, names: Names) -> list[dict[str, Any]]:
    """Features of ``physical.csv``: rivers, lakes, mountains, islands, straits and so on.

    A lake that the atlas has an outline of takes that outline, its radius and its countries.
    """
    rows = read_rows("physical.csv")
    identities = [f"{row['kind']}:{slug(row['name'])}" for row in rows]
    lakes, features = shapely.STRtree(ground.lakes), []
    for row, plain in zip(rows, identities, strict=True):
        codes = split(row["countries"])
        is_shared = identities.count(plain) > 1
        identity = f"{plain}-{codes[0].lower()}" if is_shared else plain
        circle, shape, licence = point_of(row), None, _LICENCE
        held = lakes.query(shapely.Point(circle.lon, circle.lat), predicate="within")
        if row["kind"] == "lake" and len(held):
            outline = ground.lakes[min(held)]
            shape = lighten(outline, LAKE_TOLERANCE_DEG)
            circle, licence = circle_about([shape]), "ODbL-1.0"
        features.append(
            feature_row(
                identity,
                row["name"],
                codes,
                circle,
                source=f"{row['source']}; outline of the atlas" if shape else row["source"],
                licence=licence,
                geometry=shape,
            )
        )
        names.know(identity, row["name"])
        add_other_names(names, identity, row)
    return features


def point_of(row: Mapping[str, str]) -> Circle:
    """Point and radius as a row of a table states them."""
    return Circle(float(row["lon"]), float(row["lat"]), float(row["radius_km"]) * _M_PER_KM)


def add_other_names(names: Names, target: str, row: Mapping[str, str]) -> None:
    """Add the other names that a row of a table lists, each with the code of its script."""
    for name in split(row["other_names"]):
        script = _script_of(name)
        how = "translation" if script else "name"
        names.add(target, name, how, language=script, source=row["source"])


def _script_of(name: str) -> str:
    """ISO 15924 code of the script in which a name is written; empty for Latin letters."""
    letter = next((letter for letter in name if letter.isalpha()), "A")
    return _SCRIPTS.get(unicodedata.name(letter).partition(" ")[0], "")


def add_former_names(ground: Ground, names: Names) -> None:
    """Add the names of ``former_names.csv`` with the dates between which they were official."""
    for row in read_rows("former_names.csv"):
        names.add(
            _resolve(row["target"], ground),
            row["name"],
            "former",
            language=_script_of(row["name"]),
            since=row["since"] or None,
            until=row["until"] or None,
            source=row["source"],
        )


def add_own_names(ground: Ground, names: Names) -> None:
    """Add the rows of ``demonyms.csv`` and ``abbreviations.csv``."""
    for table in ("demonyms.csv", "abbreviations.csv"):
        for row in read_rows(table):
            target = _resolve(row["target"], ground)
            names.add(
                target,
                row["name"],
                row["how"],
                language=row["language"] or _script_of(row["name"]),
                source=row["source"],
            )


def _resolve(target: str, ground: Ground) -> str:
    """Target of a table's row: a region may be named by its ISO 3166-2 code.

    A code that is above the regions, such as ``GB-ENG``, is a macro-region.
    """
    layer, _, identity = target.partition(":")
    if layer != "region" or identity in ground.regions.index:
        return target
    unit = ground.unit_of_code.get(identity)
    return f"region:{unit}" if unit else f"macro-region:{identity}"


def check_targets(rows: Iterable[Mapping[str, Any]], features: Iterable[Mapping[str, Any]], ground: Ground) -> None:
    """Make sure that what every row names is there.

    Raises
    ------
    ValueError
        A target is neither a feature nor a row of the layer it says, or a word for how or kind is unknown.
    """
    kept = {
        "country": set(ground.name_of),
        "region": set(ground.regions.index),
        "district": set(ground.districts["unit_id"]),
        "place": {str(identity) for identity in ground.places["place_id"]},
    }
    identities, kinds = zip(*((row["feature_id"], row["kind"]) for row in features), strict=True)
    found = set(identities)
    lost = sorted(
        {
            row["target"]
            for row in rows
            if row["target"] not in found
            and row["target"].partition(":")[2] not in kept.get(row["target"].partition(":")[0], ())
        }
    )
    odd = sorted(({row["how"] for row in rows} - set(HOWS)) | (set(kinds) - set(KINDS)))
    if lost or odd:
        message = (
            f"Names of what the atlas does not have: {lost}; words that are not in use: {odd}. "
            "Mend the tables of the recipe."
        )
        raise ValueError(message)
