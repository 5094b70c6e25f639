"""From chunks of text to blocks that end where a line ends, so that no file is in memory as a whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geo.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["LONGEST_ROW", "cut_blocks", "too_long"]

_BLOCK: Final = 2**22
# The outline of a country takes a megabyte or two as text; no row of a table of incidents comes near this.
LONGEST_ROW: Final = 2**26


def cut_blocks(chunks: Iterator[bytes], name: str) -> Iterator[tuple[int, bytes]]:
    r"""Cut UTF-8 at ends of lines, with the number of each block's first line.

    Raises
    ------
    DataError
        If a line is too long, or holds a NUL byte.

    Examples
    --------
    >>> list(cut_blocks(iter([b"a\nb", b"c\nd"]), "x.csv"))
    [(1, b'a\nbc\nd')]
    """
    line = 1
    kept: list[bytes] = []
    size = 0
    for chunk in chunks:
        if b"\0" in chunk:
            before = b"".join(kept) + chunk[: chunk.index(b"\0")]
            raise DataError(
                f"{name}, line {line + _count_lines(before)}: a NUL byte, so this is not plain text. "
                "If it is a spreadsheet, save it as CSV (UTF-8) first; if it is UTF-16, pass --encoding "
                "utf-16."
            )
        kept.append(chunk)
        size += len(chunk)
        if size < _BLOCK:
            continue
        # Not behind a last \r, which may be the first half of an end.
        end = chunk.rfind(b"\n") + 1 or chunk.rfind(b"\r", 0, -1) + 1
        if end:
            block = b"".join([*kept[:-1], chunk[:end]])
            yield line, block
            line += _count_lines(block)
            kept = [chunk[end:]]
            size = len(kept[0])
        if size > LONGEST_ROW:
            raise too_long(name, line + _count_lines(b"".join(kept)))
    if size:
        yield line, b"".join(kept)


def _count_lines(block: bytes) -> int:
    r"""Count the ends of lines: \n, \r\n, and \r alone."""
    return block.count(b"\n") + block.count(b"\r") - block.count(b"\r\n")


def too_long(name: str, line: int) -> DataError:
    """Make the error of a row that is too long to be one."""
    return DataError(
        f"{name}, line {line}: a row of more than {LONGEST_ROW >> 20} MiB, so this is no table with lines. "
        "Check that double quotes pair up and that rows end with a line break."
    )
