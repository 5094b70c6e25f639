"""How the recipe names, cuts and draws disputed ground, on hand-made squares."""

from __future__ import annotations

import geopandas as gpd
import pytest
import shapely

from data.recipe import borders, disputes, outlines, tables
from data.recipe.finished import Surroundings
from data.recipe.owners import NOBODY, Part
from data.recipe.tables import Outline, PartRule

CRS = "EPSG:4326"


def around():
    """Give two countries side by side; the western one has a coast."""
    return Surroundings(
        gpd.GeoDataFrame(
            {"code": ["AAA", "BBB"]},
            geometry=[shapely.box(0, 0, 10, 10), shapely.box(10, 0, 20, 10)],
            crs=CRS,
        ),
        gpd.GeoDataFrame(
            {"left": ["AAA"], "right": ["BBB"]}, geometry=[shapely.LineString([(10, 0), (10, 10)])], crs=CRS
        ),
        gpd.GeoDataFrame({"code": ["AAA"]}, geometry=[shapely.LineString([(0, 0), (0, 10)])], crs=CRS),
    )


def outline(**changes):
    return Outline("Quarter", "drawn", "", (), "", ("AAA",), "", "", 500.0, "breakaway", "by hand")._replace(
        **changes
    )


def test_an_outline_is_clipped_to_the_ground_it_lies_on(monkeypatch):
    monkeypatch.setattr(outlines, "read_outlines", lambda: [outline()])
    shapes = {"Quarter": shapely.box(-1, -1, 5, 5)}
    clipped = outlines.clip_outlines(shapes, around().countries, [])["Quarter"]
    assert clipped.equals(shapely.box(0, 0, 5, 5))


def test_what_two_sources_draw_apart_along_a_border_is_no_ground(monkeypatch):
    monkeypatch.setattr(outlines, "read_outlines", lambda: [outline()])
    strip, core = shapely.box(9.995, 0, 12, 10), shapely.box(6, 6, 8, 8)
    clipped = outlines.clip_outlines({"Quarter": strip | core}, around().countries, [])["Quarter"]
    assert clipped.equals(core)


def test_a_line_is_drawn_inside_the_country_only_and_not_along_its_coast(monkeypatch):
    monkeypatch.setattr(outlines, "read_outlines", lambda: [outline()])
    (line,) = outlines.draw_lines({"Quarter": shapely.box(0, 0, 5, 5)}, around())
    assert (line.area, line.kind, line.accuracy_m) == ("Quarter", "breakaway", 500.0)
    bent = shapely.LineString([(0, 5), (5, 5), (5, 0)])
    assert shapely.hausdorff_distance(line.line, bent) < outlines.COAST_DEG + 1e-9
    assert not line.line.intersects(around().coasts.geometry[0])


def test_ground_that_was_cut_or_has_no_line_is_not_drawn_again(monkeypatch):
    monkeypatch.setattr(outlines, "read_outlines", lambda: [outline(draws="cut"), outline(draws="no")])
    assert outlines.draw_lines({"Quarter": shapely.box(0, 0, 5, 5)}, around()) == []


def test_gaps_between_units_are_filled():
    halves = shapely.union_all([shapely.box(0, 0, 1, 1), shapely.box(1.005, 0, 2, 1)])
    whole = outlines.fill_gaps(halves)
    assert shapely.hausdorff_distance(whole, shapely.box(0, 0, 2, 1)) < 1e-9


def test_from_either_side_ground_of_no_one_counts_as_the_other_ones():
    west, east, middle = Part("AAA", "A"), Part("BBB", "B"), Part("", "A", "No Man's Land")
    codes = borders.codes_of_sides([(west, middle), (middle, east), (middle, NOBODY)])
    assert codes == [("AAA", "BBB"), ("AAA", "BBB"), ("", "")]


def test_ground_of_no_one_with_three_neighbours_or_one_is_nobodys():
    middle = Part("", "A", "Reef")
    neighbours = [Part(code, "A") for code in ("AAA", "BBB", "CCC")]
    assert borders.codes_of_sides([(middle, part) for part in neighbours]) == [
        ("", "AAA"),
        ("", "BBB"),
        ("", "CCC"),
    ]
    assert borders.codes_of_sides([(middle, neighbours[0])]) == [("", "AAA")]


@pytest.mark.parametrize(
    ("left", "right", "role"),
    [
        (Part("AAA", "A"), NOBODY, "limit"),
        (Part("AAA", "A", is_shore=True), NOBODY, "shore"),
        (Part("", "A", "Reef"), NOBODY, "area"),
        (Part("AAA", "A"), Part("BBB", "B"), "border"),
        (Part("AAA", "A"), Part("AAA", "B"), "zone"),
        (Part("AAA", "A"), Part("AAA", "A", "Marches"), "area"),
    ],
)
def test_the_role_of_a_line(left, right, role):
    line = shapely.get_coordinates(shapely.LineString([(0, 0), (1, 1)]))
    assert borders.role_of(left, right, left.code, right.code, line) == role


def test_in_fact_ground_has_the_code_of_its_holder_if_the_holder_has_one():
    held = {row.area: row for row in tables.read_disputes()}
    assert held["Crimea and Sevastopol"].de_facto_code == "RUS"
    assert held["Falkland Islands"].de_facto_code == "FLK"  # written FLK (GBR)
    assert held["Western Sahara"].de_facto_code == "ESH"  # of a part that is not mapped
    assert held["Abkhazia"].de_facto_code == "GEO"  # no code of its own
    assert held["Bir Tawil"][:4] == ("Bir Tawil", "", (), "")
    assert held["Spratly Islands"].default_code == ""


def test_the_first_rule_that_fits_names_a_part():
    rules = tables.read_part_rules()
    world = (-180.0, -90.0, 180.0, 90.0)
    assert PartRule("Crimea and Sevastopol", "Europe/Simferopol", "", world) in rules
    names = [rule.area for rule in rules]
    assert names.index("Spratly Islands") < names.index("Taiwan")  # Itu Aba is in both


def test_every_dispute_of_the_table_lies_somewhere():
    drawn = {rule.area for rule in tables.read_part_rules()} | {row.area for row in tables.read_outlines()}
    drawn |= {row[2].area for rows in tables.read_overlaps().values() for row in rows}
    left = {row.area for row in tables.read_disputes()} - drawn - {"East Jerusalem"}  # a cut of its own
    from data.recipe.region_tables import read_disputes

    assert left <= set(read_disputes().values())


def test_a_seabed_line_needs_both_of_its_ends(monkeypatch):
    points = [("AAA-BBB-CCC", 1.0, 2.0, "x"), ("AAA-BBB-DDD", 3.0, 4.0, "y")]
    monkeypatch.setattr(disputes, "read_seabed", lambda: points)
    seabed = disputes.build_seabed()
    assert seabed["codes"].tolist() == ["AAA-BBB"]
    assert seabed.geometry[0].equals(shapely.LineString([(1, 2), (3, 4)]))
    assert seabed["source"].tolist() == ["x; y"]
