"""The page on which two delete the words of old promises, and what other pages say afterwards."""

from __future__ import annotations

import pytest
from django.urls import reverse

from conftest import SignIn
from tandem.access.audit import record
from tandem.organisation import two_keys
from tandem.organisation.models import LegalReason
from tandem.partnership.commitments.models import Commitment
from tandem.partnership.commitments.tests.quarters import REPORT, THANKS, at, promised
from tandem.partnership.deleting.tests.old import (
    A_YEAR_AGO,
    JUNE,
    deleted,
    proposed,
    sams,
    that_ended,
)
from tandem.partnership.holds.actions import ask_to_hold
from tandem.partnership.testing import MONDAY, TUESDAY, Cast, WholeCast
from tandem.rooms.commitments.tests.stories import mira_promised_sam

GONE = "Words deleted by both of you"


def url(cast: Cast, act: str = "", proposal: object = None) -> str:
    if act == "propose":
        return reverse("commitments:propose_old_words", args=[cast.pair.pk])
    if act:
        return reverse("commitments:answer_old_words", args=[cast.pair.pk, proposal, act])
    return reverse("commitments:old_words", args=[cast.pair.pk])


def test_from_the_page_of_the_pair_to_words_that_are_gone(cast: Cast, sign_in: SignIn) -> None:
    made = sams(cast)
    sam, mira = sign_in(cast.sam), sign_in(cast.mira)
    assert url(cast) in sam.get(cast.pair.get_absolute_url()).text
    page = sam.get(url(cast)).text
    assert "A page" in page
    assert "The words of 1 promise can go." in page
    said = sam.post(url(cast, "propose"), follow=True).text
    assert "Proposed. Nothing goes before Mira says yes." in said
    assert "Delete these words for both of us" not in said
    assert url(cast) in mira.get("/app/").text
    asked = mira.get(url(cast))
    assert "Sam proposes to delete the words of 1 promise that ended before" in asked.text
    yes = url(cast, "yes", asked.context["proposal"].pk)
    done = mira.post(yes, follow=True).text
    assert "Deleted: the words of 1 promise." in done
    assert "A page" not in done
    for page in (made.get_absolute_url(), reverse("commitments:part", args=["done"])):
        shown = sam.get(page).text
        assert GONE in shown
        assert "It lies in the folder." not in shown
    assert "You two deleted its words" in sam.get(made.get_absolute_url()).text


def test_where_nothing_is_old_there_is_no_way_to_it_and_the_page_says_so(
    cast: Cast, sign_in: SignIn
) -> None:
    that_ended(cast, A_YEAR_AGO)
    sam = sign_in(cast.sam)
    assert url(cast) not in sam.get(cast.pair.get_absolute_url()).text
    assert "No words here are older than twelve months" in sam.get(url(cast)).text
    refused = sam.post(url(cast, "propose"))
    assert refused.status_code == 422
    assert "There are no words here that are old enough" in refused.text


def test_what_stays_for_now_is_named(cast: Cast, sign_in: SignIn) -> None:
    held_back, waits = sams(cast), mira_promised_sam(cast)
    waits.blocked_by, waits.blocked_by_promise = "promise", held_back
    record("test.waits", waits, by=cast.mira, at=TUESDAY)
    page = sign_in(cast.sam).get(url(cast)).text
    assert "Those that stay for now" in page
    assert "Propose to delete these words" not in page


def test_a_legal_hold_is_said_plainly(whole_cast: WholeCast, sign_in: SignIn) -> None:
    cast = whole_cast
    sams(cast)
    asked = ask_to_hold(
        what=cast.pair, legal_reason=LegalReason.CLAIM, why="A claim", by=cast.dana, at=MONDAY
    )
    two_keys.confirm(request=asked, by=cast.iris, at=MONDAY)
    sam = sign_in(cast.sam)
    page = sam.get(url(cast)).text
    assert "The law asks for this to be kept for now" in page
    assert "Propose to delete these words" not in page
    assert sam.post(url(cast, "propose")).status_code == 422
    assert Commitment.objects.get().what == "A page"


def test_a_tap_on_an_older_page_says_yes_to_nothing(cast: Cast, sign_in: SignIn) -> None:
    sams(cast)
    first = proposed(cast)
    sam, mira = sign_in(cast.sam), sign_in(cast.mira)
    sam.post(url(cast, "drop", first.pk))
    sam.post(url(cast, "propose"))
    late = mira.post(url(cast, "yes", first.pk))
    assert late.status_code == 422
    assert "It was taken back or done meanwhile." in late.text
    assert mira.post(url(cast, "certainly", first.pk)).status_code == 404
    assert Commitment.objects.get().what == "A page"


def test_partners_who_are_none_any_more_only_read(cast: Cast, sign_in: SignIn) -> None:
    sams(cast)
    cast.pair.end_on = TUESDAY.date()
    record("test.over", cast.pair, by=cast.farid, at=TUESDAY)
    sam = sign_in(cast.sam)
    assert "It takes the yes of both" in sam.get(url(cast)).text
    assert sam.post(url(cast, "propose")).status_code == 403


def test_the_timeline_and_what_follows_it_say_so_too(cast: Cast, sign_in: SignIn) -> None:
    made = sams(cast)
    follows = promised(cast.sam, cast.mira, REPORT, THANKS)
    follows = Commitment.objects.get(pk=follows.pk)
    follows.instead_of = made
    record("test.follows", follows, by=cast.sam, at=at(JUNE))
    deleted(cast)
    sam = sign_in(cast.sam)
    assert GONE in sam.get(follows.get_absolute_url()).text
    for page in (reverse("signals:list"), reverse("pairs:so_far", args=[cast.pair.pk])):
        assert sam.get(page).status_code == 200


@pytest.mark.parametrize("who", ["sam", "mira"])
def test_a_request_without_words_offers_no_other_nature(
    cast: Cast, sign_in: SignIn, who: str
) -> None:
    made = sams(cast)
    deleted(cast)
    browser = sign_in(getattr(cast, who))
    nature = reverse("commitments:nature", args=[made.pk, "strategic"])
    assert nature not in browser.get(made.get_absolute_url()).text
    assert browser.post(nature).status_code == 404
