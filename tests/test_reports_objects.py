"""Named objects, in stretches of text made up by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo._reports.objects import find_object


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Wreckage of a Banshee Jet 80 target drone was found.", "Banshee Jet 80"),
        ("A Banshee Jet 80 lay in the steppe.", "Banshee Jet 80"),
        ("Two Shahed-136 drones fell.", "Shahed-136"),
        ("A Shahed drone fell.", "Shahed"),
        ("A Geran-2 was shot down.", "Geran-2"),
        ("An Orlan-10 came down.", "Orlan-10"),
        ("A Mi-8 helicopter crashed.", "Mi-8"),
        ("A Mi-17V5 crashed.", "Mi-17V5"),
        ("A Boeing 737 made a landing.", "Boeing 737"),
        ("A Boeing 737-800 jet landed.", "Boeing 737-800"),
        ("An Airbus A320 landed.", "Airbus A320"),
        ("A Cessna 172 went down.", "Cessna 172"),
        ("An An-26 cargo plane crashed.", "An-26"),
        ("A Su-25 fighter jet crashed.", "Su-25"),
        ("A MiG-29 crashed.", "MiG-29"),
        ("Debris of an S-300 missile was found.", "S-300"),
        ("They fired an Iskander-M ballistic missile.", "Iskander-M"),
        ("A Kinzhal missile was launched.", "Kinzhal"),
        ("Grad rockets hit the field.", "Grad"),
        ("A Tochka-U missile fell.", "Tochka-U"),
        ("A Bayraktar TB2 drone was lost.", "Bayraktar TB2"),
        ("An MQ-9 Reaper drone was lost.", "MQ-9"),
        ("A Lancet drone hit a truck.", "Lancet"),
        ("An AB-12 drone was lost.", "AB-12"),
        ("A drone of the type XQ-58 was lost.", "XQ-58"),
        ("A UH-60 Black Hawk helicopter crashed.", "UH-60"),
        ("Сбит беспилотник «Герань-2».", "Герань-2"),
        ("Вертолёт Ми-8 потерпел крушение.", "Ми-8"),
        ("Самолёт Ан-2 упал.", "Ан-2"),
        ("Упала ракета С-300.", "С-300"),
        ("Выпущены ракеты «Град».", "Град"),
        ("Дрон «Орлан-10» найден.", "Орлан-10"),
    ],
)
def test_a_designation_is_found(text, name):
    found = find_object(text, 0, len(text))
    assert text[slice(*found)] == name


@pytest.mark.parametrize(
    "text",
    [
        "Police closed the A-33 road.",
        "The G-20 summit opened.",
        "A drone was found near Grad.",
        "A drone fell in Falcon village.",
        "The patriot wept.",
        "A missile hit the town.",
        "He drove the M-5 motorway.",
        "COVID-19 spread.",
        "Unit-731 is closed.",
        "The helicopter landed near Bell.",
        "Hercules was strong.",
        "A plane landed in 1972.",
        "Ураган сорвал крыши.",
        "Град побил посевы.",
        "Трасса А-33 закрыта.",
        "Резолюция ООН-2 принята.",
        "",
    ],
)
def test_nothing_is_guessed(text):
    assert find_object(text, 0, len(text)) is None


def test_only_the_stretch_is_read():
    text = "A Mi-8 flew. A Shahed-136 fell."
    assert text[slice(*find_object(text, 13, len(text)))] == "Shahed-136"
    assert find_object(text, 8, 13) is None


@given(st.text(st.sampled_from("ABab-1 80drone МиГ«»"), max_size=60), st.integers(0, 30), st.integers(0, 60))
def test_no_text_breaks_it(text, start, end):
    found = find_object(text, min(start, len(text)), min(end, len(text)))
    assert found is None or min(start, len(text)) <= found.start < found.end <= len(text)
