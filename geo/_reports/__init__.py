"""What a report says: from a file to its text, sentences, dates, events and figures.

``documents`` reads a file, ``markup`` makes text of HTML. ``sentences`` splits the text, ``dates`` finds
when, ``kinds`` what happened, ``objects`` with what, ``casualties`` to how many, and ``attributions`` who
says so. All of them are functions of the text alone; every offset is one of a character of
`Document.text`.

With the gazetteer: ``mentions`` finds the names of places, ``places`` resolves them together, ``relations``
finds what is said of where things are, ``roles`` what a name is there for. ``whereabouts`` finds where the
event of a sentence is, ``incidents`` what belongs to one incident, ``readings`` how its place may be
understood, ``claims`` what can be held against the map; ``reading`` asks them in order and gives a
``report``.
"""

from __future__ import annotations

from geo._reports.reading import read_report
from geo._reports.readings import make_readings, read_candidate
from geo._reports.report import Claim, Incident, Place, Reading, Report

__all__ = [
    "Claim",
    "Incident",
    "Place",
    "Reading",
    "Report",
    "make_readings",
    "read_candidate",
    "read_report",
]
