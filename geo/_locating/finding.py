"""What a row names beyond units of exactly that name: places, phrases, coordinates, other spellings.

``choosing`` finds a district or region by its exact name; whatever it does not find is asked of the
gazetteer, and taken when it is more likely than not. A reading that was presumed stays marked in geo_problem.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

import shapely

from geo._coordinates import read_coordinates
from geo._locating.asked import LONGEST, has_name
from geo._locating.cells import describe_unit, forget
from geo._locating.naming import name_candidates
from geo._locating.outlines import place_label
from geo._locating.phrases import phrase_candidates
from geo._locating.units import Unit
from geo._reading.problems import quote

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from geo._locating.candidates import Candidate
    from geo._locating.grounds import Grounds
    from geo._locating.queries import Query
    from geo._locating.units import Gazette

__all__ = ["ACCEPTED", "SURE", "Placed", "find_placed", "place_candidate"]

ACCEPTED: Final = 0.5
"""Chance from which a reading is taken: more likely than all others together."""
SURE: Final = 0.9
"""Chance from which nothing is marked."""
_LISTED: Final = 3


class Placed(NamedTuple):
    """Where a row is."""

    shape: BaseGeometry
    cells: dict[str, Any]
    problem: str
    """What is doubtful, "" when nothing is."""
    kind: str = ""
    """What it is, where the gazetteer says that."""


def find_placed(query: Query, grounds: Grounds, gazette: Gazette) -> Placed | str:
    """Find where a row is from its words.

    Parameters
    ----------
    query : Query
    grounds : Grounds
    gazette : Gazette
        Units of the countries that the table is about.

    Returns
    -------
    Placed or str
        The ground and its cells; or a sentence that says what the words may mean, "" when nothing is known.
    """
    said = query.name
    if len(said) > LONGEST or not has_name(said):
        position = read_coordinates(said) if said and len(said) <= LONGEST else ""
        if isinstance(position, str):
            return ""
        shape = shapely.Point(position.lon, position.lat) if position.geometry is None else position.geometry
        return _place_shape(
            shape, position.precision_m, "coordinates", f"{position.notation} {quote(said)}", None
        )
    parents = tuple(one for one in (query.district, query.region, query.country) if one)
    found = phrase_candidates(said, grounds, parents=parents) or name_candidates(
        said, grounds.gazetteer, parents=parents, kind=query.kind or ""
    )
    if not found:
        return ""
    if found[0].score < ACCEPTED:
        return _tell_doubt(said, found)
    return place_candidate(found[0], grounds, gazette)


def place_candidate(found: Candidate, grounds: Grounds, gazette: Gazette, located_by: str = "") -> Placed:
    """Give the ground and the cells of a reading that is taken.

    Parameters
    ----------
    found : Candidate
    grounds : Grounds
    gazette : Gazette
    located_by : str
        What geo_located_by says; what the candidate says when left out.
    """
    by = located_by or found.located_by
    doubt = found.why.split(";")[0] if found.why.startswith("presumed") else ""
    if not doubt and found.score < SURE and by != "decision":
        doubt = f"not certain (score {found.score:.2f}): {found.why}"
    thing = found.thing
    if thing is None or by == "expression":
        shape = found.shape if found.shape is not None else shapely.Point(found.lon, found.lat)
        return _place_shape(shape, found.precision_m, by, found.name, found, doubt)
    row = grounds.row_of(thing) if thing.layer in ("regions", "districts") else None
    if row is not None:
        unit = Unit("region" if thing.layer == "regions" else "district", row)
        cells = {**describe_unit(unit, gazette, by), "geo_score": found.score}
        return Placed(unit.geometry, cells, doubt, found.kind)
    kind = "place" if thing.kind == "section" else thing.kind
    inside = grounds.gazetteer.things.name_of(thing.region) if thing.region >= 0 else None
    named = ", ".join(
        part for part in (thing.name, kind, inside, thing.country_code.replace(";", " ")) if part
    )
    return _place_shape(grounds.of(thing), found.precision_m, by, named, found, doubt)


def _place_shape(
    shape: BaseGeometry, precision_m: float, by: str, named: str, found: Candidate | None, doubt: str = ""
) -> Placed:
    is_point = shapely.get_type_id(shape) == shapely.GeometryType.POINT
    lon, lat, radius_m = (
        (float(shapely.get_x(shape)), float(shapely.get_y(shape)), precision_m)
        if is_point
        else place_label(shape)
    )
    cells = {
        **forget(),
        "geo_lon": lon if is_point else None,
        "geo_lat": lat if is_point else None,
        "geo_label_lon": lon,
        "geo_label_lat": lat,
        "geo_precision_m": radius_m,
        "geo_located_by": by,
        "geo_located_as": named,
        "geo_score": found.score if found else 1.0,
    }
    return Placed(shape, cells, doubt, found.kind if found else "")


def _tell_doubt(said: str, found: list[Candidate]) -> str:
    listed = "; ".join(
        f"{one.name}, {one.kind}"
        + (f" in {one.region_code or one.country_code}" if one.country_code else "")
        + f" ({one.score:.2f})"
        for one in found[:_LISTED]
    )
    return (
        f"{quote(said)} may be {listed}: none is likely enough; add what it lies in, or decide (--decisions)"
    )
