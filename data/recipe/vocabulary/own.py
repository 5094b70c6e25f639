"""Features and names of the recipe's own tables: what no package lists, each row with its source."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import shapely

from data.recipe.vocabulary.rows import Names, feature_row, script_of, slug, split
from data.recipe.vocabulary.seas import lighten
from data.recipe.vocabulary.shape import Circle, circle_about
from data.recipe.vocabulary.tables import read_rows

if TYPE_CHECKING:
    from collections.abc import Mapping

    from data.recipe.vocabulary.ground import Ground

__all__ = ["add_former_names", "add_other_names", "add_own_names", "add_physical", "point_of"]

LAKE_TOLERANCE_DEG = 0.005
"""Lakes move by 600 m at most."""

_M_PER_KM = 1000.0
_LICENCE = "PD"


def add_physical(ground: Ground, names: Names) -> list[dict[str, Any]]:
    """Features of ``physical.csv``: rivers, lakes, mountains, islands, straits and so on.

    A lake that the atlas has an outline of takes that outline and its radius, unless one outline holds
    several lakes of the table, as that of Michigan and Huron does.
    """
    rows = read_rows("physical.csv")
    identities = [f"{row['kind']}:{slug(row['name'])}" for row in rows]
    outlines = _outlines(rows, ground)
    features = []
    for row, plain in zip(rows, identities, strict=True):
        codes = split(row["countries"])
        is_shared = identities.count(plain) > 1
        identity = f"{plain}-{codes[0].lower()}" if is_shared else plain
        circle, licence, shape = point_of(row), _LICENCE, outlines.get(row["name"])
        if shape is not None:
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


def _outlines(rows: list[dict[str, str]], ground: Ground) -> dict[str, shapely.Geometry]:
    """Outline of each lake of the table that the atlas has, by name."""
    lakes = [row for row in rows if row["kind"] == "lake"]
    points = [shapely.Point(float(row["lon"]), float(row["lat"])) for row in lakes]
    row, outline = shapely.STRtree(ground.lakes).query(points, predicate="within")
    held = outline.tolist()
    return {
        lakes[number]["name"]: lighten(ground.lakes[at], LAKE_TOLERANCE_DEG)
        for number, at in zip(row.tolist(), held, strict=True)
        if held.count(at) == 1
    }


def point_of(row: Mapping[str, str]) -> Circle:
    """Point and radius as a row of a table states them."""
    return Circle(float(row["lon"]), float(row["lat"]), float(row["radius_km"]) * _M_PER_KM)


def add_other_names(names: Names, target: str, row: Mapping[str, str]) -> None:
    """Add the other names that a row of a table lists, each with the code of its script."""
    for name in split(row["other_names"]):
        script = script_of(name)
        how = "translation" if script else "name"
        names.add(target, name, how, language=script, source=row["source"])


def add_former_names(ground: Ground, names: Names) -> None:
    """Add the names of ``former_names.csv`` with the dates between which they were official."""
    for row in read_rows("former_names.csv"):
        names.add(
            _resolve(row["target"], ground),
            row["name"],
            "former",
            language=script_of(row["name"]),
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
                language=row["language"] or script_of(row["name"]),
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
