"""How the map was made, as its page tells it: what of the run record a reader looks at."""

from __future__ import annotations

import shlex
from html import escape
from typing import TYPE_CHECKING, Any, Final

from geo._maps.wording import number

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["tell_data", "tell_run", "write_run"]

# So many digits of a hash tell two versions of a file apart.
DIGEST: Final = 12
# So many inputs are named.
MOST_INPUTS: Final = 12
# From when these are, `geo --version` says too.
DATED: Final = ("borders", "places")


def tell_run(record: Mapping[str, Any]) -> dict[str, Any]:
    """Take out of a record what the page tells of it.

    Parameters
    ----------
    record : mapping
        From `geo._records.build_record`.

    Returns
    -------
    dict
        ``made`` and ``tool``; ``atlas``, pairs of a layer and from when it is; ``inputs``, pairs of a name
        and the first digits of a hash, either may be None; ``more``, how many inputs are not among them;
        ``rows``, read, located and with a problem, or None; ``command``, one line or None.
    """
    layers = (record.get("atlas") or {}).get("layers") or {}
    inputs = record.get("inputs") or ()
    rows, command = record.get("rows"), record.get("command")
    return {
        "made": record["made"].replace("T", " ").replace("Z", " UTC"),
        "tool": " ".join(filter(None, (record["tool"].get("name"), record["tool"].get("version")))),
        "atlas": [[name, layers[name]["date"]] for name in DATED if (layers.get(name) or {}).get("date")],
        "inputs": [
            [each.get("name"), (each.get("sha256") or "")[:DIGEST] or None] for each in inputs[:MOST_INPUTS]
        ],
        "more": max(0, len(inputs) - MOST_INPUTS),
        "rows": None if rows is None else [rows.get(key) for key in ("in", "located", "with_problems")],
        "command": shlex.join(command) if command else None,
    }


def tell_data(record: Mapping[str, Any]) -> list[str]:
    """Say whose data the rows are, and how they may be passed on: a sentence or two for each publisher.

    Examples
    --------
    >>> told = {"profile": "acled", "citation": "ACLED, acleddata.com.", "terms": "Credit it. Do not resell."}
    >>> tell_data({"data": [told]})
    ['ACLED, acleddata.com. Credit it. Do not resell.']
    """
    told = []
    for each in record.get("data") or ():
        parts = [str(each[name]).strip() for name in ("citation", "terms") if each.get(name)]
        if parts:
            told.append(" ".join(part if part.endswith((".", "!", "?")) else f"{part}." for part in parts))
    return list(dict.fromkeys(told))


def write_run(run: Mapping[str, Any]) -> str:
    """Write for the plain page how the map was made.

    Parameters
    ----------
    run : mapping
        From `tell_run`.

    Returns
    -------
    str
        Markup in which every text is escaped.
    """
    facts = [("Made", run["made"]), ("With", run["tool"])]
    facts += [(f"Atlas: {name}", date) for name, date in run["atlas"]]
    for name, digest in run["inputs"]:
        facts.append(("From", ", sha256 ".join(filter(None, (name or "an input that is not named", digest)))))
    if run["more"]:
        facts.append(("From", f"{number(run['more'])} more"))
    if run["rows"] is not None:
        names = ("read", "located", "with a problem")
        told = zip(run["rows"], names, strict=True)
        facts.append(("Rows", ", ".join(f"{number(rows)} {name}" for rows, name in told if rows is not None)))
    lines = "".join(f"<dt>{escape(label)}</dt><dd>{escape(value)}</dd>" for label, value in facts if value)
    if run["command"]:
        lines += f"<dt>Command</dt><dd><code>{escape(run['command'])}</code></dd>"
    return f"<details><summary>How this map was made</summary><dl>{lines}</dl></details>"
