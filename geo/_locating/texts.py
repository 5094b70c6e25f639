"""`locate_text`: a location string in any form becomes ranked candidates.

In this order: what somebody has decided (``decisions``), coordinates in any notation, phrases such as "40 km
north of Aktau" (``phrases``), names (``naming``). The first that reads the string answers.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

import shapely

from geo._coordinates import find_coordinates, read_coordinates
from geo._locating.asked import LONGEST, has_name, list_readings
from geo._locating.candidates import Candidate, candidate_of
from geo._locating.grounds import grounds_of
from geo._locating.lookups import country_at
from geo._locating.naming import name_candidates
from geo._locating.phrases import phrase_candidates
from geo._locating.together import resolve_together
from geo._names import search_key
from geo.errors import DataError, UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo._atlas import Atlas
    from geo._coordinates import Position
    from geo._locating.decisions import Decisions
    from geo._locating.grounds import Grounds

__all__ = ["check_near", "country_codes", "locate_names", "locate_text"]

MOST_CHARACTERS: Final = 20_000_000
_AS_WRITTEN: Final = 0.5
_SWAPPED: Final = 0.4


def locate_text(
    text: str,
    *,
    country: str | None = None,
    near: tuple[float, float] | None = None,
    limit: int = 10,
    decisions: Decisions | None = None,
    atlas: Atlas | None = None,
) -> list[Candidate]:
    """Find what a location string may mean, with the chance of each reading.

    Parameters
    ----------
    text : str
        A name with or without what it lies in ("Karakiya district, Mangystau"), in any script; coordinates in
        any usual notation, also inside running text; or a phrase ("40 km north of Aktau", "on the
        Kazakhstan-Russia border").
    country : str, optional
        ISO 3166-1 code or English name of the country that it is most likely in. It breaks ties; what the
        text itself says goes before it.
    near : (lon, lat), optional
        Degrees; what is near it is likelier.
    limit : int
        Candidates to give at most.
    decisions : Decisions, optional
        What somebody has decided about names; it beats every reading.
    atlas : Atlas, optional
        From `geo.load_atlas`; the atlas that comes with geo when left out.

    Returns
    -------
    list of Candidate
        The likeliest first; each has name, kind, country_code, region_code, lon, lat (degrees), precision_m
        (metres about them that contain all of it), score (the chance that it was meant) and why. Empty when
        nothing is known that is likely enough.

    Raises
    ------
    UsageError
        When `text` is no string, `near` no position or `limit` below 1.
    DataError
        When there is no such country.

    Examples
    --------
    >>> best = locate_text("Karakiya district, Mangystau")[0]
    >>> best.kind, best.country_code, best.region_code
    ('district', 'KAZ', 'KZ-47')
    >>> [round(value, 3) for value in (locate_text("43°39\u2032N 51°10\u2032E")[0].lon, best.score)][0]
    51.167
    >>> locate_text("Xyzzyville")
    []
    """
    if not isinstance(text, str):
        raise UsageError(f"locate_text needs a text, not {type(text).__name__}.")
    if limit < 1:
        raise UsageError(f"limit is {limit!r}, and has to be at least 1.")
    check_near(near)
    if len(text) > MOST_CHARACTERS or not text.strip():
        return []
    grounds = grounds_of(atlas)
    codes = country_codes(country, grounds) if country else frozenset()
    decided = _decided(text, grounds, decisions)
    if decided is not None:
        return decided
    found = _positions(text, grounds, codes)
    if not found and len(text) <= LONGEST and has_name(text):
        found = phrase_candidates(text, grounds, countries=codes, near=near) or name_candidates(
            text, grounds.gazetteer, countries=codes, near=near, limit=limit
        )
    return found[:limit]


def locate_names(
    text: str,
    spans: Sequence[tuple[int, int]],
    *,
    country: str | None = None,
    near: tuple[float, float] | None = None,
    limit: int = 10,
    atlas: Atlas | None = None,
) -> list[list[Candidate]]:
    """Resolve all place names of one text together.

    What the text says of one helps with the others: countries and regions that it names, what lies near what,
    what was said before.

    Parameters
    ----------
    text : str
    spans : sequence of (start, end)
        Character offsets of the names in the text.
    country, near, limit, atlas
        As in `locate_text`; what a newspaper of a town calls by a name alone is mostly near that town.

    Returns
    -------
    list of list of Candidate
        For each span its candidates, the likeliest first; empty where nothing is known. Of a country or
        region lon and lat are its usual label point, and `geo.load_atlas` has its polygon.

    Raises
    ------
    UsageError
        When `text` is no string, or a span lies outside of it.

    Examples
    --------
    >>> text = "Police in Paris, Texas, and in Sherman"
    >>> [names[0].region_code for names in locate_names(text, [(10, 15), (17, 22), (31, 38)])]
    ['US-TX', 'US-TX', 'US-TX']
    """
    if not isinstance(text, str):
        raise UsageError(f"locate_names needs a text, not {type(text).__name__}.")
    for start, end in spans:
        if not 0 <= start < end <= len(text):
            raise UsageError(
                f"The span ({start}, {end}) is not inside the text, which has {len(text)} characters."
            )
    check_near(near)
    grounds = grounds_of(atlas)
    codes = country_codes(country, grounds) if country else frozenset()
    return [
        [
            candidate_of(option, chance, text[start:end], grounds.gazetteer)
            for option, chance in zip(found.options[:limit], found.chances[:limit], strict=True)
        ]
        for (start, end), found in zip(
            spans, resolve_together(text, spans, grounds.gazetteer, countries=codes, near=near), strict=True
        )
    ]


def _decided(text: str, grounds: Grounds, decisions: Decisions | None) -> list[Candidate] | None:
    """Give what was decided about a string, as a whole or as a name and what it lies in."""
    if decisions is None or len(text) > LONGEST:
        return None
    from geo._locating.decided import decided_candidate

    for said, parents in ((text, ()), *((asked.name, asked.parents) for asked in list_readings(text)[:1])):
        decision = decisions.find(said, parents, country_of=grounds.gazetteer.country_of)
        if decision is not None:
            found = decided_candidate(decision, grounds)
            return [] if found is None else [found]
    return None


def check_near(near: tuple[float, float] | None) -> None:
    """Make sure that a position is one.

    Raises
    ------
    UsageError
        If it is no pair of degrees, longitude first.
    """
    if near is None:
        return
    lon, lat = near
    if not (math.isfinite(lon) and math.isfinite(lat) and abs(lon) <= 180 and abs(lat) <= 90):  # noqa: PLR2004
        raise UsageError(f"near is {near!r}, and has to be longitude and latitude in degrees.")


def country_codes(country: str, grounds: Grounds) -> frozenset[str]:
    """Find the alpha-3 code of a country.

    Raises
    ------
    DataError
        If there is no such country.
    """
    things = grounds.gazetteer.things
    found = {
        things.code_of(one.number)
        for one in grounds.gazetteer.index.find(search_key(country))
        if things.kind_of(one.number) == "country"
    }
    if not found:
        raise DataError(f"No country is called {country!r}. Give its English name or its ISO 3166-1 code.")
    return frozenset(found)


def _positions(text: str, grounds: Grounds, codes: frozenset[str]) -> list[Candidate]:
    """Read the coordinates of a text, each with what it says of itself."""
    whole = read_coordinates(text) if len(text) <= LONGEST else ""
    positions = [whole] if not isinstance(whole, str) else find_coordinates(text)
    found: list[Candidate] = []
    for position in positions[:50]:
        rest = f"{text[: position.start]} {text[position.end :]}"
        found += _point(
            position, text[position.start : position.end], grounds, codes or _stated(rest, grounds)
        )
    return found


def _stated(rest: str, grounds: Grounds) -> frozenset[str]:
    """Find the countries that the words beside coordinates name."""
    if len(rest) > LONGEST or not has_name(rest):
        return frozenset()
    found = name_candidates(rest.strip(" ,;()[]"), grounds.gazetteer, limit=1)
    return frozenset(found[0].country_code.split(";")) if found and found[0].country_code else frozenset()


def _point(position: Position, said: str, grounds: Grounds, codes: frozenset[str]) -> list[Candidate]:
    here = country_at(position.lon, position.lat, grounds)
    why = [f"{position.notation}, as precise as the digits written"]
    if position.note:
        why.append(position.note)
    point = Candidate(
        " ".join(said.split())[:80],
        "point" if position.geometry is None else "area",
        here,
        None,
        round(position.lon, 7),
        round(position.lat, 7),
        round(position.precision_m, 1),
        0.99,
        "; ".join(why),
        "coordinates",
        shapely.Point(position.lon, position.lat) if position.geometry is None else position.geometry,
    )
    if not codes or here in codes:
        return [point]
    names = " or ".join(grounds.gazetteer.things.country_names.get(code, code) for code in sorted(codes))
    lies = grounds.gazetteer.things.country_names.get(here, "no country") if here else "no country"
    problem = f"it lies in {lies}, not in {names} as stated"
    can_swap = abs(position.lon) <= 90 and position.geometry is None  # noqa: PLR2004
    there = country_at(position.lat, position.lon, grounds) if can_swap else None
    if there is None or there not in codes:
        return [_change(point, _AS_WRITTEN, f"{problem}; {point.why}")]
    return [
        _change(
            point,
            _AS_WRITTEN,
            f"{problem}; with latitude and longitude exchanged it would be; taken as written; {point.why}",
        ),
        _change(
            point,
            _SWAPPED,
            f"not as written: latitude and longitude exchanged, since as written {problem}",
            lon=point.lat,
            lat=point.lon,
            country_code=there,
            shape=shapely.Point(point.lat, point.lon),
        ),
    ]


def _change(candidate: Candidate, score: float, why: str, **more: object) -> Candidate:
    from dataclasses import replace

    return replace(candidate, score=score, why=why, **more)  # type: ignore[arg-type]
