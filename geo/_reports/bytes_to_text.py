"""From bytes to text when nobody says which encoding they are in.

A byte order mark decides, then UTF-8 where the bytes are that, then what an HTML page says of itself;
else the encodings of older texts are tried, and the likeliest is taken and told.
"""

from __future__ import annotations

import codecs
import re
from typing import Final

from geo.errors import DataError

__all__ = ["decode"]

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_STATED: Final = re.compile(
    rb"(?i)<meta[^>]{0,200}?charset\s*=\s*[\"']?([\w-]{2,30})|<\?xml[^>]{0,100}encoding=[\"']([\w-]{2,30})"
)
_NOT_OLDER: Final = frozenset(("utf-7", "utf-8", "utf-16", "utf-32", "idna", "punycode"))
_SAMPLE: Final = 100_000
_CYRILLIC: Final = ("cp1251", "koi8-r", "cp866", "iso8859-5")
_FEW: Final = 0.3
"""Share of the letters that have to be beyond ASCII for a text to be in another script than Latin."""


def decode(content: bytes, name: str) -> tuple[str, tuple[str, ...]]:
    """Decode a text, and say what had to be guessed.

    Returns
    -------
    text : str
        Without a byte order mark; line ends as they are.
    problems : tuple of str

    Raises
    ------
    DataError
        If it is in no encoding that is known.

    Examples
    --------
    >>> decode("Дрон упал".encode("cp1251"), "a.txt")[0]
    'Дрон упал'
    """
    marked = next((codec for mark, codec in _MARKS if content.startswith(mark)), None)
    if marked:
        return _decode_as(content, marked, name).removeprefix("\ufeff"), ()
    wide = _wide(content)
    if wide:
        return _decode_as(content, wide, name), (
            f"{name} has no byte order mark and was read as {wide.upper()}.",
        )
    try:
        return content.decode("utf-8"), ()
    except UnicodeDecodeError as error:
        at = f"byte {error.start + 1}"
    guess = _stated(content) or _guess(content)
    text = content.decode(guess, errors="replace")
    lost = text.count("\ufffd")
    told = f"{name} is not UTF-8 ({at}) and was read as {guess}; save it as UTF-8 if letters are wrong."
    return text, (told, *((f"{lost} characters of {name} could not be read.",) if lost else ()))


def _decode_as(content: bytes, codec: str, name: str) -> str:
    try:
        return content.decode(codec)
    except UnicodeDecodeError as error:
        raise DataError(
            f"{name}: byte {error.start + 1} is not {codec.removesuffix('-sig').upper()}, as the mark at its "
            "beginning says. "
            "Save it as plain text in UTF-8."
        ) from None


def _wide(content: bytes) -> str | None:
    """Recognise UTF-16 without a mark: every other byte of Latin text and of its spaces is NUL."""
    sample = content[:_SAMPLE]
    if len(sample) < 4 or len(content) % 2 or b"\0" not in sample:  # noqa: PLR2004 - two letters at least
        return None
    half = len(sample) // 2
    high, low = sample[0::2].count(0) / half, sample[1::2].count(0) / half
    if max(high, low) < 0.1 or min(high, low) > 0.02:  # noqa: PLR2004 - spaces alone are more than a tenth
        return None
    codec = "utf-16-le" if low > high else "utf-16-be"
    try:
        content.decode(codec)
    except UnicodeDecodeError:
        return None
    return codec


def _stated(content: bytes) -> str | None:
    found = _STATED.search(content[:4096])
    if found is None:
        return None
    name = (found[1] or found[2]).decode("ascii", "ignore")
    try:
        codec = codecs.lookup(name)
    except LookupError:
        return None
    if codec.name in _NOT_OLDER:
        return None
    try:
        content[:1].decode(codec.name, "replace")
    except (LookupError, UnicodeError):
        # "hex" and the like are codecs, and no encodings of text.
        return None
    return codec.name


def _guess(content: bytes) -> str:
    """Take the encoding in which most letters are small ones of one script."""
    sample = content[:_SAMPLE]
    beyond = sum(byte > 127 for byte in sample)  # noqa: PLR2004 - the end of ASCII
    letters = beyond + sum(chr(byte).isalpha() for byte in sample if byte < 128)  # noqa: PLR2004
    if beyond < _FEW * letters:
        return "cp1252"

    def likely(codec: str) -> float:
        text = sample.decode(codec, errors="replace")
        return sum("а" <= sign <= "я" or sign == "ё" for sign in text) - 2 * sum(
            "А" <= sign <= "Я" for sign in text
        )

    best = max(_CYRILLIC, key=likely)
    return best if likely(best) > 0 else "cp1252"
