"""The lines of a GeoNames dump: KZ.zip, KZ.txt or allCountries.zip, recognised by what stands in them.

Nineteen columns, separated by tabs, nothing quoted, as GeoNames' readme says: geonameid, name, asciiname,
alternatenames, latitude, longitude, feature class, feature code, country code, cc2, admin1 to admin4 code,
population, elevation, dem, timezone, modification date.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from geo.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import IO

__all__ = ["COLUMNS", "Entry", "is_dump", "open_lines", "read_entry"]

COLUMNS: Final = 19
_LOOKED_AT: Final = 20
"""Lines that decide whether a file is a dump."""
_LONGEST: Final = 1 << 20
"""Bytes of a line; the longest of GeoNames have some ten thousand."""
_MOST_ID: Final = 999_999_999
_MOST_PEOPLE: Final = 2**31 - 1
_CODE: Final = re.compile(r"[A-Z0-9./-]{1,4}")
"""Other names of so few capital letters are codes of airports and railways."""
_CLASS: Final = re.compile(r"[A-Z]?")
_BROKEN: Final = (OSError, zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError)
"""What reading a damaged or encrypted archive raises."""


class Entry(NamedTuple):
    """What a line says."""

    identity: int
    name: str
    others: list[str]
    """Other names, without codes; names in any script."""
    lon: float
    lat: float
    feature_class: str
    """A, H, L, P, R, S, T, U, V, or "" for none."""
    feature_code: str
    countries: list[str]
    """Alpha-2 codes, its own first; empty for the high seas."""
    population: int
    """0 where it is unknown."""


def is_dump(path: str | Path) -> bool:
    """Say whether a file is a GeoNames dump, by its first lines; whatever cannot be read is none.

    Parameters
    ----------
    path : path-like
        A text file, or a .zip with one beside its readme.
    """
    try:
        with open_lines(path) as lines:
            read = [read_entry(line) for (_, line), _ in zip(lines, range(_LOOKED_AT), strict=False)]
    except DataError:
        return False
    return 2 * sum(isinstance(one, Entry) for one in read) > len(read)


@contextmanager
def open_lines(path: str | Path) -> Iterator[Iterator[tuple[int, bytes]]]:
    """Open a dump.

    Yields
    ------
    iterator of (int, bytes)
        Number of the line, from 1, and the line; blank ones are left out.

    Raises
    ------
    DataError
        If the file is not there, cannot be read or is an archive without a text in it.
    """
    path = Path(path)
    try:
        if path.is_file() and zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive, archive.open(_find_member(archive, path)) as stream:
                yield _lines(stream)
        else:
            with path.open("rb") as stream:
                yield _lines(stream)
    except _BROKEN as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise DataError(
            f"{path.name} cannot be read: {reason}. Get the file again, or check its name."
        ) from error


def _find_member(archive: zipfile.ZipFile, path: Path) -> zipfile.ZipInfo:
    texts = [
        one
        for one in archive.infolist()
        if one.filename.lower().endswith(".txt")
        and not one.filename.startswith("__MACOSX/")
        and Path(one.filename).name.lower() != "readme.txt"
    ]
    if not texts:
        raise DataError(f"{path.name} holds no .txt beside a readme, as the dumps of GeoNames do.")
    return max(texts, key=lambda one: one.file_size)


def _lines(stream: IO[bytes]) -> Iterator[tuple[int, bytes]]:
    number = 0
    while line := stream.readline(_LONGEST):
        number += 1
        if number == 1:
            line = line.removeprefix(b"\xef\xbb\xbf")
        if not line.isspace():
            yield number, line


def read_entry(line: bytes) -> Entry | str:
    r"""Read a line.

    Returns
    -------
    Entry or str
        What is wrong with it.

    Examples
    --------
    >>> cells = ["610612", "Aktau", "Aktau", "SCO,Aqtau,Ақтау", "43.65", "51.16", "P", "PPLA", "KZ", "", "09"]
    >>> cells += ["", "", "", "147443", "", "-21", "Asia/Aqtau", "2023-01-12"]
    >>> read_entry("\t".join(cells).encode()).others
    ['Aqtau', 'Ақтау']
    >>> read_entry(b"610612\tAktau\n")
    '2 columns, not 19'
    """
    try:
        cells = line.decode().rstrip("\r\n").split("\t")
    except UnicodeDecodeError:
        return "not UTF-8"
    if len(cells) != COLUMNS:
        return f"{len(cells)} columns, not {COLUMNS}"
    try:
        identity, lat, lon = int(cells[0]), float(cells[4]), float(cells[5])
        population = int(cells[14] or 0)
    except ValueError:
        return "geonameid, latitude, longitude or population is no number"
    name = _clean(cells[1] or cells[2])
    wrong = {
        "no name": not name,
        f"geonameid {identity} is out of range": not 0 < identity <= _MOST_ID,
        f"latitude {lat}, longitude {lon} is not on Earth": not (abs(lon) <= 180 and abs(lat) <= 90),  # noqa: PLR2004
        f"feature class {cells[6][:20]!r} is no letter": not _CLASS.fullmatch(cells[6]),
    }
    if any(wrong.values()):
        return next(what for what, is_so in wrong.items() if is_so)
    others = dict.fromkeys(cells[3].split(","))
    others = {cells[2]: None, **others} if cells[2] else others
    return Entry(
        identity,
        name,
        [one for one in others if one and one != name and not _CODE.fullmatch(one) and "://" not in one],
        lon,
        lat,
        cells[6],
        cells[7],
        [code for code in dict.fromkeys((cells[8], *cells[9].split(","))) if code],
        min(max(population, 0), _MOST_PEOPLE),
    )


def _clean(name: str) -> str:
    if name.isprintable():
        return name.strip()
    return " ".join("".join(letter if letter.isprintable() else " " for letter in name).split())
