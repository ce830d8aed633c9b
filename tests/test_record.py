"""Audited rows change through record() alone, and every act leaves exactly one event."""

import threading
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, models, transaction

from tandem.access.audit import (
    OPERATOR,
    SYSTEM,
    Audited,
    AuditedQuerySet,
    Bulk,
    DirectWriteRefused,
    record,
    record_bulk,
)
from tandem.access.models import Event, EventsStay
from tandem.organisation import actions as organisation
from tandem.organisation.models import Area, Person
from tandem.partnership.commitments import actions
from tandem.partnership.commitments.models import Commitment, Move, Source
from tandem.partnership.commitments.rules import Act, NotPossible
from tandem.partnership.testing import MONDAY, TUESDAY, Cast

SAID = actions.Said(what="Exit themes, one page", due_on=date(2026, 11, 27))


@pytest.mark.django_db
def test_an_audited_row_refuses_to_be_saved_past_its_actions() -> None:
    with pytest.raises(DirectWriteRefused, match=r"Call a function in tandem.organisation.actions"):
        Person(first_name="Kim").save()
    with pytest.raises(DirectWriteRefused):
        Person(first_name="Kim").delete()


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["update", "delete", "bulk_create", "bulk_update"])
def test_no_query_writes_audited_rows(method: str) -> None:
    arguments: tuple[list[Person], ...] = {"bulk_create": ([],), "bulk_update": ([], [])}.get(
        method, ()
    )
    with pytest.raises(DirectWriteRefused, match=f"{method}\\(\\) would leave no event"):
        getattr(Person.objects.all(), method)(*arguments)


def test_every_audited_model_keeps_its_queries_from_writing() -> None:
    from django.apps import apps

    audited = [model for model in apps.get_models() if issubclass(model, Audited)]
    assert audited
    assert all(isinstance(model._default_manager.all(), AuditedQuerySet) for model in audited)


def test_an_event_says_who_by_pseudonym(cast: Cast) -> None:
    promise = actions.ask(of=cast.mira, said=SAID, by=cast.sam, at=MONDAY, source=Source.FORM)
    event = Event.objects.about(promise.id).get()
    assert (event.what, event.actor, event.who) == ("commitment.ask", "person", cast.sam.pseudonym)
    assert event.who != cast.sam.id


@pytest.mark.django_db
def test_the_terminal_and_a_timer_have_no_pseudonym() -> None:
    for hand in (OPERATOR, SYSTEM):
        area = Area.below(None, f"Varnholm {hand.actor}")
        event = record("area.added", area, by=hand, at=MONDAY)
        assert (event.actor, event.who) == (hand.actor, None)


@pytest.mark.django_db
def test_the_database_refuses_a_person_without_a_pseudonym() -> None:
    with pytest.raises(IntegrityError, match="an_event_has_its_actor"), transaction.atomic():
        Event.objects.create(what="x", actor="person", about=Area.below(None, "A").id, at=MONDAY)


@pytest.mark.django_db
def test_an_event_stays_as_it_was_written() -> None:
    event = record("area.added", Area.below(None, "Varnholm"), by=OPERATOR, at=MONDAY)
    event.what = "area.renamed"
    with pytest.raises(EventsStay):
        event.save()
    with pytest.raises(EventsStay):
        event.delete()


@pytest.mark.django_db
def test_what_is_not_valid_leaves_neither_row_nor_event() -> None:
    with pytest.raises(ValidationError):
        record("area.added", Area.below(None, "x" * 201), by=OPERATOR, at=MONDAY)
    assert not Area.objects.exists()
    assert not Event.objects.exists()


@pytest.mark.django_db
def test_without_its_event_nothing_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr("tandem.access.audit.append", full)
    with pytest.raises(OSError, match="disk full"):
        organisation.add_area(name="Varnholm", parent=None, by=OPERATOR, at=MONDAY)
    assert not Area.objects.exists()


@pytest.mark.django_db
def test_a_bulk_is_written_whole_or_not_at_all() -> None:
    top = Area.below(None, "Varnholm")
    twins = [Area.below(None, "Twin"), Area.below(None, "Twin")]
    with pytest.raises(IntegrityError):
        record_bulk("import.applied", top, [Bulk(new=twins)], by=OPERATOR, at=MONDAY)
    assert not Area.objects.exists()


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_of_four_who_thank_at_once_one_thanks() -> None:
    cast = Cast.gather()
    promise = actions.ask(of=cast.mira, said=SAID, by=cast.sam, at=MONDAY, source=Source.FORM)
    for act, by in ((Act.PROMISE, cast.mira), (Act.REPORT_DONE, cast.mira)):
        actions.take(commitment=promise, act=act, said=actions.Said(), by=by, at=MONDAY)
    outcomes: list[str] = []
    ready = threading.Barrier(4)

    def thank() -> None:
        ready.wait()
        try:
            actions.take(
                commitment=promise, act=Act.THANK, said=actions.Said(), by=cast.sam, at=TUESDAY
            )
            outcomes.append("thanked")
        except NotPossible:
            outcomes.append("closed")
        finally:
            connection.close()

    threads = [threading.Thread(target=thank) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["closed", "closed", "closed", "thanked"]
    assert Move.objects.filter(commitment=promise, act=Act.THANK).count() == 1
    assert Event.objects.about(promise.id).filter(what="commitment.thank").count() == 1
    assert Commitment.objects.get().state == "satisfied"


def test_no_model_hides_a_reverse_tie_to_the_core() -> None:
    from django.apps import apps

    ties = [
        f"{model.__name__}.{field.name}"
        for model in apps.get_models()
        if model.__module__.startswith("tandem.")
        for field in model._meta.fields
        if isinstance(field, models.ForeignKey)
        and not field.remote_field.hidden
        and field.related_model._meta.app_label != model._meta.app_label  # its own room may look
    ]
    assert ties == []
