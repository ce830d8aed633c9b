"""What rooms tell the core comes back in order, and only to whom it is for."""

from collections.abc import Iterator
from datetime import date

import pytest

from tandem.organisation.models import Person
from tandem.partnership import registers
from tandem.partnership.models import NotInThisPair, Pair
from tandem.partnership.registers import AgendaItem, Matter, Moment, Obligation, Signal
from tandem.partnership.testing import TUESDAY, Cast

TODAY = TUESDAY.date()
OLD, NEW = date(2026, 11, 2), date(2026, 11, 20)


@pytest.fixture
def empty(monkeypatch: pytest.MonkeyPatch) -> None:
    """Registers of this test's own; those of the rooms come back afterwards."""
    for name in ("_obligations", "_agendas", "_detectors", "_timelines"):
        monkeypatch.setattr(registers, name, [])


@pytest.mark.usefixtures("empty")
def test_what_waits_longest_comes_first(cast: Cast) -> None:
    @registers.asks
    def later(person: Person, today: date) -> Iterator[Obligation]:
        yield Obligation(Matter.ANSWER, "a.html", "Later.", NEW, "/b/", None)

    @registers.asks
    def earlier(person: Person, today: date) -> Iterator[Obligation]:
        yield Obligation(Matter.ANSWER, "a.html", "Earlier.", OLD, "/a/", None)

    asked = registers.obligations(cast.sam, TODAY)
    assert [each.sentence for each in asked] == ["Earlier.", "Later."]


@pytest.mark.usefixtures("empty")
def test_a_detector_that_sees_nothing_says_nothing(cast: Cast) -> None:
    @registers.detects
    def quiet(pair: Pair, today: date) -> Signal | None:
        return None

    @registers.detects
    def loud(pair: Pair, today: date) -> Signal | None:
        return Signal(pair, {"days": 30}, "Ask how they are.")

    assert [each.next_step for each in registers.signals(cast.pair, TODAY)] == ["Ask how they are."]


@pytest.mark.usefixtures("empty")
def test_the_agenda_is_what_all_rooms_propose(cast: Cast) -> None:
    @registers.proposes
    def promises(pair: Pair, today: date) -> Iterator[AgendaItem]:
        yield AgendaItem("Two promises are due.", 3, "/p/")

    @registers.proposes
    def numbers(pair: Pair, today: date) -> Iterator[AgendaItem]:
        yield AgendaItem("October moved.", 7, "/n/")

    assert [item.minutes for item in registers.agenda_items(cast.pair, TODAY)] == [3, 7]


@pytest.mark.usefixtures("empty")
def test_a_timeline_is_newest_first_and_only_for_the_two(cast: Cast) -> None:
    @registers.tells
    def moments(pair: Pair, reader: Person) -> Iterator[Moment]:
        yield Moment(OLD, "Asked.", "/a/")
        yield Moment(NEW, "Thanked.", "/b/")

    told = registers.timeline(cast.pair, cast.mira)
    assert [moment.sentence for moment in told] == ["Thanked.", "Asked."]
    for stranger in (cast.vera, cast.helen, cast.farid):
        with pytest.raises(NotInThisPair):
            registers.timeline(cast.pair, stranger)


def test_the_rooms_have_registered_themselves() -> None:
    sources = [*registers._obligations, *registers._timelines]
    assert {source.__module__ for source in sources} >= {
        "tandem.rooms.commitments.obligations",
        "tandem.rooms.commitments.timeline",
    }
