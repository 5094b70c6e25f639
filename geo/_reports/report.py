"""What a report says: its places, its incidents and its claims, each with the words that say it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from shapely.geometry.base import BaseGeometry

    from geo._locating import Candidate
    from geo._reports.relations import Relation

__all__ = ["Claim", "Incident", "Place", "Reading", "Report", "Role"]

Role = Literal["event", "context", "reference", "background"]
"""Where an incident is; what that is said to lie in or beside; what a claim measures from; named besides."""


@dataclass(frozen=True)
class Reading:
    """One way to understand where an incident is."""

    name: str
    how: str
    """"best match", "other candidate", "stated parent", "near, as within 25 km of it", "phrase" or
    "coordinates"."""
    kind: str
    country_code: str | None
    region_code: str | None
    lon: float
    lat: float
    precision_m: float
    score: float
    shape: BaseGeometry = field(repr=False)
    """A point, or its ground."""
    radius_m: float | None
    """Of a point: within what it is; None for an area."""
    candidate: Candidate | None = field(default=None, repr=False)


@dataclass(frozen=True)
class Place:
    """A place that a report names."""

    quote: str
    start: int
    end: int
    role: Role
    because: str
    """Why it has this role."""
    candidates: tuple[Candidate, ...]
    """What it may mean, the likeliest first; empty when nothing is known."""
    parents: tuple[int, ...] = ()
    """Numbers of the places of the report that it is said to lie in."""

    @property
    def best(self) -> Candidate | None:
        """What it most likely means."""
        return self.candidates[0] if self.candidates else None


@dataclass(frozen=True)
class Incident:
    """Something that happened somewhere, says the report."""

    title: str
    type: str
    date: str | None
    """A day, or first/last day, ISO 8601."""
    start: int
    end: int
    """The sentence that tells of it."""
    place: int | None
    """Number of the place that says where it is."""
    readings: tuple[Reading, ...]
    """The likeliest first; empty when the report does not say where, or nothing is known of it."""
    because: str
    """How it was located, and what speaks against it."""
    object: str | None = None
    killed: int | None = None
    injured: int | None = None
    spans: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    """Where each field is said."""
    sentences: tuple[int, ...] = ()

    @property
    def best(self) -> Reading | None:
        """The likeliest reading."""
        return self.readings[0] if self.readings else None


@dataclass(frozen=True)
class Claim:
    """A geographic statement of a report, not yet judged."""

    quote: str
    start: int
    end: int
    kind: str
    incident: int | None
    subject: str
    """Of what it is said: the incident, or a place."""
    subject_place: int | None
    objects: tuple[int, ...]
    """Numbers of the places that it speaks of."""
    object: str
    relation: Relation | None
    codes: tuple[str, ...] = ()
    """Of the countries whose border is meant."""
    negated: bool = False
    attributed_to: str | None = None
    locates: bool = False
    """Whether the incident is located by these very words."""


@dataclass(frozen=True)
class Report:
    """A report that was read."""

    name: str
    text: str = field(repr=False)
    title: str
    language: str | None
    published: date | None
    published_from: str | None
    """"given", or the words of the text that say so."""
    sha256: str
    places: tuple[Place, ...]
    incidents: tuple[Incident, ...]
    claims: tuple[Claim, ...]
    problems: tuple[str, ...] = ()
