"""The nearest-line and nearest-place kernels against the oracle, layer by layer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
import shapely

from tests.engines import compiled_lines, compiled_sites, plain_lines, plain_sites
from tests.oracle import GEOD, stored
from tests.oracle.answers import CLASSES, MILLIMETRE, PAIRS, may_lie_apart_m
from tests.oracle.world import World

if TYPE_CHECKING:
    import pandas as pd

KEPT_APART_M = 2 * MILLIMETRE

# The engines: how each finds the nearest lines and the nearest sites.
LINE_KERNELS = {"plain": plain_lines, "compiled": compiled_lines}
SITE_KERNELS = {"plain": plain_sites, "compiled": compiled_sites}

WANTED = {
    "any_border": lambda world: world.land_arc & world.between,
    "maritime": lambda world: ~world.land_arc,
    **{
        f"to_{pair}": lambda world, pair=pair: (world.lines["codes"] == pair).to_numpy(dtype=bool)
        for pair in PAIRS
    },
}


@pytest.fixture(scope="module")
def oracle():
    return stored.read()


@pytest.fixture(scope="module")
def world():
    return World()


@pytest.fixture
def answers(oracle):
    def of(question: str, part: str = "") -> pd.DataFrame:
        chosen = (oracle.answers["question"] == question) & (oracle.answers["part"] == part)
        return oracle.answers[chosen].set_index("point")

    return of


@pytest.mark.parametrize("kernel", LINE_KERNELS)
@pytest.mark.parametrize("question", [*WANTED, "coast"])
def test_the_nearest_line_is_the_oracles(question: str, kernel: str, oracle, answers, world) -> None:
    if question == "coast":
        lines = world.coasts.geometry.to_numpy()
    else:
        lines = world.lines["geometry"].to_numpy()[WANTED[question](world)]
    vertices, line = shapely.get_coordinates(lines, return_index=True)
    points, expected = oracle.points, answers(question)
    found = LINE_KERNELS[kernel](points["lon"].to_numpy(), points["lat"].to_numpy(), *vertices.T, line)
    assert expected.index.to_list() == points.index.to_list()
    wrong_m = np.abs(found.distance_m - expected["distance_m"].to_numpy())
    assert wrong_m.max() <= MILLIMETRE
    assert (np.isnan(found.azimuth_deg) == (expected["distance_m"] == 0.0)).all()
    apart_m = np.asarray(
        GEOD.inv(found.lon, found.lat, expected["lon"].to_numpy(), expected["lat"].to_numpy())[2]
    )
    allowed_m = expected["distance_m"].map(may_lie_apart_m) + KEPT_APART_M
    assert (expected["is_tied"] | (apart_m <= allowed_m)).all()


@pytest.mark.parametrize("kernel", SITE_KERNELS)
@pytest.mark.parametrize("stem", CLASSES)
def test_the_nearest_place_is_the_oracles(stem: str, kernel: str, oracle, answers, world) -> None:
    members = world.members(CLASSES[stem])
    places, points, expected = world.places.iloc[members], oracle.points, answers(stem, "1")
    found = SITE_KERNELS[kernel](
        points["lon"].to_numpy(), points["lat"].to_numpy(), places["lon"].to_numpy(), places["lat"].to_numpy()
    )
    assert np.abs(found.distance_m - expected["distance_m"].to_numpy()).max() <= MILLIMETRE
    numbers = places["place_id"].astype(str).to_numpy()[found.site]
    assert all(one in names.split(";") for one, names in zip(numbers, expected["names"], strict=True))


def test_the_three_nearest_places_come_in_order(answers) -> None:
    for stem in CLASSES:
        metres = [answers(stem, str(rank))["distance_m"].to_numpy() for rank in (1, 2, 3)]
        assert (metres[0] <= metres[1]).all()
        assert (metres[1] <= metres[2]).all()
