"""The charters of the story, said by the two through the acts of a charter; the company tries them
out with two pairs first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from typing import Any

from django.utils.timezone import get_current_timezone

from tandem.access.audit import OPERATOR
from tandem.demo.charters import CHARTERS, NEXT, NEXT_DAY, NEXT_DAYS, Charting, Expected
from tandem.demo.promises import story_day
from tandem.organisation.models import Person
from tandem.partnership.charter import actions
from tandem.partnership.charter.reading import stands
from tandem.partnership.models import Pair
from tandem.partnership.signals.detectors import detectors
from tandem.partnership.signals.review import switch

AT = time(9, 0)


def agree_on_charters(people: Mapping[str, Person], today: date) -> None:
    for told in CHARTERS:
        leader, mira = people[told.leader], people["mira"]
        pair = Pair.objects.of_two(leader, mira).still().select_related("area").get()
        say(told, pair, moment(told.on(today)))
    pair = Pair.objects.of_two(people["sam"], people["mira"]).still().get()
    at = moment(story_day(NEXT_DAY, today))
    for key, words in NEXT.items():
        write(pair, key, words, people["mira"], at, days=NEXT_DAYS)


def pilot_charters(at: datetime) -> None:
    """Two pairs try charters out; the other fifty are not asked about theirs yet."""
    detector, reason = detectors()["no_framework"], "Operations and Finance try charters out first."
    switch(detector, on=False, reason=reason, by=OPERATOR, at=at)


def moment(day: date) -> datetime:
    return datetime.combine(day, AT, tzinfo=get_current_timezone())


def say(told: Charting, pair: Pair, at: datetime) -> None:
    """Words first, then who has said yes to what."""
    leader, mira = pair.leader, pair.hr_partner
    for key, words in told.own.items():
        write(pair, key, words, leader, at)
    for key, of_each in (("why", told.why), ("wrong", told.wrong)):
        for by, words in zip((leader, mira), of_each or (), strict=False):
            write(pair, key, words, by, at)
    expect(pair, "of_hr", told.of_hr, leader, at)
    expect(pair, "of_leader", told.of_leader, mira, at)
    for factor in told.factors:
        actions.add(
            pair=pair, key="success", what=factor.what, measure=factor.measure,
            carried_by=factor.carried_by, by=leader, at=at,
        )  # fmt: skip
    if told.differs:
        key, view = told.differs
        actions.differ(pair=pair, key=key, view=view, by=leader, at=at)
    for key, by in yeses(told, leader, mira):
        seen = stands(pair, at.date())[key].said.mark
        actions.accept(pair=pair, key=key, seen=seen, by=by, at=at)


def expect(pair: Pair, key: str, told: tuple[Expected, ...], by: Person, at: datetime) -> None:
    for each in told:
        entry = actions.add(pair=pair, key=key, what=each.what, by=by, at=at)
        if each.answer is not None:
            other = pair.partner_of(by)
            actions.answer(entry=entry, said=each.answer, why=each.why, by=other, at=at)


def yeses(told: Charting, leader: Person, mira: Person) -> Iterator[tuple[str, Person]]:
    for key in told.agreed:
        yield key, leader
        yield key, mira
    for key in told.by_leader:
        yield key, leader
    for key in told.by_mira:
        yield key, mira


def write(pair: Pair, key: str, words: str, by: Person, at: datetime, **more: Any) -> None:  # noqa: ANN401 - as the act takes it
    seen = stands(pair, at.date())[key].said.mark
    actions.write(pair=pair, key=key, words=words, seen=seen, by=by, at=at, **more)
