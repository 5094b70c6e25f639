"""Whose data a sheet rests on: those who are credited, their licences, and from when each layer is."""

from __future__ import annotations

import hashlib
import json
import re
from typing import Any, Final

__all__ = ["atlas_version", "group_sources"]

# Made from the other layers, which are named, or facts and names from many hands: `geo atlas` says whose.
LEFT_OUT: Final = ("changes", "feature_names", "features", "keys", "things")
# `geo atlas` says the rest.
PER_ROW: Final = re.compile(r"[;,] (?:per row|by the source|codes as of).*")
VARY: Final = "licences by row"


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
    ['© OpenStreetMap contributors, ODbL-1.0: borders, limits (2026c), coasts (2017)']
    """
    grouped: dict[tuple[str, str], dict[str, list[str]]] = {}
    for name, layer in sources.get("layers", {}).items():
        if name in LEFT_OUT:
            continue
        licence = PER_ROW.sub(", others", str(layer.get("licence") or "licence not stated"))
        licence = re.sub("^per row.*", VARY, licence).replace("PD", "public domain")
        source = re.sub(r".*\((.*)\)$", r"\1", str(layer.get("source") or "source not stated"))
        credit = str(layer.get("attribution") or source)
        # A date may name whose it is once more.
        date = re.sub(r" \((.*)\)", r", \1", PER_ROW.sub("", str(layer.get("date") or "undated")))
        date = date.removeprefix("OpenStreetMap as of ")
        dates = grouped.setdefault((credit, licence), {})
        dates.setdefault(date, []).append(name.replace("_", " "))
    told = []
    for (credit, licence), dates in grouped.items():
        layers = ", ".join(f"{', '.join(names)} ({date})" for date, names in dates.items())
        told.append(f"{credit}, {licence}: {layers}")
    for own in sources.get("own", []):
        if codes & set(own["countries"]):
            source, licence = own["source"] or "source not stated", own["licence"] or "licence not stated"
            told.append(f"{source}, {licence}: {own['layer']} ({own['name']}, added by the user)")
    return told


def atlas_version(sources: dict[str, Any]) -> str:
    """Say which atlas it is: the layout of its files, and a digest of what is in them.

    Examples
    --------
    >>> atlas_version({"version": "2", "files": {"arcs.parquet": {"sha256": "ab"}}})
    '2 (files c7ef70932610)'
    """
    version = str(sources.get("version", "not known"))
    if not sources.get("files"):
        return version
    digest = hashlib.sha256(json.dumps(sources["files"], sort_keys=True).encode()).hexdigest()
    return f"{version} (files {digest[:12]})"
