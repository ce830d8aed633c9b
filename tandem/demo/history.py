"""Jobs over time: the area, manager, title and level somebody had, from a day to a day."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from tandem.demo.lives import Life, Stint
from tandem.demo.seats import Rank, Seat

MOVES_A_YEAR = 0.05  # of all people, where somebody fitting is found to change with
SAME_DEPARTMENT = 0.7  # of the moves
SETTLED = 90  # days in a place before and after a move
TRIES = 40

Tenures = Mapping[int, Sequence[tuple[Stint, Life]]]


@dataclass(frozen=True, slots=True)
class Job:
    """One job of one person, half-open: `end_on` is the first day out of it, None means still.

    `manager` is None at the top, and for years from which nobody knows who it was.
    """

    person: str
    area: tuple[str, ...]
    manager: str | None
    title: str
    level: str
    at: str
    start_on: date
    end_on: date | None


def exchange(
    rng: random.Random, lives: Sequence[Life], start: date, today: date
) -> Iterator[tuple[Life, Life]]:
    """Let people have changed places some time ago, two at a time and some weeks apart.

    Two at a time, so that areas keep their size, and an export that knows only the last job of
    each tells about the same headcounts as the whole history does.
    """
    pool = [life for life in lives if may_have_moved(life)]
    floor = [life for life in pool if not life.seat.office]
    colleagues: dict[str, list[Life]] = defaultdict(list)
    for life in pool:
        colleagues[life.seat.department].append(life)
    days = (today - start).days
    for _ in range(round(MOVES_A_YEAR * days / 365.25 * len(pool) / 2)):
        one, day = rng.choice(pool), start + timedelta(days=rng.randrange(days))
        near = one.seat.office or rng.random() < SAME_DEPARTMENT
        mates = colleagues[one.seat.department] if near else floor
        some = rng.sample(mates, min(TRIES, len(mates)))
        other = next((mate for mate in some if fit(one, mate, day, start, today)), None)
        if other:
            change_places(one, other, day, day + timedelta(days=rng.randint(0, 20)))
            yield one, other


def may_have_moved(life: Life) -> bool:
    return len(life.stints) == 1 and life.seat.rank is Rank.STAFF and not life.key


def fit(one: Life, other: Life, day: date, start: date, today: date) -> bool:
    """Whether the two can have changed places on that day.

    Both have been there long enough, and for about as long as each other, or since before the
    history: so that no area was smaller than its last jobs tell while one was not yet hired.
    """
    if one.seat.area == other.seat.area or not (may_have_moved(one) and may_have_moved(other)):
        return False
    first, second = sorted((one.hired_on, other.hired_on))
    settled = timedelta(days=SETTLED)
    there = second + settled <= day and (second < start or second - first <= settled)
    return there and min(one.end_on or today, other.end_on or today) >= day + settled


def change_places(one: Life, other: Life, day: date, later: date) -> None:
    first, second = one.seat, other.seat
    for life, before, changed in ((one, second, day), (other, first, later)):
        stint = life.stints[-1]
        life.stints.insert(0, Stint(before, stint.start_on, changed))
        stint.start_on = changed


def tenures(lives: Sequence[Life]) -> Tenures:
    """Who held each place with people below it, in order of time."""
    held: dict[int, list[tuple[Stint, Life]]] = defaultdict(list)
    for life in lives:
        for stint in life.stints:
            if stint.seat.rank > Rank.BESIDE:
                held[stint.seat.number].append((stint, life))
    for each in held.values():
        each.sort(key=lambda pair: pair[0].start_on)
    return held


def jobs(lives: Sequence[Life], seats: Sequence[Seat], numbers: Mapping[int, str]) -> list[Job]:
    """Every job of every life; `numbers` has the person number of each life by its id()."""
    held = tenures(lives)
    found = []
    for life in lives:
        for stint in life.stints:
            for start_on, end_on in pieces(life, stint):
                senior = bool(life.senior_on and life.senior_on <= start_on)
                for manager, first, after in managers(stint.seat, start_on, end_on, seats, held):
                    number = numbers[id(manager)] if manager else None
                    found.append(job(stint.seat, numbers[id(life)], number, senior, first, after))
    return found


def job(
    seat: Seat, person: str, manager: str | None, senior: bool, start_on: date, end_on: date | None
) -> Job:
    title = f"Senior {within_words(seat.title)}" if senior else seat.title
    level = f"L{seat.level + senior}"
    return Job(person, seat.area, manager, title, level, seat.at, start_on, end_on)


def within_words(title: str) -> str:
    """As it stands after another word.

    >>> [within_words(title) for title in ("Test cook", "HR specialist")]
    ['test cook', 'HR specialist']
    """
    return title if title[:2].isupper() else title[0].lower() + title[1:]


def pieces(life: Life, stint: Stint) -> Iterator[tuple[date, date | None]]:
    """The stint, cut where its holder became senior."""
    cut = life.senior_on
    if cut and stint.start_on < cut and (stint.end_on is None or cut < stint.end_on):
        yield stint.start_on, cut
        yield cut, stint.end_on
    else:
        yield stint.start_on, stint.end_on


def managers(
    seat: Seat, start_on: date, end_on: date | None, seats: Sequence[Seat], held: Tenures
) -> Iterator[tuple[Life | None, date, date | None]]:
    """Who was over this place, piece by piece. While nobody was, the next above stood in."""
    if seat.above is None:
        yield None, start_on, end_on
        return
    above = seats[seat.above]
    at = start_on
    for number, (stint, life) in enumerate(held[above.number]):
        first, after = max(stint.start_on, at), earlier(stint.end_on, end_on)
        if after is not None and after <= first:
            continue
        if first > at and number == 0:
            yield None, at, first  # before anybody's memory
        elif first > at:
            yield from managers(above, at, first, seats, held)
        yield life, first, after
        if after is None or after == end_on:
            return
        at = after
    yield from managers(above, at, end_on, seats, held)


def earlier(one: date | None, other: date | None) -> date | None:
    """Of two ends, where None is never."""
    return min((day for day in (one, other) if day), default=None)
