"""A folder of tables measured on a cluster of Dask: one file in, one file out, on whichever machine is free.

``connecting``  which cluster, and whether its workers are the same geo as this one
``places``      folders and files of any storage that fsspec knows
``asked``       what is to be done with every file, in plain values that travel
``parts``       one file: read, located, measured and written by a worker, or found whole already
``folder``      all of them: which, in which order, and the record at the end

Frames of Dask that a program makes itself are no matter of this package: see `geo._lazy`.
"""

from __future__ import annotations

from geo._clusters.asked import Asked
from geo._clusters.connecting import open_cluster
from geo._clusters.folder import Plan, Result, measure_folder, plan_folder

__all__ = ["Asked", "Plan", "Result", "measure_folder", "open_cluster", "plan_folder"]
