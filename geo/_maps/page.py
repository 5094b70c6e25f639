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

import hashlib
import json
from html import escape
from typing import TYPE_CHECKING, Any, Final

import folium
from branca.element import Figure, MacroElement
from folium.folium import GlobalSwitches
from folium.template import Template

from geo._maps import bundle
from geo._maps.guard import Verbatim, guarded, inside_script
from geo._maps.packing import as_text
from geo._maps.policy import content_policy, loose_policy
from geo._records import as_element
from geo.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geo._maps.packing import Piece

__all__ = ["IncidentLayer", "Page", "as_json", "new_map"]

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
# Until the map is there, and where it cannot be, the plain page is seen.
BEGINNING: Final = """
document.documentElement.classList.add("geo-on");
addEventListener("error", (event) => {
    if (!(event instanceof ErrorEvent) || window.geoStarted) return;
    document.documentElement.classList.remove("geo-on");
});
"""


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


class Page(Figure):
    """The page around a map: its language, its title and its policy.

    Parameters
    ----------
    title : str
    pictures : sequence of str
        Hosts from which pictures of a base map may come.
    strict : bool
        Whether only what is known to be safe may run; else whatever the author's layers bring along.
    record : mapping or None
        How the map was made: stands in the head as data, before anything else that is long.
    """

    def __init__(
        self,
        title: str,
        *,
        pictures: Sequence[str] = (),
        strict: bool = True,
        record: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__()
        self.heading = title
        self.record = "" if record is None else f"{as_element(record)}\n"
        self.pictures = tuple(pictures)
        self.strict = strict

    def render(self, **kwargs: Any) -> str:  # noqa: ANN401 - the signature of branca
        """Render everything, then say what may run."""
        with guarded(self, **kwargs):
            for child in self._children.values():
                child.render(**kwargs)
        trusted, foreign = self._head(**kwargs)
        script = inside_script(f"\n{TINY_QUERY}{self.script.render(**kwargs)}\n")
        rest = (
            f'<meta charset="utf-8" />\n<title>{escape(self.heading)}</title>\n{VIEWPORT}\n'
            f"{self.record}{bundle.licences()}\n{trusted}\n{foreign}\n{VIEWPORT}\n</head>\n<body>\n"
            f"{self.html.render(**kwargs)}\n<script>{script}</script>\n</body>\n</html>\n"
        )
        if self.strict:
            policy = content_policy(trusted, script, foreign=foreign, pictures=self.pictures)
        else:
            policy = loose_policy(rest)
        html = (
            '<!DOCTYPE html>\n<html lang="en">\n<head>\n'
            f'<meta http-equiv="Content-Security-Policy" content="{policy}" />\n{rest}'
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
    pieces : sequence of Piece
        What ``static/start.js`` reads.
    plain : str
        Safe markup of the page for readers whose browser runs no scripts, or cannot read the data.
    chosen : dict
        Column of the source -> the pieces it is in.
    left_out : sequence of str
        Columns of the source that are not in the page.
    """

    _template = Template(
        """
        {% macro script(this, kwargs) %}
        Object.assign(L.Icon.Default.prototype.options, {{ this.images|tojson }});
        L.Icon.Default.imagePath = "";
        window.geoStarted = true;
        window.geoMaps = window.geoMaps || {};
        geoMap.start(
            document.getElementById({{ this.get_name()|tojson }}),
            document.getElementById({{ (this.get_name() + "_data")|tojson }}),
            { leaflet: L, map: {{ this._parent.get_name() }}, inflate: geoInflate }
        ).then((started) => { window.geoMaps[{{ this.get_name()|tojson }}] = started; }, () => {});
        {% endmacro %}
        """
    )

    def __init__(
        self, pieces: Sequence[Piece], plain: str, chosen: dict[str, list[str]], left_out: Sequence[str]
    ) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "IncidentLayer"
        sizes = [[len(piece.data), piece.length] for piece in pieces]
        self.json = as_json({"pieces": sizes, "data": as_text(b"".join(piece.data for piece in pieces))})
        self.sizes = {piece.name: len(piece.data) * 5 // 4 for piece in pieces}
        # The same data gives the same page, byte for byte.
        self._id = hashlib.sha256(self.json.encode("utf-8")).hexdigest()[:12]
        self.images = bundle.marker_images()
        self.plain = plain
        self.chosen = chosen
        self.left_out = tuple(left_out)

    def render(self, **kwargs: Any) -> str:  # noqa: ANN401 - the signature of branca
        """Put scripts and styles into the head, data into the body."""
        figure = self.get_root()
        if not isinstance(figure, Figure):
            raise UsageError("This layer is not on a map yet. Add it to a folium.Map before rendering.")
        header = {
            "geo_beginning": f"<script>{BEGINNING}</script>",
            "geo_leaflet_style": f"<style>{bundle.leaflet_style()}</style>",
            "geo_map_style": f"<style>{bundle.map_style()}</style>",
            "geo_leaflet": f"<script>{bundle.leaflet_script()}</script>",
            "geo_inflate": f"<script>{bundle.inflate_script()}</script>",
            "geo_map": f"<script>{bundle.map_script()}</script>",
        }
        for name, text in header.items():
            figure.header.add_child(Verbatim(text), name=name)
        own = self.get_name()
        body = (
            f'<main class="geo-app" id="{own}"><p class="geo-wait">Opening the map</p>'
            f'</main>\n{self.plain}\n<script type="application/json" id="{own}_data">{self.json}</script>\n'
        )
        figure.html.add_child(Verbatim(body), name=f"{own}_body")
        super().render(**kwargs)  # type: ignore[no-untyped-call]
        return ""


def new_map(
    title: str,
    *,
    pictures: Sequence[str] = (),
    strict: bool = True,
    record: Mapping[str, Any] | None = None,
) -> folium.Map:
    """Make a ``folium.Map`` without tiles and without any address in it.

    Parameters
    ----------
    title : str
        The title of the page.
    pictures, strict, record
        As of `Page`.

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
    Page(title, pictures=pictures, strict=strict, record=record).add_child(chart)
    return chart
