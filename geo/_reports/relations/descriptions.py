"""Reading how else a place is described: by a capital, a coast, other places, a part, by people, the most."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo._reports.relations import patterns

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo._reports.relations.reader import Reader
    from geo._reports.relations.relation import Relation

__all__ = [
    "read_between",
    "read_capitals",
    "read_capitals_of",
    "read_coasts",
    "read_near",
    "read_parts",
    "read_populated",
    "read_remote",
    "read_superlatives",
]


def read_capitals(reader: Reader) -> Iterator[Relation]:
    """Read "near the capital"."""
    for pattern in patterns.CAPITAL:
        for found in pattern.finditer(reader.text):
            rel = (found["rel"] or "").strip()
            if reader.is_free(*found.span()) and (found["neg"] or rel) and rel not in ("from", "to"):
                yield reader.make(
                    "capital", *found.span(), objects=reader.names(found, "o", "owner", "o2"),
                    target="capital", word=rel, negated=found["neg"] is not None,
                )  # fmt: skip


def read_capitals_of(reader: Reader) -> Iterator[Relation]:
    """Find who says that a town is the capital of a country."""
    for pattern in patterns.CAPITAL_OF:
        for found in pattern.finditer(reader.text):
            if reader.is_free(*found.span()):
                yield reader.make(
                    "capital", *found.span(), objects=reader.names(found, "owner", "subject"),
                    target="capital", word="is", subject=reader.masked.mention_at(found.start("subject")),
                )  # fmt: skip


def read_coasts(reader: Reader) -> Iterator[Relation]:
    """Read "off the coast of Yemen", "the coastal town of"."""
    for pattern in patterns.COAST:
        for found in pattern.finditer(reader.text):
            if not reader.is_free(*found.span()):
                continue
            negative = "neg" in found.re.groupindex and found["neg"]
            if not negative and found["rel"] in (None, "from"):
                continue
            yield reader.make(
                "coast", *found.span(), objects=reader.names(found, "o", "o2"), target="coast",
                word=found["rel"] or "", heading=reader.heading(found) or reader.heading(found, "d2"),
                negated=bool(negative),
            )  # fmt: skip
    for found in patterns.COASTAL.finditer(reader.text):
        if reader.is_free(*found.span()):
            yield reader.make(
                "coast", *found.span(), objects=reader.names(found, "o"), target="coast", word="coastal",
                unit=found["unit"], subject=reader.unit_named(found),
            )  # fmt: skip


def read_between(reader: Reader) -> Iterator[Relation]:
    """Read "between Aktau and Zhanaozen"."""
    for found in patterns.BETWEEN.finditer(reader.text):
        before = reader.text[: found.start()]
        if reader.is_free(*found.span()) and not patterns.NOT_BETWEEN.search(before):
            yield reader.make(
                "between", *found.span(), objects=reader.names(found, "o", "o2"),
                word="halfway" if found["halfway"] else "",
            )  # fmt: skip


def read_near(reader: Reader) -> Iterator[Relation]:
    """Read "near Aktau"."""
    for found in patterns.NEAR.finditer(reader.text):
        if reader.is_free(found.start(), found.start("o")):
            yield reader.make(
                "near", *found.span(), objects=reader.names(found, "o"), word=found["rel"].strip(),
                negated=found["neg"] is not None,
            )  # fmt: skip


def read_parts(reader: Reader) -> Iterator[Relation]:
    """Read "in northern Mali", "in the north of the country"."""
    for pattern in patterns.PART:
        for found in pattern.finditer(reader.text):
            if not reader.is_free(*found.span()):
                continue
            groups = found.re.groupindex
            heading = reader.heading(found)
            centre = "centre" in groups
            # Letters alone are a direction in tables; in a text they are the end of a genitive.
            is_letters = not centre and set(found["d"]) <= set("nsew.")
            if is_letters or (heading is None and not centre):
                continue
            yield reader.make(
                "part", *found.span(), objects=reader.names(found, "o"), heading=heading,
                word="centre" if centre else "",
                unit=found["country"] if "country" in groups else "",
            )  # fmt: skip


def read_remote(reader: Reader) -> Iterator[Relation]:
    """Read "far from populated places", "a remote area"."""
    for pattern in patterns.REMOTE:
        for found in pattern.finditer(reader.text):
            if reader.is_free(*found.span(), of_ground=False):
                groups = found.re.groupindex
                yield reader.make(
                    "remote", *found.span(), negated="neg" in groups and found["neg"] is not None,
                    word=found["word"] if "word" in groups else "far",
                )  # fmt: skip


def read_populated(reader: Reader) -> Iterator[Relation]:
    """Read "close to residential areas"."""
    for pattern in patterns.POPULATED:
        for found in pattern.finditer(reader.text):
            if reader.is_free(*found.span(), of_ground=False):
                groups = found.re.groupindex
                yield reader.make(
                    "populated", *found.span(), negated="neg" in groups and found["neg"] is not None
                )


def read_superlatives(reader: Reader) -> Iterator[Relation]:
    """Read "the largest city of"; they are known and not judged."""
    for pattern in patterns.SUPERLATIVE:
        for found in pattern.finditer(reader.text):
            if reader.is_free(*found.span(), of_ground=False):
                yield reader.make("superlative", *found.span(), subject=None)
