"""From jobs in the database to facts without names."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator
from contextlib import closing
from datetime import date, datetime
from pathlib import Path
from unittest.mock import Mock

import pyarrow.parquet as pq
import pytest

from tandem.access.audit import OPERATOR
from tandem.analytics.engine import Engine
from tandem.analytics.facts import JOBS, TABLES, Facts
from tandem.bridge import jobs, snapshots
from tandem.bridge.shelf import latest_snapshot
from tandem.bridge.snapshots import write_snapshot
from tandem.organisation import actions, intake
from tandem.organisation.models import Area
from tandem.partnership.testing import MONDAY, TUESDAY

pytestmark = pytest.mark.django_db

AS_OF = TUESDAY.date()
DECEMBER = MONDAY.replace(month=12, day=14)
HEADER = "ID,Name,Department,Manager ID,Title,Hired,Left on,Leave reason\n"
ANN = "1,Ann,Varnholm/Sales,,Head,2020-01-01,,\n"
BEN = "2,Ben,Varnholm/Sales,1,Seller,2021-03-01,,\n"
CEM = "3,Cem,Varnholm/Service,,Agent,2019-05-01,2024-05-31,Quit\n"

Fact = tuple[str, date, date | None, str | None, str | None, str | None]


def bring(folder: Path, *rows: str, at: datetime = MONDAY) -> None:
    """Import these people."""
    file, import_id = folder / "people.csv", uuid.uuid4()
    file.write_text(HEADER + "".join(rows), encoding="utf-8")
    uploads = folder / "uploads"
    report = intake.check(
        [intake.Incoming("people.csv", file)],
        folder=intake.folder_of(uploads, import_id),
        today=at.date(),
    )
    kept = intake.keep(import_id=import_id, report=report, by=OPERATOR, at=at)
    intake.apply(import_=kept, by=OPERATOR, at=at, uploads=uploads, expect_many=True)


def facts(snapshot: Path) -> dict[int, list[Fact]]:
    """Person to rows in order of time, with areas by name."""
    named = {area.id.hex: area.name for area in Area.objects.all()}
    table = pq.read_table(snapshot / "spells.parquet").to_pylist()
    found: dict[int, list[Fact]] = {}
    for row in sorted(table, key=lambda each: (each["person"], each["start_on"])):
        fact = (
            *(named[row["area"]], row["start_on"], row["end_on"]),
            *(named.get(row["came_from"]), named.get(row["went_to"]), row["end_reason"]),
        )
        found.setdefault(row["person"], []).append(fact)
    return found


def of_everybody(snapshot: Path) -> list[list[Fact]]:
    return sorted(facts(snapshot).values(), key=lambda rows: rows[0][1])


def taken(folder: Path, as_of: date = AS_OF) -> Path:
    return write_snapshot(uuid.uuid4(), as_of, folder)


def test_a_stay_in_one_area_is_one_row(tmp_path: Path) -> None:
    bring(tmp_path, ANN, BEN, CEM)
    assert of_everybody(taken(tmp_path)) == [
        [("Service", date(2019, 5, 1), date(2024, 6, 1), None, None, "voluntary")],
        [("Sales", date(2020, 1, 1), None, None, None, None)],
        [("Sales", date(2021, 3, 1), None, None, None, None)],
    ]


def test_a_move_is_a_transfer_out_of_one_area_and_into_the_other(tmp_path: Path) -> None:
    bring(tmp_path, ANN, BEN)
    bring(tmp_path, BEN.replace("Sales", "Service"), at=DECEMBER)
    moved = DECEMBER.date()
    assert of_everybody(taken(tmp_path))[1] == [
        ("Sales", date(2021, 3, 1), moved, None, "Service", "transfer"),
        ("Service", moved, None, "Sales", None, None),
    ]


def test_a_new_title_in_the_same_area_is_no_move(tmp_path: Path) -> None:
    bring(tmp_path, ANN, BEN)
    bring(tmp_path, BEN.replace("Seller", "Lead"), at=DECEMBER)
    assert of_everybody(taken(tmp_path))[1] == [("Sales", date(2021, 3, 1), None, None, None, None)]


def test_a_return_after_leaving_is_no_move(tmp_path: Path) -> None:
    bring(tmp_path, CEM)
    back = CEM.replace("2019-05-01,2024-05-31,Quit", "2026-12-01,,")
    bring(tmp_path, back, at=DECEMBER)
    assert of_everybody(taken(tmp_path)) == [
        [
            ("Service", date(2019, 5, 1), date(2024, 6, 1), None, None, "voluntary"),
            ("Service", date(2026, 12, 1), None, None, None, None),
        ]
    ]


def test_who_moved_and_then_left_left_the_second_area(tmp_path: Path) -> None:
    bring(tmp_path, ANN, BEN)
    bring(tmp_path, BEN.replace("Sales", "Service"), at=DECEMBER)
    gone = BEN.replace("Sales", "Service").replace("2021-03-01,,", "2021-03-01,2026-12-31,Retired")
    bring(tmp_path, gone, at=DECEMBER)
    assert of_everybody(taken(tmp_path))[1] == [
        ("Sales", date(2021, 3, 1), DECEMBER.date(), None, "Service", "transfer"),
        ("Service", DECEMBER.date(), date(2027, 1, 1), "Sales", None, "retirement"),
    ]


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("Quit", "voluntary"),
        ("Retirement", "retirement"),
        ("Dismissal", "involuntary"),
        ("Death", "other"),
        ("Transfer out", "other"),  # to outside: only a move between our areas is a transfer
        ("Blue moon", None),
        ("", None),
    ],
)
def test_the_class_of_a_leave_reason_is_the_end_reason(
    tmp_path: Path, words: str, reason: str | None
) -> None:
    bring(tmp_path, CEM.replace("Quit", words))
    assert of_everybody(taken(tmp_path))[0][0][-1] == reason


# Nobody's name


def test_a_snapshot_holds_no_name_no_number_and_no_title(tmp_path: Path) -> None:
    secret = "9917,Zebulon Quux,Varnholm/Sales,,Archduke,2020-01-01,2025-01-31,Wanderlust\n"
    bring(tmp_path, secret)
    snapshot = taken(tmp_path)
    columns = {path.stem: pq.read_schema(path).names for path in sorted(snapshot.glob("*.parquet"))}
    tables = TABLES | {"jobs": JOBS}
    assert columns == {name: list(schema) for name, schema in tables.items()}
    values = str([pq.read_table(path).to_pydict() for path in snapshot.glob("*.parquet")])
    for word in ("Zebulon", "Quux", "9917", "Archduke", "Wanderlust"):
        assert word not in values
        assert word.encode() not in b"".join(path.read_bytes() for path in snapshot.iterdir())
    assert "Sales" in values  # what is looked for would be found


def test_people_are_numbered_by_lot_anew(tmp_path: Path) -> None:
    everybody = [f"{n},P{n},Sales,,,{2000 + n}-01-01,,\n" for n in range(20)]
    bring(tmp_path, *everybody)
    orders = []
    for _ in range(3):
        numbered = facts(taken(tmp_path))
        assert sorted(numbered) == list(range(20))
        orders.append([rows[0][1].year for _person, rows in sorted(numbered.items())])
    assert len({tuple(order) for order in orders}) == 3  # the same by chance once in 20! times


def test_rows_lie_in_the_order_of_the_lots(tmp_path: Path) -> None:
    bring(tmp_path, *[f"{n},P{n},Sales,,,2020-01-01,,\n" for n in range(20)])
    table = pq.read_table(taken(tmp_path) / "spells.parquet")
    assert table.column("person").to_pylist() == list(range(20))


def test_facts_are_read_and_written_batch_by_batch(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(snapshots, "BATCH", 6)
    monkeypatch.setattr(jobs, "BATCH", 6)
    bring(tmp_path, *[f"{n},P{n},Area {n},,,2020-01-01,,\n" for n in range(20)])
    snapshot = taken(tmp_path)
    assert sorted(facts(snapshot)) == list(range(20))
    assert pq.read_table(snapshot / "closure.parquet").num_rows == 20


# Areas


def test_areas_and_who_is_above_whom(tmp_path: Path) -> None:
    bring(tmp_path, ANN.replace("Sales", "Sales/North"), CEM)
    snapshot = taken(tmp_path)
    areas = pq.read_table(snapshot / "areas.parquet").to_pylist()
    named = {row["area"]: row["name"] for row in areas} | {None: None}
    assert {(row["name"], named[row["parent"]]) for row in areas} == {
        ("Varnholm", None),
        ("Sales", "Varnholm"),
        ("North", "Sales"),
        ("Service", "Varnholm"),
    }
    closure = pq.read_table(snapshot / "closure.parquet").to_pylist()
    assert sorted((named[row["ancestor"]], named[row["area"]]) for row in closure) == [
        ("North", "North"),
        ("Sales", "North"),
        ("Sales", "Sales"),
        ("Service", "Service"),
        ("Varnholm", "North"),
        ("Varnholm", "Sales"),
        ("Varnholm", "Service"),
        ("Varnholm", "Varnholm"),
    ]


# The description


@pytest.mark.parametrize(
    ("rows", "only_leavers"),
    [
        ((CEM,), True),
        ((CEM, ANN), False),
        ((CEM.replace("2024-05-31", "2026-11-24"),), False),  # today is the last day
        ((CEM.replace("2024-05-31", "2026-11-23"),), True),
        ((ANN.replace("2020", "2027"),), True),  # nobody is here yet
    ],
)
def test_it_says_whether_nobody_is_here_any_more(
    tmp_path: Path, rows: tuple[str, ...], only_leavers: bool
) -> None:
    bring(tmp_path, *rows)
    described = json.loads((taken(tmp_path) / "snapshot.json").read_text())
    assert described["only_leavers"] == only_leavers


def test_the_mathematics_opens_it(tmp_path: Path) -> None:
    bring(tmp_path, ANN, BEN, CEM)
    import_id = uuid.uuid4()
    snapshot = write_snapshot(import_id, AS_OF, tmp_path)
    with closing(Engine()) as engine:
        opened = Facts.open(snapshot, engine)
        assert (opened.version, opened.as_of) == (str(import_id), AS_OF)
        assert (opened.people, opened.area_count, opened.only_leavers) == (3, 3, False)
        assert len(engine.rows(opened.spells)) == 3


def test_a_company_set_up_by_hand_has_facts_too(tmp_path: Path) -> None:
    sales = actions.add_area(name="Sales", parent=None, by=OPERATOR, at=MONDAY)
    for where in (sales, None):
        actions.add_person(
            first_name="Sam", last_name="", email="", area=where, by=OPERATOR, at=MONDAY
        )
    assert of_everybody(taken(tmp_path)) == [[("Sales", MONDAY.date(), None, None, None, None)]]


def test_an_empty_company_has_an_empty_snapshot(tmp_path: Path) -> None:
    snapshot = taken(tmp_path)
    assert facts(snapshot) == {}
    with closing(Engine()) as engine:
        assert Facts.open(snapshot, engine).people == 0


# Whole or absent


@pytest.fixture
def people(tmp_path: Path) -> Iterator[Path]:
    bring(tmp_path, ANN, BEN, CEM)
    yield tmp_path


def folders(home: Path) -> set[str]:
    return {path.name for path in (home / "snapshots").iterdir()}


def test_none_is_none(tmp_path: Path) -> None:
    assert latest_snapshot(tmp_path) is None


def test_the_latest_two_are_kept(people: Path) -> None:
    written = [taken(people) for _ in range(4)]
    assert latest_snapshot(people) == written[-1]
    assert folders(people) == {path.name for path in written[-2:]}


def test_the_latest_is_the_one_written_last_whatever_its_day(people: Path) -> None:
    taken(people, date(2026, 11, 24))
    older = taken(people, date(2020, 1, 1))
    assert latest_snapshot(people) == older


def test_a_snapshot_of_the_same_import_takes_the_place_of_the_one_before(people: Path) -> None:
    import_id = uuid.uuid4()
    write_snapshot(import_id, AS_OF, people)
    bring(people, CEM.replace("3,Cem", "4,Dot"))
    again = write_snapshot(import_id, AS_OF, people)
    assert folders(people) == {str(import_id)}
    assert len(facts(again)) == 4


@pytest.mark.parametrize("step", ["areas", "spells", "description"])
def test_one_that_could_not_be_written_leaves_the_one_before(
    people: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    before = taken(people)
    full = Mock(side_effect=OSError("disk full"))
    monkeypatch.setattr(snapshots.Written, step, full)
    with pytest.raises(OSError, match="disk full"):
        taken(people)
    assert latest_snapshot(people) == before
    assert folders(people) == {before.name}


def test_what_a_crash_left_behind_is_no_snapshot_and_is_cleared(people: Path) -> None:
    import_id = uuid.uuid4()
    half = people / "snapshots" / f".{import_id}.new"
    half.mkdir(parents=True)
    (half / "snapshot.json").write_text('{"number": 99}')
    assert latest_snapshot(people) is None
    whole = write_snapshot(import_id, AS_OF, people)
    assert folders(people) == {whole.name}
