"""The options that describe an INPUT, which the commands share."""

from __future__ import annotations

import math
from typing import Protocol

from geo import schema
from geo.errors import UsageError

__all__ = ["AddOption", "add_input_options", "read_km"]


class AddOption(Protocol):
    """Something that takes an option the way argparse does."""

    def __call__(self, *names: str, **how: object) -> None:
        """Add one option."""


def add_input_options(add: AddOption) -> None:
    """Add INPUT and the options that say how to read it."""
    add(
        "input",
        metavar="INPUT",
        nargs="+",
        help="a table of incidents or a file with shapes, several, or a pattern such as 'june/*.csv'; - is "
        "standard input (geo --help lists the formats)",
    )
    add(
        "--profile",
        metavar="NAME",
        help="whose table it is: acled, ucdp_ged, gdelt, geoconfirmed, liveuamap or darwin_core; generic for "
        "nobody's (default: found by its columns)",
    )
    add("--lon", metavar="COLUMN", help="column with the longitude (default: found by its name)")
    add("--lat", metavar="COLUMN", help="column with the latitude (default: found by its name)")
    add(
        "--coordinates",
        metavar="COLUMN",
        help="column with whole positions in any notation: degrees, MGRS, UTM, Plus Codes, map links, WKT "
        "(default: found by its name where there are no --lon and --lat)",
    )
    add("--precision", metavar="COLUMN", help="column with the radius in metres that holds the location")
    add(
        "--time",
        "--date",
        dest="date",
        metavar="COLUMN",
        help="column with the time or date of the incident (default: found by its name)",
    )
    add(
        "--place",
        metavar="COLUMN|NAME",
        help="column that names the district or region of rows without coordinates (default: found by its "
        "name), or such a name for all of them: 'Karakiyanskiy, Mangystau'",
    )
    add(
        "--trust-points",
        action="store_true",
        help="take coordinates as exact where a UCDP, ACLED or GDELT table says that they are stand-ins",
    )
    add(
        "--near-radius",
        metavar="KM",
        type=read_km,
        help="how far from its point an incident may be that ACLED codes as near it (default: 25)",
    )
    add(
        "--decisions",
        metavar="FILE",
        help="decisions.csv: what was decided about names beats every reading (see geo locate --review)",
    )
    add(
        "--worldview",
        choices=schema.WORLDVIEWS,
        default=schema.WORLDVIEWS[0],
        help="whose disputed ground is: 'default', as its table decides, or 'de_facto', its holder's",
    )
    add(
        "--to",
        metavar="PAIR",
        action="append",
        default=[],
        help="measure to the nearest line between two countries too: KAZ-RUS; may be given again",
    )
    add(
        "--blur",
        metavar="LEVEL",
        help="hide where exactly: replace each position by an area, of a length such as 5km or 800m, or its "
        "district or region, and leave out all columns with coordinates",
    )
    add(
        "--crs",
        metavar="CODE",
        help="coordinate reference system of shapes whose file does not say it, or of the columns --lon and "
        "--lat: EPSG:32639",
    )
    add(
        "--layer",
        metavar="NAME",
        help="of several: the layer, the sheet of a workbook, the folder of a KML, the list in JSON, the "
        "file in a .zip",
    )
    add(
        "--input-format",
        metavar="FORMAT",
        help=f"what INPUT is, where neither bytes nor name tell: {', '.join(schema.INPUT_FORMATS)}",
    )
    add("--sep", metavar="CHAR", help="delimiter of a text table (default: found; 'tab' is a tab)")
    add("--encoding", metavar="NAME", help="encoding of the file (default: UTF-8, else what it looks like)")
    add(
        "--strict", action="store_true", help="make an error of rows with a problem, in place of keeping them"
    )
    add("--no-own", action="store_true", help="leave out the layers that `geo atlas add` took in")


def read_km(text: str) -> float:
    """Read a length in kilometres, with or without the unit.

    Raises
    ------
    UsageError
        If it is none, or not above 0.

    Examples
    --------
    >>> read_km("12.5"), read_km("10 km")
    (12.5, 10.0)
    """
    try:
        length_km = float(text.lower().removesuffix("km"))
    except ValueError:
        length_km = math.nan
    if not (math.isfinite(length_km) and length_km > 0):
        raise UsageError(f"{text!r} is no length in kilometres above 0, such as 25.")
    return length_km
