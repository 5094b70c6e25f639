"""The front desk: words, progress and messages; everything else is asked of the library.

``parser`` says what can be typed; ``map_command``, ``check_command``, ``measure_command``,
``locate_command``, ``cite_command``, ``atlas_command``, ``own_command`` and ``completion_command`` do it;
``many_reports`` is ``check_command`` for a folder of reports, ``on_cluster`` and ``streaming`` are
``measure_command`` for what is larger than memory; ``input_options`` and ``inputs`` are what they share,
``recording`` says how each was asked for. Nothing heavy is imported before a command needs it.

Exit codes: 0 done; 1 the data is wrong or a result cannot be written; 2 wrong usage; 3 what --fail-on
names was found; 130 stopped
with Ctrl-C; 141 the reader of our output went away.
"""

from __future__ import annotations

import io
import logging
import os
import sys
from typing import TYPE_CHECKING, Final

from geo.cli import parser
from geo.errors import GeoError, UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["main"]

_STOPPED: Final = 130
_BROKEN_PIPE: Final = 141


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command line and return its exit code; no exception leaves this function.

    Parameters
    ----------
    argv : sequence of str, optional
        Arguments without the program's name; those of the process when not given.
    """
    arguments = list(sys.argv[1:] if argv is None else argv)
    debug = "--debug" in arguments
    if isinstance(sys.stdout, io.TextIOWrapper):
        # Data leaves as UTF-8 with plain line ends wherever it runs.
        sys.stdout.reconfigure(encoding="utf-8", newline="")
    try:
        options = parser.parse(arguments)
        _start_log(verbose=debug or options.verbose, debug=debug, quiet=options.quiet)
        code: int = options.run(options)
        sys.stdout.flush()
    except SystemExit as stop:
        # argparse leaves this way after --help and --version.
        return stop.code if isinstance(stop.code, int) else 0
    except KeyboardInterrupt as stop:
        # What can be gone on with says so itself.
        _say(str(stop.args[0]) if stop.args else "stopped.")
        return _STOPPED
    except BrokenPipeError:
        # Python flushes once more on its way out, into nowhere.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return _BROKEN_PIPE
    except Exception as error:
        if debug:
            raise
        _say(_explain(error))
        return error.exit_code if isinstance(error, GeoError) else 1
    return code


def _explain(error: Exception) -> str:
    if isinstance(error, UsageError):
        return f"{error}\nFor help: geo --help or geo COMMAND --help"
    if isinstance(error, GeoError):
        return str(error)
    if isinstance(error, OSError) and error.strerror:
        where = f" ({error.filename})" if error.filename else ""
        return f"{error.strerror}{where}. Check free space and your rights."
    first_line = (str(error).splitlines() or [""])[0]
    return (
        f"something unexpected went wrong inside geo: {type(error).__name__}: {first_line}\n"
        "Run the same command with --debug to see where, and please report it."
    )


def _say(message: str) -> None:
    sys.stderr.write(f"geo: {message}\n")


def _start_log(*, verbose: bool, debug: bool, quiet: bool) -> None:
    """Send the library's log to stderr, and Python's warnings nowhere unless they are asked for."""
    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("geo: %(message)s"))
    log = logging.getLogger("geo")
    log.handlers[:] = [handler]
    log.propagate = False
    log.setLevel(logging.DEBUG if verbose else logging.ERROR if quiet else logging.INFO)
    if not debug and not sys.warnoptions:
        import warnings

        warnings.simplefilter("ignore")
