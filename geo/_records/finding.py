"""A record is found in whatever geo wrote."""

from __future__ import annotations

import hashlib
import logging
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from geo._records.checking import MOST_BYTES, parse_record
from geo._records.embedding import BEGIN, END, METADATA_KEY, SUFFIX, record_path
from geo.errors import DataError

if TYPE_CHECKING:
    import os

__all__ = ["read_record"]

logger = logging.getLogger(__name__)

# In a page the record stands before the scripts, behind the title.
_HEAD_BYTES: Final = 2 * 2**20
_PAGES: Final = (".html", ".htm", ".xhtml")
_PARQUET: Final = b"PAR1"


def read_record(path: str | os.PathLike[str]) -> dict[str, Any] | None:
    """Read the record of how a file was made.

    Parameters
    ----------
    path : path-like
        A map or a sheet in HTML, a GeoParquet file, any other file with its record beside it, or that
        record itself.

    Returns
    -------
    dict or None
        See `geo._records.build_record`; None where there is none.

    Raises
    ------
    DataError
        If there is no such file, or its record is damaged.
    """
    file = Path(path)
    if file.is_dir():
        raise DataError(f"{file} is a folder. Give the name of a file that geo wrote.")
    try:
        with file.open("rb") as stream:
            head = stream.read(_HEAD_BYTES)
            # Of a folder of parts the record has no name before its suffix.
            if f".{file.name}".endswith(SUFFIX):
                return parse_record(head + stream.read(MOST_BYTES), file.name)
            inside = _find_in_page(stream, head) if _is_page(file, head) else None
    except FileNotFoundError:
        raise DataError(f"There is no file {file}. Check the name.") from None
    except OSError as error:
        raise DataError(
            f"{file} cannot be read: {error.strerror or error}. Check your rights to it."
        ) from None
    if inside is None and head.startswith(_PARQUET):
        inside = _find_in_parquet(file)
    if inside is not None:
        return parse_record(inside, file.name)
    return _read_beside(file)


def _is_page(file: Path, head: bytes) -> bool:
    return file.suffix.lower() in _PAGES or head.lstrip()[:9].lower() == b"<!doctype"


def _find_in_page(stream: Any, head: bytes) -> bytes | None:  # noqa: ANN401 - a binary file
    begin = head.find(BEGIN.encode())
    if begin < 0:
        return None
    rest: bytes = head[begin + len(BEGIN) :] + stream.read(MOST_BYTES)
    end = rest.find(END.encode())
    # Without an end it is cut off, and no JSON.
    return rest if end < 0 else rest[:end]


def _find_in_parquet(file: Path) -> bytes | None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        metadata = pq.read_schema(file).metadata or {}
    except (OSError, pa.ArrowException) as error:
        why = (str(error).splitlines() or ["it is cut off"])[0]
        raise DataError(f"{file.name} is no whole Parquet file: {why}. Make it again.") from None
    found: bytes | None = metadata.get(METADATA_KEY)
    return found


def _read_beside(file: Path) -> dict[str, Any] | None:
    beside = record_path(file)
    try:
        with beside.open("rb") as stream:
            record = parse_record(stream.read(MOST_BYTES + 1), beside.name)
        with file.open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise DataError(f"{beside} cannot be read: {error.strerror or error}. Check your rights.") from None
    told = (record.get("output") or {}).get("sha256")
    if told is not None and told != digest:
        logger.warning("%s was changed after its record %s was written.", file.name, beside.name)
    return record
