"""A GeoNames dump becomes a layer of your own: what it names is found like what came with geo.

``lines`` recognises a dump and reads it line by line, ``kinds`` says what its feature codes are and how
large, ``repeats`` what the atlas has already, ``columns`` gathers the rest, ``units`` finds the region and
district of each, ``runs`` sorts the names on disk, and ``adding`` does all of it in order.
"""

from __future__ import annotations

from geo._gazetteer.dumps.adding import add_names
from geo._gazetteer.dumps.lines import is_dump

__all__ = ["add_names", "is_dump"]
