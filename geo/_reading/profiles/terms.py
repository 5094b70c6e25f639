"""What a page says of the source of its rows: how to cite it, what its terms are, whether rows may go on."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    import pandas as pd

    from geo._reading.profiles.profile import Profile

__all__ = ["Terms", "state_terms"]

# So many different licences and holders are named.
_MOST: Final = 5
# Licences under which everybody may pass rows on, changed or not: CC0, CC BY, BY-SA, BY-NC, BY-NC-SA, ODbL.
_OPEN: Final = re.compile(
    r"cc[ _-]?0(?:[ _-].*)?|cc[ _-]?by(?:[ _-]?nc)?(?:[ _-]?sa)?(?:[ _-]?\d.*)?"
    r"|public ?domain.*|od(?:c-)?by.*|odbl.*"
    r"|(?:https?://)?(?:www\.)?creativecommons\.org/(?:publicdomain/|licenses/by(?:-nc)?(?:-sa)?/).*"
    r"|(?:https?://)?(?:www\.)?opendatacommons\.org/licenses/.*",
    re.IGNORECASE,
)


class Terms(NamedTuple):
    """What is said of the source of the rows of a page."""

    sentences: tuple[str, ...]
    restricts: bool
    """Whether the terms restrict passing rows on, or are not known."""


def state_terms(profile: Profile, rows: pd.DataFrame, *, recognised: bool = False) -> Terms:
    """Say how to cite a source and what its terms are.

    Parameters
    ----------
    profile : Profile
    rows : DataFrame, n rows
        The table; where every row states its own terms, as in Darwin Core, what they state is summed up.
    recognised : bool
        Whether nobody said that this is the source: its columns did.

    Examples
    --------
    >>> import pandas as pd
    >>> from geo._reading.profiles import get_profile
    >>> told = state_terms(get_profile("ucdp_ged"), pd.DataFrame())
    >>> told.restricts, told.sentences[1]
    (False, 'Terms of UCDP GED: as looked up ... (https://ucdp.uu.se/downloads/)')
    """
    if not profile.citation:
        return Terms((), restricts=False)
    how = ", recognised by the columns of the table" if recognised else ""
    cited = f"Incidents: {profile.title}{how}. Cite as: {profile.citation}"
    restricts = profile.restricts
    terms = profile.terms
    if profile.licence_columns:
        said, restricts = _sum_up(profile, rows)
        terms = f"{terms}: {said}"
    elsewhere = f" ({profile.terms_url})" if profile.terms_url else ""
    return Terms((cited, f"Terms of {profile.title}: {terms}{elsewhere}"), restricts)


def _sum_up(profile: Profile, rows: pd.DataFrame) -> tuple[str, bool]:
    """Sum up what rows state of their terms, and say whether one states none that lets it go on."""
    spelt = profile.spelt([str(name) for name in rows.columns])
    said = []
    for name in profile.licence_columns:
        if name not in spelt:
            continue
        texts = rows[spelt[name]].astype("string").str.strip().fillna("")
        counts = texts[texts != ""].value_counts()
        order = sorted(counts.index, key=lambda text, counts=counts: (-int(counts[text]), text))  # type: ignore[misc]
        if order:
            named = "; ".join(f"{text} ({counts[text]:,})" for text in order[:_MOST])
            more = f"; and {len(order) - _MOST:,} more" if len(order) > _MOST else ""
            said.append(f"{spelt[name]} {named}{more}")
    licence = profile.licence_columns[0]
    if licence not in spelt:
        return ", ".join([*said, "no licence is stated"]), True
    licences = rows[spelt[licence]].astype("string").str.strip().fillna("")
    without = int((licences == "").sum())
    if without:
        said.append(f"{without:,} {'row states' if without == 1 else 'rows state'} no licence")
    is_open = licences.map({text: bool(_OPEN.fullmatch(text)) for text in licences.unique()})
    return ", ".join(said) or "there are no rows", not bool(is_open.all())
