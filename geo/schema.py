"""The words everyone agrees on: column names, kinds, units.

All columns that geo adds begin with ``geo_``; all names are written here and nowhere else.
A distance ``geo_X_m`` has ``geo_X_min_m`` and ``geo_X_max_m``: the interval that the location's
own precision allows. For an exact point all three agree.
"""

from __future__ import annotations

from typing import Final, Literal, NamedTuple, get_args

__all__ = [
    "BORDER_KINDS",
    "CITY_POPULATION",
    "COLUMNS",
    "CRS",
    "PREFIX",
    "REACHES",
    "TOWN_POPULATION",
    "WORLDVIEWS",
    "BorderKind",
    "Column",
    "Reach",
    "column_names",
    "distance_columns",
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

WORLDVIEWS: Final = ("default", "de_facto")
"""Whose disputed ground is: as the table decides, or its holder's."""

Reach = Literal["land", "river", "lake", "sea"]
REACHES: Final[tuple[str, ...]] = get_args(Reach)


class Column(NamedTuple):
    """One column of the table: its name, its type and what it means."""

    name: str
    dtype: str
    meaning: str


def distance_columns(stem: str, meaning: str) -> tuple[Column, Column, Column]:
    """Make the three columns of a distance: value, least and most, all in metres."""
    return (
        Column(f"{PREFIX}{stem}_m", "Float64", f"{meaning}, metres"),
        Column(f"{PREFIX}{stem}_min_m", "Float64", "least it can be, given the location's precision"),
        Column(f"{PREFIX}{stem}_max_m", "Float64", "most it can be, given the location's precision"),
    )


def _place_columns(stem: str, what: str) -> tuple[Column, ...]:
    return (
        Column(f"{PREFIX}{stem}", "string", f"nearest {what}"),
        Column(f"{PREFIX}{stem}_population", "Int64", "its listed population; null when unknown"),
        Column(f"{PREFIX}{stem}_country_code", "string", "code of the country it is listed in"),
        *distance_columns(stem, "geodesic distance to it"),
        Column(f"{PREFIX}{stem}_lon", "Float64", "its longitude, degrees"),
        Column(f"{PREFIX}{stem}_lat", "Float64", "its latitude, degrees"),
        Column(f"{PREFIX}{stem}_azimuth_deg", "Float64", "forward azimuth from the incident, degrees"),
    )


COLUMNS: Final[tuple[Column, ...]] = (
    Column("geo_lon", "Float64", "longitude, WGS84 degrees; null for an area"),
    Column("geo_lat", "Float64", "latitude, WGS84 degrees; null for an area"),
    Column("geo_label_lon", "Float64", "where to put a label"),
    Column("geo_label_lat", "Float64", "where to put a label"),
    Column("geo_precision_m", "Float64", "radius that contains the location; null when not stated"),
    Column("geo_located_by", "string", "how the location was read: coordinates or name"),
    Column("geo_located_as", "string", "the unit that a name was matched to; null for coordinates"),
    Column("geo_problem", "string", "what is wrong with the row; null when nothing is"),
    Column("geo_country", "string", "English name of the country or territory"),
    Column("geo_country_code", "string", "its ISO 3166-1 alpha-3 code"),
    Column("geo_dispute", "string", "name of the disputed ground it lies on; null elsewhere"),
    Column("geo_claimed_by", "string", "codes of its claimants, joined by ;"),
    Column("geo_held_by", "string", "who holds it, a code where there is one"),
    Column("geo_region", "string", "name of the first-level unit"),
    Column("geo_region_code", "string", "its ISO 3166-2 code today, or the code of your own layer"),
    Column(
        "geo_region_superseded_by",
        "string",
        "where our outline is of a unit that is no longer the same: codes of today it may be; then no name",
    ),
    Column("geo_region_accuracy_m", "Float64", "how far its outline may be off, metres"),
    Column("geo_district", "string", "name of the finest listed unit below the region"),
    Column("geo_district_code", "string", "the code of your own layer, such as a P-code; else null"),
    Column("geo_district_level", "Int64", "2 or 3, counted from the country"),
    Column("geo_on_land", "boolean", "false at sea and on a mapped lake"),
    Column("geo_timezone", "string", "IANA time zone"),
    Column("geo_nearest_country", "string", "outside all countries: the one whose land is nearest"),
    Column("geo_nearest_country_code", "string", "its code"),
    *distance_columns("nearest_country", "geodesic distance to that land"),
    Column("geo_border", "string", "nearest land border of the own country: both names"),
    Column("geo_border_kind", "string", "its kind, never left out"),
    Column("geo_border_codes", "string", "both codes, alphabetical: KAZ-TKM"),
    Column("geo_border_across_code", "string", "the code on the other side"),
    *distance_columns("border", "geodesic distance to it"),
    Column("geo_border_lon", "Float64", "nearest point of it, longitude"),
    Column("geo_border_lat", "Float64", "nearest point of it, latitude"),
    Column("geo_border_azimuth_deg", "Float64", "forward azimuth at the incident; null on the line"),
    Column("geo_border_accuracy_m", "Float64", "how far the line drawn is from OpenStreetMap's, at most"),
    Column("geo_neighbours", "string", "JSON: code of each land neighbour -> metres, or [min, max]"),
    *distance_columns("foreign_land", "geodesic distance to the nearest land of another sovereign"),
    Column("geo_foreign_land_code", "string", "whose land that is"),
    Column("geo_foreign_land_accuracy_m", "Float64", "how well that line or shore is drawn, metres"),
    *_place_columns("place", "listed populated place"),
    *_place_columns("town", f"listed place of at least {TOWN_POPULATION:,} people, no section of a city"),
    *_place_columns("city", f"listed place of at least {CITY_POPULATION:,} people, no section of a city"),
)


def column_names() -> tuple[str, ...]:
    """Names of all columns that geo adds, in their order."""
    return tuple(column.name for column in COLUMNS)
