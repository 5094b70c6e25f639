"""Lines between districts on a map: each once, and none that somebody else has drawn."""

from __future__ import annotations

import numpy as np
import pytest
import shapely

from geo._maps.districts import APART_DEG, districts_near, lines_between
from geo._maps.frame import find_frame
from tests.map_atlas import ATLAS

NOTHING = np.array([], dtype=object)


@pytest.mark.parametrize("apart_deg", [0.0, 0.001, 0.003, -0.002])
def test_neighbours_that_nearly_meet_have_one_line_between_them(apart_deg):
    west = [x * (1 + apart_deg) for x in range(3)]
    squares = np.array([shapely.box(x, y, x + 1, y + 1) for x in west for y in range(2)])
    lines = lines_between(squares, NOTHING, APART_DEG)
    # Two lines of two degrees from south to north, three of one degree from west to east.
    assert shapely.length(lines).sum() == pytest.approx(7, abs=0.15)
    outside = shapely.boundary(shapely.union_all(shapely.buffer(squares, 0.004)))
    assert not shapely.within(lines, shapely.buffer(outside, 0.01)).any()


def test_districts_apart_have_no_line_between_them():
    squares = np.array([shapely.box(0, 0, 1, 1), shapely.box(1.1, 0, 2, 1)])
    assert len(lines_between(squares, NOTHING, APART_DEG)) == 0
    assert len(lines_between(squares[:1], NOTHING, APART_DEG)) == 0


def test_beside_the_line_of_a_region_there_is_none():
    squares = np.array([shapely.box(0, 0, 1, 1), shapely.box(1, 0, 2, 1), shapely.box(0, 1, 2, 2)])
    region = np.array([shapely.LineString([(1.01, -1), (1.01, 3)])])
    lines = lines_between(squares, region, 0.02)
    assert shapely.length(lines).sum() == pytest.approx(2, abs=0.1)
    assert shapely.bounds(shapely.union_all(lines))[[1, 3]] == pytest.approx([1, 1], abs=0.01)


def test_only_a_near_map_has_districts():
    assert len(districts_near(ATLAS, ["AAA"], find_frame([0.2, 0.8], [0.2, 0.8]))) > 0
    assert districts_near(ATLAS, ["AAA"], find_frame([0.2, 30.0], [0.2, 0.8])) is None
    assert districts_near(ATLAS, [], find_frame([0.2, 0.8], [0.2, 0.8])) is None
    assert districts_near(ATLAS, ["AAA"], find_frame([-150.0, -30.0, 90.0], [0.0, 0.0, 0.0])) is None
