"""What the gazetteer says of words, in whatever case, and names of waters in the nominative."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from geo._locating import weigh
from geo._names import search_key
from geo._names.endings import undo_adjective, undo_case
from geo._names.words import spell_out, strip_words

if TYPE_CHECKING:
    from geo._gazetteer import Gazetteer
    from geo._reports.mentions.mention import How

__all__ = ["Lookups"]

LONG_NAME: Final = 9
"""No word of so many letters ends like an alias of something by chance."""

_WATER_NAMES: Final = tuple(
    (re.compile(rf"^(\w+?){ending} {noun}$"), made)
    for ending, noun, made in (
        ("(?:ogo|omu|om|ym|im)", "mor(?:ya|yu|em|e)", r"\1oe more"),
        ("(?:ogo|omu|om|ym|im)", "ozer(?:a|u|om|e)", r"\1oe ozero"),
        ("(?:oy|oyu|uyu)", "rek(?:i|e|u|oy)", r"\1aya reka"),
        ("(?:ogo|omu|om|ym|im)", "zaliv(?:a|u|om|e)", r"\1iy zaliv"),
    )
)

_WATER: Final = re.compile(r"oe more$")


def _water_names(key: str) -> list[str]:
    """Give Russian names of waters in the nominative: "Черного моря".

    Examples
    --------
    >>> _water_names("chernogo morya"), _water_names("kaspiyskom more")
    (['chernoe more'], ['kaspiyskoe more'])
    """
    return [form.sub(made, key) for form, made in _WATER_NAMES if form.match(key)]


class Lookups:
    """What the gazetteer says of words; the same words come again and again in a text."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.gazetteer = self._gazetteer = gazetteer
        self.look_up = lru_cache(maxsize=4_096)(self._look_up)

    def _look_up(
        self, said: str, kind: str, *, led: bool = False, whole: str = ""
    ) -> tuple[str, float, How, str]:
        """Find what is called so: its name, weight, and what its own words say that it is."""
        key = search_key(said)
        plain = [key] if not said.isascii() and _WATER.search(key) else []
        for one in (*plain, *_water_names(search_key(whole))):
            if self._gazetteer.find_exact(one):
                return (one, *self._weigh(one, kind), kind)
        bare = strip_words(key)
        for one in dict.fromkeys((key, spell_out(key), bare.key, spell_out(bare.key))):
            # Two letters are a code of something everywhere, and a word in half of the languages.
            if len(one) < 3 and not said.isupper():  # noqa: PLR2004
                continue
            exact = self._gazetteer.find_exact(one)
            if exact:
                known = (said, *self._weigh(said, kind or bare.kind), bare.kind if one == bare.key else "")
                return (
                    known
                    if said.isascii()
                    else self._heavier(known, bare.key, kind or bare.kind, said, led=led)
                )
        if said.isascii() or len(key) < 4:  # noqa: PLR2004
            return "", 0.0, "name", ""
        return self._look_up_inflected(said, bare.key, kind or bare.kind, led=led)

    def _heavier(
        self, known: tuple[str, float, How, str], key: str, kind: str, said: str, *, led: bool
    ) -> tuple[str, float, How, str]:
        """Take what a word is in another case where that is much likelier: "в Астане" is no Āstāneh."""
        if len(key) < 4 or " " in said:  # noqa: PLR2004
            return known
        other = self._look_up_inflected(said, key, kind, led=led)
        return other if other[1] > known[1] + 1.0 else known

    def _look_up_inflected(self, said: str, key: str, kind: str, *, led: bool) -> tuple[str, float, How, str]:
        best: tuple[str, float, How, str] = ("", 0.0, "name", "")
        sure = ("name", "translation", "adjective", "demonym", "former") if not led else None
        for one in dict.fromkeys((*undo_case(key), *(undo_adjective(key) if kind else ()))):
            exact = self._gazetteer.find_exact(one)
            # What ends so by chance is an alias of something, of all the aliases that there are.
            long = len(one) >= LONG_NAME
            if exact and (sure is None or long or any(found.how in sure for found in exact)):
                weight, how = self._weigh(one, kind)
                if weight - 0.3 > best[1]:
                    best = (one, weight - 0.3, how, kind)
        if kind and not best[0] and self._gazetteer.find(said):
            return (said, *self._weigh(said, kind), kind)
        return best

    def _weigh(self, name: str, kind: str) -> tuple[float, How]:
        options = weigh(self._gazetteer.find(name), self._gazetteer, kind)
        if not options:
            return 0.0, "name"
        top = options[0]
        is_people = top.match.how in ("demonym", "adjective")
        return top.weight, "demonym" if is_people and kind not in ("region", "district") else "name"
