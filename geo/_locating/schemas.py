"""What the precision codes of well-known tables mean, as data.

The coordinates of such a table are those of a place that was found, or of one that stands for all of a
district, a region, a country; a column says which. Taken as exact, a country's stand-in is "341 km from
the border". Each `Rule` says what a code makes of a row; the row's own words say which district or region.

UCDP GED
    S. Högbladh, "UCDP GED Codebook version 23.1", Uppsala University 2023, variable ``where_prec``; R.
    Sundberg and E. Melander, "Introducing the UCDP Georeferenced Event Dataset", Journal of Peace Research
    50 (2013). 1: the exact location; 2: within at most some 25 km of a known point; 3: only the second-order
    division is known; 4: only the first-order division; 5: a linear feature or a fuzzy polygon, such as a
    long road or an informal region; 6: only the country; 7: international waters or airspace.
ACLED
    "Armed Conflict Location & Event Data Project (ACLED) Codebook", section on spatial precision codes,
    variable ``geo_precision``. 1: the town is named and its coordinates are known; 2: a small part of a
    region is named, and a town in it stands for that, or the event was near the town; 3: a larger region is
    named, and a natural feature or the provincial capital stands for it.
GDELT 2.0 (and 1.0)
    "The GDELT Event Database Data Format Codebook V2.0", 19 February 2015, variable ``ActionGeo_Type``. 1:
    the centroid of a country; 2: of a US state; 3: a US city or landmark; 4: a city or landmark elsewhere; 5:
    the centroid of a first-order division elsewhere. How well the place of 3 and 4 is known, it does not say.
    Country codes are FIPS 10-4 in it, and so are its codes of first-order divisions.

Columns with a radius in metres, such as Darwin Core's ``coordinateUncertaintyInMeters`` (the smallest circle
that contains the whole of the location), need no rule: `geo._reading.locations` reads them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from geo._locating.country_codes import CodeSystem

__all__ = ["NEAR_RADIUS_M", "SCHEMAS", "Found", "Rule", "Schema", "find_schema"]

VICINITY_M: Final = 25_000.0
"""UCDP's "at most ca. 25 km"."""

NEAR_RADIUS_M: Final = 25_000.0
"""ACLED states no distance for its code 2, so this is a choice: UCDP's, for the same thing."""

Rule = Literal["point", "vicinity", "near", "district", "region", "vague", "country", "sea"]
"""What becomes of a row.

The point as it is; a circle of `VICINITY_M` or of the chosen radius round it; the named unit; the unit that
the words for a vague region name, if any; the country; nothing, because no measure on land means anything.
"""


class Schema(NamedTuple):
    """A kind of table: how it is recognised and what its precision codes mean. Columns in lower case."""

    name: str
    code: str
    """The column with the precision code."""
    marks: tuple[str, ...]
    """Other columns that have to be there."""
    rules: Mapping[str, Rule]
    country: str
    """The column with the name of the country, or with nothing better than its code."""
    country_code: str
    code_system: CodeSystem
    region: str
    district: str = ""
    vague: str = ""
    dates: tuple[str, ...] = ()
    """Columns that begin with the year."""
    is_region_qualified: bool = False
    """Whether the name of a region ends in a comma and its country."""


SCHEMAS: Final = (
    Schema(
        name="UCDP GED",
        code="where_prec",
        marks=("where_coordinates", "adm_1", "country"),
        rules={
            "1": "point",
            "2": "vicinity",
            "3": "district",
            "4": "region",
            "5": "vague",
            "6": "country",
            "7": "sea",
        },
        country="country",
        country_code="country_id",
        code_system="gw",
        region="adm_1",
        district="adm_2",
        vague="where_coordinates",
        dates=("year", "date_start"),
    ),
    Schema(
        name="ACLED",
        code="geo_precision",
        marks=("admin1", "location", "country"),
        rules={"1": "point", "2": "near", "3": "region"},
        country="country",
        country_code="iso",
        code_system="iso_numeric",
        region="admin1",
    ),
    Schema(
        name="GDELT",
        code="actiongeo_type",
        marks=("actiongeo_fullname", "actiongeo_countrycode"),
        rules={"1": "country", "2": "region", "3": "point", "4": "point", "5": "region"},
        country="actiongeo_countrycode",
        country_code="actiongeo_countrycode",
        code_system="fips",
        region="actiongeo_fullname",
        is_region_qualified=True,
    ),
)


class Found(NamedTuple):
    """A table that was recognised."""

    schema: Schema
    columns: Mapping[str, str]
    """The columns of the table as they are spelt there, by their names in lower case."""


def find_schema(columns: Iterable[str]) -> Found | None:
    """Recognise a table by its columns, in any case and order; None for any other table.

    Examples
    --------
    >>> find_schema(["ISO", "ADMIN1", "COUNTRY", "LOCATION", "GEO_PRECISION"]).schema.name
    'ACLED'
    >>> find_schema(["lon", "lat", "geo_precision"]) is None
    True
    """
    spelt: dict[str, str] = {}
    for column in columns:
        spelt.setdefault(column.strip().lower(), column)
    for schema in SCHEMAS:
        if spelt.keys() >= {schema.code, *schema.marks}:
            return Found(schema, spelt)
    return None
