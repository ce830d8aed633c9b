"""No promise is left to nobody: who leaves, who has left, and who are no longer a pair."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from tandem.access.audit import OPERATOR, record
from tandem.access.models import Event
from tandem.organisation.models import Area, Employment, Person, Spell
from tandem.partnership import leaving
from tandem.partnership.actions import make_pair
from tandem.partnership.commitments import actions
from tandem.partnership.commitments.actions import NotPossible, Said
from tandem.partnership.commitments.models import Commitment, Move, Source
from tandem.partnership.commitments.rules import Act, Reason
from tandem.partnership.leaving import (
    BOTH_GONE,
    leavers,
    let_go,
    let_go_of_nobodys,
    to_settle,
)
from tandem.partnership.partings import AHEAD
from tandem.partnership.testing import HIRED, MONDAY, TUESDAY, Cast

TODAY = TUESDAY.date()
FRI, FAR = date(2026, 11, 27), date(2026, 12, 18)
DAY = timedelta(days=1)


def leaves(who: Person, on: date) -> None:
    """The first day gone."""
    stay, spell = Employment.objects.of(who).get(), Spell.objects.of(who).get()
    stay.end_on = spell.end_on = on
    record("person.left", stay, spell, by=OPERATOR, at=HIRED)


def asks(by: Person, of: Person, at: datetime = MONDAY) -> Commitment:
    said = Said(what="Exit themes, one page", due_on=FAR)
    return actions.ask(of=of, said=said, by=by, at=at, source=Source.FORM)


def promised(by: Person, to: Person) -> Commitment:
    asked = asks(to, by)
    return actions.take(commitment=asked, act=Act.PROMISE, said=Said(), by=by, at=MONDAY)


@pytest.mark.parametrize(
    ("on", "listed"),
    [
        (TODAY + AHEAD + DAY, False),
        (TODAY + AHEAD, True),
        (TODAY + DAY, True),
        (TODAY, True),  # gone since this morning
        (TODAY - DAY, True),
    ],
)
def test_both_sides_list_what_is_open_from_sixty_days_before(
    cast: Cast, on: date, listed: bool
) -> None:
    both_ways = {promised(cast.mira, cast.sam), asks(cast.mira, cast.sam)}
    leaves(cast.mira, on)
    assert set(to_settle(cast.sam, TODAY)) == (both_ways if listed else set())
    assert set(to_settle(cast.mira, TODAY)) == (both_ways if listed else set())


def test_each_sees_only_their_own_and_who_leaves_sees_all(cast: Cast) -> None:
    with_sam, with_ana = promised(cast.mira, cast.sam), promised(cast.ana, cast.mira)
    promised(cast.sam, cast.ana)
    leaves(cast.mira, FRI)
    assert [*to_settle(cast.sam, TODAY)] == [with_sam]
    assert [*to_settle(cast.ana, TODAY)] == [with_ana]
    assert set(to_settle(cast.mira, TODAY)) == {with_sam, with_ana}
    assert not to_settle(cast.kim, TODAY)


def test_drafts_and_what_is_over_are_nobodys_matter(cast: Cast) -> None:
    actions.save_draft(
        customer=cast.sam, performer=cast.mira, said=Said(what="A thought"), by=cast.mira, at=MONDAY
    )
    over = asks(cast.sam, cast.mira)
    actions.take(commitment=over, act=Act.WITHDRAW, said=Said(), by=cast.sam, at=MONDAY)
    leaves(cast.mira, FRI)
    assert not to_settle(cast.mira, TODAY)
    assert leavers(TODAY) == []


def test_who_comes_back_or_has_no_known_end_leaves_nothing_to_settle(cast: Cast) -> None:
    promised(cast.mira, cast.sam)
    leaves(cast.mira, FRI)
    again = Employment(person=cast.mira, start_on=FRI)
    record("person.rehired", again, by=OPERATOR, at=HIRED)
    assert not to_settle(cast.sam, TODAY)
    assert leavers(TODAY) == []


def test_former_partners_settle_what_they_promised_as_a_pair(cast: Cast) -> None:
    before = promised(cast.mira, cast.sam)
    assert not to_settle(cast.sam, TODAY)
    make_pair(
        area=cast.areas.operations, leader=cast.sam, hr_partner=cast.leo, by=OPERATOR, at=TUESDAY
    )
    asks(cast.sam, cast.mira, at=TUESDAY)  # made afterwards, as between any two
    assert [*to_settle(cast.sam, TODAY)] == [before]
    assert [*to_settle(cast.mira, TODAY)] == [before]


def test_partners_of_another_pair_still_are_partners(cast: Cast) -> None:
    make_pair(
        area=cast.areas.finance, leader=cast.sam, hr_partner=cast.mira, by=OPERATOR, at=MONDAY
    )
    promised(cast.mira, cast.sam)
    make_pair(
        area=cast.areas.operations, leader=cast.sam, hr_partner=cast.leo, by=OPERATOR, at=TUESDAY
    )
    assert not to_settle(cast.sam, TODAY)


@pytest.mark.parametrize("stays", ["sam", "mira"])
def test_who_stays_lets_go_alone_whichever_side_they_are_on(cast: Cast, stays: str) -> None:
    promise = promised(cast.mira, cast.sam)
    one, other = (cast.sam, cast.mira) if stays == "sam" else (cast.mira, cast.sam)
    leaves(other, TODAY)
    ended = let_go(commitment=promise, by=one, at=TUESDAY)
    assert ended.state == "superseded"
    assert Move.objects.of(promise).latest("number").by == one
    event = Event.objects.get(about=promise.pk, what="commitment.let_go")
    assert event.who == one.pseudonym
    assert not to_settle(one, TODAY)
    with pytest.raises(NotPossible, match="This is closed"):  # the second tap
        let_go(commitment=promise, by=one, at=TUESDAY)


def test_whatever_the_departed_side_had_to_say_blocks_nothing(cast: Cast) -> None:
    asked, countered, reported = (asks(cast.sam, cast.mira) for _ in range(3))
    said = {
        Act.COUNTER: (countered, Said(due_on=FRI)), Act.PROMISE: (reported, Said()),
    }  # fmt: skip
    for act, (promise, words) in said.items():
        actions.take(commitment=promise, act=act, said=words, by=cast.mira, at=MONDAY)
    actions.take(commitment=reported, act=Act.REPORT_DONE, said=Said(), by=cast.mira, at=MONDAY)
    leaves(cast.mira, TODAY)
    for promise in (asked, countered, reported):
        assert let_go(commitment=promise, by=cast.sam, at=TUESDAY).state == "superseded"


def test_nobody_lets_go_alone_while_the_other_one_is_here(cast: Cast) -> None:
    promise = promised(cast.mira, cast.sam)
    leaves(cast.mira, FRI)
    with pytest.raises(NotPossible, match="still work here"):
        let_go(commitment=promise, by=cast.sam, at=TUESDAY)
    with pytest.raises(NotPossible):  # nor through the acts of a promise
        actions.take(commitment=promise, act=Act.LET_GO, said=Said(), by=cast.sam, at=TUESDAY)
    assert Commitment.objects.get(pk=promise.pk).state == "promised"


def test_the_people_office_learns_numbers_and_names(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    promised(cast.mira, cast.sam)
    promised(cast.ana, cast.mira)
    promised(cast.sam, cast.mira)
    leaves(cast.mira, FRI)
    with django_assert_num_queries(1):
        [one] = leavers(TODAY)
    assert (one.person, one.last_on, one.open) == (cast.mira, FRI - DAY, 3)
    assert one.others == [cast.ana, cast.sam]
    assert leaving.goes_on(cast.mira, TODAY) == FRI
    assert leaving.goes_on(cast.sam, TODAY) is None


def test_however_long_ago_somebody_left_what_is_open_is_not_forgotten(cast: Cast) -> None:
    promised(cast.mira, cast.sam)
    leaves(cast.mira, TODAY)
    [one] = leavers(TODAY + timedelta(days=800))
    assert (one.person, one.open) == (cast.mira, 1)


@pytest.mark.parametrize(
    ("mira_gone", "sam_gone", "ends"),
    [
        (TODAY - BOTH_GONE, TODAY - BOTH_GONE, True),
        (TODAY - BOTH_GONE - 300 * DAY, TODAY - BOTH_GONE, True),
        (TODAY - BOTH_GONE, TODAY - BOTH_GONE + DAY, False),  # the later one counts
        (TODAY - BOTH_GONE, TODAY + DAY, False),
        (TODAY - BOTH_GONE, None, False),
    ],
)
def test_where_both_have_left_the_system_lets_go_after_a_fortnight(
    cast: Cast, mira_gone: date, sam_gone: date | None, ends: bool
) -> None:
    under_way, asked = promised(cast.mira, cast.sam), asks(cast.mira, cast.sam)
    other = promised(cast.ana, cast.mira)
    draft = actions.save_draft(
        customer=cast.sam, performer=cast.mira, said=Said(what="A thought"), by=cast.mira, at=MONDAY
    )
    leaves(cast.mira, mira_gone)
    if sam_gone:
        leaves(cast.sam, sam_gone)
    assert let_go_of_nobodys(at=TUESDAY) == (2 if ends else 0)
    assert let_go_of_nobodys(at=TUESDAY) == 0
    for promise in (under_way, asked, other, draft):
        before = promise.state
        promise.refresh_from_db()
        ended = ends and promise in (under_way, asked)
        assert promise.state == ("superseded" if ended else before)
        events = Event.objects.filter(about=promise.pk, what="commitment.let_go")
        assert [(each.actor, each.who) for each in events] == ([("system", None)] if ended else [])


def test_what_nobody_is_left_for_is_let_go_of_in_lots(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(leaving, "LOT", 2)
    for _ in range(5):
        promised(cast.mira, cast.sam)
    for who in (cast.mira, cast.sam):
        leaves(who, TODAY - BOTH_GONE)
    assert let_go_of_nobodys(at=TUESDAY) == 5
    assert leavers(TODAY) == []


def moves(who: Person, area: Area, on: date) -> None:
    """From that day on they work there."""
    before = Spell.objects.of(who).get(end_on=None)
    before.end_on = on
    after = Spell(employment=before.employment, area=area, start_on=on)
    record("person.moved", before, after, by=OPERATOR, at=HIRED)


def agree_anew(promise: Commitment, one: Person, other: Person) -> None:
    said = Said(due_on=date(2026, 12, 22), reason=Reason.PRIORITIES_CHANGED)
    for act, by, words in ((Act.RENEGOTIATE, one, said), (Act.AGREE, other, Said())):
        actions.take(commitment=promise, act=act, said=words, by=by, at=TUESDAY)


@pytest.mark.parametrize("mover", ["kim", "sam"])
def test_who_works_in_another_area_settles_what_was_agreed_before(cast: Cast, mover: str) -> None:
    both_ways = {promised(cast.kim, cast.sam), asks(cast.kim, cast.sam)}
    moves(getattr(cast, mover), cast.areas.finance, TODAY)
    for reader in (cast.kim, cast.sam):
        assert set(to_settle(reader, TODAY)) == both_ways
    asks(cast.kim, cast.sam, at=TUESDAY)  # since then: between people of two areas, as any
    assert set(to_settle(cast.kim, TODAY)) == both_ways


def test_agreed_anew_after_the_move_it_goes_on(cast: Cast) -> None:
    promise = promised(cast.kim, cast.sam)
    moves(cast.kim, cast.areas.finance, TODAY)
    agree_anew(promise, cast.kim, cast.sam)
    assert not to_settle(cast.kim, TODAY)
    assert not to_settle(cast.sam, TODAY)


def test_a_move_to_come_another_job_there_and_partners_still_settle_nothing(cast: Cast) -> None:
    promised(cast.kim, cast.ana)
    moves(cast.kim, cast.areas.finance, TODAY + DAY)
    assert not to_settle(cast.ana, TODAY)
    promised(cast.ilse, cast.ana)
    moves(cast.ilse, cast.areas.night_shift, TODAY)
    promised(cast.mira, cast.sam)
    moves(cast.mira, cast.areas.finance, TODAY)
    for reader in (cast.ilse, cast.ana, cast.sam, cast.mira):
        assert not to_settle(reader, TODAY)
