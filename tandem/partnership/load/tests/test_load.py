"""What HR partners carry is counted once a week, and is theirs before it is anybody else's."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction

from tandem.access.audit import OPERATOR
from tandem.access.models import Event
from tandem.organisation import actions as organisation
from tandem.organisation.models import Person
from tandem.partnership.commitments import actions as promises
from tandem.partnership.commitments.actions import Said
from tandem.partnership.commitments.models import Source
from tandem.partnership.commitments.rules import Act
from tandem.partnership.load import actions
from tandem.partnership.load.actions import UnableToSay, take_stock
from tandem.partnership.load.rules import served, told_now, told_on, week_of
from tandem.partnership.models import Load
from tandem.partnership.testing import FRIDAY, MONDAY, TUESDAY, Cast, leave

THIS_WEEK = MONDAY.date()
EARLIER = MONDAY - timedelta(days=10)


def of(who: Person) -> Load:
    return Load.objects.get(person=who)


def asked(cast: Cast, *, due: date, taken: bool = True) -> None:
    """Sam asks Mira for something."""
    said = Said(what="The themes, one page", due_on=due)
    one = promises.ask(of=cast.mira, said=said, by=cast.sam, at=EARLIER, source=Source.FORM)
    if taken:
        promises.take(commitment=one, act=Act.PROMISE, said=Said(), by=cast.mira, at=EARLIER)


# ---- rules


@pytest.mark.parametrize(
    ("day", "monday"),
    [
        (date(2026, 11, 22), date(2026, 11, 16)),  # a Sunday belongs to the week before
        (date(2026, 11, 23), date(2026, 11, 23)),
        (date(2026, 11, 29), date(2026, 11, 23)),
        (date(2027, 1, 1), date(2026, 12, 28)),
    ],
)
def test_a_week_begins_on_its_monday(day: date, monday: date) -> None:
    assert week_of(day) == monday


@pytest.mark.parametrize(("later", "told"), [(6, False), (7, True), (8, True)])
def test_it_is_told_a_whole_week_later(later: int, *, told: bool) -> None:
    today = THIS_WEEK + timedelta(days=later)
    assert (told_on(THIS_WEEK) <= today) is told
    assert (told_now(today) >= THIS_WEEK) is told


def test_everybody_counts_with_the_nearest_hr_partner() -> None:
    heads = {"a/": 3, "a/b/": 5, "a/b/c/": 7, "d/": 100}
    assert served(heads, {"a/": "Leo", "a/b/": "Mira"}) == Counter({"Mira": 12, "Leo": 3})
    assert served(heads, {}) == Counter()
    assert served({}, {"a/": "Leo"}) == Counter()


# ---- counting


def test_it_says_what_is_open_past_its_day_asked_and_served(cast: Cast) -> None:
    asked(cast, due=THIS_WEEK - timedelta(days=1))  # past its day
    asked(cast, due=THIS_WEEK)  # a day counts whole
    asked(cast, due=THIS_WEEK, taken=False)  # asked, not promised yet
    assert take_stock(at=MONDAY) == 2
    mira = of(cast.mira)
    assert (mira.open, mira.past_day, mira.asked, mira.asked_in_a_week) == (3, 1, 3, 0.75)
    # Sam, Ilse and Kim in Operations and below, Ana in Customer Service.
    assert (mira.served, mira.pairs) == (4, 2)
    leo = of(cast.leo)
    assert (leo.open, leo.past_day, leo.asked, leo.served, leo.pairs) == (0, 0, 0, 1, 1)


def test_requests_of_four_weeks_count_and_no_older_ones(cast: Cast) -> None:
    for days in (27, 28):
        said = Said(what="A list", due_on=FRIDAY.date())
        at = MONDAY - timedelta(days=days)
        promises.ask(of=cast.mira, said=said, by=cast.sam, at=at, source=Source.FORM)
    take_stock(at=MONDAY)
    assert of(cast.mira).asked == 1


def test_looking_again_in_the_same_week_counts_nothing_anew(cast: Cast) -> None:
    take_stock(at=MONDAY)
    asked(cast, due=THIS_WEEK)
    assert take_stock(at=FRIDAY) == 0
    assert of(cast.mira).open == 0
    assert take_stock(at=MONDAY + timedelta(days=7)) == 2
    assert Load.objects.of(cast.mira).count() == 2
    assert Event.objects.filter(what="load.taken", actor="system").count() == 4


def test_an_hr_partner_who_begins_within_a_week_is_counted_that_week(cast: Cast) -> None:
    take_stock(at=MONDAY)
    organisation.set_hr_partner(
        area=cast.areas.supply, person=cast.farid, by=OPERATOR, at=TUESDAY, why="New here"
    )
    assert take_stock(at=FRIDAY) == 1
    assert (of(cast.farid).week_on, of(cast.farid).taken_on) == (THIS_WEEK, FRIDAY.date())


def test_who_has_left_is_not_counted(cast: Cast) -> None:
    leave(cast.mira)
    take_stock(at=TUESDAY)
    assert not Load.objects.of(cast.mira).exists()


# ---- whose it is


def test_the_head_of_hr_reads_it_a_week_after_it_could_be_read(cast: Cast) -> None:
    take_stock(at=MONDAY)
    for days, number in ((0, 0), (6, 0), (7, 2)):
        today = THIS_WEEK + timedelta(days=days)
        assert Load.objects.visible_to(cast.helen, today).count() == number
        assert [*Load.objects.visible_to(cast.mira, today)] == [of(cast.mira)]


def test_counted_late_in_a_week_it_is_told_a_week_after_that(cast: Cast) -> None:
    take_stock(at=FRIDAY)
    assert not Load.objects.visible_to(cast.helen, FRIDAY.date() + timedelta(days=6)).exists()
    assert Load.objects.visible_to(cast.helen, FRIDAY.date() + timedelta(days=7)).exists()


def test_nobody_else_reads_it(cast: Cast) -> None:
    take_stock(at=MONDAY)
    later = THIS_WEEK + timedelta(days=70)
    for name, who in vars(cast).items():
        if isinstance(who, Person) and name not in ("mira", "leo", "helen"):
            assert not Load.objects.visible_to(who, later).exists(), name


def test_whose_numbers_they_are_says_something_to_them(cast: Cast) -> None:
    take_stock(at=MONDAY)
    for words in ("Not so.", "Three wait for others."):
        actions.say(load=of(cast.mira), words=words, by=cast.mira, at=TUESDAY)
    assert of(cast.mira).said == "Three wait for others."
    with pytest.raises(UnableToSay):
        actions.say(load=of(cast.mira), words="Well done.", by=cast.helen, at=TUESDAY)
    with pytest.raises(ValidationError):
        actions.say(load=of(cast.mira), words="x" * 281, by=cast.mira, at=TUESDAY)


def test_impossible_numbers_are_refused(cast: Cast) -> None:
    take_stock(at=MONDAY)
    load = of(cast.mira)
    load.past_day = load.open + 1
    with pytest.raises(IntegrityError), transaction.atomic():
        models.Model.save(load)
    twin = of(cast.mira)
    twin.pk, twin._state.adding = None, True
    with pytest.raises(IntegrityError), transaction.atomic():
        models.Model.save(twin)
