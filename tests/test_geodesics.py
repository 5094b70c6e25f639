"""Distance formulas against 10,000 geodesics, integrated with 40 digits by `tests.oracle.geodesics`."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import mpmath as mp
import numpy as np
import pytest

from geo._geodesy import compiled, inverse
from tests.oracle import geodesics

if TYPE_CHECKING:
    from collections.abc import Callable

RECOMPUTED = 25


class Formula(NamedTuple):
    inverse: Callable[..., tuple[np.ndarray, np.ndarray, np.ndarray]]
    """From lon, lat of A and of B to metres, azimuth at A, and azimuth at B of the way back."""
    within_m: float


FORMULAS = {"karney": Formula(inverse, 5e-8), "compiled": Formula(compiled.inverse, 1e-7)}


@pytest.fixture(scope="module")
def rows():
    return geodesics.read_rows()


@pytest.fixture(scope="module", params=FORMULAS)
def formula(request):
    return FORMULAS[request.param]


@pytest.fixture(scope="module")
def found(formula, rows):
    return formula.inverse(*(rows[name].to_numpy() for name in ("lon_a", "lat_a", "lon_b", "lat_b")))


def test_the_rows_are_ten_thousand_of_every_sort(rows) -> None:
    assert rows["sort"].value_counts().to_dict() == geodesics.COUNTS
    assert len(rows) == 10_000
    assert rows["distance_m"].max() > 20_003_000  # half a meridian is 20,003.93 km
    assert rows["distance_m"].min() < 1e-4


def test_stored_rows_come_out_the_same_again(rows) -> None:
    rng = np.random.default_rng(geodesics.SEED)
    starts = geodesics._choose(rng)  # noqa: SLF001  (the arcs are not kept)
    for number in np.random.default_rng(1).choice(len(rows), RECOMPUTED, replace=False).tolist():
        lat_a, azimuth_deg, arc_deg = starts[number].tolist()
        again = geodesics.make_row(rows["lon_a"][number], lat_a, azimuth_deg, arc_deg)
        assert list(again) == rows.loc[number, list(geodesics.FIELDS)].to_list()


def test_quadrature_gives_the_direct_problem_of_karneys_paper() -> None:
    # C. F. F. Karney, Algorithms for geodesics (2013), table 2: from 40 N under 30 degrees, 10,000 km.
    with mp.workdps(geodesics.DIGITS):
        arc_deg = mp.findroot(lambda arc: geodesics.follow(40.0, 30.0, arc).distance_m - 10_000_000, 90)
    way = geodesics.follow(40.0, 30.0, arc_deg)
    assert float(way.lat_b) == pytest.approx(41.79331020506, rel=0, abs=5e-12)
    assert float(way.lon_b) == pytest.approx(137.84490004377, rel=0, abs=5e-12)
    assert float(way.azimuth_b_deg) == pytest.approx(149.09016931807, rel=0, abs=5e-12)


def test_every_distance_is_right_near_antipodes_included(formula, found, rows) -> None:
    wrong_m = np.abs(found[0] - rows["distance_m"].to_numpy())
    worst = rows.assign(wrong_m=wrong_m).groupby("sort")["wrong_m"].max()
    assert worst.max() <= formula.within_m, worst


def test_every_azimuth_leads_to_the_other_end(formula, found, rows) -> None:
    _, at_a_deg, at_b_deg = found
    for turned_deg in (at_a_deg - rows["azimuth_a_deg"], at_b_deg + 180.0 - rows["azimuth_b_deg"]):
        aside_m = np.radians(np.abs((turned_deg + 180.0) % 360.0 - 180.0)) * np.abs(rows["reduced_m"])
        worst = rows.assign(aside_m=aside_m).groupby("sort")["aside_m"].max()
        assert worst.max() <= formula.within_m, worst
