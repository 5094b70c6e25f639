"""Published figures that the tests hold the atlas against: neighbours and areas of countries."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

import orjson

from data.recipe.entities import CODE_IN_USE

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["write_facts"]


def write_facts(source: Path, folder: Path) -> None:
    """Write ``countries.csv``: code, area and land neighbours of each country of ``world-countries``."""
    countries = sorted(orjson.loads(source.read_bytes()), key=lambda country: str(country["cca3"]))
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "countries.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["code", "iso2", "area_km2", "neighbours"])
        for country in countries:
            codes = [CODE_IN_USE.get(code, code) for code in (country["cca3"], *country["borders"])]
            writer.writerow([codes[0], country["cca2"], country["area"], " ".join(sorted(codes[1:]))])
