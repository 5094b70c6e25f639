"""A table as columns of bytes: small in the page, quick in the browser.

A column is a few words that say how it is written, and its bytes, deflated on their own so that the size of
each can be told. Numbers are whole steps above the least of them, with the bytes of one weight together
(all the low bytes first, then the next), which deflates far better than number after number. Words that recur
are written once and counted off; others stand one after another with their lengths.
``static/columns.js`` reads them.

A distance is written in halves of the step to which it is rounded for the reader (three significant digits,
and no finer than what it is measured to is known), downwards, or upwards for the most it can be: so what the
page rounds is rounded as the whole number would have been.
"""

from __future__ import annotations

import json
import zlib
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike, NDArray

__all__ = ["Packer", "Piece", "as_text", "deflate", "distance_codes"]

LEVEL: Final = 7
# ASCII from ! to w without quotes, ampersand, angle bracket, backslash, and with four more for them.
DIGITS_85: Final = "".join(chr(code) for code in range(33, 127) if chr(code) not in "\"&'<\\`>/|")[:85]
WIDTHS: Final = (1, 2, 4)
# Of three digits there are 900 numbers to a power of ten; in halves of their last digit twice as many.
DIGITS: Final = 1_000
DECADE_CODES: Final = 1_800
NO_DISTANCE: Final = 65_535
NOISE: Final = 1e-12
ROUNDING: Final = 1e-9
# Half of the texts differ: counting them off would not make them fewer.
MOST_DIFFERENT: Final = 0.5


class Piece(NamedTuple):
    """The bytes of one column or of the head, and what they are called."""

    name: str
    data: bytes
    length: int
    """How many bytes they are when inflated."""


class Packer:
    """Collects columns and their bytes.

    Examples
    --------
    >>> packer = Packer()
    >>> packer.numbers("depth", [1.5, np.nan, 2.0], step=0.5)
    >>> packer.columns["depth"]
    {'as': 'steps', 'bytes': 1, 'least': 1.5, 'step': 0.5, 'piece': 0}
    >>> [(piece.name, piece.length) for piece in packer.pieces]
    [('depth', 3)]
    """

    def __init__(self) -> None:
        self.columns: dict[str, dict[str, Any]] = {}
        self.pieces: list[Piece] = []

    def numbers(self, name: str, values: ArrayLike, *, step: float) -> None:
        """Add numbers, rounded to multiples of a step; NaN is unknown. A column of nothing is left out."""
        given = np.asarray(values, dtype=np.float64)
        known = np.isfinite(given)
        if not known.any():
            return
        whole = np.rint(given[known] / step)
        least = whole.min()
        self._steps(name, whole - least, known, {"least": _neat(least, step), "step": step})

    def floats(self, name: str, values: ArrayLike) -> None:
        """Add numbers as they are, eight bytes each; NaN is unknown."""
        given = np.asarray(values, dtype="<f8")
        if np.isfinite(given).any():
            self._add(name, {"as": "floats"}, given.tobytes())

    def distances(self, name: str, metres: ArrayLike, *, finest_m: float, upwards: bool = False) -> None:
        """Add distances in metres that are told no finer than a power of ten; NaN is unknown."""
        codes = distance_codes(metres, finest_m=finest_m, upwards=upwards)
        if (codes != NO_DISTANCE).any():
            self._add(name, {"as": "distances", "finest": finest_m}, _planes(codes, 2))

    def texts(self, name: str, values: Sequence[str | None] | NDArray[np.object_]) -> None:
        """Add texts; None is unknown."""
        given = np.asarray(values, dtype=object)
        codes, different = pd.factorize(given)
        if len(different) == 0:
            return
        if len(different) <= max(1, MOST_DIFFERENT * len(given)):
            self._steps(name, codes[codes >= 0], codes >= 0, {"words": len(self.pieces) + 1})
            words = json.dumps([str(word) for word in different], ensure_ascii=False, separators=(",", ":"))
            data = words.encode("utf-8", "replace")
            self.pieces.append(Piece(f"{name}!", deflate(data), len(data)))
            return
        written = [*(str(word).encode("utf-8", "replace") for word in different), b""]
        parts = [written[code] for code in codes]
        lengths = np.array([len(part) for part in parts], dtype=np.float64)
        self._add(name, {"as": "texts", "lengths": f"{name}#"}, b"".join(parts))
        self.numbers(f"{name}#", np.where(codes >= 0, lengths, np.nan), step=1)

    def days(self, name: str, of: str) -> None:
        """Say that a column is the days of another, written as 2024-05-31."""
        self.columns[name] = {"as": "days", "of": of}

    def lists(self, name: str, counts: ArrayLike, parts: Sequence[str]) -> None:
        """Say that rows have several values each, which stand one after another in ``name.part``."""
        self.numbers(f"{name}#", counts, step=1)
        self.columns[name] = {"as": "lists", "lengths": f"{name}#", "parts": list(parts)}

    def _steps(self, name: str, whole: NDArray[Any], known: NDArray[np.bool_], told: dict[str, Any]) -> None:
        most = int(whole.max(initial=0))
        width = next(each for each in WIDTHS if most < 256**each - 1)
        codes = np.full(len(known), 256**width - 1, dtype=np.uint32)
        codes[known] = whole.astype(np.uint32)
        self._add(name, {"as": "steps", "bytes": width, **told}, _planes(codes, width))

    def _add(self, name: str, told: dict[str, Any], data: bytes) -> None:
        self.columns[name] = {**told, "piece": len(self.pieces)}
        self.pieces.append(Piece(name, deflate(data), len(data)))


def deflate(data: bytes) -> bytes:
    """Deflate without a header, as ``DecompressionStream("deflate-raw")`` reads it."""
    squeezer = zlib.compressobj(LEVEL, zlib.DEFLATED, -15)
    return squeezer.compress(data) + squeezer.flush()


def as_text(data: bytes) -> str:
    """Write bytes in 85 printable characters: five for every four, the last four filled up with nought.

    A twentieth less than base64 takes, and none of the characters means anything in HTML or JSON.

    Examples
    --------
    >>> as_text(b"map"), len(as_text(b"12345678"))
    ('J22Gh', 10)
    """
    words = np.frombuffer(data + bytes(-len(data) % 4), dtype=">u4").astype(np.int64)
    digits = np.empty((len(words), 5), dtype=np.uint8)
    for place in range(4, -1, -1):
        words, digits[:, place] = np.divmod(words, len(DIGITS_85))
    return np.frombuffer(DIGITS_85.encode("ascii"), dtype=np.uint8)[digits].tobytes().decode("ascii")


def distance_codes(metres: ArrayLike, *, finest_m: float, upwards: bool = False) -> NDArray[np.uint32]:
    """Write distances as 16-bit codes: halves of the last of three digits, no finer than half of a step.

    Parameters
    ----------
    metres : array of float, shape (n,)
    finest_m : float, metres
        A power of ten: the finest step to which they will be rounded.
    upwards : bool
        Whether they are written no shorter than they are, else no longer.

    Returns
    -------
    ndarray of uint32, shape (n,)

    Examples
    --------
    >>> distance_codes([0.0, 999.99, 1_000.0, 78_659.0, 20_003_931.0, np.nan], finest_m=1.0).tolist()
    [0, 1999, 2000, 5173, 9400, 65535]
    >>> distance_codes([78_659.0], finest_m=100.0, upwards=True).tolist()
    [1574]
    """
    given = np.asarray(metres, dtype=np.float64)
    known = np.isfinite(given)
    value = np.maximum(given[known], 0.0) / finest_m
    # What is a whole number of steps up to the last bits of a float is that number.
    decade = np.maximum(np.floor(np.log10(np.maximum(value, 1.0)) + NOISE) - 2, 0)
    halves = value / 10.0**decade * 2
    near = np.rint(halves)
    whole = np.where(np.abs(halves - near) < ROUNDING, near, np.ceil(halves) if upwards else np.floor(halves))
    codes = np.full(given.shape, NO_DISTANCE, dtype=np.uint32)
    codes[known] = (whole + decade * DECADE_CODES).astype(np.uint32)
    return codes


def _planes(codes: NDArray[np.uint32], width: int) -> bytes:
    """Put all bytes of one weight together, the lowest first."""
    return b"".join(((codes >> (8 * place)) & 255).astype(np.uint8).tobytes() for place in range(width))


def _neat(whole: float, step: float) -> float:
    """Multiply without the noise of binary fractions in the text."""
    return round(float(whole) * step, 9)
