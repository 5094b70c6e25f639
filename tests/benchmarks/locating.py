"""Locating: speed, memory and accuracy beside the cheapest way, the most populous place of that name.

``python -m tests.benchmarks.locating`` prints a table; nothing is asserted.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from pathlib import Path

from pyproj import Geod

GEOD = Geod(ellps="WGS84")
DOCUMENTS = Path(__file__).parents[1] / "data" / "toponyms" / "documents.jsonl"
NEAR_M = 161_000.0


def say(line):
    """Write one line."""
    sys.stdout.write(f"{line}\n")


def rate(do, items):
    """Items a second."""
    start = time.perf_counter()
    for item in items:
        do(item)
    return len(items) / (time.perf_counter() - start)


def resident_mb():
    """Give the memory of this process now, in megabytes, where the system tells it."""
    try:
        return int(Path("/proc/self/statm").read_text(encoding="utf-8").split()[1]) * 4096 / 1e6
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3


def most_populous(gazetteer, name):
    """Answer as the peer does."""
    places = [one.number for one in gazetteer.find(name) if gazetteer.things.layer_of(one.number) == 0]
    return max(places, key=lambda number: gazetteer.things.population[number], default=None)


def main():
    """Measure and print."""
    start = time.perf_counter()
    from geo._gazetteer import load_gazetteer

    imported = time.perf_counter()
    gazetteer = load_gazetteer()
    loaded = time.perf_counter()
    things = gazetteer.things
    say(f"loaded in {loaded - imported:.2f} s, imports {imported - start:.2f} s; {resident_mb():.0f} MB")

    from geo import locate_names, locate_text
    from geo._names import search_key

    names = [things.name_of(number) for number in range(0, 200_000, 20)]
    keys = [search_key(name) for name in names]
    known = {key: number for number, key in enumerate(keys)}
    ours, peer = rate(gazetteer.find_exact, keys), rate(known.get, keys)
    say(f"exact: {ours:,.0f}/s, a dict of the same names {peer:,.0f}/s ({peer / ours:.0f} times as fast)")
    for code in ("KAZ", "USA"):
        parent = things.country_numbers[code]
        gazetteer.find_alike("warm", parent)
        asked = [f"{key}x" for key in keys[:500]]
        found = rate(lambda key, parent=parent: gazetteer.find_alike(key, parent), asked)
        say(f"fuzzy in {code}: {found:,.0f}/s")
    countries = [things.country_names.get(things.code_of(20 * at), "") for at in range(len(names))]
    strings = [f"{name}, {country}" for name, country in zip(names, countries, strict=True)]
    locate_text(strings[0])
    say(f"locate_text with a country: {rate(locate_text, strings[:2000]):,.0f}/s")

    right = cheap = count = 0
    took = 0.0
    for line in DOCUMENTS.read_text(encoding="utf-8").splitlines():
        document = json.loads(line)
        spans = [(place["start"], place["end"]) for place in document["places"]]
        start = time.perf_counter()
        answers = locate_names(document["text"], spans)
        took += time.perf_counter() - start
        for place, found in zip(document["places"], answers, strict=True):
            count += 1
            if found:
                right += GEOD.inv(place["lon"], place["lat"], found[0].lon, found[0].lat)[2] <= NEAR_M
            number = most_populous(gazetteer, place["name"])
            if number is not None:
                cheap += (
                    GEOD.inv(place["lon"], place["lat"], things.lon[number], things.lat[number])[2] <= NEAR_M
                )
    say(f"{count} names in context, within 161 km: {right / count:.3f}; most populous: {cheap / count:.3f}")
    say(f"{count / took:,.0f} names in context a second")
    return 0


if __name__ == "__main__":
    sys.exit(main())
