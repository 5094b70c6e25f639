"""Every text that a language of the interface has to have: of the scripts, and what Python hands on."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import numpy as np

from geo._maps import disputed, facts, kinds, make, precision, surroundings
from geo._maps.areas import Areas
from geo._reading.profiles import PROFILES

if TYPE_CHECKING:
    from pathlib import Path

QUOTED = r'("(?:[^"\\]|\\.)*")'
SAID = re.compile(rf"\b(?:say|later)\(\s*{QUOTED}")
CHOSEN = re.compile(rf"\bsay\([^()\n]*? \? {QUOTED} : {QUOTED}")
COUNTED = re.compile(rf"\bsayCount\([^\"]*?, {QUOTED}, {QUOTED}")
PAIRS = re.compile(rf"^ {{2}}\w+: \[{QUOTED}, {QUOTED}\],$", re.MULTILINE)


def texts_of_scripts(folder: Path) -> set[str]:
    """Collect what the scripts say; two texts that a number chooses between are joined by a bar."""
    found: set[str] = set()
    for path in folder.glob("*.js"):
        text = path.read_text(encoding="utf-8")
        found |= {json.loads(each) for each in SAID.findall(text)}
        found |= {json.loads(each) for pair in CHOSEN.findall(text) for each in pair}
        counted = [*COUNTED.findall(text), *(PAIRS.findall(text) if "sayCount(" in text else [])]
        found |= {"|".join(map(json.loads, pair)) for pair in counted}
    return found


def texts_of_python() -> set[str]:
    """Collect what the page says that is made in Python."""
    unknown = np.full(1, np.nan)
    classes = []
    for radius_m in (np.nan, 0.0, 1.0, precision.TOWN_M + 1, precision.COARSE_M + 1):
        counts, _ = precision.count_precisions(
            np.array([True]), np.array([radius_m]), Areas({}, unknown, unknown)
        )
        classes += [words for _, words in counts]
    for located, area in ((False, 0.0), (False, np.nan)):
        counts, _ = precision.count_precisions(
            np.array([located]), unknown, Areas({}, np.array([area]), unknown)
        )
        classes += [words for _, words in counts]
    return {
        *classes,
        *kinds.KIND_NAMES.values(),
        *disputed.HEADINGS,
        *disputed.WORLDVIEWS.values(),
        facts.PLACES_NOTE,
        precision.VAGUE,
        make.TITLE_OF_MANY,
        *(text for each in PROFILES for text in (each.map_title, each.meaning) if text is not None),
        surroundings.REGION_LINE,
        surroundings.DISTRICT_LINE,
        surroundings.DISPUTES_TITLE,
        surroundings.HATCH_NAME,
    }
