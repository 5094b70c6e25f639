"""Ways to a page with incidents on a map, each as its users write it, at its best known speed.

``python -m tests.benchmarks.map_pages WAY TABLE PAGE`` builds one in a process of its own, from as many
incidents as TABLE says, or from a file that is read, located and measured. The clock runs from the
finished table to the saved page. Libraries are imported before, nothing else is warm: a script draws one map.

The pages of folium and geopandas have a base map of empty pictures, which cost nothing to fetch, and get the
six columns that geo shows; geo's page also holds all that was measured, and the land and its borders.
"""

from __future__ import annotations

import sys
import time
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import folium
from folium import plugins

import geo
from tests.benchmarks.bounded import tell
from tests.benchmarks.many_incidents import KINDS, make_incidents
from tests.benchmarks.peers import Unavailable
from tests.benchmarks.peers.local_files import use_local_files

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    import geopandas as gpd

COLUMNS = ["title", "date", "type", "actor_type", "severity_category", "link"]
EMPTY_PICTURE = "data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw=="
COLOURS = dict(zip(KINDS, ("#d62728", "#ff7f0e", "#2ca02c", "#1f77b4", "#9467bd", "#8c564b"), strict=True))
RADIUS = 4
WITH_TITLE = """
    (row) => {
        const marker = L.marker([row[0], row[1]]);
        marker.bindPopup(row[2]);
        return marker;
    }
"""


def geo_map(table: gpd.GeoDataFrame) -> folium.Map:
    return geo.make_map(table, columns=[name for name in COLUMNS if name in table])


def new_chart(table: gpd.GeoDataFrame) -> folium.Map:
    """Make a map that shows all incidents; a canvas is what many shapes need."""
    chart = folium.Map(tiles=EMPTY_PICTURE, attr="none", prefer_canvas=True)
    west, south, east, north = table.total_bounds
    chart.fit_bounds([(south, west), (north, east)])
    return chart


def rows(table: gpd.GeoDataFrame) -> Iterable[tuple[float, float, str, str]]:
    return zip(table.geometry.y, table.geometry.x, table["title"], table["type"], strict=True)


def markers(table: gpd.GeoDataFrame) -> folium.Map:
    chart = new_chart(table)
    for lat, lon, title, _ in rows(table):
        folium.Marker((lat, lon), popup=title).add_to(chart)
    return chart


def circle_markers(table: gpd.GeoDataFrame) -> folium.Map:
    chart = new_chart(table)
    for lat, lon, title, kind in rows(table):
        folium.CircleMarker(
            (lat, lon), radius=RADIUS, color=COLOURS[kind], weight=1, fill=True, popup=title
        ).add_to(chart)
    return chart


def clustered_markers(table: gpd.GeoDataFrame) -> folium.Map:
    chart = new_chart(table)
    cluster = plugins.MarkerCluster().add_to(chart)
    for lat, lon, title, _ in rows(table):
        folium.Marker((lat, lon), popup=title).add_to(cluster)
    return chart


def fast_clusters(table: gpd.GeoDataFrame) -> folium.Map:
    chart = new_chart(table)
    data = [[lat, lon, title] for lat, lon, title, _ in rows(table)]
    plugins.FastMarkerCluster(data, callback=WITH_TITLE).add_to(chart)
    return chart


def features(table: gpd.GeoDataFrame) -> folium.Map:
    chart = new_chart(table)
    folium.GeoJson(
        table[[*COLUMNS, "geometry"]],
        marker=folium.CircleMarker(radius=RADIUS, weight=1, fill=True),
        style_function=lambda feature: {"color": COLOURS[feature["properties"]["type"]]},
        popup=folium.GeoJsonPopup(COLUMNS),
    ).add_to(chart)
    return chart


def explored(table: gpd.GeoDataFrame) -> folium.Map:
    return table[[*COLUMNS, "geometry"]].explore(column="type", tiles=EMPTY_PICTURE, attr="none")


WAYS: dict[str, Callable[[gpd.GeoDataFrame], folium.Map]] = {
    "geo": geo_map,
    "Marker": markers,
    "CircleMarker": circle_markers,
    "MarkerCluster": clustered_markers,
    "FastMarkerCluster": fast_clusters,
    "GeoJson": features,
    "explore": explored,
}
OURS = "geo"
# geopandas imports these only when it is asked to explore.
IMPORTED_LATE = {"explore": ("mapclassify", "matplotlib.pyplot")}


def read_table(name: str) -> gpd.GeoDataFrame:
    if name.isdecimal():
        return make_incidents(int(name))
    return geo.measure_incidents(geo.locate_incidents(geo.read_incidents(name)))


def main() -> None:
    way, name, page = sys.argv[1], sys.argv[2], Path(sys.argv[3])
    build = WAYS[way]
    for module in IMPORTED_LATE.get(way, ()):
        import_module(module)
    table = read_table(name)
    tell()
    for prefix in ("", "again_") if way == OURS else ("",):
        wall_s, cpu_s = time.perf_counter(), time.process_time()
        build(table).save(page)
        took = {"wall_s": time.perf_counter() - wall_s, "cpu_s": time.process_time() - cpu_s}
        tell(**{f"{prefix}{name}": value for name, value in took.items()})
    tell(megabytes=page.stat().st_size / 1e6)
    if way != OURS:
        try:
            tell(left_out=use_local_files(page))
        except Unavailable as reason:
            tell(unavailable=str(reason))


if __name__ == "__main__":
    main()
