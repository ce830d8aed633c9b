"""A note to oneself: typed in the line, up on its day, moved, over, or a promise after all."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

import pytest

from conftest import SignIn
from tandem.partnership.commitments.models import Commitment
from tandem.partnership.reminders import actions
from tandem.partnership.reminders.models import Reminder
from tandem.partnership.testing import TUESDAY, Cast

QUICK, READING, PROMISES = "/app/quick/", "/app/quick/reading/", "/app/promises/"
TODAY, FRIDAY = date(2026, 11, 24), date(2026, 11, 27)
CARD = "Buy a thank-you card"


def noted(cast: Cast, on: date | None = TODAY, what: str = CARD) -> Reminder:
    return actions.keep(what=what, on=on, by=cast.mira, at=TUESDAY)


def typed(cast: Cast, sign_in: SignIn, line: str) -> Reminder:
    """Read, shown, and sent with one tap."""
    client = sign_in(cast.mira)
    reading = client.post(READING, {"line": line}, headers={"HX-Request": "true"}).text
    assert "Only for you:" in reading
    seen = re.search(r'name="seen" value="([^"]*)"', reading)
    assert seen
    answer = client.post(QUICK, {"line": line, "seen": seen.group(1)})
    assert answer.status_code == 302
    assert "Kept for you alone." in client.get("/app/").text
    return Reminder.objects.get()


@pytest.mark.parametrize(
    ("line", "what", "on"),
    [
        ("remind me to buy a thank-you card on Friday", "buy a thank-you card", FRIDAY),
        ("Erinnere mich am Freitag an die Dankeskarte", "die Dankeskarte", FRIDAY),
        ("nicht vergessen: Dankeskarte kaufen", "Dankeskarte kaufen", None),
        ("update the org chart by Friday", "update the org chart", FRIDAY),
        ("den Pass verlängern", "den Pass verlängern", None),
        ("call Sam about his pay on Friday, just for me", "call Sam about his pay", FRIDAY),
    ],
)
def test_one_line_is_enough(
    line: str, what: str, on: date | None, cast: Cast, sign_in: SignIn
) -> None:
    kept = typed(cast, sign_in, line)
    assert (kept.what, kept.remind_on, kept.person) == (what, on, cast.mira)
    assert not Commitment.objects.exists()


def test_without_script_the_page_says_too_that_it_is_only_for_oneself(
    cast: Cast, sign_in: SignIn
) -> None:
    page = sign_in(cast.mira).post(QUICK, {"line": "update the org chart by Friday"}).text
    assert re.search(r'name="direction" value="oneself"[^>]* checked', page)
    assert 'value="update the org chart"' in page
    assert not Reminder.objects.exists()


def test_two_days_are_asked_about_and_two_taps_keep_it_once(cast: Cast, sign_in: SignIn) -> None:
    client = sign_in(cast.mira)
    line = "remind me to buy a card next Friday"
    page = client.post(QUICK, {"line": line})
    assert 'type="radio" name="due_on" value="2026-12-04"' in page.text
    assert not Reminder.objects.exists()
    chosen = {"line": line, "confirmed": "1", "direction": "oneself", "who": "", "what": CARD}
    for _ in range(2):
        client.post(QUICK, {**chosen, "due_on": "2026-12-04"})
    assert [one.remind_on for one in Reminder.objects.all()] == [date(2026, 12, 4)]


def test_a_line_that_says_something_else_can_still_be_kept_for_oneself(
    cast: Cast, sign_in: SignIn
) -> None:
    client = sign_in(cast.mira)
    page = client.post(QUICK, {"line": "the org chart by Friday"})
    assert "Nobody: a reminder, only for me" in page.text
    data = {"line": "x", "confirmed": "1", "direction": "oneself", "what": "update the org chart"}
    assert client.post(QUICK, {**data, "due_on": ""}).status_code == 302
    assert Reminder.objects.get().what == "update the org chart"


def test_a_day_that_is_over_is_refused_and_nothing_typed_is_lost(
    cast: Cast, sign_in: SignIn
) -> None:
    client = sign_in(cast.mira)
    data = {"line": CARD, "confirmed": "1", "direction": "oneself", "what": CARD}
    page = client.post(QUICK, {**data, "due_on": "2026-11-20"})
    assert page.status_code == 422
    for there in ("Pick today or a later day.", CARD, "2026-11-20"):
        assert there in page.text
    changed = client.post(
        noted(cast).get_absolute_url(), {"what": "Send a card", "on": "2026-11-20"}
    )
    assert changed.status_code == 422
    assert "Send a card" in changed.text


def test_it_is_on_today_from_its_day_on_and_always_with_ones_promises(
    cast: Cast, sign_in: SignIn
) -> None:
    noted(cast, TODAY - timedelta(days=1), "since yesterday")
    noted(cast, TODAY, "from today")
    noted(cast, FRIDAY, "on Friday")
    noted(cast, None, "some time")
    client = sign_in(cast.mira)
    today, promises = client.get("/app/").text, client.get(PROMISES).text
    for what, is_up in (
        ("since yesterday", True), ("from today", True), ("on Friday", False), ("some time", False)
    ):  # fmt: skip
        assert (what in today) == is_up
        assert what in promises
    assert "Only for you" in today
    assert "Only for you" in promises


def test_nothing_counts_it_and_nobody_else_sees_it(cast: Cast, sign_in: SignIn) -> None:
    before = sign_in(cast.mira).get("/app/").text.count("Nothing needs you")
    kept = noted(cast)
    assert sign_in(cast.mira).get("/app/").text.count("Nothing needs you") == before
    assert "Nothing is waiting for your word." in sign_in(cast.mira).get(PROMISES).text
    for other in (cast.sam, cast.ana, cast.farid, cast.helen, cast.pia):
        client = sign_in(other)
        for address in ("/app/", PROMISES, kept.get_absolute_url()):
            assert CARD not in client.get(address).text
        assert client.get(kept.get_absolute_url()).status_code == 404
        assert client.get("/app/promises/new/", {"reminder": str(kept.pk)}).status_code == 404


def test_another_day_moves_it_and_done_with_it_takes_it_away(cast: Cast, sign_in: SignIn) -> None:
    kept, client = noted(cast), sign_in(cast.mira)
    address = kept.get_absolute_url()
    assert client.post(address, {"what": CARD, "on": "2026-11-27"}).status_code == 302
    assert CARD not in client.get("/app/").text.replace("Kept for you alone", "")
    for _ in range(2):
        assert client.post(f"{address}over/").status_code == 302
    assert "Done with it. Nobody else knew of it." in client.get("/app/").text
    assert CARD not in client.get(PROMISES).text
    assert Reminder.objects.get().over_on == TODAY
    assert "You are done with it." in client.get(address).text
    client.post(address, {"what": "back again", "on": ""})
    assert Reminder.objects.get().what == CARD


def test_a_day_that_has_come_may_stay_when_the_words_change(cast: Cast, sign_in: SignIn) -> None:
    kept = noted(cast, TODAY - timedelta(days=3))
    data = {"what": "Buy two cards", "on": "2026-11-21"}
    assert sign_in(cast.mira).post(kept.get_absolute_url(), data).status_code == 302
    assert Reminder.objects.get().what == "Buy two cards"


def test_it_can_become_a_promise_to_somebody_and_is_over_then(cast: Cast, sign_in: SignIn) -> None:
    kept, client = noted(cast, FRIDAY), sign_in(cast.mira)
    address = f"/app/promises/new/?reminder={kept.pk}"
    assert address in client.get(kept.get_absolute_url()).text
    page = client.get(address).text
    assert f'value="{CARD}"' in page
    assert 'value="2026-11-27"' in page
    terms = {"direction": "performer", "what": CARD, "due_on": "2026-11-27"}
    refused = client.post(address, {**terms, "who": "nobody of that name"})
    assert refused.status_code == 422
    assert Reminder.objects.get().over_on is None
    assert client.post(address, {**terms, "who": str(cast.sam.pk)}).status_code == 302
    promise = Commitment.objects.get()
    assert (promise.customer, promise.source) == (cast.sam, "reminder")
    assert Reminder.objects.get().over_on == TODAY
    assert client.get(address).status_code == 404


def test_it_needs_no_script_to_be_kept_changed_and_over(cast: Cast, sign_in: SignIn) -> None:
    page = sign_in(cast.mira).get(noted(cast).get_absolute_url()).text
    assert '<form class="form" method="post" novalidate>' in page
    assert f'formaction="/app/reminders/{Reminder.objects.get().pk}/over/"' in page


def test_each_act_leaves_one_event_without_its_words(cast: Cast) -> None:
    from tandem.access.models import Event

    kept = noted(cast)
    at = datetime.combine(FRIDAY, TUESDAY.timetz())
    actions.change(reminder=kept, what="Something else", on=None, by=cast.mira, at=at)
    actions.finish(reminder=kept, by=cast.mira, at=at)
    actions.finish(reminder=kept, by=cast.mira, at=at)
    told = [event.what for event in Event.objects.filter(about=kept.pk).order_by("id")]
    assert told == ["reminder.kept", "reminder.changed", "reminder.over"]


def test_nobody_else_can_change_or_end_it(cast: Cast) -> None:
    kept = noted(cast)
    with pytest.raises(Reminder.DoesNotExist):
        actions.finish(reminder=kept, by=cast.sam, at=TUESDAY)
    with pytest.raises(Reminder.DoesNotExist):
        actions.change(reminder=kept, what="x", on=None, by=cast.sam, at=TUESDAY)


def test_after_the_clock_was_set_back_one_is_done_with_it_all_the_same(cast: Cast) -> None:
    over = actions.finish(reminder=noted(cast), by=cast.mira, at=TUESDAY - timedelta(days=1))
    assert over.over_on == over.made_on == TODAY


def test_ten_thousand_words_to_oneself_are_refused_and_given_back(
    cast: Cast, sign_in: SignIn
) -> None:
    note, words = noted(cast), "much " * 10_000
    page = sign_in(cast.mira).post(note.get_absolute_url(), {"what": words, "remind_on": ""})
    assert page.status_code == 422
    assert "at most 280 characters" in page.text
    assert words.strip() in page.text
    note.refresh_from_db()
    assert note.what == CARD
