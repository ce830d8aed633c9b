"""Who held which place from when to when: hires, promotions and leaves, day after day."""

from __future__ import annotations

import heapq
import random
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial

from tandem.demo.days import before_the_weekend, month_before, moved, on_a_working_day
from tandem.demo.names import Names
from tandem.demo.pins import ALWAYS_THERE, Pin, Succession, everybody, successions
from tandem.demo.plans import NIGHTS, Leaving, Why, leavings
from tandem.demo.seats import HISTORY_MONTHS, Rank, Seat

MONTH = 30.44  # days
EARLY = (92, 183)  # days after the hire in which people leave the night shift: months 3 to 6
MOST = 0.8  # of those who leave the night shift do so then
PROMOTED = 0.55  # how many leads come from their own area
OLD_HANDS = 540  # days somebody is there before being promoted
FULL_TIME = {"Retail shops": (1.0, 1.0, 0.8, 0.6, 0.5), "Operations": (1.0,) * 9 + (0.8,)}
IN_OFFICES = (1.0,) * 8 + (0.8, 0.6)
ELSEWHERE = (1.0,) * 12 + (0.8,)


@dataclass(slots=True)
class Stint:
    """Somebody in one place; half-open."""

    seat: Seat
    start_on: date
    end_on: date | None = None


@dataclass(slots=True)
class Life:
    """One person's stay. `end_on` is the first day gone."""

    first: str
    last: str
    key: str
    number: str
    hired_on: date
    fte: float
    end_on: date | None = None
    why: Why | None = None
    senior_on: date | None = None
    stints: list[Stint] = field(default_factory=list)

    @property
    def seat(self) -> Seat:
        return self.stints[-1].seat

    def days_here(self, day: date) -> int:
        return (day - self.hired_on).days


class Years:
    """Lets the years before today pass."""

    def __init__(self, rng: random.Random, seats: Sequence[Seat], today: date) -> None:
        self.rng = rng
        self.today = today
        self.start = month_before(today, HISTORY_MONTHS)
        self.seats = seats
        pins = everybody(today)
        self.names = Names(rng, {f"{pin.first} {pin.last}" for pin in pins})
        self.holders: dict[int, Life] = {}
        self.lives: list[Life] = []
        self.kept: set[int] = set()  # places whose holders leave only as the story says
        self.by_department: dict[str, list[Seat]] = defaultdict(list)
        self.by_area: dict[str, list[Seat]] = defaultdict(list)
        self.left_lately: dict[tuple[int, int], set[str]] = defaultdict(set)
        for seat in seats:
            self.by_department[seat.department].append(seat)
            self.by_area[seat.area[-1]].append(seat)
        self.coming: list[tuple[date, int, partial[None]]] = []
        self.counted = 0

    def pass_by(self) -> list[Life]:
        self.begin()
        for leaving in leavings(self.rng, self.today):
            self.plan(leaving.day, partial(self.leave, leaving))
        while self.coming:
            _, _, event = heapq.heappop(self.coming)
            event()
        return self.lives

    def plan(self, day: date, event: partial[None]) -> None:
        self.counted += 1
        heapq.heappush(self.coming, (day, self.counted, event))

    # The first day of the history.

    def begin(self) -> None:
        named = {self.place(pin).number: pin for pin in ALWAYS_THERE}
        for each in successions(self.today):
            self.prepare(each, named)
        for seat in self.seats:
            if seat.opened_on is None:
                pin = named.get(seat.number)
                hired_on = moved(pin.hired_on, self.today) if pin else self.hired_long_ago(seat)
                self.sit(self.person(hired_on, seat, pin), seat, hired_on)
            else:
                self.plan(seat.opened_on, partial(self.fill, seat, seat.opened_on))

    def prepare(self, succession: Succession, named: dict[int, Pin]) -> None:
        seat = self.place(succession.pin)
        if succession.before:
            named[seat.number] = succession.before
        former = None
        if succession.rises:
            former = next(each for each in self.by_area[seat.area[-1]] if self.is_free(each))
            self.kept.add(former.number)
            named[former.number] = succession.pin
        self.plan(succession.last_day, partial(self.succeed, succession, seat, former))

    def place(self, pin: Pin) -> Seat:
        """The first free place of this kind, for staff one directly below the area's lead."""
        for seat in self.by_area[pin.area]:
            if pin.sits_in(seat) and seat.opened_on is None and seat.number not in self.kept:
                self.kept.add(seat.number)
                return seat
        raise LookupError(f"No free place for {pin.first} {pin.last} in {pin.area}.")

    def is_free(self, seat: Seat) -> bool:
        ordinary = seat.rank <= Rank.BESIDE and seat.opened_on is None
        return ordinary and seat.number not in self.kept

    def hired_long_ago(self, seat: Seat) -> date:
        years = self.rng.expovariate(1 / 7)
        if seat.area[-1] == NIGHTS and self.rng.random() < 0.4:
            years = self.rng.random()
        if seat.rank > Rank.BESIDE:
            years += 2
        day = self.start - timedelta(days=int(min(years, self.rng.uniform(24, 33)) * 365.25))
        return on_a_working_day(day - timedelta(days=7))

    # What happens then.

    def leave(self, leaving: Leaving) -> None:
        candidates = [seat for seat in self.places(leaving) if self.may_leave(seat)]
        if leaving.why is Why.OWN_CHOICE:
            candidates = self.spread_out(leaving, candidates)
        if not candidates:
            return
        seat = self.pick(leaving, candidates)
        self.left_lately[leaving.day.year, leaving.day.month].add(seat.area[-1])
        self.go(seat, leaving.day, leaving.why)
        day = self.filled_on(seat, leaving.day)
        self.plan(day, partial(self.fill, seat, day))

    def places(self, leaving: Leaving) -> Iterable[Seat]:
        if leaving.area is None:
            return self.by_department[leaving.department]
        here = self.by_department[leaving.department]
        return (seat for seat in here if leaving.area in seat.area)

    def may_leave(self, seat: Seat) -> bool:
        return seat.number in self.holders and seat.number not in self.kept

    def spread_out(self, leaving: Leaving, candidates: list[Seat]) -> list[Seat]:
        """Elsewhere than this month's other leavers, where that is possible."""
        if leaving.area == NIGHTS:
            return candidates
        day_shifts = [seat for seat in candidates if seat.area[-1] != NIGHTS]
        lately = self.left_lately[leaving.day.year, leaving.day.month]
        return [seat for seat in day_shifts if seat.area[-1] not in lately] or day_shifts

    def pick(self, leaving: Leaving, candidates: list[Seat]) -> Seat:
        days = [self.holders[seat.number].days_here(leaving.day) for seat in candidates]
        if leaving.area == NIGHTS:
            early = [at for at, stay in enumerate(days) if EARLY[0] <= stay <= EARLY[1]]
            if early and self.rng.random() < MOST:
                return candidates[max(early, key=days.__getitem__)]
        weights = [
            weight(leaving.why, seat, stay) for seat, stay in zip(candidates, days, strict=True)
        ]
        [seat] = self.rng.choices(candidates, weights)
        return seat

    def go(self, seat: Seat, last_day: date, why: Why) -> None:
        life = self.holders.pop(seat.number)
        life.end_on = life.stints[-1].end_on = last_day + timedelta(days=1)
        life.why = why

    def fill(self, seat: Seat, day: date) -> None:
        rising = self.rising(seat, day)
        if rising:
            self.rise(rising, seat, day)
        else:
            self.sit(self.person(day, seat), seat, day)

    def rising(self, seat: Seat, day: date) -> Life | None:
        """Somebody of the area to be promoted into this place."""
        if seat.rank < Rank.COORDINATOR or self.rng.random() > PROMOTED:
            return None
        below = [
            self.holders[each.number]
            for each in self.by_area[seat.area[-1]]
            if each.rank is Rank.STAFF and self.may_leave(each)
        ]
        seasoned = [life for life in below if life.days_here(day) > OLD_HANDS]
        return self.rng.choice(seasoned) if seasoned else None

    def rise(self, life: Life, seat: Seat, day: date) -> None:
        former = life.stints[-1]
        former.end_on = day
        del self.holders[former.seat.number]
        self.sit(life, seat, day)
        again = self.filled_on(former.seat, day)
        self.plan(again, partial(self.fill, former.seat, again))

    def succeed(self, succession: Succession, seat: Seat, former: Seat | None) -> None:
        self.left_lately[succession.last_day.year, succession.last_day.month].add(seat.area[-1])
        self.go(seat, succession.last_day, succession.why)
        start = min(succession.start_on, self.today)
        if former is None:
            arrive = partial(self.arrive, succession.pin, seat, start)
        else:
            self.kept.discard(former.number)
            arrive = partial(self.rise, self.holders[former.number], seat, start)
        self.plan(start, arrive)

    def arrive(self, pin: Pin, seat: Seat, day: date) -> None:
        self.sit(self.person(day, seat, pin), seat, day)

    def filled_on(self, seat: Seat, last_day: date) -> date:
        if seat.department == "Operations":
            wait = self.rng.randint(3, 12)
        else:
            wait = self.rng.randint(7, 40) if seat.office else self.rng.randint(4, 24)
        day = on_a_working_day(last_day + timedelta(days=wait))
        latest = max(before_the_weekend(self.today), last_day + timedelta(days=1))
        return min(day, latest, self.today)

    # People.

    def sit(self, life: Life, seat: Seat, day: date) -> None:
        life.stints.append(Stint(seat, day))
        self.holders[seat.number] = life

    def person(self, hired_on: date, seat: Seat, pin: Pin | None = None) -> Life:
        first, last = (pin.first, pin.last) if pin else self.names.draw()
        key, number = (pin.key, pin.number) if pin else ("", "")
        hours = FULL_TIME.get(seat.department, IN_OFFICES if seat.office else ELSEWHERE)
        fte = 1.0 if pin or seat.rank > Rank.STAFF else self.rng.choice(hours)
        life = Life(first, last, key, number, hired_on, fte)
        self.lives.append(life)
        return life


def weight(why: Why, seat: Seat, days_here: int) -> float:
    """How likely this holder is the one who goes, against the others."""
    months = days_here / MONTH
    match why:
        case Why.RETIREMENT:
            return 0.01 + max(0.0, months / 12 - 9) ** 2
        case Why.END_OF_CONTRACT:
            return 1.0 if 3 <= months <= 24 and seat.rank is Rank.STAFF else 0.001
        case Why.DEATH:
            return 1.0
    steps = ((3, 0.8), (6, 2.2), (12, 2.0), (24, 1.6), (60, 1.0), (120, 0.6))
    by_stay = next((share for until, share in steps if months < until), 0.35)
    return by_stay * (0.3 if seat.rank is Rank.LEAD else 1.0)


def may_grow(life: Life) -> bool:
    return not life.key and life.stints[0].seat.rank is Rank.STAFF


def grow_senior(rng: random.Random, lives: Iterable[Life], today: date) -> Iterator[Life]:
    """Those who, after some years in an ordinary place, are called senior there."""
    for life in lives:
        stint = life.stints[0]
        until = stint.end_on or today
        months = (until - life.hired_on).days / MONTH
        if may_grow(life) and months > 30 and rng.random() < 0.2:
            life.senior_on = life.hired_on + timedelta(days=rng.randint(24 * 30, int(months * 30)))
            yield life
