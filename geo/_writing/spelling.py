"""Values as text: all digits of a number, ISO 8601 for times, JSON for what has parts, WKT for shapes."""

from __future__ import annotations

import base64
import datetime as dt
import json
import math
import re
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd
import shapely

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["as_json", "plain", "spell", "whole_text"]

_HALVES: Final = re.compile(r"[\ud800-\udfff]")
"""Halves of surrogate pairs: JSON can spell them, but they are no characters and have no bytes."""


def spell(value: Any) -> str:  # noqa: ANN401 - a cell of any type
    """Spell one value that is not null.

    Examples
    --------
    >>> spell(0.1 + 0.2), spell(2**60), spell(dt.date(2024, 1, 2)), spell({"b": [1, None]})
    ('0.30000000000000004', '1152921504606846976', '2024-01-02', '{"b": [1, null]}')
    """
    if isinstance(value, str):
        return value
    if isinstance(value, float):
        return repr(float(value))
    if isinstance(value, (bool, int)):
        return str(value)
    told = plain(value)
    return told if isinstance(told, str) else as_json(told)


def as_json(value: Any) -> str:  # noqa: ANN401 - whatever JSON takes
    """Write JSON on one line, with characters as they are.

    Examples
    --------
    >>> as_json({"ж": [1.5, None]})
    '{"ж": [1.5, null]}'
    """
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def plain(value: Any) -> Any:  # noqa: ANN401, C901, PLR0911 - one line for each type there is
    """Turn a value into what JSON can hold; what it has no type for becomes text.

    Examples
    --------
    >>> plain([np.int64(5), float("nan"), float("inf"), dt.time(3, 4)])
    [5, None, 'Infinity', '03:04:00']
    """
    if value is None or isinstance(value, (str, bool, int)):
        return value
    if isinstance(value, float):
        if math.isfinite(value):
            return float(value)
        return None if math.isnan(value) else "Infinity" if value > 0 else "-Infinity"
    if isinstance(value, dict):
        return {spell(key): plain(part) for key, part in value.items()}
    if isinstance(value, (np.ndarray, list, tuple)):
        return [plain(part) for part in (value.tolist() if isinstance(value, np.ndarray) else value)]
    if isinstance(value, (set, frozenset)):
        # In an order that does not change from one run to the next.
        return sorted((plain(part) for part in value), key=as_json)
    if value is pd.NA or value is pd.NaT:
        return None
    if isinstance(value, np.generic):
        return plain(value.item())
    if isinstance(value, (bytes, bytearray, memoryview)):
        return base64.b64encode(value).decode("ascii")
    if isinstance(value, shapely.Geometry):
        # 17 digits tell every number from its neighbours.
        return shapely.to_wkt(value, rounding_precision=17)
    if isinstance(value, (dt.date, dt.time, pd.Timedelta)):
        return value.isoformat()
    return pd.Timedelta(value).isoformat() if isinstance(value, dt.timedelta) else str(value)


def whole_text(texts: Iterable[str | None]) -> tuple[list[str | None], int]:
    """Replace halves of surrogate pairs by U+FFFD; say how many there were.

    Examples
    --------
    >>> whole_text(["a", None, "b" + chr(0xD800)])
    (['a', None, 'b�'], 1)
    """
    count = 0
    whole: list[str | None] = []
    for text in texts:
        # Asking whether text is printable is quick, and no half of a pair is.
        if text is not None and not text.isprintable():
            replaced, found = _HALVES.subn("\ufffd", text)
            count += found
            whole.append(replaced)
        else:
            whole.append(text)
    return whole, count
