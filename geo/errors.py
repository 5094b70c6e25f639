"""Everything that can go wrong, as one small tree.

::

    GeoError                  anything geo reports to its user
    ├── DataError             the data is wrong: a file, a row, a column        (exit 1)
    │   └── AtlasError        the atlas is missing, damaged or of another version
    ├── OutputError           a file cannot be written                          (exit 1)
    └── UsageError            the call is wrong: an option or an argument       (exit 2)

A message says what is wrong, where, and what to do about it. Only the command line turns
these into text for a terminal; the library raises them and never prints.
"""

from __future__ import annotations

__all__ = ["AtlasError", "DataError", "GeoError", "OutputError", "UsageError"]


class GeoError(Exception):
    """Root of every error that geo raises on purpose."""

    exit_code = 1


class DataError(GeoError):
    """The data is wrong: the message names the file, the row or the column, and the remedy."""


class AtlasError(DataError):
    """The atlas is missing, damaged, or was written by another version of geo."""


class OutputError(GeoError):
    """A result cannot be written; whatever stood there before is untouched."""


class UsageError(GeoError):
    """The call itself is wrong: an unknown option, a missing argument, a contradiction."""

    exit_code = 2
