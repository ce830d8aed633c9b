from datetime import date

import pytest

from tandem.partnership.models import Pair
from tandem.rooms.pairs.rules import USUAL
from tandem.rooms.pairs.words import open_words, since_words, stage_words

BEGAN = date(2026, 3, 1)


@pytest.mark.parametrize(
    ("today", "words"),
    [
        (date(2026, 3, 1), "New"),
        (date(2026, 5, 30), "New"),
        (date(2026, 5, 31), "Forming"),
        (date(2026, 11, 26), "Forming"),
        (date(2026, 11, 27), "Forming, no charter yet"),  # old enough, and why it is not there yet
    ],
)
def test_an_old_pair_is_told_what_is_missing(today: date, words: str) -> None:
    pair = Pair(start_on=BEGAN)
    pair.has_charter = False
    assert stage_words(pair, today, USUAL) == words


def test_a_pair_that_is_over_is_at_no_stage() -> None:
    over = Pair(start_on=BEGAN, end_on=date(2026, 5, 30))
    over.has_charter = False
    assert stage_words(over, date(2026, 5, 29), USUAL) == "New"
    assert stage_words(over, date(2026, 5, 30), USUAL) == ""


def test_a_pair_is_partners_since_a_month_or_from_one_to_another() -> None:
    assert since_words(Pair(start_on=BEGAN)) == "partners since March 2026"
    ended = Pair(start_on=BEGAN, end_on=date(2026, 11, 2))
    assert since_words(ended) == "partners from March 2026 to November 2026"


@pytest.mark.parametrize(("number", "words"), [(0, "0 open"), (1, "1 open"), (11, "11 open")])
def test_open_promises_are_a_number_and_no_rate(number: int, words: str) -> None:
    assert open_words(number) == words
