"""What a row is found by follows from its name, whoever writes it, and for databases of before."""

from __future__ import annotations

from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection, models

from tandem.access.audit import OPERATOR, Bulk, record, record_bulk
from tandem.organisation.folding import searchable
from tandem.organisation.models import Area, Person, Spell, Word
from tandem.partnership.testing import TUESDAY, Cast

BEFORE = import_module("tandem.organisation.migrations.0010_names_of_before_can_be_found")
CARRYING = import_module("tandem.organisation.migrations.0019_jobs_carry_names")


def forget(model: type[models.Model]) -> None:
    """As an earlier version left the rows: nothing to be found by."""
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {model._meta.db_table} SET search = ''")  # noqa: S608  # our own name


def test_what_is_said_in_a_row_cannot_contradict_its_name(cast: Cast) -> None:
    cast.kim.search = " somebody else "
    record("person.changed", cast.kim, by=OPERATOR, at=TUESDAY)
    assert Person.objects.get(pk=cast.kim.pk).search == " kim bakker "


def test_a_bulk_write_of_another_column_leaves_it_true(cast: Cast) -> None:
    cast.kim.email, cast.kim.search = "kim@elsewhere.example", ""
    part = Bulk(changed=[cast.kim], fields=["email"])
    record_bulk("import.applied", cast.sam, [part], by=OPERATOR, at=TUESDAY)
    written = Person.objects.get(pk=cast.kim.pk)
    assert (written.email, written.search) == ("kim@elsewhere.example", " kim bakker ")


def test_a_write_that_is_taken_back_teaches_no_word(cast: Cast) -> None:
    broken = Person(first_name="Vanished", last_name="Entirely", email="no address")
    with pytest.raises(Exception, match="email"):
        record("person.added", broken, by=OPERATOR, at=TUESDAY)
    assert not Word.objects.filter(word="vanished").exists()


@pytest.mark.parametrize(
    ("text", "learnt"),
    [
        (" lucja oz ", {"lucja"}),  # two letters are found as a whole word anyway
        (" li ", set()),
        ("", set()),
        (f" {'a' * 60} ", {"a" * 60}),
        (f" {'a' * 61} ", set()),
    ],
)
def test_only_words_that_can_be_misspelt_or_held_are_learnt(
    db: None, text: str, learnt: set[str]
) -> None:
    Word.learn([text])
    Word.learn([text])  # a second time changes nothing
    assert set(Word.objects.values_list("word", flat=True)) == learnt


def test_people_and_areas_of_before_are_found_after_the_migration(cast: Cast) -> None:
    for model in (Person, Area):
        forget(model)
    Word.objects.all().delete()
    BEFORE.fold(apps, None)
    for person in Person.objects.all():
        assert person.search == searchable(person.first_name, person.last_name)
    assert set(Area.objects.values_list("search", flat=True)) >= {" night shift ", " finance "}
    assert Word.objects.filter(word="lindqvist", backwards="tsivqdnil").exists()
    assert Word.objects.filter(word="shift").exists()


def test_jobs_of_before_carry_the_names_of_their_people_after_the_migration(cast: Cast) -> None:
    forget(Spell)
    CARRYING.carry(apps, None)
    for spell in Spell.objects.filter(end_on=None).select_related("employment__person"):
        assert spell.search == spell.employment.person.search != ""


def test_a_job_carries_the_names_its_person_has_now(cast: Cast) -> None:
    spell = Spell.objects.get(employment__person=cast.kim)
    spell.search = " somebody else "
    record("person.moved", spell, by=OPERATOR, at=TUESDAY)
    assert Spell.objects.get(pk=spell.pk).search == " kim bakker "
    cast.kim.first_name = cast.kim.last_name = ""
    part = Bulk(changed=[cast.kim], fields=["first_name", "last_name"])
    record_bulk("import.applied", cast.sam, [part], by=OPERATOR, at=TUESDAY)
    assert Spell.objects.get(pk=spell.pk).search == ""
