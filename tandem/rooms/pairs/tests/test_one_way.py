"""F02b: how even what two partners give each other is, and when they are asked about it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction

import pytest

from tandem.organisation.calendar import DAY, Days
from tandem.organisation.settings import values_on
from tandem.partnership.models import Pair
from tandem.partnership.signals.detectors import (
    Counting,
    Finding,
    Giving,
    Look,
    detectors,
    given_both_ways,
)
from tandem.partnership.testing import TUESDAY, Cast
from tandem.rooms.pairs import rules
from tandem.rooms.pairs.rules import Sides

TODAY = TUESDAY.date()
KINDS = ("promises", "requests", "heads_ups", "talk_points")


@pytest.mark.parametrize(
    ("kinds", "index"),
    [
        ([], None),
        ([(4, 0), (4, 0)], None),  # two kinds are too few
        ([(4, 0), (4, 0), (3, 0)], None),  # the third has too little to tell
        ([(4, 0), (0, 4), (4, 0)], 0),
        ([(2, 2), (3, 3), (4, 4)], 1),
        ([(6, 2), (6, 2), (6, 2)], Fraction(1, 2)),
        ([(6, 2), (6, 2), (6, 2), (3, 0)], Fraction(1, 2)),  # a small kind is skipped
        ([(7, 3), (7, 3), (5, 0)], Fraction(2, 5)),
    ],
)
def test_the_index_is_one_less_the_mean_of_how_far_apart_each_kind_is(
    kinds: list[tuple[int, int]], index: Fraction | None
) -> None:
    assert rules.reciprocity([Sides(*each) for each in kinds]) == index


@pytest.mark.parametrize(
    ("kinds", "asks"),
    [
        ([(7, 3), (7, 3), (5, 0)], False),  # exactly the limit
        ([(8, 3), (7, 3), (5, 0)], True),
        ([(1, 9), (9, 1), (2, 8)], True),  # whichever side gives more in which
        ([(9, 1), (9, 1)], False),
    ],
)
def test_the_two_are_asked_strictly_below_the_limit(
    kinds: list[tuple[int, int]], asks: bool
) -> None:
    assert rules.is_one_way([Sides(*each) for each in kinds], percent=40) is asks


@pytest.mark.parametrize(
    ("heads_ups", "asks"), [((4, 0), False), ((5, 0), True), ((0, 5), True), ((9, 1), False)]
)
def test_heads_ups_alone_ask_where_five_all_came_from_one_side(
    heads_ups: tuple[int, int], asks: bool
) -> None:
    assert rules.is_only_one_way(Sides(*heads_ups)) is asks


def noticed(
    monkeypatch: pytest.MonkeyPatch, pair: Pair, given: dict[str, tuple[int, int]],
    on: date = TODAY,
) -> list[Finding]:  # fmt: skip
    """As if the two had given each other so much, all on one day."""

    def counted(numbers: tuple[int, int]) -> Counting:
        def count(_pairs: object, days: Days) -> Iterator[Giving]:
            for by, number in zip((pair.leader_id, pair.hr_partner_id), numbers, strict=True):
                for _ in range(number if on in days else 0):
                    yield Giving(pair.pk, by, on)

        return count

    kinds = {kind: counted(given.get(kind, (0, 0))) for kind in KINDS}
    monkeypatch.setattr("tandem.partnership.signals.detectors._both_ways", kinds)
    return [*detectors()["one_way"].find(Look([pair], TODAY, values_on(TODAY)))]


ALL_FROM_ONE = {"promises": (0, 6), "requests": (5, 0), "heads_ups": (1, 7)}


@pytest.mark.parametrize(
    ("given", "evidence"),
    [
        (ALL_FROM_ONE, {"given": 19, "fewer": 1, "days": 90}),
        ({"promises": (3, 3), "heads_ups": (5, 0)}, {"given": 5, "fewer": 0, "days": 90}),
        ({"promises": (0, 9), "requests": (9, 0)}, None),
        ({"promises": (3, 4), "requests": (5, 3), "talk_points": (4, 0)}, None),
    ],
)
def test_f02b_says_how_much_and_never_which_side(
    cast: Cast,
    monkeypatch: pytest.MonkeyPatch,
    given: dict[str, tuple[int, int]],
    evidence: dict[str, int] | None,
) -> None:
    found = noticed(monkeypatch, cast.pair, given)
    assert [each.evidence for each in found] == ([evidence] if evidence else [])
    assert all(each.count == each.evidence["given"] - 2 * each.evidence["fewer"] for each in found)


@pytest.mark.parametrize(("days_ago", "fires"), [(0, 1), (89, 1), (90, 0)])
def test_f02b_looks_back_on_ninety_days(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, days_ago: int, fires: int
) -> None:
    cast.pair.start_on = TODAY - timedelta(days=400)
    found = noticed(monkeypatch, cast.pair, ALL_FROM_ONE, TODAY - days_ago * DAY)
    assert len(found) == fires


@pytest.mark.parametrize(("after", "fires"), [(29, 0), (30, 1)])
def test_f02b_counts_nothing_of_the_first_thirty_days(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, after: int, fires: int
) -> None:
    cast.pair.start_on = TODAY - after * DAY
    assert len(noticed(monkeypatch, cast.pair, ALL_FROM_ONE)) == fires


def test_every_kind_the_rule_names_is_counted_by_its_room() -> None:
    assert set(given_both_ways([], Days(TODAY, TODAY + DAY))) == set(KINDS)
