"""``geo atlas``: what is inside, layers of your own too, and a copy of it for a GIS."""

from __future__ import annotations

import json
import logging
import sys
import textwrap
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping, Sequence

    from geo.cli.input_options import AddOption

__all__ = [
    "add_export_options",
    "add_options",
    "describe",
    "describe_own",
    "describe_span",
    "export",
    "list_codes",
    "run",
    "show_version",
]

logger = logging.getLogger(__name__)

_WIDTH = 100
_MOST_CODES = 8


def add_options(add: AddOption) -> None:
    """Add the options of ``geo atlas``."""
    add("--json", action="store_true", help="print it as JSON, for programs")


def add_export_options(add: AddOption) -> None:
    """Add the options of ``geo atlas export``."""
    add("output", metavar="OUT.gpkg", help="the GeoPackage to write")
    add("--force", action="store_true", help="replace OUT.gpkg if it exists already")


def run(options: argparse.Namespace) -> int:
    """Print the layers of the atlas, and your own below them."""
    from geo._atlas import load_atlas

    sources = load_atlas().sources
    if options.json:
        sys.stdout.write(json.dumps(sources, ensure_ascii=False, indent=2) + "\n")
    else:
        sys.stdout.write(describe(sources) + "".join(map(describe_own, sources["own"])))
    return 0


def export(options: argparse.Namespace) -> int:
    """Write the atlas as plain GIS layers."""
    from geo._atlas import load_atlas
    from geo._atlas.export import export_atlas

    target = export_atlas(load_atlas(own=False), options.output, overwrite=options.force)
    sys.stdout.write(f"{target}\n")
    logger.info("The atlas is written. Its layers keep their licences: geo atlas names them.")
    return 0


def show_version(options: argparse.Namespace) -> int:  # noqa: ARG001 - every command is called the same way
    """Print the version of geo, and from when the atlas inside is."""
    import geo
    from geo._atlas import load_atlas

    layers = load_atlas(own=False).sources["layers"]
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


def describe_own(layer: Mapping[str, Any]) -> str:
    """Put one of your own layers into words.

    Parameters
    ----------
    layer : mapping
        Its description, as `geo._atlas.own.list_layers` gives it.

    Examples
    --------
    >>> layer = {"name": "kaz_adm2", "layer": "districts", "rows": 218, "countries": ["KAZ"], "level": 2}
    >>> layer |= {"file": "kaz.zip", "source_layer": "kaz_adm2", "sha256": "9f" * 32, "added": "2026-11-22"}
    >>> layer |= {"columns": {"--name-column": "ADM2_EN"}, "kinds": [], "accuracy_m": None, "notes": []}
    >>> print(describe_own(layer | {"source": "OCHA", "licence": None}))
    kaz_adm2                      218 rows
      your own  districts of KAZ, level 2
      file      kaz.zip, layer kaz_adm2, sha256 9f9f9f9f9f9f…
      columns   --name-column ADM2_EN
      added     2026-11-22
      source    OCHA
      licence   not stated
      accuracy  not stated
    <BLANKLINE>
    """
    level = f", level {layer['level']}" if layer.get("level") is not None else ""
    kinds = f", {', '.join(layer['kinds'])}" if layer.get("kinds") else ""
    accuracy_m = layer.get("accuracy_m")
    facts = [
        ("your own", f"{layer['layer']} of {list_codes(layer.get('countries', []))}{level}{kinds}"),
        (
            "file",
            f"{layer['file']}, layer {layer.get('source_layer')}, sha256 {layer.get('sha256', '')[:12]}…",
        ),
        (
            "columns",
            ", ".join(f"{option} {name}" for option, name in layer.get("columns", {}).items()) or "none",
        ),
        *([("valid", describe_span(layer["valid"]))] if any(layer.get("valid", ())) else []),
        ("added", layer["added"][:10]),
        ("source", layer.get("source")),
        ("licence", layer.get("licence")),
        ("accuracy", None if accuracy_m is None else f"{accuracy_m:,g} m"),
        *(("note", note) for note in layer.get("notes", [])),
    ]
    rows = layer["rows"]
    lines = [f"{layer['name']:<24}{rows:>9,} row{'' if rows == 1 else 's'}"]
    for key, value in facts:
        words = textwrap.wrap(value or "not stated", _WIDTH - 12)
        lines.append(f"  {key:<10}{words[0]}")
        lines += [" " * 12 + more for more in words[1:]]
    return "\n".join([*lines, "", ""])


def describe_span(valid: Sequence[str | None]) -> str:
    """Say from when to when.

    Examples
    --------
    >>> describe_span(["1946-01-01", "2019-12-31"]), describe_span([None, "1990-10-02"])
    ('from 1946-01-01 to 2019-12-31', 'until 1990-10-02')
    """
    first, last = valid
    if first is None:
        return f"until {last}"
    return f"from {first}" + (f" to {last}" if last else "")


def list_codes(codes: Sequence[str]) -> str:
    """List countries, the first few of many."""
    shown = ", ".join(codes[:_MOST_CODES])
    return shown if len(codes) <= _MOST_CODES else f"{shown} and {len(codes) - _MOST_CODES:,} more"
