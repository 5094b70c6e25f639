"""The rows as columns of finished text.

All words and numbers that the reader sees are made here, once; the browser only places them. A field is
one line of the panel for every incident: a label, the group it stands in, and one text (or several, or
none) for each row.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from geo._maps import whose
from geo._maps.columns import date_texts, plain, plain_texts, readable
from geo._maps.kinds import KIND_NAMES, UNKNOWN_KIND
from geo._maps.rows import list_pairs
from geo._maps.told_dates import tell_date
from geo._maps.wording import (
    PLACE_ACCURACY_M,
    describe_accuracy,
    describe_distance,
    describe_position,
    describe_precision,
    direction_name,
    listed,
    number,
    round_down,
    round_up,
)
from geo.schema import CITY_POPULATION, NEAR_M, TOWN_POPULATION

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd

    from geo._maps.row import Row

__all__ = ["NEEDED", "PLACES_NOTE", "SHOWN", "Field", "list_fields"]

SHOWN: Final = (
    *("country", "region", "district", "land", "nearest_country"),
    *("border", "neighbours", "coast", "capital", "places", "people"),
)
"""What a map tells of every incident, of ``geo.schema.MEASURES``; the rest need not be measured for it."""

NEEDED: Final = tuple(measure for measure in SHOWN if measure != "coast")
"""Without these there is no map; the distance to the coast is told where it was measured."""

Text = str | list[str] | None
Group = Literal["reported", "position", "border", "coast", "places"]

PLACES_NOTE: Final = (
    f"A town has {number(TOWN_POPULATION)} people or more, a city {number(CITY_POPULATION)}. "
    "Listed places only; hamlets are not in the list. Distances are geodesic, to the middle of the place."
)
# Somewhere else in the circle another one may be nearer.
NEAREST_HERE: Final = "nearest to this point"
# What is told once for a finer class is not told again for a coarser one.
FINER: Final[dict[str, tuple[str, ...]]] = {"place": (), "town": ("place",), "city": ("place", "town")}
NEARER_ELSEWHERE: Final = "the nearest to some of the area; elsewhere in it another may be nearer"
NOT_ONE: Final = "not the same one everywhere in the area"
AREA: Final = "an area: somewhere inside its outline"
# How a location came about, as in geo_located_by.
LOCATED_BY: Final = {
    "coordinates": "coordinates that the source gives",
    "name": "a name that the source gives",
    "code": "the source's code of how precise its place is",
    "blurred": "a blur, on purpose",
    "expression": "words that the source gives",
    "decision": "a decision of whoever made the table",
}


class Field(NamedTuple):
    """One line of the panel.

    Attributes
    ----------
    key : str
        What it is, for scripts and tests.
    label : str
        What it is, for the reader; a source column keeps its own name.
    group : str
        Where in the panel it stands.
    kind : str
        ``text``, or ``note`` for what must not be overlooked.
    values : list
        One for each row: a text, several, or None.
    """

    key: str
    label: str
    group: Group
    kind: Literal["text", "note"]
    values: list[Text]

    def says_something(self) -> bool:
        """Say whether any row has a text here."""
        return any(value is not None for value in self.values)


def list_fields(frame: pd.DataFrame, chosen: dict[str, str], rows: list[Row]) -> list[Field]:
    """Put everything that the panel says into words.

    Parameters
    ----------
    frame : DataFrame, n rows
        The measured table.
    chosen : dict
        From `choose_columns`.
    rows : list of Row, length n
        The same, taken apart.

    Returns
    -------
    list of Field
        Without those that have nothing to say for any row.
    """
    fields = []
    for name, role in chosen.items():
        texts: list[Text] = list(plain_texts(frame[name]))
        if role == "date":
            texts = [tell_date(text, name) for text in date_texts(frame[name])]
        kind: Literal["text", "note"] = "note" if role == "note" else "text"
        fields.append(Field(f"source:{name}", readable(name), "reported", kind, texts))
    for key, label, group, tell in OWN_FIELDS:
        values = [tell(row) for row in rows]
        fields.append(Field(key, label, group, "note" if key == "problem" else "text", values))
    fields += [_pair_field(pair, rows) for pair in list_pairs(frame)]
    return [field for field in fields if field.says_something()]


def _pair_field(pair: str, rows: list[Row]) -> Field:
    """Tell how far the lines between two chosen countries are, each kind by its name."""
    stem = f"to_{pair}"
    names = rows[0].names if rows else {}
    label = "\N{EN DASH}".join(names.get(code, code) for code in pair.upper().split("_"))

    def tell(row: Row) -> Text:
        accuracy_m, radius_m = row.value(f"{stem}_accuracy_m"), row.radius_m()
        told: list[str] = []
        for kind, metres in json.loads(row.value(f"{stem}_kinds") or "{}").items():
            low, high = metres if isinstance(metres, list) else (metres, metres)
            exact = low if low == high else None
            distance = describe_distance(exact, low, high, accuracy_m=accuracy_m, precision_m=radius_m)
            told.append(f"{KIND_NAMES.get(kind, UNKNOWN_KIND)}: {distance}")
        return told or None

    return Field(stem, f"Lines {label}", "border", "text", [tell(row) for row in rows])


def tell_problem(row: Row) -> Text:
    return plain(row.value("problem"))


def tell_position(row: Row) -> Text:
    lon, lat = row.value("lon"), row.value("lat")
    if lon is None or lat is None:
        return None
    return describe_position(lon, lat, precision_m=row.value("precision_m"))


def tell_location(row: Row) -> Text:
    """Name what a name was matched to; coordinates need no such line."""
    return plain(row.value("located_as"))


def tell_located_by(row: Row) -> Text:
    """Tell how the location came about."""
    how = plain(row.value("located_by"))
    return None if how is None or not row.is_located() else LOCATED_BY.get(how, how)


def tell_precision(row: Row) -> Text:
    if row.is_area:
        return AREA
    return describe_precision(row.value("precision_m")) if row.is_located() else None


def tell_border(row: Row) -> Text:
    names = row.value("border")
    distance = _distance(row, "border", row.value("border_accuracy_m"))
    if names is None or distance is None:
        return None
    kind = KIND_NAMES.get(row.value("border_kind"), UNKNOWN_KIND)
    told = [str(names), kind, with_direction(distance, row.value("border_azimuth_deg"))]
    if row.is_area and len(row.distances()) > 1:
        told.append(NEARER_ELSEWHERE)
    return [*told, NEAREST_HERE] if row.is_vague() else told


def tell_accuracy(row: Row) -> Text:
    return describe_accuracy(row.value("border_accuracy_m"))


def tell_neighbours(row: Row) -> Text:
    accuracy_m, radius_m = row.value("border_accuracy_m"), row.radius_m()
    lines: list[str] = []
    for code, low, high in row.distances():
        exact = low if low == high else None
        distance = describe_distance(exact, low, high, accuracy_m=accuracy_m, precision_m=radius_m)
        lines.append(f"{row.names.get(code, code)}: {distance}")
    return lines or None


def tell_coast(row: Row) -> Text:
    """Tell how far the nearest shore is, of the ocean or the Caspian."""
    accuracy_m = row.value("coast_accuracy_m")
    distance = _distance(row, "coast", accuracy_m)
    if distance is None:
        return None
    told = [with_direction(distance, row.value("coast_azimuth_deg"))]
    if accuracy_m:
        told.append(f"to a shore line drawn within {round_up(accuracy_m)}")
    return [*told, NEAREST_HERE] if row.is_vague() else told


def tell_place(row: Row) -> Text:
    return _tell_listed(row, "place")


def tell_town(row: Row) -> Text:
    return _tell_listed(row, "town")


def tell_city(row: Row) -> Text:
    return _tell_listed(row, "city")


def tell_capital(row: Row) -> Text:
    distance = _distance(row, "capital", PLACE_ACCURACY_M)
    if distance is None or row.value("capital") is None:
        return None
    return [str(row.value("capital")), with_direction(distance, row.value("capital_azimuth_deg"))]


def tell_people(row: Row) -> Text:
    people = row.value("known_population_25km")
    if people is None:
        return None
    if people == 0:
        return "none in listed places; hamlets and scattered houses are not in the list"
    return f"at least {number(round_down(people))} in listed places: a floor, not a census"


# The lines of the panel, in their order.
OWN_FIELDS: Final[tuple[tuple[str, str, Group, Callable[[Row], Text]], ...]] = (
    ("problem", "Problem", "position", tell_problem),
    ("position", "Position", "position", tell_position),
    ("located_as", "Located as", "position", tell_location),
    ("located_by", "Located by", "position", tell_located_by),
    ("precision", "Precision", "position", tell_precision),
    ("country", "Country", "position", whose.tell_country),
    ("region", "Region", "position", whose.tell_region),
    ("district", "District", "position", whose.tell_district),
    ("dispute", "Disputed ground", "position", whose.tell_dispute),
    ("water", "Land or water", "position", whose.tell_water),
    ("nearest_country", "Nearest land", "position", whose.tell_nearest),
    ("border", "Nearest land border", "border", tell_border),
    ("border_accuracy", "Accuracy", "border", tell_accuracy),
    ("neighbours", "Each land neighbour", "border", tell_neighbours),
    ("coast", "Nearest shore", "coast", tell_coast),
    ("place", "Nearest place", "places", tell_place),
    ("town", "Nearest town", "places", tell_town),
    ("city", "Nearest city", "places", tell_city),
    ("capital", "Capital", "places", tell_capital),
    ("people", f"People within {NEAR_M / 1000:.0f} km", "places", tell_people),
)


def _tell_listed(row: Row, stem: str) -> Text:
    distance = _distance(row, stem, PLACE_ACCURACY_M)
    if distance is None:
        return None
    if row.value(stem) is None:
        return [NOT_ONE, distance] if row.is_area else None
    if any(_is_same(row, stem, finer) for finer in FINER[stem]):
        return None
    population = row.value(f"{stem}_population")
    people = "population unknown" if population is None else f"population {number(population)}"
    code = row.value(f"{stem}_country_code")
    abroad = code is not None and code != row.value("country_code")
    where = f", {row.names.get(code, code)}" if abroad else ""
    told = [f"{row.value(stem)}{where} ({people})"]
    told.append(with_direction(distance, row.value(f"{stem}_azimuth_deg")))
    same = [coarser for coarser, finer in FINER.items() if stem in finer and _is_same(row, stem, coarser)]
    if same:
        told.append(f"also the nearest {listed(same)}")
    return [*told, NEAREST_HERE] if row.is_vague() else told


def _is_same(row: Row, one: str, other: str) -> bool:
    """Say whether two classes found the same place."""
    return all(row.value(f"{one}{what}") == row.value(f"{other}{what}") for what in ("", "_lon", "_lat"))


def _distance(row: Row, stem: str, accuracy_m: float | None) -> str | None:
    return describe_distance(*row.bounds(stem), accuracy_m=accuracy_m, precision_m=row.radius_m())


def with_direction(distance: str, azimuth_deg: float | None) -> str:
    """Say in which direction a distance goes, where one number stands for it.

    Examples
    --------
    >>> with_direction("about 64.3 km", 20.0)
    'about 64.3 km to the north'
    """
    direction = direction_name(azimuth_deg)
    if direction is None or not distance.startswith("about"):
        return distance
    about, comma, interval = distance.partition(", ")
    return f"{about} to the {direction}{comma}{interval}"
