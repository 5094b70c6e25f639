"""Codes of other people's tables for where an incident lies, to join them by."""

from __future__ import annotations

from geo._measuring.codes.adding import add_codes, check_codes

__all__ = ["add_codes", "check_codes"]
