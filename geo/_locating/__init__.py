"""Names of districts and regions become their polygons.

``queries`` reads from the columns what each row names, ``units`` knows what the units of the atlas are
called, ``choosing`` finds the one unit that is meant or says why there is none, ``outlines`` makes a
location of its polygon; ``rows`` puts them together.
"""

from __future__ import annotations

from geo._locating.outlines import Label, place_label
from geo._locating.rows import describe_unit, locate_incidents
from geo._locating.units import Gazette

__all__ = ["Gazette", "Label", "describe_unit", "locate_incidents", "place_label"]
