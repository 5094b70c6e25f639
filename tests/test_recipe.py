"""The recipe's geometry on shapes small enough to check by hand, and against Karney's geodesics."""

import csv
from pathlib import Path

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Geod

from data.recipe import coasts, islands, kinds, lines, reach, tables, topology
from data.recipe.owners import Part

GEOD = Geod(ellps="WGS84")
FOLDER = Path(__file__).parents[1] / "data" / "recipe" / "tables"


def ring(*vertices):
    return topology.to_grid(np.array([*vertices, vertices[0]], dtype=float))


def two_squares():
    """Two unit squares side by side, each with its own copy of the common edge."""
    return [ring((0, 0), (1, 0), (1, 1), (0, 1)), ring((1, 0), (2, 0), (2, 1), (1, 1))]


def test_a_common_edge_is_kept_once():
    edges = topology.unique_edges(topology.edges_of(two_squares()))
    assert edges.shape == (2, 7)


def test_squares_side_by_side_make_three_arcs_and_two_faces():
    arcs = topology.chain_arcs(topology.unique_edges(topology.edges_of(two_squares())))
    assert sorted(len(arc) for arc in arcs) == [2, 4, 4]
    assert [face.bounds for face in topology.enclose_faces(arcs)] == [(0, 0, 1, 1), (1, 0, 2, 1)]


def test_each_side_of_the_common_arc_is_another_face():
    arcs = topology.chain_arcs(topology.unique_edges(topology.edges_of(two_squares())))
    faces = topology.enclose_faces(arcs)
    left, right = topology.sides_of(topology.trace_rings(arcs, faces), len(arcs))
    common = next(i for i, arc in enumerate(arcs) if len(arc) == 2)
    assert {left[common], right[common]} == {0, 1}
    assert ((left >= 0) | (right >= 0)).all()


def test_an_island_without_a_node_is_one_arc_and_one_ring():
    arcs = topology.chain_arcs(topology.unique_edges(topology.edges_of([ring((0, 0), (3, 0), (0, 3))])))
    assert len(arcs) == 1
    rings = topology.trace_rings(arcs, topology.enclose_faces(arcs))
    assert [abs(number) for number in rings[0].arcs] == [1]


def test_a_hole_is_traced_as_a_hole():
    outer = ring((0, 0), (9, 0), (9, 9), (0, 9))
    inner = ring((3, 3), (6, 3), (6, 6), (3, 6))
    arcs = topology.chain_arcs(topology.unique_edges(topology.edges_of([outer, inner])))
    faces = topology.enclose_faces(arcs)
    rings = topology.trace_rings(arcs, faces)
    assert sorted(face.area for face in faces) == [9, 72]
    assert [each.is_hole for each in rings] == [False, True, False]


def test_the_edge_of_the_map_is_an_arc_of_its_own():
    arcs = topology.chain_arcs(
        topology.unique_edges(topology.edges_of([ring((170, 0), (180, 0), (180, 5), (170, 5))]))
    )
    framed = [bool(topology.is_frame(arc[:-1], arc[1:]).all()) for arc in arcs]
    assert sorted(framed) == [False, True]
    assert [arc.tolist() for arc, is_frame in zip(arcs, framed, strict=True) if is_frame] == [
        [[180, 0], [180, 5]]
    ]


STEPS = st.tuples(st.integers(-2_000, 2_000), st.integers(-2_000, 2_000)).filter(any)


@given(st.lists(STEPS, min_size=3, max_size=60), st.integers(-170, 170), st.integers(-85, 85))
def test_simplifying_moves_no_point_further_than_it_says(steps, lon, lat):
    line = np.cumsum([(lon * 1_000_000, lat * 1_000_000), *steps], axis=0) * topology.GRID
    kept = lines.put_on_grid(lines.simplify_line(line, lines.TOLERANCE_M))
    assert farthest_m(line, kept) <= 10.0


def farthest_m(line, kept):
    """Greatest distance of a vertex to the kept line, by Karney's geodesics to a dense copy of it.

    Between two points of the copy the line is at most half their spacing nearer.
    """
    dense = shapely.get_coordinates(shapely.segmentize(shapely.LineString(kept), 5e-6))
    near = [
        np.argmin(((dense - vertex) ** 2 * [np.cos(np.radians(vertex[1])) ** 2, 1]).sum(1)) for vertex in line
    ]
    return GEOD.inv(*line.T, *dense[near].T)[2].max() - 0.3


def test_lines_that_would_cross_are_simplified_less():
    # A spike of 5 m reaches through the chord that a bulge of 9 m would be cut to.
    metre = 1 / 111_000
    bulge = np.array([(0, 0), (0.005, 9 * metre), (0.01, 0)])
    spike = np.array([(0.004, -100 * metre), (0.005, 5 * metre), (0.006, -100 * metre)])
    kept = lines.simplify_together([bulge, spike])
    assert not shapely.LineString(kept[0]).crosses(shapely.LineString(kept[1]))
    assert len(lines.simplify_line(bulge, lines.TOLERANCE_M)) == 2


def test_lines_that_cross_in_full_are_refused():
    with pytest.raises(ValueError, match="crosses another one"):
        lines.simplify_together([np.array([(0.0, 0), (2, 2)]), np.array([(0.0, 2), (2, 0)])])


def water_world():
    """Land from 0 to 10 degrees east, a lake from 4 to 5, a river from 7 to 7.1, sea beyond 10."""
    lake, river = shapely.box(4, -1, 5, 1), shapely.box(7, -1, 7.1, 1)
    coastline = shapely.box(0, -2, 10, 2)
    dry = coastline.difference(lake).difference(river)
    return reach.Ground(np.array([coastline]), np.array([dry]), np.array([river]))


def test_a_line_is_split_where_its_reach_changes():
    line = np.array([(1.0, 0.0), (12.0, 0.0)])
    (pieces,), (reaches,) = reach.split_by_reach([line], water_world())
    assert reaches == ["land", "lake", "land", "river", "land", "sea"]
    ends = [piece[-1, 0] for piece in pieces]
    assert ends == pytest.approx([4, 5, 7, 7.1, 10, 12], abs=0.005)
    assert [len(piece) for piece in pieces] == [2] * 6


def test_a_stretch_shorter_than_a_kilometre_belongs_to_its_surroundings():
    line = np.array([(3.0, 0.995), (4.5, 1.0005), (6.0, 0.995)])
    ground = water_world()
    pond = shapely.box(3.500, 0.9, 3.505, 1.1)
    ground = ground._replace(dry_land=np.array([ground.dry_land[0].difference(pond)]))
    _, (reaches,) = reach.split_by_reach([line[:2] * [1, 0] + [0, 0.99]], ground)
    assert reaches == ["land", "lake"]


def test_a_shore_changes_hands_where_the_entity_does():
    land = np.array([shapely.Polygon(shapely.box(0, 0, 4, 2).exterior, [shapely.box(1, 0.5, 2, 1).exterior])])
    land = np.array([shapely.segmentize(land[0], 0.25)])
    faces = np.array([shapely.box(-1, -1, 2.1, 3), shapely.box(2.1, -1, 5, 3)])
    rows = coasts.build_coasts(land, faces, [Part("AAA", ""), Part("BBB", "")])
    outer = [row for row in rows if row.water == "ocean"]
    assert {row.code for row in outer} == {"AAA", "BBB"}
    assert sum(shapely.LineString(row.line).length for row in outer) == pytest.approx(12)
    assert {row.code for row in rows if row.water == "caspian"} == {"AAA"}
    # The border meets the shore at 2.1 degrees, in the middle of an edge from 2 to 2.25.
    for row in outer:
        lon = row.line[:, 0]
        assert lon.max() == pytest.approx(2.1, abs=1e-4) if row.code == "AAA" else lon.min() >= 2.0999


def test_every_decision_has_a_reason_and_known_codes():
    known = set(tables.read_sovereigns()) | set(tables.read_sovereigns().values())
    for rows in tables.read_overlaps().values():
        for _, _, overlap in rows:
            assert overlap.area
            assert len(overlap.code) == 3
    assert known.isdisjoint({"", None})
    # What a unit is called that was made anew is no decision.
    for path in set(FOLDER.glob("*.csv")) - {FOLDER / "region_made.csv"}:
        with path.open(encoding="utf-8", newline="") as file:
            assert all(row.get("reason") or row["source"] for row in csv.DictReader(file)), path.name


def test_a_line_is_split_where_a_section_begins():
    line = np.array([(74.0, 31.0), (74.0, 32.0), (74.0, 33.0), (74.0, 34.0), (74.0, 35.0)])
    pieces = kinds.split_by_section(line, "IND", "PAK")
    assert [kind for _, kind in pieces] == ["international", "line_of_control"]
    assert [piece[:, 1].tolist() for piece, _ in pieces] == [[31, 32, 33], [33, 34, 35]]


@pytest.mark.parametrize(
    ("codes", "reach", "listed", "kind"),
    [
        (("HKG", "CHN"), "sea", "international", "internal"),
        (("KAZ", "RUS"), "sea", "international", "territorial_sea"),
        (("KAZ", "RUS"), "land", "international", "international"),
        (("KOR", "PRK"), "sea", "ceasefire", "ceasefire"),
    ],
)
def test_the_kind_of_a_line(codes, reach, listed, kind):
    assert kinds.kind_of(*codes, [], reach, listed) == kind


def test_overlapping_ground_makes_the_line_between_its_claimants_claimed():
    area = tables.Overlap("Abyei", "SDN", "claimed", ("SDN", "SSD"))
    assert kinds.kind_of("SDN", "SSD", [area], "land", "international") == "claimed"
    assert kinds.kind_of("CAF", "SDN", [area], "land", "international") == "international"


def test_an_island_is_found_in_its_box_unless_held():
    rows = tables.read_island_codes()
    land = np.array([shapely.box(w + 0.01, s + 0.01, w + 0.02, s + 0.02) for w, s, *_ in rows])
    polygons, owners = islands.find_islands(np.array([shapely.box(0, 40, 1, 41)]), land)
    assert len(polygons) == len(rows)
    assert owners == [(row[4], row[5]) for row in rows]
    with pytest.raises(LookupError, match="find no island"):
        islands.find_islands(land[:1], land)
