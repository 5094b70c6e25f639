"""The day on which a text was published, from its own words.

It is taken from a label ("Published: 9 May 2024"), a dateline ("ASTANA, 9 May 2024 (Agency) -"), or a
line that holds nothing but a date, near the top or the end of the text; never from a date inside of the
story.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Final

from geo._reports.dates.calendar import MONTH, MONTHS, WEEKDAY, day_of, shift_months
from geo._reports.dates.when import Published
from geo._reports.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Literal

__all__ = ["find_published", "publication_spans"]

_TOP: Final = 2_000
_END: Final = 600
_YEAR: Final = r"(?:19|20)\d{2}"
_DATE: Final = (
    rf"(?:{WEEKDAY}\.?,?\s+)?(?:(?P<iso>{_YEAR}-\d{{2}}-\d{{2}})(?:[T "
    r"]\d{1,2}:\d{2}(?::\d{2})?(?:\.\d+)?(?:Z|[+-]\d{2}:?\d{2})?)?|"
    r"(?P<day>\d{1,2})(?:st|nd|rd|"
    rf"th)?\s+(?:de\s+)?(?P<month>{MONTH})(?:,?\s+(?:de\s+)?(?P<year>{_YEAR})(?:\s?(?:года|г\.|"
    r"року))?)?|"
    rf"(?P<month_b>{MONTH})\s+(?P<day_b>\d{{1,2}})(?:st|nd|rd|th)?(?:,?\s+(?P<year_b>{_YEAR}))?(?![\d])|"
    rf"(?P<day_c>\d{{1,2}})\.(?P<month_c>\d{{1,2}})\.(?P<year_c>{_YEAR})|"
    rf"(?P<one>\d{{1,2}})/(?P<other>\d{{1,2}})/(?P<year_d>{_YEAR}))"
)
_TIME: Final = (
    r"(?:,?\s*(?:at\s+|в\s+)?\d{1,2}[:.]\d{2}(?::\d{2})?(?:\s?[ap]\.?m\.?)?(?:\s?\(?(?:GMT|UTC|"
    r"[A-Z]{2,5}|[+-]\d{1,2}:?\d{2})\)?)?)?"
)
_LABEL: Final = re.compile(
    r"(?im)^[\s>*_#|-]{0,8}(?P<label>(?:first )?published|posted|date|issued|publication date|date "
    r"published|released|updated|last updated|"
    r"опубликовано|дата публикации|дата|обновлено|опубліковано|publicado|publié)[*_]{0,2}"
    rf"(?:\s*:\s*[*_]{{0,2}}\s*|\s+(?:on\s+|le\s+|el\s+)?)[\"']?(?P<date>{_DATE})"
)
_PLACE: Final = (
    r"(?!(?i:on|in|at|by|since|from|until|the|before|after|as|between|during|в|во|на|с|со|до|к|по|около)\s)"
    r"[^\W\d_][^\n\d:;!?()—–]{0,60}?"
)
_WIRES: Final = (
    r"Interfax|Интерфакс|Reuters|AFP|AP|dpa|EFE|TASS|ТАСС|РИА(?: [A-ZА-Я]\w{2,12})?|Xinhua|Anadolu|Kazinform|"
    r"Казинформ|[A-ZА-Я]{3,12}"
)
_WORDS: Final = r"(?:[A-ZА-ЯЁ][\w.'’«»\"-]{0,20}[ ]?){1,4}"
_AGENCY: Final = r"[A-ZА-ЯЁ][\w-]{2,20}(?:[ ][A-ZА-ЯЁ][\w-]{1,20}){0,2}"
_IN_CAPITALS: Final = re.compile(
    r"(?m)^[ \t>*_]{0,6}[A-ZА-ЯЁ][A-ZА-ЯЁ .’'-]{2,40}(?:, [A-ZА-ЯЁ]\w+)?[,.][ "
    rf"\t]+(?P<date>{_DATE})[ \t]*[.:]"
)
"""A dateline without an agency, which has capitals to be known by."""
_DATELINE: Final = re.compile(
    rf"(?m)^[ \t>*_]{{0,6}}(?:{_PLACE}[,.:/]?[ \t]+(?:\([^()\n]{{1,40}}\)[ \t]*[,–—-]*[ "
    rf"\t]*)?)?(?P<date>{_DATE})"
    rf"(?:[ \t.,/*_]*(?:\([^()\n]{{1,60}}\)|/[^/\n]{{1,40}}/|{_WORDS})?[ \t.*_]*(?:[—–:]|-(?=\s))|"
    r"[ \t]*\([^()\n]{2,40}\)(?!,)|[ \t.,]*/[^/\n]{2,30}/|[ \t]*[.,][ "
    rf"\t]+(?:(?:{_WIRES})(?![\w-])|{_AGENCY}\.(?=\s)))"
)
_LINE: Final = re.compile(
    r"(?m)^[ \t>*_]{0,6}(?:(?:by|from|автор)\s+[^\n\d|]{2,80}[|,•·–—-]\s*|[^\n\d|.]{2,60}[|"
    rf"•·]\s*)?(?P<date>{_DATE}){_TIME}"
    r"[ \t]*[.*_]{0,3}[ \t]*(?:[|•·][^\n]{0,60})?\r?$",
    re.IGNORECASE,
)
_OUTLET: Final = re.compile(
    r"(?m)^[ \t>*_]{0,6}(?:[A-ZА-ЯЁ][^\n\d.!?]{2,50}[,–—-]|(?i:posted|published|written|"
    rf"filed) by [^\n\d.!?]{{2,60}} on)[ \t]+(?P<date>{_DATE}){_TIME}[ \t.*_]*\r?$"
)
"""A line that names who published, and the day: "Steppe Review, 18 October 2023"."""
_HEAD: Final = 600
_ANY_YEAR: Final = re.compile(
    rf"\d{{1,2}}\s+(?P<month>{MONTH})\s+(?P<year>{_YEAR})|(?P<iso>{_YEAR}-\d\d-\d\d)|"
    rf"(?P<month_b>{MONTH})\s+\d{{1,2}},?\s+(?P<year_b>{_YEAR})"
)
_LATER: Final = frozenset(("updated", "last updated", "обновлено"))
_UPPER: Final = re.compile(r"[^\W\d_]{2,}")


def find_published(text: str, *, stated: str | None) -> Published | None:
    r"""Find the day on which a text was published.

    Parameters
    ----------
    text : str
    stated : str or None
        What was said beside the text, as in the head of an HTML page; it goes before the text.

    Returns
    -------
    Published or None

    Examples
    --------
    >>> find_published("ASTANA, 9 May 2024 (Agency) — A drone fell on 7 May.", stated=None)
    Published(date=datetime.date(2024, 5, 9), how='dateline', start=8, end=18)
    >>> find_published("A drone fell on 7 May 2024.", stated=None) is None
    True
    >>> find_published("", stated="2024-05-09T10:00:00Z").date.isoformat()
    '2024-05-09'
    """
    if stated:
        beside = re.compile(_DATE, re.IGNORECASE).search(stated[:_TOP])
        day = _day(beside, text) if beside else None
        if day:
            return Published(day, "stated", None, None)
    for how, found in _told(text):
        day = _day(found, text)
        if day:
            return Published(day, how, *found.span("date"))
    return None


def publication_spans(text: str) -> list[Span]:
    """Give where a text tells its day of publication, even without a year.

    Examples
    --------
    >>> publication_spans("SUMY, May 8 (Agency) - Shells hit the town.")
    [Span(start=6, end=11)]
    """
    return [Span(*found.span("date")) for _, found in _told(text)]


def _told(text: str) -> Iterator[tuple[Literal["label", "dateline", "line"], re.Match[str]]]:
    """Give what tells the day of publication, the best first."""
    top, end = text[:_TOP], max(0, len(text) - _END)
    labels = [*_LABEL.finditer(top), *(_LABEL.finditer(text, end) if end >= _TOP else ())]
    for found in sorted(labels, key=lambda found: found["label"].lower() in _LATER):
        yield "label", found
    for found in (*_DATELINE.finditer(top), *_IN_CAPITALS.finditer(top)):
        if _is_dateline(text, found):
            yield "dateline", found
            break
    lines = (
        list(_LINE.finditer(top))[:1]
        or list(_OUTLET.finditer(text[:_HEAD]))[:1]
        or list(_LINE.finditer(text, end))[-1:]
    )
    for found in lines:
        yield "line", found


def _is_dateline(text: str, found: re.Match[str]) -> bool:
    """Tell a dateline from a sentence that begins with a place and a date."""
    place = text[found.start() : found.start("date")]
    names = _UPPER.findall(place)
    return all(not name[0].islower() or name in {"de", "и", "на", "and", "of", "near"} for name in names)


def _day(found: re.Match[str], text: str) -> date | None:
    groups = found.groupdict()
    if groups["iso"]:
        return _from_iso(groups["iso"])
    if groups["one"]:
        one, other, year = int(groups["one"]), int(groups["other"]), int(groups["year_d"])
        days = {day for day in (day_of(year, other, one), day_of(year, one, other)) if day}
        return days.pop() if len(days) == 1 else None
    if groups["day_c"]:
        return day_of(int(groups["year_c"]), int(groups["month_c"]), int(groups["day_c"]))
    word, number, year_text = (
        (groups["month"], groups["day"], groups["year"])
        if groups["month"]
        else (groups["month_b"], groups["day_b"], groups["year_b"])
    )
    month, day = MONTHS[word.lower().rstrip(".")], int(number)
    in_year = int(year_text) if year_text else _year_of(text, month, day)
    return day_of(in_year, month, day) if in_year else None


def _from_iso(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _year_of(text: str, month: int, day: int) -> int | None:
    """Find the year of a dateline without one: that of the latest full date of the text."""
    latest: date | None = None
    for found in _ANY_YEAR.finditer(text[: 20 * _TOP]):
        if found["iso"]:
            there = _from_iso(found["iso"])
        else:
            word, year = (
                (found["month"], found["year"]) if found["month"] else (found["month_b"], found["year_b"])
            )
            there = day_of(int(year), MONTHS[word.lower().rstrip(".")], 1)
        latest = max(filter(None, (latest, there)), default=None)
    if latest is None:
        return None
    here = day_of(latest.year, month, day)
    if here and here < latest.replace(day=1):
        here = day_of(latest.year + 1, month, day)
    return here.year if here and here <= shift_months(latest, 3) else None
