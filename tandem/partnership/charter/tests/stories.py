"""Charters of Sam and Mira, as far as the two have come."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from unittest import mock

from django.utils.timezone import localdate

from tandem.organisation.models import Person
from tandem.partnership import registers
from tandem.partnership.charter import actions, rules
from tandem.partnership.charter.content import Filled
from tandem.partnership.charter.models import Answer, Charter, CharterEntry, CharterPart
from tandem.partnership.charter.reading import Stand, stands
from tandem.partnership.charter.starting_point import starting_point
from tandem.partnership.models import Pair
from tandem.partnership.testing import MONDAY

TODAY = localdate(MONDAY)
EXPECTS = "Tell me before the season if somebody is about to leave."
NEEDS = "Hear of changes while they are still questions."
WORDS = "Peak season at 96 percent on time, by January."


def stand(pair: Pair, key: str, today: date = TODAY) -> Stand:
    return stands(pair, today)[key]


def mark(pair: Pair, key: str) -> str:
    return stand(pair, key).said.mark


def accepted(pair: Pair, key: str, by: Person, at: datetime = MONDAY) -> CharterPart:
    return actions.accept(pair=pair, key=key, seen=mark(pair, key), by=by, at=at)


def written(
    pair: Pair, key: str, by: Person, words: str = WORDS, *, days: int | None = None,
    at: datetime = MONDAY,
) -> CharterPart:  # fmt: skip
    days = 14 if key == "rhythm" and days is None else days
    seen = mark(pair, key)
    return actions.write(pair=pair, key=key, words=words, seen=seen, days=days, by=by, at=at)


def expected(pair: Pair, what: str = EXPECTS, at: datetime = MONDAY) -> CharterEntry:
    """By the leader, of HR."""
    return actions.add(pair=pair, key="of_hr", what=what, by=pair.leader, at=at)


def needed(pair: Pair, what: str = NEEDS, at: datetime = MONDAY) -> CharterEntry:
    """By the HR partner, from the leader."""
    return actions.add(pair=pair, key="of_leader", what=what, by=pair.hr_partner, at=at)


def answered(
    entry: CharterEntry, said: Answer = Answer.CAN, why: str = "", at: datetime = MONDAY
) -> CharterEntry:
    pair = entry.pair
    by = pair.hr_partner if entry.key == "of_hr" else pair.leader
    return actions.answer(entry=entry, said=said, why=why, by=by, at=at)


def factor(pair: Pair, by: Person, number: int = 1, at: datetime = MONDAY) -> CharterEntry:
    return actions.add(
        pair=pair, key=rules.FACTORS, what=f"Factor {number}", measure=f"Measure {number}",
        carried_by="both", by=by, at=at,
    )  # fmt: skip


@contextmanager
def the_map_is_signed() -> Iterator[None]:
    """As the room of the map says it, which this one may not know."""
    said = {"map": lambda _pair, _today: Filled(text="9 of 14 rows are signed by both.")}
    with mock.patch.dict(registers._fills, said):
        yield


def filled(pair: Pair, at: datetime = MONDAY) -> None:
    """Everything only the two can say is said, nothing of it agreed to by both yet."""
    for key in ("why", "wrong"):
        written(pair, key, pair.leader, "Of the leader.", at=at)
        written(pair, key, pair.hr_partner, "Of HR.", at=at)
    written(pair, "goals", pair.leader, at=at)
    answered(expected(pair, at=at), at=at)
    answered(needed(pair, at=at), at=at)
    for number in range(1, 4):
        factor(pair, pair.leader, number, at)


def all_but(pair: Pair, key: str, at: datetime = MONDAY) -> None:
    """Both have agreed to every part but this one."""
    filled(pair, at)
    with the_map_is_signed():
        for part in starting_point():
            if part.key != key:
                both(pair, part.key, at)


def both(pair: Pair, key: str, at: datetime = MONDAY) -> None:
    for by in (pair.leader, pair.hr_partner):
        accepted(pair, key, by, at)


def signed(pair: Pair, at: datetime = MONDAY) -> Charter:
    all_but(pair, "rights", at)
    both(pair, "rights", at)
    return Charter.objects.of(pair).newest_first()[0]
