"""The card of a person: what each reader sees of it, today and on another day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse

from conftest import SignIn
from tandem.access.audit import OPERATOR, record
from tandem.access.roles import HRAdministrator
from tandem.organisation import actions, standing_in
from tandem.organisation.models import Area, Duty, Employment, Person, Spell
from tandem.organisation.settings import switch
from tandem.organisation.switches import AREA_PEOPLE
from tandem.partnership.testing import HIRED, MONDAY, TUESDAY, Cast

TODAY = TUESDAY.date()
MOVED = date(2026, 6, 1)


def works_for(who: Person, manager: Person | None, title: str) -> Spell:
    spell = Spell.objects.of(who).get()
    spell.manager, spell.title = manager, title
    record("person.changed", spell, by=OPERATOR, at=HIRED)
    return spell


def move(who: Person, where: Area, title: str, manager: Person | None = None) -> None:
    """From MOVED on in another area."""
    before = Spell.objects.of(who).get()
    before.end_on = MOVED
    now = Spell(employment=before.employment, area=where, title=title, start_on=MOVED)
    now.manager = manager
    record("person.moved", before, now, by=OPERATOR, at=TUESDAY)


def card(sign_in: SignIn, reader: Person, about: Person, as_of: str = "") -> str:
    data = {"as_of": as_of} if as_of else {}
    return sign_in(reader).get(about.get_absolute_url(), data).text


def test_a_card_says_work_team_manager_and_since_when(cast: Cast, sign_in: SignIn) -> None:
    works_for(cast.kim, cast.ilse, "Picker")
    text = card(sign_in, cast.sam, cast.kim)
    assert "<h1>Kim Bakker</h1>" in text
    assert "Picker in Night shift since March 2024." in text
    assert f'<a href="{cast.ilse.get_absolute_url()}">Ilse Brandt</a>' in text
    assert "1 March 2024" in text
    assert cast.areas.night_shift.get_absolute_url() in text
    assert cast.areas.supply.get_absolute_url() not in text  # named, and out of Sam's sight
    assert f"?with={cast.kim.pk}" in text


def test_who_talks_to_somebody_is_shown_as_far_as_one_may_see(cast: Cast, sign_in: SignIn) -> None:
    works_for(cast.kim, cast.ilse, "Picker")
    works_for(cast.ana, cast.ilse, "Lead of Service")
    text = card(sign_in, cast.sam, cast.ilse)
    assert "Kim Bakker" in text
    assert "Ana Duarte" not in text
    assert "Ana Duarte" in card(sign_in, cast.helen, cast.ilse)


def test_without_names_one_has_ones_own_card_and_nobody_else_on_it(
    cast: Cast, sign_in: SignIn
) -> None:
    works_for(cast.kim, cast.ilse, "Picker")
    own = cast.ilse.get_absolute_url()
    assert "Kim Bakker" in card(sign_in, cast.ilse, cast.ilse)
    switch(feature=AREA_PEOPLE, on=False, reason="Not agreed.", by=cast.farid, at=TUESDAY)
    answer = sign_in(cast.ilse).get(own)
    assert answer.status_code == 200
    assert "Kim Bakker" not in answer.text
    assert sign_in(cast.ilse).get(cast.kim.get_absolute_url()).status_code == 404


def test_duties_stand_with_since_when(cast: Cast, sign_in: SignIn) -> None:
    text = card(sign_in, cast.vera, cast.sam)
    assert "Leads Operations" in text
    assert "since 1 March 2024" in text
    mira = card(sign_in, cast.eva, cast.mira)
    assert "HR partner of Operations" in mira
    assert "HR partner of Customer Service" in mira


def test_who_stands_in_is_not_said_to_lead(cast: Cast, sign_in: SignIn) -> None:
    standing_in.appoint_acting(
        area=cast.areas.operations, duty=Duty.LEADS, person=cast.ilse, reason="Sam is ill.",
        last_day=TODAY + timedelta(days=30), by=OPERATOR, at=TUESDAY,
    )  # fmt: skip
    text = card(sign_in, cast.vera, cast.ilse)
    assert "Stands in as leader of Operations" in text
    assert "Leads Operations" not in text
    assert "Sam is ill." not in text


def test_as_of_a_day_the_job_the_manager_and_the_duties_are_those_of_that_day(
    cast: Cast, sign_in: SignIn
) -> None:
    works_for(cast.kim, cast.ilse, "Picker")
    move(cast.kim, cast.areas.operations, "Planner", manager=cast.sam)
    actions.set_leader(
        area=cast.areas.night_shift, person=cast.kim, by=OPERATOR, at=TUESDAY, since=MOVED
    )
    before = card(sign_in, cast.vera, cast.kim, as_of=(MOVED - timedelta(days=1)).isoformat())
    assert "As it was on 31 May 2026." in before
    assert "<dt>Work</dt><dd>Picker</dd>" in before
    assert "Leads Night shift" not in before
    on_the_day = card(sign_in, cast.vera, cast.kim, as_of=MOVED.isoformat())
    assert "<dt>Work</dt><dd>Planner</dd>" in on_the_day
    assert "Leads Night shift" in on_the_day
    assert "Kim Bakker" in card(sign_in, cast.vera, cast.ilse, as_of="2026-05-31")
    assert "Nobody you may see." in card(sign_in, cast.vera, cast.ilse, as_of="2026-06-01")


@pytest.mark.parametrize(
    ("typed", "said", "status"),
    [
        ("", "", 200),
        ("2026-11-24", "", 200),
        ("2026-11-25", "That day is still to come.", 422),
        ("31.12.2025", "“31.12.2025” is not a day.", 422),
        ("2026-02-30", "“2026-02-30” is not a day.", 422),
        ("<b>", "is not a day.", 422),
        ("2020-01-01", "Was not here yet on 1 January 2020.", 200),
    ],
)
def test_a_day_that_cannot_be_shown_says_so(
    cast: Cast, sign_in: SignIn, typed: str, said: str, status: int
) -> None:
    answer = sign_in(cast.sam).get(cast.kim.get_absolute_url(), {"as_of": typed})
    assert answer.status_code == status
    assert said in answer.text
    assert "Kim Bakker" in answer.text
    assert "<b>" not in answer.text.replace("<b><time", "")


def test_who_left_was_here_until_and_why_is_not_said(cast: Cast, sign_in: SignIn) -> None:
    stay = Employment.objects.of(cast.otto).get()
    stay.reason, stay.reason_class = "dismissed for theft", "involuntary"
    record("person.left", stay, by=OPERATOR, at=TUESDAY)
    for reader in (cast.sam, cast.mira, cast.helen):
        text = card(sign_in, reader, cast.otto)
        assert "Was here until 22 November 2026." in text
        assert "theft" not in text
        assert "involuntary" not in text
        assert "by the employer" not in text
        assert "promise something" not in text  # nobody is there to ask
    day = (MONDAY.date() - timedelta(days=1)).isoformat()
    assert "As it was on 22 November 2026." in card(sign_in, cast.sam, cast.otto, as_of=day)


def test_a_job_out_of_sight_is_a_time_and_nothing_else(cast: Cast, sign_in: SignIn) -> None:
    works_for(cast.kim, cast.ilse, "Picker")
    move(cast.kim, cast.areas.finance, "Controller", manager=cast.leo)
    text = card(sign_in, cast.sam, cast.kim)
    assert "Works elsewhere in the organisation now." in text
    assert "Picker, Night shift" in text
    for hidden in ("Controller", "Finance", "Leo Hartmann"):
        assert hidden not in text
    new_leader = card(sign_in, cast.leo, cast.kim)
    assert "Controller, Finance" in new_leader
    assert "Picker" not in new_leader
    own = card(sign_in, cast.kim, cast.kim)
    assert "Picker, Night shift" in own
    assert "Controller, Finance" in own


def test_an_address_is_on_ones_own_card_alone(cast: Cast, sign_in: SignIn) -> None:
    assert cast.kim.email in card(sign_in, cast.kim, cast.kim)
    for reader in (cast.sam, cast.mira, cast.helen, cast.eva):
        assert cast.kim.email not in card(sign_in, reader, cast.kim)


def test_ones_own_card_is_what_the_organisation_sees(cast: Cast, sign_in: SignIn) -> None:
    text = card(sign_in, cast.kim, cast.kim)
    assert "What the organisation sees about you." in text
    assert "Never on a card" in text
    assert cast.kim.get_absolute_url() in sign_in(cast.kim).get(reverse("me")).text


def test_roles_are_for_the_person_and_hr_administrators(cast: Cast, sign_in: SignIn) -> None:
    assert "<dt>HR administrator</dt>" in card(sign_in, cast.farid, cast.farid)
    assert "<dt>HR administrator</dt>" not in card(sign_in, cast.eva, cast.farid)
    actions.grant_role(person=cast.eva, role=HRAdministrator, by=OPERATOR, at=TUESDAY)
    assert "<dt>HR administrator</dt>" in card(sign_in, cast.eva, cast.farid)


def test_the_names_on_an_areas_page_lead_to_their_cards(cast: Cast, sign_in: SignIn) -> None:
    text = sign_in(cast.sam).get(cast.areas.operations.get_absolute_url()).text
    assert f'href="{cast.kim.get_absolute_url()}"' in text


def test_very_many_jobs_and_reports_are_cut_with_a_word(cast: Cast, sign_in: SignIn) -> None:
    spell = works_for(cast.kim, cast.ilse, "Picker")
    first = spell.start_on
    for back in range(1, 61):
        day = first - timedelta(days=back * 10)
        record(
            "person.changed",
            Spell(
                employment=spell.employment, area=spell.area, title=f"Job {back}",
                start_on=day, end_on=day + timedelta(days=10),
            ),
            by=OPERATOR, at=TUESDAY,
        )  # fmt: skip
    text = card(sign_in, cast.sam, cast.kim)
    assert "And 21 earlier jobs." in text
    assert len(text.encode()) < 60 * 1024


def test_who_may_invite_makes_a_link_for_somebody_who_cannot_sign_in_yet(
    cast: Cast, sign_in: SignIn
) -> None:
    nils = actions.add_person(
        first_name="Nils", last_name="Holm", email="nils@varnholm.example",
        area=cast.areas.night_shift, by=OPERATOR, at=TUESDAY,
    )  # fmt: skip
    link = reverse("company:invite", args=[nils.pk])
    assert link not in card(sign_in, cast.mira, nils)  # an HR partner alone invites nobody
    actions.grant_role(person=cast.mira, role=HRAdministrator, by=OPERATOR, at=TUESDAY)
    assert link in card(sign_in, cast.mira, nils)
    assert link not in card(sign_in, cast.sam, nils)
    of_kim = reverse("company:invite", args=[cast.kim.pk])
    assert of_kim not in card(sign_in, cast.mira, cast.kim)  # signs in already
    made = sign_in(cast.mira).post(link, {"email": "nils@varnholm.example"})
    assert made.status_code == 200
    assert "/invitation/" in made.text
