"""All that has a name, numbered through: places, regions, districts, countries, then other features.

The numbers are those of the index of names. Attributes lie in arrays, a row a thing; polygons stay in their
files until one is asked for.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from geo._atlas.blobs import Lines, read_blobs, unpack

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

__all__ = ["LAYERS", "Thing", "Things"]

COLUMNS: Final = (
    *("rows", "name", "kinds", "kind", "codes", "code", "lon_e5", "lat_e5", "radius_m", "population"),
    *("region", "district", "is_capital", "region_codes"),
)
LAYERS: Final = ("places", "regions", "districts", "countries", "features")

_IDS: Final = {
    "places": ("place", "place_id"),
    "regions": ("region", "unit_id"),
    "districts": ("district", "unit_id"),
    "countries": ("country", "code"),
    "features": ("feature", "feature_id"),
}
"""What an identifier of a layer begins with, and the column that holds the rest."""


class Thing(NamedTuple):
    """One place, unit, country or feature."""

    number: int
    layer: str
    row: int
    """In its layer."""
    kind: str
    """city, town, place, section, region, district, country, or the kind of a feature."""
    name: str
    country_code: str
    """Alpha-3; several joined by ; for a feature that lies in several; "" for none."""
    region: int
    """Number of the thing that is the region in which it lies; -1 for none."""
    district: int
    lon: float
    lat: float
    radius_m: float
    """Metres about lon, lat that contain it."""
    population: int
    """0 where none is known; for a unit the sum of its listed places."""


class Things:
    """The numbered things of an atlas.

    Parameters
    ----------
    folder : Path
        Of the atlas.

    Raises
    ------
    AtlasError
        If one of the files is not there or damaged.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._known_ids: dict[int, list[str]] = {}
        cells = dict(zip(COLUMNS, read_blobs(folder / "things.arrow", COLUMNS), strict=True))
        self.starts = np.append(0, np.cumsum(unpack(cells["rows"], "<i4")))
        self._names = Lines(cells["name"])
        self._kinds = cells["kinds"].decode().splitlines()
        self._kind = unpack(cells["kind"], "<i1")
        self._codes = cells["codes"].decode().split("\n")
        self._code = unpack(cells["code"], "<i2")
        self.lon = np.asarray(unpack(cells["lon_e5"], "<i4"), dtype=np.float64) / 1e5
        self.lat = np.asarray(unpack(cells["lat_e5"], "<i4"), dtype=np.float64) / 1e5
        self.radius_m = unpack(cells["radius_m"], "<i4")
        self.population = unpack(cells["population"], "<i4")
        self.region = unpack(cells["region"], "<i4")
        self.district = unpack(cells["district"], "<i4")
        self._region_codes = cells["region_codes"].decode().split("\n")
        self.is_capital = np.unpackbits(np.frombuffer(cells["is_capital"], np.uint8))[: len(self.lon)].astype(
            bool
        )

    def code_of(self, number: int) -> str:
        """Alpha-3 code of the country of a thing; several joined by ;, "" for none."""
        return self._codes[int(self._code[number])]

    def __len__(self) -> int:
        """Count them."""
        return int(self.starts[-1])

    def layer_of(self, number: int) -> int:
        """Position in `LAYERS` of the layer of a thing."""
        return int(np.searchsorted(self.starts, number, side="right")) - 1

    def region_code(self, number: int) -> str | None:
        """ISO 3166-2 code of a region; None for -1, and for regions that have none."""
        at = number - int(self.starts[1])
        return (self._region_codes[at] or None) if 0 <= at < len(self._region_codes) else None

    def id_of(self, number: int) -> str:
        """Name a thing for good, as decisions do: "place:610612", "region:KAZ-3236", "country:KAZ".

        The identifiers are read from the layer at the first call.
        """
        layer = self.layer_of(number)
        kind, _ = _IDS[LAYERS[layer]]
        return f"{kind}:{self._ids(layer)[number - int(self.starts[layer])]}"

    def number_of(self, identity: str) -> int | None:
        """Find a thing by what `id_of` names it, a region also by its ISO 3166-2 code."""
        kind, _, text = identity.partition(":")
        for layer, (name, _) in enumerate(_IDS.values()):
            if name == kind:
                at = self._rows_by_id(layer).get(text)
                return None if at is None else at + int(self.starts[layer])
        if identity and identity in self._region_codes:
            return int(self.starts[1]) + self._region_codes.index(identity)
        return None

    def _ids(self, layer: int) -> list[str]:
        if layer not in self._known_ids:
            import pyarrow.parquet as pq

            name = LAYERS[layer]
            path = self.folder / f"{'entities' if name == 'countries' else name}.parquet"
            column = pq.read_table(path, columns=[_IDS[name][1]]).column(0)
            self._known_ids[layer] = [str(one) for one in column.to_pylist()]
        return self._known_ids[layer]

    def _rows_by_id(self, layer: int) -> dict[str, int]:
        return {text: row for row, text in enumerate(self._ids(layer))}

    def kind_of(self, number: int) -> str:
        """Say what kind of thing it is."""
        return self._kinds[int(self._kind[number])]

    def name_of(self, number: int) -> str:
        """Give the name of a thing."""
        return self._names[number]

    def thing(self, number: int) -> Thing:
        """Describe a thing.

        Examples
        --------
        >>> from geo._atlas.folder import find_atlas
        >>> things = Things(find_atlas())
        >>> things.thing(int(things.starts[1])).kind
        'region'
        """
        layer = self.layer_of(number)
        return Thing(
            number,
            LAYERS[layer],
            number - int(self.starts[layer]),
            self.kind_of(number),
            self.name_of(number),
            self.code_of(number),
            int(self.region[number]),
            int(self.district[number]),
            float(self.lon[number]),
            float(self.lat[number]),
            float(self.radius_m[number]),
            int(self.population[number]),
        )

    @cached_property
    def country_names(self) -> dict[str, str]:
        """English names of countries by alpha-3 code."""
        rows = range(int(self.starts[3]), int(self.starts[4]))
        return dict(zip(map(self.code_of, rows), self._names.slice(rows), strict=True))

    @cached_property
    def country_numbers(self) -> dict[str, int]:
        """Numbers of the countries by alpha-3 code."""
        return {code: number for number, code in enumerate(self.country_names, int(self.starts[3]))}

    @cached_property
    def members(self) -> dict[str, NDArray[np.int64]]:
        """Numbers of the places and units of each country, by alpha-3 code."""
        codes = self._code[: self.starts[3]]
        order = np.argsort(codes, kind="stable")
        values, first = np.unique(codes[order], return_index=True)
        names = [self._codes[value] for value in values]
        return dict(zip(names, np.split(order, first[1:]), strict=True))

    def inside(self, number: int) -> NDArray[np.int64]:
        """Numbers of the places and units that lie in a country, region or district."""
        layer = LAYERS[self.layer_of(number)]
        if layer == "countries":
            return self.members.get(self.code_of(number), np.empty(0, np.int64))
        if layer == "regions":
            return np.flatnonzero(self.region == number)
        if layer == "districts":
            return np.flatnonzero(self.district == number)
        return np.empty(0, np.int64)
