"""Names that no list of cities holds: seas, rivers, macro-regions, demonyms, former names and the like.

Two tables come of it. *Features* are things on the ground that no other layer has, each with a point and the
radius about it that contains the thing. *Names* are further names of features and of what other layers have:
countries, regions, districts and places.
"""

from __future__ import annotations

from data.recipe.vocabulary.build import Vocabulary, build_vocabulary, write_vocabulary

__all__ = ["Vocabulary", "build_vocabulary", "write_vocabulary"]
