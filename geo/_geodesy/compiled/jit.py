"""How functions are compiled: by numba, without the interpreter's lock, kept on disk where that can be.

Numba looks only at the file of a function itself to tell whether what it has kept is still right, and not
at those of the functions that it calls. So the names under which functions are kept carry a hash of
everything that they are made of.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar, cast

import numba

from geo._geodesy.sources import sources_hash

if TYPE_CHECKING:
    from collections.abc import Callable

Function = TypeVar("Function", bound="Callable[..., Any]")


def compiled(function: Function) -> Function:
    """Compile a function when it is first called; a later process finds the result on disk.

    Numba keeps it beside the module, or in the user's cache folder where that is read-only. Where
    neither can be written the function works all the same and is compiled again in every process.
    """
    function.__qualname__ = f"{function.__qualname__}_{sources_hash()}"
    try:
        return cast("Function", numba.njit(cache=True, nogil=True, error_model="numpy")(function))
    except RuntimeError:  # "no locator available": there is no folder to write to
        return cast("Function", numba.njit(nogil=True, error_model="numpy")(function))
