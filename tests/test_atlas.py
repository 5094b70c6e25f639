"""The atlas as an object: lazy layers, whole polygons, honest errors, a GIS file."""

import json
import shutil
import sqlite3

import numpy as np
import pytest
import shapely

from geo._atlas import load_atlas
from geo._atlas.atlas import LAYERS
from geo._atlas.export import export_atlas
from geo.errors import AtlasError, OutputError, UsageError


@pytest.fixture(scope="module")
def atlas():
    return load_atlas()


def test_nothing_is_read_before_it_is_asked_for():
    fresh = load_atlas()
    assert set(vars(fresh)) == {"folder", "sources", "worldview"}


def test_every_layer_says_where_it_comes_from(atlas):
    for name, facts in atlas.sources["layers"].items():
        assert set(facts) >= {"rows", "source", "date", "licence", "attribution", "accuracy"}, name
        assert facts["licence"] in {
            "ODbL-1.0",
            "CC-BY-4.0",
            "PD",
            "per row in licence",
            "PD, per row in licence",
            "Unicode-3.0, ODbL-1.0, CC-BY-4.0, PD; by the source in each row",
            "ODbL-1.0, CC-BY-4.0, PD, Unicode-3.0; as the layers",
        }


def test_the_files_are_those_that_the_sources_list(atlas):
    import hashlib

    listed = atlas.sources["files"]
    assert set(listed) == {path.name for path in atlas.folder.iterdir()} - {"sources.json"}
    for name, facts in listed.items():
        assert hashlib.sha256((atlas.folder / name).read_bytes()).hexdigest() == facts["sha256"], name


def test_the_listed_rows_are_there(atlas):
    layers = atlas.sources["layers"]
    for name in ("entities", *(name for name in LAYERS if name not in ("coasts", "land"))):
        assert len(getattr(atlas, name)) == layers[name]["rows"], name


def test_country_polygons_are_valid(atlas):
    assert atlas.countries.geometry.is_valid.all()


def test_land_polygons_are_valid(atlas):
    assert atlas.land.geometry.is_valid.all()


def test_countries_do_not_overlap(atlas):
    # Polygons that share arcs overlap only if arcs cross; then two interiors meet somewhere.
    polygons = atlas.countries.geometry.explode(ignore_index=True).to_numpy()
    one, other = shapely.STRtree(polygons).query(polygons, predicate="overlaps")
    assert len(one) == len(other) == 0
    outer, inner = shapely.STRtree(polygons).query(polygons, predicate="contains")
    assert (outer == inner).all()


def test_each_border_has_a_kind_a_reach_and_an_accuracy(atlas):
    borders = atlas.borders
    assert set(borders["kind"]) == {
        *("international", "territorial_sea", "internal", "ceasefire", "claimed", "line_of_control"),
    }
    assert set(borders["reach"]) == {"land", "river", "lake", "sea"}
    assert borders["accuracy_m"].between(10, 2000).all()
    coarse = borders[borders["accuracy_m"] > 20]
    assert set(coarse["codes"]) == {"ISR-SYR", "KEN-SSD"}
    assert (borders["codes"].str.split("-").map(sorted).str.join("-") == borders["codes"]).all()


def test_a_line_within_one_sovereign_is_internal_and_no_other(atlas):
    borders = atlas.borders
    assert (
        (borders["left_sovereign"] == borders["right_sovereign"]) == (borders["kind"] == "internal")
    ).all()


def test_nothing_runs_along_the_antimeridian(atlas):
    for layer in (atlas.borders, atlas.limits, atlas.coasts):
        lon, lat = shapely.get_coordinates(layer.geometry.to_numpy()).T
        both = (np.abs(lon[:-1]) == 180) & (lon[:-1] == lon[1:]) & (np.abs(np.diff(lat)) < 20)
        line = np.repeat(np.arange(len(layer)), shapely.get_num_coordinates(layer.geometry.to_numpy()))
        assert not (both & (line[:-1] == line[1:])).any()


def test_the_south_pole_is_in_antarctica(atlas):
    parts = atlas.parts_at([12.0], [-89.9])
    assert parts[parts.contains(shapely.Point(12.0, -89.9))]["code"].tolist() == ["ATA"]


@pytest.mark.parametrize(
    ("lon", "lat", "code"),
    [
        (179.3, -16.8, "FJI"),  # Vanua Levu, west of the antimeridian
        (-179.95, -16.75, "FJI"),  # Taveuni's side, east of it
        (-175.0, 66.0, "RUS"),  # Chukotka, east of it
        (177.5, 64.7, "RUS"),  # Anadyr
        (-176.5, -43.95, "NZL"),  # Chatham Islands
        (173.0, 1.4, "KIR"),  # Tarawa
        (-157.4, 1.85, "KIR"),  # Kiritimati
        (179.6, 51.95, "USA"),  # Aleutians, west of it
        (-169.53, 16.73, "UMI"),  # Johnston Atoll
        (0.0, -75.0, "ATA"),
        (105.85, 21.03, "VNM"),  # Ha Noi, in the time zone of Bangkok
        (21.16, 42.66, "XKX"),  # Pristina, in the time zone of Belgrade
        (20.87, 42.89, "XKX"),  # North Mitrovica
        (35.23, 31.78, "PSE"),  # East Jerusalem
        (35.18, 31.78, "ISR"),  # West Jerusalem
        (34.45, 31.5, "PSE"),  # Gaza
        (113.5, 53.0, "RUS"),
        (34.1, 44.95, "UKR"),  # Simferopol: default code
        (41.0, 43.0, "GEO"),  # Sukhumi: default code
        (73.51, -53.1, "HMD"),
        (3.36, -54.42, "BVT"),
    ],
)
def test_a_known_point_is_in_its_entity(atlas, lon, lat, code):
    parts = atlas.parts_at([lon], [lat])
    assert parts[parts.intersects(shapely.Point(lon, lat))]["code"].tolist() == [code]


def test_the_time_zone_is_kept(atlas):
    parts = atlas.parts_at([53.5], [43.0])
    assert parts[parts.contains(shapely.Point(53.5, 43.0))]["timezone"].tolist() == ["Asia/Aqtau"]


def test_points_in_no_box_find_no_part(atlas):
    assert atlas.parts_at([-30.0], [30.0]).empty


def test_a_part_is_the_same_ground_as_its_country(atlas):
    parts = atlas.parts_at([66.0], [48.0])
    kazakh = parts[parts["code"] == "KAZ"]
    whole = atlas.countries.set_index("code").loc["KAZ", "geometry"]
    middle = kazakh.representative_point()
    assert whole.contains(middle.iloc[0])
    assert shapely.area(kazakh.geometry.to_numpy()).sum() <= shapely.area(whole) * (1 + 1e-9)


def test_a_folder_without_an_atlas_is_refused(tmp_path):
    with pytest.raises(AtlasError, match="no atlas in"):
        load_atlas(tmp_path)


def test_an_atlas_of_another_layout_is_refused(tmp_path):
    (tmp_path / "sources.json").write_text(json.dumps({"version": "0"}), encoding="utf-8")
    with pytest.raises(AtlasError, match="layout '0'"):
        load_atlas(tmp_path)


def test_a_damaged_layer_is_named(atlas, tmp_path):
    shutil.copy(atlas.folder / "sources.json", tmp_path)
    (tmp_path / "entities.parquet").write_bytes(b"PAR1 no more")
    with pytest.raises(AtlasError, match="Layer 'entities'"):
        _ = load_atlas(tmp_path).entities


def test_an_unknown_layer_is_named(atlas):
    with pytest.raises(AtlasError, match="no layer 'rivers'"):
        atlas.layer("rivers")


def test_the_export_has_the_layers_and_columns_that_were_promised(atlas, tmp_path):
    path = export_atlas(atlas, tmp_path / "atlas.gpkg")
    with sqlite3.connect(path) as database:
        layers = {row[0] for row in database.execute("select table_name from gpkg_contents")}
        columns = {row[1] for row in database.execute("pragma table_info(borders)")}
        kinds = database.execute("select distinct kind from borders where codes = 'KAZ-RUS'").fetchall()
    assert layers >= {"countries", "borders", "places"}
    assert columns >= {"codes", "kind", "reach", "accuracy_m"}
    assert {kind for (kind,) in kinds} == {"international", "territorial_sea"}
    assert list(tmp_path.iterdir()) == [path]


def test_an_export_replaces_nothing_unless_told(atlas, tmp_path):
    path = tmp_path / "atlas.gpkg"
    path.write_bytes(b"mine")
    with pytest.raises(OutputError, match="--force"):
        export_atlas(atlas, path)
    assert path.read_bytes() == b"mine"


def test_an_export_to_another_format_is_refused(atlas, tmp_path):
    with pytest.raises(UsageError, match="gpkg"):
        export_atlas(atlas, tmp_path / "atlas.shp")
