"""What was found as plain values: what ``geo check --json`` prints of reports, incidents and claims."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from geo._claims.table import located_as

if TYPE_CHECKING:
    from geo._claims.judged import Judged
    from geo._locating import Candidate, Grounds
    from geo._reports import Incident, Place, Reading, Report

__all__ = ["plain_claim", "plain_incident", "plain_place", "plain_report"]

_OTHERS: Final = ("name", "kind", "country_code", "region_code", "score")
_TOLD: Final = 0.01


def plain_report(report: Report) -> dict[str, Any]:
    """Give a report: whence it is, and what was not read."""
    return {
        "name": report.name,
        "title": report.title or None,
        "language": report.language,
        "published": None if report.published is None else report.published.isoformat(),
        "published_from": report.published_from,
        "characters": len(report.text),
        "sha256": report.sha256,
        "problems": list(report.problems),
    }


def plain_place(report: int, place: Place) -> dict[str, Any]:
    """Give a place with what else its name may mean."""
    best = place.best
    return {
        "report": report,
        "quote": place.quote,
        "start": place.start,
        "end": place.end,
        **_candidate(best),
        "role": place.role,
        "because": place.because if best is None else f"{place.because}; {best.why}",
        "others": [
            {name: value for name, value in _candidate(one).items() if name in _OTHERS}
            for one in place.candidates[1:]
            if one.score >= _TOLD
        ],
    }


def plain_incident(report: int, incident: Incident, grounds: Grounds) -> dict[str, Any]:
    """Give an incident with the ways to understand where it is."""
    best = incident.best
    return {
        "report": report,
        "title": incident.title,
        "type": incident.type,
        "date": incident.date,
        "located_as": located_as(incident, grounds),
        "kind": None if best is None else best.kind,
        "country_code": None if best is None else best.country_code,
        "region_code": None if best is None else best.region_code,
        "lon": None if best is None else best.lon,
        "lat": None if best is None else best.lat,
        "precision_m": None if best is None else best.precision_m,
        "start": incident.start,
        "end": incident.end,
        "score": None if best is None else best.score,
        "object": incident.object,
        "killed": incident.killed,
        "injured": incident.injured,
        "because": incident.because,
        "spans": {name: list(span) for name, span in incident.spans.items()},
        "readings": [_reading(one) for one in incident.readings],
    }


def plain_claim(one: Judged) -> dict[str, Any]:
    """Give a claim with its verdict, and what holds under each reading."""
    claim = one.claim
    return {
        "report": one.report,
        "quote": claim.quote,
        "start": claim.start,
        "end": claim.end,
        "kind": one.kind,
        "incident": one.incident,
        "subject": claim.subject,
        "object": claim.object,
        "negated": claim.negated,
        "attributed_to": claim.attributed_to,
        "border_kind": one.border_kind,
        "threshold_m": one.threshold_m,
        "turns_at_m": one.turns_at_m,
        "distance_min_m": one.distance_min_m,
        "distance_max_m": one.distance_max_m,
        "share": one.share,
        "verdict": one.verdict,
        "because": one.because,
        "by_kind": {kind: list(ends) for kind, ends in one.by_kind.items()},
        "readings": [
            {
                "name": reading.name,
                "how": reading.how,
                "verdict": found.verdict,
                "distance_min_m": found.min_m,
                "distance_max_m": found.max_m,
                "share": found.share,
            }
            for reading, found in one.readings
        ],
    }


def _candidate(one: Candidate | None) -> dict[str, Any]:
    names = ("name", "kind", "country_code", "region_code", "lon", "lat", "precision_m", "score")
    return {name: None if one is None else getattr(one, name) for name in names}


def _reading(one: Reading) -> dict[str, Any]:
    names = ("name", "how", "kind", "country_code", "region_code", "lon", "lat", "precision_m", "score")
    return {name: getattr(one, name) for name in names}
