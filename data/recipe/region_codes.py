"""Today's ISO 3166-2 codes for units: where the source's code still stands, and what is left without one."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import orjson

from data.recipe.region_names import likeness

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from pathlib import Path

    import geopandas as gpd

__all__ = ["Subdivision", "code_regions", "find_missing", "read_subdivisions"]

ALIKE = 0.8
"""Names this much alike are spellings of one name; unlike ones are looked at and listed."""

_ALTERNATIVES = str.maketrans({"[": "/", "(": "/", ",": "/", ")": " ", "]": " ", "†": " "})


class Subdivision(NamedTuple):
    """A unit of ISO 3166-2."""

    code: str
    name: str
    type: str
    parent: str | None


def read_subdivisions(path: Path) -> dict[str, Subdivision]:
    """Read today's list (``iso3166-2.json`` of pycountry), by code."""
    entries = orjson.loads(path.read_bytes())["3166-2"]
    rows = [Subdivision(e["code"], e["name"], e["type"], e.get("parent")) for e in entries]
    return {row.code: row for row in sorted(rows)}


def code_regions(
    regions: gpd.GeoDataFrame,
    subdivisions: Mapping[str, Subdivision],
    decided: Mapping[str, str],
    uncoded: Mapping[str, str | None],
) -> list[str | None]:
    """Code of each region, None without one.

    The order of authority: ``uncoded`` (units that are not the ground of any code), ``decided`` (codes by the
    table), a made unit's own identifier, and the source's code if today's list has it under a like name.

    Raises
    ------
    ValueError
        A region is settled by none of these, a code is not in today's list, or two regions share a code.
    """
    codes: list[str | None] = []
    unsettled = []
    for region in regions.itertuples():
        unit = str(region.unit_id)
        code = None if unit in uncoded else decided.get(unit) or (unit if unit in subdivisions else None)
        if code is None and unit not in uncoded:
            code = _confirmed(str(region.old_code), [str(name) for name in region.names], subdivisions)
            if code is None:
                unsettled.append(f"{unit} {region.name} ({region.old_code})")
        codes.append(code)
    given = [code for code in codes if code]
    unknown = sorted(set(given) - set(subdivisions))
    shared = sorted({code for code in given if given.count(code) > 1})
    if unsettled or unknown or shared:
        message = (
            f"Codes of regions: {len(unsettled)} are settled by no table ({'; '.join(unsettled)}), "
            f"not in today's list: {unknown}, used twice: {shared}. "
            "Mend region_codes.csv or region_nulls.csv."
        )
        raise ValueError(message)
    return codes


def _confirmed(code: str, names: list[str], subdivisions: Mapping[str, Subdivision]) -> str | None:
    """Find the source's code where today's list has it under a name like one of the unit's."""
    if code not in subdivisions:
        return None
    listed = subdivisions[code].name.translate(_ALTERNATIVES).split("/")
    return code if likeness(names, listed) >= ALIKE else None


def find_missing(used: Collection[str], subdivisions: Mapping[str, Subdivision]) -> list[Subdivision]:
    """List the units of ISO 3166-2 that are on the level of ours and are the ground of none.

    A unit above or below one that is in use (``used``: codes) is on another level.
    """
    above = {code: row.parent for code, row in subdivisions.items()}
    higher = {parent for code in used for parent in _ancestors(code, above)}
    return [
        row
        for code, row in subdivisions.items()
        if code not in used and code not in higher and not set(_ancestors(code, above)) & set(used)
    ]


def _ancestors(code: str, above: Mapping[str, str | None]) -> list[str]:
    """Units above one; the list names a parent with or without the country before it."""
    found: list[str] = []
    parent = above.get(code)
    while parent:
        found.append(parent if "-" in parent else f"{code[:2]}-{parent}")
        parent = above.get(found[-1])
    return found
