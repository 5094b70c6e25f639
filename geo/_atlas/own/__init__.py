"""Your own regions, districts and borders: checked once, kept in your own folder, used beside ours.

``store`` keeps them and knows where, ``sources`` reads whatever GDAL can, ``ground`` puts geometry on
longitude and latitude and refuses or repairs it, ``texts`` does the same for names and codes,
``units`` and ``lines`` make the tables, ``adding`` does all of it in order, ``joining`` puts them
together with the layers that came with geo. Nothing heavy is imported before a layer is added or used.
"""

from __future__ import annotations

from geo._atlas.own.joining import OwnLayers
from geo._atlas.own.store import HOME_VARIABLE, OWN_LAYERS, list_layers, remove_layer

__all__ = ["HOME_VARIABLE", "OWN_LAYERS", "OwnLayers", "list_layers", "remove_layer"]
