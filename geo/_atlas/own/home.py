"""The folder of what the user adds to the atlas."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

from geo.errors import AtlasError

__all__ = ["HOME_VARIABLE", "find_folder"]

HOME_VARIABLE: Final = "GEO_INCIDENTS_HOME"
"""The environment variable that names another folder than the one the system has for such data."""


def find_folder() -> Path:
    """Name the folder of your own layers; it need not exist yet.

    Raises
    ------
    AtlasError
        If the folder that the environment names is a file.
    """
    said = os.environ.get(HOME_VARIABLE, "").strip()
    if said:
        home = Path(said).expanduser().absolute()
        if home.exists() and not home.is_dir():
            message = f"{HOME_VARIABLE} says '{home}', which is not a folder. Let it name one, or unset it."
            raise AtlasError(message)
    else:
        import platformdirs

        home = Path(platformdirs.user_data_dir("geo-incidents", appauthor=False))
    return home / "layers"
