"""All partnerships for whoever answers for them: A to Z, dates and counts, no word."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from conftest import ItIs, SignIn
from tandem.access.audit import OPERATOR
from tandem.organisation import actions as organisation
from tandem.organisation import duties, standing_in
from tandem.organisation.models import Assignment, Duty
from tandem.organisation.seats import Vacancy
from tandem.partnership.commitments import actions as promising
from tandem.partnership.commitments.actions import Said
from tandem.partnership.commitments.models import Source
from tandem.partnership.commitments.rules import Act
from tandem.partnership.load.actions import say, take_stock
from tandem.partnership.models import Load, Pair
from tandem.partnership.outcomes.tests.stories import NAME, co_owned
from tandem.partnership.testing import MONDAY, TUESDAY, Cast, area, hire, leave, pair_up

PAGE, CARRYING = "/app/partners/portfolio/", "/app/partners/carrying/"


def five_more(cast: Cast) -> list[Pair]:
    """With those of the cast there are eight."""
    found = []
    for name in ("Yard", "Bakery", "Mill", "Depot", "Cold store"):
        where = area(name, cast.areas.supply)
        found.append(pair_up(where, hire(name.split()[0], "Lead", where), cast.leo))
    return found


def test_the_head_of_hr_reads_every_pair_from_a_to_z(cast: Cast, sign_in: SignIn) -> None:
    text = sign_in(cast.helen).get(PAGE).text
    assert "3 partnerships" in text
    places = [text.index(name) for name in ("Customer Service", "Finance", "Operations")]
    assert places == sorted(places)
    for name in ("Ana Duarte", "Priya Raman", "Sam Lindqvist", "Mira Okafor", "Leo Hartmann"):
        assert name in text
    assert cast.pair.get_absolute_url() not in text  # nothing leads to a pair


def test_no_word_of_a_pair_is_there(cast: Cast, sign_in: SignIn) -> None:
    co_owned(cast.pair)
    text = sign_in(cast.helen).get(PAGE).text
    assert NAME not in text
    assert '<td class="num">1</td>' in text  # that there is one


def test_below_eight_pairs_nothing_is_added_up(cast: Cast, sign_in: SignIn) -> None:
    helen = sign_in(cast.helen)
    assert "Too few pairs to count without pointing at someone." in helen.get(PAGE).text
    five_more(cast)
    text = helen.get(PAGE).text
    assert "8 partnerships" in text
    assert "Partnerships that are" in text
    assert "With an outcome both own" in text


def test_who_has_left_is_told_and_where_it_is_mended(cast: Cast, sign_in: SignIn) -> None:
    leave(cast.sam)
    text = sign_in(cast.helen).get(PAGE).text
    assert "In 1 of them one of the two has left." in text
    assert "One of the two has left" in text


def nobody_leads_the_night_shift(cast: Cast) -> None:
    held = Assignment.objects.at(cast.areas.night_shift).held().get(duty=Duty.LEADS)
    duties.end_duty(assignment=held, end_on=TUESDAY.date(), by=OPERATOR, at=TUESDAY)


@pytest.mark.parametrize(("days", "shown"), [(7, False), (8, True)])
def test_what_has_had_nobody_for_more_than_five_working_days_needs_an_owner(
    cast: Cast, sign_in: SignIn, it_is: ItIs, days: int, *, shown: bool
) -> None:
    nobody_leads_the_night_shift(cast)
    with it_is(TUESDAY + timedelta(days=days)):
        text = sign_in(cast.helen).get(PAGE).text
    assert ("What needs an owner" in text) is shown
    assert ("Night shift</th>" in text) is shown
    assert ('datetime="2026-11-24"' in text) is shown
    assert "Ilse" not in text  # places, and nobody


def test_a_caretaker_is_somebody_and_a_lead_hr_partner_is_shown_no_places(
    cast: Cast, sign_in: SignIn, it_is: ItIs
) -> None:
    organisation.set_hr_partner(
        area=cast.areas.varnholm, person=cast.leo, by=OPERATOR, at=MONDAY, why="Leads the team"
    )
    nobody_leads_the_night_shift(cast)
    later = TUESDAY + timedelta(days=8)
    with it_is(later):
        assert "What needs an owner" in sign_in(cast.helen).get(PAGE).text
        assert "What needs an owner" not in sign_in(cast.leo).get(PAGE).text
        standing_in.appoint_caretaker(
            area=cast.areas.night_shift, duty=Duty.LEADS, person=cast.vera, reason="Until then",
            by=OPERATOR, at=later,
        )  # fmt: skip
        assert "What needs an owner" not in sign_in(cast.helen).get(PAGE).text


def test_of_very_many_places_twenty_are_named_and_the_others_counted(
    cast: Cast, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = Vacancy(cast.areas.night_shift, Duty.LEADS, MONDAY.date() - timedelta(days=30))
    monkeypatch.setattr("tandem.rooms.pairs.portfolio.vacancies", lambda _day: [place] * 23)
    text = sign_in(cast.helen).get(PAGE).text
    assert text.count("Night shift</th>") == 20
    assert "And 3 more." in text


def test_a_lead_hr_partner_reads_those_below_and_no_numbers_of_colleagues(
    cast: Cast, sign_in: SignIn, it_is: ItIs
) -> None:
    organisation.set_hr_partner(
        area=cast.areas.varnholm, person=cast.leo, by=OPERATOR, at=MONDAY, why="Leads the team"
    )
    take_stock(at=MONDAY)
    with it_is(MONDAY + timedelta(days=8)):
        text = sign_in(cast.leo).get(PAGE).text
    assert "2 partnerships" in text  # his own is his own page
    assert "Operations" in text
    assert "Finance" not in text
    assert "What HR partners carry" not in text


def test_for_everybody_else_there_is_no_such_page(cast: Cast, sign_in: SignIn) -> None:
    for who in (cast.mira, cast.sam, cast.kim, cast.farid, cast.eva):
        client = sign_in(who)
        assert client.get(PAGE).status_code == 404
        assert PAGE not in client.get("/app/partners/").text
    assert PAGE in sign_in(cast.helen).get("/app/partners/").text


def test_many_pairs_cost_no_more_questions_than_few(cast: Cast, sign_in: SignIn) -> None:
    helen = sign_in(cast.helen)
    helen.get(PAGE)
    five_more(cast)
    with CaptureQueriesContext(connection) as queries:
        helen.get(PAGE)
    assert sum(each["sql"].startswith("SELECT") for each in queries) <= 15


# ---- what HR partners carry


@pytest.fixture
def counted(cast: Cast) -> Iterator[Load]:
    take_stock(at=MONDAY)
    yield Load.objects.get(person=cast.mira)


def test_an_hr_partner_reads_it_first(
    cast: Cast, counted: Load, sign_in: SignIn, it_is: ItIs
) -> None:
    text = sign_in(cast.mira).get(CARRYING).text
    assert "The newest week is yours alone until Mon 30 Nov." in text
    assert '<td class="num">0 of 0</td>' in text
    assert "Nothing to read yet." in sign_in(cast.helen).get(PAGE).text
    say(load=counted, words="Two wait for others.", by=cast.mira, at=TUESDAY)
    with it_is(MONDAY + timedelta(days=7)):
        text = sign_in(cast.helen).get(PAGE).text
        assert "Two wait for others." in text
        assert text.index("Leo Hartmann</th>") < text.index("Mira Okafor</th>")
        assert (
            "The head of HR reads these weeks, with what you say to them."
            in sign_in(cast.mira).get(CARRYING).text
        )


def test_after_a_pause_the_newest_week_there_is_stays_readable(
    cast: Cast, counted: Load, sign_in: SignIn, it_is: ItIs
) -> None:
    say(load=counted, words="Two wait for others.", by=cast.mira, at=TUESDAY)
    with it_is(MONDAY + timedelta(days=35)):  # no worker counted since
        assert "Two wait for others." in (text := sign_in(cast.helen).get(PAGE).text)
        assert "The week of 23 Nov 2026" in text
        assert "The head of HR reads these weeks" in sign_in(cast.mira).get(CARRYING).text


def test_how_many_are_past_their_day_is_ones_own_to_read(
    cast: Cast, sign_in: SignIn, it_is: ItIs
) -> None:
    """Of one named person that is how they keep promises."""
    said = Said(what="Exit themes", due_on=date(2026, 11, 20))
    earlier = MONDAY - timedelta(days=14)
    asked = promising.ask(of=cast.mira, said=said, by=cast.sam, at=earlier, source=Source.FORM)
    promising.take(commitment=asked, act=Act.PROMISE, said=Said(), by=cast.mira, at=earlier)
    take_stock(at=MONDAY)
    with it_is(MONDAY + timedelta(days=7)):
        assert '<td class="num">1 of 1</td>' in sign_in(cast.mira).get(CARRYING).text
        text = sign_in(cast.helen).get(PAGE).text
    row = text[text.index("Mira Okafor</th>") :].split("</tr>", 1)[0]
    assert row.count('<td class="num">') == 4  # pairs, people, requests, what is open
    assert "of 1" not in row
    assert "Past their day" not in text


def test_one_says_something_to_it(cast: Cast, counted: Load, sign_in: SignIn) -> None:
    mira = sign_in(cast.mira)
    answer = mira.post(CARRYING, {"words": "Not so."}, follow=True)
    assert "Said. It stands beside your numbers." in answer.text
    assert "Not so." in answer.text
    assert mira.post(CARRYING, {"words": "x" * 281}).status_code == 422
    assert Load.objects.get(pk=counted.pk).said == "Not so."


def test_before_anything_was_counted_the_page_says_so(cast: Cast, sign_in: SignIn) -> None:
    mira = sign_in(cast.mira)
    assert "Nothing has been counted yet." in mira.get(CARRYING).text
    assert mira.post(CARRYING, {"words": "Hm"}).status_code == 404


def test_today_leads_an_hr_partner_there_and_nobody_else(cast: Cast, sign_in: SignIn) -> None:
    assert CARRYING in sign_in(cast.mira).get("/app/").text
    for who in (cast.sam, cast.kim, cast.helen):
        assert CARRYING not in sign_in(who).get("/app/").text


def test_who_was_an_hr_partner_still_reads_their_own(cast: Cast, sign_in: SignIn) -> None:
    take_stock(at=MONDAY)
    pair_up(cast.areas.finance, cast.other_pair.leader, cast.farid)
    assert sign_in(cast.leo).get(CARRYING).status_code == 200
