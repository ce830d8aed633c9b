"""What rooms tell the core comes back in order, and only to whom it is for."""

from collections.abc import Iterator, Mapping
from datetime import date

import pytest
from django.db.models import F, Q
from pytest_django import DjangoAssertNumQueries

from tandem.organisation.models import Person
from tandem.organisation.values import DEFAULTS
from tandem.partnership import agendas, registers, telling
from tandem.partnership.agendas import AgendaItem
from tandem.partnership.models import NotInThisPair, Pair
from tandem.partnership.registers import Matter, Obligation, Part, Place
from tandem.partnership.signals import detectors
from tandem.partnership.signals.detectors import Finding, Look
from tandem.partnership.signals.standing import Severity
from tandem.partnership.telling import Moment
from tandem.partnership.testing import TUESDAY, Cast

TODAY = TUESDAY.date()
CARD = {
    "key": "quiet_partner",
    "name": "Quiet weeks",
    "rule": "No word for %(stall_days)s days.",
    "noticed": "We noticed %(weeks)s quiet weeks. Is this so?",
    "shown": "%(weeks)s weeks.",
    "values": ("stall_days",),
    "window": "stall_days",
    "step": "Talk",
    "promise": "Talk",
    "list_url": lambda pair: "/app/",
}
OLD, NEW = date(2026, 11, 2), date(2026, 11, 20)


@pytest.fixture
def empty(monkeypatch: pytest.MonkeyPatch) -> None:
    """Registers of this test's own; those of the rooms come back afterwards."""
    for name in ("_obligations", "_places", "_pair_parts", "_today_parts"):
        monkeypatch.setattr(registers, name, [])
    monkeypatch.setattr(agendas, "_agendas", [])
    monkeypatch.setattr(agendas, "_agenda_conditions", {})
    for name in ("_timelines", "_together"):
        monkeypatch.setattr(telling, name, [])
    monkeypatch.setattr(detectors, "_detectors", {})


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
def test_a_detector_is_one_decorated_function(cast: Cast) -> None:
    @detectors.detects(**CARD)
    def quiet_partner(look: Look) -> Iterator[Finding]:
        for pair in look.pairs:
            if pair == cast.pair:
                yield Finding(pair, Severity.NOTICE, {"weeks": 3}, count=3)

    [(key, detector)] = detectors.detectors().items()
    assert (key, detector.setting) == ("quiet_partner", "signal.quiet_partner")
    look = Look([cast.pair, cast.other_pair], TODAY, DEFAULTS)
    [finding] = detector.find(look)
    assert (finding.pair, finding.evidence) == (cast.pair, {"weeks": 3})


@pytest.mark.usefixtures("empty")
def test_a_detector_without_its_rule_is_refused() -> None:
    with pytest.raises(TypeError, match="rule"):
        detectors.detects(**{key: CARD[key] for key in CARD if key != "rule"})(
            lambda look: iter(())
        )


@pytest.mark.usefixtures("empty")
def test_the_agenda_is_what_all_rooms_propose(cast: Cast) -> None:
    @agendas.proposes
    def promises(pair: Pair, today: date) -> Iterator[AgendaItem]:
        yield AgendaItem("Two promises are due.", 3, "/p/")

    @agendas.proposes
    def numbers(pair: Pair, today: date) -> Iterator[AgendaItem]:
        yield AgendaItem("October moved.", 7, "/n/")

    assert [item.minutes for item in agendas.agenda_items(cast.pair, TODAY)] == [3, 7]


@pytest.mark.usefixtures("empty")
def test_points_with_a_condition_are_asked_for_together_and_called_where_it_holds(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    def never(_today: date) -> Q:
        return Q(pk=None)

    def always(_today: date) -> Q:
        return Q(pk__isnull=False)

    @agendas.proposes_where(never)
    def nothing(pair: Pair, today: date) -> Iterator[AgendaItem]:
        yield AgendaItem("It is not.", 3, "/n/")

    @agendas.proposes_where(always)
    def something(pair: Pair, today: date) -> Iterator[AgendaItem]:
        yield AgendaItem("It is there.", 3, "/s/")

    with django_assert_num_queries(1):
        assert [each.url for each in agendas.agenda_items(cast.pair, TODAY)] == ["/s/"]


@pytest.mark.usefixtures("empty")
def test_a_timeline_is_newest_first_and_only_for_the_two(cast: Cast) -> None:
    @telling.tells
    def moments(pair: Pair, reader: Person) -> Iterator[Moment]:
        yield Moment(OLD, "Asked.", "/a/")
        yield Moment(NEW, "Thanked.", "/b/")

    told = telling.timeline(cast.pair, cast.mira)
    assert [moment.sentence for moment in told] == ["Thanked.", "Asked."]
    for stranger in (cast.vera, cast.helen, cast.farid):
        with pytest.raises(NotInThisPair):
            telling.timeline(cast.pair, stranger)


@pytest.mark.usefixtures("empty")
def test_moments_told_together_stand_among_the_others(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(telling, "_sayings", {})

    @telling.tells
    def moments(pair: Pair, reader: Person) -> Iterator[Moment]:
        yield Moment(OLD, "Asked.", "/a/")

    @telling.tells_together({"begun": lambda by, pair, reader: (f"{by.called} began.", "/b/")})
    def begun(pair: Pair, reader: Person) -> Iterator[telling.Rows]:
        both = Pair.objects.filter(pk=pair.pk)
        yield telling.told_rows(both, on="start_on", by="leader", kind="begun")
        yield telling.told_rows(both, on="start_on", by="hr_partner", kind="begun")

    told = [moment.sentence for moment in telling.timeline(cast.pair, cast.mira)]
    assert told[0] == "Asked."
    assert sorted(told[1:]) == ["Mira began.", "Sam began."]


@pytest.mark.usefixtures("empty")
def test_places_ask_together_and_only_for_the_two(cast: Cast) -> None:
    def asking(reader: Person, today: date) -> dict[str, object]:
        return {"since": F("start_on")}

    @registers.stands_on_the_pair(asking)
    def since(
        pair: Pair, reader: Person, today: date, known: Mapping[str, object]
    ) -> Iterator[Place]:
        yield Place("Since", str(known["since"]), "/s/")

    [place] = registers.places(cast.pair, cast.sam, TODAY)
    assert place.said == cast.pair.start_on.isoformat()
    asked = Pair.objects.annotate(**registers.asked_of_pairs(cast.sam, TODAY)).get(pk=cast.pair.pk)
    assert registers.places(asked, cast.sam, TODAY, known=vars(asked)) == [place]
    with pytest.raises(NotInThisPair):
        registers.places(cast.pair, cast.vera, TODAY)


def test_the_rooms_have_registered_themselves() -> None:
    finders = [each.find for each in detectors.detectors().values()]
    sources = [*registers._obligations, *telling._timelines, *finders]
    assert {source.__module__ for source in sources} >= {
        "tandem.rooms.commitments.detectors",
        "tandem.rooms.commitments.obligations",
        "tandem.rooms.commitments.timeline",
    }


@pytest.mark.usefixtures("empty")
def test_what_a_room_shows_of_a_pair_is_for_the_two(cast: Cast) -> None:
    @registers.shows_of_pair
    def charter(pair: Pair, reader: Person, today: date) -> Iterator[Part]:
        yield Part("a.html", reader)

    assert registers.pair_parts(cast.pair, cast.mira, TODAY) == [Part("a.html", cast.mira)]
    with pytest.raises(NotInThisPair):
        registers.pair_parts(cast.pair, cast.vera, TODAY)


@pytest.mark.usefixtures("empty")
def test_a_room_knows_whether_somebody_is_in_a_pair_before_it_shows_anything(cast: Cast) -> None:
    @registers.shows_on_today
    def who_owns_what(person: Person, today: date, in_pair: bool) -> Iterator[Part]:
        if not in_pair:
            yield Part("a.html", person)

    assert registers.today_parts(cast.kim, TODAY, in_pair=False) == [Part("a.html", cast.kim)]
    assert registers.today_parts(cast.sam, TODAY, in_pair=True) == []
