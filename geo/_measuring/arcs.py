"""The land arcs of an atlas as plain arrays: lines that part one entity from another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from geo._measuring.layers import lines_of, words

if TYPE_CHECKING:
    from geo._geodesy import Lines
    from geo._measuring.layers import Floats, Layers, Words

LAND_REACHES: Final = ("land", "river", "lake")
"""A border on a river or a lake is a land border; only the ocean and the Caspian are sea."""


class Arcs(NamedTuple):
    """Arcs on land, along rivers and through lakes; line numbers are positions in the arrays."""

    lines: Lines
    left: Words
    right: Words
    left_sovereign: Words
    right_sovereign: Words
    kind: Words
    accuracy_m: Floats


def read_arcs(atlas: Layers) -> Arcs:
    """Take the arcs that can be walked up to, of whatever kind and between whomever."""
    borders = atlas.borders
    on_land = borders[borders["reach"].isin(LAND_REACHES)]
    return Arcs(
        lines=lines_of(on_land.geometry.to_numpy()),
        left=words(on_land["left"]),
        right=words(on_land["right"]),
        left_sovereign=words(on_land["left_sovereign"]),
        right_sovereign=words(on_land["right_sovereign"]),
        kind=words(on_land["kind"]),
        accuracy_m=on_land["accuracy_m"].to_numpy(dtype=np.float64, na_value=np.nan),
    )
