"""What is kept of a dump, a row a thing, in columns that grow with it; written as things of the gazetteer."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING, Final

import numpy as np

from geo._atlas.blobs import pack, write_blobs

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from geo._gazetteer.dumps.kinds import Kind
    from geo._gazetteer.dumps.lines import Entry
    from geo._gazetteer.dumps.units import Inside

__all__ = ["LEVEL", "Columns"]

LEVEL: Final = 9
"""Of compression: files of your own are made while you wait."""
_MOST_CODES: Final = 32_000
"""Combinations of countries that the file can hold; of rarer ones the first country is kept."""
_CAPITAL: Final = "PPLC"


class Columns:
    """Columns of things, numbered as they come."""

    def __init__(self) -> None:
        self.ids = array("i")
        self.lon_e5, self.lat_e5 = array("i"), array("i")
        self.country = array("h")
        """Position in ``countries`` of the country that each is listed under."""
        self._radius_m, self._population = array("i"), array("i")
        self._kind, self._code = array("b"), array("h")
        self._is_capital = bytearray()
        self._names = bytearray()
        self._kinds: dict[str, int] = {}
        self._codes: dict[str, int] = {}
        self._countries: dict[str, int] = {}

    def __len__(self) -> int:
        """Count the things."""
        return len(self.ids)

    @property
    def countries(self) -> list[str]:
        """Alpha-3 codes of the countries that things are listed under."""
        return list(self._countries)

    def add(self, entry: Entry, kind: Kind, codes: list[str]) -> int:
        """Take one thing.

        Parameters
        ----------
        entry : Entry
        kind : Kind
        codes : list of str
            Alpha-3, the country that it is listed under first; empty for none.

        Returns
        -------
        int
            Its number, from 0.
        """
        first = codes[0] if codes else ""
        joined = ";".join(codes)
        if joined not in self._codes and len(self._codes) >= _MOST_CODES:
            joined = first
        self.ids.append(entry.identity)
        self.lon_e5.append(round(entry.lon * 1e5))
        self.lat_e5.append(round(entry.lat * 1e5))
        self.country.append(self._countries.setdefault(first, len(self._countries)))
        self._radius_m.append(int(kind.radius_m + 0.999))
        self._population.append(entry.population)
        self._kind.append(self._kinds.setdefault(kind.name, len(self._kinds)))
        self._code.append(self._codes.setdefault(joined, len(self._codes)))
        self._is_capital.append(entry.feature_code == _CAPITAL)
        self._names += f"{entry.name}\n".encode()
        return len(self.ids) - 1

    def firsts(self) -> NDArray[np.bool_]:
        """Tell which things are the first of their GeoNames id."""
        is_first = np.zeros(len(self), dtype=bool)
        is_first[np.unique(np.frombuffer(self.ids, np.intc), return_index=True)[1]] = True
        return is_first

    def count_kinds(self, keeps: NDArray[np.bool_]) -> dict[str, int]:
        """Count the things of each kind, the most frequent first."""
        counts = np.bincount(np.frombuffer(self._kind, np.int8)[keeps], minlength=len(self._kinds)).tolist()
        return dict(sorted(zip(self._kinds, counts, strict=True), key=lambda pair: -pair[1]))

    def write(self, path: Path, keeps: NDArray[np.bool_], inside: Inside, atlas: str) -> None:
        """Write the things that are kept.

        Parameters
        ----------
        path : Path
        keeps : ndarray of bool, shape (n,)
        inside : Inside
            In which region and district each of the n things lies.
        atlas : str
            Digest of the atlas whose units those are.
        """
        names = bytes(self._names)
        if not keeps.all():
            # Each name ends with its line, so that what is left out can be cut away by bytes.
            text = np.frombuffer(names, np.uint8)
            lengths = np.diff(np.flatnonzero(text == ord("\n")), prepend=-1)
            names = text[np.repeat(keeps, lengths)].tobytes()

        # A region lies in no region, not even in the one that it shares ground with.
        is_region = np.frombuffer(self._kind, np.int8) == self._kinds.get("region", -1)
        region, district = (np.where(is_region, -1, one) for one in (inside.region, inside.district))

        def column(values: array[int], kind: type) -> NDArray[np.generic]:
            return np.frombuffer(values, kind)[keeps]

        write_blobs(
            path,
            {
                "rows": pack([int(keeps.sum())], "<i4"),
                "name": names,
                "kinds": "\n".join(self._kinds).encode(),
                "kind": pack(column(self._kind, np.int8), "<i1"),
                "codes": "\n".join(self._codes).encode(),
                "code": pack(column(self._code, np.int16), "<i2"),
                "lon_e5": pack(column(self.lon_e5, np.intc), "<i4"),
                "lat_e5": pack(column(self.lat_e5, np.intc), "<i4"),
                "radius_m": pack(column(self._radius_m, np.intc), "<i4"),
                "population": pack(column(self._population, np.intc), "<i4"),
                "region": pack(region[keeps], "<i4"),
                "district": pack(district[keeps], "<i4"),
                "region_codes": b"",
                "is_capital": np.packbits(np.frombuffer(self._is_capital, np.uint8)[keeps]).tobytes(),
                "ids": pack(column(self.ids, np.intc), "<i4"),
                "units": "\n".join(inside.units).encode(),
                "unit_numbers": pack(np.array(inside.numbers, dtype=np.int32), "<i4"),
                "atlas": atlas.encode(),
            },
            level=LEVEL,
        )
