"""One row of a measured table, asked for what its columns say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from geo._maps.areas import find_areas
from geo._maps.columns import plain
from geo._maps.rows import list_neighbours
from geo.schema import PREFIX

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Row", "list_rows"]


class Row:
    """An incident with its columns under their names without the prefix.

    Parameters
    ----------
    cells : dict
        Name of each of our columns -> value; None where unknown.
    names : dict
        Country code -> English name.
    is_area : bool
        Whether it is an area.
    """

    def __init__(self, cells: dict[str, Any], names: dict[str, str], *, is_area: bool) -> None:
        self.cells = cells
        self.names = names
        self.is_area = is_area

    def value(self, name: str) -> Any:  # noqa: ANN401 - cells of any type
        """Give one of our columns; None where it says nothing."""
        found = self.cells.get(PREFIX + name)
        return None if found is None or plain(found) is None else found

    def is_located(self) -> bool:
        """Say whether it is on the map."""
        return self.is_area or self.value("lon") is not None

    def is_vague(self) -> bool:
        """Say whether it is a point that only stands for a circle."""
        return not self.is_area and bool(self.value("precision_m"))

    def radius_m(self) -> float | None:
        """Give the radius that decides how finely a distance is told; an area has its interval instead."""
        return None if self.is_area else self.value("precision_m")

    def bounds(self, stem: str) -> tuple[float | None, float | None, float | None]:
        """Give a distance with the least and the most it can be, metres.

        Of an area the columns of the border hold the least distance to the one named and the most to
        whichever is nearest; what is told beside its name is the interval of that neighbour alone.
        """
        if self.is_area and stem == "border":
            across = plain(self.value("border_across_code"))
            for code, low, high in self.distances():
                if code == across:
                    return None, low, high
        return self.value(f"{stem}_m"), self.value(f"{stem}_min_m"), self.value(f"{stem}_max_m")

    def distances(self) -> list[tuple[str, float, float]]:
        """Each land neighbour with the least and most its distance can be, nearest first."""
        return list_neighbours(self.value("neighbours"))


def list_rows(frame: pd.DataFrame, names: dict[str, str]) -> list[Row]:
    """Take a measured table apart into its rows.

    Parameters
    ----------
    frame : GeoDataFrame, n rows
        The measured table.
    names : dict
        Country code -> English name.

    Returns
    -------
    list of Row, length n
    """
    own = [name for name in frame.columns if str(name).startswith(PREFIX)]
    columns = [frame[name].astype(object).where(frame[name].notna(), None) for name in own]
    areas = find_areas(frame).tolist()
    return [
        Row(dict(zip(own, values, strict=True)), names, is_area=area)
        for *values, area in zip(*columns, areas, strict=True)
    ]
