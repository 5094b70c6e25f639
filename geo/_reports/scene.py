"""What claims are said of: the names and incidents of a report, what is theirs, and how they are called."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo._locating import Grounds
    from geo._reports.drafts import Draft
    from geo._reports.lines import Line
    from geo._reports.named import Named
    from geo._reports.relations import Relation
    from geo._reports.roles import Use

__all__ = ["Scene"]

_NOBODY: Final = re.compile(
    r"(?:in|on|at|as|for|with|by|following|also|after|before|but|and)\b|$", re.IGNORECASE
)
_ENGLISH: Final = {"страны": "country", "области": "region", "региона": "region", "района": "district"}


class Scene:
    """The names and incidents of a report.

    Parameters
    ----------
    text : str
    named : sequence of Named
    uses : sequence of Use
    drafts : sequence of Draft
    grounds : Grounds
    """

    def __init__(
        self,
        text: str,
        named: Sequence[Named],
        uses: Sequence[Use],
        drafts: Sequence[Draft],
        grounds: Grounds,
    ) -> None:
        self.text, self.named, self.uses = text, named, uses
        self.drafts, self.grounds = drafts, grounds

    def is_place_of(self, at: int, incident: int | None) -> bool:
        """Say whether a mention is the place of an incident, by itself or by what it means."""
        if incident is None:
            return False
        draft = self.drafts[incident]
        if draft.where is None:
            return False
        if draft.where.mention == at:
            return True
        best, mine = self.named[at].best, draft.best
        if best is None or mine is None or mine.candidate is None:
            return False
        return (
            best.thing is not None
            and mine.candidate.thing is not None
            and best.thing.number == mine.candidate.thing.number
        )

    def codes_of(self, one: Relation) -> tuple[str, ...]:
        """List the alpha-3 codes of the countries that a relation speaks of."""
        codes: list[str] = []
        for at in one.objects:
            named = self.named[at]
            if named.mention.codes:
                codes += named.mention.codes
                continue
            best = named.best
            if one.target == "border" and not named.mention.kind:
                # A border is one with a country: Mexico is not its capital there.
                best = next((other for other in named.candidates if other.kind == "country"), best)
            if best is not None and best.kind == "country" and best.country_code:
                codes.append(best.country_code)
        return tuple(dict.fromkeys(codes))

    def object_of(self, one: Relation, codes: tuple[str, ...], incident: int | None) -> str:  # noqa: PLR0911 - one return a target
        """Say in a word what a relation speaks of."""
        names = [self.spell(at) for at in one.objects]
        if one.target == "border" and one.objects and not codes:
            return "; ".join(names)
        if one.target == "border":
            own = self._country(one, incident)
            if len(codes) == 1 and own and own != codes[0] and not self._is_owner(one):
                codes = (codes[0], own)
            said = "-".join(sorted(codes)) if codes else own or ""
            return (
                f"{said} {one.heading.name}" if one.heading is not None and one.kind != "distance" else said
            )
        if one.kind in ("remote", "populated"):
            return "populated places"
        if one.kind == "part":
            side = one.heading.name if one.heading is not None else "centre"
            return f"{side} of {names[0] if names else 'the ' + _ENGLISH.get(one.unit, one.unit)}"
        if one.target == "capital":
            return names[-1] if names else "the capital"
        if one.target == "coast":
            return names[0] if names else "coast"
        return "; ".join(names)

    def _is_owner(self, one: Relation) -> bool:
        """Say whether a border is a country's own, of no neighbour: "Kazakhstan's southern borders"."""
        said = self.text[one.start : one.end]
        return one.heading is not None and re.search(r"\bwith\b|\bс\b", said) is None

    def _country(self, one: Relation, incident: int | None) -> str | None:
        """Give the country that a border is seen from: that of the subject, or of the incident."""
        best = self.named[one.subject].best if one.subject is not None else None
        mine = self.drafts[incident].best if incident is not None else None
        code = best.country_code if best is not None else mine.country_code if mine is not None else None
        return code.split(";")[0] if code else None

    def spell(self, at: int) -> str:
        """Name the place of a mention: by what it means, else as it is written."""
        best = self.named[at].best
        mention = self.named[at].mention
        if best is None:
            return self.text[mention.start : mention.end]
        return best.name

    def who(self, line: Line, at: int) -> str | None:
        """Say who is quoted at a spot of a sentence."""
        said = line.attribution
        if said is None or not said.scope.start <= at < said.scope.end:
            return None
        who = re.sub(r"^(?:[\W_]+|\d{1,2}[:.]\d{2}\s+)+", "", said.who)
        return None if _NOBODY.match(who) else who
