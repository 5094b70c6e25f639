"""Coordinates as people write them: from a notation in a text to a position with its precision.

``tidying`` brings typography to plain letters, digits and marks; ``angles`` and ``pairs`` read degrees in any
parts; ``utm``, ``mgrs``, ``plus_codes``, ``uris``, ``links`` and ``shapes`` read one notation each; ``cells``
reads what has to be one position, and ``searching`` finds positions in running text. Every reader gives a
position, or a sentence where the text is of its notation but wrong, or None where it is of another. The
sentences never quote what was read: whoever shows them decides whether the text may be shown.
"""

from __future__ import annotations

from geo._coordinates.cells import read_coordinates, read_degrees
from geo._coordinates.positions import LON_FIRST, Position
from geo._coordinates.positions import box_radius_m as radius_m
from geo._coordinates.searching import find_coordinates

__all__ = ["LON_FIRST", "Position", "find_coordinates", "radius_m", "read_coordinates", "read_degrees"]
