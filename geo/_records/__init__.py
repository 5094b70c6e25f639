"""The run record: what a file was made from, with what and how, as JSON that travels with it.

``clock``      the time that is put on files
``tables``     what a table says of its own making: where it came from, how many rows have what
``tallying``   the same counted piece by piece
``sources``    columns that say where each row is known from: source, link, archived copy, day of access
``merging``    what parts of a table say, as one
``building``   the record itself
``checking``   whether what a file holds is one
``embedding``  into a page, or beside a file
``finding``    out of any of them again
``citing``     what is to be cited, and under which licences
"""

from __future__ import annotations

from geo._records.building import Run, build_record, describe_input, list_countries, record_table
from geo._records.citing import cite_record
from geo._records.clock import told_time
from geo._records.embedding import (
    METADATA_KEY,
    as_bytes,
    as_element,
    check_record_target,
    record_path,
    write_record,
)
from geo._records.finding import read_record
from geo._records.merging import merge_rows, merge_sources
from geo._records.sources import count_sources, find_source_columns, tell_missing
from geo._records.tables import (
    ATTRS_KEY,
    carry_provenance,
    count_rows,
    hide_inputs,
    keep_provenance,
    provenance,
)
from geo._records.tallying import add_tally, finish_tally, tally_table

__all__ = [
    "ATTRS_KEY",
    "METADATA_KEY",
    "Run",
    "add_tally",
    "as_bytes",
    "as_element",
    "build_record",
    "carry_provenance",
    "check_record_target",
    "cite_record",
    "count_rows",
    "count_sources",
    "describe_input",
    "find_source_columns",
    "finish_tally",
    "hide_inputs",
    "keep_provenance",
    "list_countries",
    "merge_rows",
    "merge_sources",
    "provenance",
    "read_record",
    "record_path",
    "record_table",
    "tally_table",
    "tell_missing",
    "told_time",
    "write_record",
]
