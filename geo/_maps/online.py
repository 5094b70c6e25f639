"""Base maps of a network, for pages whose author allows them; they are off until a reader wants one."""

from __future__ import annotations

from typing import Any, Final
from urllib.parse import urlsplit

from xyzservices import providers

__all__ = ["list_online", "picture_hosts"]

NAMES: Final = {"OpenStreetMap": "OpenStreetMap.Mapnik", "Satellite": "Esri.WorldImagery"}
MOST_ZOOM: Final = 19


def list_online() -> list[dict[str, Any]]:
    """List the base maps: name, address of a tile, credit and the closest zoom it has.

    Examples
    --------
    >>> [each["name"] for each in list_online()]
    ['OpenStreetMap', 'Satellite']
    """
    found = []
    for name, full_name in NAMES.items():
        provider = providers.flatten()[full_name]
        url = provider.build_url(x="{x}", y="{y}", z="{z}")
        most_zoom = int(provider.get("max_zoom", MOST_ZOOM))
        found.append(
            {"name": name, "url": url, "credit": str(provider["attribution"]), "most_zoom": most_zoom}
        )
    return found


def picture_hosts(online: list[dict[str, Any]]) -> list[str]:
    """Name the hosts from which their pictures come.

    Examples
    --------
    >>> picture_hosts([{"url": "https://tiles.example.org/{z}/{x}/{y}.png"}])
    ['https://tiles.example.org']
    """
    parts = [urlsplit(each["url"]) for each in online]
    return sorted({f"{part.scheme}://{part.netloc}" for part in parts})
