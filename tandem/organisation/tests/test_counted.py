"""Which counts hold, against a slow and plain recount of random imports."""

from __future__ import annotations

import random
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

import pytest

from tandem.access.audit import OPERATOR, Bulk, record_bulk
from tandem.organisation.actions import add_area
from tandem.organisation.counted import Counted, months_of
from tandem.organisation.models import (
    Area,
    Headcount,
    Import,
    ImportShape,
    ImportState,
    LeaverCount,
)

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
MONTHS = months_of(date(2025, 1, 1), date(2025, 6, 1))
WORDS = (("Quit", "voluntary"), ("Death", "other"), ("Moons", ""))

Cell = tuple[Area, date]


@dataclass
class Told:
    """What one import says."""

    undone: bool
    leavers: dict[Cell, dict[tuple[str, str], int]] = field(default_factory=dict)
    heads: dict[Cell, int] = field(default_factory=dict)

    def speaks_of(self, area: Area, month: date) -> bool:
        told = [each for _area, each in self.leavers]
        if not told:
            return False
        last = max([*told, *(each for _area, each in self.heads)])
        named = {each for each, _month in (*self.leavers, *self.heads)}
        return area in named and min(told) <= month <= last


def tell(rng: random.Random, areas: list[Area]) -> Told:
    told = Told(undone=rng.random() < 0.25)
    first, last = sorted(rng.choices(range(len(MONTHS)), k=2))
    for _ in range(rng.randrange(1, 6)):
        cell = rng.choice(areas), MONTHS[rng.randint(first, last)]
        told.leavers.setdefault(cell, {})[rng.choice(WORDS)] = rng.randint(1, 9)
    for _ in range(rng.randrange(4)):
        told.heads[rng.choice(areas), rng.choice(MONTHS)] = rng.randint(0, 99)
    return told


def store(told: Told, at: datetime) -> None:
    import_ = Import(
        file_name="leavers.csv", digest="x", shape=ImportShape.COUNTS, counts={"rows": 0},
        rows=0, accepted=0, rejected=0, checked_at=at, applied_at=at, state=ImportState.APPLIED,
    )  # fmt: skip
    if told.undone:
        import_.state, import_.undone_at = ImportState.UNDONE, at
    leavers = [
        LeaverCount(
            area=area, month=month, reason=reason, reason_class=of, leavers=n, brought_by=import_
        )
        for (area, month), found in told.leavers.items()
        for (reason, of), n in found.items()
    ]
    heads = [
        Headcount(area=area, month=month, people=people, brought_by=import_)
        for (area, month), people in told.heads.items()
    ]
    record_bulk("import.applied", import_, [], by=OPERATOR, at=at)
    record_bulk("import.applied", import_, [Bulk(new=leavers), Bulk(new=heads)], by=OPERATOR, at=at)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(20))
def test_the_newest_import_that_speaks_of_an_area_and_month_holds(seed: int) -> None:
    rng = random.Random(seed)
    areas = [
        add_area(name=f"Area {rng.random()}", parent=None, by=OPERATOR, at=NOON) for _ in range(4)
    ]
    told = [tell(rng, areas) for _ in range(rng.randint(1, 6))]
    for number, each in enumerate(told):
        store(each, NOON + timedelta(hours=number))
    leavers: dict[object, dict[date, dict[tuple[str, str], int]]] = defaultdict(dict)
    heads: dict[object, dict[date, int]] = defaultdict(dict)
    for area in areas:
        for month in MONTHS:
            speaking = [t for t in told if t.speaks_of(area, month) and not t.undone]
            if speaking:
                leavers[area.id][month] = speaking[-1].leavers.get((area, month), {})
            given = [t for t in told if (area, month) in t.heads and not t.undone]
            if given:
                heads[area.id][month] = given[-1].heads[area, month]
    counted = Counted()
    assert {area: months for area, months in counted.leavers() if months} == dict(leavers)
    found = {area: {m: h.people for m, h in months.items()} for area, months in counted.heads()}
    assert {area: months for area, months in found.items() if months} == dict(heads)


def test_each_area_is_told_once_in_whatever_order_their_names_are() -> None:
    areas = [add_area(name=name, parent=None, by=OPERATOR, at=NOON) for name in "ZAMBQC"]
    for number, area in enumerate(areas):
        told = Told(undone=False)
        told.leavers[area, MONTHS[0]] = {WORDS[0]: 1}
        told.heads[areas[number - 1], MONTHS[1]] = 5
        store(told, NOON + timedelta(hours=number))
    found = [area for area, _months in Counted().leavers()]
    assert sorted(map(str, found)) == sorted(str(area.id) for area in areas)


def test_without_any_counts_nothing_is_told() -> None:
    assert list(Counted().leavers()) == []
    assert list(Counted().heads()) == []
