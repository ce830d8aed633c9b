"""Looking back: `?as_of=` on the page of an area and where areas are found."""

from __future__ import annotations

from datetime import date, timedelta
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from conftest import SignIn
from tandem.access.audit import OPERATOR
from tandem.organisation import actions, reorganising, standing_in
from tandem.organisation.models import Area, Duty, Employment, Person
from tandem.partnership.testing import HIRED, TUESDAY, Cast

DAY = timedelta(days=1)
TODAY = TUESDAY.date()
MARCH = date(2025, 3, 1)
BEFORE = {"as_of": (MARCH - DAY).isoformat()}
FIND = reverse("areas:find")


def look(sign_in: SignIn, who: Person, area: Area, **asked: str) -> str:
    answer = sign_in(who).get(area.get_absolute_url(), asked)
    assert answer.status_code == 200
    return str(answer.text)


def rename(area: Area, name: str) -> None:
    reorganising.rename_area(area=area, name=name, on=MARCH, by=OPERATOR, at=TUESDAY)


def move(area: Area, parent: Area) -> None:
    reorganising.move_area(area=area, parent=parent, on=MARCH, by=OPERATOR, at=TUESDAY)


def merge(source: Area, into: Area) -> None:
    reorganising.merge_areas(source=source, into=into, on=MARCH, by=OPERATOR, at=TUESDAY)


def test_the_page_of_a_day_has_the_name_and_crumbs_of_that_day(cast: Cast, sign_in: SignIn) -> None:
    rename(cast.areas.operations, "Making")
    rename(cast.areas.supply, "Supply chain")
    was = look(sign_in, cast.sam, cast.areas.operations, **BEFORE)
    assert "<h1>Operations</h1>" in was
    assert "/ Supply /" in was
    assert "as it was on 28 February 2025" in was
    assert "As it is today" in was
    now = look(sign_in, cast.sam, cast.areas.operations)
    assert "<h1>Making</h1>" in now
    assert "Supply chain" in now
    assert "as it was on" not in now


def test_the_page_of_a_day_has_the_people_and_duties_of_that_day(
    cast: Cast, sign_in: SignIn
) -> None:
    actions.set_leader(
        area=cast.areas.operations, person=cast.vera, by=OPERATOR, at=TUESDAY, since=MARCH
    )
    was = look(sign_in, cast.vera, cast.areas.operations, **BEFORE)
    assert "Sam Lindqvist leads" in was
    assert "Otto Kranz" in was  # has left since
    assert "4 people" in was
    assert "here on that day" in was
    now = look(sign_in, cast.vera, cast.areas.operations)
    assert "Vera Lund leads" in now
    assert "Otto Kranz" not in now


def test_whose_last_day_it_is_has_left_at_its_close(cast: Cast, sign_in: SignIn) -> None:
    """The numbers of a month are those at the close of its last day: one fewer than on it."""
    stay = Employment.objects.get(person__first_name="Otto", person__last_name="Kranz")
    assert stay.end_on is not None
    words = "1 of them for the last time: at its close they have left"
    last = {"as_of": (stay.end_on - DAY).isoformat()}
    assert words in look(sign_in, cast.sam, cast.areas.operations, **last)
    before = {"as_of": (stay.end_on - 2 * DAY).isoformat()}
    assert words not in look(sign_in, cast.sam, cast.areas.operations, **before)


def test_a_leader_of_before_sees_nothing_any_more(cast: Cast, sign_in: SignIn) -> None:
    actions.set_leader(
        area=cast.areas.operations, person=cast.vera, by=OPERATOR, at=TUESDAY, since=MARCH
    )
    for asked in ({}, BEFORE):
        url = cast.areas.operations.get_absolute_url()
        assert sign_in(cast.sam).get(url, asked).status_code == 404


def test_who_leads_now_may_look_back_beyond_their_own_time(cast: Cast, sign_in: SignIn) -> None:
    actions.set_leader(area=cast.areas.finance, person=cast.ana, by=OPERATOR, at=TUESDAY)
    was = look(sign_in, cast.ana, cast.areas.finance, **BEFORE)
    assert "Priya Raman leads" in was


def test_what_moved_away_is_named_and_neither_opened_nor_counted(
    cast: Cast, sign_in: SignIn
) -> None:
    move(cast.areas.night_shift, cast.areas.finance)
    was = look(sign_in, cast.sam, cast.areas.operations, **BEFORE)
    assert "Night shift" in was
    assert "lies elsewhere today" in was
    assert cast.areas.night_shift.get_absolute_url() not in was
    assert "Ilse Brandt" not in was  # her team is not Sam's to see today
    assert "2 people" in was
    above = look(sign_in, cast.helen, cast.areas.operations, **BEFORE)
    assert "Ilse Brandt" in above
    assert cast.areas.night_shift.get_absolute_url() + "?as_of=2025-02-28" in above
    assert "4 people" in above


def test_what_has_come_was_not_there_before(cast: Cast, sign_in: SignIn) -> None:
    move(cast.areas.night_shift, cast.areas.finance)
    priya = Person.objects.get(first_name="Priya")
    assert "Night shift" not in look(sign_in, priya, cast.areas.finance, **BEFORE)
    assert "Night shift" in look(sign_in, priya, cast.areas.finance)
    assert "Night shift" in look(sign_in, priya, cast.areas.finance, as_of=MARCH.isoformat())


def test_a_closed_area_shows_its_last_day_and_what_it_became(cast: Cast, sign_in: SignIn) -> None:
    merge(cast.areas.night_shift, cast.areas.customer_service)
    page = look(sign_in, cast.helen, cast.areas.night_shift)
    assert "as it was on 28 February 2025" in page
    assert "It was closed on 1 March 2025. This is its last day." in page
    assert "Since then it is part of" in page
    assert "Kim Bakker" in page
    beyond = look(sign_in, cast.sam, cast.areas.night_shift, as_of="2026-01-01")
    assert "This is its last day." in beyond
    assert "Since then it is part of" not in beyond  # Customer Service is not Sam's to see
    assert sign_in(cast.ana).get(cast.areas.night_shift.get_absolute_url()).status_code == 404


def test_an_area_is_shown_from_its_first_day_on(cast: Cast, sign_in: SignIn) -> None:
    new = reorganising.split_area(
        area=cast.areas.night_shift, name="Early shift", people=[cast.kim],
        on=MARCH, by=OPERATOR, at=TUESDAY,
    )  # fmt: skip
    page = look(sign_in, cast.sam, new, **BEFORE)
    assert "It began on 1 March 2025. This is its first day." in page
    assert "Kim Bakker" in page


BAD = [
    ("31.02.2025", "“31.02.2025” is not a day. Write days like 2026-11-01."),
    ("2025-02-30", "“2025-02-30” is not a day."),
    ("soon <b>", "“soon &lt;b&gt;” is not a day."),
    ("2026-11-25", "That day is still to come."),
    ("9999-12-31", "That day is still to come."),
    ("1949-12-31", "That day is too long ago."),
]


@pytest.mark.parametrize(("typed", "said"), BAD)
def test_a_day_that_cannot_be_looked_at_is_answered_in_words(
    cast: Cast, sign_in: SignIn, typed: str, said: str
) -> None:
    client = sign_in(cast.sam)
    for url in (cast.areas.operations.get_absolute_url(), FIND):
        answer = client.get(url, {"as_of": typed, "q": "shift"})
        assert answer.status_code == 422
        assert said in answer.text
        assert "Night shift" in answer.text  # the page of today stands below, nothing is lost
    assert 'value="shift"' in answer.text


@pytest.mark.parametrize("typed", ["", "  ", "2026-11-24"])
def test_nothing_typed_and_today_are_the_page_as_it_is(
    cast: Cast, sign_in: SignIn, typed: str
) -> None:
    assert "as it was on" not in look(sign_in, cast.sam, cast.areas.operations, as_of=typed)


def test_areas_are_found_by_the_name_of_that_day(cast: Cast, sign_in: SignIn) -> None:
    rename(cast.areas.night_shift, "Late shift")
    client = sign_in(cast.sam)
    found = client.get(FIND, {"q": "night", **BEFORE})
    there = cast.areas.night_shift.get_absolute_url()
    assert found.headers["Location"] == f"{there}?{urlencode(BEFORE)}"
    assert "No area of this name" in client.get(FIND, {"q": "late", **BEFORE}).text
    listed = client.get(FIND, BEFORE).text
    assert "Night shift" in listed
    assert "as it was on 28 February 2025" in listed
    assert f"{there}?as_of=2025-02-28" in listed


def test_what_was_searched_is_kept_with_the_day(cast: Cast, sign_in: SignIn) -> None:
    text = sign_in(cast.helen).get(FIND, {"q": "s", **BEFORE}).text
    assert '<input type="hidden" name="q" value="s">' in text
    assert '<input type="hidden" name="as_of" value="2025-02-28">' in text
    assert 'href="?q=s"' in text


def test_a_found_area_is_counted_with_the_people_of_that_day(cast: Cast, sign_in: SignIn) -> None:
    move(cast.areas.night_shift, cast.areas.finance)
    rows = sign_in(cast.helen).get(FIND, BEFORE).context["rows"]
    counts = {row.area.name: row.people for row in rows}
    assert counts["Operations"] == 4
    assert counts["Finance"] == 1
    assert [row.area.name for row in rows][:2] == ["Varnholm Foods", rows[1].area.name]


def test_only_areas_of_today_are_found_without_a_day(cast: Cast, sign_in: SignIn) -> None:
    merge(cast.areas.night_shift, cast.areas.customer_service)
    client = sign_in(cast.sam)
    assert "Night shift" not in client.get(FIND).text
    assert "Night shift" in client.get(FIND, BEFORE).text


def test_who_stands_in_is_named_with_the_last_day(cast: Cast, sign_in: SignIn) -> None:
    standing_in.appoint_acting(
        area=cast.areas.operations, duty=Duty.LEADS, person=cast.kim, reason="Leave",
        last_day=TODAY + timedelta(days=30), by=cast.farid, at=TUESDAY,
    )  # fmt: skip
    page = look(sign_in, cast.kim, cast.areas.operations)  # and sees what a lead sees
    assert "Sam Lindqvist leads" in page
    assert "Kim Bakker is acting lead" in page
    assert "until 24 December 2026 · you" in page
    assert "Leave" not in page  # the reason is for those who set the company up
    assert "acting lead" not in look(sign_in, cast.sam, cast.areas.operations, **BEFORE)


@pytest.mark.parametrize("asked", [{}, BEFORE])
def test_a_page_asks_as_often_for_many_areas_as_for_few(
    cast: Cast, sign_in: SignIn, asked: dict[str, str]
) -> None:
    client = sign_in(cast.sam)
    counts = []
    for n in (1, 40):
        for number in range(n):
            area = actions.add_area(
                name=f"Line {n} {number}", parent=cast.areas.operations, by=OPERATOR, at=HIRED
            )
            rename(area, f"Row {n} {number}")
        for url in (cast.areas.operations.get_absolute_url(), FIND):
            client.get(url, asked)
            with CaptureQueriesContext(connection) as queries:
                client.get(url, asked)
            counts.append(len(queries.captured_queries))
    assert counts[:2] == counts[2:]
    assert max(counts) <= 17
