"""A bar while something takes long, on a terminal only."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

import shapely

from geo import schema

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import geopandas as gpd

__all__ = ["show_count", "show_progress"]

LONG_TABLE: Final = 20_000
MANY_AREAS: Final = 50
"""Fewer rows, or areas, are measured before a bar could be read."""


@contextmanager
def show_progress(incidents: gpd.GeoDataFrame, *, quiet: bool) -> Iterator[Callable[[str], None] | None]:
    """Show what is being measured, and how far that is, while a long table or many areas are."""
    takes_long = len(incidents) >= LONG_TABLE or _count_areas(incidents) >= MANY_AREAS
    if quiet or not takes_long or not sys.stderr.isatty():
        yield None
        return
    from tqdm import tqdm

    with tqdm(total=len(schema.MEASURES), leave=False, bar_format="{desc:<44}{bar:30} {elapsed}") as bar:

        def tell(what: str) -> None:
            bar.set_description_str(f"{len(incidents):,} rows: {what}")
            if " of " not in what and bar.n < bar.total:
                bar.update()

        yield tell


@contextmanager
def show_count(what: str, *, quiet: bool) -> Iterator[Callable[[int, int], None] | None]:
    """Show how many of something are done, and how many in a second, on a terminal."""
    if quiet or not sys.stderr.isatty():
        yield None
        return
    from tqdm import tqdm

    with tqdm(leave=False, unit=f" {what}", unit_scale=True, delay=1.0) as bar:

        def tell(done: int, total: int) -> None:
            bar.total = total
            bar.update(done - bar.n)

        yield tell


def _count_areas(incidents: gpd.GeoDataFrame) -> int:
    """Count the rows that are no exact points."""
    kind = shapely.get_type_id(incidents.geometry.to_numpy())
    vague = kind > shapely.GeometryType.POINT
    if "geo_precision_m" in incidents:
        vague |= (incidents["geo_precision_m"] > 0.0).fillna(value=False).to_numpy(dtype=bool)
    return int(vague.sum())
