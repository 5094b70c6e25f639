"""Which places a text names, and where.

``tokens`` splits words, ``words`` has those that stand beside names, ``adjectives`` knows those of
countries. ``lookups`` asks the gazetteer, ``beside`` weighs what stands beside, and ``finding`` puts it
together to a ``mention`` each; ``tagged`` adds what natasha finds in Russian, where it is installed.
"""

from __future__ import annotations

from geo._reports.mentions.adjectives import country_of_adjective, pair_of_adjective
from geo._reports.mentions.finding import find_mentions
from geo._reports.mentions.mention import Mention
from geo._reports.mentions.tagged import add_tagged

__all__ = ["Mention", "add_tagged", "country_of_adjective", "find_mentions", "pair_of_adjective"]
