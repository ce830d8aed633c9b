from datetime import date

import pytest

from tandem.partnership.words import ago, day_words, in_words

TUESDAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 11, 27), "Fri 27 Nov"),
        (date(2027, 1, 12), "Tue 12 Jan"),  # nobody takes it for a year ago
        (date(2027, 5, 25), "Tue 25 May"),  # 182 days
        (date(2027, 5, 26), "Wed 26 May 2027"),  # half a year: the year is said
        (date(2026, 5, 25), "Mon 25 May 2026"),
        (date(2024, 3, 1), "Fri 1 Mar 2024"),
    ],
)
def test_a_day_names_its_year_from_half_a_year_on(day: date, words: str) -> None:
    assert day_words(day, TUESDAY) == words


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (TUESDAY, "today"),
        (date(2026, 11, 23), "yesterday"),
        (date(2026, 11, 22), "Sun 22 Nov"),
        (date(2026, 11, 25), "Wed 25 Nov"),
    ],
)
def test_today_and_yesterday_are_called_so(day: date, words: str) -> None:
    assert ago(day, TUESDAY) == words


@pytest.mark.parametrize(("number", "words"), [(1, "One"), (9, "Nine"), (10, "10"), (23, "23")])
def test_small_numbers_are_words(number: int, words: str) -> None:
    assert in_words(number) == words
