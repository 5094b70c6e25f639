"""Layers to Parquet: the same rows give the same bytes."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import shapely

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from data.recipe.borders import Arc, Layer
    from data.recipe.coasts import Coast
    from data.recipe.owners import Part
    from data.recipe.topology import Ring

__all__ = [
    "sha256_of",
    "write_arcs",
    "write_coasts",
    "write_lakes",
    "write_places",
    "write_rings",
    "write_shapes",
    "write_table",
]

_CRS = "EPSG:4326"


def write_arcs(path: Path, arcs: Sequence[Arc]) -> int:
    """Write the arcs; ``left`` and ``right`` number the parts, -1 for none."""
    frame = gpd.GeoDataFrame(
        {
            "left": pd.array([arc.left for arc in arcs], dtype="int32"),
            "right": pd.array([arc.right for arc in arcs], dtype="int32"),
            "left_code": [arc.codes[0] or None for arc in arcs],
            "right_code": [arc.codes[1] or None for arc in arcs],
            "role": [arc.role for arc in arcs],
            "kind": [arc.kind for arc in arcs],
            "reach": [arc.reach for arc in arcs],
            "accuracy_m": [arc.accuracy_m for arc in arcs],
        },
        geometry=[shapely.LineString(arc.line) for arc in arcs],
        crs=_CRS,
    )
    return _write_lines(path, frame)


def write_rings(path: Path, layer: Layer, country_codes: Sequence[str], parts: Sequence[Part]) -> int:
    """Write the rings of both layers with the box of their polygon (west, south, east, north)."""
    rows: list[dict[str, Any]] = []
    for name, rings, codes in (
        ("country", layer.country_rings, country_codes),
        ("part", layer.part_rings, [part.code for part in parts]),
    ):
        for ring in rings:
            row = {"layer": name, "face": ring.face, "code": codes[ring.face], "is_hole": ring.is_hole}
            box = rows[-1]["box"] if ring.is_hole else _box(layer.arcs, ring)
            rows.append({**row, "box": box, "arcs": ring.arcs})
    boxes = {
        side: [row["box"][i] for row in rows] for i, side in enumerate(("west", "south", "east", "north"))
    }
    table = pa.table(
        {
            "layer": [row["layer"] for row in rows],
            "face": pa.array([row["face"] for row in rows], pa.int32()),
            "code": [row["code"] for row in rows],
            "is_hole": [row["is_hole"] for row in rows],
            **boxes,
            "arcs": pa.array([row["arcs"] for row in rows], pa.list_(pa.int32())),
        }
    )
    return _write(path, table)


def _box(arcs: Sequence[Arc], ring: Ring) -> tuple[float, ...]:
    bounds = [(*line.min(axis=0), *line.max(axis=0)) for line in (arcs[abs(a) - 1].line for a in ring.arcs)]
    west, south, east, north = zip(*bounds, strict=True)
    return float(min(west)), float(min(south)), float(max(east)), float(max(north))


def write_coasts(path: Path, coasts: Sequence[Coast], accuracy_m: float) -> int:
    """Write the shores; polygon, ring and place say how they close to land polygons."""
    frame = gpd.GeoDataFrame(
        {
            "code": [coast.code or None for coast in coasts],
            "water": [coast.water for coast in coasts],
            "accuracy_m": accuracy_m,
            "polygon": pd.array([coast.polygon for coast in coasts], dtype="int32"),
            "ring": pd.array([coast.ring for coast in coasts], dtype="int16"),
            "place": pd.array([coast.place for coast in coasts], dtype="int16"),
        },
        geometry=[shapely.LineString(coast.line) for coast in coasts],
        crs=_CRS,
    )
    return _write_lines(path, frame)


def write_lakes(path: Path, lakes: Sequence[shapely.Polygon]) -> int:
    """Write the lakes ring by ring as closed lines: of each polygon its shell, then its islands."""
    rings, polygon = shapely.get_rings(np.asarray(lakes, dtype=object), return_index=True)
    frame = gpd.GeoDataFrame(
        {"polygon": polygon.astype("int32")},
        geometry=[shapely.LineString(ring.coords) for ring in rings],
        crs=_CRS,
    )
    _write_lines(path, frame)
    return len(lakes)


def write_places(path: Path, rows: Sequence[dict[str, Any]]) -> int:
    """Write the places as points."""
    frame = pd.DataFrame(rows)
    point = shapely.points(frame[["lon", "lat"]].to_numpy())
    frame["population"] = frame["population"].astype("Int64")
    places = gpd.GeoDataFrame(frame.drop(columns=["lon", "lat"]), geometry=point, crs=_CRS)
    places.to_parquet(
        path,
        index=False,
        geometry_encoding="geoarrow",
        schema_version="1.1.0",
        **_options(["geometry.x", "geometry.y"], [c for c in places.columns if c != "geometry"]),
    )
    return len(places)


def write_shapes(path: Path, frame: gpd.GeoDataFrame) -> int:
    """Write a small layer of any geometry, as WKB; a row may have none."""
    frame.to_parquet(
        path,
        index=False,
        geometry_encoding="WKB",
        schema_version="1.1.0",
        compression="zstd",
        compression_level=19,
    )
    return len(frame)


def write_table(path: Path, rows: Sequence[dict[str, Any]]) -> int:
    """Write rows without geometry."""
    return _write(path, pa.Table.from_pylist(list(rows)))


def _write_lines(path: Path, frame: gpd.GeoDataFrame) -> int:
    split = ["geometry.list.element.x", "geometry.list.element.y"]
    frame.to_parquet(
        path,
        index=False,
        geometry_encoding="geoarrow",
        schema_version="1.1.0",
        **_options(split, [column for column in frame.columns if column != "geometry"]),
    )
    return len(frame)


def _write(path: Path, table: pa.Table) -> int:
    pq.write_table(table, path, compression="zstd", compression_level=19)
    return int(table.num_rows)


def _options(split: list[str], dictionary: list[str]) -> dict[str, Any]:
    """Coordinates as byte streams, whose low bytes are all zero on the binary grid."""
    return {
        "compression": "zstd",
        "compression_level": 19,
        "use_dictionary": dictionary,
        "use_byte_stream_split": split,
        "row_group_size": 1 << 20,
    }


def sha256_of(path: Path) -> str:
    """Hex digest of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()
