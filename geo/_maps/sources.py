"""Who the data of a map is from."""

from __future__ import annotations

from typing import Any

__all__ = ["list_sources"]


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
