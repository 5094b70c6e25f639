"""The scripts and styles of the page, each as one piece.

The scripts are ordinary ES modules in ``static``; no build step and no other program is needed to use
them. Each becomes a function that returns what it exports, in the order in which they import each other,
so that the page holds one plain script: a module would not be loaded from ``file://``.
"""

from __future__ import annotations

import base64
import re
from functools import cache
from importlib import resources
from typing import Final

__all__ = ["leaflet_script", "leaflet_style", "map_script", "map_style", "marker_images"]

ENTRY: Final = "start.js"
IMPORT: Final = re.compile(r'^import \{([^}]*)\} from "\./([\w-]+\.js)";\n', re.MULTILINE)
EXPORT: Final = re.compile(r"^export (?=(?:function|const|class) (\w+))", re.MULTILINE)
LEAFLET: Final = "vendor/leaflet"


@cache
def map_script() -> str:
    """Our script: defines ``geoMap.mount``."""
    order: list[str] = []
    _collect(ENTRY, order)
    body = "".join(f"modules[{name!r}] = (() => {{\n{_as_function(name)}}})();\n" for name in order)
    start = '"use strict";\nwindow.geoMap = (() => {\nconst modules = {};\n'
    return f"{start}{body}return modules[{ENTRY!r}];\n}})();\n"


@cache
def map_style() -> str:
    """Our style sheet."""
    return _read("static/map.css")


@cache
def leaflet_script() -> str:
    """Leaflet, without the address of its source map."""
    return re.sub(r"\n?//# sourceMappingURL=.*\s*$", "\n", _read(f"{LEAFLET}/leaflet.js"))


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


def _collect(name: str, order: list[str]) -> None:
    for _, needed in IMPORT.findall(_read(f"static/{name}")):
        if needed not in order:
            _collect(needed, order)
    order.append(name)


def _as_function(name: str) -> str:
    text = _read(f"static/{name}")
    exported = EXPORT.findall(text)
    text = IMPORT.sub(lambda found: f"const {{{found[1]}}} = modules[{found[2]!r}];\n", text)
    return f"{EXPORT.sub('', text)}return {{ {', '.join(exported)} }};\n"


def _read(path: str) -> str:
    return resources.files("geo._maps").joinpath(path).read_text(encoding="utf-8").replace("\r\n", "\n")


def _data_address(name: str) -> str:
    content = resources.files("geo._maps").joinpath(f"{LEAFLET}/images/{name}").read_bytes()
    return "data:image/png;base64," + base64.b64encode(content).decode("ascii")
