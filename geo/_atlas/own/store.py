"""Where your own layers are kept: their data and a description in JSON for each, nothing shared.

The data are a GeoParquet, or for names the two files of an index of names.

A layer is there when its description is there. The data are written first, under a name made of
their hash, and the description last, so that whatever fails leaves the layers as they were; two
processes that add different layers have nothing to quarrel about.
"""

from __future__ import annotations

import glob
import hashlib
import json
import logging
import os
import re
import tempfile
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from geo._atlas.own.home import HOME_VARIABLE, find_folder
from geo._files import replace_file
from geo.errors import AtlasError, DataError, OutputError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable

    import geopandas as gpd

__all__ = [
    "OWN_LAYERS",
    "SHAPE_LAYERS",
    "check_name",
    "data_path",
    "keep_layer",
    "list_layers",
    "remove_layer",
    "write_layer",
]

logger = logging.getLogger(__name__)

SHAPE_LAYERS: Final = ("countries", "regions", "districts", "borders")
OWN_LAYERS: Final = (*SHAPE_LAYERS, "names")

_VERSION: Final = "1"
_LONGEST_NAME: Final = 80
_BLOCK: Final = 1 << 20
_NEEDED: Final = ("name", "layer", "rows", "countries", "file", "added", "source", "licence", "data")


def list_layers() -> list[dict[str, Any]]:
    """Read the descriptions of your own layers, the one added last first.

    Returns
    -------
    list of dict
        name, layer ('countries', 'regions', 'districts', 'borders' or 'names'), rows, countries, file,
        sha256 of that file, source_layer, added (UTC), columns, level, kinds, valid (first and last day,
        None where open), turns (days on which rows begin to hold or hold no longer), accuracy_m, source,
        licence, notes (what was repaired, left out or worth knowing), data (name of the main file).

    Raises
    ------
    AtlasError
        If a description is damaged, or the folder that the environment names cannot be read.
    """
    folder = find_folder()
    try:
        with os.scandir(folder) as entries:
            paths = sorted(folder / entry.name for entry in entries if entry.name.endswith(".json"))
    except FileNotFoundError:
        return []
    except OSError as error:
        if os.environ.get(HOME_VARIABLE, "").strip():
            message = (
                f"Your own layers in '{folder}' cannot be read ({error.strerror}). "
                f"Check your rights, or let {HOME_VARIABLE} name another folder."
            )
            raise AtlasError(message) from error
        logger.warning("Your own layers in '%s' cannot be read (%s): left out.", folder, error.strerror)
        return []
    found = [_read_description(path) for path in paths]
    return sorted(found, key=lambda layer: (layer["added"], layer["name"]), reverse=True)


def _read_description(path: Path) -> dict[str, Any]:
    try:
        layer = json.loads(path.read_bytes())
        missing = [key for key in _NEEDED if key not in layer]
        problem = f"no {', '.join(missing)} in it" if missing else ""
        if not missing and layer.get("version") != _VERSION:
            problem = f"layout {layer.get('version')!r}, this geo reads {_VERSION!r}"
        elif not missing and layer["layer"] not in OWN_LAYERS:
            problem = f"layer {layer['layer']!r}"
    except (OSError, ValueError, TypeError) as error:
        problem = str(error)
    if problem:
        message = (
            f"The description of one of your own layers, '{path}', is damaged ({problem}). "
            "Delete that file and add the layer again with geo atlas add."
        )
        raise AtlasError(message)
    return dict(layer)


def data_path(layer: dict[str, Any]) -> Path:
    """Path of the main file of a layer: its GeoParquet, or the things of names."""
    # A description cannot lead out of the folder.
    return find_folder() / Path(str(layer["data"])).name


def check_name(name: str) -> str:
    """Take the name of a layer: what you type after ``geo atlas remove``.

    Raises
    ------
    UsageError
        If it is empty, long, begins with a dash or cannot be printed.

    Examples
    --------
    >>> check_name(" kaz_adm2 ")
    'kaz_adm2'
    """
    name = name.strip()
    if not name or len(name) > _LONGEST_NAME or name.startswith("-") or not name.isprintable():
        message = (
            f"{name[:_LONGEST_NAME]!r} cannot be the name of a layer: one line of at most {_LONGEST_NAME} "
            "characters, not beginning with a dash. Pass another with --name."
        )
        raise UsageError(message)
    return name


def find_layer(name: str) -> dict[str, Any] | None:
    """Give the description of a layer, None if there is no such layer.

    Raises
    ------
    AtlasError
        If its description is damaged.
    """
    path = _description_path(name)
    return _read_description(path) if path.is_file() else None


def write_layer(frame: gpd.GeoDataFrame, layer: dict[str, Any], *, overwrite: bool) -> dict[str, Any]:
    """Keep a layer; it is there as a whole when this returns, or nothing has changed.

    Parameters
    ----------
    frame : GeoDataFrame
        The layer in EPSG:4326.
    layer : dict
        Its description, without version and data.
    overwrite : bool
        Whether a layer of the same name may be replaced.

    Returns
    -------
    dict
        The description as it is kept.

    Raises
    ------
    OutputError
        If there is such a layer, or the folder cannot be written.
    """

    def write(folder: Path) -> dict[str, Any]:
        frame.to_parquet(folder / "layer.parquet", index=False, compression="zstd")
        return layer

    return keep_layer(layer["name"], write, main="layer.parquet", overwrite=overwrite)


def keep_layer(
    name: str, write: Callable[[Path], dict[str, Any]], *, main: str, overwrite: bool
) -> dict[str, Any]:
    """Keep a layer of any files.

    Parameters
    ----------
    name : str
    write : callable
        Writes the files of the layer, called ``layer.…``, into a passing folder, and returns the description.
    main : str
        Which of the files the description names.
    overwrite : bool
        Whether a layer of the same name may be replaced.

    Raises
    ------
    OutputError
        If there is such a layer, or the folder cannot be written.
    """
    target = _description_path(name)
    if target.exists() and not overwrite:
        message = f"You have a layer {name!r} already. Pass --force to replace it, or --name to keep both."
        raise OutputError(message)
    folder = target.parent
    if not folder.is_absolute():
        message = f"There is no home folder to keep your own layers in. Let {HOME_VARIABLE} name a folder."
        raise OutputError(message)
    old = _data_named_by(target)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".geo-", dir=folder) as passing:
            layer = write(Path(passing))
            stem = f"{target.stem}.{_digest(Path(passing))[:16]}"
            for written in sorted(Path(passing).glob("layer.*")):
                written.replace(folder / f"{stem}.{written.name.partition('.')[2]}")
    except OSError as error:
        message = (
            f"Your own layers cannot be kept in '{folder}': {error.strerror or error}. Nothing has changed. "
            f"Check free space and your rights, or let {HOME_VARIABLE} name another folder."
        )
        raise OutputError(message) from error
    data = folder / f"{stem}.{main.partition('.')[2]}"
    kept = {"version": _VERSION, **layer, "data": data.name}
    try:
        with replace_file(target, overwrite=True) as beside:
            beside.write_text(json.dumps(kept, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    except BaseException:
        if old != data:
            _remove_data(data)
        raise
    if old is not None and old != data:
        _remove_data(old)
    return kept


def _digest(folder: Path) -> str:
    digest = hashlib.sha256()
    for path in sorted(folder.glob("layer.*")):
        with path.open("rb") as stream:
            while block := stream.read(_BLOCK):
                digest.update(block)
    return digest.hexdigest()


def _remove_data(main: Path) -> None:
    """Remove the main file of a layer, and those beside it of the same hash."""
    stem = ".".join(main.name.split(".")[:2])
    for path in main.parent.glob(f"{glob.escape(stem)}.*"):
        path.unlink(missing_ok=True)


def remove_layer(name: str) -> None:
    """Remove one of your own layers.

    Raises
    ------
    DataError
        If there is no layer of that name.
    OutputError
        If it cannot be removed.
    """
    path = _description_path(name)
    if not path.is_file():
        known = ", ".join(repr(layer["name"]) for layer in list_layers())
        which = f"Yours are: {known}." if known else "You have none; geo atlas add adds one."
        message = f"You have no layer {name!r}. {which}"
        raise DataError(message)
    try:
        # Without its description a layer is gone; its data are then of no use. Damaged ones go too.
        path.unlink()
        for data in path.parent.glob(f"{glob.escape(path.stem)}.*"):
            data.unlink(missing_ok=True)
    except OSError as error:
        message = f"'{path}' cannot be removed: {error.strerror or error}. Check your rights to the folder."
        raise OutputError(message) from error


def _description_path(name: str) -> Path:
    """Name the file of a layer: readable, and different for different names on every file system."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    readable = re.sub(r"[^a-z0-9]+", "-", plain)[:40].strip("-") or "layer"
    return find_folder() / f"{readable}-{hashlib.sha256(name.encode()).hexdigest()[:8]}.json"


def _data_named_by(path: Path) -> Path | None:
    try:
        return path.parent / Path(str(json.loads(path.read_bytes())["data"])).name
    except (OSError, ValueError, TypeError, KeyError):
        return None
