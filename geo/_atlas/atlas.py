"""The atlas as its users see it: one object, layers read when they are first asked for."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from geo._atlas import files, shapes
from geo.errors import AtlasError
from geo.schema import CRS

if TYPE_CHECKING:
    from pathlib import Path

    import geopandas as gpd
    import pandas as pd
    from numpy.typing import ArrayLike, NDArray

__all__ = ["LAYERS", "Atlas", "load_atlas"]

LAYERS = ("countries", "borders", "limits", "coasts", "land", "lakes", "places")
"""Layers with geometry, in the order in which they are listed and exported."""


def load_atlas(path: Path | str | None = None) -> Atlas:
    """Load the atlas; nothing but its list of sources is read until a layer is asked for.

    Parameters
    ----------
    path : path-like, optional
        Folder of a built atlas; the one that came with the package unless given.

    Returns
    -------
    Atlas

    Raises
    ------
    AtlasError
        If the folder holds no atlas, or one of another layout.

    Examples
    --------
    >>> atlas = load_atlas()
    >>> atlas.entities.set_index("code").loc["KAZ", "name"]
    'Kazakhstan'
    """
    return Atlas(files.find_atlas(path))


class Atlas:
    """Boundaries, borders, shores and places of the world; every layer is lazy and kept.

    Geometries are in EPSG:4326, lon before lat, their edges straight in lon and lat (RFC 7946).
    Nothing crosses the antimeridian: polygons and lines are cut there.

    Attributes
    ----------
    folder : pathlib.Path
        Where the files are.
    sources : dict
        Per layer: rows, source, date, licence, attribution, accuracy; per file: size and sha256.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.sources: dict[str, Any] = files.read_sources(folder)

    def __repr__(self) -> str:
        """Name the layers and their rows."""
        rows = ", ".join(f"{name} {facts['rows']:,}" for name, facts in self.sources["layers"].items())
        return f"<Atlas: {rows}>"

    @cached_property
    def entities(self) -> pd.DataFrame:
        """Countries and territories: code, iso2, name, sovereign, capital, is_iso."""
        return files.read_table(self.folder, "entities")

    @cached_property
    def countries(self) -> gpd.GeoDataFrame:
        """One (multi)polygon an entity: territorial waters and lakes included."""
        import shapely

        rings = self._rings[self._rings["layer"] == "country"]
        polygons = shapes.assemble_faces(self._arcs, rings)
        codes = rings.loc[~rings["is_hole"], "code"].to_numpy(dtype=str)
        order = np.argsort(codes, kind="stable")
        names, first = np.unique(codes[order], return_index=True)
        groups = np.split(polygons[order], first[1:])
        geometry = [group[0] if len(group) == 1 else shapely.multipolygons(group) for group in groups]
        facts = self.entities.set_index("code").loc[names, ["name", "sovereign", "iso2"]]
        return _frame(facts.rename_axis("code").reset_index(), geometry)

    @cached_property
    def borders(self) -> gpd.GeoDataFrame:
        """Lines between two entities: codes, left, right, sovereigns, kind, reach, accuracy_m."""
        arcs = self._arcs.attributes
        chosen = (arcs["role"] == "border").to_numpy(dtype=bool)
        sides = arcs.loc[chosen, ["left_code", "right_code"]].to_numpy(dtype=str)
        sovereign = self.entities.set_index("code")["sovereign"]
        columns = {
            "codes": [f"{one}-{other}" for one, other in np.sort(sides, axis=1)],
            "left": sides[:, 0],
            "right": sides[:, 1],
            "left_sovereign": sovereign.loc[sides[:, 0]].to_numpy(),
            "right_sovereign": sovereign.loc[sides[:, 1]].to_numpy(),
            **{name: arcs.loc[chosen, name].to_numpy() for name in ("kind", "reach", "accuracy_m")},
        }
        return _frame(columns, shapes.lines_of(self._arcs, chosen))

    @cached_property
    def limits(self) -> gpd.GeoDataFrame:
        """Outer limits of territorial seas as OpenStreetMap maps them: code, kind, accuracy_m."""
        arcs = self._arcs.attributes
        chosen = (arcs["role"] == "limit").to_numpy(dtype=bool)
        code = arcs.loc[chosen, "left_code"].fillna(arcs.loc[chosen, "right_code"])
        columns = {
            "code": code.to_numpy(),
            **{n: arcs.loc[chosen, n].to_numpy() for n in ("kind", "accuracy_m")},
        }
        return _frame(columns, shapes.lines_of(self._arcs, chosen))

    @cached_property
    def coasts(self) -> gpd.GeoDataFrame:
        """Shores: code (whose land; null where unknown), water ('ocean' or 'caspian'), accuracy_m."""
        lines = files.read_lines(self.folder, "coasts")
        chosen = (lines.attributes["water"] != "frame").to_numpy(dtype=bool)
        columns = {
            name: lines.attributes.loc[chosen, name].to_numpy() for name in ("code", "water", "accuracy_m")
        }
        return _frame(columns, shapes.lines_of(lines, chosen))

    @cached_property
    def land(self) -> gpd.GeoDataFrame:
        """Land polygons: inland waters filled in, the Caspian left out."""
        return _frame({}, shapes.assemble_land(files.read_lines(self.folder, "coasts")))

    @cached_property
    def lakes(self) -> gpd.GeoDataFrame:
        """Lakes above about 20 square kilometres, for drawing."""
        import shapely

        lines = files.read_lines(self.folder, "lakes")
        return _frame({}, shapely.polygons(shapes.lines_of(lines)))

    @cached_property
    def places(self) -> gpd.GeoDataFrame:
        """Listed places: place_id, name, population (null: unknown), is_capital, country_code, …."""
        import shapely

        attributes, coordinates = files.read_points(self.folder, "places")
        return _frame(attributes, shapely.points(coordinates))

    @cached_property
    def names(self) -> pd.DataFrame:
        """Other names of the places: place_id, name."""
        return files.read_table(self.folder, "names")

    def parts_at(self, lon: ArrayLike, lat: ArrayLike) -> gpd.GeoDataFrame:
        """Polygons that may hold the given points: those whose box holds one of them.

        Parameters
        ----------
        lon, lat : array-like of float, shape (n,), degrees

        Returns
        -------
        GeoDataFrame
            A row a polygon: code, timezone and area (null where there is none), is_shore.
        """
        x, y = np.atleast_1d(np.asarray(lon, dtype=float)), np.atleast_1d(np.asarray(lat, dtype=float))
        rings = self._rings[self._rings["layer"] == "part"]
        faces = rings["face"].to_numpy()
        outer = rings[~rings["is_hole"].to_numpy(dtype=bool)]
        held = _boxes_hold(outer[["west", "south", "east", "north"]].to_numpy(), x, y)
        wanted = outer["face"].to_numpy()[held]
        chosen = rings[np.isin(faces, wanted)]
        if chosen.empty:
            return _frame(self._parts.iloc[:0], [])
        return _frame(
            self._parts.iloc[wanted].reset_index(drop=True), shapes.assemble_faces(self._arcs, chosen)
        )

    def layer(self, name: str) -> gpd.GeoDataFrame:
        """One of the layers with geometry, by its name.

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

    @cached_property
    def _arcs(self) -> files.Lines:
        return files.read_lines(self.folder, "arcs")

    @cached_property
    def _rings(self) -> pd.DataFrame:
        return files.read_table(self.folder, "rings")

    @cached_property
    def _parts(self) -> pd.DataFrame:
        return files.read_table(self.folder, "parts")


def _boxes_hold(
    boxes: NDArray[np.float64], x: NDArray[np.float64], y: NDArray[np.float64]
) -> NDArray[np.bool_]:
    """Whether each box (west, south, east, north) holds at least one of the points."""
    order = np.argsort(x, kind="stable")
    x, y = x[order], y[order]
    first = np.searchsorted(x, boxes[:, 0], side="left")
    last = np.searchsorted(x, boxes[:, 2], side="right")
    held = np.zeros(len(boxes), dtype=bool)
    for index in np.flatnonzero(last > first):
        inside = y[first[index] : last[index]]
        held[index] = bool(((inside >= boxes[index, 1]) & (inside <= boxes[index, 3])).any())
    return held


def _frame(columns: Any, geometry: Any) -> gpd.GeoDataFrame:  # noqa: ANN401 - whatever pandas takes
    import geopandas as gpd

    return gpd.GeoDataFrame(columns, geometry=list(geometry), crs=CRS)
