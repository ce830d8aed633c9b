"""Turns of speech are found among what was typed, in their order; what is no turn is refused."""

from __future__ import annotations

import pytest

from tandem.rooms.ownership.everyday import EverydayBroken, everyday, read
from tandem.rooms.ownership.idioms import Found, Idiom, apart
from tandem.rooms.ownership.searching import find, index, meant
from tandem.rooms.ownership.starting_point import starting_point
from tandem.rooms.ownership.stems import kept_words

KINDS = '[kinds]\nwho = "cook guest"\n'


def place(said: str, typed: str) -> list[int] | None:
    asked = [meant(word, index(), {"Maria"} & set(typed.split())) for word in kept_words(typed)]
    found = Idiom.read("attract", said).found_in(asked)
    return sorted(found.at) if found else None


@pytest.mark.parametrize(
    ("said", "typed", "at"),
    [
        ("take on <who>", "take on a cook", [0, 1, 2]),
        ("take on <who>", "take him on the cook", [0, 1, 2]),
        ("take on <who>", "on cook take", None),  # its words say nothing alone: the order counts
        ("take on <who>", "take on sugar", None),
        ("survey results", "results of the survey", [0, 1]),  # these two do: it does not
        ("survey results", "survey of all the green and blue results", None),  # too far apart
        ("pull|pulling weight", "not pulling his weight", [1, 2]),
        ("pull weight", "salary", None),
    ],
)
def test_a_turn_of_speech_is_found_where_it_stands(
    said: str, typed: str, at: list[int] | None
) -> None:
    assert place(said, typed) == at


def test_of_two_that_share_a_word_the_one_that_says_more_counts() -> None:
    long, short = (
        Found("reward", frozenset({0, 1, 2}), 2.2),
        Found("reward", frozenset({1, 2}), 1.6),
    )
    beside = Found("reward", frozenset({3, 4}), 1.6)
    assert apart([short, beside, long]) == [long, beside]


def test_a_word_with_a_capital_that_nobody_knows_is_somebodys_name() -> None:
    assert "<who>" in meant("wlodek", index(), {"wlodek"})
    assert "<who>" not in meant("wlodek", index())
    assert "<who>" not in meant("salary", index(), {"salary"})


@pytest.mark.parametrize("typed", ["Lindqvist", "the cook", "Ana and Piotr", "monday", "hotel"])
def test_a_kind_of_word_alone_says_nothing(typed: str) -> None:
    assert find(typed) == []


@pytest.mark.parametrize(
    ("said", "complains"),
    [
        ("take on <whom>", "names no kind there is"),
        ("salary", "is one word"),
        ("about the salary", "is one word"),
    ],
)
def test_a_broken_turn_of_speech_is_refused_by_its_name(said: str, complains: str) -> None:
    with pytest.raises(EverydayBroken, match=complains):
        read(f'{KINDS}[attract]\nwords = "fair"\nidioms = "{said}"\n')


def test_each_domain_has_its_words_and_its_turns_of_speech() -> None:
    domains = {*starting_point().by_key}
    assert {*everyday().words} == domains == {idiom.domain for idiom in everyday().idioms}
