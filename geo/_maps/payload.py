"""Everything the map is told, as one value that JSON can hold.

``static/mount.js`` draws it. Rows are columns here: one list per thing, one entry per incident.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from pyproj import Geod

from geo._maps.areas import area_corners, encode_areas, find_areas
from geo._maps.basemap import draw_sheets, plan_sheets
from geo._maps.columns import choose_columns, title_column
from geo._maps.disputed import list_disputes
from geo._maps.facts import PLACES_NOTE, list_fields
from geo._maps.frame import Frame, find_frame
from geo._maps.labels import choose_names
from geo._maps.measured import MEASURED, measured_line, numbers_of, rounded
from geo._maps.regions import regions_near
from geo._maps.row import list_rows
from geo._maps.wording import KIND_NAMES, number

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

    from geo._maps.basemap import Sheet

__all__ = ["build_payload"]

# So many incidents have their lines and circles drawn all the time; of more, only the selected one.
FEW: Final = 3
WGS84: Final = Geod(ellps="WGS84")
DISPUTES_TITLE: Final = "Disputed ground: who holds, who claims"
HATCH_NAME: Final = "disputed ground; its table says whose"
REGION_LINE: Final = "line between regions"


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
    lon, lat = numbers_of(frame, "lon"), numbers_of(frame, "lat")
    areas = find_areas(frame)
    shown = int((np.isfinite(lon) & np.isfinite(lat)).sum() + areas.sum())
    view = find_frame(*_what_to_show(frame, lon, lat, few=shown <= FEW))
    sheets = plan_sheets(view)
    regions = _regions(frame, atlas, view, sheets)
    count = len(frame)
    incidents = "1 incident" if count == 1 else f"{number(count)} incidents"
    rows = list_rows(frame, names)
    disputes = list_disputes(atlas, view.box, None if view.is_world else sheets[0].box, names)
    return {
        "title": title or (titles[0] if count == 1 else incidents),
        "subtitle": _subtitle(incidents, count - shown),
        "made": _today(),
        "few": FEW,
        "view": list(view.box),
        "limit": list(sheets[0].box),
        "sheets": draw_sheets(atlas, sheets, regions),
        "names": choose_names(atlas, view, sheets, regions),
        "kinds": KIND_NAMES,
        "region_line": REGION_LINE,
        "disputes": {"title": DISPUTES_TITLE, "hatch": HATCH_NAME, **disputes},
        "titles": titles,
        "lon": rounded(view.unwrap(lon), 7),
        "lat": rounded(lat, 7),
        "precision_m": rounded(numbers_of(frame, "precision_m"), 1),
        "areas": encode_areas(frame, titles, view, sheets[-1].tolerance_deg),
        "lines": [measured_line(frame, rows, stem, view) for stem in MEASURED],
        "places_note": PLACES_NOTE,
        "fields": [field._asdict() for field in list_fields(frame, chosen, rows)],
        "sources": _sources(atlas, set(frame["geo_country_code"].dropna().astype(str))),
    }


def _today() -> str:
    """Write the date the map is made as a reader would."""
    today = datetime.now(tz=UTC)
    return f"{today.day} {today:%B %Y}"


def _subtitle(incidents: str, hidden: int) -> str:
    measured = f"{incidents}, measured to the nearest land border and the nearest listed places"
    return measured if hidden == 0 else f"{measured}; {number(hidden)} without a position"


def _regions(frame: pd.DataFrame, atlas: Any, view: Frame, sheets: list[Sheet]) -> Any:  # noqa: ANN401 - GeoDataFrames
    """Regions of the countries in which the incidents lie, near the incidents; None where there are none.

    Districts are not drawn: their outlines were simplified one by one, so that neighbours do not meet and
    every line between them would be seen twice.
    """
    codes = sorted(set(frame["geo_country_code"].dropna().astype(str)))
    if view.is_world or not codes:
        return None
    return regions_near(atlas.regions_of(codes), view, sheets)


def _what_to_show(
    frame: pd.DataFrame, lon: NDArray[np.float64], lat: NDArray[np.float64], *, few: bool
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """All points that the first view should hold: of few incidents also what is measured from them."""
    corners = area_corners(frame)
    lons: list[NDArray[np.float64]] = [lon, corners[0]]
    lats: list[NDArray[np.float64]] = [lat, corners[1]]
    if few:
        for stem in MEASURED:
            lons.append(numbers_of(frame, f"{stem}_lon"))
            lats.append(numbers_of(frame, f"{stem}_lat"))
        radius_m = np.nan_to_num(numbers_of(frame, "precision_m"))
        known = np.isfinite(lon) & np.isfinite(lat)
        for azimuth_deg in (0.0, 90.0, 180.0, 270.0):
            directions: NDArray[np.float64] = np.full(int(known.sum()), azimuth_deg)
            east, north, _ = WGS84.fwd(lon[known], lat[known], directions, radius_m[known])
            lons.append(np.asarray(east, dtype=float))
            lats.append(np.asarray(north, dtype=float))
    return np.concatenate(lons), np.concatenate(lats)


def _sources(atlas: Any, codes: set[str]) -> list[dict[str, str]]:  # noqa: ANN401 - anything with the layers of an atlas
    """Who the data is from, the same source named once; layers of the author's own in these countries."""
    grouped: dict[tuple[str, ...], list[str]] = {}
    for name, layer in atlas.sources.get("layers", {}).items():
        date, licence = layer.get("date"), layer.get("licence")
        told = (
            str(layer.get("source") or ""),
            str(date or ""),
            str(layer.get("attribution") or ""),
            f"licence {licence}" if licence else "",
        )
        grouped.setdefault(tuple(part for part in told if part), []).append(name.replace("_", " "))
    texts = [f"{', '.join(layers).capitalize()}: {', '.join(told)}" for told, layers in grouped.items()]
    for own in atlas.sources.get("own", []):
        if codes & set(own["countries"]):
            licence = f", licence {own['licence']}" if own["licence"] else ""
            source = own["source"] or "source not stated"
            texts.append(
                f"{own['layer'].capitalize()} added by the author ({own['name']}): {source}{licence}"
            )
    return [{"text": text} for text in texts]
