"""Verdicts on reports of one sentence, at places whose distances are known from outside of the package."""

from __future__ import annotations

import functools
import io

import pytest
import shapely

import geo
from geo._claims.context import NEAR_M, NOT_NEAR_M, Context
from geo._claims.judging import judge
from geo._locating import grounds_of
from geo._measuring import Thing
from tests.karney import GEOD, measure_m, sample, share_m

KARAKIYA = "A drone fell in Karakiya district, Mangystau region, {}."


@functools.cache
def held(text, near_m=NEAR_M, not_near_m=NOT_NEAR_M, published=None):
    """Read a report and hold its claims against the map, without measuring all the rest."""
    report = geo.read_report(io.BytesIO(text.encode()), published=published, language="en")
    context = Context(report, grounds_of(None), near_m, not_near_m)
    found = [judge(claim, 0, 0, context) for claim in report.claims]
    return [one for one in found if one is not None]


def the(text, kind, **options):
    """Give the one claim of a kind."""
    found = [one for one in held(text, **options) if one.kind == kind]
    assert len(found) == 1, [(one.kind, one.claim.quote) for one in held(text, **options)]
    return found[0]


def verdict(text, kind, **options):
    return the(text, kind, **options).verdict


@functools.cache
def raw_border(pair, *, at_sea=False):
    borders = geo.load_atlas().borders
    own = borders[(borders["codes"] == pair) & ((borders["reach"] == "sea") == at_sea)]
    assert len(own)
    return list(own.geometry)


@functools.cache
def raw_district(name, country):
    districts = geo.load_atlas().districts
    own = districts[(districts["name"] == name) & (districts["country_code"] == country)]
    assert len(own) == 1
    return own.geometry.iloc[0]


@functools.cache
def karakiya():
    return raw_district("Karakiyanskiy", "KAZ")


@functools.cache
def karakiya_m(pair, *, at_sea=False):
    """Measure the district against a border by brute force: least and greatest distance."""
    found = measure_m(*sample(karakiya(), 600).T, raw_border(pair, at_sea=at_sea))
    return found.min(), found.max()


FEW = 50_000


@pytest.fixture
def few_measured(monkeypatch):
    """Count the points that are measured, and stop where it would go on for a minute."""
    counts = []
    measure = Thing.measure

    def count(self, item, lon, lat):
        counts.append(len(lon))
        assert sum(counts) < FEW, "so many points for one claim"
        return measure(self, item, lon, lat)

    monkeypatch.setattr(Thing, "measure", count)
    return counts


class TestBorder:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            # Goma's centre is 2 km from Gisenyi, beyond the border.
            ("A blast shook Goma, near the border with Rwanda.", "supported"),
            ("A blast shook Goma, on the Congolese-Rwandan border.", "supported"),
            ("A blast shook Goma, near the Congolese border with Rwanda.", "supported"),
            ("A blast shook Goma, not near the border with Rwanda.", "contradicted"),
            ("A blast shook Goma, far from the border with Rwanda.", "contradicted"),
            # Kinshasa is some 1,500 km from it.
            ("A blast shook Kinshasa, near the border with Rwanda.", "contradicted"),
            ("A blast shook Kinshasa, not near the border with Rwanda.", "supported"),
            ("A blast shook Kinshasa, nowhere near the border with Rwanda.", "supported"),
            # Almaty is some 30 km from it, Tripoli some 155 km, both with their radius.
            ("A blast shook Almaty, near the border with Kyrgyzstan.", "undecided"),
            ("A blast shook Almaty, not near the border with Kyrgyzstan.", "undecided"),
            ("A blast shook Tripoli, Libya, near the border with Tunisia.", "undecided"),
            ("A bomb exploded in Lugano, on the Swiss-Italian border.", "supported"),
            ("A bomb exploded in Tijuana, near the border with the United States.", "supported"),
            ("A bomb exploded in Ceuta, near the border with Morocco.", "supported"),
        ],
    )
    def test_near_a_border(self, text, expected):
        assert verdict(text, "border") == expected

    def test_a_place_is_as_far_as_its_point_give_or_take_its_radius(self):
        one = the("A blast shook Almaty, near the border with Kyrgyzstan.", "border")
        reading = one.readings[0][0]
        there = measure_m(reading.lon, reading.lat, raw_border("KAZ-KGZ"))[0]
        assert one.distance_min_m == pytest.approx(there - reading.radius_m, rel=0.005, abs=50)
        assert one.distance_max_m == pytest.approx(there + reading.radius_m, rel=0.02, abs=50)

    def test_the_share_is_that_of_the_ground(self):
        one = the("A blast shook Almaty, near the border with Kyrgyzstan.", "border")
        reading = one.readings[0][0]
        turn = [GEOD.fwd(reading.lon, reading.lat, deg, reading.radius_m)[:2] for deg in range(360)]
        share = share_m(shapely.Polygon(turn), raw_border("KAZ-KGZ"), NEAR_M)
        assert one.share == pytest.approx(share, abs=0.01)

    def test_thresholds_move_the_verdict(self):
        text = "A blast shook Almaty, near the border with Kyrgyzstan."
        assert verdict(text, "border", near_m=50_000.0) == "supported"
        assert verdict(text, "border", near_m=5_000.0, not_near_m=10_000.0) == "contradicted"
        assert verdict(text, "border", near_m=20_000.0, not_near_m=40_000.0) == "undecided"

    def test_thresholds_move_the_negated_verdict_the_other_way(self):
        text = "A blast shook Almaty, not near the border with Kyrgyzstan."
        assert verdict(text, "border", near_m=50_000.0) == "contradicted"
        assert verdict(text, "border", near_m=5_000.0, not_near_m=10_000.0) == "supported"

    def test_the_threshold_is_what_was_asked_for(self):
        text = "A blast shook Almaty, near the border with Kyrgyzstan."
        assert the(text, "border").threshold_m == 25_000.0
        assert the(text, "border", near_m=50_000.0).threshold_m == 50_000.0

    def test_it_turns_where_the_nearest_point_is_when_contradicted(self):
        one = the("A blast shook Kinshasa, near the border with Rwanda.", "border")
        reading = one.readings[0][0]
        there = measure_m(reading.lon, reading.lat, raw_border("COD-RWA"))[0]
        assert one.turns_at_m == pytest.approx(there - reading.radius_m, rel=0.002)
        text = "A blast shook Kinshasa, near the border with Rwanda."
        beyond = one.turns_at_m + 3_000.0
        assert verdict(text, "border", not_near_m=beyond) == "undecided"
        assert verdict(text, "border", not_near_m=one.turns_at_m - 3_000.0) == "contradicted"

    def test_it_turns_where_the_furthest_point_is_when_supported(self):
        text = "A blast shook Goma, near the border with Rwanda."
        one = the(text, "border")
        reading = one.readings[0][0]
        rim = [GEOD.fwd(reading.lon, reading.lat, deg, reading.radius_m)[:2] for deg in range(0, 360, 2)]
        furthest = max(measure_m(*point, raw_border("COD-RWA"))[0] for point in rim)
        assert one.turns_at_m == pytest.approx(furthest, rel=0.01)
        assert verdict(text, "border", near_m=one.turns_at_m + 10.0) == "supported"
        assert verdict(text, "border", near_m=0.8 * one.turns_at_m) == "undecided"

    @pytest.mark.parametrize(
        "text",
        [
            "A blast shook Kinshasa, not near the border with Rwanda.",
            "A drone fell in Mangystau region, nowhere near the Russian border.",
        ],
    )
    def test_what_is_not_near_turns_where_near_would_begin(self, text):
        one = the(text, "border")
        assert one.verdict == "supported"
        assert one.turns_at_m == one.distance_min_m

    def test_what_is_said_not_to_be_near_and_is_turns_at_its_furthest_point(self):
        one = the("A blast shook Goma, not near the border with Rwanda.", "border")
        assert one.verdict == "contradicted"
        assert one.turns_at_m == one.distance_max_m

    def test_a_share_of_a_negated_claim_is_the_rest(self):
        plain = the("A blast shook Almaty, near the border with Kyrgyzstan.", "border")
        turned = the("A blast shook Almaty, not near the border with Kyrgyzstan.", "border")
        assert plain.share + turned.share == pytest.approx(1.0, abs=0.001)
        assert (plain.distance_min_m, plain.distance_max_m) == (turned.distance_min_m, turned.distance_max_m)

    def test_any_border_of_a_country_is_the_nearest_of_them(self):
        one = the("A blast shook Almaty, near the border.", "border")
        assert one.claim.object == "KAZ"
        assert one.by_kind["land"][0] == pytest.approx(
            the("A blast shook Almaty, near the border with Kyrgyzstan.", "border").distance_min_m, rel=0.01
        )

    def test_the_sea_is_meant_where_it_is_said(self):
        one = the("A fire broke out in Kuryk, Kazakhstan, near the maritime border with Russia.", "border")
        assert one.border_kind == "territorial_sea"
        there = measure_m(*one_point(one), raw_border("KAZ-RUS", at_sea=True))[0]
        assert one.distance_min_m == pytest.approx(there - one.readings[0][0].radius_m, rel=0.005)

    def test_a_pair_of_countries_at_once_is_two_borders(self):
        # That with Rwanda and that with Burundi, not that of Rwanda and Burundi.
        text = "A blast shook Goma, near the border with Rwanda and Burundi."
        found = {one.claim.object for one in held(text) if one.kind == "border"}
        assert found == {"COD-RWA", "BDI-COD"}


def one_point(judged):
    reading = judged.readings[0][0]
    return reading.lon, reading.lat


class TestFounding:
    """The case for which all of this was made: a district that is far from Russia, on land."""

    def test_the_brute_force_is_what_is_published(self):
        assert karakiya_m("KAZ-RUS")[0] == pytest.approx(341_800.0, rel=0.002)
        assert karakiya_m("KAZ-RUS", at_sea=True)[0] == pytest.approx(295_000.0, rel=0.002)

    def test_near_the_border_with_russia_does_not_agree(self):
        one = the(KARAKIYA.format("near the border with Russia"), "border")
        assert (one.verdict, one.border_kind, one.claim.object) == ("contradicted", "land", "KAZ-RUS")
        least, most = karakiya_m("KAZ-RUS")
        assert least * 0.998 <= one.distance_min_m <= least + 1.0
        assert most - 1.0 <= one.distance_max_m <= most * 1.002
        assert one.turns_at_m == one.distance_min_m
        assert one.share == 0.0

    def test_the_line_at_sea_stands_beside_it(self):
        one = the(KARAKIYA.format("near the border with Russia"), "border")
        least, most = karakiya_m("KAZ-RUS", at_sea=True)
        assert one.by_kind["territorial_sea"] == pytest.approx((least, most), rel=0.002)
        assert "the line between the territorial seas is nearer, about 300" in one.because

    def test_of_the_seabed_line_the_known_end_stands_beside_it(self):
        one = the(KARAKIYA.format("near the border with Russia"), "border")
        junction = shapely.Point(49.0 + 53.3 / 60.0, 42.0 + 33.6 / 60.0)
        found = measure_m(*sample(karakiya(), 600).T, [junction])
        assert one.by_kind["seabed"] == pytest.approx((found.min(), found.max()), abs=1_500.0)
        assert "only one point of it is known" in one.because

    @pytest.mark.parametrize(
        "said",
        [
            "near the Kazakhstano-Russian border",
            "near the Russian-Kazakh border",
            "close to the border between Russia and Kazakhstan",
            "on the border of Kazakhstan and Russia",
            "near Kazakhstan's border with Russia",
            "near the Russian border",
        ],
    )
    def test_however_it_is_put(self, said):
        one = the(KARAKIYA.format(said), "border")
        assert (one.verdict, one.claim.object, one.claim.quote) == ("contradicted", "KAZ-RUS", said)

    def test_near_the_border_with_turkmenistan_holds_in_part(self):
        one = the(KARAKIYA.format("near the border with Turkmenistan"), "border")
        assert (one.verdict, one.distance_min_m) == ("undecided", 0.0)
        assert one.share == pytest.approx(share_m(karakiya(), raw_border("KAZ-TKM"), NEAR_M, 900), abs=0.015)

    def test_southern_borders_are_said_to_have_no_definition(self):
        one = the(KARAKIYA.format("near Kazakhstan's southern borders"), "border")
        assert (one.verdict, one.claim.object) == ("undecided", "KAZ south")
        assert "no rule says which these are" in one.because

    def test_it_lies_in_its_region(self):
        one = the(KARAKIYA.format("near the border with Russia"), "inside")
        assert (one.verdict, one.claim.object, one.share) == ("supported", "Mangystau", 1.0)

    @pytest.mark.parametrize(
        ("said", "expected"),
        [("which borders Turkmenistan", "supported"), ("which borders Russia", "contradicted"),
         ("which does not border Russia", "supported"), ("which borders Spain", "contradicted"),
         ("which does not border Turkmenistan", "contradicted")],
    )  # fmt: skip
    def test_what_it_touches(self, said, expected):
        assert verdict(KARAKIYA.format(said), "touches") == expected

    @pytest.mark.parametrize(
        ("said", "expected"),
        [
            ("400 km from the border with Russia", "undecided"),
            ("300 km from the border with Russia", "contradicted"),
            ("within 300 km of the border with Russia", "contradicted"),
            ("within 800 km of the border with Russia", "supported"),
            ("12 km from the border with Russia", "contradicted"),
        ],
    )
    def test_stated_distances(self, said, expected):
        assert verdict(KARAKIYA.format(said), "distance") == expected


class TestReadings:
    def test_all_springfields_are_far_from_canada(self):
        one = the("A blast shook Springfield, near the border with Canada.", "border")
        assert one.verdict == "contradicted"
        # Missouri, Massachusetts, Illinois, Oregon: the nearest by brute force decides where it turns.
        assert len(one.readings) > 2
        nearest = min(
            measure_m(reading.lon, reading.lat, raw_border("CAN-USA"))[0] - reading.radius_m
            for reading, _ in one.readings
        )
        assert one.turns_at_m == pytest.approx(nearest, rel=0.002)

    def test_readings_that_differ_decide_nothing(self):
        # That in Massachusetts is 130 km from Boston; those in Missouri and Illinois are 1,500 km away.
        text = "A blast shook Springfield. It was 1,700 km from Boston."
        found = [one for one in held(text) if one.kind == "distance"]
        assert all(one.verdict != "supported" for one in found)

    def test_a_stated_state_leaves_one_of_them(self):
        one = the("A blast shook Springfield, Illinois, near the border with Canada.", "border")
        assert {reading.region_code for reading, _ in one.readings} == {"US-IL"}

    def test_a_country_that_several_are_called_like_is_not_the_unlikelier_one(self):
        # "Eastern Congo" is that of Kinshasa, in whose east Bunia lies.
        assert verdict("Gunmen attacked Bunia, in eastern Congo.", "part") == "supported"

    def test_a_border_with_either_congo_is_a_border(self):
        # Uganda borders the Democratic Republic of the Congo, some 10 km from Arua.
        kinds = [one.kind for one in held("A bomb exploded in Arua, 10 km from the border with Congo.")]
        assert "common_border" not in kinds

    def test_the_words_between_two_commas_are_no_second_place(self):
        report = geo.read_report(io.BytesIO(b"A blast shook Springfield, near Chicago."), language="en")
        assert [one.best.name for one in report.incidents] == ["Springfield"]


class TestNoCommonBorder:
    @pytest.mark.parametrize(
        "text",
        [
            "A blast shook Almaty, near the Spanish-Polish border.",
            "A bomb exploded in Vienna, near the border with Mongolia.",
            "A blast shook Lusaka, near the border with Kenya.",
            "A blast shook Almaty, near the border between Japan and Peru.",
        ],
    )
    def test_two_countries_that_share_none(self, text):
        one = the(text, "common_border")
        assert one.verdict == "contradicted"
        assert "share no border" in one.because

    def test_denied_it_agrees(self):
        text = "A bomb exploded in Vienna, not near the border with Mongolia."
        assert verdict(text, "common_border") == "supported"

    @pytest.mark.parametrize(
        "text",
        [
            # Agreements of 1965, 1974 and 1971 drew them (UN, Limits in the Seas 10, 75, 89).
            "A platform burned in Stavanger, near the maritime border of Norway and the United Kingdom.",
            "Two boats collided at Busan, near the maritime border between Japan and South Korea.",
            # 730 km with French Guiana.
            "A blast shook Oiapoque, near the border of Brazil and France.",
        ],
    )
    def test_a_border_that_the_atlas_does_not_have_is_not_denied(self, text):
        assert all(one.verdict != "contradicted" for one in held(text))


class TestBorderUnits:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("A bomb exploded in the border town of Moyale.", "supported"),
            ("A bomb exploded in the border town of Nakuru.", "contradicted"),
            ("A drone fell in the border district of Karakiya, Kazakhstan.", "supported"),
        ],
    )
    def test_a_border_town_or_district(self, text, expected):
        assert verdict(text, "border_unit") == expected


class TestDistances:
    """Thika lies 39.4 km north-east of Nairobi, Kisumu 263 km west of it, Mombasa 440 km south-east."""

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("A blast shook Thika, 40 km from Nairobi.", "supported"),
            ("A blast shook Thika, 40 km north of Nairobi.", "supported"),
            ("A blast shook Thika, 40 km northeast of Nairobi.", "supported"),
            ("A blast shook Thika, 40 km south of Nairobi.", "contradicted"),
            ("A blast shook Thika, 40 km west of Nairobi.", "contradicted"),
            ("A blast shook Thika, 25 miles from Nairobi.", "supported"),
            ("A blast shook Thika, 400 km from Nairobi.", "contradicted"),
            ("A blast shook Thika, within 100 km of Nairobi.", "supported"),
            ("A blast shook Kisumu, within 100 km of Nairobi.", "contradicted"),
            ("A blast shook Thika, 40 km from the capital.", "supported"),
            ("A blast shook Thika, 400 km from the capital.", "contradicted"),
            ("A blast shook Mombasa, 100 km from the coast.", "contradicted"),
            ("A blast shook Nairobi, 400 km from the coast.", "supported"),
            # By road it is some 340 km (A104).
            ("A blast shook Kisumu, 350 km from Nairobi.", "undecided"),
            ("A blast shook Kisumu, 350 km by road from Nairobi.", "undecided"),
            ("A blast shook Kisumu, 350 km west of Nairobi.", "contradicted"),
            ("A blast shook Kisumu, 600 km by road from Nairobi.", "contradicted"),
            ("A blast shook Oral, Kazakhstan, 100 km from the border with Russia.", "contradicted"),
            ("A blast shook Oral, Kazakhstan, about 25 km from the border with Russia.", "supported"),
        ],
    )
    def test_a_stated_distance(self, text, expected):
        assert verdict(text, "distance") == expected

    def test_a_distance_is_measured_from_point_to_point(self):
        one = the("A blast shook Kisumu, 350 km from Nairobi.", "distance")
        places = geo.load_atlas().places
        nairobi = places[places["name"] == "Nairobi"].sort_values("population").geometry.iloc[-1]
        reading = one.readings[0][0]
        there = GEOD.inv(reading.lon, reading.lat, nairobi.x, nairobi.y)[2]
        assert one.distance_min_m == pytest.approx(there - reading.radius_m, rel=0.002)
        assert one.distance_max_m == pytest.approx(there + reading.radius_m, rel=0.002)

    def test_mountains_are_no_spot(self):
        # The Urals reach over 2,000 km: nobody can say how far from a border something in them is.
        one = the(
            "A plane crashed in the Ural Mountains, 400 km from the border with Kazakhstan.", "distance"
        )
        assert one.verdict == "undecided"


class TestGround:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("A fire broke out in Zhanaozen, in the Mangystau region.", "supported"),
            ("A fire broke out in Goma, in North Kivu.", "supported"),
            ("A fire broke out in Kisangani, in South Kivu.", "contradicted"),
            ("A fire broke out in Munich, Bavaria.", "supported"),
        ],
    )
    def test_a_place_in_a_region(self, text, expected):
        assert verdict(text, "inside") == expected

    def test_a_city_of_millions_is_no_village_of_a_like_name_elsewhere(self):
        # Hamburg is no town of Bavaria, and not Hammelburg.
        assert verdict("A fire broke out in Hamburg, Bavaria.", "inside") != "supported"

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("A fire broke out in Oral, in western Kazakhstan.", "supported"),
            ("A fire broke out in Oral, in eastern Kazakhstan.", "contradicted"),
            ("A fire broke out in Shymkent, in southern Kazakhstan.", "supported"),
            ("A fire broke out in Shymkent, in northern Kazakhstan.", "contradicted"),
            ("A fire broke out in Shymkent, in the north of Kazakhstan.", "contradicted"),
            ("A fire broke out in Tripoli, in northern Lebanon.", "supported"),
            ("A fire broke out in Seville, in the south of Spain.", "supported"),
            ("A fire broke out in Seville, in northern Spain.", "contradicted"),
            ("A fire broke out in Sikasso, in northern Mali.", "contradicted"),
        ],
    )
    def test_a_part_of_a_country(self, text, expected):
        assert verdict(text, "part") == expected

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("A blast shook Nakuru, between Nairobi and Kisumu.", "supported"),
            ("A blast shook Mombasa, between Nairobi and Kisumu.", "contradicted"),
            ("A blast shook Turin, between Milan and Rome.", "contradicted"),
        ],
    )
    def test_between_two_towns(self, text, expected):
        assert verdict(text, "between") == expected

    def test_one_phrase_is_one_claim(self):
        # "In eastern Kazakhstan" does not agree; that the same words agree, as "in Kazakhstan", misleads.
        found = held("A fire broke out in Oral, in eastern Kazakhstan.")
        assert len({one.claim.start for one in found}) == len(found)


class TestNear:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            # Goma and Gisenyi are one town on two sides of a border; Bukavu is 100 km away, Kisangani 480.
            ("A blast shook Goma, close to Gisenyi in Rwanda.", "supported"),
            ("A blast shook Goma. The city is close to Bukavu.", "undecided"),
            ("A blast shook Goma. The city is close to Kisangani.", "contradicted"),
            ("A blast shook Goma. The city is not close to Kisangani.", "supported"),
        ],
    )
    def test_near_a_town(self, text, expected):
        assert verdict(text, "near") == expected

    def test_near_a_region_it_lies_in(self, few_measured):
        text = "A drone fell in Karakiya district, close to Mangystau region."
        assert verdict(text, "near") == "supported"
        assert sum(few_measured) < FEW


class TestCoast:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("A blast shook Benghazi, on the coast of Libya.", "supported"),
            ("A blast shook Nairobi, on the coast of Kenya.", "contradicted"),
            ("A blast shook Madrid, near the coast of Spain.", "contradicted"),
            ("A blast shook Bamako, near the coast of Mali.", "contradicted"),
            ("A blast shook Bamako, not near the coast of Mali.", "supported"),
            ("A bomb exploded in the coastal town of Mombasa.", "supported"),
            ("A bomb exploded in the coastal town of Bamako.", "contradicted"),
            ("A blast shook Santiago, near the coast of Chile.", "undecided"),
            ("A blast shook Madrid, off the coast of Spain.", "contradicted"),
        ],
    )
    def test_a_coast(self, text, expected):
        assert verdict(text, "coast") == expected

    def test_a_landlocked_country_has_none(self):
        assert "has no coast" in the("A blast shook Bamako, near the coast of Mali.", "coast").because

    def test_off_is_on_the_water(self):
        # Most of the town is land, and none of that is off the coast.
        one = the("A blast shook Benghazi, off the coast of Libya.", "coast")
        assert one.verdict != "supported"


class TestCapital:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("A blast shook Mombasa. The city is close to the capital, Nairobi.", "contradicted"),
            ("A blast shook Kiambu, close to the capital, Nairobi.", "supported"),
            ("A blast shook Thika, outside the capital, Nairobi.", "undecided"),
            ("A blast shook Thika, near the capital, Mombasa.", "contradicted"),
        ],
    )
    def test_near_the_capital(self, text, expected):
        assert verdict(text, "capital") == expected

    def test_a_wrong_capital_is_named(self):
        one = the("A blast shook Thika, near the capital, Mombasa.", "capital")
        assert "the capital of Kenya is Nairobi, not Mombasa" in one.because


class TestPeople:
    REMOTE = (
        "A drone fell in Aktau, Kazakhstan, far from populated places.",
        "A drone fell in Karakiya district, far from populated places.",
        "A drone fell in the remote Karakiya district.",
        "A fire broke out on a ship at 30.00°S 130.00°W, far from populated places.",
        "A drone fell in an uninhabited area of Mangystau region.",
        "A blast shook Goma, in a remote area.",
    )

    @pytest.mark.parametrize("text", REMOTE)
    def test_remote_is_never_supported(self, text):
        found = [one for one in held(text) if one.kind == "remote"]
        assert found
        assert all(one.verdict in ("undecided", "contradicted") for one in found)

    @pytest.mark.parametrize("kind", ["remote", "populated"])
    def test_a_desert_does_not_take_minutes(self, kind, few_measured):
        said = {"remote": "far from any settlements", "populated": "close to residential areas"}[kind]
        assert verdict(f"A drone fell in the Sahara, {said}.", kind) == "undecided"
        assert sum(few_measured) < FEW

    def test_remote_is_contradicted_at_the_point_of_a_village(self):
        assert (
            verdict("A drone fell in Kuryk, Kazakhstan, far from populated places.", "remote")
            == "contradicted"
        )

    def test_remote_is_contradicted_in_the_midst_of_a_town(self):
        assert verdict("A blast shook Goma, far from populated places.", "remote") == "contradicted"

    def test_the_least_distance_to_a_place_is_by_brute_force(self):
        one = the("A fire broke out on a ship at 30.00°S 130.00°W, far from populated places.", "remote")
        places = geo.load_atlas().places
        lon, lat = places.geometry.x.to_numpy(), places.geometry.y.to_numpy()
        count = len(places)
        nearest = GEOD.inv([-130.0] * count, [-30.0] * count, lon, lat)[2].min()
        radius = one.readings[0][0].radius_m or 0.0
        assert one.distance_min_m == pytest.approx(nearest - radius, rel=0.003)

    @pytest.mark.parametrize(
        "text",
        [
            "A drone fell in Karakiya district, near populated areas.",
            "A fire broke out on a ship at 30.00°S 130.00°W, near populated areas.",
            "A drone fell in a densely populated area of Goma.",
        ],
    )
    def test_populated_is_never_contradicted(self, text):
        found = [one for one in held(text) if one.kind == "populated"]
        assert found
        assert all(one.verdict in ("undecided", "supported") for one in found)

    def test_populated_is_supported_in_a_town(self):
        assert verdict("A drone fell in Goma, near populated areas.", "populated") == "supported"

    def test_denied_it_is_turned_round(self):
        assert verdict("A drone fell in Goma, not near populated areas.", "populated") == "contradicted"


class TestFormerNames:
    TEXT = "A fire broke out in Nur-Sultan."

    @pytest.mark.parametrize(
        ("published", "expected"),
        # Renamed back to Astana on 17 September 2022.
        [("2024-05-09", "contradicted"), ("2022-09-19", "contradicted"), (None, "undecided")],
    )
    def test_it_hangs_on_the_day_of_the_report(self, published, expected):
        one = the(self.TEXT, "outdated_name", published=published)
        assert (one.verdict, one.claim.object) == (expected, "Astana")

    def test_a_name_that_was_in_use_is_no_claim(self):
        assert held(self.TEXT, published="2021-05-09") == []

    @pytest.mark.parametrize(
        ("old", "today"),
        [("Frunze", "Bishkek"), ("Semipalatinsk", "Semey"), ("Leningrad", "Saint Petersburg")],
    )
    def test_old_names(self, old, today):
        one = the(f"A fire broke out in {old}.", "outdated_name", published="2024-05-09")
        assert (one.verdict, one.claim.object) == ("contradicted", today)

    def test_a_name_of_today_is_none(self):
        assert held("A fire broke out in Astana.", published="2024-05-09") == []


class TestSuperlatives:
    @pytest.mark.parametrize(
        "text",
        [
            "A blast shook Goma, the largest city of North Kivu.",
            "A fire broke out in Utqiagvik, the northernmost city of the United States.",
            "An earthquake struck Valdivia, the strongest ever recorded.",
        ],
    )
    def test_they_are_not_judged(self, text):
        one = the(text, "superlative")
        assert (one.verdict, one.distance_min_m, one.share) == (None, None, None)


def test_what_is_located_by_its_words_alone_is_no_claim():
    found = held("A drone fell 40 km north of Aktau, Kazakhstan.")
    assert {one.kind for one in found} <= {"inside"}


def test_nothing_is_judged_of_what_is_nowhere():
    found = held("A drone fell near the border with Russia and nobody knows where it came from.")
    assert all(one.verdict is None or one.claim.incident is not None for one in found)
