"""Applying checked counts: one transaction, and it happens once."""

from __future__ import annotations

from collections.abc import Iterator

from tandem.access.audit import BATCH, Audited, Bulk
from tandem.organisation.intake.counts.comparing import Paths, differing, grow
from tandem.organisation.intake.counts.staging import StagedCounts
from tandem.organisation.intake.progress import Progress, Step
from tandem.organisation.intake.report import Report
from tandem.organisation.intake.staging import Staging
from tandem.organisation.intake.tree import AreaTree
from tandem.organisation.models import Headcount, Import, LeaverCount


class WritingCounts:
    """The counts of one import as parts to be written. Where they say nothing new: none."""

    def __init__(self, staging: Staging, checked: Report, progress: Progress) -> None:
        self.staged, self.report = StagedCounts(staging), checked
        self.progress = progress

    def refuse_many(self, expect_many: bool) -> None:
        """Counts change nobody."""

    def parts(self, import_: Import, *, expect_many: bool) -> Iterator[Bulk]:
        """Areas, then leavers and headcounts area by area."""
        tree = AreaTree()
        paths = grow(self.staged, tree)
        yield Bulk(new=tree.new)
        self.report.areas = len(tree.new)
        if differing(self.staged, paths):
            yield from self._counts(import_, paths)
        import_.counts = self.report.counts()

    def _counts(self, import_: Import, paths: Paths) -> Iterator[Bulk]:
        leavers: list[Audited] = []
        heads: list[Audited] = []
        for done, (area, path) in enumerate(paths.items(), start=1):
            for month, reason, reason_class, n in self.staged.leavers_of(path):
                leavers.append(
                    LeaverCount(
                        area_id=area,
                        month=month,
                        reason=reason,
                        reason_class=reason_class,
                        leavers=n,
                        brought_by=import_,
                    )
                )
            for month, people, joiners, moved_in, moved_out in self.staged.heads_of(path):
                heads.append(
                    Headcount(
                        area_id=area,
                        month=month,
                        people=people,
                        joiners=joiners,
                        moved_in=moved_in,
                        moved_out=moved_out,
                        brought_by=import_,
                    )
                )
            if len(leavers) + len(heads) >= BATCH:
                yield from (Bulk(new=leavers), Bulk(new=heads))
                leavers, heads = [], []
                self.progress(Step.WRITING, done, len(paths))
        yield from (Bulk(new=leavers), Bulk(new=heads))
