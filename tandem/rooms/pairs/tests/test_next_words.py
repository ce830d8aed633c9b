"""What the pages say comes next between two, and how far the three steps of setting up are."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest

from tandem.organisation.models import Person
from tandem.partnership.commitments.lists import Group, Part, Tally
from tandem.partnership.models import Pair
from tandem.partnership.registers import Footing, Walk
from tandem.rooms.pairs.set_up import Step, where
from tandem.rooms.pairs.words import empty_words, next_step, who_reads

TODAY = date(2026, 11, 24)
SAM = Person(first_name="Sam", last_name="Lindqvist")
MIRA = Person(first_name="Mira", last_name="Okafor")
ONE = UUID(int=1)


def some(part: Part, *, slipped: int = 0, due_on: date | None = None) -> Group:
    return Group(ONE, part, 1, slipped, 0, 0, due_on)


WAITS = some(Part.WAITING)
MINE, THEIRS = some(Part.MINE), some(Part.THEIRS)
SLIPPED = some(Part.MINE, slipped=1, due_on=date(2026, 11, 20))
DUE, LATER = (some(Part.THEIRS, due_on=date(2026, 11, day)) for day in (27, 30))
NEXT_YEAR = some(Part.MINE, due_on=date(2027, 5, 26))
OVER, DRAFT = some(Part.DONE), some(Part.DRAFTS)


@pytest.mark.parametrize(
    ("groups", "left", "said"),
    [
        ([], False, "Nothing is open between you"),
        ([OVER, DRAFT], False, "Nothing is open between you"),
        ([MINE], False, "What was asked or offered waits for an answer"),
        ([THEIRS], False, "What was asked or offered waits for an answer"),
        ([DUE], False, "The next promise is due Fri 27 Nov"),
        ([LATER, DUE], False, "The next promise is due Fri 27 Nov"),  # the nearest
        ([NEXT_YEAR], False, "The next promise is due Wed 26 May 2027"),
        ([SLIPPED, DUE], False, "A new date for what slipped"),  # before what is still to come
        ([WAITS, SLIPPED, DUE], False, "An answer from you"),  # before all else
        ([], True, "Nothing is open between you"),
        ([OVER], True, "Nothing is open between you"),
        ([WAITS], True, "What is open is yours to let go, or to ask of somebody else"),
        ([SLIPPED], True, "What is open is yours to let go, or to ask of somebody else"),
    ],
)
def test_one_thing_comes_next(groups: list[Group], left: bool, said: str) -> None:
    for order in (groups, groups[::-1]):
        assert next_step(Tally(tuple(order)), TODAY, left=left) == said


def test_nothing_open_is_a_good_state_for_either_reader() -> None:
    mine = empty_words(SAM, MIRA, SAM)
    assert mine.startswith("Nothing of yours is open for Mira.")
    theirs = empty_words(MIRA, SAM, SAM)
    assert theirs.startswith("Mira has nothing open for you.")
    assert empty_words(SAM, MIRA, MIRA) == theirs.replace("Mira", "Sam")


@pytest.mark.parametrize(
    ("reader", "one_left", "chip"),
    [
        (SAM, False, {"reads": "Mira", "left": ""}),
        (MIRA, False, {"reads": "Sam", "left": ""}),
        (SAM, True, {"reads": "", "left": "Mira"}),  # nobody else reads it any more
    ],
)
def test_the_other_is_named_as_a_reader_or_as_gone(
    reader: Person, one_left: bool, chip: dict[str, str]
) -> None:
    pair = Pair(leader=SAM, hr_partner=MIRA)
    pair.one_left = one_left
    assert who_reads(pair, reader) == chip


# ---- three steps


def steps(picture: str) -> list[Step]:
    """One word a step, one letter a footing: b both, m mine, t theirs, a dot nobody; capital:
    one that the step can do without."""
    return [
        Step(
            walk,
            [
                Footing(
                    key=letter, step=walk, name="", said="", url="",
                    mine=letter in "bmBM", theirs=letter in "btBT", is_extra=letter in "BMTX",
                )
                for letter in word
            ],
            "", "Mira",
        )
        for walk, word in zip(Walk, picture.split(), strict=True)
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("picture", "asked", "walk"),
    [
        (". . .", "", 1),
        ("m . .", "", 2),  # one's own part is done: the next that waits for the reader
        ("t . .", "", 1),
        ("b m t", "", 3),
        ("m b b", "", 1),  # nothing waits for the reader: the first that waits for the other
        ("b m m", "", 2),
        ("b b b", "", 3),  # all done: the last
        ("bb b. bb", "", 2),  # a step is done once all of it is
        ("bX b b", "", 3),  # what it can do without keeps nobody
        (". . .", "3", 3),  # whatever is asked for, is opened
        ("b b b", "1", 1),
        (". . .", "0", 1),
        (". . .", "4", 1),
        ("m . .", "one", 2),
    ],
)
def test_one_goes_on_with_the_first_step_that_waits(picture: str, asked: str, walk: int) -> None:
    assert where(steps(picture), asked).walk == walk


@pytest.mark.parametrize(
    ("word", "said", "mine_done", "done"),
    [
        ("....", "You: 0 of 4 · Mira: 0 of 4", False, False),
        ("mt..", "You: 1 of 4 · Mira: 1 of 4", False, False),
        ("bmmm", "You: 4 of 4 · Mira: 1 of 4", True, False),
        ("bbb", "You: 3 of 3 · Mira: 3 of 3", True, True),
        ("bBX", "You: 1 of 1 · Mira: 1 of 1", True, True),  # extras are not counted
        (".B", "You: 0 of 1 · Mira: 0 of 1", False, False),  # and make up for nothing
    ],
)
def test_a_step_says_how_far_each_of_the_two_is(
    word: str, said: str, mine_done: bool, done: bool
) -> None:
    step = steps(f"{word} . .")[0]
    assert (step.said, step.is_mine_done, step.is_done) == (said, mine_done, done)
