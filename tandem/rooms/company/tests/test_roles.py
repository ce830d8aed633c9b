"""The page of roles: in plain words, who holds them, giving and taking back."""

import pytest
from django.test import Client
from django.urls import reverse

from conftest import SignIn
from tandem.access.audit import OPERATOR
from tandem.access.models import Event
from tandem.access.roles import CHRO, EVERY_ROLE, Administrator, HRAdministrator
from tandem.organisation import actions
from tandem.organisation.models import Grounds, RoleGrant
from tandem.partnership.testing import MONDAY, TUESDAY, Cast
from tandem.rooms.company.role_words import WORDS

ROLES = reverse("company:roles")
GIVE_CHRO = reverse("company:give_role", args=["chro"])


@pytest.fixture
def farid(cast: Cast, sign_in: SignIn) -> Client:
    return sign_in(cast.farid)


def test_every_role_of_the_code_is_told_in_plain_words(farid: Client) -> None:
    text = farid.get(ROLES).text
    assert set(WORDS) == {role.key for role in EVERY_ROLE}
    for role in EVERY_ROLE:
        assert role.name in text
    assert "Sees the numbers of every area." in text
    assert "Import people" not in text  # plain words, not permissions
    assert text.count(">Cannot<") == len(EVERY_ROLE)


def test_who_holds_a_role_since_when_by_whose_hand_and_why(farid: Client, cast: Cast) -> None:
    actions.grant_role(person=cast.ana, role=CHRO, why="Holiday cover", by=cast.farid, at=TUESDAY)
    text = farid.get(ROLES).text
    assert "Since 24 Nov 2026, given by Farid Nasser: Holiday cover" in text
    assert "Since 1 Mar 2024, given by the operator" in text  # Helen


def test_leaders_and_hr_partners_are_counted_not_listed(farid: Client) -> None:
    text = farid.get(ROLES).text
    assert "6 people" in text  # Eva, Vera, Sam, Ilse, Ana, Priya lead
    assert "2 people" in text  # Mira and Leo
    assert "Sam Lindqvist" not in text


def test_somebody_is_found_by_a_part_of_the_name_chosen_and_given_the_role(
    farid: Client, cast: Cast
) -> None:
    found = farid.get(GIVE_CHRO, {"q": "dua"}).text
    assert "Ana Duarte · Customer Service" in found
    assert str(cast.ana.pk) in found
    form = {"q": "dua", "person": str(cast.ana.pk), "why": "Holiday cover"}
    assert farid.post(GIVE_CHRO, form).headers["Location"] == ROLES
    assert "Ana Duarte is Head of HR now." in farid.get(ROLES).text
    assert CHRO in cast.ana.roles(TUESDAY.date())


@pytest.mark.parametrize("words", ["ANA.DUARTE@varnholm.example", "ana du", "Duarte"])
def test_an_address_or_the_beginning_of_names_finds_them_too(farid: Client, words: str) -> None:
    assert "Ana Duarte" in farid.get(GIVE_CHRO, {"q": words}).text


@pytest.mark.parametrize("words", ["uarte", "Otto", "zzz"])
def test_who_is_not_found_or_has_left_is_said_so(farid: Client, words: str) -> None:
    text = farid.get(GIVE_CHRO, {"q": words}).text
    assert f"Nobody who works here is found by “{words}”." in text
    assert 'type="radio"' not in text


def test_of_many_the_first_are_shown_and_it_says_so(farid: Client, cast: Cast) -> None:
    for number in range(21):
        actions.add_person(
            first_name=f"Noor{number:02}", last_name="Vos", email="",
            area=cast.areas.supply, by=OPERATOR, at=MONDAY,
        )  # fmt: skip
    text = farid.get(GIVE_CHRO, {"q": "noor"}).text
    assert text.count('type="radio"') == 20
    assert "The first 20. Type more of the name to see others." in text


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"why": ""}, "This field is required."),
        ({"person": ""}, "Choose somebody."),
        ({"q": "helen"}, "Select a valid choice"),  # not among those who were shown
    ],
)
def test_half_a_form_comes_back_and_gives_nothing(
    farid: Client, cast: Cast, changes: dict[str, str], said: str
) -> None:
    form = {"q": "ana", "person": str(cast.ana.pk), "why": "Holiday cover", **changes}
    answer = farid.post(GIVE_CHRO, form)
    assert answer.status_code == 422
    assert said in answer.text
    assert 'role="alert"' in answer.text
    assert not RoleGrant.objects.of(cast.ana).exists()


def test_nobody_gives_themselves_a_role_and_the_page_says_so(farid: Client, cast: Cast) -> None:
    form = {"q": "farid", "person": str(cast.farid.pk), "why": "I need to see"}
    answer = farid.post(GIVE_CHRO, form)
    assert answer.status_code == 422
    assert "Nobody gives themselves a role." in answer.text
    assert "I need to see" in answer.text


def test_a_role_is_taken_back_and_the_next_page_asks_again(
    farid: Client, cast: Cast, sign_in: SignIn
) -> None:
    helen = sign_in(cast.helen)
    area = cast.areas.operations.get_absolute_url()
    assert helen.get(area).status_code == 200
    grant = RoleGrant.objects.of(cast.helen).get()
    farid.post(reverse("company:take_role_back", args=[grant.pk]))
    assert helen.get(area).status_code == 404
    text = farid.get(ROLES).text
    assert "Helen Achterberg is no longer Head of HR." in text
    assert "Taken back by" in text


def test_the_last_hr_administrator_stays_and_is_told_why(farid: Client, cast: Cast) -> None:
    grant = RoleGrant.objects.of(cast.farid).get()
    answer = farid.post(reverse("company:take_role_back", args=[grant.pk]))
    assert answer.status_code == 422
    assert "Nobody else who can sign in is HR administrator." in answer.text
    assert farid.get(ROLES).status_code == 200


def test_who_gives_their_own_role_up_is_led_to_their_day(farid: Client, cast: Cast) -> None:
    actions.grant_role(person=cast.ana, role=HRAdministrator, by=OPERATOR, at=MONDAY)
    grant = RoleGrant.objects.of(cast.farid).get()
    answer = farid.post(reverse("company:take_role_back", args=[grant.pk]))
    assert answer.headers["Location"] == reverse("today:page")
    assert farid.get(ROLES).status_code == 404


def test_an_administrator_finds_the_roles_in_the_bar_and_gives_only_their_own(
    cast: Cast, sign_in: SignIn
) -> None:
    pia = sign_in(cast.pia)
    assert f'href="{ROLES}"' in pia.get(reverse("today:page")).text
    text = pia.get(ROLES).text
    assert reverse("company:give_role", args=["administrator"]) in text
    assert GIVE_CHRO not in text
    assert f'"{reverse("company:page")}"' not in text


def test_who_has_left_is_shown_as_holding_nothing(farid: Client, cast: Cast) -> None:
    actions.grant_role(person=cast.otto, role=Administrator, by=OPERATOR, at=MONDAY)
    assert "Opens nothing: not here, or from an earlier stay" in farid.get(ROLES).text


def test_a_reason_of_tags_is_shown_as_words(farid: Client, cast: Cast) -> None:
    form = {"q": "ana", "person": str(cast.ana.pk), "why": "<b>boss</b>"}
    farid.post(GIVE_CHRO, form)
    assert Grounds.objects.filter(words="<b>boss</b>").count() == 1
    assert "<b>boss</b>" not in farid.get(ROLES).text
    assert Event.objects.filter(what="role.granted").count() == 4
