"""Counting what an import does, with a few examples to look at."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from operator import itemgetter
from typing import TYPE_CHECKING, Any
from uuid import UUID

from tandem.organisation.intake.comparing import Compared
from tandem.organisation.intake.difference import Difference, Known
from tandem.organisation.intake.fields import Field
from tandem.organisation.intake.report import EXAMPLES, Example, Report
from tandem.organisation.intake.restricted import codes_of, departments_newest_first
from tandem.organisation.intake.shapes import Shape
from tandem.organisation.intake.staging import Staging, Verdict
from tandem.organisation.intake.tree import AreaTree
from tandem.organisation.models import Person

if TYPE_CHECKING:
    from tandem.organisation.intake.lane.plain import Plain


@dataclass(slots=True)
class Tally:
    """Adds up differences in a report."""

    report: Report
    tree: AreaTree
    today: date
    new: list[tuple[Any, Example]] = field(default_factory=list)
    """The first new people, each with their place among the rows."""
    holders: frozenset[UUID] = frozenset()
    """People whose leaving is to be known one by one: those with a granted role."""
    leaving: dict[UUID, date] = field(default_factory=dict)
    """Of these, from which day on they are gone."""

    def add(self, compared: Compared) -> None:
        found, row = compared.difference, compared.staged.row
        history = self.report.shape is Shape.HISTORY
        self._count(found)
        self.report.changed_here += compared.here and found.verdict is Verdict.CHANGED
        if found.verdict is Verdict.NEW:
            self.report.later += row.start_on > self.today
            self.report.gone += row.end_on is not None and row.end_on <= self.today
            self.report.leaving += row.end_on is not None and row.end_on > self.today
        if found.verdict is not Verdict.SAME and self._wanted(found.verdict):
            name = f"{row.first_name} {row.last_name}".strip()
            example = Example(row.number, name, " / ".join(row.department))
            after = {Field.MANAGER: row.manager}
            example = replace(example, fields=self._in_words(found, after))
            self._show(found.verdict, example)
            if found.verdict is Verdict.NEW:
                place = (compared.staged.file, compared.staged.line)
                self.new.append((row.number if history else place, example))

    def add_missing(self, gone: Iterable[tuple[Known, Difference]]) -> None:
        for known, found in gone:
            self._count(found)
            if self._wanted(found.verdict):
                last = known.spells[known.stays[-1].id][-1:]
                area = self.tree.name(last[0].area_id) if last else ""
                person = known.person
                name = f"{person.first_name} {person.last_name}".strip()
                example = Example(person.number or "", name, area, self._in_words(found, {}))
                self._show(found.verdict, example)

    def add_plain(self, plain: Plain) -> None:
        """New people who were set aside, with examples in the order in which rows are shown."""
        people, later, gone, leaving = plain.people(self.today)
        self.report.new += people
        self.report.later += later
        self.report.gone += gone
        self.report.leaving += leaving
        first = sorted([*self.new, *plain.examples()], key=itemgetter(0))[:EXAMPLES]
        if first:
            self.report.examples[str(Verdict.NEW)] = [example for _place, example in first]

    def count_areas(self, staging: Staging) -> None:
        """Areas that are new, of the rows that stay accepted."""
        tree = AreaTree(codes_of(staging))
        for path in departments_newest_first(staging):
            tree.grow(path)
        self.report.areas = len(tree.new)
        self.report.new_areas = [tree.name(area.id) for area in tree.new[:EXAMPLES]]

    def _count(self, found: Difference) -> None:
        report = self.report
        match found.verdict:
            case Verdict.NEW:
                report.new += 1
            case Verdict.CHANGED:
                report.changed += 1
            case Verdict.LEFT:
                report.left += 1
            case Verdict.SAME:
                report.same += 1
        for name in map(str, found.fields):
            report.fields[name] = report.fields.get(name, 0) + 1
        is_back = any(stay.end_on is None for stay in found.new_stays)
        for stay in () if is_back else found.changed_stays.values():
            if stay.end_on is not None and stay.person_id in self.holders:
                self.leaving[stay.person_id] = stay.end_on

    def _wanted(self, verdict: Verdict) -> bool:
        return len(self.report.examples.get(verdict, [])) < EXAMPLES

    def _show(self, verdict: Verdict, example: Example) -> None:
        self.report.examples.setdefault(str(verdict), []).append(example)

    def _in_words(
        self, found: Difference, after_words: dict[Field, str]
    ) -> dict[str, tuple[str, str]]:
        words = {}
        for name, (before, after) in found.fields.items():
            if name == Field.DEPARTMENT:
                words[str(name)] = (self._area(before), self._area(after))
            elif name == Field.MANAGER:
                words[str(name)] = (_number_of(before), after_words.get(Field.MANAGER, ""))
            else:
                words[str(name)] = (_text(before), _text(after))
        return words

    def _area(self, area: object) -> str:
        return self.tree.name(area) if isinstance(area, UUID) else ""


def _number_of(person: object) -> str:
    found = Person.objects.filter(pk=person).first() if isinstance(person, UUID) else None
    return (found.number or found.name) if found else ""


def _text(value: object) -> str:
    return "" if value is None else str(value)
