"""What takes long to build is built once and kept in the user's cache folder.

An item is a named tuple of arrays, of tables, or of further such tuples. Every array is a file, and is
mapped into memory when it is used, so that a process reads only what it touches. Items stand in a folder
whose name is a hash of everything they are made of: the atlas, your own layers, the worldview and the
code. An item is written beside its place and moved there when it is whole; where nothing can be written
it is built anew each time.
"""

from __future__ import annotations

import hashlib
import json
import logging
import mmap
import os
import shutil
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

import numpy as np

from geo._geodesy import Forest, Grove, Mosaic, Trees, sources_hash

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["CACHE_VARIABLE", "Shelf", "find_shelf", "let_go"]

logger = logging.getLogger(__name__)

CACHE_VARIABLE: Final = "GEO_INCIDENTS_CACHE"
"""Environment variable that names another cache folder."""

UNUSED_S: Final = 30 * 24 * 3600.0
"""A folder that nobody has opened for a month belongs to an atlas or a version that is gone."""

SMALL: Final = 65_536
"""Smaller arrays are read: mapping costs more than it saves, and empty ones cannot be mapped."""

PARTS: Final[dict[str, Any]] = {"forest": Forest, "grove": Grove, "mosaic": Mosaic, "trees": Trees}
"""Which of the fields are tuples themselves."""

Item = TypeVar("Item", bound=tuple[Any, ...])


class Shelf:
    """A folder of built items; without a folder everything is built each time.

    Parameters
    ----------
    folder : Path or None
    """

    def __init__(self, folder: Path | None) -> None:
        self.folder = folder
        self.told = False

    def get(self, name: str, kind: type[Item], build: Callable[[], Item]) -> Item:
        """Take an item from the shelf, or build it and put it there.

        Parameters
        ----------
        name : str
            Name of the item, and of its folder.
        kind : type
            A named tuple of arrays, of DataFrames and of such tuples.
        build : callable
            Makes the item when it is not there.
        """
        if self.folder is not None and (self.folder / name).is_dir():
            try:
                item = _read(self.folder / name, kind)
            except (OSError, ValueError) as error:
                logger.warning("The index in '%s' is damaged (%s): built again.", self.folder / name, error)
                shutil.rmtree(self.folder / name, ignore_errors=True)
            else:
                return item
        if self.folder is not None and not self.told:
            self.told = True
            logger.info(
                "Making the index for large tables, once; it takes some seconds and is kept in %s.",
                self.folder,
            )
        start = time.perf_counter()
        item = build()
        logger.debug("Built %s in %.1f s.", name, time.perf_counter() - start)
        if self.folder is not None:
            _put(self.folder, name, item)
        return item

    def has(self, name: str) -> bool:
        """Say whether an item is there."""
        return self.folder is not None and (self.folder / name).is_dir()


def _put(folder: Path, name: str, item: tuple[Any, ...]) -> None:
    """Write an item beside its place, and move it there when it is whole."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".new-", dir=folder) as passing:
            whole = Path(passing, name)
            _write(whole, item)
            whole.rename(folder / name)
    except OSError as error:
        # Another process may have been quicker, which is as well.
        if not (folder / name).is_dir():
            logger.debug("The index cannot be kept in '%s' (%s).", folder, error)


def let_go(item: tuple[Any, ...]) -> None:
    """Give back the memory that the files of an item take up; they are read again when used again."""
    for value in item:
        if isinstance(value, tuple):
            let_go(value)
        elif isinstance(value, np.memmap) and hasattr(mmap, "MADV_DONTNEED"):
            mapped = getattr(value, "_mmap", None)
            if mapped is not None:
                mapped.madvise(mmap.MADV_DONTNEED)


def find_shelf(made_of: dict[str, Any] | None) -> Shelf:
    """Give the shelf for an atlas.

    Parameters
    ----------
    made_of : dict or None
        What the items depend on; None where that is not known, and nothing may be kept.
    """
    if made_of is None:
        return Shelf(None)
    home = os.environ.get(CACHE_VARIABLE, "").strip()
    if home:
        cache = Path(home)
    else:
        import platformdirs

        cache = Path(platformdirs.user_cache_dir("geo-incidents", appauthor=False))
    here = Path(__file__).parent
    code = b"".join((here / name).read_bytes() for name in ("linework.py", "polygons.py", "compiled.py"))
    text = (
        json.dumps(made_of, sort_keys=True, default=str) + sources_hash() + hashlib.sha256(code).hexdigest()
    )
    folder = cache / f"index-{hashlib.sha256(text.encode()).hexdigest()[:16]}"
    _tidy(cache, folder)
    return Shelf(folder)


def _tidy(cache: Path, folder: Path) -> None:
    """Mark a folder as used, and throw out those that nobody uses any more."""
    try:
        if folder.is_dir():
            os.utime(folder)
        for other in cache.glob("index-*"):
            if other != folder and time.time() - other.stat().st_mtime > UNUSED_S:
                shutil.rmtree(other, ignore_errors=True)
    except OSError as error:
        logger.debug("The cache folder '%s' cannot be tidied (%s).", cache, error)


def _write(folder: Path, item: tuple[Any, ...]) -> None:
    folder.mkdir()
    for name, value in item._asdict().items():  # type: ignore[attr-defined]
        if isinstance(value, tuple):
            _write(folder / name, value)
        elif isinstance(value, np.ndarray):
            np.save(folder / f"{name}.npy", value, allow_pickle=False)
        else:
            value.to_parquet(folder / f"{name}.parquet")


def _read(folder: Path, kind: type[Item]) -> Item:
    values = []
    for name in kind._fields:  # type: ignore[attr-defined]
        if name in PARTS:
            values.append(_read(folder / name, PARTS[name]))
        elif (path := folder / f"{name}.npy").is_file():
            # Copy on write: of the same type for the compiler as an array that was just made.
            values.append(np.load(path, mmap_mode="c" if path.stat().st_size > SMALL else None))
        else:
            import pandas as pd

            values.append(pd.read_parquet(folder / f"{name}.parquet"))
    return kind(*values)
