"""Worked examples anyone can count along: tests compute them, and the methods page prints them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import ibis
import pyarrow as pa

from tandem.analytics.facts import AREAS, HEADCOUNTS, LEAVER_COUNTS, Facts
from tandem.analytics.facts import JOBS as HELD
from tandem.analytics.facts import OBSERVATIONS as OBSERVED
from tandem.analytics.facts import SPELLS as STAYS
from tandem.analytics.facts import SURVEY_CELLS as CELLS
from tandem.analytics.months import Months
from tandem.analytics.tests.tables import closure_columns, engine, table, tree

Row = tuple[str, float | None, float | None]
"""Area, n and denominator."""


@dataclass(frozen=True, kw_only=True)
class Example:
    """expected: by the key of a measure. said: what to look at, before the table. stays: a second
    table, of the people whose jobs are in the first."""

    title: str
    said: str
    schema: ibis.Schema
    picture: str
    window: Months
    expected: Mapping[str, list[Row]]
    areas: str = field(default="Varnholm:\nBakery: Varnholm\nDairy: Varnholm")
    stays: str = ""

    def facts(self) -> Facts:
        tables = {NAMES[self.schema]: table(self.picture, self.schema)}
        if self.stays:
            tables["spells"] = table(self.stays, STAYS)
        return facts_of(self.areas, **tables)


NAMES = {STAYS: "spells", CELLS: "survey_cells", OBSERVED: "observations", HELD: "jobs"}


def facts_of(areas: str, **tables: Any) -> Facts:  # noqa: ANN401 - tables, or a field of Facts
    """In memory, of a tree written as "area: parent" lines."""
    parents = tree(areas)
    given = {"area": list(parents), "parent": list(parents.values()), "name": list(parents)}
    nothing = {"spells": STAYS, "leaver_counts": LEAVER_COUNTS, "headcounts": HEADCOUNTS}
    empty = {n: ibis.memtable(s.to_pyarrow().empty_table()) for n, s in nothing.items()}
    return Facts(
        engine=engine(),
        areas=ibis.memtable(pa.table(given, schema=AREAS.to_pyarrow())),
        closure=ibis.memtable(pa.table(closure_columns(parents))),
        version="1",
        as_of=date(2026, 12, 31),
        only_leavers=False,
        area_count=len(parents),
        count_rows=0,
        **({"people": 0} | empty | tables),
    )


PEOPLE = Example(
    title="People history",
    said="`end_on` is the first day gone.",
    schema=STAYS,
    picture="""
person | area   | start_on   | end_on     | came_from | went_to | end_reason
1      | Bakery | 2024-06-01 | .          | .         | .       | .  # stays all year
2      | Bakery | 2024-06-01 | 2025-02-01 | .         | .       | voluntary  # left within a year
3      | Bakery | 2024-06-01 | 2025-04-10 | .         | Dairy   | transfer  # still here
3      | Dairy  | 2025-04-10 | .          | Bakery    | .       | .
4      | Bakery | 2024-06-01 | 2025-03-01 | .         | .       | involuntary  # left
4      | Bakery | 2025-09-01 | .          | .         | .       | .  # and back: not “still”
5      | Dairy  | 2024-03-01 | 2026-01-01 | .         | .       | retirement  # on 31 December
6      | Dairy  | 2025-02-01 | 2025-08-01 | .         | .       | voluntary  # came later
7      | Dairy  | 2024-06-01 | 2026-01-02 | .         | .       | voluntary  # on 1 January
""",
    window=Months(date(2025, 1, 1), date(2026, 1, 1)),
    expected={
        "headcount": [("Bakery", 20, 12), ("Dairy", 37, 12), ("Varnholm", 57, 12)],
        "K01": [("Bakery", 2, 4), ("Dairy", 1, 2), ("Varnholm", 3, 6)],
        "K02": [("Bakery", 2, 20 / 12), ("Dairy", 2, 37 / 12), ("Varnholm", 4, 57 / 12)],
        "K03": [("Bakery", 1, 20 / 12), ("Dairy", 1, 37 / 12), ("Varnholm", 2, 57 / 12)],
        "retirement": [("Bakery", 0, 20 / 12), ("Dairy", 1, 37 / 12), ("Varnholm", 1, 57 / 12)],
        "K05": [("Bakery", 2, 4), ("Dairy", 0, 2), ("Varnholm", 2, 6)],
        "mobility": [("Bakery", 1, 20 / 12), ("Dairy", 0, 37 / 12), ("Varnholm", 1, 57 / 12)],
    },
)

YEAR_2026 = Months(date(2026, 1, 1), date(2027, 1, 1))
ANSWERS = Example(
    title="Answers",
    said="Varnholm has the answers of Bakery and Dairy together. The people behind a number, who "
    "decide whether it is shown, are the fewest who answered one question in one wave: nobody "
    "knows whether three people in three waves are nine or the same three.",
    schema=CELLS,
    picture="""
area   | theme         | item      | first      | after      | answer | answers
Bakery | engagement    | proud     | 2026-03-01 | 2026-03-15 | 5      | 4
Bakery | engagement    | proud     | 2026-03-01 | 2026-03-15 | 4      | 2
Bakery | engagement    | proud     | 2026-03-01 | 2026-03-15 | 2      | 2
Bakery | engagement    | motivated | 2026-03-01 | 2026-03-15 | 3      | 8
Dairy  | engagement    | proud     | 2026-03-01 | 2026-03-15 | 1      | 2
Dairy  | engagement    | proud     | 2026-12-20 | 2027-01-05 | 5      | 9  # not wholly
Bakery | recommend     | recommend | 2026-03-01 | 2026-03-15 | 10     | 3
Bakery | recommend     | recommend | 2026-03-01 | 2026-03-15 | 9      | 1
Bakery | recommend     | recommend | 2026-03-01 | 2026-03-15 | 8      | 4
Bakery | recommend     | recommend | 2026-03-01 | 2026-03-15 | 6      | 2
Dairy  | recommend     | recommend | 2026-03-01 | 2026-03-15 | 0      | 2
Bakery | values_stated | honest    | 2026-03-01 | 2026-03-15 | 5      | 10
Bakery | values_lived  | honest    | 2026-03-01 | 2026-03-15 | 4      | 3
Bakery | values_lived  | honest    | 2026-03-01 | 2026-03-15 | 2      | 7
Bakery | trust         | direction | 2026-03-01 | 2026-03-15 | 4      | 6
Bakery | trust         | direction | 2026-03-01 | 2026-03-15 | 1      | 4
""",
    window=YEAR_2026,
    expected={
        "K07": [("Bakery", 6, 16), ("Dairy", 0, 2), ("Varnholm", 6, 18)],
        "engagement_index": [("Bakery", 1000, 16), ("Dairy", 0, 2), ("Varnholm", 1000, 18)],
        "K08": [("Bakery", 2, 10), ("Dairy", -2, 2), ("Varnholm", 0, 12)],
        "K28": [("Bakery", 7, 10), ("Dairy", 0, 0), ("Varnholm", 7, 10)],
        "K50": [("Bakery", 6, 10), ("Dairy", 0, 0), ("Varnholm", 6, 10)],
    },
)

NUMBERS = Example(
    title="Numbers of other systems",
    said="Of offers Varnholm has the sum of what lies below; of absence it is told a number of "
    "its own, which goes before. Days to fill cannot be added up.",
    schema=OBSERVED,
    picture="""
area     | series         | first      | after      | value   | denominator | origin | taken_at
Bakery   | K14            | 2026-01-01 | 2026-04-01 | 8       | 10          | .      | .
Bakery   | K14            | 2026-04-01 | 2026-07-01 | 3       | 4           | .      | .
Dairy    | K14            | 2026-01-01 | 2026-04-01 | 2       | 2           | .      | .
Dairy    | K14            | 2026-10-01 | 2027-04-01 | 5       | 5           | . | .  # not wholly
Bakery   | K25            | 2026-01-01 | 2026-04-01 | 30      | 900         | .      | .
Varnholm | K25            | 2026-01-01 | 2026-04-01 | 60      | 2000        | .      | .
Bakery   | K13            | 2026-01-01 | 2026-04-01 | 40      | .           | .      | .
Bakery   | K13            | 2026-04-01 | 2026-07-01 | 35      | .           | .      | .
Bakery   | K35            | 2026-01-01 | 2027-01-01 | 2       | 400000      | .      | .
Varnholm | revenue        | 2026-01-01 | 2027-01-01 | 1200000 | .           | .      | .
Varnholm | operating_cost | 2026-01-01 | 2027-01-01 | 900000  | .           | .      | .
Varnholm | workforce_cost | 2026-01-01 | 2027-01-01 | 600000  | .           | .      | .
Varnholm | fte            | 2026-01-01 | 2026-07-01 | 10      | .           | .      | .
Varnholm | fte            | 2026-07-01 | 2027-01-01 | 14      | .           | .      | .
""",
    window=YEAR_2026,
    expected={
        "K14": [("Bakery", 11, 14), ("Dairy", 2, 2), ("Varnholm", 13, 16)],
        "K25": [("Bakery", 30, 900), ("Dairy", None, None), ("Varnholm", 60, 2000)],
        "K13": [("Bakery", 35, 1), ("Dairy", None, None), ("Varnholm", None, None)],
        "K35": [("Bakery", 2, 400_000), ("Dairy", None, None), ("Varnholm", 2, 400_000)],
        "K43": [("Bakery", None, None), ("Dairy", None, None), ("Varnholm", 1_200_000, 12)],
        "K44": [("Bakery", None, None), ("Dairy", None, None), ("Varnholm", 600_000, 1_200_000)],
        "K45": [("Bakery", None, None), ("Dairy", None, None), ("Varnholm", 900_000, 600_000)],
    },
)

JOBS = Example(
    title="Jobs",
    said="Each job with its level and its manager, and the stays of the same people.",
    schema=HELD,
    picture="""
person | area   | level   | manager | start_on   | end_on
1      | Bakery | Grade 5 | 6       | 2024-06-01 | 2025-03-01
1      | Bakery | Grade 6 | 6       | 2025-03-01 | .           # promoted
2      | Bakery | Grade 6 | 6       | 2024-06-01 | 2025-05-01
2      | Bakery | Grade 5 | 1       | 2025-05-01 | .           # not taken off
3      | Bakery | Grade 5 | 1       | 2024-06-01 | 2025-04-10
3      | Dairy  | Grade 7 | 6       | 2025-04-10 | .           # promoted by a move: in Dairy
4      | Dairy  | Grade 7 | 6       | 2024-06-01 | .
5      | Bakery | Grade 5 | 1       | 2024-06-01 | 2025-07-01
5      | Dairy  | Grade 6 | 3       | 2025-07-01 | .           # hired again: no promotion
6      | Dairy  | Grade 9 | .       | 2024-06-01 | .
""",
    stays="""
person | area   | start_on   | end_on     | came_from | went_to | end_reason
1      | Bakery | 2024-06-01 | .          | .         | .       | .
2      | Bakery | 2024-06-01 | .          | .         | .       | .
3      | Bakery | 2024-06-01 | 2025-04-10 | .         | Dairy   | transfer
3      | Dairy  | 2025-04-10 | .          | Bakery    | .       | .
4      | Dairy  | 2024-06-01 | .          | .         | .       | .
5      | Bakery | 2024-06-01 | 2025-07-01 | .         | .       | voluntary
5      | Dairy  | 2025-07-01 | .          | .         | .       | .
6      | Dairy  | 2024-06-01 | .          | .         | .       | .
""",
    window=Months(date(2025, 1, 1), date(2026, 1, 1)),
    expected={
        "K10": [("Bakery", 1, 32 / 12), ("Dairy", 1, 39 / 12), ("Varnholm", 2, 71 / 12)],
        "K18": [("Bakery", 1, 1), ("Dairy", 2, 1), ("Varnholm", 1, 1)],
        "span_few": [("Bakery", 1, 1), ("Dairy", 1, 2), ("Varnholm", 2, 3)],
        "span_many": [("Bakery", 0, 1), ("Dairy", 0, 2), ("Varnholm", 0, 3)],
    },
)

EXAMPLES = (PEOPLE, ANSWERS, NUMBERS, JOBS)
