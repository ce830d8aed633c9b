"""A file of duties: read, held against the company, applied as a whole, the rest given back."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from tandem.access.audit import OPERATOR
from tandem.access.models import Event
from tandem.organisation import actions, standing_in
from tandem.organisation.intake.duty_file import DutyFile, read_duties, write_refused
from tandem.organisation.intake.duty_plan import ChangedMeanwhile, Plan, apply_plan, plan
from tandem.organisation.intake.findings import FileUnusable, Kind
from tandem.organisation.intake.reading import Incoming
from tandem.organisation.models import Area, Assignment, Duty, Grounds, Person
from tandem.partnership.testing import HIRED, TUESDAY, Cast

TODAY = TUESDAY.date()
HEADER = "Area,Leader,HR partner,Since,Why\n"
Reads = Callable[[str | bytes], DutyFile]


@pytest.fixture
def reads(tmp_path: Path) -> Reads:
    def read(content: str | bytes) -> DutyFile:
        path = tmp_path / "duties.csv"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return read_duties(Incoming("duties.csv", path), tmp_path / "copy")

    return read


def kinds(found: Plan) -> list[tuple[int | None, str | None, str]]:
    return [(each.line, each.column, each.kind.value) for each in found.problems]


def brought_in(file: DutyFile, why: str = "Autumn review") -> Plan:
    mark = plan(file, TODAY).mark
    return apply_plan(file, mark=mark, why=why, by=OPERATOR, at=TUESDAY)


def holder(area: Area, duty: Duty, day: date = TODAY) -> Person | None:
    held = Assignment.objects.at(area).filter(duty=duty).on(day).first()
    return held.person if held else None


GOOD = HEADER + (
    "Supply,,leo.hartmann@varnholm.example,2026-11-02,New in Supply\n"
    "Varnholm Foods / Supply / Operations,ANA.DUARTE@varnholm.example,,2026-11-16,\n"
    "night shift,ilse.brandt@varnholm.example,,2024-05-01,\n"
    "Finance,,leo.hartmann@varnholm.example,,\n"
)


def test_the_check_says_what_would_change_and_changes_nothing(cast: Cast, reads: Reads) -> None:
    before = [*Assignment.objects.values_list("pk", "start_on", "end_on")]
    found = plan(reads(GOOD), TODAY)
    assert (found.rows, found.accepted, found.rejected, found.same) == (4, 4, 0, 1)
    assert [(one.area.name, one.duty.value, one.person.first_name) for one in found.given] == [
        ("Supply", "hr_partner", "Leo"),
        ("Operations", "leads", "Ana"),
    ]
    assert [(one.area.name, one.since) for one in found.corrected] == [
        ("Night shift", date(2024, 5, 1))
    ]
    assert [*Assignment.objects.values_list("pk", "start_on", "end_on")] == before


def test_applied_each_change_has_its_day_its_event_and_its_grounds(
    cast: Cast, reads: Reads
) -> None:
    events = Event.objects.count()
    brought_in(reads(GOOD))
    assert holder(cast.areas.supply, Duty.HR_PARTNER) == cast.leo
    assert holder(cast.areas.operations, Duty.LEADS) == cast.ana
    assert holder(cast.areas.operations, Duty.LEADS, date(2026, 11, 15)) == cast.sam
    said = [*Event.objects.order_by("id").values_list("what", flat=True)[events:]]
    assert sorted(said) == [
        "area.hr_partner.set", "area.leads.corrected", "area.leads.ended", "area.leads.set",
    ]  # fmt: skip
    new = {
        duty: Assignment.objects.at(area).filter(duty=duty).still().get().pk
        for area, duty in (
            (cast.areas.supply, Duty.HR_PARTNER), (cast.areas.operations, Duty.LEADS),
        )
    }  # fmt: skip
    assert Grounds.objects.by_row(new.values()) == {
        new[Duty.HR_PARTNER]: "New in Supply",  # the row's own
        new[Duty.LEADS]: "Autumn review",
    }


def test_the_same_file_again_changes_nothing(cast: Cast, reads: Reads) -> None:
    brought_in(reads(GOOD))
    events = Event.objects.count()
    again = brought_in(reads(GOOD))
    assert (again.changes, again.same) == ([], 4)
    assert Event.objects.count() == events


def test_a_person_is_named_by_employee_id_too(cast: Cast, reads: Reads) -> None:
    from tandem.access.audit import record

    cast.leo.number = "A-17"
    record("person.corrected", cast.leo, by=OPERATOR, at=TUESDAY)
    brought_in(reads(HEADER + "Supply,,A-17,,\n"))
    assert holder(cast.areas.supply, Duty.HR_PARTNER) == cast.leo


def test_leader_and_hr_partner_can_change_places_in_one_row(cast: Cast, reads: Reads) -> None:
    row = f"Operations,{cast.mira.email},{cast.sam.email},2026-11-16,Both asked for it\n"
    brought_in(reads(HEADER + row))
    assert holder(cast.areas.operations, Duty.LEADS) == cast.mira
    assert holder(cast.areas.operations, Duty.HR_PARTNER) == cast.sam


@pytest.mark.parametrize(
    ("row", "column", "kind"),
    [
        (",ana.duarte@varnholm.example,,,", "Area", Kind.MISSING_AREA),
        ("Nowhere,sam.lindqvist@varnholm.example,,,", "Area", Kind.UNKNOWN_AREA),
        ("Bakery,sam.lindqvist@varnholm.example,,,", "Area", Kind.SEVERAL_AREAS),
        ("Supply,,,,", None, Kind.NO_DUTY),
        ("Supply,-,n/a,,", None, Kind.NO_DUTY),
        ("Supply,somebody@else.example,,,", "Leader", Kind.UNKNOWN_PERSON),
        ("Supply,,4711,,", "HR partner", Kind.UNKNOWN_PERSON),
        ("Supply,otto.kranz@varnholm.example,,,", "Leader", Kind.PERSON_LEFT),
        ("Supply,twin@varnholm.example,,,", "Leader", Kind.SEVERAL_PEOPLE),
        (
            "Supply,leo.hartmann@varnholm.example,leo.hartmann@varnholm.example,,",
            "Leader", Kind.SAME_TWO,
        ),
        ("Operations,mira.okafor@varnholm.example,,,", "Leader", Kind.SAME_TWO),
        ("Supply,,leo.hartmann@varnholm.example,2026-11-25,", "Since", Kind.DAY_TO_COME),
        ("Operations,ana.duarte@varnholm.example,,2024-01-01,", "Since", Kind.DAY_TAKEN),
        ("Supply,,leo.hartmann@varnholm.example,2026-02-30,", "Since", Kind.IMPOSSIBLE_DATE),
        ("Supply,,leo.hartmann@varnholm.example,soon,", "Since", Kind.BAD_DATE),
        ("Supply,,leo.hartmann@varnholm.example,9999-12-31,", "Since", Kind.BAD_DATE),
        ("Supply,,leo.hartmann@varnholm.example", None, Kind.CELL_COUNT),
        ('Supply,"unclosed,,,', None, Kind.BROKEN_QUOTING),
        ("Supply,\0,,,", "Leader", Kind.NUL_CHARACTER),
    ],
)  # fmt: skip
def test_a_row_that_cannot_be_taken_says_where_why_and_what_to_do(
    cast: Cast, reads: Reads, row: str, column: str | None, kind: Kind
) -> None:
    for parent in (cast.areas.supply, cast.areas.finance):
        actions.add_area(name="Bakery", parent=parent, by=OPERATOR, at=HIRED)
    for first in ("Ada", "Bea"):
        actions.add_person(
            first_name=first, last_name="Twin", email="twin@varnholm.example",
            area=cast.areas.supply, by=OPERATOR, at=HIRED,
        )  # fmt: skip
    good = f"Customer Service,,{cast.leo.email},,\n"
    found = brought_in(reads(f"{HEADER}{row}\n{good}"))
    assert kinds(found) == [(2, column, kind.value)]
    [problem] = found.problems
    assert problem.reason
    assert problem.cure
    assert problem.rejects
    assert (found.accepted, found.rejected) == (1, 1)
    assert holder(cast.areas.customer_service, Duty.HR_PARTNER) == cast.leo  # the good one is in
    assert holder(cast.areas.operations, Duty.LEADS) == cast.sam


def test_a_caretaker_ends_where_the_file_names_somebody(cast: Cast, reads: Reads) -> None:
    supply = cast.areas.supply
    standing_in.appoint_caretaker(
        area=supply, duty=Duty.HR_PARTNER, person=cast.ilse, reason="Vacant.",
        by=OPERATOR, at=TUESDAY,
    )  # fmt: skip
    done = brought_in(reads(f"{HEADER}Supply,,{cast.ilse.email},,\n"))
    assert [(each.person, each.former) for each in done.changes] == [(cast.ilse, None)]
    still = Assignment.objects.at(supply).partnering().on(TODAY + timedelta(days=1))
    assert [(each.person, each.stand_in) for each in still] == [(cast.ilse, "")]


def test_an_area_stands_in_a_file_once(cast: Cast, reads: Reads) -> None:
    rows = f"Supply,,{cast.leo.email},,\nvarnholm foods/supply,,{cast.mira.email},,\n"
    found = brought_in(reads(HEADER + rows))
    assert kinds(found) == [(3, "Area", "duplicate_area")]
    assert holder(cast.areas.supply, Duty.HR_PARTNER) == cast.leo


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"", Kind.EMPTY_FILE),
        (b"Area,Leader\n", Kind.HEADER_ONLY),
        (b"Name,Shoe size\nAnn,39\n", Kind.MISSING_COLUMNS),
        (b"Area,Since\nSupply,2026-01-01\n", Kind.MISSING_COLUMNS),
        (b"Leader\nx@y.example\n", Kind.MISSING_COLUMNS),
        (b"PK\x03\x04" + bytes(50), Kind.DAMAGED),
        (b"Area,Leader,Since\nSupply,x,3/4/2026\n", Kind.AMBIGUOUS_DATES),
    ],
)
def test_a_file_that_cannot_be_used_says_why(
    cast: Cast, reads: Reads, content: bytes, kind: Kind
) -> None:
    with pytest.raises(FileUnusable) as refused:
        reads(content)
    assert [each.kind for each in refused.value.problems] == [kind]


@pytest.mark.parametrize(
    "content",
    [
        "Area;Head;HRBP;From\nSupply;;leo.hartmann@varnholm.example;16.11.2026\n",
        "Department path\tManager email\tHR business partner\tValid from\n"
        "Varnholm Foods > Supply\t\tleo.hartmann@varnholm.example\t16 Nov 2026\n",
    ],
)
def test_other_headings_separators_and_days_are_read(
    cast: Cast, reads: Reads, content: str
) -> None:
    brought_in(reads(content))
    held = Assignment.objects.at(cast.areas.supply).partnering().get()
    assert (held.person, held.start_on) == (cast.leo, date(2026, 11, 16))


def test_a_name_in_windows_1252_is_found(cast: Cast, reads: Reads) -> None:
    plant = actions.add_area(name="Küche", parent=None, by=OPERATOR, at=HIRED)
    brought_in(reads(f"Area,Leader\nKÜCHE,{cast.ana.email}\n".encode("cp1252")))
    assert holder(plant, Duty.LEADS) == cast.ana


def test_what_was_not_seen_is_not_applied(cast: Cast, reads: Reads) -> None:
    file = reads(GOOD)
    seen = plan(file, TODAY).mark
    actions.set_leader(area=cast.areas.operations, person=cast.vera, by=OPERATOR, at=TUESDAY)
    before = Event.objects.count()
    with pytest.raises(ChangedMeanwhile):
        apply_plan(reads(GOOD), mark=seen, why="x", by=OPERATOR, at=TUESDAY)
    assert Event.objects.count() == before
    assert holder(cast.areas.supply, Duty.HR_PARTNER) is None


def test_all_goes_in_or_nothing(cast: Cast, reads: Reads, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr("tandem.access.models.EventQuerySet.bulk_create", full)
    with pytest.raises(OSError, match="disk full"):
        brought_in(reads(GOOD))
    assert holder(cast.areas.operations, Duty.LEADS) == cast.sam
    assert holder(cast.areas.supply, Duty.HR_PARTNER) is None


def test_the_rows_not_taken_come_back_as_they_were_and_can_be_mended(
    cast: Cast, reads: Reads
) -> None:
    file = reads(HEADER + f"Nowhere,{cast.ana.email},,,why not\nSupply,,{cast.leo.email},,\nX\n")
    out = io.StringIO(newline="")
    write_refused(file, plan(file, TODAY).by_line, out)
    lines = out.getvalue().splitlines()
    assert lines[0] == f"{HEADER.strip()},Reason not taken"
    assert lines[1].startswith(f'Nowhere,{cast.ana.email},,,why not,"Area: There is no area')
    assert lines[2].startswith("X,,,,,")
    assert len(lines) == 3
    brought_in(reads(out.getvalue().replace("Nowhere", "Finance").replace(lines[2], "")))
    assert holder(cast.areas.finance, Duty.LEADS) == cast.ana


def test_a_row_that_is_refused_stands_in_nobodys_way(cast: Cast, reads: Reads) -> None:
    """Of two rows of one area the first names nobody who is here: the second is taken."""
    second = "Supply,,leo.hartmann@varnholm.example,2026-11-02,New in Supply\n"
    found = plan(reads(HEADER + "Supply,,nobody@varnholm.example,,\n" + second), TODAY)
    assert kinds(found) == [(2, "HR partner", "unknown_person")]
    assert [one.person.first_name for one in found.given] == ["Leo"]
    found = plan(reads(HEADER + second + second), TODAY)
    assert kinds(found) == [(3, "Area", "duplicate_area")]
