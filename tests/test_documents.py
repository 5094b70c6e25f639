"""What the documents say is true: every block that can run is run, every notebook is executed."""

from __future__ import annotations

import ast
import os
import re
import shlex
import subprocess
import sys
from doctest import ELLIPSIS, OutputChecker
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

import geo

ROOT = Path(__file__).parents[1]
DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("data/**/*.md"), *ROOT.glob("LICENSES/*.md")])
NOTEBOOKS = sorted(ROOT.glob("notebooks/*.ipynb"))
# That they exist is tested here; what they do is not: a test that ran `make test` would run itself.
TARGETS = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))


def find_blocks(language):
    blocks = []
    for path in DOCUMENTS:
        text = path.read_text(encoding="utf-8")
        for match in re.finditer(rf"^```{language}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL):
            line = text.count("\n", 0, match.start()) + 1
            blocks.append(pytest.param(match[1], id=f"{path.relative_to(ROOT).as_posix()}:{line}"))
    return blocks


@pytest.fixture
def workplace(tmp_path):
    """Make an empty folder with the examples where the documents expect them, and `geo` on PATH."""
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "examples").symlink_to(ROOT / "data" / "examples")
    programs = tmp_path / ".bin"
    programs.mkdir()
    (programs / "geo").write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m geo "$@"\n')
    (programs / "geo").chmod(0o755)
    env = {
        **os.environ,
        "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT),
        "HOME": str(tmp_path),
        "GEO_INCIDENTS_HOME": str(tmp_path / ".layers"),
    }
    return tmp_path, env


def test_readme_opens_with_the_two_commands():
    opening = (ROOT / "README.md").read_text(encoding="utf-8").split("```")[1]
    assert opening.splitlines()[1:3] == ["$ make map", "$ make test"]


@pytest.mark.parametrize("block", find_blocks("console"))
def test_console_block_does_what_it_shows(block, workplace):
    folder, env = workplace
    for entry in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
        command, _, shown = entry.partition("\n")
        if command.startswith("make "):
            assert command.split()[1] in TARGETS
            continue
        run = ["sh", "-c", command]
        done = subprocess.run(run, cwd=folder, env=env, capture_output=True, text=True, check=False)
        assert done.returncode == 0, f"{command}: {done.stderr}"
        assert OutputChecker().check_output(shown, done.stdout, ELLIPSIS), f"{command} printed {done.stdout}"


@pytest.mark.parametrize("block", find_blocks("python"))
def test_python_block_runs(block, workplace):
    folder, env = workplace
    done = subprocess.run(
        [sys.executable, "-c", block], cwd=folder, env=env, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_links_between_documents_lead_somewhere(path):
    for target in re.findall(r"\]\(([^)#]+)[^)]*\)", path.read_text(encoding="utf-8")):
        if not re.match(r"[a-z]+:", target):
            assert (path.parent / target).exists(), target


@pytest.mark.parametrize(
    "command",
    [
        *("geo map", "geo locate", "geo check", "geo measure", "geo cite", "geo completion"),
        *("geo atlas", "geo atlas export", "geo atlas add", "geo atlas remove"),
    ],
)
def test_every_command_is_in_the_readme(command):
    assert command in (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", [name for name in geo.__all__ if name != "__version__"])
def test_every_public_name_is_in_the_documents(name):
    assert name in "".join(path.read_text(encoding="utf-8") for path in DOCUMENTS)


def test_make_help_names_every_target():
    done = subprocess.run(
        ["make", "--no-print-directory"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    for target in TARGETS - {"help", "browser", "node", "tools"}:
        assert f"make {target} " in done.stdout


def test_there_are_notebooks():
    assert NOTEBOOKS


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.name)
def test_notebook_runs_and_stores_no_output(path, monkeypatch):
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    notebook = nbformat.read(path, as_version=4)
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert not [cell for cell in cells if cell.outputs or cell.execution_count]
    for cell in cells:
        ast.parse(cell.source)
    NotebookClient(notebook, timeout=300, resources={"metadata": {"path": str(path.parent)}}).execute()
