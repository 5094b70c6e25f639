"""What is built once: kept, mapped, built again when damaged, done without where nothing can be written."""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd

from geo._geodesy import Forest, plant
from geo._measuring.shelf import CACHE_VARIABLE, UNUSED_S, Shelf, find_shelf

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


class Item(NamedTuple):
    table: pd.DataFrame
    forest: Forest
    numbers: np.ndarray


def build() -> Item:
    lon, lat = np.linspace(0.0, 90.0, 4_000), np.zeros(4_000)
    forest = plant(lon, lat, np.zeros(4_000, dtype=int), np.array([0]), 1)
    return Item(pd.DataFrame({"code": pd.array(["KAZ", None], dtype="string")}), forest, np.arange(3))


def refuse() -> Item:
    raise AssertionError("it is there already")


def same(one: Item, other: Item) -> bool:
    arrays = [(one.numbers, other.numbers), (one.forest.lon, other.forest.lon)]
    arrays += list(zip(one.forest.trees, other.forest.trees, strict=True))
    return one.table.equals(other.table) and all(np.array_equal(*pair) for pair in arrays)


def test_an_item_is_built_once_and_read_after_that(tmp_path: Path) -> None:
    built = Shelf(tmp_path / "shelf").get("thing", Item, build)
    read = Shelf(tmp_path / "shelf").get("thing", Item, refuse)
    assert same(built, read)
    assert isinstance(read.forest.xyz_m, np.memmap)  # not read before it is used
    assert [path.name for path in (tmp_path / "shelf").iterdir()] == ["thing"]  # nothing is left beside it


def test_a_damaged_item_is_built_again(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    shelf = Shelf(tmp_path)
    shelf.get("thing", Item, build)
    (tmp_path / "thing" / "forest" / "lon.npy").write_bytes(b"no array")
    assert same(shelf.get("thing", Item, build), build())
    assert "damaged" in caplog.text
    assert same(shelf.get("thing", Item, refuse), build())


def test_where_nothing_can_be_written_it_works_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    shelf = Shelf(tmp_path / "file" / "shelf")
    assert same(shelf.get("thing", Item, build), build())
    assert same(Shelf(None).get("thing", Item, build), build())


def test_it_says_once_what_takes_so_long(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO")
    shelf = Shelf(tmp_path)
    shelf.get("one", Item, build)
    shelf.get("two", Item, build)
    assert caplog.text.count("Making the index") == 1
    assert str(tmp_path) in caplog.text


def test_every_atlas_has_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(CACHE_VARIABLE, str(tmp_path))
    one, again = find_shelf({"files": 1, "own": []}), find_shelf({"own": [], "files": 1})
    other, unknown = find_shelf({"files": 1, "own": ["mine"]}), find_shelf(None)
    assert one.folder == again.folder != other.folder
    assert unknown.folder is None
    assert one.folder.parent == tmp_path


def test_what_nobody_uses_any_more_is_thrown_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(CACHE_VARIABLE, str(tmp_path))
    for name, age_s in (("index-old", 2 * UNUSED_S), ("index-new", UNUSED_S / 2), ("other", 2 * UNUSED_S)):
        (tmp_path / name).mkdir()
        os.utime(tmp_path / name, (time.time() - age_s,) * 2)
    find_shelf({"files": 1})
    assert sorted(path.name for path in tmp_path.iterdir()) == ["index-new", "other"]
