"""``geo atlas add`` and ``geo atlas remove``: layers of your own beside those that came with geo."""

from __future__ import annotations

import logging
import sys
from typing import TYPE_CHECKING, Final

from geo.cli.atlas_command import describe_span, list_codes
from geo.cli.inputs import count_rows
from geo.errors import UsageError

if TYPE_CHECKING:
    import argparse

    from geo.cli.input_options import AddOption

__all__ = ["add_layer_options", "add_own", "add_remove_options", "remove_own"]

logger = logging.getLogger(__name__)

_WITH_NAMES: Final = ("layer", "name", "source", "licence")
"""Options of ``geo atlas add`` that go with a GeoNames dump."""

_CONSEQUENCES: Final = {
    "countries": "Incidents of their time are measured against them.",
    "borders": "They count beside those of geo: the nearest of all decides.",
}


def add_layer_options(add: AddOption) -> None:
    """Add the options of ``geo atlas add``."""
    add(
        "file",
        metavar="FILE",
        help="any file of shapes that GDAL reads, also in a .zip; or a GeoNames dump such as KZ.zip",
    )
    add(
        "--layer",
        metavar="LAYER",
        help="what they are: countries (as they were), regions, districts or borders; a GeoNames dump is "
        "recognised, and is of the layer names",
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


def add_own(options: argparse.Namespace) -> int:
    """Take in a layer of your own; print its name, log what was found, repaired and left out."""
    from dataclasses import fields

    from geo._atlas import load_atlas
    from geo._atlas.own.adding import Wanted, add_layer

    if options.layer in (None, "names"):
        from geo._gazetteer.dumps import is_dump

        if options.layer == "names" or is_dump(options.file):
            return _add_names(options)
        raise UsageError(
            "The following arguments are required: --layer, one of countries, regions, districts, borders. "
            f"Only a GeoNames dump, which {options.file} is not, goes without it."
        )
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
        list_codes(kept["countries"]),
        _CONSEQUENCES.get(wanted.layer, "Where they lie they take the place of those of geo.")
        + (f" They hold {describe_span(kept['valid'])}." if any(kept["valid"]) else ""),
    )
    return 0


def _add_names(options: argparse.Namespace) -> int:
    """Take in a GeoNames dump; print the name of the layer, log what was kept and left out."""
    from dataclasses import fields

    from geo._atlas.folder import find_atlas
    from geo._atlas.own.adding import Wanted
    from geo._gazetteer.dumps import add_names

    for field in fields(Wanted):
        if field.name not in _WITH_NAMES and getattr(options, field.name) is not None:
            option = "--" + field.name.replace("_", "-")
            raise UsageError(f"{option} does not go with a GeoNames dump. Leave it out.")
    kept = add_names(
        options.file,
        folder=find_atlas(),
        name=options.name or "",
        source=options.source,
        licence=options.licence,
        overwrite=options.force,
    )
    for note in kept["notes"]:
        logger.info("%s", note)
    sys.stdout.write(f"{kept['name']}\n")
    logger.info(
        "%s read from %s, %s things with %s names kept for %s. They are found beside those of geo.",
        count_rows(kept["rows_read"]),
        kept["file"],
        f"{kept['rows']:,}",
        f"{kept['names']:,}",
        list_codes(kept["countries"]),
    )
    return 0


def remove_own(options: argparse.Namespace) -> int:
    """Remove a layer of your own."""
    from geo._atlas.own import remove_layer

    remove_layer(options.name)
    logger.info("Your layer %r is removed.", options.name)
    return 0
