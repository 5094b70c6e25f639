"""The one unit that a row means, or why there is none.

Only exact names count, up to case, accents and hyphens (`geo._names`). A name that several units bear is
not decided here by likelihood: the row says how many there are, which, and what would tell them apart.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geo._locating.queries import split_name
from geo._names import match_key
from geo._reading.problems import quote

if TYPE_CHECKING:
    import pandas as pd

    from geo._locating.queries import Query, UnitKind
    from geo._locating.units import Gazette, Unit

__all__ = ["ALSO_A_COUNTRY", "EXACT_ONLY", "Countries", "choose_unit"]

ALSO_A_COUNTRY: Final = ", and also a country: write"
EXACT_ONLY: Final = " (exact names only)"
"""What is added where nothing but exact names was tried."""
_LISTED: Final = 4


class Countries:
    """Countries and territories by the keys of their English names and ISO 3166 codes."""

    def __init__(self, entities: pd.DataFrame) -> None:
        self._codes: dict[str, set[str]] = {}
        self._names: dict[str, str] = {}
        columns = [entities[name] for name in ("code", "name", "iso2") if name in entities]
        for code, *others in zip(entities["code"], *columns, strict=True):
            for name in others:
                if isinstance(name, str) and match_key(name):
                    self._codes.setdefault(match_key(name), set()).add(code)
        for code, name in zip(entities["code"], entities["name"], strict=True):
            self._names[match_key(name)] = code

    def find(self, name: str) -> set[str]:
        """Find the alpha-3 codes of a name or code; empty when there is no such country."""
        return self._codes.get(match_key(name), set())

    def is_name(self, name: str) -> bool:
        """Say whether a country is called so, codes left aside."""
        return match_key(name) in self._names


def choose_unit(query: Query, gazette: Gazette, countries: Countries) -> Unit | str:
    """Find the one unit that a query means.

    Returns
    -------
    Unit or str
        The unit, or a sentence for geo_problem that says why there is none.
    """
    if not query.name:
        return "a country alone is not located"
    codes = countries.find(query.country) if query.country else None
    if codes is not None and not codes:
        return f"no country is called {quote(query.country)} (English name or ISO 3166 code)"
    elsewhere: list[Unit] = []
    for name, parents in split_name(query.name):
        units = gazette.find(match_key(name), query.kind)
        if codes is not None:
            units = [unit for unit in units if unit.country_code in codes]
        fitting = [
            unit
            for unit in units
            if (not query.region or _lies_in_region(unit, query.region, gazette))
            and all(_lies_in(unit, parent, gazette, countries) for parent in parents)
        ]
        bare = query.kind is None and not parents and not query.region and codes is None
        if fitting and bare and countries.is_name(name):
            return (
                f"{quote(name)} is {_describe(fitting[0], gazette)}{ALSO_A_COUNTRY} "
                f"'{name}, {gazette.country_name(fitting[0].country_code)}' for the {fitting[0].kind}"
            )
        if len(fitting) == 1:
            return fitting[0]
        if fitting:
            return _tell_several(name, fitting, gazette)
        elsewhere = elsewhere or units
    return _tell_none(query, elsewhere, gazette, countries)


def _lies_in_region(unit: Unit, name: str, gazette: Gazette) -> bool:
    return match_key(name) in gazette.region_keys(unit)


def _lies_in(unit: Unit, name: str, gazette: Gazette, countries: Countries) -> bool:
    """Say whether a unit lies in a country of this name, or is a district in such a region."""
    if unit.country_code in countries.find(name):
        return True
    return unit.kind == "district" and _lies_in_region(unit, name, gazette)


def _describe(unit: Unit, gazette: Gazette) -> str:
    country = gazette.country_name(unit.country_code)
    if unit.kind == "region":
        return f"a region of {country}"
    region = gazette.region_of(unit)
    return f"a district of {country}" if region is None else f"a district of {region.name}, {country}"


def _tell_several(name: str, units: list[Unit], gazette: Gazette) -> str:
    listed = [_describe(unit, gazette) for unit in units]
    shown = "; ".join(listed[:_LISTED]) + (f"; {len(listed) - _LISTED} more" if len(listed) > _LISTED else "")
    if len({unit.country_code for unit in units}) == len(units):
        remedy = "add the country"
    elif len(set(listed)) < len(units):
        remedy = "names cannot tell them all apart: give coordinates"
    elif len({unit.kind for unit in units}) > 1:
        remedy = "give the name in a column called district or region"
    else:
        remedy = "add the region"
    return f"{len(units)} districts or regions are called {quote(name)}: {shown}; {remedy}"


def _tell_none(query: Query, elsewhere: list[Unit], gazette: Gazette, countries: Countries) -> str:
    what: UnitKind | str = query.kind or "district or region"
    if elsewhere:
        found = "; ".join(_describe(unit, gazette) for unit in elsewhere[:_LISTED])
        return f"no {what} fits {_quote_query(query)}: by that name there is {found}"
    if query.kind is None and countries.find(query.name):
        return f"{quote(query.name)} is a country; only districts and regions are located by name"
    where = f" in {quote(query.country)}" if query.country else ""
    return f"no {what}{where} is called {quote(query.name)}{EXACT_ONLY}"


def _quote_query(query: Query) -> str:
    return quote(", ".join(part for part in (query.name, query.region, query.country) if part))
