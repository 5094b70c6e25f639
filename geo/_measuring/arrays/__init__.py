"""Arrays in, arrays out: the measures of `measure_incidents` without a table.

All take longitudes and latitudes in degrees, arrays of shape (n,) or plain numbers, and give named tuples
of arrays. Distances are geodesics on WGS84 to lines that are straight in longitude and latitude, right to
a millimetre *to the line of the atlas*. A few points are measured with NumPy; thousands by compiled code,
which needs some seconds for its index when it is used for the first time.
"""

from __future__ import annotations

from geo._measuring.arrays.lines import distance_to_border, distance_to_coast, distance_to_foreign_land
from geo._measuring.arrays.places import nearest_places, people_within
from geo._measuring.arrays.units import country_of, district_of, region_of

__all__ = [
    "country_of",
    "distance_to_border",
    "distance_to_coast",
    "distance_to_foreign_land",
    "district_of",
    "nearest_places",
    "people_within",
    "region_of",
]
