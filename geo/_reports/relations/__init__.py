"""What a report says of where things are, before anything is looked up on a map.

``masking`` makes single letters of names. ``pieces`` are what the patterns are made of: ``border_patterns``
and, for all else, ``patterns``. A ``reader`` holds a sentence; ``borders``, ``distances`` and
``descriptions`` read theirs of it, each a ``relation``, and ``finding`` asks them in order.
"""

from __future__ import annotations

from geo._reports.relations.finding import find_relations
from geo._reports.relations.masking import mask
from geo._reports.relations.relation import Relation

__all__ = ["Relation", "find_relations", "mask"]
