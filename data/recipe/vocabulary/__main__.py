"""Build the vocabulary alone, from an atlas that is there.

``python -m data.recipe.vocabulary [--cache FOLDER] [--atlas FOLDER] --out FOLDER``
"""

from __future__ import annotations

import argparse
import logging
from pathlib import Path
from typing import TYPE_CHECKING

from data.recipe.entities import read_entities
from data.recipe.packages import fetch_npm
from data.recipe.vocabulary.build import build_vocabulary, write_vocabulary

if TYPE_CHECKING:
    from collections.abc import Sequence

_DATA = Path(__file__).parents[2]


def main(arguments: Sequence[str] | None = None) -> None:
    """Fetch the packages, build the two tables and write them to a folder."""
    parser = argparse.ArgumentParser(prog="python -m data.recipe.vocabulary", description=__doc__)
    parser.add_argument("--cache", type=Path, default=_DATA.parent / ".cache" / "atlas")
    parser.add_argument("--atlas", type=Path, default=_DATA / "atlas")
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args(arguments)
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    packages = fetch_npm(options.cache)
    entities = read_entities(packages / "world-countries" / "countries.json")
    options.out.mkdir(parents=True, exist_ok=True)
    rows = write_vocabulary(options.out, build_vocabulary(packages, options.atlas, entities))
    logging.getLogger("data.recipe").info("%(features)d features, %(feature_names)d names", rows)


if __name__ == "__main__":
    main()
