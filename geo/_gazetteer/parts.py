"""The columns of things: those that came with geo, and behind them those of each GeoNames dump.

A part of your own says in what its things lie by identifiers, so that it outlives an atlas whose numbers are
others. The numbers that it had at first are in it too, and count while the atlas is the same.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from geo._atlas.blobs import Lines, read_blobs, unpack
from geo.errors import AtlasError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path
    from typing import Any

    from numpy.typing import NDArray

__all__ = [
    "COLUMNS",
    "OWN_COLUMNS",
    "Part",
    "atlas_digest",
    "join_parts",
    "own_errors",
    "read_own",
    "read_part",
]

COLUMNS: Final = (
    *("rows", "name", "kinds", "kind", "codes", "code", "lon_e5", "lat_e5", "radius_m", "population"),
    *("region", "district", "is_capital", "region_codes"),
)
OWN_COLUMNS: Final = ("ids", "units", "unit_numbers", "atlas")
"""What a part of your own has besides: GeoNames ids, identifiers of the units that ``region`` and
``district`` point at, their numbers in the atlas of this digest."""

_E5: Final = 1e5


class Part(NamedTuple):
    """Things by column, a row each."""

    rows: NDArray[np.int32]
    """How many there are of each layer."""
    names: Lines | _JoinedLines
    kinds: list[str]
    kind: NDArray[np.int8]
    """Position in ``kinds``."""
    codes: list[str]
    code: NDArray[np.int16]
    """Position in ``codes``."""
    lon: NDArray[np.float64]
    lat: NDArray[np.float64]
    radius_m: NDArray[np.int32]
    population: NDArray[np.int32]
    region: NDArray[np.int32]
    district: NDArray[np.int32]
    region_codes: list[str]
    is_capital: NDArray[np.bool_]
    ids: NDArray[np.int32]
    """GeoNames ids; empty for what came with geo."""


class _JoinedLines:
    """Texts of several columns, one after the other."""

    def __init__(self, parts: Sequence[Lines | _JoinedLines]) -> None:
        self._parts = parts
        self._starts = np.cumsum([0, *map(len, parts)]).tolist()

    def __len__(self) -> int:
        return int(self._starts[-1])

    def __getitem__(self, row: int) -> str:
        at = bisect_right(self._starts, row) - 1
        return self._parts[at][row - self._starts[at]]

    def slice(self, rows: range) -> list[str]:
        """Give consecutive texts."""
        return [self[row] for row in rows]


def read_part(path: Path) -> Part:
    """Read the things that came with geo.

    Raises
    ------
    AtlasError
        If the file is not there or damaged.
    """
    return _unpack(dict(zip(COLUMNS, read_blobs(path, COLUMNS), strict=True)))


def read_own(path: Path, digest: str, number_of: Callable[[str], int | None]) -> Part:
    """Read the things of a dump.

    Parameters
    ----------
    path : Path
    digest : str
        Of the atlas in use, see `atlas_digest`.
    number_of : callable
        Number in that atlas of what an identifier names.

    Raises
    ------
    AtlasError
        If the file is not there or damaged.
    """
    columns = (*COLUMNS, *OWN_COLUMNS)
    with own_errors(path):
        cells = dict(zip(columns, read_blobs(path, columns), strict=True))
    part = _unpack(cells)
    if cells["atlas"].decode() == digest:
        numbers = _integers(cells["unit_numbers"], "<i4")
    else:
        found = [number_of(identity) for identity in cells["units"].decode().splitlines()]
        numbers = np.array([-1 if one is None else one for one in found], dtype=np.int32)
    # The last stands for -1, for none.
    numbers = np.append(numbers, np.int32(-1))
    return part._replace(
        region=numbers[part.region], district=numbers[part.district], ids=_integers(cells["ids"], "<i4")
    )


@contextmanager
def own_errors(path: Path) -> Iterator[None]:
    """Say of a file that cannot be read that it is the user's, and what to do about it.

    Raises
    ------
    AtlasError
    """
    try:
        yield
    except AtlasError as error:
        message = (
            f"One of your own layers cannot be read from '{path}'. Add it again with geo atlas add … "
            "--force, or remove it with geo atlas remove."
        )
        raise AtlasError(message) from error


def atlas_digest(path: Path) -> str:
    """Say which atlas it is: a hash of the file of its things."""
    return hashlib.blake2b(path.read_bytes(), digest_size=16).hexdigest()


def _unpack(cells: dict[str, bytes]) -> Part:
    lon = _integers(cells["lon_e5"], "<i4") / _E5
    bits = np.unpackbits(np.frombuffer(cells["is_capital"], np.uint8))
    return Part(
        rows=_integers(cells["rows"], "<i4"),
        names=Lines(cells["name"]),
        kinds=cells["kinds"].decode().splitlines(),
        kind=_integers(cells["kind"], "<i1"),
        codes=cells["codes"].decode().split("\n"),
        code=_integers(cells["code"], "<i2"),
        lon=lon,
        lat=_integers(cells["lat_e5"], "<i4") / _E5,
        radius_m=_integers(cells["radius_m"], "<i4"),
        population=_integers(cells["population"], "<i4"),
        region=_integers(cells["region"], "<i4"),
        district=_integers(cells["district"], "<i4"),
        region_codes=cells["region_codes"].decode().split("\n"),
        is_capital=bits[: len(lon)].astype(bool),
        ids=np.empty(0, np.int32),
    )


def _integers(cell: bytes, dtype: str) -> NDArray[Any]:
    return unpack(cell, dtype)


def join_parts(shipped: Part, own: Sequence[Part]) -> Part:
    """Put the things of dumps behind those that came with geo, as one more layer."""
    parts = (shipped, *own)
    kinds, kind = _join_words([(part.kinds, part.kind) for part in parts], np.int8)
    codes, code = _join_words([(part.codes, part.code) for part in parts], np.int16)
    numbers = ("lon", "lat", "radius_m", "population", "region", "district", "is_capital", "ids")
    joined: dict[str, Any] = {
        name: np.concatenate([getattr(part, name) for part in parts]) for name in numbers
    }
    return shipped._replace(
        rows=np.append(shipped.rows, sum(len(part.lon) for part in own)),
        names=_JoinedLines([part.names for part in parts]),
        kinds=kinds,
        kind=kind,
        codes=codes,
        code=code,
        **joined,
    )


def _join_words(
    parts: Sequence[tuple[list[str], NDArray[Any]]], dtype: type
) -> tuple[list[str], NDArray[Any]]:
    """Make one list of words of several, and let the numbers of each part point into it."""
    at: dict[str, int] = {}
    columns = []
    for words, column in parts:
        moved: NDArray[Any] = np.array([at.setdefault(word, len(at)) for word in words], dtype=dtype)
        columns.append(moved[column])
    return list(at), np.concatenate(columns)
