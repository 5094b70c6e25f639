"""Dates of reports, each worked out by hand with a calendar of 2024: 9 May was a Thursday."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo._reports.dates import find_dates, find_published

THURSDAY = date(2024, 5, 9)


def read(text, published=THURSDAY):
    return find_dates(text, published=published, language=None)


def interval(when):
    if when.first is None:
        return None
    return when.first.isoformat() if when.first == when.last else f"{when.first}/{when.last}"


@pytest.mark.parametrize(
    ("text", "quote", "days"),
    [
        # Stated in full.
        ("It fell on 2024-05-07.", "2024-05-07", "2024-05-07"),
        ("It fell at 2024-05-07T23:10:00Z.", "2024-05-07T23:10:00Z", "2024-05-07"),
        ("It fell on 7 May 2024.", "7 May 2024", "2024-05-07"),
        ("It fell on 7th May, 2024, they said.", "7th May, 2024", "2024-05-07"),
        ("It fell on the 7th of May 2024.", "7th of May 2024", "2024-05-07"),
        ("It fell on May 7, 2024.", "May 7, 2024", "2024-05-07"),
        ("It fell on May 7th 2024 at dawn.", "May 7th 2024", "2024-05-07"),
        ("It fell on Tuesday, 7 May 2024.", "Tuesday, 7 May 2024", "2024-05-07"),
        ("It fell on Tuesday, May 7, 2024.", "Tuesday, May 7, 2024", "2024-05-07"),
        ("It fell on 7-May-2024.", "7-May-2024", "2024-05-07"),
        ("It fell on 07.05.2024.", "07.05.2024", "2024-05-07"),
        ("It fell on 25/04/2024.", "25/04/2024", "2024-04-25"),
        ("It fell on 04/25/2024.", "04/25/2024", "2024-04-25"),
        ("It fell on 05/05/2024.", "05/05/2024", "2024-05-05"),
        ("It fell on 03/04/2024.", "03/04/2024", None),
        ("Дрон упал 7 мая 2024 года.", "7 мая 2024 года", "2024-05-07"),
        ("Дрон упал 7 мая 2024 г. в поле.", "7 мая 2024 г.", "2024-05-07"),
        ("Дрон упал 07.05.2024 г. в поле.", "07.05.2024 г.", "2024-05-07"),
        ("Cayó el 7 de mayo de 2024.", "7 de mayo de 2024", "2024-05-07"),
        ("Il est tombé le 7 mai 2024.", "7 mai 2024", "2024-05-07"),
        ("Дрон впав 7 травня 2024 року.", "7 травня 2024 року", "2024-05-07"),
        # Without a year.
        ("It fell on 7 May.", "7 May", "2024-05-07"),
        ("It fell on May 7.", "May 7", "2024-05-07"),
        ("It fell on Dec. 28 near Aktau.", "Dec. 28", "2023-12-28"),
        ("It fell on 20 June.", "20 June", "2023-06-20"),
        ("It fell on 20 May.", "20 May", "2024-05-20"),
        ("Дрон упал 7 мая.", "7 мая", "2024-05-07"),
        ("Дрон упал 30 декабря.", "30 декабря", "2023-12-30"),
        ("It fell on 7 May last year.", "7 May last year", "2023-05-07"),
        ("Дрон упал 7 мая прошлого года.", "7 мая прошлого года", "2023-05-07"),
        # Several days, and nights.
        ("Shelling lasted 5-7 May 2024.", "5-7 May 2024", "2024-05-05/2024-05-07"),
        ("Shelling lasted from 5 to 7 May.", "5 to 7 May", "2024-05-05/2024-05-07"),
        ("Shelling lasted May 5-7.", "May 5-7", "2024-05-05/2024-05-07"),
        ("It rained from 30 April to 2 May.", "30 April to 2 May", "2024-04-30/2024-05-02"),
        ("It rained from April 30 to May 2.", "April 30 to May 2", "2024-04-30/2024-05-02"),
        ("It rained from 30 December to 2 January.", "30 December to 2 January", "2023-12-30/2024-01-02"),
        ("Дожди шли с 5 по 7 мая.", "5 по 7 мая", "2024-05-05/2024-05-07"),
        ("Это было в ночь на 7 мая.", "ночь на 7 мая", "2024-05-06/2024-05-07"),
        ("Это было в ночь с 6 на 7 мая.", "ночь с 6 на 7 мая", "2024-05-06/2024-05-07"),
        ("It was in the night of 6 to 7 May.", "night of 6 to 7 May", "2024-05-06/2024-05-07"),
        # Months and parts of them, years.
        ("It happened in March.", "March", "2024-03-01/2024-03-31"),
        ("It happened in March 2024.", "March 2024", "2024-03-01/2024-03-31"),
        ("It happened in February 2024.", "February 2024", "2024-02-01/2024-02-29"),
        ("It happened in June.", "June", "2023-06-01/2023-06-30"),
        ("It happened in early May.", "early May", "2024-05-01/2024-05-10"),
        ("It happened in mid-April 2024.", "mid-April 2024", "2024-04-11/2024-04-20"),
        ("It happened at the end of February.", "end of February", "2024-02-21/2024-02-29"),
        ("Это было в марте.", "марте", "2024-03-01/2024-03-31"),
        ("Это было в марте 2024 года.", "марте 2024 года", "2024-03-01/2024-03-31"),
        ("Это было в начале мая.", "начале мая", "2024-05-01/2024-05-10"),
        ("Это было в конце апреля.", "конце апреля", "2024-04-21/2024-04-30"),
        ("It happened in 2019.", "2019", "2019-01-01/2019-12-31"),
        ("Это было в 2019 году.", "2019 году", "2019-01-01/2019-12-31"),
        ("The war of 2014-2015 is over.", "2014-2015", "2014-01-01/2015-12-31"),
        ("It began in the 1990s.", "1990s", "1990-01-01/1999-12-31"),
        # Days of the week.
        ("It fell on Tuesday.", "Tuesday", "2024-05-07"),
        ("It fell on Thursday.", "Thursday", "2024-05-09"),
        ("It fell on Friday.", "Friday", "2024-05-03"),
        ("It fell late on Tuesday night.", "late on Tuesday night", "2024-05-07"),
        ("It fell early Wednesday.", "early Wednesday", "2024-05-08"),
        ("It fell last Thursday.", "last Thursday", "2024-05-02"),
        ("It opens next Thursday.", "next Thursday", "2024-05-16"),
        ("It fell overnight on Tuesday.", "overnight on Tuesday", "2024-05-06/2024-05-07"),
        ("It fell between Monday and Wednesday.", "between Monday and Wednesday", "2024-05-06/2024-05-08"),
        ("Дрон упал во вторник.", "вторник", "2024-05-07"),
        ("Дрон упал в минувшую пятницу.", "минувшую пятницу", "2024-05-03"),
        ("Дрон упал в ночь на среду.", "ночь на среду", "2024-05-07/2024-05-08"),
        ("Дрон упал вечером в понедельник.", "вечером в понедельник", "2024-05-06"),
        # Hung on the day of publication.
        ("It fell today.", "today", "2024-05-09"),
        ("It fell this morning.", "this morning", "2024-05-09"),
        ("It fell yesterday evening.", "yesterday evening", "2024-05-08"),
        ("It fell the day before yesterday.", "the day before yesterday", "2024-05-07"),
        ("It fell overnight.", "overnight", "2024-05-08/2024-05-09"),
        ("It fell last night.", "last night", "2024-05-08/2024-05-09"),
        ("It fell two days ago.", "two days ago", "2024-05-07"),
        ("It fell 3 days ago.", "3 days ago", "2024-05-06"),
        ("It fell a week ago.", "a week ago", "2024-04-29/2024-05-05"),
        ("It fell two months ago.", "two months ago", "2024-03-01/2024-03-31"),
        ("It fell last week.", "last week", "2024-04-29/2024-05-05"),
        ("It fell earlier this week.", "earlier this week", "2024-05-06/2024-05-09"),
        ("It fell earlier this month.", "earlier this month", "2024-05-01/2024-05-09"),
        ("It fell last month.", "last month", "2024-04-01/2024-04-30"),
        ("It fell last year.", "last year", "2023-01-01/2023-12-31"),
        ("It fell over the weekend.", "over the weekend", "2024-05-04/2024-05-05"),
        ("Дрон упал вчера вечером.", "вчера вечером", "2024-05-08"),
        ("Дрон упал накануне.", "накануне", "2024-05-08"),
        ("Дрон упал сегодня утром.", "сегодня утром", "2024-05-09"),
        ("Дрон упал на прошлой неделе.", "на прошлой неделе", "2024-04-29/2024-05-05"),
        ("Дрон упал в прошлом месяце.", "в прошлом месяце", "2024-04-01/2024-04-30"),
        ("Дрон упал два дня назад.", "два дня назад", "2024-05-07"),
        ("Дрон упал неделю назад.", "неделю назад", "2024-04-29/2024-05-05"),
        ("Дрон упал минувшей ночью.", "минувшей ночью", "2024-05-08/2024-05-09"),
    ],
)
def test_a_date_is_read(text, quote, days):
    found = read(text)
    assert [(when.quote, interval(when)) for when in found] == [(quote, days)]
    assert text[found[0].start : found[0].end] == quote


@pytest.mark.parametrize(
    "text",
    [
        "It fell on 31 February.",
        "It fell on 2024-13-07.",
        "It fell on 32 May 2024.",
        "It fell on 31.04.2024.",
        "You may go, and 7 may not.",
        "They march in step, and we march on.",
        "In 2019 people were asked.",
        "Theresa May said so.",
        "The road is 12.05 km long.",
        "The Sunday Times wrote it.",
        "Version 1.2.2024.5 is out.",
        "He read pages 5-7.",
        "The sun shone and they sat and wed.",
        "Call 03-04-05.",
        "Дрон упал 31 апреля.",
        "Солнце село, и все ушли.",
    ],
)
def test_what_is_no_date_is_none(text):
    assert read(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "It fell on Tuesday.",
        "It fell on 7 May.",
        "It fell overnight.",
        "It fell two days ago.",
        "Дрон упал вчера.",
        "It fell in March.",
        "It fell last week.",
        "Дрон упал в ночь на вторник.",
    ],
)
def test_without_a_day_of_publication_it_cannot_be_told(text):
    (found,) = read(text, None)
    assert found.first is None
    assert found.last is None


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("A drone fell on 7 May.", "event"),
        ("A drone fell on Tuesday, police said.", "event"),
        ("Clashes began on Tuesday.", "event"),
        ("It burned from 5 to 7 May.", "event"),
        ("Пожар шёл с 5 по 7 мая.", "event"),
        ("In March, a drone fell near Kuryk.", "event"),
        ("The law has been in force since 2014.", "background"),
        ("In 2019, a similar drone fell nearby.", "background"),
        ("A similar drone fell on 3 March.", "background"),
        ("The city was founded in 1963.", "background"),
        ("He was born on 7 May 1970.", "background"),
        ("Last year's flood is not forgotten.", "background"),
        ("It hangs over the war that began in February 2022.", "background"),
        ("A hearing is due on 20 May.", "background"),
        ("A hearing is due on Friday.", "background"),
        ("Talks will resume next week.", "background"),
        ("The border opens tomorrow.", "background"),
        ("It was the anniversary of the flood of 7 May 2014.", "background"),
        ("The road stays closed until Friday.", "background"),
        ("Город основан в 1963 году.", "background"),
        ("С 2014 года действует запрет.", "background"),
        ("Аналогичный дрон упал в марте.", "background"),
        ("Суд состоится 20 мая.", "background"),
        ("It was the worst flood since May 2010.", "background"),
        ("In the 1990s a plant stood here.", "background"),
    ],
)
def test_a_role_is_told(text, role):
    assert [when.role for when in read(text)] == [role]


def test_a_day_of_speaking_gives_way_to_a_day_of_happening():
    text = "Police said on Tuesday that a drone fell on Monday."
    assert [(when.quote, when.role) for when in read(text)] == [
        ("Tuesday", "background"),
        ("Monday", "event"),
    ]
    assert [when.role for when in read("Police said on Tuesday that a drone fell.")] == ["event"]


def test_a_dateline_is_no_day_of_the_story():
    text = "ASTANA, 9 May 2024 (Agency) - A drone fell on 7 May."
    assert [(when.quote, when.role) for when in read(text)] == [
        ("9 May 2024", "background"),
        ("7 May", "event"),
    ]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Elections are planned for July 28.", "2024-07-28"),
        ("Drills will be held from 3 to 10 September.", "2024-09-03/2024-09-10"),
        ("A hearing is due on Tuesday.", "2024-05-14"),
        ("Суд состоится 20 июля.", "2024-07-20"),
        ("The road will open in August 2025.", "2025-08-01/2025-08-31"),
    ],
)
def test_what_is_to_come_lies_ahead(text, days):
    assert [(interval(when), when.role) for when in read(text)] == [(days, "background")]


def test_a_day_of_announcing_is_not_put_off():
    text = "The army will hold drills in June, the ministry said on Tuesday."
    assert [(when.quote, interval(when)) for when in read(text)][-1] == ("Tuesday", "2024-05-07")


def test_how_it_is_known_is_told():
    assert [when.how for when in read("On 7 May and again on Wednesday.")] == ["stated", "relative"]


@pytest.mark.parametrize(
    ("text", "day", "how"),
    [
        ("ASTANA, 9 May 2024 (Agency) — A drone fell on 7 May.", "2024-05-09", "dateline"),
        ("NAIROBI, May 9, 2024 (Wire) - A drone fell.", "2024-05-09", "dateline"),
        ("Aktau, Kazakhstan, 9 May 2024 - A drone fell.", "2024-05-09", "dateline"),
        ("МОСКВА, 9 мая 2024 г. /Вести/. Дрон упал.", "2024-05-09", "dateline"),
        ("АСТАНА. 9 мая 2024 года. КазВести — Дрон упал.", "2024-05-09", "dateline"),
        ("РОСТОВ-НА-ДОНУ, 9 мая 2024. Дрон упал.", "2024-05-09", "dateline"),
        ("9 мая, Interfax. Дрон упал 7 мая 2024 года.", "2024-05-09", "dateline"),
        ("Drone falls\n\nPublished: 9 May 2024\n\nA drone fell on 7 May.", "2024-05-09", "label"),
        ("Drone falls\nPublished on May 9, 2024 at 10:00\n\nA drone fell.", "2024-05-09", "label"),
        (
            "Drone falls\n\nUpdated: 10 May 2024\nPublished: 9 May 2024\n\nA drone fell.",
            "2024-05-09",
            "label",
        ),
        ("Date: 2024-05-09\n\nA drone fell.", "2024-05-09", "label"),
        ("**Published:** 9 May 2024\n\nA drone fell.", "2024-05-09", "label"),
        ("Дрон упал\n\nОпубликовано: 9 мая 2024\n\nДрон упал 7 мая.", "2024-05-09", "label"),
        ("Дата: 09.05.2024\n\nДрон упал.", "2024-05-09", "label"),
        ("Drone falls\n\n9 May 2024\n\nA drone fell.", "2024-05-09", "line"),
        ("Drone falls\n\nThursday, 9 May 2024, 14:05\n\nA drone fell.", "2024-05-09", "line"),
        ("Drone falls\nBy Jane Smith | 9 May 2024\n\nA drone fell.", "2024-05-09", "line"),
        ("A drone fell.\n\n" + "It was small. " * 300 + "\n\n9 May 2024", "2024-05-09", "line"),
    ],
)
def test_a_day_of_publication_is_found(text, day, how):
    found = find_published(text, stated=None)
    assert (found.date.isoformat(), found.how) == (day, how)
    assert text[found.start : found.end].strip()


@pytest.mark.parametrize(
    "text",
    [
        "A drone fell on 7 May 2024.",
        "On 7 May 2024 a drone fell - police said so.",
        "In Aktau, 7 May 2024 was a quiet day - until noon.",
        "On 9 May 2024, residents of Aktau (a port) heard a blast.",
        "7 May 2024 was a quiet day, said the mayor.",
        "В ночь на 7 мая 2024 года дрон упал - сообщили в полиции.",
        "Drone falls\n\nThe deadline: 9 May 2024 is near.",
        "9 мая, Interfax. Дрон упал.",
        "Published: 03/04/2024\n\nA drone fell.",
        "",
    ],
)
def test_a_day_of_the_story_is_not_taken_for_it(text):
    assert find_published(text, stated=None) is None


@pytest.mark.parametrize(
    ("stated", "day"),
    [
        ("2024-05-09", "2024-05-09"),
        ("2024-05-09T23:59:00+05:00", "2024-05-09"),
        ("9 May 2024", "2024-05-09"),
        ("Thu, 09 May 2024 10:00:00 GMT", "2024-05-09"),
        ("May 9, 2024", "2024-05-09"),
    ],
)
def test_what_stands_beside_the_text_goes_first(stated, day):
    found = find_published("Published: 1 January 2020\n\nText.", stated=stated)
    assert (found.date.isoformat(), found.how, found.start) == (day, "stated", None)


def test_a_stated_day_that_is_none_leaves_the_text():
    assert find_published("Published: 9 May 2024\n\nText.", stated="soon").how == "label"


@given(st.dates(date(1990, 1, 1), date(2090, 12, 31)))
def test_every_day_is_read_as_it_is_written(day):
    months = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ]
    name = months[day.month - 1]
    for words in (day.isoformat(), f"{day.day} {name} {day.year}", f"{name} {day.day}, {day.year}"):
        (found,) = find_dates(f"It fell on {words}.", published=None)
        assert (found.first, found.last) == (day, day)


@given(st.dates(date(1990, 1, 1), date(2090, 12, 31)), st.integers(0, 6))
def test_a_day_of_the_week_is_of_the_last_seven_days(published, weekday):
    name = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"][weekday]
    (found,) = find_dates(f"It fell on {name}.", published=published)
    assert found.first.weekday() == weekday
    assert published - timedelta(6) <= found.first <= published


@given(st.text(st.sampled_from("0123456789 -/.,:МайMayfridon ночьагод\n"), max_size=80), st.dates())
def test_no_text_breaks_it(text, published):
    found = find_dates(text, published=published)
    assert all(text[when.start : when.end] == when.quote for when in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
    find_published(text, stated=text)
