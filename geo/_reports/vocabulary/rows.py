"""What a row of the vocabulary is, and every kind of incident there is."""

from __future__ import annotations

from typing import Final, TypeAlias

__all__ = ["LIKELY", "NONE", "SURE", "TYPES", "WEAK", "Row"]

Row: TypeAlias = tuple[str, str, float, str]
"""Type, language, strength, words: see `geo._reports.vocabulary`."""

TYPES: Final = (
    "drone",
    "strike",
    "shelling",
    "explosion",
    "crash",
    "clash",
    "shooting",
    "attack",
    "protest",
    "earthquake",
    "fire",
    "flood",
    "storm",
    "landslide",
    "accident",
    "crime",
    "kidnapping",
    "arrest",
    "seizure",
    "military activity",
    "aerial activity",
    "other",
)
"""Every kind of incident there is."""

NONE: Final = "none"
SURE: Final = 1.0
LIKELY: Final = 0.7
WEAK: Final = 0.4
