"""Other ways to the same numbers: a module each.

Each has `prepare(borders)`, which builds whatever index the way needs from an array of LineStrings and
returns a function from lon, lat (degrees, shape (n,)) to metres, shape (n,). A peer does what its users
do, in its best known way, on one core. One that works in a process of its own returns an object whose
`cost` tells what the last call took there.
"""

from __future__ import annotations

from typing import NamedTuple


class Unavailable(Exception):  # noqa: N818 - a state of the machine, not a fault
    """A peer that cannot be had here; the message says why."""


class Cost(NamedTuple):
    """What a run took."""

    wall_s: float
    cpu_s: float
    peak_bytes: int
