"""A question written once answers as it would if it were asked anew."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.db.models import CharField, Exists, OuterRef, QuerySet, Value
from django.test.utils import CaptureQueriesContext

from tandem.organisation.models import Assignment, Person, RoleGrant
from tandem.organisation.models.people import held_on
from tandem.organisation.written_once import NotWrittenAsItself, written_once
from tandem.partnership.testing import TUESDAY, Cast

DAY = TUESDAY.date()


def with_a_duty(day: date, key: UUID) -> QuerySet[Person]:
    led = Assignment.objects.on(day).filter(person=OuterRef("pk"), person_id=key)
    return Person.objects.annotate(has_duty=Exists(led)).filter(pk=key).order_by()


def others(mine: UUID, those: Collection[UUID]) -> QuerySet[Person]:
    return Person.objects.filter(pk__in=those).exclude(pk=mine)


def told(answer: Iterable[Person]) -> list[tuple[object, ...]]:
    return [(one, one.name, one.email, one.has_duty) for one in answer]  # type: ignore[attr-defined]


def test_each_key_is_asked_for_wherever_it_stands(cast: Cast) -> None:
    written = written_once(with_a_duty)
    everybody = [*Person.objects.values_list("pk", flat=True), uuid4()]
    assert [told(written(DAY, key)) for key in everybody] == [
        told(with_a_duty(DAY, key)) for key in everybody
    ]
    assert {row[3] for key in everybody for row in told(written(DAY, key))} == {True, False}


def test_it_is_built_once_for_each_day_and_however_many_keys(cast: Cast) -> None:
    built = list[tuple[date, UUID]]()

    def counted(day: date, key: UUID) -> QuerySet[Person]:
        built.append((day, key))
        return with_a_duty(day, key)

    written = written_once(counted)
    for day in (DAY, DAY + timedelta(days=1), DAY):
        for person in Person.objects.all():
            assert told(written(day, person.pk)) == told(with_a_duty(day, person.pk))
    assert [day for day, _key in built] == [DAY, DAY + timedelta(days=1)]
    assert not Person.objects.filter(pk__in=[key for _day, key in built])


@pytest.mark.parametrize("number", range(7))
def test_one_of_several_is_one_of_these_and_of_no_others(cast: Cast, number: int) -> None:
    written = written_once(others)
    keys = [*Person.objects.values_list("pk", flat=True)]
    for those in (keys[:number], keys[-number:] if number else []):
        assert len(those) == number
        for mine in (keys[0], keys[-1], uuid4()):
            assert written(mine, frozenset(those)) == [*others(mine, those)]


def test_of_nobody_nothing_is_asked(cast: Cast) -> None:
    with CaptureQueriesContext(connection) as asked:
        assert written_once(others)(cast.sam.pk, []) == []
    assert not asked.captured_queries


def test_a_key_that_does_not_stand_as_itself_is_refused(cast: Cast) -> None:
    def spelled(key: UUID) -> QuerySet[Person]:
        return Person.objects.annotate(said=Value(f"of {key}", CharField())).filter(pk=key)

    def left_out(key: UUID) -> QuerySet[Person]:
        return Person.objects.filter(first_name="Sam")

    for ask in (spelled, left_out):
        with pytest.raises(NotWrittenAsItself):
            written_once(ask)(cast.sam.pk)


def test_two_questions_joined_into_one_are_written_too(cast: Cast) -> None:
    kinds = set()
    for person in Person.objects.all():
        duties = Assignment.objects.on(DAY).filter(person=person)
        grants = RoleGrant.objects.on(DAY).filter(person=person)
        asked = {*duties.values_list("duty", "area__path")} | {
            (role, "") for role in grants.values_list("role", flat=True)
        }
        assert {*held_on(DAY, person.pk)} == asked
        kinds |= {bool(path) for _word, path in asked}
    assert kinds == {True, False}
    assert held_on(DAY, uuid4()) == []


@pytest.mark.django_db(transaction=True)
def test_another_thread_asks_over_its_own_connection(cast: Cast) -> None:
    written = written_once(with_a_duty)
    assert told(written(DAY, cast.sam.pk))

    def asked() -> list[tuple[object, ...]]:
        try:
            return told(written(DAY, cast.sam.pk))
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as another:
        assert another.submit(asked).result() == told(written(DAY, cast.sam.pk))
