"""What a sheet says, in words, whichever form it takes: the three forms only lay it out.

All texts are one line of letters that are seen (`geo._sheets.texts.tidy`), and none is markup. Those of the
report itself may be of any language and direction: ``title``, ``quote``, ``by`` and names.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import datetime as dt

__all__ = ["Claim", "Fact", "Incident", "Input", "Page", "Sheet"]


class Fact(NamedTuple):
    """Something known, and what it is called."""

    label: str
    value: str


class Input(NamedTuple):
    """A file besides the reports that the check was made with."""

    name: str
    sha256: str


@dataclass(frozen=True)
class Incident:
    """Something that happened somewhere, says the report.

    Attributes
    ----------
    number : int
        From 1, on its page.
    heading : str
        What happened: its type, and the object where one is named.
    title : str
        The words of the report.
    facts : tuple of Fact
        When, where, and how well that is known.
    readings : tuple of str
        What else the place could be.
    """

    number: int
    heading: str
    title: str
    facts: tuple[Fact, ...]
    readings: tuple[str, ...]


@dataclass(frozen=True)
class Claim:
    """A geographic statement of the report, and what the map says to it.

    Attributes
    ----------
    number : int
        From 1, on its page.
    verdict : str or None
        "supported", "contradicted", "undecided"; None is not judged.
    sign, words : str
        The verdict as a sign, and in words.
    quote, by : str
        Words of the report, and whose they are; ``by`` may be empty.
    about : str
        Which incident it is about, where there is more than one.
    because : str
        One sentence.
    facts : tuple of Fact
        What was measured.
    readings : tuple of str
        The readings of the place that have another verdict.
    """

    number: int
    verdict: str | None
    sign: str
    words: str
    quote: str
    by: str
    about: str
    because: str
    facts: tuple[Fact, ...]
    readings: tuple[str, ...]


@dataclass(frozen=True)
class Page:
    """One report.

    Attributes
    ----------
    title : str
    language : str
        Of the report, as an attribute ``lang``; empty when unknown.
    facts : tuple of Fact
        Its name, its date, its language, its digest.
    tally : tuple of str
        How many claims have which verdict, with its sign.
    incidents : tuple of Incident
    claims : tuple of Claim
    places : str
        Other places that are named, in one sentence; may be empty.
    notes : tuple of str
        What whoever reads the sheet must know about it.
    picture : str
        Markup of a map, ``svg``; empty where there is none.
    key : tuple of str
        What is on it.
    """

    title: str
    language: str
    facts: tuple[Fact, ...]
    tally: tuple[str, ...]
    incidents: tuple[Incident, ...]
    claims: tuple[Claim, ...]
    places: str = ""
    notes: tuple[str, ...] = ()
    picture: str = ""
    key: tuple[str, ...] = ()


@dataclass(frozen=True)
class Sheet:
    """Everything that one file says.

    Attributes
    ----------
    pages : tuple of Page
    statement : str
        What the verdicts are about, and what not.
    made : datetime
        When it was checked, UTC.
    checked : str
        The same in words, with the versions of geo and of the atlas.
    sources : tuple of str
    record : tuple of Fact
        How it was made: inputs with their digests, options.
    command : str
        What to type to make it again.
    """

    pages: tuple[Page, ...]
    statement: str
    made: dt.datetime
    checked: str
    sources: tuple[str, ...] = ()
    record: tuple[Fact, ...] = ()
    command: str = ""
    title: str = field(default="Geography check")
