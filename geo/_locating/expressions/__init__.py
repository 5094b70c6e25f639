"""Location phrases that are more than a name."""

from __future__ import annotations

from geo._locating.expressions.expression import Expression
from geo._locating.expressions.parsing import parse_expression

__all__ = ["Expression", "parse_expression"]
