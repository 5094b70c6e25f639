"""The bar of long runs: there on a terminal, for many rows or areas, and nowhere else."""

from __future__ import annotations

import io

import geopandas as gpd
import numpy as np
import pytest
import shapely

from geo.cli.progress import LONG_TABLE, MANY_AREAS, show_progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def points(count: int, **columns: object) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame(columns, geometry=gpd.points_from_xy(np.zeros(count), np.zeros(count)), crs=4326)


LONG = points(LONG_TABLE)
FEW = points(MANY_AREAS, geo_precision_m=np.append(np.full(MANY_AREAS - 2, 5.0), [0.0, np.nan]))
MANY_DISCS = points(MANY_AREAS, geo_precision_m=np.full(MANY_AREAS, 5_000.0))
MANY_OUTLINES = gpd.GeoDataFrame(geometry=[shapely.box(0, 0, 1, 1)] * MANY_AREAS, crs=4326)


def show(
    monkeypatch: pytest.MonkeyPatch, table: gpd.GeoDataFrame, stream: io.StringIO, *, quiet: bool
) -> bool:
    monkeypatch.setattr("sys.stderr", stream)
    with show_progress(table, quiet=quiet) as tell:
        if tell is None:
            return False
        for what in (*["border"] * 30, "7 of 50 areas"):
            tell(what)
    return True


@pytest.mark.parametrize("table", [LONG, MANY_DISCS, MANY_OUTLINES])
def test_what_takes_long_is_shown(monkeypatch: pytest.MonkeyPatch, table: gpd.GeoDataFrame) -> None:
    terminal = Terminal()
    assert show(monkeypatch, table, terminal, quiet=False)
    assert f"{len(table):,} rows: border" in terminal.getvalue()
    assert "7 of 50 areas" in terminal.getvalue()


@pytest.mark.parametrize(
    ("table", "stream", "quiet"),
    [(FEW, Terminal(), False), (LONG, io.StringIO(), False), (LONG, Terminal(), True)],
)
def test_nothing_else_is(monkeypatch, table, stream, quiet) -> None:
    assert not show(monkeypatch, table, stream, quiet=quiet)
    assert stream.getvalue() == ""
