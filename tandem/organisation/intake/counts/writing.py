"""Applying checked counts: one transaction, and it happens once."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from tandem.access.audit import BATCH, Bulk
from tandem.organisation.counted import ANYWHERE, ELSEWHERE, OPEN, Lost
from tandem.organisation.intake.counts.comparing import Paths, differing, grow
from tandem.organisation.intake.counts.staging import StagedCounts
from tandem.organisation.intake.findings import Kind, Place
from tandem.organisation.intake.progress import Progress, Step
from tandem.organisation.intake.refusals import ManyChanges
from tandem.organisation.intake.report import Report
from tandem.organisation.intake.staging import Staging
from tandem.organisation.intake.tree import AreaTree
from tandem.organisation.models import Headcount, Import, LeaverCount

NAMED = 50  # areas nobody has settled that are told one by one
MOST_AREAS = 2000  # kept apart; of more it is said of all alike


class WritingCounts:
    """The counts of one import as parts to be written. Where they say nothing new: none."""

    def __init__(self, staging: Staging, checked: Report, progress: Progress) -> None:
        self.staged, self.report = StagedCounts(staging), checked
        self.progress = progress

    def refuse_many(self, expect_many: bool) -> None:
        if self.report.asks and not expect_many:
            raise ManyChanges(" ".join(each.reason for each in self.report.asks))

    def parts(self, import_: Import, *, expect_many: bool) -> Iterator[Bulk]:
        """Areas, then leavers and headcounts area by area."""
        tree = AreaTree()
        paths = grow(self.staged, tree)
        yield Bulk(new=tree.new)
        self.report.areas = len(tree.new)
        found = differing(self.staged, paths)
        if found.fewer > self.report.fewer and not expect_many:  # known since the check
            raise ManyChanges(Place("").found(Kind.FEWER_LEAVERS, count=found.fewer).reason)
        if found.months:
            yield from self._counts(import_, paths)
        span = self.staged.span()
        speaks = {"speaks": [each.isoformat() for each in span]} if span else {}
        import_.counts = self.report.counts() | speaks | self._not_taken(tree)
        import_.counts |= self._unsettled(tree)

    def _unsettled(self, tree: AreaTree) -> dict[str, list[str]]:
        """Areas of which nobody has said what the headcounts call them, the first of them."""
        found = (tree.nearest(path) for path in self.staged.unsettled()[:NAMED])
        areas = [area.id.hex for area in found if area]
        return {OPEN: areas} if areas else {}

    def _not_taken(self, tree: AreaTree) -> dict[str, Lost]:
        """Rows that were not taken, as `organisation.counted` reads them."""
        lost: Lost = {}
        for path, month, heads, rows in self.staged.lost():
            area = tree.nearest(path)
            key = area.id.hex if area else ELSEWHERE if path else ANYWHERE
            month = month if len(lost) < MOST_AREAS else ""
            key = key if key in lost or len(lost) < MOST_AREAS else ANYWHERE
            of_month = lost.setdefault(key, {}).setdefault(month, [0, 0])
            of_month[heads] += rows
        return {"not_taken": lost} if lost else {}

    def _counts(self, import_: Import, paths: Paths) -> Iterator[Bulk]:
        leavers: list[LeaverCount] = []
        heads: list[Headcount] = []
        for done, (area, path) in enumerate(paths.items(), start=1):
            leavers += self._leavers(import_, area, path)
            heads += self._heads(import_, area, path)
            if len(leavers) + len(heads) >= BATCH:
                yield from (Bulk(new=leavers), Bulk(new=heads))
                leavers, heads = [], []
                self.progress(Step.WRITING, done, len(paths))
        yield from (Bulk(new=leavers), Bulk(new=heads))

    def _leavers(self, import_: Import, area: UUID, path: tuple[str, ...]) -> Iterator[LeaverCount]:
        names = ("month", "reason", "reason_class", "leavers")
        for row in self.staged.leavers_of(path):
            said = dict(zip(names, row, strict=True))
            yield LeaverCount(area_id=area, brought_by=import_, **said)

    def _heads(self, import_: Import, area: UUID, path: tuple[str, ...]) -> Iterator[Headcount]:
        for month, heads in self.staged.heads_of(path):
            yield Headcount(area_id=area, brought_by=import_, month=month, **heads._asdict())
