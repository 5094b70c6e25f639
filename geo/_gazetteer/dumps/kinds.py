"""What the feature codes of GeoNames are called here, and the circle that is taken for each.

GeoNames gives a point. The radius is that within which all of such a thing lies as a rule, so that a
location never looks more exact than it is: for units what nine of ten of that level in the atlas stay within.
Codes: https://www.geonames.org/export/codes.html.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from geo._atlas.sizes import SMALLEST_M, SMALLEST_PEOPLE
from geo.schema import CITY_POPULATION, TOWN_POPULATION

__all__ = ["Kind", "kind_of"]


class Kind(NamedTuple):
    """What something is."""

    name: str
    radius_m: float
    """Metres about its point."""


_FORMER: Final = frozenset(("PPLH", "PPLQ", "PPLW", "PPLCH"))

# class, kind, radius in metres, codes
_ROWS: Final = (
    ("A", "region", 250_000.0, "ADM1"),
    ("A", "district", 50_000.0, "ADM2 ADMD"),
    ("A", "district", 20_000.0, "ADM3"),
    ("A", "district", 10_000.0, "ADM4 ADM5"),
    ("A", "former region", 250_000.0, "ADM1H"),
    ("A", "former district", 50_000.0, "ADM2H ADM3H ADM4H ADM5H ADMDH"),
    ("H", "river", 20_000.0, "STM STMA STMB STMD STMI STMIX STMM STMQ STMSB STMX WAD WADB WADX"),
    ("H", "river", 50_000.0, "STMS STMH WADS"),
    ("H", "canal", 20_000.0, "CNL CNLA CNLB CNLD CNLI CNLN CNLQ CNLSB CNLX"),
    (
        "H",
        "lake",
        5_000.0,
        "LK LKC LKI LKN LKNI LKO LKOI LKSB LKX LGN LGNX PND PNDI PNDN PNDNI RSV RSVI RSVT",
    ),
    ("H", "lake", 20_000.0, "LKS LKSC LKSI LKSN LKSNI LGNS PNDS"),
    ("H", "sea", 500_000.0, "OCN SEA GULF"),
    ("H", "sea", 20_000.0, "BAY BAYS BGHT COVE CHN CHNM EST FJD FJDS INLT INLTQ SD STRT"),
    ("T", "mountains", 5_000.0, "BUTE HLL MESA MT PK RDGE RDGB SPUR VLC CONE"),
    ("T", "mountains", 50_000.0, "HLLS HLLU MTS MTU PKS PLAT PLATX UPLD"),
    ("T", "desert", 100_000.0, "DSRT ERG HMDA REG SAND SBKH"),
    ("T", "island", 10_000.0, "ISL ISLT ISLET ISLF ISLM ISLX ATOL CAPG KRST RK"),
    ("T", "island", 50_000.0, "ISLS RKS"),
    ("T", "peninsula", 20_000.0, "PEN PENX"),
    ("S", "airport", 3_000.0, "AIRB AIRF AIRH AIRP AIRT"),
    ("S", "station", 1_000.0, "RSTN RSTP BUSTN BUSTP MTRO"),
)
_KINDS: Final = {
    (letter, code): Kind(name, radius_m) for letter, name, radius_m, codes in _ROWS for code in codes.split()
}
_REST: Final = {
    "A": Kind("area", 50_000.0),
    "H": Kind("other", 5_000.0),
    "L": Kind("area", 20_000.0),
    "T": Kind("other", 10_000.0),
    "U": Kind("other", 100_000.0),
    "V": Kind("other", 10_000.0),
    "R": Kind("other", 20_000.0),
    "S": Kind("other", 1_000.0),
}
"""Whatever else there is in a class."""
_UNKNOWN: Final = Kind("other", 10_000.0)


def kind_of(feature_class: str, feature_code: str, population: int) -> Kind | None:
    """Say what something is, and how large.

    Parameters
    ----------
    feature_class, feature_code : str
        As GeoNames has them.
    population : int
        0 where it is unknown; it tells city, town and place apart.

    Returns
    -------
    Kind or None
        None for whole countries, which the atlas has.

    Examples
    --------
    >>> kind_of("P", "PPLA", 147_443).name, kind_of("P", "PPLQ", 0).name, kind_of("S", "MUS", 0)
    ('city', 'former place', Kind(name='other', radius_m=1000.0))
    """
    if feature_class == "P":
        radius_m = SMALLEST_M * max(1.0, (population / SMALLEST_PEOPLE) ** 0.5)
        if feature_code in _FORMER:
            return Kind("former place", radius_m)
        if feature_code == "PPLX":
            return Kind("section", radius_m)
        size = "town" if population >= TOWN_POPULATION else "place"
        return Kind("city" if population >= CITY_POPULATION else size, radius_m)
    if feature_class == "A" and feature_code.startswith("PCL"):
        return None
    return _KINDS.get((feature_class, feature_code)) or _REST.get(feature_class, _UNKNOWN)
