from __future__ import annotations

from datetime import date

import pytest
from pytest_django import DjangoAssertNumQueries

from tandem.organisation.models import Person
from tandem.partnership.commitments import actions
from tandem.partnership.commitments.actions import Said
from tandem.partnership.commitments.begun import begun_words
from tandem.partnership.commitments.models import Commitment, Source
from tandem.partnership.commitments.rows import PromiseRow, rows
from tandem.partnership.commitments.rules import Act, Reason
from tandem.partnership.testing import MONDAY, TUESDAY, Cast

TODAY = TUESDAY.date()
FRIDAY = date(2026, 11, 27)
SATURDAY = date(2026, 11, 28)
IN_DECEMBER = date(2026, 12, 3)
TERMS = Said(what="Exit themes", due_on=FRIDAY)
NEW_DATE = Said(due_on=IN_DECEMBER, reason=Reason.TOO_MUCH_AT_ONCE, words="Peak opens.")


def told(cast: Cast, *acts: tuple[Act, Person, Said]) -> Commitment:
    """Sam asks Mira, and then."""
    promise = actions.ask(of=cast.mira, said=TERMS, by=cast.sam, at=MONDAY, source=Source.FORM)
    for act, by, said in acts:
        promise = actions.take(commitment=promise, act=act, said=said, by=by, at=MONDAY)
    return promise


def row(promise: Commitment, reader: Person, today: date = TODAY) -> PromiseRow:
    shown = Commitment.objects.visible_to(reader).filter(pk=promise.pk)
    [one] = rows(shown, reader, today, with_last=True)
    return one


def chips(promise: Commitment, cast: Cast, today: date = TODAY) -> tuple[str, str]:
    return row(promise, cast.mira, today).chip_words, row(promise, cast.sam, today).chip_words


def test_the_chip_speaks_to_its_reader(cast: Cast) -> None:
    yes = (Act.PROMISE, cast.mira, Said())
    assert chips(told(cast), cast) == ("Asked yesterday", "Asked yesterday")
    assert chips(told(cast, yes), cast) == ("", "Promised by Mira")
    assert chips(told(cast, yes), cast, SATURDAY) == ("Slipped past its date",) * 2
    raised = told(cast, yes, (Act.RENEGOTIATE, cast.mira, NEW_DATE))
    assert chips(raised, cast) == ("You propose Thu 3 Dec", "Mira proposes Thu 3 Dec")
    smaller = Said(what="Half of it", reason=Reason.TOO_MUCH_AT_ONCE)
    changed = told(cast, yes, (Act.RENEGOTIATE, cast.mira, smaller))
    assert chips(changed, cast) == ("You propose a change", "Mira proposes a change")
    clarified = told(cast, (Act.CLARIFY, cast.mira, Said(words="Which months?")))
    assert chips(clarified, cast) == ("A question is open", "A question is open")


def test_an_offer_is_called_one(cast: Cast) -> None:
    offered = actions.offer(to=cast.sam, said=TERMS, by=cast.mira, at=MONDAY, source=Source.FORM)
    assert chips(offered, cast) == ("Offered yesterday", "Offered yesterday")


def labels(promise: Commitment, reader: Person, today: date = TODAY) -> list[str]:
    return [button.label for button in row(promise, reader, today).buttons]


def test_buttons_name_the_days_they_mean(cast: Cast) -> None:
    raised = told(cast, (Act.PROMISE, cast.mira, Said()), (Act.RENEGOTIATE, cast.mira, NEW_DATE))
    assert labels(raised, cast.sam) == ["Agree to 3 Dec", "Another date", "Keep 27 Nov"]
    assert labels(raised, cast.mira) == ["Keep 27 Nov"]  # the proposal is theirs to take back
    assert labels(raised, cast.mira, FRIDAY) == ["Keep 27 Nov"]


def test_a_day_that_is_over_is_not_offered_to_be_kept(cast: Cast) -> None:
    raised = told(cast, (Act.PROMISE, cast.mira, Said()), (Act.RENEGOTIATE, cast.mira, NEW_DATE))
    assert "Drop the proposal" in labels(raised, cast.sam, SATURDAY)
    assert "Drop the proposal" in labels(raised, cast.mira, SATURDAY)
    assert not [each for each in labels(raised, cast.sam, SATURDAY) if each.startswith("Keep")]


def test_what_slipped_is_offered_a_day_and_a_choice_of_days(cast: Cast) -> None:
    promised = told(cast, (Act.PROMISE, cast.mira, Said()))
    assert labels(promised, cast.mira, SATURDAY) == [
        "Suggest Thu 3 Dec", "Pick a date", "Report done",
    ]  # fmt: skip
    suggest, pick, _ = row(promised, cast.mira, SATURDAY).buttons
    assert suggest.url == f"{pick.url}?due_on=2026-12-03"
    assert labels(promised, cast.sam, SATURDAY)[2] == "No longer needed"


def test_only_what_needs_nothing_is_taken_with_one_tap(cast: Cast) -> None:
    straight = {button.label: button.straight for button in row(told(cast), cast.mira).buttons}
    assert straight == {"Yes, I will": True, "Yes, if / by …": False, "No, because …": False}


def test_the_day_it_was_first_for_is_still_said(cast: Cast) -> None:
    agreed = told(
        cast,
        (Act.PROMISE, cast.mira, Said()),
        (Act.RENEGOTIATE, cast.mira, NEW_DATE),
        (Act.AGREE, cast.sam, Said()),
    )
    assert (row(agreed, cast.sam).due_words, row(agreed, cast.sam).was_words) == (
        "Thu 3 Dec",
        "Fri 27 Nov",
    )
    assert row(told(cast), cast.sam).was_words == ""


def test_what_was_said_last_stands_on_the_row(cast: Cast) -> None:
    raised = told(cast, (Act.PROMISE, cast.mira, Said()), (Act.RENEGOTIATE, cast.mira, NEW_DATE))
    seen = row(raised, cast.sam)
    assert seen.last is not None
    assert (seen.reason, seen.last.words) == ("Too much at once", "Peak opens.")
    assert seen.waits_for_reader
    assert not row(raised, cast.mira).waits_for_reader


def test_faces_stand_on_their_sides(cast: Cast) -> None:
    seen = row(told(cast), cast.sam)
    assert (seen.performer_side, seen.customer_side) == ("hr", "leader")


def test_many_rows_cost_as_much_as_one(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(4):
        told(cast, (Act.PROMISE, cast.mira, Said()))
    with django_assert_num_queries(3):  # the promises, their people, what was said last
        mine = Commitment.objects.visible_to(cast.mira).open()
        for one in rows(mine, cast.mira, TODAY, with_last=True):
            assert (one.commitment.what, one.other.called, one.chip_words) == (
                "Exit themes", "Sam", "",
            )  # fmt: skip
            assert one.buttons
            assert one.last


@pytest.mark.parametrize("begun_as", ["asked", "offered", "draft"])
def test_what_the_page_says_once_it_is_begun(cast: Cast, begun_as: str) -> None:
    begun = {
        "asked": lambda: told(cast),
        "offered": lambda: actions.offer(
            to=cast.sam, said=TERMS, by=cast.mira, at=MONDAY, source=Source.LINE
        ),
        "draft": lambda: actions.save_draft(
            customer=cast.mira, performer=cast.sam, said=TERMS, by=cast.sam, at=MONDAY
        ),
    }[begun_as]()
    by = cast.mira if begun_as == "offered" else cast.sam
    assert (
        begun_words(begun, by, TODAY)
        == {
            "asked": "Asked, due Fri 27 Nov. Mira can say yes, yes if, or no.",
            "offered": "Offered, due Fri 27 Nov. With Sam’s thanks it is a promise.",
            "draft": "Kept as a draft. Only you can read it.",
        }[begun_as]
    )
