"""What is asked of every report of a batch."""

from __future__ import annotations

import hashlib
import importlib
import json
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from geo._atlas import Atlas
    from geo._locating import Decisions

__all__ = ["Asked", "Told"]


class Asked(NamedTuple):
    """How each report is to be read and checked."""

    atlas: Atlas
    published: str | None
    language: str | None
    decisions: Decisions | None
    near_m: float
    not_near_m: float

    def digest(self) -> str:
        """Give a hash of all that a result hangs on besides the text: options, atlas, decisions, version."""
        told = {
            "version": importlib.import_module("geo").__version__,
            "atlas": self.atlas.made_of,
            "decisions": None if self.decisions is None else self.decisions.digest(),
            **{name: getattr(self, name) for name in ("published", "language", "near_m", "not_near_m")},
        }
        return hashlib.sha256(json.dumps(told, sort_keys=True, default=str).encode()).hexdigest()

    def tell(self) -> Told:
        """Say it so that another process can make it again from files."""
        own = bool(self.atlas.sources["own"])
        return Told(str(self.atlas.folder), own, self.atlas.worldview, self._replace(atlas=None)._asdict())  # type: ignore[arg-type]


class Told(NamedTuple):
    """The same in words that another process understands."""

    folder: str
    own: bool
    worldview: str
    others: dict[str, Any]

    def hear(self) -> Asked:
        """Load the atlas and make it what it was."""
        from geo._atlas import load_atlas

        atlas = load_atlas(self.folder, own=self.own, worldview=self.worldview)
        return Asked(**{**self.others, "atlas": atlas})
