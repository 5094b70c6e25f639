"""What the columns of a table are to a reader: its title, date, type, source, link, by their headings.

Headings are compared without case, blanks, punctuation and accents, in the languages that tables come in.
"""

from __future__ import annotations

import difflib
import re
from typing import TYPE_CHECKING, Final

from geo._reading.headings import heading_key, squash
from geo._records.sources import HEADINGS
from geo._records.sources import heading_key as split_words
from geo.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geo._reading.profiles import Profile

__all__ = ["CHOOSABLE", "ROLES", "assign_roles", "check_roles"]


def _either(pattern: str, *words: str) -> re.Pattern[str]:
    """Make a pattern of one that is written for headings in Latin letters, and of words in any script."""
    return re.compile("|".join((pattern, *(re.escape(heading_key(word)) for word in words))))


# What tables call the columns that a reader needs to judge a report, in the order of the panel: headings in
# lower case with underscores. The first role that fits counts.
ROLES: Final[dict[str, re.Pattern[str]]] = {
    "title": _either(
        r"(?:event_|incident_)?(?:title|headline|heading|name)|event|incident"
        r"|titel|titre|titulo|titolo|ereignis|evento|evenement|nombre|nazwa|olay",
        *("название", "заголовок", "событие", "происшествие", "назва", "подія", "tytuł", "başlık"),
        *("العنوان", "عنوان", "الحدث", "标题", "標題", "名称", "事件"),
    ),
    "date": _either(
        r"(?:(?:event|incident|report|reported|start|end|publication)_)?(?:date|time|datetime|timestamp)"
        r"(?:_(?:start|end|utc|local|reported|occurred))?"
        r"|date_of_(?:event|incident|report)|sqldate|eventdate|datum|ereignisdatum|zeitpunkt|zeit"
        r"|fecha(?:_(?:del_)?evento)?|date_(?:de_l_)?evenement|data_(?:do_)?evento|data_zdarzenia|tarih",
        *("дата", "дата события", "дата происшествия", "время", "дата події", "дата інциденту", "час"),
        *("olay tarihi", "التاريخ", "تاريخ", "تاریخ", "日期", "时间", "事件日期"),
    ),
    "type": _either(
        r"(?:(?:event|sub_event|incident|attack|weapon|target|disorder)_)?(?:type|category|kind)"
        r"|type_of_(?:event|incident|violence|attack)|magnitude|mag|typ|art|kategorie|categorie|tipo|tipologia"
        r"|tipo_(?:de_|di_)?evento|categoria|kategori|kategoria|rodzaj|tur",
        *("тип", "вид", "категория", "тип события", "вид события", "категорія", "тип події"),
        *("النوع", "نوع", "الفئة", "类型", "類型", "类别"),
    ),
    "place": _either(
        r"(?:reported_|event_|incident_)?(?:location|place|where|district|region|province|city|town)(?:_name)?"
        r"|admin_?[1-3](?:_name)?|adm_[1-3]|where_coordinates|ort|lugar|ubicacion|localidad|lieu|localite|commune"
        r"|luogo|localita|local|miejsce|miasto|yer|konum",
        *("место", "место события", "город", "населённый пункт", "район", "область", "місце", "місто"),
        *("miejscowość", "المكان", "الموقع", "المدينة", "مکان", "محل", "地点", "地點", "位置"),
    ),
    "claim": _either(
        r"reported_(?!by\b|by_|to_)\w+|claims?(?:_\w+)?|damages?(?:_\w+)?|casualt(?:y|ies)(?:_\w+)?"
        r"|fatalit(?:y|ies)(?:_\w+)?|deaths?|killed|injured|wounded"
    ),
    "source": _either(
        r"source|sources|publisher|reported_by|source_article|source_office|quelle|quellen|fuente|fonte|kaynak",
        *("источник", "источники", "джерело", "źródło", "المصدر", "مصدر", "منبع", "来源", "來源"),
        *HEADINGS["source"],
    ),
    "link": _either(
        r"link|url|href|source_?url|(?:archived?|wayback)(?:_(?:url|link))?|archived|enlace|lien|adresse_web",
        *("ссылка", "посилання", "bağlantı", "الرابط", "رابط", "لینک", "链接", "網址"),
        *HEADINGS["source_url"],
        *HEADINGS["archived_url"],
    ),
    "accessed": _either("accessed", *HEADINGS["accessed"]),
    "note": _either(r"(?:position|location|coordinates|precision)_note"),
}

CHOOSABLE: Final = ("title", "date", "type", "source", "link")
"""The roles that can be given to a column by name."""


def check_roles(roles: Mapping[str, str] | None, own: Sequence[str]) -> dict[str, str]:
    """Give the column that was chosen for each role.

    Raises
    ------
    UsageError
        If there is no such role or no such column.

    Examples
    --------
    >>> check_roles({"title": "notes"}, ["id", "note"])
    Traceback (most recent call last):
    geo.errors.UsageError: There is no column 'notes' to be the title (found: id, note). Did you mean 'note'?
    """
    chosen = dict(roles or {})
    for role, column in chosen.items():
        if role not in CHOOSABLE:
            raise UsageError(f"There is no role {role!r}. Choose of {', '.join(CHOOSABLE)}.")
        if column not in own:
            close = difflib.get_close_matches(column, own, n=1)
            hint = f"Did you mean {close[0]!r}?" if close else "Name one of these."
            raise UsageError(
                f"There is no column {column!r} to be the {role} (found: {', '.join(own)}). {hint}"
            )
    return chosen


def assign_roles(
    own: Sequence[str], profile: Profile | None = None, chosen: Mapping[str, str] | None = None
) -> dict[str, str | None]:
    """Say what each column is.

    What was chosen goes before what is known of the source, and that before what headings look like; a role
    that was chosen for one column is that of no other.

    Parameters
    ----------
    own : sequence of str
        The columns of the source.
    profile : Profile, optional
        What is known of the source.
    chosen : mapping, optional
        From `check_roles`.

    Returns
    -------
    dict
        Column -> role, or None; the main column of each role before the others.

    Examples
    --------
    >>> assign_roles(["Тип", "notes", "Événement"], chosen={"title": "notes"})
    {'notes': 'title', 'Тип': 'type', 'Événement': None}
    """
    chosen = chosen or {}
    roles: dict[str, str | None] = {column: role for role, column in chosen.items()}
    for role, names in _known(profile):
        spelt = {squash(column): column for column in reversed(own)}
        for column in (spelt[squash(name)] for name in names if squash(name) in spelt):
            if role not in chosen:
                roles.setdefault(column, role)
    # Beside the title and the date that a source is known to have, others only look like one.
    settled = {*chosen, *({"title", "date"} & set(roles.values()))}
    for column in own:
        looks = _role_of(column)
        roles.setdefault(column, None if looks in settled else looks)
    return roles


def _known(profile: Profile | None) -> list[tuple[str, tuple[str, ...]]]:
    if profile is None:
        return []
    times = tuple(name for name in (profile.time, profile.end) if name is not None)
    known = (
        ("title", profile.label),
        ("date", times),
        ("type", profile.type),
        ("source", profile.source),
        ("link", profile.link),
    )
    return [(role, names) for role, names in known if names]


def _role_of(name: str) -> str | None:
    # Capitals tell words apart in "archivedUrl", and do not in "URL".
    keys = {heading_key(name), heading_key(split_words(name))}
    return next((role for role, pattern in ROLES.items() if any(map(pattern.fullmatch, keys))), None)
