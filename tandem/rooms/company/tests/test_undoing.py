"""An applied import is taken back from its page as a whole, or the page says what is in the way."""

import os
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from conftest import SignIn
from tandem.access.audit import OPERATOR
from tandem.access.models import Event
from tandem.organisation import actions
from tandem.organisation.intake.applying import folder_of
from tandem.organisation.models import Area, Import, ImportState, Person
from tandem.partnership.testing import TUESDAY, Cast
from tandem.rooms.company import uploads
from tandem.rooms.company.clearing import clear_uploads
from tandem.rooms.company.tests.test_imports import GOOD, MISTAKES, upload
from tandem.rooms.company.tests.test_mending import say


@pytest.fixture
def farid(cast: Cast, sign_in: SignIn) -> Client:
    return sign_in(cast.farid)


def brought_in(client: Client) -> tuple[str, Import]:
    page = upload(client, *GOOD)
    import_ = Import.objects.waiting().get()
    client.post(reverse("company:apply", args=[import_.pk]))
    return page, import_


def test_undone_people_and_areas_are_as_they_were(farid: Client) -> None:
    before = Person.objects.count(), Area.objects.count()
    page, import_ = brought_in(farid)
    assert "Undo this import" in farid.get(page).text
    farid.post(reverse("company:undo", args=[import_.pk]))
    text = farid.get(page).text
    assert "This import was undone." in text
    assert (Person.objects.count(), Area.objects.count()) == before
    assert Event.objects.filter(what="import.undone").count() == 1


def test_what_grew_on_it_is_named_and_nothing_is_removed(farid: Client) -> None:
    page, import_ = brought_in(farid)
    somebody = Person.objects.get(number="2")
    actions.open_account(person=somebody, email="adeel@varnholm.example", by=OPERATOR, at=TUESDAY)
    text = farid.get(page).text
    assert "cannot be taken back as things stand" in text
    assert "Adeel Barani" in text
    assert "Undo this import" not in text
    farid.post(reverse("company:undo", args=[import_.pk]))
    import_.refresh_from_db()
    assert import_.state == ImportState.APPLIED
    assert Person.objects.filter(number="2").exists()


def test_after_an_undo_the_same_file_can_be_brought_in_again(farid: Client) -> None:
    _, import_ = brought_in(farid)
    farid.post(reverse("company:undo", args=[import_.pk]))
    page, _again = brought_in(farid)
    assert "3 rows are in." in farid.get(page).text


def answered_and_undone(client: Client) -> Import:
    """The row of a day that does not exist was answered, brought in, and taken back."""
    upload(client, *GOOD, MISTAKES[0])
    say(client, 5, "offer-0")
    import_ = Import.objects.waiting().get()
    client.post(reverse("company:apply", args=[import_.pk]))
    client.post(reverse("company:undo", args=[import_.pk]))
    return import_


def test_the_same_file_once_more_knows_the_answers(farid: Client) -> None:
    answered_and_undone(farid)
    text = farid.get(upload(farid, *GOOD, MISTAKES[0])).text
    assert "All 4 rows are ready." in text
    assert "1 answer of yours" in text


def test_answers_taken_back_then_stay_taken_back(farid: Client) -> None:
    answered_and_undone(farid)
    upload(farid, *GOOD, MISTAKES[0])
    waiting = Import.objects.waiting().get()
    farid.post(reverse("company:take_answers_back", args=[waiting.pk]), {"all": "yes"})
    page = reverse("company:import", args=[Import.objects.waiting().get().pk])
    assert "One row needs a word from you." in farid.get(page).text


def test_another_file_is_asked_about_anew(farid: Client) -> None:
    answered_and_undone(farid)
    text = farid.get(upload(farid, *GOOD[1:], MISTAKES[0])).text
    assert "1 answer of yours" not in text


def test_answers_are_kept_for_two_weeks_from_the_undo(farid: Client) -> None:
    import_ = answered_and_undone(farid)
    answers = folder_of(uploads.uploads(), import_.pk) / "answers.json"
    assert answers.exists()
    long_ago = (TUESDAY - timedelta(days=15)).timestamp()
    os.utime(answers, (long_ago, long_ago))
    clear_uploads(at=TUESDAY)
    assert not answers.exists()


def test_a_duty_given_by_mistake_no_longer_stands_in_the_way(farid: Client, cast: Cast) -> None:
    page, import_ = brought_in(farid)
    bakery = Area.objects.get(name="Bakery")
    given = actions.set_hr_partner(area=bakery, person=cast.mira, by=OPERATOR, at=TUESDAY)
    text = farid.get(page).text
    assert "1 duty for an area about Bakery came after this import." in text
    assert "Block(" not in text
    farid.post(reverse("company:end_duty", args=[given.pk]), {"never": "yes"})
    farid.post(reverse("company:undo", args=[import_.pk]))
    import_.refresh_from_db()
    assert import_.state == ImportState.UNDONE
