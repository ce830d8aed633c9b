"""Very many rows at once: the same rows, the same refusals, and not an index less."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import ClassVar

import pytest
from django.db import IntegrityError, connection, models, transaction

from tandem.access import bulk
from tandem.access.audit import OPERATOR, Bulk, record_bulk
from tandem.access.models import Event
from tandem.organisation.models import Area, Employment, Person, Spell
from tandem.partnership.testing import MONDAY

pytestmark = pytest.mark.django_db

only_postgresql = pytest.mark.skipif(
    "connection.vendor != 'postgresql'",
    reason="Only PostgreSQL changes tables within a transaction. `make test` runs this there.",
)


@dataclass(frozen=True)
class People:
    """Text of rows of `Person`, as a file of an import has it."""

    lines: Sequence[tuple[str | None, ...]]
    model: type[models.Model] = Person
    names: ClassVar = ("id", "number", "first_name", "last_name", "email", "pseudonym", "search")

    def rows(self) -> Iterator[Sequence[str | None]]:
        return iter(self.lines)

    def ids(self) -> Iterator[str]:
        return (str(each[0]) for each in self.lines)

    def written(self) -> None:
        """Nothing follows from them."""

    def as_csv(self) -> Iterator[bytes]:
        for line in self.lines:
            cells = ("" if cell is None else '"' + cell.replace('"', '""') + '"' for cell in line)
            yield (",".join(cells) + "\n").encode()


def line(number: str | None, last: str = "Roth") -> tuple[str | None, ...]:
    return (uuid.uuid4().hex, number, "Ann", last, "", uuid.uuid4().hex, "")


def a_job() -> tuple[Area, Person, Employment, Spell]:
    area = Area.below(None, "Varnholm")
    person = Person(first_name="Mira", last_name="Öztürk, née “Berg”", number="7\t8\\N")
    stay = Employment(person=person, start_on=date(2020, 1, 1))
    job = Spell(employment=stay, area=area, title="", start_on=date(2020, 1, 1), fte=Decimal("0.8"))
    return area, person, stay, job


def test_new_rows_are_stored_as_they_are() -> None:
    rows = a_job()
    for row in rows:
        bulk.insert([row])
    for row in rows:
        again = type(row)._base_manager.get(pk=row.pk)
        for field in row._meta.concrete_fields:
            assert getattr(again, field.attname) == getattr(row, field.attname), field.name


def test_changed_rows_change_in_the_named_fields_only() -> None:
    people = [Person(first_name=f"P{n}", number=str(n)) for n in range(5)]
    bulk.insert(people)
    for person in people[:3]:
        person.first_name, person.last_name, person.number = "Q", "not named", None
    bulk.update(people[:3], ["first_name", "number"])
    told = Person.objects.order_by("first_name").values_list("first_name", "last_name", "number")
    assert list(told) == [("P3", "", "3"), ("P4", "", "4"), *[("Q", "", None)] * 3]


def test_two_changes_one_after_the_other_both_stand() -> None:
    _area, person, stay, _job = a_job()
    bulk.insert([person])
    bulk.insert([stay])
    for day in (date(2021, 1, 1), date(2022, 1, 1)):
        stay.end_on = day
        bulk.update([stay], ["end_on"])
    assert Employment.objects.get().end_on == date(2022, 1, 1)


def test_poured_text_keeps_nothing_and_empty_apart() -> None:
    strange = ('Quote " and, comma', "back\\slash \\N", "tab\tand line\nbreak", "")
    bulk.pour(People([line(None, last) for last in strange]))
    assert set(Person.objects.values_list("last_name", flat=True)) == set(strange)
    assert Person.objects.filter(number=None, account=None).count() == len(strange)


def test_a_constraint_holds_for_poured_rows_and_leaves_nothing() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        bulk.pour(People([line("1"), line("1")]))
    assert not Person.objects.exists()


def test_poured_rows_stand_under_the_one_event() -> None:
    top = Area.below(None, "Varnholm")
    parts: list[Bulk | bulk.Table] = [
        People([line("1"), line("2")]),
        Bulk(new=[Person(number="3")]),
    ]
    record_bulk("import.applied", top, parts, by=OPERATOR, at=MONDAY)
    assert Person.objects.count() == len("123")
    assert list(Event.objects.values_list("what", flat=True)) == ["import.applied"]


# Indexes afterwards


def standing() -> list[tuple[str, ...]]:
    """Every index and constraint of the three tables."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'")
        indexes = cursor.fetchall()
        cursor.execute("SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint")
        return sorted(indexes + cursor.fetchall())


TABLES = (Person, Employment, Spell)


@only_postgresql
def test_a_full_table_gets_back_each_index_and_border_it_had() -> None:
    before = standing()
    with bulk.indexed_afterwards(*TABLES):
        assert len(standing()) < len(before)
        for row in a_job():
            bulk.insert([row])
    assert standing() == before


@only_postgresql
def test_a_row_that_belongs_to_nobody_is_refused_afterwards() -> None:
    before = standing()
    with pytest.raises(IntegrityError), transaction.atomic(), bulk.indexed_afterwards(*TABLES):
        bulk.insert([Employment(person_id=uuid.uuid4(), start_on=date(2020, 1, 1))])
    assert standing() == before
    assert not Employment.objects.exists()


@only_postgresql
def test_a_table_that_holds_rows_keeps_its_indexes_meanwhile() -> None:
    bulk.insert([Person(number="1")])
    before = standing()
    with bulk.indexed_afterwards(*TABLES):
        assert standing() == before


def test_what_goes_wrong_in_between_goes_on_as_it_was() -> None:
    with pytest.raises(KeyError), transaction.atomic(), bulk.indexed_afterwards(*TABLES):
        raise KeyError
