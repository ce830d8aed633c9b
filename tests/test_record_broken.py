"""Whoever reaches into the database or at the anchor is found out, and the first event is named."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings as site_settings

from tandem.access.chain import sealer
from tandem.access.chain.breaks import Kind, RecordBroken
from tandem.access.chain.checkpoint import checkpoint, glance, look, look_by_itself, place
from tandem.access.chain.seals import Gap, packed_gaps
from tandem.access.keys import Keyring
from tandem.access.models import Account, Event, Seal
from tandem.cli.doctor import Finding
from tandem.cli.doctor import record as doctor_says
from tandem.partnership.testing import MONDAY
from tests.sealed_record import LATER, act, by_hand, is_whole, sealed, use_anchor

pytestmark = pytest.mark.django_db
Ids = list[int]


@pytest.fixture
def ids(anchor: Path) -> Ids:
    """Twelve events under three seals, and whole."""
    made = sealed(5, 4, 3)
    assert is_whole().state.count == 12
    return made


def edit(ids: Ids) -> None:
    by_hand("UPDATE access_event SET what = 'area.renamed' WHERE id = %s", ids[6])


def edit_the_moment(ids: Ids) -> None:
    by_hand("UPDATE access_event SET at = %s WHERE id = %s", LATER, ids[6])


def edit_the_hand(ids: Ids) -> None:
    by_hand("UPDATE access_event SET actor = 'system' WHERE id = %s", ids[6])


def edit_what_it_is_about(ids: Ids) -> None:
    other = Event.objects.get(pk=ids[0]).about
    value = other.hex if by_sqlite() else other
    by_hand("UPDATE access_event SET about = %s WHERE id = %s", value, ids[6])


def remove(ids: Ids) -> None:
    by_hand("DELETE FROM access_event WHERE id = %s", ids[6])


def swap(ids: Ids) -> None:
    for old, new in ((ids[6], 0), (ids[10], ids[6]), (0, ids[10])):
        by_hand("UPDATE access_event SET id = %s WHERE id = %s", new, old)


def put_in(ids: Ids) -> None:
    """Under an id that was free when those around it were sealed."""
    by_hand("UPDATE access_event SET id = %s WHERE id = %s", ids[0] - 1, act("Late")[0])


def cut_events(ids: Ids) -> None:
    by_hand("DELETE FROM access_event WHERE id >= %s", ids[6])


def cut_seals(_ids: Ids) -> None:
    by_hand("DELETE FROM access_seal WHERE number > 1")


def cut_all_seals(_ids: Ids) -> None:
    by_hand("DELETE FROM access_seal")


def cut_both(ids: Ids) -> None:
    by_hand("DELETE FROM access_event WHERE id > %s", ids[4])
    by_hand("DELETE FROM access_seal WHERE number > 1")


def remove_a_seal(_ids: Ids) -> None:
    by_hand("DELETE FROM access_seal WHERE number = 2")


def count_otherwise(_ids: Ids) -> None:
    by_hand("UPDATE access_seal SET count = count + 1 WHERE number = 2")


def open_a_gap(ids: Ids) -> None:
    """So that an event put in would pass for one that came late."""
    gap = packed_gaps([Gap(ids[0] - 1, ids[0] - 1, MONDAY)])
    by_hand("UPDATE access_seal SET gaps = %s WHERE number = 2", gap)


def lose_the_anchor(_ids: Ids) -> None:
    site_settings.SITE.anchor_file.unlink()


def alter_the_anchor(_ids: Ids) -> None:
    path = site_settings.SITE.anchor_file
    path.write_bytes(path.read_bytes().replace(b'"count": 9', b'"count": 8'))


def thin_the_anchor(_ids: Ids) -> None:
    path = site_settings.SITE.anchor_file
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join([lines[0], *lines[2:]]))


def end_the_anchor_with_rubbish(_ids: Ids) -> None:
    with site_settings.SITE.anchor_file.open("ab") as file:
        file.write(b"{}\n")


def lose_the_key(_ids: Ids) -> None:
    path = site_settings.SITE.anchor_file.with_name("other.key")
    Keyring.new().write(path)
    site_settings.SITE = replace(site_settings.SITE, key_file=path)


# What was done, what it is called, and which of the twelve events is named.
BREAKS: list[tuple[Callable[[Ids], None], Kind, int | None]] = [
    (edit, Kind.EDITED, 6),
    (edit_the_moment, Kind.EDITED, 6),
    (edit_the_hand, Kind.EDITED, 6),
    (edit_what_it_is_about, Kind.EDITED, 6),
    (remove, Kind.REMOVED, 6),
    (swap, Kind.REORDERED, 6),
    (cut_events, Kind.TRUNCATED, 6),
    (cut_seals, Kind.TRUNCATED, 5),
    (cut_all_seals, Kind.TRUNCATED, 0),
    (cut_both, Kind.OLDER, 4),
    (remove_a_seal, Kind.SEAL_REMOVED, 5),
    (count_otherwise, Kind.SEAL_ALTERED, 5),
    (open_a_gap, Kind.SEAL_ALTERED, 5),
    (lose_the_anchor, Kind.ANCHOR_MISSING, None),
    (alter_the_anchor, Kind.ANCHOR_ALTERED, None),
    (thin_the_anchor, Kind.ANCHOR_ALTERED, None),
    (end_the_anchor_with_rubbish, Kind.ANCHOR_ALTERED, None),
    (lose_the_key, Kind.KEY_MISSING, None),
]


@pytest.mark.parametrize(
    ("spoil", "kind", "named"), BREAKS, ids=lambda each: getattr(each, "__name__", "")
)
def test_the_first_broken_event_is_named_and_how_it_broke(
    ids: Ids, spoil: Callable[[Ids], None], kind: Kind, named: int | None
) -> None:
    spoil(ids)
    with pytest.raises(RecordBroken) as broken:
        is_whole()
    assert broken.value.kind is kind
    assert (broken.value.event and broken.value.event.id) == (None if named is None else ids[named])
    assert f"({kind.value})" in str(broken.value)


def test_a_broken_event_is_named_with_what_it_says_and_its_moment(ids: Ids) -> None:
    edit(ids)
    with pytest.raises(RecordBroken, match=rf"Event {ids[6]} \(area.renamed, 2026-11-23T"):
        is_whole()


def test_an_event_put_in_among_the_sealed_is_named_and_is_never_sealed(ids: Ids) -> None:
    put_in(ids)
    act("Another")
    sealer.seal_events(at=LATER)
    with pytest.raises(RecordBroken) as broken:
        is_whole()
    assert (broken.value.kind, broken.value.event and broken.value.event.id) == (
        Kind.INSERTED, ids[0] - 1
    )  # fmt: skip


def test_a_database_put_back_to_an_earlier_copy_is_told_from_the_anchor(ids: Ids) -> None:
    cut_both(ids)
    act("Went on with the copy")
    with pytest.raises(RecordBroken) as broken:
        is_whole()
    assert broken.value.kind is Kind.OLDER
    assert "The anchor knows of seal 3 and of 7 events more" in str(broken.value)


def test_a_record_that_was_emptied_with_its_anchor_is_told_from_who_signs_in(
    ids: Ids, anchor: Path
) -> None:
    Account.objects.create_user("noor.bos@varnholm.example")
    for table in ("seal", "event"):
        by_hand(f"DELETE FROM access_{table}")  # noqa: S608 - names of ours
    anchor.unlink()
    place().unlink(missing_ok=True)
    with pytest.raises(RecordBroken, match="not one event, no seal and no anchor") as broken:
        is_whole()
    assert broken.value.kind is Kind.ALL_GONE
    [found] = [each for each in doctor_says(site_settings.SITE) if each.stops]
    assert "Restore the database from a backup" in found.sentence


def test_where_nobody_was_let_in_yet_an_empty_record_is_whole(anchor: Path) -> None:
    assert is_whole().state.count == 0


def test_an_earlier_anchor_put_back_with_the_earlier_database_is_not_found_here(
    ids: Ids, anchor: Path
) -> None:
    """The limit we say: who holds both can put back both. A head kept elsewhere tells."""
    earlier = anchor.read_bytes().splitlines(keepends=True)[:2]
    cut_both(ids)
    anchor.write_bytes(b"".join(earlier))
    assert is_whole().state.number == 1


OVER = [cut_seals, cut_both, lose_the_anchor, end_the_anchor_with_rubbish]


@pytest.mark.parametrize("spoil", OVER, ids=lambda each: each.__name__)
def test_nothing_is_sealed_over_a_break(ids: Ids, spoil: Callable[[Ids], None]) -> None:
    spoil(ids)
    act("Afterwards")
    before = list(Seal.objects.values_list("number", flat=True))
    with pytest.raises(Exception, match=r"anchor|Seal"):
        sealer.seal_events(at=LATER)
    assert list(Seal.objects.values_list("number", flat=True)) == before


# From the last look on


def test_a_look_goes_on_where_the_last_one_ended(ids: Ids) -> None:
    assert look(at=MONDAY).looked_at == 12
    sealed(2, prefix="More")
    assert look(at=MONDAY).looked_at == 2
    assert look(at=MONDAY, full=True).looked_at == 14


def test_a_look_from_the_last_one_on_finds_what_broke_since(ids: Ids) -> None:
    look(at=MONDAY)
    new = sealed(3, prefix="More")
    assert look(at=MONDAY).looked_at == 3
    newer = sealed(2, prefix="Still more")
    by_hand("DELETE FROM access_event WHERE id = %s", newer[0])
    with pytest.raises(
        RecordBroken, match=rf"Event {newer[0]} was sealed and is gone.* {new[-1]} "
    ):
        look(at=MONDAY)


def test_a_full_look_finds_what_broke_before_and_so_does_the_next_look(ids: Ids) -> None:
    look(at=MONDAY)
    edit(ids)
    assert look(at=MONDAY).looked_at == 0
    with pytest.raises(RecordBroken, match=r"\(edited\)"):
        look(at=MONDAY, full=True)
    assert checkpoint() is None
    with pytest.raises(RecordBroken, match=r"\(edited\)"):
        look(at=MONDAY)


def test_of_few_events_each_is_looked_at_whatever_was_whole_before(ids: Ids) -> None:
    look(at=MONDAY)
    before = place().read_bytes()
    edit(ids)
    with pytest.raises(RecordBroken, match=r"\(edited\)"):
        glance(at=MONDAY)
    assert place().read_bytes() == before


def test_of_many_events_an_older_break_shows_after_the_workers_look_at_everything(
    ids: Ids, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Above so many the doctor goes on from the checkpoint; once a day the worker looks at all."""
    monkeypatch.setattr("tandem.access.chain.checkpoint.FEW", 11)
    look(at=MONDAY)
    assert glance(at=MONDAY).looked_at == 0
    edit(ids)
    new = sealed(2, prefix="Later")
    assert glance(at=MONDAY).looked_at == len(new), "what is new, and not what is older"
    assert doctor_finds() == []
    with pytest.raises(RecordBroken, match=r"\(edited\)"):
        look_by_itself(at=MONDAY + timedelta(days=1, minutes=1))
    with pytest.raises(RecordBroken, match=r"\(edited\)"):
        glance(at=MONDAY)
    [found] = doctor_finds()
    assert found.stops


def doctor_finds() -> list[Finding]:
    """But for notes about where the anchor lies and what is not sealed."""
    return [each for each in doctor_says(site_settings.SITE) if each.stops]


def test_a_checkpoint_that_was_written_by_another_hand_is_not_relied_on(ids: Ids) -> None:
    look(at=MONDAY)
    said = json.loads(place().read_bytes())
    place().write_text(json.dumps({**said, "seal": 2}))
    assert checkpoint() is None
    assert look(at=MONDAY).looked_at == 12


def test_the_worker_looks_at_everything_once_a_day(ids: Ids) -> None:
    looked = [look_by_itself(at=MONDAY + timedelta(hours=n)).looked_at for n in (0, 1, 24, 25, 26)]
    assert looked == [12, 0, 0, 12, 0]


def by_sqlite() -> bool:
    from django.db import connection

    return connection.vendor == "sqlite"


def test_a_copy_of_the_anchor_kept_elsewhere_serves_in_its_place(ids: Ids, anchor: Path) -> None:
    shutil.move(anchor, anchor.with_name("copy"))
    with pytest.raises(RecordBroken, match=r"\(anchor missing\)"):
        is_whole()
    use_anchor(anchor.with_name("copy"))
    assert is_whole().state.count == 12
