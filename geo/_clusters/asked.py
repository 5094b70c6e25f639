"""What is asked for of every file of a folder."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from geo._records import Run

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from geo._lazy import AtlasKey
    from geo._locating import Decisions

__all__ = ["Asked"]


class Asked(NamedTuple):
    """What is to be done with every file, as values that can be sent to a worker."""

    atlas: AtlasKey
    made: dt.datetime
    """What the records say of when."""
    run: Run = Run()
    reading: Mapping[str, Any] = {}
    """Arguments of `geo.read_incidents`."""
    locating: Mapping[str, Any] = {}
    """Arguments of `geo.locate_incidents`, but for the atlas and the decisions."""
    decisions: Decisions | None = None
    measuring: Mapping[str, Any] = {}
    """Arguments of `geo.measure_incidents`, but for the atlas."""
    blur: str | None = None
    strict: bool = False
