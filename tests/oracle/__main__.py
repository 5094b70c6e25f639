"""Answer all questions about all points and write the answers; `make oracle` runs this."""

from __future__ import annotations

import multiprocessing
import sys
import time

from tests.oracle import stored
from tests.oracle.answers import PEOPLE_WITHIN_M, Answer, answer_all, people_within
from tests.oracle.points import choose_points
from tests.oracle.world import World

PROCESSES = 2
TOLD_EVERY = 200

_world: World | None = None


def main() -> None:
    """Write both files and say how long it took."""
    global _world  # noqa: PLW0603  (the processes inherit it, where an argument would be copied)
    start_s = time.perf_counter()
    _world = World()
    points = choose_points(_world)
    rows = list(zip(points["lon"], points["lat"], points["home"], strict=True))
    _ = _world.searchable, _world.shores, _world.place_directions
    answers: list[tuple[int, Answer]] = []
    people = []
    with multiprocessing.get_context("fork").Pool(PROCESSES) as pool:
        for number, (found, listed) in enumerate(pool.imap(_answer, rows, chunksize=10)):
            answers += [(number, answer) for answer in found]
            people.append(listed)
            if (number + 1) % TOLD_EVERY == 0:
                _say(f"{number + 1:,} of {len(rows):,} points")
    table = stored.tabulate(answers)
    stored.write(stored.Stored(stored.hash_sources(_world.folder), points.assign(people=people), table))
    _say(f"{len(table):,} answers about {len(rows):,} points in {time.perf_counter() - start_s:.0f} s")


def _answer(row: tuple[float, float, str | None]) -> tuple[list[Answer], float]:
    if _world is None:
        message = "There is no world yet: main makes it before the processes start."
        raise RuntimeError(message)
    lon, lat, home = row
    return answer_all(_world, lon, lat, home), people_within(_world, lon, lat, PEOPLE_WITHIN_M)


def _say(text: str) -> None:
    sys.stderr.write(f"oracle: {text}\n")


if __name__ == "__main__":
    main()
