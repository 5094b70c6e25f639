"""Kinds of events, on sentences made up by hand."""

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo._reports.kinds import find_events
from geo._reports.sentences import split_sentences
from geo._reports.vocabulary import NONE, TYPES, VOCABULARY


def read(text, language=None):
    return find_events(text, split_sentences(text), language=language)


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("A drone was found in a field near Kuryk.", ["drone"]),
        ("Debris of a drone fell on a house.", ["drone"]),
        ("The wreckage of a military drone was discovered by shepherds.", ["drone"]),
        ("Drone shot down over the coast.", ["drone"]),
        ("A UAV crashed outside the village.", ["drone"]),
        ("An unmanned aerial vehicle came down in the steppe.", ["drone"]),
        ("Air defences shot down two drones over the port.", ["drone"]),
        ("An unidentified drone was spotted near the plant.", ["drone"]),
        ("В районе обнаружен беспилотник.", ["drone"]),
        ("Обломки БПЛА упали на поле.", ["drone"]),
        ("Над портом сбиты два беспилотника.", ["drone"]),
        ("Неизвестный дрон упал возле посёлка.", ["drone"]),
        ("A drone strike hit a depot in the town.", ["strike"]),
        ("A drone attack set no alarm off at the refinery.", ["strike"]),
        ("An airstrike destroyed the bridge.", ["strike"]),
        ("Two missiles struck a residential block.", ["strike"]),
        ("A missile strike on the city left rubble.", ["strike"]),
        ("The army launched several rockets at the base.", ["strike"]),
        ("The market was hit by a missile.", ["strike"]),
        ("Warplanes bombed the camp.", ["strike"]),
        ("Ракетный удар пришёлся на окраину.", ["strike"]),
        ("Ночью нанесён ракетный удар по городу.", ["strike"]),
        ("Атака беспилотников длилась час.", ["strike"]),
        ("Shelling of the border village went on all night.", ["shelling"]),
        ("Artillery fire was heard on the ridge.", ["shelling"]),
        ("Mortar rounds landed in the yard.", ["shelling"]),
        ("The town was shelled from across the river.", ["shelling"]),
        ("Посёлок попал под обстрел.", ["shelling"]),
        ("Обстрелян пограничный район.", ["shelling"]),
        ("An explosion rocked the market.", ["explosion"]),
        ("A blast tore through a bus station.", ["explosion"]),
        ("A roadside bomb went off beside the convoy.", ["explosion"]),
        ("A gas cylinder exploded in a kitchen.", ["explosion"]),
        ("На заводе произошёл взрыв.", ["explosion"]),
        ("Взрыв газа повредил дом.", ["explosion"]),
        ("A plane crash was reported in the mountains.", ["crash"]),
        ("A helicopter crashed near the lake.", ["crash"]),
        ("The light aircraft went down in the desert.", ["crash"]),
        ("A bus crash on the highway closed it.", ["crash"]),
        ("The jet made an emergency landing.", ["other"]),
        ("Вертолёт потерпел крушение в горах.", ["crash"]),
        ("Самолёт упал в море.", ["crash"]),
        ("Крушение вертолёта произошло утром.", ["crash"]),
        ("На трассе произошло ДТП.", ["accident"]),
        ("Автобус перевернулся на трассе.", ["accident"]),
        ("A mine collapse trapped nine workers.", ["accident"]),
        ("A train derailed near the junction.", ["accident"]),
        ("A boat capsized in the strait.", ["accident"]),
        ("A ferry sank off the coast.", ["accident"]),
        ("Two trucks collided on the pass.", ["accident"]),
        ("Обрушение на шахте произошло ночью.", ["accident"]),
        ("Clashes broke out on the border.", ["clash"]),
        ("A firefight lasted an hour.", ["clash"]),
        ("Troops exchanged fire across the line.", ["clash"]),
        ("Border guards clashed with militants.", ["clash"]),
        ("Перестрелка произошла у заставы.", ["clash"]),
        ("Gunmen opened fire on a checkpoint.", ["shooting"]),
        ("A man was shot dead in the street.", ["shooting"]),
        ("A mass shooting shook the town.", ["shooting"]),
        ("Стрельба слышна в центре.", ["shooting"]),
        ("Неизвестный открыл огонь по патрулю.", ["shooting"]),
        ("Gunmen attacked a village at dawn.", ["attack"]),
        ("Militants ambushed a patrol.", ["attack"]),
        ("A knife attack shook the market.", ["attack"]),
        ("Rebels stormed the base.", ["attack"]),
        ("Боевики совершили нападение на пост.", ["attack"]),
        ("Protesters gathered in the square.", ["protest"]),
        ("A rally was held in the capital.", ["protest"]),
        ("Miners went on strike.", ["protest"]),
        ("В столице прошёл митинг.", ["protest"]),
        ("Жители вышли на акцию протеста.", ["protest"]),
        ("An earthquake shook the valley.", ["earthquake"]),
        ("A quake of magnitude 5.4 was felt.", ["earthquake", "earthquake"]),
        ("Strong aftershocks followed.", ["earthquake"]),
        ("Землетрясение ощутили в городе.", ["earthquake"]),
        ("A wildfire spread through the reserve.", ["fire"]),
        ("A fire broke out in a warehouse.", ["fire"]),
        ("The market caught fire.", ["fire"]),
        ("В степи начался пожар.", ["fire"]),
        ("Загорелся склад на окраине.", ["fire"]),
        ("Flash floods swept the valley.", ["flood"]),
        ("The river burst its banks.", ["flood"]),
        ("Homes were inundated by the dam failure.", ["flood", "flood"]),
        ("Паводок затопил посёлок.", ["flood", "flood"]),
        ("A landslide buried the road.", ["landslide"]),
        ("An avalanche hit a group of skiers.", ["landslide"]),
        ("На дорогу сошёл оползень.", ["landslide"]),
        ("A dust storm closed the port.", ["storm"]),
        ("A cyclone made landfall.", ["storm"]),
        ("Ураган сорвал крыши.", ["storm"]),
        ("Armed men robbed a bank.", ["crime"]),
        ("Customs foiled no smuggling.", ["crime"]),
        ("Poaching in the reserve is up.", ["crime"]),
        ("Полиция раскрыла кражу и ограбление.", ["crime", "crime"]),
        ("Three teachers were kidnapped by gunmen.", ["kidnapping"]),
        ("Рыбак похищен у реки.", ["kidnapping"]),
        ("Police arrested two men.", ["arrest"]),
        ("Двое мужчин задержаны.", ["arrest"]),
        ("Border guards seized 40 kg of heroin.", ["seizure"]),
        ("Police seize 2.3 tonnes of cocaine off Galicia.", ["seizure"]),
        ("The army is to hold drills near the border.", ["military activity"]),
        ("Район подвергался атакам.", ["attack"]),
        ("Таможня изъяла партию сигарет.", ["seizure"]),
        ("The army began military exercises on the coast.", ["military activity"]),
        ("Joint drills were held at the range.", ["military activity"]),
        ("The ministry deployed troops to the frontier.", ["military activity"]),
        ("Начались военные учения.", ["military activity"]),
        ("Unidentified objects were seen over the base.", ["aerial activity"]),
        ("Unexplained lights hung in the sky.", ["aerial activity"]),
        ("Two jets violated the country's airspace.", ["aerial activity"]),
        ("Над городом заметили неопознанный объект.", ["aerial activity"]),
        ("The incident is being looked into.", ["other"]),
    ],
)
def test_an_event_is_of_its_kind(text, kinds):
    assert [event.type for event in read(text)] == kinds


@pytest.mark.parametrize(
    "text",
    [
        "A drone exhibition opened in the capital.",
        "The drone maker hired ten engineers.",
        "She filmed the lake with a drone.",
        "A tsunami warning was lifted.",
        "Drone shots show the valley.",
        "Drone footage shows the valley.",
        "A drone light show closed the festival.",
        "The lecturer droned on.",
        "It was a clash of opinions.",
        "The title clash ended in a draw.",
        "A clash of cultures was felt.",
        "The stock market crash ruined him.",
        "A website crashed under the load.",
        "He took a crash course in Kazakh.",
        "They plan to fire the coach.",
        "The club fired its manager.",
        "He was fired last week.",
        "The fire brigade got a new truck.",
        "A ceasefire holds.",
        "Fireworks lit the sky.",
        "The sides struck a deal.",
        "The strike price is low.",
        "They struck gold.",
        "She shelled peas in the yard.",
        "They shelled out for tickets.",
        "A population explosion is feared.",
        "It was a blast from the past.",
        "There was an explosion of interest.",
        "She had a heart attack.",
        "The striker scored twice.",
        "A cyber attack hit the bank.",
        "He attacked the government's budget.",
        "The attacking midfielder left.",
        "Stocks rallied in late trade.",
        "A rally driver won the stage.",
        "They were flooded with calls.",
        "A flood of complaints came in.",
        "It was a landslide victory.",
        "He won by a landslide.",
        "A political earthquake shook the party.",
        "The plan caused a media storm.",
        "He stormed off.",
        "She stole the show.",
        "A crime novel won the prize.",
        "They seized the opportunity.",
        "He seized the initiative.",
        "We watched a shooting star.",
        "The film crew spent a week shooting in the hills.",
        "Breathing exercises help.",
        "Exercise caution on the road.",
        "He suffered cardiac arrest.",
        "Emergency services have a new number.",
        "Accident insurance is cheap.",
        "They found it by accident.",
        "He is in a battle with cancer.",
        "The court overturned the ruling.",
        "The two are on a collision course.",
        "The minister visited a school.",
        "The road leads to the border.",
        "Trade talks went on in Astana.",
        "Выставка дронов открылась в столице.",
        "Столкновение мнений было неизбежным.",
        "Взрыв смеха прервал речь.",
        "У него случилась паническая атака.",
        "Хакерская атака остановила сайт.",
        "Пожарная безопасность важна.",
        "Политическое землетрясение потрясло партию.",
        "Видео снято с дрона.",
        "Подрыв доверия опасен.",
        "Министр посетил школу.",
        "Шквал критики обрушился позже.",
        "Он получил солнечный удар.",
    ],
)
def test_what_only_sounds_like_an_event_is_none(text):
    assert read(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "No explosion was heard.",
        "There was no attack.",
        "It was not an attack.",
        "There were no reports of shelling.",
        "The ministry denied any shelling.",
        "Police ruled out an attack.",
        "The army denied shelling the town.",
        "The army denied that its troops had crossed the river.",
        "The attack did not take place.",
        "The day passed without an explosion.",
        "Взрыва не было.",
        "День прошёл без обстрелов.",
        "Взрывов не зафиксировано.",
        "Это не дрон.",
    ],
)
def test_a_denied_event_is_marked(text):
    (event,) = read(text)
    assert event.negated


@pytest.mark.parametrize(
    "text",
    [
        "Militants could attack the base.",
        "In the event of a flood, go uphill.",
        "The army warned of an attack.",
        "It was the anniversary of the earthquake.",
        "If a fire breaks out, call 101.",
        "They fear an explosion.",
        "Rebels threatened to attack the town.",
        "The wall is to prevent floods.",
        "Miners will hold a rally on Friday.",
        "В случае пожара звоните 101.",
        "Боевики могут совершить нападение.",
        "Прошла годовщина землетрясения.",
    ],
)
def test_an_event_that_is_only_thought_of_is_marked(text):
    events = read(text)
    assert events
    assert all(event.hypothetical for event in events if event.type != "military activity")


def test_an_exercise_is_real_and_what_it_simulates_is_not():
    events = read("Troops held a military exercise simulating an attack on a port.")
    assert [(event.type, event.hypothetical) for event in events] == [
        ("military activity", False),
        ("attack", True),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "No one was hurt in the explosion.",
        "Nobody died after the earthquake.",
        "The blast did not hurt anyone.",
        "An explosion was heard, but there was no fire brigade.",
        "The cause of the explosion is not known.",
        "Police could not say who fired at the car before the explosion.",
        "Пострадавших при взрыве нет.",
        "Никто не пострадал при взрыве.",
    ],
)
def test_a_denial_of_something_else_leaves_an_event_alone(text):
    explosions = [event for event in read(text) if event.type in {"explosion", "earthquake"}]
    assert explosions
    assert not any(event.negated for event in explosions)


@pytest.mark.parametrize(
    "text",
    [
        "A drone fell, and officials said they would look into it.",
        "After the attack, the army will send troops.",
        "Two people may have died in the earthquake.",
        "The attack on the base killed two.",
    ],
)
def test_a_guess_about_something_else_leaves_an_event_alone(text):
    event = next(event for event in read(text) if event.type in {"drone", "attack", "earthquake"})
    assert not event.hypothetical


def test_offsets_are_those_of_the_text():
    text = "Headline\n\nA quake shook Almaty.  Then a fire broke out."
    events = read(text)
    assert [text[event.start : event.end] for event in events] == [event.quote for event in events]
    assert [event.sentence for event in events] == [1, 2]


def test_a_language_reads_its_own_words_only():
    assert [event.type for event in read("Fire and пожар", "ru")] == ["fire"]
    assert len(read("Fire and пожар")) == 2
    assert len(read("Fire and пожар", "xx")) == 2


def test_rows_of_the_vocabulary_are_sound():
    for kind, language, strength, words in VOCABULARY:
        assert kind in {*TYPES, NONE}
        assert len(language) == 2
        assert 0 < strength <= 1
        for entry in filter(None, map(str.strip, words.split(";"))):
            assert entry == entry.lower() or "\\" in entry, entry
            re.compile(entry.replace("*", "\\w*") if "\\" not in entry else "")
    assert {row[0] for row in VOCABULARY} == {*TYPES, NONE}


@given(st.text(st.sampled_from("drone strike fire дрон взрыв no не .,\n"), max_size=120))
def test_no_text_breaks_it(text):
    events = read(text)
    assert all(text[event.start : event.end] == event.quote for event in events)
    assert all(one.end <= other.start for one, other in pairwise(events))
