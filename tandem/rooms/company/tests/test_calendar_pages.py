"""Working days of the company and of its sites, on their pages."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from conftest import SignIn
from tandem.access.audit import OPERATOR
from tandem.organisation import actions, calendars
from tandem.organisation.models import OwnDay, SiteCalendar
from tandem.partnership.testing import TUESDAY, Cast
from tandem.partnership.tests.sites import ULM, keep, works_at
from tandem.rooms.company import calendar
from tandem.rooms.company.setting_words import calendar_words, weekday_words

PAGE, SITES, DAYS = (reverse(f"company:{name}") for name in ("calendar", "calendars", "add_day"))
TODAY = TUESDAY.date()
GERMAN = {"country": "DE", "subdivision": "BY", "weekdays": ["0", "1", "2", "3", "4"]}


@pytest.fixture
def farid(cast: Cast, sign_in: SignIn) -> Client:
    return sign_in(cast.farid)


def test_the_list_says_for_each_site_what_it_follows(farid: Client, cast: Cast) -> None:
    works_at(cast.mira, ULM)
    text = farid.get(SITES).text
    assert "Monday to Friday, no public holidays; nothing is set yet" in text
    assert f'href="{PAGE}?site={ULM}"' in text
    assert "follows the company" in text


def test_a_country_is_chosen_first_and_brings_its_regions_and_its_week(farid: Client) -> None:
    text = farid.get(PAGE, {"country": "IL"}).text
    assert "With the public holidays of Israel" in text
    assert 'name="subdivision"' not in text  # Israel has no regions with days of their own
    assert text.count("checked") >= 5
    assert '<option value="BY">Bayern</option>' in farid.get(PAGE, {"country": "DE"}).text


def test_keeping_a_calendar_shows_its_year(farid: Client) -> None:
    answer = farid.post(PAGE, GERMAN, follow=True)
    assert "The company: Germany, Bayern · Monday to Friday." in answer.text
    year = farid.get(PAGE, {"year": "2027"}).text
    assert "Epiphany" in year and "Wed 6 Jan" in year
    assert "no working day anyway" in year  # the third of October is a Sunday
    assert "2026</a>" in year and "2028</a>" in year


def test_the_count_of_working_days_is_that_of_the_year(farid: Client, cast: Cast) -> None:
    assert "261 working days" in farid.get(PAGE).text  # 2026, Monday to Friday
    calendars.add_day(
        site="", day=date(2026, 12, 24), works=False, name="Eve", by=cast.farid, at=TUESDAY
    )
    assert "260 working days" in farid.get(PAGE).text
    farid.post(PAGE, GERMAN)  # nine holidays on weekdays, and the eve
    assert "251 working days" in farid.get(PAGE).text


def test_many_sites_are_read_page_by_page(
    farid: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(calendar, "PER_PAGE", 2)
    works_at(cast.mira, ULM)
    works_at(cast.sam, "Zwolle")
    assert "Zwolle" not in farid.get(SITES).text
    assert "Zwolle" in farid.get(SITES, {"page": "2"}).text


@pytest.mark.parametrize("year", ["", "x", "1999", "2100", "20266", "²026", "-1"])
def test_a_year_that_is_none_is_this_year(farid: Client, year: str) -> None:
    assert '<h2 id="year">2026</h2>' in farid.get(PAGE, {"year": year}).text


def test_no_weekday_is_said_back_and_nothing_is_lost(farid: Client) -> None:
    answer = farid.post(PAGE, {"country": "DE", "subdivision": "BY"})
    assert answer.status_code == 422
    assert "Tick one day at least" in answer.text
    assert '<option value="BY" selected>' in answer.text
    assert not SiteCalendar.objects.exists()


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"country": "XX", "subdivision": ""}, "No holidays are known for this country."),
        ({"subdivision": "ZH"}, "Select a valid choice"),
        ({"weekdays": ["9"]}, "Select a valid choice"),
    ],
)
def test_what_no_page_offers_is_refused_in_words(
    farid: Client, changed: dict[str, object], said: str
) -> None:
    answer = farid.post(PAGE, GERMAN | changed)
    assert (answer.status_code, said in answer.text) == (422, True)
    assert not SiteCalendar.objects.exists()


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_place_where_nobody_works_is_not_there(farid: Client, method: str) -> None:
    assert getattr(farid, method)(PAGE, GERMAN | {"site": "Atlantis"}).status_code == 404


def test_a_site_gets_its_own_and_the_company_keeps_its(farid: Client, cast: Cast) -> None:
    works_at(cast.mira, ULM)
    followed = farid.get(PAGE, {"site": ULM}).text
    assert "This site follows the company" in followed
    assert reverse("company:add_day") not in followed
    answer = farid.post(PAGE, GERMAN | {"site": ULM})
    assert answer.headers["Location"] == f"{PAGE}?site={ULM}"
    assert SiteCalendar.objects.get().site == ULM
    assert reverse("company:add_day") in farid.get(PAGE, {"site": ULM}).text


def test_a_day_by_hand_is_entered_shown_and_taken_back(farid: Client) -> None:
    eve = {"day": "2026-12-24", "works": "off", "name": "Christmas Eve"}
    assert "Christmas Eve is entered." in farid.post(DAYS, eve, follow=True).text
    assert "off, by hand" in farid.get(PAGE).text
    back = reverse("company:take_day_back", args=[OwnDay.objects.get().pk])
    assert "Christmas Eve is taken back." in farid.post(back, follow=True).text
    assert "off, by hand" not in farid.get(PAGE).text


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"day": "24.12.2026."}, "Write the day as year-month-day"),
        ({"day": "2026-11-02"}, "This day is over"),
        ({"name": ""}, "This field is required"),
        ({"works": "maybe"}, "Select a valid choice"),
    ],
)
def test_a_day_that_does_not_fit_comes_back_as_typed(
    farid: Client, changed: dict[str, str], said: str
) -> None:
    typed = {"day": "2026-12-24", "works": "off", "name": "Christmas Eve"} | changed
    answer = farid.post(DAYS, typed)
    assert (answer.status_code, said in answer.text) == (422, True)
    assert f'value="{typed["day"]}"' in answer.text
    assert not OwnDay.objects.exists()


def test_a_day_that_is_over_by_now_is_kept_and_said_so(farid: Client, cast: Cast) -> None:
    own = calendars.add_day(
        site="", day=date(2026, 11, 23), works=False, name="Fair", by=cast.farid,
        at=TUESDAY.replace(day=2),
    )  # fmt: skip
    back = reverse("company:take_day_back", args=[own.pk])
    assert "This day is over" in farid.post(back, follow=True).text
    own.refresh_from_db()
    assert own.taken_back_on is None


def test_an_odd_name_of_a_site_stays_text(farid: Client, cast: Cast) -> None:
    works_at(cast.mira, 'A & B "<i>"')
    text = farid.get(SITES).text
    assert "A &amp; B &quot;&lt;i&gt;&quot;" in text
    assert farid.get(PAGE, {"site": 'A & B "<i>"'}).status_code == 200


@pytest.mark.parametrize(
    ("weekdays", "words"),
    [
        ("01234", "Monday to Friday"),
        ("0123456", "Monday to Sunday"),
        ("01236", "Mon, Tue, Wed, Thu, Sun"),
        ("05", "Monday, Saturday"),
        ("2", "Wednesday"),
    ],
)
def test_weekdays_are_said_as_people_say_them(weekdays: str, words: str) -> None:
    assert weekday_words(weekdays) == words


def test_a_country_a_later_list_does_not_know_is_named_by_its_code() -> None:
    unknown = SiteCalendar(site="", country="XX", subdivision="Y", weekdays="01234")
    assert calendar_words(unknown) == "XX, Y · Monday to Friday"


def test_somebody_without_a_job_counts_by_the_company(cast: Cast) -> None:
    guest = actions.add_person(
        first_name="Noor", last_name="Bos", email="", area=None, by=OPERATOR, at=TUESDAY
    )
    keep(cast.farid, "", "NL")
    assert date(2026, 12, 25) not in calendars.working_days_of(guest, TODAY)
