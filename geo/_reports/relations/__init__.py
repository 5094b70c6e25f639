"""What a report says of where things are, before anything is looked up on a map.

``masking`` makes single letters of names, ``patterns`` are what sentences say then, ``finding`` reads them.
"""

from __future__ import annotations

from geo._reports.relations.finding import Relation, find_relations
from geo._reports.relations.masking import mask

__all__ = ["Relation", "find_relations", "mask"]
