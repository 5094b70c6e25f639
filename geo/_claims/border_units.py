"""The unit that holds a place, of which "the border district" is said."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geo._locating import describe_number
from geo._reports import read_candidate

if TYPE_CHECKING:
    from geo._claims.context import Context
    from geo._reports import Claim, Reading

__all__ = ["is_of_unit", "read_unit"]

_UNITS: Final = (
    "district", "region", "province", "county", "state", "governorate", "raion", "municipality", "район",
    "област",
)  # fmt: skip
"""How words for units begin."""


def is_of_unit(claim: Claim) -> bool:
    """Say whether a claim is one of a unit, and not of a place in it."""
    unit = claim.relation.unit if claim.relation is not None else ""
    return claim.kind == "touches" or unit.startswith(_UNITS)


def read_unit(claim: Claim, best: Reading, context: Context) -> tuple[Reading, ...]:
    """Give the district or region that holds a place, of which "the border district" is said."""
    thing = best.candidate.thing if best.candidate is not None else None
    if thing is None:
        return ()
    unit = claim.relation.unit if claim.relation is not None else ""
    wide = unit.startswith(("region", "province", "state", "governorate", "област"))
    number = thing.region if wide or thing.district < 0 else thing.district
    if number < 0:
        return ()
    found = describe_number(number, best.score, f"what {best.name} is in", context.grounds.gazetteer)
    return (read_candidate(found, context.grounds, "the unit that holds it"),)
