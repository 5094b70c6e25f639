"""What it was: the named object of an event, such as "Banshee Jet 80", "Shahed-136" or "Boeing 737".

A designation counts when it has a word of a well-known model in it, or is shaped like one ("Mi-8", "S-300",
"AB-12") and stands beside a word of its kind ("helicopter", "missile"). What is found is the
designation without the word of its kind: "Mi-8" of "a Mi-8 helicopter".
"""

from __future__ import annotations

import re
from typing import Final

from geo._reports.spans import Span

__all__ = ["find_object"]

_NUMBER: Final = (
    r"(?:[ -]?(?:Mk|MK|Mark|Block|Jet|Max|MAX|NEO|Neo|Pro|Mini|Air|Super)\.?)?(?:[ "
    r"-]?(?:[A-Z]{1,2}-?)?\d{1,4}[A-ZА-Я]{0,3}\d?(?:[/-][A-ZА-Я\d]{1,4})?(?![\w%]))?"
)
_KNOWN: Final = (
    # Their names are used for nothing else.
    r"Shahed|Geran|Gerbera|Banshee|Orlan|Bayraktar|Mohajer|Ababil|Wing[ -]Loong|Switchblade|Zala|ZALA|"
    r"Supercam|Eleron|Mavic|Matrice|Phantom 4|DJI(?: \w+)?|"
    r"Iskander|Kalibr|Kinzhal|Tochka|HIMARS|Himars|ATACMS|Storm Shadow|SCALP|Tomahawk|Katyusha|Qassam|"
    r"Scud|Fateh|Zolfaghar|Hwasong|BrahMos|Neptune|"
    r"Boeing|Airbus|Cessna|Embraer|Bombardier|Antonov|Tupolev|Ilyushin|Sukhoi(?: Superjet)?|"
    r"Beechcraft|Gulfstream|Dornier|Diamond DA|Pilatus|"
    r"Black Hawk|Chinook|Sikorsky|Eurocopter|Robinson R|"
    r"Шахед\w{0,2}|Герань|Гербера|Орлан|Байрактар\w{0,2}|Искандер\w{0,2}|Калибр\w{0,2}|Кинжал|Точка-У|"
    r"Боинг\w{0,2}|Эрбас|Бансhи|Banshee|Сессна|Цессна"
)
_MODEL_NUMBER: Final = (
    r"(?:(?:An|Tu|Il|Mi|Ka|Su|Yak|MiG|Mig|MIG|UH|CH|AH|OH|SH|HH|MH|EC|AW|MQ|RQ|MV|ATR|CRJ|TB|FPV|Ан|"
    r"Ту|Ил|Ми|Ка|Су|Як|МиГ|Л|Т)-\d{1,3}[A-ZА-Я\w]{0,4}|Bayraktar TB2|MH17)"
)
_ALSO_WORDS: Final = (
    # Their names are words too, and count only beside a word of their kind.
    r"Grad|Smerch|Uragan|Lancet|Predator|Reaper|Global Hawk|Heron|Hermes|Patriot|Apache|Hercules|Bell|"
    r"Piper|Harop|Orbiter|Skylark|Osprey|Lynx|Puma|Gazelle|Falcon|Hawk|Neptun|"
    r"Dash|Forpost|Raven|ScanEagle|Град|Смерч|Ураган|Ланцет|Форпост|Солнцепек|Нептун"
)
_SHAPE: Final = (
    r"[A-ZА-ЯЁ][A-Za-zА-Яа-яё]{0,11}-\d{1,4}[A-ZА-Я]{0,3}\d?(?![\w%])|"
    r"[A-Z]{1,4}\d{1,4}[A-Z]{0,2}(?!\w)|[A-ZА-Я][a-zа-я]{3,11}-[A-ZА-Я](?!\w)"
)
_KIND: Final = (
    r"(?:drones?|UAVs?|quadcopters?|missiles?|rockets?|helicopters?|choppers?|aircraft|planes?|jets?|"
    r"airliners?|fighters?|bombers?|gliders?|gunships?|launchers?|"
    r"systems?|howitzers?|tanks?|interceptors?|munitions?|loitering|warplanes?|balloons?|БПЛА|"
    r"беспилотник\w*|дрон\w{0,3}|ракет\w*|верт[оо]л[её]т\w*|самол[её]т\w*|истребител\w*|"
    r"бомбардировщик\w*|реактивн\w*|комплекс\w*|РСЗО|снаряд\w*|аппарат\w*|танк\w{0,3})"
)
_QUALIFIED: Final = (
    r"(?:[\s-]+(?:type|class|series|style|made|attack|strike|kamikaze|combat|reconnaissance|"
    r"surveillance|target|ballistic|cruise|guided|anti aircraft|air defen[cs]e|multiple|transport|"
    r"military|"
    r"passenger|cargo|fighter|light|jet|turboprop|single engine|multiple launch|multi launch|rocket|"
    r"loitering|unmanned)){0,3}"
)
_BARE: Final = re.compile(
    rf"(?<![\w-])(?:(?:{_KNOWN})(?![^\W\d_]){_NUMBER}(?:-[A-ZА-Я](?!\w))?|{_MODEL_NUMBER})"
)
_BESIDE: Final = re.compile(
    rf"(?<![\w-])(?P<name>(?:(?:{_ALSO_WORDS})(?![^\W\d_]){_NUMBER}|"
    rf"{_SHAPE}))[\"»”]?(?=(?i:{_QUALIFIED}[\s-]+{_KIND})(?!\w))|"
    rf"(?<![\w-])(?i:{_KIND})(?:\s+(?:of the type|of the model|of type|of the|of|type|model|типа|"
    rf"модели|марки|системы|комплекса))?\s+[\"«“]?(?P<after>(?:{_ALSO_WORDS})(?![^\W\d_]){_NUMBER}|"
    rf"{_SHAPE})"
)
_NAMELESS: Final = re.compile(
    r"(?i)(?:covid|g-?\d{1,2}$|m-?\d{1,2}$|a-?\d{1,3}$|cop-?\d|brics|unit-|route-|gate-)"
)


def find_object(text: str, start: int, end: int) -> Span | None:
    """Find the named object in a stretch of a text.

    Parameters
    ----------
    text : str
    start, end : int
        The stretch, as of the sentence of an event.

    Returns
    -------
    Span or None
        Of the first designation; None rather than a guess.

    Examples
    --------
    >>> text = "Wreckage of a Banshee Jet 80 target drone lay beside the A-33 road."
    >>> text[slice(*find_object(text, 0, len(text)))]
    'Banshee Jet 80'
    >>> find_object("Police closed the A-33 road.", 0, 28) is None
    True
    """
    found = [Span(*match.span()) for match in [_BARE.search(text, start, end)] if match]
    for match in _BESIDE.finditer(text, start, end):
        group = "name" if match["name"] else "after"
        if not _NAMELESS.match(match[group]):
            found.append(Span(*match.span(group)))
            break
    return min(found, default=None)
