"""The sheets of an XLSX workbook as rows of cells, one row at a time.

openpyxl knows the parts of the format. Its own read-only sheet reads a whole sheet for want of a stated
size, fills gaps of a billion rows with empty ones, and cannot say that a formula has no value: so its parser
of rows is used directly, on a stream that refuses a row without an end.
"""

from __future__ import annotations

import re
from typing import IO, TYPE_CHECKING, Any, Final, NamedTuple

from openpyxl.reader.excel import ExcelReader
from openpyxl.reader.strings import read_string_table
from openpyxl.styles.stylesheet import apply_stylesheet
from openpyxl.worksheet import _reader
from openpyxl.xml.constants import SHARED_STRINGS

from geo.errors import DataError

if TYPE_CHECKING:
    import zipfile
    from collections.abc import Iterator

__all__ = ["Cell", "Sheet", "Workbook"]

# The most that Excel itself can hold.
_MOST_ROWS: Final = 1_048_576
_MOST_COLUMNS: Final = 10_000
# A row of as many columns with 1,600 characters each.
_LONGEST_ROW: Final = 2**24
_PIECE: Final = 2**20
_ZEROS: Final = re.compile(r"0{2,}")


class Cell(NamedTuple):
    """One cell that holds something."""

    column: int
    """Counted from 0."""
    value: Any
    kind: str
    """"value", "error" such as #N/A, "formula" without a stored value, "padded" with zeros in front."""


class Sheet:
    """A sheet of a workbook.

    Parameters
    ----------
    workbook : Workbook
    title : str
    target : str
        The part of the archive.
    is_visible : bool
    """

    def __init__(self, workbook: Workbook, title: str, target: str, *, is_visible: bool) -> None:
        self.title = title
        self.is_visible = is_visible
        self.hidden_rows = 0
        """How many of the rows that were read so far are hidden."""
        self._workbook = workbook
        self._target = target

    def rows(self) -> Iterator[tuple[int, list[Cell]]]:
        """Yield the number and the cells of every row that has any.

        Raises
        ------
        DataError
            If it is larger than a sheet can be.
        """
        name = f"{self._workbook.name}, sheet {self.title!r}"
        self.hidden_rows = 0
        with self._workbook.reader.archive.open(self._target) as stream:
            parser = _Parser(_Guarded(stream, name, b"row"), self._workbook)
            for number, cells in parser.parse():
                if number > _MOST_ROWS:
                    raise DataError(f"{name}: row {number:,} is beyond the last one that a sheet can have.")
                found = [cell for cell in cells if cell is not None]
                last = max((cell.column for cell in found), default=0)
                if last >= _MOST_COLUMNS:
                    raise DataError(
                        f"{name}, row {number:,}: a cell in column {last + 1:,}, beyond the "
                        f"{_MOST_COLUMNS:,} of a table. Delete what stands there, or save the table as CSV."
                    )
                if found:
                    self.hidden_rows += parser.is_hidden
                    yield number, found


class Workbook:
    """An open workbook.

    Parameters
    ----------
    archive : ZipFile
    name : str
        What messages call it.
    """

    def __init__(self, archive: zipfile.ZipFile, name: str) -> None:
        self.name = name
        self.reader = ExcelReader(archive.fp, read_only=True, data_only=True, keep_links=False)
        self.reader.read_manifest()
        self._read_strings()
        self.reader.read_workbook()
        apply_stylesheet(self.reader.archive, self.reader.wb)
        self._padding: dict[int, int] = {}

    def _read_strings(self) -> None:
        part = self.reader.package.find(SHARED_STRINGS)
        if part is not None:
            with self.reader.archive.open(part.PartName[1:]) as stream:
                guarded = _Guarded(stream, f"{self.name}, its texts", b"<")
                self.reader.shared_strings = read_string_table(guarded)

    def sheets(self) -> list[Sheet]:
        """List the sheets with cells, in the order of their tabs."""
        return [
            Sheet(self, sheet.name, rel.target, is_visible=sheet.state == "visible")
            for sheet, rel in self.reader.parser.find_sheets()
            if rel.target in self.reader.valid_files and rel.Type.endswith("/worksheet")
        ]

    def padding(self, style: int) -> int:
        """Give the least number of digits with which a style shows a number, 0 where it pads none."""
        if style not in self._padding:
            workbook = self.reader.wb
            number_format = workbook._cell_styles[style].numFmtId - 164  # noqa: SLF001 - openpyxl's reader of cells does so
            formats = workbook._number_formats  # noqa: SLF001
            shown = formats[number_format] if 0 <= number_format < len(formats) else ""
            self._padding[style] = len(shown) if _ZEROS.fullmatch(shown) else 0
        return self._padding[style]


class _Parser(_reader.WorkSheetParser):  # type: ignore[misc]  # openpyxl has no types
    """openpyxl's parser, which keeps what a table needs of a cell."""

    is_hidden = False

    def __init__(self, stream: _Guarded, workbook: Workbook) -> None:
        book = workbook.reader.wb
        super().__init__(
            stream,
            workbook.reader.shared_strings,
            data_only=True,
            epoch=book.epoch,
            date_formats=book._date_formats,  # noqa: SLF001
            timedelta_formats=book._timedelta_formats,  # noqa: SLF001
        )
        self._workbook = workbook

    def parse_row(self, row: Any) -> tuple[int, list[Cell | None]]:  # noqa: ANN401 - an XML element
        """Read a row, and do not keep how it looks."""
        found: tuple[int, list[Cell | None]] = super().parse_row(row)
        self.row_dimensions.clear()
        self.is_hidden = row.get("hidden") in {"1", "true"}
        return found

    def parse_cell(self, element: Any) -> Cell | None:  # noqa: ANN401
        """Read a cell, None where it holds nothing."""
        cell = super().parse_cell(element)
        value, column = cell["value"], cell["column"] - 1
        if value is None or value == "":
            is_formula = element.get("t") != "str" and element.find(_reader.FORMULA_TAG) is not None
            return Cell(column, None, "formula") if is_formula else None
        if cell["data_type"] == "e":
            return Cell(column, value, "error")
        if isinstance(value, str):
            return Cell(column, value.replace("_x000D_", "\r"), "value")
        if type(value) is int and cell["style_id"] and (digits := self._workbook.padding(cell["style_id"])):
            return Cell(column, f"{value:0{digits}d}", "padded")
        return Cell(column, value, "value")


class _Guarded:
    """A stream that ends where a row or a text is too long to be one.

    Parameters
    ----------
    stream : binary stream
    name : str
        What messages call it.
    mark : bytes
        What comes again and again where it is as it should be.
    """

    def __init__(self, stream: IO[bytes], name: str, mark: bytes) -> None:
        self._stream = stream
        self._name = name
        self._mark = mark
        self._since_row = 0

    def read(self, size: int = -1) -> bytes:
        """Read some bytes, or many: the parser looks through an unfinished tag again after each piece."""
        chunk = self._stream.read(max(size, _PIECE))
        at = chunk.rfind(self._mark)
        self._since_row = len(chunk) - at if at >= 0 else self._since_row + len(chunk)
        if self._since_row > _LONGEST_ROW:
            raise DataError(
                f"{self._name}: a row of more than {_LONGEST_ROW >> 20} MiB, which is no row of a table."
            )
        return chunk
