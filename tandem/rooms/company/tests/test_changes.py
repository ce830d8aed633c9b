"""The list of changes: every one, the latest first, with who and why."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from conftest import SignIn
from tandem.access.audit import OPERATOR, record
from tandem.organisation import calendars, settings
from tandem.organisation.models import Setting
from tandem.organisation.switches import QUICK_LINE
from tandem.organisation.values import BY_KEY
from tandem.partnership.testing import TUESDAY, Cast
from tandem.rooms.company import changes

PAGE = reverse("company:changes")


@pytest.fixture
def farid(cast: Cast, sign_in: SignIn) -> Client:
    return sign_in(cast.farid)


def test_before_anything_was_set_the_roles_given_are_all_there_is(farid: Client) -> None:
    text = farid.get(PAGE).text
    assert "Farid Nasser is HR administrator" in text
    assert "at the terminal" in text


def test_every_kind_of_change_stands_there_in_words(farid: Client, cast: Cast) -> None:
    by, at = cast.farid, TUESDAY
    known = BY_KEY["between_us_days"]
    settings.set_value(known=known, value=Decimal(120), reason="Long seasons.", by=by, at=at)
    settings.switch(feature=QUICK_LINE, on=False, reason="A trial.", by=by, at=at)
    calendars.set_calendar(site="", country="NL", subdivision="", weekdays=[0, 1, 2], by=by, at=at)
    eve, fair = date(2026, 12, 24), date(2026, 11, 28)
    own = calendars.add_day(site="", day=eve, works=False, name="Eve", by=by, at=at)
    calendars.add_day(site="", day=fair, works=True, name="Fair", by=by, at=at)
    calendars.take_day_back(own=own, by=by, at=at)
    text = farid.get(PAGE).text
    said = [
        "The company: Eve on 2026-12-24 taken back",
        "The company: Fair on 2026-11-28 is worked",
        "The company: Eve on 2026-12-24 is off",
        "The company: Netherlands · Monday to Wednesday",
        "The quick line: switched off",
        "Just between us: 120 days",
    ]
    places = [text.index(sentence) for sentence in said]
    assert places == sorted(places)
    assert "Long seasons." in text and "A trial." in text
    assert text.count("Farid Nasser") >= 6


def test_what_a_later_version_does_not_know_is_shown_by_its_key(farid: Client, cast: Cast) -> None:
    old = Setting(key="old_value", number=1, value=Decimal(3), start_on=TUESDAY.date())
    record("setting.value_changed", old, by=OPERATOR, at=TUESDAY)
    assert "old_value: 3" in farid.get(PAGE).text


def test_many_changes_are_read_page_by_page(
    farid: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(changes, "PER_PAGE", 3)
    for number in range(4):
        day = date(2026, 12, 1) + timedelta(days=number)
        calendars.add_day(
            site="", day=day, works=False, name=f"Day {number}", by=cast.farid, at=TUESDAY
        )
    first, second = farid.get(PAGE).text, farid.get(PAGE, {"page": "2"}).text
    assert "Day 3" in first and "Day 0" not in first
    assert "Day 0" in second and "Day 3" not in second


def test_a_list_with_nothing_in_it_says_so(farid: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(changes, "LISTED", ())
    assert "Nothing has been changed yet." in farid.get(PAGE).text


def test_other_acts_stay_out_of_the_list(farid: Client) -> None:
    assert "person" not in {word for what in changes.LISTED for word in what.split(".")}
    assert "Nobody can change this list." in farid.get(PAGE).text
