"""Where an atlas is, and what it says of itself; nothing heavy is imported for that."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from geo.errors import AtlasError

__all__ = ["VERSION", "find_atlas", "read_sources"]

VERSION = "2"
"""Version of the file layout that this code reads."""

_PACKAGE = Path(__file__).parent
_WHEREABOUTS = (_PACKAGE / "data", _PACKAGE.parent.parent / "data" / "atlas")
"""In an installed package; in a checkout."""


def find_atlas(path: Path | str | None = None) -> Path:
    """Folder of the atlas: the given one, else the one that came with the package."""
    if path is not None:
        folder = Path(path)
        if not (folder / "sources.json").is_file():
            message = (
                f"There is no atlas in '{folder}' (no sources.json there). Give the folder of a built atlas."
            )
            raise AtlasError(message)
        return folder
    for folder in _WHEREABOUTS:
        if (folder / "sources.json").is_file():
            return folder
    message = (
        "The atlas that belongs to geo is not there. Reinstall geo-incidents; in a checkout run 'make atlas'."
    )
    raise AtlasError(message)


def read_sources(folder: Path) -> dict[str, Any]:
    """Read ``sources.json``: layers, files and the version of the layout."""
    path = folder / "sources.json"
    try:
        document: dict[str, Any] = json.loads(path.read_bytes())
    except (OSError, ValueError) as error:
        message = f"'{path}' cannot be read ({error}). Reinstall geo-incidents."
        raise AtlasError(message) from error
    if document.get("version") != VERSION:
        message = (
            f"The atlas in '{folder}' has layout {document.get('version')!r}, this geo reads {VERSION!r}. "
            "Install the atlas and geo of one release."
        )
        raise AtlasError(message)
    return document
