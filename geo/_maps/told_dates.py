"""When it happened, as it was reported, and whether that says of which time zone."""

from __future__ import annotations

import re
from typing import Final

__all__ = ["tell_date"]

# A report without a date should say so rather than leave it out.
UNSTATED: Final = "not stated"
# A time of day with a zone, or the name of one; else nobody knows which day it was elsewhere.
ZONE: Final = re.compile(
    r"\d[T ,]+\d{1,2}:?\d{2}.*(?:Z|[+-]\d{2}(?::?\d{2})?)$"
    r"|\b(?:UTC|GMT|CES?T|EES?T|WES?T|BST|MSK|[ECMP][SD]T|IST|JST|AE[SD]T)\b"
)
# In a month or a year a zone makes no difference that could be told.
LONGER: Final = re.compile(r"[0-9]{4}(?:-[0-9]{2})?")
ZONE_NAMED: Final = re.compile(r"(?i)(?:^|[\s_-])(?:utc|gmt)(?:$|[\s_-])")


def tell_date(text: str | None, column: str) -> str:
    """Tell a date as it was reported, and whether it says of which zone.

    Examples
    --------
    >>> tell_date("2024-05-31", "date"), tell_date("2024-05-31 10:30Z", "date")
    ('2024-05-31 (zone not stated)', '2024-05-31 10:30Z')
    >>> tell_date("2024-05-31 10:30", "date_utc"), tell_date(None, "date")
    ('2024-05-31 10:30', 'not stated')
    """
    if text is None:
        return UNSTATED
    stated = (
        not re.search("[0-9]", text)
        or LONGER.fullmatch(text)
        or ZONE.search(text)
        or ZONE_NAMED.search(column)
    )
    return text if stated else f"{text} (zone not stated)"
