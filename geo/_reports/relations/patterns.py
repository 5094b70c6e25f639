"""What reports say of where things are, as patterns over sentences whose names are single letters.

English and Russian side by side: a piece has the words of both. Groups that are used by name: ``neg`` for what
turns a phrase round, ``rel`` for near, on, off; ``d`` for a direction; ``o``, ``o2`` for names, ``pair`` for
an adjective of two countries.
"""

from __future__ import annotations

import re
from typing import Final

from geo._locating import ADJECTIVE, COMPARED, NOUN
from geo._locating import ADJECTIVE_WORDS as SIDE
from geo._locating import NOUN_WORDS as SIDE_NOUN
from geo._reports.relations.masking import NAME, PAIR, PEOPLE

__all__ = [
    "AWAY_BEHIND",
    "AWAY_TAIL",
    "BETWEEN",
    "BORDER",
    "BORDER_BEHIND",
    "BORDER_UNIT",
    "CAPITAL",
    "CAPITAL_CORE",
    "CAPITAL_OF",
    "COAST",
    "COASTAL",
    "COAST_CORE",
    "DENIED",
    "LENGTH_LEAD",
    "NEAR",
    "OF_IT",
    "OF_NAME",
    "PART",
    "POPULATED",
    "REMOTE",
    "SUPERLATIVE",
    "TOUCHES",
]

_NEGATIVE: Final = (
    r"(?P<neg>(?:(?:not|n't|nowhere|neither|nor|never)(?: (?:at all|even|anywhere))?|anywhere) (?=near|"
    r"close|on|at|in|along|by)"
    r"|(?:far|a long way|well away|away|far away|distant|hundreds of kilomet\w+) from"
    r"|не (?=у |на |в |около|близ|вблизи|рядом)|(?:вдали|далеко) от)\s*"
)
_NEAR: Final = (
    r"(?P<rel>(?:(?:very |quite |right |dangerously )?(?:near|close) (?:to )?|not far from |"
    r"in the vicinity of |around |next to |"
    r"by |beside |adjacent to |towards? |within sight of |a short distance from |just (?:inside|across|over|"
    r"off|outside) |"
    r"on |at |along |across |over |in |astride |straddling |up to |from |outside |"
    r"недалеко от |неподалеку от |вблизи (?:от )?|близ |возле |около |рядом с(?:о)? |у |под |на |вдоль |"
    r"в районе |"
    r"в непосредственной близости от |по ))\s*"
)
_THE: Final = (
    r"(?:(?:the|its|their|a|an|his|state|land|common|international|shared|disputed|государственн\w+) )*"
)
_OWN: Final = r"(?:'s?)?"
_BORDER: Final = (
    r"(?:(?:state |land |international |maritime |sea )*(?:borders?|frontiers?|boundary)(?:lands?|line)?"
    r"(?: (?:area|areas|region|regions|zone|zones|strip|line|crossing|post|checkpoint))?"
    r"|(?:государственн\w+ |сухопутн\w+ )?границ\w*|приграничь\w+)"
)
_D: Final = rf"(?P<d>{SIDE}|{SIDE_NOUN})"
_A: Final = rf"(?P<o>{NAME}|{PEOPLE})"
_B: Final = rf"(?P<o2>{NAME}|{PEOPLE})"
_START: Final = r"(?<!\w)"


def _compile(pattern: str) -> re.Pattern[str]:
    # Folded text has no marks on its letters.
    return re.compile(pattern.replace("й", "и").replace("ё", "е"))


def _all(*patterns: str) -> tuple[re.Pattern[str], ...]:
    return tuple(_compile(pattern) for pattern in patterns)


DENIED: Final = _compile(
    r"(?:(?:did|does|do)(?: not|n't)(?: actually| really)? (?:fall|come|crash|land|go|happen|occur|"
    r"take place|lie|explode|strike|hit|reach|break out|"
    r"start|begin|originate|touch|sit|stand)|(?:was|were|is|are|has been|have been|had been)(?: not|"
    r"n't)(?: (?:found|discovered|located|situated|recovered|seen|"
    r"shot|launched|anywhere|even|in fact|\w+ed))*|never (?:\w+)|(?<!\w)no (?!one\b|longer\b|"
    r"doubt\b)(?:[\w-]+ ){1,4}?(?:fell|fall|came|was|were|took|happened|occurred|crashed|"
    r"landed|exploded|hit|struck|been|broke)|(?<!\w)(?:there (?:was|were|is|has been|have been|had been)|"
    r"reported|registered) no (?:[\w-]+ ?){1,3}|"
    r"(?<!\w)не (?:упал|пада|произош|случил|происход|наход|лежит|леж|расположен|был|взорвал|приземл|найден|"
    r"обнаружен|рухнул|разбил)\w*|(?<!\w)не)"
    r"(?: (?!but|and|which|that|who|where|when|because|но|а|и|что|котор\w+|где)(?:[\w'-]+|"
    r"[\ue000-\uf7ff])){0,4} ?$"
)
"""What stands before a phrase and turns it round: "did not come down …"."""

BORDER_CORES: Final = (
    rf"{_BORDER}(?: (?:incident|clash|clashes|skirmish|standoff|dispute|shelling|\w+ incident))? (?:between|"
    rf"между) {_THE}{_A} (?:and|и) {_THE}{_B}",
    rf"{_A}{_OWN}(?: and |/| ?[-\u2012-\u2014] ?){_THE}{_B}{_OWN} {_BORDER}",
    rf"{_A}{_OWN} (?:{_D} )?{_BORDER} (?:with|с|со) {_THE}{_B}",
    rf"(?P<o>{NAME})'s? (?P<o2>{PEOPLE}) {_BORDER}",
    rf"(?P<pair>{PAIR}) {_BORDER}",
    rf"(?:{_D} )?{_BORDER} (?P<with>with|to|с|со) {_THE}{_A}(?: (?:and|и) {_THE}{_B})?",
    rf"(?:{_D} )?{_BORDER} of {_THE}{_A}(?: and {_THE}{_B})?",
    rf"{_A}{_OWN} (?:{_D} )?{_BORDER}",
    rf"(?:{_D} )?границ\w* {_A}(?: (?:и|с|со) {_B})?",
    rf"{_D} {_BORDER}",
    rf"{_BORDER}",
)
"""What names a border, the fullest first."""

_NO_LINE: Final = (
    r"(?!\w)(?! (?:patrols?|guards?|police|forces?|troops|services?|agency|officers?|officials?|control|"
    r"controls|security|"
    r"agents?|town|towns|city|village|villages|district|districts|province|talks|dispute)(?!\w))"
)
"""What a border is no line with: "found by a border patrol"."""

BORDER: Final = _all(
    *(rf"{_START}(?:{_NEGATIVE})?(?:{_NEAR})?{_THE}{core}{_NO_LINE}" for core in BORDER_CORES)
)

BORDER_UNIT: Final = _compile(
    rf"{_START}(?:(?P<o>{NAME}|{PEOPLE}){_OWN} )?(?:{_D} )?(?:border|frontier|приграничн\w+|шекаралас\w*) "
    rf"(?P<unit>district|region|province|village|town|city|county|community|settlement|governorate|state|raion|"
    rf"hamlet|municipality|villages|towns|districts|communities|район\w*|област\w*|сел\w+|город\w*|посел\w+|"
    rf"деревн\w+|аул\w*|ауд\w+)(?!\w)(?: (?:with|с) {_THE}(?P<o2>{NAME}))?"
)

TOUCHES: Final = _compile(
    rf"{_START}(?P<neg>(?:does not|doesn't|do not|не) )?(?P<verb>borders?|bordering|abuts|adjoins|adjoining|"
    rf"shares? (?:a|its|their) (?:\w+ )?(?:border|frontier)s? with|has a (?:\w+ )?border with|neighbou?ring|"
    rf"граничащ\w+ с|граничит с|lies along (?=.{{0,4}}{PAIR} (?:border|frontier)))"
    rf"(?: on| onto)? {_THE}(?P<o>{NAME})(?P<more>(?:,? (?:and|и) {_THE}{NAME})*)"
)

COAST: Final = _all(
    rf"{_START}(?:{_NEGATIVE})?(?:(?P<rel>off|on|along|near|close to|not far from|from|at|у|на|близ|вблизи|"
    r"вдоль) )?"
    rf"{_THE}(?:{_D} )?(?:{_A}{_OWN} )?(?:(?P<d2>{SIDE}) )?(?:sea )?"
    rf"(?:coasts?|coastline|shores?|seashore|seaside|побережь\w+|берег\w*)(?: (?:of )?{_THE}(?P<o2>{NAME}))?",
    rf"{_START}(?:{_NEGATIVE})?(?P<rel>off|offshore of|in the waters off|in waters off) {_THE}(?P<o>{NAME})",
)
COASTAL: Final = _compile(
    rf"{_START}(?:(?P<o>{NAME}|{PEOPLE}){_OWN} )?(?P<rel>coastal|seaside|прибрежн\w+) "
    rf"(?P<unit>town|city|village|district|region|province|settlement|resort|county|город\w*|сел\w+|район\w*|посел\w+)"
)

CAPITAL: Final = _all(
    rf"{_START}(?:{_NEGATIVE})?(?:{_NEAR})?{_THE}(?:(?:outskirts|suburbs|edge|north|south|east|"
    rf"west) of )?{_THE}"
    rf"(?:{_A}{_OWN} )?(?:nation's |country's )?(?:capital|столиц\w+)(?: city)?(?!\w)(?: (?:of "
    rf"{_THE})?(?P<owner>{NAME}))?"
    rf"(?:(?:,? |, called |, now |, formerly )(?P<o2>{NAME}))?",
)

CAPITAL_OF: Final = _all(
    rf"(?P<subject>{NAME}), (?:the )?(?P<owner>{NAME}|{PEOPLE}){_OWN} capital(?: city)?(?!\w)",
    rf"(?P<subject>{NAME}), the capital (?:city )?of {_THE}(?P<owner>{NAME})",
)
"""Who says that a town is the capital of a country."""

BETWEEN: Final = _compile(
    rf"{_START}(?:(?P<halfway>halfway |midway |на полпути )?between|между) {_THE}(?:(?:the )?(?:cities|"
    r"towns|villages|"
    rf"города\w*|сел\w+) (?:of )?)?{_A} (?:and|и) {_THE}{_B}"
)
NOT_BETWEEN: Final = _compile(
    r"(?:borders?|frontiers?|boundary|incidents?|standoff|skirmish\w*|talks|war|wars|clash|clashes|fighting|ties|relations|agreement|deal|treaty|"
    r"tension|tensions|truce|ceasefire|conflict|dispute|trade|match|game|meeting|negotiations|границ\w*|переговор\w*|"
    r"войн\w*|отношени\w*|матч\w*|договор\w*|flights?|exchange|border area|peace)\W*$"
)

NEAR: Final = _compile(
    rf"{_START}(?:{_NEGATIVE})?(?P<rel>(?:very |quite )?near(?: to)?|close to|(?:just )?outside(?: of)?|"
    r"not far from|"
    rf"in the vicinity of|on the outskirts of|at the edge of|on the edge of|next to|around|"
    r"недалеко от|неподалеку от|вблизи(?: от)?|близ|возле|около|рядом с(?:о)?|под|у|в окрестностях|"
    r"в пригороде) "
    rf"{_THE}(?:(?:[\w-]+ ){{0,3}}?(?:city|town|village|port|settlement|hamlet|города|села|поселка|деревни|"
    r"городом|селом) (?:of )?)?"
    rf"(?:remote |small |tiny |northern |southern |eastern |western |central |coastal |border |port |"
    rf"mountainous |desert |nearby )*(?P<o>{NAME})(?!{_OWN} (?:{SIDE} )?(?:border|frontier|capital|coast))"
)

PART: Final = _all(
    rf"{_START}(?:(?:the|in|в|во|на) )*(?:far |extreme |deep |remote )?(?P<d>{SIDE}) (?:part of |"
    rf"parts of )?(?P<o>{NAME})(?!{_OWN} (?:border|frontier|coast))",
    rf"{_START}(?:in |to |on )?the (?:far |extreme |deep )?(?P<d>{SIDE_NOUN}) of {_THE}(?P<o>{NAME})",
    rf"{_START}(?:in |в |во )?(?:the )?(?P<centre>central|centre|center|heart|middle|центральн\w+|"
    rf"центре)(?: of| part of)? {_THE}(?P<o>{NAME})(?!{_OWN} (?:border|frontier))",
    rf"{_START}(?:на |в )(?:крайнем )?(?P<d>{SIDE_NOUN}) (?P<o>{NAME})",
    rf"{_START}(?:in |to )?the (?:far |extreme )?(?P<d>{SIDE_NOUN}) of the (?P<country>country|region|"
    r"province|district|state)",
    rf"{_START}(?:in )?the (?P<centre>centre|center|heart|middle) of the (?P<country>country|region|"
    r"province|district|state)",
    rf"{_START}на (?P<d>{SIDE_NOUN}) (?P<country>страны|области|района|региона)",
)

_PEOPLED: Final = (
    r"(?:(?:any|all|other|large|larger|major|the nearest|nearest|main|every|крупн\w+|люб\w+) )*"
    r"(?:populated (?:cent(?:re|er)s?|areas?|places?|points?|zones?|settlements?)|population cent(?:re|er)s?|"
    r"inhabited (?:areas?|places?|settlements?)|settlements?|residential (?:areas?|buildings|districts?|"
    r"zones?)|"
    r"built-up areas?|habitation|dwellings|human settlements?|"
    r"населенн\w+ (?:пункт\w*|мест\w*|район\w*)|жил\w+ (?:дом\w*|массив\w*|застройк\w*)|поселени\w+)(?!\w)"
)
REMOTE: Final = _all(
    rf"{_START}(?:far(?: away)?|well away|away|a long way|remote|distant|вдали|вдалеке|далеко) (?:from|"
    rf"от) {_THE}"
    rf"(?:{_PEOPLED}|(?:any )?(?:people|homes|houses|towns?(?: (?:and|or) villages)?|villages)(?!\w))",
    rf"{_START}(?P<neg>not )?(?:a |an |the )?(?:very |most )?(?P<word>remote|isolated|uninhabited|"
    r"unpopulated|deserted|desolate|sparsely[ -]populated|"
    r"thinly populated|sparsely inhabited|empty)"
    rf"(?:(?=(?: [\w-]+){{0,2}} ?{NAME})|,? (?:and [\w-]+ )?(?:[\w-]+ ){{0,2}}(?:areas?|district|region|"
    r"place|spot|desert|steppe|terrain|mountains?|"
    rf"mountainous|island|village|valley|corner|location|part|stretch|field|forest|land|zone|site|province|county|plateau|outpost|hamlet)(?!\w))",
    rf"{_START}(?:is |was |are |were )(?P<word>remote|uninhabited|unpopulated|sparsely populated)(?!\w)",
    rf"{_START}(?:рядом|поблизости|вблизи|вокруг|здесь|там) нет (?:\w+ )?(?:населенн\w+ пункт\w*|жиль\w*|"
    r"сел|домов|поселк\w*)",
    rf"{_START}населенн\w+ пункт\w* (?:рядом|поблизости|вблизи|вокруг|там) нет",
    rf"{_START}the nearest (?:populated (?:cent(?:re|er)s?|areas?|places?)|settlements?|villages?|"
    r"towns?) (?:is|are|lies?) (?:far|a long way|many kilomet\w+|tens of kilomet\w+|hours)(?: away| off)?",
    rf"{_START}no (?:settlements|villages|towns|houses|homes|people|inhabited places|one lives) (?:nearby|"
    r"around|there|within)",
    rf"{_START}(?P<word>безлюдн\w+|необитаем\w+|ненаселенн\w+|малонаселенн\w+|отдаленн\w+|глух(?:ой|ого|ом|"
    r"ая|ую|ие|их) (?:район\w*|местност\w*|мест\w*|степ\w*|сел\w*)|удаленн\w+ (?:от населенн\w+ пункт\w*|"
    r"местност\w*|район\w*|мест\w*|точк\w*|участк\w*))",
)
POPULATED: Final = _all(
    rf"{_START}(?P<neg>not )?(?:near|close to|next to|over|on|in|не?далеко от|рядом с|вблизи|около|"
    rf"возле) {_THE}(?:a |an )?{_PEOPLED}",
    rf"{_START}(?:in |over |near )?(?:a |the )?(?P<word>densely|heavily)[ -](?:populated|"
    r"inhabited)(?: [\w-]+)?",
    rf"{_START}(?P<word>густонаселенн\w+)(?: \w+)?",
)

_MOST: Final = (
    r"(?:largest|biggest|smallest|highest|lowest|deepest|longest|oldest|busiest|poorest|richest|deadliest|worst|bloodiest|"
    r"heaviest|strongest|northernmost|southernmost|easternmost|westernmost|remotest|"
    r"least populated|most [\w-]+|(?:second|third|fourth)[ -](?:largest|biggest|most [\w-]+)|worst-hit)"
)
SUPERLATIVE: Final = _all(
    rf"{_START}(?:(?:one of )?(?:the|its|their|{NAME}{_OWN}|{PEOPLE}|country's|region's|world's|"
    rf"nation's) (?:\w+'s )?){_MOST}"
    r"(?: (?!said|says|told|on|killed|after|when|which|that|who|and|but|in|of|since|for|ever|at|to|"
    r"with)[\w-]+)?"
    rf"(?: (?:in|of|on|since|for|ever) (?:the |a |its )?(?:[\w-]+|{NAME})(?: (?:in|for) (?:a |"
    r"the )?[\w-]+)?)*",
    rf"{_START}(?:the )?first (?:ever|such|time|of its kind)(?: [\w-]+)?",
    rf"{_START}(?:сам(?:ый|ая|ое|ые|ого|ой|ых|ым|ую|ом) [\w-]+|крупнейш\w+|высочайш\w+|древнейш\w+|"
    rf"наибольш\w+|старейш\w+)(?: [\w-]+)?(?: (?:в|за|с) [\w-]+)?(?: {NAME})?",
)

LENGTH_LEAD: Final = _compile(
    r"(?P<within>(?:within(?: a (?:radius of )?)?|less than|under|at most|up to|in a radius of|менее чем в|"
    r"не более чем в|"
    r"в радиусе|менее) )?(?P<over>(?:more than|over|at least|some |более чем в|более|свыше) ?)?"
    r"(?P<about>(?:about|around|approximately|roughly|some|just|nearly|almost|only|barely|примерно|около|"
    r"порядка|приблизительно|всего) )*"
    r"(?:в |на расстоянии )?$"
)
AWAY_TAIL: Final = _compile(
    r" ?(?:\([^()]{1,20}\) ?)?(?:away |distant |inland |out |by road )?(?:(?:to the |due |further |к |"
    rf"на )?(?P<d>{COMPARED}|{NOUN}|{ADJECTIVE}) ?(?:away )?)?"
    r"(?P<of>of|from|off|away from|outside|inside|short of|into|от|до)? ?"
)
OF_NAME: Final = _compile(
    rf"{_THE}(?:(?:[\w-]+ ){{0,2}}?(?:city|town|village|port|settlement|cent(?:re|er)|centre|города|села|"
    r"поселка|деревни|столиц\w+) (?:of )?)?"
    r"(?:(?:northern|southern|eastern|western|central|nearby|coastal|border|port|regional|provincial|"
    rf"district|capital) )*(?:capital )?(?:of )?(?:,? ?)(?P<o>{NAME})(?!{_OWN} (?:border|frontier|capital|"
    r"coast|границ))"
)
OF_IT: Final = _compile(
    r"(?P<it>it|there|its border|that border|this border|нее|него|(?:the )?(?P<place>city|town|village|port|"
    r"города|села|посёлка|порта))(?!\w)"
)
AWAY_BEHIND: Final = _compile(
    rf"(?P<o>{NAME})(?:, [^,.;]{{1,50}},)?(?:,? (?:which |that )?(?:is |lies |lay |sits |are )?(?:located |"
    r"in fact |in reality |actually )?)?(?P<about>(?:about|around|some|roughly|approximately|only|just|"
    r"almost|nearly|more than|over) )?$"
)
BORDER_BEHIND: Final = _all(
    *(
        rf"{_START}(?P<till>(?:до|to) )?{_THE}{core}(?:,? (?:which )?(?:is|lies|runs|was|отсюда|от него|"
        r"от нее|проходит))?"
        r"(?: (?:only|just|about|around|some|roughly|nearly|almost|около|примерно|всего|более|at least|"
        r"more than))*(?: в)? $"
        for core in BORDER_CORES
    )
)
"""A border from which a distance is said behind it: "the border with Mali is 12 km away"."""

COAST_CORE: Final = _compile(
    rf"{_THE}(?:(?P<d>{ADJECTIVE}) )?(?:{_A}{_OWN} )?(?:{SIDE} )?(?:coasts?|coastline|shores?|sea|"
    r"побережь\w+|берег\w*)(?!\w)"
    rf"(?: of {_THE}(?P<o2>{NAME}))?"
)
CAPITAL_CORE: Final = _compile(
    rf"{_THE}(?:{_A}{_OWN} )?(?:nation's |country's )?(?:capital|столиц\w+)(?: city)?(?!\w)(?:,? (?:of "
    rf")?(?P<o2>{NAME}))?"
)
"""What a distance may be measured from besides a name."""
