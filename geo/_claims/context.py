"""What judging needs: the atlas, the thresholds, and the things of a report made ready for measuring."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeVar

import shapely

from geo._measuring import Thing, read_spot
from geo._reports import make_readings, read_candidate

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from shapely.geometry.base import BaseGeometry

    from geo._atlas import Atlas
    from geo._locating import Candidate, Grounds
    from geo._measuring import Spot
    from geo._reports import Claim, Reading, Report

__all__ = ["ALIVE", "NEAR_M", "NOT_NEAR_M", "Context", "same"]

NEAR_M: Final = 25_000.0
NOT_NEAR_M: Final = 150_000.0
"""Up to where something is near, and from where on it is not; between the two nobody can say. No number
can be defended for all ("Georeferencing Quick Reference Guide", GBIF 2020). Of 16 events in UCDP's file of
the Central African Republic that are described as near or on the border, half lie within 12 km of it, 11
within 25 km, and the furthest at 132 km: what is beyond 150 km was never called near there."""

ALIVE: Final = 0.05
"""Another bearer of a name counts as a reading from this chance on."""

Value = TypeVar("Value")


def same(shape: BaseGeometry) -> Hashable:
    """Tell a shape from others: a point by where it is, others by being the same object."""
    return (shape.x, shape.y) if isinstance(shape, shapely.Point) and not shape.is_empty else id(shape)


class Context:
    """One report, and all that its claims are held against.

    Parameters
    ----------
    report : Report
    grounds : Grounds
    near_m, not_near_m : float
        See `NEAR_M`.
    """

    def __init__(self, report: Report, grounds: Grounds, near_m: float, not_near_m: float) -> None:
        self.report, self.grounds = report, grounds
        self.near_m, self.not_near_m = near_m, not_near_m

    @property
    def atlas(self) -> Atlas:
        """The atlas."""
        return self.grounds.atlas  # type: ignore[return-value]

    def readings_of(self, claim: Claim) -> tuple[Reading, ...]:
        """Give the ways to understand of what a claim is said: the incident, or a place."""
        if claim.subject_place is not None and not self._is_incident(claim):
            place = self.report.places[claim.subject_place]
            return make_readings(place.candidates, (), self.grounds)
        if claim.incident is None:
            return ()
        return self.report.incidents[claim.incident].readings

    def _is_incident(self, claim: Claim) -> bool:
        """Say whether the place of which a claim is said is where the incident is."""
        if claim.incident is None:
            return False
        return self.report.incidents[claim.incident].place == claim.subject_place

    def spot(self, reading: Reading) -> Spot:
        """Make a reading ready to be measured, once for all reports that speak of the same ground."""
        shape, radius_m = reading.shape, reading.radius_m
        return self.keep(("spot", same(shape), radius_m), lambda: read_spot(shape, radius_m), shape)

    def keep(self, key: tuple[Hashable, ...], make: Callable[[], Value], *same_as: object) -> Value:
        """Give what is kept with the atlas under a key, or make it.

        Parameters
        ----------
        key : tuple
            All that it hangs on, shapes by `same`.
        make : callable
        same_as : object
            The shapes that are in the key: as long as they are kept, no other takes their number.
        """
        kept: tuple[Value, tuple[object, ...]] = self.grounds.measured.get(key, lambda: (make(), same_as))
        return kept[0]

    def meaning_of(self, claim: Claim) -> tuple[Hashable, ...]:
        """Give all of a claim that its verdict depends on: two that are the same in it are judged alike."""
        relation = claim.relation and claim.relation._replace(start=0, end=0, objects=(), subject=None)
        said = (
            claim.kind,
            claim.quote,
            claim.subject,
            claim.object,
            claim.codes,
            claim.negated,
            claim.locates,
        )
        readings = tuple(
            (one.name, one.how, one.lon, one.lat, one.precision_m, one.radius_m, one.score)
            for one in self.readings_of(claim)
        )
        objects = tuple(
            tuple((one.name, one.kind, one.lon, one.lat, one.precision_m) for one in found)
            for found in self.objects_of(claim)
        )
        return (said, relation, readings, objects)

    def objects_of(self, claim: Claim) -> list[list[Candidate]]:
        """Give what each place that a claim speaks of may mean."""
        return [
            [one for one in self.report.places[at].candidates if one.score >= ALIVE][:3]
            or list(self.report.places[at].candidates[:1])
            for at in claim.objects
        ]

    def ground_of(self, candidate: Candidate) -> tuple[Thing, float]:
        """Give the ground of a candidate to measure to, and how far a place reaches from its point."""
        reading = read_candidate(candidate, self.grounds, "")
        if reading.kind == "area":
            return self.thing(reading.shape), 0.0
        return self.thing(shapely.Point(candidate.lon, candidate.lat)), candidate.precision_m

    def thing(self, shape: BaseGeometry) -> Thing:
        """Make a shape ready to be measured to, once for all reports."""
        return self.keep(("thing", same(shape)), lambda: Thing([shape]), shape)

    def accuracy_m(self, reading: Reading) -> float:
        """Say how far the outline of a reading may be off, as far as it is known."""
        thing = reading.candidate.thing if reading.candidate is not None else None
        if thing is None or thing.layer not in ("regions", "districts") or reading.kind != "area":
            return 0.0
        row = self.grounds.row_of(thing)
        stated = None if row is None else row.get("accuracy_m")
        return float(stated) if stated is not None else 1_000.0
