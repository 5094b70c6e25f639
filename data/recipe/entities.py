"""Countries and territories: code, English name, sovereign, capital, published neighbours and area."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import orjson

from data.recipe.tables import read_sovereigns

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["CODE_IN_USE", "read_entities"]

CODE_IN_USE = {"UNK": "XKX"}
"""The package has a code of its own for Kosovo; XKX is the one in wide use (user-assigned)."""


def read_entities(path: Path) -> list[dict[str, Any]]:
    """Rows of the entities layer from ``world-countries``, in the order of their codes."""
    sovereigns = read_sovereigns()
    rows = []
    for country in orjson.loads(path.read_bytes()):
        code = CODE_IN_USE.get(country["cca3"], country["cca3"])
        rows.append(
            {
                "code": code,
                "iso2": country["cca2"],
                "name": country["name"]["common"],
                "sovereign": sovereigns.get(code, code),
                "capital": (country["capital"] or [None])[0] or None,
                "is_iso": code != "XKX",
            }
        )
    return sorted(rows, key=lambda row: str(row["code"]))
