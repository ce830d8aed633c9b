"""Very many rows, each with its own event, in a few statements, all or nothing."""

import uuid

import pytest
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext

from tandem.access.audit import OPERATOR, record_each
from tandem.access.models import Event
from tandem.organisation.models import Grounds, Person
from tandem.partnership.testing import MONDAY, TUESDAY, Cast

pytestmark = pytest.mark.django_db


def people(number: int) -> list[Person]:
    return [Person(first_name=f"P{n}", last_name="Vos") for n in range(number)]


def test_each_row_has_its_own_event_by_whose_hand_and_when(cast: Cast) -> None:
    new = people(3)
    record_each("person.added", new, by=cast.farid, at=TUESDAY)
    for person in new:
        [event] = Event.objects.about(person.pk)
        assert (event.what, event.actor, event.who, event.at) == (
            "person.added", "person", cast.farid.pseudonym, TUESDAY,
        )  # fmt: skip


def test_changed_rows_keep_what_was_not_named() -> None:
    rows = people(2)
    record_each("person.added", rows, by=OPERATOR, at=MONDAY)
    for person in rows:
        person.first_name, person.last_name = "Changed", "Not meant"
    record_each("person.corrected", rows, fields=["first_name"], by=OPERATOR, at=TUESDAY)
    stored = Person.objects.filter(pk__in=[person.pk for person in rows])
    assert {(person.first_name, person.last_name) for person in stored} == {("Changed", "Vos")}
    assert Event.objects.filter(what="person.corrected").count() == 2


def test_what_stands_beside_a_row_has_no_event_of_its_own() -> None:
    [person] = people(1)
    grounds = Grounds(about=person.pk, words="A new face")
    record_each("person.added", [person], beside=[grounds], by=OPERATOR, at=MONDAY)
    assert Grounds.objects.by_row([person.pk]) == {person.pk: "A new face"}
    assert Event.objects.count() == 1


def test_one_that_cannot_be_takes_all_with_it() -> None:
    twins = people(2)
    twins[0].number = twins[1].number = "7"
    with pytest.raises(IntegrityError):
        record_each("person.added", twins, by=OPERATOR, at=MONDAY)
    assert not Person.objects.exists()
    assert not Event.objects.exists()


def test_without_their_events_no_row_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr("tandem.access.models.EventQuerySet.bulk_create", full)
    with pytest.raises(OSError, match="disk full"):
        record_each("person.added", people(2), by=OPERATOR, at=MONDAY)
    assert not Person.objects.exists()


@pytest.mark.parametrize("number", [1, 500])
def test_it_costs_the_same_few_statements(number: int) -> None:
    new = people(number)
    for person in new:
        person.pseudonym = uuid.uuid4()
    with CaptureQueriesContext(connection) as queries:
        record_each("person.added", new, by=OPERATOR, at=MONDAY)
    asked = [str(each["sql"]) for each in queries]
    written = [each for each in asked if each.startswith("INSERT")]
    assert len(written) <= 2 + number // 100  # a database may take its parameters in parts


def test_nothing_at_all_leaves_nothing() -> None:
    record_each("person.added", [], by=OPERATOR, at=MONDAY)
    assert not Event.objects.exists()
