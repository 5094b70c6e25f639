"""Who the data of a map is from: its incidents and the atlas."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from geo._reading.profiles import state_terms

if TYPE_CHECKING:
    import pandas as pd

    from geo._reading.profiles import Profile

__all__ = ["NOTHING", "About", "list_sources", "tell_about"]


class About(NamedTuple):
    """What a page says of the source of its incidents."""

    profile: Profile | None = None
    """What is known of it."""
    sentences: tuple[str, ...] = ()
    """Its citation and its terms."""
    meaning: str | None = None
    """What readers have to know of its rows."""
    kept_rows: str | None = None
    """What the source is called whose terms keep the rows from being saved; None where they may be."""


NOTHING: Final = About()
"""Of a source of which nothing is known."""


def tell_about(
    profile: Profile | None, rows: pd.DataFrame, *, recognised: bool, include_source_rows: bool
) -> About:
    """Say what a page has to say of the source of its incidents.

    Parameters
    ----------
    profile : Profile or None
        What is known of the source.
    rows : DataFrame
        The table.
    recognised : bool
        Whether only its columns said what the source is.
    include_source_rows : bool
        Whether the author lets readers save rows although the terms restrict that.
    """
    if profile is None:
        return NOTHING
    terms = state_terms(profile, rows, recognised=recognised)
    kept = profile.title if terms.restricts and not include_source_rows else None
    return About(profile, terms.sentences, profile.meaning, kept)


def list_sources(atlas: Any, codes: set[str]) -> list[str]:  # noqa: ANN401 - anything with the layers of an atlas
    """Name sources with their licences, the same one once; layers of the author's own in these countries.

    Parameters
    ----------
    atlas : Atlas
        With ``sources``: its layers, and those of the author's own.
    codes : set of str
        The countries in which there are incidents.

    Returns
    -------
    list of str
        One sentence for each.
    """
    grouped: dict[tuple[str, ...], list[str]] = {}
    for name, layer in atlas.sources.get("layers", {}).items():
        date, licence = layer.get("date"), layer.get("licence")
        told = (
            str(layer.get("source") or ""),
            str(date or ""),
            str(layer.get("attribution") or ""),
            f"licence {licence}" if licence else "",
        )
        grouped.setdefault(tuple(part for part in told if part), []).append(name.replace("_", " "))
    texts = [f"{', '.join(layers).capitalize()}: {', '.join(told)}" for told, layers in grouped.items()]
    for own in atlas.sources.get("own", []):
        if codes & set(own["countries"]):
            licence = f", licence {own['licence']}" if own["licence"] else ""
            source = own["source"] or "source not stated"
            texts.append(
                f"{own['layer'].capitalize()} added by the author ({own['name']}): {source}{licence}"
            )
    return texts
