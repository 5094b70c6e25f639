"""Location phrases that are more than a name: "40 km north of Aktau", "near the Chad-Sudan border".

``parse_expression`` reads a phrase and leaves its names as text. Whoever has resolved those to anchors gets
from ``shape_of`` where the phrase says that something is. No gazetteer, no network: pure functions.

Reading: ``folding`` makes text plain and remembers where it stood, ``lengths`` and ``compass`` read numbers
and directions, ``vocabulary`` holds the words, ``forms`` puts them into forms, ``names`` takes the names out,
``parsing`` does it all; ``making`` makes of it an ``expression``.

Drawing: ``planes`` draws anywhere on Earth, ``growing`` widens, ``offsets``, ``corridors``, ``parts`` and
``belts`` draw, ``anchors`` holds the numbers that no phrase states, ``shaping`` does it all.
"""

from __future__ import annotations

from geo._locating.expressions.anchors import Anchor, Shape
from geo._locating.expressions.expression import NEAR_BORDER_M, Expression
from geo._locating.expressions.parsing import parse_expression
from geo._locating.expressions.shaping import shape_of

__all__ = ["NEAR_BORDER_M", "Anchor", "Expression", "Shape", "parse_expression", "shape_of"]
