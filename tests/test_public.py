"""The public face: what is promised, how it is loaded, and whose package it is."""

from __future__ import annotations

import logging
import subprocess
import sys
import types
from typing import TYPE_CHECKING

import pytest

import geo
from geo import _origin

if TYPE_CHECKING:
    from pathlib import Path

HEAVY = ("branca", "fiona", "folium", "geopandas", "numba", "numpy", "pandas", "pyarrow", "scipy", "shapely")


def test_public_names_are_these() -> None:
    assert geo.__all__ == [
        "__version__",
        "blur_incidents",
        "check_claims",
        "check_files",
        "country_of",
        "distance_to_border",
        "distance_to_coast",
        "distance_to_foreign_land",
        "district_of",
        "load_atlas",
        "locate_incidents",
        "locate_names",
        "locate_text",
        "make_map",
        "measure_file",
        "measure_incidents",
        "nearest_places",
        "people_within",
        "read_decisions",
        "read_incidents",
        "read_report",
        "region_of",
        "share_within",
        "write_incidents",
    ]


@pytest.mark.parametrize("name", geo.__all__)
def test_every_public_name_can_be_had_and_is_listed(name: str) -> None:
    assert getattr(geo, name) is not None
    assert name in dir(geo)


@pytest.mark.parametrize("name", [name for name in geo.__all__ if name != "__version__"])
def test_every_public_function_says_what_it_does(name: str) -> None:
    documentation = getattr(geo, name).__doc__
    assert "Parameters" in documentation
    assert "Returns" in documentation or "Raises" in documentation


def test_unknown_name_is_an_attribute_error_that_says_what_there_is() -> None:
    with pytest.raises(AttributeError, match=r"no attribute 'measure'.*measure_incidents"):
        _ = geo.measure


def test_import_loads_nothing_heavy() -> None:
    code = f"import sys, geo; print([m for m in {HEAVY!r} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
    assert done.stderr == ""


@pytest.mark.parametrize(
    ("arguments", "heavy"),
    [
        (["--help"], HEAVY),
        (["map", "--help"], HEAVY),
        (["--version"], HEAVY),
        (["atlas", "--json"], HEAVY),
    ],
)
def test_command_line_starts_without_anything_heavy(arguments: list[str], heavy: tuple[str, ...]) -> None:
    code = (
        "import sys; from geo.__main__ import main; sys.argv[1:] = sys.argv[2:]; code = main(); "
        f"sys.stderr.write(repr([m for m in {heavy!r} if m in sys.modules])); sys.exit(code)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, "-", *arguments], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "[]")


def test_version_is_the_one_of_the_citation(root: Path) -> None:
    assert f"version: {geo.__version__}\n" in (root / "CITATION.cff").read_text()
    assert f"## {geo.__version__}" in (root / "CHANGELOG.md").read_text()


def test_own_package_has_no_trouble() -> None:
    assert _origin.describe_trouble(geo) is None


def test_foreign_package_under_our_name_is_told_apart() -> None:
    foreign = types.ModuleType("geo")
    foreign.__file__ = "somewhere/geo/__init__.py"
    trouble = _origin.describe_trouble(foreign)
    assert trouble is not None
    for part in ("somewhere/geo/__init__.py", "not geo-incidents", "pip uninstall geo", "--force-reinstall"):
        assert part in trouble


def copy_package(folder: Path) -> Path:
    """Make an importable copy of what import and the command line need first."""
    package = folder / "geo"
    package.mkdir(parents=True)
    for name in ("__init__.py", "__main__.py", "_origin.py", "errors.py"):
        (package / name).write_text((_origin.Path(_origin.__file__).parent / name).read_text())
    return package


def test_files_of_the_other_distribution_among_ours_are_warned_of_at_import(tmp_path: Path) -> None:
    package = copy_package(tmp_path)
    (package / "primitives_2d").mkdir()
    (package / "primitives_2d" / "__init__.py").touch()
    done = subprocess.run(
        [sys.executable, "-c", "import geo"], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert "mixed into geo-incidents" in done.stderr
    assert "pip uninstall geo" in done.stderr
    assert done.stderr.count("\n") == 1


def test_command_line_says_when_the_other_distribution_has_taken_our_place(tmp_path: Path) -> None:
    package = copy_package(tmp_path)
    (package / "__init__.py").write_text('__version__ = "1.0.1"\n__all__ = ["Point2D"]\n')
    metadata = tmp_path / "geo-1.0.1.dist-info"
    metadata.mkdir()
    (metadata / "METADATA").write_text("Metadata-Version: 2.1\nName: geo\nVersion: 1.0.1\n")
    done = subprocess.run(
        [sys.executable, "-m", "geo", "map", "x.csv"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert done.stdout == ""
    assert "is not geo-incidents" in done.stderr
    assert "'geo' 1.0.1" in done.stderr
    assert "pip uninstall geo" in done.stderr
    assert "Traceback" not in done.stderr


def test_import_attaches_no_log_handler() -> None:
    assert logging.getLogger("geo").handlers == []
