"""The first hundred days of a leader, and whom somebody in no pair turns to."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from conftest import ItIs, SignIn
from tandem.access.audit import OPERATOR, record
from tandem.organisation import actions
from tandem.organisation.models import Duty, Person, Spell
from tandem.organisation.seats import NOBODY
from tandem.partnership.actions import make_pair
from tandem.partnership.charter.starting_point import starting_point
from tandem.partnership.charter.tests import stories
from tandem.partnership.registers import today_parts
from tandem.partnership.testing import HIRED, MONDAY, TUESDAY, Cast, WholeCast, hire, leave, pair_up
from tandem.rooms.ownership.first_days import (
    ASKED,
    Began,
    asked_words,
    began_to_lead,
    best_hits,
)
from tandem.rooms.ownership.owners import Owners, owners_of, turned_to
from tandem.rooms.ownership.starting_point import Side

PAGE = "/app/ownership/first-days/"
HOME = "/app/"
TODAY = TUESDAY.date()
LATEST = 'ORDER BY "organisation_assignment"."start_on" DESC'  # what somebody began to lead last


def shown(cast: Cast, who: str, *, in_pair: bool) -> list[str]:
    parts = today_parts(getattr(cast, who), TODAY, in_pair=in_pair)
    return [part.template for part in parts]


# ---- whom one turns to


@pytest.mark.parametrize(
    ("who", "named"),
    [
        ("kim", ["Ilse Brandt", "Mira Okafor"]),  # the HR partner of the area above
        ("ilse", ["Sam Lindqvist", "Mira Okafor"]),  # who leads above hers
        ("vera", ["Eva Storm"]),  # nobody is HR partner above Supply
        ("eva", []),  # nobody leads above the company
    ],
)
def test_one_turns_to_the_nearest_and_never_to_oneself(
    cast: Cast, who: str, named: list[str]
) -> None:
    areas = {"kim": "night_shift", "ilse": "night_shift", "vera": "supply", "eva": "varnholm"}
    area = getattr(cast.areas, areas[who])
    found = turned_to(getattr(cast, who), area, TODAY)
    assert [each.person.name for each in found if each.person] == named


def test_a_side_that_somebody_left_needs_an_owner(cast: Cast) -> None:
    leave(cast.mira)
    [leader, hr] = turned_to(cast.kim, cast.areas.night_shift, TODAY)
    assert (leader.person, hr.person) == (cast.ilse, None)
    assert hr.seat.vacant_since is not None


def test_somebody_in_no_pair_finds_both_on_today(cast: Cast, sign_in: SignIn) -> None:
    text = sign_in(cast.kim).get(HOME).text
    for said in ("Who owns this?", "Ilse Brandt", "Ask Ilse", "Mira Okafor", "Ask Mira"):
        assert said in text
    assert "What is kept about you here, and who reads it" in text
    assert 'action="/app/ownership/"' in text


def test_partners_of_a_pair_have_their_own_page_for_that(cast: Cast, sign_in: SignIn) -> None:
    assert shown(cast, "sam", in_pair=True) == []
    assert "Your leader. How work is lived" not in sign_in(cast.sam).get(HOME).text


def test_who_works_nowhere_here_is_named_nobody(cast: Cast, sign_in: SignIn) -> None:
    text = sign_in(hire("Una", "Berg", None)).get(HOME).text
    assert "Tandem does not know where you work here, so it names nobody." in text


def test_whom_one_turns_to_takes_one_question(cast: Cast) -> None:
    with CaptureQueriesContext(connection) as queries:
        turned_to(cast.kim, cast.areas.night_shift, TODAY)
    assert len(queries) == 1


def test_who_leads_for_long_costs_today_no_question(cast: Cast, sign_in: SignIn) -> None:
    """Ilse since 2024, Kim since Monday: only of Kim is asked what she began with."""

    def asked(who: str) -> list[str]:
        client = sign_in(getattr(cast, who))
        client.get(HOME)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(HOME).status_code == 200
        return [each["sql"] for each in queries if LATEST in each["sql"]]

    assert not asked("ilse")
    new_leader(cast)
    assert len(asked("kim")) == 1


def test_today_stays_within_its_questions(cast: Cast, sign_in: SignIn) -> None:
    for who in (cast.kim, cast.ilse, cast.vera, cast.eva, cast.pia):
        client = sign_in(who)
        client.get(HOME)
        with CaptureQueriesContext(connection) as queries:
            client.get(HOME)
        assert sum(each["sql"].startswith("SELECT") for each in queries) <= 15, who


# ---- a hundred days


@pytest.mark.parametrize(("days", "day", "new"), [(0, 1, True), (99, 100, True), (100, 101, False)])
def test_the_hundredth_day_counts_and_the_next_does_not(
    cast: Cast, days: int, day: int, *, new: bool
) -> None:
    began = Began(cast.areas.operations, TODAY - timedelta(days=days), TODAY)
    assert (began.day, began.is_new) == (day, new)


def new_leader(cast: Cast) -> None:
    """Kim leads the night shift since Monday."""
    actions.set_leader(
        area=cast.areas.night_shift, person=cast.kim, by=OPERATOR, at=MONDAY, why="Ilse moved on"
    )


def test_a_new_leader_finds_the_page_on_today(cast: Cast, sign_in: SignIn) -> None:
    assert "first 100 days" not in sign_in(cast.ilse).get(HOME).text  # she leads since 2024
    new_leader(cast)
    text = sign_in(cast.kim).get(HOME).text
    assert "Your first 100 days as a leader" in text
    assert f'href="{PAGE}"' in text


def test_a_new_leader_in_a_pair_finds_it_too(cast: Cast, sign_in: SignIn) -> None:
    new_leader(cast)
    make_pair(
        area=cast.areas.night_shift, leader=cast.kim, hr_partner=cast.mira, by=OPERATOR, at=MONDAY
    )
    assert f'href="{PAGE}"' in sign_in(cast.kim).get(HOME).text


def test_who_only_stands_in_has_begun_nothing(whole_cast: WholeCast) -> None:
    assert began_to_lead(whole_cast.omar, TODAY) is None


def test_the_page_says_what_when_whom_and_where(cast: Cast, sign_in: SignIn) -> None:
    new_leader(cast)
    text = sign_in(cast.kim).get(PAGE).text
    assert "Day 2 of your first 100" in text
    assert "You lead Night shift since 23 Nov 2026" in text
    for said in ("Mon 30 Nov", "Mon 7 Dec", "Mon 22 Feb"):
        assert said in text
    for said in ("Sam Lindqvist", "Mira Okafor", "Ask Mira"):
        assert said in text
    for words in ASKED:
        assert words in text


def test_who_is_in_no_pair_is_told_nothing_that_takes_two_but_whom_to_ask(
    cast: Cast, sign_in: SignIn
) -> None:
    new_leader(cast)
    text = sign_in(cast.kim).get(PAGE).text
    for two in ("Agree how you work together", "Look back together", "Walk the map together"):
        assert two not in text
    assert "Your page with your HR partner" not in text
    assert "You are in no pair yet. Ask Mira Okafor, who answers for HR here" in text
    leave(cast.mira)
    text = sign_in(cast.kim).get(PAGE).text
    assert "You are in no pair yet. An HR administrator can make one." in text


def test_a_hard_conversation_is_planned_from_here_in_a_pair_or_not(
    cast: Cast, sign_in: SignIn
) -> None:
    new_leader(cast)
    kim = sign_in(cast.kim)
    plan = "/app/promises/new/?request=hard_talk"
    assert f'href="{plan}"' in kim.get(PAGE).text
    form = kim.get(plan).text
    assert "Hold a hard conversation" in form
    assert "What did you see yourself, and what did it lead to?" in form


def test_asking_somebody_from_here_is_an_ask(cast: Cast, sign_in: SignIn) -> None:
    new_leader(cast)
    assert (
        f'href="/app/promises/new/?with={cast.mira.pk}&amp;ask="'
        in sign_in(cast.kim).get(PAGE).text
    )


def test_every_everyday_question_has_its_row() -> None:
    """The list is ours, so all of it must lead to where it belongs."""
    assert [(words, hit.domain.key) for words, hit in best_hits()] == [
        ("probation talk", "onboard"),
        ("sick note", "wellbeing"),
        ("hire somebody new", "recruit"),
        ("pay rise", "reward"),
        ("difficult feedback", "perform"),
        ("conflict in the team", "fairness"),
        ("somebody resigns", "leaving"),
        ("parental leave return", "onboard"),
    ]
    assert len(ASKED) == 8


def cells(text: str) -> list[str]:
    """Whom the table of everyday questions says to ask."""
    return re.findall(r"<td>[^<]*</td><td>([^<]*)</td></tr>", text)


def test_what_one_owns_oneself_is_ones_own_where_nobody_else_is(
    cast: Cast, sign_in: SignIn
) -> None:
    new_leader(cast)
    kim = sign_in(cast.kim)
    assert cells(kim.get(PAGE).text) == ["Mira Okafor"] * 8
    leave(cast.mira)
    assert cells(kim.get(PAGE).text) == ["yours; the side of HR needs an owner"] * 8


def test_where_both_sides_are_left_each_needs_an_owner(cast: Cast, sign_in: SignIn) -> None:
    reports_to(hire("Una", "Berg", cast.areas.night_shift), cast.kim, MONDAY.date())
    leave(cast.mira)
    kim = sign_in(cast.kim)
    assert cells(kim.get(PAGE).text) == ["Ilse Brandt"] * 8
    leave(cast.ilse)
    assert cells(kim.get(PAGE).text) == ["needs an owner"] * 8


def test_who_stands_on_both_sides_reads_that_it_is_theirs(cast: Cast) -> None:
    new_leader(cast)
    found = owners_of(cast.areas.night_shift, TODAY)
    both = Owners(found.leader, replace(found.leader, side=Side.HR))
    none = Owners(replace(found.leader, seat=NOBODY[Duty.LEADS]), replace(both.hr))
    hit = best_hits()[0][1]
    assert asked_words(hit, both, cast.kim) == "yours"
    assert asked_words(hit, none, cast.kim) == "yours; the leader’s side needs an owner"


def test_nobody_is_sent_to_themselves(cast: Cast, sign_in: SignIn) -> None:
    new_leader(cast)
    text = sign_in(cast.kim).get(PAGE).text
    assert "<td>Kim Bakker</td>" not in text


def test_after_a_hundred_days_it_is_there_to_look_up(
    cast: Cast, sign_in: SignIn, it_is: ItIs
) -> None:
    new_leader(cast)
    with it_is(MONDAY + timedelta(days=150)):
        kim = sign_in(cast.kim)
        assert "The first 100 days, to look up" in kim.get(PAGE).text
        assert PAGE not in kim.get(HOME).text


# ---- people without an area


def reports_to(person: Person, manager: Person, on: date | None = None) -> None:
    """As a file of people says it."""
    spell = Spell.objects.of(person).get()
    if on is None:
        spell.manager = manager
        record("person.moved", spell, by=OPERATOR, at=MONDAY)
        return
    spell.end_on = on
    later = Spell(employment=spell.employment, area=spell.area, start_on=on, manager=manager)
    record("person.moved", spell, later, by=OPERATOR, at=MONDAY)


def test_who_has_people_without_an_area_has_the_page(cast: Cast, sign_in: SignIn) -> None:
    kim = sign_in(cast.kim)
    assert kim.get(PAGE).status_code == 404
    reports_to(hire("Una", "Berg", cast.areas.night_shift), cast.kim, MONDAY.date())
    text = kim.get(PAGE).text
    assert "People in Night shift report to you since 23 Nov 2026" in text
    assert "Day 2 of your first 100" in text
    for said in ("Talk with each of your people", "Read the map", "Plan one", *ASKED):
        assert said in text
    for said in ("Ilse Brandt", "Mira Okafor", "Ask Ilse"):  # who leads there, and the HR partner
        assert said in text
    for said in ("You are in no pair yet", "Look at your numbers", "Your page with your HR"):
        assert said not in text


def test_they_find_it_on_today_for_a_hundred_days(cast: Cast, sign_in: SignIn, it_is: ItIs) -> None:
    una = hire("Una", "Berg", cast.areas.night_shift)
    reports_to(una, cast.kim, MONDAY.date())
    assert f'href="{PAGE}"' in sign_in(cast.kim).get(HOME).text
    with it_is(MONDAY + timedelta(days=100)):
        assert PAGE not in sign_in(cast.kim).get(HOME).text


def test_who_has_had_people_for_long_has_begun_nothing_with_one_more(
    cast: Cast, sign_in: SignIn
) -> None:
    reports_to(hire("Una", "Berg", cast.areas.night_shift), cast.kim)
    reports_to(hire("Bo", "Lund", cast.areas.night_shift), cast.kim, MONDAY.date())
    kim = sign_in(cast.kim)
    assert PAGE not in kim.get(HOME).text
    assert "The first 100 days, to look up" in kim.get(PAGE).text


def test_with_the_last_of_ones_people_gone_the_page_is_too(cast: Cast, sign_in: SignIn) -> None:
    una = hire("Una", "Berg", cast.areas.night_shift)
    reports_to(una, cast.kim)
    leave(una)
    assert sign_in(cast.kim).get(PAGE).status_code == 404


def test_who_leads_an_area_reads_of_it_and_not_of_who_reports_to_them(
    cast: Cast, sign_in: SignIn
) -> None:
    reports_to(cast.kim, cast.ilse)
    text = sign_in(cast.ilse).get(PAGE).text
    assert "You lead Night shift since" in text


def test_a_leader_without_anybody_above_reads_it_too(cast: Cast, sign_in: SignIn) -> None:
    assert "Nobody is named for your area yet." in sign_in(cast.eva).get(PAGE).text


def test_with_a_pair_the_steps_lead_to_its_page(cast: Cast, sign_in: SignIn) -> None:
    fresh = hire("Nora", "Voss", cast.areas.customer_service)
    pair = pair_up(cast.areas.customer_service, fresh, cast.mira)
    text = sign_in(fresh).get(PAGE).text
    assert text.count(f'href="{pair.get_absolute_url()}"') >= 3
    for said in ("Agree how you work together", "Your page with your HR partner"):
        assert said in text
    assert pair.start_on == HIRED.date()


def test_the_charter_has_one_day_here_and_on_its_own_page(cast: Cast, sign_in: SignIn) -> None:
    """Somebody who follows in an old pair has 45 days for it, not the usual thirty."""
    follows = make_pair(
        area=cast.areas.night_shift, leader=cast.ilse, hr_partner=cast.mira, by=OPERATOR, at=MONDAY
    )
    new_leader(cast)
    pair = make_pair(
        area=cast.areas.night_shift, leader=cast.kim, hr_partner=cast.mira, by=OPERATOR, at=TUESDAY
    )
    assert follows.area == pair.area
    kim = sign_in(cast.kim)
    charter = kim.get(f"/app/partners/{pair.pk}/charter/").text
    planned = re.search(r"Planned for (\w+ \d+ \w+), day 4\d\.", charter)
    assert planned is not None
    here = kim.get(PAGE).text
    assert planned[1] in here
    assert here.index(planned[1]) < here.index("Agree how you work together")


# ---- done is what both have signed


def done(text: str) -> list[str]:
    """The titles of the steps the page calls done."""
    moments = re.findall(r"<li data-done[^>]*>(.*?)</li>", text, re.DOTALL)
    return [re.sub(r"<[^>]+>", "", each.split("<br>")[0].split("</b>")[1]) for each in moments]


def test_a_day_that_passed_makes_no_step_done(cast: Cast, sign_in: SignIn, it_is: ItIs) -> None:
    new_leader(cast)
    make_pair(
        area=cast.areas.night_shift, leader=cast.kim, hr_partner=cast.mira, by=OPERATOR, at=MONDAY
    )
    with it_is(MONDAY + timedelta(days=99)):
        text = sign_in(cast.kim).get(PAGE).text
        assert "Agree how you work together" in text
        assert done(text) == []


def test_nor_any_of_who_is_in_no_pair_or_has_no_area(
    cast: Cast, sign_in: SignIn, it_is: ItIs
) -> None:
    reports_to(hire("Una", "Berg", cast.areas.night_shift), cast.kim, MONDAY.date())
    with it_is(MONDAY + timedelta(days=99)):
        assert done(sign_in(cast.kim).get(PAGE).text) == []
        assert done(sign_in(cast.ilse).get(PAGE).text) == []


def test_what_the_two_have_agreed_is_done(cast: Cast, sign_in: SignIn) -> None:
    sam = sign_in(cast.sam)
    assert done(sam.get(PAGE).text) == []
    stories.filled(cast.pair)
    stories.both(cast.pair, "why")
    with stories.the_map_is_signed():
        stories.both(cast.pair, "map")
        assert done(sam.get(PAGE).text) == ["Meet your HR partner", "Walk the map together"]
        for part in starting_point():
            if part.key not in ("why", "map"):
                stories.both(cast.pair, part.key)
    # The charter stands by the day it was signed.
    assert sorted(done(sam.get(PAGE).text)) == [
        "Agree how you work together", "Meet your HR partner", "Walk the map together",
    ]  # fmt: skip
