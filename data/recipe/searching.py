"""The index of names, and what each thing that has a name lies in: made of the layers of the atlas.

Things are numbered through: places, regions, districts, countries, then the rows of ``features``, each in
the order of its file.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np
import orjson
import shapely
from pyproj import Geod

from data.recipe.entities import CODE_IN_USE
from data.recipe.vocabulary.tables import read_rows
from geo._atlas.blobs import join_lines, pack, write_blobs
from geo._atlas.files import read_lines, read_points, read_table
from geo._atlas.keys import HOW, write_keys
from geo._atlas.layers import build_countries, build_places
from geo._atlas.sizes import place_kinds, place_radius_m
from geo._atlas.units import read_units
from geo._names import search_key
from geo._names.endings import undo_adjective
from geo._names.words import strip_words

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import geopandas as gpd
    import pandas as pd
    from numpy.typing import NDArray

__all__ = ["Things", "build_index", "read_things"]

_GEOD: Final = Geod(ellps="WGS84")
_NEAR_DEG: Final = 0.3
"""A place that no region of its country contains belongs to the nearest within this: shores are coarse."""
_SHORT: Final = 4
"""Other names of so few capital letters are codes of airports and railways in GeoNames."""
_SLAVIC: Final = frozenset(("KAZ", "RUS", "UKR", "BLR", "KGZ", "UZB", "TJK", "TKM"))
"""Where districts are called by Russian or Ukrainian adjectives."""


class Things(NamedTuple):
    """The layers of which the index is made."""

    places: gpd.GeoDataFrame
    names: pd.DataFrame
    regions: gpd.GeoDataFrame
    districts: gpd.GeoDataFrame
    countries: gpd.GeoDataFrame
    features: pd.DataFrame
    feature_names: pd.DataFrame
    usual_labels: dict[str, tuple[float, float]]
    """Where countries and continents are usually labelled, lon, lat, by id; all others by their shape."""


def read_things(atlas: Path, countries: Path) -> Things:
    """Read the layers from the folder where they have been written.

    ``countries`` is the file of ``world-countries``, which says where countries are usually labelled;
    those of the table ``usual_labels`` are GeoNames' and go before it.
    """
    import pandas as pd

    usual = {
        f"country:{CODE_IN_USE.get(row['cca3'], row['cca3'])}": (
            float(row["latlng"][1]),
            float(row["latlng"][0]),
        )
        for row in orjson.loads(countries.read_bytes())
    }
    usual |= {row["id"]: (float(row["lon"]), float(row["lat"])) for row in read_rows("usual_labels.csv")}
    arcs, rings = read_lines(atlas, "arcs"), read_table(atlas, "rings")
    features = pd.read_parquet(atlas / "features.parquet")
    labels = features["feature_id"].map(usual)
    for axis, at in (("lon", 0), ("lat", 1)):
        moved = labels.map(lambda point, at=at: point[at] if isinstance(point, tuple) else np.nan)
        features[axis] = moved.fillna(features[axis])
    return Things(
        build_places(*read_points(atlas, "places")),
        read_table(atlas, "names"),
        read_units(atlas, "regions"),
        read_units(atlas, "districts"),
        build_countries(arcs, rings, read_table(atlas, "entities"), {}),
        features,
        pd.read_parquet(atlas / "feature_names.parquet"),
        usual,
    )


def build_index(things: Things, out: Path) -> dict[str, int]:
    """Write ``things.arrow`` and ``keys.arrow``; return their numbers of rows."""
    region_of_place = _units_of(things.places, things.regions, near=True)
    district_of_place = _units_of(things.places, things.districts, near=False)
    labels = [
        _labels(things.regions),
        _labels(things.districts),
        _labels(things.countries, things.usual_labels),
    ]
    population = things.places["population"].fillna(0).to_numpy(np.int64)
    counted = np.where(things.places["is_section"].to_numpy(bool), 0, population)
    codes = {code: at for at, code in enumerate(things.countries["code"])}
    country_of_place = np.array([codes.get(code, -1) for code in things.places["country_code"].fillna("")])
    lon, lat, _ = labels[1]
    region_of_district = _units_of(
        _points(things.districts[["country_code"]], lon, lat), things.regions, near=True
    )
    rows = [
        len(one)
        for one in (things.places, things.regions, things.districts, things.countries, things.features)
    ]
    starts = np.cumsum([0, *rows])
    none = np.full(int(starts[-1]), -1)
    region, district = none.copy(), none.copy()
    for at, unit in ((0, region_of_place), (2, region_of_district)):
        region[starts[at] : starts[at + 1]] = np.where(unit >= 0, unit + starts[1], -1)
    district[: rows[0]] = np.where(district_of_place >= 0, district_of_place + starts[2], -1)
    people = [
        population,
        _sum(region_of_place, counted, rows[1]),
        _sum(district_of_place, counted, rows[2]),
        _sum(country_of_place, counted, rows[3]),
        things.features["population"].fillna(0).to_numpy(np.int64),
    ]
    spread = place_radius_m(population)
    place_kind = place_kinds(population)
    place_kind[things.places["is_section"].to_numpy(bool)] = "section"
    units = (("region", rows[1]), ("district", rows[2]), ("country", rows[3]))
    kind = [*place_kind, *(kind for kind, count in units for _ in range(count)), *things.features["kind"]]
    code = [
        *things.places["country_code"].fillna(""),
        *things.regions["country_code"],
        *things.districts["country_code"],
        *things.countries["code"],
        *things.features["country_codes"].fillna(""),
    ]
    point = things.places.geometry
    name = [name if isinstance(name, str) else "" for layer in _named(things) for name in layer]
    (kinds, kind_at), (all_codes, code_at) = (
        np.unique(np.array(one, dtype=str), return_inverse=True) for one in (kind, code)
    )
    write_blobs(
        out / "things.arrow",
        {
            "rows": pack(rows, "<i4"),
            "name": join_lines(name),
            "kinds": join_lines(kinds.tolist()),
            "kind": pack(kind_at, "<i1"),
            "codes": "\n".join(all_codes.tolist()).encode(),
            "code": pack(code_at, "<i2"),
            "lon_e5": _pack_degrees([point.x, *(label[0] for label in labels), things.features["lon"]]),
            "lat_e5": _pack_degrees([point.y, *(label[1] for label in labels), things.features["lat"]]),
            "radius_m": pack(
                np.ceil(
                    np.concatenate([spread, *(label[2] for label in labels), things.features["radius_m"]])
                ),
                "<i4",
            ),
            "population": pack(np.concatenate(people), "<i4"),
            "region": pack(region, "<i4"),
            "district": pack(district, "<i4"),
            "region_codes": "\n".join(
                code if isinstance(code, str) else "" for code in things.regions["code"]
            ).encode(),
            "is_capital": np.packbits(
                np.append(things.places["is_capital"].to_numpy(bool), none[rows[0] :] >= 0)
            ).tobytes(),
        },
    )
    return {"things": int(starts[-1]), "keys": write_keys(out / "keys.arrow", _all_names(things))}


def _named(things: Things) -> Iterator[pd.Series]:
    for layer in (things.places, things.regions, things.districts, things.countries, things.features):
        yield layer["name"]


def _pack_degrees(columns: list[Any]) -> bytes:
    return pack(np.rint(np.concatenate([np.asarray(one, dtype=np.float64) for one in columns]) * 1e5), "<i4")


def _points(frame: pd.DataFrame, lon: NDArray[np.float64], lat: NDArray[np.float64]) -> gpd.GeoDataFrame:
    import geopandas as gpd

    return gpd.GeoDataFrame(frame, geometry=shapely.points(lon, lat), crs="EPSG:4326")


def _sum(unit: NDArray[np.int64], population: NDArray[np.int64], count: int) -> NDArray[np.int64]:
    inside = unit >= 0
    return np.bincount(unit[inside], population[inside], minlength=count).astype(np.int64)


def _units_of(points: gpd.GeoDataFrame, units: gpd.GeoDataFrame, *, near: bool) -> NDArray[np.int64]:
    """Find the unit of its own country in which each point lies: its number, -1 for none."""
    shapes = units.geometry.to_numpy()
    shapely.prepare(shapes)
    tree = shapely.STRtree(shapes)
    spots = points.geometry.to_numpy()
    country = points["country_code"].fillna("").to_numpy(object)
    owner = units["country_code"].to_numpy(object)
    found = np.full(len(spots), -1)
    spot, unit = tree.query(spots, predicate="intersects")
    same = country[spot] == owner[unit]
    # Of several the first: the order of the file decides, so that a second run decides alike.
    spot, unit = spot[same], unit[same]
    order = np.lexsort((unit, spot))[::-1]
    found[spot[order]] = unit[order]
    if near:
        lost = np.flatnonzero(found < 0)
        spot, unit = tree.query(spots[lost], predicate="dwithin", distance=_NEAR_DEG)
        same = country[lost[spot]] == owner[unit]
        spot, unit = spot[same], unit[same]
        away = shapely.distance(spots[lost[spot]], shapes[unit])
        order = np.lexsort((unit, away, spot))[::-1]
        found[lost[spot[order]]] = unit[order]
    return found


def _labels(
    units: gpd.GeoDataFrame, usual: dict[str, tuple[float, float]] | None = None
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """Label point inside the largest part, and the radius about it that holds every vertex."""
    shapes = units.geometry.to_numpy()
    parts, unit = shapely.get_parts(shapes, return_index=True)
    bounds = shapely.bounds(parts)
    weight = shapely.area(parts) * np.cos(np.radians(bounds[:, [1, 3]].mean(axis=1)))
    order = np.lexsort((-weight, unit))
    first = order[np.unique(unit[order], return_index=True)[1]]
    largest = parts[first]
    point = shapely.centroid(largest)
    outside = ~shapely.contains_properly(largest, point)
    point[outside] = shapely.point_on_surface(largest[outside])
    lon, lat = np.round(shapely.get_x(point), 5), np.round(shapely.get_y(point), 5)
    if usual:
        for at, code in enumerate(units["code"]):
            place = usual.get(f"country:{code}")
            if place is not None and shapely.intersects_xy(shapes[at], *place):
                lon[at], lat[at] = place
    vertices, unit = shapely.get_coordinates(shapes, return_index=True)
    _, _, away = _GEOD.inv(lon[unit], lat[unit], vertices[:, 0], vertices[:, 1])
    radius = np.zeros(len(shapes))
    np.maximum.at(radius, unit, away)
    return lon, lat, np.ceil(radius * 1.001)


def _all_names(things: Things) -> Iterator[tuple[str, int, int]]:
    """Give every name of every thing: search key, number of the thing, position in `HOW`."""
    layers = (things.places, things.regions, things.districts, things.countries)
    starts = np.cumsum([0, *map(len, layers)])
    yield from _place_names(things)
    yield from _region_names(things.regions, int(starts[1]))
    yield from _district_names(things.districts, int(starts[2]))
    for number, row in enumerate(things.countries.to_dict("records"), int(starts[3])):
        yield search_key(row["name"]), number, HOW.index("name")
        for text in (row["code"], row["iso2"]):
            if isinstance(text, str):
                yield search_key(text), number, HOW.index("code")
    yield from _vocabulary(things, starts)


def _place_names(things: Things) -> Iterator[tuple[str, int, int]]:
    for number, text in enumerate(things.places["name"]):
        yield search_key(text), number, HOW.index("name")
    number_of = dict(zip(things.places["place_id"], range(len(things.places)), strict=True))
    for identity, text in zip(things.names["place_id"], things.names["name"], strict=True):
        if not (text.isascii() and text.isupper() and len(text) <= _SHORT):
            yield search_key(text), number_of[identity], HOW.index("other name")


def _region_names(regions: gpd.GeoDataFrame, start: int) -> Iterator[tuple[str, int, int]]:
    for number, row in enumerate(regions.to_dict("records"), start):
        others = row["other_names"] if row["other_names"] is not None else ()
        for text in (row["name"], row["local_name"], *others):
            if isinstance(text, str):
                yield from _with_bare(
                    text, number, HOW.index("name" if text == row["name"] else "other name")
                )
        if isinstance(row["code"], str):
            yield search_key(row["code"]), number, HOW.index("code")


def _district_names(districts: gpd.GeoDataFrame, start: int) -> Iterator[tuple[str, int, int]]:
    names = zip(districts["name"], districts["country_code"], strict=True)
    for number, (text, country) in enumerate(names, start):
        if not isinstance(text, str):
            continue
        yield from _with_bare(text, number, HOW.index("name"))
        if country in _SLAVIC:
            for key in undo_adjective(strip_words(search_key(text)).key):
                yield key, number, HOW.index("derived")


def _vocabulary(things: Things, starts: NDArray[np.int64]) -> Iterator[tuple[str, int, int]]:
    number_of: dict[str, int] = {}
    number_of |= {f"place:{one}": at for at, one in enumerate(things.places["place_id"])}
    number_of |= {f"region:{one}": at for at, one in enumerate(things.regions["unit_id"], int(starts[1]))}
    number_of |= {f"district:{one}": at for at, one in enumerate(things.districts["unit_id"], int(starts[2]))}
    number_of |= {f"country:{one}": at for at, one in enumerate(things.countries["code"], int(starts[3]))}
    number_of |= {one: at for at, one in enumerate(things.features["feature_id"], int(starts[4]))}
    for feature, kind, text in zip(
        *(things.features[c] for c in ("feature_id", "kind", "name")), strict=True
    ):
        yield from _feature_names(text, number_of[feature], HOW.index("name"), kind)
    kind_of = dict(zip(things.features["feature_id"], things.features["kind"], strict=True))
    for target, text, said in zip(*(things.feature_names[c] for c in ("target", "name", "how")), strict=True):
        how = "foreign" if said == "translation" and _is_latin(text) else said
        yield from _feature_names(text, number_of[target], HOW.index(how), kind_of.get(target, "unit"))


def _feature_names(text: str, number: int, how: int, kind: str) -> Iterator[tuple[str, int, int]]:
    """Give the name of a feature, and without its kind where people leave that out."""
    if kind in ("unit", "district"):
        yield from _with_bare(text, number, how)
        return
    key = search_key(text)
    yield key, number, how
    bare, said = strip_words(key)
    # "Gulf of Aden" is not called Aden, nor "Bay of Bengal" Bengal; the Red Sea is not called Red.
    is_left_out = kind in ("river", "desert", "mountains", "island", "peninsula", "lake")
    if said and is_left_out and " of " not in f" {key} " and len(bare) > _SHORT:
        yield bare, number, HOW.index("derived")


def _is_latin(text: str) -> bool:
    return not re.search(r"[^\W\d_A-Za-z\u00c0-\u024f\u1e00-\u1eff]", text)


def _with_bare(text: str, number: int, how: int) -> Iterator[tuple[str, int, int]]:
    key = search_key(text)
    yield key, number, how
    bare = strip_words(key).key
    if bare != key:
        yield bare, number, how
