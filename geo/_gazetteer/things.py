"""All that has a name, numbered through: places, regions, districts, countries, features, and what you added.

The numbers are those of the index of names. Attributes lie in arrays, a row a thing; polygons stay in their
files until one is asked for. What GeoNames dumps have added (``geo atlas add``) comes last, as layer "own".
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from geo._gazetteer.identities import Identities, OwnIdentities
from geo._gazetteer.parts import atlas_digest, join_parts, read_own, read_part

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

__all__ = ["LAYERS", "OWN_AS", "Thing", "Things"]

LAYERS: Final = ("places", "regions", "districts", "countries", "features", "own")

OWN_AS: Final = {
    "city": "places", "town": "places", "place": "places", "section": "places", "former place": "places",
    "region": "regions", "district": "districts",
}  # fmt: skip
"""The layer in which a thing of your own would stand, by its kind; "features" for all others."""


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
    own : sequence of Path
        Things of GeoNames dumps, see `geo._gazetteer.dumps`; their numbers run on in this order.

    Raises
    ------
    AtlasError
        If one of the files is not there or damaged.
    """

    def __init__(self, folder: Path, own: Sequence[Path] = ()) -> None:
        self.folder = folder
        part = read_part(folder / "things.arrow")
        shipped = self.starts = np.append(0, np.cumsum(part.rows))
        self._identities = Identities(folder, shipped)
        self._region_codes = part.region_codes
        self.own_starts: list[int] = []
        """First number of each dump."""
        if own:
            digest = atlas_digest(folder / "things.arrow")
            added = [read_own(path, digest, self.number_of) for path in own]
            counts = [len(one.lon) for one in added]
            self.own_starts = np.cumsum([shipped[-1], *counts[:-1]]).tolist()
            part = join_parts(part, added)
            self.starts = np.append(0, np.cumsum(part.rows))
        self._own_identities = OwnIdentities(part.ids, int(shipped[-1]))
        self._names = part.names
        self._kinds, self._kind = part.kinds, part.kind
        self._codes, self._code = part.codes, part.code
        self.lon, self.lat = part.lon, part.lat
        self.radius_m = part.radius_m
        self.population = part.population
        self.region, self.district = part.region, part.district
        self.is_capital = part.is_capital

    def code_of(self, number: int) -> str:
        """Alpha-3 code of the country of a thing; several joined by ;, "" for none."""
        code: str = self._codes[self._code[number]]
        return code

    def __len__(self) -> int:
        """Count them."""
        return int(self.starts[-1])

    def layer_of(self, number: int) -> int:
        """Position in `LAYERS` of the layer of a thing."""
        return int(np.searchsorted(self.starts, number, side="right")) - 1

    def is_own(self, number: int) -> bool:
        """Say whether a thing was added by the user."""
        return LAYERS[self.layer_of(number)] == "own"

    def counts_as(self, number: int) -> str:
        """Name the layer of a thing; for one of your own, that in which it would stand."""
        layer = LAYERS[self.layer_of(number)]
        return OWN_AS.get(self.kind_of(number), "features") if layer == "own" else layer

    def region_code(self, number: int) -> str | None:
        """ISO 3166-2 code of a region; None for -1, and for regions that have none."""
        at = number - int(self.starts[1])
        return (self._region_codes[at] or None) if 0 <= at < len(self._region_codes) else None

    def id_of(self, number: int) -> str:
        """Name a thing for good, as decisions do: "place:610612", "region:KAZ-3236", "country:KAZ".

        The identifiers are read from the layer at the first call. Of what a dump has added they are GeoNames'
        own: "place:1234567", and "feature:geonames:1234567" for what is no place.
        """
        layer = self.layer_of(number)
        row = number - int(self.starts[layer])
        if LAYERS[layer] == "own":
            return self._own_identities.of(row, self.kind_of(number))
        return self._identities.of(LAYERS[layer], row)

    def place_ids(self) -> list[int]:
        """List the GeoNames ids of the places that came with geo."""
        return [int(one) for one in self._identities.texts("places")]

    def number_of(self, identity: str) -> int | None:
        """Find a thing by what `id_of` names it, a region also by its ISO 3166-2 code."""
        if ":" not in identity:
            known = identity and identity in self._region_codes
            return int(self.starts[1]) + self._region_codes.index(identity) if known else None
        found = self._identities.find(identity)
        return found if found is not None or not self.own_starts else self._own_identities.find(identity)

    def kind_of(self, number: int) -> str:
        """Say what kind of thing it is."""
        kind: str = self._kinds[self._kind[number]]
        return kind

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
        """Numbers of the places and units of each country, and of all that you added, by alpha-3 code."""
        numbers = np.append(np.arange(self.starts[3]), np.arange(self.starts[5], self.starts[-1]))
        codes = self._code[numbers]
        order = np.argsort(codes, kind="stable")
        values, first = np.unique(codes[order], return_index=True)
        names = [self._codes[value] for value in values]
        return dict(zip(names, np.split(numbers[order], first[1:]), strict=True))

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
