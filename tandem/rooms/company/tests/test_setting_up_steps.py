"""The first run: steps derived from what is there, shown on Today until done, to nobody else."""

from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries
from pytest_django.fixtures import Settings

from conftest import SignIn
from tandem.access.audit import OPERATOR
from tandem.access.roles import Administrator, HRAdministrator
from tandem.organisation import actions
from tandem.organisation.mail import MailServer, Tls
from tandem.organisation.models import Person
from tandem.organisation.settings import put_off
from tandem.partnership.actions import make_pair
from tandem.partnership.registers import set_up_steps
from tandem.partnership.testing import MONDAY, TUESDAY, Cast
from tandem.rooms.company import setting_up
from tandem.rooms.company.setting_up import STEPS

TODAY = TUESDAY.date()
ROLES = "Give the roles to two people each"
MAIL = "Set mail up, or say “not now”"


@pytest.fixture
def hana(db: None, settings: Settings) -> Person:
    """The first administrator of an empty Tandem, as `tandem setup` makes them."""
    settings.SITE = replace(settings.SITE, mail=None, demo=False)
    hana = actions.add_person(
        first_name="Hana", last_name="Moreau", email="hana@halden.example", area=None,
        by=OPERATOR, at=MONDAY,
    )  # fmt: skip
    for role in (Administrator, HRAdministrator):
        actions.grant_role(person=hana, role=role, by=OPERATOR, at=MONDAY)
    actions.open_account(person=hana, email=hana.email, by=OPERATOR, at=MONDAY)
    hana.refresh_from_db()
    return hana


def open_steps(person: Person) -> list[str]:
    return [step.title for step in set_up_steps(person, TODAY) if not step.done]


def finish(cast: Cast) -> None:
    for role in (Administrator, HRAdministrator):
        actions.grant_role(person=cast.leo, role=role, by=OPERATOR, at=MONDAY)


def test_in_an_empty_tandem_every_step_is_open(hana: Person) -> None:
    assert open_steps(hana) == [
        "Bring people in",
        "Say who leads which area",
        "Say who is HR partner of what",
        "Make the pairs",
        "Let the pairs in",
        ROLES,
        MAIL,
    ]
    assert len(STEPS) == 6


def test_each_step_is_done_by_the_thing_itself(hana: Person) -> None:
    def hire(first: str, area: str) -> Person:
        return actions.add_person(
            first_name=first, last_name="Maas", email=f"{first}@halden.example",
            area=areas[area], by=OPERATOR, at=MONDAY,
        )  # fmt: skip

    areas = {"Top": actions.add_area(name="Top", parent=None, by=OPERATOR, at=MONDAY)}
    bo, greta = hire("Bo", "Top"), hire("Greta", "Top")
    assert "Bring people in" not in open_steps(hana)
    actions.set_leader(area=areas["Top"], person=bo, by=OPERATOR, at=MONDAY)
    assert "Say who leads which area" not in open_steps(hana)
    actions.set_hr_partner(area=areas["Top"], person=greta, by=OPERATOR, at=MONDAY)
    assert "Say who is HR partner of what" not in open_steps(hana)
    assert "Make the pairs" in open_steps(hana)
    make_pair(area=areas["Top"], leader=bo, hr_partner=greta, by=OPERATOR, at=MONDAY)
    assert open_steps(hana) == ["Let the pairs in", ROLES, MAIL]
    for person in (bo, greta):
        actions.invite(person=person, email=person.email, by=hana, at=MONDAY)
    assert open_steps(hana) == [ROLES, MAIL]
    put_off("mail", by=hana, at=MONDAY)
    assert open_steps(hana) == [ROLES]
    for person in (bo, greta):
        actions.open_account(person=person, email=person.email, by=OPERATOR, at=MONDAY)
    for role in (Administrator, HRAdministrator):
        actions.grant_role(person=greta, role=role, by=OPERATOR, at=MONDAY)
    assert set_up_steps(hana, TODAY) == []


def test_mail_is_done_once_a_server_is_set_and_in_a_demo(hana: Person, settings: Settings) -> None:
    before = settings.SITE
    assert MAIL in open_steps(hana)
    server = MailServer(host="mail.example", port=25, tls=Tls.TLS, sender="tandem@halden.example")
    settings.SITE = replace(before, mail=server)
    assert MAIL not in open_steps(hana)
    settings.SITE = replace(before, demo=True)
    assert MAIL not in open_steps(hana)


def test_mail_is_not_asked_of_whoever_cannot_look_at_it(cast: Cast) -> None:
    assert MAIL not in [step.title for step in set_up_steps(cast.farid, TODAY)]


def test_half_of_the_areas_led_is_not_yet_enough(cast: Cast) -> None:
    for number in range(6):  # beside the six that are led
        actions.add_area(name=f"Shop {number}", parent=None, by=OPERATOR, at=MONDAY)
    [step] = [each for each in set_up_steps(cast.farid, TODAY) if "leads" in each.title]
    assert (step.said, step.done) == ("6 of 12 areas have a leader.", False)


def test_an_hr_partner_without_a_pair_keeps_the_step_open(cast: Cast) -> None:
    actions.set_hr_partner(area=cast.areas.supply, person=cast.helen, by=OPERATOR, at=MONDAY)
    assert "Make the pairs" in open_steps(cast.farid)


@pytest.mark.parametrize(
    ("withdrawn", "steps"), [(False, [ROLES]), (True, ["Let the pairs in", ROLES])]
)
def test_a_link_that_was_withdrawn_lets_nobody_in(
    cast: Cast, withdrawn: bool, steps: list[str]
) -> None:
    noor = actions.add_person(
        first_name="Noor", last_name="Vos", email="noor@varnholm.example",
        area=cast.areas.supply, by=OPERATOR, at=MONDAY,
    )  # fmt: skip
    make_pair(area=cast.areas.supply, leader=noor, hr_partner=cast.mira, by=OPERATOR, at=MONDAY)
    invitation, _ = actions.invite(person=noor, email=noor.email, by=cast.farid, at=MONDAY)
    if withdrawn:
        actions.withdraw_invitation(invitation=invitation, by=cast.farid, at=MONDAY)
    assert open_steps(cast.farid) == steps


def test_today_shows_each_open_step_with_where_it_goes_on(cast: Cast, sign_in: SignIn) -> None:
    page = sign_in(cast.farid).get(reverse("today:page")).text
    card = page[page.index('aria-labelledby="setting-up"') :]
    card = card[: card.index("</section>")]
    assert "Setting up" in card
    assert "Fewer than two who can sign in are HR administrator and Administrator." in card
    assert f'href="{reverse("company:roles")}"' in card
    assert card.count("Done.") == len(STEPS) - 1
    assert card.count("<a ") == 1


def test_it_disappears_when_all_is_done(cast: Cast, sign_in: SignIn) -> None:
    finish(cast)
    assert "Setting up" not in sign_in(cast.farid).get(reverse("today:page")).text


@pytest.mark.parametrize("who", ["kim", "sam", "mira", "helen", "eva", "pia"])
def test_nobody_else_is_asked(cast: Cast, sign_in: SignIn, who: str) -> None:
    person = getattr(cast, who)
    with CaptureQueriesContext(connection) as queries:
        assert set_up_steps(person, TODAY) == []
    assert all("organisation_rolegrant" in each["sql"] for each in queries)  # their roles alone
    assert "Setting up" not in sign_in(person).get(reverse("today:page")).text


def test_the_steps_cost_a_handful_of_queries_however_large_the_company(
    cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(40):
        area = actions.add_area(name=f"Shop {number}", parent=None, by=OPERATOR, at=MONDAY)
        actions.set_leader(area=area, person=cast.kim, by=OPERATOR, at=MONDAY)
    with django_assert_max_num_queries(2):  # one is for the roles of who asks
        set_up_steps(cast.farid, TODAY)


def test_in_a_large_company_they_are_kept_until_something_happens(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(setting_up, "LARGE", 1)
    before = [*set_up_steps(cast.farid, TODAY)]
    with CaptureQueriesContext(connection) as asked:
        assert [*set_up_steps(cast.farid, TODAY)] == before
    assert not [each for each in asked.captured_queries if "UNION ALL" in each["sql"]]
    assert ROLES in open_steps(cast.farid)
    finish(cast)
    assert ROLES not in open_steps(cast.farid)
