"""``geo cite``: what to cite of a file that geo wrote, and under which licences it may be passed on."""

from __future__ import annotations

import json
import re
import sys
import textwrap
from typing import TYPE_CHECKING, Any, Final

from geo._records.citing import NOT_STATED
from geo.errors import DataError, UsageError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator, Mapping

    from geo.cli.input_options import AddOption

__all__ = ["add_options", "describe", "run", "write_bibtex"]

_WIDTH: Final = 100
_TEX: Final = {
    **{ord(letter): f"\\{letter}" for letter in "&%$#_{}"},
    ord("\\"): r"\textbackslash{}",
    ord("~"): r"\textasciitilde{}",
    ord("^"): r"\textasciicircum{}",
}
_ODBL: Final = "ODbL-1.0"
_ODBL_NOTE: Final = (
    "A map or picture is yours to publish, with this credit on it. A table that amounts to a part of the "
    "database is passed on under the ODbL."
)


def add_options(add: AddOption) -> None:
    """Add the options of this command."""
    add("output", metavar="OUT", nargs="?", help="a file that geo wrote (default: geo and its atlas)")
    add("--json", action="store_true", help="print it as JSON, for programs")
    add("--bibtex", action="store_true", help="print it as BibTeX")


def run(options: argparse.Namespace) -> int:
    """Print what to cite."""
    from geo._records import build_record, cite_record, read_record

    if options.json and options.bibtex:
        raise UsageError("--json and --bibtex are two forms of the same: pass one of them.")
    if options.output is None:
        from geo._atlas import load_atlas

        record = build_record(load_atlas(own=False).sources)
    else:
        found = read_record(options.output)
        if found is None:
            raise DataError(
                f"{options.output} has no record of how geo made it, inside or beside it as "
                f"{options.output}.run.json. Make it again with this version, or cite geo alone: geo cite."
            )
        record = found
    cited = cite_record(record)
    if options.json:
        text = json.dumps(cited, ensure_ascii=False, indent=2) + "\n"
    else:
        text = write_bibtex(cited) if options.bibtex else describe(cited)
    # Half of a surrogate pair in a record cannot be printed.
    sys.stdout.write(text.encode("utf-8", "replace").decode("utf-8"))
    return 0


def describe(cited: Mapping[str, Any]) -> str:
    """Put what is to be cited into words.

    Parameters
    ----------
    cited : mapping
        From `geo._records.cite_record`.

    Examples
    --------
    >>> from geo._records import cite_record
    >>> print(describe(cite_record({"tool": {"name": "geo-incidents", "version": "0.1.0"}, "made": None})))
    Tool
      The geo developers. geo: incidents measured against borders and places. geo-incidents 0.1.0.
      Licence MIT, https://opensource.org/license/mit
    <BLANKLINE>
    """
    parts = [("Tool", _tell_tool(cited["tool"]))]
    if cited["atlas"] is not None:
        parts.append(("Atlas", list(_tell_atlas(cited["atlas"]))))
    data = [line for one in cited["data"] for line in _tell_data(one)]
    parts += [("Data", data)] if data else []
    files = [_tell_input(one) for one in cited["inputs"]]
    parts += [("Made from", files)] if files else []
    blocks = []
    for heading, lines in parts:
        wrapped = [
            part
            for line in lines
            for part in textwrap.wrap(
                _plain(line),
                _WIDTH,
                initial_indent="  ",
                subsequent_indent="    ",
                break_long_words=False,
                break_on_hyphens=False,
            )
        ]
        blocks.append("\n".join([heading, *wrapped]) + "\n")
    return "\n".join(blocks)


def write_bibtex(cited: Mapping[str, Any]) -> str:
    r"""Write what is to be cited as BibTeX.

    Examples
    --------
    >>> from geo._records import cite_record
    >>> print(write_bibtex(cite_record({"tool": {"version": "0.1.0"}, "made": None})))
    @software{geo-incidents,
      author = {{The geo developers}},
      title = {{geo: incidents measured against borders and places}},
      version = {0.1.0},
      note = {Licence MIT, https://opensource.org/license/mit},
    }
    <BLANKLINE>
    """
    tool = cited["tool"]
    told = [
        ("author", _braced(tool["authors"])),
        ("title", _braced(tool["title"])),
        ("version", tool["version"]),
        ("note", _licence(tool)),
    ]
    entries = [_entry("software", "geo-incidents", told)]
    atlas = cited["atlas"]
    for number, one in enumerate([] if atlas is None else atlas["sources"], 1):
        told = [("author", _braced(one["credit"])), ("title", _braced(f"Layers: {_layers(one)}"))]
        more = [f"With {'; '.join(one['with'])}"] if one["with"] else []
        note = ". ".join([_licence(one), *([_sets(one)] if one["sets"] else []), *more])
        entries.append(_entry("misc", f"geo-atlas-{number}", [*told, ("note", f"Used through geo. {note}")]))
    for number, one in enumerate([] if atlas is None else atlas["own"], 1):
        told = [("title", _braced(str(one.get("name")))), ("note", _tell_own(one))]
        entries.append(_entry("misc", f"geo-own-{number}", told))
    for number, one in enumerate(cited["data"], 1):
        note = " ".join(str(one[name]) for name in ("citation", "terms") if one.get(name))
        told = [("title", _braced(str(one.get("profile") or "Data"))), ("note", note)]
        entries.append(_entry("misc", f"geo-data-{number}", told))
    for number, one in enumerate(cited["inputs"], 1):
        title = one.get("name") or "An input that is not named"
        told = [("title", _braced(title)), ("note", f"sha256 {one['sha256']}" if one.get("sha256") else "")]
        entries.append(_entry("misc", f"geo-input-{number}", told))
    return "\n".join(entries)


def _tell_tool(tool: Mapping[str, Any]) -> list[str]:
    version = " ".join(filter(None, (tool["name"], tool["version"] or "of an unknown version")))
    return [f"{tool['authors']}. {tool['title']}. {version}.", _licence(tool)]


def _tell_atlas(atlas: Mapping[str, Any]) -> Iterator[str]:
    for one in atlas["sources"]:
        yield f"{one['credit']}: {_layers(one)}. {_licence(one)}"
        if one["licence"] == _ODBL and "OpenStreetMap" in one["credit"]:
            yield f"  {_ODBL_NOTE}"
        if one["sets"]:
            yield f"  {_sets(one)}"
        if one["with"]:
            yield f"  with {'; '.join(one['with'])}"
    for own in atlas["own"]:
        yield _tell_own(own)
    if atlas["sha256"]:
        yield f"Version {atlas['version']}, sha256 of its list of files {atlas['sha256']}"


def _tell_own(own: Mapping[str, Any]) -> str:
    """Tell a layer that the user has added."""
    source, licence = own.get("source") or "source not stated", own.get("licence") or "licence not stated"
    digest = f", sha256 {own['sha256']}" if own.get("sha256") else ""
    return f"Added by the user: {own.get('name')} ({own.get('layer')}), {source}, {licence}{digest}"


def _tell_data(one: Mapping[str, Any]) -> Iterator[str]:
    yield one.get("citation") or f"{one.get('profile') or 'A source'}: no citation is known"
    if one.get("terms"):
        yield f"Terms: {one['terms']}"


def _tell_input(one: Mapping[str, Any]) -> str:
    name = one.get("name") or "an input that is not named"
    return f"{name}, sha256 {one['sha256']}" if one.get("sha256") else name


def _layers(one: Mapping[str, Any]) -> str:
    """Name layers with from when they are, those of one date together."""
    dates: dict[str, list[str]] = {}
    for name, date in one["layers"].items():
        dates.setdefault(date or "undated", []).append(name.replace("_", " "))
    return "; ".join(f"{', '.join(names)} ({date})" for date, names in dates.items())


def _sets(one: Mapping[str, Any]) -> str:
    """Say from whom the rows of a layer are, country by country."""
    told: dict[str, list[str]] = {}
    for each in one["sets"]:
        licence = _licence({"licence": each.get("licence") or NOT_STATED, "licence_url": None})
        source = f"{each.get('source') or 'source not stated'}, {licence[:1].lower()}{licence[1:]}"
        told.setdefault(source, []).append(each.get("country_code") or "?")
    return "here " + "; ".join(f"{', '.join(codes)}: {source}" for source, codes in told.items())


def _licence(one: Mapping[str, Any]) -> str:
    licence = re.sub(r"\bPD\b", "public domain", one["licence"])
    licence = licence.replace("per row in licence", "each row its own, in the column licence of the layer")
    licence = licence if licence == NOT_STATED else f"licence {licence}"
    licence = licence.replace("licence public domain", "public domain")
    told = f"{licence}, {one['licence_url']}" if one["licence_url"] else licence
    return told[:1].upper() + told[1:]


def _entry(kind: str, key: str, fields: list[tuple[str, str | None]]) -> str:
    lines = [f"  {name} = {{{_tex(value)}}}," for name, value in fields if value]
    return "\n".join([f"@{kind}{{{key},", *lines, "}", ""])


def _braced(text: str) -> str:
    """Mark a text that BibTeX leaves as it is: names of groups, capitals."""
    return f"\ue000{text}\ue001"


def _tex(text: str) -> str:
    return _plain(text).translate(_TEX).replace("\ue000", "{").replace("\ue001", "}")


def _plain(text: str) -> str:
    """Leave out what a terminal obeys: a record may come from anybody."""
    kept = "".join(letter if letter.isprintable() or letter in "\ue000\ue001" else " " for letter in text)
    return re.sub(r"(?<=\S) {2,}", " ", kept)
