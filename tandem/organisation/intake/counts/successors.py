"""Areas of headcounts that end where another begins: after a reorganisation, or by a new name.

Nothing in the numbers says for sure which it is, so somebody is asked. It is asked only where one
area alone begins in that month beside them, and about as many are there then.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from tandem.organisation.intake.counts.months import next_month
from tandem.organisation.intake.counts.staging import StagedCounts

Path = tuple[str, ...]
MOST_ENDING = 4  # into one; where more end at once, the sheet itself is another
ALIKE = 2  # times as many, or as few


def successors(staged: StagedCounts) -> Iterator[tuple[Path, Path, date]]:
    """Who may go on as whom, and the last month of the first; the earliest come first."""
    spans = staged.spans_of_heads()
    if not spans:
        return
    unsure = {area for area, _month, of_heads, _n in staged.lost() if of_heads}
    first, last = min(each[0] for each in spans.values()), max(each[1] for each in spans.values())
    begun: dict[tuple[Path, date], list[Path]] = defaultdict(list)
    ended: dict[tuple[Path, date], list[Path]] = defaultdict(list)
    for path, (since, until) in spans.items():
        if since > first:
            begun[path[:-1], since].append(path)
        if until < last and path not in unsure:
            ended[path[:-1], until].append(path)
    for (above, until), paths in sorted(ended.items(), key=lambda each: each[0][1]):
        others = [each for each in begun.get((above, next_month(until)), []) if each not in unsure]
        long = all(spans[path][0] < until for path in paths)
        if len(others) == 1 and long and len(paths) <= MOST_ENDING:
            before = sum(people_in(staged, path, until) for path in paths)
            after = people_in(staged, others[0], next_month(until))
            if before <= ALIKE * after and after <= ALIKE * before:
                yield from ((path, others[0], until) for path in paths)


def people_in(staged: StagedCounts, path: Path, month: date) -> int:
    return next((heads.people for at, heads in staged.heads_of(path) if at == month), 0)
