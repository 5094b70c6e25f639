"""Which columns name the place of an incident, its district, region and country, and which its date."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

import pandas as pd
import shapely

from geo._reading.headings import heading_key
from geo.schema import COLUMNS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geopandas import GeoDataFrame

__all__ = [
    "BLURRED_TO",
    "BY_UNIT",
    "COORDINATE_NAMES",
    "NO_COORDINATES",
    "UNIT_COLUMNS",
    "NameColumns",
    "as_text",
    "as_texts",
    "find_by_heading",
    "find_date_column",
    "find_name_columns",
    "keep_units",
    "read_precision",
]

UNIT_COLUMNS: Final = (
    *("geo_country_code", "geo_region", "geo_region_code", "geo_region_accuracy_m"),
    *("geo_district", "geo_district_code", "geo_district_level"),
)
"""What locating by name says of the unit that an area is."""

BY_UNIT: Final = ("name", "code", "decision", "blurred")
"""What geo_located_by says of a unit that was found by the words of its row, or is there to hide a place."""

BLURRED_TO: Final = "Blurred to "
"""How geo_located_as begins where a location was replaced by a cell, which is no unit and has no name."""

NO_COORDINATES: Final = ("there are no coordinates", "longitude and latitude are empty")
"""What geo_problem says of a row that has none; everything else is said of coordinates that are wrong."""

# Headings in lower case with underscores, in order of preference. What can only mean a level of
# administration goes before what may mean something else: in ACLED's tables "region" is a part of the world.
DISTRICT_NAMES: Final = (
    *("admin2", "admin_2", "adm2", "adm_2", "admin2_name", "adm2_name", "adm2_en", "admin2name", "name_2"),
    *("district", "district_name", "rayon", "raion", "county"),
)
REGION_NAMES: Final = (
    *("admin1", "admin_1", "adm1", "adm_1", "admin1_name", "adm1_name", "adm1_en", "admin1name", "name_1"),
    *("region", "region_name", "province", "oblast", "state", "governorate"),
)
COUNTRY_NAMES: Final = (
    *("iso3", "iso_3", "iso_a3", "country_iso3", "iso2", "iso_a2", "country_code", "countrycode", "adm0_a3"),
    *("country", "country_name", "admin0", "adm0", "adm_0", "admin0_name", "adm0_name", "adm0_en", "name_0"),
)
# One column with whole positions. What can mean nothing else goes first.
COORDINATE_NAMES: Final = (
    *("coordinates", "coordinate", "coords", "coord", "latlon", "lat_lon", "latlong", "lat_long", "latlng"),
    *("lat_lng", "latitude_longitude", "lonlat", "lon_lat", "lnglat", "gps_coordinates", "gps_coords"),
    *(
        "gps_coordinate",
        "gps_position",
        "gps_location",
        "gps",
        "geo_coordinates",
        "geolocation",
        "geo_location",
    ),
    *(
        "geocoordinates",
        "geopoint",
        "geo_point",
        "mgrs",
        "usng",
        "utm",
        "plus_code",
        "pluscode",
        "olc",
        "geo_uri",
    ),
    *("geouri", "wkt", "geom_wkt", "wkt_geom", "wkt_geometry", "the_geom", "geom", "map_link", "maps_link"),
    *("google_maps", "position", "координаты", "координата", "геолокация", "геопозиция", "coordenadas"),
    *("coordonnées", "koordinaten", "coordinate_gps", "координати", "koordinatlar", "koordynaty"),
    *("longitude_latitude", "long_lat", "lng_lat", "lat_lon_wgs84", "coordenadas_gps", "gps_koordinaten"),
    *("gps_координаты", "coordonnées_gps", "współrzędne", "الإحداثيات", "إحداثيات", "مختصات", "坐标", "座標"),
)
PLACE_NAMES: Final = (
    *("place", "place_name", "location", "location_name", "where_coordinates", "locality", "settlement"),
    *("populated_place", "city", "town", "village", "toponym", "site"),
)

# Of ACLED, UCDP, GDELT, GTD-like tables, GeoConfirmed, and what people type. What says that it is the event's
# goes before what may be that of a report, and a bare year comes last.
DATE_NAMES: Final = (
    *("event_date", "date_start", "start_date", "sqldate", "incident_date", "date_of_incident", "eventdate"),
    *("occurred_on", "occurred_at", "occurred", "date_occurred", "date_of_event", "date", "datetime"),
    *("date_time", "day", "дата_события", "дата_происшествия", "дата_інциденту", "дата_події", "дата"),
    *("fecha_del_evento", "fecha_evento", "fecha", "date_de_l_événement", "date_événement", "ereignisdatum"),
    *("datum", "data_do_evento", "data_evento", "data_zdarzenia", "olay_tarihi", "tarih", "تاريخ_الحدث"),
    *("التاريخ", "تاريخ", "تاریخ", "事件日期", "日期"),
    *("time", "timestamp", "event_year", "year", "iyear"),
)


# From here on a float no longer holds every whole number.
_WHOLE: Final = 2.0**53


class NameColumns(NamedTuple):
    """The columns that hold names, each None where there is no such column."""

    district: str | None
    region: str | None
    country: str | None
    place: str | None

    def telling(self) -> list[str]:
        """List those whose names can be found on a map by themselves; a country alone is too much."""
        return [column for column in (self.district, self.region, self.place) if column is not None]


def find_name_columns(columns: Iterable[str]) -> NameColumns:
    """Find the columns that name a district, a region, a country or a place by their usual headings.

    Examples
    --------
    >>> find_name_columns(["id", "Region", "ADM_2", "admin1"])
    NameColumns(district='ADM_2', region='admin1', country=None, place=None)
    """
    by_heading = _by_heading(columns)
    groups = (DISTRICT_NAMES, REGION_NAMES, COUNTRY_NAMES, PLACE_NAMES)
    return NameColumns(
        *(next((by_heading[name] for name in group if name in by_heading), None) for group in groups)
    )


def find_by_heading(columns: Iterable[str], headings: Iterable[str]) -> list[str]:
    """Find all columns with one of some headings, those that are preferred first.

    Examples
    --------
    >>> find_by_heading(["id", "GPS", "Lat Long"], COORDINATE_NAMES)
    ['Lat Long', 'GPS']
    """
    by_heading = _by_heading(columns)
    wanted = dict.fromkeys(map(heading_key, headings))
    return [by_heading[heading] for heading in wanted if heading in by_heading]


def read_precision(source: pd.DataFrame, column: str) -> pd.Series:
    """Read the cells with the radius that contains a location, as text; "" where none is stated.

    A radius that an earlier measurement made of a code of precision is not the source's: the code is there,
    and may be read otherwise this time.
    """
    cells = as_texts(source[column])
    if column == "geo_precision_m" and "geo_located_by" in source:
        cells = cells.mask((source["geo_located_by"].astype("string") == "code").fillna(value=False), "")
    return cells


def as_text(value: Any) -> str:  # noqa: ANN401 - a cell of any type
    """Write one cell as text: whole numbers without a point, nothing for what is unknown.

    Examples
    --------
    >>> as_text(53.0), as_text(53.5), as_text(None), as_text(" 43N")
    ('53', '53.5', '', ' 43N')
    """
    if isinstance(value, str):
        return value
    if value is None or bool(pd.isna(value)):
        return ""
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < _WHOLE else repr(float(value))
    return str(value)


def as_texts(cells: pd.Series) -> pd.Series:
    """Write the cells of a column as text, "" for what is unknown. Shape (n,)."""
    if str(cells.dtype) == "string" or pd.api.types.is_string_dtype(cells.dtype):
        return cells.astype("string").fillna("")
    return pd.Series([as_text(value) for value in cells], index=cells.index, dtype="string")


def find_date_column(columns: Iterable[str]) -> str | None:
    """Find the column that says when an incident happened, by its usual headings; None without one.

    Examples
    --------
    >>> find_date_column(["id", "year", "Event Date"]), find_date_column(["id", "update"])
    ('Event Date', None)
    """
    return next(iter(find_by_heading(columns, DATE_NAMES)), None)


def _by_heading(columns: Iterable[str]) -> dict[str, str]:
    headings: dict[str, str] = {}
    for column in columns:
        headings.setdefault(heading_key(column), column)
    return headings


def keep_units(source: pd.DataFrame, located: GeoDataFrame) -> GeoDataFrame:
    """Keep of areas located by name or code, or blurred, and written as measured, as what they were.

    Parameters
    ----------
    source : DataFrame, n rows
        As read, with the columns of the earlier measurement if there was one.
    located : GeoDataFrame, n rows
        As `locate_rows` gives it.

    Returns
    -------
    GeoDataFrame, n rows
        With geo_located_as where that is told, and `UNIT_COLUMNS` where all of them are.
    """
    told = ("geo_located_by", "geo_located_as")
    if not set(told) <= set(source.columns):
        return located
    # Part of what is known of a unit would be taken for all of it.
    kept = (*told, *UNIT_COLUMNS) if set(UNIT_COLUMNS) <= set(source.columns) else told
    is_area = shapely.get_dimensions(located.geometry.to_numpy()) > 1
    by_name = is_area & source["geo_located_by"].astype("string").isin(BY_UNIT).to_numpy(bool)
    dtypes: dict[str, Any] = {column.name: column.dtype for column in COLUMNS}
    columns = {}
    for name in kept:
        cells = source[name].where(by_name, None)
        if dtypes[name] != "string":
            cells = pd.to_numeric(cells, errors="coerce")
            cells = cells.round() if dtypes[name] == "Int64" else cells
        columns[name] = cells.astype(dtypes[name])
    columns["geo_located_by"] = columns["geo_located_by"].fillna(located["geo_located_by"])
    return located.assign(**columns)
