"""The lines that a claim may mean by a border, each with its kind.

A border of two countries is all that lies between them: the land border (on land, rivers and lakes), the
line between their territorial seas, a seabed line. A claim is held against the land border where there is
one; the others are told beside it, since a report seldom means them and a reader may ask.

"Kazakhstan's southern borders" has no definition. Two are used: the pieces of the land border that face south
(beyond which, looking across at right angles, the south-east to south-west lies), and those in the southern
half of the country by area. What holds under both is said; what does not is undecided.
"""

from __future__ import annotations

import itertools
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np
import shapely

from geo._locating import part_of
from geo._measuring import Thing

if TYPE_CHECKING:
    from collections.abc import Mapping

    from shapely.geometry.base import BaseGeometry

    from geo._atlas import Atlas
    from geo._locating import Heading

__all__ = ["Line", "border_of", "border_of_pair", "facing_borders", "may_meet_at_sea"]

SEA: Final = ("territorial_sea", "seabed")
WINDOW_DEG: Final = 1.0
"""Over so much of a line its direction is taken, so that the bends of a river say nothing."""
HALF_FACING_DEG: Final = 67.5
"""What faces south faces between east-south-east and west-south-west."""


class Line(NamedTuple):
    """A border that a claim may mean."""

    name: str
    """"the land border of Kazakhstan and Russia"."""
    kind: str
    """What it is held against: "land", or the kind of a line at sea."""
    thing: Thing
    by_kind: Mapping[str, Thing]
    """All lines that are held, "land" and kinds at sea, the one above among them."""
    geometry: BaseGeometry
    known_ends: Mapping[str, Thing] = {}
    """By kind the known points of lines of which no more is known: the line is no further away."""


def border_of_pair(one: str, other: str, atlas: Atlas, *, at_sea: bool = False) -> Line | None:
    """Give the border of two countries, None where they share no line of any kind.

    Parameters
    ----------
    one, other : str
        Alpha-3 codes.
    atlas : Atlas
    at_sea : bool
        Whether the line at sea is meant.
    """
    return _read_line("-".join(sorted((one, other))), id(atlas), atlas, at_sea=at_sea)


@lru_cache(maxsize=128)
def _read_line(pair: str, key: int, atlas: Any, *, at_sea: bool) -> Line | None:  # noqa: ANN401, ARG001 - see below
    kinds = _kinds_of_pair(pair, atlas)
    if not kinds:
        return None
    chosen = (
        "land" if "land" in kinds and not at_sea else next((kind for kind in SEA if kind in kinds), "land")
    )
    names = _names(pair.split("-"), atlas)
    things = {kind: Thing([shape]) for kind, shape in kinds.items()}
    return Line(
        f"the {_KINDS[chosen]} of {' and '.join(names)}", chosen, things[chosen], things, kinds[chosen],
        _known_ends(pair, kinds, atlas),
    )  # fmt: skip


APART_DEG: Final = 7.5
"""Countries whose coasts are further apart than about twice 200 nautical miles share no line at sea."""


def may_meet_at_sea(one: str, other: str, atlas: Atlas) -> bool:
    """Say whether two countries may share a line at sea that the atlas does not have."""
    return _are_across(*sorted((one, other)), id(atlas), atlas)


@lru_cache(maxsize=256)
def _are_across(one: str, other: str, key: int, atlas: Any) -> bool:  # noqa: ANN401, ARG001 - see below
    coasts = atlas.coasts
    shores = [
        coasts.geometry[((coasts["code"] == code) & (coasts["water"].isin(["ocean", "caspian"]))).to_numpy()]
        for code in (one, other)
    ]
    if not all(len(some) for some in shores):
        return False
    first, second = (shapely.union_all(shapely.simplify(some.to_numpy(), 0.05)) for some in shores)
    return bool(shapely.dwithin(first, second, APART_DEG))


def _known_ends(pair: str, kinds: Mapping[str, BaseGeometry], atlas: Atlas) -> dict[str, Thing]:
    """Find where a seabed line of which no more is known meets those that are."""
    seabed = atlas.seabed
    if "seabed" in kinds or "ends" not in seabed:
        return {}
    wanted = set(pair.split("-"))
    points = [
        shapely.Point(corner)
        for ends, shape in zip(seabed["ends"].fillna(""), seabed.geometry, strict=True)
        for codes, corner in zip(ends.split(";"), shapely.get_coordinates(shape), strict=False)
        if wanted <= set(codes.split("-"))
    ]
    return {"seabed": Thing(points)} if points else {}


_KINDS: Final = {
    "land": "land border",
    "territorial_sea": "line between the territorial seas",
    "seabed": "seabed line",
}


def border_of(code: str, atlas: Atlas) -> Line | None:
    """Give all land borders of a country with others, None for an island."""
    return _read_all(code, id(atlas), atlas)


@lru_cache(maxsize=64)
def _read_all(code: str, key: int, atlas: Any) -> Line | None:  # noqa: ANN401, ARG001 - as above
    shape = _land_of(code, atlas)
    if shape is None:
        return None
    thing = Thing([shape])
    return Line(f"the land borders of {_names([code], atlas)[0]}", "land", thing, {"land": thing}, shape)


def facing_borders(code: str, heading: Heading, atlas: Atlas) -> list[Line]:
    """Give what may be meant by the southern borders of a country: that face south, or in its south."""
    return list(_read_facing(code, heading, id(atlas), atlas))


@lru_cache(maxsize=64)
def _read_facing(code: str, heading: Heading, key: int, atlas: Any) -> tuple[Line, ...]:  # noqa: ANN401, ARG001 - see below
    whole = _land_of(code, atlas)
    if whole is None:
        return ()
    name = _names([code], atlas)[0]
    facing = _facing(code, heading.azimuth_deg, atlas)
    countries = atlas.countries
    ground = countries.geometry[(countries["code"] == code).to_numpy()].iloc[0]
    half = part_of(shapely.make_valid(ground), heading.name)
    within = shapely.intersection(whole, shapely.buffer(half, 0.01))
    found = []
    for said, shape in ((f"that face {heading.name}", facing), (f"in its {heading.name}ern half", within)):
        if shape is not None and not shape.is_empty:
            thing = Thing([shape])
            found.append(Line(f"the land borders of {name} {said}", "land", thing, {"land": thing}, shape))
    return tuple(found)


@lru_cache(maxsize=64)
def _read_kinds(pair: str, key: int, atlas: Any) -> dict[str, BaseGeometry]:  # noqa: ANN401, ARG001 - see below
    found: dict[str, list[Any]] = {}
    borders = atlas.borders
    own = borders[borders["codes"] == pair]
    if not len(own) and "left_sovereign" in borders:
        # French Guiana has the border of France with Brazil.
        sides = [borders[f"{side}_sovereign"].fillna(borders[side]) for side in ("left", "right")]
        one, other = pair.split("-")
        ahead = (sides[0] == one) & (sides[1] == other)
        back = (sides[0] == other) & (sides[1] == one)
        own = borders[(ahead | back).to_numpy()]
    dry = own["reach"] != "sea"
    if dry.any():
        found["land"] = list(own.geometry[dry.to_numpy()])
    for kind, rows in own[~dry.to_numpy()].groupby("kind"):
        found.setdefault(str(kind), []).extend(rows.geometry)
    seabed = atlas.seabed
    for kind, rows in seabed[seabed["codes"] == pair].groupby("kind"):
        found.setdefault(str(kind), []).extend(rows.geometry)
    return {kind: shapely.union_all(shapes) for kind, shapes in found.items()}


def _kinds_of_pair(pair: str, atlas: Atlas) -> dict[str, BaseGeometry]:
    return _read_kinds(pair, id(atlas), atlas)


@lru_cache(maxsize=64)
def _read_land(code: str, key: int, atlas: Any) -> BaseGeometry | None:  # noqa: ANN401, ARG001 - as above
    borders = atlas.borders
    own = borders[((borders["left"] == code) | (borders["right"] == code)).to_numpy()]
    own = own[((own["kind"] != "internal") & (own["reach"] != "sea")).to_numpy()]
    return shapely.union_all(own.geometry.to_numpy()) if len(own) else None


def _land_of(code: str, atlas: Atlas) -> BaseGeometry | None:
    return _read_land(code, id(atlas), atlas)


def _facing(code: str, azimuth_deg: float, atlas: Atlas) -> BaseGeometry | None:
    """Take the pieces of the land border of a country beyond which a direction lies."""
    borders = atlas.borders
    own = borders[((borders["left"] == code) | (borders["right"] == code)).to_numpy()]
    own = own[((own["kind"] != "internal") & (own["reach"] != "sea")).to_numpy()]
    shapes = own.geometry.to_numpy()
    # All with the country on their left, so that they can be joined and stay so.
    shapes = np.where((own["left"] == code).to_numpy(), shapes, shapely.reverse(shapes))
    joined = shapely.line_merge(shapely.multilinestrings(shapely.get_parts(shapes)), directed=True)
    pieces = [piece for line in shapely.get_parts(joined) for piece in _pieces_facing(line, azimuth_deg)]
    return shapely.union_all(pieces) if pieces else None


def _pieces_facing(line: BaseGeometry, azimuth_deg: float) -> list[BaseGeometry]:
    """Cut a line into pieces of a window each, and keep those that face a direction."""
    corners = shapely.get_coordinates(line)
    along = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(corners, axis=0).T))])
    count = max(1, int(np.ceil(along[-1] / WINDOW_DEG)))
    ends = np.searchsorted(along, np.linspace(0.0, along[-1], count + 1)[1:-1])
    kept: list[BaseGeometry] = []
    for first, last in itertools.pairwise([0, *ends.tolist(), len(corners) - 1]):
        if last <= first:
            continue
        east = (corners[last, 0] - corners[first, 0]) * np.cos(np.radians(corners[first, 1]))
        north = corners[last, 1] - corners[first, 1]
        # The country is on the left, so what lies across is on the right.
        across_deg = np.degrees(np.arctan2(east, north)) + 90.0
        turn_deg = abs((across_deg - azimuth_deg + 180.0) % 360.0 - 180.0)
        if turn_deg <= HALF_FACING_DEG:
            kept.append(shapely.LineString(corners[first : last + 1]))
    return kept


def _names(codes: list[str], atlas: Atlas) -> list[str]:
    entities = atlas.entities
    names = dict(zip(entities["code"], entities["name"], strict=True))
    return [str(names.get(code, code)) for code in codes]
