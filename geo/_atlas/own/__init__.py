"""Your own regions, districts, borders and past countries: checked, kept in your folder, used beside ours.

``adding`` does all of it in order: ``sources`` and ``archives`` read whatever GDAL can, ``texts`` takes
names and codes, ``ground`` and ``antimeridian`` put shapes on longitude and latitude, repair or refuse
them, ``validity`` reads from when to when they hold, ``units``, ``countries``, ``lines`` and ``states`` make
the tables, ``store`` keeps them. ``joining`` puts them together with the layers that came with geo. Nothing
heavy is imported before a layer is added or used.
"""

from __future__ import annotations

from geo._atlas.own.home import HOME_VARIABLE
from geo._atlas.own.joining import OwnLayers
from geo._atlas.own.store import OWN_LAYERS, list_layers, remove_layer

__all__ = ["HOME_VARIABLE", "OWN_LAYERS", "OwnLayers", "list_layers", "remove_layer"]
