"""XLSX, written part by part: a sheet of rows, the texts they share, four styles.

openpyxl, as a writer, cuts numbers to 16 digits and refuses control characters, so the parts are
written here and openpyxl reads them in the tests. The text of a cell is text whatever it begins with: nothing
is a formula. A spreadsheet has limits: what does not fit is an error, or, where only the type does not fit,
text for the whole column, and the log says it.

ECMA-376 part 1: 18.3.1.4 (cells), 18.4.8 (shared texts), 22.9.2.19 (control characters as _xHHHH_).
"""

from __future__ import annotations

import datetime as dt
import itertools
import math
import re
import zipfile
from typing import TYPE_CHECKING, Any, Final
from xml.sax.saxutils import escape

from geo._writing.columns import iter_rows, list_columns
from geo._writing.shapes import count_outlines, tell_outlines
from geo._writing.spelling import spell, whole_text
from geo._writing.workbook_parts import MAIN, PARTS, XML
from geo.errors import OutputError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    import geopandas as gpd

    from geo._writing.changes import Changes
    from geo._writing.columns import Column, Kind

__all__ = ["write_workbook"]

_ROWS: Final = 1_048_576
_COLUMNS: Final = 16_384
_LONGEST: Final = 32_767
_DIGITS: Final = 10**15
"""A spreadsheet keeps 15 digits: a whole number from here on would end in zeros."""
_EPOCH: Final = dt.datetime(1899, 12, 30)  # noqa: DTZ001 - a spreadsheet knows no zones
# To spreadsheets 1900 is a leap year, so days before its March are one day off.
_FIRST_DAY: Final = dt.date(1900, 3, 1)
_DAY_MS: Final = 86_400_000
_STYLE: Final = {"date": 1, "moment": 2}
_HEAD: Final = 3
_QUOTED: Final = 4
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
_WIDTHS: Final = (8, 40)
_SAMPLE: Final = 100

# Characters that XML has no room for, and text that looks as if it stood for one.
_ESCAPED: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
_US_IN_MS: Final = 1000
_AS_TEXT: Final[dict[Kind, str]] = {
    "instant": "times with a time zone are ISO 8601 text",
    "parts": "lists and objects are JSON text",
    "bytes": "bytes are Base64 text",
    "other": "values that a sheet has no type for are text",
}
_ZIP_TIME: Final = (1980, 1, 1, 0, 0, 0)
"""The earliest time that an archive can say of a file: the same table gives the same bytes."""


def write_workbook(incidents: gpd.GeoDataFrame, path: Path, changes: Changes) -> None:
    """Write a workbook with one sheet.

    Raises
    ------
    OutputError
        If there are more rows, columns or characters in a cell than a sheet can have.
    """
    columns = list_columns(incidents)
    _check_size(len(incidents), len(columns))
    tell_outlines(count_outlines(incidents), "XLSX")
    texts = _Texts()
    write = [_choose_writer(column, texts, changes) for column in columns]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in PARTS.items():
            _write_part(archive, name, iter((XML, part)))
        rows = _spell_rows(columns, write, texts, changes, len(incidents))
        _write_part(archive, "xl/worksheets/sheet1.xml", rows)
        _write_part(archive, "xl/sharedStrings.xml", texts.spell())


class _Texts:
    """The texts of all cells, each once: cells speak of them by number."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._uses = 0

    def number(self, text: str, where: str) -> int:
        if len(text) > _LONGEST or len(text.encode("utf-16-le")) // 2 > _LONGEST:
            raise OutputError(
                f"The table does not fit into xlsx: a cell of column {where!r} has {len(text):,} characters, "
                f"and a cell of a sheet has room for {_LONGEST:,}. Write .csv, .gpkg or .parquet instead."
            )
        self._uses += 1
        return self._numbers.setdefault(text, len(self._numbers))

    def spell(self) -> Iterator[str]:
        yield f'{XML}<sst xmlns="{MAIN}" count="{self._uses}" uniqueCount="{len(self._numbers)}">'
        for text in self._numbers:
            yield f'<si><t xml:space="preserve">{_spell_text(text)}</t></si>'
        yield "</sst>"


def _spell_text(text: str) -> str:
    if "_" in text or not text.isprintable():
        text = _ESCAPED.sub(lambda found: f"_x{ord(found.group()):04X}_", text)
    # A carriage return as it stands would be read as a line feed.
    return escape(text, {"\r": "&#13;"})


def _write_part(archive: zipfile.ZipFile, name: str, pieces: Iterator[str]) -> None:
    entry = zipfile.ZipInfo(name, _ZIP_TIME)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    # Most readers know no archive of more than 4 GB, and all know one that does not say that it might be.
    with archive.open(entry, "w") as stream:
        for piece in pieces:
            stream.write(piece.encode("utf-8"))


def _check_size(rows: int, columns: int) -> None:
    for count, most, what in ((rows, _ROWS - 1, "rows"), (columns, _COLUMNS, "columns")):
        if count > most:
            raise OutputError(
                f"The table does not fit into xlsx: it has {count:,} {what}, and a sheet has room for "
                f"{most:,}. Write .csv or .parquet instead."
            )


def _spell_rows(
    columns: list[Column],
    write: list[Callable[[Any, str], str]],
    texts: _Texts,
    changes: Changes,
    count: int,
) -> Iterator[str]:
    letters = [_letters(at) for at in range(len(columns))]
    yield f'{XML}<worksheet xmlns="{MAIN}">'
    # The row of the headings stays in sight.
    yield '<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2"'
    yield ' activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
    yield '<sheetFormatPr defaultRowHeight="15"/>'
    if columns:
        widths = (
            f'<col min="{at}" max="{at}" width="{_width(column)}" customWidth="1"/>'
            for at, column in enumerate(columns, 1)
        )
        yield f"<cols>{''.join(widths)}</cols>"
    head = (
        f'<c r="{letter}1" t="s" s="{_HEAD}"><v>{texts.number(column.name, column.name)}</v></c>'
        for letter, column in zip(letters, columns, strict=True)
    )
    yield f'<sheetData><row r="1">{"".join(head)}</row>'
    for number, row in enumerate(iter_rows(columns, count, changes), 2):
        cells = [
            spelled(cell, f"{letter}{number}")
            for spelled, letter, cell in zip(write, letters, row, strict=True)
            if cell is not None
        ]
        yield f'<row r="{number}">{"".join(cells)}</row>'
    yield "</sheetData></worksheet>"


def _letters(at: int) -> str:
    """Name a column by letters: A, B, …, Z, AA."""
    name = ""
    at += 1
    while at:
        at, digit = divmod(at - 1, 26)
        name = chr(ord("A") + digit) + name
    return name


def _width(column: Column) -> int:
    """Choose a width, in characters, by the heading and the first rows."""
    longest = max(
        map(len, itertools.chain([column.name], map(spell, filter(None, column.cells(0, _SAMPLE)))))
    )
    return min(max(longest + 2, _WIDTHS[0]), _WIDTHS[1])


def _choose_writer(column: Column, texts: _Texts, changes: Changes) -> Callable[[Any, str], str]:
    """Choose how the cells of a column are written: all in one way, but where it has several types."""
    name = column.name

    def write_text(cell: Any, at: str) -> str:  # noqa: ANN401 - a cell of any type
        (text,), halves = whole_text([spell(cell)])
        changes.add_cells("halves of surrogate pairs, which are no characters, became U+FFFD", halves)
        if not text:
            # An empty text and nothing at all look the same, and only the second counts as empty.
            return ""
        style = f' s="{_QUOTED}"' if text.startswith(_FORMULA) else ""
        return f'<c r="{at}" t="s"{style}><v>{texts.number(text, name)}</v></c>'

    def write_mixed(cell: Any, at: str) -> str:  # noqa: ANN401 - a cell of any type
        if isinstance(cell, bool):
            return _write_boolean(cell, at)
        if (isinstance(cell, int) and abs(cell) < _DIGITS) or (
            isinstance(cell, float) and math.isfinite(cell)
        ):
            return _write_number(cell, at)
        if isinstance(cell, (int, float)):
            changes.add_column("numbers that a sheet cannot hold are text", name)
        return write_text(cell, at)

    refused = _why_text(column)
    if refused is not None:
        changes.add_column(refused, name)
        return write_text
    writers: dict[Kind, Callable[[Any, str], str]] = {
        "boolean": _write_boolean,
        "integer": write_mixed,
        "real": write_mixed,
        "mixed": write_mixed,
        "date": _write_day,
        "moment": _write_moment,
    }
    return writers.get(column.kind, write_text)


def _why_text(column: Column) -> str | None:
    """Say why the values of a column are text; None where they are what they are, or text anyway."""
    if column.kind in _AS_TEXT:
        return _AS_TEXT[column.kind]
    if column.kind not in ("integer", "date", "moment"):
        return None
    known = [cell for cell in column.cells() if cell is not None]
    if column.kind == "integer":
        long = any(abs(cell) >= _DIGITS for cell in known)
        return "whole numbers of more than 15 digits are text" if long else None
    days = [cell if column.kind == "date" else cell.date() for cell in known]
    if any(day < _FIRST_DAY for day in days):
        return "dates before March 1900 are ISO 8601 text"
    if column.kind == "moment" and any(map(_is_fine, known)):
        return "times finer than a millisecond are ISO 8601 text"
    return None


def _is_fine(moment: dt.datetime) -> bool:
    return bool(moment.microsecond % _US_IN_MS or getattr(moment, "nanosecond", 0))


def _write_boolean(cell: Any, at: str) -> str:  # noqa: ANN401 - a cell of any type
    return f'<c r="{at}" t="b"><v>{int(cell)}</v></c>'


def _write_number(cell: Any, at: str) -> str:  # noqa: ANN401 - a cell of any type
    return f'<c r="{at}"><v>{cell!r}</v></c>'


def _write_day(cell: dt.date, at: str) -> str:
    return f'<c r="{at}" s="{_STYLE["date"]}"><v>{(cell - _EPOCH.date()).days}</v></c>'


def _write_moment(cell: dt.datetime, at: str) -> str:
    since = dt.datetime(*cell.timetuple()[:6], cell.microsecond) - _EPOCH  # noqa: DTZ001 - it has no zone
    whole = since.days + since // dt.timedelta(milliseconds=1) % _DAY_MS / _DAY_MS
    return f'<c r="{at}" s="{_STYLE["moment"]}"><v>{whole!r}</v></c>'
