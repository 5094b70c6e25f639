"""The way out to an editor's desk: one A4 page that says what was checked, and that can be signed.

``files``    the front door: what was checked becomes a file
``model``    what a sheet says, in words, whichever form it takes
``gather``   from what was found to that (``findings``: an incident, a claim; ``wording``: dates, lengths,
             borders; ``texts``: words of the report; ``sources``: whose data it rests on)
``chart``    the small map
``html``     the sheet as HTML (``sheet.html``, ``sheet.css``; ``fitting``: how large its type is)
``markdown`` the same as Markdown
``pdf``      the same as PDF (``composing``: what stands where, ``paper``: how pages are filled,
             ``lettering``: fonts and lines, ``plotting``: the map)
``terminal`` the same in a terminal
"""

from __future__ import annotations

from geo._sheets.files import FORMS, check_sheet_target, make_sheet, write_sheet
from geo._sheets.model import Input
from geo._sheets.terminal import render_text

__all__ = ["FORMS", "Input", "check_sheet_target", "make_sheet", "render_text", "write_sheet"]
