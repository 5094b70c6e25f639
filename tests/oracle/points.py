"""The 2,000 points that the oracle is asked about, the same ones for the same atlas."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import shapely

from tests.oracle.sampled import GEOD

if TYPE_CHECKING:
    from tests.oracle.world import World

SEED = 4
COUNTS = {
    "uniform on land": 560,
    "like events": 560,
    "at sea": 80,
    "antimeridian": 60,
    "poles": 40,
    "49 N": 70,
    "22 N": 50,
    "enclaves": 140,
    "tripoints": 80,
    "on a vertex": 80,
    "on an edge": 80,
    "1 m from the line": 80,
    "far islands": 80,
    "high latitudes": 40,
}

TYPICAL_SCATTER_KM = 8.0
"""Events lie kilometres from the place that is named, some of them tens."""

ENCLAVES = {
    "Baarle": (4.93, 51.443, 3.0),
    "Nahwa and Madha": (56.28, 25.28, 6.0),
    "Lesotho": (28.3, -29.5, 100.0),
    "Vatican": (12.453, 41.903, 0.7),
    "San Marino": (12.46, 43.94, 6.0),
    "Llívia": (1.98, 42.465, 3.0),
    "Campione": (8.971, 45.97, 1.5),
    "Ceuta": (-5.31, 35.89, 5.0),
    "Melilla": (-2.94, 35.29, 4.0),
    "Büsingen": (8.69, 47.697, 2.0),
    "Kaliningrad": (21.2, 54.7, 60.0),
    "Cabinda": (12.5, -5.1, 50.0),
    "Oecusse": (124.3, -9.3, 30.0),
    "Nakhchivan": (45.4, 39.3, 40.0),
    "Vorukh": (70.6, 39.85, 8.0),
    "So'x": (71.12, 39.97, 12.0),
    "Point Roberts": (-123.06, 48.99, 4.0),
    "Northwest Angle": (-95.05, 49.3, 15.0),
    "Gibraltar": (-5.35, 36.14, 3.0),
    "Temburong": (115.15, 4.6, 20.0),
    "Musandam": (56.25, 26.1, 25.0),
    "Monaco": (7.42, 43.738, 1.5),
    "Liechtenstein": (9.55, 47.15, 10.0),
    "Alaska's panhandle": (-133.0, 57.0, 120.0),
    "Hong Kong": (114.15, 22.45, 20.0),
    "Macau": (113.55, 22.17, 6.0),
    "Saint Martin": (-63.06, 18.06, 5.0),
    "Dhekelia": (33.73, 35.02, 8.0),
}
"""Lon, lat, and how far round it to go, kilometres."""

FAR_ISLANDS = {
    "Hawaii": (-155.6, 19.6),
    "Saint Helena": (-5.7, -15.96),
    "Easter Island": (-109.35, -27.12),
    "Kerguelen": (69.4, -49.3),
    "Pitcairn": (-130.1, -25.07),
    "Tristan da Cunha": (-12.29, -37.1),
    "Bouvet Island": (3.36, -54.42),
    "Heard Island": (73.5, -53.1),
    "Ascension": (-14.36, -7.94),
    "Bermuda": (-64.78, 32.3),
    "Azores": (-28.4, 38.6),
    "Galápagos": (-90.9, -0.6),
    "Cocos Islands": (96.83, -12.17),
    "Diego Garcia": (72.42, -7.32),
    "Midway": (-177.37, 28.21),
    "Tokelau": (-172.5, -8.56),
    "Kiritimati": (-157.4, 1.87),
    "Chatham Islands": (-176.5, -43.95),
    "Macquarie Island": (158.87, -54.6),
    "Jan Mayen": (-8.4, 71.0),
}
ISLAND_SCATTER_KM = 15.0


def choose_points(world: World) -> pd.DataFrame:
    """Choose the points: columns sort, lon, lat, home (code of the country; None outside all)."""
    rng = np.random.default_rng(SEED)
    edges = _border_edges(world)
    on_land = _on_land(world, rng, 4_000)
    chosen = {
        "uniform on land": on_land[: COUNTS["uniform on land"]],
        "like events": _like_events(world, rng, COUNTS["like events"]),
        "at sea": _at_sea(world, rng, COUNTS["at sea"]),
        "antimeridian": _antimeridian(rng, COUNTS["antimeridian"]),
        "poles": _poles(rng, COUNTS["poles"]),
        "49 N": _along(rng, COUNTS["49 N"], (-123.3, -95.1), 49.0),
        "22 N": _along(rng, COUNTS["22 N"], (24.9, 37.0), 22.0),
        "enclaves": _scattered(rng, ENCLAVES, COUNTS["enclaves"]),
        "tripoints": _tripoints(world, rng, COUNTS["tripoints"]),
        "on a vertex": rng.choice(edges[:, :2], COUNTS["on a vertex"], replace=False),
        "on an edge": _on_edges(edges, rng, COUNTS["on an edge"]),
        "1 m from the line": _beside(edges, rng, COUNTS["1 m from the line"]),
        "far islands": _scattered(
            rng, {name: (*spot, ISLAND_SCATTER_KM) for name, spot in FAR_ISLANDS.items()}, 80
        ),
        "high latitudes": _high(rng, COUNTS["high latitudes"]),
    }
    lon, lat = np.vstack(list(chosen.values())).T
    sort = np.repeat(list(chosen), [len(points) for points in chosen.values()])
    home = pd.Series(world.homes(lon, lat), dtype=object)
    return pd.DataFrame({"sort": sort, "lon": lon, "lat": lat, "home": home})


def _border_edges(world: World) -> np.ndarray:
    """All edges of land borders: lon and lat of both ends, shape (e, 4)."""
    lines = world.lines["geometry"].to_numpy()[world.land_arc & world.between]
    vertices, line = shapely.get_coordinates(lines, return_index=True)
    first = np.flatnonzero(np.diff(line) == 0)
    return np.hstack([vertices[first], vertices[first + 1]])


def _anywhere(rng: np.random.Generator, count: int) -> np.ndarray:
    return np.column_stack([rng.uniform(-180, 180, count), np.degrees(np.arcsin(rng.uniform(-1, 1, count)))])


def _on_land(world: World, rng: np.random.Generator, tried: int) -> np.ndarray:
    points = _anywhere(rng, tried)
    tree = shapely.STRtree(shapely.points(points))
    return points[np.unique(tree.query(world.atlas.land.geometry.to_numpy(), predicate="intersects")[1])]


def _at_sea(world: World, rng: np.random.Generator, count: int) -> np.ndarray:
    points = _anywhere(rng, 10 * count)
    outside = np.array([home is None for home in world.homes(*points.T)])
    return points[outside][:count]


def _like_events(world: World, rng: np.random.Generator, count: int) -> np.ndarray:
    people = world.places["population"].fillna(0).to_numpy()
    chosen = world.places.iloc[rng.choice(len(people), count, p=people / people.sum())]
    return _scatter(rng, chosen["lon"], chosen["lat"], rng.exponential(TYPICAL_SCATTER_KM, count))


def _scatter(rng: np.random.Generator, lon: np.ndarray, lat: np.ndarray, far_km: np.ndarray) -> np.ndarray:
    azimuth_deg = rng.uniform(0, 360, len(far_km))
    lon, lat, _ = GEOD.fwd(np.asarray(lon), np.asarray(lat), azimuth_deg, far_km * 1_000)
    return np.column_stack([lon, lat])


def _scattered(
    rng: np.random.Generator, spots: dict[str, tuple[float, float, float]], count: int
) -> np.ndarray:
    lon, lat, within_km = np.array(list(spots.values())).T
    number = np.arange(count) % len(spots)
    return _scatter(rng, lon[number], lat[number], within_km[number] * np.sqrt(rng.uniform(size=count)))


def _antimeridian(rng: np.random.Generator, count: int) -> np.ndarray:
    exactly = np.column_stack([np.tile([-180.0, 180.0], count // 4), rng.uniform(-85, 75, count // 2)])
    # Fiji, Chukotka and Wrangel Island lie on both sides.
    lat = rng.choice([-16.8, 66.5, 71.1], count // 2) + rng.normal(0, 0.8, count // 2)
    lon = np.tile([-180.0, 180.0], count // 4)
    near = np.column_stack([lon - np.sign(lon) * rng.exponential(0.3, count // 2), lat])
    near[:6, 0] = lon[:6]
    return np.vstack([exactly, near])


def _poles(rng: np.random.Generator, count: int) -> np.ndarray:
    off_deg = np.concatenate([np.zeros(8), 10.0 ** rng.uniform(-9, 0.5, count - 8)])
    return np.column_stack(
        [rng.uniform(-180, 180, count), np.tile([90.0, -90.0], count // 2) * (1 - off_deg / 90)]
    )


def _along(rng: np.random.Generator, count: int, lons: tuple[float, float], lat: float) -> np.ndarray:
    """Points on a parallel and beside it: exactly, then from centimetres to hundreds of kilometres away."""
    off_deg = np.concatenate([np.zeros(10), 10.0 ** rng.uniform(-7, 0.7, count - 10)])
    return np.column_stack([rng.uniform(*lons, count), lat + rng.choice([-1, 1], count) * off_deg])


def _tripoints(world: World, rng: np.random.Generator, count: int) -> np.ndarray:
    """Find ends at which land borders of three pairs meet: exactly, and some way off."""
    on_land = world.lines[world.land_arc & world.between]
    lines = on_land["geometry"].to_numpy()
    ends = np.vstack([shapely.get_coordinates(shapely.get_point(lines, at)) for at in (0, -1)])
    met = pd.DataFrame(ends, columns=["lon", "lat"]).assign(codes=np.tile(on_land["codes"], 2))
    pairs = met.groupby(["lon", "lat"])["codes"].nunique()
    spots = np.array(pairs.index[pairs >= 3].to_list())
    exactly = rng.choice(spots, count // 2, replace=False)
    around = rng.choice(spots, count - count // 2)
    return np.vstack([exactly, _scatter(rng, *around.T, 10.0 ** rng.uniform(-3, 2, len(around)))])


def _on_edges(edges: np.ndarray, rng: np.random.Generator, count: int) -> np.ndarray:
    some = rng.choice(edges, count, replace=False)
    # Halves of the atlas's coordinates are exact; thirds are on the line but for the last digit.
    share = np.where(np.arange(count) % 2, 1 / 3, 1 / 2)[:, None]
    return some[:, :2] * (1 - share) + some[:, 2:] * share


def _beside(edges: np.ndarray, rng: np.random.Generator, count: int) -> np.ndarray:
    lon_a, lat_a, lon_b, lat_b = rng.choice(edges, count, replace=False).T
    lon, lat = (lon_a + lon_b) / 2, (lat_a + lat_b) / 2
    course_deg = np.asarray(GEOD.inv(lon, lat, lon_b, lat_b)[0])
    side_deg = rng.choice([-90.0, 90.0], count)
    beside_lon, beside_lat, _ = GEOD.fwd(lon, lat, course_deg + side_deg, np.ones(count))
    return np.column_stack([beside_lon, beside_lat])


def _high(rng: np.random.Generator, count: int) -> np.ndarray:
    lat = np.concatenate([rng.uniform(75, 88, count // 2), rng.uniform(-88, -68, count - count // 2)])
    return np.column_stack([rng.uniform(-180, 180, count), lat])
