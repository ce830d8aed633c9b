"""Areas of headcounts that end where another begins: after a reorganisation, or by a new name.

Nothing in the numbers says for sure which it is, so somebody is asked. It is asked only where one
area alone begins in that month beside them, or one of the same name elsewhere, and where about as
many are there then.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from tandem.organisation.intake.counts.months import month_before, next_month
from tandem.organisation.intake.counts.nearness import words
from tandem.organisation.intake.counts.staging import StagedCounts

Path = tuple[str, ...]
Pair = tuple[list[Path], Path]
"""Areas that end, and the one that they may go on as."""
MOST_ENDING = 4  # into one; where more end at once, the sheet itself is another
ALIKE = 2  # times as many, or as few


@dataclass(slots=True)
class Turn:
    """What ends with a month and what begins in the next."""

    ended: list[Path] = field(default_factory=list)
    begun: list[Path] = field(default_factory=list)


def successors(staged: StagedCounts) -> Iterator[tuple[Path, Path, date]]:
    """Who may go on as whom, and the last month of the first; the earliest come first."""
    unsure = {area for area, _month, of_heads, _n in staged.lost() if of_heads}
    for until, turn in turns(staged.spans_of_heads(), unsure):
        moved = [*elsewhere(turn)]
        for paths, other in [*moved, *beside(turn, moved)]:
            before = sum(people_in(staged, path, until) for path in paths)
            after = people_in(staged, other, next_month(until))
            if before <= ALIKE * after and after <= ALIKE * before:
                yield from ((path, other, until) for path in paths)


def turns(
    spans: Mapping[Path, tuple[date, date]], unsure: Container[Path]
) -> Iterator[tuple[date, Turn]]:
    """By the last month of what ends. unsure: areas of which a row was not taken."""
    found: dict[date, Turn] = defaultdict(Turn)
    first = min((since for since, _until in spans.values()), default=date.max)
    last = max((until for _since, until in spans.values()), default=date.min)
    for path, (since, until) in spans.items():
        if since > first and path not in unsure:
            found[month_before(since)].begun.append(path)
        if since < until < last and path not in unsure:  # a single month is a slip
            found[until].ended.append(path)
    return iter(
        sorted(
            ((until, turn) for until, turn in found.items() if turn.ended and turn.begun),
            key=lambda each: each[0],
        )
    )


def elsewhere(turn: Turn) -> Iterator[Pair]:
    """One of the same name below another area: it was moved."""
    for path in turn.ended:
        same = [each for each in turn.begun if words(each[-1]) == words(path[-1])]
        if len(same) == 1:
            yield [path], same[0]


def beside(turn: Turn, moved: Sequence[Pair]) -> Iterator[Pair]:
    """The one that begins below the same area, and what ends there."""
    gone, come = {path for paths, _other in moved for path in paths}, {other for _p, other in moved}
    begun, ended = [each for each in turn.begun if each not in come], defaultdict(list)
    for path in turn.ended:
        if path not in gone:
            ended[path[:-1]].append(path)
    for above, paths in ended.items():
        others = [each for each in begun if each[:-1] == above]
        if len(others) == 1 and len(paths) <= MOST_ENDING:
            yield paths, others[0]


def people_in(staged: StagedCounts, path: Path, month: date) -> int:
    return next((heads.people for at, heads in staged.heads_of(path) if at == month), 0)
