"""One answer for all places of a kind: years of two digits above all."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from conftest import SignIn
from tandem.access.audit import OPERATOR
from tandem.organisation.intake.saved import save_mapping
from tandem.organisation.intake.shapes import Shape
from tandem.organisation.models import Employment, Import, ImportState, SavedMapping
from tandem.partnership.testing import TUESDAY, Cast
from tandem.rooms.company import uploads
from tandem.rooms.company.tests import checks
from tandem.rooms.company.tests.test_imports import GOOD, HEADER, upload
from tandem.rooms.company.tests.test_mending import answer, name_at, now, page_of

SHORT = [
    "11,Ann,Lund,Varnholm / Bakery,,Baker,15.01.11,",
    "12,Ola,Ek,Varnholm / Bakery,,Baker,01.07.95,31.12.27",
    "13,Kim,Berg,Varnholm / Bakery,,Baker,01.09.24,",
    "14,Eva,Dahl,Varnholm / Bakery,,Baker,02.10.24,",
]
NO_DAYS = [
    f"{n},Ann,Lund{n},Varnholm / Bakery,,Baker,31.0{month}.2026,"
    for n, month in ((21, 2), (22, 4), (23, 6), (24, 9))
]


@pytest.fixture
def farid(cast: Cast, sign_in: SignIn) -> Client:
    return sign_in(cast.farid)


def hired() -> dict[str, str]:
    stays = Employment.objects.filter(person__number__in=["11", "12", "13", "14", "21", "24"])
    return {str(each.person.number): each.start_on.isoformat() for each in stays}


def apply(client: Client) -> None:
    page = client.post(reverse("company:apply", args=[now().pk]))
    assert page.status_code == 302, page.text


def test_two_digits_of_a_year_are_said_once_with_what_they_come_to(farid: Client) -> None:
    text = farid.get(upload(farid, *GOOD, *SHORT)).text
    assert "5 days have a year of two digits, such as “15.01.11”." in text
    assert "All 5 the same way" in text
    words = "15.01.11 is 15 Jan 2011, 01.07.95 is 1 Jul 1995, 31.12.27 is 31 Dec 2027"
    assert f"Two digits are years from 1937 to 2036: {words}" in text
    assert answer(farid, {"alike-short_year": "years-1937"}).status_code == 302
    text = page_of(farid)
    assert "All 7 rows are ready." in text
    assert "1 answer of yours" in text
    assert "Every year of two digits: 1937 to 2036" in text
    apply(farid)
    expected = {"11": "2011-01-15", "12": "1995-07-01", "13": "2024-09-01", "14": "2024-10-02"}
    assert hired() == expected


def test_one_of_them_may_be_another_day_all_the_same(farid: Client) -> None:
    upload(farid, *GOOD, *SHORT)
    text = page_of(farid)
    posted = {
        "alike-short_year": "years-1937",
        name_at(text, 5): "typed",
        name_at(text, 5, "value"): "2012-01-15",
    }
    assert answer(farid, posted).status_code == 302
    apply(farid)
    assert hired()["11"] == "2012-01-15"
    assert hired()["12"] == "1995-07-01"


def test_what_was_said_of_years_is_taken_back_like_any_answer(farid: Client) -> None:
    upload(farid, *GOOD, *SHORT)
    answer(farid, {"alike-short_year": "years-1937"})
    url = reverse("company:take_answers_back", args=[now().pk])
    assert farid.post(url, {"back": "two_digit_years"}).status_code == 302
    assert "Four rows need a word from you." in page_of(farid)


def test_years_are_kept_with_the_mapping_of_the_file(farid: Client, cast: Cast) -> None:
    save_mapping(
        name="Payroll", shape=Shape.PERSON, said={"dates": {"order": "day-first"}},
        headings=HEADER.split(","), by=OPERATOR, at=TUESDAY,
    )  # fmt: skip
    upload(farid, *GOOD, *SHORT)
    answer(farid, {"alike-short_year": "years-1937"})
    kept = SavedMapping.objects.get().said
    assert kept == {"dates": {"order": "day-first", "two_digit_years": 1937}}
    apply(farid)
    text = farid.get(upload(farid, *GOOD, SHORT[0].replace("11,", "19,", 1))).text
    assert "All 4 rows are ready." in text
    farid.post(reverse("company:take_answers_back", args=[now().pk]), {"all": "yes"})
    assert SavedMapping.objects.get().said == {"dates": {"order": "day-first"}}


def test_days_that_do_not_exist_are_answered_at_once(farid: Client) -> None:
    text = farid.get(upload(farid, *GOOD, *NO_DAYS)).text
    assert "All 4 the same way" in text
    assert "The last day of that month, each time" in text
    assert answer(farid, {"alike-impossible_date": "offer-0"}).status_code == 302
    assert "All 7 rows are ready." in page_of(farid)
    apply(farid)
    assert hired()["21"] == "2026-02-28"
    assert hired()["24"] == "2026-09-30"


def test_all_rows_of_a_kind_can_be_left_out_but_never_for_what_costs_no_row(farid: Client) -> None:
    unknown = [GOOD[1].replace("2,", f"{n},", 1).replace(",1,", f",9{n},") for n in (31, 32)]
    text = farid.get(upload(farid, *GOOD, *NO_DAYS, *unknown)).text
    assert text.count("Leave all these rows out") == 1
    posted = {"alike-impossible_date": "out", "alike-unknown_manager": "empty"}
    assert answer(farid, posted).status_code == 302
    text = page_of(farid)
    assert "Four rows are left out, as you said. 5 are ready." in text
    assert "Nobody has the manager id" not in text


@pytest.mark.parametrize(
    "posted",
    [
        {"alike-impossible_date": "offer-7"},
        {"alike-impossible_date": "years-1937"},
        {"alike-short_year": "years-37"},
        {"alike-short_year": "years-"},
        {"alike-short_year": f"years-{'9' * 5000}"},
        {"alike-short_year": "offer-0"},
        {"alike-unknown_manager": "out"},
    ],
)
def test_what_is_not_offered_for_all_is_not_taken(farid: Client, posted: dict[str, str]) -> None:
    upload(farid, *GOOD, *NO_DAYS, *SHORT, GOOD[1].replace("2,", "41,", 1).replace(",1,", ",99,"))
    page = answer(farid, posted)
    assert page.status_code == 422
    assert "is not offered here any more" in page.text
    assert Import.objects.get().state == ImportState.CHECKED
    wish = uploads.wish_of(now().pk)
    assert wish is not None
    assert (wish.amends, wish.mapping) == ([], {})


def test_a_single_place_is_answered_there(farid: Client) -> None:
    assert "the same way" not in farid.get(upload(farid, *GOOD, NO_DAYS[0])).text


def test_the_page_of_all_places_asks_the_same(farid: Client) -> None:
    upload(farid, *GOOD, *SHORT)
    text = farid.get(reverse("company:places", args=[now().pk, "short_year"])).text
    assert "All 5 the same way" in text
    assert "Two digits are years from 1937 to 2036" in text


def test_two_digits_of_a_year_are_asked_about_in_counts_too(farid: Client) -> None:
    rows = "Area,Leave date\nMill,15.01.25\nMill,17.02.25\n"
    sent = {"file": SimpleUploadedFile("left.csv", rows.encode()), "shape": "counts"}
    text = farid.post(reverse("company:new_import"), sent, follow=True).text
    assert "All 2 the same way" in text
    assert answer(farid, {"alike-short_year": "years-1937"}).status_code == 302
    assert "Every row is ready." in page_of(farid)


@pytest.mark.parametrize(
    ("years", "chosen"), [(("24", "26"), True), (("24", "87"), False), (("71", "26"), False)]
)
def test_two_digits_of_the_last_few_years_are_proposed(
    farid: Client, years: tuple[str, str], chosen: bool
) -> None:
    rows = "".join(f"Mill,3-9-{year},Resigned\n" for year in years)
    text = checks.check(
        farid, f"Area,Last day,Reason\nMill,13-9-25,Resigned\n{rows}", shape="counts"
    )
    assert ('value="years-1937" checked' in text) is chosen
    assert ('name="alike-short_year" value="" checked' in text) is not chosen
