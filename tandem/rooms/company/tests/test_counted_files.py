"""Counts without persons come in through the browser like people do, and speak of counts."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from conftest import SignIn
from tandem.access.audit import OPERATOR
from tandem.access.roles import HRAdministrator
from tandem.bridge.numbers import figures_of
from tandem.organisation import actions
from tandem.organisation.counted import last_headcount
from tandem.organisation.intake.applying import folder_of
from tandem.organisation.intake.report import Report
from tandem.organisation.models import Area, Headcount, Import, LeaverCount, Person
from tandem.partnership.registers import set_up_steps
from tandem.partnership.testing import MONDAY, TUESDAY, Cast
from tandem.rooms.company import uploads

LEAVERS = "Area,Month,Reason\nMill / Press,2026-09,Resignation\nMill / Press,2026-10,Retirement\n"
HEADS = "Area,Month,Headcount\nMill / Press,2026-09,40\nMill / Press,2026-10,41\n"


@pytest.fixture
def farid(cast: Cast, sign_in: SignIn) -> Client:
    return sign_in(cast.farid)


def sent(client: Client, *, heads: str = "", leavers: str = LEAVERS, shape: str = "counts") -> str:
    data: dict[str, object] = {
        "file": SimpleUploadedFile("leavers.csv", leavers.encode()),
        "shape": shape,
    }
    if heads:
        data["headcounts"] = SimpleUploadedFile("heads.csv", heads.encode())
    answer = client.post(reverse("company:new_import"), data)
    assert answer.status_code == 302
    return str(answer.headers["Location"])


def test_a_check_of_counts_speaks_of_leavers_and_headcounts(farid: Client) -> None:
    text = farid.get(sent(farid, heads=HEADS)).text
    assert "leavers, without names" in text
    assert "headcounts of areas and months" in text
    assert "Counts change no person." in text
    assert "new people" not in text
    assert "Without headcounts there is no rate." not in text


def test_without_headcounts_it_says_that_there_will_be_no_rate(farid: Client) -> None:
    text = farid.get(sent(farid)).text
    assert "Without headcounts there is no rate." in text


def test_a_word_nobody_knows_does_not_say_that_rows_were_taken(farid: Client) -> None:
    text = farid.get(sent(farid, leavers=LEAVERS.replace("Retirement", "Blue moon"))).text
    assert "What does this leave reason mean?" in text
    assert "rows are taken" not in text


def test_applied_they_are_kept_and_nobody_is_made(farid: Client) -> None:
    people = Person.objects.count()
    page = sent(farid, heads=HEADS)
    import_ = Import.objects.get()
    farid.post(reverse("company:apply", args=[import_.pk]))
    assert "The counts are in." in farid.get(page).text
    assert LeaverCount.objects.count() == 2
    assert Headcount.objects.count() == 2
    assert Person.objects.count() == people
    assert Area.objects.filter(name="Press").exists()


def test_undone_they_are_gone(farid: Client) -> None:
    page = sent(farid, heads=HEADS)
    import_ = Import.objects.get()
    farid.post(reverse("company:apply", args=[import_.pk]))
    farid.post(reverse("company:undo", args=[import_.pk]))
    assert "This import was undone." in farid.get(page).text
    assert not LeaverCount.objects.exists()
    assert not Area.objects.filter(name="Press").exists()


def test_the_file_itself_shows_that_it_names_nobody(farid: Client) -> None:
    sent(farid, shape="")
    assert Import.objects.get().shape == "counts"


def test_the_check_counts_each_area_and_month_once(farid: Client) -> None:
    sent(farid, heads=HEADS)
    from_file = farid.get(reverse("company:import", args=[Import.objects.get().pk])).text
    assert "areas and months that change" in from_file
    assert Report.read(folder_of(uploads.uploads(), Import.objects.get().pk)).differing == 2


def test_of_several_files_a_place_names_its_own(farid: Client) -> None:
    totals = "Total,,{}\n".format
    text = farid.get(sent(farid, leavers=LEAVERS + totals(""), heads=HEADS + totals(81))).text
    assert "leavers.csv, line 4" in text
    assert "heads.csv, line 4" in text


def test_the_company_shows_its_last_headcount_and_the_first_step_is_done(
    db: None, sign_in: SignIn
) -> None:
    hana = actions.add_person(
        first_name="Hana", last_name="Moreau", email="hana@halden.example", area=None,
        by=OPERATOR, at=MONDAY,
    )  # fmt: skip
    actions.grant_role(person=hana, role=HRAdministrator, by=OPERATOR, at=MONDAY)
    actions.open_account(person=hana, email=hana.email, by=OPERATOR, at=MONDAY)
    hana.refresh_from_db()
    client = sign_in(hana)
    assert "–" in client.get(reverse("company:page")).text
    page = sent(client, heads=HEADS + "Mill / Dye,2026-10,many\n")
    client.post(reverse("company:apply", args=[Import.objects.get().pk]))
    text = client.get(reverse("company:page")).text
    assert "Headcount at the end of October 2026, without persons." in text
    assert "1 row of the files of counts was not taken" in text
    assert f'<a href="{page}">See what was not taken</a>' in text
    steps = {step.title: step.done for step in set_up_steps(hana, TUESDAY.date())}
    assert steps["Bring people in"]


def test_a_headcount_of_a_month_to_come_is_not_todays(farid: Client) -> None:
    sent(farid, heads=HEADS)
    farid.post(reverse("company:apply", args=[Import.objects.get().pk]))
    assert last_headcount(date(2026, 9, 30)) == (date(2026, 9, 1), 40)
    assert last_headcount(date(2026, 8, 31)) is None


def heads_without(month: str, *, written: str = "") -> str:
    """Two areas from January 2025 to October 2026; of the Press one cell is empty."""
    months = [f"{year}-{at:02}" for year in (2025, 2026) for at in range(1, 13)][:22]
    rows = [f"Mill / Press,{each},{written if each == month else 40}\n" for each in months]
    return "Area,Month,Headcount\n" + "".join(
        [*rows, *(f"Mill / Yard,{each},20\n" for each in months)]
    )


def test_an_empty_headcount_says_until_when_it_costs_the_rate(farid: Client) -> None:
    text = farid.get(sent(farid, heads=heads_without("2026-03"))).text
    assert "The headcount of Press in March 2026 is empty." in text
    assert "Write how many were there at its end; 0 if nobody was." in text
    assert "no twelve-month rate for Press from March 2026 until March 2027." in text
    assert "not read as a number of people" not in text
    assert "The same for all" not in text  # what one cell lacks, no other one says


def test_an_empty_month_in_a_row_of_months_stands_in_sight(farid: Client) -> None:
    wide = (
        "Area,2026-08,2026-09,2026-10\nMill / Press,40,,41\nMill / Yard,20,20,20\n"
        "Mill / Dock,10,10,10\n"
    )
    text = farid.get(sent(farid, heads=wide)).text
    before = text.split("<details")[0]
    assert "has no headcount of September 2026, and other areas have." in before
    assert "Without it there is no twelve-month rate for it until September 2027." in before


@pytest.mark.usefixtures("counted_at_once")
def test_the_rate_is_there_again_when_the_check_said(farid: Client) -> None:
    """Of the last twelve months, with the gap just inside them and just before them."""
    every = [f"{year}-{at:02}" for year in (2025, 2026) for at in range(1, 13)][:22]
    left = "Area,Month,Reason\n" + "".join(f"Mill / Press,{each},Quit\n" for each in every)
    for empty, known in (("2025-11", False), ("2025-10", True)):
        heads = heads_without(empty)
        farid.get(sent(farid, heads=heads, leavers=left))
        farid.post(
            reverse("company:apply", args=[Import.objects.waiting().get().pk]),
            {"expect_many": "on", "leave_out": "on"},
        )
        figures = figures_of(Area.objects.get(name="Press"))
        assert figures is not None
        assert (figures.numbers.total.hidden is None) is known, figures.numbers.total
