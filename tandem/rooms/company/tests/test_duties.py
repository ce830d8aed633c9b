"""The page of one area: who leads, who is HR partner, since when, and who did before."""

import pytest
from django.test import Client
from django.urls import reverse

from conftest import SignIn
from tandem.access.models import Event
from tandem.organisation.models import Area, Assignment, Duty
from tandem.partnership.testing import Cast
from tandem.rooms.company import duties


@pytest.fixture
def farid(cast: Cast, sign_in: SignIn) -> Client:
    return sign_in(cast.farid)


@pytest.fixture
def page(cast: Cast) -> str:
    return reverse("company:area", args=[cast.areas.operations.pk])


def give(cast: Cast, duty: Duty) -> str:
    return reverse("company:give_duty", args=[cast.areas.operations.pk, duty.value])


def form(cast: Cast, **changes: str) -> dict[str, str]:
    said = {"q": "ana", "person": str(cast.ana.pk), "since": "2026-11-02", "why": "Sam moves on"}
    return {**said, **changes}


def test_both_are_named_with_their_day_and_their_pair(farid: Client, page: str) -> None:
    text = farid.get(page).text
    for seen in (
        "Varnholm Foods</a> / ",
        "Supply</a> / Operations",
        "Sam Lindqvist",
        "Mira Okafor",
        "Since 1 Mar 2024",
        "Said by the operator",
    ):
        assert seen in text
    assert "are the pair of this area since 1 Mar 2024" in text


def test_an_area_without_anybody_says_so(farid: Client, cast: Cast) -> None:
    text = farid.get(reverse("company:area", args=[cast.areas.supply.pk])).text
    assert "Nobody is known." in text  # no HR partner
    assert "No pair yet." in text


def test_somebody_else_takes_over_and_the_one_before_stays_in_the_history(
    farid: Client, cast: Cast, page: str
) -> None:
    assert "Ana Duarte" in farid.get(give(cast, Duty.LEADS), {"q": "du"}).text
    assert farid.post(give(cast, Duty.LEADS), form(cast)).headers["Location"] == page
    text = farid.get(page).text
    assert "Ana Duarte leads Operations." in text
    assert "Said by Farid Nasser: Sam moves on" in text
    before = text[text.index("before-leads") :]
    assert "Sam Lindqvist" in before
    assert "1 Nov 2026" in before  # the last day


def test_the_pictures_are_drawn_before_who_answers_for_the_area_opens_it(
    farid: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[Area] = []
    monkeypatch.setattr(duties, "ahead", drawn.extend)
    farid.post(give(cast, Duty.LEADS), form(cast))
    assert drawn == [cast.areas.operations]


def test_the_new_leader_sees_the_numbers_and_the_former_one_no_longer(
    farid: Client, cast: Cast, sign_in: SignIn
) -> None:
    url = cast.areas.operations.get_absolute_url()
    assert sign_in(cast.ana).get(url).status_code == 404
    farid.post(give(cast, Duty.LEADS), form(cast))
    assert sign_in(cast.ana).get(url).status_code == 200
    assert sign_in(cast.sam).get(url).status_code == 404


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"since": "2026-11-25"}, "This day has not come yet."),
        ({"since": "31.02.2026"}, "Enter a valid date."),
        ({"since": "2024-01-01"}, "Sam Lindqvist has it since 1 Mar 2024"),
        ({"why": " "}, "This field is required."),
        ({"person": ""}, "Choose somebody."),
        ({"person": "nobody"}, "Select a valid choice"),
    ],
)
def test_a_faulty_form_keeps_what_was_typed_and_changes_nothing(
    farid: Client, cast: Cast, changes: dict[str, str], said: str
) -> None:
    before = [*Assignment.objects.values_list("pk", "end_on")]
    answer = farid.post(give(cast, Duty.LEADS), form(cast, **changes))
    assert answer.status_code == 422
    assert said in answer.text
    assert 'value="ana"' in answer.text
    assert [*Assignment.objects.values_list("pk", "end_on")] == before


def test_the_same_person_on_both_sides_is_refused(farid: Client, cast: Cast) -> None:
    mira = form(cast, q="mira", person=str(cast.mira.pk))
    answer = farid.post(give(cast, Duty.LEADS), mira)
    assert "an area has two people" in answer.text
    assert answer.status_code == 422


def test_a_duty_that_is_none_is_not_there(farid: Client, cast: Cast) -> None:
    area = cast.areas.operations.pk
    assert farid.get(reverse("company:give_duty", args=[area, "owns"])).status_code == 404


def test_a_first_day_is_corrected(farid: Client, cast: Cast, page: str) -> None:
    held = Assignment.objects.at(cast.areas.operations).leading().get()
    url = reverse("company:correct_duty", args=[held.pk])
    assert 'value="2024-03-01"' in farid.get(url).text
    assert farid.post(url, {"since": "2023-05-01"}).headers["Location"] == page
    assert "Since 1 May 2023" in farid.get(page).text
    assert farid.post(url, {"since": "2027-05-01"}).status_code == 422


def test_a_duty_ends_and_can_be_given_anew(farid: Client, cast: Cast, page: str) -> None:
    held = Assignment.objects.at(cast.areas.operations).leading().get()
    url = reverse("company:end_duty", args=[held.pk])
    assert farid.post(url, {"end_on": "2024-01-01"}).status_code == 422
    assert farid.post(url, {"end_on": "2026-11-24"}).status_code == 302
    assert "vacant since 24 November 2026" in farid.get(page).text
    assert farid.get(url).status_code == 404  # ended once, it is not there to be ended
    assert farid.post(give(cast, Duty.LEADS), form(cast, since="2026-11-24")).status_code == 302


def test_every_area_of_the_company_page_leads_to_its_page(farid: Client, page: str) -> None:
    assert page in farid.get(reverse("company:page")).text


def test_a_duty_that_was_a_slip_is_taken_back_and_stays_in_the_record(
    farid: Client, cast: Cast, page: str
) -> None:
    held = Assignment.objects.at(cast.areas.operations).leading().get()
    url = reverse("company:end_duty", args=[held.pk])
    assert "It was never so" in farid.get(url).text
    assert farid.post(url, {"never": "yes"}).headers["Location"] == page
    assert not Assignment.objects.filter(pk=held.pk).exists()
    assert Event.objects.about(held.pk).filter(what="area.leads.taken_back").count() == 1
    assert "Nobody is known." in farid.get(page).text
    assert farid.post(url, {"never": "yes"}).status_code == 404


def test_who_sees_the_numbers_is_said_and_who_may_is_led_there(
    farid: Client, cast: Cast, page: str
) -> None:
    numbers = cast.areas.operations.get_absolute_url()
    text = farid.get(page).text
    assert "Its numbers are seen by who leads it or is its HR partner" in text
    assert numbers not in text
    farid.post(give(cast, Duty.HR_PARTNER), form(cast, q="farid", person=str(cast.farid.pk)))
    assert f'<a href="{numbers}">Its numbers</a>' in farid.get(page).text
