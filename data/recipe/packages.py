"""Source packages: fetched by name with the pip and npm clients, pinned and hashed in lock files."""

from __future__ import annotations

import json
import logging
import shutil
import subprocess
from importlib import metadata, resources
from pathlib import Path

__all__ = ["fetch_npm", "npm_version", "pip_file", "pip_version"]

logger = logging.getLogger(__name__)

_FOLDER = Path(__file__).parent


def fetch_npm(cache: Path) -> Path:
    """Install what ``package-lock.json`` lists below ``cache`` and return the folder of packages.

    npm checks every archive against the sha512 in the lock file; no package's scripts are run.
    """
    npm = shutil.which("npm")
    if npm is None:
        message = "npm is not on the PATH: install Node.js with npm to rebuild the atlas."
        raise FileNotFoundError(message)
    cache.mkdir(parents=True, exist_ok=True)
    for name in ("package.json", "package-lock.json"):
        shutil.copy(_FOLDER / name, cache / name)
    logger.info("fetching %d npm packages", len(_lock()["packages"]) - 1)
    command = [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    subprocess.run(command, cwd=cache, check=True)  # noqa: S603 - a fixed command
    return cache / "node_modules"


def _lock() -> dict[str, dict[str, dict[str, str]]]:
    document: dict[str, dict[str, dict[str, str]]] = json.loads((_FOLDER / "package-lock.json").read_bytes())
    return document


def npm_version(name: str) -> str:
    """Name and version of a locked npm package."""
    return f"npm {name} {_lock()['packages'][f'node_modules/{name}']['version']}"


def pip_file(package: str, path: str) -> Path:
    """Find a data file of an installed Python package."""
    return Path(str(resources.files(package))) / path


def pip_version(name: str) -> str:
    """Name and version of an installed Python distribution."""
    return f"PyPI {name} {metadata.version(name)}"
