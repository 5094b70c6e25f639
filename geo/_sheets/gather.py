"""From what `geo check` found to what a sheet says of it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

import geo
from geo._claims.saying import VERDICT_WORDS
from geo._maps.wording import listed, number
from geo._records import told_time
from geo._sheets.findings import tell_claim, tell_incident
from geo._sheets.model import Fact, Input, Page, Sheet
from geo._sheets.sources import atlas_version, group_sources
from geo._sheets.texts import has_hidden, tidy
from geo._sheets.wording import SIGNS, date_words, language_name, sentence

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Mapping, Sequence

    from geo._sheets.model import Claim

__all__ = ["gather_sheet"]

# A digest of so many letters tells two versions of a report apart.
DIGEST: Final = 12
GIVEN: Final = "given"
# So many other places are named.
MOST_PLACES: Final = 12
HIDDEN: Final = (
    "The text of the report holds letters that are not seen or that turn the direction of writing; they are "
    "left out here."
)


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
        When it was checked; `geo._records.told_time` when left out.

    Returns
    -------
    Sheet
    """
    made = told_time() if made is None else made
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
    incidents = [tell_incident(checked["incidents"][row], place, names) for row, place in numbers.items()]
    told = [each for each in checked["claims"] if each["report"] == index]
    about = {row: f"incident {place}" for row, place in numbers.items()} if len(numbers) > 1 else {}
    claims = [
        tell_claim(each, place, about.get(each.get("incident"), ""), names)
        for place, each in enumerate(told, 1)
    ]
    claims = list(_say_once(claims))
    texts = [report["title"], *(each["quote"] for each in told)]
    texts += [checked["incidents"][row].get("title") for row in own]
    notes = [sentence(tidy(problem)) for problem in report.get("problems") or ()]
    if any(map(has_hidden, texts)):
        notes.append(HIDDEN)
    published = date_words(report.get("published"))
    facts = [
        Fact("Report", tidy(report["name"])),
        Fact("Published", f"{published} ({_source(report)})" if published else "not known"),
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
        notes=tuple(notes),
        picture=picture,
        key=tuple(key),
    )


def _say_once(claims: Sequence[Claim]) -> Iterator[Claim]:
    """Point to the earlier claim of which the map says the same, word for word."""
    said: dict[tuple[object, ...], int] = {}
    for claim in claims:
        same = said.setdefault((claim.verdict, claim.because, claim.facts, claim.readings), claim.number)
        if same != claim.number and claim.facts:
            yield replace(claim, because=f"As claim {same}.", facts=(), readings=())
        else:
            yield claim


def _source(report: Mapping[str, Any]) -> str:
    """Say where a day of publication is from: whoever asked gave it, or the text has it in some words."""
    told = tidy(report.get("published_from"))
    return "as given" if told in ("", GIVEN) else f"from \u201c{told}\u201d"


def _tally(claims: Sequence[Claim]) -> Iterator[str]:
    """Count the claims of each verdict, those that do not agree first."""
    for verdict in ("contradicted", "undecided", "supported", None):
        count = sum(each.verdict == verdict for each in claims)
        if count:
            words = VERDICT_WORDS[verdict]
            if count > 1:
                words = words.replace("does not agree", "do not agree").replace("agrees", "agree")
            yield f"{SIGNS[verdict]} {count} {words}"


def _places(places: Sequence[Mapping[str, Any]], index: int) -> str:
    """Name the places of a report that are not those of its incidents."""
    others = [each for each in places if each["report"] == index and each.get("role") != "event"]
    names = list(dict.fromkeys(tidy(each["name"]) for each in others if each.get("name")))
    if not names:
        return ""
    more = f" and {len(names) - MOST_PLACES} more" if len(names) > MOST_PLACES else ""
    told = ", ".join(names[:MOST_PLACES]) + more if more else listed(names)
    return f"Also named: {told}."
