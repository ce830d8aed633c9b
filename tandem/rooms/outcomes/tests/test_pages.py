"""An outcome on its pages: proposed, accepted, read off, ended, and what others read of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from conftest import ItIs, SignIn
from tandem.access.audit import OPERATOR
from tandem.partnership.actions import make_pair
from tandem.partnership.models import CoOwnedOutcome, Outcome, OutcomeReading
from tandem.partnership.outcomes import actions
from tandem.partnership.outcomes.rules import Act, State
from tandem.partnership.outcomes.tests.stories import (
    NAME,
    OTHERS,
    TERMS,
    accepted,
    changed,
    co_owned,
    holding,
    proposed,
    read,
)
from tandem.partnership.registers import obligations
from tandem.partnership.testing import FRIDAY, MONDAY, TUESDAY, Cast, leave

LIST = "/app/outcomes/"


def wording(**more: str) -> dict[str, str]:
    return {
        "name": NAME, "measured_by": TERMS.measured_by, "unit": "%", "start": "42", "target": "20",
        "by_on": "2027-06-30", "leader_part": TERMS.leader_part, "hr_part": TERMS.hr_part,
        "measure": "", "seen": "",
    } | more  # fmt: skip


def url(outcome: Outcome, act: str = "") -> str:
    return f"{LIST}{outcome.pk}/{act}/" if act else f"{LIST}{outcome.pk}/"


def head(page: str) -> str:
    """What stands above the first card."""
    return page[page.index('<header class="page-head">') :].partition("</header>")[0]


def new(cast: Cast) -> str:
    return f"{LIST}new/{cast.pair.pk}/"


# ---- from proposed to owned by both


def test_one_proposes_and_the_other_accepts(cast: Cast, sign_in: SignIn) -> None:
    answer = sign_in(cast.sam).post(new(cast), wording(), follow=True)
    assert "Proposed. Mira is asked to accept it." in answer.text
    assert "Accepted by Sam" in answer.text
    outcome = Outcome.objects.get()
    assert "Once both of you have accepted it, the leaders and HR people" in (
        sign_in(cast.sam).get(new(cast)).text
    )
    page = sign_in(cast.mira).get(url(outcome)).text
    with_it = "With your yes both of you own it, and the leaders and HR people of Operations"
    assert with_it in page, "said before it is done"
    assert with_it not in sign_in(cast.sam).get(url(outcome)).text
    assert head(page).count("Only you and Sam") == 1
    for said in (NAME, "From 42 % to 20 % by 30 Jun 2027", TERMS.leader_part, TERMS.hr_part):
        assert said in page
    assert "Waiting for your yes since Tue 24 Nov" in page
    answer = sign_in(cast.mira).post(
        url(outcome, "accept"), {"seen": outcome.terms.mark}, follow=True
    )
    assert "Both of you own it now." in answer.text
    assert "Only you and Sam" not in head(answer.text), "its words are read by more people now"
    assert "Too early to tell" in head(answer.text)
    assert "Both own it" in answer.text
    assert "Accepted Tue 24 Nov, 08:00" in answer.text or "Accepted Tue 24 Nov" in answer.text


def test_nobody_is_asked_about_themselves_as_about_somebody_else(
    cast: Cast, sign_in: SignIn
) -> None:
    for who, mine, other in (
        (cast.sam, "leader_part", "What Mira does for it"),
        (cast.mira, "hr_part", "What Sam does for it"),
    ):
        page = sign_in(who).get(new(cast)).text
        assert f'<label for="id_{mine}">What you do for it' in page
        assert other in page
        assert page.index("can read it. The numbers you enter") < page.index("<button>Propose")


def test_proposing_is_not_accepting_where_one_wants_to_think(cast: Cast, sign_in: SignIn) -> None:
    sign_in(cast.sam).post(new(cast), wording(later="1"))
    assert Outcome.objects.get().state == State.PROPOSED


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("name", "", "Say what both of you answer for."),
        ("measured_by", "", "Say how both of you will see it."),
        ("target", "", "Say the value as a number."),
        ("target", "many", "Say the value as a number."),
        ("target", "NaN", "Say the value as a number."),
        ("start", "1e400", "Ensure that there are no more than"),
        ("by_on", "", "Name the day."),
        ("by_on", "2026-11-24", "The target’s day lies after the day on which it is agreed."),
        ("leader_part", " ", "Say it in a sentence."),
        ("hr_part", "x" * 281, "Ensure this value has at most 280 characters"),
        ("measure", "K99", "Select a valid choice."),
    ],
)
def test_a_faulty_form_comes_back_with_its_reason(
    cast: Cast, sign_in: SignIn, field: str, value: str, said: str
) -> None:
    answer = sign_in(cast.sam).post(new(cast), wording(**{field: value}))
    assert answer.status_code == 422
    assert said in answer.text
    assert not Outcome.objects.exists()


def test_a_change_says_that_nobody_has_accepted_it(cast: Cast, sign_in: SignIn) -> None:
    outcome = co_owned(cast.pair)
    sam = sign_in(cast.sam)
    assert f'value="{outcome.terms.mark}"' in sam.get(url(outcome, "change")).text
    answer = sam.post(
        url(outcome, "change"), wording(target="25", seen=outcome.terms.mark), follow=True
    )
    assert "Changed. Mira is asked to accept it." in answer.text
    assert "the one of 23 Nov 2026 holds (v1)" in answer.text


def test_who_has_an_old_wording_before_them_is_told(cast: Cast, sign_in: SignIn) -> None:
    outcome = proposed(cast.pair, cast.sam)
    seen = outcome.terms.mark
    changed(outcome, cast.sam)
    mira = sign_in(cast.mira)
    answer = mira.post(url(outcome, "accept"), {"seen": seen})
    assert answer.status_code == 422
    assert "Your partner has just changed this outcome." in answer.text
    answer = mira.post(url(outcome, "change"), wording(seen=seen))
    assert answer.status_code == 422
    assert TERMS.hr_part in answer.text  # what was typed stays
    assert mira.post(url(outcome, "accept")).status_code == 400


def test_an_act_that_is_none_is_not_there(cast: Cast, sign_in: SignIn) -> None:
    outcome = proposed(cast.pair, cast.sam)
    assert sign_in(cast.sam).post(url(outcome, "approve")).status_code == 404


# ---- values, and how it goes


def test_a_value_says_how_it_goes(cast: Cast, sign_in: SignIn, it_is: ItIs) -> None:
    outcome = co_owned(cast.pair)
    line = "35 % on Sat 20 Feb. On a straight line to the target it would be 33.1 %."
    with it_is(MONDAY.replace(year=2027, month=2, day=23)):
        sam = sign_in(cast.sam)
        assert "No value has been entered yet." in sam.get(url(outcome)).text
        data = {"value": "35", "on": "2027-02-20", "note": "Peak is over"}
        answer = sam.post(url(outcome, "reading"), data, follow=True)
        assert "Off track" in answer.text
        assert line in answer.text
        assert "Peak is over" in sign_in(cast.mira).get(url(outcome)).text
        sam.post(url(outcome, "reading"), data | {"value": "30"})
        assert "On track" in sam.get(url(outcome)).text
    assert OutcomeReading.objects.count() == 1


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("value", "", "Say the value as a number."),
        ("value", "less", "Say the value as a number."),
        ("on", "", "Name the day."),
        ("on", "2026-11-25", "This day is still to come."),
        ("note", "x" * 281, "at most 280 characters"),
    ],
)
def test_a_faulty_value_comes_back_with_its_reason(
    cast: Cast, sign_in: SignIn, field: str, value: str, said: str
) -> None:
    outcome = co_owned(cast.pair)
    data = {"value": "40", "on": "2026-11-23", "note": ""} | {field: value}
    answer = sign_in(cast.sam).post(url(outcome, "reading"), data)
    assert answer.status_code == 422
    assert said in answer.text
    assert not OutcomeReading.objects.exists()


def test_no_colour_says_how_it_goes(cast: Cast, sign_in: SignIn) -> None:
    """A word and a shape each; never red, amber, green."""
    outcome = co_owned(cast.pair)
    text = sign_in(cast.sam).get(url(outcome)).text
    assert "Too early to tell" in text
    for never in ("red", "amber", "green"):
        assert f'"{never}"' not in text


@pytest.mark.parametrize(("days", "said"), [(44, "Too early to tell"), (45, "Cannot tell")])
def test_what_has_just_begun_is_too_early_to_tell_and_later_it_cannot_be_told(
    cast: Cast, sign_in: SignIn, it_is: ItIs, days: int, said: str
) -> None:
    outcome = co_owned(cast.pair)
    with it_is(MONDAY + timedelta(days=days)):
        assert said in head(sign_in(cast.sam).get(url(outcome)).text)


def test_after_its_day_an_old_value_says_nothing_and_one_of_its_day_does(
    cast: Cast, sign_in: SignIn, it_is: ItIs
) -> None:
    outcome = co_owned(cast.pair)
    before = outcome.by_on - timedelta(days=1)
    with it_is(MONDAY + (outcome.by_on - MONDAY.date())):
        sam = sign_in(cast.sam)
        sam.post(url(outcome, "reading"), {"value": "20", "on": before.isoformat(), "note": ""})
        assert "On track" in head(sam.get(url(outcome)).text)
    with it_is(MONDAY + (outcome.by_on - MONDAY.date()) + timedelta(days=1)):
        sam = sign_in(cast.sam)
        text = sam.get(url(outcome)).text
        assert "Cannot tell" in head(text)
        assert "Its day has passed, and the last value is of Tue 29 Jun." in text
        sam.post(
            url(outcome, "reading"), {"value": "20", "on": outcome.by_on.isoformat(), "note": ""}
        )
        assert "On track" in head(sam.get(url(outcome)).text)


# ---- the end


@pytest.mark.parametrize(
    ("act", "said", "chip"),
    [
        ("meet", "Called met.", "Met"),
        ("not_meet", "Called not met.", "Not met"),
        ("retire", "Let go.", "Let go"),
    ],
)
def test_either_ends_it_and_the_other_takes_it_up(
    cast: Cast, sign_in: SignIn, act: str, said: str, chip: str
) -> None:
    outcome = co_owned(cast.pair)
    answer = sign_in(cast.sam).post(url(outcome, act), follow=True)
    assert said in answer.text
    assert chip in answer.text
    assert "Enter the value" not in answer.text
    answer = sign_in(cast.mira).post(url(outcome, "take_up"), follow=True)
    assert "Taken up again." in answer.text


def test_what_is_not_owned_by_both_is_not_called_met(cast: Cast, sign_in: SignIn) -> None:
    outcome = proposed(cast.pair, cast.sam)
    sam = sign_in(cast.sam)
    assert ">Met<" not in sam.get(url(outcome)).text
    answer = sam.post(url(outcome, "meet"))
    assert (answer.status_code, "Both of you accept the wording first." in answer.text) == (
        422,
        True,
    )


# ---- what others read


def test_the_areas_people_read_the_wording_and_no_value(cast: Cast, sign_in: SignIn) -> None:
    outcome = co_owned(cast.pair)
    read(outcome, cast.mira, "37.25", MONDAY.date(), "Between us", TUESDAY)
    vera = sign_in(cast.vera)
    assert NAME in vera.get(LIST).text
    text = vera.get(holding(outcome).get_absolute_url()).text
    for said in (NAME, TERMS.leader_part, TERMS.hr_part, "Sam Lindqvist", "Mira Okafor"):
        assert said in text
    assert "Last visible act:" in text
    assert "Entered a value, Tue 24 Nov" in text
    for hidden in ("37.25", "37,25", "Between us", "On track", "Off track", "Cannot tell"):
        assert hidden not in text


def test_nobody_else_reads_what_is_being_agreed(cast: Cast, sign_in: SignIn) -> None:
    outcome = changed(co_owned(cast.pair), cast.sam, replace(OTHERS, name="Quite another"))
    for who in (cast.vera, cast.helen, cast.eva):
        client = sign_in(who)
        assert "Quite another" not in client.get(LIST).text
        assert "Quite another" not in client.get(holding(outcome).get_absolute_url()).text
        assert NAME in client.get(LIST).text  # what both had accepted holds


def test_both_say_that_everybody_may_read_it(cast: Cast, sign_in: SignIn) -> None:
    outcome = co_owned(cast.pair)
    sam, mira, kim = (sign_in(who) for who in (cast.sam, cast.mira, cast.kim))
    owned = holding(outcome).get_absolute_url()
    answer = sam.post(url(outcome, "publish"), follow=True)
    assert "Everybody can read it once Mira says so, too." in answer.text
    assert kim.get(owned).status_code == 404
    assert "Sam wants everybody to read it." in mira.get(url(outcome)).text
    assert "Everybody here can read it now." in mira.post(url(outcome, "publish"), follow=True).text
    assert NAME in kim.get(owned).text
    assert NAME in kim.get(LIST).text
    sam.post(url(outcome, "take_back"))
    assert kim.get(owned).status_code == 404


def test_a_new_partner_finds_what_the_area_owned(cast: Cast, sign_in: SignIn) -> None:
    outcome = co_owned(cast.pair)
    owned = holding(outcome)
    make_pair(
        area=cast.areas.operations, leader=cast.sam, hr_partner=cast.leo, by=OPERATOR, at=MONDAY
    )
    leo = sign_in(cast.leo)
    assert "Needs an owner" in leo.get(LIST).text
    assert "Take it over" in leo.get(owned.get_absolute_url()).text
    answer = leo.post(f"{owned.get_absolute_url()}take-over/", follow=True)
    assert "Taken over, for your part. Sam is asked, too." in answer.text
    fresh = Outcome.objects.exclude(pk=outcome.pk).get()
    assert leo.get(url(outcome)).status_code == 404  # the values of the two before
    accepted(fresh, cast.sam, TUESDAY)
    assert "Needs an owner" not in leo.get(LIST).text


def test_whose_day_is_over_is_not_taken_over_as_it_is(
    cast: Cast, sign_in: SignIn, it_is: ItIs
) -> None:
    owned = holding(co_owned(cast.pair))
    make_pair(
        area=cast.areas.operations, leader=cast.sam, hr_partner=cast.leo, by=OPERATOR, at=MONDAY
    )
    with it_is(MONDAY.replace(year=2028)):
        answer = sign_in(cast.leo).post(f"{owned.get_absolute_url()}take-over/", follow=True)
    assert "The target’s day lies after the day on which it is agreed." in answer.text
    assert Outcome.objects.count() == 1


# ---- the page of the pair


def pair_page(cast: Cast, client: Client) -> str:
    return client.get(cast.pair.get_absolute_url()).text


def test_the_pair_page_shows_what_both_answer_for(cast: Cast, sign_in: SignIn) -> None:
    text = pair_page(cast, sign_in(cast.sam))
    assert "No outcome has your two names yet." in text
    assert new(cast) in text
    outcome = co_owned(cast.pair)
    second = replace(TERMS, name="A second")
    changed(co_owned(cast.pair, second), cast.mira, replace(second, target=Decimal(5)))
    text = pair_page(cast, sign_in(cast.sam))
    assert f'<a href="{url(outcome)}">{NAME}</a>' in text
    assert "From 42 % to 20 % by 30 Jun 2027" in text
    assert text.index("A second") < text.index(NAME)  # what waits comes first


def test_what_has_ended_leaves_the_pair_page_and_stays_in_its_story(
    cast: Cast, sign_in: SignIn
) -> None:
    outcome = co_owned(cast.pair)
    actions.end(outcome=outcome, act=Act.MEET, by=cast.sam, at=TUESDAY)
    mira = sign_in(cast.mira)
    assert f'id="outcome-{outcome.pk}"' not in pair_page(cast, mira)
    text = mira.get(reverse("pairs:so_far", args=[cast.pair.pk])).text
    assert "An outcome was called met:" in text
    assert "You both own an outcome:" in text


def test_a_pair_with_outcomes_stays_within_its_questions(cast: Cast, sign_in: SignIn) -> None:
    for name in "abcdefg":
        outcome = co_owned(cast.pair, replace(TERMS, name=name))
        read(outcome, cast.sam, "40", MONDAY.date())
    sam = sign_in(cast.sam)
    pair_page(cast, sam)
    with CaptureQueriesContext(connection) as queries:
        text = pair_page(cast, sam)
    assert "2 more outcomes" in text
    assert sum(each["sql"].startswith("SELECT") for each in queries) <= 15


def test_a_pair_that_is_over_keeps_its_outcomes_and_adds_none(cast: Cast, sign_in: SignIn) -> None:
    outcome = co_owned(cast.pair)
    make_pair(
        area=cast.areas.operations, leader=cast.sam, hr_partner=cast.leo, by=OPERATOR, at=MONDAY
    )
    mira = sign_in(cast.mira)
    assert new(cast) not in pair_page(cast, mira)
    assert mira.get(new(cast)).status_code == 404
    page = mira.get(url(outcome))
    assert NAME in page.text
    assert "Accept this wording" not in page.text
    assert "Enter the value" not in page.text


def test_ten_years_later_it_still_reads(cast: Cast, sign_in: SignIn, it_is: ItIs) -> None:
    outcome = co_owned(cast.pair, replace(TERMS, start=Decimal("0.5"), by_on=date(2036, 1, 1)))
    with it_is(FRIDAY.replace(year=2036)):
        text = sign_in(cast.sam).get(url(outcome)).text
    assert "From 0.5 % to 20 % by 1 Jan 2036" in text
    assert CoOwnedOutcome.objects.count() == 1


def test_a_measure_tandem_counts_leads_to_the_numbers(cast: Cast, sign_in: SignIn) -> None:
    outcome = co_owned(cast.pair, replace(TERMS, measure="K03"))
    text = sign_in(cast.sam).get(url(outcome)).text
    question = "Of every head we had, how many chose to leave the organisation?"
    assert f'<a href="{cast.areas.operations.get_absolute_url()}">{question}</a>' in text


def test_once_one_has_left_no_page_asks_the_other_to_agree(cast: Cast, sign_in: SignIn) -> None:
    outcome = proposed(cast.pair, cast.mira, accepting=True)
    browser = sign_in(cast.sam)
    leave(cast.mira)
    page = browser.get(url(outcome)).text
    assert "Mira works here no more." in page
    assert "Accept this wording" not in page
    assert url(outcome, "change") not in page
    new = reverse("outcomes:new", args=[cast.pair.pk])
    for each in (LIST, cast.pair.get_absolute_url()):
        text = browser.get(each).text
        assert new not in text
        assert "Waiting for your yes" not in text
    seen = outcome.terms.mark
    answer = browser.post(url(outcome, "accept"), {"seen": seen})
    assert (answer.status_code, "Mira works here no more." in answer.text) == (422, True)
    answer = browser.post(new, wording())
    assert (answer.status_code, "Mira works here no more." in answer.text) == (422, True)
    assert NAME in answer.text
    assert not [each for each in obligations(cast.sam, TUESDAY.date()) if url(outcome) in each.url]
