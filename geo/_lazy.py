"""Frames of Dask: told by their type, and a function of ours put over their partitions.

Nothing here is imported from Dask: whoever has a frame of it has Dask already. What goes into a graph is the
function by its name, its plain arguments and which atlas is meant (`AtlasKey`), never the atlas itself: that
is a gigabyte. Each worker process loads it once from its own installation, and refuses to answer with another
version of geo or other boundaries than those of whoever asked: tables of two kinds in one would look whole.
"""

from __future__ import annotations

import hashlib
import importlib
import json
import threading
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeVar

from geo._atlas import Atlas, load_atlas, share_atlas
from geo._atlas.folder import find_atlas
from geo.errors import DataError, UsageError
from geo.schema import CRS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from geopandas import GeoDataFrame

__all__ = ["EXTRA", "AtlasKey", "call_first_alone", "is_lazy", "key_of", "map_partitions", "recall"]

EXTRA: Final = "pip install 'geo-incidents[dask]'"
"""What a message tells those to do who have not all of Dask that it takes."""

Answer = TypeVar("Answer")

_MODULES: Final = frozenset({"dask", "dask_expr", "dask_geopandas"})


class AtlasKey(NamedTuple):
    """Which atlas is meant, in plain values that any process can find it by."""

    version: str
    """Of geo."""
    digest: str
    """Of the files of the atlas and of the user's own layers."""
    folder: str | None
    """None for the one that came with geo, wherever that is installed."""
    own: bool
    worldview: str
    day: str | None


def is_lazy(frame: object) -> bool:
    """Say whether something is a frame of Dask, by the modules that its type comes from.

    Examples
    --------
    >>> import pandas as pd
    >>> is_lazy(pd.DataFrame())
    False
    """
    roots = {kind.__module__.partition(".")[0] for kind in type(frame).__mro__}
    return bool(roots & _MODULES) and hasattr(frame, "map_partitions")


def key_of(atlas: object) -> AtlasKey:
    """Give the key of an atlas; of the one that a call without an atlas means, for None.

    Raises
    ------
    UsageError
        If this is no atlas of `geo.load_atlas`, which is all that another process could load again.
    """
    if atlas is None:
        atlas = share_atlas()
    if not isinstance(atlas, Atlas):
        raise UsageError(
            f"Workers cannot load a {type(atlas).__name__} again. Give an atlas of geo.load_atlas."
        )
    # The one that comes with geo lies elsewhere on every machine.
    folder = None if atlas.folder == find_atlas() else str(atlas.folder.resolve())
    own = bool(atlas.sources["own"])
    return AtlasKey(_version(), _digest(atlas), folder, own, atlas.worldview, atlas.day)


_LOCK: Final = threading.RLock()
_ATLASES: Final[dict[AtlasKey, Atlas]] = {}


def recall(key: AtlasKey) -> Atlas:
    """Give the atlas of a key, loaded once for each process.

    Raises
    ------
    DataError
        If this process has another version of geo, or another atlas.
    """
    with _LOCK:
        if key not in _ATLASES:
            _ATLASES[key] = _load(key)
        return _ATLASES[key]


def _load(key: AtlasKey) -> Atlas:
    here = _version()
    if here != key.version:
        raise DataError(
            f"A worker has geo {here}, and geo {key.version} asks it. Install geo-incidents=={key.version} "
            "on all workers, and start them again."
        )
    atlas = share_atlas()
    if _digest(atlas) != key.digest or key.folder is not None or key.worldview != atlas.worldview:
        atlas = load_atlas(key.folder, own=key.own, worldview=key.worldview)
    digest = _digest(atlas)
    if digest != key.digest:
        raise DataError(
            f"A worker has the atlas {digest[:12]}, and {key.digest[:12]} is asked for: other boundaries, or "
            "other layers of your own (geo atlas add). Install the same geo-incidents and the same layers on "
            "all workers (GEO_INCIDENTS_HOME may be a shared folder), or leave your own out."
        )
    return atlas if key.day is None else atlas.at(key.day)


def _digest(atlas: Atlas) -> str:
    told = atlas.made_of
    # When a layer was added says nothing of what is in it.
    own = [{name: layer[name] for name in layer if name != "added"} for layer in told["own"]]
    text = json.dumps([told["files"], own], sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def _version() -> str:
    # By name: the package stands above this floor of the house.
    return str(importlib.import_module("geo").__version__)


_LOADED: Final[set[tuple[object, ...]]] = set()


def call_first_alone(key: tuple[object, ...], call: Callable[[], Answer]) -> Answer:
    """Call a function; the first time for a key alone, so that threads do not all load the same.

    Parameters
    ----------
    key : tuple
        What the call needs loaded.
    call : callable
    """
    if key in _LOADED:
        return call()
    with _LOCK:
        answer = call()
        _LOADED.add(key)
        return answer


def map_partitions(
    function: Callable[..., Any],
    incidents: Any,  # noqa: ANN401 - a frame of Dask
    atlas: object,
    options: Mapping[str, Any],
) -> Any:  # noqa: ANN401 - a frame of Dask
    """Put a function over the partitions of a frame; nothing is computed.

    Parameters
    ----------
    function : callable
        Of a module, as workers find it by name; takes a GeoDataFrame and ``atlas=``, and gives a GeoDataFrame
        with the same index.
    incidents : dask_geopandas.GeoDataFrame
    atlas : Atlas or None
    options : mapping
        Its other arguments.

    Returns
    -------
    dask_geopandas.GeoDataFrame
        Divisions are kept; bounds of partitions are not, as positions may change.

    Raises
    ------
    UsageError
        If the frame has no geometry, or dask-geopandas is not there.
    DataError
        If nothing says in which coordinate reference system its geometries are.
    """
    try:
        importlib.import_module("dask_geopandas")
    except ImportError:
        raise UsageError(
            f"A frame of Dask needs dask-geopandas too, which is not here. Run {EXTRA}."
        ) from None
    empty = incidents._meta  # noqa: SLF001 - it is how Dask tells the types of its frames
    if getattr(empty, "active_geometry_name", None) is None:
        raise UsageError(
            f"This needs a frame of dask-geopandas with a geometry column, not {type(incidents).__name__}. "
            "Make one: dask_geopandas.from_dask_dataframe(ddf, "
            f'geometry=dask_geopandas.points_from_xy(ddf, "lon", "lat")).set_crs("{CRS}").'
        )
    if empty.crs is None:
        raise DataError(
            "The incidents have no coordinate reference system. If their geometries are longitudes and "
            f"latitudes, call set_crs({CRS!r}) first; if not, set the system they are in."
        )
    key = key_of(atlas)
    # Of no rows all is there but the rows: names, order and types are those of every partition.
    meta = function(empty, atlas=recall(key), **options)
    return incidents.map_partitions(_call, function=function, key=key, options=dict(options), meta=meta)


def _call(
    part: GeoDataFrame, *, function: Callable[..., GeoDataFrame], key: AtlasKey, options: dict[str, Any]
) -> GeoDataFrame:
    atlas = recall(key)
    if not len(part):
        return function(part, atlas=atlas, **options)
    loaded = (function.__qualname__, key, repr(sorted(options.items(), key=str)))
    return call_first_alone(loaded, lambda: function(part, atlas=atlas, **options))
