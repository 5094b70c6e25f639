"""What the map view is told: captions by the kind of line, and no sections of cities among its names."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from geo._maps.basemap import plan_sheets
from geo._maps.frame import find_frame
from geo._maps.labels import choose_names
from geo._maps.measured import measured_line
from geo._maps.row import list_rows
from tests.map_atlas import ATLAS, MapAtlas, measured


@pytest.mark.parametrize(
    ("kind", "caption"),
    [
        ("international", "to the international border with Bendor"),
        ("line_of_control", "to the line of control with Bendor"),
        ("ceasefire", "to the ceasefire line with Bendor"),
        ("claimed", "to the claimed line with Bendor"),
        ("of a new kind", "to a line of unknown kind with Bendor"),
        (None, "to a line of unknown kind with Bendor"),
    ],
)
def test_a_callout_names_the_kind_of_line(kind, caption):
    table = measured((1.2, 0.7), title=["t"])
    table["geo_border_kind"] = [kind]
    rows, view = list_rows(table, {"BBB": "Bendor"}), find_frame([1.2], [0.7])
    assert measured_line(table, rows, "border", view)["labels"][0][1] == caption
    assert measured_line(table, rows, "city", view)["labels"][0][1] == "to Acity"


def test_no_section_of_a_city_is_written_on_the_map():
    @dataclass(frozen=True)
    class Sectioned(MapAtlas):
        @property
        def places(self):
            places = super().places
            return places.assign(is_section=places["name"] == "Acity")

    frame = find_frame([0.1, 1.9], [0.1, 1.9])
    names = {row[0] for row in choose_names(ATLAS, frame, plan_sheets(frame))["places"]}
    assert "Acity" in names
    without = {row[0] for row in choose_names(Sectioned(), frame, plan_sheets(frame))["places"]}
    assert without == names - {"Acity"}
