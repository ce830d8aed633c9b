"""A record gets other readers only if those who wrote it agree, through whichever room."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import chain, combinations, product

import pytest
from django.apps import apps
from django.db import connection, models
from django.test.utils import isolate_apps

from tandem.access.audit import (
    OPERATOR,
    SYSTEM,
    Audited,
    AuditedQuerySet,
    Bulk,
    TierInBulk,
    record,
    record_bulk,
    record_each,
)
from tandem.access.keys import SealBroken
from tandem.access.models import Event
from tandem.access.moving import MoveRefused, agree, has_tier_field
from tandem.access.sealed import Sealed, SealedTextField, keyring
from tandem.access.tiers import CHOSEN, WIDTH, Moving, Tier, moving
from tandem.partnership.commitments import actions
from tandem.partnership.commitments.models import Commitment, Move, Source
from tandem.partnership.commitments.rules import Act
from tandem.partnership.models import CoOwnedOutcome, RoleReview, Vision
from tandem.partnership.outcomes import actions as outcomes
from tandem.partnership.outcomes.tests.stories import co_owned, holding
from tandem.partnership.role_review.tests.stories import MARCH, sent
from tandem.partnership.testing import MONDAY, TUESDAY, Cast
from tandem.partnership.vision import actions as visions
from tandem.partnership.vision.tests.stories import proposed
from tandem.rooms.escalations.models import JointNote
from tandem.rooms.escalations.tests.stories import again, yes
from tandem.rooms.escalations.tests.stories import written as both_written
from tandem.rooms.openness.models import Worry

WORDS = "What keeps me up at night"
SAID = actions.Said(what=WORDS, due_on=date(2026, 11, 27))
PAIRS = [*product(Tier, Tier)]


@dataclass(frozen=True)
class Hand:
    """An author without a name."""

    pseudonym: uuid.UUID
    actor: str = "person"


ONE, OTHER, STRANGER = (Hand(uuid.UUID(int=number)) for number in (1, 2, 3))

with isolate_apps("tandem.access"):

    class Note(Sealed):
        """A record that may stand in any tier, which none of the product may: for these tests."""

        words = SealedTextField(blank=True)
        tier = models.CharField(max_length=10, choices=[(each.value, each.value) for each in Tier])
        writers = models.CharField(max_length=100, blank=True)
        objects = AuditedQuerySet.as_manager()

        class Meta:
            app_label = "access"

        def __str__(self) -> str:
            return self.tier

        def authors(self, on: date) -> frozenset[uuid.UUID]:
            return frozenset(map(uuid.UUID, self.writers.split()))


@pytest.fixture
def notes(db: None) -> None:
    """Their table, which goes with the transaction of the test."""
    with connection.cursor() as cursor:
        cursor.execute(connection.schema_editor(collect_sql=True).table_sql(Note)[0])


def written(tier: Tier, *by: Hand) -> Note:
    writers = " ".join(each.pseudonym.hex for each in by)
    note = Note(words=WORDS, tier=tier.value, writers=writers)
    record("note.written", note, by=ONE, at=MONDAY)
    return note


def move(note: Note, to: Tier, by: Hand) -> None:
    row = Note.objects.get(pk=note.pk)
    row.tier = to.value
    record("note.moved", row, by=by, at=TUESDAY)


def stored(note: Note) -> tuple[str, bytes]:
    [(tier, key)] = Note.objects.filter(pk=note.pk).values_list("tier", "wrapped_key")
    return tier, bytes(key)


# ---- which moves there are


def worlds() -> Iterator[dict[Tier, set[str]]]:
    """Every way three people may be readers of the tiers; an author reads what they wrote."""
    here = ("a", "b", "c")
    some = [set(each) for each in chain(*(combinations(here, size) for size in range(4)))]
    for author, area, named in product(here, some, some):
        for two in combinations(here, 2):
            yield {
                Tier.OPEN: set(here),
                Tier.AREA: area | {author},
                Tier.RESTRICTED: named | {author},
                Tier.PAIR: {*two, author},
                Tier.PRIVATE: {author},
            }


@pytest.mark.parametrize(("before", "after"), [*product(WIDTH, WIDTH)])
def test_a_move_is_silent_exactly_where_nobody_can_become_a_reader(
    before: Tier, after: Tier
) -> None:
    safe = all(world[after] <= world[before] for world in worlds())
    assert moving(before, after) is (Moving.SILENTLY if safe else Moving.AGREED)


@pytest.mark.parametrize(("before", "after"), PAIRS)
def test_of_what_was_told_in_confidence_or_anonymously_nothing_goes_out(
    before: Tier, after: Tier
) -> None:
    shut = (before in CHOSEN or Tier.AGGREGATE in (before, after)) and before is not after
    assert (moving(before, after) is Moving.NEVER) == shut
    if after in CHOSEN and not shut and before is not after:
        assert moving(before, after) is Moving.AGREED  # others read it there


# ---- the door


@pytest.mark.usefixtures("notes")
@pytest.mark.parametrize("agreeing", [(), (ONE,), (ONE, OTHER), (STRANGER,)], ids=len)
@pytest.mark.parametrize("by", [ONE, STRANGER], ids=["an author", "somebody else"])
def test_between_any_two_tiers_a_record_moves_as_its_authors_agree(
    agreeing: tuple[Hand, ...], by: Hand
) -> None:
    for before, after in PAIRS:
        note = written(before, ONE, OTHER)
        for hand in agreeing:
            if hand is not STRANGER and moving(before, after) is not Moving.NEVER:
                agree(note, to=after, by=hand, at=MONDAY)
        way, there = moving(before, after), stored(note)
        all_agree = {ONE, OTHER} <= {*agreeing, by}
        if way is Moving.SILENTLY or (way is Moving.AGREED and all_agree):
            move(note, after, by)
            assert (stored(note)[0], Note.objects.get(pk=note.pk).words) == (after.value, WORDS)
            assert opens_for(stored(note)[1]) == {after}
        else:
            with pytest.raises(MoveRefused):
                move(note, after, by)
            assert stored(note) == there


def opens_for(wrapped: bytes) -> set[Tier]:
    found = set()
    for tier in Tier:
        try:
            keyring().unwrap(wrapped, tier)
        except SealBroken:
            continue
        found.add(tier)
    return found


@pytest.mark.usefixtures("notes")
def test_the_message_says_how_many_have_not_agreed_and_what_else_can_be_done() -> None:
    pair, advice = written(Tier.PAIR, ONE, OTHER), written(Tier.ADVICE, OTHER)
    with pytest.raises(MoveRefused, match="One person who wrote it has not agreed yet"):
        move(pair, Tier.AREA, by=ONE)
    with pytest.raises(MoveRefused, match="2 people who wrote it have not agreed yet"):
        move(pair, Tier.AREA, by=STRANGER)
    with pytest.raises(MoveRefused, match="Write anew what others should know"):
        move(advice, Tier.OPEN, by=OTHER)


@pytest.mark.usefixtures("notes")
def test_consent_is_an_event_and_ends_with_the_next_act() -> None:
    note = written(Tier.PAIR, ONE, OTHER)
    agree(note, to=Tier.AREA, by=OTHER, at=MONDAY)
    event = Event.objects.about(note.pk).latest("pk")
    assert (event.what, event.who) == ("tier.agreed.area", OTHER.pseudonym)
    note.words = "And what I really think"  # written after the other one agreed
    record("note.changed", note, by=ONE, at=TUESDAY)
    with pytest.raises(MoveRefused):
        move(note, Tier.AREA, by=ONE)


@pytest.mark.usefixtures("notes")
def test_consent_to_one_tier_is_none_to_another() -> None:
    note = written(Tier.PAIR, ONE, OTHER)
    agree(note, to=Tier.AREA, by=OTHER, at=MONDAY)
    with pytest.raises(MoveRefused):
        move(note, Tier.OPEN, by=ONE)


@pytest.mark.usefixtures("notes")
def test_only_who_wrote_it_can_agree_and_nobody_to_what_never_moves() -> None:
    with pytest.raises(MoveRefused, match="Only who wrote part of this"):
        agree(written(Tier.PAIR, ONE), to=Tier.AREA, by=STRANGER, at=MONDAY)
    with pytest.raises(MoveRefused, match="stays where it was told"):
        agree(written(Tier.CASE, OTHER), to=Tier.OPEN, by=OTHER, at=MONDAY)


@pytest.mark.usefixtures("notes")
def test_where_no_author_reads_it_any_more_it_stays() -> None:
    note = written(Tier.PAIR)
    with pytest.raises(MoveRefused, match="nobody can agree"):
        move(note, Tier.AREA, by=STRANGER)


@pytest.mark.usefixtures("notes")
@pytest.mark.parametrize("hand", [OPERATOR, SYSTEM], ids=lambda hand: hand.actor)
def test_neither_the_terminal_nor_a_timer_agrees_by_doing(hand: Hand) -> None:
    note = written(Tier.PRIVATE, ONE)
    with pytest.raises(MoveRefused):
        move(note, Tier.PAIR, by=hand)


@pytest.mark.usefixtures("notes")
def test_a_row_read_before_it_was_narrowed_does_not_carry_it_back() -> None:
    note = written(Tier.OPEN, OTHER)
    earlier = Note.objects.get(pk=note.pk)
    move(note, Tier.PRIVATE, by=OTHER)
    with pytest.raises(MoveRefused):
        record("note.changed", earlier, by=STRANGER, at=TUESDAY)
    assert stored(note)[0] == "private"


@pytest.mark.usefixtures("notes")
def test_of_a_shredded_record_there_is_no_key_to_hand_on() -> None:
    note = written(Tier.PAIR, ONE)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE access_note SET wrapped_key = NULL, words = ''")
    move(note, Tier.PRIVATE, by=ONE)
    assert Note.objects.values_list("tier", "wrapped_key").get() == ("private", None)


@pytest.mark.usefixtures("notes")
def test_no_bulk_moves_anything() -> None:
    note = written(Tier.PRIVATE, ONE)
    note.tier = Tier.OPEN.value
    with pytest.raises(TierInBulk, match="ask no author"):
        record_each("note.moved", [note], fields=["tier"], by=ONE, at=TUESDAY)
    with pytest.raises(TierInBulk):
        parts = [Bulk(changed=[note], fields=["tier"])]
        record_bulk("note.moved", written(Tier.OPEN, OTHER), parts, by=ONE, at=TUESDAY)
    assert stored(note)[0] == "private"


# ---- in the product


def test_whatever_may_move_says_who_wrote_it() -> None:
    audited = [model for model in apps.get_models() if issubclass(model, Audited)]
    movable = {model for model in audited if has_tier_field(model)}
    # A new one is asked for a test like those below.
    assert movable == {
        Commitment, CoOwnedOutcome, JointNote, Move, RoleReview, Vision, Worry
    }  # fmt: skip
    assert all(model.authors is not Audited.authors for model in movable)
    with pytest.raises(NotImplementedError, match="say in authors"):
        Audited.authors(Commitment(), MONDAY.date())


@pytest.fixture
def draft(cast: Cast) -> Commitment:
    return actions.save_draft(
        customer=cast.sam, performer=cast.mira, said=SAID, by=cast.sam, at=MONDAY
    )


def test_who_wrote_a_draft_agrees_by_sending_it(draft: Commitment, cast: Cast) -> None:
    assert draft.authors(MONDAY.date()) == {cast.sam.pseudonym}
    actions.take(commitment=draft, act=Act.SEND_DRAFT, said=SAID, by=cast.sam, at=TUESDAY)
    sent = Commitment.objects.get()
    assert (sent.tier, sent.what) == ("pair", WORDS)
    assert opens_for(bytes(sent.wrapped_key)) == {Tier.PAIR}
    assert not Event.objects.filter(what__startswith="tier.agreed").exists()


def test_no_other_hand_sends_a_draft_past_its_author(draft: Commitment, cast: Cast) -> None:
    for hand in (cast.mira, cast.vera, SYSTEM):
        row = Commitment.objects.get()
        row.tier, row.sent = "pair", True
        with pytest.raises(MoveRefused, match="has not agreed yet"):
            record("commitment.send_draft", row, by=hand, at=TUESDAY)
    assert Commitment.objects.get().tier == "private"


def test_what_was_said_to_a_draft_is_shown_to_the_other_only_by_who_said_it(
    draft: Commitment, cast: Cast
) -> None:
    said = Move.objects.get()
    said.tier = "pair"
    with pytest.raises(MoveRefused):
        record("move.shown", said, by=cast.mira, at=TUESDAY)


def test_of_a_promise_those_are_authors_who_spoke_and_still_work_here(cast: Cast) -> None:
    day = date(2026, 11, 22)  # Otto leaves the day after
    said = actions.Said(what=WORDS, due_on=date(2026, 12, 1))
    promise = actions.ask(of=cast.sam, said=said, by=cast.mira, at=MONDAY, source=Source.FORM)
    assert promise.authors(day) == {cast.mira.pseudonym}
    actions.take(commitment=promise, act=Act.PROMISE, said=actions.Said(), by=cast.sam, at=MONDAY)
    assert promise.authors(day) == {cast.mira.pseudonym, cast.sam.pseudonym}
    theirs = Commitment(customer=cast.otto, performer=cast.sam, author="customer")
    assert theirs.authors(day) == {cast.otto.pseudonym}
    assert theirs.authors(TUESDAY.date()) == frozenset()


def test_a_move_that_a_timer_wrote_has_no_author(draft: Commitment, cast: Cast) -> None:
    assert Move(commitment=draft).authors(MONDAY.date()) == frozenset()
    assert Move(commitment=draft, by=cast.sam).authors(MONDAY.date()) == {cast.sam.pseudonym}


def test_what_two_own_is_shown_to_all_only_by_both(cast: Cast) -> None:
    owned = holding(co_owned(cast.pair))
    assert owned.authors(TUESDAY.date()) == {cast.sam.pseudonym, cast.mira.pseudonym}
    for hand in (cast.sam, cast.mira, cast.vera, SYSTEM):
        row = CoOwnedOutcome.objects.get()
        row.tier = "open"
        with pytest.raises(MoveRefused, match="not agreed yet"):
            record("outcome.published", row, by=hand, at=TUESDAY)
    for hand in (cast.sam, cast.mira):
        outcomes.publish(outcome=owned.outcome, by=hand, at=TUESDAY)
    assert CoOwnedOutcome.objects.get().tier == "open"


def test_a_joint_note_moves_with_the_yes_of_both_and_by_no_timer(cast: Cast) -> None:
    point = both_written(cast)
    yes(point, cast.sam)
    for hand in (cast.sam, cast.vera, SYSTEM):
        row = JointNote.objects.get()
        row.tier, row.sent_on = "restricted", MONDAY.date()
        with pytest.raises(MoveRefused, match="not agreed yet"):
            record("note.sent", row, by=hand, at=TUESDAY)
    yes(point, cast.mira)
    note = again(point).note
    assert (note.tier, note.question) == ("restricted", "Who may cancel a rest day")
    assert opens_for(bytes(note.wrapped_key)) == {Tier.RESTRICTED}


def test_a_vision_opens_with_the_yes_of_both_and_not_before(cast: Cast) -> None:
    vision = proposed(cast.pair, cast.sam, readers=Tier.OPEN)
    assert vision.authors(TUESDAY.date()) == {cast.sam.pseudonym, cast.mira.pseudonym}
    vision.tier, vision.signed_on = Tier.OPEN.value, TUESDAY.date()
    with pytest.raises(MoveRefused, match="One person who wrote it has not agreed"):
        record("vision.signed", vision, by=cast.sam, at=TUESDAY)
    kept = Vision.objects.get()
    assert kept.tier == Tier.PAIR.value
    opened = visions.accept(pair=cast.pair, seen=kept.mark, by=cast.mira, at=TUESDAY)
    assert Vision.objects.get(pk=opened.pk).words == kept.words


def test_a_review_opens_with_the_sending_of_both_and_is_handed_its_new_key(cast: Cast) -> None:
    """See `tandem/partnership/role_review/tests/test_reviews.py` for what only one wrote."""
    first = sent(cast.pair, cast.sam)
    assert first.authors(MARCH.date()) == {cast.sam.pseudonym}
    assert opens_for(bytes(first.wrapped_key)) == {Tier.PRIVATE}
    sent(cast.pair, cast.mira)
    again = RoleReview.objects.get(pk=first.pk)
    assert (again.tier, again.words) == ("pair", first.words)
    assert opens_for(bytes(again.wrapped_key)) == {Tier.PAIR}
