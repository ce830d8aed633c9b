"""Together or not at all: a note goes with the yes of both to the same words, to who is above."""

from __future__ import annotations

import threading

import pytest
from django.db import connection

from conftest import SignIn
from tandem.access.audit import OPERATOR
from tandem.access.roles import CHRO
from tandem.access.tiers import Tier
from tandem.organisation import actions as organisation
from tandem.organisation.models import Person
from tandem.partnership.models import Pair
from tandem.partnership.testing import HIRED, MONDAY, TUESDAY, Cast, WholeCast, hire, pair_up
from tandem.rooms.escalations import actions
from tandem.rooms.escalations.actions import NotNow
from tandem.rooms.escalations.models import JointNote, NoteReader, State
from tandem.rooms.escalations.reach import above
from tandem.rooms.escalations.tests.stories import MIRAS, SAMS, again, sent, talk, written, yes
from tandem.rooms.escalations.tests.test_between_two import asked, leaves

TODAY = TUESDAY.date()


def next_level(pair: Pair) -> list[Person]:
    return [*above(pair, TODAY).next_level]


def at_the_top(pair: Pair) -> list[Person]:
    return [*above(pair, TODAY).top]


def test_one_yes_sends_nothing_and_the_second_does(cast: Cast, sign_in: SignIn) -> None:
    point = written(cast)
    yes(point, cast.sam)
    assert again(point).note.tier == Tier.PAIR.value
    assert not JointNote.objects.visible_to(cast.vera).exists()
    text = sign_in(cast.mira).get(point.get_absolute_url()).text
    assert "Sam says yes. With yours it goes." in text
    assert "goes to Vera Lund and Helen Achterberg" in text
    assert "they may pass it on to Eva Storm" in text
    yes(point, cast.mira)
    note = again(point).note
    assert (note.tier, note.sent_on, again(point).state) == (
        Tier.RESTRICTED.value, MONDAY.date(), State.SENT,
    )  # fmt: skip
    for who in (cast.vera, cast.helen):
        page = sign_in(who).get(note.get_absolute_url()).text
        assert SAMS in page
        assert MIRAS in page
        assert asked(who) == ["Sam and Mira ask you to decide something."]


def test_those_it_went_to_read_the_note_and_nothing_else_of_the_two(
    cast: Cast, sign_in: SignIn
) -> None:
    note = sent(cast)
    page = sign_in(cast.vera).get(note.get_absolute_url()).text
    assert "You fear the line stops." not in page  # what each heard stays between them
    assert sign_in(cast.vera).get(note.escalation.get_absolute_url()).status_code == 404
    assert sign_in(cast.eva).get(note.get_absolute_url()).status_code == 404


def test_saying_yes_twice_is_one_yes(cast: Cast) -> None:
    point = written(cast)
    yes(point, cast.sam)
    yes(point, cast.sam)
    assert again(point).state == State.OPEN


def test_when_both_send_at_once_it_goes_once(cast: Cast) -> None:
    """Each read the page before the other had said yes; the row is read again under a lock."""
    point = written(cast)
    version = again(point).note.version
    stale = again(point)
    actions.say_yes_to_send(point=point, version=version, by=cast.sam, at=MONDAY)
    actions.say_yes_to_send(point=stale, version=version, by=cast.mira, at=MONDAY)
    with pytest.raises(NotNow, match="with others already"):
        actions.say_yes_to_send(point=stale, version=version, by=cast.sam, at=MONDAY)
    assert NoteReader.objects.count() == 2


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_of_two_who_say_yes_in_the_same_moment_the_second_sends() -> None:
    cast = Cast.gather()
    point = written(cast)
    version = again(point).note.version
    ready = threading.Barrier(2, timeout=60)
    refused: list[str] = []

    def say_yes(by: Person) -> None:
        ready.wait()
        try:
            actions.say_yes_to_send(point=point, version=version, by=by, at=MONDAY)
        except NotNow as told:
            refused.append(str(told))
        finally:
            connection.close()

    threads = [threading.Thread(target=say_yes, args=[who]) for who in (cast.sam, cast.mira)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (refused, again(point).state) == ([], State.SENT)
    assert NoteReader.objects.count() == 2


def test_a_word_changed_asks_both_anew(cast: Cast) -> None:
    point = written(cast)
    version = again(point).note.version
    yes(point, cast.sam)
    actions.write_view(point=point, view="Otherwise.", by=cast.sam, at=TUESDAY)
    with pytest.raises(NotNow, match="changed since you read it"):
        actions.say_yes_to_send(point=point, version=version, by=cast.mira, at=TUESDAY)
    yes(point, cast.mira, TUESDAY)
    assert again(point).state == State.OPEN  # Sam's yes was to other words
    yes(point, cast.sam, TUESDAY)
    assert again(point).state == State.SENT


def test_a_yes_is_taken_back_before_the_other_one_comes(cast: Cast) -> None:
    point = written(cast)
    yes(point, cast.sam)
    actions.think_again(point=point, by=cast.sam, at=TUESDAY)
    yes(point, cast.mira, TUESDAY)
    assert again(point).state == State.OPEN


def test_a_talk_is_never_sent(cast: Cast) -> None:
    with pytest.raises(NotNow, match="First both of you write"):
        actions.say_yes_to_send(point=talk(cast), version=0, by=cast.sam, at=TUESDAY)


# ---- to whom


def test_it_goes_to_who_leads_above_and_to_the_hr_partner_above_or_else_the_head_of_hr(
    cast: Cast,
) -> None:
    assert next_level(cast.pair) == [cast.vera, cast.helen]
    organisation.set_hr_partner(
        area=cast.areas.supply, person=cast.leo, by=OPERATOR, at=HIRED, why="Lead"
    )
    assert next_level(cast.pair) == [cast.vera, cast.leo]
    assert at_the_top(cast.pair) == [cast.eva, cast.helen]


def test_where_a_manager_is_missing_it_goes_further_up_or_to_the_other_alone(cast: Cast) -> None:
    leaves(cast.vera)
    assert next_level(cast.pair) == [cast.eva, cast.helen]
    leaves(cast.eva)
    assert next_level(cast.pair) == [cast.helen]
    leaves(cast.helen)
    assert next_level(cast.pair) == []


def test_with_nobody_above_it_is_said_and_nothing_is_sent(cast: Cast, sign_in: SignIn) -> None:
    for who in (cast.vera, cast.eva, cast.helen):
        leaves(who)
    point = written(cast)
    with pytest.raises(NotNow, match="nobody above the two of you"):
        yes(point, cast.sam)
    text = sign_in(cast.sam).get(point.get_absolute_url()).text
    assert "There is nobody above the two of you to whom it could go." in text


def test_nobody_decides_over_themselves(cast: Cast) -> None:
    """The head of HR is HR partner of the pair: then who leads above decides alone."""
    pair = pair_up(cast.areas.supply, cast.vera, cast.helen)
    assert next_level(pair) == at_the_top(pair) == [cast.eva]


def top_pair(cast: Cast) -> Pair:
    return pair_up(cast.areas.varnholm, cast.eva, cast.helen)


def test_of_the_two_at_the_very_top_it_goes_to_somebody_independent(
    whole_cast: WholeCast,
) -> None:
    assert next_level(top_pair(whole_cast)) == [whole_cast.iris]


def test_who_stands_in_for_the_leader_is_not_who_leads_above(whole_cast: WholeCast) -> None:
    assert whole_cast.omar not in next_level(whole_cast.pair)


def test_a_second_head_of_hr_is_asked_where_the_first_is_one_of_the_two(cast: Cast) -> None:
    zoe = hire("Zoe", "Winter", cast.areas.varnholm, role=CHRO)
    assert next_level(top_pair(cast)) == [zoe]
