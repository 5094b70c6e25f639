"""How a distance, a position, a direction or a precision is put into words.

The rule of rounding stands here once. A printed number claims no more than what is known:

* never more than three significant digits, never finer than a metre;
* never finer than the line or place it is measured to is drawn (a line drawn within 10 m: tens of metres);
* where the incident itself is only known to a radius, never finer than the power of ten below a third of
  that radius (150 km: tens of kilometres; 5 km: kilometres);
* a distance below a third of that radius is no number at all: the interval stands alone.

The ends of an interval are rounded outwards, so that the truth stays inside.
"""

from __future__ import annotations

import math
from typing import Final

__all__ = [
    "METRES_PER_DEGREE",
    "PLACE_ACCURACY_M",
    "describe_accuracy",
    "describe_distance",
    "describe_position",
    "describe_precision",
    "direction_name",
    "listed",
    "number",
    "round_down",
    "round_up",
    "rounding_step_m",
]

KILOMETRE_M: Final = 1_000.0
# Three significant digits: the step is at least a hundredth of the leading digit's.
LEAST_SHARE: Final = 100
# A number has steps of about a third of the radius: finer ones would claim to know where in it.
RADIUS_SHARE: Final = 3
# A populated place is listed by one point in its middle; its edge is further off than this.
PLACE_ACCURACY_M: Final = 100.0
METRES_PER_DEGREE: Final = 111_195.0
# About a metre: no source states a position better.
MOST_DECIMALS: Final = 5
TRUTH: Final = "how true that is on the ground differs from border to border"
COMPASS: Final = ("north", "north-east", "east", "south-east", "south", "south-west", "west", "north-west")


def rounding_step_m(distance_m: float, *, accuracy_m: float | None, precision_m: float | None = None) -> int:
    """Find the step, a power of ten in metres, to which a distance is honestly rounded.

    Parameters
    ----------
    distance_m : float, metres
        The distance to be printed.
    accuracy_m : float or None, metres
        How well that to which it is measured is known; None when unknown.
    precision_m : float or None, metres
        Radius within which the incident lies; None or 0 for an exact point.

    Returns
    -------
    int
        1, 10, 100, … metres.

    Examples
    --------
    >>> rounding_step_m(78_612, accuracy_m=10)
    100
    >>> rounding_step_m(312, accuracy_m=10)
    10
    >>> rounding_step_m(78_612, accuracy_m=10, precision_m=150_000)
    10000
    """
    return max(
        1,
        _power_of_ten(distance_m) // LEAST_SHARE,
        _power_of_ten(accuracy_m or 0.0),
        _power_of_ten((precision_m or 0.0) / RADIUS_SHARE),
    )


def describe_distance(
    distance_m: float | None,
    minimum_m: float | None,
    maximum_m: float | None,
    *,
    accuracy_m: float | None = None,
    precision_m: float | None = None,
) -> str | None:
    """Put a distance into words, rounded to what is known.

    Parameters
    ----------
    distance_m, minimum_m, maximum_m : float or None, metres
        The distance, and the least and most it can be.
    accuracy_m : float or None, metres
        How well that to which it is measured is known.
    precision_m : float or None, metres
        Radius within which the incident lies.

    Returns
    -------
    str or None
        None when nothing is known.

    Examples
    --------
    >>> describe_distance(78_612, 78_612, 78_612, accuracy_m=10)
    'about 78.6 km'
    >>> describe_distance(78_612, 0, 228_612, accuracy_m=10, precision_m=150_000)
    'about 80 km, between 0 and 230 km'
    >>> describe_distance(300, 0, 5_300, accuracy_m=10, precision_m=5_000)
    'between 0 and 6 km'
    >>> describe_distance(56_900, 51_900, 61_900, accuracy_m=10, precision_m=5_000)
    'about 57 km, between 51 and 62 km'
    >>> describe_distance(4, 4, 4, accuracy_m=10)
    'less than 10 m'
    """
    reference_m = maximum_m if distance_m is None else distance_m
    if reference_m is None:
        return None
    step_m = rounding_step_m(reference_m, accuracy_m=accuracy_m, precision_m=precision_m)
    interval = _describe_interval(minimum_m, maximum_m, step_m)
    if distance_m is None or (interval and distance_m < (precision_m or 0.0) / RADIUS_SHARE):
        return interval
    nearest_m = math.floor(distance_m / step_m + 0.5) * step_m
    about = (
        f"less than {_length(step_m, step_m)}" if nearest_m == 0 else f"about {_length(nearest_m, step_m)}"
    )
    return about if interval is None else f"{about}, {interval}"


def describe_accuracy(accuracy_m: float | None) -> str | None:
    """Say how well a line is drawn; how true the line is, nobody states.

    Examples
    --------
    >>> describe_accuracy(10)
    "drawn within 10 m of OpenStreetMap's line; how true that is on the ground differs from border to border"
    """
    if accuracy_m is None:
        return None
    return f"drawn within {round_up(accuracy_m)} of OpenStreetMap's line; {TRUTH}"


def describe_precision(precision_m: float | None) -> str:
    """Say within what radius a location lies.

    Examples
    --------
    >>> describe_precision(150_000)
    'approximate: somewhere within 150 km of this point'
    >>> describe_precision(None)
    'not stated by the source'
    """
    if precision_m is None:
        return "not stated by the source"
    if precision_m <= 0:
        return "stated as exact"
    return f"approximate: somewhere within {round_up(precision_m)} of this point"


def describe_position(lon: float, lat: float, *, precision_m: float | None) -> str:
    """Write a position with no more decimals than its precision bears.

    Examples
    --------
    >>> describe_position(53.5, 43.0, precision_m=150_000)
    'about 43.0° N, 53.5° E'
    >>> describe_position(-118.6671667, 34.4945, precision_m=None)
    '34.4945° N, 118.66717° W'
    """
    decimals = MOST_DECIMALS
    if precision_m is not None and precision_m > 0:
        decimals = min(decimals, max(1, math.ceil(math.log10(METRES_PER_DEGREE / precision_m))))
    about = "about " if precision_m else ""
    north = "S" if lat < 0 else "N"
    east = "W" if lon < 0 else "E"
    return f"{about}{_degrees(lat, decimals)}° {north}, {_degrees(lon, decimals)}° {east}"


def round_up(length_m: float) -> str:
    """Write a length with two digits, never shorter than it is.

    Examples
    --------
    >>> round_up(25_300.0)
    '26 km'
    """
    step_m = max(1, _power_of_ten(length_m) // 10)
    return _length(math.ceil(length_m / step_m) * step_m, step_m)


def round_down(count: float) -> int:
    """Give a number of people with three digits, never more than it is.

    Examples
    --------
    >>> round_down(193_480), round_down(57)
    (193000, 57)
    """
    step = max(1, _power_of_ten(count) // LEAST_SHARE)
    return int(count // step * step)


def listed(words: list[str]) -> str:
    """Join words as in a sentence.

    Examples
    --------
    >>> listed(["Chad", "Niger", "Mali"])
    'Chad, Niger and Mali'
    """
    return " and ".join(part for part in (", ".join(words[:-1]), *words[-1:]) if part)


def direction_name(azimuth_deg: float | None) -> str | None:
    """Name the nearest of eight directions.

    Examples
    --------
    >>> direction_name(-170.0)
    'south'
    """
    if azimuth_deg is None:
        return None
    return COMPASS[math.floor(azimuth_deg / 45 + 0.5) % 8]


def number(value: float) -> str:
    """Write a whole number with thousands separated.

    Examples
    --------
    >>> number(1703)
    '1,703'
    """
    return f"{value:,.0f}"


def _describe_interval(minimum_m: float | None, maximum_m: float | None, step_m: int) -> str | None:
    if minimum_m is None or maximum_m is None:
        return None
    low_m = math.floor(max(0.0, minimum_m) / step_m) * step_m
    high_m = math.ceil(maximum_m / step_m) * step_m
    # An exact point has no interval; one step is only the rounding of one number.
    if maximum_m - minimum_m < 1 or high_m - low_m < 1:
        return None
    low = _length(low_m, step_m)
    high = _length(high_m, step_m)
    if low_m == 0:
        return f"between 0 and {high}"
    if low.rpartition(" ")[2] == high.rpartition(" ")[2]:
        low = low.rpartition(" ")[0]
    return f"between {low} and {high}"


def _length(length_m: float, step_m: int) -> str:
    """Write a length that is a multiple of the step."""
    if length_m < KILOMETRE_M:
        return f"{length_m:,.0f} m"
    decimals = max(0, 3 - round(math.log10(step_m)))
    return f"{length_m / KILOMETRE_M:,.{decimals}f} km"


def _degrees(angle_deg: float, decimals: int) -> str:
    """Write an angle without its sign and without noughts that say nothing."""
    rounded_deg = math.floor(abs(angle_deg) * 10**decimals + 0.5) / 10**decimals
    whole, _, rest = f"{rounded_deg:.{decimals}f}".partition(".")
    return f"{whole}.{rest.rstrip('0') or '0'}"


def _power_of_ten(value: float) -> int:
    """Find the power of ten at or below a value; 0 below 1."""
    return int(10 ** math.floor(math.log10(value))) if value >= 1 else 0
