"""Claims of a report on their way into the page: what is kept of them, and what is refused."""

from __future__ import annotations

import json
import re

import numpy as np
import pytest
import shapely

import geo
from geo._maps.claims import encode_claims
from geo._maps.frame import Frame, find_frame
from geo.errors import UsageError
from tests.map_atlas import ATLAS, measured

VIEW = find_frame([53.5], [43.0])
CLAIM = {"quote": "near the Kazakhstan-Russia border", "incident": 0, "verdict": "contradicted"}


def test_a_claim_keeps_what_the_page_tells():
    told = {
        "because": "The border is 493 km away.",
        "object": "KAZ-RUS",
        "border_kind": "international",
        "attributed_to": "a headline",
        "distance_min_m": np.float64(493_000.4),
        "distance_max_m": 493_000,
        "threshold_m": float("nan"),
        "start": 3,
        "end": 40,
    }
    claim = encode_claims([{**CLAIM, **told}], 1, VIEW)[0]
    assert claim["row"] == 0
    assert claim["pair"] == "KAZ-RUS"
    assert (claim["distance_min_m"], claim["distance_max_m"], claim["threshold_m"]) == (
        493_000.4,
        493_000.0,
        None,
    )
    assert claim["because"] == "The border is 493 km away."
    assert "start" not in claim
    json.dumps(claim, allow_nan=False)


@pytest.mark.parametrize("row", [None, np.int64(1)])
def test_a_claim_is_of_a_row_or_of_the_whole_report(row):
    assert encode_claims([{**CLAIM, "incident": row}], 2, VIEW)[0]["row"] == row


@pytest.mark.parametrize("about", ["Aktau", "kaz-rus", None, 5, "KAZ-RUS-UZB"])
def test_only_a_pair_of_codes_is_a_border(about):
    assert encode_claims([{**CLAIM, "object": about}], 1, VIEW)[0]["pair"] is None


@pytest.mark.parametrize(
    ("shape", "lines", "points"),
    [
        (shapely.LineString([(53, 43), (54, 44)]), 1, 0),
        (shapely.MultiPoint([(53, 43), (54, 44)]), 0, 2),
        (shapely.Polygon([(0, 0), (4, 0), (4, 4), (0, 4)], [[(1, 1), (2, 1), (2, 2)]]), 2, 0),
        (shapely.GeometryCollection([shapely.Point(1, 2), shapely.LineString([(0, 0), (1, 1)])]), 1, 1),
        (shapely.Polygon(), 0, 0),
        (None, 0, 0),
    ],
)
def test_any_shape_is_drawn_as_lines_and_points(shape, lines, points):
    claim = encode_claims([{**CLAIM, "geometry": shape}], 1, VIEW)[0]
    assert (len(claim["lines"]), len(claim["points"])) == (lines, points)


def test_a_shape_beyond_the_antimeridian_is_on_the_sheet_of_the_view():
    view = Frame((170.0, -20.0, 190.0, -10.0), is_world=False)
    claim = encode_claims([{**CLAIM, "geometry": shapely.Point(-179.0, -15.0)}], 1, view)[0]
    assert claim["points"] == [[181.0, -15.0]]


@pytest.mark.parametrize(
    ("claim", "words"),
    [
        ({"incident": 0, "verdict": None}, "Claim 1 has no quote"),
        ("near the border", "Claim 1 has no quote"),
        ({**CLAIM, "verdict": "true"}, "verdict 'true'"),
        ({**CLAIM, "incident": 1}, "incident 1, but there are 1"),
        ({**CLAIM, "incident": True}, "incident True"),
        ({**CLAIM, "incident": 0.0}, "incident 0.0"),
    ],
)
def test_a_claim_that_is_not_understood_is_refused(claim, words):
    with pytest.raises(UsageError, match=re.escape(words)):
        geo.make_map(measured((1.5, 0.7), title=["One"]), atlas=ATLAS, claims=[claim])


def test_a_language_that_there_is_not_is_refused():
    with pytest.raises(UsageError, match="no interface in 'tlh'"):
        geo.make_map(measured((1.5, 0.7), title=["One"]), atlas=ATLAS, language="tlh")
