"""What an area's numbers say in one sentence: every verdict, with its counts in words."""

from dataclasses import replace
from datetime import date

import pytest

from tandem.analytics.area import AreaMonth, AreaNumbers, area_numbers
from tandem.analytics.control import Verdict
from tandem.bridge.words import finding, percent
from tandem.organisation.models import Area

BAKERY = Area.below(None, "Bakery")


def month(number: int, *, own_choice: int, people: int) -> AreaMonth:
    year, index = divmod(2024 * 12 + 10 + number, 12)
    return AreaMonth(
        month=date(year, index + 1, 1),
        opening=people, joiners=own_choice, moved_in=0, leavers=own_choice,
        own_choice=own_choice, retirements=0, moved_out=0, closing=people,
        leavers_in_year=own_choice * 12, own_choice_in_year=own_choice * 12,
        average_headcount_in_year=float(people),
    )  # fmt: skip


def numbers(counts: list[int], people: int = 120, *, only_leavers: bool = False) -> AreaNumbers:
    """Months up to October 2026, the last of them judged."""
    offset = 24 - len(counts)
    months = [
        month(offset + number, own_choice=count, people=people)
        for number, count in enumerate(counts)
    ]
    return area_numbers(months, only_leavers=only_leavers)


CALM = [1, 2] * 11 + [1]


@pytest.mark.parametrize(
    ("found", "verdict", "title", "sentence"),
    [
        (
            numbers([*CALM, 9]), Verdict.REAL_MOVE, "Bakery: a real move.",
            "Nine people chose to leave in October; up to four is usual.",
        ),
        (
            numbers([*CALM, 2]), Verdict.NOISE, "Bakery: nothing unusual.",
            "Two people chose to leave in October; up to four is usual.",
        ),
        (
            numbers([*CALM, 1]), Verdict.NOISE, "Bakery: nothing unusual.",
            "One person chose to leave in October; up to four is usual.",
        ),
        (
            numbers([*CALM, 0]), Verdict.NOISE, "Bakery: nothing unusual.",
            "Nobody chose to leave in October; up to four is usual.",
        ),
        (
            numbers([8, 9] * 11 + [9, 0]), Verdict.REAL_MOVE, "Bakery: a real move.",
            "Nobody chose to leave in October; six or more is usual.",
        ),
        (
            numbers([0, 1] * 12, people=9), Verdict.TOO_FEW, "Bakery: too few people to say.",
            "Under 10 people a rate would be about persons, so none is shown.",
        ),
        (
            numbers([1, 2, 1]), Verdict.TOO_SHORT, "Bakery: too early to say.",
            "Two earlier months are known, and it takes eight to know what is usual.",
        ),
        (
            numbers([3]), Verdict.TOO_SHORT, "Bakery: too early to say.",
            "No earlier months are known, and it takes eight to know what is usual.",
        ),
        (
            numbers([3] * 24, only_leavers=True), Verdict.NO_RATE, "Bakery: no rate.",
            "This file holds only people who left: no rate.",
        ),
        (
            numbers([1] * 23 + [0], people=0), Verdict.NO_RATE, "Bakery: no rate.",
            "Nobody was here at the end of the month, so there is no rate.",
        ),
    ],
)  # fmt: skip
def test_each_verdict_has_its_sentence(
    found: AreaNumbers, verdict: Verdict, title: str, sentence: str
) -> None:
    assert found.judgement.verdict is verdict
    said = finding(found, BAKERY)
    assert (said.title, said.sentence) == (title, sentence)


def test_the_why_of_a_promise_names_the_area_and_the_fact() -> None:
    said = finding(numbers([*CALM, 9]), BAKERY)
    assert said.why == ("Bakery: Nine people chose to leave in October; up to four is usual.")


@pytest.mark.parametrize(
    ("last", "heading"),
    [(9, "October is outside the usual range"), (2, "October is inside the usual range")],
)
def test_the_heading_over_the_months_is_a_finding(last: int, heading: str) -> None:
    assert finding(numbers([*CALM, last]), BAKERY).heading == heading


def test_more_than_nine_are_written_as_digits() -> None:
    said = finding(numbers([*CALM, 14]), BAKERY)
    assert said.sentence.startswith("14 people chose to leave")


def test_an_area_name_with_signs_is_kept_as_it_is() -> None:
    odd = Area.below(None, "100% R&D <x>")
    assert finding(numbers([*CALM, 2]), odd).title == "100% R&D <x>: nothing unusual."


def test_a_sentence_never_names_a_count_where_people_are_too_few() -> None:
    few = numbers([0, 1] * 12, people=9)
    assert replace(few.judgement).count is None
    assert not any(each.isdigit() and each not in "10" for each in finding(few, BAKERY).sentence)


@pytest.mark.parametrize(
    ("share", "decimals", "said"),
    [
        (0.17986, 1, "18.0%"), (0.17949, 1, "17.9%"), (0.29, 0, "29%"), (0.246, 0, "25%"),
        (0.0, 1, "0.0%"), (1.0, 0, "100%"), (0.00004, 1, "0.0%"),
    ],
)  # fmt: skip
def test_a_rate_is_rounded_and_not_cut(share: float, decimals: int, said: str) -> None:
    assert percent(share, decimals=decimals) == said


def test_where_somebody_is_there_a_first_year_without_reasons_does_not_say_nobody_was() -> None:
    found = numbers([1] * 6)
    found = replace(found, judgement=replace(found.judgement, verdict=Verdict.NO_RATE))
    said = finding(found, BAKERY)
    assert said.sentence == "Nobody has said yet which of the reasons in the files are own choice."
