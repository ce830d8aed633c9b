"""The machine's clock was ahead for a while and was set back: nobody is left without letters."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db.models import Q

from tandem.partnership.testing import MONDAY, TUESDAY, Cast
from tandem.rooms.mail.models import Mailbox, open_on
from tandem.rooms.mail.posting import call_for_letters, late
from tandem.rooms.mail.rules import is_settled, not_ahead
from tandem.rooms.mail.tests.post import Post, hours, links, text
from tandem.rooms.mail.tests.stories import mira_promised_sam, sam_asks_mira
from tandem.rooms.mail.tests.test_digest import WEDNESDAY

NEXT_YEAR = TUESDAY + timedelta(days=364)  # a working day too
TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("days", "settled"), [(-1, False), (0, True), (1, True), (2, False), (364, False)]
)
def test_a_note_for_a_day_far_ahead_settles_nothing(
    days: int, settled: bool, post: Post, cast: Cast
) -> None:
    settled_on = TODAY + timedelta(days=days)
    assert is_settled(settled_on, TODAY) is settled
    Mailbox.objects.filter(person=cast.mira).update(settled_on=settled_on)
    found = Mailbox.objects.filter(open_on("settled_on", TODAY), person=cast.mira)
    assert found.exists() is not settled, "as the database finds it"
    assert not is_settled(None, TODAY)


def test_a_moment_that_has_not_come_is_none() -> None:
    assert [not_ahead(each, TUESDAY) for each in (None, MONDAY, TUESDAY, WEDNESDAY)] == [
        None, MONDAY, TUESDAY, None,
    ]  # fmt: skip


def test_letters_come_again_at_once_and_say_what_waits(post: Post, cast: Cast) -> None:
    sam_asks_mira(cast)
    assert len(post.at(NEXT_YEAR)) == 1
    [letter] = post.at(TUESDAY)
    assert letter["To"].startswith("Mira")
    assert "Sam asked you for something." in text(letter)
    assert post.at(TUESDAY + hours(1)) == [], "and once a day"
    assert late(at=TUESDAY + hours(3)) == 0
    sam_asks_mira(cast, at=WEDNESDAY - hours(2))
    assert len(post.at(WEDNESDAY)) == 1


def test_what_is_asked_for_today_comes_at_once_too(post: Post, cast: Cast) -> None:
    sam_asks_mira(cast, due_on=NEXT_YEAR.date(), at=NEXT_YEAR)
    Mailbox.objects.filter(person=cast.mira).update(minute=18 * 60)
    assert [each["Subject"] for each in post.at(NEXT_YEAR)] == [
        "By tomorrow: somebody waits for your answer in Tandem"
    ]
    sam_asks_mira(cast, due_on=TODAY, at=TUESDAY)
    [letter] = post.at(TUESDAY)
    assert "Yes, I will" in links(letter)
    assert post.at(TUESDAY + hours(1)) == []


def test_who_was_taken_up_by_a_task_that_never_ran_is_free_again(post: Post, cast: Cast) -> None:
    mira_promised_sam(cast)
    sam_asks_mira(cast)
    assert call_for_letters(at=NEXT_YEAR) > 0
    held = Mailbox.objects.filter(~Q(claim=None)).count()
    assert held
    [letter] = post.at(TUESDAY)
    assert letter["To"].startswith("Mira")
    assert not Mailbox.objects.exclude(claim=None).exists()
