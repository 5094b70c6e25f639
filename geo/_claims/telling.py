"""The one sentence of a verdict: subject, what it was held against, interval, reading, where it turns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from geo._claims.saying import say_interval, say_km, say_share

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geo._claims.context import Context
    from geo._claims.judged import Holding
    from geo._reports import Claim, Reading

__all__ = ["Told", "tell"]

_KINDS: Final = {
    "land": "the land border",
    "territorial_sea": "the line between the territorial seas",
    "seabed": "the seabed line",
}


class Told(NamedTuple):
    """What a sentence is made of."""

    claim: Claim
    name: str
    """Of what it was held against."""
    rows: Sequence[Sequence[tuple[Reading, Holding]]]
    """By variant of that and by reading."""
    verdict: str
    context: Context
    threshold_m: float | None
    border_kind: str | None
    by_kind: Mapping[str, tuple[float, float]]
    variants: tuple[str, ...]
    stated: tuple[float, float] | None
    ends: frozenset[str]
    """Kinds of lines of which no more than an end is known."""
    inside: bool
    touching: bool
    people: bool


def tell(told: Told) -> str:
    """Say what was found, in one sentence."""
    best_reading, best = told.rows[0][0]
    subject = best_reading.name
    parts = [f"{subject} {_what(told, best)}"]
    parts += _others(told)
    parts += _limits(told, best)
    parts += _other_kinds(told)
    return "; ".join(part for part in parts if part)


def _what(told: Told, best: Holding) -> str:
    """Say what was measured of the best reading."""
    interval = say_interval(best.min_m, best.max_m)
    if told.inside:
        return _what_inside(told, best)
    if told.touching and best.min_m is not None and best.verdict is not None:
        touches = (best.verdict == "supported") != told.claim.negated
        if touches:
            return f"touches {told.name}, as far as its outline is known"
        return f"does not touch {told.name}: its nearest point is {say_km(best.min_m)} away"
    if told.people:
        if best.min_m is None:
            return best.note or "is at an unknown distance from the nearest listed place"
        return f"lies {interval} from the nearest listed place"
    note = f" ({best.note})" if best.note and not told.touching else ""
    return f"lies {interval} from {told.name}{note}"


def _what_inside(told: Told, best: Holding) -> str:
    share = best.share
    if told.claim.negated and share is not None:
        share = 1.0 - share
    note = f" ({best.note})" if best.note else ""
    if share is not None and share >= 1.0:
        return f"lies in {told.name}" if not told.name.startswith("between") else f"lies {told.name}"
    if share is not None and share > 0.0:
        return f"lies in {told.name} with {say_share(share)} of its ground{note}"
    away = f", {say_km(best.min_m)} outside of it" if best.min_m else ""
    return (
        f"does not lie in {told.name}{away}{note}"
        if not told.name.startswith("between")
        else f"does not lie {told.name}{away}{note}"
    )


def _others(told: Told) -> list[str]:
    """Say what other readings and other lines give, where there are any."""
    row = told.rows[0]
    verdicts = {found.verdict for _, found in row}
    parts = []
    if len(row) > 1 and len(verdicts) == 1 and told.verdict == row[0][1].verdict:
        lows = [found.min_m for _, found in row if found.min_m is not None]
        if told.verdict == "undecided":
            pass
        elif lows and told.verdict == "contradicted" and not told.inside:
            parts.append(
                f"the same holds under all {len(row)} readings, of which the nearest begins at "
                f"{say_km(min(lows))}"
            )
        else:
            parts.append(f"the same holds under all {len(row)} readings")
    elif len(verdicts) > 1:
        first = row[0][1].verdict
        other = next((reading, found) for reading, found in row if found.verdict != first)
        if other[1].min_m is not None and not told.inside:
            parts.append(
                f"read as {_name(other[0])} it would be {say_interval(other[1].min_m, other[1].max_m)}"
            )
        else:
            share = other[1].share
            parts.append(
                f"read as {_name(other[0])} it would {'' if share else 'not '}lie there"
                + (f" with {say_share(share)} of it" if share and share < 1.0 else "")
            )
    if len(told.variants) > 1:
        parts.append(
            "no rule says which these are: "
            + ", ".join(
                f"{say_share(row[0][1].share)} of it is near those {_which(name)}"
                for name, row in zip(told.variants, told.rows, strict=False)
                if row[0][1].share is not None
            )
        )
    return parts


def _which(name: str) -> str:
    """Say which borders of a country are meant, without the country."""
    at = max(name.rfind(" that face "), name.rfind(" in its "))
    return name[at + 1 :] if at >= 0 else name


def _name(reading: Reading) -> str:
    return reading.name if reading.how == "best match" else f"{reading.name} ({reading.how})"


def _limits(told: Told, best: Holding) -> list[str]:
    """Say what near was taken to be, and where the verdict would turn."""
    if told.people:
        return _limits_of_people(told, best)
    if told.stated is not None:
        low, high = told.stated
        return [f"stated is {_exactly(low)} to {_exactly(high)} km, as the number is written"]
    if told.inside or told.touching or told.threshold_m is None:
        return []
    return _limits_of_near(told, best)


def _limits_of_people(told: Told, best: Holding) -> list[str]:
    if told.claim.kind != "remote":
        return ["" if told.verdict == "supported" else "smaller settlements are not listed"]
    if told.verdict == "contradicted":
        return ["that is within an hour's walk of a listed place"]
    known = "smaller settlements are not listed, so the list alone can never support this"
    share = (
        f"{say_share(best.share)} of it is more than 5 km from every listed place"
        if best.share is not None
        else ""
    )
    return [share, known]


def _limits_of_near(told: Told, best: Holding) -> list[str]:
    near, far = say_km(told.context.near_m), say_km(told.context.not_near_m)
    lows = [found.min_m for _, found in told.rows[0] if found.min_m is not None]
    highs = [found.max_m for _, found in told.rows[0] if found.max_m is not None]
    if told.verdict == "undecided":
        share = None if best.share is None else 1.0 - best.share if told.claim.negated else best.share
        told_share = (
            f"{say_share(share)} of it is within {near}, " if share is not None and 0.0 < share < 1.0 else ""
        )
        taken = f"near is taken as within {near}, not near as beyond {far}, and between nobody can say"
        return [f"{told_share}{taken}"]
    is_near = (told.verdict == "supported") != told.claim.negated
    if is_near:
        return [
            f"near is taken as within {near}; it would turn if near ended before {say_km(max(highs))}"
            if highs
            else ""
        ]
    if not lows:
        return []
    if min(lows) <= told.context.not_near_m:
        return [f"all but less than 1 % of every reading is beyond {far}, where near ends at the latest"]
    return [f"near ends at {far} at the latest; it would turn only if near reached {say_km(min(lows))}"]


def _exactly(metres: float) -> str:
    return f"{metres / 1000.0:,.4g}"


def _other_kinds(told: Told) -> list[str]:
    """Name the lines of other kinds: a report may mean one of them."""
    parts = []
    chosen = told.by_kind.get(told.border_kind or "")
    for kind, (low, high) in told.by_kind.items():
        if kind == told.border_kind:
            continue
        name = _KINDS.get(kind, f"a line of the kind {kind.replace('_', ' ')}")
        nearer = "nearer, " if chosen is not None and low < chosen[0] else ""
        if kind in told.ends:
            parts.append(
                f"{name} is {nearer}but only one point of it is known, which is {say_interval(low, high)} "
                "away"
                if nearer
                else f"of {name} only one point is known, {say_interval(low, high)} away"
            )
        else:
            parts.append(f"{name} is {nearer}{say_interval(low, high)} away")
    return parts
