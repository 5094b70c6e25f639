"""Bytes of a small file, changed as accidents and attackers change them, for readers that must survive it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import strategies as st

if TYPE_CHECKING:
    from collections.abc import Callable

    from hypothesis.strategies import SearchStrategy


def change(content: bytes) -> SearchStrategy[bytes]:
    """Make a strategy of versions of a file: bytes set, cut out, put in, doubled, the end lost."""
    place = st.integers(0, len(content) - 1)

    def replace(at: int, new: bytes) -> Callable[[bytes], bytes]:
        return lambda text: text[:at] + new + text[at + len(new) :]

    def insert(at: int, new: bytes) -> Callable[[bytes], bytes]:
        return lambda text: text[:at] + new + text[at:]

    def cut(at: int, count: int) -> Callable[[bytes], bytes]:
        return lambda text: text[:at] + text[at + count :]

    def end(at: int) -> Callable[[bytes], bytes]:
        return lambda text: text[:at]

    def double(at: int, count: int) -> Callable[[bytes], bytes]:
        return lambda text: text[: at + count] + text[at:]

    new = st.binary(min_size=1, max_size=8) | st.sampled_from(
        [b"\xff" * 4, b"\0" * 4, b"\xff" * 8, b"\x7f\xff\xff\xff"]
    )
    step = st.one_of(
        st.builds(replace, place, new),
        st.builds(replace, place, new),
        st.builds(insert, place, new),
        st.builds(cut, place, st.integers(1, 64)),
        st.builds(double, place, st.integers(1, 64)),
        st.builds(end, place),
    )

    def apply(steps: list[Callable[[bytes], bytes]]) -> bytes:
        changed = content
        for single in steps:
            changed = single(changed)
        return changed

    return st.lists(step, min_size=1, max_size=4).map(apply)
