"""The world-wide example: earthquakes of one week, as the U.S. Geological Survey reported them.

The npm package ``vega-datasets`` carries the feed in public domain. The table keeps what a reader
wants to see and the position to the last digit; nothing is dropped, sorted or rounded.
"""

from __future__ import annotations

import csv
import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["build"]

COLUMNS: Final = ("id", "time", "place", "magnitude", "type", "depth_km", "status", "source", "lon", "lat")
_MILLISECONDS: Final = 1000


def build(package_dir: Path, out_dir: Path) -> Path:
    """Write ``earthquakes.csv``.

    Parameters
    ----------
    package_dir : Path
        The unpacked npm package, holding ``data/earthquakes.json``.
    out_dir : Path
        Where to write.

    Returns
    -------
    Path
        The file that was written, the same bytes on every run.
    """
    feed = json.loads((package_dir / "data" / "earthquakes.json").read_text(encoding="utf-8"))
    target = out_dir / "earthquakes.csv"
    with target.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(_describe(feature) for feature in feed["features"])
    return target


def _describe(feature: dict[str, Any]) -> dict[str, object]:
    properties = feature["properties"]
    lon, lat, depth_km = feature["geometry"]["coordinates"]
    moment = datetime.fromtimestamp(properties["time"] / _MILLISECONDS, tz=UTC)
    return {
        "id": feature["id"],
        "time": moment.isoformat(timespec="seconds").replace("+00:00", "Z"),
        "place": properties["place"],
        "magnitude": properties["mag"],
        "type": properties["type"],
        "depth_km": depth_km,
        "status": properties["status"],
        "source": properties["url"],
        "lon": lon,
        "lat": lat,
    }
