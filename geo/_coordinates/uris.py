"""geo: URIs (RFC 5870): latitude, longitude and, where it is told, the uncertainty in metres."""

from __future__ import annotations

import re
from typing import Final

from geo._coordinates.positions import LEAST_PRECISION_M, Position, box_radius_m, check_degrees, half_unit

__all__ = ["GEO_URI", "read_geo_uri"]

_NUMBER: Final = r"[+-]?\d{1,20}(?:\.\d{1,40})?"
GEO_URI: Final = re.compile(
    rf"geo:(?P<lat>{_NUMBER}),\s?(?P<lon>{_NUMBER})(?:,{_NUMBER})?(?P<rest>(?:[;?][^\s<>\"]*+)?)",
    re.IGNORECASE,
)
_SYSTEM: Final = re.compile(r";crs=([^;?]*)", re.IGNORECASE)
_UNCERTAINTY: Final = re.compile(r";u=(\d{1,20}(?:\.\d{0,20})?)(?=[;?]|$)", re.IGNORECASE)
_ASKED: Final = re.compile(rf"[?&]q=({_NUMBER})(?:,|%2c)({_NUMBER})", re.IGNORECASE)


def read_geo_uri(text: str) -> Position | str | None:
    """Read a geo: URI.

    Examples
    --------
    >>> found = read_geo_uri("geo:43.65,51.16;crs=wgs84;u=250")
    >>> found.lon, found.lat, found.precision_m
    (51.16, 43.65, 250.0)
    >>> read_geo_uri("geo:1,2;crs=nad27")
    'only coordinates on WGS84 can be read'
    """
    found = GEO_URI.fullmatch(text)
    if found is None:
        return "this is no geo: URI such as geo:43.65,51.16" if text.lower().startswith("geo:") else None
    lat, lon, rest = found["lat"], found["lon"], found["rest"]
    system = _SYSTEM.search(rest)
    if system and system[1].lower() != "wgs84":
        return "only coordinates on WGS84 can be read"
    asked = _ASKED.search(rest)
    # On Android nought and nought stand for a place that is only named behind them.
    if float(lat) == 0 == float(lon) and "?" in rest:
        if asked is None:
            return "there are no coordinates in this geo: URI"
        lat, lon = asked.groups()
    wrong = check_degrees(float(lon), float(lat))
    if wrong:
        return wrong
    told = _UNCERTAINTY.search(rest)
    radius_m = (
        max(LEAST_PRECISION_M, float(told[1]))
        if told
        else box_radius_m(float(lon), float(lat), half_unit(lon), half_unit(lat))
    )
    return Position(0, len(text), float(lon), float(lat), radius_m, "geo URI")
