"""The numbers of areas known by counts alone: window, rates, reasons, seasons."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pyarrow as pa
import pytest

from tandem.analytics.area import AreaNumbers
from tandem.analytics.control import Verdict
from tandem.analytics.counts import CountedMonth, counted_year
from tandem.analytics.every_area import numbers_of_every_area
from tandem.analytics.facts import HEADCOUNTS, LEAVER_COUNTS, SPELLS, Facts
from tandem.analytics.months import Months, month_number, month_of
from tandem.analytics.results import Hidden
from tandem.analytics.tests.snapshots import write_snapshot
from tandem.analytics.tests.tables import arrow, engine

NOVEMBER = date(2026, 11, 5)
TREE = "Varnholm:\nBakery: Varnholm\nDairy: Varnholm"
HEADER = "person | area | start_on | end_on | came_from | went_to | end_reason\n"
FIRST = date(2024, 9, 1)

Chose = Callable[[int], int]
"""How many chose to go in the month that many after FIRST."""


def months(count: int, first: date = FIRST) -> list[date]:
    return [month_of(month_number(first) + at) for at in range(count)]


def left(area: str, chose: Chose, count: int, *, retired: int = 0) -> pa.Table:
    known = months(count)
    nought = [0] * count
    columns = {
        "area": [area] * count,
        "month": known,
        "own_choice": [chose(at) for at in range(count)],
        "retirements": [retired] * count,
        **dict.fromkeys(("involuntary", "other", "unknown"), nought),
        "transfers": [1] * count,
    }
    return pa.table(columns, schema=LEAVER_COUNTS.to_pyarrow())


def heads(area: str, people: int, count: int) -> pa.Table:
    columns = {
        "area": [area] * count,
        "month": months(count),
        "people": [people] * count,
        **{name: [None] * count for name in ("joiners", "moved_in", "moved_out")},
    }
    return pa.table(columns, schema=HEADCOUNTS.to_pyarrow())


def pages(
    folder: Path,
    *leavers: pa.Table,
    headcounts: list[pa.Table] | None = None,
    spells: str = "",
    before: date = NOVEMBER,
) -> dict[str, AreaNumbers]:
    none = HEADCOUNTS.to_pyarrow().empty_table()
    snapshot = write_snapshot(
        folder,
        arrow(HEADER + spells, SPELLS) if spells else SPELLS.to_pyarrow().empty_table(),
        TREE,
        leaver_counts=pa.concat_tables(leavers),
        headcounts=pa.concat_tables(headcounts) if headcounts else none,
        only_leavers=not spells,
    )
    return numbers_of_every_area(Facts.open(snapshot, engine()), before=before)


def test_without_headcounts_there_are_counts_and_no_rate(tmp_path: Path) -> None:
    page = pages(tmp_path, left("Bakery", lambda at: 2, 24))["Bakery"]
    assert {page.total.hidden, page.own_choice[-1].hidden} == {Hidden.NO_HEADCOUNTS}
    assert page.judgement.verdict is Verdict.NO_RATE
    assert not page.only_leavers
    assert page.lacks_headcounts
    assert [month.leavers for month in page.months] == [2] * 24
    assert {(m.opening, m.joiners, m.moved_in, m.closing) for m in page.months} == {(None,) * 4}
    assert page.headcounts == []


def test_the_window_is_that_of_the_counts_and_not_of_today(tmp_path: Path) -> None:
    page = pages(tmp_path, left("Bakery", lambda at: 1, 12))["Bakery"]
    assert page.window == Months(date(2024, 9, 1), date(2025, 9, 1))


def test_a_month_that_is_not_over_is_left_out(tmp_path: Path) -> None:
    page = pages(tmp_path, left("Bakery", lambda at: 1, 12), before=date(2025, 3, 9))["Bakery"]
    assert page.window == Months(date(2024, 9, 1), date(2025, 3, 1))


def test_with_headcounts_rates_are_counted_as_of_persons(tmp_path: Path) -> None:
    page = pages(
        tmp_path, left("Bakery", lambda at: at % 2, 26), headcounts=[heads("Bakery", 60, 26)]
    )["Bakery"]
    assert page.total.value == pytest.approx(6 / 60)
    assert (page.total.n, page.total.denominator) == (6, 60)
    assert page.judgement.verdict is Verdict.NOISE
    assert page.headcounts == [60] * 24
    assert page.months[-1].joiners is None  # nobody said it: not nought
    assert page.months[0].opening == 60


def test_one_month_without_a_headcount_takes_the_rates_that_look_back_on_it(
    tmp_path: Path,
) -> None:
    given = heads("Bakery", 60, 26)
    gap = pa.concat_tables([given.slice(0, 10), given.slice(11)])  # July 2025
    page = pages(tmp_path, left("Bakery", lambda at: at % 2, 26), headcounts=[gap])["Bakery"]
    hidden = [result.hidden for result in page.own_choice]
    assert hidden[-14:] == [*[Hidden.NO_HEADCOUNTS] * 10, None, None, None, None]
    assert page.months[8].closing is None
    assert page.months[9].opening is None


def test_headcounts_from_before_the_leavers_list_do_not_say_that_nobody_left(
    tmp_path: Path,
) -> None:
    told = left("Bakery", lambda at: 4, 26).slice(14)  # the last twelve months
    page = pages(tmp_path, told, headcounts=[heads("Bakery", 60, 26)])["Bakery"]
    assert [month.leavers for month in page.months] == [4] * 12
    assert page.known_since == page.months[0].month == months(26)[14]
    assert page.total.value == pytest.approx(48 / 60)
    assert page.counts is not None
    assert len(page.counts.years) == 1
    assert page.counts.history[0].since == page.known_since


def test_a_quiet_month_before_a_small_list_is_believed(tmp_path: Path) -> None:
    told = left("Bakery", lambda at: 1, 26).slice(14)
    page = pages(tmp_path, told, headcounts=[heads("Bakery", 60, 26).slice(13)])["Bakery"]
    assert [month.leavers for month in page.months] == [0, *[1] * 12]
    assert page.known_since is None


def test_a_gap_in_the_counts_ends_what_is_known(tmp_path: Path) -> None:
    early, late = left("Bakery", lambda at: 1, 5), left("Bakery", lambda at: 1, 26)
    page = pages(tmp_path, early, late.slice(20))["Bakery"]
    assert page.window.first == months(26)[20]


# Reasons


@pytest.mark.parametrize(
    ("leavers", "shown"), [(9, False), (10, True)], ids=["nine leavers", "ten leavers"]
)
def test_reasons_are_told_from_ten_leavers_on(tmp_path: Path, leavers: int, shown: bool) -> None:
    page = pages(tmp_path, left("Bakery", lambda at: leavers if at == 11 else 0, 12))["Bakery"]
    assert page.counts is not None
    assert (page.counts.reasons is not None) is shown
    assert (page.months[-1].own_choice is not None) is shown
    assert (page.judgement.count is not None) is shown
    assert page.counts.transfers_by_month == ((1 if shown else None),) * 12
    assert bool(page.counts.seasons) is shown
    assert page.counts.leavers == leavers  # the count alone is always told
    assert page.months[-1].leavers == leavers


def test_with_headcounts_reasons_are_told_from_ten_people_on(tmp_path: Path) -> None:
    bakery = left("Bakery", lambda at: 1, 24)
    for people, shown in ((9, False), (10, True)):
        page = pages(tmp_path, bakery, headcounts=[heads("Bakery", people, 24)])["Bakery"]
        assert page.counts is not None
        assert (page.counts.reasons is not None) is shown
        assert (page.months[0].own_choice is not None) is shown


def test_reasons_add_up_to_all_who_left_and_transfers_stand_beside(tmp_path: Path) -> None:
    page = pages(tmp_path, left("Bakery", lambda at: 2, 12, retired=1))["Bakery"]
    counts = page.counts
    assert counts is not None
    assert counts.reasons is not None
    told = {each.reason: each.leavers for each in counts.reasons}
    assert told == {
        "own_choice": 24, "retirements": 12, "involuntary": 0, "other": 0, "unknown": 0,
    }  # fmt: skip
    assert (counts.leavers, counts.transfers) == (36, 12)
    assert (counts.leavers_in_year, counts.transfers_in_year) == (36, 12)
    assert [month.moved_out for month in page.months] == [1] * 12


# Seasons


def unclassed(count: int, *, own_choice: int = 0) -> pa.Table:
    """Two leave each month for a reason nobody has said the class of."""
    rows = left("Bakery", lambda at: own_choice, count)
    at = rows.column_names.index("unknown")
    return rows.set_column(at, rows.schema.field(at), pa.array([2] * count, rows.schema.types[at]))


def test_where_no_reason_has_a_class_own_choice_is_not_known(tmp_path: Path) -> None:
    page = pages(tmp_path, unclassed(24), headcounts=[heads("Bakery", 60, 24)])["Bakery"]
    assert {month.own_choice for month in page.months} == {None}
    assert page.own_choice[-1].hidden is Hidden.NO_CLASSES
    assert page.judgement.verdict is Verdict.NO_RATE
    assert page.judgement.count is None
    assert page.total.n == 24
    assert page.counts is not None
    assert page.counts.reasons is not None


def test_where_some_have_one_own_choice_is_told(tmp_path: Path) -> None:
    given = unclassed(24, own_choice=1)
    page = pages(tmp_path, given, headcounts=[heads("Bakery", 60, 24)])["Bakery"]
    assert {month.own_choice for month in page.months} == {1}
    assert page.own_choice[-1].hidden is None


def test_under_ten_people_no_reason_is_told_with_or_without_a_class(tmp_path: Path) -> None:
    page = pages(tmp_path, unclassed(24), headcounts=[heads("Bakery", 9, 24)])["Bakery"]
    assert page.judgement.verdict is Verdict.TOO_FEW
    assert page.counts is not None
    assert page.counts.reasons is None


def test_two_years_stand_side_by_side(tmp_path: Path) -> None:
    page = pages(tmp_path, left("Bakery", lambda at: at, 26))["Bakery"]
    counts = page.counts
    assert counts is not None
    assert [year.first for year in counts.years] == [date(2024, 11, 1), date(2025, 11, 1)]
    assert (counts.seasons[0].month, counts.seasons[0].leavers) == (11, (2, 14))
    assert (counts.seasons[-1].month, counts.seasons[-1].leavers) == (10, (13, 25))


@pytest.mark.parametrize(("known", "years"), [(11, 0), (12, 1), (23, 1), (24, 2), (36, 3)])
def test_only_whole_years_are_compared(tmp_path: Path, known: int, years: int) -> None:
    counts = pages(tmp_path, left("Bakery", lambda at: 1, known), before=date(2028, 1, 1))[
        "Bakery"
    ].counts
    assert counts is not None
    assert len(counts.years) == years
    assert len(counts.seasons) == (12 if years else 0)


# Beside persons


def test_an_area_with_a_person_below_it_is_told_by_persons(tmp_path: Path) -> None:
    spells = "1 | Dairy | 2020-01-01 | . | . | . | ."
    found = pages(tmp_path, left("Bakery", lambda at: 1, 26), spells=spells)
    assert found["Bakery"].counts is not None
    assert found["Dairy"].counts is None
    assert found["Varnholm"].counts is None


def test_above_persons_and_counts_without_headcounts_there_is_no_rate(tmp_path: Path) -> None:
    people = "\n".join(f"{n} | Dairy | 2020-01-01 | . | . | . | ." for n in range(40))
    found = pages(tmp_path, left("Bakery", lambda at: 1, 26), spells=people)
    assert found["Dairy"].total.value == 0
    assert found["Varnholm"].total.hidden is Hidden.NO_HEADCOUNTS
    assert found["Varnholm"].months[-1].leavers == 1
    assert found["Varnholm"].months[-1].closing is None


def test_above_persons_and_counts_with_headcounts_both_are_in_the_rate(tmp_path: Path) -> None:
    people = "\n".join(f"{n} | Dairy | 2020-01-01 | . | . | . | ." for n in range(40))
    found = pages(
        tmp_path,
        left("Bakery", lambda at: 1, 26),
        headcounts=[heads("Bakery", 60, 26)],
        spells=people,
    )
    varnholm = found["Varnholm"]
    assert (varnholm.total.n, varnholm.total.denominator) == (12, 100)
    assert varnholm.headcounts == [100] * 24
    assert varnholm.months[-1].joiners is None


def test_counts_that_ended_long_ago_do_not_take_todays_rates(tmp_path: Path) -> None:
    people = "\n".join(f"{n} | Dairy | 2020-01-01 | . | . | . | ." for n in range(40))
    old = left("Bakery", lambda at: 1, 3)
    found = pages(tmp_path, old, spells=people, before=date(2026, 11, 5))
    assert found["Varnholm"].total.value == 0
    assert found["Bakery"].window == Months(date(2024, 9, 1), date(2024, 12, 1))


def year_of(leavers: int) -> list[CountedMonth]:
    """Twelve months of forty people; all who left, in January, chose to."""
    return [
        CountedMonth(date(2025, month, 1), gone, gone, 0, 0, 0, 0, 0, 40, None, None, None)
        for month, gone in zip(range(1, 13), [leavers, *[0] * 11], strict=True)
    ]


def test_a_whole_year_with_all_its_headcounts_has_its_rates() -> None:
    year = counted_year(year_of(12), None, tells=True)
    assert year.average_headcount == 40
    assert year.own_choice_rate is not None
    assert (year.own_choice_rate.n, year.own_choice_rate.value) == (12, 0.3)
    assert year.total_rate is not None
    assert year.total_rate.window == Months(date(2025, 1, 1), date(2026, 1, 1))


def test_a_year_of_counts_tells_own_choice_as_its_months_do_from_ten_people_on() -> None:
    year = counted_year(year_of(9), None, tells=True)
    assert year.reasons is None  # under ten leavers
    assert year.own_choice_rate is not None
    assert year.own_choice_rate.n == 9
    few = counted_year([replace(month, closing=9) for month in year_of(9)], None, tells=True)
    for rate in (few.own_choice_rate, few.total_rate):
        assert rate is not None
        assert (rate.n, rate.hidden) == (None, Hidden.TOO_FEW)


def test_a_year_that_lacks_a_headcount_or_a_month_has_no_rate() -> None:
    lacking = [replace(year_of(12)[0], closing=None), *year_of(12)[1:]]
    for known in (lacking, year_of(12)[:11]):
        year = counted_year(known, None, tells=True)
        assert (year.average_headcount, year.total_rate) == (None, None)
