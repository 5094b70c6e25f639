"""A hash of the code of geodesy: what was built or compiled by other code is not used."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path


@cache
def sources_hash() -> str:
    """Hash of all modules of geodesy: they are few and small."""
    here = Path(__file__).parent
    sources = sorted([*here.glob("*.py"), *here.glob("compiled/*.py")])
    return hashlib.sha256(b"".join(path.read_bytes() for path in sources)).hexdigest()[:12]
