"""Whether ground may be called that of a stated country.

It may when it lies in it; in a territory of it, as the Faroe Islands in Denmark; on disputed ground that it
claims or holds; or in what was one state with it then, as Ukraine with Russia in 1985. A system of states
counts some ground to a state that it is no part of (UCDP the Gaza Strip to Israel): that fits too.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from geo._locating.country_codes import ground_of_states
from geo._measuring.codes.states import read_members

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Ground", "fits", "fitted_then"]


class Ground(NamedTuple):
    """What is known of the ground at a point; None each where there is nothing to know."""

    code: str | None
    claimed_by: str | None
    held_by: str | None


def fits(ground: Ground, allowed: frozenset[str], sovereigns: Mapping[str, str]) -> bool:
    """Say whether ground may be called that of one of some countries today.

    Examples
    --------
    >>> fits(Ground("FRO", None, None), frozenset({"DNK"}), {"FRO": "DNK"})
    True
    >>> fits(Ground("PAK", "IND;PAK", "PAK"), frozenset({"IND"}), {})
    True
    """
    parties = [ground.code, sovereigns.get(ground.code or "")]
    parties += (ground.claimed_by or "").split(";")
    # Words may follow the code, such as: MAR (west of the berm).
    parties.append((ground.held_by or "").partition(" ")[0])
    return not allowed.isdisjoint(parties)


@lru_cache(maxsize=65_536)
def fitted_then(code: str | None, allowed: frozenset[str], year: int | None) -> bool:
    """Say whether the ground of a country was, that year, in one state with one of some countries.

    Examples
    --------
    >>> fitted_then("UKR", frozenset({"RUS"}), 1985), fitted_then("UKR", frozenset({"RUS"}), 2020)
    (True, False)
    >>> fitted_then("PSE", frozenset({"ISR"}), None), fitted_then("ISR", frozenset({"PSE"}), None)
    (True, False)
    """
    for number, ground, is_past in ground_of_states(year):
        if code not in ground:
            continue
        # Of what lasts only the state itself is called by its name, and not the ground that is counted to it.
        known = ground if is_past else {one for one in ground if _is_now(one, number)}
        if not allowed.isdisjoint(known):
            return True
    return False


def _is_now(code: str, number: int) -> bool:
    return any(one.lasts and one.code == number for one in read_members("gw").get(code, ()))
