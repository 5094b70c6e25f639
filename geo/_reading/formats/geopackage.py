"""Is a GeoPackage what it says: looked at with SQLite alone, before GDAL runs what is written in it.

A GeoPackage is an SQLite file, and that can hold more than tables: views that run for ever or make rows
without end, virtual tables that open other files. GDAL also gives its SQL functions that reach the network.
So every table that GDAL would read is prepared here first, where none of that exists.
"""

from __future__ import annotations

import contextlib
import sqlite3
from typing import TYPE_CHECKING, Final

from geo._reading.formats.limits import check_columns, check_size
from geo.errors import DataError

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["check_geopackage", "forget_heights", "is_sqlite"]

_MAGIC: Final = b"SQLite format 3\0"
# A view of a million rows takes about twenty million steps; this is ten seconds.
_MOST_STEPS: Final = 200_000_000
_STEPS_BETWEEN: Final = 1_000_000
# Indexes that GeoPackage itself defines, and the text index of SQLite.
_HARMLESS_MODULES: Final = ("rtree", "rtree_i32", "fts3", "fts4", "fts5", "geopoly")
_ANY_WITH_HEIGHTS: Final = "upper(geometry_type_name) = 'GEOMETRY' AND (z = 1 OR m = 1)"
_EXPORT: Final = "Export the layer again as a GeoPackage."


def is_sqlite(head: bytes) -> bool:
    """Say whether bytes begin an SQLite file.

    Examples
    --------
    >>> is_sqlite(b"SQLite format 3" + bytes(85)), is_sqlite(b"PK")
    (True, False)
    """
    return head.startswith(_MAGIC)


def check_geopackage(path: Path, name: str) -> bool:
    """Refuse a file that is no GeoPackage, or holds what runs instead of what is stored.

    Parameters
    ----------
    path : Path
        The file, which is not written to.
    name : str
        What messages call it.

    Returns
    -------
    bool
        Whether a layer of any geometries has heights, which needs `forget_heights` before pyogrio reads it.

    Raises
    ------
    DataError
        If it is damaged, no GeoPackage, has virtual tables of other kinds than indexes, or views that do
        not end or need functions of their own.
    """
    try:
        with contextlib.closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as database:
            _limit_steps(database)
            database.execute("PRAGMA trusted_schema=OFF")
            _check_schema(database, name)
            return _has_heights(database)
    except sqlite3.Error as error:
        raise DataError(f"{name} cannot be read as a GeoPackage: {error}. {_EXPORT}") from None
    except UnicodeError:
        raise DataError(f"{name} is damaged: a name in it is not UTF-8. {_EXPORT}") from None


def forget_heights(path: Path) -> None:
    """Say in a copy that heights may be: pyogrio has no word for any geometry with them."""
    try:
        with contextlib.closing(sqlite3.connect(path)) as database:
            database.execute(f"UPDATE gpkg_geometry_columns SET z = 2, m = 2 WHERE {_ANY_WITH_HEIGHTS}")  # noqa: S608
            database.commit()
    except sqlite3.Error as error:
        raise DataError(f"{path.name} cannot be read as a GeoPackage: {error}. {_EXPORT}") from None


def _has_heights(database: sqlite3.Connection) -> bool:
    try:
        query = f"SELECT count(*) FROM gpkg_geometry_columns WHERE {_ANY_WITH_HEIGHTS}"  # noqa: S608 - ours
        return bool(next(database.execute(query))[0])
    except sqlite3.OperationalError:
        # A GeoPackage of tables without geometries has no such table.
        return False


def _limit_steps(database: sqlite3.Connection) -> None:
    steps = 0

    def count() -> int:
        nonlocal steps
        steps += _STEPS_BETWEEN
        return int(steps > _MOST_STEPS)

    database.set_progress_handler(count, _STEPS_BETWEEN)


def _check_schema(database: sqlite3.Connection, name: str) -> None:
    things = list(database.execute("SELECT type, name, sql FROM sqlite_master"))
    tables = {str(table).lower() for kind, table, _ in things if kind in {"table", "view"}}
    if "gpkg_contents" not in tables:
        raise DataError(
            f"{name} is an SQLite file but no GeoPackage: it has no table gpkg_contents. {_EXPORT}"
        )
    for _, table, sql in things:
        if _is_virtual(sql) and _module_of(str(sql)) not in _HARMLESS_MODULES:
            raise DataError(
                f"{name} has a virtual table {table!r}, which would read something else than this file. "
                f"{_EXPORT}"
            )
    for kind, thing, sql in things:
        table = str(thing)
        if kind not in {"table", "view"} or _is_virtual(sql):
            continue
        quoted = '"' + table.replace('"', '""') + '"'
        try:
            columns = len(database.execute(f"SELECT * FROM {quoted} LIMIT 0").description)  # noqa: S608 - quoted
            check_columns(columns, name)
            if kind == "view":
                (rows,) = next(database.execute(f"SELECT count(*) FROM {quoted}"))  # noqa: S608 - quoted
                check_size(rows, columns, name)
        except sqlite3.Error as error:
            raise DataError(
                f"{name}: the layer {table!r} is a query that cannot be run here ({error}). "
                "Export it as a table of its own."
            ) from None


def _is_virtual(sql: str | None) -> bool:
    return str(sql or "").lower().split(None, 2)[:2] == ["create", "virtual"]


def _module_of(sql: str) -> str:
    _, _, after = sql.lower().partition(" using ")
    return after.replace("(", " ").split()[0] if after.split() else ""
