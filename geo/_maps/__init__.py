"""The way out to the reader: one HTML map that asks nothing of any server.

``make``        the front door: a measured table in, a ``folium.Map`` out
``payload``     everything the map is told: a head, and the rows as packed columns
``rows``        the measured table as columns (``packing``: how a column becomes few bytes)
``columns``     which source columns enter the page (``roles``: what they are to a reader)
``categories``  the kinds of incidents, told apart by colour
``precision``   how precisely they are known
``areas``       incidents that are areas
``surroundings`` where to look, and the ground that is drawn there
``frame``       where to look: boxes in longitudes that may run past the antimeridian
``basemap``     the atlas clipped and simplified to that box (``clipping``: how shapes are cut)
``regions``     lines between the regions of a country
``disputed``    disputed ground: what is hatched, and the table that says whose it is
``labels``      which names may be written on it (``spots``: where one has room)
``encoding``    coordinates as short text
``binning``     more rows than a browser takes, counted in cells (``bins``: batch after batch, ``tally``: by
                keys, ``periods``: by months; ``hexagons``: the cells, ``classes``: their colours,
                ``binned``: what the page is told, ``binned_page``: the plain one, ``cell_words``)
``making``      how the map was made
``sources``     who the data is from, and what the source of the incidents lets readers do
``online``      base maps of a network, when the author allows them
``fallback``    the plain page, for readers whose browser runs no scripts
``picture``     the map as a still picture, which the plain page shows (``still``: one by itself)
``facts``       what it tells of a row, in words (``row``: one of them, ``whose``: its ground,
                ``measured``: its lines, ``wording``: how a distance or a precision is put,
                ``kinds``: what lines are called)
``bundle``      the scripts and styles of ``static`` and ``vendor`` as one piece each (``modules``: how)
``page``        the adapter to folium (``policy``: what may run in it, ``guard``: foreign layers)

The map itself is ``static/mount.js``, or ``static/cellmap.js`` where there are cells: ES modules that know
nothing of folium or Python.
"""

from __future__ import annotations

from geo._maps.binning import BIN_ABOVE, WHERE, choose_counted, draw_bins
from geo._maps.bins import Bins
from geo._maps.facts import SHOWN
from geo._maps.make import LANGUAGES, describe_content, make_map
from geo._maps.still import draw_still

__all__ = [
    "BIN_ABOVE",
    "LANGUAGES",
    "SHOWN",
    "WHERE",
    "Bins",
    "choose_counted",
    "describe_content",
    "draw_bins",
    "draw_still",
    "make_map",
]
