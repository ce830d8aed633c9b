"""Codes of leave reasons in a column beside their words that is not read: they are shown with them.

Who knows a company says "every code with an E", and the file has *E10* in one column and what it
means in the next. The words are read; the code stands beside each where it is asked about.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from tandem.organisation.intake.fields import Field
from tandem.organisation.intake.mapping import Columns

OF_LEAVING = (Field.REASON, Field.LEAVING_KIND)
CODE = re.compile(r"[A-Za-z]{0,4}[-_./]?\d{0,6}[A-Za-z]?")
NEARLY = 0.9  # of the rows with a reason have a code, and each word one
SHOWN = 3  # codes of one word
MOST_WORDS = 1000

Words = Mapping[str, Counter[str]]
"""By word its codes, each with how many rows."""


@dataclass(slots=True)
class CodesBeside:
    """What stands in the columns next to the leave reasons of one file, by their position."""

    found: dict[int, dict[str, Counter[str]]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(Counter))
    )

    def hear(self, cells: Sequence[str], columns: Columns, word: str) -> None:
        for at in next_to_the_reasons(columns):
            words = self.found[at]
            if at < len(cells) and (word in words or len(words) < MOST_WORDS):
                words[word][cells[at].strip()] += 1

    def told(self) -> dict[str, str]:
        """By word its codes, the most frequent first; nothing where no column holds codes."""
        words = next((each for each in self.found.values() if are_codes(each)), {})
        return {
            word: ", ".join([code for code, _rows in codes.most_common() if code][:SHOWN])
            for word, codes in words.items()
        }


def next_to_the_reasons(columns: Columns) -> Iterator[int]:
    """The columns beside the reasons, or the kinds of leaving, that nothing is read from."""
    read = columns.read
    at = [columns.position[each] for each in OF_LEAVING if each in columns]
    for beside in dict.fromkeys(one + step for one in at for step in (-1, 1)):
        if 0 <= beside < len(columns.header) and beside not in read:
            yield beside


def are_codes(words: Words) -> bool:
    """Whether each word has one code, nearly always, and most words have one of their own."""
    rows = sum(codes.total() for codes in words.values())
    first = [codes.most_common(1)[0] for codes in words.values()]
    told = {code for code, _rows in first if code}
    by_themselves = rows > len(words) and len(told) * 2 > len(words)
    looks = all(CODE.fullmatch(code) for codes in words.values() for code in codes)
    return looks and by_themselves and sum(n for code, n in first if code) >= NEARLY * rows
