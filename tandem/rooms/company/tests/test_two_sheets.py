"""One workbook with a leavers list and headcounts: both are taken from it, and it says which."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from conftest import SignIn
from tandem.organisation.models import Headcount, Import, LeaverCount
from tandem.organisation.tests.intake.books import workbook
from tandem.partnership.testing import Cast
from tandem.rooms.company.tests.test_imports import said
from tandem.rooms.company.uploads import wish_of
from tandem.rooms.company.wishes import Wish

LEFT = [
    ("Area", "Month", "Reason"),
    ("Mill", "2026-09", "Resignation"),
    ("Mill", "2026-10", "Retirement"),
    ("Press", "2026-10", "Resignation"),
]
HEADS = [("Area", "2026-08", "2026-09", "2026-10"), ("Mill", 40, 39, 38), ("Press", 20, 20, 19)]
COVER = [("Figures of the works",), ("printed for the board",)]
BOTH = workbook(COVER, HEADS, LEFT, names=["Cover", "Heads", "Left"])


@pytest.fixture
def farid(cast: Cast, sign_in: SignIn) -> Client:
    return sign_in(cast.farid)


def send(client: Client, content: bytes) -> str:
    sent = {"file": SimpleUploadedFile("book.xlsx", content)}
    return str(client.post(reverse("company:new_import"), sent, follow=True).text)


def now() -> Import:
    return Import.objects.waiting().get()


def choose(client: Client, leavers: str, heads: str) -> str:
    url = reverse("company:columns", args=[now().pk])
    said = {"leavers_sheet": leavers, "heads_sheet": heads}
    return str(client.post(url, said, follow=True).text)


def test_both_are_taken_and_the_choice_is_shown(farid: Client) -> None:
    text = send(farid, BOTH)
    assert "Leavers are read from the sheet “Left”, headcounts from “Heads”." in text
    assert "People import · book.xlsx" in text
    assert "book.xlsx · Left, book" not in text  # the file is one
    farid.post(reverse("company:apply", args=[now().pk]))
    assert LeaverCount.objects.count() == 3
    assert Headcount.objects.count() == 6


@pytest.mark.parametrize("hired", [(), ("Hire date",)])
def test_leavers_with_ids_are_counted_where_a_sheet_holds_headcounts(
    farid: Client, hired: tuple[str, ...]
) -> None:
    """As people they would all be gone, and of who is here nothing would be known."""
    _heading, *rows = LEFT
    days = [("Personnel no.", "Area", "Last day", "Reason", *hired)] + [
        (str(number), area, f"{month}-15", why, *("2020-01-01" for _one in hired))
        for number, (area, month, why) in enumerate(rows)
    ]
    book = workbook(days, HEADS, names=["Left", "Heads"])
    sent = {"file": SimpleUploadedFile("book.xlsx", book)}
    page = farid.post(reverse("company:new_import"), sent, follow=True)
    assert "Leavers are read from the sheet “Left”, headcounts from “Heads”." in page.text
    farid.post(reverse("company:apply", args=[now().pk]))
    assert LeaverCount.objects.count() == 3
    assert Headcount.objects.count() == 6


def test_other_sheets_can_be_chosen(farid: Client) -> None:
    book = workbook(HEADS, LEFT, names=["Heads", "Left"])
    send(farid, book)
    columns = farid.get(reverse("company:columns", args=[now().pk])).text
    assert "Sheets of the leavers" in columns
    assert '<option value="Heads" selected>' in columns
    text = choose(farid, "Left", "")
    assert "Leavers are read from the sheet “Left”." in text


def test_of_several_leavers_lists_it_is_the_first_and_another_can_be_chosen(farid: Client) -> None:
    send(farid, workbook(LEFT, LEFT, HEADS, names=["Left", "Gone 2025", "Heads"]))
    text = str(farid.get(reverse("company:import", args=[now().pk])).text)
    assert "Leavers are read from the sheet “Left”, headcounts from “Heads”." in text
    columns = reverse("company:columns", args=[now().pk])
    said = {"leavers_sheet": ["Left", "Gone 2025"], "heads_sheet": "Heads"}
    text = str(farid.post(columns, said, follow=True).text)
    assert "Leavers are read from the sheets “Left”, “Gone 2025”, headcounts from “Heads”." in text
    farid.post(reverse("company:apply", args=[now().pk]))
    assert sum(each.leavers for each in LeaverCount.objects.all()) == 2 * len(LEFT[1:])


def test_a_sheet_of_leavers_for_each_year_is_one_list(farid: Client) -> None:
    years = ["Bajas 2025", "Bajas 2026"]
    text = send(farid, workbook(HEADS, LEFT, LEFT, names=["Heads", *years]))
    assert (
        "Leavers are read from the sheets “Bajas 2025”, “Bajas 2026”, headcounts from “Heads”."
        in text
    )
    farid.post(reverse("company:apply", args=[now().pk]))
    assert sum(each.leavers for each in LeaverCount.objects.all()) == 2 * len(LEFT[1:])


def test_also_where_no_sheet_holds_headcounts(farid: Client) -> None:
    text = send(farid, workbook(LEFT, LEFT, names=["2025", "2026"]))
    assert "Leavers are read from the sheets “2025”, “2026”." in text


def test_a_sheet_without_a_year_may_be_of_all_years(farid: Client) -> None:
    """So it is no part of one list with those that have one."""
    send(farid, workbook(LEFT, LEFT, HEADS, names=["Bajas", "Bajas 2025", "Heads"]))
    text = farid.get(reverse("company:import", args=[now().pk])).text
    assert "Leavers are read from the sheet “Bajas”, headcounts from “Heads”." in text


def test_shares_of_full_time_are_no_second_sheet_of_headcounts(farid: Client) -> None:
    posts = [HEADS[0], ("Mill", 38.5, 38.1, 37.2), ("Press", 19.5, 19.2, 18.4)]
    text = send(farid, workbook(HEADS, posts, LEFT, names=["Heads", "FTE", "Left"]))
    assert "Leavers are read from the sheet “Left”, headcounts from “Heads”." in text


def test_a_list_of_people_with_other_sheets_stays_one(farid: Client) -> None:
    people = [("Employee ID", "Department", "Hire date"), ("1", "Mill", "2020-01-01")]
    text = send(farid, workbook(people, LEFT, HEADS, names=["People", "Left", "Heads"]))
    assert "Leavers are read from the sheet" not in text


def test_both_of_one_workbook_are_undone_and_brought_in_again(farid: Client) -> None:
    send(farid, BOTH)
    farid.post(reverse("company:apply", args=[now().pk]))
    assert "Leavers are read from the sheet" in send(farid, BOTH)


def test_headcounts_in_several_rows_below_their_division_ask_about_no_column(farid: Client) -> None:
    """As finance keeps them: a title, years above months, and each name once."""
    heads = [
        ("Heads per department",),
        ("Division", "Department", "Group", "2026/27", "", ""),
        ("", "", "", "Aug", "Sep", "Oct*"),
        ("Works", "Mill", "Salaried", 10, 10, 9),
        ("", "", "Hourly", 30, 29, 29),
        ("", "Press", "Hourly", 20, 20, 19),
        ("Works total", "", "", 60, 59, 57),
        ("Staff", "Office", "Salaried", 8, 8, 8),
        ("", "IT", "Salaried", 7, 7, 7),
    ]
    text = send(farid, workbook(heads, LEFT, names=["Heads", "Left"]))
    assert "Leavers are read from the sheet “Left”, headcounts from “Heads”." in text
    assert "An area is a path of several columns, Division / Department: “Staff / IT”, say." in text
    # Answers are used without losing the path.
    url = reverse("company:answer", args=[now().pk])
    said = {"join": ["Works / Press"], "join-to": "Works / Mill"}
    text = str(farid.post(url, said, follow=True).text)
    assert "Division / Department" in text
    farid.post(reverse("company:apply", args=[now().pk]))
    of_october = Headcount.objects.filter(month="2026-10-01")
    assert {each.area.name: each.people for each in of_october} == {
        "Mill": 57,
        "Office": 8,
        "IT": 7,
    }


def test_the_workbook_chosen_a_second_time_for_its_headcounts_is_one(farid: Client) -> None:
    sent = {
        "file": SimpleUploadedFile("book.xlsx", BOTH),
        "headcounts": SimpleUploadedFile("book.xlsx", BOTH),
    }
    text = str(farid.post(reverse("company:new_import"), sent, follow=True).text)
    assert "Leavers are read from the sheet “Left”, headcounts from “Heads”." in text


def test_a_corrected_workbook_is_read_by_the_same_sheets(farid: Client) -> None:
    """It is chosen once, and what was said of its leavers and areas is kept."""
    send(farid, BOTH)
    answer = reverse("company:answer", args=[now().pk])
    farid.post(answer, {"join": ["Press"], "join-to": "Mill"})
    again = f"{reverse('company:new_import')}?again={now().pk}"
    assert "The headcounts were" not in farid.get(again).text
    left = [*LEFT, ("Press", "2026-10", "Retirement")]
    book = workbook(COVER, HEADS, left, names=["Cover", "Heads", "Left"])
    for more in ({}, {"headcounts": SimpleUploadedFile("book.xlsx", book)}):
        sent = {"file": SimpleUploadedFile("book.xlsx", book), "shape": "counts", **more}
        text = str(farid.post(again, sent, follow=True).text)
        assert "Leavers are read from the sheet “Left”, headcounts from “Heads”." in text
        assert "1 answer of yours" in text
    newest = Import.objects.waiting().latest("checked_at")
    farid.post(reverse("company:apply", args=[newest.pk]))
    assert {each.area.name for each in Headcount.objects.all()} == {"Mill"}


def corrected(client: Client, name: str, content: bytes) -> str:
    """Sent in the place of the one that waits."""
    url = f"{reverse('company:new_import')}?again={now().pk}"
    sent = {"file": SimpleUploadedFile(name, content), "shape": "counts"}
    return str(client.post(url, sent, follow=True).text)


def test_a_corrected_workbook_whose_sheets_are_called_otherwise_is_looked_at_anew(
    farid: Client,
) -> None:
    """Whatever was said of the columns of the one before."""
    send(farid, BOTH)
    columns = reverse("company:columns", args=[now().pk])
    farid.post(columns, said(farid.get(columns).text))
    wish = wish_of(now().pk)
    assert wish
    assert wish.matched
    book = workbook(COVER, HEADS, LEFT, names=["Cover", "People", "Gone"])
    text = corrected(farid, "book.xlsx", book)
    assert "Leavers are read from the sheet “Gone”, headcounts from “People”." in text


def test_a_corrected_file_that_is_no_workbook_holds_leavers_alone(farid: Client) -> None:
    send(farid, BOTH)
    text = corrected(farid, "left.csv", "\n".join(",".join(each) for each in LEFT).encode())
    assert "Leavers are read from the sheet" not in text
    assert "left.csv" in text


def test_leavers_with_numbers_and_a_month_alone_are_no_list_of_people(farid: Client) -> None:
    """Nobody's stay can be known by it, so it is looked at as leavers beside headcounts at once."""
    _heading, *rows = LEFT
    numbered = [("Employee ID", "Name", "Area", "Month", "Reason")] + [
        (f"{n}", f"A{n} B{n}", *each) for n, each in enumerate(rows)
    ]
    text = send(farid, workbook(HEADS, numbered, names=["Heads", "Left"]))
    assert "Leavers are read from the sheet “Left”, headcounts from “Heads”." in text


def test_sheets_that_an_earlier_version_wrote_down_are_read() -> None:
    """One of each then, and no list."""
    sheets = {"leavers": "Left", "heads": "Heads"}
    kept = {"files": ["book.xlsx"], "by": "", "at": "", "sheets": sheets}
    assert Wish.stored(kept).sheets == {"leavers": ["Left"], "heads": ["Heads"]}
