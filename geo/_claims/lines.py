"""Claims about lines: near a border, in a border district, on a coast."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
import shapely

from geo._claims.borders import Line, border_of, border_of_pair, facing_borders
from geo._claims.context import same
from geo._claims.judged import Holding, by_share, near_holding, turn_round
from geo._measuring import Thing, share_inside

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from geo._claims.context import Context
    from geo._locating import Candidate
    from geo._measuring import Spot
    from geo._reports import Claim, Reading

__all__ = ["Shore", "find_lines", "hold_coast", "hold_near_line", "hold_touching", "shore_of"]


def find_lines(claim: Claim, context: Context) -> list[Line]:
    """Give the borders that a claim may mean; none where there is no such border."""
    relation = claim.relation
    if claim.objects and not claim.codes:
        return _outlines(claim, context)
    pair = claim.object.split(" ")[0].split("-")
    if pair == [""]:
        return []
    if len(pair) > 1:
        at_sea = (
            re.search(r"\b(?:maritime|sea|морск\w+)\s+(?:border|boundary|границ)", claim.quote) is not None
        )
        found = border_of_pair(pair[0], pair[1], context.atlas, at_sea=at_sea)
        return [] if found is None else [found]
    if relation is not None and relation.heading is not None and relation.kind == "border":
        return facing_borders(pair[0], relation.heading, context.atlas)
    whole = border_of(pair[0], context.atlas)
    return [] if whole is None else [whole]


def _outlines(claim: Claim, context: Context) -> list[Line]:
    """Give the outline of a unit whose border is meant: "near the Pennsylvania border"."""
    best = next((found[0] for found in context.objects_of(claim) if found), None)
    if best is None or best.thing is None:
        return []
    ground = context.grounds.of(best.thing)
    if ground.geom_type == "Point":
        return []
    outline, thing = context.keep(("outline", same(ground)), lambda: _read_outline(ground), ground)
    return [Line(f"the outline of {best.name}", "internal", thing, {"internal": thing}, outline)]


def _read_outline(ground: BaseGeometry) -> tuple[BaseGeometry, Thing]:
    outline = shapely.boundary(ground)
    return outline, Thing([outline])


def hold_near_line(line: Line, reading: Reading, context: Context) -> Holding:
    """Judge whether a reading is near a line."""
    return hold_near(line.thing, reading, context)


def hold_near(thing: Thing, reading: Reading, context: Context) -> Holding:
    """Judge whether a reading is near something."""
    spot = context.spot(reading)
    interval = spot.distance_to(thing)
    if np.isnan(interval.min_m):
        return Holding(None)
    near_m, far_m = context.near_m, context.not_near_m
    share_near, share_far = _share(interval, near_m), _share(interval, far_m)
    if np.isnan(share_near):
        share_near = share_of(spot, thing, near_m)
    if np.isnan(share_far):
        share_far = share_of(spot, thing, far_m)
    return near_holding(interval.min_m, interval.max_m, near_m, far_m, share_near, share_far)


ROUGHLY: Final = 0.02
CLOSELY: Final = 0.002


def share_of(spot: Spot, thing: Thing, limit_m: float) -> float:
    """Find how much of a location lies within a distance: closely only where that may decide a verdict."""
    share = spot.share_within(thing, limit_m, tolerance=ROUGHLY).share
    if spot.is_coarse:
        return share
    if ROUGHLY * 1.5 < share < 1.0 - ROUGHLY * 1.5:
        return share
    return spot.share_within(thing, limit_m, tolerance=CLOSELY).share


def _share(interval: tuple[float, float], limit_m: float) -> float:
    """Say how much lies within a limit, where the interval alone tells; NaN where it does not."""
    if interval[1] <= limit_m:
        return 1.0
    return 0.0 if interval[0] > limit_m else float("nan")


def hold_touching(line: Line, reading: Reading, context: Context) -> Holding:
    """Judge whether a unit touches a border: as far as its outline is known."""
    interval = context.spot(reading).distance_to(line.thing)
    accuracy_m = context.accuracy_m(reading) + 10.0
    if reading.kind != "area":
        # A village has no outline: it is a border village where it is near the border.
        return hold_near_line(line, reading, context)
    verdict = "supported" if interval.min_m <= accuracy_m else "contradicted"
    return Holding(verdict, interval.min_m, interval.max_m, None)  # type: ignore[arg-type]


class Shore(NamedTuple):
    """A coast that a claim may mean."""

    name: str
    thing: Thing
    geometry: object


def shore_of(claim: Claim, context: Context) -> Shore | None:
    """Give the coast of the country or in the unit that a claim names; any where it names a sea or none."""
    best = next((found[0] for found in context.objects_of(claim) if found), None)
    meant = None if best is None else (best.kind, best.country_code, best.thing, best.name)
    return context.keep(("shore", meant), lambda: _read_shore(best, context))


def _read_shore(best: Candidate | None, context: Context) -> Shore | None:
    coasts = context.atlas.coasts
    coasts = coasts[coasts["water"].isin(["ocean", "caspian"]).to_numpy()]

    def everywhere() -> Shore:
        # The longest of all lines: once for all who mean it.
        thing = context.keep(("coasts",), lambda: Thing(list(coasts.geometry.to_numpy())))
        return Shore("the coast", thing, None)

    if best is not None and best.kind == "country" and best.country_code:
        own = coasts[(coasts["code"] == best.country_code).to_numpy()]
        if not len(own):
            return None
        return Shore(f"the coast of {best.name}", Thing(list(own.geometry.to_numpy())), None)
    if best is not None and best.thing is not None and best.kind in ("region", "district", "island"):
        ground = context.grounds.of(best.thing)
        if ground.geom_type == "Point":
            return everywhere()
        near = coasts.geometry.to_numpy()[coasts.sindex.query(shapely.buffer(ground, 0.1))]
        inside = shapely.intersection(near, shapely.buffer(ground, 0.1))
        shape = shapely.union_all(inside)
        if shape.is_empty and best.kind == "island":
            return everywhere()
        return None if shape.is_empty else Shore(f"the coast of {best.name}", Thing([shape]), shape)
    return everywhere()


def hold_coast(shore: Shore, reading: Reading, claim: Claim, context: Context) -> Holding:
    """Judge whether a reading is near a coast; off it, it has to be on the water too."""
    found = hold_near(shore.thing, reading, context)
    word = claim.relation.word if claim.relation is not None else ""
    if not word.startswith(("off", "in the waters", "in waters")) or found.verdict == "contradicted":
        return found
    spot = context.spot(reading)
    box = shapely.box(*shapely.bounds(spot.outline))
    land = context.atlas.land
    near = land.geometry.to_numpy()[land.sindex.query(box)]
    dry = share_inside(spot, shapely.union_all(shapely.intersection(near, shapely.buffer(box, 0.01))))
    on_water = by_share(1.0 - dry)
    if on_water.verdict == "supported":
        return found
    return found._replace(verdict=on_water.verdict, share=on_water.share, note="on land")


def turned(holding: Holding, claim: Claim) -> Holding:
    """Turn what was found round where the claim says not."""
    return turn_round(holding) if claim.negated else holding
