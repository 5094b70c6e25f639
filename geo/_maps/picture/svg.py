"""Elements of a drawing, made of attributes and escaped texts only, as the page's policy demands."""

from __future__ import annotations

import re
from html import escape
from typing import Final

__all__ = ["clean", "element", "group", "words"]

# What neither XML nor HTML may hold: control characters, halves of pairs, and what is no character at all.
FORBIDDEN: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


def clean(text: str) -> str:
    r"""Take out of a text what a document must not hold, and make any white space one blank.

    Examples
    --------
    >>> clean("a\x00b\n c")
    'ab c'
    """
    return " ".join(FORBIDDEN.sub("", text).split())


def words(text: str) -> str:
    """Write a text so that it is one, whatever it says.

    Examples
    --------
    >>> words("</text><script>")
    '&lt;/text&gt;&lt;script&gt;'
    """
    return escape(clean(text))


def element(name: str, *content: str, **attributes: str | float | None) -> str:
    """Write one element.

    Parameters
    ----------
    name : str
        What it is.
    *content : str
        Elements and texts within it, already written.
    **attributes : str or float or None
        Underscores stand for hyphens, one at the end is left out; None leaves the attribute out.

    Examples
    --------
    >>> element("circle", cx=1.25, cy=2.0, fill_opacity=None, class_="a&b")
    '<circle cx="1.25" cy="2" class="a&amp;b"/>'
    """
    inner = "".join(content)
    parts = [name]
    for key, value in attributes.items():
        if value is not None:
            told = value if isinstance(value, str) else f"{round(value, 2):g}"
            parts.append(f'{key.rstrip("_").replace("_", "-")}="{words(told)}"')
    head = " ".join(parts)
    return f"<{head}>{inner}</{name}>" if inner else f"<{head}/>"


def group(*content: str, **attributes: str | float | None) -> str:
    """Write elements that share attributes; nothing when there are none."""
    return element("g", *content, **attributes) if any(content) else ""
