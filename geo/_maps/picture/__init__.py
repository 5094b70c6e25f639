"""The map as a still picture: one SVG that needs no script, no style and no other file.

``draw``       the picture as a whole
``canvas``     which part of the world is on the paper, and where a point falls
``paths``      lines cut to it, simplified, written as paths
``ground``     the base map
``spots``      incidents at points (``measured``: their circles and lines)
``areas``      incidents that are areas
``cells``      cells in which incidents are counted
``tracks``     lines that claims name, and the ways to them
``names``      names of the base map (``told``: what is written about the incidents)
``room``       what is taken already (``lettering``: how much of it a text needs)
``furniture``  scale bar and credit
``legend``     what is on a picture, in words
``style``      colours and strokes (``svg``: how elements are written)

The colours, the order and the rules are those of the interactive map.
"""

from __future__ import annotations

from geo._maps.picture.draw import draw_picture
from geo._maps.picture.legend import describe_picture, write_key
from geo._maps.picture.tracks import Track

__all__ = ["Track", "describe_picture", "draw_picture", "write_key"]
