"""Everything the map is told: a head that JSON can hold, and the rows as packed columns.

``static/start.js`` reads it, ``static/mount.js`` draws it.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np

from geo._maps.areas import Areas, encode_areas, find_areas
from geo._maps.basemap import plan_sheets
from geo._maps.bundle import LEAFLET_VERSION
from geo._maps.categories import Categories, find_categories
from geo._maps.claims import encode_claims
from geo._maps.columns import choose_columns, date_texts, list_own, plain_texts, readable, title_column
from geo._maps.facts import PLACES_NOTE, list_fields
from geo._maps.making import tell_data, tell_run
from geo._maps.measured import MEASURED, measured_line, numbers_of
from geo._maps.packing import Packer, Piece, deflate
from geo._maps.precision import COARSE_M, TOWN_M, VAGUE, count_precisions
from geo._maps.row import list_rows
from geo._maps.rows import pack_days, pack_rows
from geo._maps.sources import NOTHING, About, list_sources
from geo._maps.surroundings import describe_ground, find_view
from geo._maps.wording import number
from geo._records import told_time

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd
    from numpy.typing import NDArray

    from geo._maps.facts import Field
    from geo._reading.profiles import Profile

__all__ = ["FEW", "HEAD", "PLAIN_ROWS", "Payload", "build_payload", "short_codes"]

# So many incidents have their lines and circles drawn all the time; of more, only the selected one.
FEW: Final = 3
# So many rows are told in the plain page.
PLAIN_ROWS: Final = 200
HEAD: Final = "base map and names"


class Payload(NamedTuple):
    """What the map is told.

    Attributes
    ----------
    head : dict
        Ready for JSON.
    pieces : list of Piece
        The head and every column, deflated.
    titles : list of str
    fields : list of Field
        What the plain page tells of the first `PLAIN_ROWS` rows.
    chosen : dict
        Source column -> the pieces it is in; what of the source is in the page.
    left_out : list of str
        What of it is not.
    lon, lat : ndarray of float, shape (n,)
        Degrees, on the sheet of the view; NaN where there are none.
    precision_m : ndarray of float, shape (n,)
        Radius, metres; NaN where none is stated.
    area_of : ndarray of float, shape (n,)
        The number of its outline; NaN for none.
    lines : list of dict
        Of few incidents what was measured from each.
    categories : Categories or None
        The kinds of incidents.
    """

    head: dict[str, Any]
    pieces: list[Piece]
    titles: list[str]
    fields: list[Field]
    chosen: dict[str, list[str]]
    left_out: list[str]
    lon: NDArray[np.float64]
    lat: NDArray[np.float64]
    precision_m: NDArray[np.float64]
    area_of: NDArray[np.float64]
    lines: list[dict[str, Any]]
    categories: Categories | None


def build_payload(  # noqa: PLR0913 - what the author of a map decides
    frame: pd.DataFrame,
    atlas: Any,  # noqa: ANN401 - anything with the layers of an atlas
    *,
    title: str | None,
    columns: list[str] | None,
    online: list[dict[str, Any]],
    foreign: bool,
    claims: Sequence[Mapping[str, Any]] = (),
    language: str | None = None,
    record: Mapping[str, Any] | None = None,
    roles: Mapping[str, str] | None = None,
    about: About = NOTHING,
) -> Payload:
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
    online : list of dict
        Base maps of a network that the reader may switch on.
    foreign : bool
        Whether layers that nobody checked may run scripts.
    claims : sequence of mapping
        What a report says of where its incidents are, and what was found of it.
    language : str or None
        That of the interface; None is the reader's.
    record : mapping or None
        How it was made, from `geo._records.build_record`.
    roles : mapping, optional
        Role -> the column that has it.
    about : About
        What is known of the source, and said of it on the page.
    """
    chosen = choose_columns(frame, columns, profile=about.profile, roles=roles)
    titles = title_column(frame, chosen)
    names = dict(zip(atlas.entities["code"], atlas.entities["name"], strict=True))
    lon, lat = numbers_of(frame, "lon"), numbers_of(frame, "lat")
    precision_m = numbers_of(frame, "precision_m")
    located = np.isfinite(lon) & np.isfinite(lat)
    shown = int((located | find_areas(frame)).sum())
    view = find_view(frame, lon, lat, few=shown <= FEW)
    sheets = plan_sheets(view)
    codes = sorted(set(frame["geo_country_code"].dropna().astype(str)))
    count = len(frame)
    incidents = "1 incident" if count == 1 else f"{number(count)} incidents"
    packer = Packer()
    areas = encode_areas(frame, titles, view, sheets[-1].tolerance_deg)
    reported = _pack_reported(packer, frame, chosen, titles, about.profile)
    told = pack_rows(packer, frame, view)
    found = find_categories(frame, chosen)
    kinds = _pack_kinds(packer, found, areas, np.where(located, precision_m, np.nan))
    precisions, vague = count_precisions(located, precision_m, areas)
    head = {
        "title": title or (titles[0] if count == 1 else incidents),
        "hidden": count - shown,
        "made": told_time().date().isoformat(),
        "leaflet": LEAFLET_VERSION,
        "count": count,
        "few": FEW,
        "view": list(view.box),
        "limit": list(sheets[0].box),
        **describe_ground(atlas, view, sheets, codes, names),
        "countries": names,
        "iso2": short_codes(atlas.entities),
        "reported": reported,
        **told,
        **kinds,
        "areas": areas.told,
        "coarse_m": COARSE_M,
        "town_m": TOWN_M,
        "precisions": precisions,
        "vague": VAGUE if vague else None,
        "places_note": PLACES_NOTE,
        "sources": [
            *about.sentences,
            *list_sources(atlas, set(codes)),
            *([] if record is None or about.sentences else tell_data(record)),
        ],
        "run": None if record is None else tell_run(record),
        "meaning": about.meaning,
        "kept_rows": about.kept_rows,
        "online": online,
        "foreign": foreign,
        "claims": encode_claims(claims, count, view),
        "language": language,
        "columns": packer.columns,
    }
    # The head stands first among the pieces.
    for column in packer.columns.values():
        for name in {"piece", "words"} & set(column):
            column[name] += 1
    text = json.dumps(head, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    data = text.encode("utf-8", "replace")
    rows = list_rows(frame.iloc[:PLAIN_ROWS], names)
    fields = list_fields(frame.iloc[:PLAIN_ROWS], chosen, rows)
    return Payload(
        head,
        [Piece(HEAD, deflate(data), len(data)), *packer.pieces],
        titles,
        fields,
        {name: _pieces_of(each) for name, each in zip(chosen, reported, strict=True)},
        [name for name in list_own(frame) if name not in chosen],
        np.asarray(view.unwrap(lon)),
        lat,
        precision_m,
        areas.of,
        [measured_line(frame, rows, stem, view) for stem in MEASURED] if count <= FEW else [],
        found,
    )


def _pack_reported(
    packer: Packer,
    frame: pd.DataFrame,
    chosen: dict[str, str],
    titles: list[str],
    profile: Profile | None,
) -> list[dict[str, str]]:
    """Add the titles and the chosen columns of the source, as texts; what is the same is there once."""
    dates = [name for name, role in chosen.items() if role == "date"]
    are_days = pack_days(packer, frame, dates, profile)
    reported = []
    for place, (name, role) in enumerate(chosen.items()):
        texts = (date_texts if role == "date" else plain_texts)(frame[name])
        column = f"source.{place}"
        if role == "title" and texts.tolist() == titles and "title" not in packer.columns:
            column = "title"
        if are_days and name == dates[0]:
            packer.days(column, "first_day")
        else:
            packer.texts(column, texts)
        reported.append({"key": f"source:{name}", "label": readable(name), "role": role, "column": column})
    if "title" not in packer.columns:
        packer.texts("title", titles)
    return reported


def _pieces_of(told: dict[str, str]) -> list[str]:
    """Name the columns that are made of one of the source."""
    return [told["column"], *(("first_day", "more_days") if told["role"] == "date" else ())]


def _pack_kinds(
    packer: Packer,
    found: Categories | None,
    areas: Areas,
    precision_m: NDArray[np.float64],
) -> dict[str, Any]:
    """Add what incidents are told apart and filtered by: their kind and how precisely they are known."""
    packer.numbers("area", areas.of, step=1)
    packer.numbers("extent_m", np.where(np.isfinite(areas.radius_m), areas.radius_m, precision_m), step=1)
    if found is None:
        return {"options": {}, "category_label": None}
    packer.numbers("category", found.codes, step=1)
    return {"options": {"category": found.options}, "category_label": found.label}


def short_codes(entities: pd.DataFrame) -> dict[str, str]:
    """Give the two-letter code of each country that ISO 3166 lists, by which browsers name it."""
    if not {"is_iso", "iso2"} <= set(entities.columns):
        return {}
    listed = entities[entities["is_iso"].astype(bool) & entities["iso2"].notna()]
    return dict(zip(listed["code"].astype(str), listed["iso2"].astype(str), strict=True))
