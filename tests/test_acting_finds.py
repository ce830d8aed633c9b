"""Who stands in finds and opens what a lead does: from the first day to the last, no day more."""

from __future__ import annotations

from contextlib import AbstractContextManager
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from conftest import SignIn
from tandem.access.audit import OPERATOR, record
from tandem.organisation import actions, finding, reorganising, standing_in
from tandem.organisation.models import Area, Assignment, Duty, Employment, Person, Spell
from tandem.partnership.testing import MONDAY, TUESDAY, Cast
from tandem.website import clock

DAY = timedelta(days=1)
TODAY = TUESDAY.date()
LAST = TODAY + timedelta(days=10)
FIND, AREAS = reverse("people:find"), reverse("areas:find")
BOTH_DUTIES = pytest.mark.parametrize("duty", Duty)
DAYS = pytest.mark.parametrize(
    ("day", "lasts"),
    [(TODAY - DAY, False), (TODAY, True), (LAST, True), (LAST + DAY, False)],
    ids=["the day before", "first day", "last day", "the day after"],
)


def acting(cast: Cast, who: Person, duty: Duty = Duty.LEADS, last: date = LAST) -> Assignment:
    return standing_in.appoint_acting(
        area=cast.areas.operations, duty=duty, person=who, last_day=last, reason="Leave",
        by=cast.farid, at=TUESDAY,
    )  # fmt: skip


def caretaker(cast: Cast, who: Person) -> Assignment:
    """Of Operations, once Sam has left."""
    stay, job = Employment.objects.of(cast.sam).get(), Spell.objects.of(cast.sam).get()
    stay.end_on = job.end_on = TODAY
    record("person.left", stay, job, by=OPERATOR, at=MONDAY)
    return standing_in.appoint_caretaker(
        area=cast.areas.operations, duty=Duty.LEADS, person=who, reason="Sam has left",
        by=cast.farid, at=TUESDAY,
    )  # fmt: skip


def on(day: date) -> AbstractContextManager[None]:
    return clock.stopped(TUESDAY + (day - TODAY))


def found(who: Person, day: date, words: str) -> set[str]:
    answer = finding.find(words, person=who, today=day)
    return {row.name for row in [*answer.people, *answer.areas, *answer.nearly]}


def opened(client: Client, day: date, *pages: Person | Area) -> list[int]:
    with on(day):
        return [client.get(each.get_absolute_url()).status_code for each in pages]


def listed(client: Client, day: date, *areas: Area) -> list[bool]:
    with on(day):
        text = client.get(AREAS).text
    return [f'href="{each.get_absolute_url()}"' in text for each in areas]


@DAYS
@BOTH_DUTIES
def test_people_of_the_area_are_found_while_it_lasts(
    cast: Cast, duty: Duty, day: date, lasts: bool
) -> None:
    acting(cast, cast.leo, duty)
    assert ("Kim Bakker" in found(cast.leo, day, "bakker")) is lasts
    assert ("Kim Bakker" in found(cast.leo, day, "bakkre")) is lasts  # a slip of the finger
    assert ("Night shift" in found(cast.leo, day, "night")) is lasts
    assert "Ana Duarte" not in found(cast.leo, day, "duarte")


@DAYS
@BOTH_DUTIES
def test_cards_and_pages_are_there_while_it_lasts(
    cast: Cast, sign_in: SignIn, duty: Duty, day: date, lasts: bool
) -> None:
    acting(cast, cast.leo, duty)
    inside = (cast.kim, cast.ilse, cast.sam, cast.areas.operations, cast.areas.night_shift)
    outside = (cast.ana, cast.vera, cast.areas.supply, cast.areas.customer_service)
    client = sign_in(cast.leo)
    assert opened(client, day, *inside) == [200 if lasts else 404] * len(inside)
    assert opened(client, day, *outside) == [404] * len(outside)


@DAYS
def test_the_list_of_areas_holds_them_while_it_lasts(
    cast: Cast, sign_in: SignIn, day: date, lasts: bool
) -> None:
    acting(cast, cast.leo)
    areas = cast.areas
    client = sign_in(cast.leo)
    assert listed(client, day, areas.operations, areas.night_shift) == [lasts, lasts]
    assert listed(client, day, areas.finance, areas.customer_service) == [True, False]


@DAYS
def test_an_acting_lead_sees_what_the_lead_sees(cast: Cast, day: date, lasts: bool) -> None:
    """Everything the lead finds by any word, and no row more."""
    acting(cast, cast.kim)
    for words in ("kim", "ilse", "sam", "otto", "night", "operations", "duarte", "supply"):
        leads, acts = found(cast.sam, day, words), found(cast.kim, day, words)
        own = {"Kim Bakker"} if words == "kim" else set()
        assert acts == (leads if lasts else own)


@DAYS
def test_the_page_that_finds_opens_the_card_while_it_lasts(
    cast: Cast, sign_in: SignIn, day: date, lasts: bool
) -> None:
    acting(cast, cast.leo)
    client = sign_in(cast.leo)
    with on(day):
        answer = client.get(FIND, {"q": "kim"})
    if lasts:
        assert answer.headers["Location"] == cast.kim.get_absolute_url()
    else:
        assert "Nobody and nothing of this name" in answer.text


@DAYS
def test_the_lead_beside_whom_somebody_acts_loses_nothing(
    cast: Cast, sign_in: SignIn, day: date, lasts: bool
) -> None:
    acting(cast, cast.leo)
    client = sign_in(cast.sam)
    assert opened(client, day, cast.kim, cast.areas.night_shift) == [200, 200]
    assert "Kim Bakker" in found(cast.sam, day, "bakker")
    with on(day):
        text = client.get(cast.areas.operations.get_absolute_url()).text
    assert ("Leo Hartmann is acting lead" in text) is lasts


def test_for_one_day_it_is_that_day_alone(cast: Cast, sign_in: SignIn) -> None:
    acting(cast, cast.leo, last=TODAY)
    client = sign_in(cast.leo)
    days = (TODAY - DAY, TODAY, TODAY + DAY)
    assert [opened(client, day, cast.kim) for day in days] == [[404], [200], [404]]


def test_ended_early_nothing_is_there_from_that_day_on(cast: Cast, sign_in: SignIn) -> None:
    held = acting(cast, cast.leo)
    standing_in.end_stand_in(assignment=held, by=OPERATOR, at=TUESDAY + 3 * DAY)
    client = sign_in(cast.leo)
    for day, status in ((TODAY + 2 * DAY, 200), (TODAY + 3 * DAY, 404)):
        assert opened(client, day, cast.kim, cast.areas.night_shift) == [status, status]
        assert bool(found(cast.leo, day, "bakker")) is (status == 200)


@pytest.mark.parametrize(
    ("days", "status"), [(-1, 404), (0, 200), (400, 200)], ids=["before", "first day", "long after"]
)
def test_a_caretaker_looks_after_it_until_somebody_is_named(
    cast: Cast, sign_in: SignIn, days: int, status: int
) -> None:
    caretaker(cast, cast.leo)
    day = TODAY + days * DAY
    assert opened(sign_in(cast.leo), day, cast.kim, cast.areas.operations) == [status, status]
    assert bool(found(cast.leo, day, "bakker")) is (status == 200)


def test_once_a_leader_is_named_the_caretaker_finds_nobody_there(
    cast: Cast, sign_in: SignIn
) -> None:
    caretaker(cast, cast.leo)
    named = TODAY + timedelta(days=7)
    actions.set_leader(
        area=cast.areas.operations, person=cast.ilse, by=OPERATOR, at=TUESDAY + 7 * DAY
    )
    client = sign_in(cast.leo)
    assert opened(client, named - DAY, cast.kim) == [200]
    assert opened(client, named, cast.kim, cast.areas.operations) == [404, 404]
    assert opened(sign_in(cast.ilse), named, cast.kim, cast.areas.operations) == [200, 200]
    assert found(cast.leo, named, "bakker") == set()


def test_who_sees_everything_or_leads_above_is_not_touched(cast: Cast, sign_in: SignIn) -> None:
    acting(cast, cast.leo)
    for who in (cast.vera, cast.helen, cast.mira):
        for day in (TODAY - DAY, TODAY, LAST + DAY):
            assert opened(sign_in(who), day, cast.kim, cast.areas.night_shift) == [200, 200]


# When the area itself changes under somebody who stands in


def test_what_comes_below_the_area_is_seen_and_what_goes_is_not(
    cast: Cast, sign_in: SignIn
) -> None:
    acting(cast, cast.leo)
    for area, parent in (
        (cast.areas.customer_service, cast.areas.operations),
        (cast.areas.night_shift, cast.areas.varnholm),
    ):
        reorganising.move_area(area=area, parent=parent, on=TODAY, by=OPERATOR, at=TUESDAY)
    client = sign_in(cast.leo)
    assert opened(client, TODAY, cast.ana, cast.areas.customer_service) == [200, 200]
    assert opened(client, TODAY, cast.kim, cast.areas.night_shift) == [404, 404]
    assert found(cast.leo, TODAY, "duarte") == {"Ana Duarte"}
    assert listed(client, TODAY, cast.areas.customer_service, cast.areas.night_shift) == [
        True,
        False,
    ]


def test_when_the_area_is_merged_away_the_standing_in_ends_with_it(
    cast: Cast, sign_in: SignIn
) -> None:
    acting(cast, cast.leo)
    day = TODAY + DAY
    reorganising.merge_areas(
        source=cast.areas.operations, into=cast.areas.supply, on=day, by=OPERATOR, at=TUESDAY + DAY
    )
    client = sign_in(cast.leo)
    assert opened(client, TODAY, cast.kim) == [404]  # by now she is below another area
    assert opened(client, day, cast.kim, cast.areas.night_shift) == [404, 404]
    assert found(cast.leo, day, "bakker") == set()


@DAYS
def test_looking_back_is_open_while_it_lasts_also_to_days_before_it(
    cast: Cast, sign_in: SignIn, day: date, lasts: bool
) -> None:
    acting(cast, cast.leo)
    reorganising.rename_area(
        area=cast.areas.operations, name="Making", on=TODAY - 9 * DAY, by=OPERATOR, at=TUESDAY
    )
    then = {"as_of": (TODAY - 10 * DAY).isoformat()}
    client = sign_in(cast.leo)
    with on(day):
        page = client.get(cast.areas.operations.get_absolute_url(), then)
        card = client.get(cast.kim.get_absolute_url(), then)
        named = client.get(AREAS, {"q": "operations", **then})
    assert [page.status_code, card.status_code] == [200 if lasts else 404] * 2
    assert ("<h1>Operations</h1>" in page.text) is lasts
    assert (named.status_code == 302) is lasts  # the only one of this name then
