"""Those it went to decide as two, and what they decide and why is written back to both."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from conftest import ItIs, SignIn
from tandem.access.audit import OPERATOR
from tandem.access.models import Event
from tandem.organisation import actions as organisation
from tandem.organisation.models import Person
from tandem.partnership.registers import obligations
from tandem.partnership.testing import FRIDAY, TUESDAY, Cast, WholeCast
from tandem.rooms.escalations import actions, deciding
from tandem.rooms.escalations.actions import NotNow
from tandem.rooms.escalations.models import DECISION_LENGTH, JointNote, NoteReader, State
from tandem.rooms.escalations.tests.stories import (
    DECISION,
    REASON,
    again,
    decided,
    sent,
    written,
    yes,
)
from tandem.rooms.escalations.tests.test_between_two import asked, leaves


def write(note: JointNote, by: Person, words: str = DECISION) -> JointNote:
    return deciding.decide(note=note, decision=words, reason=REASON, by=by, at=TUESDAY)


def test_one_writes_it_and_it_stands_with_the_others_yes(cast: Cast, sign_in: SignIn) -> None:
    note = sent(cast)
    said = write(note, cast.vera)
    assert said.decided_on is None
    two = sign_in(cast.sam).get(note.get_absolute_url()).text
    assert DECISION not in two  # the two read it once it stands
    assert asked(cast.vera) == []
    assert asked(cast.helen) == ["Vera wrote a decision. Is it yours too?"]
    answer = sign_in(cast.helen).post(
        f"{note.get_absolute_url()}agree/", {"version": said.version}, follow=True
    )
    assert "Decided. Sam and Mira read it, and why." in answer.text
    assert again(note.escalation).state == State.DECIDED


def test_the_decision_and_its_reason_are_written_back_to_both(cast: Cast, sign_in: SignIn) -> None:
    note = decided(cast)
    for who, other in ((cast.sam, "Mira"), (cast.mira, "Sam")):
        assert asked(who) == [f"What you and {other} sent on was decided."]
        browser = sign_in(who)
        for url in (note.get_absolute_url(), note.escalation.get_absolute_url()):
            text = browser.get(url).text
            assert DECISION.replace("’", "’") in text
            assert REASON in text
            assert f"?pair={cast.pair.pk}" in text  # and a promise of it, if they want
        browser.post(f"{note.get_absolute_url()}read/")
        browser.post(f"{note.get_absolute_url()}read/")
        assert asked(who) == []
    assert Event.objects.about(note.pk).filter(what="escalation.read").count() == 2


def test_of_two_who_write_at_once_the_later_words_wait_for_the_other(cast: Cast) -> None:
    note = sent(cast)
    first = write(note, cast.vera)
    write(note, cast.helen, "Otherwise.")
    with pytest.raises(NotNow, match="changed since you read it"):
        deciding.agree(note=note, version=first.version, by=cast.vera, at=TUESDAY)
    with pytest.raises(NotNow, match="Somebody else says yes"):
        deciding.agree(note=note, version=first.version + 1, by=cast.helen, at=TUESDAY)
    deciding.agree(note=note, version=first.version + 1, by=cast.vera, at=TUESDAY)
    assert JointNote.objects.get(pk=note.pk).decision == "Otherwise."
    with pytest.raises(NotNow, match="decided already"):
        write(note, cast.vera)


def test_nobody_else_decides(cast: Cast) -> None:
    note = sent(cast)
    for who in (cast.sam, cast.mira):
        with pytest.raises(NotNow, match="for others to decide"):
            write(note, who)
    for who in (cast.eva, cast.leo, cast.pia):
        with pytest.raises(JointNote.DoesNotExist):
            write(note, who)


@pytest.mark.parametrize(("decision", "reason"), [("", "Why"), ("What", " "), ("x" * 1001, "Why")])
def test_a_decision_has_a_reason_and_both_fit_on_the_page(
    cast: Cast, sign_in: SignIn, decision: str, reason: str
) -> None:
    note = sent(cast)
    assert len("x" * 1001) == DECISION_LENGTH + 1
    answer = sign_in(cast.vera).post(
        note.get_absolute_url(), {"decision": decision, "reason": reason}
    )
    assert answer.status_code == 422
    with pytest.raises((NotNow, ValidationError)):
        deciding.decide(note=note, decision=decision, reason=reason, by=cast.vera, at=TUESDAY)


def test_who_is_there_alone_decides_alone(cast: Cast, sign_in: SignIn) -> None:
    note = sent(cast)
    leaves(cast.helen)
    browser = sign_in(cast.vera)
    assert "You decide alone" in browser.get(note.get_absolute_url()).text
    answer = browser.post(
        note.get_absolute_url(), {"decision": DECISION, "reason": REASON}, follow=True
    )
    assert "Decided. Sam and Mira read it" in answer.text


def test_where_who_it_went_to_has_left_the_two_hand_it_to_who_came(
    cast: Cast, sign_in: SignIn
) -> None:
    note = sent(cast)
    url = note.escalation.get_absolute_url()
    assert "Hand it to them" not in sign_in(cast.sam).get(url).text
    with pytest.raises(NotNow, match="everybody it can be with"):
        deciding.hand_to_who_came(note=note, by=cast.sam, at=TUESDAY)
    leaves(cast.vera)
    organisation.set_leader(
        area=cast.areas.supply, person=cast.ana, by=OPERATOR, at=TUESDAY, why="After Vera"
    )
    assert "Now it would be with Ana Duarte" in sign_in(cast.sam).get(url).text
    sign_in(cast.sam).post(f"{note.get_absolute_url()}hand-on/")
    assert asked(cast.ana) == ["Sam and Mira ask you to decide something."]
    said = write(note, cast.ana)
    deciding.agree(note=note, version=said.version, by=cast.helen, at=TUESDAY)
    assert again(note.escalation).state == State.DECIDED


def test_one_of_the_two_may_leave_and_the_other_still_gets_the_decision(cast: Cast) -> None:
    note = sent(cast)
    leaves(cast.sam)
    said = write(note, cast.vera)
    deciding.agree(note=note, version=said.version, by=cast.helen, at=TUESDAY)
    assert asked(cast.mira) == ["What you and Sam sent on was decided."]


# ---- the top


def test_what_is_strategic_is_passed_on_to_the_top_and_the_two_see_with_whom(
    cast: Cast, sign_in: SignIn
) -> None:
    note = sent(cast)
    write(note, cast.vera)
    sign_in(cast.vera).post(f"{note.get_absolute_url()}pass-on/")
    found = JointNote.objects.get(pk=note.pk)
    assert (found.top_on, found.decision, found.written_by) == (TUESDAY.date(), "", None)
    assert (
        "Eva Storm and Helen Achterberg decide"
        in sign_in(cast.sam).get(note.escalation.get_absolute_url()).text
    )
    assert asked(cast.eva) == ["Sam and Mira ask you to decide something."]
    assert asked(cast.vera) == []
    with pytest.raises(NotNow, match="for others to decide"):
        write(note, cast.vera)
    said = write(note, cast.eva)
    deciding.agree(note=note, version=said.version, by=cast.helen, at=TUESDAY)
    assert DECISION in sign_in(cast.vera).get(note.get_absolute_url()).text  # still reads it
    with pytest.raises(NotNow):
        deciding.pass_on(note=note, by=cast.eva, at=TUESDAY)


def test_it_is_not_passed_on_to_the_same_people(cast: Cast, sign_in: SignIn) -> None:
    leaves(cast.vera)  # so that it goes to Eva and Helen from the start
    note = sent(cast)
    assert "Pass it on" not in sign_in(cast.eva).get(note.get_absolute_url()).text
    with pytest.raises(NotNow, match="with those it could be passed on to"):
        deciding.pass_on(note=note, by=cast.eva, at=TUESDAY)


def test_a_step_says_until_when_and_after_it_nothing_happens(
    cast: Cast, sign_in: SignIn, it_is: ItIs
) -> None:
    note = sent(cast)
    text = sign_in(cast.vera).get(note.get_absolute_url()).text
    assert "It means to take 5 working days, until Mon 30 Nov." in text
    deciding.pass_on(note=note, by=cast.vera, at=TUESDAY)
    text = sign_in(cast.eva).get(note.get_absolute_url()).text
    assert "It means to take 10 working days, until Tue 8 Dec." in text
    with it_is(TUESDAY + timedelta(days=30)):
        text = sign_in(cast.eva).get(note.get_absolute_url()).text
    assert "they ended on Tue 8 Dec" in text
    assert again(note.escalation).state == State.SENT


def test_the_two_may_settle_it_until_it_is_decided(cast: Cast, sign_in: SignIn) -> None:
    note = sent(cast)
    point = note.escalation
    actions.say_what_we_agreed(point=point, words="We found a way.", by=cast.mira, at=TUESDAY)
    actions.agree_that_it_is_settled(point=point, by=cast.sam, at=TUESDAY)
    assert asked(cast.vera) == asked(cast.helen) == []
    text = sign_in(cast.vera).get(note.get_absolute_url()).text
    assert "The two have settled it themselves." in text
    assert "We found a way." not in text
    with pytest.raises(NotNow, match="settled it themselves"):
        write(note, cast.vera)


def test_no_letter_and_no_line_of_today_says_what_it_is_about(cast: Cast) -> None:
    note = decided(cast)
    said = [each for who in (cast.sam, cast.vera) for each in obligations(who, FRIDAY.date())]
    assert not any(note.question in each.sentence for each in said)
    assert NoteReader.objects.of(note).count() == 2


@pytest.mark.parametrize("version", ["", "-1", "1.5", "²", "9" * 5000], ids=lambda each: each[:4])
def test_a_yes_to_no_version_is_to_nothing(cast: Cast, sign_in: SignIn, version: str) -> None:
    point = written(cast)
    browser = sign_in(cast.sam)
    url = f"{point.get_absolute_url()}send/"
    assert browser.post(url, {"version": version}).status_code == 404
    yes(point, cast.sam)
    yes(point, cast.mira)
    note = again(point).note
    write(note, cast.vera)
    url = f"{note.get_absolute_url()}agree/"
    assert sign_in(cast.helen).post(url, {"version": version}).status_code == 404
    assert again(point).state == State.SENT


# ---- a note that lies


NOT_YET = "What you and {} sent on is not decided yet. What next?"
LEFT = "Somebody you and {} asked to decide works here no more. What next?"


def test_past_its_days_both_who_sent_it_are_asked_and_nothing_else_happens(
    cast: Cast, sign_in: SignIn, it_is: ItIs
) -> None:
    note = sent(cast)
    assert asked(cast.sam, days=6) == asked(cast.mira, days=6) == []  # the fifth working day
    assert asked(cast.sam, days=7) == [NOT_YET.format("Mira")]
    assert asked(cast.mira, days=7) == [NOT_YET.format("Sam")]
    with it_is(TUESDAY + timedelta(days=7)):
        page = sign_in(cast.sam).get(note.escalation.get_absolute_url()).text
        assert "meant to have decided by now" in page
        assert "write down below what you two agreed" in page
    deciding.pass_on(note=note, by=cast.vera, at=TUESDAY + timedelta(days=7))
    assert asked(cast.sam, days=21) == []  # ten more, at the top
    assert asked(cast.sam, days=22) == [NOT_YET.format("Mira")]


def test_once_somebody_it_went_to_has_left_both_are_asked_until_it_is_handed_on(
    whole_cast: WholeCast,
) -> None:
    cast = whole_cast
    note = sent(cast)
    leaves(cast.vera)
    organisation.set_leader(area=cast.areas.supply, person=cast.eva, by=OPERATOR, at=TUESDAY)
    assert asked(cast.sam) == [LEFT.format("Mira")]
    assert asked(cast.mira) == [LEFT.format("Sam")]
    late = TUESDAY + timedelta(days=20)
    deciding.hand_to_who_came(note=note, by=cast.sam, at=late)
    assert asked(cast.sam, days=24) == []  # who came has five working days, too
    assert asked(cast.sam, days=28) == [NOT_YET.format("Mira")]


def test_where_nobody_is_left_to_decide_that_is_said(cast: Cast) -> None:
    sent(cast)
    leaves(cast.vera)
    leaves(cast.helen)
    assert asked(cast.sam) == [LEFT.format("Mira")]


def test_the_one_who_is_left_of_the_two_is_asked_as_well(cast: Cast) -> None:
    sent(cast)
    leaves(cast.mira)
    assert asked(cast.sam, days=7) == [NOT_YET.format("Mira")]
