"""What the gold verdicts of the report set rest on, worked out with code of its own from raw layers.

Every claim of `tests/data/reports/reports.jsonl` that can be measured says in `measure` what is measured:

    subject   where the incident, or what the claim is about, can be
    to        what it is measured against
    how       one of the names in `HOW`
    from_km, to_km, direction, changed: what the report states, and the day of a renaming

`subject` and `to` are grounds: `point:LON,LAT,KM`, `region:KZ-47`, `district:UNIT`, `country:KAZ`,
`borders:KAZ-RUS` (or several, with +), `borders:KAZ` (its land borders), `coasts:KAZ`, `coasts`,
`places`. Areas and circles are sampled densely, lines are cut into pieces of a kilometre at most, and
the distance between the samples is Karney's. Nothing of the package but its raw layers is used.

`python -m tests.oracle.reports` prints the figures that the reasons quote, and every verdict that they
do not bear out.
"""

from __future__ import annotations

import functools
import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely
from pyproj import Geod

import geo

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

REPORTS = Path(__file__).parents[1] / "data" / "reports" / "reports.jsonl"
GEOD = Geod(ellps="WGS84")
EARTH_KM = 6371.0
# A sphere is some tenths of a percent off.
SLACK = 1.02
YES_KM, NO_KM = 25.0, 150.0
# A distance this close to a threshold would hang on how well a line is drawn.
EDGE_KM = 3.0
# A listed place this close makes a spot one that is not remote.
REMOTE_KM = 5.0
# Outlines of regions and lines of borders come from different sources, which differ by some kilometres.
TOUCH_KM, APART_KM = 10.0, 30.0
# Of a country's ground: a spot beyond which less than the first lies is in that part of it.
IN_PART, NOT_IN_PART = 0.40, 0.60
INSIDE, OUTSIDE = 0.99, 0.01
# Of a district in a region: their outlines are drawn by different hands.
IN_UNIT = 0.85
# A circle up to this wide is a place with its houses, which lies where its point does.
PLACE_KM = 6.0
# A harbour's point may stand off the drawn shore by so much.
SHORE_KM = 2.0
SAMPLES = 600
PIECE_DEG = 0.009
NEAREST_TRIED = 6
QUARTER_DEG = 45.0
DIRECTIONS = {"N": 0, "NE": 45, "E": 90, "SE": 135, "S": 180, "SW": 225, "W": 270, "NW": 315}
AXES = {"north": (0, 1), "south": (0, -1), "east": (1, 0), "west": (-1, 0)}
LAND = ("land", "river", "lake")


@dataclass(frozen=True)
class Figures:
    """What was measured, the verdict it bears out, and the figures in words."""

    verdict: str | None
    words: str
    low_km: float = float("nan")
    high_km: float = float("nan")
    on_edge: bool = False


def read_reports() -> list[dict[str, Any]]:
    """Give the reports of the set."""
    return [json.loads(line) for line in REPORTS.read_text(encoding="utf-8").splitlines()]


@functools.cache
def read_layer(name: str) -> Any:
    """Read one raw layer of the atlas."""
    return getattr(geo.load_atlas(), name)


@functools.cache
def find_area(ground: str) -> Any | None:
    """Give the outline of a region, district or country, None for all other grounds."""
    kind, _, code = ground.partition(":")
    if kind not in ("region", "district", "country"):
        return None
    layer, column = {
        "region": ("regions", "code"),
        "district": ("districts", "unit_id"),
        "country": ("countries", "code"),
    }[kind]
    table = read_layer(layer)
    rows = table[(table[column] == code) | (table["unit_id"] == code if kind == "region" else False)]
    if rows.empty:
        raise ValueError(f"There is no {kind} {code}.")
    return shapely.make_valid(shapely.union_all(rows.geometry.to_numpy()))


@functools.cache
def sample(ground: str) -> np.ndarray:
    """Give positions (lon, lat) all over a ground, its edge included."""
    kind, _, rest = ground.partition(":")
    if kind == "point":
        lon, lat, km = (float(number) for number in rest.split(","))
        turns, shares = np.meshgrid(np.arange(0, 360, 10), np.linspace(0.2, 1, 5) if km else [0.0])
        count = turns.size
        there = GEOD.fwd([lon] * count, [lat] * count, turns.ravel(), shares.ravel() * km * 1000.0)
        return np.vstack([[lon, lat], np.column_stack(there[:2])])
    area = find_area(ground)
    west, south, east, north = area.bounds
    step = max(np.sqrt((east - west) * (north - south) / SAMPLES), 1e-4)
    lons, lats = np.meshgrid(np.arange(west, east, step), np.arange(south, north, step))
    held = shapely.contains_xy(area, lons.ravel(), lats.ravel())
    edge = shapely.get_coordinates(shapely.segmentize(area.boundary, 0.1))
    edge = edge[:: max(1, len(edge) // (2 * SAMPLES))]
    return np.vstack([np.column_stack([lons.ravel()[held], lats.ravel()[held]]), edge])


@functools.cache
def target(ground: str) -> np.ndarray:
    """Give positions along a line, round an area, or of places, that distances are measured to."""
    kind, _, code = ground.partition(":")
    if kind == "borders":
        return np.vstack([cut(lines) for lines in find_borders(code)])
    if kind == "coasts":
        table = read_layer("coasts")
        return cut(table.geometry if not code else table.geometry[table["code"] == code])
    if kind == "places":
        places = read_layer("places")
        return shapely.get_coordinates(places.geometry[places["population"] > 0].to_numpy())
    if kind == "point":
        lon, lat, _ = (float(number) for number in code.split(","))
        return np.array([[lon, lat]])
    return cut([find_area(ground).boundary])


def find_borders(code: str) -> Iterator[Any]:
    """Give the lines of pairs joined with +, or the land borders of one country."""
    table = read_layer("borders")
    for one in code.split("+"):
        if "-" in one:
            yield table.geometry[table["codes"] == one]
        else:
            own = (table["left"] == one) | (table["right"] == one)
            yield table.geometry[own & table["reach"].isin(LAND)]


def cut(lines: Sequence[Any]) -> np.ndarray:
    """Cut lines into short pieces."""
    shapes = np.asarray(list(lines), dtype=object)
    if not len(shapes):
        return np.empty((0, 2))
    return np.asarray(shapely.get_coordinates(shapely.segmentize(shapes, PIECE_DEG)))


def on_land(lon: float, lat: float) -> bool:
    """Say whether any region holds a spot."""
    return bool(len(read_layer("regions").sindex.query(shapely.Point(lon, lat), predicate="intersects")))


def on_own_border(lon: float, lat: float, edge_km: float) -> bool:
    """Say whether the nearest land border is as close as an edge is."""
    table = read_layer("borders")
    lines = table.geometry[table["reach"].isin(LAND)]
    near = lines.iloc[lines.sindex.query(shapely.Point(lon, lat).buffer(0.2), predicate="intersects")]
    return bool(len(near)) and nearest_km(lon, lat, cut(near)) <= edge_km + EDGE_KM


def distances_km(subject: str, to: str) -> np.ndarray:
    """Measure each position of a ground against a target; what lies in a target that is an area is at 0."""
    here, there = sample(subject), target(to)
    if not len(there):
        return np.full(len(here), np.inf)
    there = there[may_be_nearest(here, there)]
    found = np.array([nearest_km(lon, lat, there) for lon, lat in here])
    area = find_area(to)
    if area is not None:
        found[shapely.contains_xy(area, here[:, 0], here[:, 1])] = 0.0
    return found


def sphere_km(lon: float, lat: float, there: np.ndarray) -> np.ndarray:
    """Measure to many positions on a sphere."""
    lons, lats = np.radians(there[:, 0]), np.radians(there[:, 1])
    halves = (
        np.sin((lats - np.radians(lat)) / 2) ** 2
        + np.cos(lats) * np.cos(np.radians(lat)) * np.sin((lons - np.radians(lon)) / 2) ** 2
    )
    return 2 * EARTH_KM * np.arcsin(np.sqrt(np.clip(halves, 0, 1)))


def may_be_nearest(here: np.ndarray, there: np.ndarray) -> np.ndarray:
    """Leave out what can be nearest to no position, by how far it is from the first of them."""
    from_first = sphere_km(*here[0], there)
    reach_km = float(sphere_km(*here[0], here).max())
    return from_first <= (from_first.min() + 2 * reach_km) * SLACK + 1


def nearest_km(lon: float, lat: float, there: np.ndarray) -> float:
    """Measure to the nearest of many positions: first on a sphere, the best of them with Karney's."""
    halves = sphere_km(lon, lat, there)
    tried = min(NEAREST_TRIED, len(there))
    best = there[np.argpartition(halves, tried - 1)[:tried]]
    return float(min(GEOD.inv([lon] * tried, [lat] * tried, best[:, 0], best[:, 1])[2])) / 1000.0


def work_out(claim: dict[str, Any], published: str | None) -> Figures | None:
    """Measure what a claim says, None where nothing is measured."""
    measure = claim.get("measure")
    if not measure:
        return None
    figures = HOW[measure["how"]](measure | {"published": published})
    if not claim["negated"]:
        return figures
    other = {"supported": "contradicted", "contradicted": "supported"}
    verdict = other.get(figures.verdict or "", figures.verdict)
    return Figures(verdict, figures.words, figures.low_km, figures.high_km, figures.on_edge)


def judge(low_km: float, high_km: float) -> str:
    """Give the verdict on "near" for an interval."""
    return "supported" if high_km <= YES_KM else "contradicted" if low_km > NO_KM else "undecided"


def tell_km(low: float, high: float) -> str:
    """Write an interval of kilometres."""
    if not np.isfinite(low):
        return "there is no such line"
    return f"{low:.0f} km" if round(low) == round(high) else f"{low:.0f} to {high:.0f} km"


def _within(measure: dict[str, Any]) -> Figures:
    found = distances_km(measure["subject"], measure["to"])
    low, high = float(found.min()), float(found.max())
    # An edge matters where crossing it would turn the verdict.
    turned = {judge(low + by, high + by) for by in (-EDGE_KM, 0, EDGE_KM)}
    words = tell_km(low, high)
    if low <= YES_KM < high:
        words += f", {np.mean(found <= YES_KM):.0%} of it within 25 km"
    return Figures(judge(low, high), words, low, high, len(turned) > 1)


def _inside(measure: dict[str, Any]) -> Figures:
    """Which share of an area lies there; of a place its point tells, of a wide circle all of it."""
    here, area = sample(measure["subject"]), find_area(measure["to"])
    inner = find_area(measure["subject"])
    edge_km = nearest_km(*here[0], target(measure["to"]))
    if inner is not None:
        share = inner.intersection(area).area / inner.area
        verdict = "supported" if share >= IN_UNIT else "contradicted" if share <= 1 - IN_UNIT else "undecided"
        return Figures(verdict, f"{share:.0%} of it lies there")
    if float(measure["subject"].rpartition(",")[2]) <= PLACE_KM:
        here = here[:1]
    share = float(np.mean(shapely.contains_xy(area, here[:, 0], here[:, 1])))
    if share == 0 and edge_km <= SHORE_KM and not on_land(*here[0]):
        return Figures("supported", f"it lies on its shore, {edge_km:.1f} km off the line", edge_km, edge_km)
    verdict = "supported" if share >= INSIDE else "contradicted" if share <= OUTSIDE else "undecided"
    words = "it lies there" if share >= INSIDE else f"{share:.0%} of it lies there"
    if share <= OUTSIDE:
        words = f"it lies {edge_km:.0f} km outside"
    # An outline that is the country's own cannot put a place of the country elsewhere.
    on_edge = edge_km < 1 and not on_own_border(*here[0], edge_km)
    return Figures(verdict, words, edge_km, edge_km, on_edge)


def _part(measure: dict[str, Any]) -> Figures:
    """Which share of the whole lies further that way than the subject does."""
    whole, here = sample(measure["to"]), sample(measure["subject"])
    area = find_area(measure["to"])
    whole = whole[shapely.contains_xy(area, whole[:, 0], whole[:, 1])]
    weights = np.cos(np.radians(whole[:, 1]))
    shares = []
    for axis in (AXES[word] for word in measure["direction"].split("-")):
        along, ours = whole @ np.array(axis), here @ np.array(axis)
        shares += [float(weights[along > one].sum() / weights.sum()) for one in (ours.min(), ours.max())]
    low, high = min(shares), max(shares)
    verdict = "supported" if high <= IN_PART else "contradicted" if low >= NOT_IN_PART else "undecided"
    way = measure["direction"]
    words = f"{low:.0%}" if round(low, 2) == round(high, 2) else f"{low:.0%} to {high:.0%}"
    return Figures(verdict, f"{words} of it lies further {way}")


def _stated(measure: dict[str, Any]) -> Figures:
    """Whether the measured interval meets the stated one, and the direction is within an eighth of a turn."""
    found = distances_km(measure["subject"], measure["to"])
    low, high = float(found.min()), float(found.max())
    meets = low <= measure["to_km"] and high >= measure["from_km"]
    words = f"{tell_km(low, high)}, stated are {measure['from_km']:g} to {measure['to_km']:g} km"
    verdict = "supported" if meets else "contradicted"
    if meets and high > measure["to_km"] * 1.5:
        verdict = "undecided"
    if measure.get("direction"):
        lon, lat = sample(measure["subject"])[0]
        turn = float(GEOD.inv(*target(measure["to"])[0], lon, lat)[0]) % 360
        off = abs((turn - DIRECTIONS[measure["direction"]] + 180) % 360 - 180)
        words += f", at {turn:.0f}° where {measure['direction']} is stated"
        verdict = verdict if off <= QUARTER_DEG else "contradicted"
    return Figures(verdict, words, low, high)


def _between(measure: dict[str, Any]) -> Figures:
    """How much longer the way from one to the other is by the spot: little where it lies between them."""
    lon, lat = sample(measure["subject"])[0]
    one, other = (target(ground)[0] for ground in measure["to"].split(" "))
    first, second = (nearest_km(lon, lat, end[None]) for end in (one, other))
    straight = nearest_km(*one, other[None])
    detour = (first + second) / straight
    words = f"{first:.0f} and {second:.0f} km from the two, which are {straight:.0f} km apart"
    verdict = "supported" if detour <= 1.15 else "contradicted" if detour >= 1.6 else "undecided"
    return Figures(verdict, words, first, second)


def _remote(measure: dict[str, Any]) -> Figures:
    found = distances_km(measure["subject"], "places")
    low, high = float(found.min()), float(found.max())
    verdict = "contradicted" if high <= REMOTE_KM else "undecided"
    return Figures(verdict, f"a listed place at {tell_km(low, high)}", low, high)


def _populated(measure: dict[str, Any]) -> Figures:
    found = distances_km(measure["subject"], "places")
    low, high = float(found.min()), float(found.max())
    verdict = "supported" if high <= YES_KM else "undecided"
    return Figures(
        verdict, f"a listed place at {tell_km(low, high)}", low, high, abs(high - YES_KM) < EDGE_KM
    )


def _touches(measure: dict[str, Any]) -> Figures:
    low = float(distances_km(measure["subject"], measure["to"]).min())
    verdict = "supported" if low <= TOUCH_KM else "contradicted" if low >= APART_KM else "undecided"
    return Figures(verdict, f"its nearest point is {tell_km(low, low)} from that border", low, low)


def _share_a_line(measure: dict[str, Any]) -> Figures:
    count = len(target(measure["to"]))
    verdict = "supported" if count else "contradicted"
    return Figures(verdict, "they share a line" if count else "they share no line of any kind")


def _renamed(measure: dict[str, Any]) -> Figures:
    day, published = measure["changed"], measure["published"]
    verdict = "undecided" if published is None else "contradicted" if published > day else None
    return Figures(verdict, f"renamed on {day}, published {published or 'on an unknown day'}")


HOW = {
    "within": _within,
    "inside": _inside,
    "part": _part,
    "stated": _stated,
    "between": _between,
    "remote": _remote,
    "populated": _populated,
    "touches": _touches,
    "share_a_line": _share_a_line,
    "renamed": _renamed,
}


def main(ids: Sequence[str] = ()) -> int:
    """Print the figures of every claim, and count the verdicts that they do not bear out."""
    odd = 0
    for report in read_reports():
        if ids and report["id"] not in ids:
            continue
        for claim in report["claims"]:
            figures = work_out(claim, report["published"])
            if figures is None:
                continue
            wrong = figures.verdict != claim["verdict"] or figures.on_edge
            odd += wrong
            line = [report["id"], claim["kind"], claim["quote"], figures.words, str(figures.verdict)]
            sys.stdout.write("\t".join(line) + (f"\t<- gold {claim['verdict']}" if wrong else "") + "\n")
    return odd


if __name__ == "__main__":
    sys.exit(min(main(sys.argv[1:]), 1))
