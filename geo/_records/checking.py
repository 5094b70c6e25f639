"""Whether what a file holds is a record that can be used: files come from anybody."""

from __future__ import annotations

import json
from typing import Any, Final

from geo._records.building import FORMAT
from geo.errors import DataError

__all__ = ["parse_record"]

MOST_BYTES: Final = 4 * 2**20
"""A record has a few kilobytes, or some hundred with many inputs."""

# What users of a record rely on: a type, or what each entry of a list or a mapping is; None always may be.
_TEXT: Final = str
_INPUT: Final = {"name": _TEXT, "sha256": _TEXT, "bytes": int, "format": _TEXT, "rows": int, "told": [_TEXT]}
_SET: Final = {"country_code": _TEXT, "source": _TEXT, "licence": _TEXT}
_LAYER: Final = {
    "source": _TEXT,
    "also": _TEXT,
    "date": _TEXT,
    "licence": _TEXT,
    "attribution": _TEXT,
    "sets": [_SET],
}
_OWN: Final = {"name": _TEXT, "layer": _TEXT, "sha256": _TEXT, "source": _TEXT, "licence": _TEXT}
_SHAPE: Final[dict[str, Any]] = {
    "tool": {"name": _TEXT, "version": _TEXT},
    "atlas": {"version": _TEXT, "sha256": _TEXT, "layers": {None: _LAYER}, "own": [_OWN]},
    "made": _TEXT,
    "command": [_TEXT],
    "options": {},
    "worldview": _TEXT,
    "decisions": {"name": _TEXT, "sha256": _TEXT},
    "inputs": [_INPUT],
    "rows": {"in": int, "located": int, "with_problems": int, "problems": {None: int}},
    "sources": {"columns": {None: _TEXT}, "rows_with_link": int, "missing_archive_links": int},
    "data": [{"profile": _TEXT, "citation": _TEXT, "terms": _TEXT}],
    "output": {"name": _TEXT, "sha256": _TEXT},
}
_KINDS: Final = {str: "text", int: "whole number", list: "list", dict: "object"}
_NEEDED: Final = ("tool", "made", "inputs")


def parse_record(content: bytes, where: str) -> dict[str, Any]:
    """Read a record that was written as JSON.

    Parameters
    ----------
    content : bytes
    where : str
        What messages call the file.

    Raises
    ------
    DataError
        If it is no record, is damaged, or was written by a later version of geo.

    Examples
    --------
    >>> parse_record(b'{"record": 1}', "a.run.json")
    Traceback (most recent call last):
    geo.errors.DataError: a.run.json: its run record is damaged (there is no "tool"). Make the file again.
    """
    if len(content) > MOST_BYTES:
        raise _damaged(where, f"it has more than {MOST_BYTES:,} bytes")
    try:
        value = json.loads(content.decode("utf-8"), parse_constant=_refuse)
    except (ValueError, RecursionError):
        raise _damaged(where, "it is no JSON") from None
    if not isinstance(value, dict) or type(value.get("record")) is not int:
        raise _damaged(where, 'there is no number "record"')
    if value["record"] > FORMAT:
        raise DataError(
            f"{where}: its run record is of form {value['record']}, and this version of geo reads {FORMAT}. "
            "Install a newer version of geo-incidents."
        )
    missing = [name for name in _NEEDED if value.get(name) is None]
    if missing:
        raise _damaged(where, f'there is no "{missing[0]}"')
    _check(value, _SHAPE, "", where)
    return value


def _check(value: Any, shape: Any, name: str, where: str) -> None:  # noqa: ANN401 - whatever JSON holds
    """Make sure that a value has a shape; what the shape does not name may be anything."""
    if value is None:
        return
    kind: type[Any] = shape if isinstance(shape, type) else type(shape)
    if not isinstance(value, kind) or isinstance(value, bool):
        raise _damaged(where, f'"{name}" is not of the kind {_KINDS[kind]}')
    if isinstance(shape, list):
        _check_each([(name, entry) for entry in value], shape[0], where)
    elif isinstance(shape, dict) and None in shape:
        _check_each(list(value.items()), shape[None], where)
    elif isinstance(shape, dict):
        for key, inner in shape.items():
            _check(value.get(key), inner, key, where)


def _check_each(entries: list[tuple[str, Any]], shape: Any, where: str) -> None:  # noqa: ANN401 - the same
    for name, entry in entries:
        if entry is None and isinstance(shape, dict):
            raise _damaged(where, f'an entry of "{name}" is empty')
        _check(entry, shape, name, where)


def _refuse(constant: str) -> None:
    raise ValueError(constant)


def _damaged(where: str, why: str) -> DataError:
    return DataError(f"{where}: its run record is damaged ({why}). Make the file again.")
