"""Every verb has an example on a page of docs/methods, and the examples run."""

from __future__ import annotations

import random
import re
import warnings
from collections.abc import Iterator
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

ta: Any = import_module("tandem.analytics")
METHODS = Path(__file__).resolve().parents[3] / "docs/methods"
IMPORT = "import tandem.analytics as ta\n"
GROUPS = ("women", "men")
EXAMPLES = [
    (path.stem, block)
    for path in sorted(METHODS.glob("*.md"))
    for block in re.findall(r"```python\n(.*?)```", path.read_text(encoding="utf-8"), re.DOTALL)
    if IMPORT in block
]


def lines(dice: random.Random) -> Iterator[tuple[str, list[str]]]:
    """Each table that the pages name, invented."""
    yield "days_to_fill", ["month,value", *(f"2024-{n:02},{30 + n % 4}" for n in range(1, 13))]
    shops = [
        f"{shop},2024-Q{quarter},{dice.random()},{dice.random()}"
        for shop in range(12)
        for quarter in (1, 2, 3, 4)
    ]
    yield "shops", ["shop,quarter,trust,sales", *shops]
    yield "promoted", ["group,chosen,considered", "Women,45,100", "Men,60,100"]
    yield "counts", ["area,leavers,headcount", *(f"Line {n},9,80" for n in range(9)), "Night,40,60"]
    strata = [f"{area},{tenure},L1,shop,5,50" for area in "abc" for tenure in ("new", "old")]
    yield "strata", ["area,tenure,level,job_family,leavers,headcount", *strata]
    yield "people", ["person,area,start_on,last_day", *people(dice)]
    jobs = [f"p{n},Bakery,E{5 + n % 3},p{60 + n % 6},2022-01-01" for n in range(60)]
    yield "jobs", ["person,area,level,manager,start_on", *jobs]
    yield "bands", ["leavers,pay", "6,60000"]
    pay = [f"{GROUPS[n % 2]},{40_000 + 90 * n},L1,shop,{n % 9},Lyon" for n in range(80)]
    yield "pay", ["group,pay,level,family,tenure_years,location", *pay]
    yield "levels", ["level,group,people,pool_group,pool", "Lead,4,40,50,100"]
    yield "roles", ["successors,ready_now", "2,1", "1,0", "0,0", "3,3"]
    yield "gaps", ["due_on,closed_on", "2025-02-01,2025-01-09", "2025-03-01,"]
    stays = [f"2023-01-01,{gone(dice)},{'ab'[n % 2]},{n % 3}" for n in range(200)]
    yield "stays", ["start,end,team,grade", *stays]
    comments = [f"c{n},the canteen has no soup" for n in range(20)]
    yield "comments", ["person,text", *comments, *(f"r{n},the rota is late" for n in range(20))]
    answers = [f"{dice.random()},{dice.random()},{dice.random()},{n % 2}" for n in range(90)]
    yield "answers", ["trust,workload,engagement,promoted", *answers]


def gone(dice: random.Random) -> str:
    day = f"2024-{dice.randrange(1, 13):02}-{dice.randrange(1, 29):02}"
    return day if dice.random() < 0.5 else ""


def people(dice: random.Random) -> Iterator[str]:
    """Sixty, of whom one goes and one comes every month from 2022 to 2025."""
    for n in range(108):
        first = date(2019 + max(0, n - 60) // 12 + 3 * (n >= 60), 1 + n % 12, 1)
        last = f"{2022 + n // 12}-{1 + n % 12:02}-28" if n < 48 else ""
        yield f"p{n},Bakery,{first},{last}"


@pytest.fixture
def tables(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, rows in lines(random.Random(5)):
        (tmp_path / f"{name}.csv").write_text("\n".join(rows), encoding="utf-8")
    monkeypatch.chdir(tmp_path)


@pytest.mark.slow
@pytest.mark.usefixtures("tables")
@pytest.mark.parametrize(("page", "block"), EXAMPLES, ids=[page for page, _ in EXAMPLES])
def test_an_example_of_a_page_runs(page: str, block: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        exec(compile(block, f"{page}.md", "exec"), {})


def test_every_verb_has_an_example_and_stands_among_all_of_them() -> None:
    shown = {verb for _, block in EXAMPLES for verb in re.findall(r"\bta\.(\w+)\(", block)}
    assert shown == set(ta.VERBS)
    listed = (METHODS / "numbers_from_a_file.md").read_text(encoding="utf-8")
    assert set(re.findall(r"`ta\.(\w+)", listed)) == set(ta.VERBS)
