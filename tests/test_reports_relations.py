"""What phrases say of where things are: a table by hand, in English and Russian."""

from __future__ import annotations

import pytest

from geo._gazetteer import load_gazetteer
from geo._reports.mentions import find_mentions
from geo._reports.relations import find_relations, mask


def read(text):
    mentions = find_mentions(text, [(0, len(text))], load_gazetteer())
    found = find_relations(mask(text, 0, len(text), mentions, 0))
    return [(one, tuple(text[mentions[at].start : mentions[at].end] for at in one.objects)) for one in found]


def table(text):
    """Give kind, names and whether it is denied; of a distance the km; of a part the side."""
    rows = []
    for one, names in read(text):
        more = ""
        if one.kind == "distance" and one.length is not None:
            more = f"{one.length.stated_m / 1000:g} {one.target}"
        elif one.kind in ("part", "border", "coast") and one.heading is not None:
            more = one.heading.name
        rows.append((one.kind, names, one.negated, more))
    return rows


YES, NO = False, True

CASES = [
    # Borders.
    ("A drone fell near the border with Russia.", "border", ("Russia",), YES, ""),
    ("A drone fell on the border with Russia.", "border", ("Russia",), YES, ""),
    ("A drone fell at the border with Russia.", "border", ("Russia",), YES, ""),
    ("A drone fell close to the Russian border.", "border", ("Russian",), YES, ""),
    ("A drone fell near the Russian-Kazakh border.", "border", ("Russian-Kazakh",), YES, ""),
    ("A drone fell near the Kazakhstano-Russian border.", "border", ("Kazakhstano-Russian",), YES, ""),
    (
        "A drone fell near the border between Kazakhstan and Russia.",
        "border",
        ("Kazakhstan", "Russia"),
        YES,
        "",
    ),
    ("A drone fell near the border of Kazakhstan and Russia.", "border", ("Kazakhstan", "Russia"), YES, ""),
    ("A drone fell near the Kazakhstan-Russia border.", "border", ("Kazakhstan-Russia",), YES, ""),
    ("A drone fell near Kazakhstan's border with Russia.", "border", ("Kazakhstan", "Russia"), YES, ""),
    ("A drone fell near Kazakhstan's southern border.", "border", ("Kazakhstan",), YES, "south"),
    ("A drone fell near the southern borders of Kazakhstan.", "border", ("Kazakhstan",), YES, "south"),
    ("A drone fell not far from the border with Russia.", "border", ("Russia",), YES, ""),
    ("A drone fell along the Polish frontier.", "border", ("Polish",), YES, ""),
    ("A drone fell in the border area with Russia.", "border", ("Russia",), YES, ""),
    ("A drone fell just across the border with Poland.", "border", ("Poland",), YES, ""),
    ("It was not near the border with Russia.", "border", ("Russia",), NO, ""),
    ("It was nowhere near the Russian border.", "border", ("Russian",), NO, ""),
    ("It was far from the border with Russia.", "border", ("Russia",), NO, ""),
    ("It wasn't anywhere close to the border with Russia.", "border", ("Russia",), NO, ""),
    ("It did not fall near the border with Russia.", "border", ("Russia",), NO, ""),
    ("It is hundreds of kilometres from the border with Russia.", "border", ("Russia",), NO, ""),
    ("Дрон упал недалеко от границы с Россией.", "border", ("Россией",), YES, ""),
    ("Дрон упал у границы с Россией.", "border", ("Россией",), YES, ""),
    ("Дрон упал на границе с Россией.", "border", ("Россией",), YES, ""),
    ("Дрон упал вблизи российско-казахстанской границы.", "border", ("российско-казахстанской",), YES, ""),
    ("Дрон упал рядом с границей России.", "border", ("России",), YES, ""),
    ("Дрон упал на границе Казахстана и России.", "border", ("Казахстана", "России"), YES, ""),
    ("Дрон упал далеко от границы с Россией.", "border", ("Россией",), NO, ""),
    ("Это было не у границы с Россией.", "border", ("Россией",), NO, ""),
    # Units at borders.
    ("A drone fell in the border village of Kuryk.", "border_unit", (), YES, ""),
    ("A drone fell in a border district.", "border_unit", (), YES, ""),
    ("A drone fell in a Russian border region.", "border_unit", ("Russian",), YES, ""),
    ("Дрон упал в приграничном районе.", "border_unit", (), YES, ""),
    ("Дрон упал в приграничном селе.", "border_unit", (), YES, ""),
    # What touches.
    ("Mangystau region borders Turkmenistan.", "touches", ("Turkmenistan",), YES, ""),
    ("Mangystau region, bordering Turkmenistan, is dry.", "touches", ("Turkmenistan",), YES, ""),
    ("Mangystau region shares a border with Turkmenistan.", "touches", ("Turkmenistan",), YES, ""),
    ("Mangystau region does not border Russia.", "touches", ("Russia",), NO, ""),
    ("Мангистауская область граничит с Туркменистаном.", "touches", ("Туркменистаном",), YES, ""),
    ("Мангистауская область не граничит с Россией.", "touches", ("Россией",), NO, ""),
    # Distances.
    ("It fell 12 km from the border with Russia.", "distance", ("Russia",), YES, "12 border"),
    ("It fell 12 kilometres from the Russian border.", "distance", ("Russian",), YES, "12 border"),
    ("It fell 12 km off the coast of Libya.", "distance", ("Libya",), YES, "12 coast"),
    ("It fell 40 km north of Aktau.", "distance", ("Aktau",), YES, "40 name"),
    ("It fell about 40 km to the north of Aktau.", "distance", ("Aktau",), YES, "40 name"),
    ("It fell 40 kilometers away from Aktau.", "distance", ("Aktau",), YES, "40 name"),
    ("It fell within 40 km of Aktau.", "distance", ("Aktau",), YES, "40 name"),
    ("It fell 10 miles from Goma.", "distance", ("Goma",), YES, "16.0934 name"),
    ("It fell 40 km from the capital.", "distance", (), YES, "40 capital"),
    ("It fell 40 km from the capital, Nairobi.", "distance", ("Nairobi",), YES, "40 capital"),
    ("It fell 1,500 km from Moscow.", "distance", ("Moscow",), YES, "1500 name"),
    ("Дрон упал в 40 км от Актау.", "distance", ("Актау",), YES, "40 name"),
    ("Дрон упал в 40 километрах к северу от Актау.", "distance", ("Актау",), YES, "40 name"),
    ("Дрон упал в 12 км от границы с Россией.", "distance", ("Россией",), YES, "12 border"),
    ("Дрон упал примерно в 40 км от столицы.", "distance", (), YES, "40 capital"),
    # Between.
    ("It fell between Nairobi and Kisumu.", "between", ("Nairobi", "Kisumu"), YES, ""),
    ("It fell halfway between Nairobi and Kisumu.", "between", ("Nairobi", "Kisumu"), YES, ""),
    ("It fell between the cities of Nairobi and Kisumu.", "between", ("Nairobi", "Kisumu"), YES, ""),
    ("Дрон упал между Киевом и Харьковом.", "between", ("Киевом", "Харьковом"), YES, ""),
    # Near.
    ("It fell near Aktau.", "near", ("Aktau",), YES, ""),
    ("It fell close to Aktau.", "near", ("Aktau",), YES, ""),
    ("It fell outside Aktau.", "near", ("Aktau",), YES, ""),
    ("It fell near the town of Kuryk.", "near", ("Kuryk",), YES, ""),
    ("It fell on the outskirts of Goma.", "near", ("Goma",), YES, ""),
    ("It fell not far from Aktau.", "near", ("Aktau",), YES, ""),
    ("It did not fall near Aktau.", "near", ("Aktau",), NO, ""),
    ("Дрон упал недалеко от Актау.", "near", ("Актау",), YES, ""),
    ("Дрон упал под Харьковом.", "near", ("Харьковом",), YES, ""),
    ("Дрон упал около Актау.", "near", ("Актау",), YES, ""),
    # Parts.
    ("It fell in western Kazakhstan.", "part", ("Kazakhstan",), YES, "west"),
    ("It fell in the south of Yemen.", "part", ("Yemen",), YES, "south"),
    ("It fell in northern Mali.", "part", ("Mali",), YES, "north"),
    ("It fell in central Somalia.", "part", ("Somalia",), YES, ""),
    ("It fell in the north-east of Nigeria.", "part", ("Nigeria",), YES, "north-east"),
    ("It fell in the north of the country.", "part", (), YES, "north"),
    ("Дрон упал на севере Казахстана.", "part", ("Казахстана",), YES, "north"),
    ("Дрон упал на западе страны.", "part", (), YES, "west"),
    ("Дрон упал в западном Казахстане.", "part", ("Казахстане",), YES, "west"),
    # Coasts.
    ("A ship burned off the coast of Libya.", "coast", ("Libya",), YES, ""),
    ("A ship burned near the coast.", "coast", (), YES, ""),
    ("A ship burned on the Libyan coast.", "coast", ("Libyan",), YES, ""),
    ("A ship burned off Libya.", "coast", ("Libya",), YES, ""),
    ("A drone fell in the coastal town of Mombasa.", "coast", (), YES, ""),
    ("It was far from the coast of Libya.", "coast", ("Libya",), NO, ""),
    ("Судно загорелось у побережья Ливии.", "coast", ("Ливии",), YES, ""),
    # Capitals.
    ("It fell near the capital, Nairobi.", "capital", ("Nairobi",), YES, ""),
    ("It fell close to the Kenyan capital.", "capital", ("Kenyan",), YES, ""),
    ("It fell outside the capital.", "capital", (), YES, ""),
    ("It fell far from the capital.", "capital", (), NO, ""),
    ("Дрон упал недалеко от столицы.", "capital", (), YES, ""),
    # People.
    ("It fell far from populated places.", "remote", (), YES, ""),
    ("It fell far from any settlements.", "remote", (), YES, ""),
    ("It fell in a remote area.", "remote", (), YES, ""),
    ("It fell in an uninhabited area.", "remote", (), YES, ""),
    ("The area is not remote.", "remote", (), NO, ""),
    ("Дрон упал вдали от населённых пунктов.", "remote", (), YES, ""),
    ("Дрон упал в безлюдной местности.", "remote", (), YES, ""),
    ("It fell close to residential areas.", "populated", (), YES, ""),
    ("It fell in a densely populated area.", "populated", (), YES, ""),
    ("It did not fall near populated areas.", "populated", (), NO, ""),
    ("Дрон упал рядом с жилыми домами.", "populated", (), YES, ""),
    # Superlatives.
    ("Goma is the largest city of North Kivu.", "superlative", None, YES, ""),
    ("It was the deadliest attack in a decade.", "superlative", None, YES, ""),
    ("It was the first such attack.", "superlative", None, YES, ""),
    ("Это крупнейший город региона.", "superlative", None, YES, ""),
]


@pytest.mark.parametrize(("text", "kind", "names", "negated", "more"), CASES)
def test_a_phrase_says_so(text, kind, names, negated, more):
    rows = [row for row in table(text) if row[0] == kind]
    assert len(rows) == 1, table(text)
    _, found, denied, told = rows[0]
    assert (found if names is not None else None, denied, told) == (names, negated, more)


def test_there_are_enough_of_them():
    assert len(CASES) >= 80
    assert sum(not text.isascii() for text, *_ in CASES) >= 20


@pytest.mark.parametrize(
    "text",
    [
        "Talks between Kazakhstan and Russia began.",
        "The war between Ukraine and Russia went on.",
        "A flight between Paris and London was late.",
        "He has no remote control.",
        "The price fell by 12 km of road.",
        "Doctors Without Borders came to Goma.",
        "She works 12 hours a day in Goma.",
        "Переговоры между Казахстаном и Россией начались.",
        "He spoke about the border with Russia.",
    ],
)
def test_words_that_say_nothing_of_where_it_is(text):
    assert table(text) == []


def test_a_distance_takes_the_border_along():
    text = "It fell 12 km from the border with Mali."
    assert [row[0] for row in table(text)] == ["distance"]


def test_a_direction_belongs_to_the_distance():
    (one, names) = read("It fell 40 km north of Aktau.")[0]
    assert (one.heading.name, names, one.within, one.backwards) == ("north", ("Aktau",), False, False)


def test_within_is_a_most():
    assert read("It fell within 40 km of Aktau.")[0][0].within


def test_a_place_that_lies_behind_is_backwards():
    one = next(one for one, _ in read("The town of Kuryk lies 40 km to the north.") if one.kind == "distance")
    assert one.backwards
    assert one.heading.name == "north"


def test_two_neighbours_are_two_relations():
    rows = [
        row for row in table("Mangystau region borders Turkmenistan and Uzbekistan.") if row[0] == "touches"
    ]
    assert [names for _, names, _, _ in rows] == [("Turkmenistan",), ("Uzbekistan",)]


def test_of_what_it_is_said_stands_before():
    text = "The quake struck Mendoza, near the border with Chile."
    one = next(one for one, _ in read(text) if one.kind == "border")
    assert one.subject == 0


@pytest.mark.parametrize("text", [case[0] for case in CASES])
def test_a_quote_stands_in_the_text(text):
    for one, _ in read(text):
        quote = text[one.start : one.end]
        assert quote
        assert quote == quote.strip()
        assert not quote.endswith((".", ","))
