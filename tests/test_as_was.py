"""As it is, and as it was: today's tree over the whole history, or the tree of a day."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext

from tandem.access.audit import OPERATOR, record
from tandem.organisation import actions, reorganising
from tandem.organisation.models import Area, Assignment, Person, Spell
from tandem.organisation.seats import leaders_of
from tandem.partnership.testing import HIRED, TUESDAY, Cast

DAY = timedelta(days=1)
TODAY = TUESDAY.date()
MARCH = date(2025, 3, 1)


def people(found: object) -> list[str]:
    return [spell.employment.person.first_name for spell in found]  # type: ignore[attr-defined]


def move_night_shift(cast: Cast) -> Area:
    return reorganising.move_area(
        area=cast.areas.night_shift, parent=cast.areas.finance, on=MARCH, by=OPERATOR, at=TUESDAY
    )


def test_who_was_in_an_area_follows_the_tree_of_that_day(cast: Cast) -> None:
    move_night_shift(cast)
    operations = Area.objects.get(pk=cast.areas.operations.pk)
    finance = Area.objects.get(pk=cast.areas.finance.pk)
    before, after = MARCH - DAY, MARCH
    assert people(Spell.objects.people_then(operations, before)) == ["Ilse", "Kim", "Otto", "Sam"]
    assert people(Spell.objects.people_then(operations, after)) == ["Otto", "Sam"]
    assert people(Spell.objects.people_then(finance, before)) == ["Priya"]
    assert people(Spell.objects.people_then(finance, after)) == ["Ilse", "Kim", "Priya"]


def test_as_it_is_uses_the_tree_of_today_for_every_day(cast: Cast) -> None:
    move_night_shift(cast)
    finance = Area.objects.get(pk=cast.areas.finance.pk)
    for day in (HIRED.date(), MARCH - DAY, MARCH, TODAY):
        assert people(Spell.objects.people_in(finance, day)) == ["Ilse", "Kim", "Priya"]


def test_on_a_day_without_changes_both_are_the_same(cast: Cast) -> None:
    for area in Area.objects.all():
        is_now = people(Spell.objects.people_in(area, TODAY))
        assert is_now == people(Spell.objects.people_then(area, TODAY))


def test_ancestors_of_a_day_have_the_names_of_that_day(cast: Cast) -> None:
    reorganising.rename_area(
        area=cast.areas.supply, name="Supply chain", on=MARCH, by=OPERATOR, at=TUESDAY
    )
    night = cast.areas.night_shift
    for day, name in ((MARCH - DAY, "Supply"), (MARCH, "Supply chain")):
        over = Area.objects.as_of(day).over(night.path_on(day))
        assert [each.then_name for each in over] == ["Varnholm Foods", name, "Operations"]


def test_a_name_of_before_finds_the_area_on_its_days_only(cast: Cast) -> None:
    reorganising.rename_area(
        area=cast.areas.supply, name="Logistics", on=MARCH, by=OPERATOR, at=TUESDAY
    )
    assert Area.objects.as_of(MARCH - DAY).named_then("supp").exists()
    assert not Area.objects.as_of(MARCH).named_then("supp").exists()
    assert Area.objects.as_of(MARCH).named_then("logi").exists()


def test_looking_back_needs_a_right_of_today(cast: Cast) -> None:
    """Vera leads Supply; what moved out of it is hers no longer, not even its past."""
    assert cast.areas.night_shift in Area.objects.visible_to(cast.vera, TODAY, closed=True)
    move_night_shift(cast)
    assert cast.areas.night_shift not in Area.objects.visible_to(cast.vera, TODAY, closed=True)
    assert cast.areas.night_shift in Area.objects.visible_to(cast.leo, TODAY, closed=True)


def test_a_closed_area_is_seen_only_by_looking_back(cast: Cast) -> None:
    reorganising.merge_areas(
        source=cast.areas.night_shift, into=cast.areas.finance, on=MARCH, by=OPERATOR, at=TUESDAY
    )
    for reader in (cast.sam, cast.vera, cast.helen):  # above it, and who sees every area
        assert cast.areas.night_shift not in Area.objects.visible_to(reader, TODAY)
        assert cast.areas.night_shift in Area.objects.visible_to(reader, TODAY, closed=True)
    for reader in (cast.ilse, cast.leo, cast.kim):  # Ilse led it, Leo has its people now
        assert cast.areas.night_shift not in Area.objects.visible_to(reader, TODAY, closed=True)
    assert cast.kim in Person.objects.visible_to(cast.leo, TODAY)
    assert cast.kim not in Person.objects.visible_to(cast.sam, TODAY)


def chain(person: Person, day: date) -> list[tuple[str, str]]:
    return [
        (each.person.first_name, each.area.name if each.area else "manager")
        for each in leaders_of(person, day)
    ]


def test_who_led_whom_when(cast: Cast) -> None:
    assert chain(cast.kim, MARCH - DAY) == [
        ("Ilse", "Night shift"),
        ("Sam", "Operations"),
        ("Vera", "Supply"),
        ("Eva", "Varnholm Foods"),
    ]
    move_night_shift(cast)
    assert chain(cast.kim, MARCH - DAY)[1:3] == [("Sam", "Operations"), ("Vera", "Supply")]
    assert chain(cast.kim, MARCH) == [
        ("Ilse", "Night shift"),
        ("Priya", "Finance"),
        ("Eva", "Varnholm Foods"),
    ]


def test_nobody_leads_themselves_and_who_is_not_here_is_led_by_nobody(cast: Cast) -> None:
    assert chain(cast.eva, TODAY) == []
    assert chain(cast.sam, TODAY) == [("Vera", "Supply"), ("Eva", "Varnholm Foods")]
    assert chain(cast.otto, TODAY) == []
    assert chain(cast.kim, HIRED.date() - DAY) == []


def test_who_led_changes_on_the_day_the_leader_does(cast: Cast) -> None:
    actions.set_leader(
        area=cast.areas.operations, person=cast.mira, by=OPERATOR, at=TUESDAY, since=MARCH
    )
    assert ("Sam", "Operations") in chain(cast.kim, MARCH - DAY)
    assert ("Mira", "Operations") in chain(cast.kim, MARCH)


def test_the_manager_of_a_job_comes_first(cast: Cast) -> None:
    job = Spell.objects.of(cast.kim).get()
    job.manager = cast.ana
    record("person.changed", job, by=OPERATOR, at=TUESDAY)
    assert chain(cast.kim, TODAY)[:2] == [("Ana", "manager"), ("Ilse", "Night shift")]


def test_assignments_of_a_day_are_those_of_that_day(cast: Cast) -> None:
    reorganising.merge_areas(
        source=cast.areas.night_shift, into=cast.areas.finance, on=MARCH, by=OPERATOR, at=TUESDAY
    )
    of_ilse = Assignment.objects.of(cast.ilse)
    assert of_ilse.on(MARCH - DAY).get().area == cast.areas.night_shift
    assert not of_ilse.on(MARCH).exists()


def test_a_day_is_asked_in_one_query_however_many_areas_changed(cast: Cast) -> None:
    for n in range(30):
        area = actions.add_area(name=f"Line {n}", parent=None, by=OPERATOR, at=HIRED)
        reorganising.rename_area(area=area, name=f"Row {n}", on=MARCH, by=OPERATOR, at=TUESDAY)
    with CaptureQueriesContext(connection) as queries:
        names = [each.then_name for each in Area.objects.as_of(MARCH - DAY).named_then("line")]
    assert len(names) == 30
    assert len(queries.captured_queries) == 1
