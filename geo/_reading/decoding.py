"""From a path or a stream to text, exactly as it was written."""

from __future__ import annotations

import codecs
import difflib
from pathlib import Path
from typing import TYPE_CHECKING, Final

from geo.errors import DataError

if TYPE_CHECKING:
    import os
    from typing import IO

__all__ = ["check_file", "name_source", "read_bytes", "read_text"]

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def name_source(source: str | os.PathLike[str] | IO[str] | IO[bytes]) -> str:
    """Name a source the way messages speak of it.

    Examples
    --------
    >>> name_source("reports/june.csv")
    'june.csv'
    """
    if hasattr(source, "read"):
        name = getattr(source, "name", None)
        return Path(name).name if isinstance(name, str) and not name.startswith("<") else "the input"
    return Path(source).name


def read_text(source: str | os.PathLike[str] | IO[str] | IO[bytes], *, encoding: str | None = None) -> str:
    """Read all text of a file or stream.

    Parameters
    ----------
    source : path or readable text or binary stream
    encoding : str, optional
        Encoding of the bytes; without it a byte order mark decides, else UTF-8.

    Returns
    -------
    str
        The text without a byte order mark; line ends are those of the source.

    Raises
    ------
    DataError
        If the file is missing or a folder, or the bytes are not in the encoding.
    """
    name = name_source(source)
    content = source.read() if hasattr(source, "read") else read_bytes(Path(source))
    text = content if isinstance(content, str) else _decode(content, name, encoding)
    text = text.removeprefix("\ufeff")
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise DataError(
            f"{name}, line {line}: a NUL byte, so this is not plain text. "
            "If it is a spreadsheet, save it as CSV (UTF-8) first; if it is UTF-16, pass --encoding utf-16."
        )
    return text


def read_bytes(path: Path) -> bytes:
    """Read all bytes of a file.

    Raises
    ------
    DataError
        If it is missing, a folder, or may not be read.
    """
    check_file(path)
    return path.read_bytes()


def check_file(path: Path) -> None:
    """Make sure that a file can be read.

    Raises
    ------
    DataError
        If it is missing, a folder, or may not be read.
    """
    if path.is_dir():
        raise DataError(f"{path} is a folder, not a file. Name one file in it.")
    try:
        with path.open("rb"):
            pass
    except FileNotFoundError:
        raise DataError(f"There is no file {path}.{_suggest_siblings(path)}") from None
    except OSError as error:
        reason = error.strerror or str(error)
        raise DataError(f"{path} cannot be read: {reason}. Check the name and your rights to it.") from None


def _suggest_siblings(path: Path) -> str:
    try:
        siblings = sorted(entry.name for entry in path.parent.iterdir() if entry.is_file())
    except OSError:
        return f" There is no folder {path.parent} either: check the path."
    close = difflib.get_close_matches(path.name, siblings, n=3)
    if close:
        return f" Did you mean {' or '.join(close)}?"
    return f" The folder {path.parent.resolve()} has no file with a name like it."


def _decode(content: bytes, name: str, encoding: str | None) -> str:
    if encoding is None:
        marked = (codec for mark, codec in _MARKS if content.startswith(mark))
        encoding = next(marked, "utf-8")
    try:
        return content.decode(encoding)
    except LookupError:
        raise DataError(
            f"There is no encoding called '{encoding}'. Pass --encoding with one that Python knows, "
            "such as utf-8, utf-16, cp1251 or cp1252."
        ) from None
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise DataError(
            f"{name}, line {line}: byte {error.start + 1} (0x{content[error.start]:02X}) is not {encoding}. "
            "Save the file as UTF-8, or pass --encoding, for instance --encoding cp1251 (Cyrillic) "
            "or cp1252 (Western Europe)."
        ) from None
