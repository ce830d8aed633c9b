"""The card where the two see it, its page, and each answer, with and without script."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils.timezone import override

from conftest import ItIs, SignIn
from tandem.access.audit import OPERATOR, record
from tandem.organisation import calendars
from tandem.partnership.actions import make_pair
from tandem.partnership.commitments.actions import Said, ask, offer, take
from tandem.partnership.commitments.models import Commitment, Source
from tandem.partnership.commitments.rules import Act as Does
from tandem.partnership.models import Pair
from tandem.partnership.signals import actions
from tandem.partnership.signals.models import Signal, SignalMove
from tandem.partnership.signals.reasons import Reason
from tandem.partnership.signals.standing import Act, State
from tandem.partnership.testing import MONDAY, TUESDAY, Cast, leave
from tandem.rooms.signals.tests.stories import broken

HTMX = {"HX-Request": "true"}
QUESTION = "We noticed that 3 of 12 promises passed their date without a word in the last 90 days."
NEXT_WEEK = date(2026, 12, 1)
BUTTONS = ("Yes, let us clear the list", "Not true because …", "Later")


@pytest.fixture
def signal(cast: Cast) -> Signal:
    return broken(cast.pair)


def url(signal: Signal, act: str = "") -> str:
    return f"/app/signals/{signal.pk}/" + (f"{act}/" if act else "")


def now(signal: Signal) -> Signal:
    signal.refresh_from_db()
    return signal


def said(signal: Signal) -> list[str]:
    moves = SignalMove.objects.of(signal).exclude(by=None).order_by("number")
    return [move.act for move in moves]


@pytest.mark.parametrize("where", ["today", "pair", "list"])
@pytest.mark.parametrize("who", ["sam", "mira"])
def test_both_partners_see_the_same_card(
    who: str, where: str, cast: Cast, signal: Signal, sign_in: SignIn
) -> None:
    places = {"today": "/app/", "pair": cast.pair.get_absolute_url(), "list": "/app/signals/"}
    page = sign_in(getattr(cast, who)).get(places[where]).text
    for words in (QUESTION, "Is this so?", "12 promises between you that count", *BUTTONS):
        assert words in page
    partner = {"sam": "Mira", "mira": "Sam"}[who]
    assert f"With {partner}. 12 promises" in page
    assert "Why you see this" in page
    assert "more than 15 percent passed that day" in page
    assert "nobody else" in page


@pytest.mark.parametrize("who", ["vera", "eva", "helen", "farid", "ana"])
def test_nobody_else_has_it_on_any_page(
    who: str, cast: Cast, signal: Signal, sign_in: SignIn
) -> None:
    client = sign_in(getattr(cast, who))
    for place in ("/app/", "/app/signals/"):
        assert "passed their date" not in client.get(place).text


def test_today_shows_three_of_all_pairs_and_how_many_more(cast: Cast, sign_in: SignIn) -> None:
    led = ((cast.areas.supply, cast.vera), (cast.areas.night_shift, cast.ilse))
    for area, leader in led:
        make_pair(area=area, leader=leader, hr_partner=cast.mira, by=OPERATOR, at=MONDAY)
    pairs = Pair.objects.filter(hr_partner=cast.mira)
    assert len(pairs) == 4
    said = Said(what="The rota of January", due_on=NEXT_WEEK)
    offer(to=cast.sam, said=said, by=cast.mira, at=MONDAY, source=Source.FORM)
    mira = sign_in(cast.mira)
    for number, pair in enumerate(pairs, start=1):
        broken(pair)
        page = mira.get("/app/").text
        assert page.count('class="signal"') == min(number, 3)
        assert ("1 more" in page) is (number == 4)
        assert ("all of them" in page) is (number < 4)
    assert mira.get("/app/signals/").text.count('class="signal"') == 4


def test_an_empty_list_is_a_good_one(cast: Cast, sign_in: SignIn) -> None:
    page = sign_in(cast.mira).get("/app/signals/").text
    assert "Nothing needs you here." in page
    assert "loop" not in page


def test_an_empty_page_says_what_oneself_closed_last_month_and_nobody_elses(
    cast: Cast, sign_in: SignIn
) -> None:
    """By the day it ended: the last of October counts, the first of November does not."""
    for month, day in ((9, 30), (10, 1), (10, 31), (11, 1)):
        at = MONDAY.replace(month=month, day=day)
        asked = Said(what="The rota", due_on=at.date() + timedelta(days=3))
        one = ask(of=cast.mira, said=asked, by=cast.sam, at=at, source=Source.FORM)
        for act, by in (("promise", cast.mira), ("report_done", cast.mira), ("thank", cast.sam)):
            one = take(commitment=one, act=Does(act), said=Said(), by=by, at=at)
    for who in (cast.mira, cast.sam):
        for place in ("/app/", "/app/signals/"):
            page = sign_in(who).get(place).text
            assert "Nothing needs you here." in page
            assert "Last month you closed 2 loops." in page
    for who in (cast.vera, cast.helen, cast.farid):
        assert "loop" not in sign_in(who).get("/app/").text


def test_the_card_says_itself_that_somebody_sees_it_and_only_once(
    cast: Cast, signal: Signal, sign_in: SignIn
) -> None:
    client = sign_in(cast.mira)
    assert f'hx-post="{url(signal, "see")}"' in client.get("/app/").text
    assert client.post(url(signal, "see")).status_code == 204
    assert client.post(url(signal, "see")).status_code == 204
    assert (now(signal).state, said(signal)) == (State.SEEN, [Act.SEE])
    for person in (cast.mira, cast.sam):
        assert "/see/" not in sign_in(person).get("/app/").text
    assert client.get(url(signal, "see")).status_code == 404


def test_looking_at_pages_writes_nothing(cast: Cast, signal: Signal, sign_in: SignIn) -> None:
    client = sign_in(cast.sam)
    for place in ("/app/", cast.pair.get_absolute_url(), url(signal), url(signal, "dismiss")):
        assert client.get(place).status_code == 200
    assert now(signal).state == State.FIRED


# ---- yes


def test_yes_offers_a_promise_for_the_next_talk(
    cast: Cast, signal: Signal, sign_in: SignIn
) -> None:
    client = sign_in(cast.mira)
    form = client.get(url(signal, "start")).text
    assert "Bring the list of what slipped to our next talk" in form
    assert 'value="2026-12-08"' in form  # in two weeks, as the company means to talk
    data = {"what": "Bring the list", "due_on": "2026-12-08"}
    answer = client.post(url(signal, "start"), data, follow=True)
    promise = Commitment.objects.get()
    assert answer.redirect_chain == [(promise.get_absolute_url(), 302)]
    assert "Offered. With Sam’s thanks it is a promise." in answer.text
    assert (promise.performer, promise.customer) == (cast.mira, cast.sam)
    partner = sign_in(cast.sam).get("/app/").text
    assert "Mira began with it." in partner
    assert promise.get_absolute_url() in partner


def test_looking_at_the_list_is_seeing_it_and_not_yet_acting(
    cast: Cast, signal: Signal, sign_in: SignIn
) -> None:
    """To be acting takes a promise it hangs on; until then both are asked still."""
    mira = sign_in(cast.mira)
    answer = mira.post(url(signal, "start"), {"list": "1"})
    assert (answer.status_code, answer.url) == (302, list_of(cast))  # type: ignore[attr-defined]  # a redirect
    assert (now(signal).state, Commitment.objects.count()) == (State.SEEN, 0)
    assert said(signal) == [Act.SEE]
    for client in (mira, sign_in(cast.sam)):
        assert BUTTONS[0] in client.get("/app/").text


def list_of(cast: Cast) -> str:
    return f"/app/promises/without-a-word/{cast.pair.pk}/"


def test_of_what_is_over_no_list_is_opened(cast: Cast, signal: Signal, sign_in: SignIn) -> None:
    cast.pair.end_on = TUESDAY.date()
    record("pair.ended", cast.pair, by=OPERATOR, at=TUESDAY)
    answer = sign_in(cast.mira).post(url(signal, "start"), {"list": "1"})
    assert answer.status_code == 422
    assert "This is over already." in answer.text


@pytest.mark.parametrize(
    ("data", "told"),
    [
        ({"what": " ", "due_on": "2026-12-08"}, "Say what it is about."),
        ({"what": "Bring it", "due_on": ""}, "Pick a day."),
        ({"what": "Bring it", "due_on": "8.12."}, "Write the day as year-month-day"),
        ({"what": "Bring it", "due_on": "2026-11-20"}, "Pick today or a later day."),
        ({"what": "x" * 281, "due_on": "2026-12-08"}, "at most 280 characters"),
    ],
)
def test_a_promise_that_lacks_something_says_what(
    data: dict[str, str], told: str, cast: Cast, signal: Signal, sign_in: SignIn
) -> None:
    answer = sign_in(cast.mira).post(url(signal, "start"), data)
    assert answer.status_code == 422
    assert told in answer.text
    assert now(signal).state == State.FIRED


# ---- not true


def test_not_true_asks_why_and_both_see_who_said_so(
    cast: Cast, signal: Signal, sign_in: SignIn
) -> None:
    client = sign_in(cast.sam)
    refused = client.post(url(signal, "dismiss"), {"reason": ""})
    assert refused.status_code == 422
    assert "Pick a reason." in refused.text
    data = {"reason": "done_already", "words": "All handed over at the fair."}
    page = client.post(url(signal, "dismiss"), data, follow=True).text
    assert "Thank you. It is not asked again unless much changes." in page
    other = sign_in(cast.mira).get(url(signal)).text
    assert "Sam said it is not true: It is done, only nobody said so here." in other
    assert "All handed over at the fair." in other
    assert "passed their date" not in sign_in(cast.mira).get("/app/").text
    assert "Over in the last 90 days" in sign_in(cast.mira).get("/app/signals/").text


@pytest.mark.parametrize("act", ["dismiss", "put_off"])
def test_something_else_needs_a_word(act: str, cast: Cast, signal: Signal, sign_in: SignIn) -> None:
    data = {"reason": "something_else", "words": " ", "when": "1"}
    answer = sign_in(cast.sam).post(url(signal, act), data)
    assert answer.status_code == 422
    assert "Say it in one line." in answer.text


def test_a_reason_of_another_list_is_refused(cast: Cast, signal: Signal, sign_in: SignIn) -> None:
    client = sign_in(cast.sam)
    assert client.post(url(signal, "dismiss"), {"reason": "next_talk"}).status_code == 422
    assert now(signal).state == State.FIRED


def test_ten_thousand_words_are_refused_and_given_back(
    cast: Cast, signal: Signal, sign_in: SignIn
) -> None:
    words = "much " * 10_000
    answer = sign_in(cast.sam).post(url(signal, "dismiss"), {"reason": "not_so", "words": words})
    assert answer.status_code == 422
    assert words.strip() in answer.text


# ---- later


@pytest.mark.parametrize(
    ("data", "until"),
    [
        ({"when": "1"}, NEXT_WEEK),
        ({"when": "2"}, date(2026, 12, 8)),
        ({"when": "day", "until": "2026-12-24"}, date(2026, 12, 24)),
        ({"when": "day", "until": "2027-02-22"}, date(2027, 2, 22)),  # its window from today
    ],
)
def test_later_is_a_week_two_weeks_or_a_day(
    data: dict[str, str], until: date, cast: Cast, signal: Signal, sign_in: SignIn
) -> None:
    client = sign_in(cast.mira)
    page = client.post(url(signal, "put_off"), data | {"reason": "next_talk"}, follow=True).text
    assert "Put off until" in page
    assert now(signal).put_off_until == until
    for person in (cast.mira, cast.sam):
        assert "passed their date" not in sign_in(person).get("/app/").text
        assert "Put off, or better by now" in sign_in(person).get("/app/signals/").text


@pytest.mark.parametrize(
    ("data", "told"),
    [
        ({"when": "day", "until": ""}, "Pick a day."),
        ({"when": "day", "until": "2026-11-24"}, "Pick a day after today."),
        ({"when": "day", "until": "2027-02-23"}, "Pick a day up to Mon 22 Feb."),
        ({"when": "day", "until": "soon"}, "Write the day as year-month-day"),
        ({"when": ""}, "This field is required."),
        ({"when": "1", "reason": ""}, "Pick a reason."),
    ],
)
def test_a_later_that_lacks_something_says_what(
    data: dict[str, str], told: str, cast: Cast, signal: Signal, sign_in: SignIn
) -> None:
    answer = sign_in(cast.mira).post(url(signal, "put_off"), {"reason": "next_talk"} | data)
    assert answer.status_code == 422
    assert told in answer.text


def test_in_a_week_is_a_working_day_of_who_puts_it_off(
    cast: Cast, signal: Signal, sign_in: SignIn
) -> None:
    for day in (NEXT_WEEK, NEXT_WEEK + timedelta(days=1)):
        calendars.add_day(site="", day=day, works=False, name="Fair", by=OPERATOR, at=MONDAY)
    client = sign_in(cast.mira)
    assert "In 1 week, Thu 3 Dec" in client.get(url(signal, "put_off")).text
    client.post(url(signal, "put_off"), {"when": "1", "reason": "next_talk"})
    assert now(signal).put_off_until == date(2026, 12, 3)


@pytest.fixture
def in_amsterdam() -> Iterator[None]:
    with override(ZoneInfo("Europe/Amsterdam")):
        yield


@pytest.mark.usefixtures("in_amsterdam")
@pytest.mark.parametrize(
    ("put_off_at", "until"),
    [
        ("2026-03-27T23:30:00+01:00", date(2026, 4, 3)),  # spring forward within the week
        ("2026-10-23T23:30:00+02:00", date(2026, 10, 30)),  # an hour more in it
        ("2028-02-25T09:00:00+01:00", date(2028, 3, 3)),  # with a leap day
    ],
)
def test_days_are_counted_whole_whatever_the_clock_does(
    put_off_at: str, until: date, cast: Cast, sign_in: SignIn, it_is: ItIs
) -> None:
    at = datetime.fromisoformat(put_off_at)
    with it_is(at):
        signal = broken(cast.pair, at=at)
        client = sign_in(cast.mira)
        client.post(url(signal, "put_off"), {"when": "1", "reason": "next_talk"})
        assert now(signal).put_off_until == until
        assert "passed their date" not in client.get("/app/").text
    midnight = datetime.combine(until, time.min, tzinfo=ZoneInfo("Europe/Amsterdam"))
    with it_is(midnight - timedelta(seconds=1)):
        assert "passed their date" not in sign_in(cast.mira).get("/app/").text
    with it_is(midnight):
        assert "passed their date" in sign_in(cast.sam).get("/app/").text


# ---- both, and what is over


def test_who_comes_second_is_told_and_keeps_their_words(
    cast: Cast, signal: Signal, sign_in: SignIn
) -> None:
    actions.dismiss(signal=signal, reason=Reason.NOT_SO, by=cast.sam, at=TUESDAY)
    data = {"reason": "is_over", "words": "It was the week of the fair."}
    answer = sign_in(cast.mira).post(url(signal, "dismiss"), data)
    assert answer.status_code == 422
    assert "This is over already." in answer.text
    assert "It was the week of the fair." in answer.text
    assert said(signal) == [Act.DISMISS]


def test_a_second_yes_is_told_of_the_first(cast: Cast, signal: Signal, sign_in: SignIn) -> None:
    data = {"what": "Bring the list", "due_on": "2026-12-08"}
    sign_in(cast.sam).post(url(signal, "start"), data)
    answer = sign_in(cast.mira).post(url(signal, "start"), data)
    assert answer.status_code == 422
    assert "Your partner has just begun with it." in answer.text
    assert Commitment.objects.count() == 1


def test_of_a_pair_that_ended_nothing_is_asked(cast: Cast, signal: Signal, sign_in: SignIn) -> None:
    cast.pair.end_on = TUESDAY.date()
    record("pair.ended", cast.pair, by=OPERATOR, at=TUESDAY)
    client = sign_in(cast.mira)
    assert "passed their date" not in client.get("/app/").text
    assert client.post(url(signal, "dismiss"), {"reason": "not_so"}).status_code == 422


@pytest.mark.parametrize("act", ["fire", "resolve", "expire", "nonsense"])
def test_what_nobody_can_say_is_not_there(
    act: str, cast: Cast, signal: Signal, sign_in: SignIn
) -> None:
    assert sign_in(cast.mira).post(url(signal, act)).status_code == 404


# ---- with script the card alone comes back


@pytest.fixture
def mira(cast: Cast, sign_in: SignIn) -> Client:
    return sign_in(cast.mira)


def test_the_form_opens_in_the_card_and_closes_again(mira: Client, signal: Signal) -> None:
    opened = mira.get(url(signal, "put_off"), headers=HTMX).text.strip()
    assert opened.startswith("<article")
    assert "When again?" in opened
    assert "autofocus" in opened
    closed = mira.get(url(signal), headers=HTMX).text
    assert "When again?" not in closed
    assert f'id="signal-{signal.pk}"' in closed


def test_the_answer_takes_the_place_of_the_card(mira: Client, signal: Signal) -> None:
    data = {"reason": "not_so", "words": "The fair."}
    card = mira.post(url(signal, "dismiss"), data, headers=HTMX).text
    assert card.strip().startswith("<article")
    assert "You said it is not true: The numbers miss something." in card
    assert 'role="status"' in card
    assert "Not true because …" not in card


def test_a_faulty_answer_keeps_the_form_open(mira: Client, signal: Signal) -> None:
    answer = mira.post(url(signal, "dismiss"), {"reason": ""}, headers=HTMX)
    assert answer.status_code == 422
    assert "Pick a reason." in answer.text


def test_what_is_over_meanwhile_is_said_in_the_card(
    cast: Cast, mira: Client, signal: Signal
) -> None:
    actions.dismiss(signal=signal, reason=Reason.NOT_SO, by=cast.sam, at=TUESDAY)
    answer = mira.get(url(signal, "put_off"), headers=HTMX)
    assert answer.status_code == 422
    assert "This is over already." in answer.text


BETWEEN = "/app/signals/between/"


def test_what_was_noticed_is_found_from_the_pair_page_once_nothing_asks(
    cast: Cast, signal: Signal, sign_in: SignIn
) -> None:
    sam, mira = sign_in(cast.sam), sign_in(cast.mira)
    link = f"{BETWEEN}{cast.pair.pk}/"
    assert link in mira.get(cast.pair.get_absolute_url()).text, "beside the card while it asks"
    sam.post(url(signal, "dismiss"), {"reason": "not_so", "words": "They were done by phone"})
    page = mira.get(cast.pair.get_absolute_url()).text
    assert QUESTION not in page
    assert "What was noticed so far, and what came of it" in page
    shown = mira.get(link).text
    assert QUESTION in shown
    assert "Sam said it is not true" in shown
    assert f'href="{url(signal)}"' in shown
    assert "They were done by phone" not in shown, "its words stand on its own page"
    assert "They were done by phone" in mira.get(url(signal)).text
    assert "Only you and Sam can read this" in shown


def test_put_off_it_says_until_when_and_open_that_it_still_asks(
    cast: Cast, signal: Signal, sign_in: SignIn
) -> None:
    sam, link = sign_in(cast.sam), f"{BETWEEN}{cast.pair.pk}/"
    assert "It still asks you both." in sam.get(link).text
    sam.post(url(signal, "put_off"), {"when": "1", "reason": "next_talk"})
    assert "You put it off until" in sam.get(link).text


def test_where_nothing_was_noticed_it_says_that(cast: Cast, sign_in: SignIn) -> None:
    shown = sign_in(cast.sam).get(f"{BETWEEN}{cast.pair.pk}/").text
    assert "Nothing was noticed between you so far." in shown


def test_many_of_them_are_turned_page_by_page(cast: Cast, sign_in: SignIn) -> None:
    for number in range(22):
        fired = broken(cast.pair, at=MONDAY - timedelta(days=100 - number))
        actions.dismiss(signal=fired, reason=Reason.NOT_SO, words="", by=cast.sam, at=MONDAY)
    sam, link = sign_in(cast.sam), f"{BETWEEN}{cast.pair.pk}/"
    assert sam.get(link).text.count("Is this so?") == 20
    assert sam.get(f"{link}?page=2").text.count("Is this so?") == 2
    assert sam.get(f"{link}?page=nonsense").text.count("Is this so?") == 20


def test_once_one_of_the_two_has_left_nobody_is_asked(
    cast: Cast, signal: Signal, sign_in: SignIn
) -> None:
    leave(cast.mira)
    sam = sign_in(cast.sam)
    for where in ("/app/", cast.pair.get_absolute_url()):
        assert QUESTION not in sam.get(where).text
    shown = sam.get(f"{BETWEEN}{cast.pair.pk}/").text
    assert "It asks nobody any more." in shown
    assert "Only you can read this; Mira has left" in shown
    card = sam.get(url(signal)).text
    assert "Mira has left, so you alone see this card." in card
    assert not [each for each in BUTTONS if each in card]
