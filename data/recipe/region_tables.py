"""The decisions about regions: small tables, each row with its reason or source.

Natural Earth's identifiers (``adm1_code``) name its units; a unit made by the recipe is named by its
ISO 3166-2 code, or by the country and a short name where it has none.
"""

from __future__ import annotations

import csv
from pathlib import Path
from typing import NamedTuple

__all__ = [
    "Made",
    "read_clipped",
    "read_codes",
    "read_disputes",
    "read_dissolved",
    "read_districts",
    "read_entities_of",
    "read_filled",
    "read_joined",
    "read_kept",
    "read_left_out",
    "read_made",
    "read_names",
    "read_nulls",
]

_FOLDER = Path(__file__).parent / "tables"


class Made(NamedTuple):
    """A unit that Natural Earth does not have: made from others of its units or from districts."""

    country_code: str
    name: str
    local_name: str | None
    type: str
    other_names: tuple[str, ...]


def _rows(name: str) -> list[dict[str, str]]:
    with (_FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def read_left_out() -> set[str]:
    """Units of the source that are no first-level units: the whole of a territory, scraps, no country."""
    return {row["unit"] for row in _rows("region_left_out.csv")}


def read_entities_of() -> dict[str, str]:
    """Entity of the units that the source gives to another, or writes with a code of its own.

    Keys are units, or the source's three-letter codes for all units under them.
    """
    return {row["unit"]: row["country_code"] for row in _rows("region_entities.csv")}


def read_codes() -> dict[str, str]:
    """Today's ISO 3166-2 code of units whose code in the source is old, wrong or absent."""
    return {row["unit"]: row["code"] for row in _rows("region_codes.csv")}


def read_nulls() -> dict[str, str | None]:
    """Units without a code, and what stands for them today (null where nothing does)."""
    return {row["unit"]: row["superseded_by"] or None for row in _rows("region_nulls.csv")}


def read_names() -> dict[str, str]:
    """English names in use where the source's is old or misplaced."""
    return {row["unit"]: row["name"] for row in _rows("region_names.csv")}


def read_disputes() -> dict[str, str]:
    """Disputed area to which the whole of a unit belongs, where neither parts nor an outline say so."""
    return {row["unit"]: row["dispute"] for row in _rows("region_disputes.csv")}


def read_joined() -> dict[str, str]:
    """Read which unit a unit of the source is a part of today."""
    return {row["part"]: row["unit"] for row in _rows("region_joined.csv")}


def read_made() -> dict[str, Made]:
    """Units that the recipe makes."""
    return {
        row["unit"]: Made(
            row["country_code"],
            row["name"],
            row["local_name"] or None,
            row["type"],
            tuple(name for name in row["other_names"].split("|") if name),
        )
        for row in _rows("region_made.csv")
    }


def read_dissolved() -> list[str]:
    """Countries whose units are all dissolved from districts."""
    return [row["country_code"] for row in _rows("region_dissolved.csv")]


def read_kept() -> set[str]:
    """Units of a dissolved country that keep the source's polygon, because no district is theirs."""
    return {row["unit"] for row in _rows("region_kept.csv")}


def read_clipped() -> set[str]:
    """Units that reach far into ground of another entity: they end at the border."""
    return {row["unit"] for row in _rows("region_clipped.csv")}


def read_filled() -> dict[str, tuple[float, float, float, float]]:
    """Boxes (west, south, east, north) in which a unit has all ground of its country that no unit holds."""
    return {
        row["unit"]: (float(row["west"]), float(row["south"]), float(row["east"]), float(row["north"]))
        for row in _rows("region_filled.csv")
    }


def read_districts() -> dict[tuple[str, str], str]:
    """Read the unit of a district, by country and the district's name or identifier.

    The unit is empty for what is no district, such as the water of a lake. Districts that are not listed
    belong to the unit of the source that holds most of their ground.
    """
    return {(row["country_code"], row["district"]): row["unit"] for row in _rows("region_districts.csv")}
