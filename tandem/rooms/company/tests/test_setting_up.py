"""One pair by hand, links to sign in with, and what an HR administrator sees."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from conftest import SignIn
from tandem.access.models import Event
from tandem.organisation.models import Area, Invitation, Person
from tandem.partnership.models import Pair
from tandem.partnership.testing import Cast

FORM = {
    "area": "Bakery",
    "leader_name": "Bo Maas",
    "leader_email": "Bo.Maas@varnholm.example",
    "hr_name": "Greta Solberg",
    "hr_email": "greta.solberg@varnholm.example",
}


@pytest.fixture
def farid(cast: Cast, sign_in: SignIn) -> Client:
    return sign_in(cast.farid)


def test_two_names_and_an_area_are_enough(farid: Client) -> None:
    text = farid.post(reverse("company:pair"), FORM).text
    assert "Bo and Greta are a pair." in text
    pair = Pair.objects.get(area__name="Bakery")
    assert (pair.leader.name, pair.hr_partner.name) == ("Bo Maas", "Greta Solberg")
    links = re.findall(r"http://testserver(/app/invitation/[\w-]+/)", text)
    assert len(set(links)) == 2
    assert all(Client().get(link).status_code == 200 for link in links)


def test_the_link_leads_to_the_own_pair(farid: Client) -> None:
    text = farid.post(reverse("company:pair"), FORM).text
    link = re.findall(r"http://testserver(/app/invitation/[\w-]+/)", text)[0]
    bo = Client()
    words = "four small brown owls"
    bo.post(link, {"password": words, "again": words})
    pair = Pair.objects.get(area__name="Bakery")
    assert bo.get(pair.get_absolute_url()).status_code == 200


def test_who_is_known_is_found_by_the_address_and_not_doubled(farid: Client, cast: Cast) -> None:
    people = Person.objects.count()
    known = {**FORM, "leader_email": cast.ana.email, "hr_email": cast.leo.email.upper()}
    text = farid.post(reverse("company:pair"), known | {"area": "Customer service"}).text
    assert "Both can sign in already" in text
    assert Person.objects.count() == people
    assert Area.objects.filter(name__iexact="customer service").count() == 1
    assert Pair.objects.for_area(cast.areas.customer_service).still().get().hr_partner == cast.leo


def test_a_new_pair_ends_the_one_before(farid: Client, cast: Cast) -> None:
    known = {**FORM, "leader_email": cast.sam.email, "hr_email": cast.leo.email}
    farid.post(reverse("company:pair"), known | {"area": "Operations"})
    cast.pair.refresh_from_db()
    assert cast.pair.end_on is not None
    assert Pair.objects.for_area(cast.areas.operations).still().count() == 1


def test_one_person_on_both_sides_is_refused_and_nothing_typed_is_lost(farid: Client) -> None:
    twice = {**FORM, "hr_email": FORM["leader_email"]}
    answer = farid.post(reverse("company:pair"), twice)
    assert answer.status_code == 422
    assert "A pair is two people" in answer.text
    assert 'value="Bakery"' in answer.text
    assert not Area.objects.filter(name="Bakery").exists()


def test_half_a_form_comes_back_with_its_reasons(farid: Client) -> None:
    answer = farid.post(reverse("company:pair"), {"area": "Bakery", "leader_name": "Bo Maas"})
    assert answer.status_code == 422
    assert 'value="Bo Maas"' in answer.text
    assert 'role="alert"' in answer.text
    assert not Pair.objects.filter(area__name="Bakery").exists()


def test_who_leads_without_an_account_is_listed_until_they_joined(farid: Client) -> None:
    farid.post(reverse("company:pair"), FORM)
    bo = Person.objects.get(last_name="Maas")
    url = reverse("company:invite", args=[bo.pk])
    assert url in farid.get(reverse("company:page")).text
    text = farid.post(url, {"email": bo.email}).text
    assert Invitation.objects.filter(person=bo, withdrawn_at=None).count() == 1
    link = re.findall(r"http://testserver(/app/invitation/[\w-]+/)", text)[0]
    Client().post(link, {"password": "four small owls", "again": "four small owls"})
    assert url not in farid.get(reverse("company:page")).text


def test_a_wrong_address_is_said_so(farid: Client) -> None:
    farid.post(reverse("company:pair"), FORM)
    bo = Person.objects.get(last_name="Maas")
    answer = farid.post(reverse("company:invite", args=[bo.pk]), {"email": "bo"})
    assert answer.status_code == 422
    assert "Enter a valid email address" in answer.text


def test_the_company_page_shows_duties_and_no_numbers(farid: Client, cast: Cast) -> None:
    text = farid.get(reverse("company:page")).text
    for seen in ("Operations", "Sam Lindqvist", "Mira Okafor", "Night shift"):
        assert seen in text
    assert cast.areas.operations.get_absolute_url() not in text  # the numbers are not theirs


def test_the_company_page_finds_areas_by_name(farid: Client) -> None:
    text = farid.get(reverse("company:page"), {"q": "night"}).text
    assert "Night shift" in text
    assert "Customer Service" not in text


def test_pairing_leaves_its_events(farid: Client, cast: Cast) -> None:
    farid.post(reverse("company:pair"), FORM)
    pair = Pair.objects.get(area__name="Bakery")
    event = Event.objects.about(pair.pk).get()
    assert (event.what, event.who) == ("pair.made", cast.farid.pseudonym)
