"""Stays at their edges: the first and last day in sight, moves across them, whole months."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import ibis
import pyarrow as pa
import pytest

from tandem.analytics.employments import (
    COUNTS,
    GONE,
    REASONS,
    in_months,
    life_tables,
    stays,
    tables_of,
)
from tandem.analytics.facts import SPELLS, Facts
from tandem.analytics.survival import DAYS_IN_MONTH
from tandem.analytics.tests.snapshots import write_snapshot
from tandem.analytics.tests.tables import engine, rows, table

HEAD = "person | area | start_on | end_on | came_from | went_to | end_reason"
AS_OF, SINCE = date(2024, 3, 31), date(2024, 1, 1)


def stay(spell: str, since: date | None = None) -> tuple[int, int, str] | None:
    """entry, exit and reason of one person in Sales; None: not in sight."""
    found = stays(table(f"{HEAD}\n1 | Sales | {spell}", SPELLS), as_of=AS_OF, since=since)
    taken = rows(found.select("entry", "exit", "reason"))
    return (*taken[0][:2], GONE[taken[0][2]]) if taken else None


@pytest.mark.parametrize(
    ("spell", "seen"),
    [
        ("2024-03-31 | . | . | . | .", (-1, 0, "still_here")),  # hired on the last day
        ("2024-04-01 | . | . | . | .", None),
        ("2024-03-01 | 2024-03-31 | . | . | voluntary", (-1, 29, "voluntary")),
        ("2024-03-01 | 2024-04-01 | . | . | voluntary", (-1, 30, "voluntary")),  # its last day
        ("2024-03-01 | 2024-04-02 | . | . | voluntary", (-1, 30, "still_here")),  # a day later
        ("2024-03-01 | 2024-03-02 | . | . | retirement", (-1, 0, "retirement")),  # a single day
        ("2024-03-01 | 2024-03-01 | . | . | retirement", None),
        ("2024-03-01 | 2024-03-31 | . | Service | transfer", (-1, 29, "still_here")),
        ("2024-03-01 | 2024-04-01 | . | Service | transfer", (-1, 30, "still_here")),
        ("2024-03-01 | 2024-03-31 | . | . | .", (-1, 29, "unknown")),
    ],
)
def test_the_last_day_that_is_known(spell: str, seen: tuple[int, int, str] | None) -> None:
    assert stay(spell) == seen


@pytest.mark.parametrize(
    ("spell", "seen"),
    [
        ("2023-12-01 | 2024-01-01 | . | . | other", None),  # left the day before
        ("2023-12-01 | 2024-01-02 | . | . | other", (30, 31, "other")),  # on the first day
        ("2023-12-31 | . | . | . | .", (0, 91, "still_here")),  # not seen on their first day
        ("2024-01-01 | . | . | . | .", (-1, 90, "still_here")),
        ("2024-01-02 | . | . | . | .", (-1, 89, "still_here")),
    ],
)
def test_the_first_day_whose_leavings_are_known(
    spell: str, seen: tuple[int, int, str] | None
) -> None:
    assert stay(spell, SINCE) == seen


@pytest.mark.parametrize(
    ("moved_on", "came_from", "went_to"),
    [
        ("2023-12-31", None, None),  # before anything was in sight
        ("2024-01-01", None, None),  # in Service from the first day on
        ("2024-01-02", "Sales", "Service"),
        ("2024-03-31", "Sales", "Service"),
        ("2024-04-01", None, None),  # after all that is known
    ],
)
def test_a_move_counts_where_both_its_sides_are_in_sight(
    moved_on: str, came_from: str | None, went_to: str | None
) -> None:
    moves = f"""{HEAD}
        1 | Sales   | 2023-06-01 | {moved_on} | .     | Service | transfer
        1 | Service | {moved_on} | .          | Sales | .       | .
        """
    found = stays(table(moves, SPELLS), as_of=AS_OF, since=SINCE)
    told = rows(found.select("came_from", "went_to"))
    assert {row[0] for row in told} - {None} == {came_from} - {None}
    assert {row[1] for row in told} - {None} == {went_to} - {None}


def test_tenure_is_handed_over_without_a_day_lost_or_doubled() -> None:
    """Back and forth between two areas, and the days in sight are all days since hiring."""
    moves = f"""{HEAD}
        1 | Sales   | 2024-01-01 | 2024-01-02 | .       | Service | transfer
        1 | Service | 2024-01-02 | 2024-02-10 | Sales   | Sales   | transfer
        1 | Sales   | 2024-02-10 | 2024-03-11 | Service | .       | voluntary
        """
    found = rows(stays(table(moves, SPELLS), as_of=AS_OF).select("entry", "exit").order_by("entry"))
    at_risk = [day for entry, exit_ in found for day in range(entry + 1, exit_ + 1)]
    assert at_risk == list(range(70))  # 1 January to 10 March


# ---- months


def months_of(entry: int, exit_: int, reason: int) -> tuple[int, int]:
    one = ibis.memtable({"entry": [entry], "exit": [exit_], "reason": [reason]})
    [(first, last, _reason)] = rows(in_months(one))
    return first, last


def test_every_month_of_tenure_is_a_twelfth_of_a_year() -> None:
    """Each begins on the first whole day that is past so many twelfths of 365.25 days."""
    days = list(range(-1, 1500))
    column = {"entry": [-1] * len(days), "exit": days, "reason": [0] * len(days)}
    found = [row[1] for row in rows(in_months(ibis.memtable(column)))]
    lengths = [found.count(month) for month in range(48)]
    assert set(lengths) == {30, 31}
    assert sum(lengths) == 1461
    assert all(abs(found.index(month) - 1 - month * DAYS_IN_MONTH) < 1 for month in range(1, 49))


@pytest.mark.parametrize(
    ("entry", "exit_", "reason", "months"),
    [
        (-1, 10, 1, (-1, 0)),  # seen from hiring, left in the first month
        (5, 10, 1, (-1, 0)),  # came into sight and left in it: at risk in it
        (29, 40, 1, (0, 1)),
        (33, 40, 1, (0, 1)),
        (33, 40, 0, (1, 1)),  # still here: without a whole month in sight
        (33, 70, 1, (1, 2)),
    ],
)
def test_a_leaving_is_never_lost_to_whole_months(
    entry: int, exit_: int, reason: int, months: tuple[int, int]
) -> None:
    assert months_of(entry, exit_, reason) == months


# ---- tables


def test_life_tables_of_a_small_company(tmp_path: Path) -> None:
    """Of three people in Sales one left after forty days; nobody was ever in Service."""
    spells = """
        person | area  | start_on   | end_on     | came_from | went_to | end_reason
        1      | Sales | 2024-01-01 | 2024-02-10 | .         | .       | retirement
        2      | Sales | 2024-01-01 | .          | .         | .       | .
        3      | Sales | 2024-01-01 | .          | .         | .       | .
        """
    tree = "Varnholm:\nSales: Varnholm\nService: Varnholm"
    facts = Facts.open(write_snapshot(tmp_path / "s", spells, tree), engine())
    found = dict(life_tables(facts, as_of=AS_OF))
    assert list(found) == ["Sales", "Varnholm"]
    for of in found.values():
        assert (of.people, of.leavers, of.since, of.seen_until) == (3, 1, 0, 2)
        assert of.left.sum(axis=0).tolist() == [int(reason == "retirement") for reason in REASONS]


def test_where_nobody_is_in_sight_there_is_no_table() -> None:
    schema = pa.schema([("area", pa.string()), ("number", pa.int64())])
    for name in COUNTS:
        schema = schema.append(pa.field(name, pa.int64()))
    assert list(tables_of(schema.empty_table())) == []
