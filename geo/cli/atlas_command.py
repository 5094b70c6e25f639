"""``geo atlas``: what is inside, and a copy of it for a GIS."""

from __future__ import annotations

import json
import logging
import sys
import textwrap
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping

    from geo.cli.inputs import AddOption

__all__ = ["add_export_options", "add_options", "describe", "export", "run", "show_version"]

logger = logging.getLogger(__name__)

_WIDTH = 100


def add_options(add: AddOption) -> None:
    """Add the options of ``geo atlas``."""
    add("--json", action="store_true", help="print it as JSON, for programs")


def add_export_options(add: AddOption) -> None:
    """Add the options of ``geo atlas export``."""
    add("output", metavar="OUT.gpkg", help="the GeoPackage to write")
    add("--force", action="store_true", help="replace OUT.gpkg if it exists already")


def run(options: argparse.Namespace) -> int:
    """Print the layers of the atlas."""
    from geo._atlas import load_atlas

    sources = load_atlas().sources
    if options.json:
        sys.stdout.write(json.dumps(sources, ensure_ascii=False, indent=2) + "\n")
    else:
        sys.stdout.write(describe(sources))
    return 0


def export(options: argparse.Namespace) -> int:
    """Write the atlas as plain GIS layers."""
    from geo._atlas import load_atlas
    from geo._atlas.export import export_atlas

    target = export_atlas(load_atlas(), options.output, overwrite=options.force)
    sys.stdout.write(f"{target}\n")
    logger.info("The atlas is written. Its layers keep their licences: geo atlas names them.")
    return 0


def show_version(options: argparse.Namespace) -> int:  # noqa: ARG001 - every command is called the same way
    """Print the version of geo, and from when the atlas inside is."""
    import geo
    from geo._atlas import load_atlas

    layers = load_atlas().sources["layers"]
    sys.stdout.write(
        f"geo-incidents {geo.__version__}\n"
        f"borders: {layers['borders']['date']}\n"
        f"places: {layers['places']['date']}\n"
    )
    return 0


def describe(sources: Mapping[str, Any]) -> str:
    """Put the layers of an atlas into words.

    Parameters
    ----------
    sources : mapping
        What sources.json says: for each layer its rows, source, date, licence and accuracy.

    Examples
    --------
    >>> layer = {"rows": 250, "source": "OSM", "date": "2026-09", "licence": "ODbL-1.0", "accuracy": "10 m"}
    >>> print(describe({"layers": {"countries": layer}}))
    countries                     250 rows
      source    OSM
      date      2026-09
      licence   ODbL-1.0
      accuracy  10 m
    <BLANKLINE>
    """
    lines = []
    for name, layer in sources["layers"].items():
        lines.append(f"{name:<24}{layer['rows']:>9,} rows")
        for key in ("source", "also", "date", "licence", "accuracy"):
            if key == "also" and key not in layer:
                continue
            words = textwrap.wrap(str(layer[key]), _WIDTH - 12) or ["not stated"]
            lines.append(f"  {key:<10}{words[0]}")
            lines += [" " * 12 + more for more in words[1:]]
        lines.append("")
    return "\n".join(lines)
