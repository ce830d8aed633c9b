"""What the files of counts say together, once each of them is read: names, and sums of others."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format, number_format

from tandem.organisation.intake.amends import Amend, of_areas
from tandem.organisation.intake.counts.fields import CountField
from tandem.organisation.intake.counts.layout import OpenedCounts
from tandem.organisation.intake.counts.months import next_month, rate_again, span
from tandem.organisation.intake.counts.names import in_words, settle, short_and_long
from tandem.organisation.intake.counts.staging import StagedCounts
from tandem.organisation.intake.counts.successors import successors
from tandem.organisation.intake.counts.totals import Sum, sums_of_all
from tandem.organisation.intake.findings import WHOLE, Kind, Place
from tandem.organisation.intake.staging import Staging
from tandem.organisation.intake.sums import part_summed


@dataclass(frozen=True, slots=True)
class Settling:
    """Of staged rows, with a note of all that is taken otherwise than it stands."""

    staging: Staging
    staged: StagedCounts
    opened: Sequence[OpenedCounts]
    amends: Sequence[Amend]

    def said_of(self, *, heads: bool) -> dict[str, str]:
        """What was answered of areas, of the headcounts or of the leavers lists."""
        files = {at for at, each in enumerate(self.opened) if each.heads is heads}
        return of_areas(self.amends, files)

    def leave_out_sums(self, unread: AbstractSet[date]) -> int:
        """Headcounts that sum up all others, whatever they are called. Returns how many rows.

        unread: months of which a headcount could not be read.
        """
        lost = {date.fromisoformat(m) for _a, m, heads, _n in self.staged.lost() if heads and m}
        said = self.said_of(heads=True)
        sums = list(sums_of_all(self.staged, lost | unread))
        meant = [each for each in sums if said.get(in_words(each.area)) != in_words(each.area)]
        return sum(map(self.leave_out_sum, meant))

    def leave_out_sum(self, found: Sum) -> int:
        lines = self.staged.leave_out_heads(found.area)
        for file, _line in lines:
            self.opened[file].seen.rows -= 1
        file, line = lines[0]
        opened = self.opened[file]
        place = Place(opened.source.name, line, opened.layout.heading(CountField.AREA))
        if part_summed(found.area[-1]):  # by its name and by its figures
            self.staging.note(file, Place(opened.source.name, line).found(Kind.TOTALS))
            return len(lines)
        facts = {"months": found.months, "people": number_format(found.people)}
        facts["month"] = date_format(found.last, "F Y")
        value = in_words(found.area)
        self.staging.note(file, place.found(Kind.TOTAL_BY_FIGURES, value, whole=True, **facts))
        return len(lines)

    def note_lacking(
        self, told: Container[tuple[str, date]], asked: Container[tuple[str, ...]]
    ) -> None:
        """Months without a headcount that others have. told: those of which it was said before.

        asked: areas of which it is asked whether another has those months.
        """
        lost = {(self.staged.key(a), m) for a, m, heads, _n in self.staged.lost() if heads}
        for path, months, (file, line) in self.staged.lacking():
            key = self.staged.key(path)
            lacks = [m for m in months if (key, m) not in told and (key, m.isoformat()) not in lost]
            if lacks and path not in asked:
                opened = self.opened[file]
                place = Place(opened.source.name, line, opened.layout.heading(CountField.AREA))
                facts = {"months": span(lacks), "until": rate_again(max(lacks))}
                value = in_words(path)
                self.staging.note(file, place.found(Kind.HEADCOUNT_LACKING, value, **facts))

    def settle_heads(self) -> None:
        """What two blocks or files of headcounts call differently."""
        lines, said = self.staged.heads_stand(), self.said_of(heads=True)
        blocks = {
            path: (file, self.opened[file].seen.title_of(line))
            for path, (file, line) in lines.items()
        }
        for path, long in [*short_and_long(blocks)]:
            answer, name = said.get(in_words(path)), in_words(long)
            if answer == name:
                self.staged.take_for(path, long)
            elif answer is None and max(len(name), len(in_words(path))) <= WHOLE:
                file, line = lines[path]
                opened = self.opened[file]
                place = Place(opened.source.name, line, opened.layout.heading(CountField.AREA))
                facts = {"known": name, "offers": [name]}
                value = in_words(path)
                self.staging.note(
                    file, place.found(Kind.AREA_SEEMS_SAME, value, whole=True, **facts)
                )

    def join_said(self) -> None:
        """What somebody said is one: a department that was split, with all its past."""
        areas = {in_words(path): path for path in self.staged.areas()}
        for each in self.amends:
            one, other = areas.get(each.said or ""), areas.get(each.value or "")
            if each.is_of_an_area and one and other and one != other:
                self.staged.take_for(one, other)
                del areas[in_words(one)]

    def settle_successors(self) -> set[tuple[str, ...]]:
        """Areas whose headcounts go on under another name. Returns those that are asked about."""
        lines, said = self.staged.heads_stand(), self.said_of(heads=True)
        asked: set[tuple[str, ...]] = set()
        for path, other, last in [*successors(self.staged)]:
            answer, name = said.get(in_words(path)), in_words(other)
            if answer == name:
                self.staged.take_for(path, other)
            elif answer is None and max(len(name), len(in_words(path))) <= WHOLE:
                asked |= {path, other}
                file, line = lines[path]
                opened = self.opened[file]
                place = Place(opened.source.name, line, opened.layout.heading(CountField.AREA))
                facts = {"known": name, "offers": [name], "last": date_format(last, "F Y")}
                facts["first"] = date_format(next_month(last), "F Y")
                found = place.found(Kind.HEADCOUNTS_GO_ON, in_words(path), whole=True, **facts)
                self.staging.note(file, found)
        return asked

    def settle_names(self, first_lines: Mapping[str, tuple[int, int]]) -> None:
        """What the leavers list calls otherwise than the headcounts do.

        first_lines: file and line of the first leaver of each area.
        """
        named = settle(self.staged, self.said_of(heads=False))
        of_leavers = [(at, each) for at, each in enumerate(self.opened) if not each.heads]
        if not of_leavers:
            return
        file, opened = of_leavers[0]
        place = Place(opened.source.name, None, opened.layout.heading(CountField.AREA))
        for path, other in named.as_one:
            facts = {"known": in_words(other)}
            self.staging.note(file, place.found(Kind.AREA_TAKEN_AS, in_words(path), **facts))
        for path in named.alone:
            if path in named.asked:
                self.ask_which(path, named.asked[path], first_lines[self.staged.key(path)])
            else:
                self.staging.note(file, place.found(Kind.NO_HEADCOUNTS, in_words(path)))

    def ask_which(
        self, path: tuple[str, ...], offers: Sequence[str], first: tuple[int, int]
    ) -> None:
        file, line = first
        opened = self.opened[file]
        place = Place(opened.source.name, line, opened.layout.heading(CountField.AREA))
        facts = {"offers": offers, "count": self.staged.leavers_in(path)}
        self.staging.note(file, place.found(Kind.WHICH_AREA, in_words(path), whole=True, **facts))

    def note_sums(self) -> None:
        heads = [(file, each) for file, each in enumerate(self.opened) if each.heads]
        sums = self.staged.sums() if heads else []
        if sums:
            file, opened = heads[0]
            place = Place(opened.source.name, None, opened.layout.heading(CountField.AREA))
            value = " / ".join(sums[0])
            self.staging.note(file, place.found(Kind.ABOVE_AND_BELOW, value, count=len(sums)))
