"""The adapter to folium, and the policy that lets nothing else run.

Text enters the page by two doors only: `as_json` for the scripts, ``html.escape`` for the part that is
read without scripts. folium renders what it is given as a template twice over, so our pieces go in as
`Verbatim`, which is never read as one.

The policy names by their hashes the scripts and styles that stand here on purpose: those of the head that
are ours or folium's, and the one script in which folium gathers the map and its layers. A script is never
looked for in the finished page, where markup from a layer's text could pass for one; such text does not
run, and nothing can be fetched from anywhere. What the author adds as a layer is guarded in `guard`.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from html import escape
from importlib import resources
from typing import Any, Final

import folium
from branca.element import Figure, MacroElement
from folium.folium import GlobalSwitches
from folium.template import Template

from geo._maps import bundle
from geo._maps.guard import Verbatim, guarded, inside_script
from geo.errors import UsageError

__all__ = ["IncidentLayer", "Page", "as_json", "content_policy", "new_map"]

BLOCKS: Final = re.compile(r"<(script|style)\b[^>]*>(.*?)</\1>", re.DOTALL | re.IGNORECASE)
UNSAFE: Final = {ord(character): f"\\u{ord(character):04x}" for character in "<>&\u2028\u2029"}
# folium forbids zooming by pinch; readers with weak eyes need it. The last such line counts.
VIEWPORT: Final = '<meta name="viewport" content="width=device-width, initial-scale=1" />'
# All of jQuery that folium's popups ask for; without it the first popup would stop every layer after it.
TINY_QUERY: Final = """
window.$ = window.$ || ((markup) => {
    const holder = document.createElement("template");
    holder.innerHTML = markup.trim();
    return [holder.content.firstElementChild];
});
"""
WITHOUT_SCRIPTS: Final = "<noscript><style>.folium-map, .geo-app { display: none; }</style></noscript>"


def leaflet_licence() -> str:
    """Give the licence under which Leaflet travels in every page, as a comment."""
    text = (resources.files("geo._maps") / "vendor" / "leaflet" / "LICENSE").read_text(encoding="utf-8")
    return f"<!-- Leaflet, whose script and style are in this page:\n\n{text.strip()}\n-->"


def as_json(value: Any) -> str:  # noqa: ANN401 - anything JSON can hold
    r"""Write data so that it can stand inside a script element.

    Examples
    --------
    >>> as_json({"title": "</script>"})
    '{"title":"\\u003c/script\\u003e"}'
    """
    # Lone surrogates cannot be written as UTF-8; they are replaced rather than refused.
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    text = text.encode("utf-8", "replace").decode("utf-8")
    return text.translate(UNSAFE)


def content_policy(head: str, script: str, *, foreign: str = "") -> str:
    """Allow exactly the scripts and styles that stand in a page on purpose.

    Parameters
    ----------
    head : str
        The part of the head that is trusted; every script and style in it is allowed.
    script : str
        The content of the one script of the body.
    foreign : str
        The part of the head that layers of the author wrote; only its styles are allowed.

    Returns
    -------
    str
        A content security policy.

    Examples
    --------
    >>> content_policy("<script>let a;</script>", "let b;")[:77]
    "default-src 'none'; script-src 'sha256-81WALLbUROF1pWdYjuQYKuIcGgY/+TqVJr8UsV"
    """
    styles = [block for block in BLOCKS.findall(foreign) if block[0].lower() == "style"]
    blocks = [*BLOCKS.findall(head), ("script", script), *styles]
    hashes: dict[str, list[str]] = {"script": [], "style": []}
    for name, content in blocks:
        digest = base64.b64encode(hashlib.sha256(content.encode("utf-8")).digest()).decode("ascii")
        word = f"'sha256-{digest}'"
        if word not in hashes[name.lower()]:
            hashes[name.lower()].append(word)
    return "; ".join(
        [
            "default-src 'none'",
            f"script-src {' '.join(hashes['script'])}",
            f"style-src {' '.join(hashes['style']) or chr(39) + 'none' + chr(39)}",
            "img-src data: blob:",
            "base-uri 'none'",
            "form-action 'none'",
        ]
    )


class Page(Figure):
    """The page around a map: its language, its title and its policy."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self.heading = title

    def render(self, **kwargs: Any) -> str:  # noqa: ANN401 - the signature of branca
        """Render everything, then say what may run."""
        with guarded(self, **kwargs):
            for child in self._children.values():
                child.render(**kwargs)
        trusted, foreign = self._head(**kwargs)
        script = inside_script(f"\n{TINY_QUERY}{self.script.render(**kwargs)}\n")
        policy = content_policy(trusted, script, foreign=foreign)
        html = (
            f'<!DOCTYPE html>\n<html lang="en">\n<head>\n'
            f'<meta http-equiv="Content-Security-Policy" content="{policy}" />\n'
            f'<meta charset="utf-8" />\n<title>{escape(self.heading)}</title>\n{VIEWPORT}\n'
            f"{leaflet_licence()}\n{trusted}\n{foreign}\n{VIEWPORT}\n</head>\n<body>\n{self.html.render(**kwargs)}\n"
            f"<script>{script}</script>\n</body>\n</html>\n"
        )
        return html.encode("utf-8", "replace").decode("utf-8")

    def _head(self, **kwargs: Any) -> tuple[str, str]:  # noqa: ANN401 - the signature of branca
        """Tell what we and folium's map put into the head from what other layers did."""
        charts = {child.get_name() for child in self._children.values() if isinstance(child, folium.Map)}
        parts: dict[bool, list[str]] = {True: [], False: []}
        for name, part in self.header._children.items():  # noqa: SLF001 - there is no other door
            ours = name in charts or isinstance(part, Verbatim | GlobalSwitches)
            parts[ours].append(part.render(**kwargs))
        return "\n".join(parts[True]), "\n".join(parts[False])


class IncidentLayer(MacroElement):
    """Puts the map module and its data into a ``folium.Map``.

    Parameters
    ----------
    payload : dict
        What ``static/mount.js`` draws.
    fallback : str
        Safe markup for readers whose browser runs no scripts.
    """

    _template = Template(
        """
        {% macro script(this, kwargs) %}
        Object.assign(L.Icon.Default.prototype.options, {{ this.images|tojson }});
        L.Icon.Default.imagePath = "";
        window.geoMaps = window.geoMaps || {};
        window.geoMaps[{{ this.get_name()|tojson }}] = geoMap.mount(
            document.getElementById({{ this.get_name()|tojson }}),
            geoMap.readPayload(document.getElementById({{ (this.get_name() + "_data")|tojson }})),
            { leaflet: L, map: {{ this._parent.get_name() }} }
        );
        {% endmacro %}
        """
    )

    def __init__(self, payload: dict[str, Any], fallback: str) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "IncidentLayer"
        self.json = as_json(payload)
        # The same data gives the same page, byte for byte.
        self._id = hashlib.sha256(self.json.encode("utf-8")).hexdigest()[:12]
        self.images = bundle.marker_images()
        self.fallback = fallback

    def render(self, **kwargs: Any) -> str:  # noqa: ANN401 - the signature of branca
        """Put scripts and styles into the head, data into the body."""
        figure = self.get_root()
        if not isinstance(figure, Figure):
            raise UsageError("This layer is not on a map yet. Add it to a folium.Map before rendering.")
        header = {
            "geo_leaflet_style": f"<style>{bundle.leaflet_style()}</style>",
            "geo_map_style": f"<style>{bundle.map_style()}</style>",
            "geo_without_scripts": WITHOUT_SCRIPTS,
            "geo_leaflet": f"<script>{bundle.leaflet_script()}</script>",
            "geo_map": f"<script>{bundle.map_script()}</script>",
        }
        for name, text in header.items():
            figure.header.add_child(Verbatim(text), name=name)
        own = self.get_name()
        body = (
            f'<main class="geo-app" id="{own}"></main>\n<noscript>{self.fallback}</noscript>\n'
            f'<script type="application/json" id="{own}_data">{self.json}</script>\n'
        )
        figure.html.add_child(Verbatim(body), name=f"{own}_body")
        super().render(**kwargs)  # type: ignore[no-untyped-call]
        return ""


def new_map(title: str) -> folium.Map:
    """Make a ``folium.Map`` without tiles and without any address in it.

    Parameters
    ----------
    title : str
        The title of the page.

    Returns
    -------
    folium.Map
        Alone in a `Page`.
    """
    chart = folium.Map(
        tiles=None,
        zoom_control=True,
        zoom_snap=0,
        zoom_delta=1,
        max_zoom=16,
        attribution_control=True,
        keyboard=True,
    )
    # On the instance: the lists of the class belong to every other map as well.
    chart.default_js = []
    chart.default_css = []
    Page(title).add_child(chart)
    return chart
