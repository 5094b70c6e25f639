"""The atlas as a plain GIS file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from geo._atlas.atlas import LAYERS
from geo._files import replace_file
from geo.errors import UsageError

if TYPE_CHECKING:
    import geopandas as gpd

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
    with replace_file(target, overwrite=overwrite) as passing:
        try:
            for name in LAYERS:
                _without_lists(atlas.layer(name)).to_file(
                    passing, layer=name, driver="GPKG", engine="pyogrio"
                )
        except RuntimeError as error:
            # What GDAL says of a full disk is no OSError.
            raise OSError(str(error)) from error
    return target


def _without_lists(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Join the other names of a region, as a GeoPackage has no lists."""
    if "other_names" not in frame:
        return frame
    joined = [None if names is None else "; ".join(names) for names in frame["other_names"]]
    return frame.assign(other_names=joined)
