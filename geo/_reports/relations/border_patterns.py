"""What reports say of borders, as patterns over sentences whose names are single letters."""

from __future__ import annotations

from typing import Final

from geo._reports.relations.masking import NAME, PAIR, PEOPLE
from geo._reports.relations.pieces import (
    NEAR_WORDS,
    NEGATIVE,
    ONE,
    OTHER,
    OWN,
    SIDE_GROUP,
    START,
    THE,
    compile_all,
    compile_pattern,
)

__all__ = [
    "BORDER",
    "BORDER_BEHIND",
    "BORDER_UNIT",
    "TOUCHES",
]

_BORDER: Final = (
    r"(?:(?:state |land |international |maritime |sea )*(?:borders?|frontiers?|boundary)(?:lands?|line)?"
    r"(?: (?:area|areas|region|regions|zone|zones|strip|line|crossing|post|checkpoint))?"
    r"|(?:государственн\w+ |сухопутн\w+ )?границ\w*|приграничь\w+)"
)

BORDER_CORES: Final = (
    (
        rf"{_BORDER}(?: (?:incident|clash|clashes|skirmish|standoff|dispute|shelling|"
        r"\w+ incident))? (?:between|"
        rf"между) {THE}{ONE} (?:and|и) {THE}{OTHER}"
    ),
    rf"{ONE}{OWN}(?: and |/| ?[-\u2012-\u2014] ?){THE}{OTHER}{OWN} {_BORDER}",
    rf"{ONE}{OWN} (?:{SIDE_GROUP} )?{_BORDER} (?:with|с|со) {THE}{OTHER}",
    rf"(?P<o>{NAME})'s? (?P<o2>{PEOPLE}) {_BORDER}",
    rf"(?P<pair>{PAIR}) {_BORDER}",
    rf"(?:{SIDE_GROUP} )?{_BORDER} (?P<with>with|to|с|со) {THE}{ONE}(?: (?:and|и) {THE}{OTHER})?",
    rf"(?:{SIDE_GROUP} )?{_BORDER} of {THE}{ONE}(?: and {THE}{OTHER})?",
    rf"{ONE}{OWN} (?:{SIDE_GROUP} )?{_BORDER}",
    rf"(?:{SIDE_GROUP} )?границ\w* {ONE}(?: (?:и|с|со) {OTHER})?",
    rf"{SIDE_GROUP} {_BORDER}",
    rf"{_BORDER}",
)
"""What names a border, the fullest first."""

_NO_LINE: Final = (
    r"(?!\w)(?! (?:patrols?|guards?|police|forces?|troops|services?|agency|officers?|officials?|control|"
    r"controls|security|"
    r"agents?|town|towns|city|village|villages|district|districts|province|talks|dispute)(?!\w))"
)
"""What a border is no line with: "found by a border patrol"."""

BORDER: Final = compile_all(
    *(rf"{START}(?:{NEGATIVE})?(?:{NEAR_WORDS})?{THE}{core}{_NO_LINE}" for core in BORDER_CORES)
)

BORDER_UNIT: Final = compile_pattern(
    rf"{START}(?:(?P<o>{NAME}|{PEOPLE}){OWN} )?(?:{SIDE_GROUP} )?(?:border|frontier|приграничн\w+|"
    r"шекаралас\w*) "
    rf"(?P<unit>district|region|province|village|town|city|county|community|settlement|governorate|state|raion|"
    rf"hamlet|municipality|villages|towns|districts|communities|район\w*|област\w*|сел\w+|город\w*|посел\w+|"
    rf"деревн\w+|аул\w*|ауд\w+)(?!\w)(?: (?:with|с) {THE}(?P<o2>{NAME}))?"
)

TOUCHES: Final = compile_pattern(
    rf"{START}(?P<neg>(?:does not|doesn't|do not|не) )?(?P<verb>borders?|bordering|abuts|adjoins|adjoining|"
    rf"shares? (?:a|its|their) (?:\w+ )?(?:border|frontier)s? with|has a (?:\w+ )?border with|neighbou?ring|"
    rf"граничащ\w+ с|граничит с|lies along (?=.{{0,4}}{PAIR} (?:border|frontier)))"
    rf"(?: on| onto)? {THE}(?P<o>{NAME})(?P<more>(?:,? (?:and|и) {THE}{NAME})*)"
)

BORDER_BEHIND: Final = compile_all(
    *(
        rf"{START}(?P<till>(?:до|to) )?{THE}{core}(?:,? (?:which )?(?:is|lies|runs|was|отсюда|от него|"
        r"от нее|проходит))?"
        r"(?: (?:only|just|about|around|some|roughly|nearly|almost|около|примерно|всего|более|at least|"
        r"more than))*(?: в)? $"
        for core in BORDER_CORES
    )
)
"""A border from which a distance is said behind it: "the border with Mali is 12 km away"."""
