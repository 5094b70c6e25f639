"""Everything that the page of a binned map is told: ``static/cellmap.js`` draws it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np
import pandas as pd
import shapely

from geo._maps.basemap import plan_sheets
from geo._maps.bins import AREA, NOWHERE, WIDE
from geo._maps.bundle import LEAFLET_VERSION
from geo._maps.categories import MOST, MOST_NUMBERS, UNSTATED
from geo._maps.classes import find_breaks
from geo._maps.columns import readable
from geo._maps.encoding import encode_lines
from geo._maps.hexagons import areas_km2, cell_name, centres_of, draw_outlines, edge_m, find_cells
from geo._maps.making import tell_data, tell_run
from geo._maps.packing import Packer, Piece, deflate
from geo._maps.payload import HEAD, short_codes
from geo._maps.periods import UNDATED, as_years
from geo._maps.sources import NOTHING, About, list_sources
from geo._maps.surroundings import describe_ground
from geo._records import told_time

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from geo._maps.bins import Binned

__all__ = ["BinnedPayload", "build_binned"]

MOST_ENTRIES: Final = 300_000
"""So many counts of a cell in a month are about half a megabyte of the page; of more, years are told."""
MOST_PLACES: Final = 2_000
"""So many countries and regions are listed whose incidents are in no cell."""
# Corners are kept to this share of a cell's side.
CORNER_SHARE: Final = 0.01
METRES_PER_DEGREE: Final = 111_195.0
LEAST_KINDS: Final = 2


class BinnedPayload(NamedTuple):
    """What the page is told.

    Attributes
    ----------
    head : dict
        Ready for JSON.
    pieces : list of Piece
        The head and every column, deflated.
    outlines : list of list of ndarray of float, shape (m, 2) each
        Of every cell its rings, lon before lat, on the sheet of the view.
    counts : ndarray of int, shape (k,)
    centres : tuple of ndarray of float, shape (k,) each
        Longitude and latitude of their middles, degrees within -180..180.
    names : list of str or None, length k
        The largest listed place in each cell, with its country.
    """

    head: dict[str, Any]
    pieces: list[Piece]
    outlines: list[list[NDArray[np.float64]]]
    counts: NDArray[np.int64]
    centres: tuple[NDArray[np.float64], NDArray[np.float64]]
    names: list[str | None]


def build_binned(  # noqa: PLR0913 - what the author of a map decides
    binned: Binned,
    atlas: Any,  # noqa: ANN401 - anything with the layers of an atlas
    *,
    title: str,
    online: list[dict[str, Any]],
    foreign: bool,
    language: str | None = None,
    record: Mapping[str, Any] | None = None,
    about: About = NOTHING,
    kind: str | None = None,
) -> BinnedPayload:
    """Gather what the page of a binned map tells.

    Parameters
    ----------
    binned : Binned
        From `geo._maps.bins.Bins.finish`.
    kind : str, optional
        What the column of kinds is called.
    atlas, title, online, foreign, language, record, about
        As of `geo._maps.payload.build_payload`.
    """
    cells = binned.cells["cell"].to_numpy(dtype=np.uint64)
    counts = binned.cells["count"].to_numpy(dtype=np.int64)
    view = binned.view
    sheets = plan_sheets(view)
    countries = dict(zip(atlas.entities["code"], atlas.entities["name"], strict=True))
    outlines = draw_outlines(cells, view)
    lon, lat = centres_of(cells)
    names, homes = _name_cells(cells, binned.resolution, atlas, countries)
    codes = sorted({*binned.codes, *homes} & set(countries))
    packer = Packer()
    step_deg = float(f"{edge_m(binned.resolution) / METRES_PER_DEGREE * CORNER_SHARE:.1g}")
    packer.texts("outline", [" ".join(encode_lines(rings, step_deg=step_deg)) for rings in outlines])
    packer.texts("cell", [cell_name(cell) for cell in cells.tolist()])
    packer.texts("name", names)
    packer.numbers("lon", view.unwrap(lon), step=1e-4)
    packer.numbers("lat", lat, step=1e-4)
    packer.numbers("count", counts, step=1)
    area_km2 = areas_km2(cells)
    packer.numbers("area_km2", area_km2, step=10.0 ** np.floor(np.log10(area_km2.min(initial=1e3)) - 2))
    head = {
        "title": title,
        "made": told_time().date().isoformat(),
        "leaflet": LEAFLET_VERSION,
        "count": len(cells),
        "few": 0,
        "view": list(view.box),
        "limit": list(sheets[0].box),
        **describe_ground(atlas, view, sheets, codes, countries),
        "countries": countries,
        "iso2": short_codes(atlas.entities),
        "bins": {
            "rows": binned.rows,
            "held": int(counts.sum()),
            "step": step_deg,
            "radius_m": edge_m(binned.resolution),
            "area_km2": [float(each) for each in _spread(area_km2)],
            "breaks": find_breaks(counts),
            "resolution": binned.resolution,
            "first": binned.span.first,
            "last": binned.span.last,
            "unit": _pack_periods(packer, binned, cells),
            "kinds": _pack_kinds(packer, binned, cells),
            "kind_label": None if kind is None else readable(kind),
            **_tell_apart(binned.apart),
        },
        "sources": [
            *about.sentences,
            *list_sources(atlas, set(codes)),
            *([] if record is None or about.sentences else tell_data(record)),
        ],
        "run": None if record is None else tell_run(record),
        "meaning": about.meaning,
        "online": online,
        "foreign": foreign,
        "claims": [],
        "areas": {"step": 1, "outlines": []},
        "capitals": {},
        "language": language,
        "columns": packer.columns,
    }
    # The head stands first among the pieces.
    for column in packer.columns.values():
        for name in {"piece", "words"} & set(column):
            column[name] += 1
    text = json.dumps(head, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    data = text.encode("utf-8", "replace")
    pieces = [Piece(HEAD, deflate(data), len(data)), *packer.pieces]
    return BinnedPayload(head, pieces, outlines, counts, (lon, lat), names)


def _spread(areas: NDArray[np.float64]) -> tuple[float, float, float]:
    """Give the least, the middle and the largest; of no cells nought."""
    return (areas.min(), float(np.median(areas)), areas.max()) if len(areas) else (0.0, 0.0, 0.0)


def _name_cells(
    cells: NDArray[np.uint64],
    resolution: int,
    atlas: Any,  # noqa: ANN401 - anything with the layers of an atlas
    countries: dict[str, str],
) -> tuple[list[str | None], set[str]]:
    """Name cells after the largest listed place inside; tell also the countries of these places."""
    places = atlas.places
    lon, lat = shapely.get_coordinates(np.asarray(places.geometry.array)).T
    table = pd.DataFrame(
        {
            "cell": find_cells(lon, lat, resolution),
            "name": places["name"].astype(str).to_numpy(),
            "code": places["country_code"].astype(str).to_numpy(),
            "people": pd.to_numeric(places["population"]).fillna(0).to_numpy(dtype=float),
        }
    )
    order = table.sort_values(["people", "name"], ascending=[False, True], kind="stable")
    largest = order.drop_duplicates("cell").set_index("cell").reindex(cells)
    known = largest["name"].notna()
    told = [
        None if not is_known else f"{name}, {countries.get(code, code)}"
        for name, code, is_known in zip(largest["name"], largest["code"], known, strict=True)
    ]
    return told, set(largest["code"][known])


def _places_of(keys: pd.Series[Any], cells: NDArray[np.uint64]) -> NDArray[np.int64]:
    """Give the place of each cell in their order."""
    return pd.Index(cells).get_indexer(pd.Index(keys.astype(np.uint64)))


def _pack_periods(packer: Packer, binned: Binned, cells: NDArray[np.uint64]) -> str | None:
    """Add how many incidents each cell has in each month, or year; None where that says nothing."""
    table = binned.months.assign(place=_places_of(binned.months["cell"], cells))
    months = table[table["period"] > UNDATED]
    years = table.assign(period=as_years(table["period"].to_numpy(dtype=np.int64)))
    years = years[years["period"] != UNDATED].groupby(["place", "period"])["count"].sum().reset_index()
    for unit, entries in (("month", months), ("year", years)):
        if len(entries["period"].unique()) > 1 and len(entries) <= MOST_ENTRIES:
            ordered = entries.sort_values(["place", "period"])
            packer.numbers("periods.period", ordered["period"], step=1)
            packer.numbers("periods.count", ordered["count"], step=1)
            packer.numbers("periods#", np.bincount(ordered["place"], minlength=len(cells)), step=1)
            return unit
    return None


def _pack_kinds(packer: Packer, binned: Binned, cells: NDArray[np.uint64]) -> list[dict[str, Any]]:
    """Add how many incidents each cell has of each of the frequent kinds, of the rest, and of none stated."""
    table = binned.kinds.assign(place=_places_of(binned.kinds["cell"], cells))
    totals = table.dropna(subset="kind").groupby("kind")["count"].sum()
    names = pd.Series(totals.index, dtype=object)
    are_numbers = len(names) > MOST and pd.to_numeric(names, errors="coerce").notna().mean() > MOST_NUMBERS
    if len(totals) < LEAST_KINDS or are_numbers:
        return []
    order = sorted(totals.index, key=lambda text: (-int(totals[text]), text))
    own = order if len(order) <= MOST else order[: MOST - 1]
    options: list[dict[str, Any]] = [{"text": text, "label": text} for text in own]
    if len(own) < len(order):
        rest = len(order) - len(own)
        options.append({"text": "other", "label": f"{rest:,} other kinds", "rest": rest})
    options.append({"text": None, "label": UNSTATED})
    number = {text: min(place, len(options) - 2) for place, text in enumerate(order)}
    code = table["kind"].map(number).fillna(len(options) - 1).astype(int)
    entries = table.assign(kind=code).groupby(["place", "kind"])["count"].sum().reset_index()
    packer.numbers("kinds.kind", entries["kind"], step=1)
    packer.numbers("kinds.count", entries["count"], step=1)
    packer.numbers("kinds#", np.bincount(entries["place"], minlength=len(cells)), step=1)
    return options


def _tell_apart(apart: pd.DataFrame) -> dict[str, Any]:
    """Tell what is in no cell: how many of each sort, and of those that are somewhere, where."""
    by_sort = apart.groupby("why")["count"].sum()
    # A column in which nothing is known has come to be one of numbers.
    somewhere = apart[apart["why"] != NOWHERE].astype({"country": object, "region": object})
    somewhere = somewhere.where(somewhere.notna(), "")
    places = somewhere.groupby(["country", "region"])["count"].sum().reset_index()
    places = places.sort_values(["count", "country", "region"], ascending=[False, True, True])
    listed = places.head(MOST_PLACES)
    return {
        **{why: int(by_sort.get(why, 0)) for why in (AREA, WIDE, NOWHERE)},
        "places": [
            [country or None, region or None, int(count)]
            for country, region, count in zip(*(listed[name] for name in listed.columns), strict=True)
        ],
        "more_places": len(places) - len(listed),
    }
