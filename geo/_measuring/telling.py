"""Saying how many rows of a table have no country, and why."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

    from geo._measuring.positions import Positions

logger = logging.getLogger(__name__)


def tell_lost(table: pd.DataFrame, positions: Positions) -> None:
    """Log in one line how many rows have no country, and why; nothing when countries were not asked for."""
    if "geo_country_code" not in table:
        return
    unusable = int((~(positions.usable | positions.is_area)).sum())
    without = table["geo_country_code"].isna().to_numpy()
    # Of a disc round a point outside all countries the nearest one is told.
    is_mixed = positions.is_area | (positions.usable & (positions.precision_m > 0.0))
    for name in ("geo_nearest_country_code", "geo_dispute"):
        if name in table:
            is_mixed &= positions.is_area | table[name].isna().to_numpy()
    mixed = int((without & is_mixed).sum())
    nowhere = without & positions.usable & ~is_mixed
    nobodys = int((nowhere & table["geo_dispute"].notna().to_numpy()).sum())
    outside = int(nowhere.sum()) - nobodys
    none = unusable + nobodys + outside + mixed
    if none == 0:
        return
    reasons = []
    if outside:
        reasons.append(f"{outside:,} {'lies' if outside == 1 else 'lie'} outside all countries")
    if nobodys:
        reasons.append(f"{nobodys:,} {'lies' if nobodys == 1 else 'lie'} on ground attributed to no one")
    if mixed:
        reasons.append(f"{mixed:,} {'is an area' if mixed == 1 else 'are areas'} not whole in one country")
    if unusable:
        reasons.append(f"{unusable:,} {'has' if unusable == 1 else 'have'} no usable position")
    logger.info(
        "%s of %s no country: %s.",
        f"{none:,}",
        f"{len(table):,} {'row' if len(table) == 1 else 'rows'} {'has' if none == 1 else 'have'}",
        ", ".join(reasons),
    )
