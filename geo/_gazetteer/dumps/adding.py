"""Adding a GeoNames dump, from the file to the folder of your own layers: all of it, or nothing."""

from __future__ import annotations

import hashlib
import logging
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from geo._atlas.files import read_table
from geo._atlas.keys import HOW, write_ordered
from geo._atlas.own.store import check_name, keep_layer
from geo._gazetteer.dumps.columns import LEVEL, Columns
from geo._gazetteer.dumps.kinds import kind_of
from geo._gazetteer.dumps.lines import Entry, open_lines, read_entry
from geo._gazetteer.dumps.repeats import Repeats
from geo._gazetteer.dumps.runs import Runs
from geo._gazetteer.dumps.units import find_units
from geo._gazetteer.lookup import load_gazetteer
from geo._gazetteer.parts import atlas_digest
from geo._gazetteer.things import OWN_AS
from geo._names import search_key
from geo._names.words import strip_words
from geo.errors import DataError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geo._gazetteer.dumps.units import Inside

__all__ = ["add_names"]

logger = logging.getLogger(__name__)

_NAMED: Final = 3
_TOLD: Final = 1_000_000
"""Lines after which the log says how far it is."""
_UNITS: Final = ("regions", "districts")


def add_names(
    path: str | Path,
    *,
    folder: Path,
    name: str = "",
    source: str | None = None,
    licence: str | None = None,
    overwrite: bool = False,
) -> dict[str, Any]:
    """Read a GeoNames dump, and keep what the atlas does not have as a layer of your own.

    Parameters
    ----------
    path : path-like
        KZ.zip, KZ.txt, allCountries.zip …; see `geo._gazetteer.dumps.lines`.
    folder : Path
        Of the atlas.
    name : str
        What the layer is called; made of the file's name where it is empty.
    source, licence : str, optional
        Where it comes from, and under which licence; GeoNames' unless given.
    overwrite : bool
        Whether a layer of the same name may be replaced.

    Returns
    -------
    dict
        The description that is kept: see `geo._atlas.own.list_layers`.

    Raises
    ------
    DataError
        If the file cannot be read, or is no dump.
    OutputError
        If there is such a layer, or it cannot be kept. Nothing has changed then.
    UsageError
        If the name cannot be that of a layer.
    """
    path = Path(path)
    name = check_name(name or path.stem)

    def write(passing: Path) -> dict[str, Any]:
        reading = _Reading(folder, passing / "runs")
        reading.read(path)
        kept, inside = reading.settle()
        notes, countries = reading.notes(kept), sorted(filter(None, reading.columns.countries))
        reading.columns.write(
            passing / "layer.things.arrow", kept, inside, atlas_digest(folder / "things.arrow")
        )
        # What is written need not wait in memory for the names to be sorted.
        reading.columns = Columns()
        numbers = np.where(kept, np.cumsum(kept) - 1, -1)
        names = write_ordered(passing / "layer.keys.arrow", reading.runs.merge(numbers), level=LEVEL)
        with path.open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
        return {
            "name": name,
            "layer": "names",
            "rows": int(kept.sum()),
            "rows_read": reading.lines,
            "names": names,
            "countries": countries,
            "file": path.name,
            "source_layer": path.stem,
            "sha256": digest,
            "added": datetime.now(UTC).isoformat(timespec="microseconds"),
            "columns": {},
            "level": None,
            "kinds": [],
            "valid": [None, None],
            "turns": [],
            "accuracy_m": None,
            "source": source or "GeoNames",
            "licence": licence or "CC-BY-4.0",
            "notes": notes,
        }

    return keep_layer(name, write, main="layer.things.arrow", overwrite=overwrite)


class _Reading:
    """A dump while it is read."""

    def __init__(self, folder: Path, passing: Path) -> None:
        passing.mkdir()
        self.columns = Columns()
        self.runs = Runs(passing)
        self.lines = 0
        self._folder = folder
        self._gazetteer = load_gazetteer(folder, own=[])
        self._repeats = Repeats(self._gazetteer)
        self._wrong: list[str] = []
        self._counts: Counter[str] = Counter()
        self._namesakes: dict[int, tuple[int, ...]] = {}
        entities = read_table(folder, "entities")
        self._codes: dict[str, str] = dict(zip(entities["iso2"], entities["code"], strict=True))

    def read(self, path: Path) -> None:
        """Read all lines of a file."""
        with open_lines(path) as lines:
            for number, line in lines:
                self.lines += 1
                entry = read_entry(line)
                if isinstance(entry, Entry):
                    self._take(entry)
                else:
                    self._counts["wrong"] += 1
                    if len(self._wrong) < _NAMED:
                        self._wrong.append(f"line {number}: {entry}")
                if self.lines % _TOLD == 0:
                    logger.info("%s lines read, %s kept.", f"{self.lines:,}", f"{len(self.columns):,}")
        if 2 * self._counts["wrong"] >= self.lines:
            told = "; ".join(self._wrong) or "it is empty"
            raise DataError(
                f"{path.name} is no dump of GeoNames ({told}). Give KZ.zip, KZ.txt or allCountries.zip as "
                "they are on download.geonames.org/export/dump, 19 columns separated by tabs; for shapes say "
                "--layer regions, districts, borders or countries."
            )

    def _take(self, entry: Entry) -> None:
        kind = kind_of(entry.feature_class, entry.feature_code, entry.population)
        if kind is None:
            self._counts["had"] += 1
            return
        keys = {search_key(entry.name): "name"}
        for other in entry.others:
            keys.setdefault(search_key(other), "other name")
        keys.pop("", None)
        # By its own name in both spellings: other names are shared by too many.
        if not keys or self._repeats.has(entry, kind.name, list(keys)[:2]):
            self._counts["had" if keys else "nameless"] += 1
            return
        codes = list(dict.fromkeys(code for one in entry.countries if (code := self._codes.get(one))))
        if entry.countries and not codes:
            self._counts["stateless"] += 1
        layer = OWN_AS.get(kind.name, "features")
        number = self.columns.add(entry, kind, codes if layer == "features" else codes[:1])
        if layer in _UNITS:
            for key in list(keys):
                keys.setdefault(strip_words(key).key, keys[key])
            if namesakes := self._repeats.namesakes(kind.name, keys):
                self._namesakes[number] = namesakes
        for key, how in keys.items():
            self.runs.add(key, number, HOW.index(how))

    def settle(self) -> tuple[NDArray[np.bool_], Inside]:
        """Find the units of what was read; tell what stays when repeated lines and units that we have go."""
        inside = find_units(self.columns, self._folder, self._gazetteer.things)
        keeps = self.columns.firsts()
        self._counts["twice"] = int((~keeps).sum())
        for number, namesakes in self._namesakes.items():
            around = {
                inside.numbers[one[number]] for one in (inside.region, inside.district) if one[number] >= 0
            }
            if keeps[number] and not around.isdisjoint(namesakes):
                keeps[number] = False
                self._counts["had"] += 1
        return keeps, inside

    def notes(self, keeps: NDArray[np.bool_]) -> list[str]:
        """Say what was kept and left out, for people."""
        kinds = [f"{count:,} {kind}" for kind, count in self.columns.count_kinds(keeps).items() if count]
        told = {
            "had": "are in the atlas already and left out",
            "wrong": f"cannot be read and are left out, such as {'; '.join(self._wrong)}",
            "twice": "repeat a geonameid and are left out",
            "nameless": "have no name that can be searched for and are left out",
            "stateless": "have a country code that the atlas does not know; they are in no country",
        }
        counted = [f"{self._counts[one]:,} lines {what}" for one, what in told.items() if self._counts[one]]
        return [f"kept by kind: {', '.join(kinds) or 'nothing'}", *counted]
