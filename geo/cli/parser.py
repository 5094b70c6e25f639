"""What can be typed: commands, options, their help, and a hint for what was mistyped."""

from __future__ import annotations

import argparse
import difflib
from typing import TYPE_CHECKING, NoReturn

from geo.cli import help_texts
from geo.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["make_parsers", "parse"]


class Parser(argparse.ArgumentParser):
    """An argument parser that raises instead of leaving, and knows its options by name."""

    def __init__(self, prog: str, description: str, epilog: str) -> None:
        super().__init__(
            prog=prog,
            description=description,
            epilog=epilog,
            formatter_class=argparse.RawDescriptionHelpFormatter,
            allow_abbrev=False,
        )
        self.options: list[str] = ["--help"]

    def option(self, *names: str, **how: object) -> None:
        """Add an option and remember its spellings for hints."""
        self.options += [name for name in names if name.startswith("--")]
        self.add_argument(*names, **how)  # type: ignore[arg-type]

    def error(self, message: str) -> NoReturn:
        """Raise what argparse would print."""
        raise UsageError(f"{message[:1].upper()}{message[1:]}.")


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    """Read a command line.

    Raises
    ------
    UsageError
        If a command or an option is unknown, missing or contradictory.
    SystemExit
        After --help and --version.
    """
    commands = make_parsers()
    name, rest = _split(list(arguments), commands)
    chosen = commands.get(name)
    if chosen is None:
        return _parse_top(rest, list(commands))
    options, unknown = chosen.parse_known_args(rest)
    # What was typed stays with what was understood, for the record of the run.
    options.arguments = list(arguments)
    if unknown:
        raise UsageError(_describe_unknown(unknown, chosen, list(commands)))
    return options


def make_parsers() -> dict[str, Parser]:
    """Make the parser of each command, by its name of one or two words."""
    from geo.cli import (
        atlas_command,
        check_command,
        cite_command,
        completion_command,
        locate_command,
        map_command,
        measure_command,
        own_command,
    )

    drawing = _make("map", "Draw incidents on one HTML map that opens without a network.", help_texts.MAP)
    map_command.add_options(drawing.option)
    drawing.set_defaults(run=map_command.run)
    checking = _make("check", "Hold what reports say of where against the map.", help_texts.CHECK)
    check_command.add_options(checking.option)
    checking.set_defaults(run=check_command.run)
    measuring = _make("measure", "Measure incidents against borders and places.", help_texts.MEASURE)
    measure_command.add_options(measuring.option)
    measuring.set_defaults(run=measure_command.run)
    locating = _make("locate", "Say what location strings may mean.", help_texts.LOCATE)
    locate_command.add_options(locating.option)
    locating.set_defaults(run=locate_command.run)
    citing = _make("cite", "Say what to cite of a file that geo wrote, and its licences.", help_texts.CITE)
    cite_command.add_options(citing.option)
    citing.set_defaults(run=cite_command.run)
    listing = _make("atlas", "Say what borders and places are inside geo.", help_texts.ATLAS)
    atlas_command.add_options(listing.option)
    listing.set_defaults(run=atlas_command.run)
    exporting = _make("atlas export", "Write the atlas as a GeoPackage for a GIS.", help_texts.EXPORT)
    atlas_command.add_export_options(exporting.option)
    exporting.set_defaults(run=atlas_command.export)
    adding = _make(
        "atlas add",
        "Take in regions, districts, borders, past countries or names of your own.",
        help_texts.ADD,
    )
    own_command.add_layer_options(adding.option)
    adding.set_defaults(run=own_command.add_own)
    removing = _make("atlas remove", "Remove a layer of your own.", help_texts.REMOVE)
    own_command.add_remove_options(removing.option)
    removing.set_defaults(run=own_command.remove_own)
    completing = _make("completion", "Print a script that lets a shell complete geo.", help_texts.COMPLETION)
    completion_command.add_options(completing.option)
    completing.set_defaults(run=completion_command.run)
    return {
        "map": drawing,
        "check": checking,
        "locate": locating,
        "measure": measuring,
        "cite": citing,
        "atlas": listing,
        "atlas export": exporting,
        "atlas add": adding,
        "atlas remove": removing,
        "completion": completing,
    }


def _make(name: str, description: str, epilog: str) -> Parser:
    command = Parser(f"geo {name}".strip(), description, epilog)
    command.option("--quiet", action="store_true", help="say nothing but errors")
    command.option("--verbose", action="store_true", help="say more of what is done")
    command.option("--debug", action="store_true", help="say most, and show where an error arose")
    return command


def _split(arguments: list[str], commands: dict[str, Parser]) -> tuple[str, list[str]]:
    """Take the command's name, of one or two words, off the front."""
    # These mean the same before the command as after it.
    leading = []
    while arguments and arguments[0] in ("--quiet", "--verbose", "--debug"):
        leading.append(arguments.pop(0))
    for words in (2, 1):
        name = " ".join(arguments[:words])
        if name in commands:
            return name, [*leading, *arguments[words:]]
    return "", arguments


def _parse_top(arguments: list[str], commands: list[str]) -> argparse.Namespace:
    """Answer a command line without a known command: help, the version, or what to type instead."""
    from geo.cli import atlas_command

    top = _make("", "Measure reported incidents against borders and places, and map them.", help_texts.TOP)
    top.usage = "geo COMMAND …"
    top.option("--version", action="store_true", help="show the version and that of the atlas inside")
    if arguments and not arguments[0].startswith("-"):
        known = sorted({command.split()[0] for command in commands})
        close = difflib.get_close_matches(arguments[0], known, n=1)
        hint = f"Did you mean geo {close[0]}?" if close else f"The commands are {', '.join(known)}."
        raise UsageError(f"There is no command '{arguments[0]}'. {hint}")
    options, unknown = top.parse_known_args(arguments)
    if unknown:
        raise UsageError(_describe_unknown(unknown, top, commands))
    if not options.version:
        raise UsageError(f"There is no command. The commands are {', '.join(commands)}.")
    options.run = atlas_command.show_version
    return options


def _describe_unknown(unknown: list[str], parser: Parser, commands: list[str]) -> str:
    option = next((word for word in unknown if word.startswith("-") and word != "-"), None)
    if option is None:
        typed = f"{parser.prog} {unknown[0]}"
        meant = difflib.get_close_matches(typed, [f"geo {command}" for command in commands], n=1, cutoff=0.8)
        hint = f"Did you mean {meant[0]}?" if meant else f"For what it takes: {parser.prog} --help."
        return f"{parser.prog} does not know what to do with '{unknown[0]}'. {hint}"
    close = difflib.get_close_matches(option.partition("=")[0], parser.options, n=1)
    hint = f"Did you mean {close[0]}?" if close else f"The options are {', '.join(sorted(parser.options))}."
    return f"{parser.prog} has no option {option}. {hint}"
