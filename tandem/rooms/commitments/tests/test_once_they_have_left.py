"""Once the other one has left, no page and no letter offers to ask them anything."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from conftest import SignIn
from tandem.access.audit import OPERATOR
from tandem.organisation import absences
from tandem.organisation.deputies import accept, name_deputy
from tandem.organisation.models import AbsenceKind
from tandem.partnership.actions import make_pair
from tandem.partnership.commitments.actions import NotPossible, Said
from tandem.partnership.commitments.left import NOBODY_TO_ASK
from tandem.partnership.commitments.models import Commitment
from tandem.partnership.commitments.rules import Act, Reason
from tandem.partnership.registers import obligations, reminders
from tandem.partnership.testing import MONDAY, TUESDAY, Cast
from tandem.partnership.tests.test_leaving import leaves
from tandem.rooms.commitments.tests import stories
from tandem.rooms.commitments.tests.stories import FRIDAY, Story, says

HTMX = {"HX-Request": "true"}
TODAY = TUESDAY.date()
ASKS = ("Renegotiate", "will be asked", "Suggest ", "Pick a date", "Report done", "On track")
WITH_SAM: tuple[Story, ...] = (
    stories.mira_promised_sam, stories.it_slipped, stories.sam_asks_mira, stories.mira_offers_sam,
    stories.mira_says_yes_if, stories.mira_proposes_december, stories.mira_reports_it_done,
    stories.sam_asks_something_important, stories.mira_would_replace_it,
)  # fmt: skip


def url(promise: Commitment, act: str) -> str:
    return reverse("commitments:act", args=[promise.pk, act])


def text_of(page: Client, where: str) -> str:
    return page.get(where).text


@pytest.mark.parametrize("story", WITH_SAM)
def test_today_and_its_page_offer_to_let_go_or_to_ask_somebody_else_and_nothing_else(
    cast: Cast, sign_in: SignIn, story: Story
) -> None:
    promise = story(cast)
    leaves(cast.mira, TODAY)
    sam = sign_in(cast.sam)
    for where in ("/app/", promise.get_absolute_url(), "/app/promises/"):
        shown = text_of(sam, where)
        assert "Let it go" in shown, where
        assert "Ask somebody else" in shown, where
        assert "Mira no longer works here. You alone say what happens now." in shown, where
        assert not [asked for asked in ASKS if asked in shown], where
        assert "Answer by" not in shown


@pytest.mark.parametrize("story", [stories.mira_promised_sam, stories.it_slipped])
def test_who_promised_it_to_them_lets_go_and_is_not_asked_how_it_goes(
    cast: Cast, sign_in: SignIn, story: Story
) -> None:
    promise = story(cast)
    leaves(cast.sam, TODAY)
    shown = text_of(sign_in(cast.mira), promise.get_absolute_url())
    assert "Let it go" in shown
    assert "Ask somebody else" not in shown
    assert "What got in the way?" not in shown
    assert not [asked for asked in ASKS if asked in shown]
    assert not reminders(cast.mira, FRIDAY)


@pytest.mark.parametrize("story", WITH_SAM)
def test_of_all_that_is_open_with_them_one_line_asks(cast: Cast, story: Story) -> None:
    story(cast)
    leaves(cast.mira, TODAY)
    [asked] = obligations(cast.sam, TODAY)
    assert asked.url == reverse("commitments:before_you_go")
    assert asked.sentence == "Mira leaves or moves on: 1 promise between you is open."


def test_very_many_with_somebody_who_has_left_hide_nothing_of_the_others(cast: Cast) -> None:
    for _number in range(22):
        stories.asks(cast.mira, cast.sam)
    mine = stories.asks(cast.ana, cast.sam)
    leaves(cast.mira, TODAY)
    line, of_ana = obligations(cast.sam, TODAY)
    assert line.sentence == "People leave or move on, and 22 of your promises are with them."
    assert (of_ana.url, of_ana.more) == (mine.get_absolute_url(), 0)


@pytest.mark.parametrize("act", ["renegotiate", "release", "withdraw", "hand_over", "report_done"])
def test_a_page_that_was_open_before_is_told_kindly(cast: Cast, sign_in: SignIn, act: str) -> None:
    promise = stories.mira_promised_sam(cast)
    leaves(cast.mira, TODAY)
    sam = sign_in(cast.sam)
    posted = sam.post(url(promise, act), {"due_on": "2026-12-03", "words": "A week more"})
    assert posted.status_code == 422
    if act not in ("withdraw", "report_done"):  # these were never Sam's to say
        assert NOBODY_TO_ASK in posted.text
        assert "A week more" in posted.text
    promise.refresh_from_db()
    assert promise.state == "promised"


def test_nobody_says_it_past_the_page_either(cast: Cast) -> None:
    promise = stories.mira_promised_sam(cast)
    leaves(cast.mira, TODAY)
    said = Said(due_on=stories.IN_DECEMBER, reason=Reason.WAITING_FOR_DECISION)
    with pytest.raises(NotPossible, match="nobody is there to answer"):
        says(promise, Act.RENEGOTIATE, cast.sam, said, at=TUESDAY)


def test_what_they_reported_is_still_thanked_for(cast: Cast, sign_in: SignIn) -> None:
    promise = stories.mira_reports_it_done(cast)
    leaves(cast.mira, TODAY)
    sam = sign_in(cast.sam)
    for where in (promise.get_absolute_url(), reverse("commitments:before_you_go")):
        assert "Accept with thanks" in text_of(sam, where)
    assert "Closed with thanks." in sam.post(url(promise, "thank"), follow=True).text
    assert Commitment.objects.get(pk=promise.pk).state == "satisfied"


def test_a_draft_to_them_is_kept_or_discarded_and_not_sent(cast: Cast, sign_in: SignIn) -> None:
    draft = stories.drafts(cast.sam, cast.mira, due_on=FRIDAY)
    leaves(cast.mira, TODAY)
    sam = sign_in(cast.sam)
    shown = text_of(sam, draft.get_absolute_url())
    assert url(draft, "send_draft") not in shown
    assert "Discard" in shown
    assert "Let it go" not in shown
    assert (
        sam.post(url(draft, "send_draft"), {"what": "X", "due_on": "2026-12-03"}).status_code == 422
    )


def test_what_ended_is_not_opened_again(cast: Cast, sign_in: SignIn) -> None:
    ended = stories.sam_withdrew(cast)
    leaves(cast.mira, TODAY)
    shown = text_of(sign_in(cast.sam), ended.get_absolute_url())
    assert "Open it again" not in shown
    assert "Let it go" not in shown


def test_a_pair_that_ended_while_both_are_here_still_asks(cast: Cast, sign_in: SignIn) -> None:
    promise = stories.it_slipped(cast)
    make_pair(
        area=cast.areas.operations, leader=cast.sam, hr_partner=cast.leo, by=OPERATOR, at=TUESDAY
    )
    shown = text_of(sign_in(cast.sam), promise.get_absolute_url())
    assert "Pick a date" in shown
    assert "Only you and Mira can read this" in shown


def test_one_tap_lets_go_where_it_is_and_says_so(cast: Cast, sign_in: SignIn) -> None:
    first, second = stories.mira_promised_sam(cast), stories.mira_promised_sam(cast)
    leaves(cast.mira, TODAY)
    sam = sign_in(cast.sam)
    let_go = reverse("commitments:let_go", args=[first.pk])
    swapped = sam.post(let_go, headers=HTMX).text
    assert "It counts for neither of you." in swapped
    assert "Let go" in swapped
    assert "Replaced" not in swapped
    again = sam.post(let_go, headers=HTMX)
    assert again.status_code == 422
    assert "This is closed." in again.text
    there = reverse("commitments:let_go", args=[second.pk])
    back = sam.post(f"{there}?back=/app/")
    assert back.headers["Location"] == "/app/"
    assert sam.post(f"{there}?back=//evil.example/").headers["Location"].startswith("/app/promises")


def test_a_deputy_is_told_whose_word_it_is(cast: Cast, sign_in: SignIn) -> None:
    promise = stories.mira_promised_sam(cast)
    named = name_deputy(deputy=cast.kim, first=TODAY, last=FRIDAY, by=cast.sam, at=TUESDAY)
    accept(deputy=named, by=cast.kim, at=TUESDAY)
    leaves(cast.mira, TODAY)
    shown = text_of(sign_in(cast.kim), promise.get_absolute_url())
    assert "Mira no longer works here. Sam says what happens now." in shown
    assert "Let it go" not in shown
    assert "Only you and Sam can read this; Mira has left" in shown


def test_nobody_who_has_left_is_said_to_be_away(cast: Cast, sign_in: SignIn) -> None:
    promise = stories.mira_promised_sam(cast)
    absences.enter(
        person=cast.mira, kind=AbsenceKind.LEAVE, first=MONDAY.date(), last=FRIDAY, by=cast.mira,
        at=MONDAY,
    )  # fmt: skip
    leaves(cast.mira, TODAY)
    assert "is away" not in text_of(sign_in(cast.sam), promise.get_absolute_url())


def test_the_chip_says_who_reads_it_then(cast: Cast, sign_in: SignIn) -> None:
    promise = stories.mira_promised_sam(cast)
    sam, pair = sign_in(cast.sam), cast.pair.get_absolute_url()
    pages = (promise.get_absolute_url(), pair, f"{pair}kept/")
    for where in pages:
        assert "Only you and Mira can read this" in text_of(sam, where)
    leaves(cast.mira, TODAY)
    for where in (*pages, reverse("commitments:before_you_go")):
        shown = text_of(sam, where)
        assert "Only you can read this; Mira has left" in shown, where
        assert "Only you and Mira can read this" not in shown, where
    mira = sign_in(cast.mira)
    assert mira.get(promise.get_absolute_url()).status_code != 200, "who has left reads nothing"


def test_the_pair_page_and_the_list_of_pairs_ask_nobody_either(cast: Cast, sign_in: SignIn) -> None:
    stories.it_slipped(cast)
    leaves(cast.mira, TODAY)
    sam, pair = sign_in(cast.sam), cast.pair.get_absolute_url()
    shown = text_of(sam, pair)
    assert "new promise" not in shown
    assert "Is there something you would like to ask?" not in shown
    assert "yours to let go, or to ask of somebody else" in text_of(sam, "/app/partners/")


def test_until_their_last_day_is_over_they_are_asked(cast: Cast, sign_in: SignIn) -> None:
    promise = stories.mira_promised_sam(cast)
    leaves(cast.mira, TODAY + timedelta(days=1))
    shown = text_of(sign_in(cast.sam), promise.get_absolute_url())
    assert "Renegotiate" in shown
    assert "Let it go" not in shown
