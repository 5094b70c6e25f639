"""What a report says of where its incidents are, and what was found of it, ready for the page."""

from __future__ import annotations

import re
from collections.abc import Mapping
from numbers import Integral, Real
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import shapely

from geo._maps.areas import on_the_sheet
from geo._maps.columns import plain
from geo._maps.encoding import encode_lines
from geo.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo._maps.frame import Frame

__all__ = ["VERDICTS", "encode_claims"]

VERDICTS: Final = ("supported", "contradicted", "undecided", None)
PAIR: Final = re.compile(r"[A-Z]{3}-[A-Z]{3}")
TEXTS: Final = ("quote", "because", "kind", "border_kind", "attributed_to")
NUMBERS: Final = ("threshold_m", "distance_min_m", "distance_max_m", "share")
# A metre, and how far a drawn line may be off the one that was measured to: less than a pixel anywhere.
STEP_DEG: Final = 1e-5
TOLERANCE_DEG: Final = 1e-4


def encode_claims(claims: Sequence[Mapping[str, Any]], count: int, view: Frame) -> list[dict[str, Any]]:
    """Take from each claim what the page tells of it.

    Parameters
    ----------
    claims : sequence of mapping
        As in `geo.make_map`.
    count : int
        How many incidents there are.
    view : Frame
        What the map shows first; longitudes are brought onto its sheet.

    Returns
    -------
    list of dict
        Ready for JSON: ``row`` (None for the whole report), ``verdict``, texts and numbers, ``pair`` (codes
        of a border, where the claim is about one), ``lines`` and ``points`` of what it was measured
        against, and the ``step`` of their grid.

    Raises
    ------
    UsageError
        For a claim that lacks its quote, has a verdict that there is not, or belongs to no row.

    Examples
    --------
    >>> from geo._maps.frame import find_frame
    >>> claim = {"quote": "near the border", "incident": 0, "verdict": "contradicted", "object": "KAZ-RUS"}
    >>> told = encode_claims([claim], 1, find_frame([53.5], [43.0]))[0]
    >>> told["row"], told["verdict"], told["pair"], told["because"]
    (0, 'contradicted', 'KAZ-RUS', None)
    """
    return [_encode(place, claim, count, view) for place, claim in enumerate(claims, start=1)]


def _encode(place: int, claim: Any, count: int, view: Frame) -> dict[str, Any]:  # noqa: ANN401 - checked here
    if not isinstance(claim, Mapping) or plain(claim.get("quote")) is None:
        raise UsageError(f"Claim {place} has no quote. Each claim needs the words of the report in 'quote'.")
    verdict, row = claim.get("verdict"), claim.get("incident")
    if verdict not in VERDICTS:
        known = ", ".join(map(repr, VERDICTS))
        raise UsageError(f"Claim {place} has the verdict {verdict!r}. Verdicts are {known}.")
    is_truth = isinstance(row, bool | np.bool_)
    is_row = isinstance(row, Integral) and not is_truth and 0 <= int(row) < count
    if row is not None and not is_row:
        raise UsageError(
            f"Claim {place} is of incident {row!r}, but there are {count}. Number them from 0, or give None."
        )
    about = claim.get("object")
    lines, points = _shapes(claim.get("geometry"), view)
    return {
        "row": None if row is None else int(row),
        "verdict": verdict,
        **{name: plain(claim.get(name)) for name in TEXTS},
        **{name: _number(claim.get(name)) for name in NUMBERS},
        "pair": about if isinstance(about, str) and PAIR.fullmatch(about) else None,
        "step": STEP_DEG,
        "lines": lines,
        "points": points,
    }


def _number(value: Any) -> float | None:  # noqa: ANN401 - checked here
    return float(value) if isinstance(value, Real) and np.isfinite(float(value)) else None


def _shapes(shape: Any, view: Frame) -> tuple[list[str], list[list[float]]]:  # noqa: ANN401 - any geometry or None
    """Write a shape as lines, those round an area included, and points."""
    if shape is None or shapely.is_empty(shape):
        return [], []
    parts = shapely.get_parts(on_the_sheet(shape, view))
    kinds = shapely.get_type_id(parts)
    rings = shapely.get_rings(parts[kinds == shapely.GeometryType.POLYGON])
    strokes = [*parts[kinds == shapely.GeometryType.LINESTRING], *rings]
    simple = (
        [shapely.get_coordinates(each) for each in shapely.simplify(strokes, TOLERANCE_DEG)]
        if strokes
        else []
    )
    dots = shapely.get_coordinates(parts[kinds == shapely.GeometryType.POINT])
    return encode_lines(simple, step_deg=STEP_DEG), np.round(dots, 5).tolist()
