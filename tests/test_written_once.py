"""A question written once answers as it would if it were asked anew."""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.db.models import Exists, OuterRef, QuerySet

from tandem.organisation.models import Assignment, Person, RoleGrant
from tandem.organisation.models.people import held_on
from tandem.organisation.written_once import HOLE, WrittenOnce
from tandem.partnership.testing import TUESDAY, Cast

DAY = TUESDAY.date()


def with_a_duty(key: UUID) -> QuerySet[Person]:
    led = Assignment.objects.filter(person=OuterRef("pk"), person_id=key)
    return Person.objects.annotate(has_duty=Exists(led)).filter(pk=key).order_by()


def told(answer: Iterable[Person]) -> list[tuple[object, ...]]:
    return [(one, one.name, one.email, one.has_duty) for one in answer]  # type: ignore[attr-defined]


def test_each_key_is_asked_for_wherever_it_stands(cast: Cast) -> None:
    written = WrittenOnce(with_a_duty(HOLE))
    everybody = [*Person.objects.values_list("pk", flat=True), uuid4()]
    assert [told(written(key)) for key in everybody] == [
        told(with_a_duty(key)) for key in everybody
    ]
    assert {row[3] for key in everybody for row in told(written(key))} == {True, False}


def test_two_questions_joined_into_one_are_written_too(cast: Cast) -> None:
    kinds = set()
    for person in Person.objects.all():
        duties = Assignment.objects.on(DAY).filter(person=person)
        grants = RoleGrant.objects.on(DAY).filter(person=person)
        asked = {*duties.values_list("duty", "area__path")} | {
            (role, "") for role in grants.values_list("role", flat=True)
        }
        assert {*held_on(DAY)(person.pk)} == asked
        kinds |= {bool(path) for _word, path in asked}
    assert kinds == {True, False}
    assert held_on(DAY)(uuid4()) == []


@pytest.mark.django_db(transaction=True)
def test_another_thread_asks_over_its_own_connection(cast: Cast) -> None:
    written = WrittenOnce(with_a_duty(HOLE))
    assert told(written(cast.sam.pk))

    def asked() -> list[tuple[object, ...]]:
        try:
            return told(written(cast.sam.pk))
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as another:
        assert another.submit(asked).result() == told(written(cast.sam.pk))
