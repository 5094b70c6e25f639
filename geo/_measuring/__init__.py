"""Metres and names: country, borders, foreign land and places of incidents, in tables and in arrays."""

from __future__ import annotations

from geo._measuring.arrays import (
    country_of,
    distance_to_border,
    distance_to_coast,
    distance_to_foreign_land,
    district_of,
    nearest_places,
    people_within,
    region_of,
)
from geo._measuring.codes import check_codes
from geo._measuring.given import Interval, Spot, Thing, read_spot, share_inside
from geo._measuring.incidents import check_measures, measure_incidents, measure_part, measure_piece
from geo._measuring.remembering import KnownAreas
from geo._measuring.within import share_within

__all__ = [
    "Interval",
    "KnownAreas",
    "Spot",
    "Thing",
    "check_codes",
    "check_measures",
    "country_of",
    "distance_to_border",
    "distance_to_coast",
    "distance_to_foreign_land",
    "district_of",
    "measure_incidents",
    "measure_part",
    "measure_piece",
    "nearest_places",
    "people_within",
    "read_spot",
    "region_of",
    "share_inside",
    "share_within",
]
