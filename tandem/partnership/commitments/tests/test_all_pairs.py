"""All pairs are counted once in a while, and every reader's own are taken away from that."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta

import pytest

from conftest import SignIn
from tandem.organisation.calendar import Days
from tandem.organisation.models import Person
from tandem.partnership.commitments import all_pairs
from tandem.partnership.commitments.all_pairs import AllPairs, Counts, of_all_pairs, without
from tandem.partnership.commitments.models import Commitment
from tandem.partnership.commitments.reliable import LOOKED_BACK
from tandem.partnership.commitments.tests.quarters import REPORT, THANKS, promised
from tandem.partnership.commitments.tests.test_reliable import (
    QUARTER,
    TODAY,
    eight,
    pairs_of_ana,
)
from tandem.partnership.models import Pair, PairQuerySet
from tandem.partnership.testing import Cast


@pytest.fixture
def nine(cast: Cast) -> list[Pair]:
    """Eight of Ana's and that of Sam and Mira, each with its own outcome; nobody was kept yet."""
    pairs = pairs_of_ana(cast)
    for number, pair in enumerate(pairs):
        eight(pair, taken_back=number)
    for number in range(8):
        days = timedelta(days=number)
        promised(cast.mira, cast.sam, REPORT, THANKS, asked_on=QUARTER + days)
    return [*pairs, cast.pair]


@pytest.fixture
def counting(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[bool]]:
    """Kept for an hour, as served; each time something was counted, whether it was all pairs."""
    monkeypatch.setattr(all_pairs, "HELD_SECONDS", 3600)
    seen, count = list[bool](), all_pairs.counted

    def noted(pairs: PairQuerySet, closed: Sequence[Days]) -> list[Counts]:
        seen.append(not pairs.query.where)
        return count(pairs, closed)

    monkeypatch.setattr(all_pairs, "counted", noted)
    all_pairs._kept.clear()
    yield seen
    all_pairs._kept.clear()


def told_to(reader: Person) -> AllPairs:
    return of_all_pairs(TODAY, reader=reader, quarters=LOOKED_BACK)


@pytest.mark.usefixtures("nine")
def test_whoever_asks_is_told_the_same_from_what_is_kept_as_from_anew(
    cast: Cast, counting: list[bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    readers = (cast.helen, cast.mira, cast.ana, cast.vera, cast.leo)
    from_kept = [told_to(each) for each in readers]
    assert counting.count(True) == 1
    monkeypatch.setattr(all_pairs, "HELD_SECONDS", 0)
    assert [told_to(each) for each in readers] == from_kept
    helen, mira, ana, vera, _leo = from_kept
    assert (helen.pairs, mira.pairs, ana.pairs, vera.pairs) == (9, 8, 1, 8)
    assert mira.rate != helen.rate != vera.rate, "without the reader's own"
    assert (ana.spread, ana.rate) == ((), None), "one pair is nobody's distribution"


@pytest.mark.usefixtures("nine")
def test_the_page_of_a_pair_counts_no_other_pair_once_one_was_asked_for(
    cast: Cast, sign_in: SignIn, counting: list[bool]
) -> None:
    client = sign_in(cast.sam)
    pages = [client.get(f"/app/partners/{cast.pair.pk}/kept/") for _ in range(3)]
    assert [page.status_code for page in pages] == [200] * 3
    assert counting.count(True) == 1


@pytest.mark.usefixtures("nine")
def test_it_is_counted_anew_after_an_hour_and_on_another_day(
    cast: Cast, counting: list[bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [1000.0]
    monkeypatch.setattr("time.monotonic", lambda: now[0])
    for later in (0.0, 3599.0, 1.0):
        now[0] += later
        told_to(cast.helen)
    assert counting.count(True) == 2
    of_all_pairs(TODAY + timedelta(days=1), reader=cast.helen)
    assert counting.count(True) == 3
    assert len(all_pairs._kept) == 1, "and only the last is kept"


def test_what_is_kept_are_sums_and_of_no_pair(
    cast: Cast, nine: list[Pair], counting: list[bool]
) -> None:
    told_to(cast.helen)
    [(_key, (_at, kept))] = all_pairs._kept.items()
    assert len(kept) == LOOKED_BACK
    said = repr(kept)
    people = {who for pair in nine for who in (pair.leader_id, pair.hr_partner_id)}
    keys = [*people, *(pair.pk for pair in nine), *Commitment.objects.values_list("pk", flat=True)]
    assert not [key for key in keys if key.hex in said or str(key) in said]
    assert counting


def test_taking_away_never_goes_below_nothing() -> None:
    every, mine = Counts({"rated": 2, "eligible": 8}), Counts({"rated": 3, "eligible": 5})
    assert without([every], [mine]) == [Counts({"eligible": 3})]
