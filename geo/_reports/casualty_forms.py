"""The forms in which a sentence says how many were killed and injured, in English and Russian.

A form is what it tells of (killed, injured, or both) and a regular expression with the number as
*number*, further numbers that add to it as *second* and *third*, *one* where a single person is meant, or
*none* where it says that there were none. The first form that is found counts, so that sums stand before
their parts.
"""

from __future__ import annotations

import re
from typing import Final

from geo._reports.numerals import NUMBER

__all__ = ["AT_LEAST", "AT_LEAST_BEFORE", "BACKGROUND", "FORMS", "SPEAKS_OF", "VAGUE"]

_LEAST: Final = (
    r"(?:at least|no fewer than|not less than|more than|over|не менее(?: чем)?|как минимум|более(?: "
    r"чем)?|свыше|по меньшей мере|"
    r"не меньше|минимум)"
)
AT_LEAST: Final = re.compile(rf"(?i)\b{_LEAST}\b")
AT_LEAST_BEFORE: Final = re.compile(rf"(?i)\b{_LEAST}\s+$")
VAGUE: Final = re.compile(
    r"(?i)(?:\b(?:up to|about|around|some|nearly|almost|roughly|approximately|an estimated|estimated|"
    r"as many as|close to|circa|other than|fewer than|less than|"
    r"below|under|not|could|might|would|may|can|will|should|threat\w* to|plan\w* to|want\w* to|feared|"
    r"до|около|примерно|порядка|почти|приблизительно|"
    r"менее|бы|может|могут|могли)(?:\s+have)?|(?:\d|\b(?:two|three|four|five|six|seven|ten|twenty|"
    r"дв\w+|тр\w+|пят\w+))\s*(?:-|–|—|or|to|и|или|до)|between \w+ and)\s*$"
)
"""What stands before a number that is none, or before what has not happened."""
BACKGROUND: Final = re.compile(
    r"(?i)\b(?:since\s|in (?:(?:early |late |mid-)?[A-Z]\w+ )?(?:19|20)\d\d\b|last year|so far this "
    r"year|this year alone|previous\w*|similar|anniversary|every year|each year|"
    r"annual\w*|on average|per year|in the past|over the (?:past|last)|decades?|earlier (?:attacks?|"
    r"strikes?|incidents?|explosions?|this year|accidents?|clashes)|historic|"
    r"in recent (?:years|months)|commemorat\w*|с начала (?:года|войны)|с (?:19|20)\d\d г|в (?:\w+ "
    r")?(?:19|20)\d\d г|в прошлом году|ежегодн\w*|каждый год|годовщин\w*|"
    r"аналогичн\w*|напомним|за (?:последни\w+|прошлый) (?:год|лет|месяц)\w*|похож\w*)"
)
"""A sentence with these words is of other times."""

SPEAKS_OF: Final = re.compile(
    r"(?i)kill|dead|death|\bdie|murder|massacr|slain|shot|slaughter|gunned|perish|li(?:ves|fe)\b|"
    r"drown|froze|injur|wound|hurt|harmed|"
    r"hospital|burn|treated|casualt|victim|fatalit|bodies|suffered|sustained|stabbed|crushed|maimed|погиб|"
    r"убит|сконча|умер|жертв|ранен|пострада|"
    r"травм|госпитал|жизн|увеч|получил"
)
"""A sentence without any of these says nothing of it."""

_N: Final = (
    rf"(?<![\w$€£#.,:/-])(?P<number>{NUMBER}|an?(?=\s))(?!\s*(?:million|billion|thousand|hundred|тысяч|"
    r"миллион|тыс|млн|%|per ?cent))"
)
_SECOND: Final = _N.replace("<number>", "<second>")
_THIRD: Final = _N.replace("<number>", "<third>")
_PERSON: Final = (
    r"(?:people|persons?|[\w-]*(?:wo)?m[ae]n|children|child|kids?|boys?|girls?|teenagers?|civilians?|"
    r"soldiers?|troops|personnel|police|officers?|guards?|residents?|"
    r"villagers?|locals|workers?|employees|miners?|passengers?|pilots?|crew(?: members?)?|family "
    r"members?|members?|fighters?|militants?|rebels?|terrorists?|"
    r"insurgents?|attackers?|assailants?|suspects?|protest[eo]rs?|demonstrators?|students?|pupils?|"
    r"teachers?|farmers?|herders?|herdsm[ae]n|shepherds?|drivers?|"
    r"tourists?|migrants?|refugees?|rangers?|rescuers?|firefighters?|journalists?|reporters?|doctors?|"
    r"nurses?|medics?|patients?|worshippers?|nationals?|"
    r"citizens?|inmates?|prisoners?|hunters?|hikers?|climbers?|skiers?|sailors?|traders?|truckers?|"
    r"motorists?|cyclists?|pedestrians?|bystanders?|victims?|engineers?|aid workers?|"
    r"peacekeepers?|volunteers?|infants?|babies|baby|brothers?|sisters?|sons?|daughters?|couple|"
    r"others?|more|lives|commanders?|generals?|colonels?|conscripts?|recruits?|marines?|"
    r"gunm[ae]n|robbers?|smugglers?|poachers?|athletes?|fans?|guests?|customers?|shoppers?|monks?|"
    r"priests?|nomads?|pensioners?|foreigners?|[A-Z][a-z]+(?:ians?|ese|is|ans|ians))"
)
_ADJECTIVE: Final = (
    r"(?:(?!(?:and|or|in|of|at|on|by|to|for|from|with|near|who|that|which|was|were|is|are|has|have|"
    r"had|left|leaving|kill\w*|"
    r"injur\w*|wound\w*|hit|struck|a|an|the|drones?|km|cows?|dogs?|sheep|one|two|three|four|five|six|"
    r"seven|eight|nine|ten|"
    r"eleven|twelve|twenty|thirty|forty|fifty)\b)[A-Za-z][\w'’-]*|\d{1,3}-year-old)"
)
_OF_THEM: Final = (
    r"(?:,\s+(?:including|among them|all|most of them|mostly|both|[\w-]+ of (?:them|whom))\s+[^,.;"
    r"]{1,80},|\s+\([^()]{1,60}\)|"
    r",\s+all\s+[^,.;]{1,40},|\s+(?:on board|aboard|inside|at the scene|in the (?:car|house|village|"
    r"bus)))?"
)
_PEOPLE: Final = (
    rf"(?:\s+(?:{_ADJECTIVE}\s+){{0,4}}?{_PERSON}(?:\s+of the (?:same )?(?:family|crew))?{_OF_THEM})"
)
_BE: Final = (
    r"(?:\s+(?:were|was|are|is|have been|has been|had been|being|be))?(?:\s+(?:also|reportedly|"
    r"confirmed|fatally|instantly|slightly|seriously|badly|lightly|severely|critically|shot and|each|"
    r"later|found))?"
)
_KILLED: Final = (
    r"(?:killed|dead|shot dead|murdered|massacred|slain|stabbed to death|crushed to death|burned to "
    r"death|burnt to death|gunned down)"
)
_DIED: Final = (
    r"(?:\s+(?:have|has|had|also|later|reportedly))?\s+(?:died|die|perished|lost their li(?:ves|fe)|"
    r"lost (?:his|her) life|drowned|froze to death)"
)
_INJURED: Final = (
    r"(?:injured|wounded|hurt|hospitali[sz]ed|burned|maimed|taken to (?:a |the )?hospital|treated(?: "
    r"in hospital)? for (?:\w+ ){0,2}(?:injuries|burns|wounds)|rushed to "
    r"(?:a |the )?hospital)"
)
_SUFFERED: Final = r"\s+(?:suffered|sustained|received)\s+(?:[\w-]+\s+){0,3}(?:injur(?:y|ies)|wounds?|burns)"
_ONE: Final = (
    rf"(?P<one>\b(?:the|his|her|their|its)\s+(?:{_ADJECTIVE}\s+){{0,2}}?(?:pilot|driver|man|woman|boy|"
    r"girl|child|"
    r"victim|gunman|attacker|shepherd|farmer|soldier|officer|captain|hunter|fisherman|passenger))"
    r"(?:,\s+[^,.;]{1,60},)?"
)
_MOST: Final = rf"(?:{_LEAST}\s+)?"
_NO_MORE: Final = (
    r"(?=\s*(?:$|[,.;:!?)–—]|and\b|in\b|at\b|on\b|near\b|when\b|after\b|before\b|as\b|outside\b|"
    r"overnight\b|during\b|while\b|yesterday\b|early\b|late\b|from\b|with\b|by\b|including\b))"
)
_NOT_HURT: Final = rf"(?!{_BE}\s+{_INJURED})(?!\s+(?:were|was)\s)"
_KILLING: Final = (
    r"\b(?:killed|killing|kills|murdered|murdering|shot dead|shooting dead|massacred|slaughtered|"
    r"gunned down|shot and killed|stabbed to death)"
)
_INJURING: Final = r"\b(?:injured|injuring|injures|wounded|wounding|wounds|hurt|hurting)"

_R_PERSON: Final = (
    r"(?:человека?|людей|мужчин\w*|женщин\w*|реб[её]н\w+|дет(?:и|ей)|военн\w+|солдат\w*|полицейск\w+|"
    r"жител\w+|пассажир\w*|рабоч\w+|шахт[её]р\w*|горняк\w*|"
    r"пограничник\w*|боевик\w*|водител\w+|пилот\w*|л[её]тчик\w*|член\w* экипажа|подрост\w+|"
    r"сотрудник\w*|граждан\w*|студент\w*|школьник\w*|"
    r"чабан\w*|фермер\w*|рыбак\w*|военнослужащ\w+|спасател\w+|девоч\w+|мальчик\w*|девуш\w+|"
    r"пенсионер\w*|туристо?в?|постояльц\w+|работник\w*|врач\w*|пациент\w*|журналист\w*)"
)
_R_PEOPLE: Final = rf"(?:\s+(?:[\w-]+\s+){{0,2}}?{_R_PERSON})"
_R_MORE: Final = rf"(?:\s+(?:{_LEAST}|ещ[её]|также|сразу|были|был|было))*"
_R_KILLED: Final = r"(?:погиб(?:ли|ло|ла|нет)?|убит[ыоа]?|скончал(?:ись|ся|ось|ась)|умер(?:ли|ло|ла)?)(?!\w)"
_R_INJURED: Final = (
    r"(?:ранен[ыоа]?|пострадал[иоа]?|травмирован[ыоа]?|госпитализирован[ыоа]?|"
    r"получил[иоа]?\s+(?:[\w-]+\s+){0,2}(?:ранени|травм|ожог|увеч)\w*)(?!\w)"
)

_Forms = tuple[tuple[tuple[str, ...], str], ...]
_BOTH: Final = ("killed", "injured")
_WRITTEN: Final[_Forms] = (
    (
        ("injured",),
        (
            r"(?P<none>\b(?:neither|without(?: causing)?(?: any)?|no)\s+injur(?:y|ies)\b|\b(?:hurt|injured|"
            r"harmed|"
            r"wounded)\s+(?:nobody|no one|no-one)\b|\bneither\s+(?:damage|harm)\s+nor\s+injur(?:y|ies)\b)"
        ),
    ),
    (
        _BOTH,
        (
            r"(?P<none>\b(?:casualties|victims|пострадавшие|жертвы)[\s*_]*:[\s*_]*(?:none|no|nil|zero|0|"
            r"нет)\b)"
        ),
    ),
    (_BOTH, r"(?P<none>\b(?:no|without(?: any)?|zero)\s+(?:human\s+)?(?:casualties|victims)\b)"),
    (
        _BOTH,
        (
            r"(?P<none>\b(?:no one|nobody|none)(?:\s+[\w-]+){0,3}?\s+(?:was|were|has been|had "
            r"been)\s+(?:killed|dead|hurt|injured|wounded)\s+(?:or|and|nor)\s+(?:killed|hurt|injured|"
            r"wounded)\b)"
        ),
    ),
    (
        _BOTH,
        (
            r"(?P<none>\b(?:no|without)\s+(?:deaths|fatalities|injuries|dead|killed)\s+(?:or|and|"
            r"nor)\s+(?:deaths|fatalities|injuries|wounded|injured)\b)"
        ),
    ),
    (
        _BOTH,
        (
            r"(?P<none>\b(?:жертв|погибших)\s+(?:и|или)\s+(?:пострадавших|раненых)\s+(?:нет|не было)(?!\w)|"
            r"\bбез\s+(?:жертв|погибших)\s+и\s+(?:пострадавших|раненых)|\bникто не погиб и не пострадал)"
        ),
    ),
    (
        ("killed",),
        (
            r"(?P<none>\b(?:no|without)\s+(?:deaths|fatalities|loss of life)\b|\b(?:no one|nobody|"
            r"none)(?:\s+[\w-]+){0,3}?\s+(?:was|were|has been|had been)\s+killed\b|\b(?:no one|"
            r"nobody)\s+(?:has\s+)?died\b|\bno lives were lost\b)"
        ),
    ),
    (
        ("injured",),
        (
            r"(?P<none>\b(?:no|without(?: any)?)\s+injur(?:y|ies)\b|\b(?:no one|nobody|"
            r"none)(?:\s+[\w-]+){0,4}?\s+(?:was|were|has been|had been|is)\s+(?:\w+ly\s+)?(?:hurt|injured|"
            r"wounded|harmed)\b|\b(?:no one|nobody)\s+hurt\b)"
        ),
    ),
    (
        ("killed",),
        (
            r"(?P<none>\b(?:жертв|погибших)(?:\s+и\s+разрушений)?\s+(?:нет|не было)(?!\w)|\bбез\s+(?:жертв|"
            r"погибших)(?!\w)|\bникто не погиб(?!\w)|\bнет\s+(?:погибших|жертв)(?!\w))"
        ),
    ),
    (
        ("injured",),
        (
            r"(?P<none>\b(?:пострадавших|раненых)(?:\s+и\s+разрушений)?\s+(?:нет|не было)(?!\w)|"
            r"\bбез\s+(?:пострадавших|раненых)(?!\w)|\bникто(?:\s+из\s+\w+)?\s+не\s+(?:пострадал|ранен)(?!\w)|"
            r"\bнет\s+(?:пострадавших|раненых)(?!\w))"
        ),
    ),
    # Sums: two men and a woman were killed; killing two soldiers and a civilian.
    (
        ("killed",),
        rf"{_N}{_PEOPLE},\s+{_SECOND}{_PEOPLE},?\s+and\s+{_THIRD}{_PEOPLE}(?:{_BE}\s+{_KILLED}\b|{_DIED}\b)",
    ),
    (("killed",), rf"{_N}{_PEOPLE}\s+and\s+{_SECOND}{_PEOPLE}(?:{_BE}\s+{_KILLED}\b|{_DIED}\b)"),
    (("killed",), rf"{_KILLING}\s+{_MOST}{_N}{_PEOPLE}\s+and\s+{_SECOND}{_PEOPLE}{_NOT_HURT}"),
    (("injured",), rf"{_N}{_PEOPLE}\s+and\s+{_SECOND}{_PEOPLE}(?:{_BE}\s+{_INJURED}\b|{_SUFFERED})"),
    (
        ("injured",),
        rf"{_INJURING}\s+{_MOST}{_N}{_PEOPLE}\s+and\s+{_SECOND}{_PEOPLE}(?!\s+(?:were|was|dead|killed))",
    ),
    # Three people were killed; 12 wounded.
    (("killed",), rf"{_N}{_PEOPLE}?(?:{_BE}\s+{_KILLED}\b(?!\s+or\b)|{_DIED}\b)"),
    (("injured",), rf"{_N}{_PEOPLE}?(?:{_BE}\s+{_INJURED}\b|{_SUFFERED})"),
    (("killed",), rf"{_KILLING}\s+{_MOST}{_N}(?:{_PEOPLE}|{_NO_MORE})"),
    (("injured",), rf"{_INJURING}\s+{_MOST}{_N}(?:{_PEOPLE}|{_NO_MORE})"),
    (("killed",), rf"\bclaim(?:ed|ing|s)\s+(?:the lives of\s+)?{_MOST}{_N}(?:\s+lives\b|{_PEOPLE})"),
    (("killed",), rf"\b(?:left|leaving|leaves)\s+{_MOST}{_N}{_PEOPLE}?\s+dead\b"),
    (("injured",), rf"\b(?:left|leaving|leaves)\s+{_MOST}{_N}{_PEOPLE}?\s+{_INJURED}\b"),
    (
        ("killed",),
        rf"\bdeath toll\s+(?:[\w-]+\s+){{0,5}}?(?:to|at|of|is|was|reached|stands at|stood at)\s+{_MOST}{_N}",
    ),
    (("killed",), rf"{_N}\s+(?:confirmed\s+)?(?:deaths|fatalities|fatality|bodies were recovered)\b"),
    (("injured",), rf"{_N}\s+(?:\w+\s+)?injuries\b"),
    (("killed",), rf"\bbodies of {_N}{_PEOPLE}"),
    (("killed",), rf"{_ONE}(?:\s+(?:was|has been|had been)\s+(?:\w+ly\s+)?{_KILLED}\b|{_DIED}\b)"),
    (("injured",), rf"{_ONE}(?:\s+(?:was|has been|had been)\s+(?:\w+ly\s+)?{_INJURED}\b|{_SUFFERED})"),
    # Russian: погибли трое, 12 человек ранены.
    (("killed",), rf"\b{_R_KILLED}{_R_MORE}\s+{_N}{_R_PEOPLE}\s+и\s+{_SECOND}{_R_PEOPLE}"),
    (("killed",), rf"\b{_R_KILLED}{_R_MORE}\s+{_N}{_R_PEOPLE}?"),
    (("killed",), rf"{_N}{_R_PEOPLE}?(?:\s+(?:были|был|была))?\s+{_R_KILLED}"),
    (("killed",), rf"\b(?:число|количество)\s+(?:погибших|жертв)(?:\s+[\w-]+){{0,4}}?\s+{_N}"),
    (("killed",), rf"\bун[её]с\w*\s+жизни?\s+{_MOST}{_N}"),
    (("killed",), rf"\b(?:погибших|погибшие|жертв)\s*[—–:-]\s*{_N}"),
    (
        ("killed",),
        (
            r"(?P<one>\b(?:погиб|погибла|скончался|скончалась|убит|убита)\s+(?:[\w-]+\s+){0,2}?(?:водитель|"
            r"пилот|л[её]тчик|мужчина|женщина|реб[её]нок|солдат|чабан|житель|пограничник|полицейский|пассажир|"
            r"подросток))(?!\w)"
        ),
    ),
    (("injured",), rf"\b{_R_INJURED}{_R_MORE}\s+{_N}{_R_PEOPLE}?"),
    (("injured",), rf"{_N}{_R_PEOPLE}?(?:\s+(?:были|был|была))?\s+{_R_INJURED}"),
    (("injured",), rf"\b(?:число|количество)\s+(?:пострадавших|раненых)(?:\s+[\w-]+){{0,4}}?\s+{_N}"),
    (("injured",), rf"\b(?:пострадавших|раненых)\s*[—–:-]\s*{_N}"),
    (
        ("injured",),
        (
            r"(?P<one>\b(?:пострадал|пострадала|ранен|ранена)\s+(?:[\w-]+\s+){0,2}?(?:водитель|пилот|"
            r"мужчина|женщина|реб[её]нок|солдат|чабан|житель|пограничник|полицейский|пассажир|"
            r"подросток))(?!\w)"
        ),
    ),
)
FORMS: Final = tuple((fates, re.compile(rf"(?i){form}")) for fates, form in _WRITTEN)
"""What each form tells of, and what it looks like."""
