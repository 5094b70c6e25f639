"""Boundaries, borders, shores and places: load, assemble, export."""

from __future__ import annotations

from geo._atlas.atlas import Atlas, load_atlas, share_atlas

__all__ = ["Atlas", "load_atlas", "share_atlas"]
