"""Which scripts, styles and addresses a page allows: its content security policy."""

from __future__ import annotations

import base64
import hashlib
import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["content_policy", "loose_policy"]

BLOCKS: Final = re.compile(r"<(script|style)\b[^>]*>(.*?)</\1>", re.DOTALL | re.IGNORECASE)
NAMED: Final = re.compile(
    r"<(script|link)\b[^>]*?\b(?:src|href)\s*=\s*[\"']?(https?://[^;,'\"\s?#>]+)", re.IGNORECASE
)
NONE: Final = "'none'"
INLINE: Final = "'unsafe-inline'"


def content_policy(head: str, script: str, *, foreign: str = "", pictures: Sequence[str] = ()) -> str:
    """Allow exactly the scripts and styles that stand in a page on purpose.

    Parameters
    ----------
    head : str
        The part of the head that is trusted; every script and style in it is allowed.
    script : str
        The content of the one script of the body.
    foreign : str
        The part of the head that layers of the author wrote; only its styles are allowed.
    pictures : sequence of str
        Hosts from which pictures of a base map may come.

    Returns
    -------
    str
        A content security policy.

    Examples
    --------
    >>> content_policy("<script>let a;</script>", "let b;")[:77]
    "default-src 'none'; script-src 'sha256-81WALLbUROF1pWdYjuQYKuIcGgY/+TqVJr8UsV"
    """
    styles = [block for block in BLOCKS.findall(foreign) if block[0].lower() == "style"]
    hashes = _hashes([*BLOCKS.findall(head), ("script", script), *styles])
    return "; ".join(
        [
            f"default-src {NONE}",
            f"script-src {' '.join(hashes['script'])}",
            f"style-src {' '.join(hashes['style']) or NONE}",
            f"img-src {' '.join(['data:', 'blob:', *pictures])}",
            f"base-uri {NONE}",
            f"form-action {NONE}",
        ]
    )


def loose_policy(page: str) -> str:
    """Allow what is found in a finished page, whoever put it there: its scripts, styles and addresses.

    Parameters
    ----------
    page : str
        The page without its policy.

    Returns
    -------
    str
        A content security policy that still forbids handlers in markup, frames, and scripts from
        addresses that the page does not name.
    """
    hashes = _hashes(BLOCKS.findall(page))
    named: dict[str, list[str]] = {"script": [], "link": []}
    for name, address in NAMED.findall(page):
        if address not in named[name.lower()]:
            named[name.lower()].append(address)
    return "; ".join(
        [
            f"default-src {NONE}",
            f"script-src {' '.join([*hashes['script'], *named['script']])}",
            # Layers write their looks into their markup.
            f"style-src {' '.join([INLINE, *named['link']])}",
            "img-src data: blob: https: http:",
            "font-src data: https:",
            f"base-uri {NONE}",
            f"form-action {NONE}",
        ]
    )


def _hashes(blocks: list[tuple[str, str]]) -> dict[str, list[str]]:
    """Give the hash of each script and style, as a policy names it."""
    hashes: dict[str, list[str]] = {"script": [], "style": []}
    for name, content in blocks:
        digest = base64.b64encode(hashlib.sha256(content.encode("utf-8")).digest()).decode("ascii")
        word = f"'sha256-{digest}'"
        if word not in hashes[name.lower()]:
            hashes[name.lower()].append(word)
    return hashes
