"""How well a reader does on the set of reports: gold answers against what `geo check --json` prints.

Everything but `read_check` and `main` is a pure function of a gold report, a line of
`tests/data/reports/reports.jsonl`, and of one check as a dict. What counts:

places     A found place belongs to the gold mention that its span overlaps most, one to one. It is right
           when it is also the same ground: a country by its code, a region by its code or name, all
           others by name in the same country or by a point within `within_km`.
incidents  A found incident is the gold one that is of its type and at its place: within `within_km`, or in
           the same region. Pairs are made best first, those of type and place before those of place or
           words alone; only the former count as found, the fields are scored over all pairs.
claims     A found claim is the gold one whose words it overlaps and whose kind it is of; kinds that the
           contract does not tell apart sharply (`LOOSE`) are the same where the object is. A former name
           is one claim, however often it stands in the report and wherever it was found.
optional   What a good reader may find and may leave is marked in the gold: found or not, it never counts.

`python -m tests.report_scoring --half open` prints the figures and every miss, `--half held` the figures
alone, so that nobody learns the answers of the half that judges.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from anyascii import anyascii
from pyproj import Geod

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

REPORTS = Path(__file__).parent / "data" / "reports" / "reports.jsonl"
GEOD = Geod(ellps="WGS84")
BORDERS = frozenset({"border", "common_border", "touches", "border_unit"})
# Kinds of one group are the same claim where the object is the same.
LOOSE = (frozenset({"near", "inside", "part"}), BORDERS, frozenset({"capital", "near", "inside"}))
FIELDS = ("type", "date", "country", "location")
# Languages of which only names are expected: their claims are neither written down nor counted.
NAMES_ONLY = frozenset({"kk"})
# A found interval of days may be so many times as long as the gold one.
LONGER = 2
# Letters of a name that its cases leave alone.
STEM = 5
GENERIC = re.compile(
    r"\b(region|district|province|state|county|department|oblast|governorate|territory|city|town|village|of|the)\b"
)

Record = dict[str, Any]
Pair = tuple[int, int]


@dataclass
class Score:
    """Counts by name, such as `places.right`, and the misses in words."""

    counts: Counter[str] = field(default_factory=Counter)
    misses: list[str] = field(default_factory=list)

    def __add__(self, other: Score) -> Score:
        """Put two scores together."""
        return Score(self.counts + other.counts, self.misses + other.misses)

    def share(self, part: str, whole: str) -> float | None:
        """Give a share of the counts, None of nothing."""
        return self.counts[part] / self.counts[whole] if self.counts[whole] else None

    def figures(self) -> dict[str, float | None]:
        """Give every figure of the table."""
        shares = {
            "places precision": ("places.right", "places.found"),
            "places recall": ("places.right", "places.gold"),
            "incidents precision": ("incidents.right", "incidents.found"),
            "incidents recall": ("incidents.right", "incidents.gold"),
            **{f"incidents {name}": (f"incidents.{name}", "incidents.paired") for name in FIELDS},
            "claims precision": ("claims.right", "claims.found"),
            "claims recall": ("claims.right", "claims.gold"),
            "claims negated": ("claims.negated", "claims.right"),
            "claims attributed": ("claims.attributed", "claims.right"),
            "verdicts of matched": ("claims.verdict", "claims.right"),
            "verdicts of all": ("claims.verdict", "claims.gold"),
        }
        return {name: self.share(*parts) for name, parts in shares.items()}


def read_reports(half: str | None = None) -> list[Record]:
    """Give the gold reports, of one half or of both."""
    reports = [json.loads(line) for line in REPORTS.read_text(encoding="utf-8").splitlines()]
    return [report for report in reports if half in (None, report["half"])]


def find_span(text: str, quote: str, nth: int = 1) -> tuple[int, int]:
    """Give where the n-th mention of a quote stands; mentions may overlap."""
    at = -1
    for _ in range(nth):
        at = text.find(quote, at + 1)
        if at < 0:
            raise ValueError(f"There is no mention {nth} of {quote!r}.")
    return at, at + len(quote)


def overlap(one: Sequence[int], other: Sequence[int]) -> int:
    """Give how many characters two spans share."""
    return max(0, min(one[1], other[1]) - max(one[0], other[0]))


def away_km(one: Record, other: Record) -> float:
    """Give the distance of two points, endless where one is not known."""
    ends = (one.get("lon"), one.get("lat"), other.get("lon"), other.get("lat"))
    return float("inf") if None in ends else float(GEOD.inv(*ends)[2]) / 1000.0


def fold(name: str | None) -> str:
    """Write a name so that spellings of it agree: ASCII, small, without words such as "region"."""
    plain = re.sub(r"[^a-z0-9 ]", "", anyascii(name or "").lower().replace("-", " "))
    return " ".join(GENERIC.sub(" ", plain).split())


def pair_up(candidates: Iterable[tuple[Any, int, int]]) -> list[Pair]:
    """Make pairs (gold, found) greedily, best first, each number once."""
    pairs: list[Pair] = []
    for _, gold, found in sorted(candidates, key=lambda one: (one[0], -one[1], -one[2]), reverse=True):
        if all(gold != one and found != other for one, other in pairs):
            pairs.append((gold, found))
    return pairs


def score_report(gold: Record, check: Record) -> Score:
    """Score one report."""
    return score_places(gold, check) + score_incidents(gold, check) + score_claims(gold, check)


def tally(
    what: str, wanted: Sequence[Record], found: Sequence[Record], pairs: Sequence[Pair], right: Sequence[Pair]
) -> Counter[str]:
    """Count gold, found and right, leaving aside what is optional and what was found for it."""
    aside = {got for one, got in pairs if wanted[one].get("optional")}
    return Counter(
        {
            f"{what}.gold": sum(not one.get("optional") for one in wanted),
            f"{what}.found": len(found) - len(aside),
            f"{what}.right": sum(not wanted[one].get("optional") for one, _ in right),
        }
    )


def tell_misses(
    gold: Record, what: str, found: Sequence[Record], right: Sequence[Pair], pairs: Sequence[Pair]
):
    """Tell what was not found, and what was found beside it, each with the id and the quote."""
    wanted = gold[what]
    hit, used = {one for one, _ in right}, {got for _, got in right}
    aside = {got for one, got in pairs if wanted[one].get("optional")}
    lines = []
    for number, one in enumerate(wanted):
        if number not in hit and not one.get("optional"):
            lines.append(f"{gold['id']}\t{what}\tmissed\t{brief(one)}")
    for number, got in enumerate(found):
        if number not in used | aside:
            lines.append(f"{gold['id']}\t{what}\tbeside\t{brief(got)}")
    return lines


def brief(one: Record) -> str:
    """Write a place, an incident or a claim in a few words."""
    names = (
        "type",
        "kind",
        "name",
        "located_as",
        "date",
        "object",
        "country_code",
        "negated",
        "verdict",
        "quote",
    )
    told = [f"{name}={one[name]!r}" for name in names if one.get(name) not in (None, False)]
    where = [f"{one['lon']:.2f} {one['lat']:.2f}"] if one.get("lon") is not None else []
    return ", ".join(told + where)


def score_places(gold: Record, check: Record) -> Score:
    """Score the places of a report."""
    wanted, found = gold["places"], check["places"]
    spans = [find_span(gold["text"], one["quote"], one.get("nth", 1)) for one in wanted]
    shared = [
        ((overlap(span, (got["start"], got["end"])), same_ground(wanted[one], got)), one, number)
        for one, span in enumerate(spans)
        for number, got in enumerate(found)
        if overlap(span, (got["start"], got["end"]))
    ]
    pairs = pair_up(shared)
    right = [(one, number) for one, number in pairs if same_ground(wanted[one], found[number])]
    counts = tally("places", wanted, found, pairs, right)
    return Score(counts, tell_misses(gold, "places", found, right, pairs))


def same_ground(gold: Record, found: Record) -> bool:
    """Say whether a found place is the gold one."""
    if gold["kind"] == "country":
        return found["kind"] == "country" and found["country_code"] == gold["country_code"]
    if away_km(gold, found) <= gold["within_km"] and gold["kind"] not in ("region", "district"):
        return True
    if gold["country_code"] != found["country_code"]:
        return False
    if gold["kind"] == "region" and gold.get("region_code"):
        same_code = found.get("region_code") == gold["region_code"]
        return found["kind"] == "region" and (same_code or fold(found["name"]) == fold(gold["name"]))
    return fold(found["name"]) == fold(gold["name"]) or away_km(gold, found) <= gold["within_km"]


def score_incidents(gold: Record, check: Record) -> Score:
    """Score the incidents of a report."""
    wanted, found = gold["incidents"], check["incidents"]
    ranked = [
        (rank, one, number)
        for one, want in enumerate(wanted)
        for number, got in enumerate(found)
        if (rank := rank_incident(gold["text"], want, got))
    ]
    pairs = pair_up(ranked)
    right = [
        (one, number)
        for one, number in pairs
        if same_type(wanted[one], found[number]) and near_enough(wanted[one], found[number])
    ]
    counts = tally("incidents", wanted, found, pairs, right)
    agrees: dict[str, Callable[[Record, Record], bool]] = {
        "type": same_type,
        "date": same_date,
        "country": lambda want, got: want["country_code"] == got["country_code"],
        "location": lambda want, got: away_km(want, got) <= want["within_km"],
    }
    misses = tell_misses(gold, "incidents", found, right, pairs)
    for one, number in pairs:
        if wanted[one].get("optional"):
            continue
        counts["incidents.paired"] += 1
        for name, agree in agrees.items():
            counts[f"incidents.{name}"] += agree(wanted[one], found[number])
            if not agree(wanted[one], found[number]):
                told = f"gold {brief(wanted[one])}; found {brief(found[number])}"
                misses.append(f"{gold['id']}\tincidents\tother {name}\t{told}")
    return Score(counts, misses)


def rank_incident(text: str, want: Record, got: Record) -> tuple[int, int, int, float] | None:
    """Say how good a pair of incidents is, None where it is none."""
    located, typed = near_enough(want, got), same_type(want, got)
    told = False
    if want["quote"] and got.get("start") is not None:
        span = find_span(text, want["quote"], want.get("nth", 1))
        told = bool(overlap(span, (got["start"], got["end"])))
    if not located and not told:
        return None
    return (located and typed, located, same_date(want, got), -min(away_km(want, got), 1e5))


def same_type(want: Record, got: Record) -> bool:
    """Say whether a type is the gold one, or one that may stand for it."""
    return got["type"] in {want["type"], *want.get("also", ())}


def near_enough(want: Record, got: Record) -> bool:
    """Say whether an incident is where the gold one is, or in its region."""
    if away_km(want, got) <= want["within_km"]:
        return True
    region = want["region_code"]
    return region is not None and got.get("region_code") == region


def same_date(want: Record, got: Record) -> bool:
    """Say whether a date is the gold one; of an interval, whether it overlaps and is not much longer."""
    if got["date"] == want["date"] or got["date"] in want.get("also_dates", ()):
        return True
    if want["date"] is None or got["date"] is None or "/" not in want["date"]:
        return False
    (start, end), (from_day, to_day) = (read_days(one["date"]) for one in (want, got))
    return from_day <= end and start <= to_day and to_day - from_day + 1 <= LONGER * (end - start + 1)


def read_days(date: str) -> tuple[int, int]:
    """Read a day or an interval as two numbers of days."""
    from datetime import date as day

    first, _, last = date.partition("/")
    return day.fromisoformat(first).toordinal(), day.fromisoformat(last or first).toordinal()


def score_claims(gold: Record, check: Record) -> Score:
    """Score the claims of a report."""
    if gold["language"] in NAMES_ONLY:
        return Score()
    wanted, found = gold["claims"], once_renamed(check["claims"])
    spans = [find_span(gold["text"], one["quote"], one.get("nth", 1)) for one in wanted]
    ranked = []
    for one, want in enumerate(wanted):
        for number, got in enumerate(found):
            shared = overlap(spans[one], (got["start"], got["end"])) or same_former_name(want, got)
            if shared and same_kind(want, got):
                rank = (want["kind"] == got["kind"], same_object(want, got), not want.get("optional"), shared)
                ranked.append((rank, one, number))
    pairs = pair_up(ranked)
    counts = tally("claims", wanted, found, pairs, pairs)
    misses = tell_misses(gold, "claims", found, pairs, pairs)
    for one, number in pairs:
        want, got = wanted[one], found[number]
        if want.get("optional"):
            continue
        agreed = {
            "negated": bool(want["negated"]) == bool(got["negated"]),
            "attributed": bool(want["attributed"]) == bool(got["attributed_to"]),
            "verdict": want["verdict"] == got["verdict"],
        }
        for name, agrees in agreed.items():
            counts[f"claims.{name}"] += agrees
            if not agrees:
                told = f"gold {brief(want)} ({want['why']}); found {brief(got)}"
                misses.append(f"{gold['id']}\tclaims\tother {name}\t{told}")
    return Score(counts, misses)


def once_renamed(claims: Sequence[Record]) -> list[Record]:
    """Leave out claims on a former name after the first of them."""
    kept: list[Record] = []
    for one in claims:
        if not any(same_former_name(other, one) for other in kept):
            kept.append(one)
    return kept


def same_former_name(one: Record, other: Record) -> bool:
    """Say whether two claims are on one former name, in whatever case it stands."""
    if {one["kind"], other["kind"]} != {"outdated_name"}:
        return False
    return same_object(one, other) or fold(one["quote"])[:STEM] == fold(other["quote"])[:STEM]


def same_kind(want: Record, got: Record) -> bool:
    """Say whether two claims are of a kind, or of kinds of one group with the same object."""
    if want["kind"] == got["kind"]:
        return True
    grouped = any({want["kind"], got["kind"]} <= group for group in LOOSE)
    return grouped and same_object(want, got)


def same_object(want: Record, got: Record) -> bool:
    """Say whether two claims have one object: countries that a pair shares, or a name within the other."""
    one, other = want["object"] or "", got["object"] or ""
    if want["kind"] in BORDERS and got["kind"] in BORDERS:
        ours, theirs = (set(re.findall(r"\b[A-Z]{3}\b", name)) for name in (one, other))
        return bool(ours) and (ours <= theirs or theirs <= ours) and bool(theirs)
    ours, theirs = (set(fold(name).split()) for name in (one, other))
    return bool(ours) and bool(theirs) and (ours <= theirs or theirs <= ours)


def sum_up(reports: Sequence[Record], scores: Sequence[Score]) -> dict[str, Score]:
    """Put the scores together by half and language, by half, and all."""
    groups: dict[str, Score] = {}
    for report, score in zip(reports, scores, strict=True):
        for name in (f"{report['half']} {report['language']}", report["half"], "all"):
            groups[name] = groups.get(name, Score()) + score
    return dict(sorted(groups.items()))


def write_table(groups: dict[str, Score]) -> str:
    """Write the figures of all groups, one figure a line and one group a column."""
    names = list(Score().figures())
    lines = [" " * 22 + "".join(f"{name:>11}" for name in groups)]
    figures = [score.figures() for score in groups.values()]
    for name in names:
        cells = ("-" if one[name] is None else f"{one[name]:.2f}" for one in figures)
        lines.append(f"{name:<22}" + "".join(f"{cell:>11}" for cell in cells))
    for name in ("places", "incidents", "claims"):
        cells = (f"{one.counts[f'{name}.gold']}" for one in groups.values())
        lines.append(f"{'gold ' + name:<22}" + "".join(f"{cell:>11}" for cell in cells))
    return "\n".join(lines)


def read_check(report: Record, folder: Path) -> Record:
    """Read one report and check its claims, by the public names."""
    import geo

    path = folder / f"{report['id']}.txt"
    path.write_bytes(report["text"].encode("utf-8"))
    read = geo.read_report(path, published=report["published"], language=None)
    return geo.check_claims(read).as_json()


def main(arguments: Sequence[str] | None = None) -> int:
    """Score a half, or both, and print the table; of the open half also what was missed."""
    import tempfile

    parser = argparse.ArgumentParser(prog="python -m tests.report_scoring", description=main.__doc__)
    parser.add_argument("--half", choices=["open", "held"], help="both, without misses, unless told")
    half = parser.parse_args(arguments).half
    reports = read_reports(half)
    with tempfile.TemporaryDirectory() as folder:
        scores = [score_report(report, read_check(report, Path(folder))) for report in reports]
    if half == "open":
        for score in scores:
            sys.stdout.writelines(f"{line}\n" for line in score.misses)
    sys.stdout.write(write_table(sum_up(reports, scores)) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
