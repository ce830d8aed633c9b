"""A deputy is named by one and accepted by the other, ends by itself, and passes nothing on."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tandem.access.models import Event
from tandem.organisation import deputies
from tandem.organisation.deputies import UnableToDeputise, stands_for
from tandem.organisation.elsewhere import elsewhere
from tandem.organisation.models import Deputy, Person
from tandem.partnership.commitments.tests.test_passing_time import together
from tandem.partnership.testing import FRIDAY, MONDAY, TUESDAY, Cast, leave

TODAY = TUESDAY.date()
WED, FRI, SAT = date(2026, 11, 25), date(2026, 11, 27), date(2026, 11, 28)


def acting_for(person: Person, on: date) -> Person | None:
    """Whom a page names as their deputy on this day."""
    found = elsewhere([person.pk], on).deputies.get(person.pk)
    return found.deputy if found else None


def name(by: Person, deputy: Person, first: date = TODAY, last: date = FRI) -> Deputy:
    return deputies.name_deputy(deputy=deputy, first=first, last=last, by=by, at=TUESDAY)


def accepted(by: Person, deputy: Person, first: date = TODAY, last: date = FRI) -> Deputy:
    return deputies.accept(deputy=name(by, deputy, first, last), by=deputy, at=TUESDAY)


def test_nobody_acts_before_they_have_said_yes(cast: Cast) -> None:
    named = name(cast.mira, cast.kim)
    assert acting_for(cast.mira, TODAY) is None
    deputies.accept(deputy=named, by=cast.kim, at=TUESDAY)
    assert acting_for(cast.mira, TODAY) == cast.kim
    assert stands_for(cast.kim, TODAY) == {cast.mira.pk}
    events = Event.objects.filter(about=named.pk).order_by("at", "id").values_list("what", "who")
    assert set(events) == {
        ("deputy.named", cast.mira.pseudonym), ("deputy.accepted", cast.kim.pseudonym),
    }  # fmt: skip


def test_it_ends_by_itself_after_the_last_day(cast: Cast) -> None:
    accepted(cast.mira, cast.kim)
    assert acting_for(cast.mira, FRI) == cast.kim
    assert acting_for(cast.mira, SAT) is None
    assert acting_for(cast.mira, TODAY - timedelta(days=1)) is None


@pytest.mark.parametrize("by", ["mira", "kim"])
def test_either_of_the_two_ends_it_early_and_twice_is_once(cast: Cast, by: str) -> None:
    held = accepted(cast.mira, cast.kim)
    for _ in range(2):
        held = deputies.end(deputy=held, by=getattr(cast, by), at=FRIDAY)
    assert held.end_on == FRI
    assert acting_for(cast.mira, WED) == cast.kim, "the days before stay"


def test_a_no_is_kept_and_nobody_else_answers(cast: Cast) -> None:
    named = name(cast.mira, cast.kim)
    with pytest.raises(UnableToDeputise, match="Only who is named"):
        deputies.accept(deputy=named, by=cast.leo, at=TUESDAY)
    deputies.decline(deputy=named, by=cast.kim, at=TUESDAY)
    with pytest.raises(UnableToDeputise, match="over"):
        deputies.accept(deputy=named, by=cast.kim, at=TUESDAY)
    name(cast.mira, cast.leo)  # another one can be named


@pytest.mark.parametrize(
    ("deputy", "first", "last", "field"),
    [
        ("mira", TODAY, FRI, "who"),
        ("otto", TODAY, FRI, "who"),
        ("kim", MONDAY.date(), FRI, "first"),
        ("kim", FRI, WED, "last"),
        ("kim", TODAY, date(2027, 6, 1), "last"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(
    cast: Cast, deputy: str, first: date, last: date, field: str
) -> None:
    with pytest.raises(UnableToDeputise) as refused:
        name(cast.mira, getattr(cast, deputy), first, last)
    assert refused.value.field == field


def test_there_is_one_deputy_at_a_time(cast: Cast) -> None:
    name(cast.mira, cast.kim)
    with pytest.raises(UnableToDeputise, match="You named Kim Bakker"):
        name(cast.mira, cast.leo, FRI, FRI)
    name(cast.mira, cast.leo, SAT, SAT)


def test_a_deputy_has_no_deputy(cast: Cast) -> None:
    accepted(cast.mira, cast.kim)
    with pytest.raises(UnableToDeputise, match="Mira Okafor counts on you"):
        name(cast.kim, cast.leo, FRI, SAT)
    with pytest.raises(UnableToDeputise, match="Mira Okafor has a deputy too"):
        name(cast.ana, cast.mira)
    name(cast.kim, cast.leo, SAT, SAT)  # afterwards


def test_a_chain_is_refused_at_the_yes_too(cast: Cast) -> None:
    """Both were only named when the second name was given."""
    for_mira = name(cast.mira, cast.kim)
    for_kim = name(cast.kim, cast.leo)
    with pytest.raises(UnableToDeputise, match="has a deputy too"):
        deputies.accept(deputy=for_mira, by=cast.kim, at=TUESDAY)
    deputies.end(deputy=for_kim, by=cast.kim, at=TUESDAY)
    deputies.accept(deputy=for_mira, by=cast.kim, at=TUESDAY)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_name_each_other_at_once_one_is_told() -> None:
    cast = Cast.gather()
    told: list[str] = []

    def names(by: Person, deputy: Person) -> None:
        try:
            name(by, deputy)
        except UnableToDeputise as refused:
            told.append(str(refused))

    together(lambda: names(cast.mira, cast.kim), lambda: names(cast.kim, cast.mira))
    assert Deputy.objects.count() == 1
    assert len(told) == 1
    assert "a deputy has none" in told[0]


def test_who_leaves_acts_for_nobody_from_that_day_on(cast: Cast) -> None:
    accepted(cast.mira, cast.kim)
    leave(cast.kim)
    assert acting_for(cast.mira, TODAY) is None
