"""What reports claim of where something is, held against the map.

``borders`` gives the lines that a claim may mean, ``context`` the thresholds and what is measured once;
``lines``, ``units``, ``distances``, ``peopled`` and ``names`` judge a kind of claim each, for one reading,
and ``border_units`` gives the unit that "the border district" is; each answer is a holding of ``judged``.
``judging`` asks them one claim after the other, ``together`` makes one verdict of all readings, ``telling``
and ``saying`` say what was found. ``check`` does it all; ``plain`` gives it as plain values, ``table`` as the
table of the incidents, measured.
"""

from __future__ import annotations

from geo._claims.check import Check, check_claims

__all__ = ["Check", "check_claims"]
