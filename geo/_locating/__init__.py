"""Words become locations: names, coordinates and phrases, each with its precision and its chance.

A table: ``queries`` reads from the columns what each row names, ``units`` knows what the units of the
atlas are called, ``choosing`` finds the one unit that is exactly meant or says why there is none,
``finding`` asks for everything else, ``decided`` goes before both with what ``decisions`` and
``decision_files`` hold and ``reviewing`` asks for; ``outlines`` and ``cells`` make a location of what was
found; ``finder`` asks them in order and ``rows`` puts it into the table.

A string: ``asked`` lists how it may be read, ``weights`` says how likely each bearer of a name is meant,
``naming`` makes candidates of a name and what it is said to lie in, ``expressions`` reads and draws
phrases such as "40 km north of Aktau" and ``phrases`` looks up their names, ``grounds`` has the polygons,
``texts`` puts them together; ``together`` resolves all names of one text at once.

Rows whose code says that their coordinates stand for a unit get its polygon too: ``schemas`` says what codes
mean, ``orders`` reads them, ``country_codes`` translates those of countries, ``resolving`` finds the ground,
words such as "province" left aside (``generic``), ``coded`` writes it into the table.
"""

from __future__ import annotations

from geo._locating.candidates import Candidate, describe_number
from geo._locating.cells import describe_ground, describe_unit
from geo._locating.decided import decided_candidate
from geo._locating.decision_files import read_decisions
from geo._locating.decisions import Decisions
from geo._locating.expressions import Anchor, Expression, Shape, shape_of
from geo._locating.expressions.compass import (
    ADJECTIVE,
    ADJECTIVE_WORDS,
    COMPARED,
    NOUN,
    NOUN_WORDS,
    Heading,
    read_heading,
)
from geo._locating.expressions.folding import fold_text
from geo._locating.expressions.lengths import Length, find_length, match_length
from geo._locating.expressions.parts import part_of
from geo._locating.grounds import Grounds, grounds_of
from geo._locating.lookups import (
    azimuth_between,
    capital_candidate,
    country_at,
    country_candidate,
    describe,
    draw_expression,
    find_name,
    lies_in,
    resolve_names,
)
from geo._locating.outlines import Label, place_label
from geo._locating.rows import locate_incidents
from geo._locating.schemas import NEAR_RADIUS_M, find_schema
from geo._locating.texts import locate_names, locate_text
from geo._locating.units import Gazette
from geo._locating.weights import fits_kind, weigh

__all__ = [
    "ADJECTIVE",
    "ADJECTIVE_WORDS",
    "COMPARED",
    "NEAR_RADIUS_M",
    "NOUN",
    "NOUN_WORDS",
    "Anchor",
    "Candidate",
    "Decisions",
    "Expression",
    "Gazette",
    "Grounds",
    "Heading",
    "Label",
    "Length",
    "Shape",
    "azimuth_between",
    "capital_candidate",
    "country_at",
    "country_candidate",
    "decided_candidate",
    "describe",
    "describe_ground",
    "describe_number",
    "describe_unit",
    "draw_expression",
    "find_length",
    "find_name",
    "find_schema",
    "fits_kind",
    "fold_text",
    "grounds_of",
    "lies_in",
    "locate_incidents",
    "locate_names",
    "locate_text",
    "match_length",
    "part_of",
    "place_label",
    "read_decisions",
    "read_heading",
    "resolve_names",
    "shape_of",
    "weigh",
]
