"""The files of an atlas: how a layer is read from Parquet into arrays and tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from geo.errors import AtlasError
from geo.schema import CRS

if TYPE_CHECKING:
    from pathlib import Path

    import geopandas as gpd
    import pandas as pd
    from numpy.typing import NDArray

__all__ = ["Lines", "read_lines", "read_points", "read_shapes", "read_table", "to_pandas"]


class Lines(NamedTuple):
    """Lines of one file: attributes, all coordinates in one array, and where each line starts.

    Line ``i`` is ``coordinates[starts[i]:starts[i + 1]]``, shape (n, 2), degrees, lon before lat.
    """

    attributes: pd.DataFrame
    coordinates: NDArray[np.float64]
    starts: NDArray[np.int64]


def _read(folder: Path, layer: str, columns: list[str] | None = None) -> pa.Table:
    path = folder / f"{layer}.parquet"
    try:
        return pq.read_table(path, columns=columns)
    except (OSError, pa.ArrowException) as error:
        message = (
            f"Layer '{layer}' of the atlas cannot be read from '{path}' ({error}). Reinstall geo-incidents."
        )
        raise AtlasError(message) from error


def read_table(folder: Path, layer: str) -> pd.DataFrame:
    """Read a layer without geometry."""
    return to_pandas(_read(folder, layer))


def to_pandas(table: pa.Table) -> pd.DataFrame:
    """Columns without geometry as pandas' nullable types."""
    import pandas as pd

    nullable = {pa.int64(): pd.Int64Dtype(), pa.string(): pd.StringDtype()}
    frame: pd.DataFrame = table.replace_schema_metadata(None).to_pandas(types_mapper=nullable.get)
    return frame


def read_lines(folder: Path, layer: str) -> Lines:
    """Read a layer of lines, stored as GeoArrow line strings."""
    table = _read(folder, layer)
    geometry = table.column("geometry").combine_chunks()
    attributes = to_pandas(table.drop_columns(["geometry"]))
    starts = geometry.offsets.to_numpy().astype(np.int64)
    return Lines(attributes, _coordinates(geometry.values), starts)


def read_points(folder: Path, layer: str) -> tuple[pd.DataFrame, NDArray[np.float64]]:
    """Read a layer of points: attributes, and coordinates of shape (n, 2)."""
    table = _read(folder, layer)
    geometry = table.column("geometry").combine_chunks()
    return to_pandas(table.drop_columns(["geometry"])), _coordinates(geometry)


def read_shapes(folder: Path, layer: str) -> gpd.GeoDataFrame:
    """Read a small layer of any geometry, stored as WKB; a row may have none."""
    import geopandas as gpd

    table = _read(folder, layer)
    geometry = gpd.GeoSeries.from_wkb(table.column("geometry").to_pandas(), crs=CRS)
    return gpd.GeoDataFrame(to_pandas(table.drop_columns(["geometry"])), geometry=geometry)


def _coordinates(points: pa.StructArray) -> NDArray[np.float64]:
    columns = [points.field(axis).to_numpy(zero_copy_only=False) for axis in ("x", "y")]
    return np.column_stack(columns)
