"""The first two steps: a talk, then both views, read once both are written, and played back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from conftest import ItIs, SignIn
from tandem.access.audit import OPERATOR, record
from tandem.access.models import Event
from tandem.organisation.models import Employment, Person
from tandem.partnership.agendas import agenda_items
from tandem.partnership.models import NotInThisPair
from tandem.partnership.registers import obligations
from tandem.partnership.testing import MONDAY, TUESDAY, Cast, WholeCast
from tandem.partnership.two import PairIsOver
from tandem.rooms.escalations import actions
from tandem.rooms.escalations.actions import NotNow
from tandem.rooms.escalations.models import (
    MATTER_LENGTH,
    VIEW_LENGTH,
    Because,
    Escalation,
    State,
)
from tandem.rooms.escalations.tests.stories import (
    HEARD,
    MATTER,
    MIRAS,
    SAMS,
    again,
    talk,
    views,
    written,
)

TODAY = TUESDAY.date()


def asked(person: Person, days: int = 0) -> list[str]:
    return [each.sentence for each in obligations(person, TODAY + timedelta(days=days))]


def leaves(person: Person) -> None:
    stay = Employment.objects.of(person).get()
    stay.end_on = MONDAY.date()
    record("person.left", stay, by=OPERATOR, at=MONDAY)


def events(point: Escalation) -> list[str]:
    return [*Event.objects.about(point.pk).order_by("pk").values_list("what", flat=True)]


# ---- can we talk?


def test_asking_to_talk_is_read_by_the_two_alone(whole_cast: WholeCast, sign_in: SignIn) -> None:
    point = talk(whole_cast)
    assert MATTER in sign_in(whole_cast.mira).get(point.get_absolute_url()).text
    for who in (whole_cast.vera, whole_cast.helen, whole_cast.omar, whole_cast.iris):
        assert sign_in(who).get(point.get_absolute_url()).status_code == 404
        assert not Escalation.objects.visible_to(who).exists()


def test_the_other_is_asked_on_today_without_its_words_until_they_answer(cast: Cast) -> None:
    point = talk(cast)
    assert asked(cast.mira) == ["Sam asks: can we talk?"]
    assert asked(cast.sam) == []
    actions.say_yes_to_talk(point=point, by=cast.mira, at=TUESDAY)
    actions.say_yes_to_talk(point=point, by=cast.mira, at=TUESDAY)
    assert asked(cast.mira) == []
    assert events(point) == ["escalation.asked", "escalation.answered"]
    assert [item.sentence for item in agenda_items(cast.pair, TODAY)] == [
        "What you two cannot get past yet."
    ]


def test_after_two_working_days_who_asked_is_asked_and_nothing_happens(cast: Cast) -> None:
    point = talk(cast)
    assert asked(cast.sam, days=1) == []
    assert asked(cast.sam, days=2) == ["Have you and Mira talked? Say how it stands."]
    assert asked(cast.mira, days=30) == ["Sam asks: can we talk?"]
    assert again(point).state == State.OPEN


def test_who_asked_lets_it_rest_and_nobody_else_does(cast: Cast) -> None:
    point = talk(cast)
    with pytest.raises(NotNow, match="Sam began this"):
        actions.let_rest(point=point, by=cast.mira, at=TUESDAY)
    actions.let_rest(point=point, by=cast.sam, at=TUESDAY)
    assert again(point).state == State.RESTED
    assert asked(cast.mira) == []
    with pytest.raises(NotNow, match="ended"):
        actions.say_yes_to_talk(point=point, by=cast.mira, at=TUESDAY)


@pytest.mark.parametrize("matter", ["", "  ", "x" * (MATTER_LENGTH + 1)])
def test_it_is_about_something_short(cast: Cast, matter: str, sign_in: SignIn) -> None:
    with pytest.raises(ValidationError):
        actions.ask_to_talk(pair=cast.pair, matter=matter, by=cast.sam, at=MONDAY)
    url = f"/app/sticking-points/{cast.pair.pk}/"
    assert sign_in(cast.sam).post(url, {"matter": matter, "how": "talk"}).status_code == 422
    assert not Escalation.objects.exists()


def test_a_stranger_and_somebody_above_begin_nothing(cast: Cast) -> None:
    for who in (cast.vera, cast.helen, cast.ana):
        with pytest.raises(NotInThisPair):
            talk(cast, by=who)


# ---- both views


def test_either_asks_for_both_views_once_and_says_why(cast: Cast) -> None:
    point = talk(cast)
    for because in (Because.TALKED, Because.CLOCK):
        actions.ask_for_views(point=point, because=because, by=cast.mira, at=TUESDAY)
    found = again(point)
    assert (found.because, found.views_on, found.note.question) == ("talked", TODAY, MATTER)
    both = "You and %s each write how you see something."
    assert (asked(cast.sam), asked(cast.mira)) == ([both % "Mira"], [both % "Sam"])


def test_each_reads_the_other_once_both_have_written(cast: Cast, sign_in: SignIn) -> None:
    point = views(cast)
    sam, mira = sign_in(cast.sam), sign_in(cast.mira)
    url = point.get_absolute_url()
    sam.post(f"{url}view/", {"question": MATTER, "view": SAMS})
    assert SAMS in sam.get(url).text
    text = mira.get(url).text
    assert SAMS not in text
    assert "Sam has written. You read it once yours is written too." in text
    mira.post(f"{url}view/", {"question": MATTER, "view": MIRAS})
    for browser in (sam, mira):
        text = browser.get(url).text
        assert SAMS in text
        assert MIRAS in text


def test_what_one_heard_is_said_back_to_the_other_and_never_before_both_wrote(
    cast: Cast, sign_in: SignIn
) -> None:
    point = views(cast)
    actions.write_view(point=point, view=SAMS, by=cast.sam, at=MONDAY)
    with pytest.raises(NotNow, match="Once both of you have written"):
        actions.say_what_you_heard(point=point, heard=HEARD, by=cast.mira, at=MONDAY)
    actions.write_view(point=point, view=MIRAS, by=cast.mira, at=MONDAY)
    assert asked(cast.mira) == ["You can read how Sam sees it. Say what you heard."]
    browser = sign_in(cast.mira)
    browser.post(f"{point.get_absolute_url()}heard/", {"heard": HEARD})
    assert "What Mira heard" in sign_in(cast.sam).get(point.get_absolute_url()).text


def test_a_very_long_view_comes_back_with_its_words(cast: Cast, sign_in: SignIn) -> None:
    point, browser = views(cast), sign_in(cast.sam)
    url = f"{point.get_absolute_url()}view/"
    long = "long " * (VIEW_LENGTH // 5 + 1)
    answer = browser.post(url, {"question": MATTER, "view": long})
    assert answer.status_code == 422
    assert long.strip()[:200] in answer.text
    assert "at most 1500 characters" in answer.text
    with pytest.raises(ValidationError):
        actions.write_view(point=point, view=long, by=cast.sam, at=MONDAY)
    just = "x" * VIEW_LENGTH
    assert browser.post(url, {"question": MATTER, "view": just}).status_code == 302
    assert just in browser.get(point.get_absolute_url()).text


def test_if_one_never_writes_nothing_goes_on_and_the_other_is_told_what_they_can_do(
    cast: Cast, sign_in: SignIn, it_is: ItIs
) -> None:
    point = views(cast)
    actions.write_view(point=point, view=SAMS, by=cast.sam, at=MONDAY)
    with pytest.raises(NotNow, match="once both have written"):
        actions.say_yes_to_send(point=point, version=1, by=cast.sam, at=TUESDAY)
    assert asked(cast.sam, days=6) == []  # Monday 30 is the fifth working day
    assert asked(cast.sam, days=7) == ["You and Mira meant to be further by now. What next?"]
    with it_is(TUESDAY + timedelta(days=7)):
        text = sign_in(cast.sam).get(point.get_absolute_url()).text
    assert "Without a yes of both nothing goes on, and nobody is told." in text
    assert "Let it rest" in text
    assert "Yes, send it" not in text
    assert again(point).state == State.OPEN


def test_what_two_agreed_is_written_by_one_and_settled_by_the_other(
    cast: Cast, sign_in: SignIn
) -> None:
    point = written(cast)
    with pytest.raises(NotNow, match="Say in a sentence"):
        actions.say_what_we_agreed(point=point, words=" ", by=cast.sam, at=TUESDAY)
    actions.say_what_we_agreed(point=point, words="By noon, or not.", by=cast.sam, at=TUESDAY)
    with pytest.raises(NotNow, match="partner says yes"):
        actions.agree_that_it_is_settled(point=point, by=cast.sam, at=TUESDAY)
    assert asked(cast.mira) == ["Sam wrote down what you two agreed."]
    url = point.get_absolute_url()
    sign_in(cast.mira).post(f"{url}settled/")
    text = sign_in(cast.sam).get(url).text
    assert "By noon, or not." in text
    assert f"?pair={cast.pair.pk}" in text  # a promise of it, if they want
    assert again(point).state == State.SETTLED
    assert asked(cast.mira) == asked(cast.sam) == []


def test_once_one_of_the_two_has_left_it_stays_readable_and_goes_no_further(
    cast: Cast, sign_in: SignIn
) -> None:
    point = written(cast)
    leaves(cast.sam)
    with pytest.raises(PairIsOver, match="Sam works here no more"):
        actions.say_yes_to_send(point=point, version=2, by=cast.mira, at=TUESDAY)
    answer = sign_in(cast.mira).get(point.get_absolute_url())
    assert SAMS in answer.text
    assert "You two are partners no more." in answer.text
    assert "Yes, send it" not in answer.text
    assert asked(cast.mira) == []


def test_no_word_of_it_lies_open_in_the_database(cast: Cast) -> None:
    written(cast)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM escalations_escalation")
        rows = str(cursor.fetchall())
        cursor.execute("SELECT * FROM escalations_jointnote")
        rows += str(cursor.fetchall())
    assert not any(each in rows for each in (MATTER, SAMS, MIRAS, HEARD))


def test_an_act_that_is_none_is_not_there(cast: Cast, sign_in: SignIn) -> None:
    url = talk(cast).get_absolute_url()
    browser = sign_in(cast.sam)
    assert browser.post(f"{url}decide/").status_code == 404
    assert browser.post(f"{url}send/", {"version": "x"}).status_code == 404
    assert browser.post(f"{url}views/", {"because": "spite"}).status_code == 422
    assert browser.get(f"{url}view/").status_code == 404  # before both views are asked for
