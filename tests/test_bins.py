"""Incidents counted in cells: nothing is lost, nothing is in a wrong cell, nothing looks better known."""

from __future__ import annotations

import json
import subprocess
import sys

import geopandas as gpd
import h3
import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from pyproj import Proj

import geo
from geo._maps import Bins
from geo._maps.bins import AREA, NOWHERE, WIDE
from geo._maps.classes import class_label, classify, find_breaks
from geo._maps.frame import Frame
from geo._maps.hexagons import centres_of, draw_outlines, edge_m, find_cells
from geo.errors import UsageError
from tests.find_node import find_node
from tests.map_atlas import ATLAS, as_area, measured

WORLD = Frame((-180.0, -62.0, 180.0, 80.0), is_world=True)
# On land and at sea, across the antimeridian, at both poles, near one of the twelve pentagons.
SPOTS = [
    (18.5, 4.4),
    (180.0, -17.0),
    (-179.98, 66.0),
    (40.0, 90.0),
    (0.0, -90.0),
    (10.54, 58.16),
    (-75.0, 0.0),
]


def table(lon, lat, **columns):
    """Make a located table of points; NaN is no position."""
    lon, lat = np.asarray(lon, dtype=float), np.asarray(lat, dtype=float)
    shapes = [
        shapely.Point(*at) if np.isfinite(at).all() else shapely.Point() for at in zip(lon, lat, strict=True)
    ]
    facts = {"geo_lon": lon, "geo_lat": lat, "geo_precision_m": np.full(len(lon), np.nan)}
    return gpd.GeoDataFrame({**facts, **columns}, geometry=shapes, crs=4326)


def around(spots, count, spread_km, seed=1):
    """Scatter points around spots, also over poles."""
    random = np.random.default_rng(seed)
    found = []
    for lon, lat in spots:
        plane = Proj(proj="aeqd", lon_0=lon, lat_0=lat, R=6_371_007.0)
        found.append(plane(*random.normal(0, spread_km * 1000, (2, count)), inverse=True))
    lon, lat = np.concatenate(found, axis=1)
    return lon.round(6), lat.round(6)


@pytest.mark.parametrize("resolution", [2, 3, 5])
def test_every_point_lies_in_the_outline_of_its_cell_and_in_no_other(resolution):
    lon, lat = around(SPOTS, 400, 1.5 * edge_m(resolution) / 1000)
    bins = Bins(resolution=resolution)
    bins.add(table(lon, lat))
    cells = bins.finish().cells
    # In the gnomonic projection great circles, which the sides of a cell are, are straight.
    for cell, count in cells.itertuples(index=False):
        corners = np.array(h3.cell_to_boundary(h3.int_to_str(int(cell))))
        middle = h3.cell_to_latlng(h3.int_to_str(int(cell)))
        plane = Proj(proj="gnom", lat_0=middle[0], lon_0=middle[1], R=6_371_007.0)
        outline = shapely.Polygon(np.column_stack(plane(corners[:, 1], corners[:, 0])))
        x, y = plane(lon, lat)
        inside = shapely.contains_xy(outline, x, y) & np.isfinite(x)
        # The projection shows the other half of the Earth, too.
        inside &= unit(lon, lat) @ unit(middle[1], middle[0]) > 0
        assert inside.sum() == count
    assert cells["count"].sum() == len(lon)


def unit(lon, lat):
    lon, lat = np.radians(lon), np.radians(lat)
    return np.stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)], axis=-1)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.one_of(st.none(), st.floats(-180, 180)),
            st.floats(-90, 90),
            st.sampled_from([None, 0.0, 900.0, 30_000.0, 200_000.0, 900_000.0]),
            st.sampled_from([None, "Aland"]),
            st.booleans(),
        ),
        max_size=30,
    )
)
def test_cells_and_what_is_in_none_add_up_to_the_rows(rows):
    lon = [np.nan if each[0] is None else each[0] for each in rows]
    frame = table(
        lon, [each[1] for each in rows], geo_country=pd.Series([each[3] for each in rows], dtype="string")
    )
    frame["geo_precision_m"] = [np.nan if each[2] is None else each[2] for each in rows]
    areas = np.array([each[4] for each in rows], dtype=bool)
    if areas.any():
        frame.loc[areas, ["geo_lon", "geo_lat"]] = np.nan
        frame.loc[areas, "geometry"] = shapely.box(0, 0, 1, 1)
    bins = Bins()
    bins.add(frame)
    found = bins.finish()
    by_sort = found.apart.groupby("why")["count"].sum() if len(found.apart) else pd.Series(dtype=int)
    assert found.cells["count"].sum() + by_sort.sum() == found.rows == len(rows)
    assert by_sort.get(AREA, 0) == areas.sum()
    assert by_sort.get(NOWHERE, 0) == (np.isnan(lon) & ~areas).sum()
    wide = np.nan_to_num(frame["geo_precision_m"]) > edge_m(found.resolution)
    assert by_sort.get(WIDE, 0) == (wide & ~np.isnan(lon) & ~areas).sum()


def varied(count=3_000):
    random = np.random.default_rng(3)
    lon, lat = around([(18.5, 4.4), (30.0, 10.0)], count // 2, 300)
    days = np.datetime64("2020-01-15") + random.integers(0, 700, count)
    dates = np.where(
        random.uniform(size=count) < 0.1, days.astype("datetime64[Y]").astype(str), days.astype(str)
    )
    return table(
        lon,
        lat,
        date=np.where(random.uniform(size=count) < 0.05, "soon", dates),
        type=random.choice(["battle", "riot", None], count).astype(object),
        geo_precision_m=random.choice([np.nan, 0.0, 5_000.0, 400_000.0], count, p=[0.5, 0.2, 0.2, 0.1]),
        geo_country=random.choice(["Chad", "Sudan"], count),
        geo_country_code=random.choice(["TCD", "SDN"], count),
    )


def same(one, other):
    assert one.resolution == other.resolution
    for name in ("cells", "months", "kinds", "apart"):
        pd.testing.assert_frame_equal(getattr(one, name), getattr(other, name), check_dtype=False)
    assert one[5:] == other[5:]


@pytest.mark.parametrize("most_cells", [15_000, 200])
def test_batches_in_any_order_and_merged_are_the_whole(most_cells, monkeypatch):
    monkeypatch.setattr("geo._maps.bins.MOST_CELLS", most_cells)
    frame = varied()
    options = {"date": "date", "kind": "type"}
    whole = Bins(**options)
    whole.add(frame)
    one, other = Bins(**options), Bins(**options)
    parts = np.array_split(np.random.default_rng(4).permutation(len(frame)), 7)
    for place, rows in enumerate(parts):
        (one if place % 2 else other).add(frame.iloc[rows])
    one.merge(other)
    same(whole.finish(), one.finish())
    assert len(one.finish().cells) <= most_cells


def test_bins_of_other_things_are_not_merged():
    with pytest.raises(UsageError, match="same options"):
        Bins(date="date").merge(Bins())


def test_a_point_that_stands_for_a_country_is_in_no_cell():
    frame = table(
        [21.0] * 50 + [18.55] * 90,
        [7.0] * 50 + [4.37] * 90,
        geo_precision_m=[600_000.0] * 50 + [0.0] * 90,
        geo_country=["Central African Republic"] * 140,
    )
    bins = Bins()
    bins.add(frame)
    found = bins.finish()
    assert found.cells["count"].tolist() == [90]
    assert found.apart[["why", "country", "count"]].to_numpy().tolist() == [
        [WIDE, "Central African Republic", 50]
    ]


def test_cells_are_not_finer_than_most_incidents_are_known():
    lon, lat = around([(18.5, 4.4)], 2_000, 20)
    exact = Bins()
    exact.add(table(lon, lat))
    coarse = Bins()
    coarse.add(table(lon, lat, geo_precision_m=np.where(np.arange(len(lon)) % 10 < 6, 20_000.0, 0.0)))
    assert edge_m(exact.finish().resolution) < 1_500
    assert edge_m(coarse.finish().resolution) >= 20_000
    assert coarse.finish().cells["count"].sum() == len(lon)


def test_cells_are_wide_enough_to_be_seen():
    bins = Bins()
    bins.add(table([-10.0, 50.0, 50.0], [0.0, 0.0, 0.01]))
    assert edge_m(bins.finish().resolution) > 10_000


def test_around_the_antimeridian_cells_stay_together():
    lon, lat = around([(180.0, -17.0)], 300, 150)
    bins = Bins()
    bins.add(table(lon, lat))
    found = bins.finish()
    assert not found.view.is_world
    assert found.view.box[2] - found.view.box[0] < 20
    cells = found.cells["cell"].to_numpy(dtype=np.uint64)
    at = found.view.unwrap(centres_of(cells)[0])
    for rings, lon_at, lat_at in zip(draw_outlines(cells, found.view), at, centres_of(cells)[1], strict=True):
        assert len(rings) == 1
        assert shapely.contains_xy(shapely.Polygon(rings[0]), lon_at, lat_at)


def test_on_a_map_of_the_world_a_cell_across_its_edge_is_drawn_at_both():
    cells = find_cells(np.array([180.0]), np.array([-17.0]), 3)
    (rings,) = draw_outlines(cells, WORLD)
    (whole,) = draw_outlines(cells, Frame((170.0, -20.0, 190.0, -10.0), is_world=False))[0]
    assert len(rings) == 2
    assert {round(each[:, 0].min()) for each in rings} == {-180, 179}
    assert sum(shapely.Polygon(each).area for each in rings) == pytest.approx(shapely.Polygon(whole).area)


@pytest.mark.parametrize(("lat", "edge"), [(90.0, 90.0), (-90.0, -90.0)])
def test_a_cell_around_a_pole_reaches_to_it_all_the_way_round(lat, edge):
    rings = draw_outlines(find_cells(np.array([0.0]), np.array([lat]), 2), WORLD)[0]
    shape = shapely.union_all([shapely.make_valid(shapely.Polygon(each)) for each in rings])
    around_it = shapely.contains_xy(shape, np.linspace(-179, 179, 99), np.full(99, 0.999 * edge))
    assert around_it.all()
    assert shape.bounds[0] == -180
    assert shape.bounds[2] == 180


def test_dates_are_counted_by_months_and_those_of_a_year_are_not():
    frame = table([1.0] * 5, [1.0] * 5, date=["2024-02-29", "2024-02", "2024", "2023-12-31", None])
    bins = Bins(date="date")
    bins.add(frame)
    found = bins.finish()
    assert dict(zip(found.months["period"], found.months["count"], strict=True)) == {
        12 * 2024 + 1: 2,
        -2024: 1,
        12 * 2023 + 11: 1,
        0: 1,
    }
    assert found.span == ("2023-12-31", "2024-12-31")


def test_a_column_of_texts_is_not_one_of_kinds():
    bins = Bins(kind="note")
    bins.add(table(np.zeros(1_500), np.zeros(1_500), note=[f"text {number}" for number in range(1_500)]))
    assert len(bins.finish().kinds) == 0


counts = st.lists(st.integers(1, 10**7), min_size=1, max_size=40)


@given(counts)
def test_classes_hold_every_count_and_none_is_empty(given_counts):
    breaks = find_breaks(given_counts)
    assert breaks == sorted(set(breaks))
    assert breaks[0] == min(given_counts)
    assert 1 <= len(breaks) <= 6
    assert set(classify(given_counts, breaks)) == set(range(len(breaks)))
    assert class_label(breaks, len(breaks) - 1, max(given_counts)).endswith(f"{max(given_counts):,}")


def test_the_page_makes_the_same_classes(request):
    random = np.random.default_rng(8)
    tables = [
        np.unique(random.pareto(0.8, size) * scale + 1).astype(int).tolist()
        for size in (3, 9, 200)
        for scale in (1, 30, 5_000)
    ]
    tables += [[1], [41, 50, 88], list(range(1, 5_001)), [0, 0, 7]]
    script = (
        "import { findBreaks } from './geo/_maps/static/cell_counts.js';"
        f"console.log(JSON.stringify({json.dumps(tables)}.map(findBreaks)));"
    )
    done = subprocess.run(
        [find_node(), "--input-type=module", "--eval", script],
        cwd=request.config.rootpath,
        capture_output=True,
        text=True,
        check=True,
    )
    assert json.loads(done.stdout) == [find_breaks([each for each in one if each > 0]) for one in tables]


def small(count=30):
    lon, lat = around([(1.5, 1.0)], count, 30)
    return measured(
        *zip(lon, lat, strict=True),
        title=[f"secret {n}" for n in range(count)],
        type=["a", "b"] * (count // 2),
    )


def plain_text(chart):
    """Give the plain page: the scripts have words of their own."""
    html = chart.get_root().render()
    start = html.index('<div class="geo-plain">')
    return html[start : html.index("<script", start)]


def test_more_rows_than_are_asked_for_are_counted_and_said_to_be():
    html = plain_text(geo.make_map(small(), atlas=ATLAS, bin_above=29))
    assert "30 incidents, counted in" in html
    assert "Incidents are counted in cells, not shown one by one." in html
    assert "Where in a cell they lie is not in this file." in html
    assert "secret" not in html


@pytest.mark.parametrize("bin_above", [30, None])
def test_as_many_rows_are_shown_one_by_one(bin_above):
    html = plain_text(geo.make_map(small(), atlas=ATLAS, bin_above=bin_above))
    assert "counted in" not in html
    assert "secret 7" in html


def test_incidents_of_a_report_are_never_counted_in_cells():
    claims = [{"quote": "near", "incident": 0, "verdict": None, "because": "x"}]
    assert "secret 7" in plain_text(geo.make_map(small(), atlas=ATLAS, claims=claims, bin_above=0))


def test_no_row_is_in_the_data_of_the_page():
    chart = geo.make_map(small(), atlas=ATLAS, bin_above=0)
    layer = next(child for child in chart._children.values() if hasattr(child, "sizes"))  # noqa: SLF001
    assert not {"title", "source.0"} & set(layer.sizes)
    assert "title" in layer.left_out
    assert list(layer.chosen) == ["type"]


def test_what_is_in_no_cell_is_told_by_country():
    frame = pd.concat(
        [
            small(),
            as_area(
                measured((1.5, 0.7), title=["Somewhere"]),
                shapely.box(1.2, 0.4, 1.9, 1.1),
                geo_country="Aland",
                geo_region="Eastria",
            ),
        ],
        ignore_index=True,
    )
    html = plain_text(geo.make_map(frame, atlas=ATLAS, bin_above=0))
    assert "30 are in cells; 1 is known only to an area or a line." in html
    assert "<th>Aland</th><td>Eastria</td><td>1</td>" in html


def test_hostile_kinds_stay_text():
    frame = small().assign(
        type=["</script><script>alert(1)</script>", "b"] * 15, geo_country="<img src=x onerror=alert(1)>"
    )
    html = plain_text(geo.make_map(frame, atlas=ATLAS, bin_above=0, title="<b>bold</b>"))
    assert "<script>alert" not in html
    assert "<img src=x" not in html
    assert "<b>bold" not in html


def test_the_same_table_gives_the_same_page():
    pages = [geo.make_map(small(), atlas=ATLAS, bin_above=0).get_root().render() for _ in range(2)]
    assert pages[0] == pages[1]


def test_the_command_counts_when_asked(tmp_path):
    path = tmp_path / "events.csv"
    pd.DataFrame({"lon": [18.55] * 40, "lat": [4.36] * 40, "date": "2024-05-31"}).to_csv(path, index=False)
    done = subprocess.run(
        [sys.executable, "-m", "geo", "map", "events.csv", "--bins", "always"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "are counted, not shown one by one: 40 in 1 cells" in done.stderr
    html = (tmp_path / "events.map.html").read_text(encoding="utf-8")
    assert "40 incidents, counted in 1 cell; 2024-05-31" in html
    assert "Bangui, Central African Republic" in html
