"""Every measure against a table that can be counted along by hand."""

from datetime import date

import pytest

from tandem.analytics.facts import OBSERVATIONS, SPELLS, SURVEY_CELLS
from tandem.analytics.measures.brought import OF_OBSERVATIONS
from tandem.analytics.measures.card import Chance, Reads
from tandem.analytics.measures.registry import MEASURES, OF_JOBS, OF_PEOPLE
from tandem.analytics.measures.survey import OF_ANSWERS
from tandem.analytics.months import Months
from tandem.analytics.prepared import month_by_month, over_window
from tandem.analytics.results import Hidden, annualised, result_of
from tandem.analytics.tests.examples import EXAMPLES, YEAR_2026, Example, facts_of
from tandem.analytics.tests.tables import rows, table

CASES = [(example, key) for example in EXAMPLES for key in example.expected]
TREE = "Varnholm:\nBakery: Varnholm"
OBSERVED = "area | series | first | after | value | denominator | origin | taken_at"
ANSWERED = "area | theme | item | first | after | answer | answers"
STAYED = "person | area | start_on | end_on | came_from | went_to | end_reason"


@pytest.mark.parametrize(("example", "key"), CASES, ids=[key for _, key in CASES])
def test_it_comes_out_as_counted_by_hand(example: Example, key: str) -> None:
    found = over_window(MEASURES[key], example.facts(), example.window)
    told = rows(found.select("area", "n", "denominator").order_by("area"))
    assert told == [tuple(map(pytest.approx, row)) for row in example.expected[key]]


@pytest.mark.parametrize(("example", "key"), CASES, ids=[key for _, key in CASES])
def test_month_by_month_ends_with_the_same_as_the_window(example: Example, key: str) -> None:
    window = example.window
    months = Months(date(window.after.year - 1, 11, 1), window.after)
    found = month_by_month(MEASURES[key], example.facts(), months, len(window))
    told = rows(found.order_by("area", "month"))
    assert len(told) == 3 * 2  # three areas, two months: quiet ones too
    december = [(row[0], row[2], row[3]) for row in told if row[1] == months.firsts()[-1]]
    assert december == [tuple(map(pytest.approx, row)) for row in example.expected[key]]


FAVOURABLE = [each for each in OF_ANSWERS if each.chance is Chance.SHARE]
RATIOS = [
    each
    for each in OF_OBSERVATIONS
    if each.reads is Reads.OBSERVATIONS and each.series == (each.key,)
]
REPORTED = [each for each in OF_OBSERVATIONS if each.reads is Reads.OWN_OBSERVATIONS]


@pytest.mark.parametrize("measure", FAVOURABLE, ids=lambda each: each.key)
def test_favourable_is_four_or_five_of_five_answers_to_its_own_theme(measure: object) -> None:
    theme = MEASURES[measure.key].series[0]  # type: ignore[attr-defined]  # a Measure, by its list
    facts = facts_of(TREE, survey_cells=table(
        f"""
        {ANSWERED}
        Bakery | {theme}     | one | 2026-03-01 | 2026-04-01 | 5 | 3
        Bakery | {theme}     | one | 2026-03-01 | 2026-04-01 | 4 | 4
        Bakery | {theme}     | one | 2026-03-01 | 2026-04-01 | 3 | 2
        Bakery | {theme}     | one | 2026-03-01 | 2026-04-01 | 0 | 9  # no answer of 1 to 5
        Bakery | {theme}_not | one | 2026-03-01 | 2026-04-01 | 5 | 50
        """, SURVEY_CELLS,
    ))  # fmt: skip
    found = over_window(MEASURES[measure.key], facts, YEAR_2026)  # type: ignore[attr-defined]
    told = rows(found.select("area", "n", "denominator", "people").order_by("area"))
    assert told == [("Bakery", 7, 9, 9), ("Varnholm", 7, 9, 9)]


@pytest.mark.parametrize("measure", RATIOS, ids=lambda each: each.key)
def test_a_ratio_adds_up_both_sides_before_it_divides(measure: object) -> None:
    key = measure.key  # type: ignore[attr-defined]  # a Measure, by its list
    facts = facts_of(TREE, observations=table(
        f"""
        {OBSERVED}
        Bakery | {key}  | 2026-01-01 | 2026-04-01 | 1 | 10  | . | .
        Bakery | {key}  | 2026-04-01 | 2026-07-01 | 9 | 30  | . | .
        Bakery | {key}  | 2026-07-01 | 2026-10-01 | 9 | .   | . | .  # of how many, nobody said
        Bakery | {key}x | 2026-01-01 | 2026-04-01 | 5 | 500 | . | .
        """, OBSERVATIONS,
    ))  # fmt: skip
    found = over_window(MEASURES[key], facts, YEAR_2026)
    told = rows(found.select("area", "n", "denominator").order_by("area"))
    assert told == [("Bakery", 10, 40), ("Varnholm", 10, 40)]  # 1/4, no mean of 1/10 and 3/10


@pytest.mark.parametrize("measure", REPORTED, ids=lambda each: each.key)
def test_what_cannot_be_added_up_is_told_of_the_area_itself_as_reported_last(
    measure: object,
) -> None:
    key = measure.key  # type: ignore[attr-defined]  # a Measure, by its list
    facts = facts_of(TREE, observations=table(
        f"""
        {OBSERVED}
        Bakery | {key} | 2026-04-01 | 2026-07-01 | 35 | . | . | .
        Bakery | {key} | 2026-01-01 | 2026-04-01 | 40 | . | . | .
        Bakery | {key} | 2026-07-01 | 2026-10-01 | .  | . | . | .  # nothing was said
        """, OBSERVATIONS,
    ))  # fmt: skip
    found = over_window(MEASURES[key], facts, YEAR_2026)
    told = rows(found.select("area", "n", "denominator").order_by("area"))
    assert told == [("Bakery", 35, 1), ("Varnholm", None, None)]


def test_every_measure_is_counted_along_somewhere() -> None:
    drawn = {key for _, key in CASES}
    drawn |= {each.key for each in (*FAVOURABLE, *RATIOS, *REPORTED)}
    assert drawn == set(MEASURES)
    families = (OF_PEOPLE, OF_JOBS, OF_ANSWERS, OF_OBSERVATIONS)
    assert len(MEASURES) == sum(map(len, families))


# ---- edges


@pytest.mark.parametrize(
    ("end_on", "left_within"),
    [
        ("2025-05-31", 1),  # last day 30 May: the 364th day
        ("2025-06-01", 0),  # the 365th day was the last one
        (".", 0),
    ],
)
def test_the_three_hundred_and_sixty_fifth_day_is_a_whole_year(
    end_on: str, left_within: int
) -> None:
    facts = facts_of(TREE, spells=table(
        f"""
        {STAYED}
        1 | Bakery | 2024-06-01 | {end_on} | . | . | .
        """, SPELLS,
    ))  # fmt: skip
    june = Months(date(2025, 6, 1), date(2025, 7, 1))
    found = rows(over_window(MEASURES["K05"], facts, june).order_by("area"))
    assert [row[:3] for row in found] == [("Bakery", left_within, 1), ("Varnholm", left_within, 1)]


def test_who_came_by_a_transfer_was_not_hired() -> None:
    facts = facts_of(TREE, spells=table(
        f"""
        {STAYED}
        1 | Bakery | 2024-06-01 | 2024-07-01 | Varnholm | . | .
        """, SPELLS,
    ))  # fmt: skip
    assert rows(over_window(MEASURES["K05"], facts, Months(date(2025, 6, 1), date(2025, 7, 1)))) \
        .count(("Bakery", *[None] * 7)) == 1  # fmt: skip


def test_what_is_said_of_an_area_goes_before_what_lies_two_levels_below() -> None:
    facts = facts_of("Varnholm:\nSupply: Varnholm\nBakery: Supply\nShops: Varnholm",
        observations=table(
        f"""
        {OBSERVED}
        Bakery | K14 | 2026-01-01 | 2026-04-01 | 1 | 2  | . | .
        Supply | K14 | 2026-01-01 | 2026-04-01 | 8 | 10 | . | .  # Bakery is in it
        Shops  | K14 | 2026-01-01 | 2026-04-01 | 3 | 5  | . | .
        Bakery | K14 | 2026-04-01 | 2026-07-01 | 1 | 2  | . | .  # of this Supply says nothing
        """, OBSERVATIONS,
    ))  # fmt: skip
    found = over_window(MEASURES["K14"], facts, YEAR_2026)
    assert rows(found.select("area", "n", "denominator").order_by("area")) == [
        ("Bakery", 2, 4),
        ("Shops", 3, 5),
        ("Supply", 9, 12),
        ("Varnholm", 12, 17),
    ]


def test_a_denominator_can_be_chosen_and_is_named() -> None:
    from tandem.analytics.measures.headcount import DENOMINATORS

    people = EXAMPLES[0]
    by = {}
    for name, (words, denominator) in DENOMINATORS.items():
        measure = MEASURES["K02"].divided_otherwise(words, denominator)
        found = rows(over_window(measure, people.facts(), people.window).order_by("area"))
        by[name] = [row[2] for row in found]
        assert measure.divided_by == words
    assert by == {
        "month-ends": [pytest.approx(20 / 12), pytest.approx(37 / 12), pytest.approx(57 / 12)],
        "start-and-end": [(4 + 2) / 2, (2 + 2) / 2, (6 + 4) / 2],
        "opening": [4, 2, 6],
    }


def test_annualised_is_times_365_and_by_days() -> None:
    quarter = Months(date(2025, 1, 1), date(2025, 4, 1))
    result = result_of(MEASURES["K02"], n=3, denominator=60.0, window=quarter)
    assert annualised(result) == pytest.approx(3 / 60 * 365 / 90)
    nothing = result_of(MEASURES["K02"], n=0, denominator=0.0, window=quarter)
    assert (annualised(nothing), nothing.hidden) == (None, Hidden.NO_DENOMINATOR)
