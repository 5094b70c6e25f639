"""Names of districts and regions become their polygons.

``queries`` reads from the columns what each row names, ``units`` knows what the units of the atlas are
called, ``choosing`` finds the one unit that is meant or says why there is none, ``outlines`` makes a
location of its polygon; ``rows`` puts them together.

Rows whose code says that their coordinates stand for a unit get its polygon too: ``schemas`` says what codes
mean, ``orders`` reads them, ``country_codes`` translates those of countries, ``resolving`` finds the ground,
words such as "province" left aside (``generic``), ``cells`` describes it, ``coded`` writes it into the table.
"""

from __future__ import annotations

from geo._locating.cells import describe_ground, describe_unit
from geo._locating.outlines import Label, place_label
from geo._locating.rows import locate_incidents
from geo._locating.schemas import NEAR_RADIUS_M, find_schema
from geo._locating.units import Gazette

__all__ = [
    "NEAR_RADIUS_M",
    "Gazette",
    "Label",
    "describe_ground",
    "describe_unit",
    "find_schema",
    "locate_incidents",
    "place_label",
]
