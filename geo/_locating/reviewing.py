"""Which names of a table are doubtful, and what each of them may be."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from geo._locating.decision_files import Doubt
from geo._locating.grounds import grounds_of
from geo._locating.naming import name_candidates
from geo._locating.queries import read_query
from geo._locating.rows import locate_incidents
from geo._reading.names import find_name_columns
from geo.schema import PREFIX

if TYPE_CHECKING:
    from geopandas import GeoDataFrame

    from geo._atlas import Atlas
    from geo._locating.decisions import Decisions

__all__ = ["find_doubts"]

_SURE: Final = 0.9
_LISTED: Final = 3


def find_doubts(
    incidents: GeoDataFrame, *, decisions: Decisions | None = None, atlas: Atlas | None = None
) -> list[Doubt]:
    """List the names of a table that were not located, or not surely, most frequent first.

    Parameters
    ----------
    incidents : GeoDataFrame
        As `geo.read_incidents` gives them.
    decisions : Decisions, optional
        What was decided already.
    atlas : Atlas, optional
    """
    grounds = grounds_of(atlas)
    located = locate_incidents(incidents, decisions=decisions, atlas=grounds.atlas)
    score = located["geo_score"].astype("Float64")
    lost = located.geometry.is_empty | located.geometry.isna()
    doubtful = np.flatnonzero((lost | (score < _SURE).fillna(value=False)).to_numpy(bool))
    source = [
        str(column)
        for column in incidents.columns
        if not str(column).startswith(PREFIX) and column != incidents.active_geometry_name
    ]
    columns = find_name_columns(source)
    used = list(dict.fromkeys(column for column in columns if column is not None))
    found: dict[tuple[str, str], list[str]] = {}
    for row, cells in zip(doubtful.tolist(), located.iloc[doubtful][used].to_dict("records"), strict=True):
        query = read_query(cells, columns, None)
        if query is None or not (query.place or query.name):
            continue
        above = (
            [query.name, query.district, query.region, query.country]
            if query.place
            else [query.district, query.region, query.country]
        )
        problem = located["geo_problem"].iloc[row]
        key = (query.place or query.name, ", ".join(dict.fromkeys(one for one in above if one)))
        found.setdefault(key, []).append("" if pd.isna(problem) else str(problem))
    doubts = []
    for (said, parent), problems in found.items():
        best = name_candidates(
            said, grounds.gazetteer, parents=[one.strip() for one in parent.split(",") if one.strip()]
        )
        best = best or name_candidates(said, grounds.gazetteer)
        listed = tuple(
            (
                grounds.gazetteer.things.id_of(one.thing.number),
                f"{one.name}, {one.kind}, {one.region_code or one.country_code or ''}",
                one.score,
            )
            for one in best[:_LISTED]
            if one.thing is not None
        )
        doubts.append(Doubt(said, parent, len(problems), listed, problems[0]))
    return sorted(doubts, key=lambda doubt: (-doubt.count, doubt.query))
