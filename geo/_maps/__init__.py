"""The way out to the reader: one HTML map that asks nothing of any server.

``make``      the front door: a measured table in, a ``folium.Map`` out
``payload``   everything the map is told, as one value
``frame``     where to look: boxes in longitudes that may run past the antimeridian
``basemap``   the atlas clipped and simplified to that box (``clipping``: how shapes are cut)
``regions``   lines between the regions of a country
``disputed``  disputed ground: what is hatched, and the table that says whose it is
``areas``     incidents that are areas
``measured``  the lines from an incident to what it is measured to
``labels``    which names may be written on it (``spots``: where one has room)
``columns``   which source columns enter the page
``facts``     the rows as columns of finished text (``row``: one of them, ``whose``: its ground)
``wording``   how a distance, a position, a precision or a kind of line is put into words
``fallback``  the page for readers whose browser runs no scripts
``picture``   the map as a still picture
``encoding``  coordinates as short text
``bundle``    the scripts and styles of ``static`` and ``vendor`` as one piece each
``page``      the adapter to folium, and the policy that lets nothing else run

The map itself is ``static/mount.js``; it knows nothing of folium or Python.
"""

from __future__ import annotations

from geo._maps.facts import SHOWN
from geo._maps.make import make_map

__all__ = ["SHOWN", "make_map"]
