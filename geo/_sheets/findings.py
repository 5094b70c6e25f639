"""What was found of one incident and of one claim, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from geo._claims.saying import VERDICT_WORDS, say_interval, say_km, say_share
from geo._maps.wording import describe_position, round_up
from geo._sheets.model import Claim, Fact, Incident
from geo._sheets.texts import tidy
from geo._sheets.wording import SIGNS, border_name, date_words, limit_words, object_name, sentence
from geo.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["PRESUMED", "tell_claim", "tell_incident"]

PRESUMED: Final = "presumed "
"""How a location begins that was taken for want of anything that is called so."""

# A location with a lower score is one of several that could be meant.
SURE: Final = 0.9
# A higher one would be written as 1.
CERTAIN: Final = 0.995
# Kinds of location that are a spot and no ground.
SPOTS: Final = ("point", "coordinates", "address", "place", "village", "town", "city", "capital", "building")
OTHER: Final = "other"


def tell_incident(row: Mapping[str, Any], number: int, names: Mapping[str, str]) -> Incident:
    """Say what happened, when, where, and how well that is known.

    Parameters
    ----------
    row : mapping
        One of ``incidents`` of ``geo check --json``.
    number : int
        Of the incident on its page.
    names : mapping
        Country code -> English name.

    Returns
    -------
    Incident
    """
    kind, what, title = (tidy(row.get(name)) for name in ("type", "object", "title"))
    heading = "Incident" if kind in ("", OTHER) else kind[:1].upper() + kind[1:]
    facts = [Fact("When", date_words(row.get("date")) or "not stated"), Fact("Where", _where(row, names))]
    position = _position(row)
    if position:
        facts.append(Fact("Position", position))
    if row.get("because"):
        facts.append(Fact("Why there", sentence(tidy(row["because"]))))
    # A title that was made of kind and place says nothing that does not stand beside it.
    is_made = bool(kind) and title.casefold().startswith(f"{kind.casefold()}:")
    return Incident(
        number=number,
        heading=f"{heading}: {what}" if what else heading,
        title="" if is_made else title,
        facts=tuple(facts),
        readings=tuple(_reading(each) for each in row.get("readings") or () if not _is_taken(each, row)),
    )


def _is_taken(reading: Mapping[str, Any], row: Mapping[str, Any]) -> bool:
    """Say whether a reading is the one that the location was taken from."""
    located_as = tidy(row.get("located_as")).removeprefix(PRESUMED)
    at = (row.get("lon"), row.get("lat"), row.get("precision_m"))
    same = (reading.get("lon"), reading.get("lat"), reading.get("precision_m")) == at
    return same and located_as.startswith(tidy(reading["name"]))


def _where(row: Mapping[str, Any], names: Mapping[str, str]) -> str:
    """Say where it is taken to be, what kind of ground that is, and how sure that is."""
    located_as = tidy(row.get("located_as"))
    if not located_as:
        return "not located"
    score = row.get("score")
    is_sure = score is None or score >= SURE
    presumed = "" if is_sure or located_as.startswith(PRESUMED) else PRESUMED
    area = "An area, " if _is_area(row) else ""
    code, country = tidy(row.get("region_code")), tidy(row.get("country_code"))
    country = "" if names.get(country, country) in located_as else names.get(country, country)
    tail = ", ".join(part for part in (code, country) if part)
    sure = "" if is_sure else f"; score {score:.2f} of 1"
    return f"{area}{presumed}{located_as}{f' ({tail})' if tail else ''}{sure}"


def _is_area(row: Mapping[str, Any]) -> bool:
    return tidy(row.get("kind")) not in SPOTS


def _position(row: Mapping[str, Any]) -> str:
    lon, lat, precision_m = row.get("lon"), row.get("lat"), row.get("precision_m")
    if lon is None or lat is None:
        return ""
    position = describe_position(lon, lat, precision_m=precision_m)
    if not precision_m:
        return position
    within = round_up(precision_m).replace(".0 ", " ")
    if _is_area(row):
        return f"anywhere in it; label point {position}, all of it within {within} of there"
    return f"{position}, within {within}"


def _reading(row: Mapping[str, Any]) -> str:
    how, score = tidy(row.get("how")), row.get("score")
    doubt = f"score {score:.2f}" if score is not None and score < CERTAIN else ""
    return " ".join(part for part in (tidy(row["name"]), f"({how})" if how else "", doubt) if part)


def tell_claim(row: Mapping[str, Any], number: int, about: str, names: Mapping[str, str]) -> Claim:
    """Say what the map says to a claim.

    Parameters
    ----------
    row : mapping
        One of ``claims`` of ``geo check --json``.
    number : int
        Of the claim on its page.
    about : str
        Which incident it is about, where there are several.
    names : mapping
        Country code -> English name.

    Returns
    -------
    Claim

    Raises
    ------
    DataError
        If its verdict is none of those that there are.
    """
    verdict = row.get("verdict")
    if verdict not in VERDICT_WORDS:
        raise DataError(f"Claim {number} has the verdict {verdict!r}, which is none of those that there are.")
    differing = [each for each in row.get("readings") or () if each.get("verdict") != verdict]
    return Claim(
        number=number,
        verdict=verdict,
        sign=SIGNS[verdict],
        words=VERDICT_WORDS[verdict],
        quote=tidy(row["quote"]),
        by=tidy(row.get("attributed_to")),
        about=about,
        because=sentence(tidy(row.get("because"))),
        facts=tuple(_facts(row, names)),
        readings=tuple(_differs(each) for each in differing),
    )


def _facts(row: Mapping[str, Any], names: Mapping[str, str]) -> Iterator[Fact]:
    """Give what was measured for a claim, and what it was held against."""
    if row.get("verdict") is None:
        return
    low_m, high_m = row.get("distance_min_m"), row.get("distance_max_m")
    by_kind = row.get("by_kind") or {}
    target = row.get("object")
    # What lies in something is no distance away from it.
    is_far = low_m is not None and high_m is not None and high_m > 0
    for kind, (least_m, most_m) in by_kind.items():
        yield Fact(border_name(kind), say_interval(least_m, most_m))
    if not by_kind and is_far:
        label = f"To {object_name(str(target), names)}" if target else "Distance"
        yield Fact(label, say_interval(low_m, high_m))
    if row.get("threshold_m") is not None:
        yield Fact("Held against", limit_words(row["threshold_m"]))
    if row.get("turns_at_m") is not None:
        yield Fact("Would turn at", f"about {say_km(row['turns_at_m'])}")
    share = row.get("share")
    if share is not None and 0 < share < 1:
        yield Fact("Holds in", f"{say_share(share)} of it")


def _differs(row: Mapping[str, Any]) -> str:
    low_m, high_m, share = row.get("distance_min_m"), row.get("distance_max_m"), row.get("share")
    told = [VERDICT_WORDS.get(row.get("verdict"), VERDICT_WORDS[None])]
    if low_m is not None and high_m is not None:
        told.append(say_interval(low_m, high_m))
    if share is not None and 0 < share < 1:
        told.append(f"holds in {say_share(share)}")
    return f"If it is {tidy(row['name'])}: {', '.join(told)}."
