"""From the words of a row with a precision code to ground: the unit they name, or why there is none.

A coarser unit may stand for one that is not found, because it contains it: a region for its district. It
never goes the other way, and no point stands for anything. District names count for second-level units
only: where the atlas has third-level ones, "Bambari" is a commune of the sub-prefecture Bambari and smaller.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

import shapely

from geo._locating.cells import describe_ground, describe_unit, forget
from geo._names import match_key
from geo._reading.problems import quote

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from geo._locating.choosing import Countries
    from geo._locating.orders import Order
    from geo._locating.queries import UnitKind
    from geo._locating.units import Gazette, Unit, UnitLayers

__all__ = ["LOST", "AreaFinder", "Outcome"]

DISTRICT_LEVEL: Final = 2
"""What UCDP calls adm_2."""

_DIRECTIONS: Final = frozenset(
    (
        *("north", "south", "east", "west", "northern", "southern", "eastern", "western", "central"),
        *("northeast", "northwest", "southeast", "southwest", "northeastern", "northwestern"),
        *("southeastern", "southwestern", "corner", "part", "parts", "of", "the", "in"),
    )
)
"""Words before the name of a country that make a part of it."""

_REMEDY: Final = "give exact coordinates or a polygon, or pass --trust-points to take its point as exact"

_ADD: Final = "add the unit with `geo atlas add`, "

LOST: Final = "not located"


class Outcome(NamedTuple):
    """What a row becomes."""

    what: str
    """For the log: a phrase that goes with a number of rows."""
    shape: BaseGeometry
    """Empty when the location is unknown."""
    cells: dict[str, Any]
    problem: str | None


class AreaFinder:
    """Finds the ground that rows with a precision code name.

    Parameters
    ----------
    atlas : Atlas
    gazette : Gazette
        Of all countries that the orders name.
    countries : Countries
    column : str
        The column with the codes, for messages.
    """

    def __init__(self, atlas: UnitLayers, gazette: Gazette, countries: Countries, column: str) -> None:
        self._atlas = atlas
        self._gazette = gazette
        self._countries = countries
        self._column = column
        self._shapes: dict[frozenset[str], Outcome] = {}

    def find(self, order: Order) -> Outcome:
        """Find what an order asks for: an area, or nothing and why."""
        if order.rule is None:
            return self._lost(order, "no code that its codebook knows")
        if order.rule == "sea":
            return self._lost(
                order, "international waters or airspace, with an estimate for a point: nothing is measured"
            )
        if not order.country_codes:
            return self._lost(order, f"no country is known as {quote(order.country)}")
        if order.rule == "country":
            return self._country(order.country_codes)
        return self._vague(order) if order.rule == "vague" else self._named(order)

    def _named(self, order: Order) -> Outcome:
        """Find the district that is named, else its region; or the region that is named."""
        problem = None
        if order.rule == "district":
            units = self._districts(order)
            if len(units) == 1:
                return self._unit(units[0])
            problem = self._describe_miss("district", order.district, order, units)
        regions = self._in_country(order, order.region, "region")
        if len(regions) != 1:
            missed = self._describe_miss("region", order.region, order, regions)
            return self._lost(order, f"{problem}; {missed}" if problem else missed, _ADD)
        whole = self._unit(regions[0])
        if problem is None:
            return whole
        note = (
            f"in place of the district {quote(order.district)}" if order.district else "no district is named"
        )
        return Outcome(
            "the region in place of a district",
            whole.shape,
            whole.cells | {"geo_located_as": f"{whole.cells['geo_located_as']}, {note}"},
            f"{self._name(order)}: {problem}; all of the region {regions[0].name} is taken",
        )

    def _districts(self, order: Order) -> list[Unit]:
        units = _second_level(self._in_country(order, order.district, "district"))
        if not self._in_country(order, order.region, "region"):
            return units
        return [unit for unit in units if self._gazette.is_in_region(unit, order.region)]

    def _in_country(self, order: Order, name: str, kind: UnitKind) -> list[Unit]:
        units = self._gazette.find_called(name, kind) if match_key(name) else []
        return [unit for unit in units if unit.country_code in order.country_codes]

    def _vague(self, order: Order) -> Outcome:
        """Read a line or a vague region: only a unit, or a part of a country, has ground that is known."""
        units = [
            *self._in_country(order, order.vague, "region"),
            *_second_level(self._in_country(order, order.vague, "district")),
        ]
        if len(units) == 1:
            return self._unit(units[0])
        named = quote(order.vague)
        words = match_key(order.vague).split()
        while words:
            codes = self._countries.find(" ".join(words)) & order.country_codes
            if codes:
                whole = self._country(frozenset(codes))
                if match_key(order.vague) == " ".join(words):
                    return whole
                located_as = whole.cells["geo_located_as"]
                return Outcome(
                    "the country in place of a part of it",
                    whole.shape,
                    whole.cells | {"geo_located_as": f"{located_as}, in place of {named}"},
                    f"{self._name(order)}: {named} is a part of a country and has no outline; all of the "
                    "country is taken",
                )
            if words.pop(0) not in _DIRECTIONS:
                break
        return self._lost(order, f"{named} is a line or a vague region that has no outline")

    def _unit(self, unit: Unit) -> Outcome:
        cells = describe_unit(unit, self._gazette, "code")
        return Outcome(f"the {unit.kind} that they name", unit.geometry, cells, None)

    def _country(self, codes: frozenset[str]) -> Outcome:
        """Give a country, territorial waters included: only what is beyond them has a code of its own."""
        if codes not in self._shapes:
            countries = self._atlas.countries
            shapes = countries.geometry[countries["code"].isin(codes)].to_numpy()
            shape: BaseGeometry = shapes[0] if len(shapes) == 1 else shapely.union_all(shapes)
            cells = describe_ground(shape, sorted(codes), self._gazette)
            self._shapes[codes] = Outcome("the country", shape, cells, None)
        return self._shapes[codes]

    def _lost(self, order: Order, why: str, hint: str = "") -> Outcome:
        return Outcome(LOST, shapely.Point(), forget(), f"{self._name(order)}: {why}; {hint}{_REMEDY}")

    def _name(self, order: Order) -> str:
        return f"{self._column} {quote(order.code) if order.rule is None else order.code}"

    def _describe_miss(self, kind: UnitKind, name: str, order: Order, units: list[Unit]) -> str:
        names = " or ".join(self._gazette.country_name(code) for code in sorted(order.country_codes))
        what = "second-level district" if kind == "district" else "region"
        if not name:
            return f"the row names no {kind}"
        if kind == "district" and not self._gazette.has_districts(order.country_codes, DISTRICT_LEVEL):
            return f"the atlas has no second-level districts of {names}, so none called {quote(name)}"
        if units:
            return f"{len(units)} {what}s of {names} are called {quote(name)}"
        return f"no {what} of {names} is called {quote(name)}"


def _second_level(units: list[Unit]) -> list[Unit]:
    return [unit for unit in units if unit.row["level"] == DISTRICT_LEVEL]
