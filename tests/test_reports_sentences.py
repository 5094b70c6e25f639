"""Sentences, paragraphs and quotations, split by hand."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo._reports.headlines import find_front_matter, find_headline
from geo._reports.sentences import find_quotations, split_sentences


def split(text):
    return [text[one.start : one.end] for one in split_sentences(text)]


@pytest.mark.parametrize(
    "sentences",
    [
        ["It fell.", "Nobody saw it.", "Why?", "Who knows!"],
        ["Mr. Smith met Mrs. Jones and Dr. Brown.", "They left."],
        ["Col. A. B. Smith and Gen. J. Doe of the U.S. Army came.", "They left."],
        ["It fell in the U.S.", "The village is small."],
        ["St. Petersburg and Mt. Ararat are far.", "So is Ft. Worth."],
        ["It is 4.5 km long and 3.25 m wide.", "It is old."],
        ["It lies off by 40 km.", "Nobody lives there."],
        ["See No. 7 and Fig. 3 there.", "He said no.", "Then he left."],
        ["It began at 5 p.m. Tuesday and ended at 6 a.m. local time.", "It rained."],
        ["It began at 5.30 p.m.", "The rain ended later."],
        ["On Jan. 5 and Sept. 12 it snowed.", "It was cold."],
        ["He waited… and waited.", "Then…", "Nothing."],
        ["He waited... and waited.", "Nobody came."],
        ["“It fell.”", "He left."],
        ['"It fell!" he said.', '"We saw it."', "He left."],
        ["«Он упал!» — сказал он.", "Все ушли."],
        ["It fell (near the river).", "He left."],
        ["It fell in 2019.", "That was long ago."],
        ["В 2024 г. в г. Актау нашли дрон.", "Он упал."],
        ["А. С. Пушкин жил на ул. Мира, д. 5.", "Потом уехал."],
        ["Дрон упал в 20 км. от посёлка им. Абая.", "Там живут 5 тыс. человек."],
        ["Это было в Мангистауской обл. и в пос. Курык.", "Там тихо."],
        ["Ущерб 3 млн. тенге и т.д. и т.п. не считали.", "Всё."],
        ["В ст. 5 сказано иное.", "Так и есть."],
        ["Погибли 2 чел. и ранены 3.", "Все местные."],
        ["Acme Inc. and Smith Co. sold it.", "The price is secret."],
        ["It is from the U.N. Security Council.", "He agreed."],
        ["Visit example.com or v1.2.3 today.", "It works."],
        ["He came from D.C.", "He left."],
        ["سقطت طائرة مسيرة.", "لم يصب أحد."],
        ["它坠落了。", "没有人受伤。"],
    ],
)
def test_sentences_are_split(sentences):
    assert split(" ".join(sentences)) == sentences


def test_a_headline_has_no_full_stop():
    text = "Drone found near border\n\nA drone was found on Tuesday. It was small."
    found = split_sentences(text)
    assert split(text) == ["Drone found near border", "A drone was found on Tuesday.", "It was small."]
    assert [one.is_title for one in found] == [True, False, False]
    assert [one.paragraph for one in found] == [0, 1, 1]


def test_lists_are_split_by_line():
    text = "Found so far:\n- a wing\n- an engine\n2. Two more things. And one.\n\n* The end"
    assert split(text) == [
        "Found so far:",
        "- a wing",
        "- an engine",
        "2. Two more things.",
        "And one.",
        "* The end",
    ]


def test_a_line_that_only_turns_does_not_end_a_sentence():
    text = (
        "A drone was found in a field near the village of Kuryk in the\n"
        "Mangystau region on Tuesday, the governor of the region said in a\n"
        "statement. Nobody was hurt, he said, and the field is closed to all\n"
        "shepherds."
    )
    assert len(split(text)) == 2


def test_lines_of_their_own_are_paragraphs():
    text = (
        "Aktau is a port on the sea\nKuryk is a port as well, and it is a good deal smaller than Aktau "
        "is\nThe end"
    )
    assert len(split(text)) == 3


def test_a_headline_is_never_run_on():
    text = "Drone found near the border of Kazakhstan and Russia\nBy Jane Smith\n\nIt fell."
    assert split(text) == [
        "Drone found near the border of Kazakhstan and Russia",
        "By Jane Smith",
        "It fell.",
    ]


def test_line_ends_of_all_kinds_are_kept():
    text = "One.\r\n\r\nTwo.\rThree.\u2028Four."
    assert split(text) == ["One.", "Two.", "Three.", "Four."]


@pytest.mark.parametrize(
    ("text", "headline"),
    [
        ("Drone found\n\nA drone was found.", "Drone found"),
        ("  Drone found  \n\nA drone was found.", "Drone found"),
        (
            "Drone found near border\nA drone was found near the border by a shepherd on Tuesday.",
            "Drone found near border",
        ),
        ("Drone found\nBy Jane Smith\n\nText.", "Drone found"),
        ("# Drone found\n\nText.", "Drone found"),
        ("Who flew it?\n\nNobody knows.", "Who flew it?"),
        ("---\ntitle: Drone found\ndate: 2024-05-09\n---\nText.", "Drone found"),
        ('---\ntitle: "Drone found"\n---\n\nText.', "Drone found"),
        ("---\ndate: 2024-05-09\n---\n# Drone found\n\nText.", "Drone found"),
        ("A drone was found.\n\nIt was small.", None),
        ("Drone found", None),
        ("ASTANA, 9 May 2024 —\n\nA drone was found.", None),
        ("- one\n\n- two", None),
        ("x" * 300 + "\n\nText.", None),
        ("", None),
        ("\n\n  \n", None),
    ],
)
def test_a_headline_is_found(text, headline):
    found = find_headline(text)
    assert (text[slice(*found)] if found else None) == headline


def test_front_matter_is_told_from_a_rule():
    assert find_front_matter("---\ntitle: never closed\n") is None
    assert find_front_matter("Text\n---\nmore\n---\n") is None


@pytest.mark.parametrize(
    ("text", "quotations"),
    [
        ('He said "it fell" and left.', ['"it fell"']),
        ("He said “it fell” and left.", ["“it fell”"]),
        ("Он сказал «упал» и ушёл.", ["«упал»"]),
        ("Er sagte „gefallen“ und ging.", ["„gefallen“"]),
        ("ООО «Завод „Рассвет“» закрыт.", ["«Завод „Рассвет“»", "„Рассвет“"]),
        ('ООО «Завод "Рассвет"» закрыт.', ['«Завод "Рассвет"»', '"Рассвет"']),
        ('"One," he said. "Two."', ['"One,"', '"Two."']),
        ("It isn't the soldiers' car, it’s ours.", []),
        ('A 5" pipe lay there.', []),
        ('He said "it fell\n\nand left.', []),
        ("“It fell.\n\n“It burned.”", ["“It fell.", "“It burned.”"]),
        ("» « ” “", []),
        ("", []),
    ],
)
def test_quotations_are_found(text, quotations):
    assert [text[slice(*one)] for one in find_quotations(text)] == quotations


LETTERS = st.sampled_from("aB.! ?…\n\r\t\"'“”«»()-–—0123456789гАм:;,\u00a0\u2028")


@given(st.text(LETTERS | st.characters(), max_size=200))
def test_every_character_but_white_space_is_in_one_sentence(text):
    found = split_sentences(text)
    covered = [0] * len(text)
    for one in found:
        assert text[one.start : one.end].strip() == text[one.start : one.end] != ""
        for place in range(one.start, one.end):
            covered[place] += 1
    assert all(
        count == 1 or (count == 0 and sign.isspace()) for count, sign in zip(covered, text, strict=True)
    )
    assert [one.paragraph for one in found] == sorted(one.paragraph for one in found)
    assert [one.start for one in found] == sorted(one.start for one in found)


@given(st.text(LETTERS, max_size=120))
def test_quotations_are_inside_the_text_and_nest(text):
    found = find_quotations(text)
    for one in found:
        assert 0 <= one.start < one.end <= len(text)
    for one, other in pairwise(found):
        assert other.start >= one.end or other.end <= one.end
