"""Adding a layer of your own, from the file to the folder: all of it, or nothing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

from geo._atlas.own.store import OWN_LAYERS, SHAPE_LAYERS, check_name, find_layer, write_layer
from geo.errors import AtlasError, OutputError, UsageError

if TYPE_CHECKING:
    from pathlib import Path

    from geo._atlas.atlas import Atlas
    from geo._atlas.own.sources import Source

__all__ = ["Wanted", "add_layer"]

_LEVELS: Final = (2, 3, 4)
_BORDERS_ONLY: Final = ("codes", "left_column", "right_column", "kind", "kind_column")
_UNITS_ONLY: Final = ("country", "country_column")
_TWICE: Final = (
    ("country", "country_column"),
    ("kind", "kind_column"),
    ("codes", "code_column"),
    ("valid_from", "from_column"),
    ("valid_to", "to_column"),
)
_DATES: Final = ("from_column", "to_column", "valid_from", "valid_to")


@dataclass(frozen=True)
class Wanted:
    """What the user says of a layer; what is not said is None.

    Attributes
    ----------
    layer : str
        'countries', 'regions', 'districts' or 'borders'.
    name : str
        What the layer is called; made of the file's name where it is empty.
    name_column, code_column : str
        Columns with names and codes of units; of borders, code_column has both codes, as KAZ-TKM.
    country, country_column : str
        Country of all units, or the column that says it for each.
    level : int
        Of districts: 2, 3 or 4, counted from the country.
    kind, kind_column, codes, left_column, right_column : str
        Of borders: what they are, and between whom.
    from_column, to_column : str
        Columns with the first and the last day of each row; three, joined by commas, for year, month and day.
    valid_from, valid_to : str
        The same for all of the file.
    accuracy_m : float
        How far the lines may be off, metres.
    source, licence : str
        Where they come from, and under which licence.
    source_layer, crs, encoding : str
        What the file does not say well enough itself.
    """

    layer: str
    name: str = ""
    name_column: str | None = None
    code_column: str | None = None
    country: str | None = None
    country_column: str | None = None
    level: int | None = None
    kind: str | None = None
    kind_column: str | None = None
    codes: str | None = None
    left_column: str | None = None
    right_column: str | None = None
    from_column: str | None = None
    to_column: str | None = None
    valid_from: str | None = None
    valid_to: str | None = None
    accuracy_m: float | None = None
    source: str | None = None
    licence: str | None = None
    source_layer: str | None = None
    crs: str | None = None
    encoding: str | None = None


def add_layer(path: str | Path, wanted: Wanted, atlas: Atlas, *, overwrite: bool = False) -> dict[str, Any]:
    """Read a file, check it, and keep it as a layer of your own.

    Parameters
    ----------
    path : path-like
        Any file that pyogrio reads, also zipped.
    wanted : Wanted
    atlas : Atlas
        Says which countries there are and where.
    overwrite : bool
        Whether a layer of the same name may be replaced.

    Returns
    -------
    dict
        The description that is kept: see `geo._atlas.own.list_layers`.

    Raises
    ------
    UsageError
        If what is wanted is contradictory or not enough.
    DataError
        If the file cannot be read, or what is in it is wrong beyond repair.
    OutputError
        If there is such a layer, or it cannot be kept. Nothing has changed then.
    """
    _check(wanted)
    if wanted.name:
        _check_free(check_name(wanted.name), overwrite=overwrite)

    from geo._atlas.own.lines import build_lines
    from geo._atlas.own.sources import read_source
    from geo._atlas.own.states import build_states
    from geo._atlas.own.units import build_units
    from geo._atlas.own.validity import kept_validity

    source = read_source(
        path, _name_columns(wanted), layer=wanted.source_layer, crs=wanted.crs, encoding=wanted.encoding
    )
    wanted = _named(wanted, source)
    _check_free(wanted.name, overwrite=overwrite)
    if wanted.layer == "borders":
        frame, notes = build_lines(source, wanted, atlas.entities)
        codes = frame["left"].tolist() + frame["right"].tolist()
    elif wanted.layer == "countries":
        frame, notes = build_states(source, wanted)
        codes = frame["code"].tolist()
    else:
        frame, notes = build_units(source, wanted, atlas.entities, atlas.parts_at)
        codes = frame["country_code"].tolist()
    validity = kept_validity(frame)
    description = {
        "name": wanted.name,
        "layer": wanted.layer,
        "rows": len(frame),
        "rows_read": len(source.frame),
        "countries": sorted(set(codes)),
        "file": source.file,
        "source_layer": source.layer,
        "sha256": source.sha256,
        "crs": source.crs,
        "added": datetime.now(UTC).isoformat(timespec="microseconds"),
        "columns": source.columns,
        "level": wanted.level,
        "kinds": sorted(set(frame["kind"])) if wanted.layer == "borders" else [],
        "valid": validity.span(),
        "turns": validity.turns(),
        "accuracy_m": wanted.accuracy_m,
        "source": wanted.source,
        "licence": wanted.licence,
        "notes": notes,
    }
    return write_layer(frame, description, overwrite=overwrite)


def _check(wanted: Wanted) -> None:
    if wanted.layer not in SHAPE_LAYERS:
        message = f"--layer: there is no layer {wanted.layer!r} to add to. Choose {', '.join(OWN_LAYERS)}."
        raise UsageError(message)
    unfit = {
        "countries": (*_BORDERS_ONLY, *_UNITS_ONLY, "level"),
        "regions": (*_BORDERS_ONLY, "level"),
        "districts": _BORDERS_ONLY,
        "borders": (*_UNITS_ONLY, "level"),
    }[wanted.layer]
    for name in unfit:
        if getattr(wanted, name) is not None:
            option = "--" + name.replace("_", "-")
            message = f"{option} does not go with --layer {wanted.layer}. Leave it out."
            raise UsageError(message)
    for one, other in _TWICE:
        if getattr(wanted, one) is not None and getattr(wanted, other) is not None:
            said = f"--{one.replace('_', '-')} and --{other.replace('_', '-')}"
            message = f"{said} say the same thing twice. Pass one of them."
            raise UsageError(message)
    if wanted.layer == "countries" and not any(getattr(wanted, name) for name in _DATES):
        message = (
            "--layer countries is for countries as they were: name the columns with their dates with "
            "--from-column and --to-column, or say them for all with --valid-from and --valid-to."
        )
        raise UsageError(message)
    if wanted.level is not None and wanted.level not in _LEVELS:
        message = f"--level {wanted.level}: districts are of level 2, 3 or 4, counted from the country."
        raise UsageError(message)
    if wanted.accuracy_m is not None and not 0 <= wanted.accuracy_m < float("inf"):
        message = f"--accuracy-m {wanted.accuracy_m:g}: metres are wanted, 0 or more."
        raise UsageError(message)
    if (wanted.left_column is None) != (wanted.right_column is None):
        message = "--left-column and --right-column go together. Pass both, or --code-column or --codes."
        raise UsageError(message)


def _name_columns(wanted: Wanted) -> dict[str, str | None]:
    """Columns to look for, by option; units cannot do without a name."""
    from geo._atlas.own.validity import split_columns

    options = ("name_column", "code_column", "country_column", "kind_column", "left_column", "right_column")
    columns = {"--" + name.replace("_", "-"): getattr(wanted, name) for name in options}
    columns |= split_columns("--from-column", wanted.from_column)
    columns |= split_columns("--to-column", wanted.to_column)
    needed = {"--name-column"} if wanted.layer != "borders" else set()
    return {option: name for option, name in columns.items() if name is not None or option in needed}


def _named(wanted: Wanted, source: Source) -> Wanted:
    # One layer of several is better known by its own name.
    name = wanted.name or (source.layer if wanted.source_layer else source.stem)
    return replace(wanted, name=check_name(name))


def _check_free(name: str, *, overwrite: bool) -> None:
    try:
        taken = find_layer(name) is not None
    except AtlasError:
        # A damaged one may be replaced like any other.
        taken = True
    if taken and not overwrite:
        message = f"You have a layer {name!r} already. Pass --force to replace it, or --name to keep both."
        raise OutputError(message)
