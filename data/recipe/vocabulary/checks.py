"""What every row must keep to: words in use, targets that exist, points on their countries."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import shapely

from data.recipe.vocabulary.rows import HOWS, KINDS, split
from data.recipe.vocabulary.shape import Circle, geodesic_m

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from data.recipe.vocabulary.ground import Ground

__all__ = ["check_rows", "reaches"]


def check_rows(
    names: Iterable[Mapping[str, Any]], features: Sequence[Mapping[str, Any]], ground: Ground
) -> None:
    """Hold all rows against the atlas.

    Raises
    ------
    ValueError
        A target is not there, a word for how or kind is unknown, a feature is there twice, or its circle
        does not reach a country that it is said to lie in.
    """
    identities = [str(row["feature_id"]) for row in features]
    hows, kinds = {str(row["how"]) for row in names}, {str(row["kind"]) for row in features}
    faults = {
        "targets that are not there": _lost({str(row["target"]) for row in names}, set(identities), ground),
        "words not in use": sorted((hows - set(HOWS)) | (kinds - set(KINDS))),
        "features there twice": sorted({name for name in identities if identities.count(name) > 1})
        if len(set(identities)) < len(identities)
        else [],
        "features beside their countries": _astray(features, ground),
    }
    found = "; ".join(f"{fault}: {', '.join(rows)}" for fault, rows in faults.items() if rows)
    if found:
        message = f"Rows to mend in the recipe's tables of names: {found}."
        raise ValueError(message)


def _lost(targets: set[str], features: set[str], ground: Ground) -> list[str]:
    kept = {
        "country": set(ground.name_of),
        "region": set(ground.regions.index),
        "district": set(ground.districts["unit_id"]),
        "place": {str(identity) for identity in ground.places["place_id"]},
    }
    layers = {target: target.partition(":") for target in targets - features}
    return sorted(target for target, (layer, _, name) in layers.items() if name not in kept.get(layer, ()))


def _astray(features: Iterable[Mapping[str, Any]], ground: Ground) -> list[str]:
    """Features of whose countries one lies outside their circle; those with a polygon were measured."""
    return [
        f"{row['feature_id']} ({code})"
        for row in features
        if row["geometry"] is None
        for code in split(row["country_codes"])
        if not reaches(Circle(row["lon"], row["lat"], row["radius_m"]), code, ground)
    ]


def reaches(circle: Circle, code: str, ground: Ground) -> bool:
    """Whether a circle reaches the ground or the territorial waters of an entity."""
    point, country = shapely.Point(circle.lon, circle.lat), ground.countries[code]
    if shapely.contains(country, point):
        return True
    nearest = shapely.get_coordinates(shapely.shortest_line(country, point))[0].tolist()
    return geodesic_m(circle.lon, circle.lat, *nearest) <= circle.radius_m
