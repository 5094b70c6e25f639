"""A measured table in, a map out."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any, Final

from geo import schema
from geo._maps.binning import BIN_ABOVE, WHERE, bin_rows, draw_bins
from geo._maps.categories import list_colours
from geo._maps.facts import NEEDED
from geo._maps.fallback import write_plain_page
from geo._maps.online import list_online, picture_hosts
from geo._maps.page import IncidentLayer, new_map
from geo._maps.payload import HEAD, build_payload
from geo._maps.picture import draw_picture
from geo._maps.preparing import prepare_rows
from geo._maps.sources import tell_about
from geo._maps.wording import number
from geo._reading.dates import choose_profile
from geo._records import record_table, told_time
from geo.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import folium
    from geopandas import GeoDataFrame

    from geo._maps.payload import Payload
    from geo._reading.profiles import Profile

__all__ = ["LANGUAGES", "describe_content", "make_map"]

# The list of incidents says how many there are; the title need not say it again.
TITLE_OF_MANY: Final = "Where the incidents are"

LANGUAGES: Final = ("en", "ru")
"""In which the interface of the map can be."""
# So many columns that are left out are named.
MOST_NAMED: Final = 12

logger = logging.getLogger(__name__)


def make_map(  # noqa: PLR0913 - what the author of a map decides
    measured: GeoDataFrame,
    *,
    atlas: Any = None,  # noqa: ANN401 - an Atlas, or anything with its layers
    title: str | None = None,
    columns: Sequence[str] | None = None,
    online: bool = False,
    strict: bool = True,
    claims: Sequence[Mapping[str, Any]] = (),
    language: str | None = None,
    record: Mapping[str, Any] | None = None,
    profile: str | None = None,
    roles: Mapping[str, str] | None = None,
    include_source_rows: bool = False,
    bin_above: int | None = BIN_ABOVE,
) -> folium.Map:
    """Draw incidents on a map that opens anywhere, without a network.

    Parameters
    ----------
    measured : GeoDataFrame
        What `geo.measure_incidents` returns; EPSG:4326.
    atlas : Atlas, optional
        Where the base map comes from; the atlas that is shipped when left out.
    title : str, optional
        Title of the map. When left out: the title of the only incident, or general words.
    columns : sequence of str, optional
        Source columns that enter the page; nothing else of the source leaves the table. When left out,
        those that look like title, date, type, source, link and day of access.
    online : bool
        Let the reader switch on base maps of a network (OpenStreetMap, satellite pictures). They are off
        until then, and the page asks nothing of anybody.
    strict : bool
        Let nothing run in the page but what geo wrote. False also lets run whatever layers that you add
        bring along, scripts from networks included; the page then says that it holds unverified layers.

    claims : sequence of mapping, optional
        What a report says of where its incidents are, as `geo.check_claims` and ``geo check --json`` have it:
        ``quote``, ``incident`` (number of the row; None for the whole report), ``verdict`` ("supported",
        "contradicted", "undecided" or None), ``because`` (a sentence), and where known ``object``,
        ``border_kind``, ``attributed_to``, ``distance_min_m``, ``distance_max_m``, ``threshold_m``. With
        ``geometry``, a shape in degrees (EPSG:4326), the map shows what the claim was measured against.
    language : {"en", "ru"}, optional
        The language of the interface. When left out, the reader's browser decides.
    record : mapping, optional
        How the map was made, for its readers and for ``geo cite``. When left out: the versions of geo and of
        the atlas, the day, and what the table says of the files that it was read from.
    profile : str, optional
        The source of the table: "acled", "ucdp_ged", "gdelt", "geoconfirmed", "liveuamap", "darwin_core", or
        "generic" for none of them. Its columns tell unless it is given. The page then says how to cite the
        source and what its terms are, and knows which columns are title, date, type and link. Rows of GDELT
        are one incident for each place, day and code of event, and the map is called what they are.
    roles : mapping, optional
        Which columns are the title, date, type, source and link: ``{"title": "notes"}``. They enter the page.
    include_source_rows : bool
        Let readers save rows from the page although the terms of the source restrict passing them on, or are
        not known. What the page shows is in the file either way.
    bin_above : int or None
        Of more rows than these the map tells how many lie in each of up to 15,000 hexagons, and holds no
        single one: a page with 200,000 incidents and more is too large to mail and slow on a phone. None
        never does so, 0 always. Such a map needs of what is measured only ``country`` and ``region``.

    Returns
    -------
    folium.Map
        Add layers to it, ``save`` it, or show it in a notebook. As long as it is strict, layers that fetch
        anything from a network stay empty: the page forbids it. Text of a layer is shown, and never runs.

    Raises
    ------
    UsageError
        When the table is not measured, a chosen column is not in it, a claim is not understood, or there is
        no such language, profile or role.

    Examples
    --------
    >>> import geo
    >>> geo.make_map([])
    Traceback (most recent call last):
    geo.errors.UsageError: A map needs a measured table, not a list. Pass what measure_incidents returns.
    """
    named = getattr(measured, "columns", None)
    if named is None:
        kind = type(measured).__name__
        raise UsageError(f"A map needs a measured table, not a {kind}. Pass what measure_incidents returns.")
    # A claim is about one incident.
    most = len(measured) if bin_above is None or claims else bin_above
    _check_measured(named, WHERE if len(measured) > most else NEEDED)
    if language is not None and language not in LANGUAGES:
        raise UsageError(f"There is no interface in {language!r}. Choose one of {', '.join(LANGUAGES)}.")
    if atlas is None:
        from geo._atlas import share_atlas

        atlas = share_atlas()
    own = [name for name in map(str, named) if not name.startswith(schema.PREFIX)]
    known = choose_profile(own, profile)
    rows = prepare_rows(measured, known, has_claims=bool(claims))
    about = tell_about(known, rows, recognised=profile is None, include_source_rows=include_source_rows)
    title = _name_map(title, known, len(rows))
    if record is None:
        # By the day: the same table gives the same page, whatever the time.
        record = record_table(measured, atlas.sources, made=told_time().date())
    told = list_online() if online else []
    if len(rows) > most:
        bins, chosen = bin_rows(rows, columns=columns, profile=about.profile, roles=roles)
        return draw_bins(
            bins,
            atlas,
            title=title or TITLE_OF_MANY,
            online=told,
            strict=strict,
            language=language,
            record=record,
            about=about,
            chosen=chosen,
            own=own,
        )
    _check_measured(named, NEEDED)
    payload = build_payload(
        rows,
        atlas,
        title=title,
        columns=None if columns is None else list(columns),
        online=told,
        foreign=not strict,
        claims=claims,
        language=language,
        record=record,
        roles=roles,
        about=about,
    )
    chart = new_map(payload.head["title"], pictures=picture_hosts(told), strict=strict, record=record)
    layer = IncidentLayer(
        payload.pieces, write_plain_page(payload, _draw(payload)), payload.chosen, payload.left_out
    )
    layer.add_to(chart)
    # folium numbers its maps at random; from the data, the same table gives the same page.
    chart._id = layer._id  # noqa: SLF001 - there is no other door
    logger.debug("The data of the map: %.2f MB.", len(layer.json.encode("utf-8")) / 1e6)
    return chart


def _check_measured(named: Any, measures: Sequence[str]) -> None:  # noqa: ANN401 - names of columns
    """Make sure that a table has the columns of some measures."""
    needed = [column.name for column in schema.COLUMNS if column.measure in (schema.LOCATION, *measures)]
    missing = [name for name in needed if name not in named]
    if missing:
        raise UsageError(
            f"The table is not measured: {missing[0]} and {len(missing) - 1} more columns are missing. "
            "Pass what measure_incidents returns."
        )


def _name_map(title: str | None, profile: Profile | None, count: int) -> str | None:
    """Give a map the author's title, with what maps of its source have to be called."""
    if profile is None or profile.map_title is None:
        return TITLE_OF_MANY if title is None and count != 1 else title
    if title is None or profile.map_title.casefold() in title.casefold():
        return title or profile.map_title
    return f"{profile.map_title}: {title}"


def _draw(payload: Payload) -> str:
    """Draw what the map shows first as a still picture."""
    head, kinds = payload.head, payload.categories
    colours = None if kinds is None else list_colours(kinds)
    west, south, east, north = head["view"]
    return draw_picture(
        view=(west, south, east, north),
        sheets=head["sheets"],
        names=head["names"],
        lon=payload.lon,
        lat=payload.lat,
        precision_m=payload.precision_m,
        areas={**head["areas"], "of": payload.area_of},
        lines=payload.lines,
        colours=colours,
        title=head["title"],
    )


def describe_content(chart: folium.Map) -> str:
    """Say what of the source is in a map, and how many bytes each part of it takes.

    Parameters
    ----------
    chart : folium.Map
        From `make_map`.

    Returns
    -------
    str
        A few sentences.
    """
    layer = next(child for child in chart._children.values() if isinstance(child, IncidentLayer))  # noqa: SLF001 - there is no other door
    sizes = dict(layer.sizes)
    parts = {
        name: sum(sizes.pop(f"{piece}{more}", 0) for piece in pieces for more in ("", "#", "!"))
        for name, pieces in layer.chosen.items()
    }
    told = ", ".join(f"{name} {number(size)}" for name, size in parts.items())
    base = sizes.pop(HEAD)
    left = [repr(name) if "," in name else name for name in layer.left_out]
    more = f" and {number(len(left) - MOST_NAMED)} more" if len(left) > MOST_NAMED else ""
    without = f"; not in it: {', '.join(left[:MOST_NAMED])}{more}" if left else ""
    return (
        f"Your columns in the map, bytes of each: {told or 'none'}{without}. "
        f"Besides: measured {number(sum(sizes.values()))}, base map {number(base)}, "
        f"plain page {number(len(layer.plain.encode('utf-8')))}."
    )
