"""Who belongs together: sovereigns, and territories of one sovereign that hang together by land."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from geo._measuring.layers import known, words

if TYPE_CHECKING:
    from geo._measuring.arcs import Arcs
    from geo._measuring.layers import Layers, Words


class Territories(NamedTuple):
    """Name, sovereign and mainland of every entity, by its code."""

    name: dict[str, str]
    sovereign: dict[str, str]
    mainland: dict[str, str]
    """One code for all entities of one sovereign that can be reached from each other over land."""


def read_territories(atlas: Layers, arcs: Arcs) -> Territories:
    """Join the entities that an arc within one sovereign separates on land, along a river or in a lake."""
    entities = atlas.entities
    codes: Words = words(entities["code"])
    mainland = {code: code for code in codes}
    inner = known(arcs.left_sovereign) & (arcs.left_sovereign == arcs.right_sovereign)
    for left, right in sorted(set(zip(arcs.left[inner], arcs.right[inner], strict=True))):
        kept, merged = sorted((mainland[left], mainland[right]))
        mainland = {code: kept if joined == merged else joined for code, joined in mainland.items()}
    return Territories(
        dict(zip(codes, words(entities["name"]), strict=True)),
        dict(zip(codes, words(entities["sovereign"]), strict=True)),
        mainland,
    )
