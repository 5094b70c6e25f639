"""The sources that are known, as data.

What is said of terms was looked up in November 2026 in stored copies of the providers' pages and in what
others quote of them; where none could be had, that is said, and the terms count as restricting. Facts from:

ACLED
    Terms of use and attribution policy (no raw data to any other user; a citation with the date of access
    and a link); "ACLED Codebook", on ``time_precision``: 1, the day is known; 2, the week or weekend is,
    and a day within it was written; 3, the month is, and a day within it was written. Files write dates the
    day first.
UCDP GED and UCDP Candidate
    S. Högbladh, "UCDP GED Codebook", Uppsala University, on ``date_prec``: 1, the day; 2, within 2 to 6
    days; 3, the week; 4, within 8 days and a month; 5, more than a month, up to a year. ``date_start`` and
    ``date_end`` are the first and the last day on which it may have happened, so that they count where both
    are there. Candidate files have the same columns (H. Hegre et al., Research & Politics 7, 2020).
GDELT
    "The GDELT Event Database Data Format Codebook", V1.03 and V2.0; terms of use on the project's page.
Darwin Core
    Quick reference guide of TDWG: ``license``, ``rightsHolder``, ``accessRights``,
    ``bibliographicCitation``.
"""

from __future__ import annotations

import difflib
import re
from typing import TYPE_CHECKING, Final

from geo._reading.headings import squash
from geo._reading.profiles.gdelt import GDELT_1, GDELT_1_HISTORICAL, GDELT_2, KIND
from geo._reading.profiles.profile import Profile
from geo.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["GENERIC", "PROFILES", "find_headings", "find_profile", "get_profile"]

_SEEN: Final = "as looked up in November 2026"
_NOT_KNOWN: Final = "what its terms allow was not to be found in November 2026 and has to be looked up there"

GENERIC: Final = Profile(name="generic", title="any table")
"""Of this nothing is known but what its headings say."""

PROFILES: Final = (
    Profile(
        name="acled",
        title="ACLED",
        marks=(
            ("event_id_cnty",),
            ("geo_precision", "time_precision", "event_type", "admin1", "location"),
            ("geo_precision", "event_date", "event_type", "actor1", "admin1", "location"),
        ),
        schema="ACLED",
        lon="longitude",
        lat="latitude",
        precision="geo_precision",
        time="event_date",
        time_precision="time_precision",
        time_rules={"1": "day", "2": "week", "3": "month"},
        is_day_first=True,
        label=("location",),
        type=("event_type", "sub_event_type", "disorder_type"),
        source=("source",),
        columns=("location", "event_date", "time_precision", "event_type", "sub_event_type", "source"),
        citation="Armed Conflict Location & Event Data (ACLED), https://acleddata.com, with the date of"
        " access and what was selected; C. Raleigh, R. Kishi and A. Linke, Political instability patterns "
        "are obscured by conflict dataset scope conditions, sources, and coding choices, Humanities "
        "and Social Sciences Communications 10 (2023).",
        terms=f"{_SEEN}: ACLED has to be acknowledged clearly wherever its data is used, and its raw data "
        "may not be given to other users.",
        terms_url="https://acleddata.com/terms-and-conditions",
        restricts=True,
    ),
    Profile(
        name="ucdp_ged",
        title="UCDP GED",
        marks=(
            ("where_prec", "date_prec", "date_start"),
            ("where_prec", "where_coordinates", "adm_1", "country"),
        ),
        schema="UCDP GED",
        lon="longitude",
        lat="latitude",
        precision="where_prec",
        time="date_start",
        end="date_end",
        time_precision="date_prec",
        time_rules={"1": "day", "2": "days", "3": "week", "4": "month", "5": "year"},
        label=("where_coordinates",),
        type=("type_of_violence",),
        source=("source_article", "source_office"),
        columns=(
            *("where_coordinates", "date_start", "date_end", "type_of_violence", "dyad_name"),
            *("source_article", "source_office"),
        ),
        citation="R. Sundberg and E. Melander, Introducing the UCDP Georeferenced Event Dataset, Journal of "
        "Peace Research 50 (2013), 523-532, with the article of the version used (of 25.1: S. Davies,"
        " T. Pettersson, M. Sollenberg and M. \N{LATIN CAPITAL LETTER O WITH DIAERESIS}berg, "
        "Organized violence 1989-2024, and the challenges of identifying civilian victims, Journal of"
        " Peace Research, 2025); of candidate events H. Hegre, M. Croicu, K. Eck and S. "
        "H\N{LATIN SMALL LETTER O WITH DIAERESIS}gbladh, Introducing the UCDP Candidate Events "
        "Dataset, Research & Politics 7 (2020).",
        terms=f"{_SEEN}: CC BY 4.0, to be passed on with this citation.",
        terms_url="https://ucdp.uu.se/downloads/",
    ),
    Profile(
        name="gdelt",
        title="GDELT",
        marks=(
            ("globaleventid", "sqldate", "eventcode"),
            ("actiongeo_type", "actiongeo_fullname", "actiongeo_countrycode"),
        ),
        schema="GDELT",
        lon="actiongeo_long",
        lat="actiongeo_lat",
        precision="actiongeo_type",
        time="sqldate",
        label=("actiongeo_fullname",),
        type=(KIND,),
        link=("sourceurl",),
        columns=(
            "actiongeo_fullname",
            "sqldate",
            KIND,
            "nummentions",
            "numsources",
            "numarticles",
            "sourceurl",
        ),
        headers=(GDELT_2, GDELT_1, GDELT_1_HISTORICAL),
        citation="The GDELT Project, https://www.gdeltproject.org/; K. Leetaru and P. A. Schrodt, GDELT: "
        "Global Data on Events, Language, and Tone, 1979-2012, International Studies Association "
        "Annual Conference, 2013.",
        terms=f"{_SEEN}: any use and redistribution is allowed, with a citation of the GDELT Project and a "
        "link to its page. The articles linked to are their publishers'.",
        terms_url="https://www.gdeltproject.org/about.html#termsofuse",
        map_title="Machine-coded media events",
        meaning="A program read these events out of news articles, and nobody checked them: one event may be "
        "counted several times, at the wrong place or on the wrong day, or may not have happened.",
    ),
    Profile(
        name="geoconfirmed",
        title="GeoConfirmed",
        marks=(("plus_code", "faction", "geolocation", "latitude", "longitude"),),
        lon="longitude",
        lat="latitude",
        time="date",
        label=("name",),
        type=("faction",),
        source=("source",),
        link=("geolocation",),
        columns=("name", "date", "faction", "source", "geolocation"),
        citation="GeoConfirmed, https://geoconfirmed.org, with the geolocation and the source of each entry.",
        terms=f"{_NOT_KNOWN}.",
        terms_url="https://geoconfirmed.org",
        restricts=True,
    ),
    Profile(
        name="liveuamap",
        title="Liveuamap",
        marks=(("id", "name", "lat", "lng", "timestamp", "city", "link"),),
        lon="lng",
        lat="lat",
        time="timestamp",
        is_unix_time=True,
        label=("name",),
        source=("source",),
        link=("link",),
        columns=("name", "timestamp", "source", "link"),
        citation="Liveuamap, https://liveuamap.com, with the link of each entry.",
        terms=f"{_NOT_KNOWN}.",
        terms_url="https://liveuamap.com",
        restricts=True,
    ),
    Profile(
        name="darwin_core",
        title="Darwin Core",
        marks=(("decimallongitude", "decimallatitude"),),
        lon="decimallongitude",
        lat="decimallatitude",
        precision="coordinateuncertaintyinmeters",
        time="eventdate",
        label=("scientificname", "vernacularname", "occurrenceid", "eventid"),
        type=("basisofrecord",),
        source=("datasetname", "institutioncode"),
        link=("references",),
        columns=(
            *("scientificname", "eventdate", "basisofrecord", "datasetname", "institutioncode"),
            *("rightsholder", "license", "references"),
        ),
        citation="every dataset as its publisher asks, data from GBIF with the DOI of the download.",
        terms="those that the rows state",
        restricts=True,
        licence_columns=("license", "rightsholder", "accessrights", "bibliographiccitation"),
    ),
    GENERIC,
)

# Of a file without headings the first line begins so in GDELT: a number, a day, its month, its year.
_EVENT: Final = (re.compile(r"\d{1,12}"), re.compile(r"\d{8}"), re.compile(r"\d{6}"), re.compile(r"\d{4}"))


def find_profile(columns: Iterable[str]) -> Profile | None:
    """Recognise the source of a table by its columns, in any case and order; None for any other table.

    Examples
    --------
    >>> find_profile(["EVENT_ID_CNTY", "EVENT_DATE", "LATITUDE"]).name
    'acled'
    >>> find_profile(["id", "lon", "lat", "geo_precision"]) is None
    True
    """
    there = {squash(str(column)) for column in columns}
    for profile in PROFILES:
        if any(there >= {squash(mark) for mark in marks} for marks in profile.marks):
            return profile
    return None


def get_profile(name: str) -> Profile:
    """Give the profile of a name, in any case.

    Raises
    ------
    UsageError
        If there is none.

    Examples
    --------
    >>> get_profile("UCDP-GED").title
    'UCDP GED'
    """
    by_name = {profile.name: profile for profile in PROFILES}
    wanted = name.strip().casefold().replace("-", "_").replace(" ", "_")
    if wanted in by_name:
        return by_name[wanted]
    close = difflib.get_close_matches(wanted, by_name, n=1)
    hint = f" Did you mean {close[0]!r}?" if close else ""
    raise UsageError(f"There is no profile {name!r} (there are: {', '.join(by_name)}).{hint}")


def find_headings(cells: Sequence[str]) -> tuple[str, ...] | None:
    """Give the columns of a file of a known source that has no line of headings; None for any other file.

    Parameters
    ----------
    cells : sequence of str
        Those of its first line.

    Examples
    --------
    >>> find_headings(["410412345", "20150218", "201502", "2015", *[""] * 57])[:2]
    ('GlobalEventID', 'SQLDATE')
    >>> find_headings(["id", "date", "lon", "lat"]) is None
    True
    """
    if not all(form.fullmatch(cell.strip()) for form, cell in zip(_EVENT, cells, strict=False)):
        return None
    headers = (header for profile in PROFILES for header in profile.headers)
    return next((header for header in headers if len(header) == len(cells)), None)
