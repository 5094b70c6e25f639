"""Well-known sources of tables: how each is recognised, what its columns are for, its terms and citation.

``profile``  what there is to know of a source
``known``    the sources
``gdelt``    the columns of GDELT's files, and its rows put together for a map
``terms``    what a page says of the source of its rows
"""

from __future__ import annotations

from geo._reading.profiles.gdelt import describe_event, group_events
from geo._reading.profiles.known import GENERIC, PROFILES, find_headings, find_profile, get_profile
from geo._reading.profiles.profile import Profile
from geo._reading.profiles.terms import Terms, state_terms

__all__ = [
    "GENERIC",
    "PROFILES",
    "Profile",
    "Terms",
    "describe_event",
    "find_headings",
    "find_profile",
    "get_profile",
    "group_events",
    "state_terms",
]
