"""Areas that some systems print with their manager in brackets: "Support (Ann Reed)".

Read as it stands, an area would be another one each time its manager changes. So where nearly every
area ends in brackets, and they hold what another cell of the row says, the brackets are left away.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from tandem.organisation.intake.fields import Field
from tandem.organisation.intake.findings import Kind, Place, Problem
from tandem.organisation.intake.mapping import Columns, Mapping
from tandem.organisation.intake.paths import IN_BRACKETS as LAST
from tandem.organisation.intake.spelling import tidy
from tandem.organisation.intake.ways import Brackets

MOSTLY = 0.8
FEWEST = 3  # rows


@dataclass(slots=True)
class BracketsSeen:
    """Rows of one file: with an area, with brackets at its end, with those in another cell too."""

    named: int = 0
    bracketed: int = 0
    told_again: int = 0
    example: str = ""

    def add(self, text: str, cells: Sequence[str]) -> None:
        self.named += bool(text)
        if (found := LAST.search(text)) is None:
            return
        self.bracketed += 1
        who = found[1].casefold()
        if who and any(tidy(cell).casefold() == who for cell in cells):
            self.told_again += 1
            self.example = self.example or text

    @property
    def hold_managers(self) -> bool:
        many = self.told_again >= FEWEST and self.bracketed >= MOSTLY * self.named
        return many and self.told_again >= MOSTLY * self.bracketed

    def are_left_away(self, mapping: Mapping) -> bool:
        """As somebody says, else as it looks."""
        said = mapping.ways.manager_in_brackets
        return said is Brackets.LEFT_AWAY if said else self.hold_managers

    def notes(self, columns: Columns, mapping: Mapping, file: str) -> Iterator[Problem]:
        """That they are, or that somebody says they are not."""
        if not self.hold_managers:
            return
        facts = {"value": self.example, "area": LAST.sub("", self.example)}
        if self.are_left_away(mapping):
            how = _("Areas have their manager in brackets: “%(value)s” is read as “%(area)s”.")
            other = Brackets.KEPT
        else:
            how = _("Areas are read with their manager in brackets, such as “%(value)s”.")
            other = Brackets.LEFT_AWAY
        place = Place(file, None, columns.heading(Field.DEPARTMENT))
        yield place.found(Kind.MANAGER_IN_BRACKETS, None, how=how % facts, offers=[other.value])
