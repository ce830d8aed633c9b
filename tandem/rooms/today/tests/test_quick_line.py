"""One everyday line becomes who, what and when; what is open is asked, never guessed."""

import re
from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import example, given, settings
from hypothesis.strategies import builds, dates, lists, sampled_from, text

from tandem.rooms.today.quick_line import Direction, Part, Question, Reading, read
from tandem.rooms.today.reading.text import fold
from tandem.rooms.today.tests.phrases import (
    KNOWN,
    NOT_READ_YET,
    OUR_LINES,
    PEOPLE,
    STRANGERS_LINES,
    TUESDAY,
    Expected,
    person,
    rows,
)

STRANGERS = rows(STRANGERS_LINES)
OURS = rows(OUR_LINES)
HOPES = rows(NOT_READ_YET)
TRULY_AMBIGUOUS = {"who": 2, "when": 2, "direction": 1}
# Words in which two wordings of the same deed may differ: the author writes "send over the plan"
# for "plan over to", "the relocation quote" for "her relocation quote", "her" for the name.
SMALL = {"the", "a", "an", "her", "his", "over", "to", "get", "send", "sending"}


def names(reading: Reading) -> tuple[str, ...]:
    return tuple(f"{each.first_name} {each.last_name}" for each in reading.who)


def words(of: str) -> list[str]:
    return re.findall(r"[^\W_]+", fold(of))


def main_words(what: str) -> list[str]:
    return [word for word in words(what) if word not in SMALL]


def same_deed(what: str, authors: str, who: tuple[str, ...]) -> bool:
    """Whether the main words are the author's, in their order.

    Besides them only the name of who is meant may stand in what we read.
    """
    name = set(words(" ".join(who))) - set(words(authors))
    return [word for word in main_words(what) if word not in name] == main_words(authors)


@pytest.mark.parametrize("expected", STRANGERS, ids=lambda each: each.line)
def test_a_line_somebody_else_wrote_is_read_as_they_meant_it(expected: Expected) -> None:
    reading = read(expected.line, KNOWN, TUESDAY)
    assert reading.directions == expected.directions
    assert names(reading) == expected.who
    assert reading.when == expected.when
    assert same_deed(reading.what, expected.what, expected.who), reading.what


def test_five_of_these_lines_are_ambiguous_and_asked_about_and_two_lack_a_part() -> None:
    readings = [read(each.line, KNOWN, TUESDAY) for each in STRANGERS]
    asked = Counter(
        question
        for reading in readings
        for question, several in (
            ("who", len(reading.who) > 1),
            ("when", len(reading.when) > 1),
            ("direction", len(reading.directions) > 1),
        )
        if several
    )
    assert asked == TRULY_AMBIGUOUS
    missing = [each.line for each in readings if not each.who or not each.when]
    assert missing == ["Ana's contract to legal by 4 dec", "chase Kim for right to work docs"]
    assert sum(reading.complete for reading in readings) == 25 - 5 - 2


@pytest.mark.parametrize("expected", OURS, ids=lambda each: each.line)
def test_our_own_lines_are_read_word_for_word(expected: Expected) -> None:
    reading = read(expected.line, KNOWN, TUESDAY)
    assert (reading.directions, reading.what) == (expected.directions, expected.what)
    assert (names(reading), reading.when) == (expected.who, expected.when)


@pytest.mark.parametrize("hoped", HOPES, ids=lambda each: each.line)
def test_what_is_not_read_yet_is_asked_and_never_read_wrongly(hoped: Expected) -> None:
    reading = read(hoped.line, KNOWN, TUESDAY)
    assert Question(hoped.still_asks) in reading.questions
    assert len(reading.who) != 1 or names(reading) == hoped.who
    assert len(reading.when) != 1 or reading.when == hoped.when


def test_no_line_is_listed_twice() -> None:
    every = [each.line for each in (*STRANGERS, *OURS, *HOPES)]
    assert len(every) == len(set(every))
    assert len(STRANGERS) == 25
    assert len(OURS) >= 40


def test_of_two_sams_the_typists_partner_comes_first_and_is_still_asked_about() -> None:
    okonkwo = person("Sam Okonkwo", partner=True)
    known = [each for each in KNOWN if each.last_name != "Okonkwo"] + [okonkwo]
    reading = read("ask sam for the rota by Friday", known, TUESDAY)
    assert names(reading) == ("Sam Okonkwo", "Sam Lindqvist")
    assert reading.questions == {Question.WHO}
    assert not reading.complete


def test_a_clear_line_needs_one_tap() -> None:
    reading = read("send shortlist to Ana by Friday", KNOWN, TUESDAY)
    assert reading.complete
    assert reading.direction is Direction.PROMISE
    assert reading.questions == frozenset()


def test_an_empty_line_asks_for_everything() -> None:
    reading = read(" \n ", KNOWN, TUESDAY)
    assert reading.questions == set(Question)
    assert (reading.line, reading.what, reading.direction) == ("", "", None)


def test_the_parts_of_the_line_are_marked_where_they_were_read() -> None:
    reading = read("ask  Sam L. for the rota by Friday pls", KNOWN, TUESDAY)
    marked = [(mark.part, reading.line[mark.start : mark.end]) for mark in reading.marks]
    assert marked == [
        (Part.HOW, "ask"),
        (Part.WHO, "Sam L."),
        (Part.HOW, "for"),
        (Part.WHEN, "by Friday"),
        (Part.HOW, "pls"),
    ]


def test_with_nobody_known_nobody_is_read_and_the_day_still_is() -> None:
    reading = read("send shortlist to Ana by Friday", [], TUESDAY)
    assert reading.who == ()
    assert reading.when == (date(2026, 11, 27),)
    assert reading.what == "send shortlist to Ana"


def test_what_comes_after_five_hundred_letters_is_kept_but_not_read() -> None:
    long = "send " + "very " * 120 + "long list to Ana by Friday"
    reading = read(long, KNOWN, TUESDAY)
    assert reading.what == long
    assert (reading.who, reading.when) == ((), ())


# ---- somebody we do not know does it, or gets it: nobody known may stand in for them
@pytest.mark.parametrize(
    "line",
    [
        "Bob to send Helen the list by Friday",
        "Bob will send Helen the list by Friday",
        "Bob sends Helen the list by Friday",
        "could Bob send Helen the list by Friday",
        "can you send Helen the list by Friday",
        "ask Bob to send Helen the list by Friday",
        "ask Bob for Helen's list by Friday",
        "send Bob the list for Helen by Friday",
        "send the list to Bob for Helen by Friday",
        "send the list to Bob and Helen by Friday",
        "send the list to Helen and Bob by Friday",
        "send the list to Helen and the team by Friday",
        "ask Helen and the team for the list by Friday",
        "Bob and Helen to send the list by Friday",
        "send the list about Helen to Bob by Friday",
        "send Helen's list to Bob by Friday",
        "write up the case about Helen by Friday",
        "book a room for the review of Helen by Friday",
        "interview Helen for the lead role on Friday",
        "get this signed by Helen by Friday",
        "email all leads about Helen's return by Friday",
        "did Bob tell Helen about Friday?",
    ],
)
def test_a_name_inside_the_deed_is_not_who_it_is_for(line: str) -> None:
    assert read(line, KNOWN, TUESDAY).who == ()


# ---- properties
FRAGMENTS = """
send ask can you could I'll tell let know to for from off with and the a my please pls list rota
review call owe need needs get waiting on by before next last in at of , . - : ? Friday monday
tomorrow tmrw week month 12/1 27/11 3 Dec the 15th 2026-12-03 weekend end Sam sam's Łucja lucja
Priya's Jonas' Helen ANA Kim Bakker Okonkwo ms achterberg Bob eva'll me remind don't forget I'm
sorting it noon 5pm latest two days May Mär €12/5 @kim first monday
"""
typed = text(max_size=80) | builds(" ".join, lists(sampled_from(FRAGMENTS.split()), max_size=14))


@settings(deadline=None)
@given(typed, dates(date(2000, 1, 1), date(2100, 1, 1)))
@example("in 999 years", date(2100, 1, 1))
@example("\ue000\ue001 to \ue000 by Friday", TUESDAY)
@example("İstanbul ﷽ 12/12/", TUESDAY)
@example("Sam\u0301 \u0301to by 29 Feb", date(2024, 2, 29))
def test_whatever_is_typed_is_read_without_a_fault(line: str, today: date) -> None:
    reading = read(line, KNOWN, today)
    assert set(reading.who) <= set(KNOWN)
    assert len(set(reading.who)) == len(reading.who)
    assert 1 <= len(reading.directions) <= 2
    assert reading.complete == (not reading.questions)


@pytest.mark.slow
@settings(deadline=None)
@given(typed, dates(date(2020, 1, 1), date(2040, 1, 1)))
def test_every_day_read_lies_ahead_and_within_two_years(line: str, today: date) -> None:
    when = read(line, KNOWN, today).when
    assert all(today <= each < today + timedelta(days=731) for each in when)
    assert list(when) == sorted(set(when))


@settings(deadline=None)
@given(typed)
def test_nobody_is_read_of_whom_no_name_stands_in_the_line(line: str) -> None:
    typed_words = set(words(line))
    for each in read(line, KNOWN, TUESDAY).who:
        assert typed_words & {*words(each.first_name), *words(each.last_name)}


@settings(deadline=None)
@given(typed)
@example("please!please")
@example("12/1 latest 12/1")
@example("by noon by noon")
@example("Sam and 2026/12/1 Eva to send the list")
@example("Helen would by Friday like me to call")
def test_no_word_is_lost_between_what_is_read_and_what_is_marked(line: str) -> None:
    reading = read(line, KNOWN, TUESDAY)
    ends = [0, *(end for mark in reading.marks for end in (mark.start, mark.end))]
    assert ends == sorted(ends)  # the marks stand in order and never overlap
    unmarked = list(reading.line)
    for mark in reading.marks:
        assert mark.start < mark.end <= len(reading.line)
        unmarked[mark.start : mark.end] = " " * (mark.end - mark.start)
    assert not Counter(words("".join(unmarked))) - Counter(words(reading.what))
    assert not Counter(words(reading.what)) - Counter(words(reading.line))


DEEDS = sampled_from(["send the list", "forward the rota", "give the final answer"])
ONE_OF_A_NAME = sampled_from([name for name in PEOPLE if not name.startswith("Sam")])
DAYS = sampled_from(["on Friday", "by 3 Dec", "tomorrow", "in two weeks", "by 12/1", "next fri"])


@settings(deadline=None)
@given(DEEDS, ONE_OF_A_NAME, DAYS)
def test_it_does_not_matter_whether_the_day_comes_first_or_last(
    deed: str, name: str, day: str
) -> None:
    first = read(f"{day} {deed} to {name}", KNOWN, TUESDAY)
    last = read(f"{deed} to {name} {day}", KNOWN, TUESDAY)
    assert (first.what, first.who, first.when) == (last.what, last.who, last.when)
    assert first.when
    assert names(first) == (name,)


@settings(deadline=None)
@given(DEEDS, ONE_OF_A_NAME)
def test_promise_and_request_are_told_apart_for_everybody(deed: str, name: str) -> None:
    first_name = name.split()[0]
    mine = read(f"I'll {deed} to {first_name} by Friday", KNOWN, TUESDAY)
    theirs = read(f"{first_name} to {deed} by Friday", KNOWN, TUESDAY)
    assert (mine.direction, theirs.direction) == (Direction.PROMISE, Direction.ASK)
    assert (mine.who, mine.when, mine.what) == (theirs.who, theirs.when, theirs.what)


@settings(deadline=None)
@given(sampled_from(STRANGERS))
def test_capitals_and_accents_do_not_change_what_is_read(expected: Expected) -> None:
    small = read(fold(expected.line), KNOWN, TUESDAY)
    assert (names(small), small.when) == (expected.who, expected.when)
    assert small.directions == expected.directions
