"""The invented company as it stands in a home: people, pairs, promises, and who one can be."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from tandem.access.models import Event
from tandem.access.roles import CHRO, Administrator, HRAdministrator, HRPartner, Leader
from tandem.bridge.heard import heard_words
from tandem.bridge.numbers import figures_of
from tandem.demo.cast import CAST, HAS_LEFT
from tandem.demo.load import load_if_empty
from tandem.demo.stored import FILE, Stored, stored
from tandem.organisation.models import Area, Assignment, Employment, Invitation, Person
from tandem.organisation.settings import values_on
from tandem.partnership.commitments.heard_first import requests_between
from tandem.partnership.commitments.models import Commitment
from tandem.partnership.models import Charter, CharterPart, GoalMark, Pair, RoleReview, Vision
from tandem.partnership.outcomes.four import how_many, in_the_area
from tandem.partnership.registers import obligations, places, set_up_steps
from tandem.partnership.role_review.rules import Band
from tandem.partnership.role_review.told import told_to
from tandem.partnership.signals.models import Signal
from tandem.partnership.testing import TUESDAY
from tandem.rooms.heads_ups.models import HeadsUp
from tandem.rooms.heads_ups.rules import Given
from tandem.rooms.ownership.models import MapRow, SignedRow
from tandem.rooms.talks.models import TalkPoint
from tandem.rooms.talks.rules import Balance

TODAY = TUESDAY.date()
pytestmark = [pytest.mark.slow, pytest.mark.alike]


@pytest.fixture(scope="module")
def loaded(django_db_setup: None, django_db_blocker: object) -> Iterator[Stored]:
    """Once for all tests here, which only look; taken out again afterwards."""
    from django.db import transaction

    with django_db_blocker.unblock(), transaction.atomic():  # type: ignore[attr-defined]
        load_if_empty(at=TUESDAY)
        yield stored()
        transaction.set_rollback(True)
    (Path(settings.SITE.home) / FILE).unlink()
    for folder in ("snapshots", "uploads", "charts"):
        for left in (Path(settings.SITE.home) / folder).iterdir():
            shutil.rmtree(left) if left.is_dir() else left.unlink()


@pytest.fixture
def company(loaded: Stored, db: None) -> Stored:
    return loaded


def who(company: Stored, key: str) -> Person:
    return Person.objects.get(number=company.numbers[key])


def test_everybody_of_the_day_is_here(company: Stored) -> None:
    assert company.day == TODAY
    assert Employment.objects.on(TODAY).count() == 1812
    assert Area.objects.count() == 177


def test_loading_again_changes_nothing(company: Stored) -> None:
    events = Event.objects.count()
    assert load_if_empty(at=TUESDAY + timedelta(days=3)) == TODAY
    assert Event.objects.count() == events


def test_the_cast_holds_the_roles_of_its_cards(company: Stored) -> None:
    assert Leader in who(company, "sam").roles(TODAY)
    assert {HRPartner, HRAdministrator} <= who(company, "mira").roles(TODAY)
    assert CHRO in who(company, "helen").roles(TODAY)
    assert Administrator in who(company, "pia").roles(TODAY)
    assert {role.key for role in who(company, "kim").roles(TODAY)} == {"employee"}


def test_54_pairs_and_the_one_at_the_top(company: Stored) -> None:
    assert Pair.objects.on(TODAY).count() == 55
    mira = who(company, "mira")
    assert Pair.objects.visible_to(mira).on(TODAY).count() == 6


def test_who_leads_since_when_is_as_the_story_has_it(company: Stored) -> None:
    operations = Area.objects.get(name="Operations")
    leads = Assignment.objects.at(operations).leading().on(TODAY).get()
    assert (leads.person, leads.start_on.year) == (who(company, "sam"), 2024)
    quality = Assignment.objects.of(who(company, "noor")).leading().on(TODAY).get()
    assert quality.start_on == date(2026, 9, 7)


def test_the_company_is_set_up_and_nobodys_day_begins_with_that(company: Stored) -> None:
    for key in ("mira", "farid"):
        assert set_up_steps(who(company, key), TODAY) == []
    assert Invitation.objects.open_at(TUESDAY).exists()


def test_operations_moved_in_october_and_its_team_of_nine_is_not_judged(company: Stored) -> None:
    moved = figures_of(Area.objects.get(name="Operations"))
    small = figures_of(Area.objects.get(name="Quality"))
    assert moved is not None
    assert small is not None
    assert moved.finding.title == "Operations: a real move, and it sits in one team."
    assert moved.finding.sentence.startswith("Six people chose to leave in October")
    assert small.finding.title == "Quality: too few people to say."


def test_miras_day_is_the_one_of_her_card(company: Stored) -> None:
    mira = who(company, "mira")
    mine = Commitment.objects.visible_to(mira).open()
    assert mine.count() == 11
    assert mine.waiting_for(mira).count() >= 2
    assert mine.performed_by(mira).filter(due_on=TODAY + timedelta(days=1)).exists()


def test_sam_and_mira_have_come_far_with_their_map(company: Stored) -> None:
    rows = MapRow.objects.visible_to(who(company, "sam"))
    assert Counter(rows.values_list("state", flat=True)) == {
        "signed": 9, "under_review": 1, "by_hr": 1, "edited": 1, "by_leader": 1,
    }  # fmt: skip
    [differ] = rows.exclude(differs_since=None)
    assert (differ.domain, bool(differ.leader_view and differ.hr_view)) == ("onboard", True)
    assert SignedRow.objects.get(number=2).domain == "change"
    [waiting] = [
        each.sentence
        for each in obligations(who(company, "mira"), TODAY)
        if "who owns what" in each.sentence
    ]
    assert waiting == "2 rows of who owns what in Operations wait for you."


def test_sam_and_mira_have_told_each_other_something(company: Stored) -> None:
    sam, mira = who(company, "sam"), who(company, "mira")
    pair = Pair.objects.of_two(sam, mira).still().get()
    both = HeadsUp.objects.of(pair).both()
    assert (both.leader, both.hr_partner) == (Given(1, 1), Given(2, 1))
    assert TalkPoint.objects.of(pair).waiting().count() == 2
    assert TalkPoint.objects.of(pair).balance() == Balance(3, 2)
    lines = {place.name: place.said for place in places(pair, mira, TODAY)}
    assert lines["Why we do this"] == "You have both written it."
    assert lines["What keeps me up at night"] == "Sam shares something with you."


def test_one_charter_is_signed_one_is_halfway_and_the_others_are_still_to_come(
    company: Stored,
) -> None:
    mira = who(company, "mira")
    [signed] = Charter.objects.visible_to(mira)
    assert signed.pair.leader == who(company, "sam")
    changed = CharterPart.objects.of(signed.pair).exclude(state="signed")
    assert [part.key for part in changed] == ["rhythm"]  # the next version is open
    finance = Pair.objects.of_two(who(company, "priya"), mira).still().get()
    said = CharterPart.objects.of(finance)
    assert (said.filter(state="signed").count(), said.count()) == (8, 14)
    assert {part.pair for part in CharterPart.objects.all()} == {signed.pair, finance}


def test_sam_and_mira_have_signed_a_vision_twice(company: Stored) -> None:
    sam, kim = who(company, "sam"), who(company, "kim")
    assert [each.number for each in Vision.objects.visible_to(sam, TODAY)] == [1, 2]
    [for_all] = Vision.objects.visible_to(kim, TODAY)
    assert (for_all.number, for_all.pair.leader) == (2, sam)


def test_sam_and_mira_own_two_of_the_four(company: Stored) -> None:
    pair = Pair.objects.of_two(who(company, "sam"), who(company, "mira")).still().get()
    assert how_many([pair.area_id], TODAY)[pair.area_id] == 2
    assert {each.portfolio for each in in_the_area(pair.area_id, TODAY)} == {"succession", "growth"}


def test_sam_and_mira_have_goals_at_odds_and_settled_others(company: Stored) -> None:
    sam = who(company, "sam")
    marks = [*GoalMark.objects.visible_to(sam)]
    assert [each.says for each in marks] == ["conflicts", "supports", "conflicts"]
    assert [each.is_at_odds for each in marks] == [False, False, True]
    assert [bool(each.how) for each in marks] == [True, False, False]


def test_sam_and_mira_have_read_what_each_answered_and_told_one_word(company: Stored) -> None:
    sam, mira, helen = (who(company, key) for key in ("sam", "mira", "helen"))
    seen = [RoleReview.objects.visible_to(each, TODAY) for each in (sam, mira, helen)]
    assert [len(each) for each in seen] == [2, 2, 0]
    assert all(row.read_on and row.heard_on for row in seen[0])
    [told] = told_to(helen, TODAY)
    assert (told.pair.leader, told.band, told.waits) == (sam, Band.STEADY, False)


def test_every_promise_came_through_the_acts(company: Stored) -> None:
    for promise in Commitment.objects.all()[:10]:
        assert Event.objects.about(promise.pk).filter(actor="person").exists()


@pytest.mark.parametrize(
    ("leader", "settled", "right", "said"),
    [
        ("sam", 10, 8, "10 of 10 said back before the answer. Somewhere between"),
        ("jonas", 1, 1, "said back before the answer. A share is shown from 8 on."),
    ],
)
def test_how_often_important_requests_were_heard_first_is_shown_with_its_minimum(
    company: Stored, leader: str, settled: int, right: int, said: str
) -> None:
    one, mira = who(company, leader), who(company, "mira")
    heard = requests_between(one, mira, TODAY, values_on(TODAY)).heard_first
    assert (heard.settled, heard.heard, heard.right) == (settled, settled, right)
    assert said in heard_words(heard).sentence


def test_birgit_asked_sam_for_something_he_first_says_back(company: Stored) -> None:
    asked = [each.sentence for each in obligations(who(company, "sam"), TODAY)]
    assert "Birgit asked you for something important. First say what you heard." in asked


def test_what_jonas_let_pass_in_silence_is_noticed_by_its_own_rule_and_nothing_else_is(
    company: Stored,
) -> None:
    [signal] = Signal.objects.open()
    assert (signal.detector, signal.evidence) == (
        "broken_promises", {"silent_misses": 2, "eligible": 11},
    )  # fmt: skip
    assert signal.pair.leader == who(company, "jonas")
    assert signal.pair.hr_partner == who(company, "mira")


def test_who_would_you_like_to_be_shows_the_whole_cast(company: Stored, client: Client) -> None:
    text = client.get(reverse("demo:welcome")).text
    for member in CAST:
        assert who(company, member.key).name in text
    assert "1,812 people" in text


@pytest.mark.parametrize("key", [member.key for member in CAST])
def test_one_can_be_each_of_them(company: Stored, client: Client, key: str) -> None:
    answer = client.post(reverse("demo:be", args=[key]), follow=True)
    assert answer.status_code == 200
    assert f"{who(company, key).name}: your page" in answer.text


def test_being_somebody_else_ends_being_the_first(company: Stored, client: Client) -> None:
    client.get(reverse("demo:be", args=["sam"]))
    client.get(reverse("demo:be", args=["mira"]))
    assert "Mira Okafor" in client.get(reverse("me")).text
    assert "Sam Lindqvist" not in client.get(reverse("me")).text


def test_who_has_left_opens_nothing(company: Stored, client: Client) -> None:
    otto = who(company, HAS_LEFT)
    assert otto.account is not None
    client.force_login(otto.account)
    assert client.get(reverse("today:page")).headers["Location"] == reverse("account_login")


def test_nobody_but_the_cast_can_be_taken_on(company: Stored, client: Client) -> None:
    for key in (HAS_LEFT, "nobody", "ilse"):
        assert client.get(reverse("demo:be", args=[key])).status_code == 404
