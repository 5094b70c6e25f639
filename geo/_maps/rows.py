"""The measured table as packed columns: numbers and names, from which the page makes its sentences.

Everything that ``static/facts.js`` tells of an incident is here, under the names of the table's own columns
without their prefix. Of many incidents, what is needed to draw a line is kept as finely as its kilometres are
told; of few, to the millimetre.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd
from pyproj import Geod

from geo._maps.columns import date_texts, plain_texts
from geo._maps.measured import numbers_of
from geo._maps.wording import PLACE_ACCURACY_M
from geo._reading.dates import read_dates
from geo._reading.profiles import GENERIC
from geo.schema import PREFIX

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geo._maps.frame import Frame
    from geo._maps.packing import Packer
    from geo._reading.profiles import Profile

__all__ = ["list_neighbours", "list_pairs", "pack_days", "pack_rows"]

# So many rows may be written as finely as they were measured.
FINE_ROWS: Final = 2_000
# A twentieth of a degree moves the end of a line by no more than the fourth digit of its length.
AZIMUTH_STEP_DEG: Final = 0.05
FINE_AZIMUTH_STEP_DEG: Final = 1e-7
# From ten metres to a decimetre: the coarsest that holds every coordinate as it is given, else a centimetre.
COORDINATE_STEPS_DEG: Final = (1e-4, 1e-5, 1e-6)
FINE_COORDINATE_STEP_DEG: Final = 1e-7
NOISE_DEG: Final = 1e-9
RADIUS_STEP_M: Final = 0.1
# What the page measures itself must be what was measured before.
SAME_M: Final = 0.05
WGS84: Final = Geod(ellps="WGS84")

WORDS: Final = (
    *("problem", "located_by", "located_as", "country", "country_code", "dispute", "held_by", "claimed_by"),
    *("region", "region_code", "region_superseded_by", "district", "district_code"),
    *("nearest_country", "border", "border_kind", "border_across_code", "capital"),
)
NUMBERS: Final = {
    "precision_m": RADIUS_STEP_M,
    "region_accuracy_m": RADIUS_STEP_M,
    "border_accuracy_m": RADIUS_STEP_M,
    "coast_accuracy_m": RADIUS_STEP_M,
    "district_level": 1.0,
}
DISTANCES: Final = ("nearest_country", "border", "coast", "capital", "place", "town", "city")
# A line is drawn to this. The page measures directions to listed places; of others it tells one of eight.
DRAWN: Final = ("border",)
DIRECTIONS: Final = ("capital", "coast")
DIRECTION_STEP_DEG: Final = 45.0
PLACES: Final = ("place", "town", "city")
# A row whose date says nothing has no first and no last day.
END: Final = re.compile(r"(?i)(?:^|[\s_-])(?:end|until|to)(?:$|[\s_-])")
EPOCH: Final = np.datetime64("1970-01-01")


def pack_rows(packer: Packer, frame: pd.DataFrame, view: Frame) -> dict[str, Any]:
    """Add every column that the page tells of to the others.

    Parameters
    ----------
    packer : Packer
        Where the columns go.
    frame : DataFrame, n rows
        The measured table.
    view : Frame
        What the map shows first; longitudes are brought onto its sheet.

    Returns
    -------
    dict
        ``places``, the listed places that are named: name, population, country code, longitude, latitude;
        ``pairs``, the pairs of countries that were measured to; ``capitals`` that the page measures to.
    """
    fine = len(frame) <= FINE_ROWS
    lon, lat = view.unwrap(numbers_of(frame, "lon")), numbers_of(frame, "lat")
    step_deg = FINE_COORDINATE_STEP_DEG if fine else _coarsest_step(lon, lat)
    packer.numbers("lon", lon, step=step_deg)
    packer.numbers("lat", lat, step=step_deg)
    for name in WORDS:
        packer.texts(name, _words(frame, name))
    for name, step in NUMBERS.items():
        packer.numbers(name, numbers_of(frame, name), step=step)
    if "geo_on_land" in frame:
        on_land = frame["geo_on_land"].astype("Float64").to_numpy(dtype=float, na_value=np.nan)
        packer.numbers("on_land", on_land, step=1)
    azimuth_step_deg = FINE_AZIMUTH_STEP_DEG if fine else AZIMUTH_STEP_DEG
    capitals, derived = ({}, np.zeros(len(frame), dtype=bool)) if fine else _find_capitals(frame)
    for stem in DISTANCES:
        _pack_distance(packer, stem, frame, fine=fine, without=derived if stem == "capital" else None)
    for stem in DRAWN:
        azimuths_deg = _downwards(numbers_of(frame, f"{stem}_azimuth_deg"), azimuth_step_deg)
        packer.numbers(f"{stem}_azimuth_deg", azimuths_deg, step=azimuth_step_deg)
    for stem in DIRECTIONS:
        azimuths_deg = numbers_of(frame, f"{stem}_azimuth_deg")
        if stem == "capital":
            azimuths_deg = np.where(derived, np.nan, azimuths_deg)
        turned = azimuths_deg + DIRECTION_STEP_DEG / 2
        packer.numbers(
            f"{stem}_azimuth_deg", _downwards(turned, DIRECTION_STEP_DEG) % 360, step=DIRECTION_STEP_DEG
        )
    people = numbers_of(frame, "known_population_25km")
    packer.distances("known_population_25km", people, finest_m=1.0)
    _pack_neighbours(packer, frame)
    for pair in list_pairs(frame):
        packer.texts(f"to_{pair}_kinds", _words(frame, f"to_{pair}_kinds"))
        packer.numbers(
            f"to_{pair}_accuracy_m", numbers_of(frame, f"to_{pair}_accuracy_m"), step=RADIUS_STEP_M
        )
    return {"places": _pack_places(packer, frame), "pairs": list_pairs(frame), "capitals": capitals}


def _find_capitals(frame: pd.DataFrame) -> tuple[dict[str, list[float]], NDArray[np.bool_]]:
    """Find the capitals to which the page can measure by itself, and the rows for which it will.

    Returns
    -------
    dict
        Name -> longitude and latitude, degrees.
    ndarray of bool, shape (n,)
        Rows with one exact distance, which is that to the capital of this name.
    """
    names = _words(frame, "capital")
    lon, lat, to_lon, to_lat = (
        numbers_of(frame, name) for name in ("lon", "lat", "capital_lon", "capital_lat")
    )
    metres, least, most = (numbers_of(frame, f"capital{what}_m") for what in ("", "_min", "_max"))
    whole = np.isfinite(lon) & np.isfinite(to_lon) & np.isfinite(metres) & ~(most - least >= 1)
    table = pd.DataFrame({"name": names, "lon": to_lon, "lat": to_lat})[whole].dropna()
    # Of two capitals of one name neither is in the list.
    alone = table.drop_duplicates().drop_duplicates("name", keep=False)
    known = {str(name): [float(east), float(north)] for name, east, north in alone.itertuples(index=False)}
    rows = np.flatnonzero(whole & np.isin(names.astype(str), list(known)))
    measured_m = WGS84.inv(lon[rows], lat[rows], to_lon[rows], to_lat[rows])[2]
    derived = np.zeros(len(frame), dtype=bool)
    derived[rows[np.abs(measured_m - metres[rows]) < SAME_M]] = True
    return known, derived


def pack_days(
    packer: Packer, frame: pd.DataFrame, columns: list[str], profile: Profile | None = None
) -> bool:
    """Add the first day on which each incident may have happened, from 1970, and how many more there are.

    Parameters
    ----------
    packer : Packer
    frame : DataFrame, n rows
    columns : list of str
        Where dates are. The first counts; where one of the others says when it ended, until then.
    profile : Profile, optional
        What is known of the source: of its own date also how precisely it is known counts, and its last day.

    Returns
    -------
    bool
        Whether the days say all that the first column says: every date is a day written as 2024-05-31, or
        nothing.
    """
    if not columns:
        return False
    # None is no source here: it would be looked for by the columns.
    dates = read_dates(frame, columns[0], profile=profile or GENERIC)
    known = ~np.isnat(dates.first)
    last = dates.last.copy()
    ends = (name for name in columns[1:] if END.search(name))
    for ended in (read_dates(frame, name, profile=GENERIC).last for name in ends):
        last = np.where(known & (ended > last), ended, last)
    first = (dates.first - EPOCH).astype("timedelta64[D]").astype(float)
    packer.numbers("first_day", np.where(known, first, np.nan), step=1)
    longer = (last - dates.first).astype("timedelta64[D]").astype(float)
    packer.numbers("more_days", np.where(known & (longer > 0), longer, np.nan), step=1)
    texts = date_texts(frame[columns[0]])
    written = dates.first.astype(str).astype(object)
    written[~known] = None
    return bool(known.any() and (texts == written).all())


def list_pairs(frame: pd.DataFrame) -> list[str]:
    """List the chosen pairs of countries that a table was measured to, such as ``kaz_rus``."""
    found = [re.fullmatch(r"geo_to_([a-z]{3}_[a-z]{3})_kind", str(name)) for name in frame.columns]
    return [match[1] for match in found if match]


def _coarsest_step(*axes: NDArray[np.float64]) -> float:
    for step_deg in COORDINATE_STEPS_DEG:
        off = [np.abs(axis - np.rint(axis / step_deg) * step_deg) for axis in axes]
        if all(np.nanmax(each, initial=0.0) < NOISE_DEG for each in off):
            return step_deg
    return FINE_COORDINATE_STEP_DEG


def _pack_distance(
    packer: Packer, stem: str, frame: pd.DataFrame, *, fine: bool, without: NDArray[np.bool_] | None = None
) -> None:
    """Add a distance; the least and the most it can be only where they differ from it."""
    value, least, most = (numbers_of(frame, f"{stem}{what}_m") for what in ("", "_min", "_max"))
    if without is not None:
        value = np.where(without, np.nan, value)
    # An interval of less than a metre is none, whether or not there is a distance beside it.
    exact = ~(most - least >= 1)
    least, most = np.where(exact, np.nan, least), np.where(exact, np.nan, most)
    if fine:
        for what, metres in (("", value), ("_min", least), ("_max", most)):
            packer.floats(f"{stem}{what}_m", metres)
        return
    finest_m = _finest_m(frame, stem)
    packer.distances(f"{stem}_m", value, finest_m=finest_m)
    packer.distances(f"{stem}_min_m", least, finest_m=finest_m)
    packer.distances(f"{stem}_max_m", most, finest_m=finest_m, upwards=True)


def _finest_m(frame: pd.DataFrame, stem: str) -> float:
    """Give the finest step to which distances to something are told, metres."""
    if stem in (*PLACES, "capital"):
        return PLACE_ACCURACY_M
    accuracy_m = numbers_of(frame, f"{stem}_accuracy_m")
    if np.isnan(accuracy_m[np.isfinite(numbers_of(frame, f"{stem}_max_m"))]).any() or len(frame) == 0:
        return 1.0
    least_m = max(1.0, float(np.nanmin(accuracy_m, initial=np.inf)))
    return float(10 ** np.floor(np.log10(least_m))) if np.isfinite(least_m) else 1.0


def _pack_neighbours(packer: Packer, frame: pd.DataFrame) -> None:
    """Add each land neighbour with the least and the most its distance can be, the nearest first."""
    counts, codes, low_m, high_m = [], [], [], []
    texts = _words(frame, "neighbours")
    for text in texts:
        found = list_neighbours(text) if text else []
        counts.append(len(found))
        for code, low, high in found:
            codes.append(code)
            low_m.append(low)
            high_m.append(high if high > low else np.nan)
    if not codes:
        return
    packer.texts("neighbours.code", codes)
    finest_m = _finest_m(frame, "border")
    packer.distances("neighbours.low_m", low_m, finest_m=finest_m)
    packer.distances("neighbours.high_m", high_m, finest_m=finest_m, upwards=True)
    packer.lists("neighbours", counts, ("code", "low_m", "high_m"))


def list_neighbours(text: str | None) -> list[tuple[str, float, float]]:
    """Read what is told of the land neighbours: code, least and most distance in metres, the nearest first.

    Examples
    --------
    >>> list_neighbours('{"RUS": [1, 5], "CHN": 2.5, "NAT": null}')
    [('CHN', 2.5, 2.5), ('RUS', 1, 5)]
    """
    found = []
    for code, metres in json.loads(text or "{}").items():
        low, high = metres if isinstance(metres, list) else (metres, metres)
        if low is not None and high is not None:
            found.append((code, low, high))
    return sorted(found, key=lambda each: each[1] + each[2])


def _pack_places(packer: Packer, frame: pd.DataFrame) -> list[list[Any]]:
    """Add the nearest place, town and city, each by its number in one list of the places that are named."""
    numbers: dict[tuple[Any, ...], int] = {}
    for stem in PLACES:
        if PREFIX + stem not in frame:
            continue
        facts: list[NDArray[Any]] = [_words(frame, stem), _words(frame, f"{stem}_country_code")]
        facts += [numbers_of(frame, f"{stem}_{what}") for what in ("population", "lon", "lat")]
        found = pd.MultiIndex.from_arrays([pd.factorize(each, use_na_sentinel=False)[0] for each in facts])
        group, _ = pd.factorize(found)
        first = pd.Series(np.arange(len(group))).groupby(group).first().to_numpy()
        of_group = np.full(len(first), np.nan)
        for place, row in enumerate(first.tolist()):
            name, code, population, lon, lat = (each[row] for each in facts)
            if name is not None:
                key = (name, None if np.isnan(population) else int(population), code, lon, lat)
                of_group[place] = numbers.setdefault(key, len(numbers))
        packer.numbers(stem, of_group[group], step=1)
    return [
        [name, population, code, *(None if np.isnan(angle) else angle for angle in (lon, lat))]
        for name, population, code, lon, lat in numbers
    ]


def _words(frame: pd.DataFrame, name: str) -> NDArray[np.object_]:
    """Give one of our columns as texts; None where it says nothing."""
    column = frame.get(PREFIX + name)
    return np.full(len(frame), None, dtype=object) if column is None else plain_texts(column)


def _downwards(values: NDArray[np.float64], step: float) -> NDArray[np.float64]:
    """Round down to a step, so that what is between two directions stays where it is."""
    return np.asarray(np.floor(values / step + NOISE_DEG) * step)
