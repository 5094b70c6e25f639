"""Countries and territories as numbers: names, sovereigns, and which hang together by land."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from geo._measuring.layers import words

if TYPE_CHECKING:
    import pandas as pd

    from geo._measuring.layers import Ints, Layers, Words
    from geo._measuring.linework import Linework


class Entities(NamedTuple):
    """The entities of an atlas in the order of their codes; a number is a position in it, -1 is none."""

    code: Words
    name: Words
    sovereign: Ints
    """Number of the sovereign of each; the same one has the same number."""
    number: dict[str, int]
    """Number of each code."""

    def numbers(self, codes: pd.Series[str] | Words) -> Ints:
        """Turn codes into numbers; -1 where there is none or it is not known."""
        # None has no number either.
        return np.array([self.number.get(code, -1) for code in codes], dtype=np.int64)


def read_entities(atlas: Layers) -> Entities:
    """Read the entities of an atlas, and number them."""
    table = atlas.entities.sort_values("code")
    codes = words(table["code"])
    number = {code: place for place, code in enumerate(codes)}
    # A sovereign that is no entity itself has a number after them all.
    others = dict(number)
    sovereign = [others.setdefault(code, len(others)) for code in words(table["sovereign"])]
    return Entities(codes, words(table["name"]), np.array(sovereign, dtype=np.int64), number)


def find_mainlands(entities: Entities, land: Linework) -> Ints:
    """Give all entities of one sovereign that can be reached from each other over land one number.

    They are those that a line within one sovereign separates on land, along a river or in a lake.

    Returns
    -------
    ndarray of int, shape (entities,)
        The least number among those that hang together.
    """
    mainland = np.arange(len(entities.code))
    left, right = land.group_left, land.group_right
    inner = (left >= 0) & (right >= 0)
    inner[inner] = entities.sovereign[left[inner]] == entities.sovereign[right[inner]]
    for one, other in zip(left[inner].tolist(), right[inner].tolist(), strict=True):
        kept, merged = sorted((mainland[one], mainland[other]))
        mainland[mainland == merged] = kept
    return mainland
