"""The recipe's own decisions: small tables, each row with its reason.

Nothing here is measured; it says who is whose, and what to do where the sources overlap.
"""

from __future__ import annotations

import csv
from pathlib import Path
from typing import NamedTuple

__all__ = [
    "Overlap",
    "read_island_codes",
    "read_overlaps",
    "read_sections",
    "read_sovereigns",
    "read_zone_codes",
]

_FOLDER = Path(__file__).parent / "tables"


class Overlap(NamedTuple):
    """Ground that two zones both hold: who gets it by default, and what its lines are."""

    area: str
    code: str
    kind: str
    claimants: tuple[str, ...] = ()


class Section(NamedTuple):
    """The stretch of a line inside a box (west, south, east, north), and its kind."""

    box: tuple[float, float, float, float]
    kind: str


def _rows(name: str) -> list[dict[str, str]]:
    with (_FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def read_sovereigns() -> dict[str, str]:
    """Sovereign of each territory that has a code of its own; who is not listed is its own."""
    return {row["code"]: row["sovereign"] for row in _rows("sovereigns.csv")}


def read_overlaps() -> dict[frozenset[str], list[tuple[float, float, Overlap]]]:
    """Overlaps by their pair of zones; each with a point (lon, lat) inside it."""
    table: dict[frozenset[str], list[tuple[float, float, Overlap]]] = {}
    for row in _rows("overlaps.csv"):
        entry = (float(row["lon"]), float(row["lat"]), Overlap(row["area"], row["code"], row["kind"]))
        table.setdefault(frozenset((row["zone"], row["other_zone"])), []).append(entry)
    return table


def read_zone_codes() -> list[tuple[str, float, float, str]]:
    """Parts of a zone that belong to another entity than the zone: zone, lon, lat, code."""
    return [(r["zone"], float(r["lon"]), float(r["lat"]), r["code"]) for r in _rows("zone_parts.csv")]


def read_island_codes() -> list[tuple[float, float, float, float, str, str]]:
    """Islands outside every zone: box (west, south, east, north), code and time zone."""
    return [
        (float(r["west"]), float(r["south"]), float(r["east"]), float(r["north"]), r["code"], r["timezone"])
        for r in _rows("islands.csv")
    ]


def read_sections() -> dict[str, list[Section]]:
    """Sections of the line between two entities that are not international, by alphabetical codes."""
    table: dict[str, list[Section]] = {}
    for r in _rows("pair_kinds.csv"):
        box = (float(r["west"]), float(r["south"]), float(r["east"]), float(r["north"]))
        table.setdefault(r["codes"], []).append(Section(box, r["kind"]))
    return table
