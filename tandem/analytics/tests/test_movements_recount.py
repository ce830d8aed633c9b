from datetime import date
from itertools import pairwise

import ibis
import pyarrow as pa
import pytest
from hypothesis import given, settings

from tandem.analytics.measures.movements import flows, in_full_calendar, movements
from tandem.analytics.months import Months
from tandem.analytics.tests.recount import Organisation, organisations, recount
from tandem.analytics.tests.tables import closure_columns, rows

WINDOW = Months(date(2025, 1, 1), date(2025, 6, 1))  # some are there before, some go on after


def counted(organisation: Organisation) -> dict[tuple[str, date], tuple[int, ...]]:
    closure = ibis.memtable(pa.table(closure_columns(organisation.parents)))
    cube = movements(ibis.memtable(organisation.table()), closure, WINDOW)
    return {(area, month): tuple(numbers) for area, month, *numbers in rows(cube)}


@pytest.mark.slow
@settings(deadline=None, max_examples=50)
@given(organisations())
def test_the_cube_equals_a_plain_recount_of_any_organisation(organisation: Organisation) -> None:
    assert counted(organisation) == recount(organisation, WINDOW)


@pytest.mark.slow
@settings(deadline=None, max_examples=50)
@given(organisations())
def test_flows_of_all_months_give_the_cube_of_any_window(organisation: Organisation) -> None:
    closure = ibis.memtable(pa.table(closure_columns(organisation.parents)))
    every = flows(ibis.memtable(organisation.table()), closure)
    cube = in_full_calendar(every, closure, WINDOW)
    assert {row[:2]: row[2:] for row in rows(cube)} == recount(organisation, WINDOW)


@pytest.mark.slow
@settings(deadline=None, max_examples=50)
@given(organisations())
def test_nobody_is_lost_or_doubled_in_any_area_and_month(organisation: Organisation) -> None:
    cube = counted(organisation)
    for row in cube.values():
        opening, joiners, moved_in, leavers, own_choice, retirements, moved_out, closing = row
        assert closing == opening + joiners + moved_in - leavers - moved_out
        assert min(row) >= 0
        assert own_choice + retirements <= leavers
    for area in organisation.parents:
        for month, following in pairwise(WINDOW.firsts()):
            assert cube[area, month][-1] == cube[area, following][0]
