"""The watched folder with every shape of file, with mappings kept by name, and what then waits."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from conftest import SignIn
from tandem.access.models import Event
from tandem.bridge.importing import uploads
from tandem.bridge.watching import QUIET, Looked, Outcome, Watch, look
from tandem.cli.watch import mapping_named
from tandem.organisation import intake
from tandem.organisation.intake.saved import save_mapping
from tandem.organisation.models import (
    Area,
    Employment,
    Headcount,
    Import,
    ImportState,
    LeaverCount,
    Person,
)
from tandem.organisation.tests.intake.books import workbook
from tandem.organisation.tests.intake.office import jobs
from tandem.partnership.registers import obligations
from tandem.partnership.testing import TUESDAY, Cast

HISTORY, COUNTS = intake.Shape.HISTORY, intake.Shape.COUNTS
JOBS = """Employee ID,Department,From date,To date,Leave reason
w1,Mill / Press,2019-03-01,2021-06-30,
w1,Mill / Store,2021-07-01,,
w2,Mill / Press,2020-01-01,2024-02-29,Resigned
"""
LEAVERS = "Area,Month,Reason,Count\nMill / Press,2026-09,Quit,4\nMill / Press,2026-10,Quit,3\n"
STRANGE = "Kennung,Wo,Seit\nw1,Mill / Press,2020-01-01\nw2,Mill / Store,2021-01-01\n"
SAID = {"columns": {"Kennung": "employee id", "Wo": "department", "Seit": "hire date"}}
ROSTER = "Employee ID,Name,Department,Hired\n"
STAFF = [f"w{n},Ann Berg,Mill / Press,2020-01-01\n" for n in range(1, 41)]


@pytest.fixture(autouse=True)
def home(tmp_path: Path, settings: Settings) -> Path:
    settings.SITE = replace(settings.SITE, home=tmp_path / "home")
    for name in ("uploads", "snapshots", "charts"):
        (tmp_path / "home" / name).mkdir(parents=True)
    return tmp_path / "home"


@pytest.fixture
def folder(cast: Cast, tmp_path: Path) -> Iterator[Path]:
    """Where exports lie, of a company that has people already."""
    watched = tmp_path / "exports"
    watched.mkdir()
    yield watched


@pytest.fixture
def farid(cast: Cast, sign_in: SignIn) -> Client:
    return sign_in(cast.farid)


def export(folder: Path, content: str | bytes, name: str = "export.csv") -> Path:
    file = folder / name
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    long_ago = (TUESDAY - 2 * QUIET).timestamp()
    os.utime(file, (long_ago, long_ago))
    return file


def looked(watch: Watch, at: datetime = TUESDAY) -> list[tuple[str, Outcome]]:
    found: list[Looked] = list(look(watch, at=at))
    return [(each.name, each.outcome) for each in found]


def save(name: str, said: dict[str, dict[str, str]], cast: Cast) -> None:
    save_mapping(
        name=name, shape=intake.Shape.PERSON, said=said, headings=said["columns"],
        by=cast.farid, at=TUESDAY,
    )  # fmt: skip


# Histories and counts


def test_a_history_is_brought_in_with_every_job(folder: Path) -> None:
    export(folder, JOBS)
    assert looked(Watch(folder, shape=HISTORY)) == [("export.csv", Outcome.TAKEN)]
    assert Import.objects.get().shape == HISTORY
    assert jobs("w1") == [
        "2019-03-01 – 2021-07-01 | Mill / Press | . | .",
        "2021-07-01 – . | Mill / Store | . | .",
    ]
    assert Employment.objects.get(person__number="w2").reason == "Resigned"


def test_the_same_history_again_changes_nobody(folder: Path) -> None:
    for name in ("a.csv", "b.csv"):
        export(folder, JOBS, name)
    before = Person.objects.count()
    assert [outcome for _name, outcome in looked(Watch(folder, shape=HISTORY))] == [
        Outcome.TAKEN,
        Outcome.TAKEN,
    ]
    assert Person.objects.count() == before + 2
    latest = intake.latest_applied()
    assert latest is not None
    assert (latest.counts["people"]["new"], latest.counts["people"]["changed"]) == (0, 0)


def test_counts_are_brought_in_and_name_nobody(folder: Path) -> None:
    people = Person.objects.count()
    export(folder, LEAVERS)
    assert looked(Watch(folder, shape=COUNTS)) == [("export.csv", Outcome.TAKEN)]
    assert sum(LeaverCount.objects.values_list("leavers", flat=True)) == 7
    assert Person.objects.count() == people
    assert not Headcount.objects.exists()


@pytest.mark.parametrize(
    ("shape", "content"),
    [(HISTORY, LEAVERS), (COUNTS, ROSTER + STAFF[0]), (intake.Shape.PERSON, LEAVERS)],
    ids=["counts for a history", "people for counts", "counts for people"],
)
def test_a_file_of_another_shape_is_put_aside_and_nothing_is_changed(
    folder: Path, cast: Cast, shape: intake.Shape, content: str
) -> None:
    before = Person.objects.count(), Area.objects.count()
    export(folder, content)
    assert looked(Watch(folder, shape=shape)) == [("export.csv", Outcome.UNUSABLE)]
    assert (folder / "not-usable/export.csv").read_text() == content
    assert (Person.objects.count(), Area.objects.count()) == before
    asked = [each.sentence for each in obligations(cast.farid, TUESDAY.date())]
    assert asked == ["“export.csv” could not be used."]


def test_a_watched_import_of_counts_is_undone_from_its_page(folder: Path, farid: Client) -> None:
    export(folder, LEAVERS)
    looked(Watch(folder, shape=COUNTS))
    import_ = Import.objects.get()
    page = reverse("company:import", args=[import_.pk])
    assert "I have read it" in farid.get(page).text
    farid.post(reverse("company:undo", args=[import_.pk]))
    assert "This import was undone." in farid.get(page).text
    assert not LeaverCount.objects.exists()


# Mappings kept by name


def test_a_mapping_kept_in_the_browser_is_called_by_its_name(folder: Path, cast: Cast) -> None:
    save("Payroll, monthly", SAID, cast)
    export(folder, STRANGE)
    assert looked(Watch(folder, mapping_named("Payroll, monthly")[0])) == [
        ("export.csv", Outcome.TAKEN)
    ]
    assert jobs("w2") == ["2021-01-01 – . | Mill / Store | . | ."]


def test_it_reads_a_workbook_as_it_reads_text(folder: Path, cast: Cast) -> None:
    save("Payroll", SAID, cast)
    rows = [line.split(",") for line in STRANGE.splitlines()]
    export(folder, workbook(rows), "export.xlsx")
    assert looked(Watch(folder, mapping_named("Payroll")[0])) == [("export.xlsx", Outcome.TAKEN)]
    assert jobs("w1") == ["2020-01-01 – . | Mill / Press | . | ."]


def test_the_name_goes_before_a_file_of_the_same_name(
    folder: Path, cast: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("ours.toml").write_text('[columns]\nKennung = "title"\n')
    assert set(mapping_named("ours.toml")[0].columns) == {"kennung"}
    save("ours.toml", SAID, cast)
    assert set(mapping_named("ours.toml")[0].columns) == {"kennung", "wo", "seit"}


def test_a_mapping_whose_headings_are_not_there_makes_the_file_unusable(
    folder: Path, cast: Cast
) -> None:
    save("Payroll", SAID, cast)
    export(folder, ROSTER + STAFF[0])
    assert looked(Watch(folder, mapping_named("Payroll")[0])) == [("export.csv", Outcome.UNUSABLE)]
    assert not Person.objects.filter(number="w1").exists()


def test_neither_a_name_nor_a_file_is_refused_before_any_look(db: None) -> None:
    with pytest.raises(intake.FileUnusable, match="cannot be read"):
        mapping_named("Payrol")[0]
    assert mapping_named(None)[0] is intake.GUESSED


# Many leavings, and a word in the browser


def wait(folder: Path, *, kept: int = 10) -> Import:
    """Forty came, and now the file of the whole company names ten of them."""
    export(folder, ROSTER + "".join(STAFF), "first.csv")
    assert looked(Watch(folder)) == [("first.csv", Outcome.TAKEN)]
    export(folder, ROSTER + "".join(STAFF[:kept]), "second.csv")
    assert looked(Watch(folder, full_roster=True)) == [("second.csv", Outcome.WAITING)]
    return Import.objects.waiting().get()


def gone() -> int:
    ended = Employment.objects.filter(person__number__startswith="w", end_on__isnull=False)
    return ended.count()


def test_it_waits_until_somebody_says_that_they_are_meant(folder: Path, farid: Client) -> None:
    import_ = wait(folder)
    apply = reverse("company:apply", args=[import_.pk])
    page = reverse("company:import", args=[import_.pk])
    farid.post(apply)
    assert gone() == 0
    import_.refresh_from_db()
    assert import_.state == ImportState.CHECKED
    assert 'name="expect_many"' in farid.get(page).text
    farid.post(apply, {"expect_many": "yes"})
    assert gone() == 30
    import_.refresh_from_db()
    assert import_.state == ImportState.APPLIED
    event = Event.objects.filter(what="import.applied", about=import_.pk).get()
    assert event.actor != "system"
    assert (folder / "waiting/second.csv").exists()  # nothing is ever deleted there


def test_thrown_away_nobody_left_and_the_next_file_is_taken(folder: Path, farid: Client) -> None:
    import_ = wait(folder)
    farid.post(reverse("company:discard", args=[import_.pk]))
    assert gone() == 0
    export(folder, ROSTER + "".join(STAFF[:39]), "third.csv")
    assert looked(Watch(folder)) == [("third.csv", Outcome.TAKEN)]
    assert (folder / "waiting/second.csv").exists()


def test_applied_in_the_browser_it_can_be_undone_there(folder: Path, farid: Client) -> None:
    import_ = wait(folder)
    farid.post(reverse("company:apply", args=[import_.pk]), {"expect_many": "yes"})
    assert gone() == 30
    farid.post(reverse("company:undo", args=[import_.pk]))
    assert gone() == 0
    assert Person.objects.filter(number__startswith="w").count() == 40
    assert (uploads() / str(import_.pk)).exists()


def test_what_came_since_the_check_is_compared_anew_when_it_is_applied(
    folder: Path, farid: Client
) -> None:
    import_ = wait(folder)
    late = "w99,Nils Roth,Mill / Press,2026-01-01\n"
    export(folder, ROSTER + late, "late.csv")
    assert looked(Watch(folder)) == [("late.csv", Outcome.TAKEN)]
    farid.post(reverse("company:apply", args=[import_.pk]), {"expect_many": "yes"})
    import_.refresh_from_db()
    stays = Employment.objects.filter(person__number="w99", end_on__isnull=False).count()
    assert (import_.state, stays) == (ImportState.APPLIED, 1)
