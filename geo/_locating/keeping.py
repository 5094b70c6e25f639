"""What was worked out last, kept as long as there is room: many texts speak of the same places."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

__all__ = ["Kept"]

Value = TypeVar("Value")


class Kept(Generic[Value]):
    """Values by what they hang on; the one that was not asked for the longest goes first.

    Parameters
    ----------
    most : int
        So many are kept.

    Examples
    --------
    >>> squares = Kept[int](2)
    >>> [squares.get(number, lambda: number * number) for number in (2, 3, 2)], len(squares)
    ([4, 9, 4], 2)
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._values: OrderedDict[Hashable, Value] = OrderedDict()

    def __len__(self) -> int:
        """Count them."""
        return len(self._values)

    def get(self, key: Hashable, make: Callable[[], Value]) -> Value:
        """Give what is kept under a key, or make it and keep it."""
        if key in self._values:
            self._values.move_to_end(key)
            return self._values[key]
        value = make()
        self._values[key] = value
        while len(self._values) > self._most:
            self._values.popitem(last=False)
        return value
