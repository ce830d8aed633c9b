"""Sealed texts: readable through the row, and nowhere else."""

from datetime import date
from uuid import UUID

import pytest
from django.conf import settings
from django.core.exceptions import FieldError
from django.db import connection, models

from tandem.access.keys import Keyring, SealBroken
from tandem.partnership.commitments import actions
from tandem.partnership.commitments.models import Commitment, Move, Source
from tandem.partnership.commitments.rules import Act
from tandem.partnership.testing import MONDAY, TUESDAY, Cast

WORDS = "Talk with Ilse about the shift lead role"
SAID = actions.Said(what=WORDS, due_on=date(2026, 11, 27), why="She may leave")


@pytest.fixture
def promise(cast: Cast) -> Commitment:
    return actions.ask(of=cast.mira, said=SAID, by=cast.sam, at=MONDAY, source=Source.FORM)


def stored(column: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM partnership_commitment")  # noqa: S608 - a constant
        [(value,)] = cursor.fetchall()
    return str(value)


def test_the_words_come_back_through_the_row(promise: Commitment) -> None:
    again = Commitment.objects.get()
    assert (again.what, again.why, again.done_means) == (WORDS, "She may leave", "")


def test_the_database_holds_none_of_the_words(promise: Commitment) -> None:
    assert "Ilse" not in stored("what")
    assert stored("done_means") == ""


def test_the_same_words_twice_look_different(promise: Commitment, cast: Cast) -> None:
    first = stored("what")
    other = actions.ask(of=cast.mira, said=SAID, by=cast.sam, at=MONDAY, source=Source.FORM)
    other.refresh_from_db()
    assert other.__dict__["what"] != first


def test_the_database_cannot_search_sealed_words(promise: Commitment) -> None:
    with pytest.raises(FieldError, match="cannot search"):
        Commitment.objects.filter(what=WORDS).exists()


def test_a_text_moved_to_another_field_does_not_open(promise: Commitment) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE partnership_commitment SET why = what")
    with pytest.raises(SealBroken, match="altered or moved"):
        _ = Commitment.objects.get().why


TAKEN = {
    "alone": "UPDATE partnership_commitment SET what = taken.what",
    "with its key": "UPDATE partnership_commitment SET what = taken.what,"
    " wrapped_key = taken.wrapped_key",
}
FROM = (
    " FROM partnership_commitment AS taken WHERE taken.id = %s AND partnership_commitment.id = %s"
)


@pytest.mark.parametrize("how", TAKEN)
def test_nor_does_one_moved_to_another_row(promise: Commitment, cast: Cast, how: str) -> None:
    other = actions.ask(of=cast.leo, said=SAID, by=cast.kim, at=MONDAY, source=Source.FORM)
    with connection.cursor() as cursor:
        cursor.execute(TAKEN[how] + FROM, [stored_as(promise), stored_as(other)])
        assert cursor.rowcount == 1
    with pytest.raises(SealBroken, match="altered or moved"):
        _ = Commitment.objects.get(pk=other.pk).what
    assert Commitment.objects.get(pk=promise.pk).what == WORDS


def stored_as(row: Commitment) -> UUID | str:
    """Its id, as this database keeps one."""
    kept = Commitment._meta.pk.get_db_prep_value(row.pk, connection)
    assert isinstance(kept, UUID | str)
    return kept


def test_without_its_key_a_text_stays_shut_and_stays_there(
    promise: Commitment, monkeypatch: pytest.MonkeyPatch, cast: Cast
) -> None:
    before = stored("what")
    right = settings.KEYRING
    monkeypatch.setattr(settings, "KEYRING", Keyring.new())
    monkeypatch.setattr("tandem.access.sealed.Keyring.read", lambda _: settings.KEYRING)
    row = Commitment.objects.get()
    with pytest.raises(SealBroken, match="is not in the key file"):
        _ = row.what
    models.Model.save(row)  # even a write of the whole row keeps what cannot be read
    assert stored("what") == before
    monkeypatch.setattr(settings, "KEYRING", right)
    assert Commitment.objects.get().what == WORDS


def test_emptying_the_wrapped_key_shreds_the_text(promise: Commitment) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE partnership_commitment SET wrapped_key = NULL")
    with pytest.raises(SealBroken, match="destroyed"):
        _ = Commitment.objects.get().what


def test_every_record_has_a_key_of_its_own(promise: Commitment, cast: Cast) -> None:
    other = actions.ask(of=cast.mira, said=SAID, by=cast.sam, at=MONDAY, source=Source.FORM)
    assert promise.data_key() != other.data_key()


def test_a_draft_is_wrapped_for_its_author_and_a_sent_one_for_the_two(cast: Cast) -> None:
    draft = actions.save_draft(
        customer=cast.sam, performer=cast.mira, said=SAID, by=cast.sam, at=MONDAY
    )
    assert (draft.tier, Move.objects.get().tier) == ("private", "private")
    sent = actions.take(commitment=draft, act=Act.SEND_DRAFT, said=SAID, by=cast.sam, at=TUESDAY)
    assert (sent.tier, Commitment.objects.get().what) == ("pair", WORDS)
    assert [(move.tier, move.what) for move in Move.objects.order_by("number")] == [
        ("private", WORDS), ("pair", WORDS)
    ]  # fmt: skip
