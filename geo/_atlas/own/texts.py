"""Columns of the user's file: found by name, read as text, checked for a wrong encoding."""

from __future__ import annotations

import difflib
import re
import unicodedata
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

from geo.errors import DataError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    Flags = NDArray[np.bool_]
    Rows = NDArray[np.int64]

__all__ = ["find_column", "list_names", "list_rows", "looks_misread", "take_texts"]

_SHOWN: Final = 5
# Part of Persian and Indian names, though nothing is seen of them.
_JOINERS: Final = "\N{ZERO WIDTH NON-JOINER}\N{ZERO WIDTH JOINER}"
# Letters that no name holds: the sign for "could not be decoded", and the codes 128-159, which are
# what Windows' quotes and dashes and a few letters become when they are read as Latin-1.
_NEVER_IN_A_NAME: Final = re.compile("[\N{REPLACEMENT CHARACTER}\x80-\x9f]")
# UTF-8 read as Latin-1 or Windows-1252: a lead byte as a letter, a continuation byte as a sign.
# Cyrillic, Greek or Arabic read as Latin-1: no language has four accented letters in a row.
_MISREAD: Final = re.compile(
    "[\u00c3\u00c2\u00d0\u00d1\u00c4\u00c5][\u00a0-\u00bf\u2018-\u2122]|[\u00c0-\u00ff]{4}"
)


def find_column(columns: Sequence[str], wanted: str | None, *, option: str, file: str) -> str:
    """Take a column that the user named.

    Raises
    ------
    UsageError
        If none was named.
    DataError
        If the file has no such column; the message lists those it has.

    Examples
    --------
    >>> find_column(["ADM2_EN", "ADM2_PCODE"], "ADM2_EN", option="--name-column", file="x.shp")
    'ADM2_EN'
    """
    found = list_names(columns) or "no columns at all"
    if wanted is None:
        message = f"Say which column of {file} to use with {option} (found: {found})."
        raise UsageError(message)
    if wanted in columns:
        return wanted
    lower = {column.lower(): column for column in reversed(columns)}
    close = difflib.get_close_matches(wanted.lower(), list(lower), n=1, cutoff=0.5)
    hint = f" Did you mean {list_names([lower[close[0]]])}?" if close else ""
    message = f"{option}: there is no column {wanted!r} in {file} (found: {found}).{hint}"
    raise DataError(message)


def list_names(names: Iterable[str]) -> str:
    r"""List names as a file has them, without what a terminal would obey.

    Examples
    --------
    >>> list_names(["adm1", "adm\x1b2"])
    'adm1, adm2'
    """
    return ", ".join("".join(letter for letter in name if letter.isprintable()) for name in names)


def take_texts(column: pd.Series[Any], *, option: str, file: str) -> NDArray[np.object_]:
    r"""Read a column as text: trimmed, on one line, whole numbers without a point; None where empty.

    Raises
    ------
    DataError
        If there are letters that only a wrong encoding puts there; names the rows and the remedy.

    Examples
    --------
    >>> cells = pd.Series([" Aktau\n city", "", None, 7.0])
    >>> take_texts(cells, option="--name-column", file="x.shp").tolist()
    ['Aktau city', None, None, '7']
    """
    texts = np.array([_read_text(value) for value in column.tolist()], dtype=object)
    damaged = np.array([bool(text and _NEVER_IN_A_NAME.search(text)) for text in texts], dtype=bool)
    if damaged.any():
        # A terminal would obey some of these letters.
        shown = np.array([text and _NEVER_IN_A_NAME.sub("\N{REPLACEMENT CHARACTER}", text) for text in texts])
        message = (
            f"{file}: {option} {column.name} holds letters that were read in the wrong encoding, in "
            f"{list_rows(damaged, shown)}. Say how the file is encoded, such as --encoding cp1252 or "
            "--encoding utf-8."
        )
        raise DataError(message)
    return texts


def _read_text(value: object) -> str | None:
    if value is None or value is pd.NA or value is pd.NaT or (isinstance(value, float) and np.isnan(value)):
        return None
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    # Halves of surrogate pairs can stand in JSON and in no file.
    text = str(value).encode("utf-8", "replace").decode()
    return re.sub(" +", " ", "".join(map(_clean_letter, text))).strip(" ") or None


def _clean_letter(letter: str) -> str:
    """Keep what can be shown, what joins letters, and what gives a wrong encoding away."""
    if letter.isprintable() or letter in _JOINERS or "\x80" <= letter <= "\x9f":
        return letter
    return "" if unicodedata.category(letter) == "Cf" else " "


def looks_misread(texts: Iterable[str | None]) -> str | None:
    """Give the first text that looks as if it was read in the wrong encoding; None if there is none.

    Examples
    --------
    >>> looks_misread(["Réunion", "RÃ©union"]), looks_misread(["Ақтау", "Àêòàó"])
    ('RÃ©union', 'Àêòàó')
    """
    return next((text for text in texts if text and _MISREAD.search(text)), None)


def list_rows(chosen: Flags, names: NDArray[np.object_] | None = None, rows: Rows | None = None) -> str:
    """List rows by number, counted from 1, and by name where there is one.

    Parameters
    ----------
    chosen : ndarray of bool, shape (m,)
    names : ndarray of object, shape (n,), optional
        Names of all rows of the file.
    rows : ndarray of int, shape (m,), optional
        The row of the file that each flag is of, where rows were left out before.

    Examples
    --------
    >>> list_rows(np.array([True, False, True]), np.array(["Aktau", "Kuryk", None]))
    'row 1 (Aktau) and row 3'
    >>> list_rows(np.ones(8, dtype=bool))
    'row 1, row 2, row 3, row 4, row 5 and 3 more'
    >>> list_rows(np.array([True, True]), rows=np.array([2, 6]))
    'row 3 and row 7'
    """
    numbers = np.flatnonzero(chosen) if rows is None else np.unique(rows[chosen])
    said = []
    for row in numbers[:_SHOWN]:
        name = None if names is None else names[row]
        said.append(f"row {row + 1:,}" + (f" ({name})" if name else ""))
    if len(numbers) > _SHOWN:
        said.append(f"{len(numbers) - _SHOWN:,} more")
    return said[0] if len(said) == 1 else f"{', '.join(said[:-1])} and {said[-1]}"
