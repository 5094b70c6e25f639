"""The way out to the reader: one HTML map that asks nothing of any server.

``make``      the front door: a measured table in, a ``folium.Map`` out
``frame``     where to look: boxes in longitudes that may run past the antimeridian
``basemap``   the atlas clipped and simplified to that box
``labels``    which country and place names may be written on it
``columns``   which source columns enter the page
``facts``     the rows as columns of finished text
``wording``   how a distance, a position or a precision is put into words
``encoding``  coordinates as short text
``bundle``    the scripts and styles of ``static`` and ``vendor`` as one piece each
``page``      the adapter to folium, and the policy that lets nothing else run

The map itself is ``static/mount.js``; it knows nothing of folium or Python.
"""

from __future__ import annotations

from geo._maps.make import make_map

__all__ = ["make_map"]
