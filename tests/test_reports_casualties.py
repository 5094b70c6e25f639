"""Casualties, on sentences made up by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo._reports.casualties import find_casualties
from geo._reports.numerals import read_number
from geo._reports.sentences import split_sentences


def read(text):
    return find_casualties(text, split_sentences(text), language=None)


@pytest.mark.parametrize(
    ("text", "killed", "injured"),
    [
        ("Three people were killed and 12 wounded.", 3, 12),
        ("Three people were killed and 12 others were wounded.", 3, 12),
        ("The blast killed two people and injured five.", 2, 5),
        ("The blast killed two.", 2, None),
        ("The strike hit a market, killing four civilians.", 4, None),
        ("The strike hit a market, killing four and wounding nine.", 4, 9),
        ("Seven miners died.", 7, None),
        ("Twenty-one passengers have died.", 21, None),
        ("A fire left three dead.", 3, None),
        ("A fire left three people dead and two injured.", 3, 2),
        ("Three dead, five injured in bus crash.", 3, 5),
        ("Three killed in bus crash.", 3, None),
        ("A shepherd was injured.", None, 1),
        ("A 34-year-old man was killed.", 1, None),
        ("The pilot was killed.", 1, None),
        ("The driver died at the scene.", 1, None),
        ("Two Kazakh soldiers were killed.", 2, None),
        ("Two men and a woman were killed.", 3, None),
        ("The attack killed two soldiers and a civilian.", 3, None),
        ("The attack killed two soldiers and injured a civilian.", 2, 1),
        ("Five people, including two children, were killed.", 5, None),
        ("Five people, among them a child, died.", 5, None),
        ("All 14 people on board were killed.", 14, None),
        ("The flood claimed 12 lives.", 12, None),
        ("The quake claimed the lives of nine people.", 9, None),
        ("The death toll rose to 31.", 31, None),
        ("The death toll from the quake has risen to 1,250.", 1250, None),
        ("There were two deaths and four injuries.", 2, 4),
        ("Gunmen shot dead three herders.", 3, None),
        ("Militants killed 12 soldiers on Tuesday.", 12, None),
        ("Eleven people suffered burns.", None, 11),
        ("Six workers sustained minor injuries.", None, 6),
        ("Four people were taken to hospital.", None, 4),
        ("Four students were hospitalised.", None, 4),
        ("A hundred people were injured.", None, 100),
        ("1,200 people were injured.", None, 1200),
        ("One person was killed and one was injured.", 1, 1),
        ("A woman and two children were killed.", 3, None),
        ("Two police officers and three attackers were killed.", 5, None),
        ("Nine people, six of them children, died.", 9, None),
        ("One woman died and 66 people, including two firefighters, were treated for injuries.", 1, 66),
        ("The pilot, the only person on board, died.", 1, None),
        ("A boat sank, leaving 16 people dead and 28 missing.", 16, None),
        ("There were no casualties.", 0, 0),
        ("No casualties were reported.", 0, 0),
        ("The fire was put out without casualties.", 0, 0),
        ("No one was killed or injured.", 0, 0),
        ("There were no deaths or injuries.", 0, 0),
        ("No one was hurt.", None, 0),
        ("Nobody was injured.", None, 0),
        ("There were no injuries.", None, 0),
        ("No damage, no one hurt.", None, 0),
        ("No one was killed.", 0, None),
        ("There were no fatalities.", 0, None),
        ("Погибли трое.", 3, None),
        ("Погибли три человека, 12 ранены.", 3, 12),
        ("Погиб один человек, ещё пятеро пострадали.", 1, 5),
        ("В аварии погибло 5 человек.", 5, None),
        ("12 человек ранены.", None, 12),
        ("Двое военнослужащих погибли.", 2, None),
        ("Ранены двадцать пять человек.", None, 25),
        ("Четверо получили ранения.", None, 4),
        ("Двенадцать пассажиров госпитализированы.", None, 12),
        ("Пострадали 7 человек.", None, 7),
        ("Погиб водитель.", 1, None),
        ("Число погибших достигло 31.", 31, None),
        ("Пострадавших нет.", None, 0),
        ("Жертв нет.", 0, None),
        ("Жертв и пострадавших нет.", 0, 0),
        ("Никто не пострадал.", None, 0),
        ("Обошлось без пострадавших.", None, 0),
        ("Обошлось без жертв.", 0, None),
    ],
)
def test_a_number_is_read(text, killed, injured):
    (found,) = read(text)
    assert (found.killed, found.injured) == (killed, injured)
    assert text[found.start : found.end] == found.quote


@pytest.mark.parametrize(
    ("text", "killed"),
    [
        ("At least five people were killed.", 5),
        ("It killed at least 12 people.", 12),
        ("More than 20 people died.", 20),
        ("Погибли не менее 8 человек.", 8),
        ("Как минимум трое погибли.", 3),
    ],
)
def test_a_floor_is_marked(text, killed):
    (found,) = read(text)
    assert (found.killed, found.at_least) == (killed, True)


def test_a_plain_number_is_no_floor():
    assert not read("Five people were killed.")[0].at_least


@pytest.mark.parametrize(
    "text",
    [
        "Dozens were killed.",
        "Several people were injured.",
        "Many died.",
        "Up to 20 people were killed.",
        "About 20 people were injured.",
        "Nearly 30 people died.",
        "Two or three people were killed.",
        "Between 5 and 7 people were killed.",
        "Five to seven people were injured.",
        "The army killed two drones.",
        "Two drones were shot down.",
        "Since 2014, 14,000 people have been killed.",
        "In 2019, three people were killed there.",
        "A similar attack killed five people.",
        "On average 12 people die every year.",
        "Last year 40 people were killed on this road.",
        "The attack could have killed 20 people.",
        "He threatened to kill 12 hostages.",
        "The man, 34, was arrested.",
        "Damage is put at $12 million.",
        "The plan would kill 300 jobs.",
        "Two cows were killed.",
        "Officials checked reports of casualties.",
        "It was not known if there were casualties.",
        "There were no immediate reports of casualties.",
        "The killed and injured were taken away.",
        "5 km of road were damaged.",
        "The dead calm lasted 3 hours.",
        "Twelve people were feared dead.",
        "Three people were arrested.",
        "He left two messages.",
        "Десятки человек погибли.",
        "Около 20 человек ранены.",
        "С 2014 года погибли 14 тысяч человек.",
        "В прошлом году погибли трое.",
        "О пострадавших не сообщается.",
        "Сбиты два беспилотника.",
        "Есть погибшие.",
    ],
)
def test_what_is_not_plainly_stated_is_none(text):
    assert read(text) == []


def test_each_sentence_is_by_itself():
    found = read("Two people were killed. Later it rained. Five were injured.")
    assert [(one.killed, one.injured, one.sentence) for one in found] == [(2, None, 0), (None, 5, 2)]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("ninety-nine", 99),
        ("forty two", 42),
        ("тридцать пять", 35),
        ("двое", 2),
        ("1 200", 1200),
        ("0", 0),
        ("hundred", 100),
    ],
)
def test_numerals_are_read(text, number):
    assert read_number(text) == number


@pytest.mark.parametrize("text", ["", "dozens", "several", "twenty-eleven", "много"])
def test_what_is_no_numeral_is_none(text):
    assert read_number(text) is None


@given(st.integers(0, 999_999))
def test_every_figure_is_read(number):
    assert read_number(str(number)) == number
    assert read_number(f"{number:,}") == number


@given(
    st.text(
        st.sampled_from("12, three people were killed and injured no one погибли трое -.\n"), max_size=100
    )
)
def test_no_text_breaks_it(text):
    for one in read(text):
        assert text[one.start : one.end] == one.quote
        assert (one.killed or 0) >= 0
