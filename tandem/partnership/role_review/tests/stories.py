"""Reviews of Sam and Mira, whose pair began on 1 March, in the days in which a year is open."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime

from tandem.access.audit import OPERATOR, record
from tandem.organisation.models import Person
from tandem.partnership.models import Pair, RoleReview
from tandem.partnership.role_review import actions
from tandem.partnership.role_review.items import KEYS

OPENED = date(2026, 3, 1)
MARCH = datetime(2026, 3, 9, 8, tzinfo=UTC)
"""A Monday in the second week in which Sam and Mira are asked."""
LATER = datetime(2026, 3, 11, 8, tzinfo=UTC)
WORDS = "Ten minutes before each steering round."
THEIRS = "Hearing of plans a week sooner."


NOW_OPENED = date(2026, 11, 16)
"""The day on which this year opens for a pair that was `set_to_now`: pages are asked a week on."""


def set_to_now(pair: Pair, opened: date = NOW_OPENED) -> Pair:
    """As if they had been paired in another November, so that their year is open in the tests."""
    pair.start_on = opened.replace(year=2024)
    record("pair.set_right", pair, by=OPERATOR, at=MARCH)
    return pair


def marks(mark: int = 4, **others: int) -> Mapping[str, int]:
    return {key: others.get(key, mark) for key in KEYS}


def sent(
    pair: Pair, by: Person, mark: int = 4, words: str = WORDS, at: datetime = MARCH, **others: int
) -> RoleReview:
    return actions.send(pair=pair, marks=marks(mark, **others), words=words, by=by, at=at)


def answered(pair: Pair, leader: int = 4, hr: int = 4, at: datetime = MARCH) -> None:
    """Both, the leader first."""
    sent(pair, pair.leader, leader, at=at)
    sent(pair, pair.hr_partner, hr, THEIRS, at=at)


def told(pair: Pair, leader: int = 4, hr: int = 4, at: datetime = MARCH) -> None:
    """Both, and both let it be told."""
    answered(pair, leader, hr, at)
    opened = RoleReview.objects.of(pair).opened()[0].opened_on
    for by in (pair.leader, pair.hr_partner):
        actions.let_tell(pair=pair, opened_on=opened, yes=True, by=by, at=at)
