"""Tables larger than memory: read, located, measured and written piece by piece, on all cores.

``batches``    pieces of all inputs, in their order, and what is known of all of them
``working``    what becomes of one piece: the rows that `geo.measure_incidents` would give, in a file
``processes``  pieces handed to several processes, a few at a time
``parts``      the files of pieces in a folder beside the target, so that a run that was stopped can go on
``measuring``  the front door
"""

from __future__ import annotations

from geo._streaming.batches import can_stream
from geo._streaming.measuring import BATCH_ROWS, measure_file
from geo._streaming.parts import has_parts

__all__ = ["BATCH_ROWS", "can_stream", "has_parts", "measure_file"]
