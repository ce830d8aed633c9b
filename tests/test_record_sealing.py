"""The sealer loses nothing, doubles nothing, and goes on after a fall."""

from __future__ import annotations

import hashlib
import threading
import uuid
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection, transaction

from tandem.access.audit import append
from tandem.access.chain import kept, lines, sealer
from tandem.access.chain.anchor import Anchor
from tandem.access.chain.breaks import RecordBroken
from tandem.access.chain.checkpoint import look
from tandem.access.chain.seals import LATE, START, State, seal
from tandem.access.chain.verifying import verify
from tandem.access.keys import Keyring
from tandem.access.models import Event, EventsStay, Seal
from tandem.partnership.testing import MONDAY
from tests.sealed_record import LATER, act, by_hand, is_whole, sealed

AT = datetime(2026, 11, 23, 8, 0, 0, 120, UTC)
ABOUT = uuid.UUID("0b9fa3c2-7c1e-4f0e-9d37-1f0a5b6c7d8e")
WHO = uuid.UUID("aa9fa3c2-7c1e-4f0e-9d37-1f0a5b6c7d8e")


def covered() -> Counter[int]:
    """How many seals cover each event."""
    return Counter(id_ for each in kept.seals(after=0, upto=10**9) for id_ in each.ids)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("actor", "who", "what", "at", "said"),
    [
        ("person", WHO, "promise.made", AT, f"person\t{WHO.hex}\t{ABOUT.hex}\t"
         "2026-11-23T08:00:00.000120Z\tpromise.made"),
        ("operator", None, "keys.rotated", MONDAY, f"operator\t\t{ABOUT.hex}\t"
         "2026-11-23T08:00:00.000000Z\tkeys.rotated"),
        ("system", None, "tab\tline\nback\\cr\rb\bf\fv\v", AT, f"system\t\t{ABOUT.hex}\t"
         "2026-11-23T08:00:00.000120Z\ttab\\tline\\nback\\\\cr\\rb\\bf\\fv\\v"),
        ("system", None, "Søren 日本\u2028", AT, f"system\t\t{ABOUT.hex}\t"
         "2026-11-23T08:00:00.000120Z\tSøren 日本\u2028"),
    ],
)  # fmt: skip
def test_the_bytes_of_an_event_are_the_same_on_every_database(
    actor: str, who: uuid.UUID | None, what: str, at: datetime, said: str
) -> None:
    event = append(what, about=ABOUT, actor=actor, who=who, at=at)
    assert lines.at(event.pk) == f"1\t{event.pk}\t{said}\n".encode()


@pytest.mark.django_db
def test_the_open_head_can_be_computed_by_hand(anchor: Path) -> None:
    sealed(2, 1, 4)
    head = START
    for row in Seal.objects.all():
        events = b"".join(lines.at(id_) or b"" for id_ in kept.found(row).ids)
        head = hashlib.blake2b(head + events, digest_size=32).digest()
        assert bytes(row.head) == head
    assert row.number == 3


@pytest.mark.django_db
def test_a_seal_is_never_changed(anchor: Path) -> None:
    sealed(1)
    with pytest.raises(EventsStay):
        Seal.objects.get().save()
    with pytest.raises(EventsStay):
        Seal.objects.all().delete()


@pytest.mark.django_db
def test_where_nothing_waits_nothing_is_written(anchor: Path) -> None:
    sealed(3)
    before = anchor.read_bytes()
    assert sealer.seal_events(at=LATER) == 0
    assert (anchor.read_bytes(), Seal.objects.count()) == (before, 1)


@pytest.mark.django_db
def test_very_many_events_come_under_several_seals_and_one_line(
    anchor: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sealer, "BATCH", 3)
    sealed(8)
    assert [each.count for each in Seal.objects.all()] == [3, 6, 8]
    assert [each.count for each in Anchor(anchor).lines(ring())] == [0, 8]


# What ends late


def renumber(event: int, new: int) -> None:
    by_hand("UPDATE access_event SET id = %s WHERE id = %s", new, event)


@pytest.mark.django_db
def test_what_ends_late_is_sealed_later_and_is_no_break(anchor: Path) -> None:
    """As on PostgreSQL, where an act under way holds an id that nobody sees yet."""
    late, *_ = ids = act("First", "Second", "Third")
    renumber(late, -late)  # seen by nobody
    assert sealer.seal_events(at=MONDAY) == 2
    renumber(-late, late)
    waits = verify(at=MONDAY)
    assert (waits.waiting, waits.state.count) == (1, 2)
    assert sealer.seal_events(at=MONDAY) == 1
    assert set(covered()) == set(ids)
    assert is_whole().state.count == 3


@pytest.mark.django_db
def test_a_look_from_a_checkpoint_on_knows_what_came_late(anchor: Path) -> None:
    late, *_ = act("First", "Second", "Third")
    renumber(late, -late)  # seen by nobody
    sealer.seal_events(at=MONDAY)
    renumber(-late, late)
    assert look(at=MONDAY).looked_at == 2
    sealer.seal_events(at=MONDAY)
    assert look(at=MONDAY).looked_at == 1


@pytest.mark.django_db
@pytest.mark.parametrize(("waited", "is_sealed"), [(LATE - timedelta(seconds=1), 1), (LATE, 0)])
def test_a_gap_stays_open_for_an_hour(anchor: Path, waited: timedelta, is_sealed: int) -> None:
    late, _ = act("First", "Second")
    renumber(late, -late)  # seen by nobody
    sealer.seal_events(at=MONDAY)
    renumber(-late, late)
    assert sealer.seal_events(at=MONDAY + waited) == is_sealed
    if not is_sealed:
        with pytest.raises(RecordBroken, match=rf"\(inserted\). Event {late} "):
            is_whole()


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_an_act_under_way_while_others_are_sealed_is_sealed_after_it_ends(anchor: Path) -> None:
    if connection.vendor == "sqlite":
        pytest.skip("On SQLite one act writes at a time, so none ends out of order.")
    begun, go_on = threading.Event(), threading.Event()

    def slow() -> None:
        with transaction.atomic():
            append("slow", about=ABOUT, actor="operator", who=None, at=MONDAY)
            begun.set()
            assert go_on.wait(20)
        connection.close()

    thread = threading.Thread(target=slow)
    thread.start()
    assert begun.wait(20)
    act("Quick", "Quicker")
    assert sealer.seal_events(at=MONDAY) == 2
    go_on.set()
    thread.join()
    assert verify(at=MONDAY).waiting == 1
    assert sealer.seal_events(at=MONDAY) == 1
    assert Event.objects.get(what="slow").pk < max(covered())
    assert is_whole().state.count == 3


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_of_several_sealers_beside_several_writers_each_event_has_one_seal(anchor: Path) -> None:
    troubles, over = list[BaseException](), threading.Event()
    writers = [beside(write, troubles) for _ in range(4)]
    sealers = [beside(lambda: seal_until(over), troubles) for _ in range(3)]
    for thread in writers:
        thread.join()
    over.set()
    for thread in sealers:
        thread.join()
    sealer.seal_events(at=MONDAY)
    assert troubles == []
    assert covered() == Counter(Event.objects.values_list("id", flat=True))
    assert len(covered()) == 4 * 12
    assert is_whole().waiting == 0


def beside(work: Callable[[], None], troubles: list[BaseException]) -> threading.Thread:
    def run() -> None:
        try:
            work()
        except BaseException as error:  # noqa: BLE001 - told by the test
            troubles.append(error)
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    return thread


def write() -> None:
    for each in range(15):
        with suppress(KeyError), transaction.atomic():
            append("act", about=ABOUT, actor="operator", who=None, at=MONDAY)
            if each % 5 == 4:
                raise KeyError  # taken back: leaves a gap on PostgreSQL


def seal_until(over: threading.Event) -> None:
    while not over.is_set():
        sealer.seal_events(at=MONDAY)


# Falls


def ring() -> Keyring:
    return Keyring.read(settings.SITE.key_file)


@pytest.mark.django_db
def test_a_fall_between_database_and_anchor_is_mended_by_the_next_run(
    anchor: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sealed(2)
    act("Another")
    with monkeypatch.context() as falling:
        falling.setattr(Anchor, "append", lambda *_: (_ for _ in ()).throw(OSError("power")))
        with pytest.raises(OSError, match="power"):
            sealer.seal_events(at=LATER)
    assert is_whole().state.count == 3
    assert sealer.seal_events(at=LATER) == 0
    last = Anchor(anchor).last(ring())
    assert last
    assert last.count == 3
    assert is_whole().state.count == 3


@pytest.mark.django_db
def test_a_line_cut_short_is_none_and_is_written_over(anchor: Path) -> None:
    sealed(2, 2)
    whole = anchor.read_bytes()
    for cut in (1, 40, 200):
        anchor.write_bytes(whole[:-cut])
        assert is_whole().state.count == 4
        assert sealer.seal_events(at=MONDAY + timedelta(minutes=1)) == 0
        assert anchor.read_bytes() == whole


@pytest.mark.django_db
def test_a_disk_that_is_full_leaves_the_anchor_whole(
    anchor: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sealed(2)
    act("Another")

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as filled, pytest.raises(OSError, match="No space"):
        filled.setattr("tandem.access.chain.anchor.os.fsync", full)
        sealer.seal_events(at=LATER)
    assert is_whole().state.count == 3


# Keys


@pytest.mark.django_db
def test_what_was_sealed_with_a_replaced_key_goes_on_being_verified(
    anchor: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "keys/tandem.key"
    Keyring.new().write(path)
    monkeypatch.setattr(settings, "SITE", replace(settings.SITE, key_file=path))
    sealed(2)
    first = ring().current
    ring().with_new_current().write(path)
    sealed(2, prefix="More")
    assert [each.key for each in Seal.objects.all()] == [first, ring().current]
    assert first != ring().current
    assert is_whole().state.count == 4
    Keyring(ring().current, {ring().current: ring().keys[ring().current]}).write(path)
    with pytest.raises(RecordBroken, match=rf"sealed with the key {first} cannot be verified"):
        is_whole()


@pytest.mark.django_db
def test_nobody_without_the_key_can_make_a_seal(anchor: Path) -> None:
    """A forger who seals with a key of their own, in place of the true seal."""
    ids = sealed(3)
    by_hand("UPDATE access_event SET what = 'other' WHERE id = %s", ids[1])
    other = Keyring.new()
    mine = Keyring(ring().current, {ring().current: other.keys[other.current]})
    found = lines.read(after=ids[0] - 1)
    forged = seal(State(), found.ids, found.texts, ring=mine, at=MONDAY)
    by_hand(
        "UPDATE access_seal SET entries = %s, head = %s, mac = %s",
        forged.entries, forged.state.head, forged.mac,
    )  # fmt: skip
    with pytest.raises(RecordBroken, match=r"anchor altered|edited|seal altered"):
        is_whole()
    with pytest.raises(sealer.RecordApart):
        act("More")
        sealer.seal_events(at=LATER)
