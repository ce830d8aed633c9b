"""Applying: once, wholly or not at all, and never on a stale check."""

from __future__ import annotations

from unittest.mock import Mock

import pytest
from django.db import connection, transaction

from tandem.access.audit import OPERATOR
from tandem.access.models import Event
from tandem.organisation import actions, intake
from tandem.organisation.intake.staging import FILE_NAME
from tandem.organisation.models import Area, Employment, Import, ImportState, Person, Spell
from tandem.organisation.tests.intake.office import LATER, MONDAY, Office, areas, jobs, names, stays

pytestmark = pytest.mark.django_db

HEADER = "ID,Name,Department,Hired,Left on\n"
EVERYBODY = "".join(f"{number},P{number},Sales,2020-01-01,\n" for number in range(1, 101))
HUNDRED = HEADER + EVERYBODY


def without(*numbers: int) -> str:
    rows = EVERYBODY.splitlines(keepends=True)
    return HEADER + "".join(row for n, row in enumerate(rows, 1) if n not in numbers)


def leaving(*numbers: int) -> str:
    rows = EVERYBODY.splitlines()
    return HEADER + "".join(
        f"{row}{'2026-10-31' if n in numbers else ''}\n" for n, row in enumerate(rows, 1)
    )


def renamed(*numbers: int) -> str:
    rows = EVERYBODY.splitlines(keepends=True)
    return HEADER + "".join(
        row.replace(",P", ",Q") if n in numbers else row for n, row in enumerate(rows, 1)
    )


def events() -> list[str]:
    return list(Event.objects.order_by("id").values_list("what", flat=True))


# Once


def test_a_check_that_is_kept_waits_for_a_word(office: Office) -> None:
    kept = office.keep(HUNDRED)
    assert list(Import.objects.waiting()) == [kept]
    assert (kept.state, kept.rows, kept.accepted, kept.rejected) == ("checked", 100, 100, 0)
    assert (kept.file_name, kept.checked_at, kept.checked_by) == ("people.csv", MONDAY, None)
    assert events() == ["import.checked"]
    assert not Person.objects.exists()


def test_applying_leaves_one_event_about_the_import(office: Office) -> None:
    kept = office.keep(HUNDRED)
    applied = office.apply(kept)
    assert (applied.state, applied.applied_at) == (ImportState.APPLIED, MONDAY)
    assert list(Import.objects.applied()) == [kept]
    assert events() == ["import.checked", "import.applied"]
    event = Event.objects.get(what="import.applied")
    assert (event.about, event.actor, event.at) == (kept.pk, "operator", MONDAY)


def test_who_checked_is_written_down(office: Office) -> None:
    farid = actions.add_person(
        first_name="Farid", last_name="Nasser", email="", area=None, by=OPERATOR, at=MONDAY
    )
    import_id = office.keep(HUNDRED).pk
    report = intake.Report.read(intake.folder_of(office.uploads, import_id))
    other = intake.keep(import_id=farid.pk, report=report, by=farid, at=MONDAY)
    assert other.checked_by == farid
    assert Event.objects.filter(who=farid.pseudonym, about=other.pk).exists()


def test_a_second_time_is_refused_politely(office: Office) -> None:
    kept = office.keep(HUNDRED)
    office.apply(kept)
    office.at = LATER
    with pytest.raises(intake.UnableToApply, match=r"applied on 23 November 2026, 08:00\. Nothing"):
        office.apply(kept)
    assert Person.objects.count() == 100
    assert events() == ["import.checked", "import.applied"]


def test_a_check_thrown_away_takes_its_files_with_it(
    office: Office, django_capture_on_commit_callbacks: object
) -> None:
    kept = office.keep(HUNDRED)
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]  # a fixture
        gone = intake.discard(import_=kept, by=OPERATOR, at=MONDAY, uploads=office.uploads)
    assert gone.state == ImportState.DISCARDED
    assert not intake.folder_of(office.uploads, kept.pk).exists()
    again = intake.discard(import_=kept, by=OPERATOR, at=LATER, uploads=office.uploads)
    assert again.state == ImportState.DISCARDED
    assert events() == ["import.checked", "import.discarded"]
    with pytest.raises(intake.UnableToApply, match="thrown away"):
        office.apply(kept)


def test_what_was_applied_cannot_be_thrown_away(office: Office) -> None:
    kept = office.keep(HUNDRED)
    office.apply(kept)
    with pytest.raises(intake.UnableToApply, match="was applied"):
        intake.discard(import_=kept, by=OPERATOR, at=MONDAY, uploads=office.uploads)


def test_staged_rows_are_gone_once_it_is_certain(
    office: Office, django_capture_on_commit_callbacks: object
) -> None:
    kept = office.keep(HUNDRED + "x,X,Sales,soon,\n")
    staged = intake.folder_of(office.uploads, kept.pk) / FILE_NAME
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]  # a fixture
        office.apply(kept)
        assert staged.exists()  # a rollback would still need them
    assert not staged.exists()
    assert len(intake.rejected_files(staged.parent)) == 1
    with pytest.raises(intake.UnableToApply):
        office.apply(kept)


def test_without_its_staged_rows_a_check_must_be_made_again(office: Office) -> None:
    kept = office.keep(HUNDRED)
    (intake.folder_of(office.uploads, kept.pk) / FILE_NAME).unlink()
    with pytest.raises(intake.UnableToApply, match="Check the file again"):
        office.apply(kept)
    assert Import.objects.waiting().exists()


# Wholly or not at all


def test_without_its_event_nothing_is_kept(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = office.keep(HUNDRED)
    monkeypatch.setattr("tandem.access.audit.append", Mock(side_effect=OSError("disk full")))
    with pytest.raises(OSError, match="disk full"), transaction.atomic():
        office.apply(kept)
    for model in (Person, Employment, Spell, Area):
        assert not model._base_manager.exists()
    monkeypatch.undo()
    assert office.apply(kept).state == ImportState.APPLIED  # and it can be done later


def test_refused_rows_do_not_stop_the_others(office: Office) -> None:
    counts = office.bring(HUNDRED + "x,X,Sales,soon,\n")
    assert counts["new"] == Person.objects.count() == 100


# Many


def test_a_first_file_never_asks(office: Office) -> None:
    assert office.look(HUNDRED).asks == []


@pytest.mark.parametrize(
    ("content", "asks"),
    [
        (leaving(*range(1, 6)), []),  # exactly 5 %
        (leaving(*range(1, 7)), ["many_leave"]),
        (renamed(*range(1, 31)), []),  # exactly 30 %
        (renamed(*range(1, 32)), ["many_change"]),
    ],
)
def test_more_than_usual_is_asked_about(office: Office, content: str, asks: list[str]) -> None:
    office.bring(HUNDRED)
    office.at = LATER
    report = office.look(content)
    assert [problem.kind for problem in report.asks] == asks
    assert report.needs_asking == bool(asks)
    assert report.here == 100


def test_people_who_are_gone_are_not_among_those_who_change(office: Office) -> None:
    """Of twenty who are here nobody changes; eighty who left long ago get another name."""
    office.bring(leaving(*range(1, 81)))
    report = office.look(leaving(*range(1, 81)).replace(",P", ",Q", 80))
    assert (report.here, report.changed, report.asks) == (20, 80, [])
    report = office.look(leaving(*range(1, 81)).replace(",P", ",Q"))
    assert [each.reason for each in report.asks] == [
        "20 of 20 people would change. That is more than 30 %."
    ]


def test_until_somebody_says_yes_nothing_happens(office: Office) -> None:
    office.bring(HUNDRED)
    kept = office.keep(leaving(*range(1, 7)))
    with pytest.raises(intake.ManyChanges, match="6 of 100 people would leave"):
        office.apply(kept, expect_many=False)
    assert stays("1") == [("2020-01-01", ".", "", "")]
    office.apply(kept, expect_many=True)
    assert stays("1")[0][1] == "2026-11-01"


def test_people_who_left_long_ago_do_not_dilute_the_share(office: Office) -> None:
    office.bring(leaving(*range(1, 91)))
    office.at = LATER
    assert [problem.kind for problem in office.look(leaving(*range(1, 92))).asks] == ["many_leave"]


# A full roster


def test_who_is_missing_from_a_full_roster_of_today_has_left_today(office: Office) -> None:
    office.bring(HUNDRED)
    office.at = LATER
    assert office.bring(without(7), full_roster=True)["left"] == 1
    assert stays("7") == [("2020-01-01", "2026-12-23", "", "")]
    assert jobs("7") == ["2020-01-01 – 2026-12-23 | Sales | . | ."]
    assert office.bring(without(7), full_roster=True)["left"] == 0


def test_a_person_whose_row_was_refused_is_not_missing(office: Office) -> None:
    office.bring(HUNDRED)
    report = office.look(
        without(7, 8) + '7,P7,Sales,soon,\n"8,P8,Sales,2020-01-01,\n', full_roster=True
    )
    assert (report.rejected, report.left) == (2, 1)  # the id of a broken line cannot be read
    report = office.look(without(7) + "7,P7,Sales,soon,\n", full_roster=True)
    assert (report.rejected, report.left) == (1, 0)


def test_a_full_roster_does_not_speak_of_people_set_up_by_hand(office: Office) -> None:
    office.bring(HUNDRED)
    actions.add_person(
        first_name="Pia",
        last_name="Novak",
        email="",
        area=Area.objects.get(),
        by=OPERATOR,
        at=MONDAY,
    )
    office.at = LATER
    assert office.bring(HUNDRED, full_roster=True) == {
        "new": 0,
        "changed": 0,
        "left": 0,
        "areas": 0,
    }


def test_a_full_roster_does_not_speak_of_people_who_start_later(office: Office) -> None:
    office.bring(HUNDRED + "x,X,Sales,2027-05-01,\n")
    assert office.look(HUNDRED, full_roster=True).left == 0


def test_who_is_back_in_a_full_roster_is_back(office: Office) -> None:
    office.bring(HUNDRED)
    office.at = LATER
    office.bring(without(7), full_roster=True)
    everybody = HUNDRED.replace(",Left on", ",Shoe size")  # a file without leave dates
    assert office.bring(everybody, full_roster=True)["changed"] == 1
    assert stays("7") == [("2020-01-01", ".", "", "")]


def test_many_missing_people_are_counted_in_batches(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tandem.organisation.intake.comparing.BATCH", 7)
    monkeypatch.setattr("tandem.organisation.intake.staging.BATCH", 7)
    office.bring(HUNDRED)
    office.at = LATER
    assert office.look(without(*range(1, 31)), full_roster=True).left == 30
    assert office.bring(without(*range(1, 31)), full_roster=True)["left"] == 30
    assert Employment.objects.still().count() == 70


# A check that has grown old


def test_what_another_import_did_since_is_compared_anew(office: Office) -> None:
    stale = office.keep(HUNDRED)
    office.bring(renamed(*range(1, 101)))
    assert names()["1"] == "Q1"
    applied = office.apply(stale)
    assert applied.counts["people"] == {"new": 0, "changed": 100, "left": 0}
    assert Person.objects.count() == 100
    assert names()["1"] == "P1"


def test_what_was_done_by_hand_since_is_compared_anew(office: Office) -> None:
    stale = office.keep(
        "ID,Name,E-mail,Department,Hired\n7,Ann,ann@varnholm.example,Sales,2020-01-01\n"
    )
    area = actions.add_area(name="Sales", parent=None, by=OPERATOR, at=MONDAY)
    actions.add_person(
        first_name="Ann",
        last_name="",
        email="ann@varnholm.example",
        area=area,
        by=OPERATOR,
        at=MONDAY,
    )
    applied = office.apply(stale)
    assert applied.counts["people"]["new"] == 0
    assert applied.counts["areas"]["new"] == 0
    assert names() == {"7": "Ann"}
    assert areas() == ["Sales"]


def test_a_change_is_dated_by_the_day_it_is_applied_not_checked(office: Office) -> None:
    office.bring(HUNDRED)
    stale = office.keep(HUNDRED.replace("1,P1,Sales", "1,P1,Service"))
    office.at = LATER
    office.apply(stale)
    assert jobs("1")[1].startswith("2026-12-23 – .")


def test_an_old_check_that_would_now_change_many_asks_first(office: Office) -> None:
    stale = office.keep(HUNDRED)
    office.bring(renamed(*range(1, 101)))
    with (
        pytest.raises(intake.ManyChanges, match="100 of 100 people would change"),
        transaction.atomic(),
    ):
        office.apply(stale, expect_many=False)
    assert names()["1"] == "Q1"


def test_a_row_that_has_become_impossible_is_left_out_and_counted(office: Office) -> None:
    stale = office.keep("ID,Department,Hired,Left on\n1,Sales,2015-01-01,\n2,Sales,2015-01-01,\n")
    office.bring("ID,Department,Hired,Left on\n1,Sales,2015-01-01,2016-01-01\n")
    office.bring("ID,Department,Hired,Left on\n1,Sales,2020-01-01,\n")
    applied = office.apply(stale)
    assert (applied.accepted, applied.rejected) == (1, 1)
    assert applied.counts["people"]["new"] == 1
    assert len(stays("1")) == 2


def test_a_check_is_not_stale_for_what_does_not_touch_the_organisation(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = office.keep(HUNDRED)
    office.keep(HUNDRED)  # another check changes nothing
    matched = Mock()
    monkeypatch.setattr("tandem.organisation.intake.applying.match_people", matched)
    office.apply(kept)
    matched.assert_not_called()


def test_postgresql_plans_for_the_people_who_came_as_soon_as_they_are_here(office: Office) -> None:
    """Without it, it plans for none until it looks by itself, and a page may wait for hours."""
    if connection.vendor != "postgresql":
        pytest.skip("SQLite plans without counting rows.")
    office.bring(HUNDRED)
    with connection.cursor() as cursor:
        names = [each._meta.db_table for each in (Person, Employment, Spell)]
        cursor.execute("SELECT reltuples FROM pg_class WHERE relname = ANY(%s)", [names])
        assert cursor.fetchall() == [(100.0,)] * 3
