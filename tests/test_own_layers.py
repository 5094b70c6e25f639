"""Your own regions, districts and borders: real files of every common kind, taken in or refused."""

from __future__ import annotations

import json
import os
import shutil
import zipfile
from concurrent.futures import ThreadPoolExecutor

import geopandas as gpd
import numpy as np
import pandas as pd
import pyproj
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from shapely import LineString, MultiPolygon, Point, Polygon, box

import geo
from geo._atlas.own import OwnLayers, list_layers, remove_layer
from geo._atlas.own.adding import Wanted, add_layer
from geo._atlas.own.antimeridian import cut_shape
from geo.errors import AtlasError, DataError, OutputError, UsageError

# Four made-up districts in Mangystau, all on Kazakh land.
BOXES = [(52, 43, 53, 44), (53, 43, 54, 44), (53, 42.4, 53.5, 43), (53.5, 42.4, 54, 43)]
NAMES = ["Ақтау", "Été", "Ünlü", "Kuryk"]
PCODES = ["KZ4701", "KZ4702", "KZ4703", "KZ4704"]


@pytest.fixture(scope="module")
def atlas():
    return geo.load_atlas()


@pytest.fixture
def home(tmp_path, monkeypatch):
    folder = tmp_path / "geo home"
    monkeypatch.setenv("GEO_INCIDENTS_HOME", str(folder))
    return folder


@pytest.fixture
def add(atlas, home, tmp_path):
    """Write shapes to a file and add it; gives the description and the table that is kept."""

    def run(shapes, path=None, *, overwrite=False, **said):
        said = {"layer": "districts", "name_column": "ADM2_EN", **said}
        if path is None:
            path = tmp_path / "layer.gpkg"
            path.unlink(missing_ok=True)
            count = len(shapes)
            columns = {"ADM2_EN": [f"Unit {i + 1}" for i in range(count)]}
            frame = shapes if isinstance(shapes, gpd.GeoDataFrame) else None
            frame = gpd.GeoDataFrame(columns, geometry=list(shapes), crs=4326) if frame is None else frame
            frame.to_file(path)
        kept = add_layer(path, Wanted(**said), atlas, overwrite=overwrite)
        return kept, gpd.read_parquet(home / "layers" / kept["data"])

    return run


def make_units(names=NAMES, codes=PCODES, boxes=BOXES, **columns):
    shapes = [box(*corners) for corners in boxes]
    return gpd.GeoDataFrame(
        {"ADM2_EN": names, "ADM2_PCODE": codes, **columns}, geometry=shapes, crs="EPSG:4326"
    )


def list_files(folder):
    return sorted((path.name, path.read_bytes()) for path in folder.rglob("*") if path.is_file())


def zip_files(target, paths, inside=""):
    with zipfile.ZipFile(target, "w") as archive:
        for path in paths:
            archive.write(path, inside + path.name)
    return target


# Reading ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("suffix", ["geojson", "gpkg", "fgb", "shp", "kml", "parquet", "gml", "topojson"])
def test_common_formats_are_read(add, tmp_path, suffix):
    path = tmp_path / f"kaz_adm2.{suffix}"
    units = make_units()
    if suffix == "parquet":
        units.to_parquet(path)
    elif suffix == "topojson":
        # GDAL reads it and cannot write it: one arc, closed, in the plain form of the specification.
        arc = [[52, 43], [53, 43], [53, 44], [52, 44], [52, 43]]
        unit = {
            "type": "Polygon",
            "arcs": [[0]],
            "properties": {"ADM2_EN": "Ақтау", "ADM2_PCODE": "KZ4701"},
        }
        objects = {"kaz": {"type": "GeometryCollection", "geometries": [unit]}}
        path.write_text(json.dumps({"type": "Topology", "objects": objects, "arcs": [arc]}))
    else:
        driver = {"kml": "LIBKML", "gml": "GML"}.get(suffix)
        units.to_file(path, **({"driver": driver} if driver else {}))
    said = {"crs": "EPSG:4326"} if suffix == "topojson" else {}
    kept, table = add(None, path, code_column="ADM2_PCODE", **said)
    count = 1 if suffix == "topojson" else 4
    assert (kept["name"], kept["rows"], kept["countries"]) == ("kaz_adm2", count, ["KAZ"])
    by_code = table.set_index("code")
    for code, name, corners in list(zip(PCODES, NAMES, BOXES, strict=True))[:count]:
        assert by_code.loc[code, "name"] == name
        assert shapely.equals(by_code.geometry[code], box(*corners))


def test_csv_with_shapes_as_text_is_read_once_its_crs_is_said(add, tmp_path):
    path = tmp_path / "units.csv"
    units = make_units()
    pd.DataFrame(units.drop(columns="geometry")).assign(geometry=units.to_wkt()["geometry"]).to_csv(
        path, index=False
    )
    with pytest.raises(UsageError, match=r"units\.csv does not say its coordinate.*Say it with --crs"):
        add(None, path)
    _, table = add(None, path, crs="EPSG:4326", code_column="ADM2_PCODE")
    assert table["code"].tolist() == PCODES


@pytest.mark.parametrize("inside", ["", "kaz adm/shp/"])
def test_zipped_shapefile_in_a_windows_encoding(add, tmp_path, inside):
    units = make_units(names=["Été", "Ünlü", "Čšž", "Kuryk"]).iloc[[0, 1, 3]]
    units.to_file(tmp_path / "adm2.shp", encoding="cp1252")
    parts = [tmp_path / f"adm2.{suffix}" for suffix in ("shp", "shx", "dbf", "prj", "cpg")]
    path = zip_files(tmp_path / "kaz.zip", parts, inside)
    kept, table = add(None, path, code_column="ADM2_PCODE")
    assert kept["name"] == "kaz"
    assert table["name"].tolist() == ["Été", "Ünlü", "Kuryk"]


def test_zip_with_several_files_asks_which(add, tmp_path):
    paths = [tmp_path / "adm1.geojson", tmp_path / "adm2.geojson"]
    for path in paths:
        make_units().to_file(path)
    path = zip_files(tmp_path / "both.zip", paths)
    with pytest.raises(UsageError, match=r"both\.zip holds 2 files.*--source-layer \(found: adm1, adm2\)"):
        add(None, path)
    kept, _ = add(None, path, source_layer="adm2")
    assert kept["name"] == "adm2"
    (tmp_path / "readme.txt").write_text("nothing")
    with pytest.raises(DataError, match=r"empty\.zip holds no file with shapes"):
        add(None, zip_files(tmp_path / "empty.zip", [tmp_path / "readme.txt"]))
    (tmp_path / "broken.zip").write_bytes(b"PK\x03\x04 and no more")
    with pytest.raises(DataError, match=r"broken\.zip cannot be read"):
        add(None, tmp_path / "broken.zip")


def test_tables_beside_shapes_in_a_zip_are_no_choice(add, tmp_path):
    make_units().to_file(tmp_path / "adm2.geojson")
    (tmp_path / "adm2_names.csv").write_text("a,b\n1,2\n")
    (tmp_path / "metadata.json").write_text("{}")
    path = zip_files(tmp_path / "kaz.zip", sorted(tmp_path.glob("*.*")))
    assert add(None, path)[0]["rows"] == 4


def test_zip_with_files_of_one_name_asks_by_path(add, tmp_path):
    make_units().to_file(tmp_path / "adm2.geojson")
    with zipfile.ZipFile(tmp_path / "two.zip", "w") as archive:
        for folder in ("old", "new"):
            archive.write(tmp_path / "adm2.geojson", f"{folder}/adm2.geojson")
    with pytest.raises(UsageError, match=r"\(found: new/adm2\.geojson, old/adm2\.geojson\)"):
        add(None, tmp_path / "two.zip")
    kept, _ = add(None, tmp_path / "two.zip", source_layer="new/adm2.geojson")
    assert kept["rows"] == 4


@pytest.mark.parametrize("zipped", [False, True])
def test_file_geodatabase_is_read(add, tmp_path, zipped):
    path = tmp_path / "kaz.gdb"
    make_units().to_file(path, driver="OpenFileGDB", layer="adm2")
    if zipped:
        path = zip_files(tmp_path / "kaz.gdb.zip", sorted((tmp_path / "kaz.gdb").iterdir()), "kaz.gdb/")
    kept, table = add(None, path, code_column="ADM2_PCODE")
    assert (kept["name"], kept["source_layer"]) == ("kaz", "adm2")
    assert table["name"].tolist() == NAMES


def test_geopackage_with_two_layers_asks_which(add, tmp_path):
    path = tmp_path / "cod.gpkg"
    make_units().to_file(path, layer="adm1")
    make_units().iloc[:2].to_file(path, layer="adm2")
    with pytest.raises(UsageError, match=r"2 layers. Say which with --source-layer \(found: adm1, adm2\)"):
        add(None, path)
    with pytest.raises(DataError, match=r"no layer 'adm3' \(found: adm1, adm2\)"):
        add(None, path, source_layer="adm3")
    kept, _ = add(None, path, source_layer="adm2")
    assert (kept["name"], kept["rows"], kept["source_layer"]) == ("adm2", 2, "adm2")


def test_wrong_encodings_are_told_with_the_remedy(add, tmp_path):
    # A dash and quotes of Windows are control codes in Latin-1, which is what no .cpg means.
    path = tmp_path / "adm2.shp"
    make_units(names=["A\N{EN DASH}B", "C", "D", "E"]).to_file(path, encoding="cp1252")
    (tmp_path / "adm2.cpg").unlink()
    with pytest.raises(DataError, match=r"wrong encoding, in row 1 \(A.B\).*--encoding cp1252"):
        add(None, path)
    _, table = add(None, path, encoding="cp1252")
    assert table["name"].tolist()[0] == "A\N{EN DASH}B"
    (tmp_path / "adm2.cpg").write_text("UTF-8")
    with pytest.raises(DataError, match="encoding"):
        add(None, path, overwrite=True, encoding="utf-8")
    with pytest.raises(UsageError, match="no encoding 'latin-99'"):
        add(None, path, overwrite=True, encoding="latin-99")


def test_names_that_look_misread_are_told(add):
    kept, _ = add(make_units(names=["RÃ©union", "B", "C", "D"]))
    assert any("wrong encoding, such as 'RÃ©union'" in note for note in kept["notes"])
    kept, _ = add(make_units(), overwrite=True)
    assert not any("encoding" in note for note in kept["notes"])


def test_cyrillic_read_as_latin_is_told(add, tmp_path):
    path = tmp_path / "adm2.shp"
    make_units(names=["Актау", "Жанаозен", "Бейнеу", "Курык"]).to_file(path, encoding="cp1251")
    (tmp_path / "adm2.cpg").unlink()
    kept, _ = add(None, path)
    assert any("wrong encoding, such as 'Àêòàó' (see --encoding)" in note for note in kept["notes"])
    _, table = add(None, path, encoding="cp1251", overwrite=True)
    assert table["name"].tolist() == ["Актау", "Жанаозен", "Бейнеу", "Курык"]


def test_names_keep_joiners_and_lose_what_terminals_obey(add):
    persian = "می\N{ZERO WIDTH NON-JOINER}رود"
    _, table = add(make_units(names=[f" {persian}\n", "\x1b[31mred", "a\u202eb", "x  y"]))
    assert table["name"].tolist() == [persian, "[31mred", "ab", "x y"]


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("gone.shp", None, r"There is no file .*gone\.shp"),
        ("broken.geojson", '{"type": "FeatureColl', r"broken\.geojson cannot be read"),
        ("empty.gpkg", "", r"empty\.gpkg cannot be read"),
        ("none.geojson", '{"type": "FeatureCollection", "features": []}', "is empty|is a table without"),
        ("table.csv", "ADM2_EN,b\n1,2\n", "is a table without geometry"),
        ("text.parquet", "no parquet", r"text\.parquet cannot be read"),
    ],
)
def test_unreadable_files_are_refused(add, tmp_path, name, content, message):
    path = tmp_path / name
    if content is not None:
        path.write_text(content)
    with pytest.raises(DataError, match=message):
        add(None, path)


def test_open_rings_are_refused_in_words(add, tmp_path):
    feature = {
        "type": "Feature",
        "properties": {"ADM2_EN": "open"},
        "geometry": {"type": "Polygon", "coordinates": [[[52, 43], [53, 43]]]},
    }
    path = tmp_path / "open.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}))
    with pytest.raises(DataError, match=r"open\.geojson"):
        add(None, path)


def test_missing_column_lists_those_there_are(add):
    with pytest.raises(
        DataError, match=r"no column 'ADM2_NE' in layer\.gpkg \(found: .*\)\. Did you mean ADM2_EN"
    ):
        add(make_units(), name_column="ADM2_NE")
    with pytest.raises(UsageError, match=r"with --name-column \(found: ADM2_EN, ADM2_PCODE\)"):
        add(make_units(), name_column=None)


# Where it is -----------------------------------------------------------------------------------


def test_other_reference_systems_are_transformed(add, tmp_path):
    path = tmp_path / "utm.shp"
    make_units(names=list("ABCD")).to_crs("EPSG:32639").to_file(path)
    kept, table = add(None, path, code_column="ADM2_PCODE")
    assert kept["crs"] == "EPSG:32639"
    for shape, corners in zip(table.geometry, BOXES, strict=True):
        assert shapely.hausdorff_distance(shape, box(*corners)) < 1e-8


def test_unknown_reference_system_is_refused_and_can_be_said(add, tmp_path):
    path = tmp_path / "utm.shp"
    make_units(names=list("ABCD")).to_crs("EPSG:32639").to_file(path)
    (tmp_path / "utm.prj").unlink()
    with pytest.raises(UsageError, match=r"has a \.prj for that\)\. Say it with --crs"):
        add(None, path)
    with pytest.raises(UsageError, match=r"no coordinate reference system 'EPSG:999'"):
        add(None, path, crs="EPSG:999")
    with pytest.raises(DataError, match=r"outside longitude -180 to 180.*such as .* in row 1 \(A\), row 2"):
        add(None, path, crs="EPSG:4326")
    _, table = add(None, path, crs="EPSG:32639")
    assert shapely.hausdorff_distance(table.geometry[0], box(*BOXES[0])) < 1e-8


def test_crs_that_contradicts_the_file_is_refused(add):
    with pytest.raises(UsageError, match=r"says that it is in EPSG:4326, and --crs says EPSG:32639"):
        add(make_units(), crs="EPSG:32639")


def test_local_reference_system_is_refused(add, tmp_path):
    path = tmp_path / "local.parquet"
    crs = pyproj.CRS.from_wkt('LOCAL_CS["plan of a house",UNIT["metre",1]]')
    gpd.GeoDataFrame({"ADM2_EN": ["a"]}, geometry=[box(0, 0, 1, 1)], crs=crs).to_parquet(path)
    with pytest.raises(DataError, match="cannot be turned into longitude and latitude"):
        add(None, path)


@pytest.mark.parametrize("corners", [(43, 91, 44, 92), (400, 10, 401, 11), (-400, 10, -399, 11)])
def test_coordinates_outside_the_world_are_refused_by_row(add, corners):
    with pytest.raises(
        DataError, match=r"outside longitude -180 to 180 and latitude -90 to 90.*in row 2 \(Unit 2\)"
    ):
        add([box(*BOXES[0]), box(*corners)])


def test_swapped_axes_are_refused(add):
    # 43 E 52 N is in Russia.
    with pytest.raises(
        DataError, match=r"none of the units lies in .* KAZ; they lie in RUS\..*longitude comes"
    ):
        add([box(43, 52, 44, 53), box(43, 53, 44, 54)], country="KAZ")


FIJI = Polygon([(179, -17), (181, -17), (181, -16), (179, -16)])


@pytest.mark.parametrize(
    "written",
    [
        FIJI,
        shapely.affinity.translate(FIJI, xoff=-360),
        Polygon([(179, -17), (-179, -17), (-179, -16), (179, -16)]),
    ],
    ids=["past 180", "past -180", "with a jump"],
)
def test_shapes_across_the_antimeridian_are_cut_there(add, written):
    kept, table = add([written], country="FJI")
    expected = MultiPolygon([box(179, -17, 180, -16), box(-180, -17, -179, -16)])
    assert shapely.equals(table.geometry[0], expected)
    assert any("1 shape cut at the antimeridian: row 1 (Unit 1)" in note for note in kept["notes"])


def test_projected_shapes_across_the_antimeridian_are_cut_there(add, tmp_path):
    # Fiji's own grid has no jump; longitude and latitude have.
    path = tmp_path / "fiji.gpkg"
    grid = gpd.GeoSeries([FIJI], crs=4326).to_crs("EPSG:3460")
    gpd.GeoDataFrame({"ADM2_EN": ["Cakaudrove"]}, geometry=grid).to_file(path)
    _, table = add(None, path, country="FJI")
    expected = MultiPolygon([box(179, -17, 180, -16), box(-180, -17, -179, -16)])
    assert shapely.hausdorff_distance(table.geometry[0], expected) < 1e-7


def test_hole_across_the_antimeridian_stays_a_hole(add):
    hole = [(179.5, -16.6), (-179.5, -16.6), (-179.5, -16.4), (179.5, -16.4)]
    _, table = add([Polygon([(179, -17), (-179, -17), (-179, -16), (179, -16)], [hole])], country="FJI")
    assert shapely.area(table.geometry[0]) == pytest.approx(2 - 0.2)
    assert not shapely.contains_xy(table.geometry[0], 179.9, -16.5)


@given(
    west=st.floats(-269, 269),
    width=st.floats(0.01, 90),
    point=st.tuples(st.floats(0, 1, exclude_min=True, exclude_max=True), st.floats(1, 9)),
)
def test_cut_shapes_are_the_same_ground(west, width, point):
    written = box(west, 0, west + width, 10)
    cut = cut_shape(written)
    assert shapely.area(cut) == pytest.approx(shapely.area(written), rel=1e-9)
    assert shapely.bounds(cut)[0] >= -180
    assert shapely.bounds(cut)[2] <= 180
    lon = (west + width * point[0] + 540) % 360 - 180
    assert shapely.dwithin(cut, Point(lon, point[1]), 1e-9)


def test_edges_along_the_frame_of_the_world_are_no_jumps(add):
    south = Polygon([(-180, -90), (180, -90), (180, -80), (0, -75), (-180, -80)])
    _, table = add([south], country="ATA")
    assert shapely.equals(table.geometry[0], south)


def test_shapes_round_a_pole_are_refused(add):
    ring = Polygon([(-180 + 30 * i, -80) for i in range(12)])
    with pytest.raises(DataError, match=r"row 1 \(Unit 1\) goes round a pole"):
        add([ring], country="ATA")


# What it is ------------------------------------------------------------------------------------


def test_other_shapes_are_refused_with_count_and_rows(add):
    with pytest.raises(
        DataError, match=r"2 shapes of 3 are not polygons but LineString, Point: row 2 \(Unit 2\) and row 3"
    ):
        add([box(*BOXES[0]), Point(52, 43), LineString([(52, 43), (53, 44)])])


def test_heights_are_dropped_and_collections_opened(add, tmp_path):
    path = tmp_path / "z.geojson"
    flat = [(52.0, 43.0), (53.0, 43.0), (53.0, 44.0)]
    polygon = {"type": "Polygon", "coordinates": [[(*xy, 100.0) for xy in [*flat, flat[0]]]]}
    collection = {"type": "GeometryCollection", "geometries": [polygon]}
    features = [
        {"type": "Feature", "properties": {"ADM2_EN": name}, "geometry": shape}
        for name, shape in (("a", polygon), ("b", collection))
    ]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    _, table = add(None, path)
    for shape in table.geometry:
        assert not shapely.has_z(shape)
        assert shapely.equals(shape, Polygon(flat))


def test_rows_without_a_shape_are_left_out_and_told(add):
    kept, table = add([box(*BOXES[0]), None, Polygon()])
    assert table["name"].tolist() == ["Unit 1"]
    assert (kept["rows_read"], kept["rows"]) == (3, 1)
    assert "2 rows without a shape left out: row 2 (Unit 2) and row 3 (Unit 3)" in kept["notes"]
    with pytest.raises(DataError, match="no shapes: all 2 rows are empty"):
        add([None, Polygon()], overwrite=True)


def test_small_faults_are_repaired_and_told(add):
    # A spike of no width on a square.
    spiky = Polygon([(52, 43), (53, 43), (53, 44), (53.2, 44), (53, 44), (52, 44)])
    assert not spiky.is_valid
    kept, table = add([spiky, box(*BOXES[1])])
    assert shapely.equals(table.geometry[0], box(52, 43, 53, 44))
    assert shapely.is_valid(table.geometry[0])
    assert any("1 invalid polygon repaired" in note and "row 1 (Unit 1)" in note for note in kept["notes"])


def test_shapes_beyond_repair_are_refused(add):
    bow = Polygon([(52, 43), (53, 44), (53, 43), (52, 44)])
    with pytest.raises(
        DataError, match=r"1 polygon cannot be repaired.*0\.1% \(Self-intersection\): row 2 \(Unit 2\)"
    ):
        add([box(*BOXES[1]), bow])


def test_polygons_without_an_area_are_refused(add):
    with pytest.raises(DataError, match=r"cannot be repaired.*row 2 \(Unit 2\)"):
        add([box(*BOXES[0]), Polygon([(52, 43), (53, 44), (54, 45)])])


def test_units_without_a_name_are_refused_by_row(add):
    with pytest.raises(DataError, match=r"no name in row 2 and row 4\. Fill --name-column ADM2_EN"):
        add(make_units(names=["a", None, "c", " "]))


def test_code_of_two_units_is_refused(add):
    with pytest.raises(
        DataError, match=r"code 'X1' is that of different units: row 1 \(.*\) and row 3 \(Ünlü\)"
    ):
        add(make_units(codes=["X1", "X2", "X1", "X4"]), code_column="ADM2_PCODE")


def test_rows_of_one_unit_become_one(add):
    units = make_units(names=["a", "a", "b", "c"], codes=["X1", "X1", "X2", None])
    kept, table = add(units, code_column="ADM2_PCODE")
    assert table["name"].tolist() == ["c", "a", "b"]
    (joined,) = table.geometry[table["code"] == "X1"]
    assert shapely.equals(joined, box(52, 43, 54, 44))
    assert "4 rows are 3 units: rows of one code and name joined" in kept["notes"]
    assert "1 of 4 units have no code" in kept["notes"]


def test_numbers_as_codes_are_written_without_a_point(add):
    _, table = add(make_units(codes=[4701.0, 4702.0, 4703.0, 4704.0]), code_column="ADM2_PCODE")
    assert table["code"].tolist() == ["4701", "4702", "4703", "4704"]


def test_overlaps_are_told_and_shared_lines_are_none(add):
    kept, _ = add([box(*corners) for corners in BOXES])
    assert not any("overlap" in note for note in kept["notes"])
    kept, _ = add([box(52, 43, 53, 44), box(52.5, 43, 53.5, 44)], overwrite=True)
    assert any("1 pair of units overlaps, such as Unit 1 and Unit 2" in note for note in kept["notes"])


def test_names_of_several_units_are_told(add):
    kept, _ = add(make_units(names=["a", "a", "b", "c"]))
    assert "1 name stands for several units, such as a" in kept["notes"]
    kept, _ = add(make_units(names=["a", "a", "b", "c"]), code_column="ADM2_PCODE", overwrite=True)
    assert not any("several units" in note for note in kept["notes"])


def test_unit_ids_are_different(add):
    _, table = add(make_units(codes=[None, "2", None, None]), code_column="ADM2_PCODE")
    assert table["unit_id"].is_unique


# Countries -------------------------------------------------------------------------------------


def test_country_is_the_one_that_holds_most(add):
    # Across the border with Uzbekistan, which runs along 56 E here: three quarters east of it.
    kept, table = add([box(55.5, 42, 57.5, 43), box(54.5, 42, 56.25, 43)])
    assert table["country_code"].tolist() == ["KAZ", "UZB"]
    assert table["name"].tolist() == ["Unit 2", "Unit 1"]
    assert "country of each unit found by where most of it lies: KAZ 1, UZB 1" in kept["notes"]


def test_unit_in_no_country_is_refused(add):
    with pytest.raises(DataError, match=r"no country holds the ground of row 2 \(Unit 2\)\. .*--country KAZ"):
        add([box(*BOXES[0]), box(-30, 30, -29, 31)])


@pytest.mark.parametrize(
    ("column", "country"), [(["KZ"] * 4, None), (["KAZ"] * 4, None), (["?"] * 4, "kz"), (["?"] * 4, "KAZ")]
)
def test_country_is_said_in_either_code(add, column, country):
    said = {"country": country} if country else {"country_column": "ADM0"}
    _, table = add(make_units(ADM0=column), **said)
    assert table["country_code"].tolist() == ["KAZ"] * 4


def test_unknown_country_is_refused(add):
    with pytest.raises(
        DataError, match=r"--country: there is no country 'KAX'\. Give its ISO code, such as KAZ\.$"
    ):
        add(make_units(), country="KAX")
    with pytest.raises(DataError, match=r"no country 'uzbekistan'.*Did you mean UZB\?"):
        add(make_units(), country="uzbekistan")
    with pytest.raises(
        DataError, match=r"--country-column ADM0 holds no ISO country code in row 2 \(.*\), but 'Kazakstan'"
    ):
        add(make_units(ADM0=["KZ", "Kazakstan", "KZ", "KZ"]), country_column="ADM0")


def test_units_outside_the_said_country_are_told(add):
    kept, _ = add([box(*BOXES[0]), box(43, 52, 44, 53)], country="KAZ")
    assert any("1 of 2 units lie mostly outside the country" in note for note in kept["notes"])


# Borders ---------------------------------------------------------------------------------------

LINE = LineString([(53.0, 43.0), (54.0, 43.0)])


def add_lines(add, shapes, **said):
    said = {"layer": "borders", "name_column": None, "kind": "claimed", "codes": "TKM-KAZ", **said}
    return add(shapes, **said)


def test_borders_have_kind_sides_and_accuracy(add):
    kept, table = add_lines(add, [LINE], accuracy_m=250.0)
    (row,) = table.to_dict("records")
    assert (row["codes"], row["left"], row["right"]) == ("KAZ-TKM", "TKM", "KAZ")
    assert (row["kind"], row["reach"], row["accuracy_m"]) == ("claimed", "land", 250.0)
    assert (kept["kinds"], kept["countries"]) == (["claimed"], ["KAZ", "TKM"])


def test_sides_and_kinds_come_from_columns(add):
    lines = gpd.GeoDataFrame(
        {
            "a": ["KZ", "RUS"],
            "b": ["UZB", "KAZ"],
            "pair": ["KAZ-UZB", "KAZ\N{EN DASH}RUS"],
            "what": ["ceasefire", "seabed"],
        },
        geometry=[LINE, shapely.MultiLineString([LINE, [(50, 43), (51, 43)]])],
        crs=4326,
    )
    for said in ({"left_column": "a", "right_column": "b"}, {"code_column": "pair"}):
        kept, table = add_lines(add, lines, codes=None, kind=None, kind_column="what", overwrite=True, **said)
        assert table["codes"].tolist() == ["KAZ-UZB", "KAZ-RUS", "KAZ-RUS"]
        assert table["reach"].tolist() == ["land", "sea", "sea"]
        assert set(table.geom_type) == {"LineString"}
        assert any("2 of 3 lines lie at sea by their kind" in note for note in kept["notes"])


def test_borders_across_the_antimeridian_are_cut(add):
    _, table = add_lines(add, [LineString([(179, 66), (-179, 66)])], codes="RUS-USA", kind="territorial_sea")
    assert sorted(map(shapely.to_wkt, table.geometry)) == [
        "LINESTRING (-180 66, -179 66)",
        "LINESTRING (179 66, 180 66)",
    ]


def test_lines_round_the_world_are_refused(add):
    round_trip = LineString([(lon, 10) for lon in (0, 120, -120, 0, 120)])
    with pytest.raises(DataError, match="row 1 goes round a pole or round the world"):
        add_lines(add, [round_trip])


@pytest.mark.parametrize(
    ("said", "error", "message"),
    [
        ({"kind": None}, UsageError, "No border without its kind.*international, line_of_control"),
        ({"kind": "border"}, UsageError, "no kind 'border'. The kinds are international"),
        ({"codes": None}, UsageError, "Between which countries"),
        ({"codes": "KAZ"}, DataError, r"--codes does not say the ISO codes of two countries in row 1"),
        ({"codes": "KAZ-XXX"}, DataError, "does not say the ISO codes"),
        ({"codes": "KAZ-KZ"}, DataError, "both sides are one country in row 1"),
        (
            {"codes": "KAZ-UZB", "kind": "internal"},
            DataError,
            "parts two sovereigns, where no line is internal",
        ),
        ({"codes": "USA-PRI"}, DataError, "lies within one sovereign, where lines are internal, but claimed"),
        ({"country": "KAZ"}, UsageError, "--country does not go with --layer borders"),
        ({"left_column": "a"}, UsageError, "--left-column and --right-column go together"),
        ({"kind_column": "b"}, UsageError, "--kind and --kind-column say the same thing twice"),
    ],
)
def test_borders_that_say_too_little_are_refused(add, said, error, message):
    with pytest.raises(error, match=message):
        add_lines(add, [LINE], **said)


def test_kinds_of_a_column_are_checked(add):
    lines = gpd.GeoDataFrame({"what": ["claimed", "front line"]}, geometry=[LINE, LINE], crs=4326)
    with pytest.raises(
        DataError, match="--kind-column what holds no kind of border in row 2, but 'front line'"
    ):
        add_lines(add, lines, kind=None, kind_column="what")


def test_polygons_are_no_borders_and_lines_of_no_length_are_left_out(add):
    with pytest.raises(DataError, match="1 shape of 1 are not lines but Polygon"):
        add_lines(add, [box(*BOXES[0])])
    kept, table = add_lines(add, [LINE, LineString([(53, 43), (53, 43)])])
    assert len(table) == 1
    assert "1 row without a shape left out: row 2" in kept["notes"]


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ({"layer": "cities"}, "no layer 'cities' to add to. Choose countries, regions, districts, borders"),
        ({"layer": "regions", "level": 2}, "--level does not go with --layer regions"),
        ({"kind": "claimed"}, "--kind does not go with --layer districts"),
        ({"level": 7}, "--level 7: districts are of level 2, 3 or 4"),
        ({"accuracy_m": -1.0}, "--accuracy-m -1: metres are wanted"),
        ({"accuracy_m": float("nan")}, "--accuracy-m nan"),
        ({"country": "KAZ", "country_column": "x"}, "say the same thing twice"),
        ({"name": "-f"}, "cannot be the name of a layer"),
        ({"name": "a\nb"}, "cannot be the name of a layer"),
    ],
)
def test_contradictions_are_wrong_usage(add, said, message):
    with pytest.raises(UsageError, match=message):
        add(make_units(), **said)


# Keeping ---------------------------------------------------------------------------------------


def test_description_says_what_was_taken(add, home):
    kept, _ = add(
        make_units(), code_column="ADM2_PCODE", level=2, accuracy_m=50.0, source="OCHA", licence="CC BY-IGO"
    )
    (listed,) = list_layers()
    assert listed == kept
    assert kept["columns"] == {"--name-column": "ADM2_EN", "--code-column": "ADM2_PCODE"}
    assert (kept["level"], kept["accuracy_m"], kept["source"], kept["licence"]) == (
        2,
        50.0,
        "OCHA",
        "CC BY-IGO",
    )
    assert (kept["file"], len(kept["sha256"]), kept["added"][:2]) == ("layer.gpkg", 64, "20")
    assert str(home) not in json.dumps(kept)


def test_same_name_is_refused_and_replaced_on_demand(add, home):
    add(make_units(), name="mine")
    before = list_files(home)
    with pytest.raises(OutputError, match=r"You have a layer 'mine' already\. Pass --force"):
        add(make_units().iloc[:1], name="mine")
    assert list_files(home) == before
    kept, _ = add(make_units().iloc[:1], name="mine", overwrite=True)
    assert [layer["rows"] for layer in list_layers()] == [1]
    assert {path.name for path in (home / "layers").glob("*.parquet")} == {kept["data"]}


def test_failing_add_changes_nothing(add, home):
    add(make_units(), name="mine")
    before = list_files(home)
    with pytest.raises(DataError):
        add(make_units(names=["a", None, "c", "d"]), name="mine", overwrite=True)
    with pytest.raises(DataError):
        add([Point(52, 43)], name="other")
    assert list_files(home) == before


def test_failing_write_changes_nothing(add, home, monkeypatch):
    add(make_units(), name="mine")
    before = list_files(home)

    def fail(*_, **__):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(gpd.GeoDataFrame, "to_parquet", fail)
    with pytest.raises(OutputError, match=r"No space left on device\. Nothing has changed"):
        add(make_units().iloc[:1], name="mine", overwrite=True)
    monkeypatch.undo()
    monkeypatch.setenv("GEO_INCIDENTS_HOME", str(home))
    monkeypatch.setattr("pathlib.Path.write_text", fail)
    with pytest.raises(OutputError, match="No space left on device"):
        add(make_units().iloc[:1], name="mine", overwrite=True)
    assert list_files(home) == before


def test_remove_takes_all_of_it(add, home):
    add(make_units(), name="Ақтау / 1")
    add(make_units(), name="Ақтау / 2")
    remove_layer("Ақтау / 1")
    assert [layer["name"] for layer in list_layers()] == ["Ақтау / 2"]
    with pytest.raises(DataError, match=r"no layer 'Ақтау / 1'\. Yours are: 'Ақтау / 2'"):
        remove_layer("Ақтау / 1")
    remove_layer("Ақтау / 2")
    assert list_files(home) == []
    with pytest.raises(DataError, match="You have none"):
        remove_layer("Ақтау / 2")


def test_layers_added_at_once_are_all_there(tmp_path, atlas, home):
    path = tmp_path / "units.gpkg"
    make_units().to_file(path)
    atlas.parts_at([53.0], [43.0])
    with ThreadPoolExecutor(4) as pool:
        wanted = [Wanted("districts", name=f"n{i}", name_column="ADM2_EN") for i in range(8)]
        list(pool.map(lambda want: add_layer(path, want, atlas), wanted))
    assert {layer["name"] for layer in list_layers()} == {f"n{i}" for i in range(8)}
    assert len(list((home / "layers").iterdir())) == 16


@pytest.mark.parametrize("content", ["{", "[]", "3", '{"version": "1", "name": "x"}'])
def test_damaged_description_is_said_with_the_remedy(add, home, content):
    kept, _ = add(make_units(), name="mine")
    (path,) = (home / "layers").glob("*.json")
    path.write_text(content)
    with pytest.raises(AtlasError, match=r"mine-.*\.json', is damaged.*Delete that file"):
        list_layers()
    assert geo.load_atlas(own=False).sources["own"] == []
    add(make_units(), name="mine", overwrite=True)
    assert [layer["name"] for layer in list_layers()] == [kept["name"]]
    path.write_text(content)
    remove_layer("mine")
    assert list_files(home) == []


def test_description_of_another_layout_is_refused(add, home):
    add(make_units(), name="mine")
    (path,) = (home / "layers").glob("*.json")
    path.write_text(path.read_text().replace('"version": "1"', '"version": "9"'))
    with pytest.raises(AtlasError, match="layout '9', this geo reads '1'"):
        list_layers()


def test_lost_data_are_said_with_the_remedy(add, home):
    kept, _ = add(make_units(), name="mine")
    (home / "layers" / kept["data"]).unlink()
    with pytest.raises(AtlasError, match=r"Your own layer 'mine' cannot be read.*--force, or remove it"):
        geo.load_atlas().districts_of(["KAZ"])


def test_home_that_is_a_file_is_refused(tmp_path, monkeypatch):
    path = tmp_path / "file"
    path.write_text("")
    monkeypatch.setenv("GEO_INCIDENTS_HOME", str(path))
    with pytest.raises(AtlasError, match=r"GEO_INCIDENTS_HOME says .*file', which is not a folder"):
        geo.load_atlas()


def test_home_that_cannot_be_written_is_said(atlas, tmp_path, monkeypatch):
    # Not even root makes a folder in there.
    monkeypatch.setenv("GEO_INCIDENTS_HOME", "/proc/geo")
    assert list_layers() == []
    assert geo.load_atlas().sources["own"] == []
    path = tmp_path / "x.gpkg"
    make_units().to_file(path)
    with pytest.raises(OutputError, match=r"cannot be kept in '/proc/geo/layers'.*GEO_INCIDENTS_HOME"):
        add_layer(path, Wanted("districts", name_column="ADM2_EN"), atlas)


def test_no_home_at_all_is_no_layer(tmp_path, monkeypatch):
    monkeypatch.delenv("GEO_INCIDENTS_HOME", raising=False)
    for name in ("HOME", "XDG_DATA_HOME", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(tmp_path / "nowhere"))
    assert list_layers() == []


def test_without_a_home_folder_nothing_is_kept_anywhere(atlas, tmp_path, monkeypatch):
    monkeypatch.delenv("GEO_INCIDENTS_HOME", raising=False)
    monkeypatch.setattr("platformdirs.user_data_dir", lambda *_, **__: "~/nobody")
    monkeypatch.chdir(tmp_path)
    make_units().to_file(tmp_path / "x.gpkg")
    with pytest.raises(OutputError, match=r"no home folder.*GEO_INCIDENTS_HOME"):
        add_layer("x.gpkg", Wanted("districts", name_column="ADM2_EN"), atlas)
    assert [path.name for path in tmp_path.iterdir()] == ["x.gpkg"]


def test_home_that_may_not_be_read_is_a_warning_and_no_stop(monkeypatch, caplog):
    def refuse(_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.delenv("GEO_INCIDENTS_HOME", raising=False)
    monkeypatch.setattr(os, "scandir", refuse)
    assert list_layers() == []
    assert "Permission denied" in caplog.text
    monkeypatch.setenv("GEO_INCIDENTS_HOME", "/somewhere")
    with pytest.raises(AtlasError, match=r"cannot be read \(Permission denied\)"):
        list_layers()


# Beside the layers that came with geo ----------------------------------------------------------


def make_shipped(*units):
    codes, names, boxes = zip(*units, strict=True)
    return gpd.GeoDataFrame(
        {
            "unit_id": pd.array(names, dtype="string"),
            "country_code": pd.array(codes, dtype="string"),
            "name": pd.array(names, dtype="string"),
            "level": pd.array([2] * len(names), dtype="Int64"),
            "code": pd.array([None] * len(names), dtype="string"),
            "other_names": [["one", "two"]] * len(names),
            "year": pd.array([2017] * len(names), dtype="Int64"),
            "accuracy_m": np.full(len(names), 500.0),
        },
        geometry=[box(*corners) for corners in boxes],
        crs=4326,
    )


def test_units_of_ours_give_way_where_yours_lie(add):
    add(make_units(), code_column="ADM2_PCODE", level=3)
    shipped = make_shipped(
        ("KAZ", "covered", (52.1, 43.1, 53.9, 43.9)),
        ("KAZ", "beside", (54, 42, 55, 44)),
        ("KAZ", "half under", (51.5, 43, 52.4, 44)),
        ("TKM", "abroad", (52, 42, 54, 44)),
    )
    joined = OwnLayers(list_layers()).join_units("districts", shipped)
    assert list(joined.columns) == list(shipped.columns)
    assert joined.dtypes.equals(shipped.dtypes)
    assert joined["other_names"].tolist() == [None] * 4 + [["one", "two"]] * 3
    assert joined["name"].tolist() == [*NAMES, "beside", "half under", "abroad"]
    assert joined["level"].tolist() == [3, 3, 3, 3, 2, 2, 2]
    assert joined["code"].tolist()[:4] == PCODES
    by_name = joined.set_index("name").geometry
    assert shapely.equals(by_name["beside"], box(54, 42, 55, 44))
    assert shapely.equals(by_name["half under"], box(51.5, 43, 52, 44))
    assert shapely.equals(by_name["abroad"], box(52, 42, 54, 44))


def test_regions_of_yours_on_disputed_ground_stay_disputed(add):
    # Ziro lies in the middle of Arunachal Pradesh, Guwahati in Assam.
    ziro, guwahati = (93.83, 27.54), (91.74, 26.14)
    shapes = [Point(point).buffer(0.2) for point in (ziro, guwahati)]
    add(shapes, layer="regions", country="IND")
    in_ziro, in_guwahati = measure(ziro, guwahati).to_dict("records")
    assert (in_ziro["geo_region"], in_ziro["geo_dispute"]) == ("Unit 1", "Arunachal Pradesh")
    assert in_ziro["geo_claimed_by"] == "CHN;IND"
    assert in_guwahati["geo_region"] == "Unit 2"
    assert pd.isna(in_guwahati["geo_dispute"])


def test_of_two_layers_of_yours_the_last_comes_first(add):
    add([box(52, 43, 53, 44), box(53, 43, 54, 44)], name="old")
    add([box(52, 43, 53, 44)], name="new")
    joined = OwnLayers(list_layers()).join_units("districts", make_shipped(("KAZ", "x", (52, 43, 52.5, 44))))
    assert joined["unit_id"].tolist() == ["own:new:1", "own:old:2"]


def test_only_the_countries_asked_for_are_given(add):
    add([box(*BOXES[0]), box(43, 52, 44, 53)])
    shipped = make_shipped(("KAZ", "x", (60, 50, 61, 51)))
    own = OwnLayers(list_layers())
    assert own.join_units("districts", shipped, ["KAZ"])["unit_id"].tolist() == ["own:layer:1", "x"]
    assert own.join_units("districts", shipped.iloc[:0], ["RUS"])["unit_id"].tolist() == ["own:layer:2"]
    assert own.join_units("districts", shipped, ["UZB"]) is shipped
    assert own.join_units("regions", shipped) is shipped


def test_own_layers_can_be_left_out(add):
    add(make_units(), name="mine")
    assert [layer["name"] for layer in geo.load_atlas().sources["own"]] == ["mine"]
    assert geo.load_atlas(own=False).sources["own"] == []


def test_atlas_gives_your_units(add):
    add(make_units(), code_column="ADM2_PCODE")
    with_own = geo.load_atlas().districts_of(["KAZ"])
    without = geo.load_atlas(own=False).districts_of(["KAZ"])
    assert list(with_own.columns) == list(without.columns)
    assert set(PCODES) <= set(with_own["code"].dropna())
    assert not set(PCODES) & set(without["code"].dropna())
    assert set(PCODES) <= set(geo.load_atlas().districts["code"].dropna())


def measure(*points):
    incidents = gpd.GeoDataFrame(geometry=[Point(point) for point in points], crs=4326)
    return geo.measure_incidents(incidents, atlas=geo.load_atlas())


@pytest.mark.parametrize("layer", ["district", "region"])
def test_your_codes_travel_to_the_measured_table(add, layer):
    said = {"level": 2} if layer == "district" else {}
    add(make_units(), layer=f"{layer}s", code_column="ADM2_PCODE", **said)
    inside, outside = measure((53.75, 42.7), (76.9, 43.25)).to_dict("records")
    assert inside[f"geo_{layer}"] == "Kuryk"
    assert inside[f"geo_{layer}_code"] == "KZ4704"
    assert outside[f"geo_{layer}"] not in NAMES


def test_nearest_border_may_be_yours(add):
    add_lines(add, [LineString([(53.0, 43.0), (54.0, 43.0)])], accuracy_m=250.0)
    (row,) = measure((53.5, 43.01)).to_dict("records")
    # A parallel bends away from its chord by less than a metre over so short a way.
    expected_m = pyproj.Geod(ellps="WGS84").inv(53.5, 43.01, 53.5, 43.0)[2]
    assert row["geo_border_m"] == pytest.approx(expected_m, abs=1)
    assert (row["geo_border_kind"], row["geo_border_codes"]) == ("claimed", "KAZ-TKM")
    assert row["geo_border_accuracy_m"] == 250.0
    assert row["geo_country_code"] == "KAZ"


def test_unknown_accuracy_of_a_border_is_null(add):
    add_lines(add, [LineString([(53.0, 43.0), (54.0, 43.0)])])
    (row,) = measure((53.5, 43.01)).to_dict("records")
    assert row["geo_border_kind"] == "claimed"
    assert pd.isna(row["geo_border_accuracy_m"])


# On the command line ---------------------------------------------------------------------------


def test_add_list_measure_remove(run_geo):
    folder = run_geo.work / "shp"
    folder.mkdir()
    make_units().to_file(folder / "adm2.shp", encoding="utf-8")
    path = zip_files(run_geo.work / "kaz_adm2.zip", sorted(folder.iterdir()))
    done = run_geo(
        "atlas", "add", path.name, "--layer", "districts", "--name-column", "ADM2_EN",
        "--code-column", "ADM2_PCODE", "--level", "2", "--source", "OCHA", "--licence", "CC BY-IGO",
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (0, "kaz_adm2\n"), done.stderr
    assert "4 rows read from kaz_adm2.zip, 4 districts kept for KAZ" in done.stderr
    assert "not stated (--accuracy-m)" in done.stderr
    listed = run_geo("atlas").stdout
    for line in (
        "kaz_adm2                        4 rows",
        "  your own  districts of KAZ, level 2",
        "  columns   --name-column ADM2_EN, --code-column ADM2_PCODE",
        "  source    OCHA",
        "  licence   CC BY-IGO",
        "  accuracy  not stated",
    ):
        assert f"\n{line}\n" in listed
    (own,) = json.loads(run_geo("atlas", "--json").stdout)["own"]
    assert (own["name"], own["rows"]) == ("kaz_adm2", 4)
    assert own["added"][:10] in listed

    point = "lon,lat\n53.75,42.7\n"
    done = run_geo("measure", "-", stdin=point)
    assert "Kuryk" in done.stdout
    assert "KZ4704" in done.stdout
    assert "Your own layer 'kaz_adm2' is used: districts" in done.stderr
    assert "KZ4704" not in run_geo("measure", "-", "--no-own", stdin=point).stdout
    drawn = run_geo("map", "-", "-o", "x.html", stdin=point)
    assert drawn.returncode == 0, drawn.stderr
    page = (run_geo.work / "x.html").read_text(encoding="utf-8")
    assert "Districts added by the author (kaz_adm2): OCHA, licence CC BY-IGO" in page

    again = run_geo("atlas", "add", path.name, "--layer", "districts", "--name-column", "ADM2_EN")
    assert (again.returncode, again.stdout) == (1, "")
    assert "You have a layer 'kaz_adm2' already" in again.stderr
    done = run_geo("atlas", "remove", "kaz_adm2")
    assert (done.returncode, done.stdout) == (0, "")
    assert "KZ4704" not in run_geo("measure", "-", stdin=point).stdout
    gone = run_geo("atlas", "remove", "kaz_adm2")
    assert (gone.returncode, gone.stderr) == (
        1,
        "geo: You have no layer 'kaz_adm2'. You have none; geo atlas add adds one.\n",
    )


def test_incident_is_located_by_your_code(run_geo):
    make_units().to_file(run_geo.work / "adm2.gpkg")
    done = run_geo(
        "atlas", "add", "adm2.gpkg", "--layer", "districts", "--name-column", "ADM2_EN",
        "--code-column", "ADM2_PCODE",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    done = run_geo("measure", "-", "--place", "where", "-o", "out.gpkg", stdin="id,where\n1,KZ4704\n")
    assert done.returncode == 0, done.stderr
    (row,) = gpd.read_file(run_geo.work / "out.gpkg").to_dict("records")
    assert (row["geo_district"], row["geo_district_code"]) == ("Kuryk", "KZ4704")
    assert shapely.equals(row["geometry"], box(*BOXES[3]))


def test_map_with_a_border_of_unknown_accuracy(run_geo):
    path = run_geo.work / "line.geojson"
    gpd.GeoDataFrame(geometry=[LINE], crs=4326).to_file(path)
    done = run_geo("atlas", "add", path.name, "--layer", "borders", "--codes", "KAZ-TKM", "--kind", "claimed")
    assert (done.returncode, done.stdout) == (0, "line\n"), done.stderr
    assert "1 border kept for KAZ, TKM. They count beside those of geo" in done.stderr
    drawn = run_geo("map", "-", "-o", "x.html", stdin="lon,lat\n53.5,43.01\n")
    assert drawn.returncode == 0, drawn.stderr
    assert "nan" not in run_geo("measure", "-", stdin="lon,lat\n53.5,43.01\n").stdout.lower()


def test_refusals_are_one_line_with_their_exit_code(run_geo):
    path = run_geo.work / "x.geojson"
    make_units().to_file(path)
    for arguments, code, message in [
        (["--layer", "districts"], 2, "Say which column of x.geojson to use with --name-column"),
        (["--layer", "districts", "--name-column", "X"], 1, "there is no column 'X'"),
        (["--layer", "cities"], 2, "no layer 'cities'"),
        ([], 2, "required: --layer"),
        (["--layer", "districts", "--accuracy-m", "ten"], 2, "invalid float value: 'ten'"),
        (["--layer", "districts", "--colum", "x"], 2, "no option --colum"),
    ]:
        done = run_geo("atlas", "add", path.name, *arguments)
        assert (done.returncode, done.stdout) == (code, "")
        assert message in done.stderr
        assert "Traceback" not in done.stderr


def test_folder_of_the_layers_can_be_moved_with_its_files(add, home, tmp_path, monkeypatch):
    add(make_units(), name="mine")
    moved = tmp_path / "elsewhere"
    shutil.move(home, moved)
    monkeypatch.setenv("GEO_INCIDENTS_HOME", str(moved))
    assert (
        len(OwnLayers(list_layers()).join_units("districts", make_shipped(("KAZ", "x", (60, 50, 61, 51)))))
        == 5
    )
