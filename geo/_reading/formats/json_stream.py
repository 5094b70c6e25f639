"""JSON piece by piece: a file of any length is read with one feature of it in memory."""

from __future__ import annotations

import codecs
import json
import re
from typing import TYPE_CHECKING, Any, Final

from geo._reading.formats.limits import MAX_RECORD
from geo.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo._reading.source import Source

__all__ = ["JsonStream", "unreadable"]

RECORD_SEPARATOR: Final = "\x1e"
_CHUNK: Final = 2**20
_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_BLANKS: Final = re.compile(r"[ \t\r\n]*")
# A word that ends where the text read so far ends is at most this long: -Infinity.
_LONGEST_WORD: Final = 16
_REMEDY: Final = "Export the file again as GeoJSON."


class JsonStream:
    """The text of a source, of which as much is in memory as the next value needs.

    Parameters
    ----------
    source : Source
    encoding : str, optional
        Without it a byte order mark decides, else UTF-8.
    """

    def __init__(self, source: Source, encoding: str | None) -> None:
        self.name = source.name
        head = source.head(4)
        marked = (codec for mark, codec in _MARKS if head.startswith(mark))
        self.encoding = encoding or next(marked, "utf-8")
        try:
            self._decoder = codecs.getincrementaldecoder(self.encoding)()
        except LookupError:
            raise DataError(
                f"There is no encoding called '{self.encoding}'. Pass --encoding with one that Python knows, "
                "such as utf-8, utf-16, cp1251 or cp1252."
            ) from None
        self._stream = source.open()
        self._text = ""
        self._place = 0
        # Line ends before the place `_counted` of the text.
        self._lines = 0
        self._counted = 0
        self._is_whole = False
        self._json = json.JSONDecoder()
        self._read_more()
        self._text = self._text.removeprefix("\ufeff")

    def close(self) -> None:
        """Close the file."""
        self._stream.close()

    def line(self, place: int | None = None) -> int:
        """Say on which line the next letter is, or another in memory; the first is 1."""
        place = self._place if place is None else place
        if place < self._counted:
            return self._lines - self._text.count("\n", place, self._counted) + 1
        self._lines += self._text.count("\n", self._counted, place)
        self._counted = place
        return self._lines + 1

    def peek(self) -> str:
        """Give the next letter that is not blank, and go there; "" at the end."""
        while True:
            self._place = _BLANKS.match(self._text, self._place).end()  # type: ignore[union-attr]
            if self._place < len(self._text):
                return self._text[self._place]
            if not self._read_more():
                return ""

    def skip(self, letter: str) -> bool:
        """Go beyond the next letter if it is this one."""
        found = self.peek() == letter
        self._place += found
        return found

    def expect(self, letter: str) -> None:
        """Go beyond the next letter.

        Raises
        ------
        DataError
            If it is another one.
        """
        if not self.skip(letter):
            raise self.broken(f"Expecting {letter!r}")

    def value(self) -> Any:  # noqa: ANN401 - a JSON value
        """Read the next value and go beyond it.

        Raises
        ------
        DataError
            If it is not JSON, or longer than `MAX_RECORD`.
        """
        self.peek()
        while True:
            try:
                value, end = self._json.raw_decode(self._text, self._place)
            except json.JSONDecodeError as error:
                is_cut = error.pos >= len(self._text) - _LONGEST_WORD or error.msg.startswith("Unterminated")
                if is_cut and self._read_more():
                    continue
                raise self.broken(error.msg, error.pos) from None
            except (ValueError, RecursionError) as error:
                raise unreadable(error, self.name) from None
            # A number may go on.
            if end < len(self._text) or not self._read_more():
                break
        self._place = end
        return value

    def records(self) -> Iterator[tuple[int, str]]:
        """Yield the first line and the text of every record that is not blank.

        Records are lines, or what begins with a record separator where the first does (RFC 8142).
        """
        separator = RECORD_SEPARATOR if self.peek() == RECORD_SEPARATOR else "\n"
        while True:
            searched = self._place
            while (end := self._text.find(separator, searched)) < 0:
                behind = len(self._text) - self._place
                if not self._read_more():
                    end = len(self._text)
                    break
                searched = self._place + behind
            record = self._text[self._place : end]
            if record.strip():
                blank = len(record) - len(record.lstrip())
                yield self.line(self._place + blank), record
            if end >= len(self._text) and self._is_whole:
                return
            self._place = end + 1
            if self._place > _CHUNK:
                self._forget()

    def broken(self, what: str, place: int | None = None) -> DataError:
        """Make the error that says on which line the text is not JSON."""
        return DataError(f"{self.name}, line {self.line(place)}: not JSON ({what}). {_REMEDY}")

    def _forget(self) -> None:
        """Let go of the text before the next letter."""
        self.line()
        self._counted -= self._place
        self._text = self._text[self._place :]
        self._place = 0

    def _read_more(self) -> bool:
        """Read on, as much again as is waiting; False at the end."""
        if self._is_whole:
            return False
        waiting = len(self._text) - self._place
        if waiting > MAX_RECORD:
            raise DataError(
                f"{self.name}, line {self.line()}: one feature of more than {MAX_RECORD >> 20} MiB, "
                "which geo does not read. Cut it into several, or make its outline simpler."
            )
        self._forget()
        chunk = self._stream.read(max(_CHUNK, waiting))
        self._is_whole = not chunk
        try:
            self._text += self._decoder.decode(chunk, final=self._is_whole)
        except UnicodeDecodeError as error:
            line = self.line(len(self._text)) + bytes(error.object).count(b"\n", 0, error.start)
            raise DataError(
                f"{self.name}, line {line}: byte 0x{error.object[error.start]:02X} is not {self.encoding}. "
                "Save the file as UTF-8, or pass --encoding."
            ) from None
        return True


def unreadable(error: Exception, name: str) -> DataError:
    """Make the error of numbers of thousands of digits, of brackets in thousands of brackets."""
    return DataError(f"{name} cannot be read as JSON: {error}. {_REMEDY}")
