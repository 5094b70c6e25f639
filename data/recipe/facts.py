"""What the tests hold the atlas against: published figures, and a sample of the full lines."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

import numpy as np
import orjson

from data.recipe.entities import CODE_IN_USE

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from data.recipe.topology import FloatArray

__all__ = ["write_facts", "write_line_sample"]

SAMPLE_EVERY = 2003


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


def write_line_sample(arcs: Sequence[FloatArray], folder: Path) -> None:
    """Write ``full_lines.csv``: every so many vertices of the lines as they were before simplifying."""
    folder.mkdir(parents=True, exist_ok=True)
    sample = np.concatenate(list(arcs))[::SAMPLE_EVERY]
    with (folder / "full_lines.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["lon", "lat"])
        writer.writerows([f"{lon:.6f}", f"{lat:.6f}"] for lon, lat in sample)
