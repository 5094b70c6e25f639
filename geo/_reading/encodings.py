"""In which encoding a text was written: what its bytes prove, and what they make likely.

A byte order mark and valid UTF-8 are proof. Bytes in one of the older encodings prove nothing: every byte
is a letter in most of them, and the wrong choice turns one name into another without a word. So they are
guessed only where that is safe (`guessing`), and the guess is told with a word to look at.
"""

from __future__ import annotations

import codecs
from typing import TYPE_CHECKING, Final, NamedTuple

from geo._reading.guessing import guess_codec
from geo.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo._reading.source import Source

__all__ = ["Encoding", "find_encoding", "read_utf8"]

_CHUNK: Final = 2**20
_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig", "UTF-8"),
    # The mark of UTF-32 begins with that of UTF-16.
    (codecs.BOM_UTF32_LE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF32_BE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)


class Encoding(NamedTuple):
    """How the bytes of a source become text."""

    codec: str
    told: tuple[str, ...]
    """What there is to say of it: a byte order mark, a guess. Empty for plain UTF-8 and a stated encoding."""


def find_encoding(source: Source, chosen: str | None = None) -> Encoding:
    r"""Find the encoding of a text: stated, marked, UTF-8, or guessed where that is safe.

    Parameters
    ----------
    source : Source
    chosen : str, optional
        What the user says it is.

    Returns
    -------
    Encoding
        One that decodes all bytes of the source.

    Raises
    ------
    DataError
        If there is no such encoding, or bytes are not in it, or it cannot be told which it is: with line
        and byte.

    Examples
    --------
    >>> from geo._reading.source import Source
    >>> find_encoding(Source("x.csv", content="id,name\\n1,Ақтау".encode("utf-8-sig")))
    Encoding(codec='utf-8-sig', told=('UTF-8 with a byte order mark',))
    """
    if chosen is not None:
        _check_codec(chosen)
        _check_bytes(source, chosen)
        return Encoding(chosen, ())
    head = source.head(4)
    for mark, codec, spoken in _MARKS:
        if head.startswith(mark):
            _check_bytes(source, codec)
            return Encoding(codec, (f"{spoken} with a byte order mark",))
    try:
        _check_bytes(source, "utf-8")
    except DataError as error:
        guess, hint = guess_codec(source)
        if guess is None or not _is_in(source, guess):
            raise DataError(f"{error}{hint}") from None
        return Encoding(guess, (f"encoding {guess}, guessed: pass --encoding if names look wrong ({hint})",))
    return Encoding("utf-8", ())


def read_utf8(source: Source, codec: str) -> Iterator[bytes]:
    """Give the text of a source as UTF-8 without a byte order mark, in chunks.

    Raises
    ------
    DataError
        If the text holds half of a surrogate pair, which no file can.
    """
    is_utf8 = codec in {"utf-8", "utf-8-sig"}
    decoder = codecs.getincrementaldecoder(codec)()
    first = True
    with source.open() as stream:
        while True:
            chunk = stream.read(_CHUNK)
            if is_utf8:
                out = chunk
            else:
                try:
                    out = decoder.decode(chunk, final=not chunk).encode()
                except UnicodeError as error:
                    raise DataError(
                        f"{source.name} is not {codec}: {error}. Pass another --encoding."
                    ) from None
            if first and out:
                out, first = out.removeprefix(codecs.BOM_UTF8), False
            if out:
                yield out
            if not chunk:
                return


def _check_codec(name: str) -> None:
    try:
        # Without a byte to decode Python does not look for the codec.
        b"a".decode(name)
    except UnicodeError:
        return
    except (LookupError, ValueError):
        raise DataError(
            f"There is no encoding called '{name}'. Pass --encoding with one that Python knows, "
            "such as utf-8, utf-16, cp1251 or cp1252."
        ) from None


def _check_bytes(source: Source, codec: str) -> None:
    """Decode everything, and name the line and the byte that cannot be."""
    decoder = codecs.getincrementaldecoder(codec)()
    count = lines = 0
    with source.open() as stream:
        while True:
            chunk = stream.read(_CHUNK)
            try:
                decoder.decode(chunk, final=not chunk)
            except UnicodeDecodeError as error:
                # What the decoder had kept back of the chunk before comes first in what it complains about.
                at = max(count + len(chunk) - len(error.object) + error.start, 0)
                within = chunk[: max(at - count, 0)]
                line = lines + within.count(b"\n") + 1
                raise DataError(
                    f"{source.name}, line {line}: byte {at + 1} (0x{error.object[error.start]:02X}) is not "
                    f"{codec}. Save the file as UTF-8, or pass --encoding, for instance --encoding cp1251 "
                    "(Cyrillic) or cp1252 (Western Europe)."
                ) from None
            except UnicodeError as error:
                raise DataError(f"{source.name} is not {codec}: {error}. Pass another --encoding.") from None
            if not chunk:
                return
            count += len(chunk)
            lines += chunk.count(b"\n")


def _is_in(source: Source, codec: str) -> bool:
    try:
        _check_bytes(source, codec)
    except DataError:
        return False
    return True
