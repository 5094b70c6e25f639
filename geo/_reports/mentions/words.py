"""Words beside names: those after which a place is named, those that make a name a person's or a body's.

Small tables in English, Russian and, as far as names alone are read, Spanish, French, Portuguese, German and
Ukrainian. A word stands in small letters.
"""

from __future__ import annotations

from typing import Final

__all__ = [
    "AGENCIES",
    "BODIES",
    "COMMON",
    "DIRECTIONS",
    "JOINTS",
    "KIND_WORDS",
    "LEADS",
    "NOT_YET",
    "PEOPLE_BEFORE",
    "ROLES_AFTER",
    "SMALL_TALK",
]


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


AGENCIES: Final = _words("ap afp ani ans dpa efe ians pti spa upi ukrinform tass")
"""News agencies as datelines give them; AP and SPA are codes of something too."""

LEADS: Final = _words(
    "in into near from to of outside inside at around between and over across off toward towards through via "
    "throughout beyond around within on by reach reached leaving bound enter entered entering "
    "в во на под над у около близ возле из от до через между за к ко с со вблизи неподалеку недалеко близи "
    "районе окрестностях городе городом селе поселке деревне хуторе области районе "
    "en a desde hasta cerca hacia entre de del d au aux à dans vers près depuis jusque sur em no na nos nas "
    "do "
    "da in bei nach aus von zwischen nahe біля з із до від між поблизу "
    "في من إلى الى قرب مدينة بمدينة محافظة بمحافظة ولاية بولاية منطقة شرق غرب شمال جنوب عن بين بلدة قرية مع"
)
"""What may stand before the name of a place; most places are named after one of these."""

JOINTS: Final = _words(
    "of the de la le les el los las del do da dos das du des and on upon sur am an der den in al y i e es "
    "ez ul ur as ash ar bin ibn van von"
)
"""Small words inside of names."""

KIND_WORDS: Final = _words(
    "district districts region regions province provinces county oblast raion rayon state governorate "
    "prefecture municipality department canton territory krai republic city town village villages settlement "
    "hamlet island islands river lake sea gulf bay strait desert mountains peninsula airport division "
    "subdistrict commune emirate parish borough township basin valley plateau "
    "район района районе районом районы области область областью край края крае республика республики "
    "республике округ округа округе море моря морю морем озеро озера озере река реки реке реку залив залива "
    "заливе пустыня пустыни пустыне остров острова острове хребет хребта"
)
"""What a name may be followed by: it is a place then."""

DIRECTIONS: Final = _words(
    "north south east west northern southern eastern western central northeast northwest southeast southwest "
    "northeastern northwestern southeastern southwestern north-east north-west south-east south-west upper "
    "lower mid downtown greater inner outer coastal rural nearby neighbouring neighboring "
    "north-eastern north-western south-eastern south-western"
)

PEOPLE_BEFORE: Final = _words(
    "mr mrs ms mr. mrs. ms. dr dr. president premier minister senator sen. rep. gov. gen gen. general col "
    "col. "
    "colonel lt lt. sgt sgt. captain capt. capt major maj. commander judge king queen prince princess sheikh "
    "imam pope saint sir lord lady analyst professor prof. prof spokesman spokeswoman spokesperson "
    "journalist activist singer actor named called director chairman secretary ambassador witness resident "
    "президент президента министр премьер генерал полковник майор капитан губернатор глава аким мэр судья "
    "представитель журналист активист"
)
"""Titles: what stands right behind one is a person."""

ROLES_AFTER: Final = _words(
    "president prime premier minister ministry governor mayor police army navy border guards guard "
    "government parliament military air force forces officials authorities foreign interior defence defense "
    "health emergency regional city state national federal central bank times post herald news tribune "
    "university airport international court hospital committee service agency department office council "
    "armed coast security customs embassy ambassador fire rescue civil"
)
"""What a place may be followed by without becoming the name of a person."""

BODIES: Final = _words(
    "times post herald news tribune gazette university fc united club bank airlines airways group inc ltd "
    "llc "
    "corporation company motors newspaper radio tv television press agency daily telegraph observer institute"
)
"""With one of these behind it a place is the name of a body, not where something is."""

SMALL_TALK: Final = _words(
    "the a an this that its their his her remote small tiny nearby border frontier port mountainous desert "
    "coastal industrial besieged rebel-held contested"
)
"""What may stand between the word that a place is named after and its name."""

NOT_YET: Final = _words(
    "the a an this that these those another any each every some one its their our his her my both border "
    "several many most two three four five all no other which such same whole entire neighbouring "
    "neighboring "
    "nearby этот эта этом этого другой другом каждый один"
)
"""With a word such as "district" behind them these are no names yet."""

COMMON: Final = _words(
    "jan feb mar apr jun jul aug sep sept oct nov dec boko haram shabaab hezbollah hamas taliban isis daesh "
    "wagner "
    "the a an this that these those there here it he she they we i you who what when where why how which "
    "and or but if as at by for from in of on to with after before about above all also although among "
    "another any because been both during each earlier either even every few first four five six seven "
    "eight nine ten two three one other however just last late later least less local many may might more "
    "most much must never new next no nobody none nor not nothing now officials once only our out over own "
    "part police rescue residents several since so some soldiers still such than their then three through "
    "thus today tomorrow troops under until up very was were while will witnesses yesterday yet "
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july "
    "august september october november december spring summer autumn winter morning evening night noon "
    "mobile reading nice bath police normal hope love victory union liberty independence enterprise paradise "
    "media progress fire blast attack strike protest crash drone war army force forces guard guards border "
    "borders state states government president minister ministry court house white black red green blue "
    "orange golden grand great little big long old young high low north south east west central man men "
    "woman women people child children family school hospital church mosque market bridge road street "
    "station airport port base camp fort field park river lake sea mountain valley island coast beach "
    "bank water air oil gas power energy nuclear gold silver iron steel stone rock sand snow rain storm "
    "flood earthquake quake wind cloud sun moon star god holy saint christian muslim islam islamic jewish "
    "catholic orthodox english french german russian american british chinese "
    "jet grad banshee shahed orion mirage eagle falcon hawk phantom raven heron harpy condor delta alpha "
    "bravo "
    "security council committee agency service department office bureau reuters interfax tass "
    "commander general colonel captain major private sergeant doctor mister miss "
    "video photo photos images footage source sources report reports reported according update breaking "
    "analysis opinion editorial correction live exclusive watch read more "
    "emergency regional district province provincial municipal federal national international global world "
    "european asian african western eastern northern southern "
    "defence defense interior foreign health finance justice education culture transport "
    "no. de la le les el los las du des mr mrs ms dr st "
    "investigators rescuers firefighters prosecutors authorities militants rebels gunmen insurgents "
    "clashes explosions shelling debris smoke flames damage casualties nobody "
    "both either neither despite meanwhile moreover overnight separately elsewhere nearby "
    "bill trump biden putin xi kim washington's jordan's "
    "в во на по из за от до об о с со к ко у и а но или не что как это этот эта эти того при для без "
    "после перед между под над через около вблизи также однако ранее позже сегодня вчера завтра утром "
    "вечером ночью днем полиция власти жители военные войска силы удар взрыв пожар обстрел дрон дроны "
    "беспилотник беспилотники ракета ракеты граница границы границе границу границей границах границам "
    "инцидент министр министерство президент губернатор "
    "глава мэр служба пресс-служба мчс мвд мид фсб понедельник вторник среда среду четверг пятница пятницу "
    "суббота субботу воскресенье января февраля марта апреля мая июня июля августа сентября октября ноября "
    "декабря по-прежнему один одна одно два две три четыре пять шесть семь восемь девять десять "
    "никто никого пострадавших погибших сообщает сообщил сообщила сообщили"
)
"""Ordinary words and names of things that some village is called too: no place unless a word says so."""
