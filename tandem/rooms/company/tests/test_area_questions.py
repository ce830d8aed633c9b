"""An area under two names is asked about on the page of the check, and answered once."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from conftest import SignIn
from tandem.organisation.models import Area, Import, ImportState, LeaverCount
from tandem.partnership.testing import Cast

LEAVERS = "Area,Month,Leavers\nWebshop,2026-08,3\nStores,2026-09,2\n"
HEADS = "Area,2026-08,2026-09\nWeb Shop,33,31\nStores,90,88\nFinance,16,16\nAll,139,135\n"


@pytest.fixture
def farid(cast: Cast, sign_in: SignIn) -> Client:
    return sign_in(cast.farid)


@pytest.fixture
def check(farid: Client) -> str:
    data = {
        "file": SimpleUploadedFile("leavers.csv", LEAVERS.encode()),
        "headcounts": SimpleUploadedFile("heads.csv", HEADS.encode()),
        "shape": "counts",
    }
    answer = farid.post(reverse("company:new_import"), data)
    return str(farid.get(answer.headers["Location"], follow=True).text)


def waiting() -> Import:
    return Import.objects.waiting().get()


def place(text: str, area: str) -> str:
    """The name of the inputs of the question that is asked of the area."""
    parts = re.split('<fieldset|<label class="word"', text)[1:]
    asked = next(part for part in parts if f"<code>{area}</code>" in part)
    return str(re.findall(r'name="choice-([0-9-]+)"', asked)[0])


def answer(client: Client, **choices: str) -> str:
    return str(
        client.post(reverse("company:answer", args=[waiting().pk]), choices, follow=True).text
    )


def test_the_nearest_name_is_proposed(check: str) -> None:
    assert "A question before it is applied" in check
    assert '<code>Webshop</code> <span class="meta">3 leavers</span>' in check
    assert '<option value="offer-0" selected>Web Shop</option>' in check
    assert "None of these: it has no headcounts" in check


def test_nothing_is_applied_before_it_is_answered_or_left_open(farid: Client, check: str) -> None:
    import_ = waiting()
    page = farid.post(reverse("company:apply", args=[import_.pk]))
    assert page.status_code == 422
    assert "Say which area each is, or that their rates may stay unknown." in page.text
    farid.post(reverse("company:apply", args=[import_.pk]), {"leave_open": "on"})
    import_.refresh_from_db()
    assert import_.state == ImportState.APPLIED


def test_an_answer_joins_the_two_and_is_listed_with_the_others(farid: Client, check: str) -> None:
    text = answer(farid, **{f"choice-{place(check, 'Webshop')}": "offer-0"})
    assert "may have two names" not in text
    assert "<span>The area: <code>Webshop</code> → Web Shop</span>" in text
    farid.post(reverse("company:apply", args=[waiting().pk]))
    assert not Area.objects.filter(name="Webshop").exists()
    assert LeaverCount.objects.get(area__name="Web Shop").leavers == 3


def test_an_area_may_have_no_headcounts(farid: Client, check: str) -> None:
    text = answer(farid, **{f"choice-{place(check, 'Webshop')}": "empty"})
    assert "<code>Webshop</code> → it has no headcounts" in text
    farid.post(reverse("company:apply", args=[waiting().pk]))
    assert Area.objects.filter(name="Webshop").exists()


def test_rows_under_a_name_that_is_none_can_be_left_out(farid: Client) -> None:
    data = {
        "file": SimpleUploadedFile("leavers.csv", f"{LEAVERS}TEST,2026-09,1\n".encode()),
        "headcounts": SimpleUploadedFile("heads.csv", HEADS.encode()),
        "shape": "counts",
    }
    answered = farid.post(reverse("company:new_import"), data)
    text = str(farid.get(answered.headers["Location"], follow=True).text)
    asked = text.split("<code>TEST</code>")[1].partition("</label>")[0]
    assert '<option value="out" selected>Leave its rows out</option>' in asked
    said = {f"choice-{place(text, 'TEST')}": "out", f"choice-{place(text, 'Webshop')}": "offer-0"}
    text = answer(farid, **said)
    assert "<code>TEST</code> → left out" in text
    farid.post(reverse("company:apply", args=[waiting().pk]))
    assert not Area.objects.filter(name="TEST").exists()


def test_left_out_and_kept_for_later_it_is_shown_as_it_was_said(farid: Client, check: str) -> None:
    name = f"choice-{place(check, 'Webshop')}"
    text = answer(farid, **{name: "out", "then": "which_area 1"})
    asked = text.split("<code>Webshop</code>")[1]
    assert re.search(r'value="out"[^>]*(selected|checked)', asked)


def test_a_total_can_be_an_area_like_the_others(farid: Client, check: str) -> None:
    assert "is what the others come to in each of its 2 months" in check
    text = answer(
        farid,
        **{
            f"choice-{place(check, 'All')}": "empty",
            f"choice-{place(check, 'Webshop')}": "offer-0",
        },
    )
    assert "<code>All</code> → an area like the others" in text
    assert "is what the others come to" not in text


def test_an_answer_nobody_offered_is_not_taken(farid: Client, check: str) -> None:
    name = f"choice-{place(check, 'Webshop')}"
    page = farid.post(reverse("company:answer", args=[waiting().pk]), {name: "offer-7"})
    assert page.status_code == 422
    assert "This cannot be answered here any more." in page.text


def test_of_many_areas_one_is_chosen_from_a_list(farid: Client) -> None:
    rows = "".join(f"Shop {name},9\n" for name in "ABCDEFGHIJKL")
    data = {
        "file": SimpleUploadedFile("leavers.csv", b"Area,Month,Leavers\nProd.,2026-08,3\n"),
        "headcounts": SimpleUploadedFile("h.csv", f"Area,2026-08\nProduction,99\n{rows}".encode()),
        "shape": "counts",
    }
    answered = farid.post(reverse("company:new_import"), data)
    text = str(farid.get(answered.headers["Location"], follow=True).text)
    assert '<option value="offer-0" selected>Production</option>' in text
    assert text.count('<option value="offer-') == 13
    text = answer(farid, **{f"choice-{place(text, 'Prod.')}": "offer-0"})
    assert "<code>Prod.</code> → Production" in text


JOBS = "ID,Department,From,To\n" + "".join(
    f"{n},Care,2020-01-01,2026-06-30\n{n},Aid,2026-07-01,\n" for n in range(900, 904)
)


@pytest.fixture
def history(farid: Client) -> str:
    data = {"file": SimpleUploadedFile("jobs.csv", JOBS.encode()), "shape": "history"}
    answer = farid.post(reverse("company:new_import"), data)
    return str(farid.get(answer.headers["Location"], follow=True).text)


def test_a_name_that_ends_is_asked_about_before_it_is_applied(farid: Client, history: str) -> None:
    assert "A question before it is applied" in history
    assert "One area, called “Aid” now" in history
    page = farid.post(reverse("company:apply", args=[waiting().pk]))
    assert page.status_code == 422
    assert "Say of each whether it is one area, or that all of them are two." in page.text


def test_said_to_be_one_the_older_name_is_no_area(farid: Client, history: str) -> None:
    text = answer(farid, **{f"choice-{place(history, 'Care')}": "offer-0"})
    assert "<span>The area: <code>Care</code> → Aid</span>" in text
    farid.post(reverse("company:apply", args=[waiting().pk]))
    assert not Area.objects.filter(name="Care").exists()
    assert Area.objects.filter(name="Aid").exists()


def test_said_to_be_two_both_are_areas(farid: Client, history: str) -> None:
    text = answer(farid, **{f"choice-{place(history, 'Care')}": "empty"})
    assert "<code>Care</code> → an area of its own" in text
    farid.post(reverse("company:apply", args=[waiting().pk]))
    assert Area.objects.filter(name__in=["Care", "Aid"]).count() == 2
