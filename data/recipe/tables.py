"""The recipe's own decisions: small tables, each row with its reason.

Nothing here is measured; it says who is whose, and what to do where the sources overlap.
"""

from __future__ import annotations

import csv
import re
from pathlib import Path
from typing import NamedTuple

__all__ = [
    "Dispute",
    "Outline",
    "Overlap",
    "PartRule",
    "read_disputes",
    "read_island_codes",
    "read_outlines",
    "read_overlaps",
    "read_part_rules",
    "read_seabed",
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
    reason: str = ""


class Section(NamedTuple):
    """The stretch of a line inside a box (west, south, east, north), and its kind."""

    box: tuple[float, float, float, float]
    kind: str


class Dispute(NamedTuple):
    """A disputed area: who holds it, who claims it, who gets it by default and in fact, and why.

    ``held_by`` is empty where nobody does, a code empty where the ground is attributed to no one.
    """

    area: str
    held_by: str
    claimants: tuple[str, ...]
    default_code: str
    de_facto_code: str
    line_kind: str
    reason: str


class PartRule(NamedTuple):
    """Which parts are a disputed area: those of a zone, of a code, or inside a box, where given."""

    area: str
    zone: str
    code: str
    box: tuple[float, float, float, float]


class Outline(NamedTuple):
    """How the outline of a disputed area is made that follows no line of the zones.

    ``draws`` is ``cut`` for ground that changes hands (out of the part of ``zone``, into one of
    ``timezone``), the kind of its line where that is to be drawn inside the country, or ``no``.
    """

    area: str
    source: str
    set: str
    units: tuple[str, ...]
    drawn: str
    ground: tuple[str, ...]
    zone: str
    timezone: str
    accuracy_m: float
    draws: str
    basis: str


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
        entry = (
            float(row["lon"]),
            float(row["lat"]),
            Overlap(row["area"], row["code"], row["kind"], (), row["reason"]),
        )
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


def read_disputes() -> list[Dispute]:
    """Read the decisions on disputed ground, ``disputes.csv``, in the order of the table.

    In fact the ground has the code of its holder. A holder without a code of its own, or of a part that
    is not mapped, changes nothing.
    """
    views = {row["area"]: row for row in _rows("dispute_views.csv")}
    disputes = []
    for row in _rows("disputes.csv"):
        view = views.get(row["area"])
        holder = re.fullmatch(r"([A-Z]{3})(?: \([A-Z]{3}\))?", row["held_by"])
        default, none = row["default_code"], ("", "none")
        disputes.append(
            Dispute(
                row["area"],
                view["held_by"] if view else "" if row["held_by"] in none else row["held_by"],
                tuple(code for code in row["claimed_by"].split(";") if code),
                "" if default in none else default,
                view["de_facto_code"]
                if view
                else holder[1]
                if holder
                else ""
                if default in none
                else default,
                row["line_kind"],
                row["reason"],
            )
        )
    return disputes


def read_part_rules() -> list[PartRule]:
    """Rules that name the disputed areas among the parts; an empty box is the world."""
    world = {"west": -180.0, "south": -90.0, "east": 180.0, "north": 90.0}
    rules = []
    for row in _rows("dispute_parts.csv"):
        west, south, east, north = (float(row[side] or edge) for side, edge in world.items())
        rules.append(PartRule(row["area"], row["zone"], row["code"], (west, south, east, north)))
    return rules


def read_outlines() -> list[Outline]:
    """Outlines of disputed areas that no line of the zones draws."""
    return [
        Outline(
            row["area"],
            row["source"],
            row["set"],
            tuple(unit for unit in row["units"].split(";") if unit),
            row["drawn"],
            tuple(row["ground"].split(";")),
            row["zone"],
            row["timezone"],
            float(row["accuracy_m"]),
            row["draws"],
            row["reason"],
        )
        for row in _rows("dispute_outlines.csv")
    ]


def read_seabed() -> list[tuple[str, float, float, str]]:
    """Known points of seabed lines: codes that meet there (joined by hyphens), lon, lat, source."""
    return [
        (row["between"], float(row["lon"]), float(row["lat"]), row["source"])
        for row in _rows("caspian_seabed.csv")
    ]
