"""What kind of file a source is: by its bytes first, by its name where bytes leave it open.

Names lie: exports called .csv are workbooks, exports called .xls are web pages, and a download that failed is
a page that asks for a password. What a standard input holds has no name at all.
"""

from __future__ import annotations

import codecs
import re
import zipfile
from typing import TYPE_CHECKING, Final

from geo.errors import DataError

if TYPE_CHECKING:
    from geo._reading.source import Source

__all__ = ["describe_mismatch", "sniff_format"]

READ: Final = (
    ".csv, .tsv and .txt (delimited text), .xlsx, .geojson, .geojsonl, .json, .gpkg, .fgb, .shp (also "
    "zipped), .kml, .kmz, .parquet"
)
_MAGICS: Final = (
    (b"PAR1", "parquet"),
    (b"SQLite format 3\0", "gpkg"),
    (b"fgb\x03fgb", "flatgeobuf"),
    (b"\0\0\x27\x0a", "shapefile"),
    # Its reader says what to do about it.
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "workbook"),
)
_REFUSED: Final = (
    (b"\x1f\x8b", "packed with gzip: unpack it first"),
    (b"BZh", "packed with bzip2: unpack it first"),
    (b"\xfd7zXZ\0", "packed with xz: unpack it first"),
    (b"\x28\xb5\x2f\xfd", "packed with zstd: unpack it first"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive: unpack it first"),
    (b"Rar!\x1a\x07", "a RAR archive: unpack it first"),
    (b"%PDF-", "a PDF document: export the table behind it"),
    (b"{\\rtf", "a text document (RTF): save its table as CSV"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"II*\0", "a picture (TIFF)"),
    (b"MM\0*", "a picture (TIFF)"),
    (b"ARROW1", "an Arrow file: save it as Parquet"),
    (b"\x89HDF", "an HDF5 file: save its table as CSV"),
    (b"CDF\x01", "a NetCDF file: save its table as CSV"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"version https://git-lfs", "only a pointer to a file in Git LFS: fetch the file itself"),
)
_ZIP: Final = (b"PK\x03\x04", b"PK\x05\x06")
_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_HTML: Final = re.compile(r"<(!doctype\s+html|html|head|body)[\s>]", re.IGNORECASE)
_KML: Final = re.compile(r"<(?:\w+:)?(kml|Placemark)[\s>]")
_XML: Final = re.compile(r"<(\?xml|!doctype|!--|gpx|osm|rss|feed)[\s>]", re.IGNORECASE)
_JSON: Final = re.compile(r'\{|\[\s*(?:[{\["\]]|-?\d|null|true|false)')
_FEATURE: Final = re.compile(r'"type"\s*:\s*"Feature"')
_COLLECTION: Final = re.compile(r'"type"\s*:\s*"FeatureCollection"|"features"\s*:\s*\[')
_GEOMETRY: Final = re.compile(r'"type"\s*:\s*"(?:(?:Multi)?(?:Point|LineString|Polygon)|GeometryCollection)"')
_SEQUENCES: Final = (".geojsonl", ".geojsons", ".geojsonseq", ".ndgeojson")
_BY_SUFFIX: Final = {
    ".geojson": "geojson",
    ".kml": "kml",
    ".json": "records",
    ".ndjson": "records",
    ".jsonl": "records",
}
# Files that are never text, and those that lie beside a shapefile.
_BINARY: Final = {".gpkg", ".parquet", ".geoparquet", ".fgb", ".shp"}
_PARTS: Final = {".dbf", ".shx", ".prj", ".cpg", ".qix", ".sbn", ".sbx"}
_OF_KIND: Final = {
    "delimited": {".csv", ".tsv", ".txt", ".tab", ""},
    "workbook": {".xlsx", ".xlsm", ".xls", ".ods", ".xlsb", ".xltx", ".xltm"},
    "records": {".json", ".ndjson", ".jsonl"},
    "geojson": {".geojson", ".json"},
    "geojsonseq": {*_SEQUENCES, ".ndjson", ".jsonl", ".json"},
    "gpkg": {".gpkg"},
    "flatgeobuf": {".fgb"},
    "shapefile": {".shp"},
    "kml": {".kml"},
    "kmz": {".kmz", ".zip"},
    "parquet": {".parquet", ".geoparquet", ".pq"},
    "archive": {".zip", ".shz"},
}
_SPOKEN: Final = {
    "delimited": "delimited text",
    "workbook": "a workbook",
    "records": "JSON records",
    "geojson": "GeoJSON",
    "geojsonseq": "GeoJSONSeq",
    "gpkg": "a GeoPackage",
    "flatgeobuf": "FlatGeobuf",
    "shapefile": "a shapefile",
    "kml": "KML",
    "kmz": "KMZ",
    "parquet": "Parquet",
    "archive": "a zip archive",
}
# Of the bytes of a text hardly any are control characters.
_MOST_CONTROLS: Final = 0.05
_FEW_CONTROLS: Final = 16
_CONTROLS: Final = bytes(code for code in range(32) if code not in b"\t\n\v\f\r\x1b\x1c\x1e")


def sniff_format(source: Source) -> str:
    """Find out what kind of file a source is.

    Parameters
    ----------
    source : Source

    Returns
    -------
    str
        "delimited", "workbook", "records", "geojson", "geojsonseq", "gpkg", "flatgeobuf", "shapefile", "kml",
        "kmz", "parquet" or "archive".

    Raises
    ------
    DataError
        If it is of a kind that geo does not read, or what was meant to be data is a web page.

    Examples
    --------
    >>> from geo._reading.source import Source
    >>> sniff_format(Source("x.csv", content=b"PAR1...")), sniff_format(Source("x", content=b"id,lon"))
    ('parquet', 'delimited')
    """
    head = source.head()
    if source.suffix in _PARTS:
        raise DataError(
            f"{source.name} is a part of a shapefile. Pass the .shp beside it, or a .zip of all parts."
        )
    for magic, kind in _MAGICS:
        if head.startswith(magic):
            return kind
    for magic, what in _REFUSED:
        if head.startswith(magic):
            raise DataError(f"{source.name} is {what}. geo reads {READ}.")
    if head.startswith(_ZIP):
        return _sniff_zip(source)
    return _sniff_text(source, head)


def describe_mismatch(source: Source, kind: str) -> str | None:
    """Say that a file is not what its name says; None where it is, or where it has no suffix.

    Parameters
    ----------
    source : Source
    kind : str
        As `sniff_format` gives it.

    Examples
    --------
    >>> from geo._reading.source import Source
    >>> describe_mismatch(Source("x.csv"), "workbook")
    'not .csv but a workbook, and read as one'
    """
    suffix = source.suffix
    known = set().union(*_OF_KIND.values())
    if not suffix or suffix not in known or suffix in _OF_KIND[kind]:
        return None
    return (
        f"not {suffix} but {_SPOKEN[kind]}, and read as {'one' if _SPOKEN[kind].startswith('a ') else 'such'}"
    )


def _sniff_zip(source: Source) -> str:
    """Tell a workbook and a KMZ from an archive of other files."""
    try:
        with source.open() as stream, zipfile.ZipFile(stream) as archive:
            members = [name.lower() for name in archive.namelist()]
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise DataError(
            f"{source.name} is a damaged zip archive or workbook ({error}). Get it again."
        ) from None
    if any(name.startswith("xl/") for name in members) or {"mimetype", "content.xml"} <= set(members):
        return "workbook"
    if any(name.startswith(("word/", "ppt/")) for name in members):
        raise DataError(f"{source.name} is a document of an office program. Save its table as .xlsx or CSV.")
    if source.suffix == ".kmz":
        return "kmz"
    data = (".shp", ".csv", ".tsv", ".geojson", ".json", ".gpkg", ".fgb", ".xlsx", ".parquet", ".kmz")
    has_kml = any(name.endswith(".kml") for name in members)
    return "kmz" if has_kml and not any(name.endswith(data) for name in members) else "archive"


def _sniff_text(source: Source, head: bytes) -> str:
    mark, codec = next(((mark, codec) for mark, codec in _MARKS if head.startswith(mark)), (b"", "utf-8"))
    if not mark and _is_binary(head):
        raise DataError(f"{source.name} is a binary file of a kind that geo does not read. It reads {READ}.")
    text = head.removeprefix(mark).decode(codec, "replace").lstrip(" \t\r\n")
    if text.startswith("<") and not _HTML.match(text) and _KML.search(text):
        return "kml"
    if _HTML.match(text) or (_XML.match(text) and _HTML.search(text)):
        raise DataError(
            f"{source.name} is a web page and no table: the download may have met a page that asks to log "
            "in. Get the data itself, or save the page's table as CSV."
        )
    if _XML.match(text) and source.suffix != ".kml":
        raise DataError(f"{source.name} is XML that geo does not read. It reads {READ}.")
    if text.startswith("\x1e"):
        return "geojsonseq" if _FEATURE.search(text) else "records"
    if _JSON.match(text):
        return _sniff_json(source, text)
    if source.suffix in _BINARY and text:
        raise DataError(
            f"{source.name} is text and not {_spoken_suffix(source.suffix)}. Get or export it again."
        )
    return _BY_SUFFIX.get(
        source.suffix, "delimited" if text or source.suffix not in _SEQUENCES else "geojsonseq"
    )


def _sniff_json(source: Source, text: str) -> str:
    """Tell features, in a collection or line by line, from records."""
    first, _, rest = text.partition("\n")
    is_lined = first.rstrip().endswith("}") and rest.lstrip().startswith("{")
    if source.suffix in _SEQUENCES or (is_lined and _FEATURE.search(first)):
        return "geojsonseq"
    if is_lined or text.startswith("["):
        return "records"
    is_features = _COLLECTION.search(text) or _FEATURE.search(text) or _GEOMETRY.search(text)
    return "geojson" if is_features or source.suffix == ".geojson" else "records"


def _is_binary(head: bytes) -> bool:
    # Without a byte order mark, UTF-16 of Latin letters has a zero in every other byte: its reader knows what
    # to say.
    half = len(head) // 2
    if half and (head[::2].count(0) > 0.8 * half or head[1::2].count(0) > 0.8 * half):
        return any(byte in _CONTROLS.replace(b"\0", b"") for byte in head[:1024])
    kept = head.translate(None, _CONTROLS)
    return len(head) - len(kept) > max(_MOST_CONTROLS * len(head), _FEW_CONTROLS)


def _spoken_suffix(suffix: str) -> str:
    return next(_SPOKEN[kind] for kind, suffixes in _OF_KIND.items() if suffix in suffixes)
