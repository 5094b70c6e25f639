"""What a location string may mean: candidates, each with a geometry, a precision, a score and the reason."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from geo._gazetteer import Gazetteer, Thing
    from geo._locating.weights import Option

__all__ = ["Candidate", "candidate_of", "describe_number", "describe_thing", "name_country", "quote_name"]

_SHOWN: Final = ("name", "kind", "country_code", "region_code", "lon", "lat", "precision_m", "score", "why")


@dataclass(frozen=True, slots=True)
class Candidate:
    """One thing that a location string may mean.

    Attributes
    ----------
    name, kind : str
        Of a place, unit, country or feature; "point" for coordinates, "area" for an expression.
    country_code, region_code : str or None
        ISO 3166-1 alpha-3 (several joined by ; where it lies in several) and ISO 3166-2.
    lon, lat : float
        Degrees; of an area its label point.
    precision_m : float
        Metres about lon, lat that contain all of it.
    score : float
        Chance that this is what was meant, 0 to 1.
    why : str
        What speaks for it, and against.
    located_by : str
        "name", "coordinates", "expression" or "decision".
    shape : BaseGeometry or None
        Its ground, where that is not what the atlas has of `thing`.
    thing : Thing or None
        What it is in the atlas; None for coordinates and expressions.
    """

    name: str
    kind: str
    country_code: str | None
    region_code: str | None
    lon: float
    lat: float
    precision_m: float
    score: float
    why: str
    located_by: str = "name"
    shape: BaseGeometry | None = field(default=None, repr=False)
    thing: Thing | None = field(default=None, repr=False)

    def to_dict(self) -> dict[str, Any]:
        """Give what a program reads: plain values, by the names of the attributes."""
        return {name: getattr(self, name) for name in _SHOWN}


def name_country(codes: str, gazetteer: Gazetteer) -> str:
    """Spell the countries of a thing.

    Examples
    --------
    >>> from geo._gazetteer import load_gazetteer
    >>> name_country("KAZ", load_gazetteer())
    'Kazakhstan'
    """
    names = gazetteer.things.country_names
    spelt = [names.get(code, code) for code in codes.split(";") if code]
    return ", ".join(spelt[:3]) + (f" and {len(spelt) - 3} more" if len(spelt) > 3 else "")  # noqa: PLR2004


def locate_in(thing: Thing, gazetteer: Gazetteer) -> str:
    """Say in what a thing lies: region and country."""
    parts = []
    if thing.region >= 0 and thing.region != thing.number:
        region = gazetteer.things.name_of(thing.region)
        if region and region != thing.name:
            parts.append(region)
    country = name_country(thing.country_code, gazetteer)
    if country and thing.layer != "countries":
        parts.append(country)
    return ", ".join(parts)


def describe_thing(thing: Thing, gazetteer: Gazetteer) -> str:
    """Say what a thing is, for people: "Aktau, city of 147,443 in Mangystau, Kazakhstan"."""
    kind = {"place": "place", "section": "section of a city"}.get(thing.kind, thing.kind)
    people = f" of {thing.population:,}" if thing.layer in ("places", "own") and thing.population else ""
    inside = locate_in(thing, gazetteer)
    return f"{thing.name}, {kind}{people}" + (f" in {inside}" if inside else "")


_HOW: Final = {
    "name": "is the name of",
    "other name": "is another name of",
    "translation": "is, in another language,",
    "foreign": "is, in another language,",
    "abbreviation": "stands for",
    "demonym": "is the word for the people of",
    "adjective": "is the adjective of",
    "former": "is a former name of",
    "informal": "is an informal name of",
    "code": "is a code of",
    "derived": "is a shorter form of the name of",
    "sound": "sounds like a name of",
    "case": "is, in another grammatical form, a name of",
    "alike": "is like a name of",
}


def candidate_of(option: Option, score: float, asked: str, gazetteer: Gazetteer) -> Candidate:
    """Describe what a name may mean.

    Parameters
    ----------
    option : Option
    score : float
        The chance that it is meant.
    asked : str
        The name as written.
    gazetteer : Gazetteer
    """
    thing = gazetteer.things.thing(option.number)
    why = f"{quote_name(asked)} {_HOW[option.match.how]} {describe_thing(thing, gazetteer)}"
    return describe_number(option.number, score, why, gazetteer)


def describe_number(
    number: int, score: float, why: str, gazetteer: Gazetteer, located_by: str = "name"
) -> Candidate:
    """Make a candidate of a thing of the gazetteer."""
    things = gazetteer.things
    thing = things.thing(number)
    region = number if thing.kind == "region" else thing.region
    return Candidate(
        thing.name,
        thing.kind,
        thing.country_code or None,
        things.region_code(region),
        thing.lon,
        thing.lat,
        thing.radius_m,
        round(score, 3),
        why,
        located_by,
        thing=thing,
    )


def quote_name(text: str) -> str:
    """Put a name in quotes, cut and without what a terminal obeys."""
    shown = "".join(letter if letter.isprintable() else " " for letter in text[:60])
    return f"\u201c{shown}\u201d"
