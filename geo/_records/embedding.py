"""A record goes into a page, into the metadata of a file, or beside it."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from geo._files import check_target, replace_file
from geo._records.checking import parse_record
from geo.errors import DataError, OutputError

if TYPE_CHECKING:
    import os
    from collections.abc import Mapping

__all__ = [
    "BEGIN",
    "END",
    "METADATA_KEY",
    "SUFFIX",
    "as_bytes",
    "as_element",
    "check_record_target",
    "record_path",
    "write_record",
]

BEGIN: Final = '<script type="application/json" id="geo-run">'
END: Final = "</script>"
METADATA_KEY: Final = b"geo_incidents_run"
"""In the metadata of a GeoParquet file."""
SUFFIX: Final = ".run.json"

# What may not stand inside a script element, or breaks lines of a script.
_UNSAFE: Final = {ord(character): f"\\u{ord(character):04x}" for character in "<>&\u2028\u2029"}


def as_bytes(record: Mapping[str, Any]) -> bytes:
    """Write a record as JSON on one line, UTF-8: the same record gives the same bytes.

    Examples
    --------
    >>> as_bytes({"record": 1, "inputs": []})
    b'{"record":1,"inputs":[]}'
    """
    text = json.dumps(record, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    # Half of a surrogate pair, as in a name of a file that is no UTF-8, cannot be written.
    return text.encode("utf-8", "replace")


def as_element(record: Mapping[str, Any]) -> str:
    r"""Write a record as an element of a page: data that never runs, and that no text in it can end.

    Examples
    --------
    >>> as_element({"record": 1, "worldview": "</script>"})
    '<script type="application/json" id="geo-run">{"record":1,"worldview":"\\u003c/script\\u003e"}</script>'
    """
    return f"{BEGIN}{as_bytes(record).decode('utf-8').translate(_UNSAFE)}{END}"


def record_path(target: str | os.PathLike[str]) -> Path:
    """Say where the record of a file stands that cannot hold it.

    Examples
    --------
    >>> record_path("out/measured.csv").name
    'measured.csv.run.json'
    """
    path = Path(target)
    return path.with_name(f"{path.name}{SUFFIX}")


def check_record_target(target: str | os.PathLike[str], *, overwrite: bool = False) -> None:
    """Make sure that a record may be written beside a file, before any long work is done for it.

    Raises
    ------
    OutputError
        If something else than a record stands there that may not be replaced.
    """
    path = record_path(target)
    check_target(path, overwrite=overwrite or _is_record(path))


def write_record(
    target: str | os.PathLike[str], record: Mapping[str, Any], *, overwrite: bool = False
) -> Path:
    """Write a record beside the finished file that it is about, with that file's name and hash in it.

    Parameters
    ----------
    target : path-like
        The file that it is about.
    record : mapping
        From `geo._records.build_record`.
    overwrite : bool
        Whether any file may be replaced; one that holds a record always is.

    Returns
    -------
    pathlib.Path
        Where it is.

    Raises
    ------
    OutputError
        If it cannot be written, or may not.
    """
    about, path = Path(target), record_path(target)
    try:
        with about.open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        raise OutputError(f"{about} cannot be read again: {error.strerror or error}.") from error
    whole = {**record, "output": {"name": about.name, "sha256": digest}}
    # People read this one too.
    text = json.dumps(whole, ensure_ascii=False, indent=2, allow_nan=False) + "\n"
    with replace_file(path, overwrite=overwrite or _is_record(path)) as passing:
        passing.write_bytes(text.encode("utf-8", "replace"))
    return path


def _is_record(path: Path) -> bool:
    try:
        parse_record(path.read_bytes(), path.name)
    except (OSError, DataError):
        return False
    return True
