"""A snapshot of the company of any size, written without an import: its history as facts.

Ten years, two to five jobs each; who changes the team has moved, and every second job is a level
up.
"""

from __future__ import annotations

import json
from pathlib import Path

from tools.bench.company import JOBS, PEOPLE, SITES_OF_A_DIVISION, TEAMS_OF_A_SITE, TODAY, Size

STAYS = """
CREATE VIEW stays AS SELECT p, team, min(began) AS start_on, max(ended) AS end_on,
    bool_or(ended IS NULL) AS here, any_value(gone) AS gone, min(j) AS j
FROM jobs GROUP BY p, team
"""
SPELLS = """
SELECT CAST(p AS BIGINT) AS person, 'team ' || team AS area, start_on,
    CASE WHEN NOT here THEN end_on END AS end_on,
    'team ' || lag(team) OVER of_person AS came_from,
    'team ' || lead(team) OVER of_person AS went_to,
    CASE WHEN lead(team) OVER of_person IS NOT NULL THEN 'transfer' WHEN here THEN NULL
        WHEN p % 3 = 0 THEN 'retirement' WHEN p % 7 = 0 THEN 'involuntary'
        ELSE 'voluntary' END AS end_reason
FROM stays WINDOW of_person AS (PARTITION BY p ORDER BY j)
"""
HELD = """
SELECT CAST(p AS BIGINT) AS person, 'team ' || team AS area,
    'E' || (3 + p % 4 + j // 2) AS level, CAST(manager AS BIGINT) AS manager,
    began AS start_on, ended AS end_on
FROM jobs
"""
AREAS = """
CREATE TABLE tree AS
SELECT 'company' AS area, NULL AS parent
UNION ALL SELECT DISTINCT 'division ' || t // $of_division, 'company' FROM range($teams) AS r(t)
UNION ALL SELECT DISTINCT 'site ' || t // $of_site, 'division ' || t // $of_division
FROM range($teams) AS r(t)
UNION ALL SELECT 'team ' || t, 'site ' || t // $of_site FROM range($teams) AS r(t)
"""
CLOSURE = """
WITH RECURSIVE above(ancestor, area) AS (
    SELECT area, area FROM tree
    UNION ALL SELECT tree.parent, above.area FROM above JOIN tree ON tree.area = above.ancestor
    WHERE tree.parent IS NOT NULL
) SELECT ancestor, area FROM above
"""


def write(size: Size, folder: Path) -> None:
    """The folder of a snapshot, as the bridge writes one."""
    import duckdb  # its memory is not that of the pages

    with duckdb.connect(config={"threads": 2}) as made:
        made.execute(PEOPLE, {"people": size.people, "teams": size.teams})
        made.execute(JOBS.replace("$teams", str(size.teams)))
        made.execute(STAYS)
        made.execute(
            AREAS,
            {
                "teams": size.teams,
                "of_site": TEAMS_OF_A_SITE,
                "of_division": TEAMS_OF_A_SITE * SITES_OF_A_DIVISION,
            },
        )
        tables = {
            "spells": SPELLS,
            "jobs": HELD,
            "areas": "SELECT area, parent, area AS name FROM tree",
            "closure": CLOSURE,
            "leaver_counts": nothing("own_choice retirements involuntary other unknown transfers"),
            "headcounts": nothing("people joiners moved_in moved_out"),
        }
        for name, query in tables.items():
            made.execute(f"COPY ({query}) TO '{folder / name}.parquet'")
    described = {
        "version": "1", "as_of": TODAY.isoformat(), "only_leavers": False,
        "people": size.people, "areas": size.areas, "count_rows": 0,
    }  # fmt: skip
    (folder / "snapshot.json").write_text(json.dumps(described), encoding="utf-8")


def nothing(numbers: str) -> str:
    columns = ", ".join(f"CAST(0 AS BIGINT) AS {name}" for name in numbers.split())
    return f"SELECT 'x' AS area, CURRENT_DATE AS month, {columns} WHERE false"
