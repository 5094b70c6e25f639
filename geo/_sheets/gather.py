"""From what `geo check` found to what a sheet says of it."""

from __future__ import annotations

import datetime as dt
import os
from typing import TYPE_CHECKING, Any, Final

import geo
from geo._maps.wording import describe_position, listed, number, round_up
from geo._sheets.model import Claim, Fact, Incident, Input, Page, Sheet
from geo._sheets.sources import atlas_version, group_sources
from geo._sheets.texts import has_hidden, tidy
from geo._sheets.wording import (
    SIGNS,
    VERDICTS,
    about_distance,
    about_interval,
    about_share,
    border_name,
    date_words,
    language_name,
    limit_words,
    object_name,
)
from geo.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

__all__ = ["gather_sheet", "read_clock"]

# A location with a lower score is one of several that could be meant.
SURE: Final = 0.9
# A digest of so many letters tells two versions of a report apart.
DIGEST: Final = 12
# So many other places are named.
MOST_PLACES: Final = 12
# Kinds of location that are ground and no spot.
SPOTS: Final = ("point", "coordinates", "address", "place", "village", "town", "city", "capital", "building")
HIDDEN: Final = (
    "The text of the report holds letters that are not seen or that turn the direction of writing; they are "
    "left out here."
)


def read_clock() -> dt.datetime:
    """Give the time to put on a sheet: SOURCE_DATE_EPOCH where it is set, else now; UTC, whole seconds.

    Raises
    ------
    DataError
        If SOURCE_DATE_EPOCH is no number of seconds.
    """
    told = os.environ.get("SOURCE_DATE_EPOCH")
    if not told:
        return dt.datetime.now(tz=dt.UTC).replace(microsecond=0)
    try:
        return dt.datetime.fromtimestamp(int(told), tz=dt.UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise DataError(
            f"SOURCE_DATE_EPOCH is {told!r}, which is no time. Set it to seconds since 1970, or unset it."
        ) from error


def gather_sheet(
    checked: Mapping[str, Any],
    *,
    command: str,
    inputs: Sequence[Input] = (),
    options: Mapping[str, str] | None = None,
    sources: dict[str, Any] | None = None,
    names: Mapping[str, str] | None = None,
    pictures: Sequence[tuple[str, Sequence[str]]] = (),
    made: dt.datetime | None = None,
) -> Sheet:
    """Say in words what was found, once for all forms.

    Parameters
    ----------
    checked : mapping
        What ``geo check --json`` prints.
    command : str
        The command line that does it again.
    inputs : sequence of Input
        The files besides the reports.
    options : mapping
        What the check was made with, in words.
    sources : dict, optional
        ``atlas.sources``.
    names : mapping, optional
        Country code -> English name.
    pictures : sequence of (str, sequence of str)
        For each report its map and what is on it.
    made : datetime, optional
        When it was checked; `read_clock` when left out.

    Returns
    -------
    Sheet
    """
    made = read_clock() if made is None else made
    known = {} if names is None else names
    pages = []
    for index, report in enumerate(checked["reports"]):
        picture, key = pictures[index] if index < len(pictures) else ("", ())
        pages.append(_page(checked, index, report, known, picture, key))
    sources = {} if sources is None else sources
    codes = {code for each in checked["incidents"] if (code := each.get("country_code"))}
    tools = f"geo {geo.__version__}" + (f", atlas {atlas_version(sources)}" if sources else "")
    record = [
        Fact("Report", f"{tidy(each['name'])}, sha256 {tidy(each['sha256'])}") for each in checked["reports"]
    ]
    record += [Fact("Other input", f"{tidy(each.name)}, sha256 {tidy(each.sha256)}") for each in inputs]
    if options:
        told = "; ".join(f"{tidy(name)} {tidy(value)}" for name, value in options.items())
        record.append(Fact("Options", told))
    return Sheet(
        pages=tuple(pages),
        statement=tidy(checked["statement"]),
        made=made,
        checked=f"{made.day} {made:%B %Y, %H:%M} UTC with {tools}",
        sources=tuple(group_sources(sources, codes)),
        record=tuple(record),
        command=tidy(command),
    )


def _page(
    checked: Mapping[str, Any],
    index: int,
    report: Mapping[str, Any],
    names: Mapping[str, str],
    picture: str,
    key: Sequence[str],
) -> Page:
    own = [row for row, each in enumerate(checked["incidents"]) if each["report"] == index]
    numbers = {row: place for place, row in enumerate(own, 1)}
    incidents = [_incident(checked["incidents"][row], place, names) for row, place in numbers.items()]
    told = [each for each in checked["claims"] if each["report"] == index]
    claims = [_claim(each, place, checked["incidents"], numbers, names) for place, each in enumerate(told, 1)]
    texts = [report["title"], *(each["quote"] for each in told)]
    texts += [checked["incidents"][row].get("title") for row in own]
    published = date_words(report.get("published"))
    where = tidy(report.get("published_from"))
    facts = [
        Fact("Report", tidy(report["name"])),
        Fact("Published", f"{published} (from {where})" if published and where else published or "not known"),
        Fact("Language", language_name(report.get("language"))),
        Fact("Length", f"{number(report['characters'])} characters"),
        Fact("sha256", f"{tidy(report['sha256'])[:DIGEST]}\u2026"),
    ]
    return Page(
        title=tidy(report.get("title")) or tidy(report["name"]),
        language=tidy(report.get("language")),
        facts=tuple(facts),
        tally=tuple(_tally(claims)),
        incidents=tuple(incidents),
        claims=tuple(claims),
        places=_places(checked["places"], index),
        notes=(HIDDEN,) if any(map(has_hidden, texts)) else (),
        picture=picture,
        key=tuple(key),
    )


def _tally(claims: Sequence[Claim]) -> Iterator[str]:
    """Count the claims of each verdict, those that do not agree first."""
    for verdict in ("contradicted", "undecided", "supported", None):
        count = sum(each.verdict == verdict for each in claims)
        if count:
            words = VERDICTS[verdict]
            if count > 1:
                words = words.replace("does not agree", "do not agree").replace("agrees", "agree")
            yield f"{SIGNS[verdict]} {count} {words}"


def _incident(row: Mapping[str, Any], place: int, names: Mapping[str, str]) -> Incident:
    object_ = tidy(row.get("object"))
    kind = tidy(row.get("type")) or "other"
    heading = (kind[:1].upper() + kind[1:] if kind != "other" else "Incident") + (
        f": {object_}" if object_ else ""
    )
    facts = [Fact("When", date_words(row.get("date")) or "not stated"), Fact("Where", _where(row, names))]
    position = _position(row)
    if position:
        facts.append(Fact("Position", position))
    if row.get("because"):
        facts.append(Fact("Why there", tidy(row["because"])))
    others = [each for each in row.get("readings") or () if each["name"] != row.get("located_as")]
    located_as = tidy(row.get("located_as"))
    # The reading that was taken may be named more shortly than the location.
    others = [each for each in others if not located_as.startswith(tidy(each["name"]))]
    readings = tuple(_reading(each) for each in others)
    return Incident(place, heading, tidy(row.get("title")), tuple(facts), readings)


def _where(row: Mapping[str, Any], names: Mapping[str, str]) -> str:
    """Say where it is taken to be, what kind of ground that is, and how sure that is."""
    located_as = tidy(row.get("located_as"))
    if not located_as:
        return "not located"
    score = row.get("score")
    presumed = "presumed " if score is not None and score < SURE else ""
    area = "An area, " if _is_area(row) else ""
    code = tidy(row.get("region_code"))
    country = tidy(row.get("country_code"))
    if country and names.get(country, country) in located_as:
        country = ""
    tail = ", ".join(part for part in (code, names.get(country, country)) if part)
    sure = "" if score is None or not presumed else f"; score {score:.2f} of 1"
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
    told = [tidy(row["name"]), f"({how})" if how else "", f"score {score:.2f}" if score is not None else ""]
    return " ".join(part for part in told if part)


def _claim(
    row: Mapping[str, Any],
    place: int,
    incidents: Sequence[Mapping[str, Any]],
    numbers: Mapping[int, int],
    names: Mapping[str, str],
) -> Claim:
    verdict = row.get("verdict")
    if verdict not in VERDICTS:
        raise DataError(f"Claim {place} has the verdict {verdict!r}, which is none of those that there are.")
    incident = row.get("incident")
    about, precision_m = "", None
    if incident is not None:
        about = f"incident {numbers[incident]}" if len(numbers) > 1 else ""
        precision_m = incidents[incident].get("precision_m")
    differing = [each for each in row.get("readings") or () if each.get("verdict") != verdict]
    return Claim(
        number=place,
        verdict=verdict,
        sign=SIGNS[verdict],
        words=VERDICTS[verdict],
        quote=tidy(row["quote"]),
        by=tidy(row.get("attributed_to")),
        about=about,
        because=tidy(row.get("because")),
        facts=tuple(_facts(row, precision_m, names)),
        readings=tuple(_differs(each, precision_m) for each in differing),
    )


def _facts(row: Mapping[str, Any], precision_m: float | None, names: Mapping[str, str]) -> Iterator[Fact]:
    """Give what was measured for a claim, and what it was held against."""
    if row.get("verdict") is None:
        return
    low_m, high_m = row.get("distance_min_m"), row.get("distance_max_m")
    by_kind = row.get("by_kind") or {}
    target = row.get("object")
    if target and (by_kind or low_m is not None):
        yield Fact("Measured to", object_name(str(target), names))
    for kind, (least_m, most_m) in by_kind.items():
        yield Fact(border_name(kind), about_interval(least_m, most_m, precision_m=precision_m))
    if not by_kind and low_m is not None and high_m is not None:
        yield Fact("Distance", about_interval(low_m, high_m, precision_m=precision_m))
    if row.get("threshold_m") is not None:
        yield Fact("Held against", limit_words(row["threshold_m"]))
    if row.get("turns_at_m") is not None:
        yield Fact("Would turn at", about_distance(row["turns_at_m"], precision_m=precision_m))
    share = row.get("share")
    if share is not None and 0 < share < 1:
        yield Fact("Holds in", f"{about_share(share)} of the ground")


def _differs(row: Mapping[str, Any], precision_m: float | None) -> str:
    low_m, high_m, share = row.get("distance_min_m"), row.get("distance_max_m"), row.get("share")
    told = [VERDICTS.get(row.get("verdict"), VERDICTS[None])]
    if low_m is not None and high_m is not None:
        told.append(about_interval(low_m, high_m, precision_m=precision_m))
    if share is not None and 0 < share < 1:
        told.append(f"holds in {about_share(share)}")
    return f"If it is {tidy(row['name'])}: {', '.join(told)}"


def _places(places: Sequence[Mapping[str, Any]], index: int) -> str:
    """Name the places of a report that are not those of its incidents."""
    others = [each for each in places if each["report"] == index and each.get("role") != "event"]
    names = list(dict.fromkeys(tidy(each["name"]) for each in others if each.get("name")))
    if not names:
        return ""
    more = f" and {len(names) - MOST_PLACES} more" if len(names) > MOST_PLACES else ""
    told = ", ".join(names[:MOST_PLACES]) + more if more else listed(names)
    return f"Also named: {told}."
