"""Which language a text is in, by its script and its commonest words."""

from __future__ import annotations

import re
from collections import Counter
from typing import Final

__all__ = ["detect_language"]

_SAMPLE: Final = 20_000
_LEAST_WORDS: Final = 4
_WORDS: Final = {
    "en": "the of and to in a was were is that on for with said by at from it as has have been near his are",
    "es": "el la de que y en los del se las por un una con para fue cerca su según al está",
    "fr": "le la les de des et un une du est dans que pour qui sur au par a été avec selon près son",
    "de": "der die das und in den von zu mit ist dem ein eine auf für im nicht wurde des bei nach",
    "it": "il di che e la un una per in del della è sono con non nel gli al da stato vicino",
    "pt": "o a de que e do da em um uma para no na os com foi por não as dos perto segundo",
    "tr": "ve bir bu da de için ile olarak olan göre kadar sonra yakın çok daha ise",
    "pl": "w i na z się że do nie jest to od o za przez oraz po został który",
    "nl": "de het een van en in op is dat te met voor zijn door bij werd niet aan",
    "ru": "и в на не что с по из был было были к за о от как это для при его сообщили возле после у же",
    "uk": "і в на не що з до за про від як та це для був було були його біля після у й із",
    "kk": "және мен бір да де үшін болды деп бұл осы туралы бойынша кейін екі",
    "bg": "и в на не че с за от е са се да по към при беше бе",
    "ar": "في من على إلى أن عن مع التي هذا هذه كان الذي بعد قال كما قرب",
    "fa": "در به از که این را با است برای آن شد های بر یک و می",
    "ur": "کے میں کی ہے سے کا نے اور کو پر کہ اس",
}
_KNOWN: Final = {language: frozenset(words.split()) for language, words in _WORDS.items()}
_LETTERS: Final = {
    "kk": "әғқңөұүһі",
    "uk": "їєґі",
    "be": "ў",
    "fa": "پچژگ",
    "ur": "ٹڈڑےہں",
    "ru": "ыэё",
}
_SCRIPTS: Final = (
    ("Latn", re.compile(r"[A-Za-zÀ-ɏ]")),
    ("Cyrl", re.compile(r"[Ѐ-ӿ]")),
    ("Arab", re.compile(r"[\u0600-\u06ff\u0750-\u077f]")),
    ("he", re.compile(r"[\u0590-\u05ff]")),
    ("ka", re.compile(r"[\u10a0-\u10ff]")),
    ("hy", re.compile(r"[\u0530-\u058f]")),
    ("el", re.compile(r"[\u0370-\u03ff]")),
    ("hi", re.compile(r"[\u0900-\u097f]")),
    ("th", re.compile(r"[\u0e00-\u0e7f]")),
    ("ja", re.compile(r"[\u3040-\u30ff]")),
    ("ko", re.compile(r"[\uac00-\ud7af]")),
    ("zh", re.compile(r"[\u4e00-\u9fff]")),
    ("am", re.compile(r"[\u1200-\u137f]")),
    ("bn", re.compile(r"[\u0980-\u09ff]")),
)
_OF_SCRIPT: Final = {
    "Latn": ("en", "es", "fr", "de", "it", "pt", "tr", "pl", "nl"),
    "Cyrl": ("ru", "uk", "kk", "bg"),
    "Arab": ("ar", "fa", "ur"),
}


def detect_language(text: str) -> str | None:
    """Recognise the language of a text.

    Returns
    -------
    str or None
        ISO 639-1 code; None for a text that is too short, or of a language that is not known here.

    Examples
    --------
    >>> detect_language("A drone was found near the village of Kuryk, the governor said.")
    'en'
    >>> detect_language("Дрон упал возле посёлка Курык, сообщили в полиции"), detect_language("Aktau")
    ('ru', None)
    """
    sample = text[:_SAMPLE]
    counts = {script: len(pattern.findall(sample)) for script, pattern in _SCRIPTS}
    script = max(counts, key=lambda script: counts[script])
    if counts["ja"] > 0 and script == "zh":
        script = "ja"
    # A language with a script of its own needs few letters.
    if counts[script] < 12:  # noqa: PLR2004
        return None
    return _by_words(sample, _OF_SCRIPT[script]) if script in _OF_SCRIPT else script


def _by_words(sample: str, languages: tuple[str, ...]) -> str | None:
    small = sample.lower()
    words = Counter(re.findall(r"[^\W\d_]+", small))
    total = sum(words.values())
    if total < _LEAST_WORDS:
        return None
    scores = {language: sum(words[word] for word in _KNOWN[language]) / total for language in languages}
    letters = Counter(small)
    of_letters = sum(count for letter, count in letters.items() if letter.isalpha())
    for language in languages:
        own = sum(letters[letter] for letter in _LETTERS.get(language, ""))
        scores[language] += min(0.5, 4 * own / of_letters)
    best, second = sorted(languages, key=lambda language: -scores[language])[:2]
    if scores[best] >= 0.08 and scores[best] >= 1.15 * scores[second]:  # noqa: PLR2004
        return best
    # A headline may have none of the commonest words; the endings of Russian are its own.
    is_russian = "ru" in languages and not _NOT_RUSSIAN.search(small) and len(_ENDINGS.findall(small)) >= 2  # noqa: PLR2004
    return "ru" if is_russian else None


_NOT_RUSSIAN: Final = re.compile("[їєґіўәғқңөұүһђјљњћџѓќ]")
_ENDINGS: Final = re.compile(
    r"\w(?:ого|его|ому|ему|ыми|ими|ами|ями|ть|ться|лся|лись|ется|ются|ет|ют|ых|их|ей|ой|ую|юю|ии|ях|ах|ый|ий|ая|ое|ые|ов|ев|али|или|ил|ал)\b"
)
