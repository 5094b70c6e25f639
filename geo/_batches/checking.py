"""One file read and checked, whatever it is: its result, or why there is none."""

from __future__ import annotations

import io
import json
import logging
import time
from collections import Counter
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple

from geo.errors import GeoError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from geo._batches.asking import Asked

__all__ = ["Checked", "Outcome", "check_file", "count_up", "warm_up", "write_out"]

Outcome = Literal["done", "empty", "unreadable", "error"]
"""Checked; no letters in it; no text that can be read; something went wrong inside."""

_WARMING: Final = (
    b"A drone fell in the Kara-Kyuyun district of Mangystau region near Aktau on Monday, 12 km from the "
    b"border with Russia, off the coast of Mangystau, far from populated places, near the Kazakh-Uzbek "
    b"border, in the north of Kazakhstan."
)
"""Asks for every layer that claims are held against, and for a name that is spelled like no other."""


class Checked(NamedTuple):
    """What became of a file."""

    outcome: Outcome
    message: str | None = None
    sha256: str | None = None
    counts: Mapping[str, Any] = {}
    """The columns of `geo._batches.keeping.COLUMNS` that speak of what it says."""
    seconds: float | None = None
    result: str | None = None
    """What ``geo check --json`` prints."""
    used: tuple[int, ...] = ()
    """Lines of the decisions that spoke of it."""
    is_final: bool = False
    """Whether it would be the same again; a disk that did not answer may do so the next time."""
    is_its_own: bool = False
    """Whether the result names the file in other places than its name."""


def check_file(path: Path, asked: Asked) -> Checked:
    """Read and check a file."""
    from geo._claims import check_claims
    from geo._reports import read_report

    begun = time.perf_counter()
    decisions = asked.decisions
    if decisions is not None:
        decisions.forget_used()
    try:
        report = read_report(
            path,
            published=asked.published,
            language=asked.language,
            decisions=decisions,
            atlas=asked.atlas,
        )
        check = check_claims(report, near_m=asked.near_m, not_near_m=asked.not_near_m, atlas=asked.atlas)
        found = check.as_json()
        result = write_out(found)
    except GeoError as error:
        return Checked("unreadable", str(error), seconds=time.perf_counter() - begun, is_final=True)
    except OSError as error:
        message = f"{path} cannot be read: {error.strerror or error}."
        return Checked("unreadable", message, seconds=time.perf_counter() - begun)
    except Exception as error:  # noqa: BLE001 - one file never stops the others
        first = (str(error).splitlines() or [""])[0]
        message = f"something unexpected went wrong inside geo: {type(error).__name__}: {first}"
        return Checked("error", message, seconds=time.perf_counter() - begun)
    return Checked(
        "done" if report.text.strip() else "empty",
        " ".join(report.problems) or None,
        report.sha256,
        count_up(found),
        time.perf_counter() - begun,
        result,
        () if decisions is None else tuple(sorted(decisions.used)),
        is_final=True,
        is_its_own=any(report.name in problem for problem in report.problems),
    )


def write_out(found: dict[str, Any]) -> str:
    """Spell a result as ``geo check --json`` does."""
    return json.dumps(found, ensure_ascii=False, indent=2) + "\n"


def count_up(found: dict[str, Any]) -> dict[str, Any]:
    """Count what the result of one report has."""
    (report,) = found["reports"]
    verdicts = Counter(claim["verdict"] for claim in found["claims"])
    return {
        "language": report["language"],
        "published": report["published"],
        "incidents": len(found["incidents"]),
        "claims": len(found["claims"]),
        "supported": verdicts["supported"],
        "contradicted": verdicts["contradicted"],
        "undecided": verdicts["undecided"],
        "not_judged": verdicts[None],
    }


def warm_up(asked: Asked) -> None:
    """Read what every report asks of the atlas, so that processes that are made now have it in common."""
    from geo._claims import check_claims
    from geo._reports import read_report

    # What measuring says of rows means nothing to who reads a report: it stands with each incident.
    log = logging.getLogger("geo._measuring")
    level = log.level
    log.setLevel(logging.ERROR)
    try:
        report = read_report(io.BytesIO(_WARMING), language="en", published="2024-05-07", atlas=asked.atlas)
        check_claims(report, atlas=asked.atlas)
    finally:
        # This may be the process of somebody who measures something else afterwards.
        log.setLevel(level)
