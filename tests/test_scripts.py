"""The map's scripts: linted, tested by node with answers from Python and PROJ, and joined to one script.

`tests.find_node` finds node and the linter; where they are missing these tests fail and say how to get
them, they are never passed over.
"""

from __future__ import annotations

import json
import os
import subprocess
from typing import TYPE_CHECKING

import numpy as np
import pytest
from pyproj import Geod

from geo._maps import bundle
from geo._maps.encoding import encode_lines
from geo._maps.modules import join_modules
from tests.coordinate_answers import some_grids, some_pairs
from tests.find_node import LOCK, find_eslint, find_node

if TYPE_CHECKING:
    from pathlib import Path

CONFIG = "tests/js/eslint.config.js"
FAULTS = [
    "node.innerHTML = text;",
    'node["outerHTML"] = text;',
    'node.insertAdjacentHTML("beforeend", text);',
    "document.write(text);",
    "eval(text);",
    "new Function(text)();",
    'window.setTimeout("node()", 1);',
    'node.setAttribute("style", text);',
    'node.setAttribute("onclick", text);',
    'element("p", { style: text });',
    'element("p", { "onkeydown": text });',
    'drawing("path", { onclick: text });',
    "node.href = 'javascript:node()';",
    "console.log(text);",
    "fetch(text);",
    "window.fetch(text);",
    "var old = text; node(old);",
    "if (node == text) node();",
]

FINE = [
    'element("p", { onclick: () => text.close() });',
    'node.setAttribute("class", "one");',
    'node.style.zIndex = "2";',
    "node.textContent = text;",
    "if (node === text) node();",
]

# Grids as fine as one may ask for, and one on which a whole turn of longitude takes seven characters.
STEPS_DEG = (1.0, 0.1, 0.01, 1e-4, 1e-5, 1e-7)
FARTHEST_M = 20_000_000
ROWS = 300

TREE = {
    "top.js": 'import { left } from "./left.js";\nimport { right, ONE } from "./right.js";\n'
    'ran.push("top");\nexport const total = left() + new right().value + ONE;\n',
    "left.js": 'import { base } from "./base.js";\nran.push("left");\n'
    "export function left() {\n  return base;\n}\n",
    "right.js": 'import { base } from "./base.js";\nran.push("right");\nexport const ONE = 2;\n'
    "export class right {\n  value = base;\n}\n",
    "base.js": 'ran.push("base");\nexport const base = 20;\n',
}


def run_node(root: Path, *arguments: str | Path, **env: str) -> None:
    command = [find_node(), *arguments]
    environment = {**os.environ, "NO_COLOR": "1", **env}
    done = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"\n{done.stdout}{done.stderr}"


def some_lines(random: np.random.Generator) -> list[dict[str, object]]:
    """Lines as they are drawn, and with steps as wide as the world is."""
    found: list[dict[str, object]] = []
    for step in STEPS_DEG:
        walk = np.cumsum(random.normal(scale=20 * step, size=(200, 2)), axis=0)
        leaps = random.uniform((-180, -90), (180, 90), size=(50, 2))
        corners = np.array([[180.0, 90], [-180, -90], [-180, 90], [180, -90], [0, 0], [0, 0]])
        lines = [walk, leaps, corners, np.array([[53.5, 43.0]])]
        for line, text in zip(lines, encode_lines(lines, step_deg=step), strict=True):
            grid = np.rint(line / step).astype(np.int64)
            found.append({"text": text, "step": step, "points": (grid[:, ::-1] * step).tolist()})
    return found


def some_geodesics(random: np.random.Generator) -> list[dict[str, object]]:
    """From everywhere and to everywhere, and where formulas break: one named case after the other."""
    geod = Geod(ellps="WGS84")
    cases = {
        "anywhere": lambda: (random.uniform(-180, 180), random.uniform(-90, 90), random.uniform(-180, 180)),
        "from a pole": lambda: (
            random.uniform(-180, 180),
            random.choice([-90, 90]),
            random.uniform(-180, 180),
        ),
        "beside a pole": lambda: (0, random.choice([-1, 1]) * 89.9999, random.uniform(-180, 180)),
        "antimeridian": lambda: (
            random.choice([-180, 180]),
            random.uniform(-80, 80),
            random.uniform(-180, 180),
        ),
        "meridional": lambda: (
            random.uniform(-180, 180),
            random.uniform(-90, 90),
            random.choice([0, 180, -180]),
        ),
        "equatorial": lambda: (random.uniform(-180, 180), 0, random.choice([90, -90])),
    }
    found: list[dict[str, object]] = []
    for number in range(ROWS):
        name = list(cases)[number % len(cases)]
        lon, lat, azimuth = map(float, cases[name]())
        # Half of them as short as what is measured, half as long as a way round the world.
        longest = (500_000, FARTHEST_M)[number // len(cases) % 2]
        distance = float(random.uniform(0, longest))
        ends = {
            key: geod.fwd(lon, lat, azimuth, metres)[:2]
            for key, metres in (("end", distance), ("middle", distance / 2))
        }
        found.append({"name": name, "start": (lon, lat), "azimuth": azimuth, "distance": distance, **ends})
    return found


@pytest.fixture(scope="module")
def known_answers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("known")
    random = np.random.default_rng(20_240_607)
    (folder / "lines.json").write_text(json.dumps(some_lines(random)))
    (folder / "geodesics.json").write_text(json.dumps(some_geodesics(random)))
    (folder / "pairs.json").write_text(json.dumps(some_pairs(random)))
    (folder / "grids.json").write_text(json.dumps(some_grids(random)))
    (folder / "bundle.js").write_text(bundle.map_script(), encoding="utf-8")
    joined = f'"use strict";\n{join_modules("top.js", TREE.__getitem__)}'
    (folder / "joined.js").write_text(joined, encoding="utf-8")
    return folder


def test_lint_finds_nothing(root):
    run_node(root, find_eslint(), "--config", CONFIG, "--max-warnings=0", "geo/_maps/static", "tests/js")


def test_lint_refuses_each_way_to_markup_handlers_and_the_network(root):
    script = "\n".join(["export function wrong(node, text, element, drawing) {", *FAULTS, *FINE, "}\n"])
    options = ["--config", CONFIG, "--format=json", "--stdin", "--stdin-filename=geo/_maps/static/x.js"]
    command = [find_node(), find_eslint(), *options]
    done = subprocess.run(command, cwd=root, input=script, capture_output=True, text=True, check=False)
    lines = {message["line"] for message in json.loads(done.stdout)[0]["messages"]}
    assert [fault for number, fault in enumerate(FAULTS, start=2) if number not in lines] == []
    assert lines <= set(range(2, len(FAULTS) + 2))  # and nothing of what is fine


def test_scripts_pass_the_tests_that_node_runs(root, known_answers):
    files = sorted((root / "tests" / "js").glob("*.test.js"))
    assert files
    run_node(root, "--test", *files, GEO_KNOWN_ANSWERS=str(known_answers))


def test_lock_has_hashes_and_no_address():
    text = LOCK.read_text(encoding="utf-8")
    assert "://" not in text, "Make it again: npm run lock, in tests/js."
    entries = json.loads(text)["packages"]
    assert all(entry["integrity"].startswith("sha512-") for name, entry in entries.items() if name)


def test_without_a_node_that_is_new_enough_one_is_told_what_to_run(tmp_path, monkeypatch):
    old = tmp_path / "node"
    old.write_text("#!/bin/sh\necho v18.20.4\n")
    old.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    with pytest.raises(FileNotFoundError, match=r"node 20\.19 or newer: none here\. Run `make node`"):
        find_node()


def test_without_the_linter_of_the_lock_one_is_told_what_to_run(tmp_path, monkeypatch):
    monkeypatch.setattr("tests.find_node.INSTALLED", tmp_path / ".installed")
    with pytest.raises(FileNotFoundError, match=r"^ESLint.* is not installed\. Run `make node`"):
        find_eslint()
    (tmp_path / ".installed").write_text("an older lock")
    with pytest.raises(FileNotFoundError, match="make node"):
        find_eslint()
