"""JSON-LD, by which a page tells machines of itself: read as data, however large or broken it is."""

from __future__ import annotations

import json
from typing import Any, Final

__all__ = ["date_of_json"]

_LONGEST_JSON: Final = 500_000
_MOST_NODES: Final = 20_000


def date_of_json(text: str) -> str | None:
    """Find the day of publication in a block of JSON-LD, as it is written there.

    Examples
    --------
    >>> date_of_json('{"@graph": [{"datePublished": "2024-05-09"}]}')
    '2024-05-09'
    >>> date_of_json("[" * 100_000) is None
    True
    """
    if len(text) > _LONGEST_JSON:
        return None
    try:
        nodes: list[Any] = [json.loads(text)]
    except (ValueError, RecursionError):
        return None
    for _ in range(_MOST_NODES):
        if not nodes:
            break
        node = nodes.pop(0) if len(nodes) < 100 else nodes.pop()  # noqa: PLR2004 - outer ones first, where few
        if isinstance(node, dict):
            day = node.get("datePublished")
            if isinstance(day, str) and day.strip():
                return day.strip()[:100]
            nodes.extend(node.values())
        elif isinstance(node, list):
            nodes.extend(node)
    return None
