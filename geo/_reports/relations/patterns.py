"""What reports say of where things are, borders aside: distances, coasts, capitals, places, people."""

from __future__ import annotations

from typing import Final

from geo._locating import ADJECTIVE, COMPARED, NOUN
from geo._reports.relations.masking import NAME, PEOPLE
from geo._reports.relations.pieces import (
    NEAR_WORDS,
    NEGATIVE,
    ONE,
    OTHER,
    OWN,
    SIDE,
    SIDE_GROUP,
    SIDE_NOUN,
    START,
    THE,
    compile_all,
    compile_pattern,
)

__all__ = [
    "AWAY_BEHIND",
    "AWAY_TAIL",
    "BETWEEN",
    "CAPITAL",
    "CAPITAL_CORE",
    "CAPITAL_OF",
    "COAST",
    "COASTAL",
    "COAST_CORE",
    "DENIED",
    "LENGTH_LEAD",
    "NEAR",
    "NOT_BETWEEN",
    "OF_IT",
    "OF_NAME",
    "PART",
    "POPULATED",
    "REMOTE",
    "SUPERLATIVE",
]

DENIED: Final = compile_pattern(
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

COAST: Final = compile_all(
    rf"{START}(?:{NEGATIVE})?(?:(?P<rel>off|on|along|near|close to|not far from|from|at|у|на|близ|вблизи|"
    r"вдоль) )?"
    rf"{THE}(?:{SIDE_GROUP} )?(?:{ONE}{OWN} )?(?:(?P<d2>{SIDE}) )?(?:sea )?"
    rf"(?:coasts?|coastline|shores?|seashore|seaside|побережь\w+|берег\w*)(?: (?:of )?{THE}(?P<o2>{NAME}))?",
    rf"{START}(?:{NEGATIVE})?(?P<rel>off|offshore of|in the waters off|in waters off) {THE}(?P<o>{NAME})",
)

COASTAL: Final = compile_pattern(
    rf"{START}(?:(?P<o>{NAME}|{PEOPLE}){OWN} )?(?P<rel>coastal|seaside|прибрежн\w+) "
    rf"(?P<unit>town|city|village|district|region|province|settlement|resort|county|город\w*|сел\w+|район\w*|посел\w+)"
)

CAPITAL: Final = compile_all(
    rf"{START}(?:{NEGATIVE})?(?:{NEAR_WORDS})?{THE}(?:(?:outskirts|suburbs|edge|north|south|east|"
    rf"west) of )?{THE}"
    rf"(?:{ONE}{OWN} )?(?:nation's |country's )?(?:capital|столиц\w+)(?: city)?(?!\w)(?: (?:of "
    rf"{THE})?(?P<owner>{NAME}))?"
    rf"(?:(?:,? |, called |, now |, formerly )(?P<o2>{NAME}))?",
)

CAPITAL_OF: Final = compile_all(
    rf"(?P<subject>{NAME}), (?:the )?(?P<owner>{NAME}|{PEOPLE}){OWN} capital(?: city)?(?!\w)",
    rf"(?P<subject>{NAME}), the capital (?:city )?of {THE}(?P<owner>{NAME})",
)
"""Who says that a town is the capital of a country."""

BETWEEN: Final = compile_pattern(
    rf"{START}(?:(?P<halfway>halfway |midway |на полпути )?between|между) {THE}(?:(?:the )?(?:cities|"
    r"towns|villages|"
    rf"города\w*|сел\w+) (?:of )?)?{ONE} (?:and|и) {THE}{OTHER}"
)

NOT_BETWEEN: Final = compile_pattern(
    r"(?:borders?|frontiers?|boundary|incidents?|standoff|skirmish\w*|talks|war|wars|clash|clashes|fighting|ties|relations|agreement|deal|treaty|"
    r"tension|tensions|truce|ceasefire|conflict|dispute|trade|match|game|meeting|negotiations|границ\w*|переговор\w*|"
    r"войн\w*|отношени\w*|матч\w*|договор\w*|flights?|exchange|border area|peace)\W*$"
)

NEAR: Final = compile_pattern(
    rf"{START}(?:{NEGATIVE})?(?P<rel>(?:very |quite )?near(?: to)?|close to|(?:just )?outside(?: of)?|"
    r"not far from|"
    rf"in the vicinity of|on the outskirts of|at the edge of|on the edge of|next to|around|"
    r"недалеко от|неподалеку от|вблизи(?: от)?|близ|возле|около|рядом с(?:о)?|под|у|в окрестностях|"
    r"в пригороде) "
    rf"{THE}(?:(?:[\w-]+ ){{0,3}}?(?:city|town|village|port|settlement|hamlet|города|села|поселка|деревни|"
    r"городом|селом) (?:of )?)?"
    rf"(?:remote |small |tiny |northern |southern |eastern |western |central |coastal |border |port |"
    rf"mountainous |desert |nearby )*(?P<o>{NAME})(?!{OWN} (?:{SIDE} )?(?:border|frontier|capital|coast))"
)

PART: Final = compile_all(
    rf"{START}(?:(?:the|in|в|во|на) )*(?:far |extreme |deep |remote )?(?P<d>{SIDE}) (?:part of |"
    rf"parts of )?(?P<o>{NAME})(?!{OWN} (?:border|frontier|coast))",
    rf"{START}(?:in |to |on )?the (?:far |extreme |deep )?(?P<d>{SIDE_NOUN}) of {THE}(?P<o>{NAME})",
    rf"{START}(?:in |в |во )?(?:the )?(?P<centre>central|centre|center|heart|middle|центральн\w+|"
    rf"центре)(?: of| part of)? {THE}(?P<o>{NAME})(?!{OWN} (?:border|frontier))",
    rf"{START}(?:на |в )(?:крайнем )?(?P<d>{SIDE_NOUN}) (?P<o>{NAME})",
    rf"{START}(?:in |to )?the (?:far |extreme )?(?P<d>{SIDE_NOUN}) of the (?P<country>country|region|"
    r"province|district|state)",
    rf"{START}(?:in )?the (?P<centre>centre|center|heart|middle) of the (?P<country>country|region|"
    r"province|district|state)",
    rf"{START}на (?P<d>{SIDE_NOUN}) (?P<country>страны|области|района|региона)",
)

_PEOPLED: Final = (
    r"(?:(?:any|all|other|large|larger|major|the nearest|nearest|main|every|крупн\w+|люб\w+) )*"
    r"(?:populated (?:cent(?:re|er)s?|areas?|places?|points?|zones?|settlements?)|population cent(?:re|er)s?|"
    r"inhabited (?:areas?|places?|settlements?)|settlements?|residential (?:areas?|buildings|districts?|"
    r"zones?)|"
    r"built-up areas?|habitation|dwellings|human settlements?|"
    r"населенн\w+ (?:пункт\w*|мест\w*|район\w*)|жил\w+ (?:дом\w*|массив\w*|застройк\w*)|поселени\w+)(?!\w)"
)

REMOTE: Final = compile_all(
    rf"{START}(?:far(?: away)?|well away|away|a long way|remote|distant|вдали|вдалеке|далеко) (?:from|"
    rf"от) {THE}"
    rf"(?:{_PEOPLED}|(?:any )?(?:people|homes|houses|towns?(?: (?:and|or) villages)?|villages)(?!\w))",
    rf"{START}(?P<neg>not )?(?:a |an |the )?(?:very |most )?(?P<word>remote|isolated|uninhabited|"
    r"unpopulated|deserted|desolate|sparsely[ -]populated|"
    r"thinly populated|sparsely inhabited|empty)"
    rf"(?:(?=(?: [\w-]+){{0,2}} ?{NAME})|,? (?:and [\w-]+ )?(?:[\w-]+ ){{0,2}}(?:areas?|district|region|"
    r"place|spot|desert|steppe|terrain|mountains?|"
    r"mountainous|island|village|valley|corner|location|part|stretch|field|forest|land|zone|site|province|"
    r"county|plateau|outpost|hamlet)(?!\w))",
    rf"{START}(?:is |was |are |were )(?P<neg>not )?(?P<word>remote|uninhabited|unpopulated|"
    r"sparsely populated)(?!\w)",
    rf"{START}(?:рядом|поблизости|вблизи|вокруг|здесь|там) нет (?:\w+ )?(?:населенн\w+ пункт\w*|жиль\w*|"
    r"сел|домов|поселк\w*)",
    rf"{START}населенн\w+ пункт\w* (?:рядом|поблизости|вблизи|вокруг|там) нет",
    rf"{START}the nearest (?:populated (?:cent(?:re|er)s?|areas?|places?)|settlements?|villages?|"
    r"towns?) (?:is|are|lies?) (?:far|a long way|many kilomet\w+|tens of kilomet\w+|hours)(?: away| off)?",
    rf"{START}no (?:settlements|villages|towns|houses|homes|people|inhabited places|one lives) (?:nearby|"
    r"around|there|within)",
    rf"{START}(?P<word>безлюдн\w+|необитаем\w+|ненаселенн\w+|малонаселенн\w+|отдаленн\w+|глух(?:ой|ого|ом|"
    r"ая|ую|ие|их) (?:район\w*|местност\w*|мест\w*|степ\w*|сел\w*)|удаленн\w+ (?:от населенн\w+ пункт\w*|"
    r"местност\w*|район\w*|мест\w*|точк\w*|участк\w*))",
)

POPULATED: Final = compile_all(
    rf"{START}(?P<neg>not )?(?:near|close to|next to|over|on|in|не?далеко от|рядом с|вблизи|около|"
    rf"возле) {THE}(?:a |an )?{_PEOPLED}",
    rf"{START}(?:in |over |near )?(?:a |the )?(?P<word>densely|heavily)[ -](?:populated|"
    r"inhabited)(?: [\w-]+)?",
    rf"{START}(?P<word>густонаселенн\w+)(?: \w+)?",
)

_MOST: Final = (
    r"(?:largest|biggest|smallest|highest|lowest|deepest|longest|oldest|busiest|poorest|richest|deadliest|worst|bloodiest|"
    r"heaviest|strongest|northernmost|southernmost|easternmost|westernmost|remotest|"
    r"least populated|most [\w-]+|(?:second|third|fourth)[ -](?:largest|biggest|most [\w-]+)|worst-hit)"
)

SUPERLATIVE: Final = compile_all(
    rf"{START}(?:(?:one of )?(?:the|its|their|{NAME}{OWN}|{PEOPLE}|country's|region's|world's|"
    rf"nation's) (?:\w+'s )?){_MOST}"
    r"(?: (?!said|says|told|on|killed|after|when|which|that|who|and|but|in|of|since|for|ever|at|to|"
    r"with)[\w-]+)?"
    rf"(?: (?:in|of|on|since|for|ever) (?:the |a |its )?(?:[\w-]+|{NAME})(?: (?:in|for) (?:a |"
    r"the )?[\w-]+)?)*",
    rf"{START}(?:the )?first (?:ever|such|time|of its kind)(?: [\w-]+)?",
    rf"{START}(?:сам(?:ый|ая|ое|ые|ого|ой|ых|ым|ую|ом) [\w-]+|крупнейш\w+|высочайш\w+|древнейш\w+|"
    rf"наибольш\w+|старейш\w+)(?: [\w-]+)?(?: (?:в|за|с) [\w-]+)?(?: {NAME})?",
)

LENGTH_LEAD: Final = compile_pattern(
    r"(?P<within>(?:within(?: a (?:radius of )?)?|less than|under|at most|up to|in a radius of|менее чем в|"
    r"не более чем в|"
    r"в радиусе|менее) )?(?P<over>(?:more than|over|at least|some |более чем в|более|свыше) ?)?"
    r"(?P<about>(?:about|around|approximately|roughly|some|just|nearly|almost|only|barely|примерно|около|"
    r"порядка|приблизительно|всего) )*"
    r"(?:в |на расстоянии )?$"
)

AWAY_TAIL: Final = compile_pattern(
    r" ?(?:\([^()]{1,20}\) ?)?(?:away |distant |inland |out |by road )?(?:(?:to the |due |further |к |"
    rf"на )?(?P<d>{COMPARED}|{NOUN}|{ADJECTIVE}) ?(?:away )?)?"
    r"(?P<of>off|of|from|away from|outside|inside|short of|into|от|до)? ?"
)

OF_NAME: Final = compile_pattern(
    rf"{THE}(?:(?:[\w-]+ ){{0,2}}?(?:city|town|village|port|settlement|cent(?:re|er)|centre|города|села|"
    r"поселка|деревни|столиц\w+) (?:of )?)?"
    r"(?:(?:northern|southern|eastern|western|central|nearby|coastal|border|port|regional|provincial|"
    rf"district|capital) )*(?:capital )?(?:of )?(?:,? ?)(?P<o>{NAME})(?!{OWN} (?:border|frontier|capital|"
    r"coast|границ))"
)

OF_IT: Final = compile_pattern(
    r"(?P<it>it|there|its border|that border|this border|нее|него|(?:the )?(?P<place>city|town|village|port|"
    r"города|села|посёлка|порта))(?!\w)"
)

AWAY_BEHIND: Final = compile_pattern(
    rf"(?P<o>{NAME})(?:, [^,.;]{{1,50}},)?(?:,? (?:which |that )?(?:is |lies |lay |sits |are )?(?:located |"
    r"in fact |in reality |actually )?)?(?P<about>(?:about|around|some|roughly|approximately|only|just|"
    r"almost|nearly|more than|over) )?$"
)

COAST_CORE: Final = compile_pattern(
    rf"{THE}(?:(?P<d>{ADJECTIVE}) )?(?:{ONE}{OWN} )?(?:{SIDE} )?(?:coasts?|coastline|shores?|sea|"
    r"побережь\w+|берег\w*)(?!\w)"
    rf"(?: of {THE}(?P<o2>{NAME}))?"
)

CAPITAL_CORE: Final = compile_pattern(
    rf"{THE}(?:{ONE}{OWN} )?(?:nation's |country's )?(?:capital|столиц\w+)(?: city)?(?!\w)(?:,? (?:of "
    rf")?(?P<o2>{NAME}))?"
)
"""What a distance may be measured from besides a name."""
