"""What is to be cited of a file, and under which licences it may be passed on."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["AUTHORS", "LICENCE", "LICENCES", "NOT_STATED", "TITLE", "cite_record"]

# As in CITATION.cff, which an installed package does not hold; a test compares the two.
AUTHORS: Final = "The geo developers"
TITLE: Final = "geo: incidents measured against borders and places"
LICENCE: Final = "MIT"

LICENCES: Final = {
    "MIT": "https://opensource.org/license/mit",
    "ODbL-1.0": "https://opendatacommons.org/licenses/odbl/1-0/",
    "CC-BY-4.0": "https://creativecommons.org/licenses/by/4.0/",
    "CC0-1.0": "https://creativecommons.org/publicdomain/zero/1.0/",
    "Unicode-3.0": "https://www.unicode.org/license.txt",
}
"""Where the text of a licence is."""

# Layers that were made of the others repeat whose those are.
_OWN_TABLE: Final = re.compile(r"^tables/(\S+) of the recipe")
_MADE_OF_OTHERS: Final = "the layers above"
NOT_STATED: Final = "licence not stated"


def cite_record(record: Mapping[str, Any]) -> dict[str, Any]:
    """List what a record says was used: tool, atlas, data, inputs.

    Parameters
    ----------
    record : mapping
        From `geo._records.build_record` or `geo._records.read_record`.

    Returns
    -------
    dict
        ``tool``: name, title, authors, version, licence, licence_url. ``atlas``: version, sha256,
        ``sources`` (credit, licence, licence_url, ``layers``: name -> from when, ``sets``: from whom their
        rows are in which country, ``with``: what else went into them; each credit and licence once), ``own``
        (layers of the user's own). ``data``: profile, citation, terms. ``inputs``: name and sha256.
        ``made``. Unknown is None.

    Examples
    --------
    >>> layer = {"licence": "ODbL-1.0", "attribution": "© OpenStreetMap contributors", "date": "2026c"}
    >>> atlas = {"version": "2", "layers": {"borders": layer, "limits": layer}}
    >>> cited = cite_record({"tool": {"version": "0.1.0"}, "atlas": atlas, "made": "2026-11-29"})
    >>> [(each["credit"], list(each["layers"])) for each in cited["atlas"]["sources"]]
    [('© OpenStreetMap contributors', ['borders', 'limits'])]
    """
    tool = record.get("tool") or {}
    atlas = record.get("atlas")
    return {
        "tool": {
            "name": tool.get("name"),
            "title": TITLE,
            "authors": AUTHORS,
            "version": tool.get("version"),
            "licence": LICENCE,
            "licence_url": LICENCES[LICENCE],
        },
        "atlas": None if atlas is None else _cite_atlas(atlas),
        "data": [dict(one) for one in record.get("data") or ()],
        "inputs": [
            {name: one.get(name) for name in ("name", "sha256", "profile")}
            for one in record.get("inputs") or ()
        ],
        "made": record.get("made"),
    }


def _cite_atlas(atlas: Mapping[str, Any]) -> dict[str, Any]:
    grouped: dict[tuple[str, str], dict[str, Any]] = {}
    for name, layer in (atlas.get("layers") or {}).items():
        source = layer.get("source")
        if source == _MADE_OF_OTHERS:
            continue
        licence = layer.get("licence") or NOT_STATED
        credit = layer.get("attribution") or _OWN_TABLE.sub(
            r"geo's own table \1", source or "source not stated"
        )
        told = {"credit": credit, "licence": licence, "licence_url": LICENCES.get(licence)}
        group = grouped.setdefault((credit, licence), {**told, "layers": {}, "sets": [], "with": []})
        group["layers"][name] = layer.get("date")
        group["sets"] += [dict(one) for one in layer.get("sets") or ()]
        also = [part for part in str(layer.get("also") or "").split("; ") if part]
        group["with"] += [part for part in also if part not in group["with"]]
    return {
        "version": atlas.get("version"),
        "sha256": atlas.get("sha256"),
        "sources": list(grouped.values()),
        "own": [dict(one) for one in atlas.get("own") or ()],
    }
