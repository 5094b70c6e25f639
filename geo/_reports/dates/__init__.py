"""When it happened: every date of a text, and the day on which the text was published.

``calendar`` holds the names of months and days and does the sums, ``stated`` reads dates that stand in
the text, ``relative`` those that hang on the day of publication, ``roles`` says which are of the story
itself and which are of other times, ``finding`` puts them together; ``published`` finds the day of
publication.
"""

from __future__ import annotations

from geo._reports.dates.finding import find_dates
from geo._reports.dates.published import find_published
from geo._reports.dates.when import Published, When

__all__ = ["Published", "When", "find_dates", "find_published"]
