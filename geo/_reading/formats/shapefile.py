"""The files of a shapefile: found in any case of letters, and what its texts are written in."""

from __future__ import annotations

import codecs
from typing import TYPE_CHECKING, Final

from geo.errors import DataError

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["find_parts", "is_shapefile", "sniff_encoding"]

_MAGIC: Final = b"\x00\x00\x27\x0a"
_PARTS: Final = (".shp", ".shx", ".dbf", ".prj", ".cpg")
# What GDAL takes for granted too where nothing is stated; every byte is a letter in it.
_ASSUMED: Final = "iso-8859-1"
_CHUNK: Final = 2**20
# Where a dBASE file says in which of the old code pages it is, and how long its header is.
_CODE_PAGE_AT: Final = 29
_HEADER_LENGTH_AT: Final = slice(8, 10)


def is_shapefile(head: bytes) -> bool:
    """Say whether bytes begin the main file of a shapefile.

    Examples
    --------
    >>> is_shapefile(bytes([0, 0, 0x27, 0x0A, 0])), is_shapefile(b"PK")
    (True, False)
    """
    return head.startswith(_MAGIC)


def find_parts(path: Path) -> dict[str, Path]:
    """Find the files that belong to a .shp, by suffix in lower case.

    Raises
    ------
    DataError
        If the index is missing, without which it cannot be read.
    """
    parts = {".shp": path}
    for sibling in sorted(path.parent.iterdir()):
        suffix = sibling.suffix.lower()
        is_part = suffix in _PARTS and sibling.stem.lower() == path.stem.lower() and sibling.is_file()
        # Where A.dbf and a.dbf are two files, the one spelled like the .shp is its own.
        if is_part and suffix != ".shp" and (sibling.stem == path.stem or suffix not in parts):
            parts[suffix] = sibling
    if ".shx" not in parts:
        raise DataError(
            f"{path.name}: there is no {path.stem}.shx beside it. A shapefile is several files (.shp, .shx, "
            ".dbf, .prj): put them in one folder or in one .zip."
        )
    return parts


def sniff_encoding(parts: dict[str, Path]) -> tuple[str | None, str | None]:
    """Find what the texts of a shapefile are written in, where it does not say so itself.

    Returns
    -------
    encoding : str or None
        None where the files say it, or have no letters beyond ASCII.
    told : str or None
        What was found out.
    """
    if ".cpg" in parts or ".dbf" not in parts:
        return None, None
    with parts[".dbf"].open("rb") as stream:
        header = stream.read(32)
        if len(header) < 32 or header[_CODE_PAGE_AT] != 0:  # noqa: PLR2004 - the fixed part of the header
            return None, None
        stream.seek(int.from_bytes(header[_HEADER_LENGTH_AT], "little"))
        decoder = codecs.getincrementaldecoder("utf-8")()
        is_ascii = True
        try:
            while chunk := stream.read(_CHUNK):
                is_ascii = is_ascii and chunk.isascii()
                decoder.decode(chunk)
        except UnicodeDecodeError:
            return _ASSUMED, (
                "its encoding is not stated and was taken for ISO-8859-1: if letters look wrong, pass "
                "--encoding, for instance cp1251"
            )
    return ("utf-8", None if is_ascii else "its encoding is not stated; its bytes are UTF-8")
