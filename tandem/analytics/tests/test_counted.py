"""Counts without persons, added up at every level; and never anybody twice."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import ibis
import pyarrow as pa
import pytest
from hypothesis import given, settings

from tandem.analytics.facts import HEADCOUNTS, LEAVER_COUNTS, SPELLS
from tandem.analytics.measures.counted import counted, with_counts
from tandem.analytics.measures.movements import FLOWS, movements
from tandem.analytics.months import Months
from tandem.analytics.tests.recount import Organisation, organisations, recount
from tandem.analytics.tests.tables import closure, closure_columns, rows, table

QUARTER = Months(date(2025, 1, 1), date(2025, 4, 1))
TREE = "Varnholm:\nSales: Varnholm\nService: Varnholm\nNight: Service"
NOBODY = ibis.memtable(SPELLS.to_pyarrow().empty_table())
LEFT = """
area    | month      | own_choice | retirements | involuntary | other | unknown | transfers
Sales   | 2025-01-01 | 2          | 1           | 0           | 0     | 0       | 1
Sales   | 2025-02-01 | 0          | 0           | 0           | 0     | 0       | 0
Service | 2025-01-01 | 0          | 0           | 1           | 1     | 1       | 0
Night   | 2025-01-01 | 1          | 0           | 0           | 0     | 0       | 0
"""
HEADS = """
area    | month      | people | joiners | moved_in | moved_out
Sales   | 2025-01-01 | 40     | 1       | 0        | 2
Service | 2025-01-01 | 12     | .       | .        | .
Night   | 2025-01-01 | 9      | 0       | 0        | .
"""


def computed(
    left: str = LEFT, heads: str = HEADS, spells: ibis.Table = NOBODY
) -> dict[tuple[str, date], dict[str, Any]]:
    """By area and month."""
    found = counted(
        table(left, LEAVER_COUNTS), table(heads, HEADCOUNTS), spells, closure(TREE), QUARTER
    )
    return {(row[0], row[1]): dict(zip(found.columns, row, strict=True)) for row in rows(found)}


JANUARY, FEBRUARY = date(2025, 1, 1), date(2025, 2, 1)


def test_an_area_has_its_own_counts_and_those_of_all_below_it() -> None:
    found = computed()
    leavers = {area: row["leavers"] for (area, month), row in found.items() if month == JANUARY}
    assert leavers == {"Sales": 3, "Service": 4, "Night": 1, "Varnholm": 7}
    varnholm = found["Varnholm", JANUARY]
    classes = ("own_choice", "retirements", "involuntary", "other", "unknown", "transfers")
    assert [varnholm[name] for name in classes] == [3, 1, 1, 1, 1, 1]
    assert varnholm["closing"] == 40 + 12 + 9


def test_a_quiet_month_is_known_and_an_untold_one_has_no_row() -> None:
    found = computed()
    assert found["Sales", FEBRUARY]["leavers"] == 0
    assert ("Service", FEBRUARY) not in found
    assert {month for _area, month in found} == {JANUARY, FEBRUARY}


def test_leavers_without_a_headcount_below_leave_the_headcount_above_unknown() -> None:
    without = "\n".join(line for line in HEADS.splitlines() if "Night" not in line)
    found = computed(heads=without)
    closing = {area: row["closing"] for (area, month), row in found.items() if month == JANUARY}
    assert closing == {"Sales": 40, "Service": None, "Night": None, "Varnholm": None}


def test_a_headcount_no_leavers_list_speaks_of_leaves_the_leavers_unknown_at_every_level() -> None:
    without = "\n".join(line for line in LEFT.splitlines() if "Night" not in line)
    found = computed(left=without)
    known = {area: row["leavers_known"] for (area, month), row in found.items() if month == JANUARY}
    assert known == {"Sales": True, "Service": False, "Night": False, "Varnholm": False}
    assert found["Varnholm", JANUARY]["without_leavers"] == "Night"


ONE_LIST = """
area    | month      | own_choice | retirements | involuntary | other | unknown | transfers
Sales   | 2025-02-01 | {}          | 0           | 0           | 0     | 0       | 0
Sales   | 2025-03-01 | 2          | 0           | 0           | 0     | 0       | 9
"""


@pytest.mark.parametrize(("in_february", "known"), [(3, True), (4, False)])
def test_before_the_first_leaver_of_all_nobody_left_unless_three_would_have(
    in_february: int, known: bool
) -> None:
    found = computed(left=ONE_LIST.format(in_february))
    assert found["Sales", JANUARY]["leavers"] == 0
    assert found["Sales", JANUARY]["leavers_known"] is known
    assert found["Sales", FEBRUARY]["leavers_known"]


def test_an_area_that_no_list_names_is_not_known_before_the_first_leaver_either() -> None:
    later = LEFT.replace("2025-01-01", "2025-03-01")
    without = "\n".join(line for line in later.splitlines() if "Night" not in line)
    assert not computed(left=without)["Night", JANUARY]["leavers_known"]


def test_headcounts_without_any_leavers_list_know_of_no_leaver() -> None:
    nothing = LEFT.strip().splitlines()[0]
    assert not computed(left=nothing)["Sales", JANUARY]["leavers_known"]


def test_a_missing_headcount_is_told_where_others_were_given() -> None:
    without = "\n".join(line for line in HEADS.splitlines() if "Night" not in line)
    found = computed(heads=without)
    assert found["Varnholm", JANUARY]["without_heads"] == "Night"
    assert found["Night", JANUARY]["without_heads"] is None  # it has none at all


def test_a_month_without_a_headcount_is_told_of_an_area_that_has_others() -> None:
    found = computed()
    assert found["Sales", FEBRUARY]["without_heads"] == "Sales"
    assert found["Sales", JANUARY]["without_heads"] is None


def test_joiners_nobody_said_are_unknown_never_nought() -> None:
    found = computed()
    joiners = {area: row["joiners"] for (area, month), row in found.items() if month == JANUARY}
    assert joiners == {"Sales": 1, "Service": None, "Night": 0, "Varnholm": None}


def test_without_moves_out_the_transfers_of_the_list_stand_for_them() -> None:
    assert computed()["Sales", JANUARY]["moved_out"] == 2
    without = HEADS.replace("| 2\n", "| .\n")
    assert computed(heads=without)["Sales", JANUARY]["moved_out"] == 1


@pytest.mark.parametrize(
    ("start_on", "end_on", "sales"),
    [
        ("2025-01-31", ".", 0),  # one day of the month is enough
        ("2024-06-01", "2025-01-02", 0),  # here on the first of January, who left that day
        ("2024-06-01", "2025-01-01", 3),  # gone before
        ("2025-02-01", ".", 3),  # not here yet
    ],
)
def test_where_persons_are_known_the_counts_of_that_month_are_left_out(
    start_on: str, end_on: str, sales: int
) -> None:
    header = "person | area | start_on | end_on | came_from | went_to | end_reason"
    spells = table(f"{header}\n1 | Sales | {start_on} | {end_on} | . | . | .", SPELLS)
    found = computed(spells=spells)
    assert found.get(("Sales", JANUARY), {"leavers": 0})["leavers"] == sales
    assert found["Varnholm", JANUARY]["leavers"] == 4 + sales


def test_persons_and_counts_of_different_areas_are_added_up_above() -> None:
    header = "person | area | start_on | end_on | came_from | went_to | end_reason"
    spells = table(f"{header}\n1 | Varnholm | 2024-01-01 | 2025-02-10 | . | . | voluntary", SPELLS)
    counts = counted(
        table(LEFT, LEAVER_COUNTS), table(HEADS, HEADCOUNTS), spells, closure(TREE), QUARTER
    )
    both = with_counts(movements(spells, closure(TREE), QUARTER), counts)
    chosen = both.filter(both.area == "Varnholm").order_by("month")
    told = chosen.select("leavers", "closing", "headcount_known", "joiners_known")
    assert rows(told) == [
        (7, 1 + 61, True, False),
        (1, 0, False, False),  # Sales tells of February without a headcount
        (0, 0, True, True),  # no counts: what persons say is all there is
    ]


# The same organisation, told with persons and told by counts

WINDOW = Months(date(2024, 11, 1), date(2025, 7, 1))


def told_by_counts(organisation: Organisation) -> tuple[pa.Table, pa.Table]:
    """What each area would report of itself, moves included."""
    alone = Organisation(dict.fromkeys(organisation.parents), organisation.spells)
    own = recount(alone, WINDOW)
    left: list[Sequence[object]] = []
    heads: list[Sequence[object]] = []
    for (area, month), numbers in own.items():
        _opening, joiners, moved_in, leavers, chose, retired, moved_out, closing = numbers
        left.append((area, month, chose, retired, 0, 0, leavers - chose - retired, moved_out))
        heads.append((area, month, closing, joiners, moved_in, moved_out))
    return as_table(left, LEAVER_COUNTS), as_table(heads, HEADCOUNTS)


def as_table(found: list[Sequence[object]], schema: ibis.Schema) -> pa.Table:
    columns = zip(*found, strict=True)
    named = dict(zip(schema.names, map(list, columns), strict=True))
    return pa.table(named, schema=schema.to_pyarrow())


@pytest.mark.slow
@settings(max_examples=25, deadline=None)
@given(organisation=organisations())
def test_every_headcount_is_the_one_before_and_who_came_and_went(
    organisation: Organisation,
) -> None:
    left, heads = told_by_counts(organisation)
    tree = ibis.memtable(pa.table(closure_columns(organisation.parents)))
    counts = counted(ibis.memtable(left), ibis.memtable(heads), NOBODY, tree, WINDOW)
    whole = with_counts(movements(NOBODY, tree, WINDOW), counts)
    by_persons = recount(organisation, WINDOW)
    columns = ("area", "month", "opening", *FLOWS, "closing", "opening_known")
    for area, month, opening, *flows, closing, opening_known in rows(whole.select(*columns)):
        come = dict(zip(FLOWS, flows, strict=True))
        persons = by_persons[area, month]
        assert (come["joiners"], come["leavers"], closing) == (persons[1], persons[3], persons[7])
        assert (come["own_choice"], come["retirements"]) == persons[4:6]
        if opening_known:
            gone = come["leavers"] + come["moved_out"]
            assert closing == opening + come["joiners"] + come["moved_in"] - gone
        else:
            assert month == WINDOW.first
