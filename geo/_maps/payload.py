"""Everything the map is told, as one value that JSON can hold.

``static/mount.js`` draws it. Rows are columns here: one list per thing, one entry per incident.
"""

from __future__ import annotations

from datetime import UTC, datetime
from html import escape
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from pyproj import Geod

from geo._maps.basemap import draw_sheets, plan_sheets
from geo._maps.columns import choose_columns, title_column
from geo._maps.facts import KIND_NAMES, PLACES_NOTE, list_fields
from geo._maps.frame import Frame, find_frame
from geo._maps.labels import choose_names
from geo._maps.wording import PLACE_ACCURACY_M, describe_distance, number

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

__all__ = ["build_payload", "write_fallback"]

# So many incidents have their lines and circles drawn all the time; of more, only the selected one.
FEW: Final = 3
FALLBACK_ROWS: Final = 200
WGS84: Final = Geod(ellps="WGS84")
# The measured lines, by the stem of their columns.
MEASURED: Final = ("border", "city")
# What a label says after the kilometres, by the kind of line; only an agreed border is called one.
BORDER_CAPTIONS: Final = {
    "international": "to the border with {}",
    "line_of_control": "to the line of control with {}",
    "ceasefire": "to the ceasefire line with {}",
    "breakaway": "to the breakaway line with {}",
    "claimed": "to the claimed line with {}",
    "internal": "to the internal boundary with {}",
}
OTHER_CAPTION: Final = "to the line with {}"


def build_payload(
    frame: pd.DataFrame,
    atlas: Any,  # noqa: ANN401 - anything with the layers of an atlas
    *,
    title: str | None,
    columns: list[str] | None,
) -> dict[str, Any]:
    """Gather what the map shows.

    Parameters
    ----------
    frame : DataFrame
        A measured table.
    atlas : Atlas
        Where the base map comes from.
    title : str or None
        Title of the map; None takes that of the only incident, or their number.
    columns : list of str or None
        Source columns that enter the page.

    Returns
    -------
    dict
        Ready for JSON.
    """
    chosen = choose_columns(frame, columns)
    titles = title_column(frame, chosen)
    names = dict(zip(atlas.entities["code"], atlas.entities["name"], strict=True))
    lon, lat = _numbers(frame, "lon"), _numbers(frame, "lat")
    located = np.isfinite(lon) & np.isfinite(lat)
    view = find_frame(*_what_to_show(frame, lon, lat, few=int(located.sum()) <= FEW))
    sheets = plan_sheets(view)
    count = len(frame)
    incidents = "1 incident" if count == 1 else f"{number(count)} incidents"
    hidden = count - int(located.sum())
    return {
        "title": title or (titles[0] if count == 1 else incidents),
        "subtitle": _subtitle(incidents, hidden),
        "made": _today(),
        "few": FEW,
        "view": list(view.box),
        "limit": list(sheets[0].box),
        "sheets": draw_sheets(atlas, sheets),
        "names": choose_names(atlas, view, sheets),
        "kinds": KIND_NAMES,
        "titles": titles,
        "lon": _rounded(view.unwrap(lon), 7),
        "lat": _rounded(lat, 7),
        "precision_m": _rounded(_numbers(frame, "precision_m"), 1),
        "lines": [_measured_line(frame, stem, names, view) for stem in MEASURED],
        "places_note": PLACES_NOTE,
        "fields": [field._asdict() for field in list_fields(frame, chosen, names)],
        "sources": _sources(atlas),
    }


def write_fallback(payload: dict[str, Any]) -> str:
    """Write the plain page for readers whose browser runs no scripts.

    Parameters
    ----------
    payload : dict
        From `build_payload`.

    Returns
    -------
    str
        Markup in which every text is escaped.
    """
    titles = payload["titles"][:FALLBACK_ROWS]
    shown = [field for field in payload["fields"] if any(field["values"][:FALLBACK_ROWS])]
    # The first column already says what a column of titles would repeat.
    shown = [field for field in shown if field["values"][:FALLBACK_ROWS] != titles]
    head = "".join(f"<th>{escape(field['label'])}</th>" for field in shown)
    rows = []
    for row, title in enumerate(titles):
        cells = "".join(f"<td>{escape(_flat(field['values'][row]))}</td>" for field in shown)
        rows.append(f"<tr><th>{escape(title)}</th>{cells}</tr>")
    total = len(payload["titles"])
    first = f" These are the first {FALLBACK_ROWS} of {number(total)}." if total > FALLBACK_ROWS else ""
    sources = "".join(f"<li>{escape(source['text'])}</li>" for source in payload["sources"])
    return (
        f'<div class="geo-plain"><h1>{escape(payload["title"])}</h1><p>{escape(payload["subtitle"])}</p>'
        f"<p>The map itself needs scripts, which are switched off here.{first}</p>"
        f"<table><thead><tr><th>Incident</th>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table>"
        f"<h2>Sources</h2><ul>{sources}</ul><p>Made on {escape(payload['made'])}.</p></div>"
    )


def _flat(text: str | list[str] | None) -> str:
    return "; ".join(text) if isinstance(text, list) else text or ""


def _today() -> str:
    """Write the date the map is made as a reader would."""
    today = datetime.now(tz=UTC)
    return f"{today.day} {today:%B %Y}"


def _subtitle(incidents: str, hidden: int) -> str:
    measured = f"{incidents}, measured to the nearest land border and the nearest listed places"
    return measured if hidden == 0 else f"{measured}; {number(hidden)} without a position"


def _numbers(frame: pd.DataFrame, stem: str) -> NDArray[np.float64]:
    column = frame.get(f"geo_{stem}")
    if column is None:
        return np.full(len(frame), np.nan)
    return np.asarray(column.astype("Float64").to_numpy(dtype=float, na_value=np.nan), dtype=np.float64)


def _rounded(values: NDArray[np.float64], decimals: int) -> list[float | None]:
    return [round(value, decimals) if np.isfinite(value) else None for value in values.tolist()]


def _what_to_show(
    frame: pd.DataFrame, lon: NDArray[np.float64], lat: NDArray[np.float64], *, few: bool
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """All points that the first view should hold: of few incidents also what is measured from them."""
    if not few:
        return lon, lat
    lons: list[NDArray[np.float64]] = [lon]
    lats: list[NDArray[np.float64]] = [lat]
    for stem in MEASURED:
        lons.append(_numbers(frame, f"{stem}_lon"))
        lats.append(_numbers(frame, f"{stem}_lat"))
    radius_m = np.nan_to_num(_numbers(frame, "precision_m"))
    known = np.isfinite(lon) & np.isfinite(lat)
    for azimuth_deg in (0.0, 90.0, 180.0, 270.0):
        directions: NDArray[np.float64] = np.full(int(known.sum()), azimuth_deg)
        east, north, _ = WGS84.fwd(lon[known], lat[known], directions, radius_m[known])
        lons.append(np.asarray(east, dtype=float))
        lats.append(np.asarray(north, dtype=float))
    return np.concatenate(lons), np.concatenate(lats)


def _measured_line(frame: pd.DataFrame, stem: str, names: dict[str, str], view: Frame) -> dict[str, Any]:
    """One measured line for every incident: where it ends, how it sets out, and its label."""
    lon, lat, distance_m = (_numbers(frame, f"{stem}_{what}") for what in ("lon", "lat", "m"))
    low_m, high_m = _numbers(frame, f"{stem}_min_m"), _numbers(frame, f"{stem}_max_m")
    accuracy_m = _numbers(frame, "border_accuracy_m")
    precision_m = _numbers(frame, "precision_m")
    target = frame.get("geo_city" if stem == "city" else "geo_border_across_code")
    kinds = frame.get("geo_border_kind")
    labels: list[list[str] | None] = []
    for row in range(len(frame)):
        words = describe_distance(
            _known(distance_m[row]),
            _known(low_m[row]),
            _known(high_m[row]),
            accuracy_m=PLACE_ACCURACY_M if stem == "city" else _known(accuracy_m[row]),
            precision_m=_known(precision_m[row]),
        )
        name = None if target is None else target.iloc[row]
        if words is None or not isinstance(name, str):
            labels.append(None)
            continue
        about, _, interval = words.partition(", ")
        caption = "to {}" if stem == "city" else _border_caption(None if kinds is None else kinds.iloc[row])
        labels.append([part for part in (about, caption.format(names.get(name, name)), interval) if part])
    return {
        "name": stem,
        "lon": _rounded(view.unwrap(lon), 7),
        "lat": _rounded(lat, 7),
        "azimuth_deg": _rounded(_numbers(frame, f"{stem}_azimuth_deg"), 7),
        "distance_m": _rounded(distance_m, 3),
        "labels": labels,
    }


def _border_caption(kind: object) -> str:
    return BORDER_CAPTIONS.get(kind, OTHER_CAPTION) if isinstance(kind, str) else OTHER_CAPTION


def _known(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None


def _sources(atlas: Any) -> list[dict[str, str]]:  # noqa: ANN401 - anything with the layers of an atlas
    """Who the data is from, the same source named once."""
    grouped: dict[tuple[str, ...], list[str]] = {}
    for name, layer in atlas.sources.get("layers", {}).items():
        date, licence = layer.get("date"), layer.get("licence")
        told = (
            str(layer.get("source") or ""),
            str(date or ""),
            str(layer.get("attribution") or ""),
            f"licence {licence}" if licence else "",
        )
        grouped.setdefault(tuple(part for part in told if part), []).append(name)
    return [
        {"text": f"{', '.join(layers).capitalize()}: {', '.join(told)}"} for told, layers in grouped.items()
    ]
