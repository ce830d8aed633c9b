"""The story is acted out by the real rules, as on a whiteboard: no database, no clock."""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

import pytest

from tandem.demo.company import Company
from tandem.demo.last_quarter import LAST_QUARTER
from tandem.demo.promises import (
    Promise,
    asked,
    in_order,
    offered,
    promised,
    story_day,
)
from tandem.demo.story import STORY
from tandem.organisation.calendar import Days, WorkingDays
from tandem.partnership.commitments import rules, timers
from tandem.partnership.commitments.in_time import Clock
from tandem.partnership.commitments.kept import Became, Course, Story, Word, course_of
from tandem.partnership.commitments.models import WHAT_LENGTH, WORDS_LENGTH
from tandem.partnership.commitments.reliability import Figures, figures_of
from tandem.partnership.commitments.standing import (
    Act,
    Given,
    Reason,
    Side,
    Standing,
    State,
    waits_for,
)
from tandem.rooms.commitments.rules import is_broken, is_urgent

TUESDAY = date(2026, 11, 24)
A_FORTNIGHT = [TUESDAY + timedelta(days=ahead) for ahead in range(14)]
CALENDAR = WorkingDays()
ENDED = rules.ENDS


def play(promise: Promise, today: date = TUESDAY) -> list[Standing]:
    """Where the promise stands after each act. Raises NotPossible where the rules refuse."""
    standings: list[Standing] = []
    for spoken in promise.acts:
        side = Side.PERFORMER if spoken.by == promise.performer else Side.CUSTOMER
        given = Given(
            due_on=spoken.due_on(today),
            what=bool(spoken.what),
            words=bool(spoken.words),
            reason=spoken.reason,
            important=spoken.important,
        )
        before = standings[-1] if standings else None
        standings.append(rules.take(before, spoken.act, side, given, spoken.on(today)))
    return standings


def by_key(key: str) -> Promise:
    [found] = [each for each in STORY if each.key == key]
    return found


def now(key: str) -> Standing:
    return play(by_key(key))[-1]


@pytest.mark.parametrize("today", A_FORTNIGHT, ids=str)
def test_the_rules_allow_every_act_on_any_day_of_the_week(today: date) -> None:
    for promise in STORY:
        play(promise, today)


@pytest.mark.parametrize("today", A_FORTNIGHT, ids=str)
def test_no_timer_would_have_come_between(today: date) -> None:
    for promise in STORY:
        standings = play(promise, today)
        following = [*(spoken.on(today) for spoken in promise.acts[1:]), today]
        for standing, until in zip(standings, following, strict=True):
            assert timers.time_up(standing, until, CALENDAR) is None, promise.key


def test_every_promise_has_a_name_of_its_own() -> None:
    assert max(Counter(promise.key for promise in STORY).values()) == 1


def test_a_promise_is_between_two_people_of_the_cast_who_are_here(varnholm: Company) -> None:
    for promise in STORY:
        assert promise.customer != promise.performer
        for key in (promise.customer, promise.performer):
            assert varnholm.by_key[key].is_here(TUESDAY)
        assert {spoken.by for spoken in promise.acts} <= {promise.customer, promise.performer}
        assert not promise.area or promise.area in varnholm.by_area


def test_texts_fit_where_they_go() -> None:
    for promise in STORY:
        for spoken in promise.acts:
            assert len(spoken.what) <= WHAT_LENGTH
            assert max(len(spoken.words), len(spoken.why), len(spoken.done_means)) <= WORDS_LENGTH


@pytest.mark.parametrize("today", A_FORTNIGHT, ids=str)
def test_nothing_is_said_today_or_later(today: date) -> None:
    for promise in STORY:
        assert all(spoken.on(today) < today for spoken in promise.acts)


def test_nobody_learns_of_a_promise_before_being_hired(varnholm: Company) -> None:
    for promise in STORY:
        first = promise.acts[0].on(TUESDAY)
        for key in (promise.customer, promise.performer):
            assert varnholm.by_key[key].hired_on < first


@pytest.mark.parametrize(
    ("key", "state", "due_on"),
    [
        ("exit_themes", State.PROMISED, date(2026, 11, 25)),
        ("role_profile", State.PROMISED, date(2026, 11, 26)),
        ("pay_band_check", State.PROMISED, date(2026, 11, 20)),
        ("talk_with_ilse", State.RENEGOTIATING, date(2026, 11, 23)),
        ("two_night_shifts", State.PROMISED, date(2026, 11, 27)),
        ("pathway_budget", State.REPORTED_DONE, date(2026, 11, 19)),
        ("shift_patterns", State.PROMISED, date(2026, 12, 4)),
        ("overtime_rule", State.SATISFIED, date(2026, 11, 17)),
        ("complaint_call", State.REQUESTED, date(2026, 11, 26)),
    ],
)
def test_promises_stand_as_in_the_pictures(key: str, state: State, due_on: date) -> None:
    assert (now(key).state, now(key).due_on) == (state, due_on)


def test_one_promise_is_due_tomorrow_and_one_has_slipped() -> None:
    mine = [each for each in STORY if each.performer == "mira"]
    words = Counter(timers.due_words(play(each)[-1], TUESDAY) for each in mine)
    assert words[timers.DueWords.TOMORROW] == 1
    assert words[timers.DueWords.SLIPPED] == 1
    assert timers.has_slipped(now("pay_band_check"), TUESDAY)


def test_sam_proposes_the_third_of_december() -> None:
    assert now("talk_with_ilse").proposed_on == date(2026, 12, 3)
    assert waits_for(now("talk_with_ilse")) is Side.CUSTOMER  # Mira agrees or does not
    assert not timers.has_slipped(now("talk_with_ilse"), TUESDAY)


def test_one_was_agreed_anew_in_time() -> None:
    standings = play(by_key("shift_patterns"))
    assert next(standing.due_on for standing in standings) == date(2026, 11, 27)
    assert standings[-1].rounds == 1


def test_two_at_the_top_keep_up_a_habit_and_sam_has_a_hard_talk_before_him() -> None:
    about = {each.acts[0].request: each for each in STORY if each.acts[0].request}
    kept_up = [about[key] for key in ("habit_goals", "habit_open")]
    assert {each.performer for each in kept_up} == {"eva", "helen"}
    assert {play(each)[-1].state for each in kept_up} == {State.PROMISED}
    assert about["hard_talk"].performer == "sam"
    assert play(about["hard_talk"])[-1].state is State.RENEGOTIATING


def test_eleven_of_miras_are_open() -> None:
    mine = [each for each in STORY if "mira" in (each.customer, each.performer)]
    assert sum(play(each)[-1].state not in ENDED for each in mine) == 11


def test_the_page_of_a_new_leader_is_empty() -> None:
    assert not [each for each in STORY if "priya" in (each.customer, each.performer)]


def test_somebody_waits_for_an_answer_of_mira_sam_jonas_and_kim() -> None:
    asked_now = Counter(
        each.performer if waits_for(play(each)[-1]) is Side.PERFORMER else each.customer
        for each in STORY
        if waits_for(play(each)[-1])
    )
    assert asked_now == {"mira": 3, "sam": 2, "jonas": 1, "kim": 1}


def went(promise: Promise, today: date = TUESDAY) -> Course:
    """What the product itself makes of it."""
    words = [
        Word(
            act=spoken.act,
            side=Side.PERFORMER if spoken.by == promise.performer else Side.CUSTOMER,
            on=spoken.on(today),
            to=standing.state,
            due_on=spoken.due_on(today),
            reason=spoken.reason,
        )
        for spoken, standing in zip(promise.acts, play(promise, today), strict=True)
    ]
    said = any(spoken.done_means for spoken in promise.acts)
    story = Story(
        customer=promise.customer, performer=promise.performer, words=words, done_means=said
    )
    return course_of(story, today, Clock(CALENDAR))


def figures(person: str, today: date = TUESDAY, of: tuple[str, str] = ("sam", "mira")) -> Figures:
    """Of one of the two, between them, in the last 90 days."""
    both = [each for each in STORY if {each.performer, each.customer} == {*of}]
    window = Days.last(90, today=today)
    return figures_of(person, [went(each, today) for each in both], window)


@pytest.mark.parametrize("today", A_FORTNIGHT, ids=str)
@pytest.mark.parametrize("person", ["sam", "mira"])
def test_on_any_day_both_have_enough_for_a_share_and_more_than_one_ending(
    person: str, today: date
) -> None:
    side = figures(person, today)
    assert side.is_enough
    assert side.half
    assert side.renegotiated
    assert len(side.outcomes) >= 3


@pytest.mark.parametrize("today", A_FORTNIGHT, ids=str)
def test_on_any_day_enough_of_jonas_passed_in_silence_to_be_noticed_and_none_of_the_others(
    today: date,
) -> None:
    side = figures("jonas", today, of=("jonas", "mira"))
    assert (side.silent_misses, side.eligible) == (2, 9)
    assert is_broken(side.silent_misses, side.eligible, fewest=8, percent=15)
    assert not is_urgent(side.silent_misses, side.eligible, percent=15)
    for person in ("sam", "mira"):
        other = figures(person, today)
        assert not is_broken(other.silent_misses, other.eligible, fewest=8, percent=15)


@pytest.mark.parametrize(("person", "kept", "of"), [("sam", 9, 11), ("mira", 12, 14)])
def test_in_90_days_as_many_were_kept_as_in_the_picture(person: str, kept: int, of: int) -> None:
    side = figures(person)
    assert (side.honoured, side.eligible) == (kept, of)


def test_five_were_moved_in_time() -> None:
    moved = [figures(each).outcomes[Became.KEPT_ON_NEW_DAY] for each in ("sam", "mira")]
    assert sum(moved) == 5


def test_both_ask_clearly_at_times_and_say_what_got_in_the_way() -> None:
    for person in ("sam", "mira"):
        side = figures(person)
        assert 0 < side.asked_clearly < side.asked
        assert side.missed_because or side.moved_because


def test_the_last_quarter_has_every_ending_two_people_know() -> None:
    acts = {spoken.act for promise in LAST_QUARTER for spoken in promise.acts}
    assert acts >= {Act.THANK, Act.TAKE_BACK, Act.AT_RISK, Act.RENEGOTIATE, Act.AGREE}


def test_important_requests_are_said_back_before_their_answer() -> None:
    heard = [each for each in LAST_QUARTER if each.acts[0].important]
    for each in heard:
        acts = [spoken.act for spoken in each.acts]
        assert acts.index(Act.PLAY_BACK) < acts.index(Act.CONFIRM) < acts.index(Act.PROMISE)
    corrected = [each for each in heard if Act.CORRECT in {spoken.act for spoken in each.acts}]
    assert (len(heard), len(corrected)) == (10, 2)


def test_one_important_request_of_sam_waits_for_what_he_heard() -> None:
    standing = now("one_lead_at_night")
    assert (standing.important, standing.heard, standing.state) == (True, None, State.REQUESTED)
    assert waits_for(standing) is Side.PERFORMER


def test_no_word_of_the_story_is_one_we_do_not_use() -> None:
    told = " ".join(
        f"{spoken.what} {spoken.words} {spoken.why}".lower()
        for promise in STORY
        for spoken in promise.acts
    )
    for word in ("overdue", "failed", "violation", "compliance", "ranking", "resource", "blame"):
        assert word not in told
    assert "!" not in told


# How a story is written down.


@pytest.mark.parametrize(
    ("offset", "today", "day"),
    [
        (-1, date(2026, 11, 24), date(2026, 11, 23)),
        (-2, date(2026, 11, 24), date(2026, 11, 20)),  # Sunday: the Friday before
        (-1, date(2026, 11, 29), date(2026, 11, 27)),
        (1, date(2026, 11, 27), date(2026, 11, 28)),  # tomorrow is tomorrow
        (2, date(2026, 11, 27), date(2026, 11, 30)),  # Sunday: the Monday after
        (4, date(2026, 11, 24), date(2026, 11, 30)),
        (0, date(2026, 11, 28), date(2026, 11, 28)),
    ],
)
def test_weekends_are_kept_free(offset: int, today: date, day: date) -> None:
    assert story_day(offset, today) == day


@pytest.mark.parametrize("today", A_FORTNIGHT, ids=str)
def test_keeping_weekends_free_changes_no_order(today: date) -> None:
    days = [story_day(offset, today) for offset in range(-100, 20)]
    behind, ahead = days[:100], days[101:]
    assert behind == sorted(behind)
    assert ahead[1:] == sorted(ahead[1:])
    assert max(behind) < today


def test_a_request_has_no_answer_and_a_promise_has_one() -> None:
    request = asked("tea", of="sam", by="mira", what="Tea", day=-3, due=4)
    assert play(request)[-1].state is State.REQUESTED
    yes = promised("tea", by="sam", to="mira", what="Tea", day=-3, due=4)
    assert (yes.customer, yes.performer) == ("mira", "sam")
    assert play(yes)[-1].state is State.PROMISED


def test_what_was_heard_is_put_right_until_it_is_it() -> None:
    yes = promised("tea", by="sam", to="mira", what="Tea", day=-3, due=4)
    heard = yes.heard_first("Green tea.", "Not quite: black.", "Black tea.")
    told = [(spoken.act, spoken.by, spoken.words) for spoken in heard.acts[1:]]
    assert told == [
        (Act.PLAY_BACK, "sam", "Green tea."),
        (Act.CORRECT, "mira", "Not quite: black."),
        (Act.PLAY_BACK, "sam", "Black tea."),
        (Act.CONFIRM, "mira", ""),
        (Act.PROMISE, "sam", ""),
    ]
    assert play(heard)[-1].state is State.PROMISED


def test_an_offer_is_taken_with_thanks() -> None:
    offer = offered("tea", by="sam", to="mira", what="Tea", day=-3, due=4)
    assert (offer.customer, offer.performer) == ("mira", "sam")
    assert play(offer)[-1].state is State.PROMISED


def test_what_is_said_next_leaves_the_promise_before_it_alone() -> None:
    begun = promised("tea", by="sam", to="mira", what="Tea", day=-9, due=-2)
    ended = begun.done(-4, -3, "Hot, too.")
    assert len(begun.acts) == 2
    assert play(ended)[-1].state is State.SATISFIED
    assert replace(ended, acts=begun.acts) == begun


def test_a_moved_promise_has_a_new_day_by_both() -> None:
    moved = promised("tea", by="sam", to="mira", what="Tea", day=-9, due=-2).moved(
        -5, -4, due=3, words="No kettle.", reason=Reason.WAITING_FOR_SOMEONE
    )
    assert play(moved)[-1].due_on == date(2026, 11, 27)
    assert [spoken.by for spoken in moved.acts[2:]] == ["sam", "mira"]


def test_everything_is_said_day_by_day() -> None:
    said = list(in_order(STORY, TUESDAY))
    assert [day for day, _, _ in said] == sorted(day for day, _, _ in said)
    assert len(said) == sum(len(promise.acts) for promise in STORY)
    for promise in STORY:
        assert tuple(spoken for _, each, spoken in said if each is promise) == promise.acts
