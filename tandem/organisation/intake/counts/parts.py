"""Rows of parts of an area: salaried and hourly people each in a row, under one name.

Finance counts an area in several rows, with a column that says whom each counts; together they are
who was there. Rows that say "of which" count people once more who stand above already.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from tandem.organisation.intake.counts.fields import RANKED_COUNTS, CountField
from tandem.organisation.intake.counts.whole import whole_number
from tandem.organisation.intake.spelling import plain, says_nothing, squeezed, tidy
from tandem.organisation.intake.sums import says_total

MOST_PARTS = 12  # different words: more are names of something else
OF_WHICH = frozenset(
    {
        *("of which", "thereof", "including", "incl", "davon", "darunter", "hiervon", "dont"),
        *("waarvan", "wv", "de los cuales", "di cui", "dos quais", "w tym", "varav", "darav"),
        *("heraf", "herav", "hvorav", "z toho", "joista"),
    }
)
# Numbers of who should be there, or of another day than the last of a month.
NOT_THERE = frozenset(
    {
        *("budget", "plan", "planned", "planning", "forecast", "target", "soll", "ziel", "cel"),
        *("prevision", "prevu", "previsto", "prognose", "prognos", "objectif", "objetivo", "doel"),
        *("obiettivo", "begroting", "presupuesto", "orcamento", "opening", "primo", "average"),
        *("tilgang", "afgang", "diff", "delta", "difference", "change", "andring", "andel"),
    }
)
NUMBERS = {*CountField} - {
    *(CountField.AREA, CountField.MONTH, CountField.REASON),
    CountField.WORKER_TYPE,  # "Contract" is who is counted
}


def is_of_which(text: str) -> bool:
    """Whether it begins as what counts people who are counted already.

    >>> is_of_which("heraf elever"), is_of_which("- davon Azubis"), is_of_which("Includes nobody")
    (True, True, False)
    """
    words = plain(text).split()
    return any(" ".join(words[:end]) in OF_WHICH for end in range(1, 1 + min(3, len(words) - 1)))


def counts_otherwise(word: str) -> bool:
    """Whether a row of this word does not say how many people are there.

    >>> counts_otherwise("Budget 2026"), counts_otherwise("Joiners"), counts_otherwise("Hourly")
    (True, True, False)
    >>> counts_otherwise("Contract")
    False
    """
    said = RANKED_COUNTS.get(squeezed(word), (None, 0))[0]
    return said in NUMBERS or any(each in NOT_THERE for each in plain(word).split())


@dataclass(slots=True)
class Parts:
    """What a column behind the area says. below: rows that name no area, and so are of the last
    one that was named."""

    words: set[str] = field(default_factory=set)
    below: int = 0
    bare: bool = False  # a row that names neither an area nor a part of one

    def see(self, area: str, text: str) -> None:
        if says_nothing(text):
            self.bare |= says_nothing(area)
            return
        self.below += says_nothing(area)
        if len(self.words) <= MOST_PARTS:
            self.words.add(text)

    @property
    def holds(self) -> bool:
        """Whether its words tell whom each row of an area counts."""
        few = self.below > 0 and not self.bare and 1 < len(self.words) <= MOST_PARTS
        return few and not any(counts_otherwise(each) for each in self.words)


def may_tell_parts(header: Sequence[str], read: Collection[int], area: int) -> dict[int, Parts]:
    """Columns behind the area's that are not read."""
    return {at: Parts() for at, name in enumerate(header) if at > area and tidy(name)
            and at not in read}  # fmt: skip


def see_parts(seen: dict[int, Parts], cells: Sequence[str], area: int) -> None:
    """Where something else than an area is named, the row is a sum, or of no area."""
    names = [tidy(cell) for cell in cells[: area + 1]]
    of_none = says_nothing(names[-1]) and not all(map(says_nothing, names))
    if of_none or says_total(names[-1]):
        return
    for at in [*seen]:
        text = tidy(cells[at]) if at < len(cells) else ""
        if whole_number(text) is not None:
            del seen[at]
        else:
            seen[at].see(names[-1], text)


def column_of_parts(seen: dict[int, Parts]) -> int | None:
    """The first that tells them."""
    return next((at for at, each in seen.items() if each.holds), None)
