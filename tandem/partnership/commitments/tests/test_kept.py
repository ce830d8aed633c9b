"""What became of a promise, row by row as in the reference’s table on measuring reliability.

All of November 2026: Mondays are the 2nd, 9th, 16th, 23rd and 30th. Unless a line says otherwise
the promise is for Friday the 13th, so that the first word about a slip is soon enough up to
Tuesday the 17th. The last column is the day of asking.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace
from random import Random

import pytest

from tandem.organisation.calendar import Days, WorkingDays
from tandem.partnership.commitments.in_time import Clock
from tandem.partnership.commitments.kept import HALF, HONOURED, Became, Word, course_of
from tandem.partnership.commitments.reliability import figures_of
from tandem.partnership.commitments.rules import Act, NotPossible, Side, State
from tandem.partnership.commitments.standing import Reason
from tandem.partnership.commitments.tests.telling import november, standing_of, story, told, went

GIVEN = "ask 2 for 13; promise 3; "

Rows = list[tuple[str, str, int]]


def check(became: Became | None, rows: Rows, given: str = GIVEN) -> None:
    for row, line, at in rows:
        assert went(given + line, at).became is became, row


def test_kept() -> None:
    check(
        Became.KEPT,
        [
            ("done before the day, thanked", "report 11; thank 12", 20),
            ("done on the day itself", "report 13; thank 13", 13),
            ("done on the day, accepted long after it", "report 13; thank 24", 25),
            ("accepted by silence", "report 13; silence 21", 25),
            ("at risk, and kept all the same", "risk 9 for 20; report 13; thank 16", 20),
            ("asked for a new day, kept the old one", "renegotiate 9 for 20; keep 10; report 13;"
             "thank 16", 20),
        ],
    )  # fmt: skip


def test_kept_after_timely_renegotiation() -> None:
    check(
        Became.KEPT_ON_NEW_DAY,
        [
            ("well before", "renegotiate 9 for 20; agree 10; report 20; thank 23", 25),
            ("on the agreed day itself", "renegotiate 13 for 20; agree 16; report 20; thank 23",
             25),
            ("agreed only after the old day", "renegotiate 12 for 20; agree 18; report 20;"
             "thank 23", 25),
            ("raised by the customer", "c.renegotiate 9 for 20; agree 10; report 19; thank 23",
             25),
            ("a third day, agreed in the end", "renegotiate 9 for 20; another 10 for 24; agree 11;"
             "report 24; thank 25", 26),
            ("twice, each in time", "renegotiate 9 for 20; agree 10; renegotiate 19 for 27;"
             "agree 20; report 27; thank 30", 30),
            ("less, for the same day", "renegotiate 9; agree 10; report 13; thank 16", 25),
        ],
    )  # fmt: skip


def test_a_renegotiation_raised_in_time_and_not_agreed_is_judged_on_the_old_day() -> None:
    raised = "renegotiate 9 for 20; keep 10; "
    check(
        Became.KEPT_LATE_WARNED,
        [("done on the day that was not agreed", raised + "report 20; thank 23", 25)],
    )
    check(
        Became.NOT_KEPT,
        [("not done, and never a silent miss", raised.rstrip("; "), 30)],
    )
    check(Became.KEPT, [("done by the old day", raised + "report 13; thank 16", 25)])


def test_asked_in_time_and_the_other_silent_for_more_than_two_days_pauses_the_clock() -> None:
    """Asked on Wednesday the 11th; three working days of silence until Monday the 16th."""
    asked = "renegotiate 11 for 20; "
    check(None, [("unanswered, so undecided", asked.rstrip("; "), 30)])
    check(
        Became.KEPT,
        [("three days more, on the last of them", asked + "keep 16; report 18; thank 19", 25)],
    )
    check(
        Became.KEPT_LATE_WARNED,
        [
            ("a day after them", asked + "keep 16; report 19; thank 20", 25),
            ("answered on the second day: no pause", asked + "keep 13; report 16; thank 17", 25),
        ],
    )
    check(
        Became.KEPT_ON_NEW_DAY,
        [("as the later outcome", asked + "agree 18; report 20; thank 23", 25)],
    )
    check(Became.NOT_KEPT, [("as the later outcome", asked + "keep 16", 30)])


def test_ones_own_silence_stops_no_clock() -> None:
    asked = "c.renegotiate 11 for 20; "
    check(None, [("the day the customer asked for is not over", asked.rstrip("; "), 20)])
    check(Became.NOT_KEPT, [("it is over", asked.rstrip("; "), 21)])
    check(Became.KEPT_LATE_WARNED, [("late", asked + "keep 16; report 17; thank 18", 25)])


def test_kept_late_warned() -> None:
    check(
        Became.KEPT_LATE_WARNED,
        [
            ("at risk before the day", "risk 9 for 20; report 20; thank 23", 25),
            ("at risk on the day itself", "risk 13 for 20; report 27; thank 30", 30),
            ("either may say it", "c.risk 9 for 20; report 16; thank 17", 25),
            ("on track again does not take the word back", "risk 9 for 20; on_track 10; report 16;"
             "thank 17", 25),
        ],
    )  # fmt: skip


def test_kept_late_silent() -> None:
    check(
        Became.KEPT_LATE,
        [
            ("done the next working day", "report 16; thank 17", 25),
            ("done within two working days", "report 17; silence 25", 26),
            ("a word within two, done later", "risk 17 for 24; report 24; thank 25", 26),
            ("asked too late for a new day, though it was agreed and kept",
             "renegotiate 16 for 20; agree 16; report 20; thank 23", 25),
            ("on track is no word about a slip", "on_track 12; report 16; thank 17", 25),
        ],
    )  # fmt: skip


ANOTHER_END = ("replace {} for 27", "hand_over {} for 27", "outside_hands {}")


@pytest.mark.parametrize("proposed", ANOTHER_END)
def test_another_end_than_done_proposed_is_a_word(proposed: str) -> None:
    """To replace it, to hand it over, or to call it outside the hands of both."""
    before, on_it, soon, too_late = (proposed.format(day) for day in (9, 13, 17, 18))
    check(
        Became.NOT_KEPT,
        [
            ("before the day, and unanswered", before, 25),
            ("on the day itself, and unanswered", on_it, 25),
            ("within two working days, and unanswered", soon, 25),
            ("the other keeps it, and it is not done", f"{before}; keep 10", 25),
            ("the customer’s in time warns both", f"c.{before}", 25),
            ("the customer’s late one, answered within two working days",
             f"c.{proposed.format(16)}; keep 17", 25),
        ],
    )  # fmt: skip
    check(
        Became.KEPT_LATE_WARNED,
        [("proposed in time, kept in the end", f"{before}; keep 10; report 24; thank 25", 26)],
    )
    check(
        Became.KEPT_LATE,
        [("soon after, kept in the end", f"{soon}; keep 18; report 24; thank 25", 26)],
    )
    check(
        Became.KEPT,
        [("and done by its day", f"{before}; keep 10; report 13; thank 16", 25)],
    )
    check(
        Became.SILENT_MISS,
        [
            ("on the third working day", too_late, 25),
            ("the customer’s late word is not the performer’s", f"c.{soon}", 25),
            ("nor is the performer’s answer that comes too late",
             f"c.{proposed.format(16)}; keep 18", 25),
        ],
    )  # fmt: skip


def test_a_hand_over_that_the_third_has_not_answered_is_no_silent_miss() -> None:
    check(
        Became.NOT_KEPT,
        [
            ("agreed to in time", "hand_over 9; agree 10", 25),
            ("agreed to by the performer within two", "c.hand_over 16 for 27; agree 17", 25),
        ],
    )


def test_revoked_with_notice() -> None:
    check(
        Became.TAKEN_BACK,
        [("before the day", "take_back 6", 20), ("on the day itself", "take_back 13", 20)],
    )
    check(
        Became.NOT_KEPT,
        [
            ("after it, within two working days", "take_back 16", 20),
            ("after it, and warned before", "risk 9 for 20; take_back 20", 25),
        ],
    )


def test_missed_silently() -> None:
    check(
        Became.SILENT_MISS,
        [
            ("no word at all", "on_track 4", 18),
            ("done on the third working day", "report 18; thank 19", 25),
            ("a word on the third working day", "risk 18 for 25", 19),
            ("taken back on the third working day", "take_back 18", 19),
            ("a new day asked for on the third, agreed and kept",
             "renegotiate 18 for 25; agree 18; report 25; thank 26", 27),
            ("the customer’s word is not the performer’s", "c.risk 16 for 20", 20),
            ("silent on the new day", "renegotiate 9 for 20; agree 10; on_track 11", 25),
            ("the old warning was for the old day",
             "risk 5 for 16; renegotiate 9 for 20; agree 10; report 25; thank 26", 27),
        ],
    )  # fmt: skip
    check(None, [("two working days are not over", "on_track 4", 17)])
    check(None, [("the day is not over", "on_track 4", 13)])


def test_what_is_not_eligible() -> None:
    check(
        None,
        [
            ("cancelled by the customer", "release 10", 25),
            ("cancelled after it slipped", "release 16", 25),
            ("reported in time, no answer yet", "report 13", 18),
            ("reported late, no answer yet", "report 16", 18),
        ],
    )
    check(
        None,
        [
            ("never promised", "clarify 3; answer 4", 25),
            ("declined", "decline 3", 25),
            ("withdrawn", "withdraw 3", 25),
            ("lapsed: unanswered, not missed", "lapse 10", 25),
            ("only a day proposed", "counter 3 for 20", 25),
        ],
        given="ask 2 for 13; ",
    )


def test_a_promise_both_mark_as_outside_their_hands_is_left_out() -> None:
    check(
        None,
        [
            ("before its end", "outside_hands 16; agree 17", 25),
            ("taken back", "take_back 10; outside_hands 11; agree 12", 25),
            ("done late", "report 20; thank 23; outside_hands 24; agree 25", 30),
        ],
    )
    one_alone = "report 20; thank 23; outside_hands 24"
    check(Became.SILENT_MISS, [("one says it", one_alone, 30)])
    check(Became.SILENT_MISS, [("the other does not", f"{one_alone}; keep 25", 30)])
    check(Became.KEPT, [("kept all the same", "report 12; thank 13; outside_hands 16", 30)])


def test_a_promise_opened_again_counts_by_its_new_day() -> None:
    again = "report 12; thank 13; reopen 16 for 24; "
    check(None, [("its day is not over", again.rstrip("; "), 24)])
    check(Became.SILENT_MISS, [("and then it is", again.rstrip("; "), 27)])
    check(Became.KEPT, [("kept again", again + "report 24; thank 25", 27)])
    marked = "take_back 9; outside_hands 10; agree 11; reopen 12 for 20; report 20; thank 23"
    check(Became.KEPT, [("the mark was of what ended", marked, 25)])


def test_opening_it_again_washes_nothing_away() -> None:
    """What was late when it ended stays so, whatever becomes of the new day."""
    new_day = "; reopen 20 for 24; report 24; thank 25"
    offered = "; reopen 20 for 24; thank 20; report 24; thank 25"
    asked = "; c.reopen 20 for 24; promise 20; report 24; thank 25"
    check(
        Became.SILENT_MISS,
        [
            ("done without a word, opened again", "report 18; thank 19" + new_day, 27),
            ("asked for again by the customer", "report 18; thank 19" + asked, 27),
            ("taken back too late", "take_back 18" + new_day, 27),
            ("let go of after it was missed", "release 18" + offered, 27),
            ("not answered yet", "report 18; thank 19; c.reopen 20 for 24", 20),
            ("declined this time", "report 18; thank 19; c.reopen 20 for 24; decline 23", 27),
            ("twice", "report 18; thank 19; reopen 20 for 24; take_back 24" + "; reopen 25 for 27;"
             "report 27; thank 27", 30),
        ],
    )  # fmt: skip
    check(Became.NOT_KEPT, [("taken back a day late", "take_back 16" + new_day, 27)])
    check(Became.KEPT_LATE, [("done late", "report 16; thank 17" + new_day, 27)])
    warned = "risk 9 for 20; report 16; thank 17"
    check(Became.KEPT_LATE_WARNED, [("done late, warned", warned + new_day, 27)])
    check(
        Became.SILENT_MISS,
        [("half then, silent now", "risk 9 for 20; report 16; thank 17; reopen 20 for 24", 27)],
    )
    check(
        Became.KEPT,
        [
            ("taken back with notice", "take_back 12" + new_day, 27),
            ("let go of while a word would have been soon enough", "release 16" + offered, 27),
            ("let go of late, with a warning", "risk 9 for 20; release 18" + offered, 27),
            ("both had called it outside their hands",
             "take_back 18; outside_hands 18; agree 19" + new_day, 27),
        ],
    )  # fmt: skip
    check(None, [("let go of", "report 18; thank 19; reopen 20 for 24; release 23", 27)])


def test_a_day_that_lay_open_at_the_end_is_none_of_what_is_opened_again() -> None:
    again = "renegotiate 9 for 27; release 10; c.reopen 11 for 20; promise 12; report 20; thank 23"
    kept = went(GIVEN + again, 25)
    assert (kept.became, kept.judged_on) == (Became.KEPT, november(20))


def test_what_stays_of_before_counts_by_the_day_of_before() -> None:
    missed = "report 18; thank 19; reopen 20 for 24"
    assert went(GIVEN + missed, 27).judged_on == november(13)
    worse = "risk 9 for 20; report 16; thank 17; reopen 20 for 24"
    days = {day: went(GIVEN + worse, day).judged_on for day in (26, 27)}
    assert days == {26: november(13), 27: november(24)}


def test_what_is_agreed_besides_another_day_moves_nothing() -> None:
    kept_by = went(GIVEN + "hand_over 9; keep 10; report 13; thank 16", 25)
    assert (kept_by.became, kept_by.renegotiated) == (Became.KEPT, False)
    check(None, [("replaced", "replace 9 for 27; agree 10", 30)])


def test_a_promise_replaced_by_another_is_left_out() -> None:
    promise = story(GIVEN.rstrip("; "))
    ended = Word(act=Act.RELEASE, side=Side.SYSTEM, on=november(10), to=State.SUPERSEDED)
    replaced = replace(promise, words=[*promise.words, ended])
    assert course_of(replaced, november(25), Clock()).became is None
    assert course_of(promise, november(25), Clock()).became


def test_nobody_is_measured_by_what_they_promise_themselves() -> None:
    alone = story(GIVEN + "report 12; thank 12", customer="Mira")
    assert course_of(alone, november(25), Clock()).became is None


def test_the_agreed_day_counts_and_not_the_first_one() -> None:
    countered = "ask 2 for 9; counter 3 for 11; counter_back 4 for 13; promise 5; "
    check(Became.KEPT, [("the day of the last word", "report 13; thank 13", 20)], given=countered)
    check(
        Became.KEPT,
        [("an offer that was objected to", "report 13; thank 13", 20)],
        given="offer 2 for 9; object 3 for 13; promise 4; ",
    )


def test_not_yet_gives_back_the_days_of_looking() -> None:
    """Reported on Tuesday the 10th, looked at until Thursday the 12th: two working days."""
    looked = "report 10; not_yet 12; "
    check(
        Became.KEPT,
        [("within the two days", looked + "report 17; thank 18", 25)],
    )
    check(
        Became.KEPT_LATE_WARNED,
        [("after them: the report was a word in time", looked + "report 18; thank 19", 25)],
    )
    asked = "report 12; not_yet 16 for 24; "
    check(
        Became.KEPT_ON_NEW_DAY,
        [
            ("a new day agreed to", asked + "agree 17; report 24; thank 25", 26),
            ("done by it without a word", asked + "report 24; thank 25", 26),
        ],
    )
    check(None, [("not over", asked.rstrip("; "), 24)])
    check(Became.NOT_KEPT, [("over", asked.rstrip("; "), 25)])


def test_days_away_move_an_agreed_day_to_the_first_day_back() -> None:
    """Away from Thursday the 12th to Tuesday the 17th, back on Wednesday."""
    away = (12, 13, 14, 15, 16, 17)
    assert went(GIVEN + "report 18; thank 19", 25, away).became is Became.KEPT
    assert went(GIVEN + "report 19; thank 20", 25, away).became is Became.KEPT_LATE
    assert went(GIVEN + "on_track 4", 20, away).became is None
    assert went(GIVEN + "on_track 4", 21, away).became is Became.SILENT_MISS
    assert went(GIVEN + "report 16; thank 17", 25, (9, 10)).became is Became.KEPT_LATE


def test_holidays_of_the_site_give_more_days_for_a_word() -> None:
    closed = Clock(WorkingDays(frozenset({november(16)})))
    late = story(GIVEN + "report 18; thank 19")
    assert course_of(late, november(25), closed).became is Became.KEPT_LATE


@pytest.mark.parametrize(
    ("line", "last_minute"),
    [
        # promised on the 3rd for the 13th: ten days, the last of them is the last tenth
        ("renegotiate 11 for 20; agree 11", False),
        ("renegotiate 12 for 20; agree 12", True),
        ("renegotiate 13 for 20; agree 16", True),
        ("renegotiate 16 for 20; agree 16", False),  # that is late, not last-minute
        ("risk 13 for 20", False),
    ],
)
def test_raised_in_the_last_tenth_is_last_minute_and_still_honoured(
    line: str, last_minute: bool
) -> None:
    assert went(GIVEN + line, 17).last_minute is last_minute
    if last_minute:
        kept = went(GIVEN + line + "; report 20; thank 23", 25)
        assert kept.became in HONOURED


def test_what_counts_as_half() -> None:
    assert set(HALF) == {Became.KEPT_LATE_WARNED, Became.TAKEN_BACK}
    assert set(HONOURED) == {Became.KEPT, Became.KEPT_ON_NEW_DAY}


def test_an_earlier_day_can_be_told_again() -> None:
    line = GIVEN + "on_track 4; risk 18 for 25; report 25; thank 26"
    days = {day: went(line, day).became for day in (13, 17, 18, 24, 27)}
    assert days == {
        13: None,
        17: None,
        18: Became.SILENT_MISS,
        24: Became.SILENT_MISS,
        27: Became.SILENT_MISS,  # what was silent stays so: the figures of a day do not change
    }


@pytest.mark.parametrize(
    ("line", "days"),
    [
        ("ask 2 for 13; promise 2", 0),
        ("ask 2 for 13; decline 4", 2),
        ("ask 2 for 13; counter 9 for 20", 5),
        ("ask 2 for 13; clarify 3; answer 6; promise 9", 1),
        ("ask 2 for 13; lapse 10", None),
        ("offer 2 for 13; thank 3", None),
        ("offer 2 for 13; object 3 for 20; promise 5", 2),
    ],
)
def test_reply_time_runs_from_the_request_to_the_first_answer(line: str, days: int | None) -> None:
    assert went(line, 25).reply_days == days


@pytest.mark.parametrize(
    ("line", "away", "days"),
    [
        ("ask 2 for 20; promise 12", (), 8),
        ("ask 2 for 20; promise 12", range(3, 10), 3),  # back on the 10th: 10th, 11th, 12th
        ("ask 2 for 20; promise 12", range(3, 13), 0),  # answered while away
        ("ask 2 for 20; promise 12", (13, 16), 8),
    ],
)
def test_reply_time_stands_still_while_who_was_asked_is_away(
    line: str, away: Iterable[int], days: int
) -> None:
    assert went(line, 25, away=away).reply_days == days
    assert went(line, 25, customer_away=away).reply_days == 8


@pytest.mark.parametrize(
    ("line", "away", "days"),
    [
        ("report 10; thank 19", (), (7,)),
        ("report 10; thank 19", range(11, 19), (1,)),
        ("report 10; not_yet 12; report 13; thank 19", range(11, 18), (0, 2)),
    ],
)
def test_acceptance_stands_still_while_who_wanted_it_is_away(
    line: str, away: Iterable[int], days: tuple[int, ...]
) -> None:
    assert went(GIVEN + line, 25, customer_away=away).acceptance_days == days
    there = went(GIVEN + line, 25).acceptance_days
    assert went(GIVEN + line, 25, away=away).acceptance_days == there


def test_a_customer_away_gives_no_less_time_to_who_asked_for_another_day() -> None:
    """Whyever no answer came, it was the performer who waited for it."""
    asked = GIVEN + "renegotiate 11 for 20; keep 16; report 18; thank 19"
    assert went(asked, 25, customer_away=range(12, 17)).became is went(asked, 25).became


def test_a_clock_set_back_between_two_words_counts_no_days() -> None:
    words = told("ask 4 for 13; promise 4; report 10; thank 11")
    backward = [replace(word, on=november(12 - number)) for number, word in enumerate(words)]
    course = course_of(replace(story(GIVEN.rstrip("; ")), words=backward), november(25), Clock())
    assert (course.reply_days, course.acceptance_days) == (0, (0,))


@pytest.mark.parametrize(
    ("line", "done_means", "clear"),
    [
        ("ask 2 for 13; promise 2", True, True),
        ("ask 2 for 13; promise 2", False, False),
        ("ask 2 for 13; clarify 3; answer 4; promise 5", True, False),
        ("ask 2 for 13; counter 3 for 20", True, True),
    ],
)
def test_a_request_is_clear_when_nobody_had_to_ask_back(
    line: str, done_means: bool, clear: bool
) -> None:
    asked = story(line, done_means=done_means)
    assert course_of(asked, november(25), Clock()).was_clear is clear


@pytest.mark.parametrize(
    ("line", "became"),
    [
        # Silent from the 10th to the 17th: four working days are left from the ask to the 13th.
        (GIVEN + "renegotiate 10 for 20; report 17; thank 18", Became.KEPT),
        (GIVEN + "renegotiate 12 for 20; report 13; thank 16", Became.KEPT),
        (GIVEN + "renegotiate 10 for 20; take_back 17", Became.TAKEN_BACK),
        (GIVEN + "renegotiate 13 for 20; take_back 16", Became.NOT_KEPT),
        (GIVEN + "renegotiate 13 for 20; report 16; thank 17", Became.KEPT_LATE_WARNED),
    ],
)
def test_who_asked_in_time_and_hears_nothing_may_go_on(line: str, became: Became) -> None:
    assert went(line, 60).became is became


def test_acceptance_runs_from_each_report_to_its_answer() -> None:
    both = went(GIVEN + "report 9; not_yet 10 for 20; agree 11; report 12; thank 17", 25)
    assert both.acceptance_days == (1, 3)
    assert both.accepted_on == november(17)
    silent = went(GIVEN + "report 9; silence 17", 25)
    assert (silent.acceptance_days, silent.by_silence) == ((), True)


@pytest.mark.parametrize(
    "line",
    [
        "say_why 16",  # and nothing else
        "report 16; say_why 16; thank 17",
        "report 16; thank 17; say_why 18",
        "report 16; say_why 16; say_why 17; thank 18",  # twice, and counted once
        "renegotiate 12 for 20; keep 13; report 16; say_why 16; silence 24",
    ],
)
def test_what_got_in_the_way_is_counted_once_for_a_promise_however_it_was_said(line: str) -> None:
    missed = story(GIVEN + line, reason=Reason.OUTSIDE_EVENT)
    course = course_of(missed, november(25), Clock())
    assert course.reason is Reason.OUTSIDE_EVENT
    figures = figures_of("Mira", [course], Days(november(1), november(30)))
    assert figures.missed_because == {Reason.OUTSIDE_EVENT: 1}


@pytest.mark.parametrize(
    "line", ["report 18; thank 19", "report 16; thank 17", "at_risk 16 for 20"]
)
def test_naming_a_cause_never_makes_what_became_of_a_promise_worse(line: str) -> None:
    without, named = went(GIVEN + line, 30), went(GIVEN + line + "; say_why 19", 30)
    assert replace(named, reason=None) == without


def test_a_cause_named_within_two_working_days_is_a_word() -> None:
    assert went(GIVEN + "say_why 17", 25).became is Became.NOT_KEPT
    assert went(GIVEN + "say_why 18", 25).became is Became.SILENT_MISS


def test_the_reason_is_the_one_given_last() -> None:
    raised = "renegotiate 9 for 20; keep 10"
    told_why = story(GIVEN + raised, reason=Reason.WAITING_FOR_DECISION)
    assert course_of(told_why, november(25), Clock()).reason is Reason.WAITING_FOR_DECISION
    assert went(GIVEN + "on_track 4", 25).reason is None


SAYINGS = (
    "risk {} for 40", "c.risk {} for 40", "on_track {}", "renegotiate {} for 38",
    "c.renegotiate {} for 36", "agree {}", "keep {}", "another {} for 37", "report {}", "thank {}",
    "not_yet {} for 39", "take_back {}", "release {}", "silence {}",
    "reopen {} for 41", "c.reopen {} for 41", "promise {}", "replace {} for 38", "hand_over {}",
)  # fmt: skip


def a_walk(random: Random, last: int, day: int = 3) -> str:
    """Whatever two people may say, until they say no more."""
    line = GIVEN.rstrip("; ")
    for _ in range(random.randint(1, 20)):
        day = min(last, day + random.randint(0, 4))
        longer = f"{line}; {random.choice(SAYINGS).format(day)}"
        with suppress(NotPossible):
            told(longer)
            line = longer
    return line


def test_while_all_is_said_in_time_the_day_it_counts_by_is_the_one_the_two_agreed() -> None:
    random = Random(20261113)
    moved = 0
    for _ in range(200):
        line = a_walk(random, last=13)
        standing = standing_of(line)
        agreed = standing.due_on if standing.agreed_on else None  # asked for again: none is
        assert went(line, 60).judged_on == agreed, line
        moved += agreed not in (None, november(13))
    assert moved > 10


def test_whatever_is_said_a_promise_becomes_one_thing_and_that_stays() -> None:
    """Asked day by day: once it is missed silently it stays so, unless it is left out."""
    random = Random(20261114)
    seen: Counter[Became | None] = Counter()
    for _ in range(300):
        line = a_walk(random, last=45, day=random.choice((3, 13)))
        promise = story(line)
        days = [course_of(promise, november(day), Clock()).became for day in range(13, 70)]
        seen[days[-1]] += 1
        if Became.SILENT_MISS in days:
            later = set(days[days.index(Became.SILENT_MISS) :])
            assert later <= {Became.SILENT_MISS, None}, line
        assert days[-1] or standing_of(line).state in UNDECIDED, line
    assert seen.keys() == {None, *Became}


def test_what_a_clock_that_was_ahead_hides_makes_no_promise_unreadable() -> None:
    """Words of a day that has not come are left out, and what is there need not hang together."""
    random = Random(20261115)
    hidden = 0
    for _ in range(300):
        promise = story(a_walk(random, last=45, day=random.choice((3, 13))))
        there = [word for word in promise.words if random.random() < 0.7]
        hidden += len(there) < len(promise.words)
        assert course_of(replace(promise, words=there), november(70), Clock()).performer == "Mira"
    assert hidden > 100


def test_a_promise_whose_day_was_named_by_a_clock_ahead_counts_once_that_day_has_come() -> None:
    """Kept as a draft on the 2nd, sent by a clock of the 20th, promised on the 3rd."""
    [asked, promised] = told("ask 2 for 30; promise 3")
    draft = replace(asked, act=Act.SAVE_DRAFT, due_on=None, to=State.DRAFT)
    sent = replace(asked, act=Act.SEND_DRAFT, on=november(20))
    mixed = replace(story(GIVEN.rstrip("; ")), words=[draft, sent, promised])
    assert course_of(mixed, november(10), Clock()).became is None
    assert course_of(mixed, november(40), Clock()).became is Became.SILENT_MISS


UNDECIDED = (
    State.REPORTED_DONE,
    State.RENEGOTIATING,
    State.CANCELLED_BY_CUSTOMER,
    State.SUPERSEDED,
    State.REQUESTED,  # again, after it was let go of
)
