"""The rows as columns of finished text.

All words and numbers that the reader sees are made here, once; the browser only places them. A field is
one line of the panel for every incident: a label, the group it stands in, and one text (or several, or
none) for each row.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple

from geo._maps.columns import plain, readable
from geo._maps.wording import (
    PLACE_ACCURACY_M,
    describe_accuracy,
    describe_distance,
    describe_position,
    describe_precision,
    direction_name,
    number,
)
from geo.schema import CITY_POPULATION, PREFIX, TOWN_POPULATION

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["KIND_NAMES", "PLACES_NOTE", "Field", "list_fields"]

Text = str | list[str] | None

KIND_NAMES: Final[dict[str, str]] = {
    "international": "international border",
    "line_of_control": "line of control",
    "ceasefire": "ceasefire line",
    "breakaway": "line of a breakaway territory",
    "claimed": "claimed line",
    "territorial_sea": "limit of the territorial sea",
    "seabed": "seabed boundary",
    "internal": "internal boundary",
}


PLACES_NOTE: Final = (
    f"A town has {number(TOWN_POPULATION)} people or more, a city {number(CITY_POPULATION)}. "
    "Listed places only; hamlets are not in the list. Distances are geodesic, to the middle of the place."
)
# Somewhere else in the circle another one may be nearer.
NEAREST_HERE: Final = "nearest to this point"
# What is told once for a finer class is not told again for a coarser one.
FINER: Final[dict[str, tuple[str, ...]]] = {"place": (), "town": ("place",), "city": ("place", "town")}
# A report without a date should say so rather than leave it out.
UNSTATED: Final = "not stated"


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
    group: Literal["reported", "position", "border", "places"]
    kind: Literal["text", "note"]
    values: list[Text]

    def says_something(self) -> bool:
        """Say whether any row has a text here."""
        return any(value is not None for value in self.values)


def list_fields(frame: pd.DataFrame, chosen: dict[str, str], names: dict[str, str]) -> list[Field]:
    """Put everything that the panel says into words.

    Parameters
    ----------
    frame : DataFrame
        The measured table.
    chosen : dict
        From `choose_columns`.
    names : dict
        Country code -> English name.

    Returns
    -------
    list of Field
        Without those that have nothing to say for any row.
    """
    fields = []
    for name, role in chosen.items():
        texts: list[Text] = [plain(value) for value in frame[name]]
        if role == "date":
            texts = [text or UNSTATED for text in texts]
        kind: Literal["text", "note"] = "note" if role == "note" else "text"
        fields.append(Field(f"source:{name}", readable(name), "reported", kind, texts))
    rows = [_Row(row, names) for row in _rows(frame)]
    for key, label, group in OWN_FIELDS:
        values = [getattr(row, key)() for row in rows]
        fields.append(Field(key, label, group, "note" if key == "problem" else "text", values))
    return [field for field in fields if field.says_something()]


OWN_FIELDS: Final[tuple[tuple[str, str, Literal["position", "border", "places"]], ...]] = (
    ("problem", "Problem", "position"),
    ("position", "Position", "position"),
    ("precision", "Precision", "position"),
    ("country", "Country", "position"),
    ("border", "Nearest land border", "border"),
    ("border_accuracy", "Accuracy", "border"),
    ("neighbours", "Each land neighbour", "border"),
    ("place", "Nearest place", "places"),
    ("town", "Nearest town", "places"),
    ("city", "Nearest city", "places"),
)


class _Row:
    """One incident, asked for its texts; methods are named after the fields."""

    def __init__(self, row: dict[str, Any], names: dict[str, str]) -> None:
        self.row = row
        self.names = names

    def value(self, name: str) -> Any:  # noqa: ANN401 - cells of any type
        found = self.row.get(PREFIX + name)
        return None if found is None or plain(found) is None else found

    def problem(self) -> Text:
        return plain(self.value("problem"))

    def position(self) -> Text:
        lon, lat = self.value("lon"), self.value("lat")
        if lon is None or lat is None:
            return None
        return describe_position(lon, lat, precision_m=self.value("precision_m"))

    def precision(self) -> Text:
        return None if self.value("lon") is None else describe_precision(self.value("precision_m"))

    def vague(self) -> bool:
        return bool(self.value("precision_m"))

    def country(self) -> Text:
        own = plain(self.value("country"))
        if own is None:
            outside = "none: outside all countries, no land border is measured"
            return None if self.value("lon") is None else outside
        if not self.vague():
            return own
        reached = [self.names.get(code, code) for code, low, _ in self.distances() if low <= 0]
        also = f"; the circle reaches {_listed(reached)}" if reached else ""
        return f"{own} (at this point{also})"

    def distances(self) -> list[tuple[str, float, float]]:
        """Each land neighbour with the least and most its distance can be, nearest first."""
        found = []
        for code, metres in json.loads(self.value("neighbours") or "{}").items():
            low, high = metres if isinstance(metres, list) else (metres, metres)
            if low is not None and high is not None:
                found.append((code, low, high))
        return sorted(found, key=lambda each: each[1] + each[2])

    def border(self) -> Text:
        names = self.value("border")
        distance = self.distance("border", self.value("border_accuracy_m"))
        if names is None or distance is None:
            return None
        kind = KIND_NAMES.get(self.value("border_kind"), "border of unknown kind")
        told = [str(names), kind, with_direction(distance, self.value("border_azimuth_deg"))]
        return [*told, NEAREST_HERE] if self.vague() else told

    def border_accuracy(self) -> Text:
        return describe_accuracy(self.value("border_accuracy_m"))

    def neighbours(self) -> Text:
        accuracy_m, precision_m = self.value("border_accuracy_m"), self.value("precision_m")
        lines: list[str] = []
        for code, low, high in self.distances():
            exact = low if low == high else None
            distance = describe_distance(exact, low, high, accuracy_m=accuracy_m, precision_m=precision_m)
            lines.append(f"{self.names.get(code, code)}: {distance}")
        return lines or None

    def place(self) -> Text:
        return self.listed("place")

    def town(self) -> Text:
        return self.listed("town")

    def city(self) -> Text:
        return self.listed("city")

    def listed(self, stem: str) -> Text:
        if self.value(stem) is None or any(self.is_same(stem, finer) for finer in FINER[stem]):
            return None
        distance = self.distance(stem, PLACE_ACCURACY_M)
        if distance is None:
            return None
        population = self.value(f"{stem}_population")
        people = "population unknown" if population is None else f"population {number(population)}"
        code = self.value(f"{stem}_country_code")
        abroad = code is not None and code != self.value("country_code")
        where = f", {self.names.get(code, code)}" if abroad else ""
        told = [f"{self.value(stem)}{where} ({people})"]
        told.append(with_direction(distance, self.value(f"{stem}_azimuth_deg")))
        same = [coarser for coarser, finer in FINER.items() if stem in finer and self.is_same(stem, coarser)]
        if same:
            told.append(f"also the nearest {_listed(same)}")
        return [*told, NEAREST_HERE] if self.vague() else told

    def is_same(self, one: str, other: str) -> bool:
        """Say whether two classes found the same place."""
        return all(
            self.value(f"{one}{what}") == self.value(f"{other}{what}") for what in ("", "_lon", "_lat")
        )

    def distance(self, stem: str, accuracy_m: float | None) -> str | None:
        return describe_distance(
            self.value(f"{stem}_m"),
            self.value(f"{stem}_min_m"),
            self.value(f"{stem}_max_m"),
            accuracy_m=accuracy_m,
            precision_m=self.value("precision_m"),
        )


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


def _listed(words: list[str]) -> str:
    """Join words as in a sentence.

    Examples
    --------
    >>> _listed(["Chad", "Niger", "Mali"])
    'Chad, Niger and Mali'
    """
    return " and ".join(part for part in (", ".join(words[:-1]), *words[-1:]) if part)


def _rows(frame: pd.DataFrame) -> list[dict[str, Any]]:
    own = [name for name in frame.columns if str(name).startswith(PREFIX)]
    columns = [frame[name].astype(object).where(frame[name].notna(), None) for name in own]
    return [dict(zip(own, values, strict=True)) for values in zip(*columns, strict=True)]
