"""The forms of location phrases: regular expressions over folded text, built from the words of ten languages.

Groups: `a` and `b` are names, `pair` is two names with a hyphen or an "and" between them, `d` a direction. A
form is tried from the first letter to the last; texts are short, so that no form takes long.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from geo._locating.expressions.compass import ADJECTIVE, COMPARED, NOUN
from geo._locating.expressions.vocabulary import roles

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = [
    "AFTER_LENGTH",
    "APPOSITION",
    "ARTICLE",
    "BEFORE_LENGTH",
    "FORMS",
    "KIND_OF",
    "PAIR_JOINTS",
    "PLACE",
    "ROAD_BEHIND",
    "SECOND_LENGTH",
    "Form",
]

_ROLE: Final = {
    **roles(),
    "noun": f"(?P<d>{NOUN})",
    "adjective": f"(?P<d>{ADJECTIVE})",
    "compared": f"(?P<d>{COMPARED})",
    "outward": f"(?P<d>{NOUN}|{COMPARED}|{ADJECTIVE})",
    "either": f"(?P<d>{ADJECTIVE}|{NOUN}|{COMPARED})",
    "a": "(?P<a>.+)",
    "a_least": "(?P<a>.+?)",
    "b": "(?P<b>.+)",
    "pair": "(?P<pair>.+)",
    "pair_least": "(?P<pair>.+?)",
    "sep": "[ ,;:(–-]+",
}


Joints = Literal["dashed", "and", "any"]


class Form(NamedTuple):
    """One way to say something."""

    kind: Literal[
        "offset",
        "ring",
        "radius",
        "outside",
        "near",
        "between",
        "border",
        "coast",
        "part",
        "road",
        "toward",
        "within",
    ]
    pattern: re.Pattern[str]
    marks: frozenset[str]
    """What is known when the form fits: a relation, `name` when names are built like it, `capital` when the
    letters of its direction have to be capitals, `one` when one side is named of two, `centre`."""


def _form(kind: str, template: str, marks: str = "") -> Form:
    return Form(kind, _compile(template), frozenset(marks.split()))  # type: ignore[arg-type]


def _compile(template: str) -> re.Pattern[str]:
    """Put the words into a template, where `<role>` stands for them."""
    pattern = re.sub(r"(?<!\?P)<(\w+)>", lambda found: _ROLE[found[1]], template)
    # A role takes the space after it along, but the text may end there.
    return re.compile(pattern)


BEFORE_LENGTH: Final = _compile(r"(?:(?P<about><about>)|(?P<within><within>)|<lead>|<between>){0,4} ?")
"""What may stand before a length. Repeats are few, so that no text is parted in very many ways."""

SECOND_LENGTH: Final = re.compile(r"[ ,]*(?:\(|/ ?|or |или |ou |o )(?:about |some |около )?")
"""What stands between a length and the same in another unit."""

AFTER_LENGTH: Final = (
    _form("ring", r"(?:<away>)?<outside><a>", "outside"),
    _form("radius", r"(?:radius|umkreis|radio|rayon|raio|радиус\w*) <around><a>"),
    _form("offset", r"(?:<away>)?(?:<toward>){0,3}<outward> ?(?:<direction>)?(?:<of>)?<a>"),
    _form("coast", r"(?:<away>)?<off_coast><a>", "off"),
    _form("coast", r"(?:<away>)?off (?:the )?<a_least>(?:'s|s')? (?:coast|shores?|coastline)", "off"),
    _form("coast", r"(?:<away>)?<off><a>", "off"),
    _form("ring", r"(?:<away>)?(?:<from>|<around>)<a>"),
)
"""What may stand between a length and the name; the text begins after the length."""

FORMS: Final = (
    _form("road", r"(?:<on>|<lead>|(?P<by><by>)){0,3}<road_start>(?:<road_from>)<a_least> <road_to><b>"),
    _form("road", r"(?:<on>|<lead>|(?P<by><by>)){0,3}<road_start><between><pair>", "and"),
    _form("road", r"(?:<on>|<lead>|(?P<by><by>)){0,3}<road_start><pair>", "dashed"),
    _form("road", r"(?:<on>|<lead>|the |(?P<by><by>)){0,3}<a_least> to <b> <road>", ""),
    _form("road", r"(?:<on>|<lead>|the |(?P<by><by>)){0,3}<pair_least> <road>", "dashed"),
    _form(
        "border", r"(?:<on>|<lead>|(?P<by><by>)){0,3}<border>(?:<crossing>)?(?:of )?<between><pair>", "and"
    ),
    _form("border", r"(?:<on>|<lead>|(?P<by><by>)){0,3}<border>(?:<crossing>)?(?:<of>)?<a_least> <with><b>"),
    _form("border", r"(?:<on>|<lead>|(?P<by><by>)){0,3}<border>(?:<crossing>)?<with><b>", "one with"),
    _form("border", r"(?:<on>|<lead>|(?P<by><by>)){0,3}(?:the )?<a_least>(?:'s|s')? <border><with><b>"),
    _form("border", r"(?:<on>|<lead>|(?P<by><by>)){0,3}<border>(?:<of>)?<pair>", "any"),
    _form(
        "border",
        r"(?P<led>(?:<on>|<lead>|the |(?P<by><by>)){0,3})<pair_least>(?:'s|s')? <border_end>",
        "any led",
    ),
    _form("border", r"<pair_least>(?:'\w{2,4})? (?:sinirinda|siniri yakininda|sinirda) ", "any"),
    _form("between", r"(?:<lead>|(?P<halfway><halfway>)){0,3}<between><pair>", "and"),
    _form("coast", r"(?:<lead>){0,3}off the <adjective> coasts? of <a>", "off"),
    _form("coast", r"(?:<lead>){0,3}<off_coast><a>", "off"),
    _form(
        "coast",
        r"(?:<lead>){0,3}off (?:the )?<a_least>(?:'s|s')? (?:<adjective> )?(?:coasts?|shores?|coastline) ",
        "off",
    ),
    _form("coast", r"(?:<lead>){0,3}(?:on |along )?(?:the )?<adjective> (?:coast|shores?) of <a>", "on"),
    _form("coast", r"(?:<lead>){0,3}<on_coast><a>", "on"),
    _form(
        "coast",
        r"(?:<lead>){0,3}(?:on|along) (?:the )?<a_least>(?:'s|s')? (?:coast|shores?|coastline) ",
        "on",
    ),
    _form("coast", r"(?:<lead>){0,3}<off><a>", "off sea"),
    _form("coast", r"<a_least>,? <off_end>", "off sea"),
    _form("outside", r"(?:<lead>){0,3}<outside><a>"),
    _form("part", r"(?:<in_the>){1,3}(?:<far>)?<adjective> <section>(?:<of>)?<a>"),
    _form("part", r"(?:in |across |throughout |from )?the (?:<far>)?<noun> of <a>"),
    _form("part", r"(?:dans |en )?(?:le |l'|el |no |o |im |der )<noun> <of><a>"),
    _form("part", r"(?:au |al |ao |a l')<noun> <of><a>", "also_toward"),
    _form("part", r"(?:<in_the>){0,3}<part_of><noun> <of><a>"),
    _form("toward", r"(?:<lead>){0,3}(?:<toward>|just |immediately |far ){0,3}<noun> <of_away><a>"),
    _form("toward", r"(?:<lead>){0,3}<compared> (?:<of>)?<a>"),
    _form("near", r"(?:<lead>){0,3}<near><a>"),
    _form("part", r"(?:<in_the>){1,3}<centre><of><a>", "centre"),
    _form("part", r"(?:<in_the>){0,3}(?:центр(?:а|е|у)?|центральн\w+ част\w+|وسط) <a>", "centre"),
    _form("part", r"(?:the )?<centre><of><a>", "centre name"),
    _form("part", r"(?:in |across )?(?:the )?<a_least>(?:'s|s') (?:<far>)?<either>(?: <section>)? ?"),
    _form("part", r"(?:на |в |во |у )(?:<far>)?<noun> <a>"),
    _form("part", r"(?:في )<noun> <a>", "also_toward"),
    _form("part", r"<a_least>(?:'\w{2,4})? (?=[\w-]{2,}[dtдт][eaеа] )<noun> ", "also_toward"),
    _form("part", r"(?:<in_the>){0,3}(?:<far>)?<adjective> <section>(?:<of>)?<a>", ""),
    _form("part", r"(?:<in_the>){0,3}(?:<far>)?<noun> <of><a>", "name capital"),
    _form("part", r"(?:<in_the>){0,3}(?:<far>)?<either>[ -]<a>", "name capital"),
    _form("part", r"(?:<in_the>){0,3}<central><a>", "name centre"),
    _form("near", r"(?:in |at )?(?:the )?<a_least>(?:'s|s')? <near_end>", "name"),
)
"""Forms of whole phrases, the more telling before the less telling."""

_DASHES: Final = tuple(re.compile(pattern) for pattern in (r" (?:–|-|<->) ", r" ?– ?", r" ?/ ?", r"-"))
_AND: Final = _compile(r" <and>")
PAIR_JOINTS: Final[Mapping[Joints, tuple[re.Pattern[str], ...]]] = {
    "dashed": _DASHES,
    "and": (_AND,),
    "any": (*_DASHES, _AND),
}
"""What parts two names, the surest first."""

ARTICLE: Final = _compile(r"<article>")
KIND_OF: Final = _compile(r"(?:(?:the |la |le |el |l')?<kind_of>)")


class _Trailing(NamedTuple):
    before: re.Pattern[str]
    after: re.Pattern[str]


TRAILING: Final = _Trailing(
    _compile(r"(?:the )?(?P<a>.+?)(?:'\w{2,4})?(?:<sep>)(?:(?P<about><about>)|<lead>){0,3}"),
    _compile(r"(?:(?:<toward>){0,3}<outward>(?: <direction>)?(?: of| from)?|<away>) ?\)?\.? ?"),
)
"""What stands round the length where the name comes first."""

ROAD_BEHIND: Final = re.compile(
    r",? (?:on|along|by|via|sur|по|на) (?:the |la |l'|le )?"
    r"(?:road|axis|highway|route|axe|nationale|carretera|трассе|дороге|"
    r"[^,]{3,40} (?:road|axis|axel|highway|route))"
    r"(?!\w).*"
)
"""A road on which something lies, named behind the rest."""

APPOSITION: Final = re.compile(
    r", | \(|,? (?=near |located |situated |some |about |around |approximately |outside |between |close to |"
    r"situee? |возле |около |вблизи |недалеко |pres de |cerca de )"
)
"""What stands between a name and the words that tell where it is."""

PLACE: Final = re.compile(r"(?:(?:in|at|on|dans|en|в) )?(?P<name>[^(]*)")
"""The name before it, without what stands before and in brackets after."""
