"""Hiding where exactly: each location becomes an area before anything is measured or written.

``levels`` reads how much is to be hidden, ``stated`` what each row says of where it was, ``grid`` has the
cells of a length, ``units`` the districts, regions and countries; ``traces`` finds the columns that
give the position away and ``notations`` the ways to write it; ``incidents`` puts them together.

What is given depends on the place only through the cell or the unit that holds it, and on the stated
precision only through its doubling steps: all places of a cell give the same output, bit by bit. This is
why no disc about the place is ever drawn, nor an outline of the source kept: both have a middle.
"""

from __future__ import annotations

from geo._blurring.incidents import blur_incidents
from geo._blurring.levels import Level, read_level

__all__ = ["Level", "blur_incidents", "read_level"]
