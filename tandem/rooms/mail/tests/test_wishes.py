"""How one wishes mail, stops it with one tap, and what is said of an address that does not work."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from conftest import SignIn
from tandem.access.models import Event
from tandem.partnership.testing import TUESDAY, Cast
from tandem.rooms.mail.actions import came_back, mailbox_of, stop, works
from tandem.rooms.mail.models import Mailbox
from tandem.rooms.mail.rules import Rhythm
from tandem.rooms.mail.tests.post import SITE, Post
from tandem.rooms.mail.tests.stories import sam_asks_mira

URL = reverse("mail:wishes")
MONDAYS = {
    "rhythm": "weekly", "minute": "510", "urgent": "", "quiet_from": "1080", "quiet_until": "480"
}  # fmt: skip


def test_the_page_begins_with_what_is_usual(cast: Cast, sign_in: SignIn) -> None:
    shown = sign_in(cast.mira).get(URL)
    assert 'value="working_days" id="id_rhythm_0" required checked' in shown.text
    for chosen in ("450", "1140", "420"):
        assert f'<option value="{chosen}" selected>' in shown.text
    assert "mira.okafor@varnholm.example" in shown.text
    assert "The hours are those of UTC." in shown.text


def test_what_is_chosen_is_kept_with_one_event_and_again_changes_nothing(
    cast: Cast, sign_in: SignIn
) -> None:
    client = sign_in(cast.mira)
    for _ in range(2):
        assert client.post(URL, MONDAYS).status_code == 302
    kept = Mailbox.objects.get(person=cast.mira)
    assert (kept.rhythm, kept.minute, kept.urgent) == (Rhythm.WEEKLY, 510, False)
    assert (kept.quiet_from, kept.quiet_until) == (1080, 480)
    assert Event.objects.filter(what="mail.wishes_set", about=cast.mira.pk).count() == 1


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"minute": "0"}, "That lies in your quiet hours."),
        ({"minute": "1"}, "Select a valid choice."),
        ({"rhythm": "hourly"}, "Select a valid choice."),
        ({"quiet_from": ""}, "This field is required."),
    ],
)
def test_what_cannot_be_is_said_and_nothing_changes(
    cast: Cast, sign_in: SignIn, given: dict[str, str], says: str
) -> None:
    answer = sign_in(cast.mira).post(URL, MONDAYS | given)
    assert answer.status_code == 422
    assert says in answer.text
    assert not Mailbox.objects.exists()


# ---- stopping


@pytest.fixture
def stop_link(post: Post, cast: Cast) -> str:
    """As a letter to Mira has it in its head, on this machine."""
    sam_asks_mira(cast)
    [letter] = post.at(TUESDAY)
    return str(letter["List-Unsubscribe"]).strip("<> ").removeprefix(SITE)


def test_a_mail_program_stops_it_with_one_post(post: Post, cast: Cast, stop_link: str) -> None:
    program = Client(enforce_csrf_checks=True)
    said = program.post(stop_link, {"List-Unsubscribe": "One-Click"})
    assert said.status_code == 200
    assert said.cookies == {}
    assert post.at(TUESDAY + timedelta(days=1)) == []
    sam_asks_mira(cast, due_on=TUESDAY.date() + timedelta(days=1), at=TUESDAY)
    assert post.at(TUESDAY + timedelta(hours=3)) == []
    assert Event.objects.filter(what="mail.stopped", about=cast.mira.pk).count() == 1


def test_a_link_in_the_letter_asks_first(post: Post, cast: Cast, stop_link: str) -> None:
    for look in (Client().get, Client().head):
        assert look(stop_link).status_code == 200
    assert "No more letters?" in Client().get(stop_link).text
    assert mailbox_of(cast.mira).rhythm == Rhythm.WORKING_DAYS
    for _ in range(2):
        assert "No more letters." in Client().post(stop_link).text
    assert mailbox_of(cast.mira).rhythm == Rhythm.NEVER


def test_who_stopped_it_can_have_it_again(cast: Cast, sign_in: SignIn) -> None:
    stop(person=cast.mira, at=TUESDAY)
    sign_in(cast.mira).post(URL, MONDAYS | {"urgent": "on"})
    kept = mailbox_of(cast.mira)
    assert (kept.rhythm, kept.urgent) == (Rhythm.WEEKLY, True)


# ---- an address that does not work


def test_the_person_sees_it_and_says_that_it_works_again(cast: Cast, sign_in: SignIn) -> None:
    came_back(person=cast.mira, address=cast.mira.email, at=TUESDAY)
    client = sign_in(cast.mira)
    assert "the mail server took nothing for mira.okafor@varnholm.example" in client.get(URL).text
    assert client.post(reverse("mail:try_again")).status_code == 302
    assert works(mailbox_of(cast.mira))
    assert "took nothing" not in client.get(URL).text


def test_who_invites_people_sees_whose_address_it_is_and_nobody_elses(
    cast: Cast, sign_in: SignIn
) -> None:
    came_back(person=cast.mira, address=cast.mira.email, at=TUESDAY)
    came_back(person=cast.kim, address="an.old.one@varnholm.example", at=TUESDAY)
    shown = sign_in(cast.farid).get(reverse("mail:returned"))
    assert "1 person" in shown.text
    assert "Mira Okafor" in shown.text
    assert "Kim Bakker" not in shown.text  # that address is another by now


def test_of_an_address_that_came_back_only_a_keyed_hash_is_kept(cast: Cast) -> None:
    came_back(person=cast.mira, address=cast.mira.email, at=TUESDAY)
    kept = Mailbox.objects.get(person=cast.mira)
    assert len(kept.returned_for) == 64
    assert not works(kept)
    cast.mira.email = cast.mira.email.upper()
    assert not works(mailbox_of(cast.mira)), "capitals make no other address"
