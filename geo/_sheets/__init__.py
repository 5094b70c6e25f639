"""The way out to an editor's desk: one A4 page that says what was checked, and that can be signed.

``model``    what a sheet says, in words, whichever form it takes
``gather``   from what was found to that (``wording``: numbers, dates, verdicts; ``texts``: words of the report;
             ``sources``: whose data it rests on)
``chart``    the small map
``html``     the sheet as HTML (``sheet.html``, ``sheet.css``; ``fitting``: how large its type is)
``markdown`` the same as Markdown
``pdf``      the same as PDF (``paper``: pages and boxes on them, ``lettering``: fonts, ``plotting``: the map)
``terminal`` the same in a terminal
``files``    writing it
"""

from __future__ import annotations
