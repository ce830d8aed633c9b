"""How the quick line reads a day: which one the words name, and whether it is the promise's."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis.strategies import dates, integers, sampled_from

from tandem.rooms.today.quick_line import read
from tandem.rooms.today.reading.days import Days
from tandem.rooms.today.reading.english import ENGLISH
from tandem.rooms.today.reading.text import fold
from tandem.rooms.today.tests.phrases import KNOWN, TUESDAY, day

MONDAY = date(2026, 11, 23)
FRIDAY = date(2026, 11, 27)
SATURDAY = date(2026, 11, 28)
SUNDAY = date(2026, 11, 29)
LAST_OF_NOVEMBER = date(2026, 11, 30)
NEW_YEARS_EVE = date(2026, 12, 31)
ANY_DAY = dates(date(2020, 1, 1), date(2040, 1, 1))
NAMES_OF_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def days_of(words: str, today: date = TUESDAY) -> Days:
    return read(f"send Kim the notes {words}", KNOWN, today).when


# Read on Tuesday 24 November 2026; "1 Dec, 12 Jan" is asked about, "-" is no day.
NAMED = """
today | 24 Nov
tonight | 24 Nov
this afternoon | 24 Nov
by eod | 24 Nov
by end of day | 24 Nov
by 5pm | 24 Nov
before noon | 24 Nov
by 16:30 | 24 Nov
tomorrow | 25 Nov
tmrw | 25 Nov
tommorow | 25 Nov
first thing tomorrow | 25 Nov
tomorrow at 9am | 25 Nov
the day after tomorrow | 26 Nov
by Friday | 27 Nov
by fri | 27 Nov
by Fri. | 27 Nov
on thurs | 26 Nov
by weds | 25 Nov
this Friday | 27 Nov
this coming Friday | 27 Nov
by the Friday | 27 Nov
by Friday noon | 27 Nov
by cob Friday | 27 Nov
Friday eod | 27 Nov
by close of business on Friday | 27 Nov
before lunch on Friday | 27 Nov
by end of day Friday | 27 Nov
by Tuesday | 24 Nov, 1 Dec
next Tuesday | 1 Dec
next Monday | 30 Nov
next Friday | 27 Nov, 4 Dec
next Wed | 25 Nov, 2 Dec
Friday week | 4 Dec
Friday after next | 4 Dec
a week on Friday | 4 Dec
two weeks on Friday | 11 Dec
Friday next week | 4 Dec
Friday of next week | 4 Dec
next week on Friday | 4 Dec
Thursday this week | 26 Nov
a week today | 1 Dec
a week tomorrow | 2 Dec
today week | 1 Dec
two weeks from today | 8 Dec
10 days from now | 4 Dec
in 3 days | 27 Nov
in three days | 27 Nov
in a couple of days | 26 Nov
in a week | 1 Dec
in 2 weeks' time | 8 Dec
in a week's time | 1 Dec
within a fortnight | 8 Dec
in the next 10 days | 4 Dec
in a month | 24 Dec
in 48 hours | 26 Nov
in an hour | 24 Nov
in 4 working days | 30 Nov
in 1 business day | 25 Nov
in 2 weeks and 3 days | 11 Dec
in forty days | 3 Jan
in 1.5 weeks | 4 Dec
in 2-3 weeks | -
in a few days | -
this week | 27 Nov
by the end of the week | 27 Nov
by eow | 27 Nov
within the week | 27 Nov
next week | 4 Dec
nxt week | 4 Dec
Fri nxt week | 4 Dec
nxt Monday | 30 Nov
over Christmas | -
sometime next week | 4 Dec
by next week | 30 Nov, 4 Dec
before next week | 27 Nov
by the end of next week | 4 Dec
at the start of next week | 30 Nov
mid next week | 2 Dec
the week after next | 11 Dec
before the weekend | 27 Nov
by the weekend | 27 Nov
over the weekend | 29 Nov
next weekend | 29 Nov, 6 Dec
by the end of the month | 30 Nov
by month end | 30 Nov
by eom | 30 Nov
this month | 30 Nov
next month | 31 Dec
by next month | 1 Dec, 31 Dec
by end of next month | 31 Dec
end of January | 31 Jan
start of February | 1 Feb
mid-December | 15 Dec
by the end of the year | 31 Dec
by year end | 31 Dec
by end of the quarter | 31 Dec
by the end of Q1 | 31 Mar
by Q1 | 1 Jan, 31 Mar
by March | 1 Mar, 31 Mar
before March | 26 Feb
in March | -
by the 15th | 15 Dec
by the 24th | 24 Nov, 24 Dec
by the 31st | 31 Dec
on Friday the 27th | 27 Nov
by Friday 27th | 27 Nov
by Friday the 4th | 4 Dec
by Friday the 5th | 27 Nov, 5 Dec
by 3 Dec | 3 Dec
by 3rd of December | 3 Dec
by Dec 3 | 3 Dec
by December the 3rd | 3 Dec
by the third of December | 3 Dec
by the twenty-first of December | 21 Dec
by 3 December 2026 | 3 Dec
by Dec 3rd, 2026 | 3 Dec
by 3 Dec '26 | 3 Dec
Fri 27 Nov | 27 Nov
27 Nov (Fri) | 27 Nov
by Fri 28 Nov | 27 Nov, 28 Nov
on 24 Nov | 24 Nov
on 23 Nov | 23 Nov
by the first Monday in December | 7 Dec
by the last Friday of the month | 27 Nov
by the 2nd Tuesday of next month | 8 Dec
by 12/1 | 1 Dec, 12 Jan
by 27/11 | 27 Nov
by 11/27 | 27 Nov
by 12/12 | 12 Dec
by Tue 1/12 | 1 Dec, 12 Jan
by Thu 3/12 | 3 Dec
by 27.11. | 27 Nov
by 1.12. | 1 Dec
by 27-11 | 27 Nov
by 27/11/2026 | 27 Nov
by 11/27/26 | 27 Nov
by 12/1/2026 | 1 Dec
by 3.12.2026 | 3 Dec
by 2026-12-03 | 3 Dec
by 2026/12/03 | 3 Dec
before tomorrow | 24 Nov
before Friday | 26 Nov
before Monday | 27 Nov
before 3 Dec | 2 Dec
before Christmas | 24 Dec
on Christmas Eve | 24 Dec
by New Year's Eve | 31 Dec
Friday at the latest | 27 Nov
by Friday or sooner | 27 Nov
no later than Friday | 27 Nov
on or before Friday | 27 Nov
due Friday | 27 Nov
until Friday | 27 Nov
by Thursday or Friday | 26 Nov, 27 Nov
Thu/Fri | 26 Nov, 27 Nov
tomorrow, Wednesday | 25 Nov
by Friday, he said | 27 Nov
before today | -
by 30/2 | -
by 32 Dec | -
by 0/12 | -
by 1 Jan 2020 | -
by 23/11/2026 | -
by 24/11/2028 | -
asap | -
""".strip().splitlines()


@pytest.mark.parametrize("row", NAMED)
def test_on_a_tuesday_these_words_name_these_days(row: str) -> None:
    words, expected = row.split(" | ")
    found = days_of(words)
    assert found == (() if expected == "-" else tuple(map(day, expected.split(", "))))


def test_every_form_of_naming_a_day_stands_in_the_table() -> None:
    lines = [fold(row.split(" | ")[0]) for row in NAMED] + ["yesterday"]
    unused = [
        form.said for form in ENGLISH.days if not any(form.pattern.search(line) for line in lines)
    ]
    assert unused == []


@pytest.mark.parametrize(
    "words",
    [
        "from Monday",
        "since Monday",
        "after Friday",
        "about Friday",
        "of 3 Dec",
        "for the Friday meeting",
        "for Monday",  # which notes, or by when?
        "and the Monday report",
        "of last Friday",
        "every Friday",
        "on the 2nd floor",
        "by the 2nd interview",
        "for the 1st draft",
        "with Friday's rota",
        "on the Black Friday sale",
        "for 24/7 cover",
        "on 2/3 of the team",
        "on slide 5/5",
        "for Mon-Fri cover",
        "about the £12/1 rate",
        "in version 1.2.3",
        "on the 12.5% raise",
        "which may change",
        "up to Friday",
        "yesterday",
    ],
)
def test_a_day_that_says_which_thing_is_meant_is_not_the_promises_day(words: str) -> None:
    reading = read(f"send Kim the notes {words}", KNOWN, TUESDAY)
    assert reading.when == ()
    assert reading.what == f"send the notes {words}"


@pytest.mark.parametrize(
    ("line", "when"),
    [
        ("Monday's notes to Kim by Friday", FRIDAY),
        ("send Kim the notes of 3 Dec by Friday", FRIDAY),
        ("by Friday send Kim the Monday rota", FRIDAY),
        ("send Kim last Friday's notes by Friday", FRIDAY),
        ("tell Kim about next week by Friday", FRIDAY),
        ("Friday - send Kim the notes from Monday", FRIDAY),
        ("(Friday) send Kim the notes", FRIDAY),
        ("for Friday: notes to Kim", FRIDAY),
        ("get the notes to Kim for Friday", FRIDAY),
        ("get the notes done for Friday, Kim", FRIDAY),
        ("send Kim Friday the notes", FRIDAY),
        ("Friday send Kim the notes", FRIDAY),
        ("Friday review the notes with Kim", FRIDAY),
    ],
)
def test_the_day_by_which_it_is_due_wins_over_the_others(line: str, when: date) -> None:
    assert read(line, KNOWN, TUESDAY).when == (when,)


@pytest.mark.parametrize(
    ("words", "today", "when"),
    [
        ("by end of week", MONDAY, [FRIDAY]),
        ("by end of week", FRIDAY, [FRIDAY]),
        ("by end of week", SATURDAY, [SUNDAY, date(2026, 12, 4)]),  # the old week or the new?
        ("before the weekend", FRIDAY, [FRIDAY]),
        ("before the weekend", SATURDAY, []),  # too late for this one
        ("over the weekend", SUNDAY, [SUNDAY]),
        ("next Friday", MONDAY, [FRIDAY, date(2026, 12, 4)]),
        ("next Friday", FRIDAY, [date(2026, 12, 4)]),
        ("next Thursday", FRIDAY, [date(2026, 12, 3)]),  # this week's is gone
        ("next Monday", SUNDAY, [LAST_OF_NOVEMBER, date(2026, 12, 7)]),
        ("by Friday", FRIDAY, [FRIDAY, date(2026, 12, 4)]),
        ("before Monday", SATURDAY, [SATURDAY]),  # Friday is gone, today still comes before
        ("before Monday", SUNDAY, [SUNDAY]),
        ("by end of month", LAST_OF_NOVEMBER, [LAST_OF_NOVEMBER]),
        ("end of February", date(2027, 11, 1), [date(2028, 2, 29)]),
        ("by the 31st", date(2027, 2, 1), [date(2027, 3, 31)]),  # February has none
        ("by 29 Feb", date(2027, 3, 1), [date(2028, 2, 29)]),
        ("by 29 Feb", date(2028, 3, 1), []),  # the next is four years away
        ("in a month", date(2027, 1, 31), [date(2027, 2, 28)]),
        ("in a month", date(2028, 1, 31), [date(2028, 2, 29)]),
        ("tomorrow", date(2028, 2, 28), [date(2028, 2, 29)]),
        ("in a year", date(2028, 2, 29), [date(2029, 2, 28)]),
        ("in a year", date(2027, 3, 1), [date(2028, 3, 1)]),
        ("tomorrow", NEW_YEARS_EVE, [date(2027, 1, 1)]),
        ("in 1 working day", FRIDAY, [LAST_OF_NOVEMBER]),
        ("next month", NEW_YEARS_EVE, [date(2027, 1, 31)]),
        ("by 31 Dec", NEW_YEARS_EVE, [NEW_YEARS_EVE]),
        ("by 30 Dec", NEW_YEARS_EVE, [date(2027, 12, 30)]),
        ("by 1/2", NEW_YEARS_EVE, [date(2027, 1, 2), date(2027, 2, 1)]),
        ("by 30/12/2028", NEW_YEARS_EVE, [date(2028, 12, 30)]),
        ("by 31/12/2028", NEW_YEARS_EVE, []),  # two years to the day is too far
    ],
)
def test_at_the_edges_of_weeks_months_and_years(words: str, today: date, when: list[date]) -> None:
    assert days_of(words, today) == tuple(when)


@settings(deadline=None)
@given(sampled_from(NAMES_OF_DAYS), ANY_DAY)
def test_a_weekday_is_the_next_one_of_its_name_and_on_its_own_day_it_is_asked(
    name: str, today: date
) -> None:
    found = days_of(f"by {name}", today)
    assert {NAMES_OF_DAYS[each.weekday()] for each in found} == {name}
    assert found[-1] - today <= timedelta(days=7)
    assert (len(found) == 2) == (NAMES_OF_DAYS[today.weekday()] == name) == (found[0] == today)


@pytest.mark.slow
@settings(deadline=None)
@given(ANY_DAY, integers(0, 700))
def test_a_date_with_its_year_is_read_as_written_however_it_is_written(
    today: date, days: int
) -> None:
    meant = today + timedelta(days=days)
    for written in ("%Y-%m-%d", "%d.%m.%Y", "%d %B %Y", "%B %d, %Y", "%A %d %b %Y"):
        assert days_of(f"by {meant.strftime(written)}", today) == (meant,), written


@pytest.mark.slow
@settings(deadline=None)
@given(ANY_DAY, integers(1, 12), integers(1, 12))
def test_two_small_figures_are_both_dates_and_any_larger_one_settles_it(
    today: date, one: int, other: int
) -> None:
    both = days_of(f"by {one}/{other}", today)
    assert len(both) == (1 if one == other else 2)
    assert days_of(f"by {other}/{one}", today) == both
    assert len(days_of(f"by {one + 12}/{other}", today)) == 1


@settings(deadline=None)
@given(ANY_DAY, integers(1, 999))
def test_in_so_many_days_is_counted_from_today(today: date, days: int) -> None:
    two_years = today.replace(year=today.year + 2, day=min(today.day, 28))
    found = days_of(f"in {days} days", today)
    if today + timedelta(days=days) < two_years:
        assert found == (today + timedelta(days=days),)
