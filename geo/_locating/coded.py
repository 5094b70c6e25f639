"""Rows of well-known tables become what their precision codes say: points, circles, named areas, nothing."""

from __future__ import annotations

import logging
from collections import Counter
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd
import shapely

from geo._locating.cells import LOCATION_COLUMNS, WHERE_COLUMNS
from geo._locating.choosing import Countries
from geo._locating.orders import read_orders
from geo._locating.resolving import LOST, AreaFinder
from geo._locating.schemas import VICINITY_M
from geo._locating.units import share_gazette
from geo._reading.names import NO_COORDINATES

if TYPE_CHECKING:
    from geopandas import GeoDataFrame
    from numpy.typing import NDArray

    from geo._locating.resolving import Outcome
    from geo._locating.schemas import Found
    from geo._locating.units import UnitLayers

__all__ = ["apply_codes"]

logger = logging.getLogger(__name__)

ROUND_A_POINT: Final = ("vicinity", "near")


def apply_codes(
    located: GeoDataFrame, found: Found, atlas: UnitLayers, near_radius_m: float
) -> NDArray[np.bool_]:
    """Give rows the location that their precision codes say, in place.

    Parameters
    ----------
    located : GeoDataFrame, n rows
        With the columns that locating fills. Polygons stay: only points are stand-ins.
    found : Found
        What kind of table it is.
    atlas : Atlas
    near_radius_m : float
        Radius for "near", metres.

    Returns
    -------
    ndarray of bool, shape (n,)
        The rows whose codes decided where they are, or that it is unknown.
    """
    geometry = located.geometry.to_numpy()
    nowhere = shapely.is_missing(geometry) | shapely.is_empty(geometry)
    is_point = (shapely.get_type_id(geometry) == shapely.GeometryType.POINT) & ~nowhere
    countries = Countries(atlas.entities)
    orders, number = read_orders(located, found, countries)
    rules = np.array([order.rule if order else "none" for order in orders], dtype=object)[number]

    counts: Counter[str] = Counter({"points as given": int(((rules == "point") & is_point).sum())})
    # A row with a code for a point, and no point, has nothing that the code is about.
    settled = is_point & np.isin(rules, ("point", *ROUND_A_POINT))
    for rule, radius_m in zip(ROUND_A_POINT, (VICINITY_M, near_radius_m), strict=True):
        rows = np.flatnonzero(is_point & (rules == rule))
        counts[f"within {_spell_km(radius_m)} of their points"] += len(rows)
        _write_circle(located, rows, radius_m, found)

    is_asked = (is_point | nowhere) & ~np.isin(rules, ("none", "point", *ROUND_A_POINT))
    # An unknown code and no point says no more than that there is no point.
    is_asked &= ~(nowhere & pd.isna(rules))
    asked = {at: order for at in np.unique(number[is_asked]).tolist() if (order := orders[at]) is not None}
    gazette = share_gazette(atlas, {code for order in asked.values() for code in order.country_codes})
    finder = AreaFinder(atlas, gazette, countries, found.columns[found.schema.code])
    outcomes = {at: finder.find(order) for at, order in asked.items()}
    if outcomes:
        _write_outcomes(located, np.flatnonzero(is_asked), number, outcomes)
    for at in number[is_asked].tolist():
        counts[outcomes[at].what] += 1
    _tell(counts, found, [outcome for outcome in outcomes.values() if outcome.what == LOST])
    return np.asarray(settled | is_asked, dtype=np.bool_)


def _write_circle(located: GeoDataFrame, rows: NDArray[np.intp], radius_m: float, found: Found) -> None:
    """Say how far from its point an incident may have been, where its row does not say so itself."""
    rows = rows[located["geo_precision_m"].isna().to_numpy()[rows]]
    schema, column = found.schema, found.columns[found.schema.code]
    told = f"within {_spell_km(radius_m)} of the point, by {column} of {schema.name}"
    for name, value in (
        ("geo_precision_m", radius_m),
        ("geo_located_by", "code"),
        ("geo_located_as", told),
    ):
        cells = located[name].array.copy()
        cells[rows] = value
        located[name] = cells


def _write_outcomes(
    located: GeoDataFrame,
    rows: NDArray[np.intp],
    number: NDArray[np.intp],
    outcomes: dict[int, Outcome],
) -> None:
    """Write what was found for different orders into all rows that have them."""
    place = {at: position for position, at in enumerate(outcomes)}
    taken = np.array([place[at] for at in number[rows].tolist()], dtype=np.intp)
    for name in (*LOCATION_COLUMNS, *WHERE_COLUMNS):
        if name == "geo_problem":
            continue
        cells = located[name].array.copy()
        values = pd.array([outcome.cells[name] for outcome in outcomes.values()], dtype=located[name].dtype)
        cells[rows] = values[taken]
        located[name] = cells
    problems = located["geo_problem"].tolist()
    for row in rows.tolist():
        found, told = outcomes[int(number[row])].problem, problems[row]
        told = None if pd.isna(told) or told in NO_COORDINATES else str(told)
        problems[row] = "; ".join(text for text in (told, found) if text) or None
    located["geo_problem"] = pd.array(problems, dtype="string")
    shapes = located.geometry.to_numpy().copy()
    shapes[rows] = np.array([outcome.shape for outcome in outcomes.values()], dtype=object)[taken]
    located[located.active_geometry_name] = shapes


def _spell_km(length_m: float) -> str:
    return f"{length_m / 1000:,.10g} km"


def _agree(what: str, count: int) -> str:
    """Put what is said of several points into the singular, for one."""
    if count > 1:
        return what
    return what.replace("points as given", "point as given")


def _tell(counts: Counter[str], found: Found, lost: list[Outcome]) -> None:
    """Log what the codes made of how many rows, and the first reason why a row has no location."""
    parts = [f"{count:,} {_agree(what, count)}" for what, count in counts.most_common() if count]
    if not parts:
        return
    logger.info(
        "Positions of %s are what the column %r says: %s. To take all points as exact, pass --trust-points.",
        found.schema.name,
        found.columns[found.schema.code],
        ", ".join(parts),
    )
    if lost:
        missed = counts[LOST]
        logger.warning(
            "%s not located by %s, such as: %s.",
            f"{missed:,} {'row is' if missed == 1 else 'rows are'}",
            "its code" if missed == 1 else "their codes",
            lost[0].problem,
        )
