"""What areas overlap, and how much of them; and which countries they touch.

Shares are of ground area on the ellipsoid, of a line by length. A country's ground is all inside its
outline, territorial waters included. Regions and districts count on the ground of their country only.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from geo._measuring.layers import known, words
from geo._measuring.touching import find_lines_near

if TYPE_CHECKING:
    from geo._measuring.cuttings import Cuttings, UnitPieces
    from geo._measuring.layers import Floats, Ints, Words

DIGITS: Final = 6
"""Shares are told to a millionth; less is the rounding of coordinates."""

NEARLY_ALL: Final = 0.99
"""A unit that an area is called after, and that holds so much of it, is the one that it was taken from."""


def share_columns(cuttings: Cuttings, accuracy_m: Floats) -> dict[str, Any]:
    """Tell what areas overlap and touch.

    Parameters
    ----------
    cuttings : Cuttings
        Of the n areas.
    accuracy_m : ndarray of float, shape (n,)
        How far the outline of each may be off; 0 where it is what it is.

    Returns
    -------
    dict
        The columns ``geo_country_shares``, ``geo_region_shares``, ``geo_district_shares`` and
        ``geo_touches`` as JSON.
    """
    pieces, codes = cuttings.of_parts, cuttings.part_codes()
    there = np.array([code is not None for code in codes], dtype=bool)
    shares = {
        "country": _share_out(cuttings, pieces.area[there], codes[there], pieces.size[there]),
        "region": _share_units(cuttings, cuttings.regions),
        "district": _share_units(cuttings, cuttings.districts),
    }
    columns: dict[str, Any] = {
        f"geo_{layer}_shares": np.array(
            [json.dumps(each, ensure_ascii=False) for each in found], dtype=object
        )
        for layer, found in shares.items()
    }
    columns["geo_touches"] = _touches(cuttings, accuracy_m, pieces.area[there], codes[there])
    return columns


def outline_accuracies_m(cuttings: Cuttings, named: list[dict[str, Any] | None]) -> Floats:
    """Find how far the outlines of areas that were found by name may be off; 0 for all others."""
    accuracy_m = np.zeros(len(named))
    for layer, units in (("region", cuttings.regions), ("district", cuttings.districts)):
        table, pieces = units
        names, of_unit = words(table["name"]), table["accuracy_m"].to_numpy(np.float64, na_value=0.0)
        for row, unit in enumerate(named):
            if unit is None or unit[f"geo_{layer}"] is None:
                continue
            own = slice(*np.searchsorted(pieces.area, [row, row + 1]))
            same = names[pieces.polygon[own]] == unit[f"geo_{layer}"]
            if pieces.size[own][same].sum() >= NEARLY_ALL * cuttings.size[row]:
                accuracy_m[row] = of_unit[pieces.polygon[own][same]].max(initial=0.0)
    return accuracy_m


def _share_units(cuttings: Cuttings, units: UnitPieces) -> list[dict[str, float]]:
    code, name = words(units.table["code"]), words(units.table["name"])
    keys = np.where(known(code), code, name)[units.pieces.polygon]
    there = np.array([key is not None for key in keys], dtype=bool)
    return _share_out(cuttings, units.pieces.area[there], keys[there], units.pieces.size[there])


def _share_out(cuttings: Cuttings, area: Ints, key: Words, size: Floats) -> list[dict[str, float]]:
    found: list[dict[str, float]] = [{} for _ in cuttings.shapes]
    share = np.divide(size, cuttings.size[area], out=np.zeros(len(area)), where=cuttings.size[area] > 0.0)
    for row, name, part in zip(area.tolist(), key.tolist(), share.tolist(), strict=True):
        found[row][name] = found[row].get(name, 0.0) + part
    return [
        {
            name: min(round(part, DIGITS), 1.0)
            for name, part in sorted(each.items(), key=lambda item: (-item[1], item[0]))
            if round(part, DIGITS) > 0.0
        }
        for each in found
    ]


def _touches(cuttings: Cuttings, accuracy_m: Floats, area: Ints, code: Words) -> Words:
    """List the countries that areas have ground of, or come as near to as the lines allow for."""
    world = cuttings.world
    touched: list[set[str]] = [set() for _ in cuttings.shapes]
    for row, one in zip(area.tolist(), code.tolist(), strict=True):
        touched[row].add(one)
    for lines in (world.land, world.sea):
        known_m = np.nan_to_num(lines.accuracy_m)
        met, line = find_lines_near(cuttings.shapes, lines.net.as_lines(), accuracy_m, known_m)
        for side in (lines.left, lines.right):
            there = side[line] >= 0
            for row, entity in zip(met[there].tolist(), side[line[there]].tolist(), strict=True):
                touched[row].add(world.entities.code[entity])
    return np.array([json.dumps(sorted(codes)) for codes in touched], dtype=object)
