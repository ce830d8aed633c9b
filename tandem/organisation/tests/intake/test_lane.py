"""The fast lane says, writes and refuses what reading row by row does: random files, both ways."""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Callable, Sequence
from dataclasses import asdict
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import duckdb
import pytest
from django.db import transaction

from tandem.access.audit import OPERATOR
from tandem.organisation import actions, intake
from tandem.organisation.intake.amends import Amend
from tandem.organisation.intake.lane import FILE_NAME, batches, plain, taking
from tandem.organisation.intake.lane import survey as lane_survey
from tandem.organisation.intake.lane.plain import Plain
from tandem.organisation.intake.shapes import Shape
from tandem.organisation.models import Assignment, Employment, Person, Spell
from tandem.organisation.models.words import Word
from tandem.organisation.tests.intake.office import MONDAY, Office, path_of

pytestmark = pytest.mark.django_db

HEADER = {
    Shape.PERSON: [
        *("Employee ID", "First name", "Last name", "E-mail", "Department", "Manager ID"),
        *("Title", "FTE", "Hire date", "Leave date", "Leave reason", "Remark"),
    ],
    Shape.HISTORY: [
        *("Employee ID", "First name", "Last name", "E-mail", "Department", "Manager ID"),
        *("Title", "FTE", "Hire date", "Leave date", "Leave reason", "Remark"),
        *("Job start", "Job end"),
    ],
}
NUMBER, FIRST, LAST, EMAIL, AREA, MANAGER, TITLE, FTE, HIRED, LEFT, REASON, REMARK = range(12)
FROM, TO = 12, 13
REASONS = ("Resignation", "Retirement", "Dismissal", "Blue moon", "Transfer out", "")
STRANGE = (
    *(
        "",
        " ",
        "-",
        "n/a",
        "None",
        "x" * 210,
        "Zoë",
        "Zoe\u0308",
        "O'Brien-Öz",
        "İpek",
        "Łucja ’T",
        "a  b",
        " a",
        "\u2009thin\u2009",
    ),
    *("31.02.2020", "2020-02-30", "9999-12-31", "2020-01-01", "1850-01-01", "43831", "0.8", "0,8"),
    *("120 %", "7", "not@an", "Ann@Example.COM", "P1", "P2", "p1", "Varnholm / ", "\ufffd"),
    *("Varnholm/Sales", "Total", "\u212a1", "Resigned", "5"),
)
Rows = list[list[str]]


def company(rng: random.Random, people: int, shape: Shape) -> Rows:
    rows: Rows = []
    for number in range(people):
        hired = date(2015, 1, 1) + timedelta(days=rng.randrange(4000))
        left = hired + timedelta(days=rng.randrange(40, 3000))
        gone = rng.random() < 0.3 and left < MONDAY.date()
        row = [
            *(f"P{number}", f"First{number % 7}", f"Last{number}", f"p{number}@varnholm.example"),
            *(f"Varnholm / Site {number % 4} / Team {number % 9}", f"P{number // 5}"),
            *(f"Maker {number % 3}", rng.choice(["", "0.8", "1"]), str(hired)),
            *(str(left) if gone else "", rng.choice(REASONS) if gone else "", ""),
        ]
        if not number or number == rng.randrange(people):
            row[MANAGER] = rng.choice(["", "P99999", f"P{number}", f"P{rng.randrange(people)}"])
        rows += [row] if shape is Shape.PERSON else jobs_of(rng, row, hired, left if gone else None)
    return rows


def jobs_of(rng: random.Random, row: list[str], hired: date, left: date | None) -> Rows:
    last = left or MONDAY.date()
    cuts = {hired + timedelta(days=rng.randrange(1, 30 + (last - hired).days)) for _ in range(2)}
    starts = sorted({hired, *(cut for cut in cuts if cut < last)})
    rows = []
    for at, start in enumerate(starts):
        ends = str(starts[at + 1] - timedelta(days=1)) if at + 1 < len(starts) else row[LEFT]
        job = [*row, str(start), ends if rng.random() < 0.8 else ""]
        job[AREA] = f"Varnholm / Site {at} / Team {rng.randrange(9)}"
        rows.append(job)
    return rows


def spoil(rng: random.Random, rows: Rows, times: int) -> Rows:
    """As people do: a strange cell, a row twice, a cell too many, rows in any order."""
    for _ in range(times):
        row = rng.choice(rows)
        match rng.randrange(9):
            case 0:
                rows.insert(rng.randrange(len(rows)), list(row))
            case 1:
                row.append("too many")
            case 2:
                rows.insert(rng.randrange(len(rows)), [""] * len(row))
            case 8:
                remark = rng.choice(["* as agreed", "Source: HR core", "run on each Sunday"])
                rest = [""] * rng.choice([0, len(row) - 1])
                rows.insert(rng.randrange(len(rows) + 1), [remark, *rest])
            case 3:
                at = rng.randrange(min(len(row), len(HEADER[Shape.HISTORY])))
                row[at] = rng.choice(rows)[at % 12]
            case _:
                row[rng.randrange(len(row))] = rng.choice(STRANGE)
    if rng.random() < 0.3:
        rng.shuffle(rows)
    return rows


def text(rows: Rows, shape: Shape, *, newline: str = "\n") -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator=newline, quoting=csv.QUOTE_NONE, escapechar="\\")
    writer.writerow(HEADER[shape])
    for row in rows:
        out.write(",".join(cell.replace(",", ".") for cell in row) + newline)
    return out.getvalue()


@pytest.fixture
def lane(monkeypatch: pytest.MonkeyPatch) -> Callable[[bool], None]:
    """Opens the lane to small files, or closes it."""

    def opened(to_all: bool) -> None:
        fewest = 0 if to_all else 1 << 60
        monkeypatch.setattr(lane_survey, "FEWEST_BYTES", fewest)
        monkeypatch.setattr("tandem.organisation.intake.lane.taking.ONE_IN", 0)

    return opened


Told = tuple[object, ...]


def told(
    office: Office, shape: Shape, *contents: str | bytes, amends: Sequence[Amend] = ()
) -> Told:
    """All that a check says and an import writes, taken back afterwards."""
    with transaction.atomic():
        kept = office.keep(*contents, shape=shape, amends=amends)
        folder = intake.folder_of(office.uploads, kept.pk)
        report = asdict(intake.Report.read(folder))
        report["new_areas"] = sorted(report["new_areas"]) if shape is Shape.HISTORY else None
        said = [each.as_json() for each in intake.read_problems(folder)]
        refused = [path.read_text() for path in sorted(folder.glob("rejected*.csv"))]
        plain = (folder / FILE_NAME).exists()
        applied = office.apply(kept)
        found = (report, said, refused, applied.counts, applied.accepted, everybody(), leaders())
        transaction.set_rollback(True)
    return (plain, *found)


def everybody() -> list[tuple[object, ...]]:
    people = list(
        Person.objects.values_list("number", "first_name", "last_name", "email", "search")
    )
    words = list(Word.objects.values_list("word", "backwards"))
    stays = list(
        Employment.objects.values_list(
            *("person__number", "start_on", "end_on", "reason", "reason_class")
        )
    )
    spells = Spell.objects.select_related("employment__person", "area", "manager")
    jobs = [
        (
            *(each.employment.person.number, path_of(each.area), each.title, each.fte),
            *(each.manager.number if each.manager else None, each.start_on, each.end_on),
            each.employment.start_on,
        )
        for each in spells
    ]
    return [tuple(sorted(rows, key=repr)) for rows in (people, stays, jobs, words)]


def leaders() -> list[tuple[object, ...]]:
    led = Assignment.objects.values_list("area__name", "person__number", "start_on")
    return sorted(led)


def compare(
    office: Office, lane: Callable[[bool], None], shape: Shape, *files: str | bytes
) -> Told:
    lane(False)
    slow = told(office, shape, *files)
    lane(True)
    fast = told(office, shape, *files)
    names = ("report", "problems", "refused", "counts", "accepted", "stored", "leaders")
    for name, one, other in zip(names, slow[1:], fast[1:], strict=True):
        assert one == other, name
    assert not slow[0]
    return fast


@pytest.mark.parametrize("shape", [Shape.PERSON, Shape.HISTORY])
@pytest.mark.parametrize("spoiled", [0, 1, 6, 25])
@pytest.mark.parametrize("seed", range(6))
def test_both_ways_tell_and_write_the_same(
    office: Office, lane: Callable[[bool], None], shape: Shape, spoiled: int, seed: int
) -> None:
    rng = random.Random(f"{shape} {spoiled} {seed}")
    rows = spoil(rng, company(rng, 60, shape), spoiled)
    newline = rng.choice(["\n", "\r\n"])
    taken = compare(office, lane, shape, text(rows, shape, newline=newline))[0]
    assert taken or spoiled  # a sign that is no letter makes another encoding of it


TYPES = ("Employee", "Employee", "Contingent Worker", "Intern", "", " contractor", "n/a")


@pytest.mark.parametrize("shape", [Shape.PERSON, Shape.HISTORY])
@pytest.mark.parametrize("spoiled", [0, 8])
@pytest.mark.parametrize("seed", range(3))
def test_who_is_not_employed_is_left_out_alike(
    office: Office, lane: Callable[[bool], None], shape: Shape, spoiled: int, seed: int
) -> None:
    rng = random.Random(f"{shape} {spoiled} {seed} types")
    rows = company(rng, 60, shape)
    for row in rows:
        row[REMARK] = rng.choice(TYPES)
    content = text(spoil(rng, rows, spoiled), shape).replace("Remark", "Worker type", 1)
    found = compare(office, lane, shape, content)
    assert found[0] or spoiled
    assert found[1]["kinds"]["not_employed"] == 1  # type: ignore[index]  # the report


REMARKS = ("", "", "laptop returned", "Notice withdrawn", "bleibt", "wypowiedzenie odwołane")


@pytest.mark.parametrize("shape", [Shape.PERSON, Shape.HISTORY])
@pytest.mark.parametrize("seed", range(3))
def test_who_took_the_notice_back_is_here_alike(
    office: Office, lane: Callable[[bool], None], shape: Shape, seed: int
) -> None:
    rng = random.Random(f"{shape} {seed} withdrawn")
    rows = company(rng, 60, shape)
    for row in rows:
        row[REMARK] = rng.choice(REMARKS)
    found = compare(office, lane, shape, text(rows, shape))
    assert found[0]
    assert found[1]["kinds"]["withdrawn_by_remark"] == 1  # type: ignore[index]  # the report


SAYING_WHY = ("", "", "laptop returned", "nyt job i kommunen", "retired in May")


@pytest.mark.parametrize("shape", [Shape.PERSON, Shape.HISTORY])
def test_a_remark_that_says_why_they_left_is_heard_alike(
    office: Office, lane: Callable[[bool], None], shape: Shape
) -> None:
    rng = random.Random(f"{shape} why")
    rows = company(rng, 180, shape)
    for row in rows:
        row[REMARK] = rng.choice(SAYING_WHY)
    found = compare(office, lane, shape, text(rows, shape))
    assert found[0]
    assert found[1]["kinds"]["reason_by_remark"] == 1  # type: ignore[index]  # the report


@pytest.mark.parametrize("column", ["First1", "Last2"])
def test_what_is_printed_behind_a_name_is_left_away_alike(
    office: Office, lane: Callable[[bool], None], column: str
) -> None:
    content = text(company(random.Random(2), 60, Shape.PERSON), Shape.PERSON)
    marked = content.replace(f"{column},", f"{column} (On Leave),")
    assert marked != content
    compare(office, lane, Shape.PERSON, marked)


def letters(content: str, way: str) -> bytes:
    """UTF-8, Windows-1252, or UTF-8 that was read as that and kept so; with a heading for it."""
    content = content.replace("First1", "Jürgen").replace("Last1", "Groß")
    if way == "written twice over":
        return content.encode().decode("cp1252", "ignore").encode()
    return content.encode("cp1252" if way == "windows" else "utf-8", "ignore")


@pytest.mark.parametrize("way", ["plain", "windows", "written twice over"])
@pytest.mark.parametrize("heading", ["First name", "Name", "Nachname Vorname", "Nachnamen Vorname"])
@pytest.mark.parametrize("spoiled", [0, 8])
def test_whole_names_and_other_letters_are_set_aside_alike(
    office: Office, lane: Callable[[bool], None], way: str, heading: str, spoiled: int
) -> None:
    rng = random.Random(f"{way} {heading} {spoiled}")
    rows = spoil(rng, company(rng, 60, Shape.PERSON), spoiled)
    if heading != "First name":
        for row in rows:
            row[FIRST : FIRST + 1] = [" ".join(row[FIRST : FIRST + 2])]
            row[FIRST + 1 : FIRST + 2] = ["x"]
    content = text(rows, Shape.PERSON)
    head, _newline, rest = content.partition("\n")
    if heading != "First name":
        head = head.replace("First name", heading).replace("Last name", "Remarks")
    taken = compare(office, lane, Shape.PERSON, letters(f"{head}\n{rest}", way))[0]
    assert taken or spoiled


@pytest.mark.parametrize("shape", [Shape.PERSON, Shape.HISTORY])
def test_where_little_memory_is_too_little_it_begins_again_with_more(
    office: Office, lane: Callable[[bool], None], monkeypatch: pytest.MonkeyPatch, shape: Shape
) -> None:
    rooms = []
    with_room = taking.taken

    def taken(*said: Any) -> duckdb.DuckDBPyConnection:  # noqa: ANN401 - as it came
        rooms.append(said[-1])
        return with_room(*said)

    monkeypatch.setattr(taking, "taken", taken)
    monkeypatch.setattr(taking, "LITTLE", taking.Room("1MB", 1))
    rows = company(random.Random(5), 60, shape)
    assert compare(office, lane, shape, text(rows, shape))[0]
    begun = [taking.LITTLE] if shape is Shape.PERSON else []
    assert rooms == [*begun, taking.AMPLE]


def test_managers_are_placed_a_few_at_a_time_and_lots_are_small(
    office: Office, lane: Callable[[bool], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(taking, "MANAGED", 7)
    monkeypatch.setattr(batches, "LOT_BYTES", 100)
    monkeypatch.setattr(plain, "LINES", 5)
    rows = spoil(random.Random(4), company(random.Random(4), 60, Shape.PERSON), 6)
    assert compare(office, lane, Shape.PERSON, text(rows, Shape.PERSON))[0]


@pytest.mark.parametrize("shape", [Shape.PERSON, Shape.HISTORY])
@pytest.mark.parametrize("seed", range(3))
def test_people_who_are_known_are_compared_as_ever(
    office: Office, lane: Callable[[bool], None], shape: Shape, seed: int
) -> None:
    rng = random.Random(seed)
    first = company(rng, 30, shape)
    lane(False)
    office.bring(text(first, shape), shape=shape)
    again = spoil(rng, [*first, *company(rng, 50, shape)[len(first) :]], 5)
    compare(office, lane, shape, text(again, shape))


def test_two_files_are_one_company(office: Office, lane: Callable[[bool], None]) -> None:
    rng = random.Random(3)
    rows = spoil(rng, company(rng, 60, Shape.PERSON), 8)
    files = [text(rows[:30], Shape.PERSON), text(rows[28:], Shape.PERSON)]
    assert compare(office, lane, Shape.PERSON, *files)[0]


# What the lane leaves alone


@pytest.mark.parametrize(
    "spoil_text",
    [
        lambda content: content.replace("First1", '"First1"'),
        lambda content: content.replace("First1", "First\x001"),
        lambda content: content.replace("Maker 1\n", "Maker 1\r"),
        lambda content: content + "lone\rbreak\n",
        lambda content: content.replace("Remark", "Pay band"),
    ],
)
def test_a_file_that_is_not_regular_is_read_row_by_row(
    office: Office, lane: Callable[[bool], None], spoil_text: Callable[[str], str]
) -> None:
    lane(True)
    rows = company(random.Random(1), 20, Shape.PERSON)
    content = text(rows, Shape.PERSON)
    assert told(office, Shape.PERSON, content)[0]
    spoiled = spoil_text(content)
    if spoiled != content:
        assert not told(office, Shape.PERSON, spoiled)[0]


def test_a_column_of_two_orders_is_counted_row_by_row(
    office: Office, lane: Callable[[bool], None]
) -> None:
    rows = company(random.Random(1), 60, Shape.PERSON)
    for number, row in enumerate(rows):
        row[HIRED] = f"{13 + number % 9}/01/2020" if number else "01/13/2020"
        row[LEFT] = row[REASON] = ""
    assert not compare(office, lane, Shape.PERSON, text(rows, Shape.PERSON))[0]


def test_a_small_file_is_not_worth_it(office: Office) -> None:
    assert not told(
        office, Shape.PERSON, text(company(random.Random(1), 20, Shape.PERSON), Shape.PERSON)
    )[0]


def test_people_who_came_in_since_the_check_stop_it(
    office: Office, lane: Callable[[bool], None]
) -> None:
    lane(True)
    kept = office.keep(text(company(random.Random(1), 20, Shape.PERSON), Shape.PERSON))
    actions.add_person(
        first_name="Ann", last_name="", email="p3@varnholm.example", area=None,
        by=OPERATOR, at=MONDAY,
    )  # fmt: skip
    with pytest.raises(intake.UnableToApply, match="have come in since the check"):
        office.apply(kept)
    assert Person.objects.count() == 1


def test_somebody_else_who_came_in_stops_nothing(
    office: Office, lane: Callable[[bool], None]
) -> None:
    lane(True)
    kept = office.keep(text(company(random.Random(1), 20, Shape.PERSON), Shape.PERSON))
    actions.add_person(
        first_name="Ann", last_name="", email="ann@varnholm.example", area=None,
        by=OPERATOR, at=MONDAY,
    )  # fmt: skip
    office.apply(kept)
    assert Person.objects.count() == 21


def test_nothing_is_left_of_a_check_thrown_away(
    office: Office, lane: Callable[[bool], None], tmp_path: Path
) -> None:
    lane(True)
    kept = office.keep(text(company(random.Random(1), 20, Shape.PERSON), Shape.PERSON))
    with Plain.opened(intake.folder_of(office.uploads, kept.pk), Shape.PERSON) as plain:
        assert plain is not None
        assert plain.count() > 10
    with transaction.atomic():
        intake.discard(import_=kept, by=OPERATOR, at=MONDAY, uploads=office.uploads)
