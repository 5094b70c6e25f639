"""Words that say of what kind a place is, and those that join such a word to the name.

One row a kind, in the languages of reports: English, Russian, Ukrainian, Kazakh and other Turkic
languages, Arabic, Persian, French, Spanish, Portuguese, German, and the usual romanised ones of Asia and
Africa. Words are matched as search keys, so one spelling stands for its accents and, for Cyrillic and
Arabic, for all romanisations of it by the same rules.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from geo._names.search import search_key

__all__ = ["BareKey", "spell_out", "strip_words"]

_ROWS: Final[dict[str, str]] = {
    "district": """
        district districts rayon raion rajon county counties okrug uyezd tehsil taluk taluka upazila thana
        woreda wereda cercle territoire powiat kreis landkreis ilce ilcesi regency kabupaten departamento
        arrondissement subdivision zila zilla zilah shahrestan wuluswali woluswali uluswali distrito
        distrit markaz qada kaza caza nahiya nahiyah subdistrict township municipality municipio
        municipalite município lga partido canton huyen quan shire borough commune comuna gemeinde sous
        opstina opcina obshtina hromada qarku bezirk concelho aymag soum xian qu tuman tumani
        район района районе районом районы районов округ округа ауданы аудан ауданының ауданында ауданда
        районі громада громади туман قضاء ناحية مديرية مركز محلية معتمدية شهرستان ولسوالی 县 區 区 縣
    """,
    "region": """
        region regions province provinces oblast oblys oblysy state governorate muhafazat muhafazah
        muhafaza mohafazat prefecture department departement estado provincia krai kray respublika
        republic viloyat viloyati wilaya wilayat wilayah velayat welayaty ostan provinsi tinh voivodeship
        wojewodztwo zupanija judet il ili eyaleti territory land bundesland division regiao oblasti
        wilayet gouvernorat sheng zizhiqu sheng daerah pradesh область области областью обл облысы
        облысының облысында край края крае республика республики республике област області областю محافظة
        ولاية إقليم منطقة استان ولایت 省 州
    """,
    "city": """
        city town ville ciudad cidade stadt gorod misto qalasy shahri shahr kota sehri township metropolis
        municipality shi город города городе г гор місто міста місті м қаласы қаласында қаласының смт пгт
        поселок посёлок поселка поселке пос مدينة شهر 市
    """,
    "village": """
        village selo hamlet settlement barangay brgy aul auyl vereda caserio aldeia desa kampung kelurahan
        qishloq dorf село села селе с деревня деревни деревне д аул ауыл ауылы ауылында хутор станица
        станицы кишлак قرية بلدة روستای روستا 村
    """,
    "river": """
        river rio riviere fleuve nahr wadi daryo darya fluss река реки реке өзені річка річки نهر وادي
    """,
    "lake": """
        lake lac lago laguna see reservoir kol koli озеро озера озере көлі водохранилище بحيرة
    """,
    "sea": """
        sea ocean mer mar gulf bay strait meer deniz море моря теңізі залив океан пролив بحر خليج
    """,
    "desert": """
        desert sahra desierto пустыня пустыни пустыне шөлі صحراء
    """,
    "mountains": """
        mountain mountains mount mt range hills jabal jebel sierra cordillera гора горы хребет جبل
    """,
    "depression": """
        depression basin valley впадина впадины долина ойысы
    """,
    "island": """
        island islands isle isla ile ilha pulau ostrov остров острова аралы جزيرة
    """,
    "airport": """
        airport airfield airbase aerodrome international аэропорт аэродром مطار
    """,
    "peninsula": """
        peninsula полуостров түбегі
    """,
}
# They mean another thing at the end of many a name ("Salt Lake City"), so a name is found as a whole first.
_LINKS: Final = frozenset("of the de du des da do del dela la le les el los d von der".split())  # noqa: SIM905
_KINDS: Final[dict[str, str]] = {}
for _kind, _words in _ROWS.items():
    for _word in _words.split():
        _KINDS.setdefault(search_key(_word), _kind)


class BareKey(NamedTuple):
    """A search key without the words for kinds of places."""

    key: str
    kind: str
    """The kind that the words said; "" when there were none."""


def strip_words(key: str) -> BareKey:
    """Take words for kinds of places off both ends of a search key; one word always stays.

    Examples
    --------
    >>> strip_words("mangystau region"), strip_words("prefecture de la ouaka")
    (BareKey(key='mangystau', kind='region'), BareKey(key='ouaka', kind='region'))
    >>> strip_words("district"), strip_words("cook county").kind
    (BareKey(key='district', kind=''), 'district')
    """
    words = key.split()
    said = ""
    # Of the end only words of one kind: Salt Lake City is a city called Salt Lake.
    while len(words) > 1 and words[-1] in _KINDS and said in ("", _KINDS[words[-1]]):
        said = _KINDS[words.pop()]
        while len(words) > 1 and words[-1] in _LINKS:
            words.pop()
    while len(words) > 1 and words[0] in _KINDS and (not said or _KINDS[words[0]] == said):
        said = _KINDS[words.pop(0)]
        while len(words) > 1 and words[0] in _LINKS:
            words.pop(0)
    if len(words) > 1 and words[0] == "the":
        words.pop(0)
    return BareKey(" ".join(words), said)


_SHORT_WORDS: Final = {
    "st": "saint",
    "ste": "sainte",
    "sta": "santa",
    "sto": "santo",
    "mt": "mount",
    "mtn": "mountain",
    "ft": "fort",
    "cd": "ciudad",
    "pto": "puerto",
    "pt": "port",
    "gral": "general",
    "cnel": "coronel",
    "n": "north",
    "s": "south",
    "e": "east",
    "w": "west",
    "edo": "estado",
    "depto": "departamento",
    "pcia": "provincia",
    "co": "county",
    "kab": "kabupaten",
    "is": "island",
    "intl": "international",
}


def spell_out(key: str) -> str:
    """Spell out the usual abbreviations of words in names.

    Examples
    --------
    >>> spell_out("st louis"), spell_out("cd juarez")
    ('saint louis', 'ciudad juarez')
    """
    words = key.split()
    return " ".join(_SHORT_WORDS.get(word, word) for word in words) if len(words) > 1 else key
