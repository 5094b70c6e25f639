"""From a file to the text of a report.

Text and Markdown are read as they are, so that every offset is one into the decoded file. Of HTML the visible
text is taken (``markup``). Whatever comes in is data: nothing is run, fetched, or unpacked.
"""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final, Literal, NamedTuple

from geo._reading.decoding import name_source, read_bytes
from geo._reports.bytes_to_text import decode
from geo._reports.headlines import find_front_matter, find_headline
from geo._reports.languages import detect_language
from geo._reports.markup import read_markup
from geo._reports.spans import Span  # noqa: TC001 - tools resolve the fields of named tuples
from geo.errors import DataError

if TYPE_CHECKING:
    import os

__all__ = ["Document", "detect_language", "read_document"]

MOST_BYTES: Final = 20_000_000
"""A report is a page or a few; what is larger is something else."""
_HTML: Final = frozenset((".html", ".htm", ".xhtml"))
_MARKDOWN: Final = frozenset((".md", ".markdown"))
_OTHER: Final = frozenset(
    (".pdf", ".docx", ".doc", ".odt", ".rtf", ".epub", ".pages", ".mht", ".mhtml", ".xlsx", ".pptx", ".zip")
)
_SIGNATURES: Final = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a packed file, such as a Word document"),
    (b"\xd0\xcf\x11\xe0", "a Word document"),
    (b"{\\rtf", "an RTF document"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x1f\x8b", "a packed file"),
)
_LOOKS_HTML: Final = re.compile(
    (
        r"\A\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--.{0,500}?-->\s*)?<(?:!doctype\s+html|html|head|body|"
        r"article|main)\b"
    ),
    re.IGNORECASE | re.DOTALL,
)
_LOOKS_MARKDOWN: Final = re.compile(r"\A\s*#{1,3} \S")
_FRONT: Final = re.compile(
    r"(?im)^(?P<key>date|published|lang|language)[ \t]*:[ \t]*[\"']?(?P<value>[^\"'\r\n#]{2,80})"
)
_CONTROL: Final = re.compile(r"[\x00-\x08\x0e-\x1a\x7f]")
_MOST_CONTROL: Final = 0.002


class Document(NamedTuple):
    """A report as text."""

    text: str
    """What was read; every offset is one into it."""
    name: str
    form: Literal["text", "markdown", "html"]
    title: Span | None
    stated_date: str | None
    """The date of publication that stands beside the text, as written there."""
    language: str | None
    """ISO 639-1 code, stated or recognised."""
    sha256: str
    """Of the bytes of the file."""
    problems: tuple[str, ...]
    """What went wrong in reading it and was put right."""


def read_document(source: str | Path | BinaryIO, *, name: str | None = None) -> Document:
    r"""Read a report.

    Parameters
    ----------
    source : path or readable binary stream
        Plain text, Markdown or HTML, in UTF-8, UTF-16, or an older encoding, which is guessed and told.
    name : str, optional
        What messages call it; by its path when left out.

    Raises
    ------
    DataError
        If there is no such file, it has more than 20 MB, or it is no text.

    Examples
    --------
    >>> import io
    >>> page = b"<html lang=en><h1>Drone found</h1><p>It fell near <b>Aktau</b>.</p><script>x()</script>"
    >>> document = read_document(io.BytesIO(page))
    >>> document.text, document.title, document.form
    ('Drone found\n\nIt fell near Aktau.', Span(start=0, end=11), 'html')
    """
    called = name or name_source(source)
    suffix = Path(called).suffix.lower()
    if suffix in _OTHER:
        raise DataError(
            f"{called} is not plain text. Open it, save it as plain text (.txt, UTF-8) or HTML and give that."
        )
    content = _read_bytes(source, called)
    kind = next((kind for mark, kind in _SIGNATURES if content.startswith(mark)), None)
    if kind:
        raise DataError(
            f"{called} is {kind}. Save what it says as plain text (.txt, UTF-8) or HTML, and give that file."
        )
    text, problems = decode(content, called)
    digest = hashlib.sha256(content).hexdigest()
    if suffix in _HTML or (suffix not in _MARKDOWN and _LOOKS_HTML.match(text)):
        page = read_markup(text)
        _refuse_binary(page.text, called)
        language = page.language or detect_language(page.text)
        return Document(page.text, called, "html", page.title, page.date, language, digest, problems)
    _refuse_binary(text, called)
    matter = find_front_matter(text)
    markdown = suffix in _MARKDOWN or (suffix != ".txt" and bool(matter or _LOOKS_MARKDOWN.match(text)))
    stated = (
        {found["key"].lower(): found["value"].strip() for found in _FRONT.finditer(text, *matter)}
        if matter
        else {}
    )
    language = stated.get("lang") or stated.get("language")
    return Document(
        text,
        called,
        "markdown" if markdown else "text",
        find_headline(text),
        stated.get("date") or stated.get("published"),
        _code(language) or detect_language(text[matter.end :] if matter else text),
        digest,
        problems,
    )


def _code(stated: str | None) -> str | None:
    code = (stated or "").strip().lower()[:2]
    return code if len(code) == 2 and code.isalpha() else None  # noqa: PLR2004 - of two letters


def _read_bytes(source: str | os.PathLike[str] | BinaryIO, called: str) -> bytes:
    """Read all bytes of a report, if they are not too many."""
    if hasattr(source, "read"):
        content = source.read(MOST_BYTES + 1)
        if isinstance(content, str):
            content = content.encode()
    else:
        content = _read_path(Path(source))
    if len(content) > MOST_BYTES:
        raise DataError(
            f"{called} has more than {MOST_BYTES // 1_000_000} MB, too much for a report. "
            "Give only the text of the report, or tables to 'geo measure'."
        )
    return content


def _read_path(path: Path) -> bytes:
    if path.is_file():
        try:
            with path.open("rb") as file:
                return file.read(MOST_BYTES + 1)
        except OSError:
            pass
    return read_bytes(path)


def _refuse_binary(text: str, called: str) -> None:
    """Make sure that a text is one.

    Raises
    ------
    DataError
        If it has NULs or many other control characters.
    """
    place = text.find("\0")
    if place < 0:
        signs = _CONTROL.findall(text[:200_000])
        if len(signs) <= max(4, _MOST_CONTROL * min(len(text), 200_000)):
            return
        place = text.index(signs[0])
    line = text.count("\n", 0, place) + 1
    raise DataError(
        f"{called}, line {line}: a control character (U+{ord(text[place]):04X}), so this is not plain text. "
        "Save it as plain text (.txt, UTF-8) or HTML, and give that file."
    )
