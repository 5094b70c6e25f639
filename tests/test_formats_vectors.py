"""GeoPackage, FlatGeobuf and shapefiles: made by GDAL or by hand, damaged, and made to do harm."""

from __future__ import annotations

import contextlib
import datetime as dt
import shutil
import sqlite3
import struct
import warnings
from pathlib import Path
from typing import TYPE_CHECKING

import geopandas as gpd
import pandas as pd
import pyogrio
import pytest
import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geo._reading.formats import geopackage
from geo._reading.formats.geometries import read_wkb, settle_shape
from geo._reading.formats.vectors import read_vector
from geo._reading.source import Options, Source
from geo.errors import DataError, GeoError, UsageError
from tests.broken_bytes import change

if TYPE_CHECKING:
    from geo._reading.source import Table

POINTS = [shapely.Point(53.5, 43, 7), shapely.Point(-1, -2, 8), None]


def make_frame() -> gpd.GeoDataFrame:
    columns = {
        "code": ["007", None, "Жаңаөзен"],
        "n": pd.array([2**60 + 1, None, -3], dtype="Int64"),
        "ok": pd.array([True, None, False], dtype="boolean"),
        "part": [0.1, 2.5, -1e300],
        "day": [dt.date(2024, 2, 29), None, dt.date(1999, 12, 31)],
        "when": pd.to_datetime(["2024-01-01T10:00:00.5", None, "2024-01-02T00:00:00.0"]),
    }
    return gpd.GeoDataFrame(columns, geometry=POINTS, crs="EPSG:4326")


def write(path: Path, frame: pd.DataFrame, driver: str, **how: object) -> Path:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        pyogrio.write_dataframe(frame, path, driver=driver, **how)
    return path


def read(path: Path, **how: str) -> Table:
    return read_vector(Source(path.name, path=path), Options(**how))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("vectors")
    frame = make_frame()
    write(place / "x.gpkg", frame, "GPKG", use_arrow=True)
    write(place / "x.fgb", frame, "FlatGeobuf", use_arrow=True, SPATIAL_INDEX="NO")
    write(place / "x.shp", frame.drop(columns=["day", "when"]), "ESRI Shapefile", use_arrow=True)
    return place


@pytest.mark.parametrize("name", ["x.gpkg", "x.fgb"])
def test_columns_keep_their_values_and_types(folder: Path, name: str) -> None:
    table = read(folder / name)
    columns = table.columns
    assert list(columns) == ["code", "n", "ok", "part", "day", "when"]
    assert [str(kind) for kind in columns.dtypes][:4] == ["string", "Int64", "boolean", "Float64"]
    assert columns["n"].tolist() == [2**60 + 1, pd.NA, -3]
    assert columns["ok"].tolist() == [True, pd.NA, False]
    assert columns["code"].tolist() == ["007", pd.NA, "Жаңаөзен"]
    assert columns["part"].tolist() == [0.1, 2.5, -1e300]
    if name == "x.gpkg":
        assert columns["day"].tolist()[::2] == [dt.date(2024, 2, 29), dt.date(1999, 12, 31)]
    else:
        # FlatGeobuf has no dates, and GDAL writes them as times.
        assert columns["day"].tolist()[::2] == [pd.Timestamp(2024, 2, 29), pd.Timestamp(1999, 12, 31)]
    assert columns["day"].isna().tolist() == [False, True, False]
    assert columns["when"].dtype == "datetime64[us]"
    assert columns["when"][0] == pd.Timestamp("2024-01-01T10:00:00.5")
    assert table.shapes is not None
    assert [shape and shape.wkt for shape in table.shapes] == ["POINT (53.5 43)", "POINT (-1 -2)", None]
    assert (table.crs, table.noun, table.is_text) == ("EPSG:4326", "feature", False)


@pytest.mark.parametrize("name", ["x.gpkg", "x.fgb"])
def test_source_in_memory_is_read_like_a_file(folder: Path, name: str) -> None:
    content = (folder / name).read_bytes()
    table = read_vector(Source("the input", content=content), Options())
    assert table.columns.equals(read(folder / name).columns)


def test_shapefile_is_read_with_the_files_beside_it(folder: Path) -> None:
    table = read(folder / "x.shp")
    assert table.columns["code"].tolist() == ["007", pd.NA, "Жаңаөзен"]
    assert table.columns["n"].tolist() == [2**60, pd.NA, -3]
    assert "may be lost" in table.told[0]
    assert table.file_format == "Shapefile"
    assert pd.isna(table.shapes[2])


def test_shapefile_in_capitals_without_prj_asks_for_the_crs(folder: Path, tmp_path: Path) -> None:
    for suffix in (".shp", ".shx", ".dbf", ".cpg"):
        shutil.copy(folder / f"x{suffix}", tmp_path / f"A!;b{suffix.upper()}")
    table = read(tmp_path / "A!;b.SHP")
    assert table.crs is None
    assert len(table.columns) == 3


def test_shapefile_says_which_file_is_missing(folder: Path, tmp_path: Path) -> None:
    shutil.copy(folder / "x.shp", tmp_path / "x.shp")
    with pytest.raises(DataError, match=r"there is no x\.shx beside it"):
        read(tmp_path / "x.shp")
    shutil.copy(folder / "x.shx", tmp_path / "x.shx")
    table = read(tmp_path / "x.shp")
    assert (len(table.shapes), table.columns.shape[1]) == (3, 0)
    assert "no .dbf" in table.told[0]
    with pytest.raises(DataError, match="without the files beside it"):
        read_vector(Source("x.shp", content=(folder / "x.shp").read_bytes()), Options())


def test_encoding_of_a_shapefile(tmp_path: Path) -> None:
    place = gpd.GeoDataFrame({"name": ["Жанаозен"]}, geometry=[shapely.Point(1, 2)], crs=4326)
    write(tmp_path / "c.shp", place, "ESRI Shapefile", encoding="cp1251")
    (tmp_path / "c.cpg").unlink()
    dbf = bytearray((tmp_path / "c.dbf").read_bytes())
    dbf[29] = 0
    (tmp_path / "c.dbf").write_bytes(dbf)
    table = read(tmp_path / "c.shp")
    assert "pass --encoding" in table.told[0]
    assert read(tmp_path / "c.shp", encoding="cp1251").columns["name"].tolist() == ["Жанаозен"]
    with pytest.raises(DataError, match="no encoding called 'klingon'"):
        read(tmp_path / "c.shp", encoding="klingon")
    write(tmp_path / "u.shp", place, "ESRI Shapefile", encoding="utf-8")
    (tmp_path / "u.cpg").unlink()
    dbf = bytearray((tmp_path / "u.dbf").read_bytes())
    dbf[29] = 0
    (tmp_path / "u.dbf").write_bytes(dbf)
    assert read(tmp_path / "u.shp").columns["name"].tolist() == ["Жанаозен"]


def test_layers_are_listed_and_chosen(tmp_path: Path) -> None:
    path = tmp_path / "many.gpkg"
    write(path, make_frame(), "GPKG", layer="incidents")
    write(path, make_frame().head(1), "GPKG", layer="wells", append=False)
    write(path, make_frame()[["code"]], "GPKG", layer="notes")
    with pytest.raises(UsageError, match=r"has 3 layers: incidents, wells, notes\. Choose one with --layer"):
        read(path)
    with pytest.raises(UsageError, match=r"no layer 'well' .*--layer 'wells'"):
        read(path, layer="well")
    assert len(read(path, layer="wells").columns) == 1
    notes = read(path, layer="notes")
    assert notes.shapes is None
    assert notes.crs is None
    assert notes.columns["code"].tolist() == ["007", pd.NA, "Жаңаөзен"]


def test_fields_called_like_the_key_and_the_geometry_stay(tmp_path: Path) -> None:
    frame = gpd.GeoDataFrame(
        {
            "OGC_FID": [6],
            "wkb_geometry": ["x"],
            "geometry": ["y"],
            "fid": [9],
            "place": [shapely.Point(1, 2)],
        },
        geometry="place",
        crs=4326,
    )
    table = read(write(tmp_path / "x.fgb", frame, "FlatGeobuf"))
    assert table.columns.iloc[0].to_dict() == {"OGC_FID": 6, "wkb_geometry": "x", "geometry": "y", "fid": 9}
    assert table.shapes[0].wkt == "POINT (1 2)"


def test_key_of_a_geopackage_is_a_column_unless_gdal_counted_rows(tmp_path: Path) -> None:
    path = write(tmp_path / "k.gpkg", make_frame(), "GPKG", FID="event_id", layer="k")
    assert read(path).columns["event_id"].tolist() == [1, 2, 3]
    with contextlib.closing(sqlite3.connect(write(tmp_path / "f.gpkg", make_frame(), "GPKG"))) as database:
        assert "fid" not in read(tmp_path / "f.gpkg").columns
        database.execute("DROP TRIGGER IF EXISTS rtree_f_geom_update3")
        database.executescript(
            "".join(
                f"DROP TRIGGER {name};"
                for (name,) in database.execute(
                    "SELECT name FROM sqlite_master WHERE type='trigger'"
                ).fetchall()
            )
        )
        database.execute("UPDATE f SET fid = 70 WHERE fid = 3")
        database.commit()
    assert read(tmp_path / "f.gpkg").columns["fid"].tolist() == [1, 2, 70]


def test_rows_in_the_log_beside_a_geopackage_are_read_and_nothing_is_written(tmp_path: Path) -> None:
    path = write(tmp_path / "w.gpkg", make_frame()[["code"]], "GPKG")
    with contextlib.closing(sqlite3.connect(path)) as database:
        database.execute("PRAGMA journal_mode=WAL")
        database.execute("INSERT INTO w (code) VALUES ('new')")
        database.commit()
        before = {file.name: file.read_bytes() for file in tmp_path.iterdir()}
        assert "new" in set(read(path).columns["code"].dropna())
        assert {file.name: file.read_bytes() for file in tmp_path.iterdir()} == before


def test_times_keep_their_zone(tmp_path: Path) -> None:
    frame = gpd.GeoDataFrame(
        {"t": pd.to_datetime(["2024-01-01T10:00:00+03:00"]), "u": pd.to_datetime(["2024-01-01T10:00:00Z"])},
        geometry=[shapely.Point(1, 2)],
        crs=4326,
    )
    table = read(write(tmp_path / "t.fgb", frame, "FlatGeobuf"))
    assert [str(kind) for kind in table.columns.dtypes] == [
        "datetime64[us, UTC+03:00]",
        "datetime64[us, UTC]",
    ]
    assert table.columns["t"][0].isoformat() == "2024-01-01T10:00:00+03:00"


def test_curve_becomes_a_line_of_many_parts(tmp_path: Path) -> None:
    path = write(tmp_path / "c.gpkg", make_frame(), "GPKG")
    arc = struct.pack("<BII6d", 1, 8, 3, 0, 0, 1, 1, 2, 0)
    with contextlib.closing(sqlite3.connect(path)) as database:
        for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type='trigger'").fetchall():
            database.execute(f"DROP TRIGGER {name}")
        header = b"GP\0\x01" + struct.pack("<i", 4326)
        database.execute("UPDATE c SET geom = ? WHERE fid = 1", (header + arc,))
        database.execute("UPDATE gpkg_geometry_columns SET geometry_type_name = 'GEOMETRY'")
        database.commit()
    shape = read(path).shapes[0]
    assert shape.geom_type == "LineString"
    # Half a circle of radius 1 around (1, 0).
    assert shape.length == pytest.approx(3.14159, abs=1e-3)
    assert len(shape.coords) > 20


def test_projected_system_is_declared(tmp_path: Path) -> None:
    frame = make_frame().to_crs(32639)
    assert read(write(tmp_path / "p.gpkg", frame, "GPKG")).crs == "EPSG:32639"


@pytest.mark.parametrize("name", ["x.gpkg", "x.fgb", "x.shp"])
@pytest.mark.parametrize(
    "content",
    [
        b'<OGRVRTDataSource><OGRVRTLayer name="x"><SrcDataSource>/vsicurl/http://127.0.0.1:9/x.gpkg',
        b'{"type": "FeatureCollection", "features": []}',
        b"http://127.0.0.1:9/x.geojson",
        b"",
    ],
)
def test_what_only_claims_to_be_a_format_is_not_opened(tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(DataError, match="does not begin like one"):
        read(tmp_path / name)


def alter(folder: Path, tmp_path: Path, *statements: str) -> Path:
    path = Path(shutil.copy(folder / "x.gpkg", tmp_path / "evil.gpkg"))
    with contextlib.closing(sqlite3.connect(path)) as database:
        for statement in statements:
            database.execute(statement)
        database.commit()
    return path


@pytest.mark.parametrize(
    "query",
    [
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n",
        "SELECT ogr_geocode('Aktau') AS i",
        "SELECT load_extension('evil') AS i",
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 300000000) SELECT i FROM n",
    ],
)
def test_view_that_runs_for_ever_or_calls_functions_is_refused(
    folder: Path, tmp_path: Path, query: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(geopackage, "_MOST_STEPS", 5_000_000)
    path = alter(
        folder,
        tmp_path,
        f"CREATE VIEW v AS {query}",
        "INSERT INTO gpkg_contents (table_name, data_type, identifier) VALUES ('v', 'attributes', 'v')",
    )
    with pytest.raises(DataError, match="'v' is a query that cannot be run here"):
        read(path, layer="x")


def test_view_of_stored_rows_is_read(folder: Path, tmp_path: Path) -> None:
    path = alter(
        folder,
        tmp_path,
        "CREATE VIEW v AS SELECT fid AS OGC_FID, code FROM x WHERE n < 0",
        "INSERT INTO gpkg_contents (table_name, data_type, identifier) VALUES ('v', 'attributes', 'v')",
    )
    assert read(path, layer="v").columns["code"].tolist() == ["Жаңаөзен"]


def test_sqlite_that_is_no_geopackage_is_refused(tmp_path: Path) -> None:
    with contextlib.closing(sqlite3.connect(tmp_path / "x.gpkg")) as database:
        database.execute("CREATE TABLE t (a)")
    with pytest.raises(DataError, match="has no table gpkg_contents"):
        read(tmp_path / "x.gpkg")


def test_nested_geometry_is_measured_before_it_is_followed() -> None:
    bottom = struct.pack("<BII", 1, 7, 0)
    deep = struct.pack("<BII", 1, 7, 1) * 2_000_000 + bottom
    hidden = struct.pack("<BII", 1, 7, 2) + shapely.Point(1, 2).wkb + deep
    fine = shapely.GeometryCollection([shapely.GeometryCollection([shapely.Point(1, 2)])])
    big = shapely.MultiPolygon([shapely.Point(i * 3, 0).buffer(1, quad_segs=64) for i in range(50)])
    found = read_wkb(
        [deep, hidden, fine.wkb, big.wkb, shapely.to_wkb(fine, flavor="extended", include_srid=True)]
    )
    assert found.problems.tolist()[:2] == ["the geometry is damaged and cannot be read"] * 2
    assert found.shapes[:2].tolist() == [None, None]
    assert found.shapes[2].equals(fine)
    assert found.shapes[3].equals(big)
    assert found.shapes[4].equals(fine)
    assert found.problems[2:].isna().all()


def test_geometry_without_a_place_is_none() -> None:
    nowhere = struct.pack("<BIIdddd", 1, 2, 2, 1, 2, float("inf"), 3)
    found = read_wkb([nowhere, shapely.LineString().wkb, struct.pack("<BII6d", 1, 8, 3, 0, 0, 1, 1, 2, 0)])
    assert found.shapes.tolist() == [None] * 3
    assert found.problems.tolist() == [
        "the geometry has a position that is no number",
        pd.NA,
        "the geometry is a curve or surface that cannot be read",
    ]


@pytest.mark.parametrize(
    ("given", "settled"),
    [
        ("POINT (1 2)", "POINT (1 2)"),
        ("MULTIPOINT (1 2, 1 2)", "POINT (1 2)"),
        ("MULTIPOINT (0 0, 2 0)", "LINESTRING (0 0, 2 0)"),
        ("MULTIPOINT (0 0, 2 0, 2 2, 1 0.5)", "POLYGON ((0 0, 2 0, 2 2, 0 0))"),
        ("GEOMETRYCOLLECTION (POINT (1 2), POINT EMPTY)", "POINT (1 2)"),
        (
            "GEOMETRYCOLLECTION (LINESTRING (0 0, 1 1), LINESTRING (3 3, 4 4))",
            "MULTILINESTRING ((0 0, 1 1), (3 3, 4 4))",
        ),
        ("GEOMETRYCOLLECTION (POLYGON ((0 0, 1 0, 1 1, 0 0)))", "POLYGON ((0 0, 1 0, 1 1, 0 0))"),
        (
            "GEOMETRYCOLLECTION (POLYGON ((0 0, 2 0, 2 2, 0 2, 0 0)), POLYGON ((1 0, 3 0, 3 2, 1 2, 1 0)))",
            "POLYGON ((0 0, 3 0, 3 2, 0 2, 0 0))",
        ),
        ("GEOMETRYCOLLECTION (POINT (0 0), LINESTRING (1 0, 1 1))", "POLYGON ((0 0, 1 0, 1 1, 0 0))"),
        ("LINEARRING (0 0, 1 0, 1 1, 0 0)", "LINESTRING (0 0, 1 0, 1 1, 0 0)"),
    ],
)
def test_any_geometry_settles_to_one_that_an_incident_can_have(given: str, settled: str) -> None:
    shape, problem = settle_shape(shapely.from_wkt(given))
    assert problem is None
    assert shape.equals(shapely.from_wkt(settled))
    assert shape.geom_type.upper() == settled.split(" ", maxsplit=1)[0]


def test_nothing_is_drawn_around_half_the_world() -> None:
    shape, problem = settle_shape(shapely.MultiPoint([(179, 0), (-179, 0)]))
    assert shape is None
    assert "more than 180°" in problem
    assert settle_shape(shapely.GeometryCollection()) == (None, None)
    assert settle_shape(None) == (None, None)


FUZZ = settings(max_examples=60, suppress_health_check=list(HealthCheck))


@pytest.mark.parametrize("name", ["x.gpkg", "x.fgb"])
def test_damaged_file_is_a_table_or_a_clear_error(folder: Path, name: str) -> None:
    content = (folder / name).read_bytes()

    @FUZZ
    @given(change(content))
    def survive(changed: bytes) -> None:
        with contextlib.suppress(GeoError):
            read_vector(Source(name, content=changed), Options())

    survive()


@pytest.mark.parametrize("suffix", [".shp", ".shx", ".dbf", ".prj", ".cpg"])
def test_damaged_part_of_a_shapefile_is_a_table_or_a_clear_error(
    folder: Path, tmp_path: Path, suffix: str
) -> None:
    for part in folder.glob("x.*"):
        if part.suffix in {".shp", ".shx", ".dbf", ".prj", ".cpg"}:
            shutil.copy(part, tmp_path / part.name)

    @settings(FUZZ, max_examples=30)
    @given(change((folder / f"x{suffix}").read_bytes()))
    def survive(changed: bytes) -> None:
        (tmp_path / f"x{suffix}").write_bytes(changed)
        with contextlib.suppress(GeoError):
            read(tmp_path / "x.shp")

    survive()


SHAPES = [
    shapely.GeometryCollection([shapely.Point(1, 2), shapely.LineString([(0, 0), (1, 1)])]),
    shapely.MultiPolygon([shapely.box(0, 0, 1, 1), shapely.box(2, 2, 3, 3)]),
]


@given(st.sampled_from([shape.wkb for shape in SHAPES]).flatmap(change))
def test_damaged_geometry_is_none_or_a_geometry(blob: bytes) -> None:
    found = read_wkb([blob])
    assert found.shapes[0] is None or found.problems.isna().all()
