"""Which of the encodings from before UTF-8 a text is in, where that can be told.

Three things are asked of every encoding that can decode the bytes. Do the words look like words: one
alphabet to a word, capitals where capitals go? (KOI8-R read as Windows-1251 has small first letters and
capitals after them.) Are their letters those of one language? (French read as Windows-1250 has é, č and ę,
which no language has together.) And of several that pass, do the frequencies of letters, which
charset-normalizer knows for 40 languages, set one clearly apart? Where one reading is left it is the guess.
With few words, with signs but no letters, or with two readings as good as each other there is no guess.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from geo._reading.source import Source

__all__ = ["guess_codec"]

_CHUNK: Final = 2**20
# What spreadsheets and databases of Windows, DOS, Unix and the Mac wrote before UTF-8, the usual ones first.
_ONE_BYTE: Final = (
    *("cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp1258"),
    *("iso8859_2", "iso8859_5", "iso8859_7", "iso8859_9", "iso8859_15", "koi8_r", "koi8_u"),
    *("mac_roman", "mac_cyrillic", "cp437", "cp850", "cp852", "cp866", "cp874"),
)
_MORE_BYTES: Final = ("gb18030", "big5", "cp932", "cp949", "euc_jp")
# The letters that languages with these alphabets have beyond a to z, or in all where they are not Latin.
_LETTERS: Final = (
    "àâæçèéêëîïôœùûüÿ",  # French
    "äöüß",  # German
    "áàçéèíïñóòúü",  # Spanish, Catalan, Galician
    "àáâãçéêíóôõúü",  # Portuguese
    "àèéìíîòóùú",  # Italian
    "åäöé",  # Swedish, Finnish
    "æøåéèêóòô",  # Danish, Norwegian
    "áéíóúýðþæö",  # Icelandic
    "ąćęłńóśźż",  # Polish
    "áčďéěíňóřšťúůýž",  # Czech
    "áäčďéíĺľňóôŕšťúýž",  # Slovak
    "áéíóöőúüű",  # Hungarian
    "čćđšž",  # Croatian, Bosnian, Slovene, Serbian
    "ăâîşţșț",  # Romanian
    "çğıİi̇öşüâîû",  # Turkish
    "õäöüšž",  # Estonian
    "āčēģīķļņšūž",  # Latvian
    "ąčęėįšųūž",  # Lithuanian
    "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",  # Russian, Bulgarian
    "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя",  # Ukrainian
    "абвгдеёжзійклмнопрстуўфхцчшыьэюя",  # Belarusian
    "абвгдђежзијклљмнњопрстћуфхцчџш",  # Serbian
    "абвгдѓежзѕијклљмнњопрстќуфхцчџш",  # Macedonian
    "αάβγδεέζηήθιίϊΐκλμνξοόπρσςτυύϋΰφχψωώ",  # Greek
)
# Lines with letters beyond ASCII that are looked at, in bytes: more does not change what they say.
_SAMPLE: Final = 2**17
# Below these the names of places in 40 countries, in 24 encodings, were not told apart every time.
_ENOUGH_WORDS: Final = 20
_WELL_SHAPED: Final = 0.97
_OF_ONE_LANGUAGE: Final = 0.97
_ODD: Final = 2
_COHERENT: Final = 0.2
_CLEAR: Final = 0.15
_SHOWN: Final = 4
_LONGEST_EXAMPLE: Final = 40
# Categories of quotation marks, dashes, brackets and currencies: what stands beside words.
_BESIDE: Final = {"Pi", "Pf", "Po", "Pd", "Ps", "Pe", "Zs", "Sc"}
# What is left between spaces, the numero sign of Russian headings and the ASCII signs, but for the apostrophe
# and the hyphen.
_TOKEN: Final = re.compile(r"[^\s!-&(-,./:-@\[-`{-~\u2116]+")


def guess_codec(source: Source) -> tuple[str | None, str]:
    r"""Guess one of the older encodings.

    Returns
    -------
    codec : str or None
        None where there is no safe guess.
    hint : str
        An example in this encoding, or how it reads in each that is possible.

    Examples
    --------
    >>> from geo._reading.source import Source
    >>> guess_codec(Source("x.csv", content="id,name\\n1,Малый Утриш".encode("cp1251")))[0] is None
    True
    """
    sample, seen = _sample(source)
    readings = _read_words(sample, seen)
    best = _choose(readings)
    if best is not None:
        return readings[best], f"'{_show(best)}'"
    shown = [f"{codec} ('{_show(words)}')" for words, codec in readings.items()][:_SHOWN]
    return None, f" It may be {' or '.join(shown)}." if shown else ""


def _read_words(sample: bytes, seen: bytes) -> dict[tuple[str, ...], str]:
    """Give every reading whose words look like words, with the first encoding that gives it."""
    readings: dict[tuple[str, ...], str] = {}
    for codec in _ONE_BYTE + _MORE_BYTES:
        try:
            words = _find_words(sample.decode(codec))
            if codec in _ONE_BYTE:
                seen.decode(codec)
        except UnicodeDecodeError:
            continue
        if words and sum(map(_is_word, words)) >= _WELL_SHAPED * len(words):
            readings.setdefault(words, codec)
    return readings


def _choose(readings: dict[tuple[str, ...], str]) -> tuple[str, ...] | None:
    """Choose the reading that is words of a language, and clearly more so than any other."""
    if not readings or min(map(len, readings)) < _ENOUGH_WORDS:
        return None
    spelled = [words for words in readings if _is_of_one_language(words)]
    # A letter at the beginning of names is a quotation mark in the twin of its encoding.
    odd = {words: sum(not _is_word(word) for word in words) for words in spelled}
    spelled = [words for words in spelled if odd[words] < min(odd.values()) + _ODD]
    if len(spelled) == 1:
        return spelled[0]
    scores = {words: _score(words) for words in spelled or readings}
    best, *others = sorted(scores, key=scores.__getitem__, reverse=True)
    runner_up = scores[others[0]] if others else 0.0
    return best if scores[best] >= _COHERENT and scores[best] - runner_up >= _CLEAR else None


def _score(words: tuple[str, ...]) -> float:
    """Say how well the frequencies of letters are those of a language, 0 to 1."""
    from charset_normalizer import from_bytes

    match = from_bytes(" ".join(words).encode(), cp_isolation=["utf_8"], enable_fallback=False).best()
    return match.coherence if match is not None else 0.0


def _is_of_one_language(words: tuple[str, ...]) -> bool:
    beyond = [
        {c for c in word.lower() if not c.isascii() and unicodedata.category(c)[0] in "LM"} for word in words
    ]
    beyond = [letters for letters in beyond if letters]
    return any(
        sum(letters <= alphabet for letters in beyond) >= max(_OF_ONE_LANGUAGE * len(beyond), 1)
        for alphabet in map(set, _LETTERS)
    )


def _sample(source: Source) -> tuple[bytes, bytes]:
    """Give lines with bytes beyond ASCII, and every such byte of the file once."""
    lines: list[bytes] = []
    size = 0
    seen = bytes(range(128))
    rest = b""
    with source.open() as stream:
        while chunk := stream.read(_CHUNK):
            seen += bytes(set(chunk.translate(None, seen)))
            if size >= _SAMPLE:
                continue
            *whole, rest = (rest + chunk).split(b"\n")
            if len(rest) > _SAMPLE:
                # No line of a table of names: its beginning is enough.
                whole, rest = [*whole, rest], b""
            for line in whole:
                if size < _SAMPLE and not line.isascii():
                    lines.append(line[:_SAMPLE])
                    size += len(lines[-1])
    if size < _SAMPLE and not rest.isascii():
        lines.append(rest[:_SAMPLE])
    return b"\n".join(lines), seen[128:]


def _find_words(text: str) -> tuple[str, ...]:
    """Give every different word with a letter beyond ASCII, in the order of the text."""
    tokens = dict.fromkeys(token.strip("'-") for token in _TOKEN.findall(text) if not token.isascii())
    return tuple(token for token in tokens if token)


def _is_word(token: str) -> bool:
    """Say whether letters are of one alphabet and capitals stand where they do in names and words."""
    if token.startswith("\N{RIGHT SINGLE QUOTATION MARK}"):
        return False
    bare = "".join(" " if unicodedata.category(c) in _BESIDE else c for c in token)
    return all(_is_plain_word(part) for part in re.split(r"[\s'-]+", bare) if part)


def _is_plain_word(word: str) -> bool:
    if word.isascii():
        return True
    if any(unicodedata.category(c)[0] not in "LMN" for c in word):
        return False
    letters = "".join(c for c in word if c.isalpha())
    scripts = {unicodedata.name(c, "?").split()[0] for c in letters}
    if len(scripts) > 1 and not scripts <= {"CJK", "HIRAGANA", "KATAKANA", "KATAKANA-HIRAGANA"}:
        return False
    if scripts == {"LATIN"} and len(letters) > 2 and not any(c.isascii() for c in letters):  # noqa: PLR2004 - "là"
        return False
    return letters.isupper() or not any(c.isupper() for c in letters[1:])


def _show(words: tuple[str, ...]) -> str:
    return max(words[:50], key=len)[:_LONGEST_EXAMPLE]
