"""What is shipped: a wheel in an empty environment does the main job from another folder."""

from __future__ import annotations

import os
import subprocess
import sys
import venv
import zipfile
from email.parser import Parser
from pathlib import Path

import pytest


@pytest.fixture(scope="module")
def wheel(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", folder, root]
    subprocess.run(command, check=True)
    (path,) = folder.glob("geo_incidents-*.whl")
    return path


@pytest.fixture(scope="module")
def shipped(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def test_wheel_holds_code_atlas_scripts_and_types(root: Path, shipped: set[str]) -> None:
    assert "geo/py.typed" in shipped
    assert "geo/_atlas/data/sources.json" in shipped
    for path in (root / "data" / "atlas").iterdir():
        assert f"geo/_atlas/data/{path.name}" in shipped
    for path in (root / "geo").rglob("*"):
        if path.suffix in (".py", ".js", ".css", ".html", ".ttf"):
            assert path.relative_to(root).as_posix() in shipped


def test_wheel_holds_nothing_else(shipped: set[str]) -> None:
    tops = {name.partition("/")[0] for name in shipped}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"geo"}
    assert not [name for name in shipped if "__pycache__" in name]


def test_metadata_name_the_licences(wheel: Path, shipped: set[str]) -> None:
    name = next(name for name in shipped if name.endswith(".dist-info/METADATA"))
    with zipfile.ZipFile(wheel) as archive:
        metadata = Parser().parsestr(archive.read(name).decode())
    assert metadata["License-Expression"] == (
        "MIT AND BSD-2-Clause AND Bitstream-Vera AND ODbL-1.0 AND CC-BY-4.0 AND Unicode-3.0"
    )
    texts = ("ODbL-1.0", "CC-BY-4.0", "BSD-2-Clause", "Unicode-3.0")
    for path in ("LICENSE", *(f"LICENSES/{text}.txt" for text in texts)):
        assert path in metadata.get_all("License-File")
    requirements = [line for line in metadata.get_all("Requires-Dist") if "extra" not in line]
    assert not [line for line in requirements if "<" in line or "==" in line]


def test_main_job_from_another_folder_after_a_plain_install(
    wheel: Path, examples: Path, tmp_path: Path
) -> None:
    environment = tmp_path / "venv"
    home = tmp_path / "home"
    work = tmp_path / "work"
    home.mkdir()
    work.mkdir()
    venv.create(environment, with_pip=True)
    scripts = environment / ("Scripts" if sys.platform == "win32" else "bin")
    env = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "PYTHONHOME")}
    env |= {"HOME": str(home), "PATH": f"{scripts}{os.pathsep}{env['PATH']}"}
    install = [scripts / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check", wheel]
    subprocess.run(install, check=True, env=env, cwd=work)

    (work / "mangystau.csv").write_bytes((examples / "mangystau.csv").read_bytes())
    done = subprocess.run(
        [scripts / "geo", "map", "mangystau.csv"],
        cwd=work,
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (0, "mangystau.map.html\n"), done.stderr
    assert "1 row on the map" in done.stderr
    page = (work / "mangystau.map.html").read_text(encoding="utf-8")
    assert "Turkmenistan" in page
    assert sorted(path.name for path in work.iterdir()) == ["mangystau.csv", "mangystau.map.html"]

    where = "import geo; print(geo.__file__)"
    found = subprocess.run(
        [scripts / "python", "-c", where], cwd=work, env=env, capture_output=True, text=True, check=True
    )
    assert Path(found.stdout.strip()).is_relative_to(environment)
