"""What the joiner of modules understands, and that it refuses everything else."""

from __future__ import annotations

import pytest

from geo._maps.modules import join_modules


@pytest.mark.parametrize(
    "line",
    [
        "export default function a() {}",
        "export { a };",
        "export { a } from './b.js';",
        'export { a as b } from "./b.js";',
        "export * from './b.js';",
        "export let a = 1;",
        "export async () => {};",
        "export const { a, b } = {};",
        "  export const a = 1;",
        'import b from "./b.js";',
        'import * as b from "./b.js";',
        'import { b as c } from "./b.js";',
        'import {\n  b,\n} from "./b.js";',
        'import { b } from "b";',
        'import { b } from "../b.js";',
        "import { b } from './b.js';",
        'import { b } from "./b.js"; b();',
        'import "./b.js";',
        'const b = await import("./b.js");',
        "const here = import.meta.url;",
        '// like import { b } from "./b.js"',
    ],
)
def test_a_form_that_is_not_understood_is_refused_where_it_stands(line):
    texts = {"a.js": f"const first = 1;\n\n{line}\n", "b.js": "export const b = 1;\n"}
    with pytest.raises(
        ValueError, match=r"^a\.js, line 3: .*(import|export).* is not understood\. Only import "
    ):
        join_modules("a.js", texts.__getitem__)


def test_words_that_only_hold_import_or_export_are_none():
    text = "const important = exported.Export;\n"
    assert text in join_modules("a.js", {"a.js": text}.__getitem__)


def test_an_import_of_what_is_not_exported_is_refused():
    texts = {
        "a.js": 'import { b, c, d } from "./b.js";\n',
        "b.js": "export const b = 1, c = 2;\nconst d = 3;\n",
    }
    with pytest.raises(ValueError, match=r"^a\.js imports c, d, which b\.js does not export\.$"):
        join_modules("a.js", texts.__getitem__)


@pytest.mark.parametrize(
    ("imports", "circle"),
    [
        ({"a": "a"}, "a.js -> a.js"),
        ({"a": "b", "b": "c", "c": "b"}, "b.js -> c.js -> b.js"),
        ({"a": "b", "b": "c", "c": "a"}, "a.js -> b.js -> c.js -> a.js"),
    ],
)
def test_modules_that_import_each_other_are_refused(imports, circle):
    texts = {
        f"{name}.js": f'import {{ {needed} }} from "./{needed}.js";\nexport const {name} = 1;\n'
        for name, needed in imports.items()
    }
    with pytest.raises(ValueError, match=rf"in a circle: {circle}\. Move what both need to a third\.$"):
        join_modules("a.js", texts.__getitem__)
