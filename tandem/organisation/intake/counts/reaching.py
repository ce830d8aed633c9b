"""How far counts tell: no month that is still to come, and no long silence for one far leaver.

A leavers list speaks of every month up to its last one, and where it has no row, nobody left. So
one month that was typed wrongly would make years in which nobody left.
"""

from __future__ import annotations

from datetime import date

from tandem.organisation.intake.counts.staging import StagedCounts
from tandem.organisation.intake.findings import Kind, Place, Problem
from tandem.organisation.intake.staging import BETWEEN_AREAS, Staging

FAR = 6  # months without anything, from which on the last leaver is asked about
YEAR = 12
LATER = """
SELECT (SELECT coalesce(sum(n), 0) FROM leavers WHERE month > :until),
    (SELECT count(*) FROM heads WHERE month > :until)
"""
LAST = "SELECT max(month) FROM leavers"
BEFORE = """
SELECT max(month) FROM (SELECT month FROM leavers WHERE month < :last UNION SELECT month FROM heads)
"""
LEAVERS_OF = "SELECT area, n FROM leavers WHERE month = ? ORDER BY area"


def leave_out_after(until: date, staged: StagedCounts, staging: Staging, name: str) -> None:
    """Without the months after that of this day, and a note that says how much that was."""
    leavers, heads = staged.db.execute(LATER, {"until": until.isoformat()}).fetchone()
    if not (leavers or heads):
        return
    for table in ("leavers", "heads"):
        staged.db.execute(f"DELETE FROM {table} WHERE month > ?", (until.isoformat(),))  # noqa: S608 - ours
    facts = {"day": until.isoformat(), "leavers": leavers, "heads": heads}
    staging.note(0, Place(name).found(Kind.MONTHS_TO_COME, None, **facts))


def ask_about_a_far_leaver(staged: StagedCounts, names: str) -> list[Problem]:
    """Where the last leavers stand half a year or more after all else in these files."""
    last: str | None = staged.db.execute(LAST).fetchone()[0]
    before: str | None = last and staged.db.execute(BEFORE, {"last": last}).fetchone()[0]
    if not last or not before or _months(before, last) <= FAR:
        return []
    found = staged.db.execute(LEAVERS_OF, (last,)).fetchall()
    facts = {
        "month": last[: len("2026-09")],
        "before": before[: len("2026-09")],
        "area": found[0][0].replace(BETWEEN_AREAS, " / "),
        "count": sum(n for _area, n in found),
        "quiet": _months(before, last) - 1,
    }
    return [Place(names).found(Kind.FAR_LEAVER, None, **facts)]


def _months(one: str, other: str) -> int:
    first, last = date.fromisoformat(one), date.fromisoformat(other)
    return (last.year - first.year) * YEAR + last.month - first.month
