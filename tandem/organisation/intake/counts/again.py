"""Headcounts of an area and month that stand a second time: an error, or people counted apart.

"Permanent" and "Temporary" are often two blocks of one sheet, each under its title, or two files
of one shape; then all of them together are who was there. Nothing in the numbers says which it is,
so somebody is asked, and until they have answered the second ones are not taken.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from tandem.organisation.intake.amends import Amend
from tandem.organisation.intake.counts.fields import CountField
from tandem.organisation.intake.counts.layout import OpenedCounts
from tandem.organisation.intake.counts.months import span
from tandem.organisation.intake.counts.parts import is_of_which
from tandem.organisation.intake.counts.rows import Heads
from tandem.organisation.intake.counts.staging import StagedCounts
from tandem.organisation.intake.findings import Kind, Place, Problem
from tandem.organisation.intake.reading import Record
from tandem.organisation.intake.staging import Staging


@dataclass(slots=True)
class Again:
    """Takes headcounts down. added: by file, how many were added to one that stood there."""

    staging: Staging
    staged: StagedCounts
    opened: Sequence[OpenedCounts]
    amends: Iterable[Amend]
    added: Counter[int] = field(default_factory=Counter)
    months: dict[str, set[date]] = field(default_factory=dict)
    """Of areas of which something was added, the months of it."""

    def take(self, file: int, record: Record, found: list[Heads]) -> list[Problem]:
        """Nothing where they are taken; else what stands there already."""
        if self.adds_up(file):
            stood = self.staged.add_to_heads(found, file, record.line)
            self.added[file] += len(stood)
            for each in stood:
                self.months.setdefault(self.staged.key(each.area), set()).add(each.month)
            return []
        first = self.staged.add_heads(found, file, record.line)
        return [] if first is None else [self.stands_already(file, record, found[0], first)]

    def adds_up(self, file: int) -> bool:
        layout = self.opened[file].layout
        told = layout.said.adds_up or layout.parts is not None
        return told or any(each.adds_up and each.file == file for each in self.amends)

    def stands_already(
        self, file: int, record: Record, one: Heads, first: tuple[int, int]
    ) -> Problem:
        opened, other = self.opened[file], self.opened[first[0]]
        place = Place(opened.source.name, record.line, opened.layout.heading(CountField.AREA))
        facts = {"first": first[1], "first_file": other.source.name, "rival": first}
        own, others = opened.seen.title_of(record.line), other.seen.title_of(first[1])
        under = ""
        if own and others and own != others:
            under = _("This row stands under “%(own)s”, and that line under “%(other)s”.") % {
                "own": own,
                "other": others,
            }
        value = " / ".join(one.area)
        return place.found(Kind.DUPLICATE_HEADCOUNT, value, under=under, **facts)

    def note(self) -> None:
        for file, count in self.added.items():
            if count:
                opened = self.opened[file]
                place = Place(opened.source.name, None, opened.layout.heading(CountField.AREA))
                parts = opened.layout.parts
                titles = ", ".join(f"“{each}”" for each in opened.seen.titles.values())
                of = _("They stand under %(titles)s.") % {"titles": titles} if titles else ""
                if parts is not None:
                    words = sorted(
                        each for each in opened.seen.parts[parts].words if not is_of_which(each)
                    )
                    named = {
                        "column": opened.source.header[parts],
                        "words": ", ".join(f"“{each}”" for each in words),
                    }
                    of = _("“%(column)s” says whom each counts: %(words)s.") % named
                of = " ".join(filter(None, [of, "" if parts is not None else self.in_one_alone()]))
                found = place.found(Kind.HEADCOUNTS_ADDED, "", count=count, of=of)
                self.staging.note(file, found)

    def in_one_alone(self) -> str:
        """Months in which an area that is added up elsewhere stands once: they are no sums."""
        heads = self.staged.months_of_heads()
        alone = {month for area, added in self.months.items() for month in heads[area] - added}
        if not alone:
            return ""
        words = _("Not all parts tell of %(months)s, which may be too low there.")
        return words % {"months": span(sorted(alone))}
