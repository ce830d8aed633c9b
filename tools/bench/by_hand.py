"""The grid of the review as somebody would write it by hand: once in SQL, once in pandas.

By area and month: opening, joiners, moved_in, leavers, own_choice, retirements, moved_out, closing,
and over the year that ends with the month leavers, own choice and the average headcount.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tandem.analytics.months import Months, month_number

GRID = (
    *("area", "month", "opening", "joiners", "moved_in", "leavers", "own_choice", "retirements"),
    *("moved_out", "closing", "leavers_in_year", "own_choice_in_year"),
    "average_headcount_in_year",
)
SQL = """
WITH happened AS (
    SELECT area, came_from AS other, year(start_on) * 12 + month(start_on) - 1 AS n,
        CAST(came_from IS NULL AS INT) AS joiners, CAST(came_from IS NOT NULL AS INT) AS moved_in,
        0 AS leavers, 0 AS own_choice, 0 AS retirements, 0 AS moved_out
    FROM '{folder}/spells.parquet' WHERE end_on IS NULL OR end_on > start_on
    UNION ALL
    SELECT area, CASE WHEN end_reason = 'transfer' THEN went_to END,
        year(d) * 12 + month(d) - 1, 0, 0, CAST(end_reason IS DISTINCT FROM 'transfer' AS INT),
        CAST(coalesce(end_reason = 'voluntary', false) AS INT),
        CAST(coalesce(end_reason = 'retirement', false) AS INT),
        CAST(coalesce(end_reason = 'transfer', false) AS INT)
    FROM (SELECT *, CASE WHEN end_reason = 'transfer' THEN end_on ELSE end_on - 1 END AS d
        FROM '{folder}/spells.parquet' WHERE end_on > start_on)
), summed AS (
    SELECT area, other, greatest(n, {first} - 1) AS n, sum(joiners) AS joiners,
        sum(moved_in) AS moved_in, sum(leavers) AS leavers, sum(own_choice) AS own_choice,
        sum(retirements) AS retirements, sum(moved_out) AS moved_out
    FROM happened WHERE n < {after} GROUP BY ALL
), lifted AS (
    SELECT c.ancestor AS area, s.n, sum(joiners) AS joiners, sum(moved_in) AS moved_in,
        sum(leavers) AS leavers, sum(own_choice) AS own_choice, sum(retirements) AS retirements,
        sum(moved_out) AS moved_out
    FROM summed s JOIN '{folder}/closure.parquet' c USING (area)
    WHERE NOT EXISTS (FROM '{folder}/closure.parquet' i
        WHERE i.ancestor = c.ancestor AND i.area = s.other)
    GROUP BY ALL
), grid AS (
    SELECT area, n FROM (SELECT DISTINCT ancestor AS area FROM '{folder}/closure.parquet'),
        range({first} - 1, {after}) AS r(n)
), filled AS (
    SELECT area, n, coalesce(joiners, 0) AS joiners, coalesce(moved_in, 0) AS moved_in,
        coalesce(leavers, 0) AS leavers, coalesce(own_choice, 0) AS own_choice,
        coalesce(retirements, 0) AS retirements, coalesce(moved_out, 0) AS moved_out
    FROM grid LEFT JOIN lifted USING (area, n)
), running AS (
    SELECT *, joiners + moved_in - leavers - moved_out AS change, sum(change) OVER (
        PARTITION BY area ORDER BY n) AS closing FROM filled
)
SELECT area, make_date(CAST(n // 12 AS INT), CAST(n % 12 + 1 AS INT), 1) AS month,
    CAST(closing - change AS BIGINT) AS opening, CAST(joiners AS BIGINT) AS joiners,
    CAST(moved_in AS BIGINT) AS moved_in, CAST(leavers AS BIGINT) AS leavers,
    CAST(own_choice AS BIGINT) AS own_choice, CAST(retirements AS BIGINT) AS retirements,
    CAST(moved_out AS BIGINT) AS moved_out, CAST(closing AS BIGINT) AS closing,
    CAST(sum(leavers) OVER year AS BIGINT) AS leavers_in_year,
    CAST(sum(own_choice) OVER year AS BIGINT) AS own_choice_in_year,
    avg(closing) OVER year AS average_headcount_in_year
FROM running WHERE n >= {first}
WINDOW year AS (PARTITION BY area ORDER BY n ROWS BETWEEN 11 PRECEDING AND CURRENT ROW)
"""
SCAN = "SELECT {all} FROM '{folder}/spells.parquet'"
COLUMNS = ("person", "area", "start_on", "end_on", "came_from", "went_to", "end_reason")


def in_sql(folder: Path, window: Months) -> Any:  # noqa: ANN401  # pyarrow ships no types
    import duckdb

    first, after = month_number(window.first), month_number(window.after)
    with duckdb.connect(config={"threads": 2}) as asked:
        query = SQL.format(folder=folder, first=first, after=after)
        return asked.sql(query).to_arrow_table()


def bare_scan(folder: Path) -> None:
    """Every value of the file is looked at once, and nothing else."""
    import duckdb

    # Not max(): the file's own statistics would answer that, and nothing be read.
    every = f"bit_xor(hash({', '.join(COLUMNS)}))"
    with duckdb.connect(config={"threads": 2}) as asked:
        asked.sql(SCAN.format(all=every, folder=folder)).fetchall()


FLOWS = ("joiners", "moved_in", "leavers", "own_choice", "retirements", "moved_out")


def in_pandas(folder: Path, window: Months) -> Any:  # noqa: ANN401  # pandas ships no types
    import pandas as pd

    first, after = month_number(window.first), month_number(window.after)
    spells = pd.read_parquet(folder / "spells.parquet")
    closure = pd.read_parquet(folder / "closure.parquet")
    changes = pd.concat([came(spells), went(spells)], ignore_index=True)
    changes = changes[changes.n < after]
    changes["n"] = changes.n.clip(lower=first - 1)
    keys = ["area", "other", "n"]
    summed = changes.groupby(keys, dropna=False, as_index=False)[list(FLOWS)].sum()
    lifted = summed.merge(closure, on="area").drop(columns="area")
    inside = closure.rename(columns={"area": "other"}).assign(inside=True)
    lifted = lifted.merge(inside, on=["ancestor", "other"], how="left")
    lifted = lifted[lifted.inside.isna()]
    flows = lifted.groupby(["ancestor", "n"])[list(FLOWS)].sum()
    grid = pd.MultiIndex.from_product(
        [sorted(closure.ancestor.unique()), range(first - 1, after)], names=["area", "n"]
    )
    flows.index.names = ["area", "n"]
    filled = flows.reindex(grid, fill_value=0)
    change = filled.joiners + filled.moved_in - filled.leavers - filled.moved_out
    filled["closing"] = change.groupby(level="area").cumsum()
    filled["opening"] = filled.closing - change
    filled = filled[filled.index.get_level_values("n") >= first]
    return looking_back(filled)


def came(spells: Any) -> Any:  # noqa: ANN401  # pandas ships no types
    lasting = spells[spells.end_on.isna() | (spells.end_on > spells.start_on)]
    return changes_of(
        lasting, lasting.start_on, other=lasting.came_from,
        joiners=lasting.came_from.isna(), moved_in=lasting.came_from.notna(),
    )  # fmt: skip


def went(spells: Any) -> Any:  # noqa: ANN401  # pandas ships no types
    import pandas as pd

    gone = spells[spells.end_on.notna() & (spells.end_on > spells.start_on)]
    moved = gone.end_reason == "transfer"
    day = pd.to_datetime(gone.end_on) - pd.to_timedelta((~moved).astype(int), unit="D")
    return changes_of(
        gone, day, other=gone.went_to.where(moved), leavers=~moved, moved_out=moved,
        own_choice=gone.end_reason == "voluntary", retirements=gone.end_reason == "retirement",
    )  # fmt: skip


def changes_of(spells: Any, day: Any, *, other: Any, **flows: Any) -> Any:  # noqa: ANN401  # pandas
    import pandas as pd

    days = pd.to_datetime(day)
    made = pd.DataFrame({"area": spells.area, "other": other})
    made["n"] = days.dt.year * 12 + days.dt.month - 1
    for flow in FLOWS:
        made[flow] = flows[flow].astype(int) if flow in flows else 0
    return made


def looking_back(months: Any) -> Any:  # noqa: ANN401  # pandas ships no types
    import pandas as pd

    rolling = months.groupby(level="area")[["leavers", "own_choice", "closing"]].rolling(
        12, min_periods=1
    )
    year = rolling.agg({"leavers": "sum", "own_choice": "sum", "closing": "mean"})
    year = year.droplevel(0)
    months = months.reset_index()
    months["leavers_in_year"] = year.leavers.to_numpy().astype(int)
    months["own_choice_in_year"] = year.own_choice.to_numpy().astype(int)
    months["average_headcount_in_year"] = year.closing.to_numpy()
    years, numbers = months.n // 12, months.n % 12 + 1
    months["month"] = pd.to_datetime({"year": years, "month": numbers, "day": 1}).dt.date
    return months[list(GRID)]
