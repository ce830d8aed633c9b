"""An area that stands in several columns, asked about in the browser, whatever kind of file."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from conftest import SignIn
from tandem.organisation.models import Area, Employment, Import, SavedMapping, Spell
from tandem.organisation.tests.intake.books import parquet, workbook
from tandem.organisation.tests.intake.office import path_of
from tandem.partnership.testing import Cast
from tandem.rooms.company.tests.test_columns import columns_page
from tandem.rooms.company.tests.test_imports import said

Rows = Sequence[tuple[Any, ...]]
NAMED = ("Division", "Department", "Team")
NUMBERED = ("Level 1", "Level 2", "Level 3")
STAFF: Rows = (
    ("71", "Bo Maas", "Mill", "Press", "Early", date(2019, 3, 1)),
    ("72", "Ann Berg", "Mill", "Press", "Late", date(2020, 1, 15)),
    ("73", "Cem Kaya", "Mill", "Store", "Yard", date(2021, 5, 3)),
    ("74", "Dora Moss", "Shop", "Desk", "Phones", date(2021, 6, 4)),
    ("75", "Ed Lund", "Shop", "Desk", "Post", date(2022, 7, 5)),
)
TREE = {
    "71": "Mill / Press / Early",
    "72": "Mill / Press / Late",
    "73": "Mill / Store / Yard",
    "74": "Shop / Desk / Phones",
    "75": "Shop / Desk / Post",
}
ONE_COLUMN = {number: path.split(" / ")[1] for number, path in TREE.items()}


def header(levels: Sequence[str]) -> tuple[str, ...]:
    return ("Employee ID", "Name", *levels, "Hire date")


def as_csv(levels: Sequence[str], rows: Rows = STAFF) -> bytes:
    lines = [",".join(map(str, row)) for row in (header(levels), *rows)]
    return "\n".join(lines).encode()


def as_workbook(levels: Sequence[str], rows: Rows = STAFF) -> bytes:
    return workbook([header(levels), *rows])


def as_parquet(levels: Sequence[str], rows: Rows = STAFF) -> bytes:
    columns = zip(*rows, strict=True)
    return parquet(dict(zip(header(levels), map(list, columns), strict=True)))


Writes = Callable[..., bytes]
KINDS: dict[str, Writes] = {
    "staff.csv": as_csv,
    "staff.xlsx": as_workbook,
    "staff.parquet": as_parquet,
}
EVERY_KIND = pytest.mark.parametrize("name", KINDS)


@pytest.fixture
def farid(cast: Cast, sign_in: SignIn) -> Client:
    return sign_in(cast.farid)


def sent(client: Client, name: str, content: bytes, **more: str) -> str:
    data = {"file": SimpleUploadedFile(name, content), **more}
    answer = client.post(reverse("company:new_import"), data)
    assert answer.status_code == 302
    return str(answer.headers["Location"])


def asked(client: Client, name: str, levels: Sequence[str] = NAMED) -> str:
    """The address of the question about the columns of these people's file."""
    return columns_page(client, sent(client, name, KINDS[name](levels)))


def answer(client: Client, columns: str, **more: str) -> None:
    """As the form stands, with what is said besides; and bring the people in."""
    text = client.get(columns).text
    ticked = {"levels": "on"} if re.search(r'name="levels"[^>]*checked', text) else {}
    chosen = {**said(text), **ticked, **more}
    page = client.post(columns, {key: each for key, each in chosen.items() if each != "off"})
    assert page.status_code == 302
    client.post(reverse("company:apply", args=[Import.objects.waiting().get().pk]))


def where() -> dict[str | None, str]:
    """Employee id to the path of the area somebody of the file is in."""
    jobs = Spell.objects.still().filter(employment__person__number__in=TREE)
    there = jobs.select_related("employment__person", "area")
    return {each.employment.person.number: path_of(each.area) for each in there}


def first_days() -> list[date]:
    stays = Employment.objects.filter(person__number__in=TREE).order_by("person__number")
    return list(stays.values_list("start_on", flat=True))


@EVERY_KIND
def test_the_page_says_which_columns_make_the_path_and_has_it_ticked(
    farid: Client, name: str
) -> None:
    text = farid.get(asked(farid, name)).text
    assert "The area is a path of several columns" in text
    assert "Division / Department / Team" in text
    assert re.search(r'name="levels"[^>]*checked', text)
    assert not Import.objects.exists()


@EVERY_KIND
@pytest.mark.parametrize("levels", [NAMED, NUMBERED])
def test_agreed_to_each_column_is_a_level_of_the_tree(
    farid: Client, name: str, levels: Sequence[str]
) -> None:
    answer(farid, asked(farid, name, levels))
    assert where() == TREE
    assert first_days() == [row[-1] for row in STAFF]


@EVERY_KIND
def test_declined_the_one_column_that_is_chosen_is_the_area(farid: Client, name: str) -> None:
    answer(farid, asked(farid, name), levels="off")
    assert where() == ONE_COLUMN
    assert not Area.objects.filter(name__in=("Mill", "Early")).exists()


def test_declined_without_another_column_the_area_is_asked_for(farid: Client) -> None:
    columns = asked(farid, "staff.xlsx", NUMBERED)
    chosen = {key: "" if each == "department" else each for key, each in
              said(farid.get(columns).text).items()}  # fmt: skip
    page = farid.post(columns, chosen)
    assert page.status_code == 422
    assert "Say which column holds: Area." in page.text
    assert not Import.objects.exists()


SUBS = ("Department", "Sub-Department", "Group of three")
SHARED: Rows = [(*row[:3], "Office", *row[4:]) for row in STAFF]  # a name that several have


@pytest.mark.parametrize("rows", [STAFF, SHARED])
def test_a_department_below_another_is_never_flattened_unasked(farid: Client, rows: Rows) -> None:
    answer(farid, columns_page(farid, sent(farid, "staff.csv", as_csv(SUBS, rows))))
    assert where() == {row[0]: " / ".join(row[2:4]) for row in rows}


def test_two_columns_read_as_the_area_can_be_levels_of_it(farid: Client) -> None:
    farid.get(sent(farid, "staff.csv", as_csv(("Sparte", "Shift", "Department"))))
    columns = reverse("company:columns", args=[Import.objects.waiting().get().pk])
    assert not re.search(r'name="levels"[^>]*checked', farid.get(columns).text)
    page = farid.post(columns, {**said(farid.get(columns).text), "column_2": "department"})
    assert page.status_code == 422
    assert "tick “The area is a path of several columns” below: Sparte / Department." in page.text
    assert 'name="levels"' in page.text
    answer(farid, columns, column_2="department", levels="on")
    assert where() == {row[0]: f"{row[2]} / {row[4]}" for row in STAFF}


def test_the_box_alone_is_no_path(farid: Client) -> None:
    farid.get(sent(farid, "staff.csv", as_csv(("Sparte", "Shift", "Department"))))
    columns = reverse("company:columns", args=[Import.objects.waiting().get().pk])
    page = farid.post(columns, {**said(farid.get(columns).text), "levels": "on"})
    assert page.status_code == 422
    assert "Read at least two columns as “Area”, or leave this empty." in page.text


CROSSED: Rows = [
    (str(n), f"Ann Lund{n}", "AB"[n % 2], "", "xyz"[n % 3], date(2020, 1, 1)) for n in range(60)
]


def test_several_columns_that_may_be_the_area_are_asked_about_and_none_is_ticked(
    farid: Client,
) -> None:
    content = as_csv(("Department", "Team", "Unit"), CROSSED)
    columns = columns_page(farid, sent(farid, "staff.csv", content))
    text = farid.get(columns).text
    assert "Each of these columns may hold the area: Department / Unit." in text
    assert not re.search(r'name="levels"[^>]*checked', text)
    answer(farid, columns, levels="on")
    assert Area.objects.filter(name="x").count() == 2


@EVERY_KIND
def test_kept_under_a_name_it_reads_the_next_file_of_any_kind(farid: Client, name: str) -> None:
    answer(farid, asked(farid, "staff.csv"), save_as="Payroll, monthly")
    saved = SavedMapping.objects.get()
    assert saved.said["department"] == {"columns": list(NAMED)}
    moved = [("71", "Bo Maas", "Shop", "Desk", "Phones", date(2019, 3, 1)), *STAFF[1:]]
    page = sent(farid, name, KINDS[name](NAMED, moved), saved=str(saved.pk))
    assert "All 5 rows are ready." in farid.get(page, follow=True).text
    farid.post(reverse("company:apply", args=[Import.objects.waiting().get().pk]))
    assert where() == {**TREE, "71": "Shop / Desk / Phones"}
    assert Area.objects.filter(name="Desk").count() == 1


def test_a_name_kept_for_a_path_can_be_said_anew_without_it(farid: Client) -> None:
    answer(farid, asked(farid, "staff.csv"), save_as="Payroll")
    page = sent(farid, "staff.csv", as_csv(NAMED), saved=str(SavedMapping.objects.get().pk))
    farid.get(page)
    columns = reverse("company:columns", args=[Import.objects.waiting().get().pk])
    assert re.search(r'name="levels"[^>]*checked', farid.get(columns).text)
    chosen = said(farid.get(columns).text)
    [at] = [n for n, heading in enumerate(header(NAMED)) if heading == "Department"]
    chosen |= dict.fromkeys((key for key, each in chosen.items() if each == "department"), "")
    farid.post(columns, {**chosen, f"column_{at}": "department", "save_as": "Payroll"})
    assert "columns" not in SavedMapping.objects.get().said.get("department", {})
    report = farid.get(reverse("company:import", args=[Import.objects.waiting().get().pk])).text
    assert "Mill / Press" not in report


def test_a_cell_too_few_leaves_the_path_shorter_and_a_blank_one_is_no_level(farid: Client) -> None:
    rows = [*STAFF[:3], ("74", "Dora Moss", "Shop", "Desk", "", date(2021, 6, 4)), STAFF[4]]
    answer(farid, columns_page(farid, sent(farid, "staff.xlsx", as_workbook(NAMED, rows))))
    assert where() == {**TREE, "74": "Shop / Desk"}


@pytest.mark.parametrize("name", ["staff.xlsx", "staff.parquet"])
def test_half_of_such_a_file_is_refused_in_words(farid: Client, name: str) -> None:
    whole = KINDS[name](NAMED)
    text = farid.get(sent(farid, name, whole[: len(whole) // 2]), follow=True).text
    assert "This file cannot be used as it is." in text
    assert not Import.objects.exists()


@pytest.mark.parametrize("name", ["staff.xlsx", "staff.parquet"])
def test_what_a_file_is_shows_in_it_and_not_in_its_name(farid: Client, name: str) -> None:
    answer(farid, columns_page(farid, sent(farid, name, as_csv(NAMED))))
    assert where() == TREE


def test_the_check_says_of_each_column_which_level_it_is(farid: Client) -> None:
    columns = asked(farid, "staff.csv")
    page = farid.post(columns, {**said(farid.get(columns).text), "levels": "on"}, follow=True)
    assert [each for each in ("1", "2", "3") if f">Area, level {each}</td>" in page.text] == [
        "1", "2", "3",
    ]  # fmt: skip
