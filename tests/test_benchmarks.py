"""The benchmarks' own tools: a wrong oracle or an unfair cut would flatter somebody."""

from __future__ import annotations

import os
import time
from pathlib import Path
from textwrap import dedent
from types import SimpleNamespace

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from pandas.testing import assert_frame_equal

from tests.benchmarks import map_profile, maps
from tests.benchmarks.borders import cut, read_borders, split, thin, vertices_of
from tests.benchmarks.bounded import listen
from tests.benchmarks.many_incidents import ACTORS, KINDS, SEVERITIES, TITLE_LENGTH, make_incidents
from tests.benchmarks.oracle_errors import Oracle, errors
from tests.benchmarks.peers.naive import prepare
from tests.benchmarks.peers.postgis import ticks
from tests.benchmarks.points import make_event_points, make_land_points
from tests.oracle import GEOD

EQUATOR_DEGREE_M = 6_378_137 * np.pi / 180
LINES = np.array([shapely.LineString([(0, 0), (1, 0), (1, 2)]), shapely.LineString([(5, 60), (5.001, 60)])])


def metres(vertices):
    start = vertices.edges()
    lon, lat, _ = vertices
    return GEOD.inv(lon[start], lat[start], lon[start + 1], lat[start + 1])[2]


def test_no_edge_is_longer_than_the_cut():
    assert metres(cut(vertices_of(LINES), 1_000.0)).max() <= 1_000.0


def test_cutting_keeps_the_vertices_and_stays_on_the_edges():
    finer = cut(vertices_of(LINES), 1_000.0)
    assert {(0, 0), (1, 0), (1, 2), (5, 60), (5.001, 60)} <= set(zip(finer.lon, finer.lat, strict=True))
    assert shapely.distance(shapely.points(finer.lon, finer.lat), LINES[finer.line]).max() < 1e-12


def test_pieces_are_the_whole_lines_and_nothing_else():
    pieces = split(vertices_of(LINES), 1_000.0)
    assert shapely.length(pieces).sum() == pytest.approx(3.001, rel=1e-12)
    assert shapely.hausdorff_distance(shapely.union_all(pieces), shapely.union_all(LINES)) < 1e-9
    assert max(metres(vertices_of(pieces[[number]])).sum() for number in range(len(pieces))) <= 2_000.0


def test_thinning_keeps_the_ends_of_every_line():
    line = shapely.LineString([(x, x % 2) for x in range(10)])
    (thinned,) = thin(np.array([line]), 4)
    assert list(thinned.coords) == [(0, 0), (4, 0), (8, 0), (9, 1)]


def test_borders_part_two_sovereigns_on_land():
    rows = [("land", "KAZ", "RUS"), ("sea", "KAZ", "RUS"), ("river", "FRA", "FRA"), ("lake", "PER", "BOL")]
    frame = pd.DataFrame(rows, columns=["reach", "left_sovereign", "right_sovereign"])
    lines = [shapely.LineString([(number, 0), (number, 1)]) for number in range(len(rows))]
    kept = read_borders(SimpleNamespace(borders=gpd.GeoDataFrame(frame, geometry=lines)))
    assert list(kept) == [lines[0], lines[3]]


def test_oracle_knows_a_degree_along_the_equator():
    meridian = np.array([shapely.LineString([(1, -1), (1, 1)])])
    assert Oracle(meridian).distance_m(0.0, 0.0) == pytest.approx(EQUATOR_DEGREE_M, abs=1e-5)


def test_oracle_meets_a_parallel_straight_ahead():
    parallel = np.array([shapely.LineString([(-120, 49), (-100, 49)])])
    along_meridian_m = GEOD.inv(-110, 48, -110, 49)[2]
    assert Oracle(parallel).distance_m(-110.0, 48.0) == pytest.approx(along_meridian_m, abs=1e-5)


def test_oracle_is_not_led_astray_by_degrees():
    # At 80° N ten degrees of longitude are shorter than three of latitude.
    lines = np.array([shapely.LineString([(10, 79.9), (10, 80.1)]), shapely.LineString([(0, 77), (0.1, 77)])])
    true_m = Oracle(lines).distance_m(0.0, 80.0)
    assert true_m < GEOD.inv(0, 80, 10, 80)[2] + 1e-5
    (naive_m,) = prepare(lines)(np.array([0.0]), np.array([80.0]))
    assert naive_m == pytest.approx(GEOD.inv(0, 80, 0, 77)[2])
    assert errors(np.array([naive_m]), np.array([true_m])).max_m > 100_000


def test_land_points_are_on_land_and_even_on_the_sphere():
    land = gpd.GeoDataFrame(geometry=[shapely.box(0, 0, 90, 90)], crs="EPSG:4326")
    lon, lat = make_land_points(SimpleNamespace(land=land), 20_000)
    assert len(lon) == 20_000
    assert 0 < lon.min() < lon.max() < 90
    # Half of a hemisphere lies below 30 degrees.
    assert np.mean((lat > 0) & (lat < 30)) == pytest.approx(0.5, abs=0.02)


def test_events_happen_near_people():
    places = gpd.GeoDataFrame(
        {"population": pd.array([3_000, 1_000, None], dtype="Int64")},
        geometry=gpd.points_from_xy([50, -179.99, 0], [45, -17, 0]),
    )
    lon, lat = make_event_points(SimpleNamespace(places=places), 4_000)
    assert np.abs(lon).max() <= 180
    here = GEOD.inv(lon, lat, np.full(4_000, 50.0), np.full(4_000, 45.0))[2] < 30_000
    there = GEOD.inv(lon, lat, np.full(4_000, -179.99), np.full(4_000, -17.0))[2] < 30_000
    assert np.all(here | there)
    assert here.mean() == pytest.approx(0.75, abs=0.03)


def test_processor_time_is_read_past_a_name_with_brackets():
    numbers = " ".join(str(number) for number in range(4, 53))
    seconds = ticks(f"12 (postgres: a (b) c) R {numbers}")
    assert seconds * os.sysconf("SC_CLK_TCK") == pytest.approx(14 + 15)


def test_the_same_seed_makes_the_same_incidents():
    assert_frame_equal(make_incidents(200, seed=3), make_incidents(200, seed=3))
    assert not make_incidents(200, seed=3).geometry.equals(make_incidents(200, seed=4).geometry)


def test_made_incidents_weigh_what_reported_ones_do():
    table = make_incidents(2_000)
    assert set(table["title"].str.len()) == {TITLE_LENGTH}
    assert table["title"].nunique() > 1_990, "titles that repeat would be packed smaller than real ones"
    assert table["link"].nunique() > 1_990
    for column, words in {"type": KINDS, "actor_type": ACTORS, "severity_category": SEVERITIES}.items():
        assert set(table[column]) == set(words)


def test_a_map_of_few_incidents_is_measured_in_a_line(capsys):
    assert maps.compare("50", 50, ["geo"], limit_s=60) == (True, set())
    header, line, *rest = capsys.readouterr().out.splitlines()
    assert header.startswith("50 incidents")
    name, *numbers = line.split()
    assert name == "geo"
    assert [float(number) > 0 for number in numbers] == [True] * len(maps.MEASURES)
    assert rest == [], "there are no targets for so few"


def test_what_is_late_is_named_by_its_limit_and_what_misses_its_target_is_told():
    facts = {"megabytes": 7.0, "wall_s": 5.0, "late": "ready_s"}
    assert maps.describe("geo", facts, limit_s=120).split() == ["geo", "7.00", "5.00", ">", "120", "s"]
    told = maps.describe_targets(100_000, facts)
    assert told.endswith("missed: MB, ready s, fps, heap MB, filter ms, time ms\n")


def test_a_function_that_calls_itself_is_counted_once_in_its_total():
    names = {1: "(root)", 2: "draw", 3: "draw", 4: "fill"}
    children = {1: [2], 2: [3], 3: [4]}
    nodes = [
        {"id": number, "callFrame": {"functionName": name}, "children": children.get(number, [])}
        for number, name in names.items()
    ]
    # The first delta is the time until the first sample; the last sample's end is not known.
    profile = {"nodes": nodes, "samples": [2, 3, 4, 4], "timeDeltas": [9_000, 1_000, 2_000, 4_000]}
    times = map_profile.sum_up(profile)
    assert times["draw"] == (7.0, 3.0)
    assert times["fill"] == (4.0, 4.0)


def test_a_process_that_falls_silent_is_ended_with_what_it_started(tmp_path, monkeypatch):
    script = """
        import subprocess, sys, time
        from tests.benchmarks.bounded import tell
        tell(started=subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"]).pid)
        time.sleep(60)
    """
    (tmp_path / "silent.py").write_text(dedent(script), encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    facts, late = listen("silent", limit_s=5)
    assert late
    for _ in range(50):
        if not runs(facts["started"]):
            break
        time.sleep(0.1)
    assert not runs(facts["started"])


def runs(process):
    try:
        status = Path("/proc", str(process), "stat").read_text()
    except OSError:
        return False
    return status.rpartition(")")[2].split()[0] != "Z"
