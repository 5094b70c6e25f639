"""The oracle's own search: its bounds hold, and it finds what measuring at very many points finds."""

from __future__ import annotations

import numpy as np
import pytest
import shapely

from tests.oracle import GEOD, distance_to_lines_m
from tests.oracle.pieces import A_M, B_M, PIECE_RAD, Searchable, cut, directions

MICROMETRE = 1e-6
ROUNDING_M = 1e-7


@pytest.fixture
def rng() -> np.random.Generator:
    return np.random.default_rng(21)


def walks(rng: np.random.Generator, step_deg: float) -> np.ndarray:
    """Two random walks from one start, within the map."""
    start = rng.uniform([-180, -90], [180, 90])
    steps = np.cumsum(rng.normal(0, step_deg, (2, 5, 2)), axis=1)
    return shapely.linestrings(np.clip(start + steps, [-180, -90], [180, 90]))


def test_a_distance_lies_between_the_angles_of_the_sphere_of_reduced_latitudes(rng) -> None:
    lon_a, lon_b = rng.uniform(-180, 180, (2, 20_000))
    lat_a, lat_b = rng.uniform(-90, 90, (2, 20_000))
    metres = np.asarray(GEOD.inv(lon_a, lat_a, lon_b, lat_b)[2])
    cosines = (directions(lon_a, lat_a) * directions(lon_b, lat_b)).sum(axis=1)
    angle_rad = np.arccos(np.clip(cosines, -1, 1))
    assert (B_M * angle_rad <= metres + 1.0).all()
    assert (metres <= A_M * angle_rad + 1.0).all()


@pytest.mark.parametrize("step_deg", [1e-3, 0.3, 10.0])
def test_a_piece_lies_within_its_radius(step_deg: float, rng) -> None:
    pieces = cut(walks(rng, step_deg))
    radius_m = A_M * pieces.radius_rad()
    assert radius_m.max() <= 2 * A_M * PIECE_RAD
    for share in np.linspace(0, 1, 11):
        spots = pieces.at(np.full(len(pieces.line), share))
        metres = np.asarray(GEOD.inv(*pieces.middle().T, *spots.T)[2])
        assert (metres <= radius_m + ROUNDING_M).all()


def test_pieces_are_the_lines_and_nothing_else(rng) -> None:
    lines = walks(rng, 2.0)
    pieces = cut(lines)
    for number, line in enumerate(lines):
        of_line = pieces.take(np.flatnonzero(pieces.line == number))
        assert np.abs(of_line.start[1:] - of_line.end[:-1]).max() <= 1e-12
        edges = np.hypot(*np.diff(shapely.get_coordinates(line), axis=0).T).sum()
        assert np.hypot(*(of_line.end - of_line.start).T).sum() == pytest.approx(edges)


@pytest.mark.parametrize("step_deg", [1e-6, 1e-3, 0.1, 3.0])
def test_the_nearest_spot_is_what_a_thousand_samples_an_edge_find(step_deg: float, rng) -> None:
    for _ in range(5):
        lines = walks(rng, step_deg)
        search = Searchable(lines)
        every = np.arange(len(search.pieces.line))
        start = shapely.get_coordinates(lines)[0]
        near = np.clip(start + rng.normal(0, 2 * step_deg, (3, 2)), [-180, -90], [180, 90])
        for lon, lat in np.vstack([near, rng.uniform([-180, -90], [180, 90], (2, 2))]).tolist():
            found = search.nearest(lon, lat, every, search.cosines(lon, lat))
            expected_m = distance_to_lines_m(lon, lat, [shapely.get_coordinates(line) for line in lines])
            assert found.distance_m.min() == pytest.approx(expected_m, rel=0, abs=MICROMETRE)
