"""Which level is the higher one, and who rose; nothing is guessed where nobody said."""

from __future__ import annotations

from datetime import date
from importlib import import_module
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tandem.analytics.asked import ask
from tandem.analytics.facts import JOBS, SPELLS, Facts
from tandem.analytics.levels import Place, place_of, plain, ranks_of
from tandem.analytics.measures.levels import changes
from tandem.analytics.measures.registry import MEASURES
from tandem.analytics.months import Months
from tandem.analytics.results import Hidden
from tandem.analytics.shown import Answer
from tandem.analytics.tests.examples import facts_of
from tandem.analytics.tests.tables import rows as rows_of
from tandem.analytics.tests.tables import table

ta: Any = import_module("tandem.analytics")
TREE = "Varnholm:\nBakery: Varnholm\nDairy: Varnholm"
WINDOW = Months(date(2025, 1, 1), date(2026, 1, 1))


@pytest.mark.parametrize(
    ("lower", "higher"),
    [
        ("7", "8"),
        ("9", "10"),  # by number, and not by letter
        ("Grade 7", "grade  8"),
        ("Grade 7", "GRADE 08"),
        ("E5", "E 6"),
        ("IC-3", "ic 4"),
        ("Level_1", "level 12"),
    ],
)
def test_levels_of_one_series_are_in_order_by_their_number(lower: str, higher: str) -> None:
    one, other = place_of(lower, {}), place_of(higher, {})
    assert one is not None
    assert other is not None
    assert one.series == other.series
    assert one.rank < other.rank


@pytest.mark.parametrize(
    ("one", "other"), [("E5", "M6"), ("7", "Grade 8"), ("Grade 7", "G8"), ("T1", "TL2")]
)
def test_levels_of_two_series_cannot_be_compared(one: str, other: str) -> None:
    first, second = place_of(one, {}), place_of(other, {})
    assert first is not None
    assert second is not None
    assert first.series != second.series


@pytest.mark.parametrize(
    "level", ["Chief", "7a", "Grade IV", "2.5", "E5/E6", "-3", "+ 3", "12345", "E5 (acting)", "5 E"]
)
def test_what_ends_in_no_number_has_no_place_by_itself(level: str) -> None:
    assert place_of(level, {}) is None


def test_an_order_that_somebody_gave_goes_before_the_number() -> None:
    order = {"grade 1": 3, "chief": 9}
    assert place_of("Grade 1", order) == Place("given", 3)
    assert place_of("  CHIEF ", order) == Place("given", 9)
    assert place_of("Grade 2", order) == Place("numbers grade", 2)  # not in it: not comparable
    assert place_of("given 4", {}) != Place("given", 4)


@given(st.lists(st.text(max_size=8), max_size=8))
def test_every_level_stands_once_whatever_is_written(levels: list[str]) -> None:
    found = ranks_of(levels, {})
    assert found["level"].to_pylist() == sorted(set(levels))
    assert found["plain"].to_pylist() == [plain(level) for level in sorted(set(levels))]


# ---- changes


def jobs(*careers: str) -> Facts:
    """Each career: levels one after the other, each for half a year from 2024-01-01 on."""
    starts = ["2024-01-01", "2024-07-01", "2025-01-01", "2025-07-01"]
    lines, stays = [], []
    for person, career in enumerate(careers):
        levels = career.split(" > ")
        stays.append(f"{person} | Bakery | 2024-01-01 | . | . | . | .")
        for at, level in enumerate(levels):
            end = starts[at + 1] if at + 1 < len(levels) else "."
            lines.append(f"{person} | Bakery | {level} | . | {starts[at]} | {end}")
    return facts_of(
        TREE,
        jobs=table("\n".join([" | ".join(JOBS.names), *lines]), JOBS),
        spells=table("\n".join([" | ".join(SPELLS.names), *stays]), SPELLS),
        people=len(careers),
        order={"trainee": 1, "seller": 2},
    )


def changed(facts: Facts) -> list[tuple[Any, ...]]:
    from tandem.analytics.levels import ranks

    assert facts.jobs is not None
    found = changes(facts.jobs, facts.spells, ranks(facts))
    return rows_of(
        found.select("start_on", "before", "level", "risen", "untold").order_by("start_on")
    )


@pytest.mark.parametrize(
    ("career", "told"),
    [
        ("7 > 8", [("7", "8", True, False)]),
        ("8 > 7", [("8", "7", False, False)]),
        ("7 > 7", []),
        ("Grade 7 > grade  7", []),  # written otherwise, and no change
        ("Grade 7 > Grade 07", [("Grade 7", "Grade 07", False, False)]),  # as high as before
        ("7 > . > 8", [("7", "8", True, False)]),  # a job without a level is passed over
        (". > 8", []),
        ("7 > .", []),
        ("E5 > M1", [("E5", "M1", False, True)]),
        ("E5 > M1 > E6", [("E5", "M1", False, True), ("M1", "E6", False, True)]),
        ("Trainee > Seller", [("Trainee", "Seller", True, False)]),
        ("Seller > Chief", [("Seller", "Chief", False, True)]),
        ("Chief > Chief Baker", [("Chief", "Chief Baker", False, True)]),
        ("5 > 6 > 5 > 6", [("5", "6", True, False), ("6", "5", False, False),
                           ("5", "6", True, False)]),
    ],
)  # fmt: skip
def test_what_is_made_of_a_career(career: str, told: list[tuple[Any, ...]]) -> None:
    assert [row[1:] for row in changed(jobs(career))] == told


@pytest.mark.parametrize(
    ("hired_again", "promoted"),
    [("2025-03-01", 0), ("2025-02-28", 0), ("2025-03-02", 1), ("2024-06-01", 1)],
)
def test_who_was_hired_again_in_between_was_not_promoted(hired_again: str, promoted: int) -> None:
    """The stay that begins with a hiring lies between the two jobs, or it does not."""
    spells = f"""
        {" | ".join(SPELLS.names)}
        1 | Bakery | 2024-01-01 | 2024-05-01    | . | . | .
        1 | Bakery | {hired_again} | .          | . | . | .
        """
    held = f"""
        {" | ".join(JOBS.names)}
        1 | Bakery | 7 | . | 2024-06-01 | 2025-03-01
        1 | Bakery | 8 | . | 2025-03-01 | .
        """
    facts = facts_of(TREE, spells=table(spells, SPELLS), jobs=table(held, JOBS))
    assert len(changed(facts)) == promoted


# ---- what is said


def asked(facts: Facts, **options: Any) -> Answer:  # noqa: ANN401 - those of `ask`
    return ask(MEASURES["K10"], facts, window=WINDOW, **options)


STEADY = ["5"] * 20
RISING = ["5 > 5 > 6"] * 3


def test_promotions_are_told_per_head_with_their_range() -> None:
    [told] = asked(jobs("5 > 6", *STEADY, *RISING))
    assert (told.result.n, told.result.denominator) == (3, 24)  # that of July 2024 is before it
    assert told.result.interval is not None
    assert asked(jobs("5 > 6", *STEADY, *RISING)).noted == ()


def test_without_an_order_it_says_between_which_levels_and_what_to_do() -> None:
    answer = asked(jobs("5 > 6", *STEADY, "5 > 5 > Chief", "M1 > M1 > T1", "5 > 5 > Chief"))
    [told] = answer
    assert (told.result.hidden, told.result.value, told.result.n) == (Hidden.NO_ORDER, None, None)
    [said] = answer.noted
    assert said.startswith("Nobody has said which is higher: “5” or “Chief”, “M1” or “T1”. Give")
    assert "--levels FILE" in said
    assert said in answer.sheet().said


def test_of_many_pairs_without_an_order_three_are_named() -> None:
    careers = [f"A{n} > A{n} > Level of {letter}" for n, letter in enumerate("vwxyz")]
    [said] = asked(jobs("5 > 6", *STEADY, *careers)).noted
    assert said.count("” or “") == 3
    assert "(2 more such pairs)" in said


def test_a_change_outside_the_window_hides_nothing() -> None:
    [told] = asked(jobs("5 > Chief", *STEADY, *RISING))
    assert told.result.n == 3


def test_an_area_without_such_a_change_is_told_beside_one_with_it() -> None:
    here = jobs("5 > 6", *STEADY, "5 > 5 > Chief")
    found = {each.name: each.result.hidden for each in asked(here, by=["area"])}
    assert found == {
        "Bakery": Hidden.NO_ORDER, "Varnholm": Hidden.NO_ORDER, "Dairy": Hidden.NO_DENOMINATOR,
    }  # fmt: skip


@pytest.mark.parametrize(("without", "hidden"), [(2, None), (3, Hidden.NO_LEVELS)])
def test_nine_in_ten_jobs_need_a_level(without: int, hidden: Hidden | None) -> None:
    levels = ["5 > 6", *["5"] * (19 - without), *["."] * without]  # of twenty
    facts = jobs(*levels)
    [told] = asked(facts)
    assert told.result.hidden is hidden


def test_before_the_first_change_that_is_known_nothing_is_told() -> None:
    [told] = asked(jobs(*STEADY, *RISING))
    assert told.result.n == 3  # from January 2025 on
    early = Months(date(2024, 7, 1), date(2025, 7, 1))
    [before] = ask(MEASURES["K10"], jobs(*STEADY, *RISING), window=early)
    assert before.result.hidden is Hidden.TOO_SHORT


def test_where_no_change_is_known_at_all_nobody_is_said_to_have_stayed_where_they_are() -> None:
    """A file of one row per person tells the level of today, and nothing of the way there."""
    [told] = asked(jobs(*STEADY))
    assert (told.result.hidden, told.result.n) == (Hidden.TOO_SHORT, None)


def test_facts_without_jobs_say_what_they_lack() -> None:
    facts = facts_of(TREE, spells=jobs(*STEADY).spells, people=20)
    for key in ("K10", "K18", "span_few", "span_many"):
        [told] = ask(MEASURES[key], facts, window=WINDOW)
        assert told.result.hidden is Hidden.NO_JOBS


def test_an_order_from_a_file_or_a_frame_ends_the_silence() -> None:
    people = pa.table({"person": [f"p{n}" for n in range(20)], "area": ["Bakery"] * 20,
                       "start_on": [date(2024, 1, 1)] * 20})  # fmt: skip
    held = pa.table(
        {
            "person": ["p0", *(f"p{n}" for n in range(20))],
            "area": ["Bakery"] * 21,
            "level": ["Chief", *["Baker"] * 20],
            "start_on": [date(2025, 3, 1), *[date(2024, 1, 1)] * 20],
            "end_on": pa.array([None, date(2025, 3, 1), *[None] * 19], pa.date32()),
        }
    )
    asked_of = {"people": people, "jobs": held, "window": ("2025-03", "2025-12"),
                "as_of": date(2026, 1, 15)}  # fmt: skip
    [silent] = ta.measure("K10", **asked_of)
    assert silent.result.hidden is Hidden.NO_ORDER
    [told] = ta.measure("K10", **asked_of, levels=pa.table({"level": ["baker", "CHIEF"]}))
    assert (told.result.n, told.result.denominator) == (1, 20)
    [down] = ta.measure("K10", **asked_of, levels=pa.table({"level": ["chief", "baker"]}))
    assert down.result.n == 0  # it was a step down, which is not taken off
    [alike] = ta.measure(
        "K10", **asked_of, levels=pa.table({"level": ["chief", "baker"], "rank": [4, 4]})
    )
    assert alike.result.n == 0
