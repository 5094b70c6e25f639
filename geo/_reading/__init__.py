"""Doors in: files of many kinds become one table of incidents.

``_decoding`` turns bytes into text, ``_tables`` text into columns, ``_locations`` columns into
points and a word about every row that has none; ``_doors`` puts them together.
"""

from __future__ import annotations

from geo._reading.doors import read_incidents

__all__ = ["read_incidents"]
