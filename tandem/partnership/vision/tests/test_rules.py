"""How words are counted, and how many are too many."""

import pytest

from tandem.partnership.refused import NotPossible
from tandem.partnership.vision import rules


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("", 0),
        (" \n ", 0),
        ("People first", 2),
        ("People – first", 2),  # a dash alone is no word
        ("well-being,\r\nevery day", 3),
        ("人を大切に", 1),  # no spaces, no boundary we could guess
    ],
)
def test_words_are_counted_as_a_reader_counts_them(text: str, number: int) -> None:
    assert rules.words_in(text) == number


@pytest.mark.parametrize("number", [1, 79, 80])
def test_eighty_words_are_a_vision(number: int) -> None:
    rules.refuse_unfit("word " * number)


@pytest.mark.parametrize(
    ("text", "why"), [("word " * 81, rules.TOO_MANY), ("  ", rules.EMPTY), ("–", rules.EMPTY)]
)
def test_one_more_or_none_at_all_is_no_vision(text: str, why: str) -> None:
    with pytest.raises(NotPossible, match=why):
        rules.refuse_unfit(text)


def test_other_readers_make_another_mark() -> None:
    assert rules.mark_of("Same", "area") != rules.mark_of("Same", "open")
    assert rules.mark_of("Same", "area") != rules.mark_of("same", "area")
