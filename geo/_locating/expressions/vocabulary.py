"""The words that location phrases are made of, in ten languages.

Each table is one role in a phrase. Entries are folded regular expressions, parted by semicolons; a space
follows each in the text, except where a caret says that the next word is written on: d'^, و^.
"""

from __future__ import annotations

from typing import Final

from geo._locating.expressions.folding import fold

__all__ = ["PROTECTED", "roles"]

_ROLES: Final = {
    # Changes nothing, by the guide, and is told.
    "about": (
        "about;around;approximately;approx\\.?;roughly;some;circa;ca\\.?;c\\.;~^;nearly;almost;just;"
        "just over;just under;more than;over;at least;примерно;около;приблизительно;порядка;почти;более;"
        "более чем;свыше;близько;приблизно;майже;понад;environ;pres de;quelque;plus de;unos;unas;"
        "alrededor de;aproximadamente;cerca de;mas de;casi;mais de;quase;etwa;rund;ungefahr;uber;knapp;"
        "yaklasik;шамамен;шамасында;حوالي;نحو"
    ),
    "within": (
        "within;within a radius of;within a;in a radius of;less than;up to;not more than;no more than;"
        "under;inside;в радиусе;в пределах;менее;менее чем;не более;не далее;в радіусі;у радіусі;в межах;"
        "не більше;dans un rayon de;a moins de;en un radio de;a menos de;dentro de;im umkreis von;"
        "in einem umkreis von;num raio de;في دائرة نصف قطرها;في نطاق;на расстоянии до;"
        "на расстоянии менее"
    ),
    # What may stand before any phrase and says nothing of where.
    "lead": (
        "in;at;on;a;an;at a distance of;a distance of;located;situated;lying;somewhere;в;во;на;за;"
        "на расстоянии;на удалении;расположенн\\w+;на відстані;situee?s?;a une distance de;dans;dans un;"
        "en;situad[oa]s?;a una distancia de;a uma distancia de;em;in einer entfernung von;im;على بعد;"
        "على مسافة;تبعد;"
        "(?:a |the |an )?(?:point|place|area|spot|site|location|village|hamlet|settlement|"
        "(?:several )?villages|field|forest|farm|"
        "town|wooded area|open area|desert area|steppe|locality)"
    ),
    "away": (
        "away;distant;out;as the crow flies;in a straight line;by air;inland;удален\\w+;по прямой;"
        "a vol d'oiseau;en linea recta;entfernt;uzaginda"
    ),
    "toward": (
        "to the;to;toward;towards the;towards;due;in a;in the;к;ко;на;au;a l'^;vers le;vers l'^;"
        "en direction du;al;a la;hacia el;ao;a;para o;in;im;الى ال^;الى"
    ),
    "direction": "direction;of the direction;направлении;напрямку;richtung;side",
    "of_away": "of;from;off of;от;від;von;vom;von der;من;عن",
    "of": (
        "of;from;der;des;от;від;von;vom;de;du;d'^;de la;de l'^;del;de los;de las;do;da;dos;das;من;عن;"
        "de le;de les;of the city of"
    ),
    "from": (
        "from;away from;of;out of;outside of;от;від;de;du;des;d'^;de la;de l'^;del;do;da;von;vom;"
        "entfernt von;uzaklikta;من;عن;out from"
    ),
    "around": (
        "of;from;around;about;round;вокруг;от;навколо;від;autour de;autour du;autour d'^;de;du;"
        "alrededor de;um;حول;من"
    ),
    "outside": (
        "outside;just outside;outside of;just outside of;immediately outside;beyond the limits of;"
        "за пределами;за чертой;за межами;en dehors de;en dehors du;a l'exterieur de;hors de;fuera de;"
        "ausserhalb von;außerhalb von;fora de;خارج"
    ),
    "near": (
        "near;nearby;near to;very near;close to;very close to;next to;adjacent to;beside;by;"
        "in the vicinity of;the vicinity of;vicinity of;in the area of;in the neighbou?rhood of;"
        "in proximity to;not far from;around;in the area around;the area around;area around;"
        "on the outskirts of;in the outskirts of;at the outskirts of;the outskirts of;outskirts of;"
        "on the edge of;in the suburbs of;the suburbs of;suburbs of;in the environs of;environs of;"
        "in the surroundings of;возле;около;вблизи;вблизи от;близ;рядом с;недалеко от;неподалеку от;"
        "невдалеке от;поблизости от;под;у;в районе;в окрестностях;окрестности;на окраине;на окраинах;"
        "окраина;в пригороде;пригород;в предместьях;біля;поблизу;неподалік;неподалік від;недалеко від;"
        "поруч з;поруч із;під;в районі;у районі;на околиці;околиці;навколо;вокруг;pres de;pres du;"
        "pres d'^;proche de;proche du;a cote de;a proximite de;a proximite du;a proximite d'^;"
        "non loin de;non loin du;non loin d'^;aux environs de;aux environs du;aux alentours de;"
        "dans les environs de;dans les environs du;autour de;autour du;autour d'^;en peripherie de;"
        "a la peripherie de;dans la region de;dans le secteur de;aux abords de;cerca de;cerca del;"
        "en las afueras de;las afueras de;afueras de;en los alrededores de;alrededores de;"
        "en las cercanias de;en las inmediaciones de;junto a;proximo a;proximo de;en la zona de;perto de;"
        "perto do;perto da;nos arredores de;arredores de;nas proximidades de;nahe;nahe bei;bei;"
        "in der nahe von;in der nahe des;unweit;unweit von;am stadtrand von;in der umgebung von;قرب;"
        "بالقرب من;على مقربة من;محيط;في محيط;ضواحي;في ضواحي;بجوار;قريبا من;غير بعيد عن"
    ),
    "near_end": (
        "areas?;vicinity;outskirts;suburbs;environs;surroundings;yakinlarinda;yakininda;"
        "civarinda;cevresinde;маңында;маңы;жанында;түбінде;төңірегінде"
    ),
    "between": "between;in between;somewhere between;между;між;поміж;entre;zwischen;بين;ما بين",
    "halfway": (
        "halfway;midway;half-way;half way;mid-way;на полпути;посередине;на півдорозі;посередині;"
        "a mi-chemin;a medio camino;a mitad de camino;a meio caminho;auf halbem weg;auf halber strecke;"
        "في منتصف الطريق"
    ),
    "and": "and;&;and the;и;й;і;та;et;et de;et du;et d'^;et la;et le;y;e;und;и с;و^;و",
    "with": "with;with the;с;со;з;із;зі;avec;con;com;mit;zu;مع",
    "on": (
        "on;on the;sur;along;along the;at;at the;across;на;вдоль;по;уздовж;a la;sur la;le long de la;a;"
        "en la;en;sobre;na;an der;auf der;على;عند;в"
    ),
    "by": (
        "near;near the;close to;close to the;not far from;not far from the;around;around the;"
        "in the vicinity of;in the vicinity of the;toward the;towards the;by the;next to the;возле;около;"
        "вблизи;близ;недалеко от;неподалеку от;рядом с;у;поблизости от;біля;поблизу;неподалік від;"
        "неподалік;pres de;pres de la;proche de la;non loin de la;a proximite de la;cerca de;cerca de la;"
        "junto a la;proximo a la;perto da;nahe;nahe der;unweit der;in der nahe der;قرب;بالقرب من"
    ),
    "border": (
        "borders?;the border;the borders;frontier;the frontier;boundary;borderline;borderlands;"
        "border strip;state border;land border;border area;the border area;border areas;border region;"
        "border zone;border district;the border region;the border zone;границ\\w+;приграничь\\w+;"
        "кордон\\w*;прикордонн\\w+;frontieres?;la frontiere;zone frontaliere;la zone frontaliere;"
        "fronteras?;la frontera;zona fronteriza;la zona fronteriza;fronteira;a fronteira;grenze;"
        "der grenze;grenzgebiet;(?:ال)?حدود;المنطقة الحدودية"
    ),
    "border_end": (
        "borders?;border area;border areas;border region;border zone;border crossing;border strip;"
        "frontier;boundary;state border;land border;границ\\w+;кордон\\w*;grenze;шекарасы\\w*"
    ),
    "crossing": "area;areas;region;zone;strip;line;crossing",
    "off_coast": (
        "off the coasts? of;off the shores? of;off coast of;off the coastline of;in the waters off;"
        "in waters off;waters off;in the sea off;at sea off;у побережья;близ побережья;вблизи побережья;"
        "у берегов;недалеко от берегов;біля узбережжя;біля берегів;поблизу узбережжя;"
        "au large des cotes de;au large des cotes du;au large des cotes d'^;au large de la cote de;"
        "au large de la cote d'^;frente a las costas de;frente a la costa de;frente a las costas del;"
        "frente a la costa del;ao largo da costa de;ao largo da costa do;na costa de;vor der kuste von;"
        "vor der kuste;قبالة سواحل;قبالة ساحل;قبالة شواطئ"
    ),
    "off": (
        "off;offshore of;offshore from;offshore;au large de;au large du;au large d'^;au large de la;"
        "au large des;frente a;ao largo de;ao largo do;vor;قبالة"
    ),
    "off_end": "offshore;aciklarinda",
    "on_coast": (
        "the coast of;on the coast of;along the coast of;on the shores? of;at the coast of;на побережье;"
        "на берегу;на узбережжі;sur la cote de;sur la cote du;sur les cotes de;en la costa de;"
        "en la costa del;an der kuste von;على ساحل;على سواحل"
    ),
    "in_the": (
        "in the;the;in;at the;to;across the;across;throughout;from;на;в;во;у;dans le;dans l'^;dans la;le;"
        "l'^;la;en el;el;no;o;im;der;des;في;dans;en"
    ),
    "far": "far;extreme;very;deep;крайн\\w+;глубок\\w+;lejano",
    "section": (
        "part;parts;half;edge;edges;outskirts;suburbs;tip;corner;section;sector;region;regions;area;areas;reaches;end;side;districts;частей;"
        "часть;части;частью;районах;районе;половин\\w+;частин\\w+;partie;parte;teil;جزء;moitie;mitad"
    ),
    "part_of": "partie;la partie;parte;la parte;zona;la zona;moitie;la moitie;mitad;la mitad;teil",
    "centre": (
        "cent(?:re|er);middle;heart;центр(?:а|е|у|ом)?;centre;centro;coeur;zentrum;mitte;وسط;орталы\\w+;"
        "merkez\\w*;центральная часть;центральной части"
    ),
    "central": "central;mid;middle;центральн\\w+;centrale?;zentral\\w*;orta;орталық;وسط",
    "road": (
        "roads?;highway;motorway;route;freeway;expressway;axis;track;main road;supply road;supply route;"
        "road section"
    ),
    "road_start": (
        "road;the road;highway;the highway;motorway;the motorway;route;the route;трасс\\w+;автотрасс\\w+;"
        "дорог\\w+;автодорог\\w+;шоссе;автомагистрал\\w+;трас\\w+;доро[гз]\\w+;шосе;la route;"
        "la nationale;axe;l'axe;carretera;la carretera;autopista;ruta;la ruta;estrada;a estrada;rodovia;"
        "strasse;der strasse;straße;der straße;(?:ال)?طريق"
    ),
    "road_from": "from;leading from;running from;из;с;від;от;з;de;du;entre;von;من",
    "road_to": "to;towards?;в;на;до;к;a;au;nach;الى;para;vers",
    # Grammar that belongs to no name; small letters only, for "Le Havre" and "The Hague" keep theirs.
    "article": "the;a;le;la;les;l'^;el;los;las;o;os;as;der;die;das;dem;den",
    "kind_of": (
        ""
        "(?:the )?(?:\\w+ ){0,2}(?:city|town|village|settlement|hamlet|towns|cities|"
        "villages|municipality|locality|port) of;capital(?: city)?(?! of);"
        "(?:the )?(?:city|town|village|settlement|towns|villages);город\\w{0,3};г\\.;гор\\.;сел[оаеу];"
        "с\\.;посел(?:ок|ка|ке|ку);пос\\.;пгт;деревн[яиюе];населенн\\w+ пункт\\w*;населеними пунктами;"
        "міст[оаі];м\\.;село[мю];(?:la |le )?(?:ville|village|localite|commune) d(?:e|u|es);"
        "(?:la |el )?(?:ciudad|pueblo|localidad|aldea|municipio) de;(?:a )?(?:cidade|aldeia|vila) de;"
        "der stadt;dem dorf;مدينة;بلدة;قرية"
    ),
}

PROTECTED: Final = frozenset(
    fold(name)
    for name in (
        *("bosnia and herzegovina", "trinidad and tobago", "antigua and barbuda", "saint kitts and nevis"),
        *("st kitts and nevis", "saint vincent and the grenadines", "sao tome and principe"),
        *("turks and caicos", "wallis and futuna", "newfoundland and labrador", "jammu and kashmir"),
        *("saint pierre and miquelon", "svalbard and jan mayen", "andaman and nicobar"),
        *("bosnie-et-herzegovine", "bosnia y herzegovina", "trinidad y tobago", "antigua y barbuda"),
        *("босния и герцеговина", "боснии и герцеговины", "боснией и герцеговиной", "тринидад и тобаго"),
        *("guinea-bissau", "guinee-bissau", "timor-leste", "bosnia-herzegovina", "bosnie-herzegovine"),
        *("congo-brazzaville", "congo-kinshasa", "port-au-prince", "baden-wurttemberg", "nagorno-karabakh"),
        *(
            "kabardino-balkaria",
            "karachay-cherkessia",
            "kara-kyuyun",
            "rostov-on-don",
            "rhineland-palatinate",
        ),
        *("alma-ata", "ust-kamenogorsk", "ivano-frankivsk", "nur-sultan", "addis-ababa", "abu-dhabi"),
    )
)
"""Names that hold an "and" or a hyphen of their own, and are never parted there."""


def roles() -> dict[str, str]:
    """Give a folded regular expression for each role, the space after it taken along.

    Examples
    --------
    >>> import re
    >>> [re.match(roles()["of"], text).end() for text in ("de Bangui", "d'Abéché", "of Aktau")]
    [3, 2, 3]
    """
    return {role: _alternatives(entries) for role, entries in _ROLES.items()}


def _alternatives(entries: str) -> str:
    words = sorted(dict.fromkeys(fold(entry) for entry in entries.split(";")), key=len, reverse=True)
    return "(?:" + "|".join(word[:-1] if word.endswith("^") else rf"{word} " for word in words) + ")"
