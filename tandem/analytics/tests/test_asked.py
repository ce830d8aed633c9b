"""A measure asked of facts: windows, everybody, what is not told and why."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from datetime import date, timedelta
from importlib import import_module
from io import StringIO
from typing import Any

import pyarrow as pa
import pytest
from rich.console import Console

from tandem.analytics.asked import UnusableWindow, ask
from tandem.analytics.facts import Facts
from tandem.analytics.measures.registry import CARDS, MEASURES, NoSuchMeasure, named
from tandem.analytics.months import Months
from tandem.analytics.results import Hidden
from tandem.analytics.shown import Answer
from tandem.analytics.taking import take
from tandem.analytics.tests.examples import EXAMPLES, Example
from tandem.analytics.tests.tables import engine

ta: Any = import_module("tandem.analytics")
YEAR = Months(date(2025, 1, 1), date(2026, 1, 1))
TODAY = date(2026, 1, 15)


def facts(*, hired: date = date(2023, 1, 1), leaving: int = 6) -> Facts:
    """Forty people in the Bakery, of whom `leaving` go, one a month, and twelve in the Dairy."""
    people = [
        {"person": f"b{n}", "area": "Supply / Bakery", "start_on": hired} for n in range(40)
    ] + [{"person": f"d{n}", "area": "Supply / Dairy", "start_on": hired} for n in range(12)]
    for month in range(1, leaving + 1):
        people[month] |= {"end_on": date(2025, month, 28), "end_reason": "voluntary"}
    people[39] |= {"end_on": date(2024, 6, 1), "end_reason": "retirement"}
    table = pa.Table.from_pylist(
        people,
        pa.schema(
            {
                "person": pa.string(),
                "area": pa.string(),
                "start_on": pa.date32(),
                "end_on": pa.date32(),
                "end_reason": pa.string(),
            }
        ),
    )
    return take(engine=engine(), people=table, as_of=TODAY).facts


COMPANY = facts()
TURNOVER = MEASURES["K02"]


def test_everybody_is_one_result_and_each_area_another() -> None:
    [everybody] = ask(TURNOVER, COMPANY, window=YEAR)
    assert (everybody.area, everybody.name, everybody.result.n) == (None, "Everybody", 6)
    by_area = {
        told.name: told.result.n for told in ask(TURNOVER, COMPANY, window=YEAR, by=["area"])
    }
    assert by_area == {"Supply": 6, "Bakery": 6, "Dairy": 0}


def test_a_result_says_its_window_population_denominator_and_definition() -> None:
    [told] = ask(TURNOVER, COMPANY, window=YEAR)
    result = told.result
    assert (result.measure, result.version, result.window) == ("K02", 1, YEAR)
    heads = [51 - month for month in range(1, 7)] + [45] * 6
    assert result.denominator == pytest.approx(sum(heads) / 12)
    assert result.denominator_name == TURNOVER.divided_by
    assert result.population == TURNOVER.population


def test_without_a_window_it_is_the_last_twelve_whole_months() -> None:
    [told] = ask(TURNOVER, COMPANY)
    assert told.result.window == YEAR


def test_twelve_months_ending_with_each_month() -> None:
    told = ask(TURNOVER, COMPANY, window=YEAR, by=["month"])
    assert [each.month for each in told] == YEAR.firsts()
    assert [each.result.n for each in told] == [2, 3, 4, 5, 5, 6, 6, 6, 6, 6, 6, 6]
    assert told.told[0].result.window == Months(date(2024, 2, 1), date(2025, 2, 1))
    [year] = ask(TURNOVER, COMPANY, window=YEAR)
    assert told.told[-1].result == year.result


def test_twelve_monthly_values_do_not_add_up_to_the_years() -> None:
    months = [Months(first, (first + timedelta(31)).replace(day=1)) for first in YEAR.firsts()]
    monthly = [ask(TURNOVER, COMPANY, window=month).told[0].result.value for month in months]
    [year] = ask(TURNOVER, COMPANY, window=YEAR)
    assert sum(value or 0 for value in monthly) != pytest.approx(year.result.value)


def test_a_window_that_is_not_over_is_refused_with_its_cure() -> None:
    with pytest.raises(UnusableWindow, match=r"end on 2026-01-15.* Choose months before 2026-01"):
        ask(TURNOVER, COMPANY, window=Months(date(2025, 2, 1), date(2026, 2, 1)))


@pytest.mark.parametrize("key", ["K01", "K02", "K03", "mobility"])
def test_a_company_younger_than_the_window_has_no_rate_yet(key: str) -> None:
    young = facts(hired=date(2025, 1, 2), leaving=0)
    [told] = ask(MEASURES[key], young, window=YEAR)
    assert told.result.hidden is Hidden.TOO_SHORT
    later = Months(date(2025, 2, 1), date(2026, 1, 1))
    [told] = ask(MEASURES[key], young, window=later)
    assert told.result.hidden is None


def test_months_before_leavers_are_known_are_not_told() -> None:
    """Six leavers a year of fifty, and none in the nine years before: an export of one year."""
    export = facts(hired=date(2010, 1, 1))
    early = Months(date(2012, 1, 1), date(2013, 1, 1))
    [told] = ask(TURNOVER, export, window=early)
    assert told.result.hidden is Hidden.TOO_SHORT


def test_a_small_area_shows_no_rate_and_says_why() -> None:
    small = pa.table(
        {"person": ["a", "b"], "area": ["Lab"] * 2, "start_on": [date(2020, 1, 1)] * 2}
    )
    [told] = ask(TURNOVER, take(engine=engine(), people=small, as_of=TODAY).facts, window=YEAR)
    assert (told.result.value, told.result.n) == (None, None)
    assert told.result.hidden is Hidden.TOO_FEW


def test_only_people_who_left_give_no_rate() -> None:
    gone = pa.table(
        {
            "person": ["a", "b"],
            "area": ["Lab"] * 2,
            "start_on": [date(2020, 1, 1)] * 2,
            "end_on": [date(2025, 3, 1), date(2026, 1, 1)],
        }
    )
    found = take(engine=engine(), people=gone, as_of=TODAY).facts
    for key in ("K01", "K02", "K05"):
        [told] = ask(MEASURES[key], found, window=YEAR)
        assert told.result.hidden is Hidden.ONLY_LEAVERS


def test_counts_without_persons_are_counted_and_without_headcounts_no_rate() -> None:
    months = [f"2025-{month:02}" for month in range(1, 13)]
    heads = {"area": ["Works"] * 12, "month": months, "people": [50] * 12}
    left = {"area": ["Works"] * 2, "month": ["2025-03", "2025-04"], "own_choice": [2, 1]}
    both = take(
        engine=engine(), headcounts=pa.table(heads), leaver_counts=pa.table(left), as_of=TODAY
    ).facts
    [told] = ask(TURNOVER, both, window=YEAR)
    assert (told.result.n, told.result.denominator) == (3, 50)
    no_heads = take(engine=engine(), leaver_counts=pa.table(left), as_of=TODAY).facts
    spring = Months(date(2025, 3, 1), date(2025, 5, 1))
    [told] = ask(TURNOVER, no_heads, window=spring)
    assert told.result.hidden is Hidden.NO_HEADCOUNTS


def counted_alone(left: dict[str, list[Any]]) -> Facts:
    """A year of headcounts and leavers without persons, as a site that keeps none writes them."""
    months = [f"2025-{month:02}" for month in range(1, 13)]
    heads = {"area": ["Works"] * 12, "month": months, "people": [50] * 12}
    found = take(
        engine=engine(), headcounts=pa.table(heads), leaver_counts=pa.table(left), as_of=TODAY
    ).facts
    return replace(found, only_leavers=True)


def test_a_site_without_persons_has_rates_all_the_same() -> None:
    """Nobody is here still, for nobody is known: that is not a file of people who left."""
    facts = counted_alone(
        {"area": ["Works"] * 2, "month": ["2025-03", "2025-04"], "own_choice": [2, 1]}
    )
    [told] = ask(TURNOVER, facts, window=YEAR)
    assert (told.result.n, told.result.denominator, told.result.hidden) == (3, 50, None)
    for key in ("K01", "K05", "mobility"):
        [told] = ask(MEASURES[key], facts, window=YEAR)
        assert told.result.hidden is Hidden.NOT_TOLD, key


def test_where_no_reason_has_a_class_none_is_taken_for_own_choice() -> None:
    facts = counted_alone({"area": ["Works"], "month": ["2025-03"], "unknown": [2]})
    [total] = ask(TURNOVER, facts, window=YEAR)
    assert (total.result.n, total.result.hidden) == (2, None)
    for by in ((), ("area",)):
        [told] = ask(MEASURES["K03"], facts, window=YEAR, by=by)
        assert told.result.hidden is Hidden.NO_CLASSES


def test_headcounts_that_no_list_of_leavers_speaks_of_are_no_nought() -> None:
    facts = counted_alone({"area": ["Shop"], "month": ["2025-03"], "own_choice": [2]})
    told = {each.name: each.result for each in ask(TURNOVER, facts, window=YEAR, by=["area"])}
    assert told["Works"].hidden is Hidden.NO_LEAVERS
    people = {
        each.name: each.result
        for each in ask(MEASURES["headcount"], facts, window=YEAR, by=["area"])
    }
    assert people["Works"].value == 50


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda each: each.title)
def test_everybody_is_what_the_area_at_the_top_is(example: Example) -> None:
    """Also where an area and one below it tell of the same: it is not counted twice."""
    for key, expected in example.expected.items():
        [top] = [(n, denominator) for area, n, denominator in expected if area == "Varnholm"]
        measure = replace(MEASURES[key], minimum=0)
        [told] = ask(measure, example.facts(), window=example.window)
        if told.result.hidden is None:
            assert told.result.n == top[0]
            assert told.result.denominator == pytest.approx(top[1])
        else:
            assert top == (None, None) or told.result.hidden is Hidden.TOO_SHORT


# ---- names


@pytest.mark.parametrize("words", ["K02", "k02", "Total turnover", "total  TURNOVER"])
def test_a_measure_is_found_by_key_or_name(words: str) -> None:
    assert named(words) is TURNOVER


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("total turnovr", "Did you mean K02, Total turnover?"),
        ("retenton", "Did you mean K01, Retention?"),
        ("xyz", "There is no measure “xyz”. “tandem measures” shows them all."),
    ],
)
def test_a_slip_is_asked_about(words: str, meant: str) -> None:
    with pytest.raises(NoSuchMeasure) as refused:
        named(words)
    assert meant in str(refused.value.args[0])


@pytest.mark.parametrize("words", ["K04", "k29", "K53"])
def test_a_measure_that_waits_is_no_slip(words: str) -> None:
    """“Did you mean K50, Trust in leaders?” would send somebody who asks for K04 elsewhere."""
    with pytest.raises(NoSuchMeasure, match=f"{words.upper()} of the catalogue is not computed"):
        named(words)
    with pytest.raises(NoSuchMeasure, match="There is no measure “K56”"):
        named("K56")


# ---- the notebook


def test_importing_it_loads_nothing_heavy() -> None:
    code = (
        "import sys, tandem.analytics as ta; "
        "print(*sorted({'scipy', 'pandas', 'lifelines', 'statsmodels', 'sklearn', 'ibis', 'duckdb',"
        " 'altair', 'django', 'numpy', 'pyarrow'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""


def test_a_verb_works_also_once_a_module_of_its_name_is_loaded() -> None:
    code = (
        "import tandem.analytics as ta; a = len(ta.measures()); "
        "import tandem.analytics.measures.card; from tandem.analytics import measures; "
        "print(a == len(ta.measures()) == len(measures()), measures.__name__)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "True tandem.analytics.measures"


def test_what_it_does_not_have_is_said() -> None:
    with pytest.raises(AttributeError, match="Its verbs: after_managers, alike"):
        _ = ta.no_such_verb
    assert {"measure", "measures", "facts"} <= set(dir(ta))


def people() -> pa.Table:
    return pa.table(
        {
            "person": [f"p{n}" for n in range(30)],
            "area": ["Supply / Bakery"] * 30,
            "start_on": [date(2020, 1, 1)] * 30,
        }
    )


def test_the_verbs_of_a_notebook() -> None:
    assert list(ta.measures()) == list(CARDS)
    answer = ta.measure(
        "retention", people=people(), by="area", window=("2025-01", "2025-12"), as_of=TODAY
    )
    assert isinstance(answer, Answer)
    assert [(told.name, told.result.value) for told in answer] == [("Supply", 1), ("Bakery", 1)]
    taken = ta.facts(people=people(), as_of=TODAY)
    [told] = ta.measure("K02", of=taken, divided_by="opening")
    assert told.result.denominator_name.startswith("Opening headcount")
    with pytest.raises(ValueError, match="is not divided by an average headcount"):
        ta.measure("K01", of=taken, divided_by="opening")
    with pytest.raises(ValueError, match="“2025-13” is no month"):
        ta.measure("K02", of=taken, window=("2025-01", "2025-13"))


def test_an_answer_prints_itself_with_all_that_must_stand_beside_a_number() -> None:
    answer = ask(TURNOVER, COMPANY, window=YEAR, by=["area"])
    console = Console(width=200, record=True, file=StringIO())
    console.print(answer)
    said = " ".join(console.export_text().split())
    html = answer._repr_html_()
    for part in ("Total turnover", "Bakery", "2025-01-01 to 2025-12-31", "Average headcount",
                 "version 1", "Facts of 2026-01-15"):  # fmt: skip
        assert part in said
        assert part in html


@pytest.mark.parametrize("by", [["area"], ["month"]])
def test_a_chart_is_in_the_shared_theme_and_says_what_it_shows(by: list[str]) -> None:
    chart = ask(TURNOVER, COMPANY, window=YEAR, by=by).chart().to_dict()
    assert chart["config"]["font"].startswith("Source Sans 3")
    assert "Average headcount" in chart["description"]
    assert "K02 Total turnover" in json.dumps(chart)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("as_of", "after"),
    [
        (date(2026, 1, 30), date(2026, 1, 1)),  # January is not over
        (date(2026, 1, 31), date(2026, 2, 1)),  # at the close of the day it is
        (date(2026, 2, 1), date(2026, 2, 1)),
    ],
)
def test_the_last_whole_month_is_over_at_the_close_of_its_last_day(
    as_of: date, after: date
) -> None:
    told = take(engine=engine(), people=people(), as_of=as_of).facts
    [year] = ask(TURNOVER, told)
    assert year.result.window.after == after
    with pytest.raises(UnusableWindow, match=f"Choose months before {after:%Y-%m}"):
        ask(TURNOVER, told, window=Months(date(2025, 1, 1), (after + timedelta(31)).replace(day=1)))


@pytest.mark.slow
def test_who_is_in_no_area_below_is_still_counted_in_everybody() -> None:
    """Some stand in the department itself, some in a team of it; each is one person."""
    both = pa.table(
        {
            "person": [f"p{n}" for n in range(30)],
            "area": ["Supply"] * 10 + ["Supply / Bakery"] * 20,
            "start_on": [date(2020, 1, 1)] * 30,
        }
    )
    found = take(engine=engine(), people=both, as_of=TODAY).facts
    heads = named("headcount")
    assert [told.result.value for told in ask(heads, found, window=YEAR)] == [30]
    by_area = {told.name: told.result.value for told in ask(heads, found, window=YEAR, by=["area"])}
    assert by_area == {"Supply": 30, "Bakery": 20}
