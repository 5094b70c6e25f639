"""A sheet becomes a file, whole or not at all; one that geo wrote is replaced, any other only on demand."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from geo._files import check_target, replace_file
from geo._records import check_record_target, write_record
from geo._sheets import html, markdown
from geo._sheets.chart import draw_charts
from geo._sheets.gather import gather_sheet
from geo.errors import UsageError

if TYPE_CHECKING:
    import os
    from collections.abc import Mapping, Sequence

    from geopandas import GeoDataFrame

    from geo._sheets.model import Input, Sheet

__all__ = ["FORMS", "check_sheet_target", "choose_form", "is_our_sheet", "make_sheet", "write_sheet"]

FORMS: Final = {".html": "html", ".htm": "html", ".pdf": "pdf", ".md": "markdown"}
"""Suffix of a file -> form of the sheet."""

# Where the mark of a sheet is: at the head of a text; a PDF keeps its facts at the end.
HEAD_BYTES: Final = 200
TAIL_BYTES: Final = 20_000
PDF_MARK: Final = b"(geo-incidents sheet)"


def choose_form(path: Path) -> str:
    """Choose the form of a sheet by the suffix of its file.

    Raises
    ------
    UsageError
        If there is no such form.

    Examples
    --------
    >>> choose_form(Path("banshee.PDF"))
    'pdf'
    """
    form = FORMS.get(path.suffix.lower())
    if form is None:
        raise UsageError(
            f"The name {path.name} does not say which sheet to write. End it in .html, .pdf or .md."
        )
    return form


def is_our_sheet(path: Path) -> bool:
    """Say whether a file is a sheet that geo wrote."""
    try:
        with path.open("rb") as stream:
            head = stream.read(HEAD_BYTES)
            if head.startswith(b"%PDF-"):
                size = path.stat().st_size
                stream.seek(max(0, size - TAIL_BYTES))
                return PDF_MARK in stream.read()
    except OSError:
        return False
    return html.MARK.encode() in head or head.startswith(markdown.MARK.encode())


def check_sheet_target(path: Path, *, overwrite: bool) -> bool:
    """Make sure that a sheet may be written here, before any long work is done for it.

    Returns
    -------
    bool
        Whether a file that is already there is replaced.

    Raises
    ------
    OutputError, UsageError
        If it may not.
    """
    choose_form(path)
    overwrite = overwrite or is_our_sheet(path)
    check_target(path, overwrite=overwrite)
    return overwrite


def make_sheet(
    checked: Mapping[str, Any],
    measured: GeoDataFrame | None,
    *,
    command: str,
    inputs: Sequence[Input] = (),
    options: Mapping[str, str] | None = None,
    atlas: Any = None,  # noqa: ANN401 - an Atlas, or anything with its layers
) -> Sheet:
    """Gather what a sheet says, its maps included; see `write_sheet`."""
    if atlas is None:
        from geo._atlas import share_atlas

        atlas = share_atlas()
    return gather_sheet(
        checked,
        command=command,
        inputs=inputs,
        options=options,
        sources=atlas.sources,
        names=dict(zip(atlas.entities["code"], atlas.entities["name"], strict=True)),
        pictures=draw_charts(checked, measured, atlas),
    )


def write_sheet(  # noqa: PLR0913 - what a sheet is made of
    checked: Mapping[str, Any],
    measured: GeoDataFrame | None,
    path: str | os.PathLike[str],
    *,
    command: str,
    inputs: Sequence[Input] = (),
    options: Mapping[str, str] | None = None,
    atlas: Any = None,  # noqa: ANN401 - an Atlas, or anything with its layers
    overwrite: bool = False,
    record: Mapping[str, Any] | None = None,
) -> Path:
    """Write what was checked as one page for each report, to be read, printed and signed.

    Parameters
    ----------
    checked : mapping
        What ``geo check --json`` prints.
    measured : GeoDataFrame or None
        Its incidents, measured, in the same order; without them there is no map.
    path : path-like
        Its suffix, one of .html, .pdf and .md, decides the form.
    command : str
        The command line that does it again.
    inputs : sequence of Input
        The files besides the reports that the check was made with.
    options : mapping
        What it was made with, in words: {"near": "25 km"}.
    atlas : Atlas, optional
        Where the map and its sources come from; the atlas that is shipped when left out.
    overwrite : bool
        Whether a file may be replaced that is no sheet of ours.
    record : mapping, optional
        How it was made, from `geo._records.build_record`: into an HTML sheet, beside any other.

    Returns
    -------
    pathlib.Path
        Where it is.

    Raises
    ------
    OutputError
        If the file is already there, or cannot be written; it is then as it was before.
    UsageError
        If the suffix is none of those.
    """
    target = Path(path)
    form = choose_form(target)
    overwrite = check_sheet_target(target, overwrite=overwrite)
    sheet = make_sheet(checked, measured, command=command, inputs=inputs, options=options, atlas=atlas)
    beside = record is not None and form != "html"
    if beside:
        check_record_target(target, overwrite=overwrite)
    data = _render(sheet, form, record)
    with replace_file(target, overwrite=overwrite) as passing:
        passing.write_bytes(data)
    if record is not None and beside:
        write_record(target, record, overwrite=overwrite)
    return target


def _render(sheet: Sheet, form: str, record: Mapping[str, Any] | None) -> bytes:
    if form == "pdf":
        from geo._sheets.pdf import render_pdf

        return render_pdf(sheet)
    text = html.render_html(sheet, record) if form == "html" else markdown.render_markdown(sheet)
    return text.encode("utf-8")
