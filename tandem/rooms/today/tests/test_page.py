"""Today of different people on the same Tuesday."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from conftest import SignIn
from tandem.access.audit import OPERATOR
from tandem.organisation.models import Person
from tandem.partnership.actions import make_pair
from tandem.partnership.commitments import actions
from tandem.partnership.commitments.actions import Said
from tandem.partnership.commitments.models import Commitment, Source
from tandem.partnership.commitments.rules import Act
from tandem.partnership.registers import MOST
from tandem.partnership.reminders.actions import keep
from tandem.partnership.testing import MONDAY, Cast

LONG_AGO = datetime(2026, 11, 9, 8, tzinfo=MONDAY.tzinfo)
LAST_FRIDAY = date(2026, 11, 20)
TODAY, TOMORROW, FRIDAY = date(2026, 11, 24), date(2026, 11, 25), date(2026, 11, 27)


def asks(by: Person, of: Person, what: str, due_on: date = FRIDAY) -> Commitment:
    said = Said(what=what, due_on=due_on)
    return actions.ask(of=of, said=said, by=by, at=LONG_AGO, source=Source.FORM)


def promised(by: Person, to: Person, what: str, due_on: date = FRIDAY) -> Commitment:
    asked = asks(to, by, what, due_on)
    return actions.take(commitment=asked, act=Act.PROMISE, said=Said(), by=by, at=LONG_AGO)


def card(page: str, key: str) -> str:
    start = page.index(f'aria-labelledby="{key}"')
    return page[start : page.index("</section>", start)]


def test_a_full_day_says_what_is_there_and_puts_it_in_its_place(
    cast: Cast, sign_in: SignIn
) -> None:
    asks(cast.ana, cast.mira, "Sit in on the call")
    promised(cast.mira, cast.sam, "Exit themes", TOMORROW)
    promised(cast.mira, cast.sam, "Overtime rule", TODAY)
    promised(cast.mira, cast.ana, "Pay bands", LAST_FRIDAY)
    promised(cast.sam, cast.mira, "Two night shifts")
    page = sign_in(cast.mira).get("/app/").text
    assert "Good morning, Mira." in page
    assert (
        "One thing is waiting for your answer. One promise needs a new date. "
        "One promise is due today. One promise is due tomorrow. The rest can wait."
    ) in page
    assert "Sit in on the call" in card(page, "waiting")
    assert "1 thing to answer" in card(page, "waiting")
    promises = card(page, "promises")
    order = ["Overtime rule", "Exit themes", "Two night shifts", "Needs a new date", "Pay bands"]
    places = [promises.index(what) for what in order]
    assert places == sorted(places)
    for chip in ("Due today", "Due tomorrow", "Promised by Sam", "Slipped past its date"):
        assert chip in promises
    assert "Suggest Mon 30 Nov" in promises
    assert "Showing 4 of 5 open" in promises
    assert "<c-" not in page


def test_what_waits_is_read_before_the_other_promises(cast: Cast, sign_in: SignIn) -> None:
    asks(cast.ana, cast.mira, "Sit in on the call")
    promised(cast.mira, cast.sam, "Exit themes", TOMORROW)
    page = sign_in(cast.mira).get("/app/").text
    order = [page.index(f'aria-labelledby="{key}"') for key in ("waiting", "promises", "partners")]
    assert order == sorted(order)


def test_what_others_promised_is_not_due_for_the_reader(cast: Cast, sign_in: SignIn) -> None:
    promised(cast.sam, cast.mira, "Two night shifts", TOMORROW)
    page = sign_in(cast.mira).get("/app/").text
    assert "Nothing needs you today. Everything is on its way." in page


def test_only_some_are_shown_and_all_are_one_step_away(cast: Cast, sign_in: SignIn) -> None:
    for number in range(8):
        promised(cast.mira, cast.sam, f"Number {number}")
    page = sign_in(cast.mira).get("/app/").text
    assert "Showing 6 of 8 open" in page
    assert 'href="/app/promises/"' in card(page, "promises")


def test_every_promise_stands_on_the_page_once(cast: Cast, sign_in: SignIn) -> None:
    asks(cast.sam, cast.mira, "Waiting")
    promised(cast.mira, cast.sam, "Slipped", LAST_FRIDAY)
    promised(cast.mira, cast.sam, "Running")
    page = sign_in(cast.mira).get("/app/").text
    for promise in Commitment.objects.visible_to(cast.mira):
        assert page.count(f'id="promise-{promise.pk}"') == 1


def test_an_employee_without_a_pair_has_a_calm_page(cast: Cast, sign_in: SignIn) -> None:
    page = sign_in(cast.kim).get("/app/").text
    assert "Good morning, Kim." in page
    assert "Nothing needs you here." in page
    assert "You and one other person" in page
    assert 'name="line"' in page
    assert "Your partners" not in page


def test_on_the_very_first_day_it_says_what_will_stand_there_and_no_card_is_empty(
    cast: Cast, sign_in: SignIn
) -> None:
    """Without a pair and without a promise, of which nothing could be noticed."""
    page = sign_in(cast.kim).get("/app/").text
    assert "No open promises." in page
    assert "When you promise or ask something, it waits here until it is done." in page
    assert "New promise" in page
    assert "noticed" not in page[page.index("<main") : page.index("</main>")].lower()
    sections = re.findall(r"<section[^>]*>(.*?)</section>", page, re.DOTALL)
    assert all(re.search(r"<(p|li|form|dl|dd)\b", each) for each in sections)


def test_a_reminder_stands_on_the_page_of_the_first_day(cast: Cast, sign_in: SignIn) -> None:
    make_pair(
        area=cast.areas.night_shift, leader=cast.ilse, hr_partner=cast.leo, by=OPERATOR, at=MONDAY
    )
    keep(what="Renew the badge", on=TODAY, by=cast.ilse, at=MONDAY)
    page = sign_in(cast.ilse).get("/app/").text
    assert "Welcome, Ilse." in page
    assert "Renew the badge" in card(page, "only-for-you")


def test_a_quiet_day_of_a_pair_shows_the_partner(cast: Cast, sign_in: SignIn) -> None:
    page = sign_in(cast.sam).get("/app/").text
    assert "Nothing needs you here." in page
    assert "Mira Okafor" in card(page, "partners")
    assert cast.pair.get_absolute_url() in card(page, "partners")
    assert "Try: ask Mira for coffee by Friday" in page


def test_the_first_days_of_a_pair_say_who_reads_what_and_count_nothing(
    cast: Cast, sign_in: SignIn
) -> None:
    pair = make_pair(
        area=cast.areas.night_shift, leader=cast.ilse, hr_partner=cast.leo, by=OPERATOR, at=MONDAY
    )
    page = sign_in(cast.ilse).get("/app/").text
    assert "Welcome, Ilse." in page
    assert "still empty" not in page, "the way to set the pair up stands on it"
    assert "Night shift · day 2" in page
    assert "The first 30 days of a pair are never counted." in page
    assert "You and Leo" in page
    assert f'href="/app/promises/new/?with={cast.leo.pk}"' in page
    assert pair.get_absolute_url() in page
    assert '<svg class="chart"' not in page  # never a chart of nothing
    main = re.sub(r'value="[^"]*"', "", page[page.index("<main") : page.index("</main>")].lower())
    assert "noticed" not in main  # of what nobody could have noticed nothing is said
    for later in ("map", "charter", "rhythm", "signal"):  # nothing that does not exist yet
        assert later not in main


def test_the_other_partner_is_welcomed_too_unless_there_is_work(
    cast: Cast, sign_in: SignIn
) -> None:
    make_pair(
        area=cast.areas.night_shift, leader=cast.ilse, hr_partner=cast.leo, by=OPERATOR, at=MONDAY
    )
    assert "Welcome, Leo." in sign_in(cast.leo).get("/app/").text
    promised(cast.leo, cast.kim, "Coffee")
    assert "Good morning, Leo." in sign_in(cast.leo).get("/app/").text


def test_with_the_first_promise_the_page_is_no_longer_new(cast: Cast, sign_in: SignIn) -> None:
    make_pair(
        area=cast.areas.night_shift, leader=cast.ilse, hr_partner=cast.leo, by=OPERATOR, at=MONDAY
    )
    asks(cast.ilse, cast.leo, "Coffee")
    page = sign_in(cast.ilse).get("/app/").text
    assert "Good morning, Ilse." in page
    assert "Coffee" in page


def test_of_very_many_the_nearest_are_shown_and_all_are_counted(
    cast: Cast, sign_in: SignIn
) -> None:
    for number in range(22):
        asks(cast.sam, cast.mira, f"Ask {number}")
        promised(cast.mira, cast.ana, f"Slipped {number}", LAST_FRIDAY - timedelta(days=number % 3))
    for number in range(9):
        promised(cast.ana, cast.mira, f"Later {number}", FRIDAY + timedelta(days=number))
    promised(cast.mira, cast.sam, "Due", TODAY)
    page = sign_in(cast.mira).get("/app/").text
    assert (
        "22 things are waiting for your answer. 22 promises need a new date. "
        "One promise is due today. The rest can wait."
    ) in page
    assert "22 things to answer" in card(page, "waiting")
    assert card(page, "waiting").count("Ask ") == 6
    assert "16 more wait for you" in page
    assert 'href="?all#waiting"' in card(page, "waiting")
    assert "Showing 12 of 54 open" in card(page, "promises")
    assert card(page, "promises").count("Slipped ") == 12  # six, each with its chip
    shown = card(page, "promises")
    assert shown.index("Due") < shown.index("Later 0") < shown.index("Later 4")


def test_all_that_waits_is_a_click_away_also_what_is_no_promise(
    cast: Cast, sign_in: SignIn
) -> None:
    for number in range(8):
        asks(cast.ana, cast.mira, f"Ask {number}")
    client = sign_in(cast.mira)
    assert card(client.get("/app/").text, "waiting").count("Ask ") == 6
    all_of_it = card(client.get("/app/?all").text, "waiting")
    assert all_of_it.count("Ask ") == 8
    assert "more wait for you" not in all_of_it


def test_what_is_counted_and_not_named_stands_in_the_list(cast: Cast, sign_in: SignIn) -> None:
    for number in range(MOST + 3):
        asks(cast.ana, cast.mira, f"Ask {number}")
    all_of_it = card(sign_in(cast.mira).get("/app/?all").text, "waiting")
    assert all_of_it.count("Ask ") == MOST
    assert f'{reverse("commitments:part", args=["waiting"])}">3 more wait for you' in all_of_it


def test_today_costs_the_same_for_one_promise_and_for_many(cast: Cast, sign_in: SignIn) -> None:
    counts = []
    for number in (1, 7):
        for each in range(number):
            asks(cast.sam, cast.mira, f"Ask {each}")
            promised(cast.mira, cast.ana, f"Promise {each}", LAST_FRIDAY)
            promised(cast.ana, cast.mira, f"Promise to me {each}")
        client = sign_in(cast.mira)
        with CaptureQueriesContext(connection) as asked:
            assert client.get("/app/").status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 15
