"""The atlas as a plain GIS file."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from geo._atlas.atlas import LAYERS
from geo.errors import OutputError, UsageError

if TYPE_CHECKING:
    from geo._atlas.atlas import Atlas

__all__ = ["export_atlas"]


def export_atlas(atlas: Atlas, path: Path | str, *, overwrite: bool = False) -> Path:
    """Write every layer with geometry to one GeoPackage.

    Parameters
    ----------
    atlas : Atlas
    path : path-like
        Ends in ``.gpkg``. Written beside and renamed, so what stood there stays whole until the end.
    overwrite : bool
        Whether an existing file may be replaced.

    Returns
    -------
    pathlib.Path
        The path written.

    Raises
    ------
    UsageError
        If the suffix is another one.
    OutputError
        If the file exists and may not be replaced, or cannot be written.
    """
    target = Path(path)
    if target.suffix.lower() != ".gpkg":
        message = f"{target} does not end in .gpkg. The atlas is exported as a GeoPackage."
        raise UsageError(message)
    if target.exists() and not overwrite:
        message = f"{target} exists already. Choose another name, or pass --force to replace it."
        raise OutputError(message)
    if not target.parent.is_dir():
        message = f"There is no folder {target.parent} to write {target.name} into. Make it first."
        raise OutputError(message)
    try:
        with tempfile.TemporaryDirectory(prefix=".geo-", dir=target.parent) as folder:
            unfinished = Path(folder) / target.name
            for name in LAYERS:
                atlas.layer(name).to_file(unfinished, layer=name, driver="GPKG", engine="pyogrio")
            unfinished.replace(target)
    except (OSError, RuntimeError) as error:
        message = (
            f"{target} cannot be written: {error}. What stood there before is unchanged. "
            "Check free space and your rights to the folder, or write somewhere else."
        )
        raise OutputError(message) from error
    return target
