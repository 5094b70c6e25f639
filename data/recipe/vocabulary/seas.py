"""Seas and oceans: their outlines, made light, under the names in use."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import orjson
import shapely

from data.recipe.packages import npm_version
from data.recipe.vocabulary.rows import Names, feature_row, slug, split
from data.recipe.vocabulary.shape import circle_about
from data.recipe.vocabulary.tables import read_rows

if TYPE_CHECKING:
    from pathlib import Path

    from data.recipe.vocabulary.ground import Ground

__all__ = ["add_seas", "lighten", "read_seas"]

SEA_TOLERANCE_DEG = 0.015
"""Outlines move by 1.7 km at most: coarser than shores, fine enough to say which sea a point is in."""

GRID = 2.0**-9
"""Degrees, about 200 m; on a binary grid the low bytes are zero and the file is small."""

_CASPIAN = "Caspian Sea"
_LANGUAGES = ("ru", "fr", "es", "ar")


def read_seas(path: Path) -> dict[str, shapely.Geometry]:
    """Read the sea polygons of ``oceans-seas.geojson`` by name, mended; they are cut at the antimeridian."""
    features = orjson.loads(path.read_bytes())["features"]
    shapes = shapely.from_geojson([orjson.dumps(feature["geometry"]).decode() for feature in features])
    names = [str(feature["properties"]["NAME"]).strip() for feature in features]
    return dict(zip(names, shapely.make_valid(shapes), strict=True))


def lighten(geometry: shapely.Geometry, tolerance_deg: float = SEA_TOLERANCE_DEG) -> shapely.Geometry:
    """Simplify a shape, put it on the grid and keep its polygons only."""
    rough = shapely.set_precision(shapely.simplify(geometry, tolerance_deg), GRID)
    # A collection may hold multipolygons: taken apart twice, only single parts are left.
    single = shapely.get_parts(shapely.get_parts(shapely.make_valid(rough)))
    parts = [part for part in single if part.geom_type == "Polygon"]
    if not parts:
        return shapely.Polygon()
    return shapely.normalize(parts[0] if len(parts) == 1 else shapely.MultiPolygon(parts))


def add_seas(packages: Path, ground: Ground, names: Names) -> list[dict[str, Any]]:
    """Features of the seas, and their names in the languages that the table has.

    A row of ``seas.csv`` renames a sea of the package or joins several, such as the basins of the
    Mediterranean; a sea without a row keeps its name. The Caspian is the atlas's own.
    """
    outlines = read_seas(packages / "oceans-seas.geojson" / "oceans-seas.geo.json")
    source = npm_version("oceans-seas.geojson")
    table = read_rows("seas.csv")
    renamed = {row["parts"] for row in table}
    plain = [dict.fromkeys(table[0], "") | {"name": name, "parts": name} for name in outlines]
    features = []
    for row in table + [row for row in plain if row["parts"] not in renamed]:
        if row["name"] == _CASPIAN:
            made_of, licence = "atlas: coasts", "ODbL-1.0"
            whole: shapely.Geometry = ground.caspian
        else:
            whole = shapely.union_all([outlines[part] for part in split(row["parts"])])
            made_of, licence = source, "MIT"
        shape = lighten(whole)
        # An ocean has no countries: nobody looks for an incident "in Chile" at the far side of the Pacific.
        codes = [] if "Ocean" in row["name"] else ground.codes_on(whole)
        identity = f"sea:{slug(row['name'])}"
        features.append(
            feature_row(
                identity,
                row["name"],
                codes,
                circle_about([shape]),
                source=made_of,
                licence=licence,
                geometry=shape,
            )
        )
        names.know(identity, row["name"])
        for name in split(row["other_names"]):
            names.add(identity, name, "name", language="en", source=row["source"])
        for language in _LANGUAGES:
            for name in split(row[language]):
                names.add(identity, name, "translation", language=language, source=row["source"])
    return features
