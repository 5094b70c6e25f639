"""Layers that the author adds to a map: they work, and their text never runs."""

from __future__ import annotations

import folium
import pytest
from folium.plugins import MousePosition, ScrollZoomToggler

from geo import make_map
from tests.browser.test_map_safe import HOSTILE as FROM_ROWS
from tests.map_atlas import ATLAS, measured

HOSTILE = [
    *FROM_ROWS[:-1],
    "</script><script>document.title='pwn';window.__pwned='script'</script>",
    "\\`;window.__pwned='backslash';`",
    "\\\\`;window.__pwned='backslashes';`",
    "{% for letter in 'pwned' %}{{ letter }}{% endfor %}",
    "{% broken",
    "{{ this._parent.get_root().__setattr__('heading', 'pwn') }}",
    "line one\r\nline two\rline three",
]


def collection(name):
    shape = {"type": "Point", "coordinates": [0.6, 0.6]}
    feature = {"type": "Feature", "properties": {"name": name}, "geometry": shape}
    return {"type": "FeatureCollection", "features": [feature]}


def chart():
    return make_map(measured((0.5, 0.5), title=["x"]), atlas=ATLAS, title="A quiet title")


def harmless(page):
    assert page.run("return window.__pwned === undefined")
    assert page.run("return document.title") == "A quiet title"
    assert page.run("return document.querySelectorAll('.geo-app').length") == 1
    assert page.ask("typeof map.select") == "function"
    events = page.browser.driver.get_log("performance")
    assert not any("javascriptDialogOpening" in event["message"] for event in events)


@pytest.mark.parametrize("door", ["tooltip", "popup"])
def test_hostile_text_of_a_marker_does_not_run(open_map, door):
    hostile = chart()
    for text in HOSTILE:
        folium.Marker((0.5, 0.5), **{door: text}).add_to(hostile)
    folium.Marker((0.5, 0.5), tooltip="the last one").add_to(hostile)
    page = open_map(hostile)
    page.run(
        "const leaflet = Object.keys(window).filter((name) => name.startsWith('marker_'));"
        "leaflet.forEach((name) => { window[name].openTooltip(); window[name].openPopup(); });"
        "return new Promise((done) => setTimeout(done, 300))"
    )
    assert (
        page.run("return Object.keys(window).filter((name) => name.startsWith('marker_')).length")
        == len(HOSTILE) + 1
    )
    assert "the last one" in page.text(".leaflet-tooltip-pane")
    harmless(page)


def test_hostile_names_and_properties_of_a_layer_do_not_run(open_map):
    hostile = chart()
    for text in HOSTILE:
        folium.GeoJson(collection(text), name=text, tooltip=folium.GeoJsonTooltip(["name"])).add_to(hostile)
    folium.LayerControl(collapsed=False).add_to(hostile)
    page = open_map(hostile)
    assert page.run("return document.querySelectorAll('.leaflet-control-layers-overlays label').length") > 10
    harmless(page)


def test_a_script_that_only_looks_like_ours_is_not_allowed(open_map):
    hostile = chart()
    hostile.get_root().html.add_child(folium.Element("<script>window.__pwned = 1</script>"))
    hostile.get_root().header.add_child(folium.Element("<script>window.__pwned = 2</script>"))
    harmless(open_map(hostile))


def test_a_layer_with_its_control_popup_and_tooltip_works(open_map):
    layered = chart()
    folium.Marker((0.5, 0.5), popup="<b>bold</b> `words`", tooltip="quiet").add_to(layered)
    shown = folium.GeoJsonPopup(["name"])
    folium.GeoJson(collection("Checkpoint {{ 7 * 7 }}"), name="Checkpoints", popup=shown).add_to(layered)
    folium.LayerControl(collapsed=False).add_to(layered)
    page = open_map(layered)
    # folium gives its popups a width in the markup, which the policy leaves out.
    assert [told for told in page.complaints() if "inline style" not in told] == []
    assert "Checkpoints" in page.text(".leaflet-control-layers")
    page.run(
        "window[Object.keys(window).find((name) => name.startsWith('marker_'))].openPopup();"
        "return new Promise((done) => setTimeout(done, 300))"
    )
    assert page.text(".leaflet-popup-content b") == "bold"
    assert page.text(".leaflet-popup-content") == "bold `words`"
    page.run(
        "const layer = Object.values(window).find((value) => value && value instanceof L.GeoJSON);"
        "layer.getLayers()[0].openPopup(); return new Promise((done) => setTimeout(done, 300))"
    )
    assert "Checkpoint {{ 7 * 7 }}" in page.run("return document.body.textContent")
    harmless(page)


def test_rendering_leaves_the_layers_as_they_were():
    layered = chart()
    marker = folium.Marker((0.5, 0.5), popup="`{{ 1 }}`", tooltip="`{{ 2 }}`").add_to(layered)
    first, second = (layered.get_root().render() for _ in range(2))
    assert first == second
    assert "_template" not in vars(marker)


@pytest.mark.parametrize("strict", [True, False])
def test_it_is_still_a_folium_map_with_layers_their_control_and_a_plugin(open_map, strict):
    layered = make_map(measured((0.5, 0.5), title=["x"]), atlas=ATLAS, title="A quiet title", strict=strict)
    group = folium.FeatureGroup(name="Checkpoints").add_to(layered)
    folium.GeoJson(collection("One"), name="Points").add_to(group)
    folium.LayerControl(collapsed=False).add_to(layered)
    ScrollZoomToggler().add_to(layered)
    page = open_map(layered)
    # The plugin writes its looks into the markup, which a strict page leaves out.
    # So it does with its picture, which stands on a server.
    assert [told for told in page.complaints() if "style" not in told and "arrow-move.png" not in told] == []
    assert page.run("return document.querySelectorAll('.leaflet-marker-icon').length") == 1
    page.run("document.querySelector('.leaflet-control-layers-overlays input').click()")
    assert page.run("return document.querySelectorAll('.leaflet-marker-icon').length") == 0
    assert page.ask("map.map.scrollWheelZoom.enabled()") is False
    page.run("window[Object.keys(window).find((name) => name.startsWith('map_'))].toggleScroll()")
    assert page.ask("map.map.scrollWheelZoom.enabled()") is True
    harmless(page)


def test_a_plugin_that_loads_a_script_may_do_so_only_where_the_author_lets_it(open_map):
    def refused(*, strict):
        layered = make_map(measured((0.5, 0.5), title=["x"]), atlas=ATLAS, strict=strict)
        MousePosition().add_to(layered)
        page = open_map(layered)
        assert page.text("h1") == "x", "the map is there all the same"
        told = [line for line in page.complaints() if "MousePosition" in line and "//cdn" in line]
        assert told, "it needs a script that stands on a server"
        return ["Content Security Policy" in line for line in told]

    assert all(refused(strict=True))
    # The server is asked, and cannot be reached from here.
    assert not any(refused(strict=False))
