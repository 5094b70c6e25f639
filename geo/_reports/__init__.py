"""What a report says: from a file to its text, sentences, dates, events and figures.

``documents`` reads a file, ``markup`` makes text of HTML. ``sentences`` splits the text, ``dates`` finds
when, ``kinds`` what happened, ``objects`` with what, ``casualties`` to how many, and ``attributions`` who
says so. All of them are functions of the text alone; every offset is one of a character of
`Document.text`.
"""

from __future__ import annotations
