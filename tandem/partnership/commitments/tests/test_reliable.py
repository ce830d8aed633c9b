"""The figures of a pair, of oneself and of all pairs, from promises that were really made."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from conftest import SignIn
from tandem.access.audit import OPERATOR
from tandem.organisation import settings
from tandem.organisation.values import BY_KEY
from tandem.partnership.actions import make_pair
from tandem.partnership.commitments import actions
from tandem.partnership.commitments.actions import Said
from tandem.partnership.commitments.all_pairs import of_all_pairs
from tandem.partnership.commitments.models import Move, Source
from tandem.partnership.commitments.reliable import of_pair, of_person, over_time
from tandem.partnership.commitments.rules import Act, NotPossible, Reason
from tandem.partnership.commitments.tests.quarters import (
    LATE,
    MONDAY,
    TAKEN_BACK,
    at,
    kept,
    promised,
    say,
    week,
)
from tandem.partnership.models import Pair
from tandem.partnership.testing import Cast, area

TODAY = date(2026, 11, 24)  # a Tuesday


@pytest.mark.django_db
def test_each_partner_is_counted_by_what_they_promised_the_other(cast: Cast) -> None:
    kept(cast.sam, cast.mira, 8)
    promised(cast.mira, cast.sam, asked_on=week(3))  # and silence
    kept(cast.mira, cast.ana, 3)  # another pair's
    kept(cast.sam, cast.kim, 2)  # no pair's
    both = of_pair(cast.pair, TODAY)
    assert both.leader.eligible == 8
    assert both.leader.honour_rate == 1
    assert (both.hr_partner.eligible, both.hr_partner.silent_misses) == (1, 1)
    assert both.hr_partner.honour_rate is None
    assert both.honour_rate == Fraction(8, 9)


@pytest.mark.django_db
def test_over_time_each_window_holds_what_fell_due_in_it(cast: Cast) -> None:
    kept(cast.sam, cast.mira, 2)
    kept(cast.sam, cast.mira, 3, MONDAY - timedelta(days=90))
    windows = over_time(cast.pair, TODAY)
    assert [both.leader.eligible for _, both in windows] == [2, 3, 0, 0]
    assert [days.after for days, _ in windows[1:]] == [days.first for days, _ in windows[:-1]]
    young = make_pair(
        area=cast.areas.night_shift, leader=cast.ilse, hr_partner=cast.leo, by=OPERATOR,
        at=at(TODAY),
    )  # fmt: skip
    assert over_time(young, TODAY) == []


@pytest.mark.django_db
def test_drafts_and_what_was_only_asked_are_nobodys_figures(cast: Cast) -> None:
    said = Said(what="Maybe", due_on=TODAY)
    actions.save_draft(
        customer=cast.sam, performer=cast.mira, said=said, by=cast.mira, at=at(week(5))
    )
    actions.ask(of=cast.mira, said=said, by=cast.sam, at=at(week(5)), source=Source.FORM)
    mira = of_pair(cast.pair, TODAY).hr_partner
    assert (mira.eligible, mira.requests) == (0, 1)


@pytest.mark.django_db
def test_the_first_thirty_days_of_a_pair_are_not_measured(cast: Cast) -> None:
    began = MONDAY - timedelta(days=5)
    late = make_pair(
        area=cast.areas.night_shift, leader=cast.ilse, hr_partner=cast.leo, by=OPERATOR,
        at=at(began),
    )  # fmt: skip
    promised(cast.ilse, cast.leo, asked_on=MONDAY)  # due on day 15
    assert of_pair(late, began + timedelta(days=29)).leader.window is None
    promised(cast.ilse, cast.leo, asked_on=week(3))  # due on day 36
    leader = of_pair(late, TODAY).leader
    assert leader.window and leader.window.first == began + timedelta(days=30)
    assert leader.eligible == 1
    assert of_person(cast.ilse, TODAY).eligible == 1
    assert of_person(cast.leo, TODAY).asked == 0  # both were asked in the first thirty days


@pytest.mark.django_db
def test_ones_own_figures_are_of_everything_one_promised_anybody(cast: Cast) -> None:
    kept(cast.mira, cast.sam, 2)
    kept(cast.mira, cast.ana, 3)
    kept(cast.mira, cast.kim, 4)
    kept(cast.sam, cast.ana, 5)
    mira = of_person(cast.mira, TODAY)
    assert (mira.eligible, mira.requests, mira.asked) == (9, 9, 0)
    assert of_person(cast.kim, TODAY).accepted == 4
    assert of_person(cast.leo, TODAY).eligible == 0


@pytest.mark.django_db
def test_a_request_that_says_what_done_means_is_known_without_opening_it(cast: Cast) -> None:
    promised(cast.mira, cast.sam, asked_on=MONDAY, done_means="Ilse can use it")
    promised(cast.mira, cast.sam, asked_on=MONDAY)
    sam = of_pair(cast.pair, TODAY).leader
    assert (sam.asked, sam.asked_clearly) == (2, 1)


@pytest.mark.django_db
def test_figures_of_an_earlier_day_are_told_as_they_were(cast: Cast) -> None:
    promised(cast.mira, cast.sam, *LATE, asked_on=MONDAY)
    day = MONDAY + timedelta(days=10)
    assert of_pair(cast.pair, day).hr_partner.eligible == 0
    assert of_pair(cast.pair, TODAY).hr_partner.eligible == 1


@pytest.mark.django_db
def test_a_report_has_the_day_on_which_it_was_made_whoever_says_otherwise(cast: Cast) -> None:
    """Nothing a form brings can date a report back: `Said` names no day for it."""
    made = promised(cast.mira, cast.sam, asked_on=MONDAY)
    with pytest.raises(NotPossible):
        say(made, Act.REPORT_DONE, cast.mira, week(3), Said(due_on=MONDAY))
    say(made, Act.REPORT_DONE, cast.mira, week(3))
    assert Move.objects.get(commitment=made, act=Act.REPORT_DONE).on == week(3)


@pytest.mark.django_db
def test_the_company_says_how_many_make_a_rate_and_how_far_back(cast: Cast) -> None:
    kept(cast.sam, cast.mira, 8)
    settings.set_value(
        known=BY_KEY["honour_min_n"], value=Decimal(9), reason="", by=cast.farid, at=at(MONDAY)
    )
    assert of_pair(cast.pair, TODAY).leader.honour_rate is None
    settings.set_value(
        known=BY_KEY["honour_window_days"],
        value=Decimal(30),
        reason="",
        by=cast.farid,
        at=at(MONDAY),
    )
    window = of_pair(cast.pair, TODAY).leader.window
    assert window and window.first == TODAY - timedelta(days=29)


QUARTER = date(2026, 7, 13)  # a Monday of the third quarter, closed since 15 October


def pairs_of_ana(cast: Cast) -> list[Pair]:
    """Eight of them, each leader with a line of their own."""
    leaders = (
        cast.kim, cast.ilse, cast.vera, cast.leo, cast.farid, cast.sam, cast.eva, cast.pia
    )  # fmt: skip
    return [
        make_pair(
            area=area(f"Line {number}", None),
            leader=leader,
            hr_partner=cast.ana,
            by=OPERATOR,
            at=at(date(2025, 1, 7)),
        )
        for number, leader in enumerate(leaders)
    ]


def eight(pair: Pair, *, taken_back: int = 0) -> None:
    """Some taken back with notice, the others missed without a word."""
    for number in range(8):
        sayings = [TAKEN_BACK] if number < taken_back else []
        promised(pair.leader, pair.hr_partner, *sayings, asked_on=QUARTER)


def test_eight_pairs_are_shown_without_a_name_and_seven_are_not(
    cast: Cast, sign_in: SignIn
) -> None:
    pairs = pairs_of_ana(cast)
    for pair in pairs[:7]:
        eight(pair)
    kept(cast.sam, cast.mira, 7, QUARTER)  # one too few for a rate
    seven = of_all_pairs(TODAY, reader=cast.helen)
    assert (seven.pairs, seven.spread, seven.reasons, seven.rate) == (7, (), {}, None)
    assert "Too few pairs" in what_helen_sees(cast, sign_in)
    eight(pairs[7], taken_back=8)
    shown = of_all_pairs(TODAY, reader=cast.helen)
    edges = [(int(each.high * 100), each.pairs) for each in shown.spread]
    assert edges == [(70, 8), (85, 0), (100, 0)]  # the one at half is told with those below it
    assert shown.reasons == {Reason.WAITING_FOR_DECISION: 8}
    assert shown.rate == Fraction(7 + 4, 64 + 7)  # with Sam's seven, who alone are no rate
    text = what_helen_sees(cast, sign_in)
    for told in ("8 pairs", "Under 70%", "85% and more", "Waiting for a decision"):
        assert told in text
    assert "Most often: Waiting for a decision, in 8 promises." in text
    step = re.search(r'href="([^"]+against=[^"]+)"', text)
    assert step
    form = sign_in(cast.helen).get(step[1]).text
    assert "across the company: Waiting for a decision." in form
    assert sign_in(cast.helen).get(f"{step[1]}_").status_code == 404
    fragment = sign_in(cast.helen).get(reverse("pairs:causes")).text
    assert fragment.startswith('<div id="causes">')
    for pair in pairs:
        for named in (pair.leader.last_name, pair.hr_partner.last_name, pair.area.name):
            assert named not in text
    for partner in (pairs[0].leader, pairs[0].hr_partner):  # who looks is not among those shown
        assert of_all_pairs(TODAY, reader=partner).spread == ()
    promised(cast.kim, cast.ana, asked_on=MONDAY)  # of this quarter
    assert of_all_pairs(TODAY, reader=cast.helen) == shown


def what_helen_sees(cast: Cast, sign_in: SignIn) -> str:
    """The page of the head of HR, without what every page carries."""
    text = sign_in(cast.helen).get(reverse("pairs:all_pairs")).text
    return text.split("<main", 1)[1].split("</main>", 1)[0]


def test_what_was_asked_is_counted_of_eight_pairs_for_the_head_of_hr_and_names_nobody(
    cast: Cast, sign_in: SignIn
) -> None:
    """Both sides at once, or neither; no way from it to a pair."""
    pairs = pairs_of_ana(cast)
    for pair in pairs[:7]:
        promised(pair.leader, pair.hr_partner, asked_on=QUARTER)
        promised(pair.hr_partner, pair.leader, asked_on=QUARTER)
    promised(pairs[7].leader, pairs[7].hr_partner, asked_on=QUARTER)
    seven = of_all_pairs(TODAY, reader=cast.helen)
    assert seven.asked is None  # seven HR partners were asked something
    assert "What became of what was asked" not in what_helen_sees(cast, sign_in)
    promised(pairs[7].hr_partner, pairs[7].leader, asked_on=QUARTER)
    asked = of_all_pairs(TODAY, reader=cast.helen).asked
    assert asked
    assert [each.number for each in asked.leaders] == [8, 0, 0]
    text = what_helen_sees(cast, sign_in)
    for told in ("What became of what was asked", "Of HR partners", "Answered within the reply"):
        assert told in text
    for pair in pairs:
        for named in (pair.leader.last_name, pair.hr_partner.last_name, pair.area.name):
            assert named not in text
    assert of_all_pairs(TODAY, reader=pairs[0].leader).asked is None  # without the reader's own


def questions(ask: Callable[[], object]) -> int:
    with CaptureQueriesContext(
        connection,
    ) as seen:
        ask()
    return len(seen)


@pytest.mark.django_db
def test_more_promises_and_pairs_are_no_more_questions(cast: Cast) -> None:
    few: list[int] = []
    for _ in range(2):
        kept(cast.mira, cast.sam, 2)
        kept(cast.ana, cast.mira, 2)
        few.append(
            questions(lambda: of_pair(cast.pair, TODAY))
            + questions(lambda: of_person(cast.mira, TODAY))
            + questions(lambda: of_all_pairs(TODAY, reader=cast.helen))
        )
    assert few[0] == few[1]


@pytest.mark.django_db
def test_what_both_call_outside_their_hands_counts_for_nobody_and_a_mark_of_one_changes_nothing(
    cast: Cast,
) -> None:
    kept(cast.mira, cast.sam, 1)
    slipped = promised(cast.mira, cast.sam, asked_on=week(3))
    say(slipped, Act.OUTSIDE_HANDS, cast.mira, week(7), Said(words="The road was closed."))
    mira = of_pair(cast.pair, TODAY).hr_partner
    assert (mira.eligible, mira.silent_misses) == (2, 1)
    say(slipped, Act.AGREE, cast.sam, week(7))
    mira = of_pair(cast.pair, TODAY).hr_partner
    assert (mira.eligible, mira.honour_rate, mira.silent_misses) == (1, None, 0)
    assert (mira.points, mira.renegotiated) == (Fraction(1), 0)
