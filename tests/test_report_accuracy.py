"""How well reports are read and their claims judged, on the half of the set that nobody tunes on.

`python -m tests.report_scoring --half open` prints the misses of the other half.
"""

from __future__ import annotations

import pytest

from tests.report_scoring import read_check, read_reports, score_report, sum_up, write_table

# The lead sets these after the first measurement, a little below what was measured, so that a change
# that loses something is noticed.
FLOORS = {
    "places precision": 0.0,
    "places recall": 0.0,
    "incidents precision": 0.0,
    "incidents recall": 0.0,
    "incidents type": 0.0,
    "incidents date": 0.0,
    "incidents country": 0.0,
    "incidents location": 0.0,
    "claims precision": 0.0,
    "claims recall": 0.0,
    "claims negated": 0.0,
    "claims attributed": 0.0,
    "verdicts of matched": 0.0,
    "verdicts of all": 0.0,
}


@pytest.fixture(scope="module")
def groups(tmp_path_factory):
    folder, reports = tmp_path_factory.mktemp("reports"), read_reports()
    return sum_up(reports, [score_report(report, read_check(report, folder)) for report in reports])


@pytest.mark.parametrize("figure", FLOORS)
def test_the_held_half_is_read_as_well_as_before(groups, figure):
    assert (groups["held"].figures()[figure] or 0.0) >= FLOORS[figure], write_table(groups)
