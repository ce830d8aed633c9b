"""All pairs are counted once a day, and every reader's own are taken away from that."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta

import pytest

from conftest import SignIn
from tandem.organisation.calendar import Days
from tandem.organisation.models import Person
from tandem.partnership.commitments import reliable, summing
from tandem.partnership.commitments.all_pairs import AllPairs, of_all_pairs
from tandem.partnership.commitments.models import Commitment
from tandem.partnership.commitments.reliable import LOOKED_BACK
from tandem.partnership.commitments.summing import Counts, Rules, keep_sums, without
from tandem.partnership.commitments.tests.quarters import REPORT, THANKS, promised
from tandem.partnership.commitments.tests.test_reliable import (
    QUARTER,
    TODAY,
    eight,
    pairs_of_ana,
)
from tandem.partnership.models import Pair, PairQuerySet, QuarterSums
from tandem.partnership.testing import Cast

NOON = datetime.combine(TODAY, time(12), UTC)


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
def counting(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Each time something was counted, whether it was all pairs."""
    seen, count = list[bool](), summing.counted

    def noted(pairs: PairQuerySet, closed: Sequence[Days], rules: Rules) -> list[Counts]:
        seen.append(not pairs.query.where)
        return count(pairs, closed, rules)

    monkeypatch.setattr(summing, "counted", noted)
    return seen


def told_to(reader: Person) -> AllPairs:
    return of_all_pairs(TODAY, reader=reader, quarters=LOOKED_BACK)


@pytest.mark.usefixtures("nine")
def test_whoever_asks_is_told_the_same_from_what_is_kept_as_from_anew(
    cast: Cast, counting: list[bool]
) -> None:
    readers = (cast.helen, cast.mira, cast.ana, cast.vera, cast.leo)
    anew = [told_to(each) for each in readers]
    assert counting.count(True) == len(readers)
    keep_sums(at=NOON)
    counting.clear()
    assert [told_to(each) for each in readers] == anew
    assert counting == [False] * len(readers), "their own alone"
    helen, mira, ana, vera, _leo = anew
    assert (helen.pairs, mira.pairs, ana.pairs, vera.pairs) == (9, 8, 1, 8)
    assert mira.rate != helen.rate != vera.rate, "without the reader's own"
    assert (ana.spread, ana.rate) == ((), None), "one pair is nobody's distribution"


@pytest.mark.usefixtures("nine")
def test_a_lot_at_a_time_tells_the_same_as_all_at_once(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_once = told_to(cast.helen)
    monkeypatch.setattr(reliable, "LOT", 2)
    assert told_to(cast.helen) == at_once


@pytest.mark.usefixtures("nine")
def test_the_page_of_a_pair_counts_no_other_pair_where_the_worker_was(
    cast: Cast, sign_in: SignIn, counting: list[bool]
) -> None:
    keep_sums(at=NOON)
    counting.clear()
    page = sign_in(cast.sam).get(f"/app/partners/{cast.pair.pk}/kept/")
    assert page.status_code == 200
    assert counting == [False]


@pytest.mark.usefixtures("nine")
def test_it_is_counted_anew_each_day_and_for_another_quarter_or_version(
    cast: Cast, counting: list[bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    keep_sums(at=NOON)
    first = QuarterSums.objects.get()
    promised(cast.mira, cast.sam, REPORT, THANKS, asked_on=QUARTER)  # entered afterwards
    keep_sums(at=NOON + timedelta(days=1))
    assert QuarterSums.objects.get().sums != first.sums
    counting.clear()
    of_all_pairs(TODAY + timedelta(days=91), reader=cast.helen)
    assert counting.count(True) == 1
    keep_sums(at=NOON + timedelta(days=91))
    assert QuarterSums.objects.count() == 1, "and only the newest is kept"
    monkeypatch.setattr("tandem.__version__", "0.0.1")
    counting.clear()
    of_all_pairs(TODAY + timedelta(days=91), reader=cast.helen)
    assert counting.count(True) == 1


@pytest.mark.usefixtures("cast")
def test_nothing_is_kept_of_fewer_than_eight_pairs() -> None:
    earlier = {"version": "0.5.0", "rate_from": 8, "reply_days": 5, "sums": []}
    QuarterSums.objects.create(newest_on=date(2026, 4, 1), **earlier)
    keep_sums(at=NOON)
    assert not QuarterSums.objects.exists()


def test_what_is_kept_are_sums_and_of_no_pair(nine: list[Pair]) -> None:
    keep_sums(at=NOON)
    kept = QuarterSums.objects.get()
    assert len(kept.sums) == LOOKED_BACK
    assert {type(number) for quarter in kept.sums for number in quarter.values()} == {int}
    said = repr(kept.sums)
    people = {who for pair in nine for who in (pair.leader_id, pair.hr_partner_id)}
    keys = [*people, *(pair.pk for pair in nine), *Commitment.objects.values_list("pk", flat=True)]
    assert not [key for key in keys if key.hex in said or str(key) in said]


def test_taking_away_never_goes_below_nothing() -> None:
    every, mine = Counts({"rated": 2, "eligible": 8}), Counts({"rated": 3, "eligible": 5})
    assert without([every], [mine]) == [Counts({"eligible": 3})]
