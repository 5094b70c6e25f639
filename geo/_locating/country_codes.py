"""From other people's codes of countries to ISO 3166-1 alpha-3; `tables/README.md` says whose they are."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files
from typing import Final, Literal

__all__ = ["CodeSystem", "ground_of_states", "list_codes", "translate_code"]

CodeSystem = Literal["fips", "gw", "iso_numeric"]

WHOLE: Final = "GeoNames"
"""The source that gives each country one code; codes of parts of it and of past states are from others."""


def translate_code(system: CodeSystem, given: str, year: int | None = None) -> frozenset[str]:
    """Translate the code of a country; empty when the system has no such code.

    Parameters
    ----------
    system : {'fips', 'gw', 'iso_numeric'}
        FIPS 10-4, Gleditsch and Ward's numbers of states, ISO 3166-1 numeric.
    given : str
        The code as written; leading zeros of numbers make no difference.
    year : int, optional
        Of the incident: what a state was then, all of which is taken. Today's when left out.

    Returns
    -------
    frozenset of str
        Alpha-3 codes of the countries and territories whose ground it is.

    Examples
    --------
    >>> translate_code("fips", "AU"), translate_code("iso_numeric", "76")
    (frozenset({'AUT'}), frozenset({'BRA'}))
    >>> sorted(translate_code("gw", "625", 2008)), sorted(translate_code("gw", "625", 2020))
    (['SDN', 'SSD'], ['SDN'])
    """
    text = given.strip().upper()
    known = _table().get((system, str(int(text)) if text.isdecimal() else text), [])
    return next((codes for until, codes in known if until is None or (year and year <= until)), frozenset())


@cache
def list_codes(system: CodeSystem) -> dict[str, str]:
    """List the code of each country, the other way round: that which stands for the whole of it.

    Examples
    --------
    >>> list_codes("fips")["AUS"], list_codes("iso_numeric")["BRA"]
    ('AS', '076')
    """
    return {
        row["codes"]: row["given"] for row in _rows() if (row["system"], row["source"]) == (system, WHOLE)
    }


@cache
def ground_of_states(year: int | None) -> list[tuple[int, frozenset[str], bool]]:
    """List the states (`gw`) of a year whose ground is that of several countries of today.

    Returns
    -------
    list of tuple
        The number, the codes of the countries (ISO 3166-1 alpha-3), and whether it was so only up to a year.

    Examples
    --------
    >>> [sorted(codes) for number, codes, is_past in ground_of_states(1993) if number == 530 and is_past]
    [['ERI', 'ETH']]
    """
    found = []
    for (system, given), meanings in _table().items():
        if system != "gw":
            continue
        for until, codes in meanings:
            if until is None or (year and year <= until):
                if len(codes) > 1:
                    found.append((int(given), codes, until is not None))
                break
    return found


def _rows() -> list[dict[str, str]]:
    text = files(__package__).joinpath("tables", "country_codes.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


@cache
def _table() -> dict[tuple[str, str], list[tuple[int | None, frozenset[str]]]]:
    """Read what each code means, the oldest meaning first."""
    table: dict[tuple[str, str], list[tuple[int | None, frozenset[str]]]] = {}
    for row in _rows():
        given = row["given"]
        key = (row["system"], str(int(given)) if given.isdecimal() else given)
        meaning = (int(row["until"]) if row["until"] else None, frozenset(row["codes"].split(";")))
        table.setdefault(key, []).append(meaning)
    return table
