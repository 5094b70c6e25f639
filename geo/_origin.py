"""Is this ``geo`` ours? PyPI has another distribution that installs a top-level ``geo``.

Installing both puts two packages into one folder. Which ``__init__.py`` survives depends on the
order, and uninstalling either one takes files of the other with it. Both states are told apart by
looking at a few file names, so that the check costs microseconds at start-up; the installed
metadata is read only when there is something to report.
"""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from types import ModuleType

__all__ = ["describe_trouble", "warn_about_foreign_files"]

logger = logging.getLogger(__name__)

OURS: Final = "geo-incidents"
FOREIGN: Final = "geo"
# Files that the other distribution has inside `geo/` and that this one never will have.
FOREIGN_FILES: Final = ("primitives_2d/__init__.py", "primitives_3d/__init__.py", "core/point.py")


def describe_trouble(package: ModuleType) -> str | None:
    """Say what is wrong with the imported package, or None when it is whole and ours.

    Parameters
    ----------
    package : module
        The module that ``import geo`` gave.
    """
    if "measure_incidents" not in getattr(package, "__all__", ()):
        where = getattr(package, "__file__", None) or Path(__file__).parent
        return (
            f"The package that Python finds under the name 'geo' is not {OURS}: {where} belongs to "
            f"{_foreign_version()}, or was removed together with it. {_remedy()}"
        )
    if not foreign_files(Path(__file__).parent):
        return None
    return (
        f"The folder {Path(__file__).parent} holds files of {_foreign_version()} mixed into {OURS}; "
        f"removing either breaks the other. {_remedy()}"
    )


def warn_about_foreign_files() -> None:
    """Log one warning when files of the other distribution lie among ours."""
    folder = Path(__file__).parent
    if foreign_files(folder):
        logger.warning(
            "The folder %s holds files of %s mixed into %s; removing either breaks the other. %s",
            folder,
            _foreign_version(),
            OURS,
            _remedy(),
        )


def foreign_files(folder: Path) -> list[str]:
    """Names of the other distribution's files that lie in a package folder."""
    return [name for name in FOREIGN_FILES if (folder / name).exists()]


def _foreign_version() -> str:
    from importlib import metadata

    try:
        return f"the other PyPI distribution '{FOREIGN}' {metadata.version(FOREIGN)}"
    except metadata.PackageNotFoundError:
        return f"the other PyPI distribution '{FOREIGN}'"


def _remedy() -> str:
    return (
        f"Run: python -m pip uninstall {FOREIGN} && "
        f"python -m pip install --force-reinstall --no-deps {OURS}, or use a fresh virtual environment."
    )
