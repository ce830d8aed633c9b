"""An invented company of any size, the same every time, made by arithmetic alone.

A quarter of the people have left. Everybody has two to five jobs, three and a half on average, and
half of the changes are moves to another team.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

TODAY = date(2026, 11, 24)
TEAMS_OF_A_SITE = 10
SITES_OF_A_DIVISION = 28

PEOPLE = """
CREATE TABLE people AS SELECT p, p < $teams AS head, 2 + p % 4 AS jobs,
    DATE '2026-11-24' - CAST(200 + p * 7919 % 3400 AS INTEGER) AS hired,
    CASE WHEN p >= $teams AND p * 31 % 20 < 5 THEN
        hired + CAST(30 + (150 + p * 7919 % 3400) * (p * 13 % 97) // 100 AS INTEGER) END AS gone
FROM range($people) AS r(p)
"""
# A head leads the team of their own number, reports to the head of the site, and they to that of
# the division; the first of all reports to nobody.
JOBS = """
CREATE VIEW jobs AS SELECT p, j, jobs,
    CASE WHEN head THEN p ELSE (p * 17 + j // 2 * 41) % $teams END AS team,
    CASE WHEN NOT head THEN team WHEN p % 10 <> 0 THEN p // 10 * 10
        WHEN p % 280 <> 0 THEN p // 280 * 280 WHEN p <> 0 THEN 0 END AS manager,
    hired, gone, coalesce(gone, DATE '2026-11-24') - hired AS days,
    hired + CAST(days * j // jobs AS INTEGER) AS began,
    CASE WHEN j + 1 = jobs THEN gone
        ELSE hired + CAST(days * (j + 1) // jobs AS INTEGER) END AS ended
FROM people, range(5) AS r(j) WHERE j < jobs
"""
# As with real names, few beginnings are shared by very many: each of the last names' first three
# letters by one person in forty. There are some eight hundred first and fifty thousand last names.
FIRST = (
    "Mar Ann Jo Pet Su Lu Ka Tho El Hel Rob Da Mi An Ste Ma Ju Chri Fran Nic Ol Pau Ro Sa Ve",
    "a e i o ia ina ela ine ika ert rik old wen lin mund bert lena tje ko ra na so ta vi "
    "mo len ret nes dor gus fin lis vin mar",
)
LAST = (
    "Sch Bar Mar Kol Lin Ber Han Pet Nie Wal Gar Rod San Mor Cas Del Fer Gon Her Iva Jan Kow "
    "Lew Mei Now Oka Per Qua Ros Sil Tan Ulm Van Wei Xav Yil Zam Dor Att Ebn",
    "a e i o u el en er in on al an ar ol or ul un ur ab eb ib ob ub ad ed id od ud ag eg ig "
    "og ug as es is os us at et it",
    "ma ner son sen ke ski vic dez lund berg mann hof ta ri no dal rup gaard ez ini ova ka tz "
    "ler per ström wicz beck hagen quist stein",
)


def spelt(parts: tuple[str, ...], number: str) -> str:
    """The name of this number as an expression: one of each list, the first changing fastest."""
    taken, each = [], number
    for words in map(str.split, parts):
        taken.append(f"{words!r}[1 + ({each}) % {len(words)}]")
        each = f"({each}) // {len(words)}"
    return " || ".join(taken)


WHO = f"""
p AS "Employee ID", {spelt(FIRST, "p * 13")} AS "First name", {spelt(LAST, "p * 7")} AS "Last name",
'p' || p || '@bench.example' AS "E-mail",
'Bench / Division ' || team // 280 || ' / Site ' || team // 10 || ' / Team ' || team
    AS "Department",
manager AS "Manager ID", 'Maker ' || j AS "Title"
"""
STAY = """
hired AS "Hire date", gone - 1 AS "Leave date",
CASE WHEN gone IS NULL THEN NULL WHEN p % 3 = 0 THEN 'Retirement' ELSE 'Resignation' END
    AS "Leave reason"
"""
JOB = 'began AS "Job start", ended - 1 AS "Job end"'


@dataclass(frozen=True, slots=True)
class Size:
    """How many people, and in how many teams they work at the bottom of the tree."""

    people: int
    teams: int

    @property
    def areas(self) -> int:
        """Teams, sites, divisions and the company."""
        sites = -(-self.teams // TEAMS_OF_A_SITE)
        return 1 + -(-sites // SITES_OF_A_DIVISION) + sites + self.teams


SIZES = {
    "works": Size(1_800, 110),  # as large as the invented company
    "small": Size(5_000, 300),
    "large": Size(200_000, 300),
    "huge": Size(2_000_000, 2_717),  # 3,000 areas
}


def export(size: Size, file: Path, *, history: bool = False) -> None:
    """A file of one row per person, or with history one per job."""
    import duckdb  # its memory is not that of the pages

    with duckdb.connect(config={"threads": 2}) as made:
        made.execute(PEOPLE, {"people": size.people, "teams": size.teams})
        made.execute(JOBS.replace("$teams", str(size.teams)))
        columns = f"{WHO}, {STAY}, {JOB}" if history else f"{WHO}, {STAY}"
        rows = "" if history else "WHERE j + 1 = jobs"
        query = f"SELECT {columns} FROM jobs {rows} ORDER BY p, j"  # noqa: S608 - our own words
        made.execute(f"COPY ({query}) TO '{file}' (HEADER)")
