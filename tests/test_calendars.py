"""Each site counts its own working days; a person counts by the site they work at."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from tandem.access.models import Event
from tandem.organisation import calendars
from tandem.organisation.calendar import WorkingDays
from tandem.organisation.calendars import UnableToSetCalendar
from tandem.organisation.models import OwnDay, Person, SiteCalendar, Spell
from tandem.partnership.testing import MONDAY, TUESDAY, Cast
from tandem.partnership.tests.sites import LEEUWARDEN, ULM, keep, works_at

TODAY = TUESDAY.date()
CHRISTMAS = date(2026, 12, 25)


def test_nothing_set_is_monday_to_friday_without_holidays(cast: Cast) -> None:
    known = calendars.working_days_of(cast.mira, TODAY)
    assert [day in known for day in (TODAY, date(2026, 11, 28), CHRISTMAS)] == [True, False, True]


def test_a_person_counts_by_the_site_they_work_at(cast: Cast) -> None:
    works_at(cast.mira, LEEUWARDEN)
    works_at(cast.sam, ULM)
    keep(cast.farid, LEEUWARDEN, "NL")
    keep(cast.farid, ULM, "DE", "BW")
    next_kings_day, epiphany = date(2027, 4, 27), date(2027, 1, 6)
    dutch = calendars.working_days_of(cast.mira, TODAY)
    german = calendars.working_days_of(cast.sam, TODAY)
    assert (next_kings_day in dutch, epiphany in dutch) == (False, True)
    assert (next_kings_day in german, epiphany in german) == (True, False)


def test_a_site_without_its_own_calendar_follows_the_company(cast: Cast) -> None:
    works_at(cast.mira, LEEUWARDEN)
    keep(cast.farid, "", "NL")
    both = [cast.mira, cast.sam]  # Sam's job names no place at all
    assert all(CHRISTMAS not in calendars.working_days_of(one, TODAY) for one in both)
    keep(cast.farid, LEEUWARDEN, "")
    assert CHRISTMAS in calendars.working_days_of(cast.mira, TODAY)
    assert CHRISTMAS not in calendars.working_days_of(cast.sam, TODAY)


def test_many_people_are_answered_in_two_questions_and_nobody_in_none(
    cast: Cast, django_assert_num_queries: object
) -> None:
    works_at(cast.mira, ULM)
    keep(cast.farid, ULM, "DE")
    with django_assert_num_queries(2):  # type: ignore[operator]  # pytest-django's fixture
        found = calendars.working_days_of_people([cast.mira.pk, cast.sam.pk], TODAY)
    assert [CHRISTMAS in found[one.pk] for one in (cast.mira, cast.sam)] == [False, True]
    with django_assert_num_queries(0):  # type: ignore[operator]
        assert calendars.working_days_of_people([], TODAY) == {}


def test_a_change_holds_from_its_day_on_and_leaves_the_days_before_alone(cast: Cast) -> None:
    keep(cast.farid, "", "NL", at=MONDAY)
    keep(cast.farid, "", "DE", weekdays=[6, 0, 1, 2, 3], at=TUESDAY)
    known = calendars.working_days_of("", TODAY)
    monday, friday = MONDAY.date(), date(2026, 11, 27)
    assert monday in known
    assert friday not in known
    assert date(2026, 11, 20) in known  # last Friday, by what held then
    reached = known.add_working_days(date(2026, 11, 20), 5)
    assert reached == date(2026, 11, 29)  # a Monday by the old, then by the new


def test_the_first_calendar_of_the_company_counts_for_the_days_before_too(cast: Cast) -> None:
    """Nothing was known before: a holiday of last week was one, whenever somebody says so."""
    keep(cast.farid, "", "US", at=datetime(2026, 11, 30, 8, tzinfo=UTC))
    thanksgiving = date(2026, 11, 26)
    assert thanksgiving not in calendars.working_days_of("", TODAY)


def test_a_site_followed_the_company_until_it_had_its_own(cast: Cast) -> None:
    keep(cast.farid, "", "", weekdays=[6, 0, 1, 2, 3], at=MONDAY)
    keep(cast.farid, ULM, "DE", at=TUESDAY)
    works_at(cast.mira, ULM)
    known = calendars.working_days_of(cast.mira, TODAY)
    last_sunday, next_sunday = date(2026, 11, 22), date(2026, 11, 29)
    assert (last_sunday in known, next_sunday in known) == (True, False)


def test_the_later_of_two_changes_on_one_day_counts(cast: Cast) -> None:
    keep(cast.farid, "", "DE")
    keep(cast.farid, "", "NL")
    assert date(2027, 4, 27) not in calendars.working_days_of("", TODAY)
    assert [each.number for each in SiteCalendar.objects.of("")] == [2, 1]


def test_setting_what_is_set_already_leaves_no_second_entry(cast: Cast) -> None:
    first, again = keep(cast.farid, "", "DE", "BY"), keep(cast.farid, "", "DE", "BY")
    assert first == again
    assert Event.objects.filter(what="calendar.set").count() == 1


@pytest.mark.parametrize(
    ("country", "region", "said"),
    [("XX", "", "No holidays are known"), ("NL", "BY", "does not belong to the country")],
)
def test_a_place_that_is_none_is_refused_with_nothing_written(
    cast: Cast, country: str, region: str, said: str
) -> None:
    with pytest.raises(UnableToSetCalendar, match=said):
        keep(cast.farid, "", country, region)
    assert not SiteCalendar.objects.exists()


def add(by: Person, day: date, *, site: str = "", works: bool = False) -> OwnDay:
    return calendars.add_day(site=site, day=day, works=works, name="Stocktaking", by=by, at=TUESDAY)


def test_own_days_off_and_days_worked_are_added_and_taken_back(cast: Cast) -> None:
    friday, saturday = date(2026, 11, 27), date(2026, 11, 28)
    off, worked = add(cast.farid, friday), add(cast.farid, saturday, works=True)
    known = calendars.working_days_of(cast.mira, TODAY)
    assert (friday in known, saturday in known) == (False, True)
    for own in (off, worked, worked):  # the second tap changes nothing
        calendars.take_day_back(own=own, by=cast.farid, at=TUESDAY)
    known = calendars.working_days_of(cast.mira, TODAY)
    assert (friday in known, saturday in known) == (True, False)
    assert Event.objects.filter(what="calendar.day_taken_back").count() == 2


def test_a_day_is_said_once_and_can_be_said_anew_after_taking_back(cast: Cast) -> None:
    own = add(cast.farid, CHRISTMAS)
    with pytest.raises(UnableToSetCalendar, match="has an entry already"):
        add(cast.farid, CHRISTMAS, works=True)
    calendars.take_day_back(own=own, by=cast.farid, at=TUESDAY)
    add(cast.farid, CHRISTMAS, works=True)
    assert CHRISTMAS in calendars.working_days_of("", TODAY)


def test_a_day_that_is_over_stays_as_it_was_counted(cast: Cast) -> None:
    with pytest.raises(UnableToSetCalendar, match="is over"):
        add(cast.farid, TODAY - timedelta(days=1))
    own = add(cast.farid, TODAY)
    with pytest.raises(UnableToSetCalendar, match="is over"):
        calendars.take_day_back(own=own, by=cast.farid, at=TUESDAY + timedelta(days=1))


def test_own_days_of_the_company_hold_only_where_it_is_followed(cast: Cast) -> None:
    works_at(cast.mira, ULM)
    with pytest.raises(UnableToSetCalendar, match="follows the company"):
        add(cast.farid, CHRISTMAS, site=ULM)
    keep(cast.farid, ULM, "")
    add(cast.farid, CHRISTMAS)
    assert CHRISTMAS in calendars.working_days_of(cast.mira, TODAY)
    assert CHRISTMAS not in calendars.working_days_of(cast.sam, TODAY)


def test_sites_are_the_places_of_work_with_the_company_first(cast: Cast) -> None:
    works_at(cast.mira, ULM)
    works_at(cast.sam, LEEUWARDEN)
    keep(cast.farid, ULM, "DE")
    found = [(each.name, each.people, bool(each.calendar)) for each in calendars.sites(TODAY)]
    here = Spell.objects.on(TODAY).count()
    assert found == [("", here - 1, False), (LEEUWARDEN, 1, False), (ULM, 1, True)]


def test_without_anybody_there_is_still_the_company(db: None) -> None:
    assert calendars.Calendars().of("anywhere") == WorkingDays()
