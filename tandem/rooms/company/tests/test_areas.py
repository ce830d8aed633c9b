"""An area's page in the company room: changing it, and who stands in."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from conftest import SignIn
from tandem.access.audit import OPERATOR
from tandem.access.models import Event
from tandem.organisation import actions, reorganising, standing_in
from tandem.organisation.models import Area, AreaVersion, Assignment, Duty, Person, Spell
from tandem.partnership.testing import HIRED, TUESDAY, Cast, leave

MARCH = {"on": "2025-03-01"}
DAY = timedelta(days=1)


@pytest.fixture
def farid(cast: Cast, sign_in: SignIn) -> Client:
    return sign_in(cast.farid)


def address(area: Area, deed: str = "") -> str:
    if deed:
        return reverse("company:change_area", args=[area.pk, deed])
    return reverse("company:area", args=[area.pk])


def test_a_renamed_area_shows_what_it_was(farid: Client, cast: Cast) -> None:
    area = cast.areas.operations
    answer = farid.post(address(area, "rename"), {"name": "Making", **MARCH}, follow=True)
    assert "Renamed." in answer.text
    assert ">Making</h1>" in answer.text
    assert "1 Mar 2025" in answer.text
    assert AreaVersion.objects.get().name == "Operations"
    event = Event.objects.get(what="area.renamed")
    assert event.who == cast.farid.pseudonym


def test_a_form_offers_today_and_the_name_there_is(farid: Client, cast: Cast) -> None:
    text = farid.get(address(cast.areas.operations, "rename")).text
    assert 'value="Operations"' in text
    assert 'value="2026-11-24"' in text
    assert 'max="2026-11-24"' in text


@pytest.mark.parametrize(
    ("typed", "above"),
    [
        ("Finance", "Finance"),
        ("finance", "Finance"),
        ("Varnholm Foods / Customer Service", "Customer Service"),
        ("", None),
    ],
)
def test_an_area_moves_below_the_one_that_is_typed(
    farid: Client, cast: Cast, typed: str, above: str | None
) -> None:
    farid.post(address(cast.areas.operations, "move"), {"parent": typed, **MARCH})
    parent = Area.objects.get(pk=cast.areas.operations.pk).parent
    assert (parent.name if parent else None) == above


@pytest.mark.parametrize(
    ("deed", "data", "said"),
    [
        ("rename", {"name": "Finance", **MARCH}, None),
        ("rename", {"name": "Customer Service", **MARCH}, None),
        ("rename", {"name": "Making", "on": "2026-11-25"}, "still to come"),
        ("rename", {"name": "Making", "on": "31.02.2025"}, "Enter a valid date"),
        ("rename", {"name": "", **MARCH}, "This field is required"),
        ("move", {"parent": "Nowhere", **MARCH}, "No other area is called “Nowhere”"),
        ("move", {"parent": "Operations", **MARCH}, "No other area is called “Operations”"),
        ("move", {"parent": " / ", **MARCH}, "No other area is called"),
        ("move", {"parent": "Night shift", **MARCH}, "they would hang in a circle"),
        ("merge", {"into": "", **MARCH}, "This field is required"),
        ("merge", {"into": "Night shift", **MARCH}, "they would hang in a circle"),
        ("close", MARCH, "Still in “Operations”: Otto Kranz, Sam Lindqvist"),
        ("split", {"name": "Day shift", **MARCH}, "Choose at least one person"),
    ],
)
def test_what_cannot_be_comes_back_with_its_reason_and_what_was_typed(
    farid: Client, cast: Cast, deed: str, data: dict[str, str], said: str | None
) -> None:
    area = cast.areas.operations
    answer = farid.post(address(area, deed), data)
    if said is None:  # beside Operations nothing is called so
        assert answer.status_code == 302
        return
    assert answer.status_code == 422
    assert said in answer.text
    for typed in data.values():
        if typed.strip():
            assert typed.strip() in answer.text
    area.refresh_from_db()
    assert (area.name, area.parent, area.end_on) == ("Operations", cast.areas.supply, None)


def test_an_area_of_two_names_asks_which(farid: Client, cast: Cast) -> None:
    actions.add_area(name="Night shift", parent=cast.areas.finance, by=OPERATOR, at=HIRED)
    url = address(cast.areas.customer_service, "move")
    answer = farid.post(url, {"parent": "Night shift", **MARCH})
    assert answer.status_code == 422
    assert "Varnholm Foods / Finance / Night shift" in answer.text
    assert farid.post(url, {"parent": "Finance / Night shift", **MARCH}).status_code == 302


def test_merged_areas_lead_to_one_another(farid: Client, cast: Cast) -> None:
    area = cast.areas.night_shift
    page = farid.post(address(area, "merge"), {"into": "Finance", **MARCH}, follow=True).text
    assert "Closed since 1 March 2025." in page
    assert address(cast.areas.finance) in page
    assert "Change it" not in page
    assert farid.get(address(area, "rename")).status_code == 404
    assert Spell.objects.of(cast.kim).still().get().area == cast.areas.finance


def test_people_are_split_off_by_name(farid: Client, cast: Cast) -> None:
    url = address(cast.areas.night_shift, "split")
    form = farid.get(url).text
    assert "Kim Bakker" in form
    assert "Ana Duarte" not in form
    answer = farid.post(url, {"name": "Early shift", "people": [str(cast.kim.pk)], **MARCH})
    assert answer.status_code == 302
    assert Spell.objects.of(cast.kim).still().get().area.name == "Early shift"
    foreign = farid.post(url, {"name": "Third shift", "people": [str(cast.ana.pk)], **MARCH})
    assert foreign.status_code == 422


def acting(who: str = "Kim Bakker", **said: str) -> dict[str, str]:
    plain = {"duty": "leads", "person": who, "last_day": "2026-12-24", "reason": "Sam is away"}
    return plain | said


def test_somebody_acting_is_named_and_ended_by_hand(farid: Client, cast: Cast) -> None:
    area = cast.areas.operations
    page = farid.post(address(area, "acting"), acting(), follow=True).text
    assert "Kim Bakker is acting until 24 December 2026" in page
    assert "acting, until a day" in page
    assert "Sam is away" in page
    assert address(area, "end") in page
    over = farid.post(address(area, "end"), {"duty": "leads"}, follow=True).text
    assert "Ended." in over
    assert "until 24 November 2026" in over  # named today, it lasts the day


def test_standing_in_that_began_earlier_is_over_at_once(farid: Client, cast: Cast) -> None:
    area = cast.areas.operations
    standing_in.appoint_acting(
        area=area, duty=Duty.LEADS, person=cast.kim, last_day=date(2026, 12, 24),
        reason="Sam is away", by=cast.farid, at=TUESDAY - 3 * DAY,
    )  # fmt: skip
    farid.post(address(area, "end"), {"duty": "leads"})
    assert address(area, "end") not in farid.get(address(area)).text
    assert not Assignment.objects.of(cast.kim).on(TUESDAY.date()).exists()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (acting("Nobody Known"), "Nobody here is called “Nobody Known”"),
        (acting("Otto Kranz"), "Nobody here is called"),
        (acting("L"), "Several people could be meant: "),
        (acting("mira.okafor@varnholm.example"), "on the other side of this area already"),
        (acting(reason=""), "This field is required"),
        (acting(last_day="2026-11-23"), "lies in the past"),
        (acting(last_day="2027-11-26"), "more than a year"),
        (acting(duty="owner"), "Select a valid choice"),
    ],
)
def test_who_cannot_stand_in_is_told_in_words(
    farid: Client, cast: Cast, data: dict[str, str], said: str
) -> None:
    answer = farid.post(address(cast.areas.operations, "acting"), data)
    assert answer.status_code == 422
    assert said in answer.text
    assert not Assignment.objects.standing_in().exists()


def test_a_caretaker_is_offered_where_a_side_is_vacant(farid: Client, cast: Cast) -> None:
    area = cast.areas.operations
    assert address(area, "caretaker") not in farid.get(address(area)).text
    refused = farid.post(address(area, "caretaker"), acting())
    assert "Sam Lindqvist has this duty." in refused.text
    leave(cast.sam)  # on Monday
    page = farid.get(address(area)).text
    assert "vacant since 23 November 2026" in page
    assert address(area, "caretaker") in page
    assert "Kim Bakker is caretaker" in farid.post(
        address(area, "caretaker"), acting(), follow=True
    ).text  # fmt: skip


def test_the_overview_says_since_when_a_side_is_vacant(farid: Client, cast: Cast) -> None:
    leave(cast.sam)
    text = farid.get(reverse("company:page")).text
    assert "vacant since 23 Nov 2026" in text
    caretaking(cast, cast.kim)
    assert "Kim Bakker, caretaker" in farid.get(reverse("company:page")).text


def caretaking(cast: Cast, who: Person) -> None:
    standing_in.appoint_caretaker(
        area=cast.areas.operations, duty=Duty.LEADS, person=who, reason="Sam has left",
        by=cast.farid, at=TUESDAY,
    )  # fmt: skip


def test_the_overview_of_a_day_has_the_tree_of_that_day(farid: Client, cast: Cast) -> None:
    reorganising.move_area(
        area=cast.areas.night_shift, parent=None, on=date(2025, 3, 1), by=OPERATOR, at=TUESDAY
    )
    reorganising.rename_area(
        area=cast.areas.night_shift, name="Nights", on=date(2025, 3, 1), by=OPERATOR, at=TUESDAY
    )
    url = reverse("company:page")
    was = farid.get(url, {"as_of": "2025-02-28"})
    assert was.context["rows"][0].name == "Varnholm Foods"
    assert ("Night shift", 3) in [(row.name, row.depth) for row in was.context["rows"]]
    assert "as it was on 28 February 2025" in was.text
    now = farid.get(url)
    assert ("Nights", 0) in [(row.name, row.depth) for row in now.context["rows"]]
    assert ("On 28 February 2025." in was.text, "On 24 November 2026." in now.text) == (True, True)
    before = farid.get(url, {"as_of": "2023-01-01"})
    assert before.context["counts"].people is None
    bad = farid.get(url, {"as_of": "yesterday"})
    assert bad.status_code == 422
    assert "“yesterday” is not a day" in bad.text
    assert "Nights" in bad.text


def test_a_closed_area_is_listed_only_on_its_days(farid: Client, cast: Cast) -> None:
    farid.post(address(cast.areas.night_shift, "merge"), {"into": "Finance", **MARCH})
    url = reverse("company:page")
    assert "Night shift" not in farid.get(url).text
    assert "Night shift" in farid.get(url, {"as_of": "2025-02-28"}).text
    assert farid.get(url).context["counts"].areas == 5


def test_a_pair_by_hand_never_revives_a_closed_area(farid: Client, cast: Cast) -> None:
    archive = actions.add_area(name="Archive", parent=cast.areas.finance, by=OPERATOR, at=HIRED)
    reorganising.close_area(area=archive, on=date(2025, 3, 1), by=OPERATOR, at=TUESDAY)
    sent = {
        "area": "Archive", "leader_name": "Bo Maas", "leader_email": "bo.maas@varnholm.example",
        "hr_name": "Greta Solberg", "hr_email": "greta.solberg@varnholm.example",
    }  # fmt: skip
    assert farid.post(reverse("company:pair"), sent).status_code == 200
    assert Assignment.objects.at(archive).count() == 0
    assert Area.objects.still().get(name="Archive") != archive


def test_the_page_of_an_area_shows_no_numbers_of_it(farid: Client, cast: Cast) -> None:
    text = farid.get(address(cast.areas.operations)).text
    assert "Kim Bakker" not in text  # who works there is not the set-up's matter
    assert "Sam Lindqvist" in text
