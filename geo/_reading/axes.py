"""Which columns are the longitude and the latitude, by headings in many spellings and languages.

A heading counts without case, blanks, punctuation and accents, and with what is often put before or behind
it (``gps_longitude``, ``Lat (WGS84)``, ``start_lat``, ``lon_dd``). X and Y come last, and words that mean a
length or a width as well count only side by side. Whether the cells are degrees is seen when they are read:
metres are a problem there.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from geo._reading.headings import squash
from geo.schema import is_ours

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["LAT_NAMES", "LON_NAMES", "find_axis_columns"]

# In order of preference. Darwin Core and GDELT have their own.
_PAIRS: Final = (
    *(("longitude", "latitude"), ("lon", "lat"), ("lng", "lat"), ("long", "lat"), ("lgt", "lat")),
    *(
        ("decimallongitude", "decimallatitude"),
        ("actiongeo_long", "actiongeo_lat"),
        ("longtitude", "latitude"),
    ),
    *(("longitud", "latitud"), ("longitudine", "latitudine"), ("longitudes", "latitudes")),
    *(("Längengrad", "Breitengrad"), ("Laengengrad", "Breitengrad")),
    *(("geographische Länge", "geographische Breite"), ("geogr. Länge", "geogr. Breite")),
    *(("lengtegraad", "breedtegraad"), ("lengdegrad", "breddegrad"), ("pituusaste", "leveysaste")),
    *(("долгота", "широта"), ("географическая долгота", "географическая широта"), ("довгота", "широта")),
    *(("географічна довгота", "географічна широта"), ("даўгата", "шырата"), ("бойлық", "ендік")),
    *(("географска дължина", "географска ширина"), ("географска дужина", "географска ширина")),
    *(("geografska dužina", "geografska širina"), ("zeměpisná délka", "zeměpisná šířka")),
    *(("zemepisná dĺžka", "zemepisná šírka"), ("długość geograficzna", "szerokość geograficzna")),
    *(("dlugosc geograficzna", "szerokosc geograficzna"), ("földrajzi hosszúság", "földrajzi szélesség")),
    *(("γεωγραφικό μήκος", "γεωγραφικό πλάτος"), ("boylam", "enlem"), ("bujur", "lintang")),
    *(("kinh độ", "vĩ độ"), ("קו אורך", "קו רוחב"), ("გრძედი", "განედი"), ("երկայնություն", "լայնություն")),
    *(("خط الطول", "خط العرض"), ("خط الطول", "دائرة العرض"), ("خط طول", "خط عرض"), ("خط طول", "دائرة عرض")),
    *(("طول جغرافیایی", "عرض جغرافیایی"), ("طول البلد", "عرض البلد"), ("देशांतर", "अक्षांश")),
    *(("经度", "纬度"), ("經度", "緯度"), ("経度", "緯度"), ("경도", "위도")),
    *(("point_x", "point_y"), ("coord_x", "coord_y"), ("x_coord", "y_coord")),
    *(("coordinate_x", "coordinate_y"), ("x_coordinate", "y_coordinate"), ("x", "y")),
)
# Nothing stands before these: of two tables that are joined, location_x and location_y are one column each.
_BARE: Final = ("x", "y")
# Length and width, too: only side by side.
_ONLY_TOGETHER: Final = (("Länge", "Breite"), ("Laenge", "Breite"))

LON_NAMES: Final = tuple(dict.fromkeys(squash(lon) for lon, _ in _PAIRS))
"""Headings of longitudes as letters and digits alone, those that are preferred first."""
LAT_NAMES: Final = tuple(dict.fromkeys(squash(lat) for _, lat in _PAIRS))

_BEFORE: Final = re.compile(
    r"(?:gps|geo|geographic|decimal|dec|event|incident|location|loc|site|place|poi|point|start|origin|from"
    r"|cent(?:er|re|roid)|map|intpt|coords?|coordinates?|wgs84)"
)
_BEHIND: Final = re.compile(
    r"(?:dd|dms|deg|degrees?|dec|decimal|decimaldegrees?|gps|gcs|wgs(?:19)?84|(?:epsg)?4326|start|point)"
)


class _Match(NamedTuple):
    """A column that may be an axis; the least is the best."""

    added: int
    """How much is put before and behind the name; more for a bare letter than for anything."""
    rank: int
    place: int
    before: str
    behind: str
    column: str


def find_axis_columns(columns: Iterable[str]) -> tuple[str | None, str | None]:
    """Find the columns with longitude and latitude; None for what is not there.

    Those that are written alike come first: a start and an end of different things would be a place of
    nobody's. Columns of an earlier measurement are not looked at.

    Examples
    --------
    >>> find_axis_columns(["id", "Lat (WGS84)", "Long (WGS84)"])
    ('Long (WGS84)', 'Lat (WGS84)')
    >>> find_axis_columns(["end_lat", "end_lon", "start_lat", "start_lon"]), find_axis_columns(["Länge (m)"])
    (('start_lon', 'start_lat'), (None, None))
    """
    own = [column for column in columns if not is_ours(column.strip().lower())]
    lons, lats = (_match(own, names) for names in (LON_NAMES, LAT_NAMES))
    for lon in lons:
        for lat in lats:
            if (lon.before, lon.behind) == (lat.before, lat.behind):
                return lon.column, lat.column
    if not lons and not lats:
        there: dict[str, str] = {}
        for column in own:
            there.setdefault(squash(column), column)
        for pair in _ONLY_TOGETHER:
            lon_name, lat_name = map(squash, pair)
            if lon_name in there and lat_name in there:
                return there[lon_name], there[lat_name]
    return (lons[0].column if lons else None), (lats[0].column if lats else None)


def _match(columns: list[str], names: tuple[str, ...]) -> list[_Match]:
    """Find all columns with one of the names, the best first."""
    found = []
    for place, column in enumerate(columns):
        heading = squash(column)
        matches = [
            _Match(3 if name in _BARE else bool(before) + bool(behind), rank, place, before, behind, column)
            for rank, name in enumerate(names)
            if name in heading
            for before, _, behind in [heading.partition(name)]
            if (not before or (name not in _BARE and _BEFORE.fullmatch(before)))
            and (not behind or _BEHIND.fullmatch(behind))
        ]
        if matches:
            found.append(min(matches))
    return sorted(found)
