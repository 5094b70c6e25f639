"""From a workbook of Excel to a table: one sheet, its row of column names, and what its cells hold."""

from __future__ import annotations

import difflib
import warnings
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np
import pandas as pd
from openpyxl.utils import get_column_letter

from geo._reading.formats._bounded import check_sizes, open_zip
from geo._reading.formats._columns import settle_cells
from geo._reading.formats._rows import check_names
from geo._reading.formats._workbook import Workbook
from geo._reading.locations import has_both_axes
from geo._reading.source import Table
from geo.errors import DataError, GeoError, UsageError

if TYPE_CHECKING:
    from geo._reading.formats._workbook import Cell, Sheet
    from geo._reading.source import Options, Source

__all__ = ["read_workbook"]

# What Microsoft's older container of files begins with: .xls, and workbooks with a password.
OLE_MARK: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
# Rows that are looked at for the one with column names: titles and notes above it take a handful.
_PEEKED: Final = 30
_LEAST_HEADER: Final = 2
# Texts, styles and names are in memory as a whole, sheets are not.
_LARGEST_HELD: Final = 2**28


class _Begun(NamedTuple):
    """A sheet and where its table begins."""

    sheet: Sheet
    line: int
    """Number of the row with the column names."""
    names: dict[int, str]
    """By column, counted from 0."""
    above: str
    """The text above the column names."""
    has_rows: bool


def read_workbook(source: Source, options: Options) -> Table:
    """Read one sheet of a workbook: XLSX or XLSM.

    Parameters
    ----------
    source : Source
    options : Options
        `layer` is the title of a sheet. Without it the only sheet with columns of positions is read,
        else the first visible one with rows.

    Returns
    -------
    Table
        A column has the type of its cells: whole numbers, numbers, yes or no, times, text; of several types
        it is text as a spreadsheet shows it. Empty cells and errors are null. `lines` are numbers of rows.

    Raises
    ------
    DataError
        If it is no workbook that can be read, has no such sheet, or none with a table.
    UsageError
        If several sheets have columns of positions, and none is named.
    """
    head = source.head(len(OLE_MARK))
    if head == OLE_MARK:
        raise DataError(_describe_ole(source))
    with warnings.catch_warnings(), open_zip(source) as archive:
        # openpyxl warns of styles and extensions that it does not know; a table needs none.
        warnings.simplefilter("ignore")
        members = set(archive.namelist())
        _check_kind(members, source.name)
        check_sizes(archive, source.name)
        held = sum(part.file_size for part in archive.infolist() if part.filename.startswith("xl/shared"))
        if held > _LARGEST_HELD:
            raise DataError(f"{source.name} has more text than fits into memory. Save the sheet as CSV.")
        try:
            workbook = Workbook(archive, source.name)
            return _read_sheet(*_choose(workbook.sheets(), options.layer, source.name), source.name)
        except (GeoError, MemoryError):
            raise
        except Exception as error:  # noqa: BLE001 - see below
            # openpyxl meets damage with whatever its parts raise.
            raise DataError(
                f"{source.name} cannot be read as a workbook ({type(error).__name__}: {error}). Open it in a "
                "spreadsheet program and save it as .xlsx again, or as CSV (UTF-8)."
            ) from None


def _describe_ole(source: Source) -> str:
    if _ENCRYPTED in source.head(2**20):
        return f"{source.name} is protected with a password. Save it without one, as .xlsx or as CSV (UTF-8)."
    return (
        f"{source.name} is a workbook of the old kind (.xls), or protected with a password. Open it in a "
        "spreadsheet program and save it as .xlsx without a password, or as CSV (UTF-8)."
    )


def _check_kind(members: set[str], name: str) -> None:
    other = {"content.xml": "OpenDocument (.ods)", "xl/workbook.bin": "the binary kind (.xlsb)"}
    for member, kind in other.items():
        if member in members:
            raise DataError(f"{name} is a workbook of {kind}. Save it as .xlsx, or as CSV (UTF-8).")
    if "[Content_Types].xml" not in members:
        raise DataError(f"{name} is a zip archive and no workbook. Unpack it, and pass what it holds.")


def _choose(sheets: list[Sheet], layer: str | None, name: str) -> tuple[_Begun, list[str]]:
    """Choose the sheet that is meant, and say what was chosen among which."""
    if layer is not None:
        chosen = [sheet for sheet in sheets if sheet.title == layer]
        chosen = chosen or [sheet for sheet in sheets if sheet.title.casefold() == layer.casefold()]
        if not chosen:
            titles = [sheet.title for sheet in sheets]
            close = difflib.get_close_matches(layer, titles, n=1)
            hint = f" Did you mean --layer '{close[0]}'?" if close else ""
            raise DataError(f"{name} has no sheet {layer!r} (its sheets: {_list(titles)}).{hint}")
        begun = _begin(chosen[0])
        if begun is None:
            raise DataError(f"{name}: the sheet {layer!r} is empty.")
        return begun, []
    begun_sheets = [begun for sheet in sheets if sheet.is_visible and (begun := _begin(sheet)) is not None]
    if not begun_sheets:
        hidden = [sheet.title for sheet in sheets if not sheet.is_visible]
        hint = f" Hidden: {_list(hidden)}; pass one as --layer." if hidden else ""
        raise DataError(f"{name} has no sheet with a table in it.{hint}")
    with_rows = [begun for begun in begun_sheets if begun.has_rows] or begun_sheets
    placed = [begun for begun in with_rows if has_both_axes(list(begun.names.values()))]
    if len(placed) > 1:
        # A sheet for each month: reading the first would lose the others without anybody noticing.
        titles = [begun.sheet.title for begun in placed]
        raise UsageError(
            f"{name} has {len(placed)} sheets with columns of positions: {_list(titles)}. Pass one as "
            "--layer, or save each as a file and pass all of them."
        )
    best = (placed or with_rows)[0]
    told = []
    others = [begun.sheet.title for begun in with_rows if begun is not best]
    if others:
        reason = ", the only one with columns of positions" if len(placed) == 1 else ""
        told.append(f"sheet {best.sheet.title!r}{reason}; not read: {_list(others)} (--layer)")
    return best, told


def _begin(sheet: Sheet) -> _Begun | None:
    """Find the row with the column names: the first that is all text and as wide as a table."""
    rows: list[tuple[int, list[Cell]]] = []
    for number, cells in sheet.rows():
        rows.append((number, cells))
        if len(rows) == _PEEKED:
            break
    if not rows:
        return None
    widest = max(len(cells) for _, cells in rows)
    texts = [place for place, (_, cells) in enumerate(rows) if all(isinstance(c.value, str) for c in cells)]
    wide = [place for place, (_, cells) in enumerate(rows) if len(cells) > widest / 2]
    names_some = [place for place in texts if len(rows[place][1]) >= min(widest, _LEAST_HEADER)]
    at = ([place for place in texts if place in wide] or names_some or wide)[0]
    number, cells = rows[at]
    names = {cell.column: "" if cell.value is None else str(cell.value) for cell in cells}
    above = " ".join(str(cell.value) for _, row in rows[:at] for cell in row)
    return _Begun(sheet, number, names, above, has_rows=len(rows) > at + 1)


def _read_sheet(begun: _Begun, told: list[str], name: str) -> Table:
    where = f"{name}, sheet {begun.sheet.title!r}"
    told = told or [f"sheet {begun.sheet.title!r}"]
    if begun.above:
        told.append(f"column names in row {begun.line}, below {begun.above[:60]!r}")
    columns: dict[int, list[Any]] = {column: [] for column in begun.names}
    lines: list[int] = []
    found: dict[str, list[str]] = {"error": [], "formula": [], "padded": []}
    for number, cells in begun.sheet.rows():
        if number <= begun.line:
            continue
        if all(cell.value is None and cell.kind == "value" for cell in cells):
            continue
        for cell in cells:
            if cell.kind != "value":
                found[cell.kind].append(f"{get_column_letter(cell.column + 1)}{number}")
            values = columns.setdefault(cell.column, [])
            values.extend([None] * (len(lines) - len(values)))
            # A damaged sheet may have a cell twice.
            values[len(lines) :] = [None if cell.kind == "error" else cell.value]
        lines.append(number)
    names = _name_columns(begun.names, sorted(columns), told)
    check_names(list(names.values()), where)
    for column in columns.values():
        column.extend([None] * (len(lines) - len(column)))
    _tell_cells(begun.sheet, found, told)
    return Table(
        pd.DataFrame(
            {names[column]: settle_cells(columns[column]) for column in sorted(columns)},
            index=pd.RangeIndex(len(lines)),
        ),
        None,
        None,
        is_text=True,
        noun="row",
        file_format="workbook",
        told=tuple(told),
        lines=np.array(lines, dtype=np.int64),
    )


def _name_columns(names: dict[int, str], columns: list[int], told: list[str]) -> dict[int, str]:
    """Name columns of data that have no name by their letters."""
    unnamed = [column for column in columns if not names.get(column, "").strip()]
    letters = {column: get_column_letter(column + 1) for column in unnamed}
    if letters:
        told.append(f"columns without a name are called by their letters: {_list(list(letters.values()))}")
    return {column: letters.get(column) or names[column] for column in columns}


def _tell_cells(sheet: Sheet, found: dict[str, list[str]], told: list[str]) -> None:
    says = {
        "error": "with an error such as #N/A, taken as empty",
        "formula": "with a formula but no stored value, taken as empty: save it in a spreadsheet program",
        "padded": "with zeros in front by their format, taken as text",
    }
    for kind, where in found.items():
        if where:
            cells = "1 cell" if len(where) == 1 else f"{len(where):,} cells"
            told.append(f"{cells} {says[kind]} (first: {where[0]})")
    if sheet.hidden_rows:
        told.append(f"{sheet.hidden_rows:,} hidden rows are read like all others")


def _list(names: list[str], most: int = 8) -> str:
    more = f" and {len(names) - most:,} more" if len(names) > most else ""
    return ", ".join(map(repr, names[:most])) + more
