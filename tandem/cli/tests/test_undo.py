"""`tandem import undo`: what it prints, what it changes and how it ends."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from pytest_django.fixtures import Settings

from tandem.access.audit import OPERATOR
from tandem.access.models import Event
from tandem.bridge.models import AreaFigures
from tandem.bridge.shelf import latest_snapshot
from tandem.cli import people, undo
from tandem.organisation import actions
from tandem.organisation.models import Area, Import, ImportState, Person
from tandem.partnership.testing import TUESDAY

FIRST = "ID,Name,Department,Hired\n1,Ann Lund,Sales,2020-01-01\n"
SECOND = FIRST + "2,Ben Ek,Depot,2021-03-01\n"
PLAIN = people.Wish(
    full_roster=False, expect_many=True, dry_run=False, strict=False, as_json=False
)  # fmt: skip


@dataclass
class Terminal:
    home: Path
    capsys: pytest.CaptureFixture[str]
    out: str = ""
    err: str = ""

    def bring(self, content: str) -> None:
        file = self.home / "people.csv"
        file.write_text(content, encoding="utf-8")
        assert people.run([file], None, PLAIN, self.home / "uploads") == 0
        self.capsys.readouterr()

    def undo(self, import_id: uuid.UUID | None = None, *, dry_run: bool = False) -> int:
        code = undo.run(import_id, dry_run=dry_run)
        self.out, self.err = self.capsys.readouterr()
        return code


@pytest.fixture
def terminal(
    tmp_path: Path, settings: Settings, capsys: pytest.CaptureFixture[str], db: None
) -> Iterator[Terminal]:
    settings.SITE = replace(settings.SITE, home=tmp_path)
    (tmp_path / "charts").mkdir()
    yield Terminal(tmp_path, capsys)


def test_0_the_latest_import_is_undone(terminal: Terminal) -> None:
    terminal.bring(FIRST)
    terminal.bring(SECOND)
    assert terminal.undo() == 0
    assert terminal.out.startswith("people.csv, applied 2026-11-24 08:00. People: 1 new, 0 changed")
    assert terminal.out.endswith("Undone.\n")
    assert [person.name for person in Person.objects.all()] == ["Ann Lund"]
    assert Event.objects.get(what="import.undone").actor == "operator"


def test_0_the_numbers_are_those_of_before(terminal: Terminal) -> None:
    terminal.bring(FIRST)
    first = Import.objects.get()
    figures = set(AreaFigures.objects.values_list("area__name", "snapshot"))
    terminal.bring(SECOND)
    second = Import.objects.exclude(pk=first.pk).get()
    terminal.undo()
    assert set(AreaFigures.objects.values_list("area__name", "snapshot")) == figures
    assert latest_snapshot(terminal.home) == terminal.home / "snapshots" / str(first.pk)
    assert not (terminal.home / "snapshots" / str(second.pk)).exists()


def test_0_without_any_import_left_there_are_no_numbers(terminal: Terminal) -> None:
    terminal.bring(FIRST)
    assert terminal.undo() == 0
    assert terminal.err == ""
    assert not AreaFigures.objects.exists()
    assert latest_snapshot(terminal.home) is None
    assert not Area.objects.exists()


def test_0_a_dry_run_says_that_nothing_stands_in_the_way(terminal: Terminal) -> None:
    terminal.bring(FIRST)
    assert terminal.undo(dry_run=True) == 0
    assert "Nothing stands in the way." in terminal.out
    assert Person.objects.count() == 1
    assert Import.objects.get().state == ImportState.APPLIED


@pytest.mark.parametrize("dry_run", [False, True])
def test_2_what_stands_in_the_way_is_listed_and_nothing_is_changed(
    terminal: Terminal, dry_run: bool
) -> None:
    terminal.bring(FIRST)
    ann = Person.objects.get()
    actions.invite(person=ann, email="ann@varnholm.example", by=OPERATOR, at=TUESDAY)
    assert terminal.undo(dry_run=dry_run) == 2
    assert "1 invitation about Ann Lund came after this import." in terminal.err
    assert terminal.err.endswith("Nothing was changed.\n")
    assert Person.objects.count() == 1


def test_2_an_older_import_names_the_later_ones(terminal: Terminal) -> None:
    terminal.bring(FIRST)
    first = Import.objects.get()
    terminal.bring(SECOND)
    assert terminal.undo(first.pk, dry_run=True) == 2
    assert "The import of people.csv on 24 November 2026, 08:00 came later." in terminal.err


def test_2_there_is_nothing_to_undo(terminal: Terminal) -> None:
    assert terminal.undo() == 2
    assert terminal.err == "No import has been applied. Nothing was changed.\n"
    assert terminal.undo(uuid.uuid4()) == 2
    assert terminal.err == "There is no such import. Nothing was changed.\n"


@pytest.mark.parametrize("dry_run", [False, True])
def test_2_a_second_time(terminal: Terminal, dry_run: bool) -> None:
    terminal.bring(FIRST)
    import_ = Import.objects.get()
    terminal.undo(import_.pk)
    assert terminal.undo(import_.pk, dry_run=dry_run) == 2
    assert Event.objects.filter(what="import.undone").count() == 1


def test_an_id_that_is_none_is_refused_before_anything_is_opened() -> None:
    done = CliRunner().invoke(undo.undo, ["yesterday"])
    assert done.exit_code == 2
    assert "'yesterday' is not a valid UUID" in done.output
