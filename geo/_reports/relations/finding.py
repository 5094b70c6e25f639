"""Finding what a sentence says of where something is: relations between names, borders, coasts, distances.

Each kind is looked for in turn, the fullest first, and a stretch that one has taken is not read again: in
"12 km from the border with Mali" the border is what the distance is measured from, no claim of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geo._reports.relations import patterns
from geo._reports.relations.borders import read_border_units, read_borders, read_touches
from geo._reports.relations.descriptions import (
    read_between,
    read_capitals,
    read_capitals_of,
    read_coasts,
    read_near,
    read_parts,
    read_populated,
    read_remote,
    read_superlatives,
)
from geo._reports.relations.distances import read_distances
from geo._reports.relations.reader import Reader

if TYPE_CHECKING:
    from geo._reports.relations.masking import Masked
    from geo._reports.relations.relation import Relation

__all__ = ["find_relations"]

_READERS: Final = (
    read_distances, read_superlatives, read_remote, read_populated, read_border_units, read_touches,
    read_borders, read_capitals, read_capitals_of, read_coasts, read_between, read_near, read_parts,
)  # fmt: skip
"""One kind after the other, the fullest first."""


def find_relations(masked: Masked, *, is_title: bool = False) -> list[Relation]:
    """Find the relations of one sentence, in its order.

    Parameters
    ----------
    masked : Masked
    is_title : bool
        Headlines name borders without saying near.

    Examples
    --------
    >>> from geo._reports.mentions import Mention
    >>> from geo._reports.relations.masking import mask
    >>> text = "It lies 12 km from the border with Mali."
    >>> masked = mask(text, 0, len(text), [Mention(35, 39, "Mali", "name", "", 0)], 0)
    >>> [one] = find_relations(masked)
    >>> one.kind, one.target, one.length.stated_m, text[one.start:one.end]
    ('distance', 'border', 12000.0, '12 km from the border with Mali')
    """
    if not masked.text:
        return []
    reader = Reader(masked, is_title=is_title)
    found: list[Relation] = []
    for read in _READERS:
        found += [one._replace(negated=True) if _is_denied(one, masked) else one for one in read(reader)]
    return sorted((_said_of(one, found) for one in found), key=lambda one: (one.start, one.end))


def _is_denied(one: Relation, masked: Masked) -> bool:
    """Say whether the words before turn a phrase round: "did not come down near the border"."""
    if one.negated or one.kind in ("superlative", "remote", "touches", "distance"):
        return False
    at = next((at for at, place in enumerate(masked.place) if place >= one.start), 0)
    return patterns.DENIED.search(masked.text[:at]) is not None


def _said_of(one: Relation, found: list[Relation]) -> Relation:
    """Take no name for the subject that another only measures from: "between X and Y, 9 km from Z"."""
    for other in found:
        if (
            one.subject is not None
            and other is not one
            and one.subject in other.objects
            and other.end <= one.start
        ):
            return one._replace(subject=other.subject)
    return one
