"""Doors in: files of many kinds become one table of incidents.

``encodings`` finds how bytes become text, ``formats`` turn files of many kinds into columns, ``features``
GeoJSON, ``locations`` turns columns into points, ``degrees`` and ``numbers`` read the cells, ``coordinates``
those that hold a whole position, ``problems`` keeps a word about every row that has no position; ``doors``
puts them together. ``axes`` and ``names`` find columns by their ``headings``, ``dates`` and ``days`` read
when something happened, ``profiles`` knows the sources that many tables are from.
"""

from __future__ import annotations

from geo._reading.doors import read_incidents

__all__ = ["read_incidents"]
