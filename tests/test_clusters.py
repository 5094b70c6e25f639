"""A cluster gives the rows that one machine gives: lazily, whole, and though a worker is killed."""

from __future__ import annotations

import functools
import json
import os
import pickle
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import dask.dataframe as dd
import dask_geopandas
import distributed
import fsspec
import geopandas as gpd
import numpy as np
import pandas as pd
import pyarrow.parquet as pq
import pytest

import geo
from geo._atlas import load_atlas, share_atlas
from geo._clusters import Asked, measure_folder, plan_folder
from geo._clusters.connecting import check_workers
from geo._lazy import key_of, recall
from geo._records import read_record, told_time
from geo.errors import DataError, OutputError, UsageError

ROWS = 20_000
PARTS = 8
ONLY = ("country", "border")

# A worker that is killed leaves its sockets to the collector of whoever talked with it.
pytestmark = [
    pytest.mark.filterwarnings("ignore:unclosed <socket.socket:ResourceWarning"),
    pytest.mark.filterwarnings("ignore:unclosed transport <asyncio:ResourceWarning"),
]


def make_table(rows: int) -> pd.DataFrame:
    rng = np.random.default_rng(20261129)
    table = pd.DataFrame(
        {
            "id": [f"{number:07}" for number in range(rows)],
            "event_date": pd.to_datetime("2024-03-04") + pd.to_timedelta(np.arange(rows) % 90, "D"),
            "lon": rng.uniform(40, 70, rows),
            "lat": rng.uniform(30, 55, rows),
            "deaths": np.arange(rows) % 7,
            "note": "Ақтау",
        }
    )
    table.loc[3, "lat"] = 95.0
    table.loc[4, "lon"] = np.nan
    return table


def make_frame(rows: int) -> gpd.GeoDataFrame:
    # As Dask has texts, which makes this of all others.
    table = make_table(rows).astype({"id": "string", "note": "string"})
    return gpd.GeoDataFrame(table, geometry=gpd.points_from_xy(table["lon"], table["lat"]), crs=4326)


def write_folder(folder: Path, table: pd.DataFrame, parts: int) -> Path:
    folder.mkdir(parents=True)
    for number, rows in enumerate(np.array_split(np.arange(len(table)), parts)):
        table.iloc[rows].to_parquet(folder / f"day-{number:02}.parquet", index=False)
    (folder / "_metadata").write_bytes(b"of whoever wrote it")
    return folder


def read_folder(folder: Path) -> gpd.GeoDataFrame:
    parts = [gpd.read_parquet(path) for path in sorted(folder.glob("part-*.parquet"))]
    return pd.concat(parts, ignore_index=True)


@functools.cache
def measured_here() -> gpd.GeoDataFrame:
    """Measure the whole table in memory, write it and read it again."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        make_table(ROWS).to_parquet(folder / "all.parquet", index=False)
        located = geo.locate_incidents(geo.read_incidents(folder / "all.parquet"))
        geo.write_incidents(geo.measure_incidents(located, only=ONLY), folder / "out.parquet")
        return gpd.read_parquet(folder / "out.parquet")


@pytest.fixture(scope="module")
def client():
    with (
        distributed.LocalCluster(
            n_workers=2,
            threads_per_worker=1,
            processes=True,
            dashboard_address="127.0.0.1:0",
            memory_limit="6GiB",
        ) as cluster,
        distributed.Client(cluster) as connected,
    ):
        yield connected


def ask(**more) -> Asked:
    return Asked(atlas=key_of(None), made=told_time(), **{"measuring": {"only": ONLY}, **more})


def kill_one(client: distributed.Client) -> int:
    """Kill one of the workers that are at work, and give its number."""
    pids = client.run(os.getpid)
    busy = [address for address, keys in client.processing().items() if keys]
    pid = pids[busy[0] if busy else next(iter(pids))]
    os.kill(pid, signal.SIGKILL)
    return pid


def test_a_frame_measured_by_two_processes_one_of_them_killed_has_the_rows_of_one(client):
    frame = make_frame(ROWS)
    frame.attrs["geo_incidents"] = {"inputs": [{"name": "day.csv"}], "data": []}
    lazy = geo.measure_incidents(dask_geopandas.from_geopandas(frame, npartitions=PARTS), only=ONLY)
    future = client.compute(lazy)
    while not any(client.processing().values()):
        time.sleep(0.01)
    killed = kill_one(client)
    found = future.result(timeout=120)
    here = geo.measure_incidents(frame, only=ONLY)
    pd.testing.assert_frame_equal(found, here)
    assert found.crs == here.crs
    assert found.attrs == here.attrs == frame.attrs
    assert killed not in client.run(os.getpid).values()


def test_a_folder_measured_while_a_worker_is_killed_has_nothing_twice_and_nothing_missing(client, tmp_path):
    source, target = write_folder(tmp_path / "in", make_table(ROWS), PARTS), tmp_path / "out"
    plan = plan_folder([str(source)], str(target))
    done = []
    runner = threading.Thread(target=lambda: done.append(measure_folder(plan, client, ask())))
    runner.start()
    while runner.is_alive() and not list(target.glob("part-*.parquet")):
        time.sleep(0.005)
    assert not (target / "run.json").exists() or not runner.is_alive()
    kill_one(client)
    runner.join(timeout=120)
    assert len(done) == 1
    pd.testing.assert_frame_equal(read_folder(target), measured_here())
    record = read_record(target / "run.json")
    assert record["rows"]["in"] == ROWS
    assert record["rows"]["located"] == ROWS - 2
    assert [one["name"] for one in record["inputs"]] == [
        f"day-{number:02}.parquet" for number in range(PARTS)
    ]
    assert len(list(target.iterdir())) == PARTS + 1

    # Half a part and one of other bytes are made again, the others are left as they are.
    times = {path.name: path.stat().st_mtime_ns for path in target.iterdir()}
    whole = (target / "part-00005.parquet").read_bytes()
    (target / "part-00005.parquet").write_bytes(whole[:-100])
    shutil.copy(target / "part-00001.parquet", target / "part-00002.parquet")
    (target / "part-00007.parquet").unlink()
    (target / "part-00099.parquet").write_bytes(b"of an earlier run")
    resumed = measure_folder(plan_folder([str(source)], str(target), resume=True), client, ask())
    assert resumed.reused == PARTS - 3
    pd.testing.assert_frame_equal(read_folder(target), measured_here())
    again = {path.name: path.stat().st_mtime_ns for path in target.iterdir()}
    assert again.keys() == times.keys()
    kept = {name for name, when in times.items() if again[name] == when}
    assert kept == {f"part-{number:05}.parquet" for number in (0, 1, 3, 4, 6)}
    for name in ("rows", "inputs", "sources", "atlas", "data"):
        assert resumed.record[name] == record[name]

    # Parts that were asked for otherwise are not what is asked for now.
    plan = plan_folder([str(source)], str(target), resume=True)
    run = geo_run({"only": "country"})
    other = measure_folder(plan, client, ask(measuring={"only": ("country",)}, run=run))
    assert other.reused == 0
    assert "geo_border" not in read_folder(target).columns


def geo_run(options):
    from geo._records import Run

    return Run(options=options)


def test_workers_of_another_version_or_atlas_are_refused_by_name(client):
    key = key_of(None)
    with pytest.raises(DataError, match=rf"tcp://\S+: A worker has geo {geo.__version__}, and geo 0\.0\.1 "):
        check_workers(client, key._replace(version="0.0.1"))
    with pytest.raises(DataError, match=rf"A worker has the atlas {key.digest[:12]}, and 0123456789ab "):
        check_workers(client, key._replace(digest="0123456789abcdef"))
    check_workers(client, key)


def test_an_error_of_a_file_names_the_file(client, tmp_path):
    source = write_folder(tmp_path / "in", make_table(40), 2)
    make_table(20).drop(columns="note").to_parquet(source / "day-07.parquet", index=False)
    with pytest.raises(DataError, match=r"day-07\.parquet has not the columns of the first file.*'note'"):
        measure_folder(plan_folder([str(source)], str(tmp_path / "out")), client, ask())
    assert not (tmp_path / "out" / "run.json").exists()
    (source / "day-07.parquet").write_bytes(b"PAR1 and no more")
    with pytest.raises(DataError, match=r"day-07\.parquet is damaged"):
        measure_folder(plan_folder([str(source)], str(tmp_path / "out"), overwrite=True), client, ask())
    (source / "day-07.parquet").unlink()
    with pytest.raises(DataError, match=r"day-00\.parquet: 2 of 20 rows have a problem.*--strict"):
        measure_folder(
            plan_folder([str(source)], str(tmp_path / "out"), overwrite=True), client, ask(strict=True)
        )


def test_any_storage_of_fsspec_will_do_and_threads_too():
    # What is in memory only this process sees, so the workers are threads of it.
    system = fsspec.filesystem("memory")
    table = make_table(60)
    for number in range(3):
        with system.open(f"/clusters/in/deep/{number}.parquet", "wb") as stream:
            table.iloc[20 * number : 20 * (number + 1)].to_parquet(stream, index=False)
    with distributed.Client(
        processes=False, n_workers=1, threads_per_worker=2, dashboard_address="127.0.0.1:0"
    ) as threads:
        plan = plan_folder(["memory://clusters/in"], "memory://clusters/out")
        told = measure_folder(plan, threads, ask(measuring={"only": ("country",)}))
    names = sorted(path.rpartition("/")[2] for path in system.ls("/clusters/out", detail=False))
    assert names == ["part-00000.parquet", "part-00001.parquet", "part-00002.parquet", "run.json"]
    assert json.loads(system.cat_file("/clusters/out/run.json")) == json.loads(json.dumps(told.record))
    with system.open("/clusters/out/part-00001.parquet", "rb") as stream, pq.ParquetFile(stream) as file:
        assert file.read(columns=["id"]).column("id").to_pylist() == table["id"].iloc[20:40].tolist()
        assert json.loads(file.metadata.metadata[b"geo"])["version"] == "1.1.0"
    system.rm("/clusters", recursive=True)


def test_a_folder_is_measured_from_the_command_line(tmp_path):
    source = write_folder(tmp_path / "in", make_table(300), 3)

    def run(*more: str) -> subprocess.CompletedProcess[str]:
        words = ["-m", "geo", "measure", f"{source}/", "-o", "out/", "--dask", "local:2", "--only", "country"]
        return subprocess.run(
            [sys.executable, *words, *more], capture_output=True, cwd=tmp_path, text=True, check=False
        )

    done = run("--codes", "iso3")
    assert done.returncode == 0, done.stderr
    assert "300 rows read, 298 located; written to out/ in 3 parts." in done.stderr
    assert "1 row: latitude is outside -90 to 90" in done.stderr
    assert "distributed" not in done.stderr
    found = read_folder(tmp_path / "out")
    assert found["id"].tolist() == make_table(300)["id"].tolist()
    assert found["geo_code_iso3"].notna().sum() > 200
    record = read_record(tmp_path / "out" / "run.json")
    assert record["command"][:6] == ["geo", "measure", "in", "-o", "out", "--dask"]
    assert str(tmp_path) not in json.dumps(record)
    again = run()
    assert again.returncode == 1
    assert "not empty. Choose another folder, pass --resume" in again.stderr


@pytest.mark.parametrize(
    ("asked", "problem"),
    [
        (["--dask", "local:2", "-o", "out", "--sep", ";"], "Parquet has no delimiter"),
        (["--dask", "local:2"], "Give INPUT and -o"),
        (["--dask", "local:2", "-o", "out", "--format", "csv"], "reads and writes Parquet"),
        (["--dask", "local:2", "-o", "out", "--only", "contry"], "nothing that can be measured"),
        (["--dask", "local:2", "-o", "in/out"], "holds the input or lies in it"),
    ],
)
def test_what_makes_no_sense_with_a_cluster_is_refused_before_there_is_one(tmp_path, asked, problem):
    write_folder(tmp_path / "in", make_table(4), 1)
    done = subprocess.run(
        [sys.executable, "-m", "geo", "measure", "in", *asked],
        capture_output=True,
        cwd=tmp_path,
        text=True,
        check=False,
    )
    assert done.returncode == 2, done.stderr
    assert problem in done.stderr


def test_folders_that_say_something_in_their_names_are_refused(tmp_path):
    write_folder(tmp_path / "in" / "year=2024", make_table(4), 1)
    with pytest.raises(DataError, match=r"a value of its own \(year=2024\)"):
        plan_folder([str(tmp_path / "in")], str(tmp_path / "out"))
    with pytest.raises(DataError, match="no Parquet files"):
        plan_folder([str(tmp_path / "none")], str(tmp_path / "out"))
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError, match="is a file"):
        plan_folder([str(tmp_path / "in" / "year=2024")], str(tmp_path / "file"))


def _never(number: int) -> gpd.GeoDataFrame:
    raise AssertionError(f"partition {number} was computed")


def make_never() -> dask_geopandas.GeoDataFrame:
    return dd.from_map(_never, range(3), meta=make_frame(5).iloc[:0], divisions=(0, 10, 20, 29))


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"only": ["places", "country"]},
        {"only": "land"},
        {"only": [], "codes": ["gw", "fips", "priogrid"]},
        {"only": [], "to": ["rus-kaz"], "date_column": "event_date", "profile": "generic"},
    ],
)
def test_nothing_is_computed_and_the_types_are_known(asked):
    lazy = geo.measure_incidents(make_never(), **asked)
    here = geo.measure_incidents(make_frame(12), **asked)
    assert isinstance(lazy, dask_geopandas.GeoDataFrame)
    pd.testing.assert_series_equal(lazy.dtypes, here.dtypes)
    assert list(lazy.columns) == list(here.columns)
    assert (lazy.divisions, lazy.npartitions, lazy.crs) == ((0, 10, 20, 29), 3, here.crs)
    with pytest.raises(AssertionError, match="was computed"):
        lazy.compute(scheduler="synchronous")


def test_what_travels_is_not_the_atlas():
    atlas = load_atlas(worldview="de_facto")
    assert len(atlas.entities)
    assert len(pickle.dumps(geo.measure_incidents(make_never(), atlas=atlas))) < 50_000


def test_an_atlas_that_is_given_is_the_one_that_workers_load():
    for asked in ({}, {"worldview": "de_facto"}, {"own": False}):
        atlas = load_atlas(**asked)
        key = pickle.loads(pickle.dumps(key_of(atlas)))  # noqa: S301 - our own
        assert recall(key).made_of == atlas.made_of
        assert recall(key) is recall(key)
    assert recall(key_of(None)) is share_atlas()
    assert recall(key_of(load_atlas().at("1990-01-01"))).day == "1990-01-01"
    with pytest.raises(UsageError, match="cannot load a dict again"):
        geo.measure_incidents(make_never(), atlas={})


def test_rows_are_located_lazily_too():
    table = pd.DataFrame({"region": ["Mangystau", "Nowhere"], "country": "KAZ"}, dtype="string")
    frame = gpd.GeoDataFrame(table, geometry=gpd.GeoSeries([None, None], crs=4326))
    lazy = geo.locate_incidents(dask_geopandas.from_geopandas(frame, npartitions=2))
    found = lazy.compute(scheduler="synchronous")
    here = geo.locate_incidents(frame)
    pd.testing.assert_series_equal(
        lazy.dtypes.drop(["region", "country"]), here.dtypes.drop(["region", "country"])
    )
    assert found["geo_located_as"].isna().tolist() == here["geo_located_as"].isna().tolist() == [False, True]
    assert found.geometry.geom_equals(here.geometry)[0]


def test_a_frame_that_cannot_be_measured_is_refused_at_once(monkeypatch):
    plain = dd.from_pandas(make_table(8), npartitions=2)
    with pytest.raises(UsageError, match="from_dask_dataframe"):
        geo.measure_incidents(plain)
    nowhere = dask_geopandas.from_geopandas(make_frame(8).set_crs(None, allow_override=True), npartitions=2)
    with pytest.raises(DataError, match="no coordinate reference system"):
        geo.measure_incidents(nowhere)
    with pytest.raises(UsageError, match="'contry' is nothing that can be measured"):
        geo.measure_incidents(make_never(), only=["contry"])
    monkeypatch.setitem(sys.modules, "dask_geopandas", None)
    with pytest.raises(UsageError, match=r"pip install 'geo-incidents\[dask\]'"):
        geo.measure_incidents(plain)


def test_nobody_without_dask_loads_it_and_the_command_says_what_is_missing(tmp_path):
    write_folder(tmp_path / "in", make_table(4), 1)
    code = (
        "import sys, geo, geopandas as gpd\n"
        "here = gpd.GeoDataFrame(geometry=gpd.points_from_xy([53.5], [43]), crs=4326)\n"
        "geo.measure_incidents(here, only=[])\n"
        "assert not {'dask', 'distributed', 'fsspec'} & set(sys.modules), 'loaded'\n"
        "sys.modules['distributed'] = None\n"
        "from geo.cli import main\n"
        "sys.exit(main(['measure', 'in', '-o', 'out', '--dask', 'local:2']))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, cwd=tmp_path, text=True, check=False
    )
    assert done.returncode == 2, done.stderr
    assert "pip install 'geo-incidents[dask]'" in done.stderr
