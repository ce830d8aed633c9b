"""Two hands at once: an import is applied once, and two imports come one after the other."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import connection

from tandem.access.audit import OPERATOR
from tandem.access.models import Event
from tandem.organisation import intake
from tandem.organisation.models import Area, Employment, Import, Person, Spell
from tandem.organisation.tests.intake.office import LATER, Office, stays

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

HEADER = "ID,Name,Department,Hired,Left on\n"
TEN = HEADER + "".join(f"{number},P{number},Sales,2020-01-01,\n" for number in range(10))


def at_once(*acts: Callable[[], object]) -> list[str]:
    """What became of each act, sorted: "done" or the name of what it raised."""
    ready, outcomes = threading.Barrier(len(acts)), list[str]()

    def run(act: Callable[[], object]) -> None:
        ready.wait()
        try:
            act()
            outcomes.append("done")
        except (intake.UnableToApply, intake.UnableToUndo) as refused:
            outcomes.append(type(refused).__name__)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(outcomes)


def test_of_four_who_apply_at_once_one_applies(tmp_path: Path) -> None:
    office = Office(tmp_path)
    kept = office.keep(TEN)
    assert at_once(*[lambda: office.apply(kept)] * 4) == ["UnableToApply"] * 3 + ["done"]
    assert Person.objects.count() == Employment.objects.count() == Spell.objects.count() == 10
    assert Event.objects.filter(what="import.applied").count() == 1


def test_two_checks_of_one_file_at_once_bring_everybody_in_once(tmp_path: Path) -> None:
    office = Office(tmp_path)
    one, other = office.keep(TEN), office.keep(TEN)
    assert at_once(lambda: office.apply(one), lambda: office.apply(other)) == ["done", "done"]
    assert Person.objects.count() == Employment.objects.count() == Spell.objects.count() == 10
    assert Area.objects.count() == 1
    new = [import_.counts["people"]["new"] for import_ in Import.objects.all()]
    assert sorted(new) == [0, 10]  # whoever came second found them there


def test_two_imports_that_disagree_leave_the_word_of_the_second(tmp_path: Path) -> None:
    office = Office(tmp_path)
    office.bring(TEN)
    leaving = [
        office.keep(TEN.replace("7,P7,Sales,2020-01-01,", f"7,P7,Sales,2020-01-01,2026-0{n}-28"))
        for n in (6, 7)
    ]
    acts = [lambda each=each: office.apply(each) for each in leaving]
    assert at_once(*acts) == ["done", "done"]
    [(_start, end, _reason, _class)] = stays("7")
    assert end in ("2026-06-29", "2026-07-29")
    assert (
        Spell.objects.get(employment__person__number="7").end_on
        == Employment.objects.get(person__number="7").end_on
    )


def undo(office: Office, import_: Import) -> Import:
    return intake.undo(import_=import_, by=OPERATOR, at=LATER, uploads=office.uploads)


def test_of_four_who_undo_at_once_one_undoes(tmp_path: Path) -> None:
    office = Office(tmp_path)
    kept = office.apply(office.keep(TEN))
    assert at_once(*[lambda: undo(office, kept)] * 4) == ["UnableToUndo"] * 3 + ["done"]
    assert not Person.objects.exists()
    assert Event.objects.filter(what="import.undone").count() == 1


def test_an_undo_and_a_later_import_at_once_leave_one_of_the_two_whole(tmp_path: Path) -> None:
    office = Office(tmp_path)
    first = office.apply(office.keep(TEN))
    second = office.keep(TEN.replace("Sales", "Depot"))
    outcomes = at_once(lambda: undo(office, first), lambda: office.apply(second))
    # Whoever came second found the other's work: the undo a later import, or the import nobody.
    assert outcomes in (["UnableToUndo", "done"], ["done", "done"])
    assert Person.objects.count() == 10
    areas = set(Area.objects.values_list("name", flat=True))
    assert areas == ({"Depot"} if outcomes == ["done", "done"] else {"Depot", "Sales"})


def test_after_an_undo_nothing_is_left_behind_in_the_folder_but_the_report(tmp_path: Path) -> None:
    office = Office(tmp_path)
    kept = office.apply(office.keep(TEN))
    undo(office, kept)
    folder = intake.folder_of(office.uploads, kept.pk)
    assert sorted(path.name for path in folder.iterdir()) == ["problems.jsonl", "report.json"]


def test_staged_rows_go_when_the_import_is_certain(tmp_path: Path) -> None:
    office = Office(tmp_path)
    kept = office.keep(TEN)
    office.apply(kept)
    folder = intake.folder_of(office.uploads, kept.pk)
    assert sorted(path.name for path in folder.iterdir()) == [
        "journal.jsonl",
        "problems.jsonl",
        "report.json",
    ]
