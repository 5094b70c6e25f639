"""Changes of countries and borders since 1989, as the atlas lists them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd

from geo.errors import AtlasError

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["read_changes"]

_BOX: Final = ("west", "south", "east", "north")
_LISTS: Final = ("codes", "borders")


def read_changes(folder: Path) -> pd.DataFrame:
    """Read the table of changes, in the order of their dates.

    Parameters
    ----------
    folder : Path
        Folder of the atlas.

    Raises
    ------
    AtlasError
        If the table is not there or cannot be read.
    """
    path = folder / "changes.csv"
    try:
        table = pd.read_csv(path, dtype="string", keep_default_na=False, na_values=[""])
        table["date"] = pd.to_datetime(table["date"], format="%Y-%m-%d")
        table = table.astype(dict.fromkeys(_BOX, "float64"))
    except (OSError, ValueError, KeyError) as error:
        reason = str(error).partition("\n")[0]
        message = (
            f"The changes of the atlas cannot be read from '{path}' ({reason}). Reinstall geo-incidents."
        )
        raise AtlasError(message) from error
    sets = {
        name: pd.Series([frozenset(filter(None, text.split(";"))) for text in table[name].fillna("")])
        for name in _LISTS
    }
    return table.assign(**sets)
