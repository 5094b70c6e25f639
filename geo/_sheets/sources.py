"""Whose data a sheet rests on: those who are credited, their licences, and from when each layer is."""

from __future__ import annotations

import hashlib
import json
from typing import Any

__all__ = ["atlas_version", "group_sources"]


def group_sources(sources: dict[str, Any], codes: set[str]) -> list[str]:
    """Name sources, those with the same credit and licence once.

    Parameters
    ----------
    sources : dict
        ``atlas.sources``: its layers, and those of the user's own.
    codes : set of str
        The countries in which there are incidents.

    Returns
    -------
    list of str

    Examples
    --------
    >>> osm = {"attribution": "© OpenStreetMap contributors", "licence": "ODbL-1.0", "date": "2026c"}
    >>> group_sources({"layers": {"borders": osm, "limits": osm, "coasts": osm | {"date": "2017"}}}, set())
    ['© OpenStreetMap contributors (ODbL-1.0): borders, limits, 2026c; coasts, 2017']
    """
    grouped: dict[tuple[str, str], dict[str, list[str]]] = {}
    for name, layer in sources.get("layers", {}).items():
        licence = str(layer.get("licence") or "licence not stated").replace("PD", "public domain")
        credit = str(layer.get("attribution") or layer.get("source") or "source not stated")
        dates = grouped.setdefault((credit, licence), {})
        dates.setdefault(str(layer.get("date") or "undated"), []).append(name.replace("_", " "))
    told = [
        f"{credit} ({licence}): " + "; ".join(f"{', '.join(layers)}, {date}" for date, layers in dates.items())
        for (credit, licence), dates in grouped.items()
    ]
    for own in sources.get("own", []):
        if codes & set(own["countries"]):
            source, licence = own["source"] or "source not stated", own["licence"] or "licence not stated"
            told.append(f"Added by the user, {own['name']} ({own['layer']}): {source}, {licence}")
    return told


def atlas_version(sources: dict[str, Any]) -> str:
    """Say which atlas it is: the layout of its files, and a digest of what is in them.

    Examples
    --------
    >>> atlas_version({"version": "2", "files": {"arcs.parquet": {"sha256": "ab"}}})
    '2 (files ad9a3f4db2a2)'
    """
    version = str(sources.get("version", "not known"))
    if not sources.get("files"):
        return version
    digest = hashlib.sha256(json.dumps(sources["files"], sort_keys=True).encode()).hexdigest()
    return f"{version} (files {digest[:12]})"
