"""The atlas as its users see it: one object, layers read when they are first asked for.

Reading needs NumPy, pyarrow, shapely and geopandas; they are imported with the first layer, so that
asking for the version or the list of sources costs nothing.
"""

from __future__ import annotations

import json
from functools import cached_property
from typing import TYPE_CHECKING, Any

from geo._atlas.days import Dated
from geo._atlas.folder import find_atlas, read_sources
from geo._atlas.own import list_layers
from geo.errors import AtlasError, UsageError
from geo.schema import WORLDVIEWS

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    import geopandas as gpd
    import numpy as np
    import pandas as pd
    from numpy.typing import ArrayLike, NDArray

__all__ = ["LAYERS", "Atlas", "load_atlas", "share_atlas"]

LAYERS = (
    "countries",
    "regions",
    "districts",
    "borders",
    "limits",
    "seabed",
    "disputes",
    "dispute_lines",
    "coasts",
    "land",
    "lakes",
    "places",
)
"""Layers with geometry, in the order in which they are listed and exported."""


def load_atlas(path: Path | str | None = None, *, own: bool = True, worldview: str = "default") -> Atlas:
    """Load the atlas; nothing but its list of sources is read until a layer is asked for.

    Parameters
    ----------
    path : path-like, optional
        Folder of a built atlas; the one that came with the package unless given.
    own : bool
        Whether your own layers, see ``geo atlas add``, are part of it.
    worldview : {'default', 'de_facto'}
        Whose disputed ground is: as the table of disputes decides, or its holder's. A holder without a
        code of its own, or of a part that is not mapped, changes nothing.

    Returns
    -------
    Atlas

    Raises
    ------
    AtlasError
        If the folder holds no atlas, or one of another layout, or a layer of your own is damaged.
    UsageError
        If there is no such worldview.

    Examples
    --------
    >>> atlas = load_atlas()
    >>> atlas.entities.set_index("code").loc["KAZ", "name"]
    'Kazakhstan'
    """
    if worldview not in WORLDVIEWS:
        message = f"There is no worldview '{worldview}'. There are: {', '.join(WORLDVIEWS)}."
        raise UsageError(message)
    return Atlas(find_atlas(path), own=own, worldview=worldview)


_SHARED: dict[str, Atlas] = {}


def share_atlas() -> Atlas:
    """Give the atlas that a call without one means: one object as long as your own layers stay the same."""
    fresh = load_atlas()
    key = json.dumps(fresh.made_of, sort_keys=True, default=str)
    if key not in _SHARED:
        _SHARED.clear()
        _SHARED[key] = fresh
    return _SHARED[key]


class Atlas(Dated):
    """Boundaries, borders, shores and places of the world; every layer is lazy and kept.

    Geometries are in EPSG:4326, lon before lat, their edges straight in lon and lat (RFC 7946).
    Nothing crosses the antimeridian: polygons and lines are cut there.

    Attributes
    ----------
    folder : pathlib.Path
        Where the files are.
    sources : dict
        ``layers``: rows, source, date, licence, attribution and accuracy of each; ``files``: bytes and
        sha256 of each; ``version`` of the file layout; ``own``: what is known of your own layers.
    worldview : str
        Either 'default' or 'de_facto'; see `load_atlas`.
    """

    def __init__(self, folder: Path, *, own: bool = False, worldview: str = "default") -> None:
        super().__init__(folder, worldview)
        self.sources: dict[str, Any] = {**read_sources(folder), "own": list_layers() if own else []}

    def __repr__(self) -> str:
        """Name the layers and their rows."""
        rows = ", ".join(f"{name} {facts['rows']:,}" for name, facts in self.sources["layers"].items())
        return f"<Atlas: {rows}>"

    @cached_property
    def entities(self) -> pd.DataFrame:
        """Countries and territories: code, iso2, name, sovereign, capital, is_iso."""
        return self._table("entities")

    @cached_property
    def countries(self) -> gpd.GeoDataFrame:
        """One (multi)polygon an entity, territorial waters and lakes included.

        Columns code, name, sovereign, iso2.
        """
        from geo._atlas.disputes import join_changed
        from geo._atlas.layers import build_countries

        changed = join_changed(self._arcs, self._rings, self._parts) if self._is_de_facto else {}
        return build_countries(self._arcs, self._rings, self.entities, changed)

    @cached_property
    def regions(self) -> gpd.GeoDataFrame:
        """First-level units of all countries.

        Columns unit_id, country_code, name, local_name, other_names, type, code (ISO 3166-2 today),
        superseded_by, vintage, accuracy_m (metres), dispute, source, licence.
        """
        return self._units("regions")

    @cached_property
    def districts(self) -> gpd.GeoDataFrame:
        """Finest listed units below the regions; one level a country, and not all countries.

        Columns unit_id, country_code, name, level (2 or 3), code, year, accuracy_m (metres), licence,
        source.
        """
        return self._units("districts")

    def regions_of(self, codes: Iterable[str]) -> gpd.GeoDataFrame:
        """Regions of some countries (alpha-3) only: a fraction of a second where all take seconds."""
        return self._units("regions", codes)

    def districts_of(self, codes: Iterable[str]) -> gpd.GeoDataFrame:
        """Districts of some countries (alpha-3) only; a country that has none adds no row."""
        return self._units("districts", codes)

    def credits_of(self, codes: Iterable[str]) -> dict[str, list[dict[str, str | None]]]:
        """From whom the regions and districts of some countries (alpha-3) are, and under which licences."""
        from geo._atlas.units import read_credits

        wanted = list(codes)
        return {layer: read_credits(self.folder, layer, wanted) for layer in ("regions", "districts")}

    @cached_property
    def borders(self) -> gpd.GeoDataFrame:
        """Lines between two entities, yours after those that came with geo.

        Columns codes (alphabetical), left, right, left_sovereign, right_sovereign, kind, reach,
        accuracy_m (metres).
        """
        return self._own.join_borders(self._shipped, self.entities)

    @cached_property
    def _shipped(self) -> gpd.GeoDataFrame:
        from geo._atlas.layers import build_borders

        return build_borders(self._arcs, self.entities)

    @cached_property
    def limits(self) -> gpd.GeoDataFrame:
        """Outer limits of territorial seas as OpenStreetMap maps them: code, kind, accuracy_m."""
        from geo._atlas.layers import build_limits

        return build_limits(self._arcs)

    @cached_property
    def coasts(self) -> gpd.GeoDataFrame:
        """Shores: code (whose land; null where unknown), water ('ocean' or 'caspian'), accuracy_m."""
        from geo._atlas.layers import build_coasts

        return build_coasts(self._shores)

    @cached_property
    def land(self) -> gpd.GeoDataFrame:
        """Land polygons: inland waters filled in, the Caspian left out."""
        from geo._atlas.layers import build_land

        return build_land(self._shores)

    @cached_property
    def lakes(self) -> gpd.GeoDataFrame:
        """Lakes above about 20 square kilometres, less the islands in them."""
        from geo._atlas.layers import build_lakes

        return build_lakes(self._lines("lakes"))

    def place_table(self) -> tuple[pd.DataFrame, NDArray[np.float64]]:
        """Columns of `places`, and their positions, shape (p, 2): a third of the time, without geometries."""
        from geo._atlas.files import read_points

        return read_points(self.folder, "places")

    @cached_property
    def places(self) -> gpd.GeoDataFrame:
        """Listed populated places.

        Columns place_id (GeoNames), name, population (null where unknown), is_capital, country_code,
        is_section (of a city), admin1_code, timezone.
        """
        from geo._atlas.layers import build_places

        return build_places(*self.place_table())

    @cached_property
    def names(self) -> pd.DataFrame:
        """Other names of the places: place_id, name."""
        return self._table("names")

    @cached_property
    def parts(self) -> gpd.GeoDataFrame:
        """Polygons of all parts of countries: columns as `parts_at` gives them."""
        from geo._atlas.layers import build_parts

        return build_parts(self._arcs, self._rings, self._held_parts)

    @property
    def made_of(self) -> dict[str, Any]:
        """Tell all that the answers depend on: hashes of the files, your own layers, the worldview."""
        told = {name: self.sources[name] for name in ("files", "own")}
        return {**told, "worldview": self.worldview, "day": self.day}

    def parts_at(self, lon: ArrayLike, lat: ArrayLike) -> gpd.GeoDataFrame:
        """Polygons that may hold the given points: those whose box holds one of them.

        Parameters
        ----------
        lon, lat : array-like of float, shape (n,), degrees

        Returns
        -------
        GeoDataFrame
            A row a polygon: code (null on ground attributed to no one), timezone, dispute (name of the
            disputed area; null mostly), is_shore.
        """
        from geo._atlas.layers import build_parts

        return build_parts(self._arcs, self._rings, self._held_parts, (lon, lat))

    @cached_property
    def disputes(self) -> gpd.GeoDataFrame:
        """Disputed ground: a row an area.

        Columns area, held_by (null: no one), claimed_by (codes joined by ;), default_code (null: attributed
        to no one), de_facto_code, line_kind (null: no line of its own), reason, how ('parts', 'regions' or
        'outline': what it is cut from), accuracy_m (metres; null where its regions say it), basis.
        """
        from geo._atlas.disputes import build_disputes
        from geo._atlas.units import read_units

        regions = read_units(self.folder, "regions")
        return build_disputes(self.dispute_table, self._arcs, self._rings, self._parts, regions)

    @cached_property
    def dispute_table(self) -> gpd.GeoDataFrame:
        """The rows of `disputes`, quickly: only outlines have a geometry, as nothing is put together."""
        from geo._atlas.files import read_shapes

        return read_shapes(self.folder, "disputes")

    @cached_property
    def dispute_lines(self) -> gpd.GeoDataFrame:
        """Lines round disputed ground inside one entity: dispute, kind, reach, accuracy_m (metres)."""
        from geo._atlas.disputes import build_dispute_lines
        from geo._atlas.files import read_shapes

        outlined = read_shapes(self.folder, "dispute_lines")
        return build_dispute_lines(self._arcs, self._parts, outlined)

    @cached_property
    def seabed(self) -> gpd.GeoDataFrame:
        """Seabed lines fixed by treaty, straight between known points.

        Columns codes, kind ('seabed'), accuracy_m (null between the points), note, source.
        """
        from geo._atlas.files import read_shapes

        return read_shapes(self.folder, "seabed")

    def layer(self, name: str) -> gpd.GeoDataFrame:
        """Give one of the layers with geometry by its name.

        Raises
        ------
        AtlasError
            If there is no such layer.
        """
        if name not in LAYERS:
            message = f"The atlas has no layer '{name}'. Its layers are: {', '.join(LAYERS)}."
            raise AtlasError(message)
        frame: gpd.GeoDataFrame = getattr(self, name)
        return frame
