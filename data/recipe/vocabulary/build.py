"""All sources together: the two tables, checked and in order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import geopandas as gpd

from data.recipe import writing
from data.recipe.vocabulary.checks import check_rows
from data.recipe.vocabulary.countries import add_countries
from data.recipe.vocabulary.ground import Ground
from data.recipe.vocabulary.macro_regions import add_macro_regions
from data.recipe.vocabulary.own import add_former_names, add_own_names, add_physical
from data.recipe.vocabulary.rows import Names
from data.recipe.vocabulary.seas import add_seas
from data.recipe.vocabulary.second_level import add_admin1_names, add_admin2
from data.recipe.vocabulary.territories import add_country_names, add_region_names

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

__all__ = ["Vocabulary", "build_vocabulary", "write_vocabulary"]


class Vocabulary(NamedTuple):
    """Features by feature_id, and names by target, name and how."""

    features: gpd.GeoDataFrame
    names: list[dict[str, Any]]


def build_vocabulary(packages: Path, atlas: Path, entities: Sequence[Mapping[str, Any]]) -> Vocabulary:
    """Make both tables from the unpacked packages, the recipe's own tables and the layers of the atlas.

    Parameters
    ----------
    packages : Path
        Folder of the npm packages.
    atlas : Path
        Folder with the other layers of the atlas, already written.
    entities : sequence of dict
        Rows of the entities layer.

    Returns
    -------
    Vocabulary
        ``features``: feature_id, kind, name (English), country_codes (alpha-3, joined by semicolons; empty
        in international waters), lon, lat, radius_m, parent (unit_id of a region, or empty), population,
        members (codes whose union is the ground of a macro-region, or empty), source, licence, and a
        polygon where there is one. ``names``: target (a feature_id, or ``country:``, ``region:``,
        ``district:`` or ``place:`` and an identifier), name, how, language (BCP 47), since, until (ISO
        dates in which a name was official), source. A feature's own name is in ``features`` alone.

    Raises
    ------
    ValueError
        If a row of the recipe's own tables names what the atlas does not have.
    """
    ground, names = Ground(atlas, entities), Names()
    countries = packages / "world-countries" / "countries.json"
    for code, name in ground.name_of.items():
        names.know(f"country:{code}", name)
    add_former_names(ground, names)
    features = add_seas(packages, ground, names)
    features += add_physical(ground, names)
    features += add_macro_regions(packages, ground, names)
    add_own_names(ground, names)
    add_country_names(packages, ground, names)
    add_region_names(packages, ground, names)
    add_countries(countries, names)
    features += add_admin2(packages, ground, names)
    add_admin1_names(packages, ground, names)
    check_rows(names.rows, features, ground)
    return Vocabulary(_frame(features), sorted(names.rows, key=_order))


def _order(row: dict[str, Any]) -> tuple[str, str, str]:
    return row["target"], row["name"], row["how"]


def _frame(rows: list[dict[str, Any]]) -> gpd.GeoDataFrame:
    frame = gpd.GeoDataFrame(sorted(rows, key=lambda row: str(row["feature_id"])), crs="EPSG:4326")
    frame["population"] = frame["population"].astype("Int64")
    return frame


def write_vocabulary(out: Path, vocabulary: Vocabulary) -> dict[str, int]:
    """Write ``features.parquet`` and ``feature_names.parquet``; the number of rows of each."""
    return {
        "features": writing.write_shapes(out / "features.parquet", vocabulary.features),
        "feature_names": writing.write_table(out / "feature_names.parquet", vocabulary.names),
    }
