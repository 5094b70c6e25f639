"""What can be typed: commands, options, their help, and a hint for what was mistyped."""

from __future__ import annotations

import argparse
import difflib
from typing import TYPE_CHECKING, NoReturn

from geo.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["parse"]

_TOP = """\
commands:
  geo map INPUT        draw one HTML map that opens without a network
  geo locate TEXT…     say what a place name, a phrase or coordinates may mean
  geo check REPORT…    hold what a report says of where against the map
  geo measure INPUT    add country, nearest border, place, town and city to a table
  geo cite [OUT]       say what to cite of a file that geo wrote, and its licences
  geo atlas            say what borders and places are inside, from when, how exact
  geo atlas export OUT.gpkg
                       write all that is inside as layers for a GIS
  geo atlas add FILE   take in your own regions, districts, borders, countries as they were, or names
  geo atlas remove NAME
                       forget one of them

INPUT is a table with a header line (CSV or TSV) and columns for longitude and latitude, or for the
names of district and region; or GeoJSON points and polygons. - is standard input.

examples:
  geo map incidents.csv                   writes incidents.map.html
  geo measure incidents.csv -o out.csv    writes the measured table
  geo check report.txt -o sheet.pdf       writes one page that an editor can sign
  geo COMMAND --help                      says more

exit codes: 0 done, 1 the data is wrong, 2 the command is wrong, 3 what --fail-on names was found"""

_MAP = """\
examples:
  geo map incidents.csv
  geo map incidents.csv -o june.html --title "Incidents in June"
  geo map export.csv --lon x_wgs --lat y_wgs --columns date,source
  geo map reports.csv --place "Karakiyanskiy, Mangystau"
  geo map - < incidents.csv
  geo map incidents.csv --blur 5km
  geo map report.txt                      the incidents and the claims of a report

Without -o the map is called like INPUT, ending in .map.html, in the current folder. A map that geo
wrote is replaced; any other file only with --force. The path of the map is printed."""

_CHECK = """\
examples:
  geo check report.txt
  geo check report.txt -o sheet.html
  geo check monday.txt tuesday.html -o week.pdf
  geo check report.txt --json > checked.json
  geo check - --language ru --published 2024-05-07 < report.txt
  geo check report.txt --fail-on contradicted

Finds the incidents of a report and what it claims of where they are: in a district, near a border, far from
people. Each claim agrees with the map, does not agree with it, or cannot be decided; the distances are
intervals as wide as the place is vague. Only geography is judged: not whether it happened, nor who did it.

The suffix of SHEET decides its form: .html and .pdf have a map, .md is plain. Each report begins a page.
A sheet that geo wrote is replaced; any other file only with --force. The path of the sheet is printed."""

_MEASURE = """\
examples:
  geo measure incidents.csv > measured.csv
  geo measure incidents.csv -o measured.gpkg
  geo measure - --format geojson -o out.json < incidents.csv
  geo measure incidents.csv --blur district -o out.gpkg

All columns of the source stay as they are; ours begin with geo_. With --blur those that tell where
it was are left out. Distances are metres on the WGS84 ellipsoid. What is unknown is empty,
never 0. Rows without a usable position stay, and geo_problem says why. Rows that name a
district or region in place of coordinates are measured as its area: from geo_border_min_m to
geo_border_max_m, and so on. So are rows of UCDP, ACLED and GDELT tables whose
precision code says that their point stands for a district, a region or a country."""

_LOCATE = """\
examples:
  geo locate "Karakiya district, Mangystau"
  geo locate "40 km north of Aktau" "Springfield, Ohio" --json
  geo locate "43°39'N 51°10'E"
  geo locate Aktau --country KAZ
  geo locate - < places.txt
  geo locate --review incidents.csv -o decisions.csv

For each TEXT what it may mean, best first: what it is, where, within which distance of there, and a score:
the chance that it was meant. Nothing is listed for a text that the atlas does not know. Put what it lies in
behind a comma to be sure. What is decided in decisions.csv (fill in its column chosen, who, when and why)
is taken by geo map, geo measure and geo locate with --decisions."""

_CITE = """\
examples:
  geo cite incidents.map.html
  geo cite measured.csv                   reads measured.csv.run.json beside it
  geo cite june.parquet --bibtex >> paper.bib
  geo cite                                geo and the atlas inside

Prints how to cite the tool, the layers of the atlas with their licences, the data and the files that OUT
was made from. It is read from the run record that geo keeps in maps, in HTML sheets and in GeoParquet, and
beside other files as OUT.run.json."""

_ATLAS = """\
examples:
  geo atlas
  geo atlas --json
  geo atlas export atlas.gpkg"""

_EXPORT = """\
example:
  geo atlas export atlas.gpkg

The file has about 320 MB.

Writes the layers countries, regions, districts, borders, limits, seabed, disputes, dispute_lines,
coasts, land, lakes and places, for use in a GIS. They stay under the licences that `geo atlas` shows.
Layers of your own are not among them: you have their files."""

_ADD = """\
examples:
  geo atlas add KZ.zip
  geo atlas add kaz_adm2.zip --layer districts --name-column ADM2_EN --code-column ADM2_PCODE
  geo atlas add cod.gpkg --source-layer adm1 --layer regions --name-column ADM1_EN --country KAZ
  geo atlas add line.geojson --layer borders --codes KAZ-UZB --kind claimed --accuracy-m 500
  geo atlas add CShapes-2.0.zip --layer countries --name-column cntry_name --code-column gwcode \
      --from-column gwsdate --to-column gwedate

Shapes are brought to longitude and latitude, repaired where nothing is lost by it, and refused with the
reason where not. Your codes, such as P-codes, become geo_region_code or geo_district_code. The layer is
kept in your own data folder, or where the environment variable GEO_INCIDENTS_HOME says, and used from
then on; its name is printed.

KZ.zip is a country dump of GeoNames, as is allCountries.zip: villages, rivers, mountains and airports that
geo does not list are then found by name. They are points with a radius taken by their kind."""

_REMOVE = """\
example:
  geo atlas remove kaz_adm2

Only what `geo atlas add` has kept goes; the file it came from stays."""


class _Parser(argparse.ArgumentParser):
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
    from geo.cli import (
        atlas_command,
        check_command,
        cite_command,
        locate_command,
        map_command,
        measure_command,
        own_command,
    )

    drawing = _make("map", "Draw incidents on one HTML map that opens without a network.", _MAP)
    map_command.add_options(drawing.option)
    drawing.set_defaults(run=map_command.run)
    checking = _make("check", "Hold what reports say of where against the map.", _CHECK)
    check_command.add_options(checking.option)
    checking.set_defaults(run=check_command.run)
    measuring = _make("measure", "Measure incidents against borders and places.", _MEASURE)
    measure_command.add_options(measuring.option)
    measuring.set_defaults(run=measure_command.run)
    locating = _make("locate", "Say what location strings may mean.", _LOCATE)
    locate_command.add_options(locating.option)
    locating.set_defaults(run=locate_command.run)
    citing = _make("cite", "Say what to cite of a file that geo wrote, and its licences.", _CITE)
    cite_command.add_options(citing.option)
    citing.set_defaults(run=cite_command.run)
    listing = _make("atlas", "Say what borders and places are inside geo.", _ATLAS)
    atlas_command.add_options(listing.option)
    listing.set_defaults(run=atlas_command.run)
    exporting = _make("atlas export", "Write the atlas as a GeoPackage for a GIS.", _EXPORT)
    atlas_command.add_export_options(exporting.option)
    exporting.set_defaults(run=atlas_command.export)
    adding = _make(
        "atlas add", "Take in regions, districts, borders, past countries or names of your own.", _ADD
    )
    own_command.add_layer_options(adding.option)
    adding.set_defaults(run=own_command.add_own)
    removing = _make("atlas remove", "Remove a layer of your own.", _REMOVE)
    own_command.add_remove_options(removing.option)
    removing.set_defaults(run=own_command.remove_own)
    commands = {
        "map": drawing,
        "check": checking,
        "locate": locating,
        "measure": measuring,
        "cite": citing,
        "atlas": listing,
        "atlas export": exporting,
        "atlas add": adding,
        "atlas remove": removing,
    }
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


def _make(name: str, description: str, epilog: str) -> _Parser:
    command = _Parser(f"geo {name}".strip(), description, epilog)
    command.option("--quiet", action="store_true", help="say nothing but errors")
    command.option("--debug", action="store_true", help="say more, and show where an error arose")
    return command


def _split(arguments: list[str], commands: dict[str, _Parser]) -> tuple[str, list[str]]:
    """Take the command's name, of one or two words, off the front."""
    # These two mean the same before the command as after it.
    leading = []
    while arguments and arguments[0] in ("--quiet", "--debug"):
        leading.append(arguments.pop(0))
    for words in (2, 1):
        name = " ".join(arguments[:words])
        if name in commands:
            return name, [*leading, *arguments[words:]]
    return "", arguments


def _parse_top(arguments: list[str], commands: list[str]) -> argparse.Namespace:
    """Answer a command line without a known command: help, the version, or what to type instead."""
    from geo.cli import atlas_command

    top = _make("", "Measure reported incidents against borders and places, and map them.", _TOP)
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


def _describe_unknown(unknown: list[str], parser: _Parser, commands: list[str]) -> str:
    option = next((word for word in unknown if word.startswith("-") and word != "-"), None)
    if option is None:
        typed = f"{parser.prog} {unknown[0]}"
        meant = difflib.get_close_matches(typed, [f"geo {command}" for command in commands], n=1, cutoff=0.8)
        hint = f"Did you mean {meant[0]}?" if meant else f"For what it takes: {parser.prog} --help."
        return f"{parser.prog} does not know what to do with '{unknown[0]}'. {hint}"
    close = difflib.get_close_matches(option.partition("=")[0], parser.options, n=1)
    hint = f"Did you mean {close[0]}?" if close else f"The options are {', '.join(sorted(parser.options))}."
    return f"{parser.prog} has no option {option}. {hint}"
