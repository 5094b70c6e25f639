"""Metres and names: country, borders, foreign land and places of incidents."""

from __future__ import annotations

from geo._measuring.incidents import measure_incidents

__all__ = ["measure_incidents"]
