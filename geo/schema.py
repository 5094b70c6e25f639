"""The words everyone agrees on: column names, kinds, units.

All columns that geo adds begin with ``geo_``; all names are written here and nowhere else.
A distance ``geo_X_m`` has ``geo_X_min_m`` and ``geo_X_max_m``: the interval that the location's
own precision allows. For an exact point all three agree.
"""

from __future__ import annotations

import re
from typing import Final, Literal, NamedTuple, get_args

__all__ = [
    "BORDER_KINDS",
    "CITY_POPULATION",
    "CODE_SYSTEMS",
    "COLUMNS",
    "CRS",
    "INPUT_COLUMNS",
    "INPUT_FORMATS",
    "LOCATION",
    "MEASURES",
    "NEAR_M",
    "PEOPLE_PER_KM2",
    "PREFIX",
    "REACHES",
    "TOWN_POPULATION",
    "WORLDVIEWS",
    "BorderKind",
    "Column",
    "Reach",
    "code_columns",
    "column_names",
    "distance_columns",
    "is_ours",
    "pair_columns",
]

CRS: Final = "EPSG:4326"
PREFIX: Final = "geo_"

TOWN_POPULATION: Final = 5_000
CITY_POPULATION: Final = 50_000

BorderKind = Literal[
    "international",
    "line_of_control",
    "ceasefire",
    "breakaway",
    "claimed",
    "territorial_sea",
    "seabed",
    "internal",
]
BORDER_KINDS: Final[tuple[str, ...]] = get_args(BorderKind)

INPUT_FORMATS: Final = (
    *("csv", "tsv", "xlsx", "geojson", "geojsonseq", "json", "gpkg", "flatgeobuf", "shapefile"),
    *("kml", "kmz", "parquet"),
)
"""What files of incidents can be read; json is a list of records."""

WORLDVIEWS: Final = ("default", "de_facto")
"""Whose disputed ground is: as the table decides, or its holder's."""

LOCATION: Final = "location"
PAIR: Final = "pair"
CODES: Final = "codes"
"""Measures that are not chosen by name: where the incident is, what a chosen pair of countries adds, and
codes to join other tables by."""

CODE_SYSTEMS: Final = ("gw", "cow", "iso3", "fips", "priogrid")
"""Whose codes can be added to join other tables by."""

DRAWN: Final = "how far the line drawn is from OpenStreetMap's, at most"

NEAR_M: Final = 25_000.0
"""Radius of ``geo_known_population_25km``."""

PEOPLE_PER_KM2: Final = 2_000.0
"""How densely a city is taken to be settled at least. Places in a disc of that density round it may be parts
of it, and are not counted beside it."""

Reach = Literal["land", "river", "lake", "sea"]
REACHES: Final[tuple[str, ...]] = get_args(Reach)


class Column(NamedTuple):
    """One column of the table: its name, its type, what it means, and which measure it belongs to."""

    name: str
    dtype: str
    meaning: str
    measure: str = LOCATION


def distance_columns(stem: str, meaning: str, measure: str) -> tuple[Column, Column, Column]:
    """Make the three columns of a distance: value, least and most, all in metres."""
    return (
        Column(f"{PREFIX}{stem}_m", "Float64", f"{meaning}, metres", measure),
        Column(
            f"{PREFIX}{stem}_min_m", "Float64", "least it can be, given the location's precision", measure
        ),
        Column(f"{PREFIX}{stem}_max_m", "Float64", "most it can be, given the location's precision", measure),
    )


def nearest_columns(stem: str, measure: str, *, accuracy: str | None = None) -> tuple[Column, ...]:
    """Make the columns of a nearest point: where it is, in which direction, how well the line is known."""
    columns = [
        Column(f"{PREFIX}{stem}_lon", "Float64", "nearest point of it, longitude", measure),
        Column(f"{PREFIX}{stem}_lat", "Float64", "nearest point of it, latitude", measure),
        Column(
            f"{PREFIX}{stem}_azimuth_deg", "Float64", "forward azimuth at the incident; null on it", measure
        ),
    ]
    if accuracy:
        columns.append(Column(f"{PREFIX}{stem}_accuracy_m", "Float64", accuracy, measure))
    return tuple(columns)


def pair_columns(pair: str) -> tuple[Column, ...]:
    """Make the columns of a chosen pair of countries, such as ``KAZ-RUS``."""
    stem = f"to_{pair.lower().replace('-', '_')}"
    return (
        *distance_columns(stem, f"geodesic distance to the nearest line of {pair}, of any kind", PAIR),
        Column(f"{PREFIX}{stem}_kind", "string", "kind of that line", PAIR),
        *nearest_columns(stem, PAIR, accuracy=DRAWN),
        Column(f"{PREFIX}{stem}_kinds", "string", "JSON: each kind of line -> metres, or [min, max]", PAIR),
    )


def code_columns(system: str) -> tuple[Column, ...]:
    """Make the columns of a system of codes, one of ``CODE_SYSTEMS``."""
    dtype, meaning = _CODES[system]
    return (Column(f"{PREFIX}code_{system}", dtype, meaning, CODES),)


_CODES: Final = {
    "gw": ("Int64", "number of the state that the country was part of then, after Gleditsch and Ward"),
    "cow": ("Int64", "the same after the Correlates of War project"),
    "iso3": ("string", "ISO 3166-1 alpha-3 code of the country of today"),
    "fips": ("string", "its FIPS 10-4 code"),
    "priogrid": ("Int64", "gid of the PRIO-GRID cell that the location lies in"),
}


def _place_columns(stem: str, what: str) -> tuple[Column, ...]:
    return (
        Column(f"{PREFIX}{stem}", "string", f"nearest {what}", "places"),
        Column(f"{PREFIX}{stem}_population", "Int64", "its listed population; null when unknown", "places"),
        Column(f"{PREFIX}{stem}_country_code", "string", "code of the country it is listed in", "places"),
        *distance_columns(stem, "geodesic distance to it", "places"),
        *nearest_columns(stem, "places"),
    )


COLUMNS: Final[tuple[Column, ...]] = (
    Column("geo_lon", "Float64", "longitude, WGS84 degrees; null for an area"),
    Column("geo_lat", "Float64", "latitude, WGS84 degrees; null for an area"),
    Column("geo_label_lon", "Float64", "where to put a label"),
    Column("geo_label_lat", "Float64", "where to put a label"),
    Column("geo_precision_m", "Float64", "radius that contains the location; null when not stated"),
    Column(
        "geo_located_by",
        "string",
        "how the location was read: coordinates, name, expression, code (of its precision), decision, or "
        "blurred on purpose",
    ),
    Column(
        "geo_located_as",
        "string",
        "what a name, a phrase or a code of precision became, or what a blur gave; null for coordinates",
    ),
    Column(
        "geo_score", "Float64", "chance that the words of the row mean that, 0 to 1; null for coordinates"
    ),
    Column("geo_problem", "string", "what is wrong with the row; null when nothing is"),
    Column("geo_country", "string", "English name of the country or territory", "country"),
    Column("geo_country_code", "string", "its ISO 3166-1 alpha-3 code", "country"),
    Column("geo_dispute", "string", "name of the disputed ground it lies on; null elsewhere", "country"),
    Column("geo_claimed_by", "string", "codes of its claimants, joined by ;", "country"),
    Column("geo_held_by", "string", "who holds it, a code where there is one", "country"),
    Column("geo_region", "string", "name of the first-level unit", "region"),
    Column("geo_region_code", "string", "its ISO 3166-2 code today, or the code of your own layer", "region"),
    Column(
        "geo_region_superseded_by",
        "string",
        "where our outline is of a unit that is no longer the same: codes of today it may be; then no name",
        "region",
    ),
    Column("geo_region_accuracy_m", "Float64", "how far its outline may be off, metres", "region"),
    Column("geo_district", "string", "name of the finest listed unit below the region", "district"),
    Column(
        "geo_district_code", "string", "the code of your own layer, such as a P-code; else null", "district"
    ),
    Column("geo_district_level", "Int64", "2 or 3, counted from the country", "district"),
    Column(
        "geo_country_shares",
        "string",
        "of an area, JSON: code -> share of its ground, largest first",
        "shares",
    ),
    Column("geo_region_shares", "string", "the same by region: code, or name where there is none", "shares"),
    Column("geo_district_shares", "string", "the same by district: code, or name", "shares"),
    Column(
        "geo_touches",
        "string",
        "of an area, JSON: codes of the countries whose ground it touches, as far as outlines are known",
        "shares",
    ),
    Column("geo_on_land", "boolean", "false at sea and on a mapped lake", "land"),
    Column("geo_timezone", "string", "IANA time zone", "country"),
    Column(
        "geo_nearest_country",
        "string",
        "outside all countries: the one whose land is nearest",
        "nearest_country",
    ),
    Column("geo_nearest_country_code", "string", "its code", "nearest_country"),
    *distance_columns("nearest_country", "geodesic distance to that land", "nearest_country"),
    Column("geo_border", "string", "nearest land border of the own country: both names", "border"),
    Column("geo_border_kind", "string", "its kind, never left out", "border"),
    Column("geo_border_codes", "string", "both codes, alphabetical: KAZ-TKM", "border"),
    Column("geo_border_across_code", "string", "the code on the other side", "border"),
    *distance_columns("border", "geodesic distance to it", "border"),
    *nearest_columns("border", "border", accuracy=DRAWN),
    Column(
        "geo_neighbours", "string", "JSON: code of each land neighbour -> metres, or [min, max]", "neighbours"
    ),
    *distance_columns(
        "foreign_land", "geodesic distance to the nearest land of another sovereign", "foreign_land"
    ),
    Column("geo_foreign_land_code", "string", "whose land that is", "foreign_land"),
    *nearest_columns("foreign_land", "foreign_land", accuracy="how well that line or shore is drawn, metres"),
    *distance_columns("coast", "geodesic distance to the nearest shore of the ocean or the Caspian", "coast"),
    *nearest_columns("coast", "coast", accuracy="how well that shore is drawn, metres"),
    *distance_columns("maritime", "geodesic distance to the nearest line at sea", "maritime"),
    Column("geo_maritime_kind", "string", "its kind: limit of a territorial sea, seabed line …", "maritime"),
    Column("geo_maritime_codes", "string", "the code it belongs to, or both", "maritime"),
    *nearest_columns("maritime", "maritime", accuracy=DRAWN),
    Column("geo_capital", "string", "nearest capital of the own country", "capital"),
    *distance_columns("capital", "geodesic distance to it", "capital"),
    *nearest_columns("capital", "capital"),
    *_place_columns("place", "listed populated place"),
    *_place_columns("town", f"listed place of at least {TOWN_POPULATION:,} people, no section of a city"),
    *_place_columns("city", f"listed place of at least {CITY_POPULATION:,} people, no section of a city"),
    Column(
        "geo_known_population_25km",
        "Int64",
        "people listed in places within 25 km of all that the location may be: a floor, not a census",
        "people",
    ),
)

INPUT_COLUMNS: Final[tuple[Column, ...]] = (
    Column("geo_input", "string", "of several files: the name of the one that the row is of"),
    Column("geo_input_row", "Int64", "its number in that file; the first is 1"),
)
"""What a table of several files has besides: its source's, which measuring leaves alone."""

MEASURES: Final[tuple[str, ...]] = tuple(
    dict.fromkeys(column.measure for column in COLUMNS if column.measure != LOCATION)
)
"""What can be measured, in the order of the columns."""


def column_names() -> tuple[str, ...]:
    """Names of all columns that geo adds, in their order, but those of chosen pairs."""
    return tuple(column.name for column in COLUMNS)


def is_ours(name: str) -> bool:
    """Say whether a column is one that geo adds, those of chosen pairs and of codes included."""
    return name in _NAMES or _PAIR_NAME.fullmatch(name) is not None


_NAMES: Final = frozenset(
    (*column_names(), *(column.name for system in CODE_SYSTEMS for column in code_columns(system)))
)
_PAIR_NAME: Final = re.compile(
    r"geo_to_[a-z]{3}_[a-z]{3}_(m|min_m|max_m|kind|kinds|lon|lat|azimuth_deg|accuracy_m)"
)
