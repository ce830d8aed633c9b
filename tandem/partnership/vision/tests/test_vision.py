"""One proposes, the other says yes, and only then does anybody else read it."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from tandem.access.audit import OPERATOR, record
from tandem.access.models import Event
from tandem.access.moving import MoveRefused
from tandem.access.tiers import Tier
from tandem.organisation.models import Area, Person
from tandem.partnership.actions import make_pair
from tandem.partnership.charter.minimum import known_of, minimum
from tandem.partnership.models import NotInThisPair, Vision
from tandem.partnership.refused import NotPossible
from tandem.partnership.testing import FRIDAY, MONDAY, TUESDAY, Cast, leave
from tandem.partnership.two import PairIsOver
from tandem.partnership.vision import actions
from tandem.partnership.vision.models import TEXT_LENGTH
from tandem.partnership.vision.reading import quoted
from tandem.partnership.vision.tests.stories import OTHER_WORDS, WORDS, mark, proposed, signed

TODAY = localdate(TUESDAY)


def readers(cast: Cast, area: Area | None = None) -> set[str]:
    """Of the whole cast, to whom it is quoted."""
    where = area or cast.pair.area
    people = {name: one for name, one in vars(cast).items() if isinstance(one, Person)}
    return {name for name, one in people.items() if quoted(where, one, TODAY)}


EVERYBODY = {
    "kim", "ilse", "sam", "vera", "ana", "mira", "leo", "farid", "helen", "eva", "pia", "otto",
}  # fmt: skip


def test_what_one_proposes_only_the_other_reads(cast: Cast) -> None:
    vision = proposed(cast.pair, cast.sam, readers=Tier.OPEN)
    assert (vision.tier, vision.number, vision.signed_on) == (Tier.PAIR.value, 1, None)
    assert readers(cast) == set()
    seen = [one for one in (cast.mira, cast.vera, cast.helen, cast.kim, cast.ana)
            if Vision.objects.visible_to(one, TODAY).exists()]  # fmt: skip
    assert seen == [cast.mira]


def test_the_second_yes_signs_it_and_opens_it_to_whom_both_said(cast: Cast) -> None:
    vision = signed(cast.pair, readers=Tier.AREA)
    assert (vision.tier, vision.signed_on) == (Tier.AREA.value, localdate(MONDAY))
    assert readers(cast) == {"sam", "mira", "vera", "eva", "helen"}
    assert vision.words == WORDS


def test_for_everybody_it_is_everybodys_to_read(cast: Cast) -> None:
    signed(cast.pair, readers=Tier.OPEN)
    assert readers(cast) == EVERYBODY
    assert readers(cast, cast.areas.finance) == set()  # another area has a pair of its own


def test_both_yeses_stand_in_the_record(cast: Cast) -> None:
    vision = signed(cast.pair, readers=Tier.OPEN)
    said = Event.objects.about(vision.pk).order_by("pk").values_list("what", "who")
    sam, mira = cast.sam.pseudonym, cast.mira.pseudonym
    assert [*said] == [
        ("vision.proposed", sam), ("tier.agreed.open", sam), ("vision.signed", mira)
    ]  # fmt: skip


def test_the_door_of_tiers_lets_nothing_out_on_one_yes(cast: Cast) -> None:
    """Whatever some later act forgets."""
    vision = proposed(cast.pair, cast.sam, readers=Tier.OPEN)
    vision.tier, vision.signed_on = Tier.OPEN.value, TODAY
    with pytest.raises(MoveRefused), transaction.atomic():
        record("vision.signed", vision, by=cast.sam, at=TUESDAY)


def test_nobody_says_both_yeses(cast: Cast) -> None:
    proposed(cast.pair, cast.sam)
    with pytest.raises(NotPossible, match="waits for your partner"):
        actions.accept(pair=cast.pair, seen=mark(cast.pair), by=cast.sam, at=TUESDAY)
    assert Vision.objects.get().signed_on is None


def test_a_yes_twice_is_one_yes(cast: Cast) -> None:
    vision = signed(cast.pair)
    again = actions.accept(pair=cast.pair, seen=vision.mark, by=cast.mira, at=TUESDAY)
    assert again == vision
    assert Event.objects.filter(what="vision.signed").count() == 1


@pytest.mark.parametrize(
    ("words", "to"), [(OTHER_WORDS, Tier.AREA), (WORDS, Tier.OPEN)], ids=["words", "readers"]
)
def test_nobody_says_yes_to_words_or_readers_they_have_not_seen(
    cast: Cast, words: str, to: Tier
) -> None:
    proposed(cast.pair, cast.sam)
    seen = mark(cast.pair)
    proposed(cast.pair, cast.sam, words, to)
    for act in (actions.accept, actions.let_go):
        with pytest.raises(NotPossible, match="changed or let go"):
            act(pair=cast.pair, seen=seen, by=cast.mira, at=TUESDAY)


def test_the_other_changes_the_words_and_then_the_first_is_asked(cast: Cast) -> None:
    proposed(cast.pair, cast.sam)
    changed = proposed(cast.pair, cast.mira, OTHER_WORDS)
    assert (changed.number, changed.proposed_by) == (1, "hr")
    vision = actions.accept(pair=cast.pair, seen=mark(cast.pair), by=cast.sam, at=TUESDAY)
    assert vision.words == OTHER_WORDS
    assert Vision.objects.count() == 1


def test_of_two_proposals_at_once_the_second_sees_the_first(cast: Cast) -> None:
    proposed(cast.pair, cast.sam)
    with pytest.raises(NotPossible, match="changed or let go"):
        actions.propose(
            pair=cast.pair, words=OTHER_WORDS, readers=Tier.AREA, seen="", by=cast.mira, at=MONDAY
        )
    assert Vision.objects.get().words == WORDS


def test_a_new_version_un_signs_nothing_until_both_have_signed_it(cast: Cast) -> None:
    first = signed(cast.pair)
    proposed(cast.pair, cast.mira, OTHER_WORDS, at=TUESDAY)
    held = quoted(cast.pair.area, cast.vera, TODAY)
    assert held == first
    second = actions.accept(pair=cast.pair, seen=mark(cast.pair), by=cast.sam, at=TUESDAY)
    held = quoted(cast.pair.area, cast.vera, TODAY)
    assert held == second
    first.refresh_from_db()
    assert (second.number, first.end_on, first.words) == (2, TODAY, WORDS)


def test_earlier_versions_are_for_those_they_were_signed_for(cast: Cast) -> None:
    signed(cast.pair, WORDS, Tier.AREA)
    signed(cast.pair, OTHER_WORDS, Tier.OPEN)

    def versions(person: Person) -> list[int]:
        return [each.number for each in Vision.objects.visible_to(person, TODAY)]

    assert versions(cast.kim) == [2]
    assert versions(cast.vera) == versions(cast.mira) == [1, 2]


def test_who_may_not_read_the_newest_reads_none_of_the_earlier(cast: Cast) -> None:
    signed(cast.pair, WORDS, Tier.OPEN)
    signed(cast.pair, OTHER_WORDS, Tier.AREA)
    assert not Vision.objects.visible_to(cast.kim, TODAY).exists()


@pytest.mark.parametrize("who", ["sam", "mira"])
@pytest.mark.parametrize("to", [Tier.AREA, Tier.OPEN])
def test_one_alone_takes_it_back_and_all_before_it(cast: Cast, who: str, to: Tier) -> None:
    signed(cast.pair, WORDS, to)
    signed(cast.pair, OTHER_WORDS, to)
    actions.take_back(pair=cast.pair, by=getattr(cast, who), at=TUESDAY)
    assert readers(cast) == set()
    assert not Vision.objects.visible_to(cast.vera, TODAY).exists()
    assert Vision.objects.visible_to(cast.mira, TODAY).count() == 2
    with pytest.raises(NotPossible, match="Nothing is quoted"):
        actions.take_back(pair=cast.pair, by=cast.sam, at=TUESDAY)


def test_let_go_a_proposal_is_gone_and_its_number_free(cast: Cast) -> None:
    signed(cast.pair)
    proposed(cast.pair, cast.sam, OTHER_WORDS)
    actions.let_go(pair=cast.pair, seen=mark(cast.pair), by=cast.mira, at=TUESDAY)
    assert Vision.objects.get().words == WORDS
    assert signed(cast.pair, OTHER_WORDS, at=TUESDAY).number == 2


def test_the_same_again_is_no_proposal(cast: Cast) -> None:
    proposed(cast.pair, cast.sam)
    with pytest.raises(NotPossible, match="proposed already"):
        proposed(cast.pair, cast.mira)
    actions.accept(pair=cast.pair, seen=mark(cast.pair), by=cast.mira, at=MONDAY)
    with pytest.raises(NotPossible, match="what you both signed"):
        proposed(cast.pair, cast.sam)


@pytest.mark.parametrize("words", ["word " * 81, "", " – "])
def test_what_is_no_vision_changes_nothing(cast: Cast, words: str) -> None:
    with pytest.raises(NotPossible):
        proposed(cast.pair, cast.sam, words)
    assert not Vision.objects.exists()


def test_a_word_without_end_is_none(cast: Cast) -> None:
    with pytest.raises(ValidationError):
        proposed(cast.pair, cast.sam, "x" * (TEXT_LENGTH + 1))


def test_who_is_not_of_the_pair_says_nothing(cast: Cast) -> None:
    proposed(cast.pair, cast.sam)
    for by in (cast.vera, cast.helen, cast.leo):
        with pytest.raises(NotInThisPair):
            actions.accept(pair=cast.pair, seen=mark(cast.pair), by=by, at=TUESDAY)
        with pytest.raises(NotInThisPair):
            proposed(cast.pair, by, OTHER_WORDS)


def test_when_a_partner_changes_it_is_quoted_no_more_and_stays_with_the_two(cast: Cast) -> None:
    signed(cast.pair, readers=Tier.OPEN)
    make_pair(area=cast.pair.area, leader=cast.sam, hr_partner=cast.leo, by=OPERATOR, at=TUESDAY)
    assert readers(cast) == set()
    assert not Vision.objects.visible_to(cast.leo, TODAY).exists()
    assert Vision.objects.visible_to(cast.mira, TODAY).exists()
    with pytest.raises(PairIsOver):
        actions.take_back(pair=cast.pair, by=cast.mira, at=FRIDAY)


def test_who_has_left_can_be_asked_nothing(cast: Cast) -> None:
    proposed(cast.pair, cast.sam)
    leave(cast.sam)
    with pytest.raises(PairIsOver):
        actions.accept(pair=cast.pair, seen=mark(cast.pair), by=cast.mira, at=TUESDAY)


def test_it_is_sealed_and_its_key_goes_with_it_to_other_readers(cast: Cast) -> None:
    vision = signed(cast.pair, readers=Tier.OPEN)
    stored = Vision.objects.filter(pk=vision.pk).values_list("words", flat=True)[0]
    assert WORDS not in stored
    assert Vision.objects.get(pk=vision.pk).words == WORDS


def test_the_database_refuses_a_vision_others_read_on_no_signature(cast: Cast) -> None:
    vision = proposed(cast.pair, cast.sam)
    for wrong in ({"tier": Tier.OPEN.value}, {"end_on": TODAY}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Vision._base_manager.filter(pk=vision.pk).update(**wrong)


def test_the_charter_needs_it_for_nothing(cast: Cast) -> None:
    before = minimum(known_of([cast.pair])[cast.pair.pk])
    signed(cast.pair)
    assert minimum(known_of([cast.pair])[cast.pair.pk]) == before
