"""Which rows of the files go the fast lane: decided before any row is read by itself."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import NamedTuple

import duckdb
import numpy as np
import pyarrow as pa

from tandem.organisation.intake.fields import Field
from tandem.organisation.intake.lane import sql
from tandem.organisation.intake.lane.batches import POOL
from tandem.organisation.intake.lane.survey import Looked, NotForTheLane
from tandem.organisation.intake.lane.values import NAMES, READ, classes, meaning
from tandem.organisation.intake.matching import circles
from tandem.organisation.intake.named import is_name
from tandem.organisation.intake.reading import Record
from tandem.organisation.intake.shapes import Shape
from tandem.organisation.intake.spelling import NOTHING, tidy
from tandem.organisation.intake.values import ROOM, Cells, Layout, names
from tandem.organisation.intake.words_withdrawn import ROUGHLY, of_remarks
from tandem.organisation.models import Person

ONE_IN = 5  # rows that may be another kind: with more of them the lane is no faster
BY_NAME = 100  # rows for one whose manager is told by name: more of them need everybody's names
BATCH, MANAGED = 20_000, 500_000  # rows at a time, of those known and of managers
COLUMN = {
    Field.DEPARTMENT: "department",
    Field.TITLE: "title",
    Field.LEVEL: "level",
    Field.LOCATION: "location",
    Field.FTE: "fte",
    Field.HIRED: "hired",
    Field.LEFT: "gone",
    Field.REASON: "reason",
    Field.LEAVING_KIND: "leaving_kind",
    Field.SPELL_FROM: "began",
    Field.SPELL_TO: "ended",
    Field.EVENT: "event",
    Field.STATUS: "status",
    Field.JOB: "job",
    Field.SEQUENCE: "sequence",
    Field.WORKER_TYPE: "worker_type",
}
ONLY_READ = frozenset(
    {Field.EVENT, Field.STATUS, Field.JOB, Field.SEQUENCE, Field.WORKER_TYPE, Field.LEAVING_KIND}
)
"""They decide which rows are plain, and nothing of them is kept."""
DATES = (Field.HIRED, Field.LEFT, Field.SPELL_FROM, Field.SPELL_TO)
SOUND = {
    Shape.PERSON: "hired IS NOT NULL AND (gone IS NULL OR gone > hired)"
    " AND (reason = '' OR gone IS NOT NULL)",
    Shape.HISTORY: "began IS NOT NULL AND (ended IS NULL OR ended > began)"
    " AND (gone IS NULL OR hired IS NULL OR gone > hired)",
}


class Room(NamedTuple):
    """How much of the machine the workbench may use."""

    memory: str
    threads: int


LITTLE, AMPLE = Room("90MB", 1), Room("600MB", 2)


def connected(path: Path, room: Room = AMPLE) -> duckdb.DuckDBPyConnection:
    """The workbench of the lane. What does not fit into its memory lies beside it."""
    return duckdb.connect(
        path,
        config={
            "memory_limit": room.memory,
            "threads": room.threads,
            "temp_directory": f"{path}.tmp",
            "preserve_insertion_order": False,
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
        },
    )


def take(
    looked: Mapping[int, Looked],
    layouts: Mapping[int, Layout],
    path: Path,
    shape: Shape,
    today: date,
) -> duckdb.DuckDBPyConnection:
    """Set the plain rows of all files aside. Raises NotForTheLane if hardly any row is.

    A check of people is to take little memory, whatever the size of the file; where that is too
    little it begins again with more. The jobs of a history are put in order, which takes more.
    """
    if shape is Shape.HISTORY:
        return taken(looked, layouts, path, shape, today, AMPLE)
    try:
        return taken(looked, layouts, path, shape, today, LITTLE)
    except duckdb.OutOfMemoryException:
        path.unlink(missing_ok=True)
        return taken(looked, layouts, path, shape, today, AMPLE)


def taken(
    looked: Mapping[int, Looked],
    layouts: Mapping[int, Layout],
    path: Path,
    shape: Shape,
    today: date,
    room: Room,
) -> duckdb.DuckDBPyConnection:
    POOL.release_unused()  # what looking at the files left
    db = connected(path, room)
    try:
        db.execute(sql.SCHEMA)
        for file, each in looked.items():
            read_file(db, file, each, layouts[file], shape)
        remember_known(db)
        set_apart(db, shape, today)
    except BaseException:
        db.close()
        raise
    return db


def read_file(
    db: duckdb.DuckDBPyConnection, file: int, looked: Looked, layout: Layout, shape: Shape
) -> None:
    for field, values in looked.values.items():
        meant = meaning(field, values, layout, shape)
        db.register(f"of_{COLUMN[field]}", meant.table(field))
        if field is Field.REASON:
            db.register("of_classes", classes(map(str, set(meant.value)), layout))
            db.execute("INSERT INTO classes SELECT $file, * FROM of_classes", {"file": file})
    question = telling(layout, shape, looked.values)
    said = {f"said_{at}": list(values) for at, values in layout.amends.same.items()}
    for lot in looked.batches.lots():
        db.register("batches", with_names(lot, layout))
        db.execute(question, {"file": file, **said})
        db.unregister("batches")
    # Of what somebody amends every word is read the usual way, and whoever it may be about.
    lines = {"file": file, "lines": list(layout.amends.lines)}
    db.execute(sql.AMENDED, lines)
    others = db.execute(
        "SELECT number, manager, email FROM told WHERE NOT plain AND file = $file", {"file": file}
    ).fetchall()
    rows = looked.seen.rows
    by_name = sum(is_name(manager) for _number, manager, _email in others if manager)
    if len(others) * ONE_IN > rows or by_name * BY_NAME > rows:
        raise NotForTheLane
    uneven = (tuple(keys_of(cells, layout)) for cells in looked.batches.uneven.values())
    keys = [tuple(keys_of(row_of(each, layout), layout)) for each in others]
    amended = ((each, each, each.lower()) for each in map(tidy, layout.amends.values))
    put(db, "others", ["number", "manager", "email"], [*keys, *uneven, *amended])
    db.execute("DELETE FROM told WHERE NOT plain")


def row_of(raw: tuple[str, str, str], layout: Layout) -> list[str]:
    cells = [""] * len(layout.columns.header)
    for field, value in zip((Field.NUMBER, Field.MANAGER, Field.EMAIL), raw, strict=True):
        if field in layout.columns:
            cells[layout.columns.position[field]] = value or ""
    return cells


def keys_of(row: list[str], layout: Layout) -> Iterator[str]:
    """What a row says of who it is about, as the reader of single rows takes it."""
    cells = Cells(Record(0, row), layout)
    yield cells.text(Field.NUMBER)
    yield cells.optional(Field.MANAGER)
    yield cells.optional(Field.EMAIL).lower()


def put(
    db: duckdb.DuckDBPyConnection, table: str, names: list[str], rows: list[tuple[str, ...]]
) -> None:
    columns = [pa.array(list(each), pa.string()) for each in zip(*rows, strict=True)]
    if columns:
        db.register("lot", pa.Table.from_arrays(columns, names=names))
        db.execute(f"INSERT INTO {table} SELECT * FROM lot")  # noqa: S608 - a table of ours
        db.unregister("lot")


def telling(layout: Layout, shape: Shape, values: Mapping[Field, object]) -> str:
    """The question that reads every row of a file."""
    at = layout.columns.position
    raw = {field: f"b.c{at[field]}" for field in at}

    def cell(field: Field) -> str:
        return raw.get(field, "''")

    def meant(field: Field) -> str:
        nothing = "CAST(NULL AS DATE)" if field in DATES else "NULL" if field is Field.FTE else "''"
        return f"of_{COLUMN[field]}.value" if field in values else nothing

    joins = " ".join(
        f"LEFT JOIN of_{COLUMN[each]} ON of_{COLUMN[each]}.raw = {raw[each]}" for each in values
    )
    understood = [f"of_{COLUMN[each]}.raw IS NOT NULL" for each in values]
    told = {field: name for field, name in COLUMN.items() if field not in ONLY_READ}
    said = [f"{meant(field)} AS {name}" for field, name in told.items()]
    first, last = cell(Field.FIRST_NAME), cell(Field.LAST_NAME)
    if Field.FULL_NAME in at:
        first, last = "b.first_told", "b.last_told"
    unread = [
        f"NOT contains(b.c{n}, chr(65533))"
        for n in range(len(layout.columns.header))
        if n not in at.values()
    ]
    unread += [
        f"CASE WHEN {raw[Field.LEFT]} <> '' THEN NOT {perhaps_withdrawn(f'b.c{n}')} ELSE TRUE END"
        for n in range(len(layout.columns.header))
        if n not in at.values() and Field.LEFT in at
    ]
    # A remark may say why they left, which the reader of single rows asks about.
    unread += [
        f"({raw[Field.LEFT]} = '' OR b.c{n} = '')"
        for n, heading in enumerate(layout.columns.header)
        if n not in at.values() and {Field.LEFT, Field.REASON} <= at.keys() and of_remarks(heading)
    ]
    unamended = [f"NOT list_contains($said_{n}, b.c{n})" for n in layout.amends.same]
    by_pattern = [*patterns(cell), *unread, *understood, *unamended]
    return f"""
INSERT INTO told BY NAME SELECT $file AS file, * EXCLUDE (read),
    read AND {SOUND[shape]} AND {fits("first_name", ROOM[Field.FIRST_NAME])}
    AND {fits("last_name", ROOM[Field.LAST_NAME])} AS plain
FROM (SELECT line, {cell(Field.NUMBER)} AS number, {first} AS first_name, {last} AS last_name,
    lower({cell(Field.EMAIL)}) AS email, {cell(Field.MANAGER)} AS manager, {", ".join(said)},
    {" AND ".join(by_pattern)} AS read
FROM batches b {joins})
"""  # noqa: S608 - patterns and columns of ours


def perhaps_withdrawn(cell: str) -> str:
    """Whether the reader of single rows may find that the leaving was taken back."""
    return f"regexp_matches(strip_accents(lower({cell})), '{ROUGHLY}')"


def patterns(cell: object) -> list[str]:
    number, manager, email = (cell(each) for each in (Field.NUMBER, Field.MANAGER, Field.EMAIL))  # type: ignore[operator]  # what `telling` hands over
    nothing = ", ".join(f"'{word}'" for word in sorted(NOTHING) if word)
    named = [cell(each) for each in (Field.FIRST_NAME, Field.LAST_NAME, Field.FULL_NAME)]  # type: ignore[operator]  # as above
    return [
        *(matches(number, sql.ID), fits(number, ROOM[Field.NUMBER])),
        *(matches(manager, f"(?:{sql.ID})?"), f"{manager} <> {number}"),
        f"lower({manager}) NOT IN ({nothing})",
        *(matches(email, sql.EMAIL), fits(email, ROOM[Field.EMAIL])),
        *(matches(each, sql.NAME) for each in named if each != "''"),
        *(f"nfc_normalize({each}) = {each}" for each in named if each != "''"),
        # Behind these stands what systems print there: "(On Leave)".
        *(f"NOT regexp_matches({each}, '[)\\]]$')" for each in named[:2] if each != "''"),
    ]


def matches(value: str, pattern: str) -> str:
    return f"regexp_full_match({value}, '{pattern}')" if value != "''" else "TRUE"


def fits(value: str, room: int) -> str:
    return f"length({value}) <= {room}"


def with_names(lot: pa.Table, layout: Layout) -> pa.Table:
    """Beside whole names the first and the family name of each, as the reader of single rows
    tells them apart."""
    at = layout.columns.position
    if Field.FULL_NAME not in at:
        return lot
    columns = [lot.column(at[each] + 1).to_pylist() if each in at else None for each in NAMES]
    told: list[tuple[str, str]] = []
    cells = [""] * len(layout.columns.header)
    one = Cells(Record(0, cells), layout)
    for values in zip(*(each or [""] * lot.num_rows for each in columns), strict=True):
        for field, value in zip(NAMES, values, strict=True):
            if field in at:
                cells[at[field]] = value
        told.append(names(one))
    for name, which in (("first_told", 0), ("last_told", 1)):
        lot = lot.append_column(name, pa.array([each[which] for each in told], pa.string()))
    return lot


def remember_known(db: duckdb.DuckDBPyConnection) -> None:
    """Whoever is stored already is compared row by row."""
    stored = Person.objects.order_by().values_list("number", "email").iterator(chunk_size=BATCH)
    lot: list[tuple[str, ...]] = []
    for number, email in stored:
        lot.append((number, email.lower()))  # type: ignore[arg-type]  # None: set up by hand
        if len(lot) == BATCH:
            put(db, "known", ["number", "email"], lot)
            lot = []
    put(db, "known", ["number", "email"], lot)


def set_apart(db: duckdb.DuckDBPyConnection, shape: Shape, today: date) -> None:
    """Find everybody who is mixed up with somebody else, and number the people that are left."""
    if shape is Shape.HISTORY:
        db.execute(sql.JOBS)
        db.execute(sql.ODD_HISTORIES)
    else:
        db.execute(sql.ONCE)
    db.execute(sql.TAKEN_ELSEWHERE)
    for question in (sql.SURE, sql.SHARED_ADDRESSES, sql.TIES, sql.UNSURE):
        db.execute(question)
    upward(db)
    db.execute(sql.PEOPLE[shape], {"today": today} if shape is Shape.HISTORY else {})
    for circle in list(circles(managed_by(db))):
        spots = [(each - 1,) for each in circle]
        db.executemany("INSERT INTO bad SELECT number FROM people WHERE rowid = ?", spots)
    upward(db)
    db.execute(sql.WITHOUT)


def upward(db: duckdb.DuckDBPyConnection) -> None:
    while db.execute(sql.UPWARD).fetchall()[0][0]:
        pass


def managed_by(db: duckdb.DuckDBPyConnection) -> array[int]:
    """At each person's place the place of the manager, 0 for none."""
    [(people,)] = db.execute("SELECT count(*) FROM people").fetchall()
    managers = array("i", bytes(4 * (people + 1)))
    placed = np.frombuffer(managers, dtype=np.int32)  # the same memory
    for first in range(0, people, MANAGED):
        some = {"first": first, "after": first + MANAGED}
        found = db.execute(sql.MANAGED_BY, some).fetchnumpy()
        placed[found["below"]] = found["above"]
    return managers


def is_for(shape: Shape) -> bool:
    return shape in READ
