"""Whose ground an incident lies on, in sentences: country, region, district, dispute, land or water."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geo._maps.columns import plain
from geo._maps.disputed import NOBODY, spell_codes
from geo._maps.wording import describe_distance, listed, round_up

if TYPE_CHECKING:
    from geo._maps.row import Row

__all__ = ["tell_country", "tell_dispute", "tell_district", "tell_nearest", "tell_region", "tell_water"]

OUTSIDE: Final = "none: outside all countries, no land border is measured"
NOT_ONE_COUNTRY: Final = "no one country holds all of the area"
NOT_ONE_HERE: Final = "no one country holds all of the circle"
UNATTRIBUTED: Final = "none: this ground is attributed to no one"


def tell_country(row: Row) -> str | None:
    """Name the country, and which others the circle or the area reaches."""
    own = plain(row.value("country"))
    if own is None:
        return _tell_none(row) if row.is_located() else None
    if not (row.is_vague() or row.is_area):
        return own
    reached = [row.names.get(code, code) for code, low, _ in row.distances() if low <= 0]
    if row.is_area:
        also = f"; the area touches {listed(reached)}" if reached else ""
        return f"{own}{also}"
    return f"{own} (the circle reaches {listed(reached)})" if reached else own


def _tell_none(row: Row) -> str:
    """Say why there is no country."""
    if row.is_area:
        return NOT_ONE_COUNTRY
    if row.is_vague() and row.value("nearest_country") is None and row.value("dispute") is None:
        reached = [row.names.get(code, code) for code, low, _ in row.distances() if low <= 0]
        return f"{NOT_ONE_HERE}; it reaches {listed(reached)}" if reached else NOT_ONE_HERE
    return OUTSIDE if row.value("dispute") is None else UNATTRIBUTED


def tell_region(row: Row) -> list[str] | None:
    """Name the region, with its code and how well it is drawn."""
    name, code = plain(row.value("region")), plain(row.value("region_code"))
    today = plain(row.value("region_superseded_by"))
    if name is None:
        return (
            None
            if today is None
            else [f"today {today.replace(';', ' or')}", "our outline is of an older unit"]
        )
    told = [name if code is None else f"{name} ({code})"]
    accuracy_m = row.value("region_accuracy_m")
    if accuracy_m:
        told.append(f"its outline may be off by up to {round_up(float(accuracy_m))}")
    return told


def tell_district(row: Row) -> str | None:
    """Name the district, with the code of the user's own layer and its level."""
    name, code, level = (plain(row.value(f"district{what}")) for what in ("", "_code", "_level"))
    if name is None:
        return None
    facts = [fact for fact in (code, None if level is None else f"level {level}") if fact]
    return f"{name} ({', '.join(facts)})" if facts else name


def tell_dispute(row: Row) -> str | None:
    """Say who holds and who claims the ground, where that is disputed."""
    area = plain(row.value("dispute"))
    if area is None:
        return None
    holder = plain(row.value("held_by"))
    if holder == "contested":
        held = "who holds it is contested"
    elif holder is None:
        held = "no holder named"
    else:
        held = f"held by {spell_codes(holder, row.names)}"
    claimants = [code for code in (plain(row.value("claimed_by")) or "").split(";") if code]
    claimed = listed([row.names.get(code, code) for code in claimants]) or NOBODY
    return f"{area}: {held}, claimed by {claimed}"


def tell_water(row: Row) -> str | None:
    """Say where a point stands that is not on land; nothing for one that is."""
    if row.is_area or row.value("on_land") is not False:
        return None
    own = plain(row.value("country"))
    if own is None:
        return "not on land"
    return f"not on land: in waters inside the outline of {own}, its territorial sea or a lake"


def tell_nearest(row: Row) -> str | None:
    """Name the country whose land is nearest, for what lies outside all of them."""
    name = plain(row.value("nearest_country"))
    low_m, high_m = row.value("nearest_country_min_m"), row.value("nearest_country_max_m")
    distance = describe_distance(
        row.value("nearest_country_m"), low_m, high_m, accuracy_m=None, precision_m=row.radius_m()
    )
    if name is None:
        return None
    return name if distance is None else f"{name}, {distance}"
