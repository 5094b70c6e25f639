"""What belongs to one incident, what is another, and what is none."""

from __future__ import annotations

import functools
import io

import pytest

import geo


@functools.cache
def read(text, language="en", published=None):
    return geo.read_report(io.BytesIO(text.encode()), language=language, published=published)


def names(text, **options):
    return [one.best.name if one.best else None for one in read(text, **options).incidents]


def types(text, **options):
    return [one.type for one in read(text, **options).incidents]


class TestHowMany:
    @pytest.mark.parametrize(
        ("text", "places"),
        [
            ("A bomb exploded in Goma.", ["Goma"]),
            ("A bomb exploded in Goma. Two people were killed.", ["Goma"]),
            ("A bomb exploded in Goma. The bomb had been hidden in a car. Police came to Goma.", ["Goma"]),
            ("A bomb exploded in Goma. The blast killed two people in Goma.", ["Goma"]),
            ("A bomb exploded in North Kivu. The bomb exploded in Goma.", ["Goma"]),
            ("A bomb exploded in Goma. A fire broke out in Nairobi.", ["Goma", "Nairobi"]),
            ("A bomb exploded in Goma. Another bomb exploded in Nairobi.", ["Goma", "Nairobi"]),
            ("Bombs exploded in Goma and Bukavu.", ["Goma", "Bukavu"]),
            ("Bombs exploded in Goma, Bukavu and Kisangani.", ["Goma", "Bukavu", "Kisangani"]),
            ("Shells hit Goma as well as Bukavu.", ["Goma", "Bukavu"]),
            ("A drone fell at 43.65 N, 51.16 E, near Aktau.", ["43.65 N, 51.16 E"]),
        ],
    )
    def test_incidents_of_a_text(self, text, places):
        assert names(text) == places

    def test_two_cities_in_one_breath_are_two_whatever_else_is_called_so(self):
        # Both are cities of half a million and more, and both have a region of their name.
        assert names("Shells hit Odesa and Mykolaiv on Monday.") == ["Odesa", "Mykolaiv"]

    def test_what_stands_behind_a_comma_is_where_the_first_one_lies(self):
        assert names("A blast shook Thika, near Nairobi.") == ["Thika"]

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "Six ways with aubergines.",
            "The minister spoke in Goma.",
            "No bomb exploded in Goma.",
            "The governor denied that a bomb exploded in Goma.",
            "There was no explosion in Goma, officials said.",
        ],
    )
    def test_none(self, text):
        assert names(text) == []

    def test_a_denial_leaves_the_other(self):
        assert names("No bomb exploded in Goma, officials said. A fire broke out in Nairobi.") == ["Nairobi"]

    def test_a_headline_tells_of_the_same(self):
        text = "Blast in Goma kills two\n\nA bomb exploded in Goma on Monday. Two people were killed."
        assert names(text) == ["Goma"]

    def test_other_days_are_other_incidents(self):
        text = "A bomb exploded in Goma on 3 May 2024. A bomb exploded in Goma on 12 May 2024."
        assert [one.date for one in read(text).incidents] == ["2024-05-03", "2024-05-12"]

    @pytest.mark.parametrize(
        "text",
        ["Three people died in an explosion in Goma.", "A blast shook Goma, officials said on Monday."],
    )
    def test_a_sentence_of_plain_english_is_english(self, text):
        assert read(text, language=None).language == "en"
        assert names(text, language=None) == ["Goma"]


class TestAnaphora:
    def test_the_drone_is_that_of_the_drone(self):
        text = "A drone fell near Aktau. A fire broke out in Astana. The drone was found by herders."
        drone, fire = read(text).incidents
        assert (drone.type, fire.type) == ("drone", "fire")
        assert 2 in drone.sentences
        assert 2 not in fire.sentences

    def test_the_dead_are_those_of_the_last_one(self):
        text = "A bomb exploded in Goma. A fire broke out in Nairobi. Two people were killed in the fire."
        bomb, fire = read(text).incidents
        assert (bomb.killed, fire.killed) == (None, 2)

    def test_claims_follow_the_drone(self):
        text = (
            "A drone fell in Aktau. A fire broke out in Astana. The drone fell near the border with Russia."
        )
        (claim,) = [one for one in read(text).claims if one.kind == "border"]
        assert claim.incident == 0


class TestFields:
    TEXT = "A Banshee drone fell near Goma on 7 May 2024. Two people were killed and five were injured."

    def test_all_of_them(self):
        (one,) = read(self.TEXT).incidents
        assert (one.type, one.date, one.killed, one.injured) == ("drone", "2024-05-07", 2, 5)

    def test_each_is_quoted(self):
        (one,) = read(self.TEXT).incidents
        quoted = {name: self.TEXT[start:end] for name, (start, end) in one.spans.items()}
        assert quoted["date"] == "7 May 2024" or "7 May 2024" in quoted["date"]
        assert "Goma" in quoted["location"]
        assert quoted["type"]
        assert self.TEXT[one.start : one.end].startswith("A Banshee drone")

    def test_unknown_is_none(self):
        (one,) = read("A bomb exploded in Goma.").incidents
        assert (one.date, one.killed, one.injured, one.object) == (None, None, None, None)

    def test_nobody_is_0(self):
        (one,) = read("A bomb exploded in Goma. No one was hurt.").incidents
        assert one.injured == 0

    def test_tuesday_hangs_on_the_day_of_the_report(self):
        text = "A bomb exploded in Goma on Tuesday."
        assert [one.date for one in read(text, published="2024-05-09").incidents] == ["2024-05-07"]
        assert [one.date for one in read(text).incidents] == [None]

    @pytest.mark.parametrize(
        ("text", "kind"),
        [
            ("A drone fell in Goma.", "drone"),
            ("An earthquake struck Goma.", "earthquake"),
            ("A fire broke out in Goma.", "fire"),
            ("Protesters gathered in Goma.", "protest"),
            ("Gunmen kidnapped three teachers in Goma.", "kidnapping"),
            ("The army shelled Goma.", "shelling"),
        ],
    )
    def test_its_type(self, text, kind):
        assert types(text) == [kind]


class TestWhere:
    def test_a_district_and_not_its_region(self):
        (one,) = read("A drone fell in Karakiya district, Mangystau region.").incidents
        assert (one.best.name, one.best.kind, one.best.region_code) == ("Karakiyanskiy", "area", "KZ-47")

    def test_where_nothing_is_said_it_is_nowhere(self):
        (one,) = read("A bomb exploded on Monday.").incidents
        assert (one.best, one.because) == (None, "the report does not say where")

    def test_coordinates_beat_names(self):
        (one,) = read("A drone fell at 43.65 N, 51.16 E, near Aktau.").incidents
        assert (one.best.lon, one.best.lat) == (pytest.approx(51.16), pytest.approx(43.65))

    @pytest.mark.parametrize(
        ("text", "lon", "lat", "within_km"),
        # 40 km north of 43.65 N is 44.01 N; half-way of Nairobi and Kisumu is 0.7 S, 35.8 E.
        [
            ("A drone fell 40 km north of Aktau, Kazakhstan.", 51.17, 44.01, 15),
            ("A bus crashed halfway between Nairobi and Kisumu.", 35.8, -0.7, 30),
        ],
    )
    def test_a_phrase_is_ground(self, text, lon, lat, within_km):
        (one,) = read(text).incidents
        assert (one.best.lon, one.best.lat) == (
            pytest.approx(lon, abs=within_km / 111),
            pytest.approx(lat, abs=within_km / 111),
        )

    def test_in_russian(self):
        assert names("В Гоме прогремел взрыв. Погибли два человека.", language="ru") == ["Goma"]
        assert read("В Гоме прогремел взрыв. Погибли два человека.", language="ru").incidents[0].killed == 2
