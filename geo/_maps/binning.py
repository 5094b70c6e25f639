"""A map of more rows than a browser takes: how many lie in each cell, in place of the rows.

`make_map` comes here by itself. Whoever reads a table batch by batch adds each to `geo._maps.bins.Bins` and
draws them with `draw_bins`, so that nothing but counts is ever held.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any, Final

from geo._maps.binned import build_binned
from geo._maps.binned_page import draw_binned, write_binned_page
from geo._maps.bins import Bins
from geo._maps.cell_words import area_text
from geo._maps.columns import choose_columns
from geo._maps.online import picture_hosts
from geo._maps.page import IncidentLayer, new_map
from geo._maps.sources import NOTHING, About

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import folium

    from geo._reading.profiles import Profile

__all__ = ["BIN_ABOVE", "WHERE", "bin_rows", "choose_counted", "draw_bins"]

BIN_ABOVE: Final = 200_000
"""More rows than these are counted in cells. With six columns of the source a page of 200,000 is 10 MB, about
what a mail may have; of 300,000 it is 15 MB, takes a desk four seconds and a phone several times that."""

WHERE: Final = ("country", "region")
"""What a map of cells needs of what is measured: where those are that no cell can hold."""

logger = logging.getLogger(__name__)


def choose_counted(
    frame: Any,  # noqa: ANN401 - a GeoDataFrame
    *,
    columns: Sequence[str] | None = None,
    profile: Profile | None = None,
    roles: Mapping[str, str] | None = None,
) -> dict[str, str]:
    """Choose the source columns of which counts enter the page: at most one of dates and one of kinds.

    Parameters
    ----------
    frame : GeoDataFrame
        The table, or its first batch.
    columns, profile, roles
        As of `geo.make_map`.

    Returns
    -------
    dict
        Role, ``date`` or ``type``, -> column.
    """
    named = None if columns is None else list(columns)
    chosen = choose_columns(frame, named, profile=profile, roles=roles)
    found: dict[str, str] = {}
    for name, role in chosen.items():
        if role in ("date", "type"):
            found.setdefault(role, name)
    return found


def bin_rows(
    frame: Any,  # noqa: ANN401 - a GeoDataFrame
    *,
    columns: Sequence[str] | None = None,
    profile: Profile | None = None,
    roles: Mapping[str, str] | None = None,
) -> tuple[Bins, dict[str, str]]:
    """Count the rows of a table; give the counts, and the columns that were counted as `choose_counted`."""
    chosen = choose_counted(frame, columns=columns, profile=profile, roles=roles)
    bins = Bins(date=chosen.get("date"), kind=chosen.get("type"), profile=profile)
    bins.add(frame)
    return bins, chosen


def draw_bins(  # noqa: PLR0913 - what the author of a map decides
    bins: Bins,
    atlas: Any,  # noqa: ANN401 - anything with the layers of an atlas
    *,
    title: str,
    chosen: Mapping[str, str],
    own: Sequence[str] = (),
    online: Sequence[Mapping[str, Any]] = (),
    strict: bool = True,
    language: str | None = None,
    record: Mapping[str, Any] | None = None,
    about: About = NOTHING,
) -> folium.Map:
    """Draw counts on a map that opens anywhere, without a network.

    Parameters
    ----------
    bins : Bins
        All rows, counted.
    atlas : Atlas
        Where the base map comes from.
    title : str
    chosen : mapping
        From `choose_counted`.
    own : sequence of str
        All columns of the source, to be able to say which are not in the page.
    online : sequence of mapping
        From `geo._maps.online.list_online`; base maps of a network that readers may switch on.
    strict, language, record
        As of `geo.make_map`.
    about : About
        From `geo._maps.sources.tell_about`.

    Returns
    -------
    folium.Map
    """
    told = [dict(each) for each in online]
    payload = build_binned(
        bins.finish(),
        atlas,
        title=title,
        online=told,
        foreign=not strict,
        language=language,
        record=record,
        about=about,
        kind=chosen.get("type"),
    )
    chart = new_map(title, pictures=picture_hosts(told), strict=strict, record=record)
    entered = {"date": "periods", "type": "kinds"}
    pieces = {
        name: [f"{entered[role]}{part}" for part in ("", f".{entered[role][:-1]}", ".count")]
        for role, name in chosen.items()
    }
    layer = IncidentLayer(
        payload.pieces,
        write_binned_page(payload, draw_binned(payload)),
        pieces,
        [name for name in own if name not in pieces],
    )
    layer.add_to(chart)
    # folium numbers its maps at random; from the data, the same table gives the same page.
    chart._id = layer._id  # noqa: SLF001 - there is no other door
    bins_told = payload.head["bins"]
    logger.info(
        "%s incidents are counted, not shown one by one: %s in %s cells of about %s%s.",
        f"{bins_told['rows']:,}",
        f"{bins_told['held']:,}",
        f"{payload.head['count']:,}",
        area_text(bins_told["area_km2"][1]),
        ", the others by country and region" if bins_told["held"] < bins_told["rows"] else "",
    )
    return chart
