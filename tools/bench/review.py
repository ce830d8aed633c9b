"""The review: everything the mathematics says of every area, from a thousand people on.

3,000 areas and 120 months, whatever the number of people. Beside it, in processes of their own:
one query by hand with the same grid (asserted to be the same), the same in pandas, a bare scan.
"""

from __future__ import annotations

import json
import subprocess
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

from tools.bench.company import SIZES, TODAY, Size
from tools.bench.parts import Watch, pace, peak, tell

PEOPLE = (1_000, 10_000, 100_000, 500_000, 2_000_000)
TEAMS = SIZES["huge"].teams
MONTHS, YEAR = 120, 12
MEMORY = "3GB"  # DuckDB's; the rest of the budget is Python's
SECONDS, MEBIBYTES, BY_HAND = 10, 4096, 3
Told = dict[str, Any]


def measure(most: int, command: list[str]) -> None:
    """Each size up to `most` people, and by how much the time grew from one to the next."""
    earlier = None
    for people in [each for each in PEOPLE if each <= max(most, PEOPLE[0])]:
        with tempfile.TemporaryDirectory(prefix="tandem-bench-review-") as name:
            folder = Path(name)
            written = Watch()
            in_child([*command, "written"], folder, people)
            tell(f"{people:,} people", f"written in {written}; {pace()}")
            spent = {way: in_child([*command, way], folder, people) for way in WAYS}
        ours = spent["library"]
        shown(ours, spent)
        if earlier is not None:
            grown, more = ours["seconds"] / earlier[1], people / earlier[0]
            tell("  grown", f"{grown:.1f} times for {more:.0f} times the people")
        earlier = (people, ours["seconds"])


def shown(ours: dict[str, Any], spent: dict[str, dict[str, Any]]) -> None:
    for part, seconds in ours["parts"].items():
        beside = ", beside the review" if part in BESIDE else ""
        tell(f"  {part}", f"{seconds:6.2f} s ({ours['parts_own'][part]:.2f} s of its own){beside}")
    budget = f"(budget: {SECONDS} s, {MEBIBYTES} MiB)"
    tell(
        "  in all",
        f"{ours['seconds']:6.2f} s ({ours['own']:.1f} s of its own), "
        f"peak {ours['peak']} MiB   {budget}",
    )
    grid = ours["parts"]["held"] + ours["parts"]["grid"]
    times = grid / spent["sql"]["seconds"]
    for way in ("sql", "pandas", "scan"):
        seconds, peaked = spent[way]["seconds"], spent[way]["peak"]
        tell(f"  by {way}", f"{seconds:6.2f} s, peak {peaked} MiB")
    alike = (
        "same rows" if same(ours, spent["sql"]) and same(ours, spent["pandas"]) else "OTHER ROWS"
    )
    tell("  the grid, to one query by hand", f"{times:.1f} times   (budget: {BY_HAND}), {alike}")
    tell("  in all, to a bare scan", f"{ours['seconds'] / spent['scan']['seconds']:.0f} times")


def same(one: dict[str, Any], other: dict[str, Any]) -> bool:
    return bool(one["sums"] == other["sums"])


def in_child(command: list[str], folder: Path, people: int) -> dict[str, Any]:
    """In a process of its own, so that its memory is its own; what it says last."""
    told = subprocess.run(
        [*command, str(folder), str(people)], check=True, stdout=subprocess.PIPE, text=True
    )
    return dict(json.loads(told.stdout.splitlines()[-1]))


def inside(way: str, folder: Path, people: int) -> None:
    if way == "written":
        from tools.bench.history import write

        write(Size(people, TEAMS), folder)
        said: dict[str, Any] = {}
    else:
        said = WAYS[way](folder)
    print(json.dumps({"peak": peak(), "own": time.process_time(), **said}))


def window() -> Any:  # noqa: ANN401  # Months, not loaded before it is measured
    from tandem.analytics.months import Months

    return Months.last(MONTHS, before=TODAY)


# ---- the library


def by_the_library(folder: Path) -> dict[str, Any]:
    """Loading the library counts as well: a review starts from nothing."""
    begun = time.perf_counter()
    from tandem.analytics.engine import Engine
    from tandem.analytics.facts import Facts
    from tandem.analytics.prepared import held

    with closing(Engine(memory=MEMORY)) as engine:
        facts = Facts.open(folder, engine)
        spent = {"loading": time.perf_counter() - begun}
        own = {"loading": time.process_time()}
        told: dict[str, Any] = {}
        for part, done in {"held": lambda *_: held(facts), **WORK}.items():
            started, used = time.perf_counter(), time.process_time()
            told[part] = done(told.get("held", facts), told)
            spent[part] = time.perf_counter() - started
            own[part] = time.process_time() - used
        whole = {
            "seconds": sum(spent.values()), "peak": peak(), "own": time.process_time(),
            "sums": sums(told["grid"]),
        }  # fmt: skip
        for part, done in BESIDE.items():
            started, used = time.perf_counter(), time.process_time()
            done(told["held"], told)
            spent[part] = time.perf_counter() - started
            own[part] = time.process_time() - used
    return {**whole, "parts": spent, "parts_own": own}


def grid(facts: Any, _told: Told) -> Any:  # noqa: ANN401  # Facts; pyarrow ships no types
    from tandem.analytics.every_area import with_year
    from tandem.analytics.prepared import cube_of

    return facts.engine.arrow(with_year(cube_of(facts, window())))


def measures(facts: Any, _told: Told) -> Any:  # noqa: ANN401  # Facts; pyarrow ships no types
    """All of people history, for every area and month, over the year that ends with it."""
    from tandem.analytics.measures.registry import OF_PEOPLE
    from tandem.analytics.prepared import together

    return facts.engine.arrow(together(OF_PEOPLE, facts, window(), YEAR))


def shrinkage(facts: Any, told: Told) -> list[Any]:  # noqa: ANN401  # Facts
    """Total and own-choice leaving of the last year: every area's likely rate, and the flags."""
    from tandem.analytics.hotspot_areas import Area
    from tandem.analytics.hotspots import hotspots

    parents = dict(facts.engine.rows(facts.areas.select("area", "parent")))
    return [
        hotspots(
            [
                Area(area=area, leavers=int(n), headcount=people, parent=parents[area] or "")
                for area, n, people in last_year(told["measures"], key)
            ]
        )
        for key in ("K02", "K03")
    ]


def funnel(_facts: Any, told: Told) -> list[Any]:  # noqa: ANN401  # Facts
    """Every area of the last year against all of them, by own-choice leaving."""
    from tandem.analytics.funnel import Unit, centre, is_large_enough

    units = [Unit(int(n), people) for _area, n, people in last_year(told["measures"], "K03")]
    large = [unit for unit in units if is_large_enough(unit.people)]
    middle = centre(large)
    return [middle.tails(unit) for unit in large] if middle else []


def last_year(found: Any, key: str) -> list[tuple[str, int, float]]:  # noqa: ANN401  # pyarrow
    """Area, n and denominator of the window that ends last."""
    import pyarrow.compute as pc

    last = found.filter(pc.equal(found["month"], pc.max(found["month"])))
    columns = ("area", f"{key}_n", f"{key}_denominator")
    return list(zip(*(last[name].to_pylist() for name in columns), strict=True))


def survival(facts: Any, _told: Told) -> dict[str, Any]:  # noqa: ANN401  # Facts
    """How many stay a year, with the likely range, and when half have left: of every area."""
    from tandem.analytics.employments import life_tables
    from tandem.analytics.survival import Curve

    curves = {area: Curve(table) for area, table in life_tables(facts, as_of=TODAY)}
    return {area: (curve.at(YEAR - 1), curve.median()) for area, curve in curves.items()}


def jobs(facts: Any, _told: Told) -> Any:  # noqa: ANN401  # Facts; pyarrow ships no types
    """Promotions of every area and month, over the year that ends with it, and the spans of the
    last one. Not of the review: it reads a file of its own that is larger than the stays."""
    from tandem.analytics.measures.registry import MEASURES
    from tandem.analytics.months import Months
    from tandem.analytics.prepared import over_window, together

    last = Months.last(YEAR, before=TODAY)
    return [
        facts.engine.arrow(together([MEASURES["K10"]], facts, window(), YEAR)),
        facts.engine.arrow(over_window(MEASURES["K18"], facts, last)),
    ]


BESIDE: dict[str, Callable[[Any, Told], Any]] = {"jobs": jobs}
"""Timed after the review, and not counted in it."""
WORK: dict[str, Callable[[Any, Told], Any]] = {
    "grid": grid, "measures": measures, "shrinkage": shrinkage, "funnel": funnel,
    "survival": survival,
}  # fmt: skip
"""What a review consists of, in this order; each is given the facts and what those before said."""


# ---- the others


def by_sql(folder: Path) -> dict[str, Any]:
    from tools.bench.by_hand import in_sql

    return timed(lambda: in_sql(folder, window()))


def by_pandas(folder: Path) -> dict[str, Any]:
    from tools.bench.by_hand import in_pandas

    def as_arrow() -> Any:  # noqa: ANN401  # pyarrow ships no types
        import pyarrow as pa

        return pa.Table.from_pandas(in_pandas(folder, window()), preserve_index=False)

    return timed(as_arrow)


def by_scan(folder: Path) -> dict[str, Any]:
    from tools.bench.by_hand import bare_scan

    begun = time.perf_counter()
    bare_scan(folder)
    return {"seconds": time.perf_counter() - begun}


def timed(work: Callable[[], Any]) -> dict[str, Any]:
    begun = time.perf_counter()
    found = work()
    return {"seconds": time.perf_counter() - begun, "sums": sums(found)}


def sums(found: Any) -> dict[str, float]:  # noqa: ANN401  # pyarrow ships no types
    """Of each column of numbers, and the number of rows: enough to see that two grids differ."""
    import pyarrow as pa
    import pyarrow.compute as pc

    names = [name for name in found.column_names if name not in {"area", "month"}]
    # Each row counts by its place, too, so that two that were exchanged are seen.
    in_order = found.sort_by([("area", "ascending"), ("month", "ascending")])
    place = pa.array([at % 1_000 + 1 for at in range(len(in_order))], pa.int64())
    weighed = {
        name: pc.sum(pc.multiply(pc.cast(in_order[name], "float64"), place)) for name in names
    }
    return {"rows": len(found)} | {name: round(each.as_py(), 3) for name, each in weighed.items()}


WAYS: dict[str, Callable[[Path], dict[str, Any]]] = {
    "library": by_the_library, "sql": by_sql, "pandas": by_pandas, "scan": by_scan,
}  # fmt: skip
