"""An applied import is taken back from its page as a whole, or the page says what is in the way."""

import os
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from conftest import SignIn
from tandem.access.audit import OPERATOR
from tandem.access.models import Event
from tandem.organisation import actions, duties
from tandem.organisation.intake.applying import folder_of
from tandem.organisation.models import Area, Assignment, Import, ImportState, Person
from tandem.partnership.testing import HIRED, TUESDAY, Cast, pair_up
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


def test_another_row_is_asked_about_anew(farid: Client) -> None:
    answered_and_undone(farid)
    text = farid.get(upload(farid, *GOOD[1:], MISTAKES[0].replace("Omar", "Oma"))).text
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


def said_to_be_hr_partner(client: Client, name: str) -> None:
    area = Area.objects.get(name=name)
    data = {"areas": [area.pk], "why": "I answer for it"}
    assert client.post(reverse("company:mine"), data).status_code == 302


def of_a_new_company(client: Client) -> tuple[str, Import]:
    page = upload(client, "1,Bo,Maas,Mill,,,01.03.2019,", "2,Al,Ek,Shop,,,01.03.2019,")
    import_ = Import.objects.waiting().get()
    client.post(reverse("company:apply", args=[import_.pk]))
    return page, import_


def test_a_duty_the_page_offered_goes_with_the_import(farid: Client, cast: Cast) -> None:
    before = Assignment.objects.count()
    page, import_ = of_a_new_company(farid)
    said_to_be_hr_partner(farid, "Mill")
    text = farid.get(page).text
    assert f"said after it: {cast.farid.name} is HR partner of Mill." in text
    farid.post(reverse("company:undo", args=[import_.pk]))
    assert "This import was undone." in farid.get(page).text
    assert Assignment.objects.count() == before
    assert Event.objects.filter(what="area.hr_partner.taken_back").count() == 1
    assert not Area.objects.filter(name="Mill").exists()


def test_a_duty_that_somebody_else_gave_stands_in_the_way(farid: Client, cast: Cast) -> None:
    page, _import = of_a_new_company(farid)
    mill = Area.objects.get(name="Mill")
    actions.set_hr_partner(area=mill, person=cast.mira, by=OPERATOR, at=TUESDAY)
    text = farid.get(page).text
    assert "1 duty for an area about Mill came after this import." in text
    assert "said after it" not in text


def test_a_duty_that_somebody_else_changed_since_stands_in_the_way(
    farid: Client, cast: Cast
) -> None:
    page, _import = of_a_new_company(farid)
    said_to_be_hr_partner(farid, "Mill")
    held = Assignment.objects.get(area__name="Mill")
    duties.correct_since(assignment=held, since=HIRED.date(), by=OPERATOR, at=TUESDAY)
    assert "cannot be taken back as things stand" in farid.get(page).text


def test_a_pair_that_grew_on_such_a_duty_stands_in_the_way(farid: Client, cast: Cast) -> None:
    page, import_ = of_a_new_company(farid)
    said_to_be_hr_partner(farid, "Mill")
    pair_up(Area.objects.get(name="Mill"), cast.ilse, cast.farid)
    assert "cannot be taken back as things stand" in farid.get(page).text
    farid.post(reverse("company:undo", args=[import_.pk]))
    import_.refresh_from_db()
    assert import_.state == ImportState.APPLIED
    assert Assignment.objects.filter(area__name="Mill", person=cast.farid).exists()
