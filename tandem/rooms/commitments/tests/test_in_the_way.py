"""What got in the way: asked of who does it once it slipped, with one tap, and never required."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client

from conftest import SignIn
from tandem.organisation import absences, deputies
from tandem.organisation.models import AbsenceKind
from tandem.partnership.commitments.actions import Said
from tandem.partnership.commitments.models import Commitment, Move
from tandem.partnership.commitments.reasons import MISS_REASONS
from tandem.partnership.commitments.rules import Act, Reason
from tandem.partnership.testing import MONDAY, TUESDAY, Cast
from tandem.rooms.commitments.tests import stories
from tandem.rooms.commitments.tests.stories import THEMES

HTMX = {"HX-Request": "true"}
TAP = re.compile(r'name="reason" value="(\w+)"')
ASKS = "Only if you like. Sam can read it, and nobody is scored by it."


@pytest.fixture
def mira(cast: Cast, sign_in: SignIn) -> Client:
    return sign_in(cast.mira)


def says_why(promise: Commitment) -> str:
    return f"{promise.get_absolute_url()}say_why/"


def test_a_slip_in_silence_asks_who_does_it_and_causes_stand_before_people(
    cast: Cast, mira: Client
) -> None:
    page = mira.get(stories.it_slipped(cast).get_absolute_url()).text
    assert ASKS in page
    assert TAP.findall(page) == [reason.value for reason in MISS_REASONS]
    assert page.index("Pick a date") < page.index(ASKS)  # what happens now comes first


def test_the_other_one_is_not_asked_and_reads_the_answer(
    cast: Cast, mira: Client, sign_in: SignIn
) -> None:
    promise, sam = stories.it_slipped(cast), sign_in(cast.sam)
    assert "Only if you like" not in sam.get(promise.get_absolute_url()).text
    said = {"reason": "waiting_for_decision", "words": "The budget came on Monday."}
    answer = mira.post(says_why(promise), said, follow=True).text
    assert "It helps to mend what gets in the way" in answer
    assert ASKS not in answer  # once is enough
    assert says_why(promise) in answer  # and another tap may put it right
    for client in (mira, sam):
        page = client.get(promise.get_absolute_url()).text
        assert "said what got in the way." in page
        assert "Waiting for a decision" in page
        assert "The budget came on Monday." in page


def test_reported_late_with_one_tap_the_row_asks_and_never_mind_leaves_it(
    cast: Cast, mira: Client
) -> None:
    promise = stories.it_slipped(cast)
    row = mira.post(f"{promise.get_absolute_url()}report_done/", headers=HTMX).text
    assert "Thank you. Sam will have a look." in row
    assert len(TAP.findall(row)) == len(MISS_REASONS)
    assert "Never mind" in row
    left = mira.get(promise.get_absolute_url(), headers=HTMX).text
    assert not TAP.findall(left)
    assert mira.post(says_why(promise), {"reason": "forgot"}, headers=HTMX).status_code == 200
    last = Move.objects.of(promise).latest("number")
    assert (last.act, last.reason, last.by) == (Act.SAY_WHY, Reason.FORGOT, cast.mira)


def test_who_is_thanked_meanwhile_can_still_say_it(cast: Cast, mira: Client) -> None:
    promise = stories.says(stories.it_slipped(cast), Act.REPORT_DONE, cast.mira, at=TUESDAY)
    stories.says(promise, Act.THANK, cast.sam, at=TUESDAY)
    assert ASKS in mira.get(promise.get_absolute_url()).text
    assert mira.post(says_why(promise), {"reason": "took_longer"}).status_code == 302


def test_a_new_date_brings_its_reason_so_nobody_is_asked_twice(cast: Cast, mira: Client) -> None:
    promise = stories.it_slipped(cast)
    said = {"due_on": "2026-12-03", "reason": "information_missing"}
    row = mira.post(f"{promise.get_absolute_url()}renegotiate/", said, headers=HTMX).text
    assert not TAP.findall(row)
    assert ASKS not in mira.get(promise.get_absolute_url()).text


def test_what_was_kept_by_its_day_is_not_asked(cast: Cast, mira: Client) -> None:
    promise = stories.mira_reports_it_done(cast)
    assert ASKS not in mira.get(promise.get_absolute_url()).text
    answer = mira.post(says_why(promise), {"reason": "forgot"})
    assert answer.status_code == 422
    assert not Move.objects.of(promise).filter(act=Act.SAY_WHY).exists()


def test_a_day_off_is_no_miss(cast: Cast, mira: Client) -> None:
    """Away on the agreed Friday, and done on the Monday after it."""
    friday = stories.LAST_FRIDAY
    absences.enter(
        person=cast.mira, kind=AbsenceKind.LEAVE, first=friday, last=friday + timedelta(days=2),
        by=cast.mira, at=MONDAY,
    )  # fmt: skip
    promise = stories.says(stories.it_slipped(cast), Act.REPORT_DONE, cast.mira)
    assert ASKS not in mira.get(promise.get_absolute_url()).text


def test_a_deputy_is_not_asked_for_somebody_else(cast: Cast, sign_in: SignIn) -> None:
    named = deputies.name_deputy(
        deputy=cast.kim, first=TUESDAY.date(), last=TUESDAY.date(), by=cast.mira, at=TUESDAY
    )
    deputies.accept(deputy=named, by=cast.kim, at=TUESDAY)
    page = sign_in(cast.kim).get(stories.it_slipped(cast).get_absolute_url())
    assert page.status_code == 200
    assert "Only if you like" not in page.text


@pytest.mark.parametrize("reason", ["", "bad_luck", "not_ours"])
def test_what_is_no_reason_is_told_and_the_word_is_kept(
    reason: str, cast: Cast, mira: Client
) -> None:
    promise = stories.it_slipped(cast)
    answer = mira.post(says_why(promise), {"reason": reason, "words": "A long week."})
    assert answer.status_code == 422
    assert "What got in the way?" in answer.text
    assert "A long week." in answer.text
    assert not Move.objects.of(promise).filter(act=Act.SAY_WHY).exists()


def test_the_customer_reads_what_was_reported_not_why_it_was_late(
    cast: Cast, mira: Client, sign_in: SignIn
) -> None:
    report = Said(words="It is in the shared folder.")
    promise = stories.says(stories.it_slipped(cast), Act.REPORT_DONE, cast.mira, report, TUESDAY)
    mira.post(says_why(promise), {"reason": "forgot", "words": "Sorry."})
    row = sign_in(cast.sam).get(promise.get_absolute_url(), headers=HTMX).text
    assert "It is in the shared folder." in row
    assert "It was forgotten" not in row


LINK = 'class="button quiet slim" href="{url}"'


@pytest.mark.parametrize("where", ["/app/", "/app/promises/"])
def test_beside_a_slipped_row_who_does_it_may_say_it_until_they_have(
    cast: Cast, mira: Client, sign_in: SignIn, where: str
) -> None:
    promise = stories.it_slipped(cast)
    link = LINK.format(url=says_why(promise))
    assert link in mira.get(where).text
    assert link not in sign_in(cast.sam).get(where).text, "of who waits for it nobody asks that"
    form = mira.get(says_why(promise), headers=HTMX).text
    assert TAP.findall(form) == [reason.value for reason in MISS_REASONS]
    row = mira.post(says_why(promise), {"reason": "forgot"}, headers=HTMX).text
    assert link not in row
    shown = mira.get(where).text
    assert THEMES in shown
    assert link not in shown, "once is enough"


def test_a_row_that_has_not_slipped_or_is_somebody_elses_asks_nothing(
    cast: Cast, mira: Client, sign_in: SignIn
) -> None:
    in_time = stories.mira_promised_sam(cast)
    assert says_why(in_time) not in mira.get("/app/").text
    slipped = stories.it_slipped(cast)
    today = TUESDAY.date()
    named = deputies.name_deputy(deputy=cast.kim, first=today, last=today, by=cast.mira, at=TUESDAY)
    deputies.accept(deputy=named, by=cast.kim, at=TUESDAY)
    shown = sign_in(cast.kim).get("/app/").text
    assert THEMES in shown
    assert says_why(slipped) not in shown
