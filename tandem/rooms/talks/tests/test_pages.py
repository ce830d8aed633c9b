"""The page of the next talk, and what leads there."""

from __future__ import annotations

from datetime import timedelta

import pytest

from conftest import ItIs, SignIn
from tandem.partnership.agendas import AgendaItem, agenda_items
from tandem.partnership.testing import MONDAY, TUESDAY, Cast, WholeCast
from tandem.rooms.talks import actions
from tandem.rooms.talks.models import TalkPoint
from tandem.rooms.talks.tests.stories import WORDS, prepared, raised, something_is_prepared
from tandem.rooms.talks.tests.test_talks import TODAY, end


def url(cast: Cast) -> str:
    return f"/app/next-talk/{cast.pair.pk}/"


def act(point: TalkPoint, which: str) -> str:
    return f"/app/next-talk/points/{point.pk}/{which}/"


def test_one_click_leads_there_from_the_page_of_the_pair(cast: Cast, sign_in: SignIn) -> None:
    sam = sign_in(cast.sam)
    text = sam.get(cast.pair.get_absolute_url()).text
    assert f'<a href="{url(cast)}">' in text
    assert "What is prepared, and what either of you adds." in text
    raised(cast, cast.mira)
    text = sam.get(cast.pair.get_absolute_url()).text
    assert "1 point you two raised, and what is prepared." in text
    assert WORDS not in text


def test_one_field_adds_a_point_and_the_other_reads_who_raised_it(
    cast: Cast, sign_in: SignIn
) -> None:
    answer = sign_in(cast.sam).post(url(cast), {"what": WORDS}, follow=True)
    assert "Added. Mira reads it here." in answer.text
    text = sign_in(cast.mira).get(url(cast)).text
    assert WORDS in text
    assert 'data-side="leader">Sam<' in text
    assert "Only you and Sam can read this" in text


@pytest.mark.parametrize("what", ["", "   ", "An essay. " * 40])
def test_a_faulty_form_comes_back_with_its_reason_and_its_words(
    cast: Cast, sign_in: SignIn, what: str
) -> None:
    answer = sign_in(cast.sam).post(url(cast), {"what": what})
    assert answer.status_code == 422
    assert 'role="alert"' in answer.text
    assert what.strip() in answer.text
    assert not TalkPoint.objects.exists()


def test_what_the_rooms_prepare_stands_there_with_its_minutes_and_its_way(
    cast: Cast, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    item = AgendaItem("2 heads-ups to speak about.", 3, "/app/heads-ups/x/")
    sources = [lambda _pair, _today: iter([item])]
    monkeypatch.setattr("tandem.partnership.agendas._agendas", sources)
    raised(cast, cast.sam)
    text = sign_in(cast.mira).get(url(cast)).text
    assert '<a href="/app/heads-ups/x/">2 heads-ups to speak about.</a>' in text
    assert "3 minutes" in text
    assert "About 8 minutes" in text, "and five for the point Sam raised"


def test_what_is_prepared_can_be_left_out_this_time_for_both_and_brought_back(
    cast: Cast, sign_in: SignIn, it_is: ItIs
) -> None:
    something_is_prepared(cast)
    sam, mira = sign_in(cast.sam), sign_in(cast.mira)
    button, about = "Not this time<", {"about": prepared(cast)}
    said = agenda_items(cast.pair, TODAY)[0].sentence
    assert button in sam.get(url(cast)).text
    text = sam.post(f"{url(cast)}not-this-time/", about, follow=True).text
    assert "Not this time. In two weeks it is back, if it still waits." in text
    for client in (sam, mira):
        text = client.get(url(cast)).text
        assert button not in text
        assert said in text.partition("Over in the last two weeks")[2]
    text = mira.post(f"{url(cast)}not-this-time/", about, follow=True).text
    assert button not in text, "left out twice is left out once"
    point = TalkPoint.objects.get()
    text = mira.post(act(point, "back"), follow=True).text
    assert button in text
    assert "Over in the last two weeks" not in text
    assert text.count(said) == 1 + text.count(f": {said}")
    # Again, by the other one; and two weeks later it is there by itself.
    mira.post(f"{url(cast)}not-this-time/", about)
    assert TalkPoint.objects.get().raiser == cast.mira
    for days, shown in ((13, False), (14, True)):
        with it_is(TUESDAY + timedelta(days=days)):
            assert (button in sign_in(cast.sam).get(url(cast)).text) is shown, days


@pytest.mark.parametrize("about", ["", "/app/", "https://elsewhere.example/", "x" * 500])
def test_what_is_not_prepared_cannot_be_left_out(cast: Cast, sign_in: SignIn, about: str) -> None:
    something_is_prepared(cast)
    sam = sign_in(cast.sam)
    text = sam.post(f"{url(cast)}not-this-time/", {"about": about}, follow=True).text
    assert "It is off the list already." in text
    assert not TalkPoint.objects.exists()


@pytest.mark.parametrize(("which", "said"), [("spoken", "Spoken about."), ("aside", "Put aside.")])
def test_one_tap_takes_it_off_and_another_brings_it_back(
    cast: Cast, sign_in: SignIn, which: str, said: str
) -> None:
    point, mira = raised(cast, cast.sam), sign_in(cast.mira)
    text = mira.post(act(point, which), follow=True).text
    assert said in text
    assert "Over in the last two weeks" in text
    assert act(point, "back") in text
    text = mira.post(act(point, "back"), follow=True).text
    assert "It is on the list again." in text
    assert act(point, which) in text


def test_of_very_many_the_longest_waiting_are_shown_and_the_others_counted(
    cast: Cast, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tandem.rooms.talks.views.SHOWN", 2)
    for number in range(4):
        raised(cast, cast.sam, f"Point {number}.")
    text = sign_in(cast.mira).get(url(cast)).text
    assert text.count('<li id="point-') == 2
    assert "2 more come up once others are off the list." in text
    assert "About 20 minutes" in text


def test_an_act_there_is_not_is_not_found(cast: Cast, sign_in: SignIn) -> None:
    point = raised(cast, cast.sam)
    assert sign_in(cast.sam).post(act(point, "decide")).status_code == 404
    assert sign_in(cast.sam).get(act(point, "spoken")).status_code == 405


def test_who_brought_points_is_told_for_both_from_four_on(cast: Cast, sign_in: SignIn) -> None:
    for by in (cast.sam, cast.sam, cast.sam):
        raised(cast, by)
    mira = sign_in(cast.mira)
    assert "<progress" not in mira.get(url(cast)).text
    raised(cast, cast.sam)
    text = mira.get(url(cast)).text
    assert 'value="4" max="4"' in text
    assert "Sam raised 4." in text
    assert "Mira raised none." in text


def test_once_they_are_partners_no_more_it_is_read_and_nothing_is_added(
    cast: Cast, sign_in: SignIn
) -> None:
    point = raised(cast, cast.sam)
    end(cast.pair)
    mira = sign_in(cast.mira)
    text = mira.get(url(cast)).text
    assert WORDS in text
    assert "<textarea" not in text
    assert act(point, "spoken") not in text
    of_pair = mira.get(cast.pair.get_absolute_url()).text
    assert "What you two raised stays readable." in of_pair
    assert "See the points" not in of_pair
    for where, said in ((url(cast), {"what": WORDS}), (act(point, "spoken"), {})):
        refused = mira.post(where, said)
        assert refused.status_code == 403
        assert "partners no more" in refused.text


def test_what_was_spoken_about_is_off_after_two_weeks(cast: Cast, sign_in: SignIn) -> None:
    long_ago = MONDAY.replace(month=10)
    point = raised(cast, cast.sam, at=long_ago)
    actions.speak_about(point=point, by=cast.sam, at=long_ago)
    assert WORDS not in sign_in(cast.mira).get(url(cast)).text


def test_nobody_else_has_its_words_on_any_page(whole_cast: WholeCast, sign_in: SignIn) -> None:
    raised(whole_cast, whole_cast.sam, at=TUESDAY)
    for who in ("vera", "omar", "helen", "farid", "pia", "eva", "kim"):
        client = sign_in(getattr(whole_cast, who))
        for page in ("/app/", "/app/partners/", url(whole_cast)):
            assert WORDS not in client.get(page).text


def test_markup_and_a_very_long_word_are_words(cast: Cast, sign_in: SignIn) -> None:
    raised(cast, cast.sam, "<b>" + "x" * 200)
    assert "&lt;b&gt;xxx" in sign_in(cast.mira).get(url(cast)).text


def test_the_candid_question_is_one_tap_away_and_asked_by_nobody_before(
    cast: Cast, sign_in: SignIn
) -> None:
    asked = "Where are your goals at odds with mine?"
    sam = sign_in(cast.sam)
    page = sam.get(url(cast)).text
    assert f"“{asked}”" in page
    assert f">{asked}" not in page, "not written into the box unasked"
    page = sam.get(f"{url(cast)}?candour").text
    assert asked in page.split("<textarea")[1].split("</textarea>")[0]
    assert f"“{asked}”" not in page
    assert not TalkPoint.objects.exists()
    assert f"/app/partners/{cast.pair.pk}/goals/" in page
