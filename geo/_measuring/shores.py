"""The shores of the sea as plain arrays."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from geo._measuring.layers import lines_of, look_up, words

if TYPE_CHECKING:
    from geo._geodesy import Lines
    from geo._measuring.layers import Floats, Layers, Words
    from geo._measuring.territories import Territories

SEA_WATERS: Final = ("ocean", "caspian")
"""Waters whose shores bound land. In a lake the border itself does, as on land."""


class Shores(NamedTuple):
    """Coasts of the sea, in the order of the codes; line numbers are positions in the arrays."""

    lines: Lines
    code: Words
    """Whose land lies behind, None where unknown."""
    sovereign: Words
    accuracy_m: Floats


def read_shores(atlas: Layers, territories: Territories) -> Shores:
    """Take the coasts of the ocean and the Caspian."""
    coasts = atlas.coasts
    # Of equally near lines the first is found: let that be the alphabetically lowest code.
    coasts = coasts[coasts["water"].isin(SEA_WATERS)].sort_values("code", kind="stable")
    code = words(coasts["code"])
    return Shores(
        lines_of(coasts.geometry.to_numpy()),
        code,
        look_up(territories.sovereign, code),
        coasts["accuracy_m"].to_numpy(dtype=np.float64, na_value=np.nan),
    )
