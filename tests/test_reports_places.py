"""What the names of a report mean: by what they are said to lie in, by each other, by decision."""

from __future__ import annotations

import functools
import io

import pytest

import geo
from geo._locating import read_decisions


@functools.cache
def read(text, language="en"):
    return geo.read_report(io.BytesIO(text.encode()), language=language)


def best(text, quote, **options):
    (place,) = [one for one in read(text, **options).places if one.quote == quote]
    return place.best


class TestParents:
    @pytest.mark.parametrize(
        ("text", "quote", "region"),
        [
            ("A fire broke out in Paris, Texas.", "Paris", "US-TX"),
            ("A fire broke out in Moscow, Idaho.", "Moscow", "US-ID"),
            ("A fire broke out in Springfield, Illinois.", "Springfield", "US-IL"),
            ("A fire broke out in Springfield, Massachusetts.", "Springfield", "US-MA"),
            ("A fire broke out in Portland, Maine.", "Portland", "US-ME"),
            ("A fire broke out in the Texas town of Paris.", "Paris", "US-TX"),
        ],
    )
    def test_a_stated_state_decides(self, text, quote, region):
        assert best(text, quote).region_code == region

    @pytest.mark.parametrize(
        ("text", "quote", "country"),
        [
            ("A fire broke out in Tripoli, Lebanon.", "Tripoli", "LBN"),
            ("A fire broke out in Tripoli.", "Tripoli", "LBY"),
            ("A fire broke out in Cordoba, Argentina.", "Cordoba", "ARG"),
            ("A fire broke out in Cordoba, Spain.", "Cordoba", "ESP"),
            ("A fire broke out in Valencia, Venezuela.", "Valencia", "VEN"),
            ("A fire broke out in San Jose, Costa Rica.", "San Jose", "CRI"),
            ("A fire broke out in Birmingham, Alabama.", "Birmingham", "USA"),
            ("A fire broke out in Birmingham.", "Birmingham", "GBR"),
            ("A fire broke out in Hyderabad, in Pakistan.", "Hyderabad", "PAK"),
        ],
    )
    def test_a_stated_country_decides(self, text, quote, country):
        assert best(text, quote).country_code == country

    def test_what_it_is_said_to_lie_in_is_linked(self):
        places = read("A drone fell in Karakiya district of Mangystau region, Kazakhstan.").places
        assert [place.quote for place in places] == ["Karakiya district", "Mangystau region", "Kazakhstan"]
        assert places[0].parents == (1, 2)

    def test_a_region_said_once_helps_all_through_the_text(self):
        text = "A storm hit Illinois on Monday. Roofs were torn off in Springfield."
        assert best(text, "Springfield").region_code == "US-IL"


SPELT = {"Oryol": ("Oryol", "Orël", "Orel"), "Nizhniy Novgorod": ("Nizhniy Novgorod", "Nizhny Novgorod")}


class TestLikelihood:
    @pytest.mark.parametrize(
        "text",
        [
            "A drone fell in Aktau.",
            "A spokesman for the ministry in Astana said a drone fell in Aktau.",
            "A drone fell near Aktau. A fire broke out in Astana.",
        ],
    )
    def test_a_city_of_180_000_is_meant_and_no_village_beside_the_capital(self, text):
        assert best(text, "Aktau").region_code == "KZ-47"

    @pytest.mark.parametrize(
        ("text", "quote", "name"),
        [
            ("Взрыв прогремел в Уральске.", "Уральске", "Oral"),
            ("Взрыв прогремел в Москве.", "Москве", "Moscow"),
            ("Взрыв прогремел в Астане.", "Астане", "Astana"),
            ("Взрыв прогремел под Харьковом.", "Харьковом", "Kharkiv"),
            ("Взрыв прогремел во Львове.", "Львове", "Lviv"),
            ("Взрыв прогремел в Бишкеке.", "Бишкеке", "Bishkek"),
            ("Взрыв прогремел в Ташкенте.", "Ташкенте", "Tashkent"),
            ("Взрыв прогремел в Нижнем Новгороде.", "Нижнем Новгороде", "Nizhniy Novgorod"),
            ("Взрыв прогремел в Алма-Ате.", "Алма-Ате", "Almaty"),
        ],
    )
    def test_cities_in_the_cases_of_russian(self, text, quote, name):
        found = best(text, quote, language="ru")
        assert found is not None
        spelt = {
            "Oryol": ("Oryol", "Orël", "Orel"),
            "Nizhniy Novgorod": ("Nizhniy Novgorod", "Nizhny Novgorod"),
        }
        assert found.name in spelt.get(name, (name,))

    def test_scores_fall_and_are_chances(self):
        for place in read("A blast shook Springfield and Paris, near Moscow.").places:
            scores = [one.score for one in place.candidates]
            assert scores == sorted(scores, reverse=True)
            assert all(0.0 <= score <= 1.0 for score in scores)
            assert sum(scores) <= 1.05


class TestPresumed:
    TEXT = "A drone was found in Kara-Kyuyun district, Mangystau region, Kazakhstan."

    def test_a_name_that_is_like_one_there_is_presumed(self):
        found = best(self.TEXT, "Kara-Kyuyun district")
        assert found.name == "Karakiyanskiy"
        assert "presumed" in found.why

    def test_the_region_alone_stays_a_reading(self):
        (one,) = read(self.TEXT).incidents
        assert [reading.how for reading in one.readings] == ["best match", "stated parent alone"]
        assert one.readings[1].region_code == "KZ-47"

    def test_what_is_like_nothing_there_leaves_the_region(self):
        (one,) = read("A drone was found in the village of Qwzxbrv, Mangystau region.").incidents
        assert one.best.region_code == "KZ-47"
        assert one.best.kind == "area"

    def test_a_city_that_is_known_is_not_presumed_to_be_a_town_of_a_like_name(self):
        # Hamburg, a city of 1.8 million, is known; Hammelburg is another town.
        found = best("A fire broke out in Hamburg, Bavaria.", "Hamburg")
        assert found.name != "Hammelburg"


class TestDecisions:
    TEXT = (
        "A drone fell in Springfield on Monday. Protesters gathered in Kara-Kyuyun district, "
        "Mangystau region."
    )

    @pytest.fixture
    def decided(self, tmp_path):
        def read_with(lines, text=self.TEXT):
            path = tmp_path / "decisions.csv"
            path.write_text(
                f"query,parent,chosen,lon,lat,precision_m,who,when,why\n{lines}", encoding="utf-8"
            )
            return geo.read_report(io.BytesIO(text.encode()), language="en", decisions=read_decisions(path))

        return read_with

    def test_a_unit_that_was_chosen(self, decided):
        report = decided("Kara-Kyuyun district,,KZ-47,,,,A. B.,2026-01-31,asked\n")
        assert [one.best.region_code for one in report.incidents if one.type == "protest"] == ["KZ-47"]
        (place,) = [one for one in report.places if one.quote == "Kara-Kyuyun district"]
        assert (len(place.candidates), place.best.kind) == (1, "region")

    def test_a_point_that_was_chosen(self, decided):
        report = decided("Springfield,,,-123.02,44.05,2000,A. B.,2026-01-31,asked\n")
        drone = next(one for one in report.incidents if one.type == "drone")
        assert (drone.best.lon, drone.best.lat) == (pytest.approx(-123.02), pytest.approx(44.05))
        assert len(drone.readings) == 1

    def test_no_place_at_all(self, decided):
        report = decided("Springfield,,none,,,,A. B.,2026-01-31,a person\n")
        drone = next(one for one in report.incidents if one.type == "drone")
        assert drone.best is None

    def test_only_in_what_it_was_decided_for(self, decided):
        report = decided("Springfield,Illinois,none,,,,A. B.,2026-01-31,asked\n")
        drone = next(one for one in report.incidents if one.type == "drone")
        assert drone.best.name == "Springfield"

    def test_other_names_are_left_alone(self, decided):
        plain = geo.read_report(io.BytesIO(self.TEXT.encode()), language="en")
        report = decided("Somewhere else,,KZ-47,,,,A. B.,2026-01-31,asked\n")
        assert [one.best.name for one in report.places if one.best] == [
            one.best.name for one in plain.places if one.best
        ]
