"""Words that are written with a full stop, and words that begin a sentence."""

from __future__ import annotations

from typing import Final

from geo._reports.spans import words_of

__all__ = ["MAY_END", "NEVER_END", "STARTERS", "UNITS"]

_TITLES: Final = (
    "mr mrs ms mx dr prof col lt ltcol lieut gen maj capt cpt sgt cpl pvt adm cmdr brig gov sen rep "
    "pres rev hon "
    "fr st ste mt ft messrs mme mlle sra sr jr dra supt insp det pte cdr amb vs viz cf approx ca circa "
    "е.г гр г-н г-жа им акад проф ген полк подп майор кап лейт ул просп пр пер пл наб бул ш пос дер "
    "с д п х ст стр "
    "корп кв р о оз м др т.н т.е т.к т.д.и св преп о-в р-н обл респ"
)
_FIGURES: Final = "no nos art fig figs p pp vol ch sec para рис табл №"
NEVER_END: Final = dict.fromkeys(_TITLES.split(), "name") | dict.fromkeys(_FIGURES.split(), "figure")
"""Small letters without the last stop: before a name, or before a figure; the sentence goes on."""

MAY_END: Final = frozenset(
    words_of(
        "u.s u.s.a u.k u.n e.u u.a.e d.c a.m p.m e.g i.e etc inc ltd co corp llc plc bros dept est al "
        "г гг вв т тыс млн млрд трлн руб коп тг долл чел н.э т.д т.п пр обл р-н"
    )
)
"""Those that end a sentence only where a word follows that begins one."""

UNITS: Final = frozenset(
    words_of("km cm mm kg lb lbs ft in mi hr hrs min sec км см мм кг га кв г гг мин сек м т ч л")
)
"""Those that, after a figure, end a sentence where no small letter follows."""

STARTERS: Final = frozenset(
    words_of(
        "the a an this that these those it its he she they we you i his her their our my there here in on at "
        "after before during since when while where as if although though however meanwhile but and so then "
        "also according officials authorities police residents witnesses local rescuers firefighters "
        "several some many "
        "most no not nobody one two three four five all both each another other what why how who "
        "later earlier today yesterday from for by to with without under over between among "
        "в во на по из за с со к ко у о об от до при после перед во-первых это этот эта эти тот та те он "
        "она они оно мы "
        "вы я их его ее её там тут здесь как когда где если хотя однако но и а также кроме ранее позже "
        "сейчас "
        "по-видимому никто все всего власти полиция жители очевидцы местные спасатели сегодня вчера ещё еще "
        "il elle le la les un une des el los las una en de du dans"
    )
)
"""Small letters: what a sentence often begins with, and a name seldom."""
