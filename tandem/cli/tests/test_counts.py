"""`tandem import people --shape counts`: leavers and headcounts without persons."""

from __future__ import annotations

import gzip
import json
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from pytest_django.fixtures import Settings

from tandem.cli import main
from tandem.cli.people import Wish, run
from tandem.organisation.models import Area, Headcount, Import, LeaverCount, Person

LEAVERS = "Area,Month,Reason\nSales,2026-01,Quit\nSales,2026-01,Quit\nDairy,2026-02,Death\n"
HEADS = "Area,Month,Headcount\nSales,2026-02,30\nDairy,2026-02,20\n"


@pytest.fixture
def folder(tmp_path: Path, settings: Settings, db: None) -> Path:
    settings.SITE = replace(settings.SITE, home=tmp_path)
    (tmp_path / "charts").mkdir()
    (tmp_path / "leavers.csv").write_text(LEAVERS, encoding="utf-8")
    (tmp_path / "heads.csv").write_text(HEADS, encoding="utf-8")
    return tmp_path


def wish(folder: Path, **asked: object) -> Wish:
    plain = Wish(
        full_roster=False, expect_many=False, dry_run=False, strict=False, as_json=False,
        shape="counts", headcounts=(folder / "heads.csv",),
    )  # fmt: skip
    return replace(plain, **asked)  # type: ignore[arg-type]  # fields of a Wish


def test_what_was_counted_is_told_and_stored(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run([folder / "leavers.csv"], None, wish(folder), folder / "uploads") == 0
    said = capsys.readouterr().out
    assert "leavers.csv, heads.csv: 5 rows, 5 taken, 0 not taken." in said
    assert "Counted: 3 leavers, 2 headcounts; no persons. Areas: 2 new." in said
    assert (LeaverCount.objects.count(), Headcount.objects.count()) == (2, 2)
    assert Import.objects.get().shape == "counts"
    assert not Person.objects.exists()


def test_the_report_for_programs_has_two_numbers_more(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = wish(folder, as_json=True, dry_run=True)
    assert run([folder / "leavers.csv"], None, asked, folder / "uploads") == 0
    report = json.loads(capsys.readouterr().out)
    assert report == {
        "rows": 5, "accepted": 5, "rejected": 0,
        "people": {"new": 0, "changed": 0, "left": 0}, "areas": {"new": 2},
        "leavers": 3, "headcounts": 2, "problems": [], "import_id": None,
    }  # fmt: skip
    assert not Area.objects.exists()


def test_a_row_that_cannot_be_taken_leaves_the_others_in(folder: Path) -> None:
    (folder / "leavers.csv").write_text(f"{LEAVERS}Sales,soon,Quit\n", encoding="utf-8")
    assert run([folder / "leavers.csv"], None, wish(folder), folder / "uploads") == 1
    assert sum(LeaverCount.objects.values_list("leavers", flat=True)) == 3


def test_with_strict_it_does_not(folder: Path) -> None:
    (folder / "leavers.csv").write_text(f"{LEAVERS}Sales,soon,Quit\n", encoding="utf-8")
    asked = wish(folder, strict=True)
    assert run([folder / "leavers.csv"], None, asked, folder / "uploads") == 1
    assert not LeaverCount.objects.exists()


def test_a_file_that_cannot_be_used_changes_nothing(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "heads.csv").write_text("Area,Month\nSales,2026-01\n", encoding="utf-8")
    assert run([folder / "leavers.csv"], None, wish(folder), folder / "uploads") == 2
    assert "heads.csv: No column for: Headcount." in capsys.readouterr().err
    assert not LeaverCount.objects.exists()


def test_a_packed_file_is_read(folder: Path) -> None:
    packed = folder / "leavers.csv.gz"
    packed.write_bytes(gzip.compress(LEAVERS.encode()))
    assert run([packed], None, wish(folder), folder / "uploads") == 0
    assert LeaverCount.objects.count() == 2


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--shape", "counts", "--full-roster"), "--full-roster speaks of people"),
        (("--headcounts", "heads.csv"), "--headcounts belongs to --shape counts"),
        (("--shape", "counts", "--codes", "nowhere"), "'nowhere' does not exist"),
        (("--shape", "moons"), "'moons' is not one of"),
    ],
)
def test_options_that_do_not_fit_are_told_before_anything_is_read(
    words: tuple[str, ...], said: str
) -> None:
    told = CliRunner().invoke(main, ["import", "people", "leavers.csv", *words])
    assert told.exit_code == 2
    assert said in " ".join(told.output.replace("│", " ").split())
