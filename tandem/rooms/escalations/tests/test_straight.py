"""Past the line: only on its grounds, to somebody outside it, and the other side is not told."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from conftest import ItIs, SignIn
from tandem.access.audit import OPERATOR
from tandem.access.roles import CaseHandler
from tandem.organisation import actions as organisation
from tandem.partnership.agendas import agenda_items
from tandem.partnership.models import NotInThisPair
from tandem.partnership.registers import obligations, pair_parts, places
from tandem.partnership.signals.detectors import detectors
from tandem.partnership.telling import timeline
from tandem.partnership.testing import (
    HIRED,
    MONDAY,
    TUESDAY,
    Cast,
    WholeCast,
    give_by_two,
)
from tandem.rooms.escalations import straight
from tandem.rooms.escalations.actions import NotNow
from tandem.rooms.escalations.models import STRAIGHT_LENGTH, StraightBecause, StraightWord
from tandem.rooms.escalations.reach import straight as outside_the_line
from tandem.rooms.escalations.tests.stories import STRAIGHT, word
from tandem.rooms.escalations.tests.test_between_two import asked, leaves

TODAY = TUESDAY.date()


def url(cast: Cast) -> str:
    return f"/app/sticking-points/{cast.pair.pk}/straight/"


def test_it_goes_to_one_outside_the_line_and_comes_back_answered(
    whole_cast: WholeCast, sign_in: SignIn
) -> None:
    mira, ruth = sign_in(whole_cast.mira), sign_in(whole_cast.ruth)
    said = {"because": "ethics", "to": str(whole_cast.ruth.pk), "words": STRAIGHT}
    assert "Only Ruth reads it." in mira.post(url(whole_cast), said, follow=True).text
    [sent] = StraightWord.objects.all()
    assert asked(whole_cast.ruth) == ["Something was sent straight to you."]
    page = sent.get_absolute_url()
    assert STRAIGHT in ruth.get(page).text
    assert "Sam does not know of this." in ruth.get(page).text
    ruth.post(f"{page}take/")
    assert "Ruth has read it and sees to it" in mira.get(page).text
    ruth.post(page, {"answer": "Her file stays as it is; I have spoken with the auditor."})
    assert asked(whole_cast.mira) == ["What you sent straight was answered."]
    assert "I have spoken with the auditor." in mira.get(page).text
    mira.post(f"{page}read/")
    assert asked(whole_cast.mira) == asked(whole_cast.ruth) == []


def test_the_partner_learns_of_it_nowhere(whole_cast: WholeCast, sign_in: SignIn) -> None:
    """Everything Sam can open is the same, byte for byte where it can be, before and after."""
    cast, browser = whole_cast, sign_in(whole_cast.sam)
    pages = ("/app/", url(cast), f"/app/sticking-points/{cast.pair.pk}/")

    def seen() -> list[object]:
        shown = [hidden(browser.get(each).text) for each in pages]
        parts = [part.template for part in pair_parts(cast.pair, cast.sam, TODAY)]
        told = [timeline(cast.pair, cast.sam), agenda_items(cast.pair, TODAY)]
        return [*shown, parts, told, places(cast.pair, cast.sam, TODAY), asked(cast.sam, days=30)]

    before = seen()
    sent = word(cast, cast.ruth)
    assert seen() == before
    straight.answer(word=sent, answer="Seen to.", by=cast.ruth, at=TUESDAY)
    assert seen() == before
    assert browser.get(sent.get_absolute_url()).status_code == 404
    assert not StraightWord.objects.visible_to(cast.sam).exists()


def hidden(text: str) -> str:
    """Without the token that is masked anew in every answer."""
    return re.sub(r'(csrfmiddlewaretoken" value=|X-CSRFToken": )"[^"]+"', "", text)


def test_nobody_reads_it_by_an_office(whole_cast: WholeCast, sign_in: SignIn) -> None:
    sent = word(whole_cast, whole_cast.iris)
    others = ("helen", "ruth", "dana", "pia", "farid", "vera", "eva")
    for who in (getattr(whole_cast, each) for each in others):
        assert sign_in(who).get(sent.get_absolute_url()).status_code == 404
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM escalations_straightword")
        assert STRAIGHT not in str(cursor.fetchall())


def test_going_alone_takes_one_of_the_grounds(whole_cast: WholeCast, sign_in: SignIn) -> None:
    assert {each.value for each in StraightBecause} == {
        "legal", "ethics", "safety", "reprisal", "leader",
    }  # fmt: skip
    browser = sign_in(whole_cast.mira)
    for because in ("", "annoying", "talked"):
        said = {"because": because, "to": str(whole_cast.ruth.pk), "words": STRAIGHT}
        assert browser.post(url(whole_cast), said).status_code == 422
    with pytest.raises(ValidationError):
        straight.go_straight(
            pair=whole_cast.pair, to=whole_cast.ruth, because="annoying", words=STRAIGHT,  # type: ignore[arg-type]
            by=whole_cast.mira, at=MONDAY,
        )  # fmt: skip
    assert not StraightWord.objects.exists()


def test_it_skips_the_line_and_who_depends_on_one_of_the_two(whole_cast: WholeCast) -> None:
    cast = whole_cast
    assert outside_the_line(cast.pair, TODAY) == [cast.helen, cast.ruth, cast.iris]
    organisation.set_leader(area=cast.areas.supply, person=cast.helen, by=OPERATOR, at=HIRED)
    assert outside_the_line(cast.pair, TODAY) == [cast.ruth, cast.iris]
    with pytest.raises(NotNow, match="one of those who are named"):
        word(cast, cast.helen)


def test_who_works_under_the_leader_is_not_asked_to_look_at_them(whole_cast: WholeCast) -> None:
    cast = whole_cast
    give_by_two(cast, cast.kim, CaseHandler)  # of the night shift, below Operations
    assert cast.kim not in outside_the_line(cast.pair, TODAY)
    assert cast.kim in outside_the_line(cast.other_pair, TODAY)


def test_where_nobody_is_outside_the_line_that_is_said(cast: Cast, sign_in: SignIn) -> None:
    leaves(cast.helen)
    text = sign_in(cast.sam).get(url(cast)).text
    assert "There is nobody here yet outside your line" in text
    assert "You are free to seek advice outside." in text


def test_after_two_working_days_one_can_turn_to_somebody_else_without_writing_anew(
    whole_cast: WholeCast, sign_in: SignIn, it_is: ItIs
) -> None:
    cast = whole_cast
    sent = word(cast, cast.ruth)
    assert asked(cast.mira, days=1) == []  # Wednesday is the second working day
    assert asked(cast.mira, days=2) == [
        "What you sent straight waits. You can turn to somebody else."
    ]
    with it_is(TUESDAY + timedelta(days=2)):
        mira = sign_in(cast.mira)
        assert "turn to somebody else" in mira.get(sent.get_absolute_url()).text
        answer = mira.post(f"{sent.get_absolute_url()}withdraw/", follow=True)
        assert STRAIGHT in answer.text
        assert sign_in(cast.ruth).get(sent.get_absolute_url()).status_code == 404
    with pytest.raises(NotNow, match="waits for no answer"):
        straight.answer(word=sent, answer="Too late.", by=cast.ruth, at=TUESDAY)


def test_it_is_there_also_once_the_partner_has_left(whole_cast: WholeCast) -> None:
    leaves(whole_cast.sam)
    assert word(whole_cast, whole_cast.ruth).is_waiting


def test_only_the_two_go_straight_here(whole_cast: WholeCast) -> None:
    for who in (whole_cast.kim, whole_cast.vera, whole_cast.omar):
        with pytest.raises(NotInThisPair):
            word(whole_cast, whole_cast.ruth, by=who)


@pytest.mark.parametrize("words", ["", " \n", "x" * (STRAIGHT_LENGTH + 1)])
def test_it_says_something_and_not_a_book(
    whole_cast: WholeCast, sign_in: SignIn, words: str
) -> None:
    said = {"because": "legal", "to": str(whole_cast.ruth.pk), "words": words}
    answer = sign_in(whole_cast.mira).post(url(whole_cast), said)
    assert answer.status_code == 422
    assert words.strip()[:100] in answer.text


def test_its_line_on_today_names_nobody(whole_cast: WholeCast) -> None:
    word(whole_cast, whole_cast.ruth)
    for person in (whole_cast.ruth, whole_cast.mira):
        for each in obligations(person, TODAY + timedelta(days=9)):
            assert not any(name in each.sentence for name in ("Mira", "Sam", "Ruth"))


def test_no_signal_knows_this_room() -> None:
    assert not any("escalation" in each.find.__module__ for each in detectors().values())


# ---- nobody answers


WAITS = "What you sent straight waits. You can turn to somebody else."
GONE = "Whom you turned to works here no more. You can turn to somebody else."


def test_who_sees_to_it_and_writes_nothing_back_is_not_waited_for_for_ever(
    whole_cast: WholeCast, sign_in: SignIn, it_is: ItIs
) -> None:
    cast = whole_cast
    sent = word(cast, cast.ruth)
    straight.take(word=sent, by=cast.ruth, at=TUESDAY)
    assert asked(cast.mira, days=14) == []  # the tenth working day
    assert asked(cast.mira, days=15) == [WAITS]
    mira, page = sign_in(cast.mira), sent.get_absolute_url()
    with it_is(TUESDAY + timedelta(days=3)):
        assert "Nothing was written back yet" not in mira.get(page).text
    with it_is(TUESDAY + timedelta(days=15)):
        text = mira.get(page).text
        assert "Ruth has read it and sees to it" in text
        assert "Nothing was written back yet" in text
        assert "Withdraw it, and turn to somebody else" in text


@pytest.mark.parametrize("taken", [False, True])
def test_once_whom_one_turned_to_has_left_one_is_told_at_once(
    whole_cast: WholeCast, sign_in: SignIn, *, taken: bool
) -> None:
    cast = whole_cast
    sent = word(cast, cast.ruth)
    if taken:
        straight.take(word=sent, by=cast.ruth, at=MONDAY)
    leaves(cast.ruth)
    assert asked(cast.mira) == [GONE]
    mira = sign_in(cast.mira)
    text = mira.get(sent.get_absolute_url()).text
    assert "Ruth works here no more, and nobody else reads this." in text
    assert "sees to it" not in text
    assert "means to take" not in text
    assert "Withdraw it, and turn to somebody else" in text
    assert "nobody is there to answer" in mira.get(url(cast)).text
    assert STRAIGHT in mira.post(f"{sent.get_absolute_url()}withdraw/", follow=True).text
    assert asked(cast.mira) == []
