"""Ways out: a measured table becomes a file, whole or not at all.

``incidents``   the front door: which way a table goes, what stands beside it, what is said of it
``formats``     the table of formats: names, suffixes, who writes them
``columns``     a column as Python values and the one kind they are of
``spelling``    values as text, the same in every format of text
``changes``     what a format cannot hold, counted, and said once
``shapes``      shapes as RFC 7946 wants them
``delimited``   CSV
``workbook``    XLSX (``workbook_parts``: what is the same in all)
``geojson``     GeoJSON, and one feature a line
``kml``         KML and KMZ
``layers``      GeoPackage and FlatGeobuf, through GDAL
``parquet``     GeoParquet
``parts``       a table written piece by piece
"""

from __future__ import annotations

from geo._writing.formats import FileFormat, choose_format
from geo._writing.incidents import RUN_SUFFIX, write_incidents, write_text
from geo._writing.parts import JOINED_FORMATS, join_parts, write_part

__all__ = [
    "JOINED_FORMATS",
    "RUN_SUFFIX",
    "FileFormat",
    "choose_format",
    "join_parts",
    "write_incidents",
    "write_part",
    "write_text",
]
