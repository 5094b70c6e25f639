"""The files that `make oracle` writes: points and answers, and the hash of the atlas they are about."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.oracle.answers import Answer

DATA = Path(__file__).parents[1] / "data"
POINTS_FILE, ANSWERS_FILE = DATA / "oracle_points.parquet", DATA / "oracle_answers.parquet"
HASH_KEY = b"sources_sha256"

NAMES = {"feature_names.parquet", "features.parquet", "keys.arrow", "names.parquet", "things.arrow"}
"""Files of the atlas by which nothing is measured."""

KEPT = {"distance_m": 2.0**17, "lon": 2.0**27, "lat": 2.0**27, "azimuth_deg": 2.0**20}
"""Answers are kept to these fractions of a metre or a degree: 8 micrometres; 0.8 mm; a millionth of a
degree. Zeros at the end of a number is what packs well."""


class Stored(NamedTuple):
    """What is in the files."""

    sources_sha256: str
    points: pd.DataFrame
    """Columns sort, lon, lat, home, people; the index numbers the points."""
    answers: pd.DataFrame
    """The number of the point, then the fields of `Answer`."""


def hash_sources(atlas_folder: Path) -> str:
    """Hash the hashes of all files of the atlas but those of names, which measure nothing."""
    files = json.loads((atlas_folder / "sources.json").read_bytes())["files"]
    measured = {name: facts["sha256"] for name, facts in files.items() if name not in NAMES}
    return hashlib.sha256(json.dumps(measured, sort_keys=True).encode()).hexdigest()


def tabulate(answers: Sequence[tuple[int, Answer]]) -> pd.DataFrame:
    """Put answers and the numbers of their points into a table, rounded as they are kept."""
    table = pd.DataFrame([answer for _, answer in answers])
    for name, fraction in KEPT.items():
        table[name] = np.round(table[name] * fraction) / fraction
    table.insert(0, "point", np.array([number for number, _ in answers], dtype=np.int16))
    return table


def write(stored: Stored) -> None:
    _write(stored.points, POINTS_FILE, stored.sources_sha256)
    _write(stored.answers, ANSWERS_FILE, stored.sources_sha256)


def read() -> Stored:
    """Read both files.

    Raises
    ------
    ValueError
        When they are not of one atlas.
    """
    points, answers = pq.read_table(POINTS_FILE), pq.read_table(ANSWERS_FILE)
    hashes = {(table.schema.metadata or {})[HASH_KEY].decode() for table in (points, answers)}
    if len(hashes) != 1:
        message = "The points and the answers of the oracle are not of one atlas. Run make oracle."
        raise ValueError(message)
    home = points.column("home").to_pandas().astype(object)
    frame = points.to_pandas().assign(home=home.where(home.notna(), None))
    return Stored(hashes.pop(), frame, answers.to_pandas())


def _write(frame: pd.DataFrame, path: Path, sources_sha256: str) -> None:
    table = pa.Table.from_pandas(frame, preserve_index=False)
    floats = [field.name for field in table.schema if pa.types.is_floating(field.type)]
    texts = [field.name for field in table.schema if field.name not in floats]
    table = table.replace_schema_metadata({HASH_KEY: sources_sha256})
    pq.write_table(
        table,
        path,
        compression="zstd",
        compression_level=19,
        use_dictionary=texts,
        column_encoding=dict.fromkeys(floats, "BYTE_STREAM_SPLIT"),
    )
