"""Packed trees of boxes over groups of things, and the asking of several groups at once.

A thing is a short run of segments or a few sites. Things of one group lie together, in an order that
keeps neighbours together; eight of them make a node, eight nodes the next, up to one root a group. All
boxes are boxes of chords in the space of the Earth (ECEF), so no projection and no seam is involved.

A question is put to a set of groups. `ask` puts a small tree on top of the roots of each set, so that a
question to six hundred groups costs little more than one to six.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from geo._geodesy.ellipsoid import Floats, Ints

FAN: Final = 8
"""Children of a node: as many as two lines of a processor's cache hold boxes."""

CELLS: Final = 2.0**21
"""Cells of the curve that orders things, along each axis of the Earth's cube."""

SPREAD_BITS: Final = (
    (32, 0x001F00000000FFFF),
    (16, 0x001F0000FF0000FF),
    (8, 0x100F00F00F00F00F),
    (4, 0x10C30C30C30C30C3),
    (2, 0x1249249249249249),
)
"""Shifts and masks that put two free bits after each of the 21 bits of a number."""

EARTH_M: Final = 6_400_000.0


class Trees(NamedTuple):
    """Nodes of all trees; the first ``leaves`` of them are leaves."""

    box: NDArray[np.float32]
    """Least and greatest x, y, z in metres, rounded outwards, shape (nodes, 6)."""
    first: NDArray[np.int32]
    """First child; of a leaf, its first thing."""
    members: NDArray[np.int32]
    """Number of children, or of things."""
    root: NDArray[np.int32]
    """Root of each group, -1 where a group is empty, shape (groups,)."""
    leaves: NDArray[np.int32]
    """How many nodes are leaves, shape (1,)."""


class Asked(NamedTuple):
    """Trees with the tops of the sets that are asked."""

    box: NDArray[np.float32]
    first: NDArray[np.int32]
    members: NDArray[np.int32]
    child: NDArray[np.int32]
    """Children of the nodes of the tops, which do not lie together."""
    top: NDArray[np.int32]
    """Where each set begins, -1 for an empty one, shape (sets,)."""
    leaves: int
    own: int
    """How many nodes are the trees' own; those after them belong to the tops."""


def curve_order(xyz_m: Floats) -> NDArray[np.uint64]:
    """Place of each position on a curve that fills space (Z order): close places are close by."""
    cell = ((xyz_m / EARTH_M + 1.0) * (CELLS / 2.0)).clip(0.0, CELLS - 1.0).astype(np.uint64)
    place = np.zeros(len(cell), dtype=np.uint64)
    for axis in range(3):
        spread = cell[:, axis]
        for shift, mask in SPREAD_BITS:
            spread = (spread | (spread << np.uint64(shift))) & np.uint64(mask)
        place |= spread << np.uint64(axis)
    return place


def split_order(centre_m: Floats, group: Ints, *, fan: int = FAN) -> Ints:
    """Order things so that runs of `fan`, of `fan` squared and so on lie close together, group by group.

    Each group is halved across its widest axis, and so are the halves, down to runs of `fan`; the first half
    has a power of two of such runs, so that nodes of the tree never reach over a cut. (J. L. Bentley,
    "Multidimensional binary search trees used for associative searching", Communications of the ACM 18,
    1975.)

    Parameters
    ----------
    centre_m : ndarray of float, shape (n, 3)
        ECEF.
    group : ndarray of int, shape (n,)

    Returns
    -------
    ndarray of int, shape (n,)
        Numbers of the things in their order.
    """
    order = np.argsort(group, kind="stable")
    # Millimetres in 32 bits: sorted together with the number of the part.
    cell = ((centre_m / EARTH_M + 1.0) * 2.0**31).clip(0.0, 2.0**32 - 1.0).astype(np.uint64)
    begin = np.flatnonzero(np.diff(group[order], prepend=-1))
    while True:
        size = np.diff(np.append(begin, len(order)))
        if size.max(initial=0) <= fan:
            return order
        part = np.repeat(np.arange(len(begin)), size)
        here = cell[order]
        extent = np.maximum.reduceat(here, begin, axis=0) - np.minimum.reduceat(here, begin, axis=0)
        along = here[np.arange(len(order)), np.argmax(extent, axis=1)[part]]
        order = order[np.argsort((part.astype(np.uint64) << np.uint64(32)) | along)]
        runs = -(-size // fan)
        large = runs > 1
        first = fan * 2 ** (np.ceil(np.log2(runs[large])).astype(np.int64) - 1)
        begin = np.sort(np.append(begin, begin[large] + first))


def build_trees(low_m: Floats, high_m: Floats, first: Ints, count: Ints, group: Ints, groups: int) -> Trees:
    """Build one tree a group.

    Parameters
    ----------
    low_m, high_m : ndarray of float, shape (leaves, 3)
        Boxes of the leaves.
    first, count : ndarray of int, shape (leaves,)
        First thing and number of things of each.
    group : ndarray of int, shape (leaves,)
        Group of each leaf, rising.
    groups : int
        How many groups there are, empty ones included.
    """
    boxes, firsts, counts = [_outwards(low_m, high_m)], [first], [count]
    root = np.full(groups, -1, dtype=np.int32)
    start, here = 0, group
    while True:
        begin = np.flatnonzero(np.diff(here, prepend=-1))
        size = np.diff(np.append(begin, len(here)))
        root[here[begin[size == 1]]] = start + begin[size == 1]
        begin, size = begin[size > 1], size[size > 1]
        if len(begin) == 0:
            break
        parents = -(-size // FAN)
        owner = np.repeat(np.arange(len(begin)), parents)
        within = np.arange(len(owner)) - np.repeat(np.cumsum(parents) - parents, parents)
        child = begin[owner] + within * FAN
        children = np.minimum(FAN, size[owner] - within * FAN)
        boxes.append(_join(boxes[-1], child, children))
        firsts.append(start + child)
        counts.append(children)
        start, here = start + len(here), here[begin[owner]]
    return Trees(
        np.concatenate(boxes),
        np.concatenate(firsts).astype(np.int32),
        np.concatenate(counts).astype(np.int32),
        root,
        np.array([len(first)], dtype=np.int32),
    )


def ask(trees: Trees, sets: Sequence[Ints]) -> Asked:
    """Put a top on the roots of each set of groups."""
    boxes, firsts, counts, children = [trees.box], [trees.first], [trees.members], []
    node, place = len(trees.box), 0
    tops = []
    place_on_curve = _places_on_curve(trees)
    for groups in sets:
        planted = np.asarray(groups, dtype=np.int64)
        planted = planted[trees.root[planted] >= 0]
        level = trees.root[planted[np.argsort(place_on_curve[planted])]]
        box = trees.box[level]
        while len(level) > 1:
            begin = np.arange(0, len(level), FAN)
            size = np.minimum(FAN, len(level) - begin)
            box = _join(box, begin, size)
            boxes.append(box)
            firsts.append((place + begin).astype(np.int32))
            counts.append(size.astype(np.int32))
            children.append(level)
            place += len(level)
            level = np.arange(node, node + len(begin), dtype=np.int32)
            node += len(begin)
        tops.append(level[0] if len(level) else -1)
    return Asked(
        np.concatenate(boxes),
        np.concatenate(firsts),
        np.concatenate(counts),
        np.concatenate(children).astype(np.int32) if children else np.empty(0, dtype=np.int32),
        np.array(tops, dtype=np.int32),
        int(trees.leaves[0]),
        len(trees.box),
    )


def _places_on_curve(trees: Trees) -> NDArray[np.uint64]:
    """Place of each group's root on the curve; anything for an empty group."""
    box = trees.box[trees.root].astype(np.float64)
    return curve_order((box[:, :3] + box[:, 3:]) / 2.0)


def _outwards(low_m: Floats, high_m: Floats) -> NDArray[np.float32]:
    low = np.nextafter(low_m.astype(np.float32), np.float32(-np.inf))
    high = np.nextafter(high_m.astype(np.float32), np.float32(np.inf))
    return np.column_stack([low, high])


def _join(box: NDArray[np.float32], first: Ints, count: Ints) -> NDArray[np.float32]:
    """Box round each run of boxes; the runs follow one another, with gaps between them perhaps."""
    ends = np.column_stack([first, first + count]).ravel()
    padded = np.vstack([box, box[-1:]])
    low = np.minimum.reduceat(padded[:, :3], ends, axis=0)[::2]
    high = np.maximum.reduceat(padded[:, 3:], ends, axis=0)[::2]
    return np.column_stack([low, high])
