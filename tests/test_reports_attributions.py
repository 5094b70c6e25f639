"""Who says a sentence, on sentences made up by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo._reports.attributions import find_attribution
from geo._reports.sentences import split_sentences


def read(text):
    sentences = split_sentences(text)
    assert len(sentences) == 1
    return find_attribution(text, sentences[0])


@pytest.mark.parametrize(
    ("text", "who", "scope"),
    [
        ("Officials said a drone was found near Aktau.", "Officials", "a drone was found near Aktau"),
        ("Officials said that a drone was found.", "Officials", "a drone was found"),
        (
            "A drone fell near Aktau, the regional governor said.",
            "the regional governor",
            "A drone fell near Aktau",
        ),
        ("A drone fell near Aktau, the governor said on Tuesday.", "the governor", "A drone fell near Aktau"),
        ("A drone fell near Aktau, said the governor.", "the governor", "A drone fell near Aktau"),
        (
            "A drone fell near Aktau, officials in the region have said.",
            "officials in the region",
            "A drone fell near Aktau",
        ),
        (
            "The governor of the region, Nurlan Ospanov, said on Tuesday that it fell.",
            "The governor of the region, Nurlan Ospanov",
            "it fell",
        ),
        ("According to police, three people died.", "police", "three people died"),
        ("Three people died, according to police.", "police", "Three people died"),
        (
            "Three people died according to the interior ministry.",
            "the interior ministry",
            "Three people died",
        ),
        ("On Tuesday, according to police, three people died.", "police", "three people died"),
        ('"It fell near us," said Daniyar, a shepherd.', "Daniyar", '"It fell near us,"'),
        ('"It fell near us," a shepherd told reporters.', "a shepherd", '"It fell near us,"'),
        ("Police told reporters on Tuesday that it fell.", "Police", "it fell"),
        ("The ministry said in a statement that it fell.", "The ministry", "it fell"),
        ("Residents reported an explosion near the plant.", "Residents", "an explosion near the plant"),
        ("The agency reported that a drone fell.", "The agency", "a drone fell"),
        ("A drone fell, the Vesti agency reported.", "the Vesti agency", "A drone fell"),
        (
            "The drone, the ministry said, fell near the border.",
            "the ministry",
            "The drone, the ministry said, fell near the border.",
        ),
        ("The army confirmed the strike.", "The army", "the strike"),
        ("It fell, the National Centre (NC) said.", "the National Centre", "It fell"),
        ("It said the drone fell in a field.", "It", "the drone fell in a field"),
        ("He said it fell.", "He", "it fell"),
        ("But officials said it fell.", "officials", "it fell"),
        ("The army has denied that it shelled the town.", "The army", "it shelled the town"),
        ("A drone fell, the governor said, adding that no one was hurt.", "the governor", None),
        ("Упал дрон, сообщили в полиции.", "полиции", "Упал дрон"),
        ("Дрон упал в поле, сообщает агентство.", "агентство", "Дрон упал в поле"),
        ("По данным МЧС, пострадавших нет.", "МЧС", "пострадавших нет"),
        ("Пострадавших нет, по данным МЧС.", "МЧС", "Пострадавших нет"),
        ("По словам губернатора, дрон упал в поле.", "губернатора", "дрон упал в поле"),
        ("Губернатор сообщил, что дрон упал.", "Губернатор", "дрон упал"),
        ("Как сообщили в МВД, дрон упал в поле.", "МВД", "дрон упал в поле"),
        ("Об этом сообщил губернатор.", "губернатор", None),
        ("«Он упал рядом», — рассказал чабан.", "чабан", "«Он упал рядом»"),
    ],
)
def test_a_speaker_is_found(text, who, scope):
    found = read(text)
    assert found is not None
    assert found.who == text[found.start : found.end] == who
    if scope is not None:
        assert text[slice(*found.scope)].strip(" .") == scope.strip(" .")


@pytest.mark.parametrize(
    "text",
    [
        "A fire was reported in Aktau.",
        "It was reported that a drone fell.",
        "An explosion was reported near the plant.",
        "The blast claimed 12 lives.",
        "A drone fell near the border.",
        "The man was told to leave.",
        "What was said is not known.",
        "The said drone fell.",
        "Reports of a fire came in.",
        "Дрон упал в поле.",
        "Президент объявил 29 октября днём траура.",
        "Сообщается о пожаре.",
        "О пожаре сообщений нет.",
        "",
    ],
)
def test_without_a_speaker_there_is_none(text):
    if text:
        assert read(text) is None


def test_words_inside_a_quotation_have_no_speaker_of_their_own():
    found = read('"My son said it fell," the woman told reporters.')
    assert found.who == "the woman"


def test_offsets_are_those_of_the_text():
    text = "First.  Officials said it fell."
    sentence = split_sentences(text)[1]
    found = find_attribution(text, sentence)
    assert (text[found.start : found.end], text[slice(*found.scope)]) == ("Officials", "it fell")


WORDS = st.sampled_from(
    [
        "said",
        "officials",
        ",",
        '"',
        "according to",
        "police",
        "a drone fell",
        "сообщили",
        "в",
        "по данным",
        ":",
    ]
)


@given(st.lists(WORDS, min_size=1, max_size=15).map(" ".join))
def test_no_sentence_breaks_it(text):
    for sentence in split_sentences(text):
        found = find_attribution(text, sentence)
        if found:
            assert text[found.start : found.end] == found.who != ""
            assert sentence.start <= found.start < found.end <= sentence.end
            assert sentence.start <= found.scope.start <= found.scope.end <= sentence.end
