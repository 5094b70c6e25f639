"""ES modules joined to one plain script, which a page opened from a file can hold.

Each module becomes a function that returns what it exports, and stands after all that it imports. Of the
language of modules three lines are understood: ``import { a, b } from "./x.js";``, the same with ``export``,
which hands on, and ``export`` before a function, a constant or a class. Everything else is refused, and so
is a circle of imports, since it would be left in the script or go wrong without a word.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["join_modules"]

IMPORT: Final = re.compile(r'^import \{ (\w+(?:, \w+)*) \} from "\./([\w-]+\.js)";$', re.MULTILINE)
HANDED_ON: Final = re.compile(r'^export \{ (\w+(?:, \w+)*) \} from "\./([\w-]+\.js)";\n', re.MULTILINE)
EXPORT: Final = re.compile(r"^export (?=(?:(?:async )?function|const|class) (\w+))", re.MULTILINE)
# Not in a comment or a text either: what is one, only a parser of the whole language could tell.
LEFT_OVER: Final = re.compile(r"^.*\b(?:import|export)\b.*$", re.MULTILINE)
UNDERSTOOD: Final = (
    'Only import { a, b } from "./x.js";, the same with export, and export function, const or class are '
    "understood, each at the start of a line of its own; the two words stand nowhere else."
)


def join_modules(entry: str, read: Callable[[str], str]) -> str:
    r"""Join a module and all that it imports.

    Parameters
    ----------
    entry : str
        Name of the module whose exports the script gives.
    read : callable
        Gives the text of a module by its name.

    Returns
    -------
    str
        An expression whose value is an object of what ``entry`` exports.

    Raises
    ------
    ValueError
        For a form of import or export that is not understood, an import of something that is not exported,
        or modules that import each other.

    Examples
    --------
    >>> print(join_modules("a.js", {"a.js": "export const a = 1;\n"}.__getitem__))
    (() => {
    const modules = {};
    modules['a.js'] = (() => {
    const a = 1;
    return { a };
    })();
    return modules['a.js'];
    })()
    """
    texts: dict[str, str] = {}
    _collect(entry, read, texts, [])
    body = "".join(f"modules[{name!r}] = (() => {{\n{_as_function(texts, name)}}})();\n" for name in texts)
    return f"(() => {{\nconst modules = {{}};\n{body}return modules[{entry!r}];\n}})()"


def _collect(name: str, read: Callable[[str], str], texts: dict[str, str], path: list[str]) -> None:
    """Read a module after those that it imports; ``path`` leads from the entry to it."""
    if name in path:
        circle = " -> ".join([*path[path.index(name) :], name])
        raise ValueError(f"Scripts import each other in a circle: {circle}. Move what both need to a third.")
    if name in texts:
        return
    text = read(name)
    _check_forms(name, text)
    for _, needed in [*IMPORT.findall(text), *HANDED_ON.findall(text)]:
        _collect(needed, read, texts, [*path, name])
    texts[name] = text


def _check_forms(name: str, text: str) -> None:
    # Lines stay, so that the one that is named is the one in the file.
    rest = EXPORT.sub("", HANDED_ON.sub("\n", IMPORT.sub("", text)))
    found = LEFT_OVER.search(rest)
    if found:
        line = rest.count("\n", 0, found.start()) + 1
        raise ValueError(f"{name}, line {line}: {found[0].strip()!r} is not understood. {UNDERSTOOD}")


def _as_function(texts: dict[str, str], name: str) -> str:
    def check(names: str, source: str) -> None:
        missing = set(names.split(", ")) - set(_exports(texts[source]))
        if missing:
            raise ValueError(f"{name} imports {', '.join(sorted(missing))}, which {source} does not export.")

    def as_constants(found: re.Match[str]) -> str:
        check(*found.groups())
        return f"const {{ {found[1]} }} = modules[{found[2]!r}];"

    given = EXPORT.findall(texts[name])
    for names, source in HANDED_ON.findall(texts[name]):
        check(names, source)
        given += [f"{each}: modules[{source!r}].{each}" for each in names.split(", ")]
    text = EXPORT.sub("", HANDED_ON.sub("\n", IMPORT.sub(as_constants, texts[name])))
    return f"{text}return {{ {', '.join(given)} }};\n"


def _exports(text: str) -> list[str]:
    handed_on = [name for names, _ in HANDED_ON.findall(text) for name in names.split(", ")]
    return [*EXPORT.findall(text), *handed_on]
