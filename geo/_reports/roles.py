"""What a place is named for: where the incident is, what that lies in, what is measured from, or besides.

A report names the town in which it was written, the capital where a spokesman spoke, where a bus was bound,
where a thing like it happened: none of them is where the incident is.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo._reports.named import Named
    from geo._reports.relations import Relation
    from geo._reports.report import Role

__all__ = ["Use", "find_uses"]

_DATELINE: Final = re.compile(
    r"^\s*(?:[^\n.]{0,60}?)(?:,? *(?:\d{1,2} \w+|\w+\.? \d{1,2})(?:,? \d{4})? *)?(?:\([^()\n]{2,40}\))? "
    r"*(?:[\u2012-\u2015]|-- ?| - )\s"
)
_SPEAKER_BEFORE: Final = re.compile(
    r"(?:ministry|minister|spokesman|spokeswoman|spokesperson|officials?|authorities|government|police|institute|office|"
    r"headquarters|embassy|ambassador|president|parliament|agency|court|prosecutors?|diplomats?|analysts?|hospital|"
    r"correspondent|reporters?|newsroom|no one|nobody|anyone|everyone|people|politicians|those|experts?|"
    r"specialists?|scientists?|engineers?|researchers?|investigators?|observers?|historians?|lawyers?|"
    r"activists?|journalists?|aides?|teams?|laborator(?:y|ies)|эксперт\w*|специалист\w*|committee|"
    r"department|observatory|centre|center|university|bureau|"
    r"министерств\w*|полици\w*|власт\w*|управлени\w*|прокуратур\w*|пресс-служб\w*|мчс|мид|мвд|посольств\w*|центр\w*)"
    r"(?: \w+){0,3}? (?:in|of|at|for|from|based in|в|во) (?:the )?(?:city of )?$",
    re.IGNORECASE,
)
_HOUSES: Final = re.compile(
    r"(?:institute|office|headquarters|embassy|parliament|court|hospital|newsroom|laborator(?:y|ies)|centre|center|university|bureau|"
    r"центр\w*|управлени\w*)\b",
    re.IGNORECASE,
)
"""Where things happen as well as things are said."""
_ANYONE: Final = re.compile(r"(?:people|those|everyone|anyone|nobody|no one|teams?)\b", re.IGNORECASE)
_KNOWS: Final = re.compile(
    r"^[^.;]{0,80}?\b(?:sa(?:id|ys|ying)|told|tells?|report(?:ed|s)|announced|den(?:ied|y)|condemned|confirmed|declined|called|warned|added|"
    r"explain(?:ed)?|knows?|knew|believes?|believed|thinks?|thought|asked|claim(?:ed|s)?|identified|examined?|gave|name[ds]?|expects?|"
    r"сообщил\w*|заявил\w*|рассказал\w*|отметил\w*|считает|считают|полагает|назвал\w*)\b"
)
_SAYS_BEHIND: Final = re.compile(
    r"^(?:'s|\u2019s)?(?: [\w'\u2019-]+){0,4} (?:said|says|told|reported|announced|denied|condemned|"
    r"confirmed|declined|called|"
    r"has (?:asked|said|promised|called|denied|condemned)|warned|added|expressed|offered|sent|urged|blamed|"
    r"сообщил\w*|заявил\w*|рассказал\w*|отметил\w*|осудил\w*)(?!\w)"
)
_SPOKE_FIRST: Final = re.compile(
    r"^(?:[^.,]{0,40}), (?:an? |the )?(?:[\w-]+ ){0,5}?"
    r"(?:spokes\w+|minister|official|president|officials|representative|представитель|министр)\b"
)
_BOUND_BEFORE: Final = re.compile(
    r"(?:(?:heard|felt|visible|seen)(?: as far away as| as far as)?(?: in| from)?|"
    r"from (?:the )?[^,.;]{2,40} to|bound for|heading (?:for|to)|on (?:its|the|their|his|her) way "
    r"(?:to|from)|en route (?:to|from)|flying (?:to|from)|flight (?:to|from)|"
    r"travell?ing (?:to|from)|came from|come from|coming from|sailed (?:on )?(?:to|for|from)|sailing (?:to|"
    r"for|from)|arrived from|returning (?:to|from)|left for|"
    r"trained in|(?:makes?|made|builds?|built|produces?|produced|manufactures?|manufactured|assembles?|"
    r"assembled|sells?) (?:\w+ ){0,3}in|born in|lives? in|living in|native of|resident of|citizens? of|"
    r"nationals? of|made in|built in|"
    r"produced in|manufactured in|registered in|based in|headquartered in|fled (?:to|from)|flown to|taken to|"
    r"moved (?:to|towards)|transferred to|evacuated to|"
    r"soldiers of|army of|president of|king of|government of|minister of|talks in|meeting in|"
    r"(?:делают|производят|выпускают|собирают|изготовлен\w*|сделан\w*|произведен\w*|произведён\w*) в|"
    r"следовал\w* (?:в|из)|направлялся в|летел\w* (?:в|из)|прибыл\w* (?:в|из)|родом из|доставлен\w* в)"
    r" (?:the )?(?:[\w-]+ (?:in|of) )?$",
    re.IGNORECASE,
)
_JOINED: Final = re.compile(r"\s*(?:,|,? and|,? or|,? nor|и|или)\s+(?:in\s+)?", re.IGNORECASE)


_BACK: Final = 160


class Use(NamedTuple):
    """What a mention is named for."""

    role: Role | Literal["free"]
    """"free" for one that may be where an incident is."""
    because: str


def find_uses(
    text: str,
    named: Sequence[Named],
    sentences: Sequence[tuple[int, int]],
    relations: Sequence[Relation],
    attributed: Sequence[tuple[int, int]] = (),
    events: Sequence[tuple[int, int]] = (),
) -> list[Use]:
    """Say what each mention is named for, as far as the words beside it tell.

    Parameters
    ----------
    text : str
    named : sequence of Named
    sentences : sequence of (start, end)
    relations : sequence of Relation
    attributed : sequence of (start, end)
        Where it is said who says something.
    events : sequence of (start, end)
        The words for what happened.
    """
    references = {number: one for one in relations for number in one.objects if _is_reference(one)}
    children = {parent: at for at, one in enumerate(named) for parent in one.parents}
    datelines = _datelines(text, named, sentences)
    uses = []
    for at, one in enumerate(named):
        mention = one.mention
        start, _ = sentences[mention.sentence]
        # What stands further back says nothing of the name, and sentences can be long.
        before, behind = (
            text[max(start, mention.start - _BACK) : mention.start],
            text[mention.end : sentences[mention.sentence][1]],
        )
        if mention.how in ("pair", "demonym"):
            uses.append(Use("reference" if at in references else "background", "an adjective"))
        elif at in datelines:
            uses.append(Use("background", "the dateline: where the report was written"))
        elif any(first <= mention.start < last for first, last in attributed) or _is_speakers(
            before, behind, told=any(start <= first and last <= mention.start for first, last in events)
        ):
            uses.append(Use("background", "where it was said"))
        elif at in references:
            uses.append(Use("reference", f"what \u201c{_cut(text, references[at])}\u201d speaks of"))
        elif (
            at
            and uses[at - 1].role == "background"
            and _JOINED.fullmatch(text[named[at - 1].mention.end : mention.start])
        ):
            uses.append(uses[at - 1])
        elif _BOUND_BEFORE.search(before):
            uses.append(Use("background", "named besides: where somebody came from, went to or belongs"))
        elif _SAYS_BEHIND.match(behind) or (
            not before.strip(' "\u201c\u00abIn') and _SPOKE_FIRST.match(behind)
        ):
            uses.append(Use("background", "where it was said"))
        elif at in children:
            uses.append(Use("context", "what a place is said to be in"))
        else:
            uses.append(Use("free", ""))
    return uses


def _is_speakers(before: str, behind: str, *, told: bool) -> bool:
    """Say whether a place is that of somebody who speaks or knows, not that of what happened.

    Where the event was told before, as in "shot dead a journalist in X", and where what stands there is a
    house or anyone at all, it takes a word for speaking or knowing behind the place.
    """
    found = _SPEAKER_BEFORE.search(before)
    if found is None:
        return False
    if not told and not _HOUSES.match(found[0]) and not _ANYONE.match(found[0]):
        return True
    return _KNOWS.match(behind) is not None


def _is_reference(one: Relation) -> bool:
    if one.kind in ("near", "part", "superlative", "remote", "populated"):
        return False
    return one.kind != "capital" or one.word not in (
        "is",
        "in",
        "near",
        "outside",
        "close to",
        "at",
        "over",
        "not far from",
    )


def _datelines(text: str, named: Sequence[Named], sentences: Sequence[tuple[int, int]]) -> set[int]:
    """Find the mentions in the dateline at the beginning of a paragraph."""
    found = set()
    for number, (start, end) in enumerate(sentences):
        if start and text[start - 1] not in "\n\r":
            continue
        line = _DATELINE.match(text[start : min(end, start + 160)])
        if line is None:
            continue
        head = text[start : start + line.end()]
        capitals = re.match(r"\s*[A-Z\u0410-\u042f][A-Z\u0410-\u042f' .-]+[,(\u2012-\u2015 -]", head)
        dated = re.search(r"\d", head)
        if capitals or dated:
            found |= {
                at for at, one in enumerate(named)
                if one.mention.sentence == number and one.mention.end <= start + line.end()
            }  # fmt: skip
    return found


def _cut(text: str, one: Relation) -> str:
    said = " ".join(text[one.start : one.end].split())
    return said if len(said) <= 60 else f"{said[:57]}\u2026"  # noqa: PLR2004 - a line
