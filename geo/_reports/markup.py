"""From HTML to the text that a reader of the page sees.

Built on the parser of the standard library. Blocks are parted by blank lines; scripts, styles, comments,
menus, forms and what is hidden are left out. Of the head, the title, the language and the day of
publication are read, the last also from JSON-LD, which is read as data. `tidy` first takes out what makes
that parser slow.
"""

from __future__ import annotations

import re
from collections import Counter
from html.parser import HTMLParser
from typing import Final, NamedTuple

from geo._reports.elements import AROUND, BLOCKS, CLOSED_BY, DATE_NAMES, UNSEEN, VOID, is_hidden
from geo._reports.linked_data import date_of_json
from geo._reports.spans import Span

__all__ = ["Page", "read_markup"]

_SPACE: Final = re.compile(r"[ \t\n\r\f]+")
_NO_LETTER: Final = re.compile(r"\0|&#(?:\d{8,}|[xX][0-9a-fA-F]{8,});?")
"""What stands for no letter; a number of thousands of digits is an error to the parser."""


class Page(NamedTuple):
    """What a reader sees of a page."""

    text: str
    title: Span | None
    date: str | None
    language: str | None


def read_markup(markup: str) -> Page:
    r"""Read a page of HTML.

    Parameters
    ----------
    markup : str

    Returns
    -------
    Page
        The title is a stretch of the text; where the page shows none, that of its head stands first.

    Examples
    --------
    >>> page = read_markup("<title>Site</title><h1>Drone</h1><nav>Home</nav><p>It <i>fell</i>.<p hidden>x")
    >>> page.text, page.title
    ('Drone\n\nIt fell.', Span(start=0, end=5))
    """
    markup = _tidy(markup)
    reader = _read(markup, UNSEEN | AROUND)
    if not reader.text().strip():
        # Nothing is left of the page: then what stands around an article is all that there is.
        reader = _read(markup, UNSEEN)
    text = reader.text()
    title = reader.heading
    if title is None and reader.title:
        place = text[:1000].find(reader.title)
        if place < 0:
            text, place = f"{reader.title}\n\n{text}" if text else reader.title, 0
        title = Span(place, place + len(reader.title))
    return Page(text, title, reader.date(), reader.language)


def _read(markup: str, unseen: frozenset[str]) -> _Reader:
    reader = _Reader(unseen)
    reader.feed(markup)
    reader.close()
    return reader


def _tidy(markup: str) -> str:
    """Take out comments and declarations, and what can never be a tag, in one pass."""
    pieces = []
    begin = 0
    ends = {"<!--": "-->", "<![CDATA[": "]]>", "<!": ">", "<?": ">"}
    for found in re.finditer(r"<!--|<!\[CDATA\[|<!|<\?", markup):
        if found.start() < begin:
            continue
        end = ends[found[0]]
        place = markup.find(end, found.end()) if end else -1
        if place < 0:
            # It is never closed, and neither is any other after it: only the sign itself is dropped.
            ends[found[0]] = ""
            pieces.append(markup[begin : found.start()])
            begin = found.end()
            continue
        pieces.append(markup[begin : found.start()])
        begin = place + len(end)
    pieces.append(markup[begin:])
    text = _NO_LETTER.sub("\ufffd", "".join(pieces))
    last = text.rfind(">") + 1
    return text[:last] + text[last:].replace("<", "&lt;")


class _Reader(HTMLParser):
    """Gather the visible text, block by block."""

    def __init__(self, unseen: frozenset[str]) -> None:
        super().__init__(convert_charrefs=True)
        self.heading: Span | None = None
        self.title = ""
        self.language: str | None = None
        self._unseen = unseen
        self._pieces: list[str] = []
        self._length = 0
        self._break = ""
        self._open: list[tuple[str, bool]] = []
        self._counts: Counter[str] = Counter()
        self._skipped = 0
        self._special: str | None = None
        self._held: list[str] = []
        self._heading_start: int | None = None
        self._dates: dict[str, str] = {}
        self._pre = 0

    def text(self) -> str:
        """Give the text without white space at its end."""
        return "".join(self._pieces).rstrip()

    def date(self) -> str | None:
        """Give the best date of publication that was found."""
        return next(
            (self._dates[key] for key in ("meta", "json", "marked", "time") if key in self._dates), None
        )

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element."""
        self._close_implied(tag)
        values = {name: value or "" for name, value in attrs}
        self._note(tag, values)
        if tag in BLOCKS:
            self._part("\n\n")
        elif tag == "br":
            self._part("\n")
        elif tag in {"td", "th"} and self._break != "\n\n":
            self._part("\t")
        if tag in VOID:
            return
        skips = tag in self._unseen or is_hidden(values)
        self._open.append((tag, skips))
        self._counts[tag] += 1
        self._skipped += skips
        self._pre += tag == "pre"
        if tag == "h1" and not self._skipped and self.heading is None:
            self._heading_start = -1

    def handle_endtag(self, tag: str) -> None:
        """Close an element, and those inside of it that were left open."""
        if tag == "br":
            self._part("\n")
        if self._counts[tag]:
            while self._open:
                if self._pop() == tag:
                    break
        if tag in BLOCKS:
            self._part("\n\n")

    def handle_data(self, data: str) -> None:
        """Take text."""
        if self._special:
            self._held.append(data)
        if self._skipped:
            return
        if self._pre:
            words = data.replace("\r\n", "\n")
        else:
            words = _SPACE.sub(" ", data)
            if not self._pieces or self._break or self._ends_white():
                words = words.lstrip(" ")
        if not words:
            return
        if not words.strip() and (self._break or not self._pieces):
            return
        if self._break and self._pieces:
            self._trim()
            self._add(self._break)
        self._break = ""
        if self._heading_start == -1 and words.strip():
            self._heading_start = self._length
        self._add(words)

    def _add(self, words: str) -> None:
        self._pieces.append(words)
        self._length += len(words)

    def _ends_white(self) -> bool:
        return self._pieces[-1][-1:] in {" ", "\n", "\t"}

    def _trim(self) -> None:
        """Leave no space before a break."""
        last = self._pieces[-1]
        bare = last.rstrip(" \n\t")
        self._pieces[-1] = bare
        self._length -= len(last) - len(bare)

    def _part(self, sign: str) -> None:
        """Let a break stand before the next words; the greater of two wins."""
        if self._skipped:
            return
        if sign == "\t":
            self._break = self._break or sign
        elif len(sign) > len(self._break.replace("\t", "")):
            self._break = sign

    def _close_implied(self, tag: str) -> None:
        """Close what HTML lets a page leave open: a paragraph before a block, an item before the next."""
        if tag in BLOCKS and self._open and self._open[-1][0] == "p":
            self._pop()
        while self._open and tag in CLOSED_BY and self._open[-1][0] in CLOSED_BY[tag]:
            self._pop()

    def _pop(self) -> str:
        tag, skips = self._open.pop()
        self._counts[tag] -= 1
        self._skipped -= skips
        self._pre -= tag == "pre"
        if tag == "h1" and self._heading_start is not None:
            if self._heading_start >= 0:
                end = self._length - len(self._pieces[-1]) + len(self._pieces[-1].rstrip())
                self.heading = Span(self._heading_start, end)
            self._heading_start = None
        if tag == self._special:
            self._take_held()
        return tag

    def _note(self, tag: str, values: dict[str, str]) -> None:
        """Take what an element says of the page."""
        if tag in {"html", "body", "article"} and self.language is None:
            code = values.get("lang", values.get("xml:lang", ""))[:3].lower().split("-")[0].strip()
            self.language = code if len(code) == 2 and code.isalpha() else None  # noqa: PLR2004 - of two letters
        elif tag == "meta":
            key = (values.get("property") or values.get("name") or values.get("itemprop") or "").lower()
            content = values.get("content", "").strip()
            if key in {"og:title", "twitter:title"} and content and len(content) < 500:  # noqa: PLR2004 - no headline
                self.title = _SPACE.sub(" ", content)
            elif key in DATE_NAMES and content:
                self._dates.setdefault("meta", content[:100])
        elif tag == "time" and values.get("datetime") and not self._skipped:
            marked = "pubdate" in values or values.get("itemprop", "").lower() == "datepublished"
            self._dates.setdefault("marked" if marked else "time", values["datetime"].strip()[:100])
        elif tag == "title" and not self._special and "svg" not in self._counts:
            self._special, self._held = "title", []
        elif tag == "script" and values.get("type", "").strip().lower() == "application/ld+json":
            self._special, self._held = "script", []

    def _take_held(self) -> None:
        """Read the title of the head, or a block of JSON-LD."""
        held, tag = "".join(self._held), self._special
        self._special, self._held = None, []
        if tag == "title":
            self.title = self.title or _SPACE.sub(" ", held).strip()[:500]
        else:
            day = date_of_json(held)
            if day:
                self._dates.setdefault("json", day)
