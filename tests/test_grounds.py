"""Every change by which somebody may see more is one event, and its grounds are kept beside it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from conftest import SignIn
from tandem.access.models import Event
from tandem.access.roles import BY_TWO, GIVES, GRANTED, role
from tandem.organisation import actions
from tandem.organisation.models import Duty, Grounds
from tandem.organisation.two_keys import ask_for_role
from tandem.organisation.widening import NoGrounds
from tandem.partnership.testing import MONDAY, TUESDAY, Cast

OPENING = {"role.granted", *(f"area.{duty.value}.set" for duty in Duty)}
"""The events by which somebody may see more than before."""


@dataclass(frozen=True)
class Door:
    """One page by which access is widened, who opens it, and what is sent."""

    what: str
    who: str
    open: Callable[[Client, Cast], object]


def give_role(key: str) -> Callable[[Client, Cast], object]:
    def sent(client: Client, cast: Cast) -> object:
        form = {"q": "ana", "person": str(cast.ana.pk), "why": "Holiday cover"}
        return client.post(reverse("company:give_role", args=[key]), form)

    return sent


def confirm_role(key: str) -> Callable[[Client, Cast], object]:
    """Farid asks; who opens the door confirms."""

    def sent(client: Client, cast: Cast) -> object:
        asked = ask_for_role(person=cast.ana, role=role(key), why="Cover", by=cast.farid, at=MONDAY)
        return client.post(reverse("company:confirm", args=[asked.pk]))

    return sent


def give_duty(duty: Duty) -> Callable[[Client, Cast], object]:
    def sent(client: Client, cast: Cast) -> object:
        url = reverse("company:give_duty", args=[cast.areas.supply.pk, duty.value])
        form = {"q": "ana", "person": str(cast.ana.pk), "since": "2026-11-02", "why": "New here"}
        return client.post(url, form)

    return sent


def say_it_of_oneself(client: Client, cast: Cast) -> object:
    said = {"areas": [str(cast.areas.supply.pk)], "why": "I see to it"}
    return client.post(reverse("company:mine"), said)


def bring_file(client: Client, cast: Cast) -> object:
    rows = f"Area,Leader,HR partner\nSupply,{cast.ana.email},{cast.leo.email}\n"
    file = SimpleUploadedFile("duties.csv", rows.encode())
    said = {"file": file, "why": "Autumn review"}
    page = client.post(reverse("company:duties_file"), said).headers["Location"]
    [mark] = re.findall(r'name="mark" value="(\w+)"', client.get(page).text)
    return client.post(f"{page}apply/", {"mark": mark})


def pair_by_hand(client: Client, cast: Cast) -> object:
    form = {
        "area": "Bakery", "leader_name": "Bo Maas", "leader_email": "bo@varnholm.example",
        "hr_name": "Greta Solberg", "hr_email": "greta@varnholm.example",
    }  # fmt: skip
    return client.post(reverse("company:pair"), form)


def pair_suggested(client: Client, cast: Cast) -> object:
    key = f"{cast.areas.night_shift.pk}:{cast.ilse.pk}:{cast.mira.pk}"
    return client.post(reverse("company:suggestions"), {"pair": [key]})


DOORS = {
    **{
        f"give {role.key}": Door("role.granted", giver, give_role(role.key))
        for role in GRANTED
        if role not in BY_TWO
        for giver, key in (("farid", "hr_administrator"), ("pia", "administrator"))
        if role.key in {each.key for by, gives in GIVES.items() if by.key == key for each in gives}
    },
    **{f"give {role.key}": Door("role.granted", "pia", confirm_role(role.key)) for role in BY_TWO},
    "set a leader": Door("area.leads.set", "farid", give_duty(Duty.LEADS)),
    "set an HR partner": Door("area.hr_partner.set", "farid", give_duty(Duty.HR_PARTNER)),
    "HR partner oneself": Door("area.hr_partner.set", "farid", say_it_of_oneself),
    "leaders from a file": Door("area.leads.set", "farid", bring_file),
    "HR partners from a file": Door("area.hr_partner.set", "farid", bring_file),
    "a pair by hand, its leader": Door("area.leads.set", "farid", pair_by_hand),
    "a pair by hand, its HR partner": Door("area.hr_partner.set", "farid", pair_by_hand),
    "a suggested pair": Door("area.hr_partner.set", "farid", pair_suggested),
}


@pytest.mark.parametrize("name", DOORS)
def test_each_door_leaves_one_event_with_its_grounds(
    cast: Cast, sign_in: SignIn, name: str
) -> None:
    door = DOORS[name]
    before = set(Event.objects.values_list("id", flat=True))
    door.open(sign_in(getattr(cast, door.who)), cast)
    made = [each for each in Event.objects.exclude(id__in=before) if each.what in OPENING]
    [event] = [each for each in made if each.what == door.what]
    assert event.who == getattr(cast, door.who).pseudonym
    for each in made:  # and nothing else was opened on the way without its grounds
        assert Grounds.objects.filter(about=each.about).count() == 1


def test_every_role_that_is_given_and_every_duty_has_its_door() -> None:
    """A new role or duty asks for a line above."""
    assert {door.what for door in DOORS.values()} == OPENING
    assert {f"give {role.key}" for role in GRANTED} <= set(DOORS)


@pytest.mark.parametrize("act", ["grant", *Duty.values])
def test_without_words_no_act_lets_a_person_open_anything(cast: Cast, act: str) -> None:
    """Below every page: whatever calls the act, a person says why."""
    before = Event.objects.count()
    with pytest.raises(NoGrounds):
        if act == "grant":
            actions.grant_role(person=cast.ana, role=GRANTED[0], by=cast.farid, at=TUESDAY)
        elif act == Duty.LEADS:
            actions.set_leader(area=cast.areas.supply, person=cast.ana, by=cast.farid, at=TUESDAY)
        else:
            actions.set_hr_partner(
                area=cast.areas.supply, person=cast.ana, by=cast.farid, at=TUESDAY
            )
    assert Event.objects.count() == before


def test_the_grounds_are_read_by_nobody_but_those_who_give(cast: Cast, sign_in: SignIn) -> None:
    secret = "Because of the reorganisation in May"
    actions.grant_role(person=cast.ana, role=GRANTED[0], why=secret, by=cast.farid, at=TUESDAY)
    assert secret in sign_in(cast.farid).get(reverse("company:roles")).text
    pages = ("today:page", "pairs:list", "me", "areas:find", "commitments:list")
    for who in (cast.ana, cast.sam, cast.mira, cast.helen):
        client = sign_in(who)
        assert all(secret not in client.get(reverse(page)).text for page in pages)


def test_an_event_itself_carries_no_words() -> None:
    assert {field.name for field in Event._meta.concrete_fields} == {
        "id", "what", "actor", "who", "about", "at",
    }  # fmt: skip
