"""How many answers to "within 50 km of a border?" change when a table's precision codes are respected.

Run with a table of UCDP GED, ACLED or GDELT events::

    python -m tests.benchmarks.stand_ins events.geojson

Each event is asked twice: its coordinates taken as exact, and as its precision code says. The answer is yes
or no when it holds for all of the ground where the event may have been, undecided when it does not, and
unknown when there is no location. A Markdown table goes to stdout.
"""

from __future__ import annotations

import argparse
import logging
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from geo import load_atlas, locate_incidents, measure_incidents, read_incidents
from geo._locating import find_schema
from geo.errors import DataError

if TYPE_CHECKING:
    import geopandas as gpd

    from geo._atlas import Atlas

ANSWERS = ("yes", "no", "undecided", "unknown")


def judge(measured: pd.DataFrame, within_m: float) -> np.ndarray:
    """Say for each row whether it lies within a distance of the nearest border of its country.

    >>> ends = {"geo_border_min_m": [1.0, 1.0, 9.0, None], "geo_border_max_m": [2.0, 9.0, 9.0, None]}
    >>> judge(pd.DataFrame(ends, dtype="Float64"), 5.0).tolist()
    ['yes', 'undecided', 'no', 'unknown']
    """
    least_m = measured["geo_border_min_m"].to_numpy(float, na_value=np.nan)
    most_m = measured["geo_border_max_m"].to_numpy(float, na_value=np.nan)
    return np.select(
        [np.isnan(least_m) | np.isnan(most_m), most_m <= within_m, least_m > within_m],
        ["unknown", "yes", "no"],
        "undecided",
    )


def count_changes(incidents: gpd.GeoDataFrame, atlas: Atlas, within_m: float) -> pd.DataFrame:
    """Count events by precision code, the answer for the point, and the answer for where they may be."""
    found = find_schema(map(str, incidents.columns))
    if found is None:
        raise DataError("This is no table of UCDP GED, ACLED or GDELT: no precision code is known.")
    code = found.columns[found.schema.code]
    answers = {}
    for name, trust_points in (("point", True), ("place", False)):
        located = locate_incidents(incidents, atlas=atlas, trust_points=trust_points)
        measured = measure_incidents(located, atlas=atlas, only=["country", "border"])
        answers[name] = judge(measured, within_m)
    table = pd.DataFrame({code: incidents[code].to_numpy(), **answers})
    return pd.crosstab([table[code], table["point"]], table["place"])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("table", help="UCDP GED, ACLED or GDELT events, CSV or GeoJSON")
    parser.add_argument("--within", type=float, default=50.0, metavar="KM", help="default: 50")
    options = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    counts = count_changes(read_incidents(options.table), load_atlas(own=False), options.within * 1000.0)
    shown = [answer for answer in ANSWERS if answer in counts]
    print(f"| {counts.index.names[0]} | taken as exact | {' | '.join(shown)} |")  # noqa: T201
    print("|---" * (2 + len(shown)) + "|")  # noqa: T201
    for (code, point), row in counts.iterrows():
        print(f"| {code} | {point} | {' | '.join(f'{row[answer]:,}' for answer in shown)} |")  # noqa: T201
    totals = counts.groupby("point").sum()
    for point, row in totals.iterrows():
        print(f"| all | {point} | {' | '.join(f'{row[answer]:,}' for answer in shown)} |")  # noqa: T201


if __name__ == "__main__":
    main()
