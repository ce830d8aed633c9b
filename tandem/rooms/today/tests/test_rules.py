import pytest

from tandem.rooms.today.rules import Day, PartOfDay, is_first_day, part_of_day


@pytest.mark.parametrize(
    ("hour", "part"),
    [
        (0, PartOfDay.EVENING),
        (3, PartOfDay.EVENING),  # who is up at three has not slept yet
        (4, PartOfDay.MORNING),
        (11, PartOfDay.MORNING),
        (12, PartOfDay.AFTERNOON),
        (17, PartOfDay.AFTERNOON),
        (18, PartOfDay.EVENING),
        (23, PartOfDay.EVENING),
    ],
)
def test_the_day_has_three_parts(hour: int, part: PartOfDay) -> None:
    assert part_of_day(hour) is part


@pytest.mark.parametrize(
    ("days", "anything", "first"),
    [
        (0, False, True),
        (29, False, True),
        (30, False, False),  # after the days that are never counted it is simply quiet
        (0, True, False),  # with the first promise the page is no longer empty
        (None, False, False),  # in no pair: there is nobody to begin with
    ],
)
def test_a_page_is_new_for_thirty_days_or_until_the_first_promise(
    days: int | None, anything: bool, first: bool
) -> None:
    assert is_first_day(days_since_paired=days, anything_there=anything) is first


@pytest.mark.parametrize(
    ("day", "needs"),
    [
        (Day(), False),
        (Day(later=9), False),  # on its way is not a need
        (Day(answers=1), True),
        (Day(new_dates=1), True),
        (Day(due_today=1), True),
        (Day(due_tomorrow=1), True),
    ],
)
def test_only_what_wants_a_word_or_is_near_needs_somebody(day: Day, needs: bool) -> None:
    assert day.needs_something is needs
