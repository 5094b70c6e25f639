"""The scripts and styles of the page, each as one piece.

The scripts are ordinary ES modules in ``static``; no build step and no other program is needed to use
them. The page holds them as one plain script, because a module would not be loaded from ``file://``.
"""

from __future__ import annotations

import base64
import re
from functools import cache
from importlib import resources
from typing import Final

from geo._maps.modules import join_modules

__all__ = [
    "LEAFLET_VERSION",
    "inflate_script",
    "leaflet_script",
    "leaflet_style",
    "licences",
    "map_script",
    "map_style",
    "marker_images",
]

ENTRY: Final = "start.js"
LEAFLET: Final = "vendor/leaflet"
LEAFLET_VERSION: Final = "1.9.4"
INFLATE: Final = "vendor/tiny-inflate"


@cache
def map_script() -> str:
    """Our script: defines ``geoMap.start`` and ``geoMap.mount``."""
    joined = join_modules(ENTRY, lambda name: _read(f"static/{name}"))
    return f'"use strict";\nwindow.geoMap = {joined};\n'


@cache
def map_style() -> str:
    """Our style sheet."""
    return _read("static/map.css")


@cache
def leaflet_script() -> str:
    """Leaflet, without the address of its source map."""
    return re.sub(r"\n?//# sourceMappingURL=.*\s*$", "\n", _read(f"{LEAFLET}/leaflet.js"))


@cache
def inflate_script() -> str:
    """Give what inflates the data where the browser does not: defines ``geoInflate``."""
    return (
        "window.geoInflate = (() => {\nconst module = {};\n"
        f"{_read(f'{INFLATE}/index.js')}\nreturn module.exports;\n}})();\n"
    )


@cache
def licences() -> str:
    """Give the licences under which others' scripts travel in every page, as a comment."""
    leaflet, inflate = _read(f"{LEAFLET}/LICENSE"), _read(f"{INFLATE}/LICENSE")
    return (
        f"<!-- Leaflet, whose script and style are in this page:\n\n{leaflet.strip()}\n\n"
        f"tiny-inflate, whose script is in this page:\n\n{inflate.strip()}\n-->"
    )


@cache
def leaflet_style() -> str:
    """Give the style sheet of Leaflet with its pictures inside."""
    style = _read(f"{LEAFLET}/leaflet.css")
    return re.sub(r"url\(images/([\w.-]+)\)", lambda found: f"url({_data_address(found[1])})", style)


def marker_images() -> dict[str, str]:
    """Pictures of Leaflet's own marker, which a layer added by the author may use.

    Leaflet would otherwise guess their address from the style sheet, which fails when they are inside.
    """
    return {
        "iconUrl": _data_address("marker-icon.png"),
        "iconRetinaUrl": _data_address("marker-icon-2x.png"),
        "shadowUrl": _data_address("marker-shadow.png"),
    }


def _read(path: str) -> str:
    return resources.files("geo._maps").joinpath(path).read_text(encoding="utf-8").replace("\r\n", "\n")


def _data_address(name: str) -> str:
    content = resources.files("geo._maps").joinpath(f"{LEAFLET}/images/{name}").read_bytes()
    return "data:image/png;base64," + base64.b64encode(content).decode("ascii")
