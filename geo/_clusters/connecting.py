"""A cluster of Dask: one that runs already, or one of processes on this machine."""

from __future__ import annotations

import contextlib
import importlib
import logging
import os
import re
from typing import TYPE_CHECKING, Any, Final

from geo._lazy import EXTRA, key_of, recall
from geo.errors import DataError, GeoError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo._lazy import AtlasKey

__all__ = ["check_workers", "open_cluster"]

_LOCAL: Final = re.compile(r"local(?::(\d+))?")
_ANSWER_S: Final = 20
_WORKERS_S: Final = 60
"""A queue of a cluster may start its first worker later; whoever waits longer than that wants to know."""


@contextlib.contextmanager
def open_cluster(address: str) -> Iterator[Any]:
    """Connect with a cluster, or start one on this machine, as long as the block lasts.

    Parameters
    ----------
    address : str
        Of a scheduler, such as ``tcp://10.0.0.1:8786``; the name of its file of connections (.json); or
        ``local:4``, four processes here, ``local`` one for each processor.

    Yields
    ------
    distributed.Client

    Raises
    ------
    UsageError
        If distributed is not there, or nothing answers at the address.
    """
    distributed = _import_distributed()
    local = _LOCAL.fullmatch(address)
    if local is None:
        with _connect(address) as client:
            yield client
        return
    count = int(local[1] or os.cpu_count() or 1)
    if count < 1:
        raise UsageError("--dask local:0 has no process. Give one at least, as local:2.")
    config: Any = importlib.import_module("dask.config")
    with (
        # Looking a hundred times a second at what is being done takes a fifth of the time that it takes.
        config.set({"distributed.worker.profile.enabled": False}),
        distributed.LocalCluster(
            n_workers=count,
            threads_per_worker=1,
            processes=True,
            dashboard_address="127.0.0.1:0",
            # Pages of the atlas that are mapped from the disk would be counted as used.
            memory_limit=0,
            # That a worker died and was replaced, or is slow to leave, is no matter of whoever asked.
            silence_logs=logging.ERROR,
        ) as cluster,
        distributed.Client(cluster) as client,
    ):
        client.register_plugin(_make_quiet())
        yield client


def _import_distributed() -> Any:  # noqa: ANN401 - a module, most of which has no types
    try:
        return importlib.import_module("distributed")
    except ImportError:
        raise UsageError(f"--dask needs Dask, which is not here. Run {EXTRA}.") from None


@contextlib.contextmanager
def _connect(address: str) -> Iterator[Any]:
    distributed = _import_distributed()
    where: dict[str, Any] = {"scheduler_file": address} if address.endswith(".json") else {"address": address}
    try:
        client = distributed.Client(**where, timeout=_ANSWER_S)
    except (OSError, ValueError) as error:
        raise UsageError(
            f"No scheduler of Dask answers at {address} ({error}). Start one (dask scheduler) and give its "
            "address, such as tcp://10.0.0.1:8786; or local:2, two processes on this machine."
        ) from None
    with client:
        try:
            client.wait_for_workers(1, timeout=_WORKERS_S)
        except TimeoutError:
            raise UsageError(
                f"No worker has joined the scheduler at {address}. Start some: "
                f"dask worker {address} --nthreads 1."
            ) from None
        yield client


def _make_quiet() -> Any:  # noqa: ANN401 - a plugin of distributed
    from distributed import WorkerPlugin

    class Quiet(WorkerPlugin):  # type: ignore[misc, unused-ignore]
        """Lets workers of our own say nothing of each file: all of it is counted and told once."""

        name = "geo-quiet"

        def setup(self, worker: Any) -> None:  # noqa: ANN401
            del worker
            logging.getLogger("geo").setLevel(logging.ERROR)

    return Quiet()


def check_workers(client: Any, key: AtlasKey) -> None:  # noqa: ANN401 - of distributed
    """Make sure that all workers have this version of geo and this atlas.

    Raises
    ------
    DataError
        If one has not: which, and what it has.
    """
    answers = client.run(describe_worker, key, on_error="return")
    for address, answer in sorted(answers.items()):
        if isinstance(answer, GeoError):
            raise DataError(f"{address}: {answer}")
        if isinstance(answer, ModuleNotFoundError):
            raise DataError(
                f"{address} has no geo ({answer}). Install geo-incidents=={key.version} on all workers."
            )
        if isinstance(answer, BaseException):
            raise DataError(
                f"{address} cannot work for geo {key.version}: {type(answer).__name__}: {answer}."
            )


def describe_worker(key: AtlasKey) -> str:
    """Load the atlas of a key in this process, and give the digest of what was found.

    Raises
    ------
    DataError
        If this process has another version of geo, or another atlas.
    """
    return key_of(recall(key)).digest
