"""Looking names up for those who read texts: one name with its parents, all names of a text, what lies in what."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geo._locating.candidates import Candidate, candidate_of
from geo._locating.naming import name_candidates
from geo._locating.parents import Parent, fits
from geo._locating.phrases import phrase_candidates
from geo._locating.together import resolve_together

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo._locating.grounds import Grounds

__all__ = ["find_name", "find_phrase", "lies_in", "resolve_names"]

MOST: Final = 10


def find_name(
    name: str,
    grounds: Grounds,
    *,
    parents: Sequence[str] = (),
    kind: str = "",
    countries: frozenset[str] = frozenset(),
) -> list[Candidate]:
    """Find what a name may mean, given what it is said to lie in; see `geo._locating.naming`."""
    return name_candidates(
        name, grounds.gazetteer, parents=parents, kind=kind, countries=countries, limit=MOST
    )


def find_phrase(
    phrase: str, grounds: Grounds, *, parents: Sequence[str] = (), countries: frozenset[str] = frozenset()
) -> list[Candidate]:
    """Find what a phrase says that is more than a name; see `geo._locating.phrases`."""
    return phrase_candidates(phrase, grounds, parents=parents, countries=countries)


def resolve_names(
    text: str, spans: Sequence[tuple[int, int]], names: Sequence[str], grounds: Grounds
) -> list[list[Candidate]]:
    """Resolve names at spans of a text together; see `geo._locating.together`."""
    gazetteer = grounds.gazetteer
    return [
        [
            candidate_of(option, chance, text[start:end], gazetteer)
            for option, chance in zip(found.options[:MOST], found.chances[:MOST], strict=True)
        ]
        for (start, end), found in zip(
            spans, resolve_together(text, spans, gazetteer, names=names), strict=True
        )
    ]


def lies_in(number: int, parent: int, grounds: Grounds) -> bool:
    """Say whether a thing of the gazetteer lies in another, as far as it knows."""
    return fits(number, Parent("", (parent,)), grounds.gazetteer)
