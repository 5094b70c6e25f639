"""Every measured distance against brute force: 2,000 points, uniform, like events, and awkward ones.

`make oracle` writes the answers (``tests/oracle``); here they are taken as given, but for 100 points that
are worked out again.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest

import geo
from tests.oracle import GEOD, stored
from tests.oracle.answers import (
    MILLIMETRE,
    PAIRS,
    PEOPLE_WITHIN_M,
    answer_all,
    may_lie_apart_m,
    people_within,
)
from tests.oracle.world import World

if TYPE_CHECKING:
    from collections.abc import Callable

RECOMPUTED = 100
KEPT_M = 2e-5
"""More than is lost by keeping a distance as the files do."""
KEPT_APART_M = 2 * MILLIMETRE
"""More than is lost by keeping a position as the files do."""
KEPT_DEG = 2e-6
AZIMUTH_FROM_M = 1.0
"""Nearer than this a millimetre turns the azimuth by more than is worth comparing."""


class Question(NamedTuple):
    """Where the answer to a question stands in the table."""

    stem: str
    names: str | None = None
    kind: str | None = None
    has_spot: bool = True


QUESTIONS = {
    "border": Question("geo_border", "geo_border_codes", "geo_border_kind"),
    "foreign_land": Question("geo_foreign_land", "geo_foreign_land_code"),
    "coast": Question("geo_coast"),
    "maritime": Question("geo_maritime", "geo_maritime_codes", "geo_maritime_kind"),
    "place": Question("geo_place", "geo_place"),
    "town": Question("geo_town", "geo_town"),
    "city": Question("geo_city", "geo_city"),
    "capital": Question("geo_capital", "geo_capital"),
    **{f"to_{pair}": Question(f"geo_to_{pair.lower().replace('-', '_')}") for pair in PAIRS},
}
QUESTIONS |= {name: q._replace(kind=f"{q.stem}_kind") for name, q in QUESTIONS.items() if name[:3] == "to_"}
OF_PLACES = ("place", "town", "city", "capital")

# What is not measured yet. A column that comes must leave this list: the test below says so.
PEOPLE = "geo_known_population_25km"
OPTIONS = {"to": list(PAIRS)}

# The engines that measure, and how each is made to do it, whatever the size of the table.
ENGINES: dict[str, Callable[[pytest.MonkeyPatch], None]] = {
    "plain": lambda patch: patch.setattr("geo._measuring.points.COMPILED_FROM", 1_000_000),
    "compiled": lambda patch: patch.setattr("geo._measuring.points.COMPILED_FROM", 0),
}


@pytest.fixture(scope="module")
def oracle() -> stored.Stored:
    return stored.read()


@pytest.fixture(scope="module")
def answers(oracle):
    """Give the whole answers to a question, indexed by the number of the point."""

    def whole(question: str) -> pd.DataFrame:
        chosen = oracle.answers[oracle.answers["question"] == question].set_index("point")
        if question in OF_PLACES:
            return chosen[chosen["part"] == "1"]
        return chosen[chosen["part"] == ""]

    return whole


@pytest.fixture(scope="module")
def world():
    return World()


@pytest.fixture(scope="module", params=ENGINES)
def measured(request, oracle):
    points = gpd.points_from_xy(oracle.points["lon"], oracle.points["lat"])
    frame = gpd.GeoDataFrame(geometry=points, crs=4326)
    with pytest.MonkeyPatch.context() as patch:
        ENGINES[request.param](patch)
        return geo.measure_incidents(frame, atlas=geo.load_atlas(own=False), **OPTIONS)


def test_answers_are_about_this_atlas(oracle) -> None:
    now = stored.hash_sources(geo.load_atlas(own=False).folder)
    assert oracle.sources_sha256 == now, "The atlas has changed since: run make oracle and commit tests/data."


def test_a_hundred_answers_come_out_the_same_again(oracle, world) -> None:
    points = oracle.points
    assert world.homes(points["lon"].to_numpy(), points["lat"].to_numpy()) == points["home"].to_list()
    # The same hundred until the atlas changes.
    rng = np.random.default_rng(int(oracle.sources_sha256, 16))
    for number in np.sort(rng.choice(len(points), RECOMPUTED, replace=False)).tolist():
        lon, lat, home, people = points.loc[number, ["lon", "lat", "home", "people"]]
        assert people_within(world, lon, lat, PEOPLE_WITHIN_M) == people
        again = stored.tabulate([(number, answer) for answer in answer_all(world, lon, lat, home)])
        before = oracle.answers[oracle.answers["point"] == number].reset_index(drop=True)
        words = ["question", "part", "names", "kinds", "is_tied"]
        pd.testing.assert_frame_equal(again[words], before[words], check_dtype=False)
        assert again["distance_m"].to_numpy() == pytest.approx(before["distance_m"].to_numpy(), abs=KEPT_M)
        alone = before[~before["is_tied"]]
        _assert_near(alone, again.loc[alone.index, "lon"], again.loc[alone.index, "lat"])


def test_there_are_two_thousand_points_of_every_sort(oracle) -> None:
    assert len(oracle.points) == 2_000
    sorts = oracle.points["sort"].value_counts()
    assert sorts.min() >= 40
    assert {"uniform on land", "like events", "poles", "tripoints", "on a vertex", "enclaves"} <= set(
        sorts.index
    )
    on_it = oracle.points.index[oracle.points["sort"].isin(["on a vertex", "on an edge"])]
    border = oracle.answers[oracle.answers["question"] == "any_border"].set_index("point")
    assert (border.loc[on_it, "distance_m"] == 0.0).all()
    assert border.loc[on_it, "azimuth_deg"].isna().all()
    beside = oracle.points.index[oracle.points["sort"] == "1 m from the line"]
    assert (border.loc[beside, "distance_m"] <= 1.0 + KEPT_M).all()
    assert border.loc[beside, "distance_m"].median() == pytest.approx(1.0, abs=MILLIMETRE)


def test_countries_are_those_of_the_polygons(oracle, measured) -> None:
    codes = measured["geo_country_code"].astype(object)
    assert codes.where(codes.notna(), None).to_list() == oracle.points["home"].to_list()


@pytest.mark.parametrize("name", sorted(QUESTIONS))
def test_distances_agree_to_a_millimetre(name: str, measured, answers) -> None:
    expected, stem = answers(name), QUESTIONS[name].stem
    metres = measured[f"{stem}_m"].astype(float)
    assert set(metres.index[metres.notna()]) == set(expected.index)
    wrong_m = (metres.loc[expected.index] - expected["distance_m"]).abs()
    assert wrong_m.max() <= MILLIMETRE, wrong_m.nlargest(5)
    on_it = expected.index[expected["distance_m"] == 0.0]
    assert (metres.loc[on_it] == 0.0).all()


@pytest.mark.parametrize("name", sorted(QUESTIONS))
def test_the_nearest_spot_and_the_way_to_it_agree(name: str, measured, answers) -> None:
    expected, stem = answers(name), QUESTIONS[name].stem
    azimuth_deg = measured[f"{stem}_azimuth_deg"].astype(float).loc[expected.index]
    assert (azimuth_deg.isna() == (expected["distance_m"] == 0.0)).all()
    alone = expected[~expected["is_tied"]]
    lon, lat = (measured[f"{stem}_{axis}"].astype(float).loc[alone.index] for axis in ("lon", "lat"))
    _assert_near(alone, lon, lat)
    _assert_azimuths(alone, azimuth_deg.loc[alone.index])


@pytest.mark.parametrize("name", sorted(QUESTIONS))
def test_what_is_nearest_is_named(name: str, measured, answers, world) -> None:
    expected, question = answers(name), QUESTIONS[name]
    for column, given in ((question.names, expected["names"]), (question.kind, expected["kinds"])):
        if column is None:
            continue
        found = measured[column].loc[expected.index]
        if name in OF_PLACES:
            names = dict(zip(world.places["place_id"].astype(str), world.places["name"], strict=True))
            allowed = [{names[number] for number in text.split(";")} for text in given]
        else:
            allowed = [set(text.split(";")) for text in given]
        wrong = [
            (row, name, some)
            for row, name, some in zip(expected.index, found, allowed, strict=True)
            if name not in some
        ]
        assert not wrong


def test_every_neighbour_agrees_to_a_millimetre(oracle, measured) -> None:
    neighbours = oracle.answers[oracle.answers["question"] == "neighbour"]
    expected = {
        number: dict(zip(rows["part"], rows["distance_m"], strict=True))
        for number, rows in neighbours.groupby("point")
    }
    for row, text in measured["geo_neighbours"].items():
        if oracle.points["home"][row] is None:
            assert pd.isna(text)
        else:
            assert json.loads(text) == pytest.approx(expected.get(row, {}), rel=0, abs=MILLIMETRE)


@pytest.mark.parametrize("pair", PAIRS)
def test_every_kind_of_line_of_a_pair_agrees(pair: str, oracle, measured) -> None:
    name = f"to_{pair}"
    kinds = oracle.answers[(oracle.answers["question"] == name) & (oracle.answers["part"] != "")]
    for row, rows in kinds.groupby("point"):
        found = json.loads(measured[f"{QUESTIONS[name].stem}_kinds"][row])
        assert found == pytest.approx(
            dict(zip(rows["part"], rows["distance_m"], strict=True)), rel=0, abs=MILLIMETRE
        )


def test_listed_people_within_25_km_agree(oracle, measured) -> None:
    assert measured[PEOPLE].astype(float).to_list() == oracle.points["people"].to_list()


def _assert_near(expected: pd.DataFrame, lon: pd.Series, lat: pd.Series) -> None:
    """Each spot is the expected one, as well as its distance can tell."""
    arrays = [np.asarray(column, dtype=float) for column in (lon, lat, expected["lon"], expected["lat"])]
    apart_m = np.asarray(GEOD.inv(*arrays)[2])
    allowed_m = np.array([may_lie_apart_m(metres) for metres in expected["distance_m"]]) + KEPT_APART_M
    wrong = expected.assign(apart_m=apart_m, allowed_m=allowed_m)[apart_m > allowed_m]
    assert wrong.empty, wrong


def _assert_azimuths(expected: pd.DataFrame, azimuth_deg: pd.Series) -> None:
    far = expected["distance_m"] > AZIMUTH_FROM_M
    metres = expected.loc[far, "distance_m"].to_numpy()
    turned_deg = (azimuth_deg[far] - expected.loc[far, "azimuth_deg"] + 180.0) % 360.0 - 180.0
    # Two spots so far apart are seen under this angle; towards the antipodes all ways meet again.
    lever_m = GEOD.b * np.abs(np.sin(metres / GEOD.b))
    allowed_deg = np.degrees((np.vectorize(may_lie_apart_m)(metres) + KEPT_APART_M) / lever_m) + KEPT_DEG
    wrong = expected[far].assign(turned_deg=turned_deg, allowed_deg=allowed_deg)
    wrong = wrong[np.abs(turned_deg.to_numpy()) > allowed_deg]
    assert wrong.empty, wrong
