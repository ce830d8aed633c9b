"""When a year opens, what answers come to, and how to begin talking."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import pytest

from tandem.organisation.calendar import WorkingDays
from tandem.partnership.agreeing.rules import Side
from tandem.partnership.refused import NotPossible
from tandem.partnership.role_review import rules
from tandem.partnership.role_review.items import FILE, KEYS, ItemsBroken, items, read
from tandem.partnership.role_review.rules import CANNOT_SAY, Band, Both
from tandem.partnership.role_review.tests.stories import marks

START = date(2024, 3, 1)
LEAP = date(2024, 2, 29)
WHOLE = FILE.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("today", "opened"),
    [
        (date(2024, 3, 1), None),
        (date(2024, 9, 1), None),  # half a year old: nobody is asked
        (date(2025, 2, 28), None),
        (date(2025, 3, 1), date(2025, 3, 1)),
        (date(2026, 2, 28), date(2025, 3, 1)),
        (date(2026, 3, 1), date(2026, 3, 1)),
    ],
)
def test_a_year_opens_on_the_day_of_the_pair_and_never_in_its_first(
    today: date, opened: date | None
) -> None:
    assert rules.opened_on(START, today) == opened


@pytest.mark.parametrize(
    ("today", "opened"),
    [
        (date(2025, 2, 28), None),
        (date(2025, 3, 1), date(2025, 3, 1)),
        (date(2028, 2, 28), date(2027, 3, 1)),
        (date(2028, 2, 29), date(2028, 2, 29)),
    ],
)
def test_a_pair_of_29_february_has_its_day_in_every_year(today: date, opened: date | None) -> None:
    assert rules.opened_on(LEAP, today) == opened


def test_a_year_can_be_answered_for_ninety_days() -> None:
    first = date(2025, 3, 1)
    assert rules.open_year(START, first + timedelta(days=89)) == first
    assert rules.open_year(START, first + timedelta(days=90)) is None


def test_today_asks_for_fourteen_working_days() -> None:
    assert rules.asked_until(date(2026, 3, 2), WorkingDays(), 14) == date(2026, 3, 20)


def test_each_of_the_seven_wants_an_answer_and_cannot_say_is_one() -> None:
    rules.refuse_unfit(marks(CANNOT_SAY))
    lacking = dict(marks())
    del lacking["hard"]
    with pytest.raises(NotPossible):
        rules.refuse_unfit(lacking)


@pytest.mark.parametrize(
    ("given", "fit"),
    [
        ({}, True),
        ({"early": 5}, True),
        ({"early": 0}, True),
        ({"early": 6}, False),
        ({"early": -1}, False),
        ({"late": 3}, False),
    ],
)
def test_what_no_answer_can_be_is_none(given: dict[str, int], fit: bool) -> None:
    assert rules.are_marks(given) is fit


def test_a_mean_is_of_what_could_be_said_and_of_four_at_least() -> None:
    none = dict.fromkeys(("early", "ground", "candour"), CANNOT_SAY)
    assert rules.mean(marks(3, **none)) == 3
    assert rules.mean(marks(3, hard=5)) == Fraction(23, 7)
    assert rules.mean(marks(3, **none, hard=CANNOT_SAY)) is None


@pytest.mark.parametrize(
    ("leader", "hr", "band"),
    [
        (marks(5), marks(4), Band.STRONG),
        (marks(4), marks(4, hard=3), Band.STEADY),
        (marks(5), marks(3), Band.FRAGILE),
        (marks(5), marks(2), Band.HELP),
        (marks(1), marks(5), Band.HELP),
        (marks(5), marks(CANNOT_SAY), None),
        (marks(CANNOT_SAY), marks(1), None),
    ],
)
def test_one_word_goes_by_the_lower_of_the_two(
    leader: dict[str, int], hr: dict[str, int], band: Band | None
) -> None:
    assert rules.band(leader, hr) == band


def test_two_and_a_half_is_help_and_a_little_more_is_not() -> None:
    """Of six that could be said, three 2 and three 3: exactly 2.5."""
    half = marks(3, early=2, ground=2, candour=2, counts=CANNOT_SAY)
    more = marks(3, early=2, ground=2, counts=CANNOT_SAY)
    assert rules.mean(half) == Fraction(5, 2)
    assert rules.band(marks(5), half) is Band.HELP
    assert rules.band(marks(5), more) is Band.FRAGILE


def test_one_begins_with_what_lies_low_or_far_apart() -> None:
    leader, hr = marks(4, early=2, hard=5, follow=3), marks(4, early=5, hard=1, follow=3)
    both = rules.side_by_side(leader, hr)
    assert [each.need for each in both if each.key in ("hard", "early", "follow")] == [6, 2, 8]
    assert rules.starters(both) == ["hard", "early", "follow"]


def test_where_all_is_well_there_is_nothing_to_begin_with() -> None:
    assert rules.starters(rules.side_by_side(marks(5), marks(5))) == []


def test_what_one_cannot_say_makes_no_gap() -> None:
    one = Both("early", leader=None, hr=2)
    assert (one.gap, one.need) == (0, 3)
    assert Both("early", None, None).need == 0


def test_the_seven_are_asked_of_both_about_the_other_by_name() -> None:
    assert tuple(item.key for item in items()) == KEYS
    for item in items():
        for side in Side:
            assert "Mira" in item.asked(side, "Mira")


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ("[[item]\n", "cannot be read"),
        (WHOLE.replace('key = "hard"', 'key = "heavy"'), "The items are"),
        (WHOLE.replace('key = "hard"', 'key = "early"'), "The items are"),
        (WHOLE.replace('name = "When it counts"\n', ""), "Item 7 needs exactly these words"),
        (WHOLE.replace("Early enough", " "), "Item 1 needs exactly these words"),
        (WHOLE.replace("%(name)s knows your", "%(who)s knows your"), "Item 2 says %(name)s once"),
        (WHOLE.replace("%(name)s knows your", "100 % of your"), "Item 2 says %(name)s once"),
        ("", "found ."),
    ],
)
def test_a_broken_file_says_where(wrong: str, why: str) -> None:
    with pytest.raises(ItemsBroken, match=why.replace("(", r"\(").replace(")", r"\)")):
        read(wrong)
