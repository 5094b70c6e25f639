"""The table of changes since 1989: as the recipe makes it, as the atlas gives it, and against ISO 3166."""

from __future__ import annotations

import pandas as pd
import pytest

import geo
from data.recipe.changes import CHANGE_KINDS, read_changes, write_changes
from geo._atlas.changes import read_changes as read_shipped
from geo.errors import AtlasError

HEAD = "date,kind,area,codes,borders,west,south,east,north,before,source\n"

# ISO 3166-3: what was withdrawn after 1989 because a state ended, and the day after which it was no more.
WITHDRAWN = {
    "SUN": (
        "1992-08-30",
        {"ARM", "AZE", "BLR", "GEO", "KAZ", "KGZ", "MDA", "RUS", "TJK", "TKM", "UKR", "UZB"},
    ),
    "DDR": ("1990-10-30", {"DEU"}),
    "YMD": ("1990-08-14", {"YEM"}),
    "CSK": ("1993-06-15", {"CZE", "SVK"}),
    "TMP": ("2002-05-20", {"TLS"}),
    "SCG": ("2006-09-26", {"SRB", "MNE"}),
    "ANT": ("2010-12-15", {"BES", "CUW", "SXM"}),
}
# Members that the United Nations took in from 1990 on because they were new, and when.
UN_MEMBERS = {
    "NAM": "1990-04-23", "EST": "1991-09-17", "LVA": "1991-09-17", "LTU": "1991-09-17", "FSM": "1991-09-17",
    "MHL": "1991-09-17", "ARM": "1992-03-02", "KAZ": "1992-03-02", "GEO": "1992-07-31", "HRV": "1992-05-22",
    "SVN": "1992-05-22", "BIH": "1992-05-22", "CZE": "1993-01-19", "SVK": "1993-01-19", "MKD": "1993-04-08",
    "ERI": "1993-05-28", "PLW": "1994-12-15", "TLS": "2002-09-27", "MNE": "2006-06-28", "SSD": "2011-07-14",
}  # fmt: skip


@pytest.fixture(scope="module")
def atlas():
    return geo.load_atlas(own=False)


@pytest.fixture(scope="module")
def changes(atlas):
    return atlas.changes


def since(changes, code):
    """Day since when a country is what it is today."""
    begun = changes["kind"].isin(["new_country", "united", "dissolved"])
    return changes["date"][begun & changes["codes"].map(lambda codes: code in codes)].max()


def test_the_shipped_table_is_what_the_recipe_makes_of_its_own(atlas, tmp_path):
    pairs = set(atlas.borders["codes"])
    rows = read_changes(set(atlas.entities["code"]), pairs, set(atlas.dispute_table["area"]))
    assert write_changes(tmp_path / "changes.csv", rows) == len(atlas.changes)
    assert (tmp_path / "changes.csv").read_bytes() == (atlas.folder / "changes.csv").read_bytes()


def test_rows_are_dated_sourced_and_of_a_known_kind(atlas, changes):
    assert changes["date"].is_monotonic_increasing
    assert changes["date"].between(pd.Timestamp("1989-01-01"), pd.Timestamp("2026-12-31")).all()
    assert set(changes["kind"]) == set(CHANGE_KINDS)
    assert changes[["before", "source"]].notna().all(axis=None)
    assert set().union(*changes["codes"]) <= set(atlas.entities["code"])
    assert set().union(*changes["borders"]) <= set(atlas.borders["codes"])


def test_days_of_independence_are_those_of_the_source(changes):
    stated = changes["source"].str.extract(r"independence (?:on|of) (\d{1,2} [A-Z][a-z]+ \d{4})")[0].dropna()
    assert len(stated) == 6
    assert (pd.to_datetime(stated, format="%d %B %Y") == changes["date"][stated.index]).all()


@pytest.mark.parametrize("code", WITHDRAWN)
def test_states_that_iso_withdrew_ended_before_their_code_did(changes, code):
    withdrawn, successors = WITHDRAWN[code]
    for successor in successors:
        begun = changes["codes"].map(lambda codes, successor=successor: successor in codes)
        days = changes["date"][begun & changes["kind"].isin(["new_country", "united", "dissolved"])]
        assert (
            (days <= pd.Timestamp(withdrawn)) & (days > pd.Timestamp(withdrawn) - pd.Timedelta(days=366))
        ).any()


@pytest.mark.parametrize("code", UN_MEMBERS)
def test_new_members_of_the_united_nations_began_before_they_were_taken_in(changes, code):
    began = since(changes, code)
    assert pd.Timestamp("1990-01-01") < began <= pd.Timestamp(UN_MEMBERS[code])


def test_every_border_of_a_new_state_is_as_young_as_it_is(atlas, changes):
    for code in ("SSD", "ERI", "MNE", "XKX", "KAZ", "TLS"):
        pairs = {pair for pair in set(atlas.borders["codes"]) if code in pair.split("-")}
        begun = changes["codes"].map(lambda codes, code=code: code in codes)
        assert pairs <= set().union(*changes["borders"][begun])


def test_germany_has_new_borders_only_where_the_other_german_state_was(changes):
    row = changes[changes["codes"].map(lambda codes: "DEU" in codes)].iloc[0]
    assert row["borders"] == {"CZE-DEU", "DEU-POL"}


@pytest.mark.parametrize(
    ("row", "wrong"),
    [
        ("2011-07-09,new_country,,XXX,all,,,,,part of B,UN\n", "codes"),
        ("2011-07-09,new_country,,AAA,AAA-XXX,,,,,part of B,UN\n", "borders"),
        ("2011-07-09,renamed,,AAA,all,,,,,part of B,UN\n", "kind"),
        ("1950-07-09,new_country,,AAA,all,,,,,part of B,UN\n", "date"),
        ("2011-07-09,new_country,,AAA,all,,,,,,UN\n", "before"),
        ("2011-07-09,new_country,,AAA,all,,,,,part of B,\n", "source"),
        ("2011-07-09,control,Nowhere,AAA,,,,,,part of B,UN\n", "area"),
        ("2011-07-09,handed_over,Somewhere,AAA,,3,0,2,1,part of B,UN\n", "box"),
        ("2011-07-09,new_country,,,,,,,,part of B,UN\n", "codes and borders"),
    ],
)
def test_a_wrong_row_stops_the_recipe(tmp_path, row, wrong):
    table = tmp_path / "changes.csv"
    table.write_text(HEAD + row)
    with pytest.raises(ValueError, match=f"{wrong} of the row of"):
        read_changes({"AAA", "BBB"}, {"AAA-BBB"}, {"Marches"}, table)


def test_rows_out_of_order_stop_the_recipe(tmp_path):
    table = tmp_path / "changes.csv"
    row = "{},new_country,,AAA,all,,,,,part of B,UN\n"
    table.write_text(HEAD + row.format("2011-07-09") + row.format("2001-07-09"))
    with pytest.raises(ValueError, match="not in the order"):
        read_changes({"AAA", "BBB"}, {"AAA-BBB"}, set(), table)


@pytest.mark.parametrize("content", [None, "date,kind\n2011-07-09,x\n", HEAD + "soon,,,,,,,,,,\n"])
def test_a_lost_or_damaged_table_is_said(tmp_path, content):
    if content is not None:
        (tmp_path / "changes.csv").write_text(content)
    with pytest.raises(AtlasError, match=r"changes of the atlas cannot be read.*Reinstall"):
        read_shipped(tmp_path)
