"""What the pages say about a charter: where a sentence changes, and where not yet."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tandem.organisation.models import Area, Person
from tandem.partnership.charter.content import Entry, Said
from tandem.partnership.charter.rules import LONGEST_RHYTHM, Minimum
from tandem.partnership.charter.starting_point import Kind
from tandem.partnership.models import Pair
from tandem.rooms.charters import words

BEGAN = date(2026, 11, 23)
SAM = Person(first_name="Sam", last_name="Lindqvist")
MIRA = Person(first_name="Mira", last_name="Okafor")
PAIR = Pair(leader=SAM, hr_partner=MIRA, area=Area(name="Operations"), start_on=BEGAN)


def entries(picture: str) -> tuple[Entry, ...]:
    """One letter an entry: c can, p partly, n cannot, a dot for one that waits."""
    answers = {"c": "can", "p": "partly", "n": "cannot", ".": ""}
    return tuple(Entry(f"What {place}", answer=answers[each]) for place, each in enumerate(picture))


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (1, "every day"),
        (2, "every 2 days"),
        (6, "every 6 days"),
        (7, "every week"),
        (8, "every 8 days"),
        (13, "every 13 days"),
        (14, "every two weeks"),
        (21, "every 21 days"),  # three weeks are not offered, so they are told in days
        (28, "every four weeks"),
        (30, "every 30 days"),
    ],
)
def test_a_rhythm_is_told_in_weeks_where_it_is_offered_in_weeks(days: int, said: str) -> None:
    assert words.often(days) == said


def test_no_two_rhythms_read_alike() -> None:
    every = [words.often(days) for days in range(1, LONGEST_RHYTHM + 1)]
    assert len({*every}) == LONGEST_RHYTHM


@pytest.mark.parametrize(
    ("key", "name"),
    [
        ("of_hr", "Sam expects of HR"),
        ("of_leader", "Mira needs from Sam"),
        ("rights", "Name of the file"),
        ("a_part_of_former_days", "Name of the file"),  # a signed version may hold one
    ],
)
def test_the_names_of_the_two_stand_where_one_asks_the_other(key: str, name: str) -> None:
    assert words.name_of(key, "Name of the file", PAIR) == name


# ---- a part in a line


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("", ""),
        ("x" * 109, "x" * 109),
        ("x" * 110, "x" * 110),
        ("x" * 111, "x" * 109 + "…"),  # the sign of what follows counts with it
        ("One.\n\n  Two.\tThree.", "One. Two. Three."),
        (" \n ", ""),
    ],
)
def test_a_text_is_told_in_one_line_of_so_many_characters(text: str, line: str) -> None:
    assert words.says("open", Kind.TEXT, Said(text=text)) == line


@pytest.mark.parametrize(
    ("said", "line"),
    [
        (Said(text="Mondays.", days=7), "1:1 every week. Mondays."),
        (Said(text="Mondays.", days=10), "1:1 every 10 days. Mondays."),
        (Said(text="Mondays."), "Mondays."),
        (Said(days=7), ""),  # a rhythm nobody has worded is not agreed to yet
    ],
)
def test_the_rhythm_stands_before_its_words(said: Said, line: str) -> None:
    assert words.says("rhythm", Kind.TEXT, said) == line


@pytest.mark.parametrize(
    ("leader", "hr", "line"),
    [
        ("", "", ""),
        ("Peak.", "", "One of you has written"),
        ("", "Rules.", "One of you has written"),
        ("Peak.", "Rules.", "Peak. · Rules."),  # the leader first, whoever wrote first
    ],
)
@pytest.mark.parametrize("kind", [Kind.EACH, Kind.ALONE])
def test_what_each_writes_is_told_once_both_have(
    kind: Kind, leader: str, hr: str, line: str
) -> None:
    assert words.says("wrong", kind, Said(leader=leader, hr=hr)) == line


@given(st.text(min_size=1), st.booleans())
def test_what_one_wrote_alone_changes_no_letter_of_the_line(text: str, of_leader: bool) -> None:
    said = Said(leader=text) if of_leader else Said(hr=text)
    assert words.says("wrong", Kind.ALONE, said) == "One of you has written"


@pytest.mark.parametrize(
    ("picture", "line"),
    [
        ("", ""),
        (".", "One expectation, one not answered yet"),
        ("c", "One expectation, answered"),
        ("n", "One expectation, answered"),  # “cannot” is a full answer
        ("p.", "Two expectations, one not answered yet"),
        ("..", "Two expectations, two not answered yet"),
        ("cpn", "Three expectations, answered"),
        ("c....", "Five expectations, four not answered yet"),
    ],
)
def test_expectations_are_counted_with_what_waits_for_an_answer(picture: str, line: str) -> None:
    assert words.says("of_hr", Kind.LIST, Said(entries=entries(picture))) == line


@pytest.mark.parametrize(
    ("picture", "line"),
    [
        ("", ""),
        (".", "One, with its measure"),
        ("..", "Two, with a measure each"),
        (".....", "Five, with a measure each"),
    ],
)
def test_success_factors_are_counted_and_never_wait_for_an_answer(picture: str, line: str) -> None:
    assert words.says("success", Kind.LIST, Said(entries=entries(picture))) == line


# ---- the head of the page


@pytest.mark.parametrize(
    ("standing", "talks", "signed", "is_open", "title"),
    [
        (0, 0, 0, True, "None of 15 parts stand."),
        (1, 0, 0, True, "1 of 15 parts stands."),
        (2, 0, 0, True, "2 of 15 parts stand."),
        (2, 1, 0, True, "2 of 15 parts stand. One needs a talk."),
        (2, 2, 0, True, "2 of 15 parts stand. Two need a talk."),
        (0, 15, 0, True, "None of 15 parts stand. 15 need a talk."),
        (15, 0, 1, False, "Your charter is signed by both"),
        (15, 0, 9, False, "Your charter is signed by both"),  # in whichever version
        (14, 0, 1, True, "14 of 15 parts stand."),  # the next version is under way
        (15, 0, 0, False, "15 of 15 parts stand."),  # nothing is signed before it is written down
    ],
)
def test_the_title_says_how_far_the_two_have_come(
    standing: int, talks: int, signed: int, is_open: bool, title: str
) -> None:
    assert words.title(standing, talks, signed, is_open=is_open) == title


@pytest.mark.parametrize(
    ("signed", "is_open", "version"),
    [
        (0, True, "first version"),
        (1, False, "version 1"),
        (1, True, "version 2"),  # the one that is being agreed on
        (2, False, "version 2"),
        (2, True, "version 3"),
    ],
)
def test_the_line_above_it_names_the_version_at_hand(
    signed: int, is_open: bool, version: str
) -> None:
    since = "partners since 23 November 2026"
    found = words.kicker(PAIR, signed, is_open=is_open)
    assert found == f"Charter · Operations · {version} · {since}"


@pytest.mark.parametrize(
    ("number", "waiting", "agreed"),
    [
        (0, None, "None of 15 parts agreed by both. The others can wait."),
        (1, "One part waits for you", "1 of 15 parts agreed by both. The others can wait."),
        (2, "Two parts wait for you", "2 of 15 parts agreed by both. The others can wait."),
        (9, "Nine parts wait for you", "9 of 15 parts agreed by both. The others can wait."),
        (10, "10 parts wait for you", "10 of 15 parts agreed by both. The others can wait."),
        (15, None, "All 15 parts are agreed by both."),
    ],
)
def test_parts_are_counted_in_words_as_a_sentence_begins(
    number: int, waiting: str | None, agreed: str
) -> None:
    assert waiting is None or words.waiting_words(number) == waiting
    assert words.agreed_words(number) == agreed


@pytest.mark.parametrize(
    ("parts", "said"),
    [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")],
)
def test_the_last_of_several_follows_an_and(parts: list[str], said: str) -> None:
    assert words.and_words(parts) == said


@pytest.mark.parametrize("held", [*product([False, True], repeat=5)])
def test_exactly_what_is_missing_is_named(held: tuple[bool, ...]) -> None:
    said = words.missing_words(Minimum(*held))
    named = (
        "who owns what", "one goal you both answer for", "when you meet",
        "who decides what by when", "what you do when you cannot settle something",
    )  # fmt: skip
    assert [each in said for each in named] == [not there for there in held]
    assert bool(said) is not all(held)


@pytest.mark.parametrize(
    ("before", "said"),
    [
        (31, "Planned for Wed 23 Dec, day 30."),
        (1, "Planned for Wed 23 Dec, day 30."),
        (0, "Planned for Wed 23 Dec, day 30."),  # on its day it is not late
        (-1, "A talk of 25 minutes is a good beginning."),
        (-200, "A talk of 25 minutes is a good beginning."),  # never how late it is
    ],
)
def test_a_day_that_passed_is_a_beginning_and_no_reproach(before: int, said: str) -> None:
    due = BEGAN + timedelta(days=30)
    assert words.due_words(due, PAIR, due - timedelta(days=before)) == said


@pytest.mark.parametrize(
    ("before", "said"),
    [
        (1, "You look at it again by 23 December 2026."),
        (0, "It is time to look at it again, together. It holds meanwhile."),
        (-400, "It is time to look at it again, together. It holds meanwhile."),
    ],
)
def test_a_signed_charter_is_looked_at_again_from_its_day_on(before: int, said: str) -> None:
    due = BEGAN + timedelta(days=30)
    assert words.renew_words(due, due - timedelta(days=before)) == said
