"""Your own layers beside those that came with geo, as one layer.

Where your units lie, they are the units. A unit of ours keeps the ground that yours leave it, when
that is more than half of it; otherwise it gives way as a whole, so that no slivers stay. The same
holds between two layers of yours that cover one ground: the one added last comes first. Only units of
one country stand against each other. A region of yours that lies mostly on disputed ground is disputed
like the region of ours in whose place it stands. Borders are added to ours: of all lines the nearest
counts. Rows with dates count only on the days they hold, and without a day when they have no end.
"""

from __future__ import annotations

import logging
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from geo._atlas.own.store import data_path
from geo.errors import AtlasError

if TYPE_CHECKING:
    from collections.abc import Iterable

    import geopandas as gpd
    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

__all__ = ["OwnLayers"]

logger = logging.getLogger(__name__)

_MOST: Final = 0.5


class OwnLayers:
    """Your own layers, read when they are first asked for.

    Parameters
    ----------
    descriptions : list of dict
        What `geo._atlas.own.list_layers` says of them, the one that comes first on the ground first.
    day : str, optional
        ISO: of rows with dates those that hold on that day; those without an end unless given.
    """

    def __init__(self, descriptions: list[dict[str, Any]], day: str | None = None) -> None:
        self.descriptions = descriptions
        self.day = day

    def on(self, day: str) -> OwnLayers:
        """Give the same layers on another day; what was read is not read again."""
        other = OwnLayers(self.descriptions, day)
        other._frames = self._frames
        return other

    @property
    def turns(self) -> list[str]:
        """List the days on which rows of any layer begin to hold or hold no longer, in order."""
        return sorted({day for layer in self.descriptions for day in layer.get("turns", [])})

    def states(self) -> gpd.GeoDataFrame | None:
        """Give your countries of the day, the one that comes first on the ground first; None without a day.

        Columns code, name, valid_from, valid_to, accuracy_m (metres), source, licence.
        """
        import pandas as pd

        frames = [self._rows(description) for description in self._of("countries")]
        frames = [frame for frame in frames if len(frame)]
        if self.day is None or not frames:
            return None
        # Of those that overlap the one that begins later comes first, and of layers the one added last.
        states: gpd.GeoDataFrame = pd.concat(frames, ignore_index=True)
        return states.sort_values("valid_from", ascending=False, kind="stable", ignore_index=True)

    def units(self, layer: str) -> gpd.GeoDataFrame | None:
        """Give your regions or districts alone, the layer added last first; None if there are none."""
        import pandas as pd

        frames = [self._rows(description) for description in self._of(layer)]
        frames = [frame for frame in frames if len(frame)]
        units: gpd.GeoDataFrame | None = pd.concat(frames, ignore_index=True) if frames else None
        return units

    def join_units(
        self, layer: str, shipped: gpd.GeoDataFrame, codes: Iterable[str] | None = None
    ) -> gpd.GeoDataFrame:
        """Put your regions or districts before those that came with geo.

        Parameters
        ----------
        layer : str
            Either 'regions' or 'districts'.
        shipped : GeoDataFrame
            Units with country_code.
        codes : iterable of str, optional
            The countries that are asked for; all of them unless given.

        Returns
        -------
        GeoDataFrame
            Columns of `shipped`, sorted by country_code, yours first; `shipped` itself where none of
            yours is in these countries.

        Raises
        ------
        AtlasError
            If one of your layers cannot be read.
        """
        import pandas as pd

        wanted = None if codes is None else set(codes)
        frames = []
        for description in self._of(layer):
            if wanted is None or wanted & set(description["countries"]):
                frame = self._rows(description)
                frames.append(frame if wanted is None else frame[frame["country_code"].isin(wanted)])
        frames = [frame for frame in frames if len(frame)]
        if not frames:
            return shipped
        if "dispute" in shipped:
            frames = [_name_disputes(frame, shipped) for frame in frames]
        joined = frames[0]
        for older in [*frames[1:], shipped]:
            joined = _lay_under(joined, older)
        joined = joined.reindex(columns=shipped.columns).astype(shipped.drop(columns="geometry").dtypes)
        for name in joined.columns[joined.dtypes.map(pd.api.types.is_object_dtype)]:
            # What yours do not have, such as lists of other names, is None and not NaN.
            joined[name] = joined[name].where(joined[name].notna(), None)
        return joined.sort_values("country_code", kind="stable", ignore_index=True)

    def join_borders(self, shipped: gpd.GeoDataFrame, entities: pd.DataFrame) -> gpd.GeoDataFrame:
        """Add your borders to those that came with geo.

        Parameters
        ----------
        shipped : GeoDataFrame
            As `geo._atlas.Atlas.borders`.
        entities : DataFrame
            Columns code and sovereign.

        Returns
        -------
        GeoDataFrame
            Columns of `shipped`, yours last; `shipped` itself where you have none.

        Raises
        ------
        AtlasError
            If one of your layers cannot be read.
        """
        import pandas as pd

        frames = [self._rows(description) for description in self._of("borders")]
        frames = [frame for frame in frames if len(frame)]
        if not frames:
            return shipped
        sovereign = entities.set_index("code")["sovereign"]
        own = pd.concat(frames, ignore_index=True)
        own = own.assign(
            left_sovereign=own["left"].map(sovereign), right_sovereign=own["right"].map(sovereign)
        )
        types = shipped.drop(columns="geometry").dtypes
        own = own.reindex(columns=shipped.columns).astype(types)
        joined: gpd.GeoDataFrame = pd.concat([shipped, own], ignore_index=True)
        return joined

    def _rows(self, description: dict[str, Any]) -> gpd.GeoDataFrame:
        from geo._atlas.own.validity import holding

        frame = self._frames[description["name"]]
        holds = holding(frame, self.day)
        return frame if holds.all() else frame[holds].reset_index(drop=True)

    def _of(self, layer: str) -> list[dict[str, Any]]:
        return [
            description
            for description in self.descriptions
            if description["layer"] == layer and self._may_hold(*description.get("valid", (None, None)))
        ]

    def _may_hold(self, first: str | None, last: str | None) -> bool:
        """Tell whether any row of a layer can hold on the day; what cannot is not even read."""
        if self.day is None:
            return last is None
        return (first or "") <= self.day <= (last or self.day)

    @cached_property
    def _frames(self) -> _Frames:
        return _Frames(self.descriptions)


class _Frames(dict[str, "gpd.GeoDataFrame"]):
    """Layers by name, each read from its file when it is first looked up."""

    def __init__(self, descriptions: list[dict[str, Any]]) -> None:
        super().__init__()
        self.descriptions = {description["name"]: description for description in descriptions}

    def __missing__(self, name: str) -> gpd.GeoDataFrame:
        import geopandas as gpd
        import pyarrow as pa

        description = self.descriptions[name]
        path = data_path(description)
        try:
            frame = gpd.read_parquet(path)
        except (OSError, ValueError, pa.ArrowException) as error:
            message = (
                f"Your own layer {name!r} cannot be read from '{path}' ({error}). "
                "Add it again with geo atlas add … --force, or remove it with geo atlas remove."
            )
            raise AtlasError(message) from error
        logger.info("Your own layer %r is used: %s.", name, description["layer"])
        self[name] = frame
        return frame


def _name_disputes(own: gpd.GeoDataFrame, shipped: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Give each region of yours the dispute of those of ours that hold most of it."""
    import numpy as np

    from geo._atlas.own.samples import covered_share

    dispute = np.full(len(own), None, dtype=object)
    named = shipped[shipped["dispute"].notna()]
    for (code, name), ground in named.groupby(["country_code", "dispute"]):
        rows = np.flatnonzero((own["country_code"] == code).to_numpy(dtype=bool))
        if len(rows):
            shapes = np.asarray(own.geometry.to_numpy(), dtype=object)[rows]
            cover = np.asarray(ground.geometry.to_numpy(), dtype=object)
            dispute[rows[covered_share(shapes, cover) > _MOST]] = name
    return own.assign(dispute=dispute)


def _lay_under(upper: gpd.GeoDataFrame, lower: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Join two layers: of the lower one what the upper one leaves it, as the top of this module says."""
    import numpy as np
    import pandas as pd

    position = np.arange(len(lower))
    country = lower["country_code"].to_numpy(dtype=object)
    keeps = np.ones(len(lower), dtype=bool)
    shapes = np.array(lower.geometry.to_numpy(), dtype=object)
    for code, own in upper.groupby("country_code"):
        rows = position[country == code]
        if len(rows):
            left, shapes[rows] = _leave(shapes[rows], np.asarray(own.geometry.to_numpy(), dtype=object))
            keeps[rows] = left
    kept = lower[keeps].set_geometry(list(shapes[keeps]), crs=lower.crs)
    joined: gpd.GeoDataFrame = pd.concat([upper, kept], ignore_index=True) if len(kept) else upper
    return joined


def _leave(
    shapes: NDArray[np.object_], cover: NDArray[np.object_]
) -> tuple[NDArray[np.bool_], NDArray[np.object_]]:
    """Tell which polygons keep more than half of their ground, and give them what is left."""
    import numpy as np
    import shapely

    from geo._atlas.own.samples import covered_share

    keeps = np.asarray(covered_share(shapes, cover) <= _MOST)
    rest = shapes.copy()
    staying = np.flatnonzero(keeps)
    tree = shapely.STRtree(cover)
    met, by = tree.query(shapes[staying], predicate="intersects")
    for position in np.unique(met):
        row = staying[position]
        left = shapely.difference(shapes[row], shapely.union_all(cover[by[met == position]]))
        parts = shapely.get_parts(shapely.get_parts(left))
        parts = parts[shapely.get_dimensions(parts) == 2]  # noqa: PLR2004 - surfaces
        keeps[row] = bool(len(parts))
        if len(parts):
            rest[row] = shapely.multipolygons(parts) if len(parts) > 1 else parts[0]
    return keeps, rest
