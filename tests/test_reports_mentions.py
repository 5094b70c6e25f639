"""Which words of a text are names of places, and which only look like them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo._gazetteer import load_gazetteer
from geo._reports.mentions import country_of_adjective, find_mentions, pair_of_adjective
from geo._reports.sentences import split_sentences


def find(text):
    sentences = [(one.start, one.end) for one in split_sentences(text)]
    return find_mentions(text, sentences, load_gazetteer())


def said(text):
    return [text[one.start : one.end] for one in find(text)]


def known(text):
    return [text[one.start : one.end] for one in find(text) if one.how == "name"]


class TestNames:
    @pytest.mark.parametrize(
        ("text", "names"),
        [
            ("A drone fell in Aktau.", ["Aktau"]),
            (
                "A drone fell in Karakiya district of Mangystau region.",
                ["Karakiya district", "Mangystau region"],
            ),
            ("Gunmen attacked Goma and Bukavu.", ["Goma", "Bukavu"]),
            ("Fighting in Odesa, Mykolaiv and Kherson went on.", ["Odesa", "Mykolaiv", "Kherson"]),
            ("The storm reached New York on Monday.", ["New York"]),
            ("A blast shook Port-au-Prince.", ["Port-au-Prince"]),
            ("A blast shook Rio de Janeiro.", ["Rio de Janeiro"]),
            ("The ship sank in the Black Sea.", ["Black Sea"]),
            ("A ferry sank on Lake Victoria.", ["Lake Victoria"]),
            ("Goma's market burned.", ["Goma"]),
            ("Iraq’s army shelled Mosul.", ["Iraq", "Mosul"]),
            ("The plane crashed in the Ural Mountains.", ["Ural Mountains"]),
            ("Nobody was hurt in São Paulo.", ["São Paulo"]),
            ("A bomb exploded in a bar in Bari.", ["Bari"]),
        ],
    )
    def test_names_are_found(self, text, names):
        assert said(text) == names

    @pytest.mark.parametrize(
        ("text", "name"),
        [
            ("A fire broke out in Reading, England.", "Reading"),
            ("A flood hit a school in Nice, France.", "Nice"),
            ("A drone fell in Mobile, Alabama.", "Mobile"),
            ("A fire broke out in Split, Croatia.", "Split"),
            ("A fire broke out in Bath, England.", "Bath"),
        ],
    )
    def test_an_ordinary_word_is_one_where_it_stands_with_its_country(self, text, name):
        assert name in said(text)

    def test_the_longest_name_is_taken(self):
        assert said("A blast shook South Sudan.") == ["South Sudan"]
        assert said("A blast shook New South Wales.") == ["New South Wales"]

    def test_the_kind_is_what_stands_beside_it(self):
        (one,) = find("A drone fell in the Karakiya district on Monday.")
        assert one.kind == "district"

    def test_a_village_that_no_list_has_is_kept(self):
        (one,) = [one for one in find("A drone fell in the village of Qwzxbrv.") if one.how == "unknown"]
        assert one.name == "Qwzxbrv"


class TestNoNames:
    @pytest.mark.parametrize(
        "text",
        [
            "Paris Hilton was not there.",
            "Jordan Peterson spoke for an hour.",
            "Chad Smith was hurt.",
            "President Washington spoke for an hour.",
            "Gen. Santiago Lopez was hurt.",
            "They met Mr. London there.",
            "Israel Adesanya won.",
            "Georgia Meloni spoke.",
            "Sergei Moscow was arrested.",
        ],
    )
    def test_persons_are_none(self, text):
        assert said(text) == []

    @pytest.mark.parametrize(
        "text",
        [
            "The New York Times wrote so.",
            "The Chicago Tribune wrote so.",
            "The Jerusalem Post wrote so.",
            "The Bank of England wrote so.",
        ],
    )
    def test_newspapers_banks_and_clubs_are_none(self, text):
        assert [one for one in known(text) if one not in ("England", "Jerusalem")] == []

    @pytest.mark.parametrize(
        "text",
        [
            "It happened in March or May.",
            "It happened on Sunday in April.",
            "Many people slept. Most of them were hurt. Nice weather followed.",
            "Police came. Fire engines came. Along came others.",
            "However, Nothing was found. Why? Who knows.",
            "He said it was over. In the end, All was well.",
            "Both men were armed. Some fled. Others hid.",
        ],
    )
    def test_months_days_and_beginnings_of_sentences_are_none(self, text):
        assert said(text) == []

    @pytest.mark.parametrize("text", ["", " ", "a", "...", "12 34 56", "the of and", "\n\n\n"])
    def test_nothing_is_in_nothing(self, text):
        assert find(text) == []

    def test_an_agency_in_brackets_is_none(self):
        assert "AP" not in said("LONDON, May 7 (AP) - A bomb exploded in Goma on Monday.")

    def test_an_article_makes_no_town(self):
        assert "The University" not in said("The University of Oxford was closed.")


class TestHeadlines:
    @pytest.mark.parametrize(
        ("text", "names"),
        [
            ("Drone Falls In Aktau As Officials Deny Attack", ["Aktau"]),
            ("Blast Kills Three In Goma Market", ["Goma"]),
            ("Many Hurt As Storm Hits Coast", []),
            ("Military Drone Falls Near Border", []),
        ],
    )
    def test_title_case_is_read_with_care(self, text, names):
        assert said(text) == names

    def test_a_district_of_a_headline_is_found(self):
        assert "Karakiya District" in said("Military Drone Falls Near Kazakh Border In Karakiya District")


class TestDatelines:
    def test_the_town_of_a_dateline_is_a_name(self):
        assert said("LONDON, May 7 (AP) - Nothing happened.")[0] == "LONDON"


class TestPeoples:
    @pytest.mark.parametrize(
        ("word", "code"),
        [("Kazakh", "KAZ"), ("Russian", "RUS"), ("Polish", "POL"),
         ("российский", "RUS"), ("российской", "RUS"), ("казахстанского", "KAZ"), ("китайскими", "CHN")],
    )  # fmt: skip
    def test_adjectives_of_countries(self, word, code):
        assert country_of_adjective(word, load_gazetteer()) == code

    @pytest.mark.parametrize("word", ["wooden", "military", "Catholic", "городской", "северный", "x", ""])
    def test_other_adjectives_are_of_none(self, word):
        assert country_of_adjective(word, load_gazetteer()) is None

    @pytest.mark.parametrize(
        ("word", "pair"),
        [
            ("Russian-Kazakh", {"RUS", "KAZ"}),
            ("Kazakh-Russian", {"RUS", "KAZ"}),
            ("Kazakhstano-Russian", {"RUS", "KAZ"}),
            ("Iran-Iraq", {"IRN", "IRQ"}),
            ("Franco-German", {"FRA", "DEU"}),
            ("Indo-Pakistani", {"IND", "PAK"}),
            ("Sino-Indian", {"CHN", "IND"}),
            ("российско-казахстанской", {"RUS", "KAZ"}),
            ("Russian\u2013Kazakh", {"RUS", "KAZ"}),
        ],
    )
    def test_pairs_of_countries(self, word, pair):
        found = pair_of_adjective(word, load_gazetteer())
        assert found is not None
        assert set(found) == pair

    @pytest.mark.parametrize("word", ["well-known", "Port-au-Prince", "Anglo-Saxon-like", "north-west", "-"])
    def test_other_words_with_hyphens_are_none(self, word):
        assert pair_of_adjective(word, load_gazetteer()) is None

    def test_a_russian_adjective_is_found_though_it_is_small(self):
        text = "Обломки упали у российской границы."
        assert [(text[one.start : one.end], one.how) for one in find(text)] == [("российской", "demonym")]


class TestRussian:
    @pytest.mark.parametrize(
        ("text", "names"),
        [
            ("Взрыв произошёл в Астане.", ["Астане"]),
            ("Взрыв прогремел под Харьковом.", ["Харьковом"]),
            ("Взрыв прогремел во Львове.", ["Львове"]),
            ("Беспилотник упал в Алматинской области.", ["Алматинской области"]),
            ("Дрон найден в Мангистауской области Казахстана.", ["Мангистауской области", "Казахстана"]),
            ("Обстрел произошёл в Судже Курской области.", ["Судже", "Курской области"]),
            ("Дрон упал в Каспийском море.", ["Каспийском море"]),
            ("В Москве прошёл митинг.", ["Москве"]),
            ("Взрыв прогремел в Санкт-Петербурге.", ["Санкт-Петербурге"]),
        ],
    )
    def test_names_are_found_in_their_cases(self, text, names):
        assert said(text) == names

    def test_a_name_with_hyphens_is_one_name(self):
        assert said("Взрыв прогремел в Ростове-на-Дону.") == ["Ростове-на-Дону"]

    @pytest.mark.parametrize(
        "text", ["Губернатор Владимир Орлов сообщил об этом.", "Это случилось в мае.", "Погибли люди."]
    )
    def test_persons_and_months_are_none(self, text):
        assert known(text) == []


class TestOtherScripts:
    def test_arabic_names_are_found(self):
        text = "سقطت طائرة مسيرة قرب بغداد في العراق"
        assert said(text) == ["بغداد", "العراق"]


PIECES = [
    "Goma", "in", "the", "Paris", "Hilton", "near", "Russian-Kazakh", "border", ",", ".", "\n\n", "district",
    "Аста́не", "\U0001f525", "(", "St.", "’s", "km", "-",
]  # fmt: skip


class TestOffsets:
    TEXT = (
        "A drone fell near Aktau\u00a0, Kazakhstan\u2019s port. \U0001f681 Blast in Goma!\n\n"
        "Взрыв в Астане. Officials in Rio de Janeiro\u2019s port said so."
    )

    def test_they_are_in_order_and_none_over_another(self):
        found = find(self.TEXT)
        assert len(found) > 3
        ends = [0]
        for one in found:
            assert ends[-1] <= one.start < one.end <= len(self.TEXT)
            ends.append(one.end)

    @settings(max_examples=40)
    @given(st.lists(st.sampled_from(PIECES), max_size=25))
    def test_whatever_stands_there(self, words):
        text = " ".join(words)
        last = 0
        for one in find(text):
            assert last <= one.start < one.end <= len(text)
            assert text[one.start : one.end].strip() == text[one.start : one.end]
            last = one.end
