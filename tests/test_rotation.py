"""Replacing the key: nothing that was written is lost, whoever else is writing."""

import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from django.db import connection, transaction
from pytest_django.fixtures import Settings

from tandem.access import rotation
from tandem.access.keys import KeyFileUnusable, Keyring, alone, wrapped_by
from tandem.access.models import Event, KeyMark
from tandem.partnership.commitments import actions
from tandem.partnership.commitments.models import Commitment, Move, Source
from tandem.partnership.commitments.rules import Act
from tandem.partnership.testing import MONDAY, TUESDAY, Cast
from tandem.website.tests.proofs import code, is_in, type_password, with_a_phone, with_codes

WORDS = "Talk with Ilse about the shift lead role"


@pytest.fixture(autouse=True)
def key_file(settings: Settings, tmp_path: Path) -> Path:
    """A key file of the test's own, with the keys there are."""
    file = tmp_path / "keys/tandem.key"
    settings.KEYRING.write(file)
    settings.SITE = replace(settings.SITE, key_file=file)
    settings.KEYRING = Keyring.read(file)
    return file


@pytest.fixture
def promise(cast: Cast) -> Commitment:
    return asked(cast)


def asked(cast: Cast, words: str = WORDS) -> Commitment:
    said = actions.Said(what=words, due_on=date(2026, 11, 27))
    return actions.ask(of=cast.mira, said=said, by=cast.sam, at=MONDAY, source=Source.FORM)


def stored() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT what FROM partnership_commitment")
        [(value,)] = cursor.fetchall()
    return str(value)


def keys_of(*rows: Commitment | Move) -> set[str]:
    return {wrapped_by(bytes(type(row).objects.get(pk=row.pk).wrapped_key)) for row in rows}


def test_a_rotation_wraps_every_key_anew_and_changes_no_text(
    promise: Commitment, settings: Settings, key_file: Path
) -> None:
    before, old = stored(), settings.KEYRING.current
    done = rotation.rotate()
    assert (done.count, dict(done.shut)) == (2, {})  # the promise and its first move
    assert keys_of(promise, Move.objects.get()) == {settings.KEYRING.current} != {old}
    assert (stored(), Commitment.objects.get().what) == (before, WORDS)
    assert Event.objects.filter(what="keys.rotated", actor="operator").count() == 1
    assert KeyMark.objects.filter(fingerprint=settings.KEYRING.current).exists()


def test_more_than_one_lot_is_wrapped(
    cast: Cast, key_file: Path, monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    monkeypatch.setattr(rotation, "LOT", 2)
    promises = [asked(cast, f"{WORDS} {number}") for number in range(5)]
    assert rotation.rotate().count == 10
    assert keys_of(*promises) == {settings.KEYRING.current}
    assert {each.what for each in Commitment.objects.all()} == {f"{WORDS} {n}" for n in range(5)}


def test_another_process_reads_a_new_key_from_the_file(
    promise: Commitment, settings: Settings, key_file: Path
) -> None:
    before = settings.KEYRING
    rotation.rotate()
    settings.KEYRING = before  # a web process that was there before the rotation
    assert Commitment.objects.get().what == WORDS


def test_and_wraps_by_it_from_the_next_act_on(
    cast: Cast, settings: Settings, key_file: Path
) -> None:
    before = settings.KEYRING
    rotation.rotate()
    newest, settings.KEYRING = settings.KEYRING.current, before
    assert keys_of(asked(cast)) == {newest}


def test_what_an_act_under_way_wrapped_by_the_old_key_opens_is_told_and_is_wrapped_next_time(
    cast: Cast, settings: Settings, key_file: Path
) -> None:
    before = settings.KEYRING
    rotation.rotate()
    newest = settings.KEYRING.current
    settings.KEYRING = replace(before, seen=())  # as if the file had been looked at just before
    late = asked(cast)
    assert (late.what, keys_of(late)) == (WORDS, {before.current})
    assert rotation.wrappings() == {before.current: {"Commitment": 1, "Move": 1}}
    settings.KEYRING = Keyring.read(key_file)
    assert not rotation.unopened()
    assert rotation.rotate().count == 2
    [by] = rotation.wrappings()
    assert by not in (before.current, newest)


def test_a_rotation_looks_again_at_what_came_while_it_wrapped(
    promise: Commitment, cast: Cast, settings: Settings, key_file: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    old, real = replace(settings.KEYRING, seen=()), rotation._wrap_older
    late: list[Commitment] = []

    def with_a_late_act(*arguments: object) -> rotation.Rotated:
        done = real(*arguments)  # type: ignore[arg-type]  # passed on
        if not late:
            newest, settings.KEYRING = settings.KEYRING, old
            late.append(asked(cast))
            settings.KEYRING = newest
        return done

    monkeypatch.setattr(rotation, "_wrap_older", with_a_late_act)
    assert rotation.rotate().count == 4
    assert keys_of(promise, *late) == {settings.KEYRING.current}


def test_a_row_moved_and_rotated_at_once_keeps_its_tier(cast: Cast, key_file: Path) -> None:
    said = actions.Said(what=WORDS, due_on=date(2026, 11, 27))
    draft = actions.save_draft(
        customer=cast.sam, performer=cast.mira, said=said, by=cast.sam, at=MONDAY
    )
    rotation.rotate()
    actions.take(commitment=draft, act=Act.SEND_DRAFT, said=said, by=cast.sam, at=TUESDAY)
    rotation.rotate()
    assert {(each.tier, each.what) for each in Move.objects.all()} == {
        ("private", WORDS), ("pair", WORDS)
    }  # fmt: skip


def test_a_key_check_counts_what_does_not_open(promise: Commitment, settings: Settings) -> None:
    assert not rotation.unopened()
    settings.KEYRING = Keyring.new()
    assert rotation.unopened() == {"Commitment": 1, "Move": 1}


def test_what_does_not_open_stays_as_it_is_is_counted_and_stops_nothing(
    promise: Commitment, cast: Cast, settings: Settings, key_file: Path
) -> None:
    right = settings.KEYRING
    settings.KEYRING = Keyring.new()
    lost = asked(cast)  # by a key that is in no file
    with_a_phone(cast.vera)
    [gone] = keys_of(lost)
    settings.KEYRING = right
    done = rotation.rotate()
    assert done.count == 2
    assert dict(done.shut) == {"Commitment": 1, "Move": 1, "Second proof": 1}
    assert (keys_of(lost), keys_of(promise)) == ({gone}, {settings.KEYRING.current})


def test_second_proofs_are_wrapped_anew_and_go_on_counting(
    cast: Cast, settings: Settings, key_file: Path
) -> None:
    old, secret, codes = settings.KEYRING.current, with_a_phone(cast.sam), with_codes(cast.sam)
    assert rotation.wrappings() == {old: {"Second proof": 2}}
    assert rotation.rotate().count == 2
    assert rotation.wrappings() == {settings.KEYRING.current: {"Second proof": 2}}
    for proof in (code(secret), codes[0]):
        client = type_password(cast.sam)
        client.post("/app/sign-in/second-proof/", {"code": proof})
        assert is_in(client)


# ---- the file


@pytest.mark.django_db
def test_two_do_not_replace_a_key_at_once(key_file: Path) -> None:
    before = key_file.read_bytes()
    with alone(key_file), pytest.raises(KeyFileUnusable, match="being replaced already"):
        rotation.rotate()
    assert key_file.read_bytes() == before
    rotation.rotate()


@pytest.mark.django_db
def test_a_key_that_cannot_be_kept_is_not_used(
    promise: Commitment, settings: Settings, key_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(*_: object) -> None:
        raise OSError(16, "Device or resource busy")  # a single file mounted into a container

    monkeypatch.setattr("pathlib.Path.replace", busy)
    with pytest.raises(KeyFileUnusable, match="no new key was made"):
        rotation.rotate()
    assert keys_of(promise) == {settings.KEYRING.current} == {Keyring.read(key_file).current}


@pytest.mark.django_db
def test_whoever_rotates_the_file_stays_with_its_owner(
    key_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: list[tuple[int, int]] = []
    monkeypatch.setattr(os, "fchown", lambda _file, *owner: given.append(owner))
    rotation.rotate()
    assert given == [(key_file.stat().st_uid, key_file.stat().st_gid)]
    assert key_file.stat().st_mode & 0o077 == 0


@pytest.fixture
def served(settings: Settings, cast: Cast) -> Iterator[Commitment]:
    """Written by a process that goes on while its key file changes under it."""
    yield asked(cast)
    assert all(each.what == WORDS for each in Commitment.objects.all())


def test_while_the_file_is_away_or_damaged_people_go_on(
    served: Commitment, cast: Cast, settings: Settings, key_file: Path
) -> None:
    current = settings.KEYRING.current
    key_file.write_text("half a fi")
    assert keys_of(asked(cast)) == {current}
    key_file.unlink()
    assert keys_of(asked(cast)) == {current}


def test_another_homes_file_is_not_wrapped_by(
    served: Commitment, cast: Cast, settings: Settings, key_file: Path
) -> None:
    Keyring.new().write(key_file)
    assert keys_of(asked(cast)) == {settings.KEYRING.current}
    assert settings.KEYRING.current not in Keyring.read(key_file).keys


def test_after_an_older_copy_was_put_back_nothing_more_is_wrapped_by_what_it_lacks(
    served: Commitment, cast: Cast, settings: Settings, key_file: Path
) -> None:
    older = Keyring.read(key_file)
    rotation.rotate()
    older.write(key_file)
    assert keys_of(asked(cast)) == {older.current}


def test_sessions_stay_whichever_file_is_read(settings: Settings, key_file: Path) -> None:
    before = settings.KEYRING.derived("sessions")
    newer = settings.KEYRING.with_new_current()
    newer.write(key_file)
    assert settings.KEYRING.joined_by(Keyring.read(key_file)).derived("sessions") == before


@pytest.mark.django_db(transaction=True)
def test_a_lot_is_of_one_transaction(
    key_file: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A fall in the middle leaves a lot wholly old or wholly new; both open."""
    cast = Cast.gather()
    promises = [asked(cast) for _ in range(3)]

    def full(*_: object, **__: object) -> None:
        raise OSError("disk full")

    with monkeypatch.context() as patched:
        patched.setattr("django.db.models.query.QuerySet.bulk_update", full)
        with pytest.raises(OSError, match="disk full"), transaction.atomic():
            rotation.rotate()
    assert all(each.what == WORDS for each in Commitment.objects.all())
    assert rotation.rotate().count == 6
    assert keys_of(*promises) == {settings.KEYRING.current}
