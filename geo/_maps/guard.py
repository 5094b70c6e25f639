"""Layers that the author adds: their text stays text.

folium and branca let text of a layer through three doors, none of which asks whether it is only text:

* a tooltip or popup stands unescaped inside a JavaScript template literal, which a backtick or ``${`` ends;
* everything that a layer renders is read as a Jinja template once more, so ``{{ … }}`` in a name runs;
* the rendered script stands inside a script element, which ``</script`` ends.

`guarded` closes the first two while a page is rendered, `inside_script` the third.
"""

from __future__ import annotations

import re
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Any, Final

import folium
from branca.element import Element, MacroElement

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Verbatim", "guarded", "inside_script"]

OPENS_TEMPLATE: Final = re.compile(r"\{(?=[{%#])")
CLOSES_SCRIPT: Final = re.compile(r"<(?=/?script)", re.IGNORECASE)
IN_LITERAL: Final = {ord("\\"): "\\\\", ord("`"): "\\`", ord("{"): "\\x7b", ord("<"): "\\x3c"}


class Verbatim(Element):
    """A piece of the page that is never read as a template."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self._name = "Verbatim"
        self.text = text

    def render(self, **_kwargs: Any) -> str:  # noqa: ANN401 - the signature of branca
        """Give the text as it is."""
        return self.text


class _RenderedOnce:
    """A template whose results survive being read as a template once more."""

    def __init__(self, template: Any) -> None:  # noqa: ANN401 - Jinja has no types here
        self.template = template

    @property
    def module(self) -> _Macros:
        return _Macros(self.template.module)

    def render(self, *args: Any, **kwargs: Any) -> str:  # noqa: ANN401 - the signature of Jinja
        return _no_template(self.template.render(*args, **kwargs))


class _Macros:
    """The macros of a template, found in ``__dict__`` as branca expects."""

    def __init__(self, module: Any) -> None:  # noqa: ANN401 - Jinja has no types here
        for name in ("header", "html", "script"):
            macro = module.__dict__.get(name)
            if macro is not None:
                self.__dict__[name] = lambda *args, macro=macro: _no_template(macro(*args))


@contextmanager
def guarded(root: Element, **kwargs: Any) -> Iterator[None]:  # noqa: ANN401 - passed on to branca
    """While this lasts, what the layers below an element say is only text.

    Parameters
    ----------
    root : Element
        Everything below it is guarded; afterwards it is as before.
    kwargs
        What the page is rendered with.
    """
    with ExitStack() as after:
        for element in list(_below(root)):
            if isinstance(element, folium.Tooltip):
                text = element.text
                after.callback(setattr, element, "text", text)
                element.text = in_literal(text)
            elif isinstance(element, folium.Popup):
                parts = element.html._children  # noqa: SLF001 - there is no other door
                after.callback(parts.update, dict(parts))
                # folium has already escaped the backticks, if not all.
                texts = {name: part.render(**kwargs).replace("\\`", "`") for name, part in parts.items()}
                parts.update({name: Verbatim(in_literal(text)) for name, text in texts.items()})
            if isinstance(element, MacroElement):
                if "_template" in vars(element):
                    after.callback(setattr, element, "_template", element._template)  # noqa: SLF001
                else:
                    after.callback(delattr, element, "_template")
                element._template = _RenderedOnce(element._template)  # noqa: SLF001
        yield


def in_literal(text: str) -> str:
    r"""Write a text so that a JavaScript template literal gives it back.

    Examples
    --------
    >>> in_literal("`${1}</script>")
    '\\`$\\x7b1}\\x3c/script>'
    """
    return text.translate(IN_LITERAL)


def inside_script(script: str) -> str:
    r"""Write a script so that nothing in it ends the script element or opens another.

    Examples
    --------
    >>> inside_script('let a = "</script><!--";')
    'let a = "\\x3c/script>\\x3c!--";'
    """
    # The browser hashes what it read: with line feeds only, and without NUL.
    script = script.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\ufffd")
    return CLOSES_SCRIPT.sub(r"\\x3c", script).replace("<!--", r"\x3c!--")


def _below(element: Element) -> Iterator[Element]:
    for child in element._children.values():  # noqa: SLF001 - there is no other door
        yield child
        yield from _below(child)


def _no_template(text: str) -> str:
    """Write a text so that Jinja gives it back."""
    return OPENS_TEMPLATE.sub("{{ '{' }}", text)
