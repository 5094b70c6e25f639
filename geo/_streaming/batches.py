"""Pieces of one table or of several, in their order, and what is known of all of them before the first."""

from __future__ import annotations

import contextlib
import logging
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from geo._reading.doors import check_profiles, cite_profile, find_source, make_incidents, tell_reading
from geo._reading.formats.geometries import tell_heights
from geo._reading.formats.sniffing import describe_mismatch, sniff_format
from geo._reading.opening import choose_input_format
from geo._reading.placing import tell_joined
from geo._reading.profiles import get_profile
from geo._reading.source import open_source
from geo._reading.streams import STREAMED, open_stream
from geo._reading.together import fits_float, name_nullable, plan_join
from geo._records import describe_input
from geo.errors import UsageError

if TYPE_CHECKING:
    import os
    from collections.abc import Iterator, Mapping, Sequence
    from typing import IO

    import geopandas as gpd

    from geo._reading.profiles import Profile
    from geo._reading.source import Options, Source
    from geo._reading.streams import Piece, Stream
    from geo._reading.surveying import Columns, Outlook
    from geo._reading.together import JoinPlan

    OneSource = str | os.PathLike[str] | IO[str] | IO[bytes]

__all__ = ["Batch", "Input", "Inputs", "Reader", "can_stream", "open_inputs", "quiet"]

_SCANNED: Final = 50_000
"""Rows at a time where whole numbers of one table stand beside decimal ones of another."""


class Batch(NamedTuple):
    """A piece of one input."""

    number: int
    """Among all pieces of all inputs."""
    input: int
    start: int
    """How many rows of its input come before it."""
    first: int
    """How many rows of all inputs do."""
    piece: Piece


class Input(NamedTuple):
    """What is known of one input."""

    name: str
    outlook: Outlook


class Reader(NamedTuple):
    """What makes incidents of pieces; the same in every process."""

    said: Columns
    inputs: list[Input]
    plan: JoinPlan | None
    """Of several inputs, how they become one table."""

    def read(self, batch: Batch) -> tuple[gpd.GeoDataFrame, dict[str, Any]]:
        """Make incidents of a piece, and say what its input will be told to be."""
        name, outlook = self.inputs[batch.input]
        table = batch.piece.build()
        frame, placed = make_incidents(table, self.said, name, outlook)
        if self.plan is not None:
            frame = self.plan.apply(frame, name, batch.start)
        note = {
            "format": table.file_format,
            "noun": table.noun,
            "told": [*table.told, *placed.told],
            "joined": placed.joined,
            "heights": table.heights,
        }
        return frame, note


class Inputs:
    """All inputs, open."""

    def __init__(self, streams: Sequence[Stream], opened: Sequence[Source], reader: Reader) -> None:
        self._streams, self._opened = streams, opened
        self.reader = reader
        self.rows = sum(stream.rows for stream in streams)
        self.mismatches: list[str | None] = []
        self.profiles: list[Profile | None] = []
        self.header: gpd.GeoDataFrame
        """The columns of the first input, without rows."""

    def batches(self, rows: int) -> Iterator[Batch]:
        """Cut all inputs into pieces of so many rows."""
        number = first = 0
        for place, stream in enumerate(self._streams):
            start = 0
            for piece in stream.pieces(rows):
                yield Batch(number, place, start, first, piece)
                number += 1
                start += piece.rows
                first += piece.rows

    def identify(self) -> list[dict[str, Any]]:
        """Say which bytes they are."""
        return [{"name": one.name, "sha256": one.sha256(), "bytes": one.size()} for one in self._opened]

    def describe(self, notes: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
        """Describe the inputs as `geo.read_incidents` does, by what was noted of their pieces."""
        described = []
        for place, (one, stream) in enumerate(zip(self._opened, self._streams, strict=True)):
            known = self.profiles[place]
            own = [note for note in notes if note["input"] == place]
            mismatch = self.mismatches[place]
            told = dict.fromkeys([mismatch] if mismatch else [])
            told |= dict.fromkeys(text for note in own for text in note["told"])
            told |= dict.fromkeys(tell_heights(sum(note["heights"] for note in own)))
            told |= dict.fromkeys(tell_joined(sum(note["joined"] for note in own)))
            record = describe_input(one.name, sha256=one.sha256(), size=one.size())
            described.append(
                record
                | {
                    "format": own[0]["format"],
                    "rows": stream.rows,
                    "profile": None if known is None else known.name,
                    "told": list(told),
                }
            )
        return described

    def tell(self, described: Sequence[Mapping[str, Any]], *, is_chosen: bool) -> None:
        """Say in the log what was found out about the inputs."""
        for record, known in zip(described, self.profiles, strict=True):
            tell_reading(str(record["name"]), record["told"], known, is_chosen=is_chosen)

    def cite(self) -> list[dict[str, Any]]:
        """Say how to cite the source of the rows."""
        known = self.profiles[0]
        return [] if known is None else cite_profile(known, self.header)


def can_stream(source: OneSource, file_format: str | None = None) -> bool:
    """Say whether a file is of a kind that is read piece by piece.

    Raises
    ------
    DataError
        If it is of no kind that is read at all.
    """
    if hasattr(source, "read"):
        return False
    with open_source(source) as opened:
        return (choose_input_format(file_format) or sniff_format(opened)) in STREAMED


@contextlib.contextmanager
def open_inputs(
    sources: Sequence[OneSource],
    options: Options,
    said: Columns,
    *,
    file_format: str | None,
    profile: str | None,
) -> Iterator[Inputs]:
    """Open all inputs, and look through them.

    Raises
    ------
    DataError
        If one is damaged, or they are of different sources.
    UsageError
        If one is of a kind that is only read as a whole.
    """
    if said.coordinates is not None and (said.lon is not None or said.lat is not None):
        raise UsageError("Pass --coordinates, or --lon and --lat, but not both: a row has one position.")
    if not sources:
        raise UsageError("There is no source to read. Give at least one.")
    if profile is not None:
        get_profile(profile)
    reader = choose_input_format(file_format)
    with contextlib.ExitStack() as stack:
        opened = [stack.enter_context(open_source(source)) for source in sources]
        streams, inputs, headers, mismatches = [], [], [], []
        for one in opened:
            kind = reader or sniff_format(one)
            if kind not in STREAMED:
                raise UsageError(
                    f"{one.name} is read as a whole and not piece by piece, as CSV, Parquet, GeoJSONSeq and "
                    "FlatGeobuf are. Convert it, or leave --resume, --workers and --batch-rows out."
                )
            mismatches.append(describe_mismatch(one, kind) if reader is None else None)
            stream = stack.enter_context(open_stream(one, options, kind))
            outlook = stream.look(said)
            streams.append(stream)
            inputs.append(Input(one.name, outlook))
            with quiet():
                headers.append(_read_header(stream, said, outlook))
        with quiet():
            plan = _plan(streams, inputs, headers, said) if len(streams) > 1 else None
        every = Inputs(streams, opened, Reader(said, inputs, plan))
        every.mismatches = mismatches
        every.header = headers[0]
        every.profiles = [
            find_source(_source_columns(stream), profile, one.name)
            for stream, one in zip(streams, opened, strict=True)
        ]
        check_profiles(
            [
                {"name": one.name, "profile": None if known is None else known.name}
                for one, known in zip(opened, every.profiles, strict=True)
            ]
        )
        yield every


def _source_columns(stream: Stream) -> list[str]:
    """List the columns of an input as they stand in its file."""
    return list(map(str, next(stream.pieces(1)).build().columns.columns))


def _read_header(stream: Stream, said: Columns, outlook: Outlook) -> gpd.GeoDataFrame:
    """Read the columns of an input, without rows."""
    table = next(stream.pieces(1)).build()
    frame, _ = make_incidents(table, said, stream.name, outlook)
    return frame.iloc[:0]


def _plan(
    streams: Sequence[Stream], inputs: Sequence[Input], headers: Sequence[gpd.GeoDataFrame], said: Columns
) -> JoinPlan:
    """Plan how inputs become one table; whole numbers beside decimal ones are looked through for that."""
    kinds = [{str(name): name_nullable(header[name].dtype) for name in header} for header in headers]
    large: set[tuple[int, str]] = set()
    for place, (stream, own) in enumerate(zip(streams, kinds, strict=True)):
        asked = [
            name
            for name, kind in own.items()
            if kind == "Int64" and any(other.get(name) == "Float64" for other in kinds)
        ]
        if not asked:
            continue
        for piece in stream.pieces(_SCANNED):
            frame, _ = make_incidents(piece.build(), said, stream.name, inputs[place].outlook)
            large.update((place, name) for name in asked if not fits_float(frame[name]))
    return plan_join(headers, large)


@contextlib.contextmanager
def quiet() -> Iterator[None]:
    """Say nothing of a piece: what is to be said is said once of all of them."""
    log = logging.getLogger("geo")
    level = log.level
    log.setLevel(logging.ERROR)
    try:
        yield
    finally:
        log.setLevel(level)
