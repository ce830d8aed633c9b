r"""Which bytes stand for an event, fixed for ever, and reading very many of them.

Version 1 is one line of UTF-8, as PostgreSQL writes it when asked to COPY: the version, id, actor,
who, about, at and what, a tab between two, a newline at the end. Ids of persons and rows are 32
hexadecimal digits, nobody is nothing, `at` is UTC with six digits after the second and a Z.
A backslash, tab or line break within a word is written with a backslash (\\ \t \n \r \b \f \v).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db import connection
from django.db.models import Max

from tandem.access.models import Event

VERSION = 1
FIELDS = ("version", "id", "actor", "who", "about", "at", "what")
PAGE = 20_000

BY_SQLITE = """
SELECT id, actor, coalesce(who, ''), about, at || '', what FROM access_event
WHERE id > %s AND id <= %s ORDER BY id LIMIT %s
"""
BY_POSTGRESQL = """
COPY (SELECT 1, id, actor, coalesce(replace(who::text, '-', ''), ''), replace(about::text, '-', ''),
    to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), what FROM access_event
    WHERE id > {} AND id <= {} ORDER BY id LIMIT {}) TO STDOUT
"""
LARGEST = 2**63 - 1
ESCAPES = {ord(char): f"\\{name}" for char, name in zip("\\\t\n\r\b\f\v", "\\tnrbfv", strict=True)}
ODD = "\\\r\b\f\v"


@dataclass(slots=True)
class Lines:
    """Events in the order of their ids: the ids, and the line of each."""

    ids: list[int] = field(default_factory=list)
    texts: list[bytes] = field(default_factory=list)


def read(*, after: int, upto: int = LARGEST, limit: int = PAGE) -> Lines:
    """Events with an id above `after` and not above `upto`."""
    if connection.vendor == "postgresql":
        return copied(after, upto, limit)
    with connection.cursor() as cursor:
        cursor.execute(BY_SQLITE, [after, upto, limit])
        rows = cursor.fetchall()
    return Lines([row[0] for row in rows], [text.encode() for text in written(rows)])


def last_before(id_: int) -> Lines:
    """The event before this id, if there is one."""
    last = Event.objects.filter(id__lt=id_).aggregate(id=Max("id"))["id"]
    return Lines() if last is None else read(after=last - 1, upto=last)


def at(id_: int) -> bytes | None:
    return next(iter(read(after=id_ - 1, upto=id_).texts), None)


def copied(after: int, upto: int, limit: int) -> Lines:
    from psycopg import sql

    query = sql.SQL(BY_POSTGRESQL).format(*map(sql.Literal, (after, upto, limit)))
    with connection.cursor() as cursor, cursor.copy(query) as out:
        texts = b"".join(out).splitlines(keepends=True)
    return Lines([int(text[2 : text.index(b"\t", 2)]) for text in texts], texts)


Row = tuple[int, str, str, str, str, str]


def written(rows: Sequence[Row]) -> list[str]:
    """The lines of rows as SQLite gives them."""
    texts = [
        f"1\t{id_}\t{actor}\t{who}\t{about}\t{moment(at)}\t{what}\n"
        for id_, actor, who, about, at, what in rows
    ]
    joined = "".join(texts)
    plain = joined.count("\t") == 6 * len(rows) and joined.count("\n") == len(rows)
    if plain and not any(char in joined for char in ODD):
        return texts
    return [one_written(row) for row in rows]


def one_written(row: Row) -> str:
    id_, *_, at, _what = row
    words = [str(row[place]).translate(ESCAPES) for place in (1, 2, 3)]
    last = [moment(at).translate(ESCAPES), str(row[5]).translate(ESCAPES)]
    return "\t".join([str(VERSION), str(id_), *words, *last]) + "\n"


def moment(stored: str) -> str:
    """From how SQLite keeps a moment, with or without a fraction of the second."""
    return f"{stored[:10]}T{stored[11:]}{'Z' if len(stored) == 26 else '.000000Z'}"


def parts(line: bytes) -> dict[str, str]:
    """What the line says, by name, for reading."""
    return dict(zip(FIELDS, line.decode().rstrip("\n").split("\t"), strict=True))


def renumbered(line: bytes, id_: int) -> bytes:
    """The same event as if it stood under another id."""
    version, _, rest = line.split(b"\t", 2)
    return b"\t".join((version, str(id_).encode(), rest))
