"""Whether a point lies on land."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from geo._measuring.inside import find_inside

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geo._measuring.inside import Spots
    from geo._measuring.layers import Layers


def find_land(spots: Spots, atlas: Layers) -> NDArray[np.bool_]:
    """Tell which points lie on land: not in the sea, not in the Caspian, not on a mapped lake.

    It is the shore as drawn that decides, and a point on the shore is on land. Shores are drawn to
    some hundred metres (``accuracy_m`` of the coasts), so a harbour may come out on either side of
    one. Rivers, and lakes too small for the atlas, count as land.

    Parameters
    ----------
    spots : Spots
    atlas : Layers
        Asked for its land, with inland waters filled in, and its lakes.

    Returns
    -------
    ndarray of bool, shape (n,)
    """
    on_land = np.zeros(spots.total, dtype=bool)
    on_land[find_inside(spots, atlas.land.geometry.to_numpy())[1]] = True
    on_land[find_inside(spots, atlas.lakes.geometry.to_numpy(), boundary=False)[1]] = False
    return on_land
