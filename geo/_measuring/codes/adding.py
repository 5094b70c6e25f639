"""Adding to a measured table the codes by which it can be joined with others."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd
import shapely

from geo._locating.country_codes import list_codes
from geo._measuring.answers import whole_numbers
from geo._measuring.codes.priogrid import find_cells
from geo._measuring.codes.states import find_states, handed_over_later
from geo._measuring.layers import words
from geo._reading.dates import read_dates
from geo.errors import UsageError
from geo.schema import CODE_SYSTEMS, code_columns

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Literal

    from geopandas import GeoDataFrame
    from numpy.typing import NDArray

    from geo._measuring.layers import Layers, Words
    from geo._reading.dates import Dates

__all__ = ["add_codes", "check_codes"]

IN_TWO_PARTS: Final = {"PSE": ("GZ", 34.7, "WE"), "SJM": ("JN", 0.0, "SV")}
"""Two codes of FIPS 10-4 for one of ISO 3166-1: the western part's, a longitude between the two that neither
comes near to, and the eastern part's."""

IN_MANY_PARTS: Final = ("ATF", "UMI")
"""Islands far from each other with one code of ISO 3166-1 and several of FIPS 10-4."""


def check_codes(codes: Iterable[str]) -> tuple[str, ...]:
    """Give the systems of codes that are asked for, each once, in lower case.

    Raises
    ------
    UsageError
        When there is no such system.

    Examples
    --------
    >>> check_codes("gw,priogrid"), check_codes(["COW", "cow"])
    (('gw', 'priogrid'), ('cow',))
    """
    asked = codes.split(",") if isinstance(codes, str) else codes
    systems = [str(name).strip().lower() for name in asked]
    for name in systems:
        if name not in CODE_SYSTEMS:
            close = difflib.get_close_matches(name, CODE_SYSTEMS, n=1, cutoff=0.5)
            hint = f" Did you mean '{close[0]}'?" if close else ""
            raise UsageError(
                f"'{name}' is no system of codes that can be added.{hint} "
                f"There are: {', '.join(CODE_SYSTEMS)}."
            )
    return tuple(dict.fromkeys(systems))


def add_codes(
    measured: GeoDataFrame,
    codes: Iterable[str],
    *,
    date_column: str | None = None,
    atlas: Layers | None = None,
    in_past: NDArray[np.bool_] | None = None,
) -> GeoDataFrame:
    """Add the codes of other people's tables for where incidents lie.

    Parameters
    ----------
    measured : GeoDataFrame, n rows
        As `geo.measure_incidents` gives it, with ``geo_country_code``.
    codes : iterable of str
        Systems, of ``geo.schema.CODE_SYSTEMS``.
    date_column : str, optional
        The column that says when each incident happened; found by its usual headings unless given.
    atlas : Atlas, optional
        Asked for its changes: what was handed over when. The one that comes with geo when left out.
    in_past : ndarray of bool, shape (n,), optional
        Rows whose country is one of the user's own past ones: they have no code of any country.

    Returns
    -------
    GeoDataFrame, n rows
        A new frame with the columns of `geo.schema.code_columns` for each system.

    Raises
    ------
    UsageError
        When there is no such system, or the countries were not measured.
    DataError
        When there is no such column of dates.

    Notes
    -----
    See `geo.measure_incidents` for what each code means and when it is null.

    Examples
    --------
    >>> import geopandas, geo
    >>> found = geopandas.GeoDataFrame(
    ...     {"date": ["1985", "2020"]}, geometry=geopandas.points_from_xy([30.52] * 2, [50.45] * 2), crs=4326
    ... )
    >>> measured = geo.measure_incidents(found, only=["country"])
    >>> add_codes(measured, ["gw", "fips"])[["geo_code_gw", "geo_code_fips"]].values.tolist()
    [[365, 'UP'], [369, 'UP']]
    """
    systems = check_codes(codes)
    needed = ("geo_country_code", "geo_label_lon", "geo_label_lat", "geo_precision_m")
    missing = [name for name in needed if name not in measured]
    if missing:
        raise UsageError(f"There is no column {missing[0]}: measure the incidents first, with their country.")
    country = words(measured["geo_country_code"]).copy()
    if in_past is not None:
        country[in_past] = None
    found: dict[str, Any] = {}
    if {"gw", "cow"} & set(systems):
        dates = read_dates(measured, date_column)
        if atlas is None:
            from geo._atlas import share_atlas

            atlas = share_atlas()
        found |= _find_states(measured, country, dates, atlas)
    if "iso3" in systems:
        found["iso3"] = country
    if "fips" in systems:
        found["fips"] = _find_fips(country, measured.geometry.to_numpy())
    if "priogrid" in systems:
        precision_m = measured["geo_precision_m"].to_numpy(float, na_value=np.nan)
        found["priogrid"] = find_cells(measured.geometry.to_numpy(), precision_m)
    columns = {
        column.name: pd.Series(found[system], index=measured.index, dtype=column.dtype)
        for system in systems
        for column in code_columns(system)
    }
    return measured.assign(**columns)


def _find_states(measured: GeoDataFrame, country: Words, dates: Dates, atlas: Layers) -> dict[str, Any]:
    lon, lat = (measured[f"geo_label_{axis}"].to_numpy(float, na_value=np.nan) for axis in ("lon", "lat"))
    country = country.copy()
    country[handed_over_later(country, lon, lat, dates, atlas.changes)] = None
    nothing = np.full(len(country), None)
    dispute = words(measured["geo_dispute"]) if "geo_dispute" in measured else nothing
    found: dict[str, Any] = {}
    systems: tuple[Literal["gw", "cow"], ...] = ("gw", "cow")
    for system in systems:
        numbers = find_states(system, country, dispute, dates)
        found[system] = whole_numbers(np.nan_to_num(numbers), missing=np.isnan(numbers))
    return found


def _find_fips(country: Words, geometry: NDArray[np.object_]) -> Words:
    """Give the FIPS 10-4 code of each country; of one in two parts that of the part it lies in."""
    table = list_codes("fips")
    several = (*IN_TWO_PARTS, *IN_MANY_PARTS)
    found = np.array([None if code in several else table.get(code) for code in country], dtype=object)
    west, _, east, _ = shapely.bounds(geometry).T
    for code, (western, between, eastern) in IN_TWO_PARTS.items():
        here = country == code
        found[here & (east < between)] = western
        found[here & (west > between)] = eastern
    return found
