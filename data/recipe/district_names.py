"""Names of districts as they should have been: only faults that are certain are undone."""

from __future__ import annotations

import contextlib

__all__ = ["clean_name"]


def clean_name(name: str) -> str:
    """Undo UTF-8 that was read as Windows-1252, and needless white space.

    A name is only changed when all of it reads as UTF-8: ``SkÃ¥rby`` becomes Skårby, while Ângulo, which
    would not, stays. Letters that the source lost (``Savalou-Attak?``) are not guessed.
    """
    raw = _bytes_misread(name)
    if raw is not None:
        with contextlib.suppress(UnicodeDecodeError):
            name = raw.decode("utf-8")
    return " ".join(name.split())


def _bytes_misread(name: str) -> bytes | None:
    """Bytes that show as ``name`` in Windows-1252; codes that it leaves open stand for themselves."""
    raw = bytearray()
    for letter in name:
        try:
            raw += letter.encode("cp1252")
        except UnicodeEncodeError:
            if ord(letter) > 0xFF:  # noqa: PLR2004 - the last of one byte
                return None
            raw.append(ord(letter))
    return bytes(raw)
