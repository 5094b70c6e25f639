"""Measure reported incidents against borders and places, and draw them on one off-line map.

The public face is the handful of functions in ``__all__``. Each is imported when it is first
used, so that ``import geo`` costs next to nothing.

Example
-------
>>> import geo
>>> sorted(geo.__all__)[:3]
['__version__', 'blur_incidents', 'check_claims']
"""

from __future__ import annotations

import importlib
import sys
from typing import TYPE_CHECKING

from geo import _origin

if TYPE_CHECKING:
    from geo._atlas import load_atlas
    from geo._batches import check_files
    from geo._blurring import blur_incidents
    from geo._claims import check_claims
    from geo._locating import locate_incidents, locate_names, locate_text, read_decisions
    from geo._maps import make_map
    from geo._measuring import (
        country_of,
        distance_to_border,
        distance_to_coast,
        distance_to_foreign_land,
        district_of,
        measure_incidents,
        nearest_places,
        people_within,
        region_of,
        share_within,
    )
    from geo._reading import read_incidents
    from geo._reports import read_report
    from geo._streaming import measure_file
    from geo._writing import write_incidents

__all__ = [
    "__version__",
    "blur_incidents",
    "check_claims",
    "check_files",
    "country_of",
    "distance_to_border",
    "distance_to_coast",
    "distance_to_foreign_land",
    "district_of",
    "load_atlas",
    "locate_incidents",
    "locate_names",
    "locate_text",
    "make_map",
    "measure_file",
    "measure_incidents",
    "nearest_places",
    "people_within",
    "read_decisions",
    "read_incidents",
    "read_report",
    "region_of",
    "share_within",
    "write_incidents",
]

__version__ = "0.1.0"

_HOMES = {
    "blur_incidents": "geo._blurring",
    "check_claims": "geo._claims",
    "check_files": "geo._batches",
    "country_of": "geo._measuring",
    "distance_to_border": "geo._measuring",
    "distance_to_coast": "geo._measuring",
    "distance_to_foreign_land": "geo._measuring",
    "district_of": "geo._measuring",
    "load_atlas": "geo._atlas",
    "locate_incidents": "geo._locating",
    "locate_names": "geo._locating",
    "locate_text": "geo._locating",
    "make_map": "geo._maps",
    "measure_file": "geo._streaming",
    "measure_incidents": "geo._measuring",
    "nearest_places": "geo._measuring",
    "people_within": "geo._measuring",
    "read_decisions": "geo._locating",
    "read_incidents": "geo._reading",
    "read_report": "geo._reports",
    "region_of": "geo._measuring",
    "share_within": "geo._measuring",
    "write_incidents": "geo._writing",
}


def __getattr__(name: str) -> object:
    """Import a public name from its home on first use (PEP 562)."""
    if name not in _HOMES:
        raise AttributeError(f"module 'geo' has no attribute {name!r} (it has {', '.join(__all__)})")
    value: object = getattr(importlib.import_module(_HOMES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """List the public names, loaded or not."""
    return sorted({*globals(), *__all__})


_origin.warn_about_trouble(sys.modules[__name__])
