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

__all__ = ["describe_trouble", "foreign_files", "warn_about_trouble"]

logger = logging.getLogger(__name__)

OURS: Final = "geo-incidents"
FOREIGN: Final = "geo"
# Files that the other distribution has inside `geo/` and that this one never will have.
FOREIGN_FILES: Final = ("primitives_2d/__init__.py", "primitives_3d/__init__.py", "core/point.py")

_REMEDY: Final = (
    f"Run: python -m pip uninstall {FOREIGN} && python -m pip install --force-reinstall --no-deps {OURS}, "
    "or use a fresh virtual environment."
)


def describe_trouble(package: ModuleType) -> str | None:
    """Say what is wrong with the imported package, or None when it is whole and ours.

    Parameters
    ----------
    package : module
        The module that ``import geo`` gave.
    """
    folder = Path(__file__).parent
    if "measure_incidents" not in getattr(package, "__all__", ()):
        where = getattr(package, "__file__", None) or folder
        return (
            f"The package that Python finds under the name 'geo' is not {OURS}: {where} belongs to "
            f"{_name_foreign()}, or was removed together with it. {_REMEDY}"
        )
    if foreign_files(folder):
        return (
            f"The folder {folder} holds files of {_name_foreign()} mixed into {OURS}; "
            f"removing either breaks the other. {_REMEDY}"
        )
    return None


def warn_about_trouble(package: ModuleType) -> None:
    """Log one warning when the imported package is not whole and ours."""
    trouble = describe_trouble(package)
    if trouble:
        logger.warning("%s", trouble)


def foreign_files(folder: Path) -> list[str]:
    """Names of the other distribution's files that lie in a package folder."""
    return [name for name in FOREIGN_FILES if (folder / name).exists()]


def _name_foreign() -> str:
    from importlib import metadata

    try:
        return f"the other PyPI distribution '{FOREIGN}' {metadata.version(FOREIGN)}"
    except metadata.PackageNotFoundError:
        return f"the other PyPI distribution '{FOREIGN}'"
