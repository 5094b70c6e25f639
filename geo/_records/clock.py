"""The time that is put on files."""

from __future__ import annotations

import datetime as dt
import os

from geo.errors import DataError

__all__ = ["told_time"]


def told_time() -> dt.datetime:
    """Give the time to put on a file: SOURCE_DATE_EPOCH where it is set, else now; UTC, whole seconds.

    Raises
    ------
    DataError
        If SOURCE_DATE_EPOCH is no number of seconds.
    """
    told = os.environ.get("SOURCE_DATE_EPOCH")
    if not told:
        return dt.datetime.now(tz=dt.UTC).replace(microsecond=0)
    try:
        return dt.datetime.fromtimestamp(int(told), tz=dt.UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise DataError(
            f"SOURCE_DATE_EPOCH is {told!r}, which is no time. Set it to seconds since 1970, or unset it."
        ) from error
