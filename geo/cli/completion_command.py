"""``geo completion``: a script that lets a shell complete commands, options and names of files."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from geo.cli.input_options import AddOption

__all__ = ["SHELLS", "add_options", "run"]

SHELLS: Final = ("bash", "zsh", "fish", "tcsh")


def add_options(add: AddOption) -> None:
    """Add the options of this command."""
    add("shell", metavar="SHELL", choices=SHELLS, help=f"the shell: {', '.join(SHELLS)}")


def run(options: argparse.Namespace) -> int:
    """Print the script."""
    import shtab

    script: str = shtab.complete(_make_tree(), shell=options.shell)
    sys.stdout.write(script if script.endswith("\n") else f"{script}\n")
    return 0


def _make_tree() -> argparse.ArgumentParser:
    """Make one parser with all commands in it, as the library wants it."""
    import shtab

    from geo.cli.parser import make_parsers

    parsers = make_parsers()
    top = argparse.ArgumentParser("geo")
    top.add_argument("--version", action="store_true", help="show the version and that of the atlas inside")
    branches = top.add_subparsers()
    inner: dict[str, argparse._SubParsersAction[argparse.ArgumentParser]] = {}
    for name, parser in parsers.items():
        words = name.split()
        at = branches if len(words) == 1 else inner[words[0]]
        leaf = at.add_parser(words[-1], parents=[parser], add_help=False, help=parser.description)
        for action in leaf._actions:  # noqa: SLF001 - there is no other door to the options of a parser
            if action.metavar in _FILES:
                action.complete = shtab.FILE  # type: ignore[attr-defined]
        if len(words) == 1 and any(other.startswith(f"{name} ") for other in parsers):
            inner[name] = leaf.add_subparsers()
    return top


_FILES: Final = ("INPUT", "OUT", "OUT.html", "OUT.gpkg", "FILE", "REPORT", "SHEET", "TABLE")
"""How options and arguments are called that take the name of a file."""
