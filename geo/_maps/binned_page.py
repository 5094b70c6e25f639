"""The plain page of a binned map, for readers whose browser runs no scripts."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from geo._maps.cell_words import describe_apart, describe_cells, subtitle_of
from geo._maps.classes import CELL_COLOURS, class_label, classify
from geo._maps.fallback import disputed_table, write_date, write_table
from geo._maps.making import write_run
from geo._maps.picture import draw_picture, write_key
from geo._maps.wording import describe_position, number

if TYPE_CHECKING:
    from geo._maps.binned import BinnedPayload

__all__ = ["class_colours", "draw_binned", "write_binned_page"]

PLAIN_CELLS: Final = 100
"""So many cells, the fullest, are told in the plain page."""
PLAIN_PLACES: Final = 60
"""And so many countries and regions whose incidents are in no cell."""


def class_colours(classes: int) -> list[str]:
    """Choose the colours of so many classes: far apart where they are few.

    Examples
    --------
    >>> [CELL_COLOURS.index(colour) for colour in class_colours(3)], class_colours(0)
    ([1, 3, 4], [])
    """
    # As in static/cell_counts.js: never the ends alone, which are palest and darkest of all.
    chosen = {1: [3], 2: [1, 4], 3: [1, 3, 4], 4: [0, 2, 3, 4], 5: [0, 1, 2, 3, 4]}
    return [CELL_COLOURS[place] for place in chosen.get(classes, range(classes))]


def draw_binned(payload: BinnedPayload) -> str:
    """Draw what the map shows first as a still picture."""
    head, breaks = payload.head, payload.head["bins"]["breaks"]
    west, south, east, north = head["view"]
    of = classify(payload.counts, breaks)
    nothing: Any = np.empty(0)
    return draw_picture(
        view=(west, south, east, north),
        sheets=head["sheets"],
        names=head["names"],
        lon=nothing,
        lat=nothing,
        precision_m=nothing,
        areas={"step": 1, "outlines": [], "of": nothing},
        lines=[],
        title=head["title"],
        cells=[
            (colour, [payload.outlines[cell] for cell in np.flatnonzero(of == place).tolist()])
            for place, colour in enumerate(class_colours(len(breaks)))
        ],
    )


def write_binned_page(payload: BinnedPayload, picture: str = "") -> str:
    """Write what the map tells as a picture and tables.

    Parameters
    ----------
    payload : BinnedPayload
        From `geo._maps.binned.build_binned`.
    picture : str
        From `draw_binned`.

    Returns
    -------
    str
        Markup in which every text is escaped.
    """
    head = payload.head
    bins = head["bins"]
    meaning = f'<p class="geo-note">{escape(head["meaning"])}</p>' if head["meaning"] else ""
    sources = "".join(f"<li>{escape(source)}</li>" for source in head["sources"])
    first = min(PLAIN_CELLS, len(payload.counts))
    return (
        f'<div class="geo-plain"><h1>{escape(head["title"])}</h1>'
        f"<p>{escape(subtitle_of(bins, len(payload.counts)))}</p>"
        f"{meaning}<p>{escape(describe_cells(bins))}</p>{picture}{write_key(picture, _classes(payload))}"
        f"<p>{escape(describe_apart(bins))}</p>"
        "<p>The interactive map needs scripts, which do not run here; the picture and the tables tell the "
        f"most important of it.</p><h2>The {number(first)} cells with most incidents</h2>{_cells(payload)}"
        f"{_apart(bins)}{disputed_table(head['disputes'])}<p>{escape(head['disputes']['worldview'])}</p>"
        f"<h2>Sources</h2><ul>{sources}</ul><p>Made on {write_date(head['made'])}.</p>"
        f"{'' if head['run'] is None else write_run(head['run'])}</div>"
    )


def _classes(payload: BinnedPayload) -> list[tuple[str, str]]:
    """Give the key: the colour of each class, which counts it holds and in how many cells."""
    breaks = payload.head["bins"]["breaks"]
    most = int(payload.counts.max(initial=0))
    of = classify(payload.counts, breaks)
    told = []
    for place, colour in enumerate(class_colours(len(breaks))):
        cells = int((of == place).sum())
        words = "1 cell" if cells == 1 else f"{number(cells)} cells"
        told.append((colour, f"{class_label(breaks, place, most)} incidents ({words})"))
    return told


def _cells(payload: BinnedPayload) -> str:
    # The middle of a cell is no incident's place: it is told as coarsely as the cell.
    radius_m = payload.head["bins"]["radius_m"]
    at = zip(*payload.centres, strict=True)
    rows = [
        [name or "no listed place", number(count), describe_position(lon, lat, precision_m=radius_m)]
        for name, count, (lon, lat), _ in zip(
            payload.names, payload.counts.tolist(), at, range(PLAIN_CELLS), strict=False
        )
    ]
    return write_table(["Largest listed place in the cell", "Incidents", "Middle of the cell"], rows)


def _apart(bins: dict[str, Any]) -> str:
    """Write where the incidents are known to be that are in no cell."""
    if not bins["places"]:
        return ""
    listed = bins["places"][:PLAIN_PLACES]
    rows = [
        [country or "country not known", region or "", number(count)] for country, region, count in listed
    ]
    left = len(bins["places"]) - len(listed) + bins["more_places"]
    more = f"<p>And {number(left)} more.</p>" if left else ""
    table = write_table(["Country", "Region", "Incidents"], rows)
    return f"<h2>Known, but not as well as to a cell</h2>{table}{more}"
