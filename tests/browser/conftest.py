"""One browser for all tests of the map, and a way to open a map in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.chromium import DESKTOP, Browser, Page

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    import folium

    OpenMap = Callable[..., Page]


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    running = Browser(tmp_path_factory.mktemp("profile"))
    yield running
    running.close()


@pytest.fixture
def open_map(browser: Browser, tmp_path: Path) -> OpenMap:
    def open_it(chart: folium.Map, size: tuple[int, int] = DESKTOP, *, scripts: bool = True) -> Page:
        path = tmp_path / "map.html"
        chart.save(path)
        return browser.open(path, size, scripts=scripts)

    return open_it
