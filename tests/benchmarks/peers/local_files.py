"""Pages of folium without a network: what they load from elsewhere, taken from packages of npm.

A page names its scripts and styles by address. The name of the file says which package has it, the address
says the version. Packages are fetched once, by ``npm pack``, and kept in ``.cache``.
"""

from __future__ import annotations

import re
import subprocess
import tarfile
from functools import cache
from pathlib import Path
from typing import NamedTuple

from tests.benchmarks.peers import Unavailable
from tests.find_node import find_npm

KEPT = Path(__file__).parents[3] / ".cache" / "npm"
ADDRESS = re.compile(r"""(?<=["'])https?://[^"'\s]+/([^"'\s/]+\.(?:js|css))(?=["'])""")
VERSION = re.compile(r"\d+\.\d+\.\d+")


class File(NamedTuple):
    """Where a file is kept in a package; the version where the one that pages name was never packed."""

    package: str
    path: str
    version: str | None = None


FILES = {
    "leaflet.js": File("leaflet", "dist/leaflet.js"),
    "leaflet.css": File("leaflet", "dist/leaflet.css"),
    "jquery-3.7.1.min.js": File("jquery", "dist/jquery.min.js"),
    "jquery-ui.js": File("jquery-ui-dist", "jquery-ui.js"),
    "bootstrap.bundle.min.js": File("bootstrap", "dist/js/bootstrap.bundle.min.js"),
    "bootstrap.min.css": File("bootstrap", "dist/css/bootstrap.min.css"),
    "all.min.css": File("@fortawesome/fontawesome-free", "css/all.min.css"),
    "leaflet.awesome-markers.js": File("leaflet.awesome-markers", "dist/leaflet.awesome-markers.js", "2.0.5"),
    "leaflet.awesome-markers.css": File(
        "leaflet.awesome-markers", "dist/leaflet.awesome-markers.css", "2.0.5"
    ),
    "leaflet.markercluster.js": File("leaflet.markercluster", "dist/leaflet.markercluster.js"),
    "MarkerCluster.css": File("leaflet.markercluster", "dist/MarkerCluster.css"),
    "MarkerCluster.Default.css": File("leaflet.markercluster", "dist/MarkerCluster.Default.css"),
}


def use_local_files(page: Path) -> list[str]:
    """Make a page load what it needs from files of this machine.

    Parameters
    ----------
    page : Path
        A page that folium saved; it is written anew.

    Returns
    -------
    list of str
        Styles that cannot be had, for which nothing is loaded.

    Raises
    ------
    Unavailable
        When a script cannot be had: the page would be another one without it.
    """
    missing: list[str] = []

    def replace(found: re.Match[str]) -> str:
        name = found[1]
        if name in FILES:
            return (_find_package(FILES[name], found[0]) / FILES[name].path).as_uri()
        if name.endswith(".js"):
            raise Unavailable(f"{name} is in no package that is known here")
        missing.append(name)
        return "data:text/css,"

    head, end, body = page.read_text(encoding="utf-8").partition("</head>")
    page.write_text(ADDRESS.sub(replace, head) + end + body, encoding="utf-8")
    return missing


def _find_package(file: File, address: str) -> Path:
    named = VERSION.search(address)
    version = file.version or (named and named[0])
    if version is None:
        raise Unavailable(f"{address} names no version")
    return _unpack(file.package, version)


@cache
def _unpack(package: str, version: str) -> Path:
    """Give the folder of a package, fetched when it is not kept yet."""
    folder = KEPT / f"{package.replace('/', '-')}-{version}"
    if folder.is_dir():
        return folder / "package"
    npm = find_npm()
    if npm is None:
        raise Unavailable("no npm on PATH, which fetches the scripts that the page loads")
    KEPT.mkdir(parents=True, exist_ok=True)
    command = [*npm, "pack", "--silent", f"{package}@{version}", "--pack-destination", KEPT]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise Unavailable(f"{package} {version} cannot be fetched")
    archive = KEPT / done.stdout.split()[-1]
    with tarfile.open(archive) as packed:
        packed.extractall(folder, filter="data")
    archive.unlink()
    return folder / "package"
