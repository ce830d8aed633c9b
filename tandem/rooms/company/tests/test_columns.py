"""Which column is which: asked where it is not clear, kept by name, and said again."""

import re
from pathlib import Path
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from conftest import SignIn
from tandem.access.models import Event
from tandem.organisation.intake.mapping import Mapping
from tandem.organisation.intake.reading import open_source
from tandem.organisation.intake.sources import Incoming, Source
from tandem.organisation.models import Import, ImportState, Person, SavedMapping
from tandem.organisation.tests.intake.books import workbook
from tandem.partnership.testing import Cast
from tandem.rooms.company.tests.test_imports import GOOD, HEADER, nothing_kept, said

STRANGE = "Kennung,Wer,Wo,Seit wann\n71,Bo Maas,Bakery,2019-03-01\n72,Ann Berg,Bakery,2020-01-15\n"
READ_AS = {
    "column_0": "employee id",
    "column_1": "name",
    "column_2": "department",
    "column_3": "hire date",
}


@pytest.fixture
def farid(cast: Cast, sign_in: SignIn) -> Client:
    return sign_in(cast.farid)


def sent(client: Client, content: str = STRANGE, **more: object) -> str:
    """The address where the upload is now."""
    data = {"file": SimpleUploadedFile("staff.csv", content.encode()), **more}
    answer = client.post(reverse("company:new_import"), data)
    assert answer.status_code == 302
    return str(answer.headers["Location"])


def columns_page(client: Client, page: str) -> str:
    """The address of the question, where one is asked."""
    [(columns, _)] = client.get(page, follow=True).redirect_chain
    return str(columns)


def test_headings_nobody_knows_are_asked_about_with_their_first_values(farid: Client) -> None:
    text = farid.get(sent(farid), follow=True).text
    assert "Which column is which?" in text
    assert "<code>Kennung</code>" in text
    assert "71, 72" in text
    assert not Import.objects.exists()


def test_looking_at_the_columns_does_not_open_the_file_again(
    farid: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []

    def opening(incoming: Incoming, copy: Path, mapping: Mapping) -> Source:
        opened.append(incoming.name)
        return open_source(incoming, copy, mapping)

    monkeypatch.setattr("tandem.organisation.intake.guessing.open_source", opening)
    columns = columns_page(farid, sent(farid))
    assert opened == ["staff.csv"]  # by the worker
    assert "71, 72" in farid.get(columns).text
    assert opened == ["staff.csv"]


def test_what_is_said_checks_the_same_file(farid: Client) -> None:
    answer = farid.post(columns_page(farid, sent(farid)), READ_AS, follow=True)
    assert "All 2 rows are ready." in answer.text
    import_ = Import.objects.get()
    farid.post(reverse("company:apply", args=[import_.pk]))
    assert Person.objects.get(number="71").last_name == "Maas"


def test_kept_by_a_name_it_reads_the_next_file(farid: Client) -> None:
    columns = columns_page(farid, sent(farid))
    farid.post(columns, {**READ_AS, "save_as": "Payroll, monthly"})
    saved = SavedMapping.objects.get()
    assert saved.said["columns"]["Wo"] == "department"
    assert Event.objects.filter(what="mapping.saved").count() == 1
    text = farid.get(sent(farid), follow=True).text
    assert "All 2 rows are ready." in text
    assert "Saved as “Payroll, monthly”" in text
    again = reverse("company:columns", args=[Import.objects.latest("checked_at").pk])
    farid.post(again, {**READ_AS, "save_as": "Payroll, monthly"})
    assert SavedMapping.objects.count() == 1


def test_said_by_its_name_it_reads_a_file_with_other_headings_besides(farid: Client) -> None:
    columns = columns_page(farid, sent(farid))
    farid.post(columns, {**READ_AS, "save_as": "Payroll, monthly"})
    saved = SavedMapping.objects.get()
    wider = STRANGE.replace("Seit wann", "Seit wann,Kostenstelle").replace("-01\n", "-01,4711\n")
    page = sent(farid, wider.replace("-15\n", "-15,4712\n"), saved=str(saved.pk))
    assert "All 2 rows are ready." in farid.get(page, follow=True).text


def test_a_check_can_be_read_again_with_other_columns(farid: Client) -> None:
    page = sent(farid, "\n".join([HEADER, *GOOD]))
    first = Import.objects.get()
    columns = reverse("company:columns", args=[first.pk])
    assert columns in farid.get(page).text
    chosen = said(farid.get(columns).text)
    assert "Head of Bakery" in farid.get(columns).text
    without_title = {name: "" if field == "title" else field for name, field in chosen.items()}
    text = farid.post(columns, without_title, follow=True).text
    assert "Not read" in text
    first.refresh_from_db()
    assert first.state == ImportState.DISCARDED
    assert Import.objects.waiting().count() == 1


@pytest.mark.parametrize(
    ("slip", "words"),
    [
        ({"column_1": "employee id"}, "Two columns are read as “Employee id”. Choose one of them."),
        ({"column_3": ""}, "Say which column holds: First day."),
    ],
)
def test_a_slip_comes_back_with_its_reason_and_nothing_is_lost(
    farid: Client, slip: dict[str, str], words: str
) -> None:
    columns = columns_page(farid, sent(farid))
    answer = farid.post(columns, {**READ_AS, **slip, "save_as": "Mine"})
    assert answer.status_code == 422
    assert words in answer.text
    assert 'value="Mine"' in answer.text
    assert re.search(r'value="department" selected', answer.text)
    assert not SavedMapping.objects.exists()


def test_a_mapping_file_says_it_at_once(farid: Client) -> None:
    toml = "\n".join(
        ["[columns]", *(f'"{h}" = "{f}"' for h, f in zip(
            STRANGE.splitlines()[0].split(","), READ_AS.values(), strict=True))]
    )  # fmt: skip
    page = sent(farid, mapping=SimpleUploadedFile("ours.toml", toml.encode()))
    assert "All 2 rows are ready." in farid.get(page).text


def test_a_mapping_file_that_cannot_be_used_is_told_beside_it(farid: Client) -> None:
    data = {
        "file": SimpleUploadedFile("staff.csv", STRANGE.encode()),
        "mapping": SimpleUploadedFile("ours.toml", b"[colums]\n"),
    }
    answer = farid.post(reverse("company:new_import"), data)
    assert answer.status_code == 422
    assert "there is no section [colums]" in answer.text


JOBS = "Kennung,Area,Since\n" + "".join(
    f"{number},{area},{day}\n"
    for number in range(71, 77)
    for area, day in (("Bakery", "2019-03-01"), ("Dairy", "2021-05-01"))
)
OFFER = "Read it as one row per job"


def test_a_job_in_each_row_is_offered_to_be_read_so_when_ids_come_again(farid: Client) -> None:
    columns = columns_page(farid, sent(farid, JOBS.replace("Since", "Effective date")))
    chosen = {"column_0": "employee id", "column_1": "department", "column_2": "hire date"}
    text = farid.post(columns, chosen, follow=True).text
    assert "6 rows name somebody who stands above already" in text
    assert OFFER in text
    as_people = Import.objects.waiting().get()
    farid.post(reverse("company:columns", args=[as_people.pk]), {"shape": "history"}, follow=True)
    as_jobs = Import.objects.waiting().get()
    assert (as_jobs.shape, as_jobs.rows, as_jobs.rejected) == ("history", 12, 0)
    assert OFFER not in farid.get(reverse("company:import", args=[as_jobs.pk])).text


STRANGE_ROWS = [line.split(",") for line in STRANGE.splitlines()]
KNOWN_ROWS = [line.split(",") for line in (HEADER, *GOOD)]


@pytest.mark.parametrize("first_is_known", [True, False])  # then a check waits, or a question
def test_another_sheet_can_be_chosen_and_is_looked_at_anew(
    farid: Client, first_is_known: bool
) -> None:
    sheets = (KNOWN_ROWS, STRANGE_ROWS) if first_is_known else (STRANGE_ROWS, [["As of"], ["May"]])
    content = workbook(*sheets, names=["One", "Two"])
    data = {"file": SimpleUploadedFile("staff.xlsx", content)}
    page = farid.post(reverse("company:new_import"), data).headers["Location"]
    number = UUID(page.rstrip("/").rpartition("/")[2])
    columns = reverse("company:columns", args=[number])
    assert (f"{columns}#sheet" in farid.get(page, follow=True).text) == first_is_known
    assert re.search(
        r'value="One" selected>One</option><option value="Two">', farid.get(columns).text
    )
    text = farid.post(columns, {"sheet": "Two"}, follow=True).text
    assert 'value="Two" selected>Two</option>' in text
    assert ("Kennung" if first_is_known else "As of") in text
    assert not Import.objects.waiting().exists()
    assert farid.post(columns, {"sheet": "Two"}).status_code == 404  # it is another upload now


def test_a_history_is_taken_for_one_by_itself(farid: Client) -> None:
    rows = "Employee ID,Name,Department,From date,To date\n1,Bo Maas,Bakery,2019-03-01,2020-12-31\n"
    page = sent(farid, rows + "1,Bo Maas,Dairy,2021-01-01,\n")
    assert Import.objects.get().shape == "history"
    assert "2 rows are ready." in farid.get(page).text


def test_after_it_is_settled_columns_are_not_matched_again(farid: Client) -> None:
    page = sent(farid, "\n".join([HEADER, *GOOD]))
    import_ = Import.objects.get()
    farid.post(reverse("company:discard", args=[import_.pk]))
    assert farid.get(reverse("company:columns", args=[import_.pk])).status_code == 404
    assert nothing_kept(page)


def test_what_heading_and_values_say_together_is_read_without_asking(farid: Client) -> None:
    """And read so: the heading alone would not say it."""
    people = "".join(f"{100 + n};Ann;Reed{n};Mill;2020-01-01\n" for n in range(12))
    heading = "Medewerker;First name;Last name;Department;Hire date\n"
    file = SimpleUploadedFile("people.csv", (heading + people).encode())
    text = farid.post(reverse("company:new_import"), {"file": file}, follow=True).text
    assert "All 12 rows are ready." in text


def test_a_column_that_counts_leavers_is_read_so(farid: Client) -> None:
    rows = "".join(f"2026-0{1 + n % 9};Mill;Baja voluntaria;{1 + n // 11}\n" for n in range(12))
    file = SimpleUploadedFile("bajas.csv", ("Mes;Área;Motivo;Nº\n" + rows).encode())
    sent = {"file": file, "shape": "counts"}
    text = farid.post(reverse("company:new_import"), sent, follow=True).text
    assert re.search(r"leavers, without names</dt>\s*<dd[^>]*>13<", text)
