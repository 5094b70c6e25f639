"""The interface in other languages: nothing is left out or left over, and every number has its place."""

from __future__ import annotations

import json
import re
import subprocess

import pytest

from tests.find_node import find_node
from tests.interface_texts import texts_of_python, texts_of_scripts

READ = "import { RUSSIAN } from './geo/_maps/static/russian.js'; console.log(JSON.stringify(RUSSIAN));"
BLANKS = re.compile(r"\{\w+\}")


@pytest.fixture(scope="module")
def russian(request):
    command = [find_node(), "--input-type=module", "--eval", READ]
    done = subprocess.run(command, cwd=request.config.rootpath, capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def said(request):
    found = texts_of_scripts(request.config.rootpath / "geo" / "_maps" / "static")
    # The collector works: what stands in many forms of code is found.
    assert {
        "Clear filters",
        "Dark colours",
        "nearest to this point",
        "{count} incident|{count} incidents",
    } <= found
    return found | texts_of_python()


def test_every_text_of_the_interface_has_its_russian(russian, said):
    assert sorted(said - set(russian)) == []
    assert sorted(set(russian) - said) == []


def test_a_translation_fills_in_what_the_english_does(russian):
    for english, forms in russian.items():
        counted = isinstance(forms, list)
        assert counted == ("|" in english), english
        if counted:
            assert len(forms) == 3, english
        wanted = set(BLANKS.findall(english.rpartition("|")[2]))
        for form in forms if counted else [forms]:
            assert set(BLANKS.findall(form)) == wanted, english
            assert form.strip(), english
