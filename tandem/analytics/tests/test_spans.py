"""How many report to each manager, on a day: its boundaries, and what is not told."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tandem.analytics.asked import UnusableWindow, ask
from tandem.analytics.facts import JOBS, SPELLS, Facts
from tandem.analytics.measures.card import Reads
from tandem.analytics.measures.levels import KNOWN, NOT_TOLD
from tandem.analytics.measures.registry import MEASURES
from tandem.analytics.measures.spans import FEWEST_MANAGERS
from tandem.analytics.months import Months
from tandem.analytics.prepared import prepared
from tandem.analytics.results import Hidden
from tandem.analytics.shown import Answer, why
from tandem.analytics.tests.examples import facts_of
from tandem.analytics.tests.tables import rows, table

TREE = "Varnholm:\nBakery: Varnholm\nDairy: Varnholm"
MARCH = Months(date(2025, 3, 1), date(2025, 4, 1))
HEAD = " | ".join(JOBS.names)


def spans(*jobs: str) -> dict[str, tuple[Any, ...]]:
    """By area: managers, median, few, many and whether it is known, on 31 March 2025."""
    facts = facts_of(TREE, jobs=table("\n".join([HEAD, *jobs]), JOBS))
    found = rows(prepared(Reads.SPANS, facts, MARCH, 1))
    return {area: (*numbers, known) for area, *numbers, _month, known in found}


def under(manager: object, *people: int, area: str = "Bakery") -> list[str]:
    return [f"{person} | {area} | . | {manager} | 2020-01-01 | ." for person in people]


BOSS = "1 | Bakery | . | . | 2020-01-01 | ."


def test_a_manager_counts_where_their_own_job_is() -> None:
    found = spans(BOSS, *under(1, 2, 3, area="Dairy"), *under(2, 4, area="Dairy"))
    assert found == {
        "Bakery": (1, 2, 1, 0, KNOWN),
        "Dairy": (1, 1, 1, 0, KNOWN),
        "Varnholm": (2, 1.5, 2, 0, KNOWN),
    }


@pytest.mark.parametrize(
    ("reports", "few", "many"), [(1, 1, 0), (2, 1, 0), (3, 0, 0), (12, 0, 0), (13, 0, 1)]
)
def test_few_are_under_three_and_many_over_twelve(reports: int, few: int, many: int) -> None:
    found = spans(BOSS, *under(1, *range(2, 2 + reports)))
    assert found["Bakery"] == (1, reports, few, many, KNOWN)


@pytest.mark.parametrize(
    ("start_on", "end_on", "there"),
    [
        ("2025-03-31", ".", 1),  # begins on the day
        ("2025-04-01", ".", 0),
        ("2020-01-01", "2025-04-01", 1),  # the last day is the day itself
        ("2020-01-01", "2025-03-31", 0),
        ("2025-03-31", "2025-03-31", 0),  # no day at all
    ],
)
def test_who_reports_on_the_last_day_of_the_month(start_on: str, end_on: str, there: int) -> None:
    found = spans(BOSS, *under(1, 2), f"3 | Bakery | . | 1 | {start_on} | {end_on}")
    assert found["Bakery"][:2] == (1, 1 + there)


def test_nobody_is_their_own_report() -> None:
    found = spans("1 | Bakery | . | 1 | 2020-01-01 | .", *under(1, 2))
    assert found["Bakery"] == (1, 1, 1, 0, KNOWN)


def test_a_manager_who_is_not_there_leads_nobody() -> None:
    gone = "1 | Bakery | . | . | 2020-01-01 | 2025-03-01"
    assert spans(gone, *under(1, 2, 3))["Bakery"] == (0, 0, 0, 0, NOT_TOLD)
    assert spans(*under(77, 2, 3))["Bakery"] == (0, 0, 0, 0, NOT_TOLD)


@pytest.mark.parametrize(("without", "known"), [(1, KNOWN), (2, NOT_TOLD)])
def test_nine_in_ten_of_those_who_lead_nobody_report_to_somebody(without: int, known: int) -> None:
    """The one at the top does not count among them: somebody must be."""
    lost = [f"{50 + n} | Dairy | . | . | 2020-01-01 | ." for n in range(without)]
    found = spans(BOSS, *under(1, *range(2, 11)), *lost)
    assert found["Bakery"] == (1, 9, 0, 0, known)


# ---- what is said


def company(managers: int, reports: int = 4) -> Facts:
    """One at the top of so many managers in Bakery, each with so many reports in Dairy."""
    held = [BOSS, *under(1, *range(2, 2 + managers))]
    for manager in range(2, 2 + managers):
        held += under(manager, *range(1000 * manager, 1000 * manager + reports), area="Dairy")
    people = [line.split("|")[0] for line in held]
    stays = [f"{person} | Bakery | 2020-01-01 | . | . | . | ." for person in people]
    return facts_of(
        TREE,
        jobs=table("\n".join([HEAD, *held]), JOBS),
        spells=table("\n".join([" | ".join(SPELLS.names), *stays]), SPELLS),
        people=len(people),
    )


def asked(key: str, facts: Facts, **options: Any) -> Answer:  # noqa: ANN401 - those of `ask`
    return ask(MEASURES[key], facts, **{"window": Months(date(2025, 1, 1), MARCH.after), **options})


def test_a_span_is_of_the_last_day_of_the_window_and_says_so() -> None:
    answer = asked("K18", company(6))
    [told] = answer
    assert (told.result.value, told.result.people, told.result.window) == (4, 7, MARCH)
    assert "; on 2025-03-31. Divided by" in answer.sheet().said
    [few] = asked("span_few", company(6))
    assert (few.result.n, few.result.denominator, few.result.interval) == (0, 7, None)


def test_month_by_month_each_is_of_its_own_last_day() -> None:
    answer = asked("K18", company(6), by=["month"])
    assert [len(told.result.window) for told in answer] == [1, 1, 1]
    assert [told.result.value for told in answer] == [4, 4, 4]
    assert "each on its last day" in answer.sheet().said


def test_of_a_month_that_is_not_over_it_is_of_the_day_of_the_facts() -> None:
    """Also where a file that came in today is all that is known of who leads whom."""
    today = date(2025, 3, 17)
    facts = replace(company(6), as_of=today, moves_known_since=date(2025, 4, 1))
    answer = ask(MEASURES["K18"], facts)
    [told] = answer
    assert (told.result.value, told.result.window) == (4, MARCH)
    assert "; on 2025-03-17. Divided by" in answer.sheet().said
    [before] = ask(MEASURES["K18"], facts, window=Months(date(2025, 2, 1), MARCH.first))
    assert before.result.hidden is Hidden.TOO_SHORT
    with pytest.raises(UnusableWindow, match="Choose months before 2025-04"):
        ask(MEASURES["K18"], facts, window=Months(MARCH.after, date(2025, 5, 1)))
    with pytest.raises(UnusableWindow):
        ask(MEASURES["K02"], facts, window=MARCH)  # a time that is not over is told of nothing else


@pytest.mark.parametrize("key", ["K18", "span_few", "span_many"])
def test_under_five_managers_nothing_is_told(key: str) -> None:
    facts = company(FEWEST_MANAGERS - 1)  # and the one at the top
    [told] = asked(key, facts)
    assert told.result.hidden is None
    [fewer] = asked(key, company(FEWEST_MANAGERS - 2))
    assert (fewer.result.hidden, fewer.result.value) == (Hidden.TOO_FEW, None)
    assert why(fewer.result, MEASURES[key].group) == "too few managers to show"
    by_area = {each.name: each.result.hidden for each in asked(key, facts, by=["area"])}
    assert by_area == {"Varnholm": None, "Bakery": None, "Dairy": Hidden.NO_DENOMINATOR}


def test_no_answer_holds_a_person() -> None:
    answer = asked("K18", company(6), by=["area", "month"])
    assert {name for told in answer for name in (told.area, told.name)} == {
        "Varnholm", "Bakery", "Dairy",
    }  # fmt: skip


def test_who_does_not_know_the_managers_says_so() -> None:
    facts = facts_of(
        TREE,
        jobs=table(
            "\n".join([HEAD, *(f"{n} | Dairy | 5 | . | 2020-01-01 | ." for n in range(9))]), JOBS
        ),
    )
    [told] = asked("K18", facts)
    assert told.result.hidden is Hidden.NO_MANAGERS
