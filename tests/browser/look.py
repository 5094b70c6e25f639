"""Pictures of the maps as readers see them: ``python -m tests.browser.look [FOLDER]``.

Each of the examples at a desk and on a phone, in dark colours, and without scripts. They are for looking
at, not for comparing: whether a newspaper would print one, only eyes can tell.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import geo
from tests.browser.chromium import DESKTOP, PHONE, Browser

ROOT = Path(__file__).parents[2]
TOLD = ["title", "type", "date", "reported_place", "reported_claims", "damage", "position_note"]
EXAMPLES = {"mangystau": TOLD, "earthquakes": None}


def draw(source: Path, columns: list[str] | None, target: Path) -> None:
    """Make the map of a table."""
    table = geo.measure_incidents(geo.locate_incidents(geo.read_incidents(source)))
    geo.make_map(table, columns=columns).save(target)


def main(folder: Path, more: list[Path]) -> None:
    """Write a picture of every example in every way, and of other tables that are named."""
    folder.mkdir(parents=True, exist_ok=True)
    sources = {name: (ROOT / "data" / "examples" / f"{name}.csv", told) for name, told in EXAMPLES.items()}
    sources |= {path.stem: (path, None) for path in more}
    with tempfile.TemporaryDirectory() as profile:
        browser = Browser(Path(profile))
        for name, (source, columns) in sources.items():
            page = folder / f"{name}.html"
            draw(source, columns, page)
            for size in (DESKTOP, PHONE):
                browser.open(page, size).screenshot(folder / f"{name}_{size[0]}.png")
                browser.open(page, size, scripts=False).screenshot(folder / f"{name}_{size[0]}_plain.png")
            dark = [{"name": "prefers-color-scheme", "value": "dark"}]
            browser.command("Emulation.setEmulatedMedia", features=dark)
            browser.open(page).screenshot(folder / f"{name}_dark.png")
            browser.command("Emulation.setEmulatedMedia", features=[])
        browser.close()
    sys.stdout.write(f"{folder.resolve()}\n")


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else ".cache/look"), [Path(path) for path in sys.argv[2:]])
