"""Places that natasha tags, with a stand-in for it: the tests run without."""

from __future__ import annotations

import sys
from types import ModuleType, SimpleNamespace

import pytest

from geo._reports.mentions import Mention, add_tagged, tagged

TEXT = "Взрыв в Яблоневке, сообщили в Актау. Там тихо."
SENTENCES = [(0, 36), (37, 46)]
FOUND = [Mention(30, 35, "Актау", "name", "", 0)]


@pytest.fixture
def natasha(monkeypatch):
    module = ModuleType("natasha")
    module.__spec__ = SimpleNamespace(name="natasha")

    class Doc:
        def __init__(self, text):
            self.text = text

        def segment(self, _):
            pass

        def tag_ner(self, _):
            spans = [("LOC", "Яблоневке"), ("LOC", "Актау"), ("ORG", "Взрыв")]
            self.spans = [
                SimpleNamespace(
                    type=kind, start=self.text.index(word), stop=self.text.index(word) + len(word), text=word
                )
                for kind, word in spans
            ]

    module.Doc = Doc
    module.Segmenter = module.NewsEmbedding = lambda: None
    module.NewsNERTagger = lambda _: None
    monkeypatch.setitem(sys.modules, "natasha", module)
    tagged._load.cache_clear()  # noqa: SLF001 - what was loaded is kept
    yield
    tagged._load.cache_clear()  # noqa: SLF001 - what was loaded is kept


def test_without_it_nothing_changes(monkeypatch):
    monkeypatch.setitem(sys.modules, "natasha", None)
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    assert add_tagged(TEXT, SENTENCES, FOUND) == FOUND


@pytest.mark.usefixtures("natasha")
def test_what_it_tags_besides_is_added_in_order():
    found = add_tagged(TEXT, SENTENCES, FOUND)
    assert [(one.name, one.how, one.sentence) for one in found] == [
        ("Яблоневке", "unknown", 0),
        ("Актау", "name", 0),
    ]
