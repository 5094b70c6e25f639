"""``geo atlas``: what is inside, a copy of it for a GIS, and layers of your own beside it."""

from __future__ import annotations

import json
import logging
import sys
import textwrap
from typing import TYPE_CHECKING, Any

from geo.cli.inputs import count_rows

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping, Sequence

    from geo.cli.inputs import AddOption

__all__ = [
    "add_export_options",
    "add_layer_options",
    "add_options",
    "add_own",
    "add_remove_options",
    "describe",
    "describe_own",
    "export",
    "remove_own",
    "run",
    "show_version",
]

logger = logging.getLogger(__name__)

_WIDTH = 100
_MOST_CODES = 8
_CONSEQUENCES = {
    "countries": "Incidents of their time are measured against them.",
    "borders": "They count beside those of geo: the nearest of all decides.",
}


def add_options(add: AddOption) -> None:
    """Add the options of ``geo atlas``."""
    add("--json", action="store_true", help="print it as JSON, for programs")


def add_export_options(add: AddOption) -> None:
    """Add the options of ``geo atlas export``."""
    add("output", metavar="OUT.gpkg", help="the GeoPackage to write")
    add("--force", action="store_true", help="replace OUT.gpkg if it exists already")


def add_layer_options(add: AddOption) -> None:
    """Add the options of ``geo atlas add``."""
    add("file", metavar="FILE", help="any file of shapes that GDAL reads, also in a .zip")
    add(
        "--layer",
        metavar="LAYER",
        required=True,
        help="what they are: countries (as they were), regions, districts or borders",
    )
    add(
        "--name", metavar="TEXT", help="what to call the layer (default: the name of FILE, or --source-layer)"
    )
    add("--name-column", metavar="COLUMN", help="column with the names, such as ADM2_EN; units must have it")
    add("--code-column", metavar="COLUMN", help="column with your codes, as ADM2_PCODE; for borders KAZ-TKM")
    add("--country", metavar="CODE", help="ISO code of the country of all units (default: by where they lie)")
    add("--country-column", metavar="COLUMN", help="column with the ISO code of each unit's country")
    add("--level", metavar="N", type=int, help="level of districts below the country: 2, 3 or 4")
    add("--kind", metavar="KIND", help="kind of all borders: international, line_of_control, ceasefire …")
    add("--kind-column", metavar="COLUMN", help="column with the kind of each border")
    add("--codes", metavar="AAA-BBB", help="both countries of all borders, such as KAZ-TKM")
    add("--left-column", metavar="COLUMN", help="column with the country on one side of a border")
    add("--right-column", metavar="COLUMN", help="column with the country on its other side")
    add(
        "--from-column",
        metavar="COLUMN",
        help="column with the first day of each row; YEAR,MONTH,DAY for three columns",
    )
    add("--to-column", metavar="COLUMN", help="column with its last day; an empty cell is an open end")
    add("--valid-from", metavar="DATE", help="first day of all rows, as 1946-01-01 or 1946")
    add("--valid-to", metavar="DATE", help="last day of all rows")
    add(
        "--accuracy-m",
        metavar="M",
        type=float,
        help="metres by which the lines may be off (default: unknown)",
    )
    add("--source", metavar="TEXT", help="who made it, for credits")
    add("--licence", metavar="TEXT", help="the licence it is under")
    add("--source-layer", metavar="NAME", help="which layer of FILE, when it has several")
    add("--crs", metavar="EPSG:N", help="coordinate reference system, when FILE does not say it")
    add("--encoding", metavar="NAME", help="encoding of the text, when FILE says it wrongly or not at all")
    add("--force", action="store_true", help="replace your layer of the same name")


def add_remove_options(add: AddOption) -> None:
    """Add the options of ``geo atlas remove``."""
    add("name", metavar="NAME", help="name of the layer, as `geo atlas` lists it")


def run(options: argparse.Namespace) -> int:
    """Print the layers of the atlas, and your own below them."""
    from geo._atlas import load_atlas

    sources = load_atlas().sources
    if options.json:
        sys.stdout.write(json.dumps(sources, ensure_ascii=False, indent=2) + "\n")
    else:
        sys.stdout.write(describe(sources) + "".join(map(describe_own, sources["own"])))
    return 0


def add_own(options: argparse.Namespace) -> int:
    """Take in a layer of your own; print its name, log what was found, repaired and left out."""
    from dataclasses import fields

    from geo._atlas import load_atlas
    from geo._atlas.own.adding import Wanted, add_layer

    said = {field.name: getattr(options, field.name) for field in fields(Wanted)}
    wanted = Wanted(**{**said, "name": options.name or ""})
    kept = add_layer(options.file, wanted, load_atlas(own=False), overwrite=options.force)
    for note in kept["notes"]:
        logger.info("%s", note)
    noun = {"countries": "country"}.get(wanted.layer, wanted.layer[:-1])
    if wanted.accuracy_m is None and wanted.layer != "borders":
        logger.info(
            "how far the outlines may be off is not stated (--accuracy-m): what lies between them and the %s "
            "gets no %s",
            "shore or another outline" if wanted.layer == "countries" else "border of the country",
            f"{noun} of yours" if wanted.layer == "countries" else noun,
        )
    sys.stdout.write(f"{kept['name']}\n")
    noun = noun if kept["rows"] == 1 else wanted.layer
    logger.info(
        "%s read from %s, %s kept for %s. %s",
        count_rows(kept["rows_read"]),
        kept["file"],
        f"{kept['rows']:,} {noun}",
        _list_codes(kept["countries"]),
        _CONSEQUENCES.get(wanted.layer, "Where they lie they take the place of those of geo.")
        + (f" They hold {_describe_span(kept['valid'])}." if any(kept["valid"]) else ""),
    )
    return 0


def remove_own(options: argparse.Namespace) -> int:
    """Remove a layer of your own."""
    from geo._atlas.own import remove_layer

    remove_layer(options.name)
    logger.info("Your layer %r is removed.", options.name)
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
        ("your own", f"{layer['layer']} of {_list_codes(layer.get('countries', []))}{level}{kinds}"),
        (
            "file",
            f"{layer['file']}, layer {layer.get('source_layer')}, sha256 {layer.get('sha256', '')[:12]}…",
        ),
        (
            "columns",
            ", ".join(f"{option} {name}" for option, name in layer.get("columns", {}).items()) or "none",
        ),
        *([("valid", _describe_span(layer["valid"]))] if any(layer.get("valid", ())) else []),
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


def _describe_span(valid: Sequence[str | None]) -> str:
    """Say from when to when.

    Examples
    --------
    >>> _describe_span(["1946-01-01", "2019-12-31"]), _describe_span([None, "1990-10-02"])
    ('from 1946-01-01 to 2019-12-31', 'until 1990-10-02')
    """
    first, last = valid
    if first is None:
        return f"until {last}"
    return f"from {first}" + (f" to {last}" if last else "")


def _list_codes(codes: Sequence[str]) -> str:
    """List countries, the first few of many."""
    shown = ", ".join(codes[:_MOST_CODES])
    return shown if len(codes) <= _MOST_CODES else f"{shown} and {len(codes) - _MOST_CODES:,} more"
