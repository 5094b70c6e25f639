"""Many reports at once: a folder of texts in, a folder of results out, a row for each file.

``listing`` finds the files and says what is in them, ``asking`` holds what is asked of each, ``checking``
reads and checks one of them, ``workers`` has that done in processes of their own. ``journal`` remembers what
is done already, ``keeping`` writes results and the tables of them. ``running`` does it all: `check_files`.
"""

from __future__ import annotations

from geo._batches.running import check_files

__all__ = ["check_files"]
