"""Positions in links to maps, read from their text alone: nothing is asked of anyone."""

from __future__ import annotations

import re
from typing import Final, NamedTuple
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from geo._coordinates.positions import Position, box_radius_m, check_degrees, half_unit

__all__ = ["LINK", "is_link", "read_link"]

LINK: Final = re.compile(
    r"(?:https?://|www\.)[^\s<>\"]++|(?:[a-z0-9-]{1,63}\.){1,5}[a-z]{2,10}/[^\s<>\"]++", re.IGNORECASE
)
LONGEST: Final = 4000
"""What comes behind is of no position."""

_NUMBER: Final = r"[+-]?\d{1,3}(?:\.\d{0,40})?"
_PAIR: Final = re.compile(rf"\s?(?:loc:\s?)?({_NUMBER})\s?[,~ ]\s?({_NUMBER})(?![\d.])", re.IGNORECASE)
_ALONE: Final = re.compile(_NUMBER)
_MARKED: Final = ("q", "query", "coordinate", "daddr", "destination", "pt", "sll", "pp", "sp", "marker")
_VIEW: Final = ("ll", "center", "cp", "map", "viewpoint")
_MARKED_LON_FIRST: Final = ("whatshere[point]", "pt", "poi[point]")
_VIEW_LON_FIRST: Final = ("m", "ll", "center")
_APART: Final = (("mlat", "mlon"), ("lat", "lon"), ("lat", "lng"), ("latitude", "longitude"))
# Yandex and 2GIS write longitude first.
_LON_FIRST: Final = re.compile(r"(?:^|\.)(?:yandex\.[a-z.]+|ya\.ru|2gis\.[a-z.]+)$")
_SHORT: Final = re.compile(
    r"(?:^|\.)(?:goo\.gl|maps\.app\.goo\.gl|g\.co|bit\.ly|t\.co|tinyurl\.com|clck\.ru|go\.2gis\.com|w3w\.co"
    r"|osm\.org/go|openstreetmap\.org/go|yandex\.[a-z.]{2,8}/maps/-|goo\.gl/maps|maps\.apple/p)(?:/|$)"
)
_MARKED_PATHS: Final = (
    re.compile(rf"!3d({_NUMBER})!4d({_NUMBER})"),
    re.compile(rf"/(?:place|search|dir)/(?:[^/]{{0,9}}/)?\+?({_NUMBER}),\+?({_NUMBER})(?![\d.])"),
)
_VIEWED_PATH: Final = re.compile(rf"@({_NUMBER}),({_NUMBER})(?![\d.])")
_LON_FIRST_PATH: Final = re.compile(rf"/(?:geo|firm)/[^?]{{0,200}}?({_NUMBER}),({_NUMBER})(?![\d.])")
_HASH: Final = re.compile(rf"(?:map=)?\d{{1,2}}(?:\.\d{{0,9}})?/({_NUMBER})/({_NUMBER})(?![\d.])")
_GEOHACK: Final = re.compile(
    r"([\d.]{1,20})_(?:([\d.]{1,20})_)?(?:([\d.]{1,20})_)?([NS])_([\d.]{1,20})_(?:([\d.]{1,20})_)?(?:([\d.]{1,20})_)?([EWO])",
    re.IGNORECASE,
)
_GEOHACK_DECIMAL: Final = re.compile(rf"({_NUMBER});({_NUMBER})(?![\d.])")
_LON_LAT_NOTE: Final = "order lon, lat of this service"
_VIEW_NOTE: Final = "the middle of what the map shows, which may be no marked place"
_SHORTENED: Final = (
    "a short link has no coordinates in its text: open it, and copy the long address or the coordinates"
)
_NOTHING: Final = "there are no coordinates in the text of this link: copy them from the map that it opens"


class _Found(NamedTuple):
    """Two numbers as a link has them, latitude first."""

    lat: str
    lon: str
    note: str = ""


def is_link(text: str) -> bool:
    """Say whether a text is a link to a page.

    Examples
    --------
    >>> is_link("https://osm.org/#map=9/43.65/51.16"), is_link("43.65/51.16")
    (True, False)
    """
    return LINK.fullmatch(text) is not None


def read_link(text: str) -> Position | str | None:
    """Read the position in the text of a link; None where a text is no link.

    Examples
    --------
    >>> found = read_link("https://yandex.kz/maps/?ll=51.160,43.650&z=12")
    >>> found.lon, found.lat, found.note
    (51.16, 43.65, 'order lon, lat of this service; the middle of what the map shows, ...')
    >>> read_link("https://maps.app.goo.gl/AbCdEf123")
    'a short link has no coordinates in its text: open it, and copy the long address or the coordinates'
    """
    if not is_link(text):
        return None
    try:
        url = urlsplit(text[:LONGEST] if text.lower().startswith("http") else f"https://{text[:LONGEST]}")
        host = (url.hostname or "").lower()
    except ValueError:
        return _NOTHING
    if _SHORT.search(host) or _SHORT.search(f"{host}{url.path}".lower()):
        return _SHORTENED
    # Some keep what they show behind the #, where no server sees it.
    told = {**_read_query(url.fragment), **_read_query(url.query)}
    geohack = _read_geohack(told.get("params", ""), len(text))
    if geohack is not None:
        return geohack
    found = _find_lon_first(url, told) if _LON_FIRST.search(host) else _find_lat_first(url, told)
    return _NOTHING if found is None else _position(found, len(text))


def _position(found: _Found, length: int) -> Position | str:
    lon, lat = float(found.lon), float(found.lat)
    wrong = check_degrees(lon, lat)
    if wrong:
        return wrong
    radius_m = box_radius_m(lon, lat, half_unit(found.lon), half_unit(found.lat))
    return Position(0, length, lon, lat, radius_m, "map link", note=found.note)


def _read_query(text: str) -> dict[str, str]:
    try:
        # Of a name that comes twice the last counts.
        return {name.lower(): values[-1] for name, values in parse_qs(text, max_num_fields=200).items()}
    except ValueError:
        return {}


def _find(told: dict[str, str], names: tuple[str, ...]) -> tuple[str, str] | None:
    for name in names:
        found = _PAIR.match(told.get(name, ""))
        if found:
            return found[1], found[2]
    return None


def _find_lon_first(url: SplitResult, told: dict[str, str]) -> _Found | None:
    marked = _find(told, _MARKED_LON_FIRST)
    in_path = _LON_FIRST_PATH.search(unquote(url.path)) if marked is None else None
    if in_path:
        marked = in_path[1], in_path[2]
    if marked:
        return _Found(marked[1], marked[0], _LON_LAT_NOTE)
    view = _find(told, _VIEW_LON_FIRST)
    return None if view is None else _Found(view[1], view[0], f"{_LON_LAT_NOTE}; {_VIEW_NOTE}")


def _find_lat_first(url: SplitResult, told: dict[str, str]) -> _Found | None:
    for names in _APART:
        both = tuple(told.get(name, "") for name in names)
        if all(_ALONE.fullmatch(part) for part in both):
            return _Found(both[0], both[1], "" if names[0] == "mlat" else _VIEW_NOTE)
    path = unquote(f"{url.path}#{url.fragment}")
    for pattern in _MARKED_PATHS:
        # Of several places of a link the last is the one that was asked for.
        places = pattern.findall(path)
        if places:
            return _Found(*places[-1])
    marked = _find(told, _MARKED)
    if marked:
        return _Found(*marked)
    viewed = _VIEWED_PATH.search(path)
    pair = (viewed[1], viewed[2]) if viewed else _find(told, _VIEW)
    if pair is None:
        behind = _HASH.match(unquote(url.fragment)) or _HASH.match(told.get("map", ""))
        pair = (behind[1], behind[2]) if behind else None
    return None if pair is None else _Found(pair[0], pair[1], _VIEW_NOTE)


def _read_geohack(params: str, length: int) -> Position | str | None:
    """Read what Wikipedia hands over: 43_39_N_51_10_E, 43.65_N_51.16_E or 43.65;51.16."""
    from geo._coordinates.pairs import Pair, pair_position, read_pair

    decimal = _GEOHACK_DECIMAL.match(params)
    if decimal:
        params = f"lat {decimal[1]}; lon {decimal[2]}"
    else:
        found = _GEOHACK.match(params)
        if found is None:
            return None
        groups = [group or "" for group in found.groups()]
        params = f"{' '.join(groups[:4])}; {' '.join(groups[4:])}"
    pair = read_pair(params)
    if not isinstance(pair, Pair):
        return pair
    position = pair_position(pair, length)
    return position if isinstance(position, str) else position._replace(notation="map link", note="")
