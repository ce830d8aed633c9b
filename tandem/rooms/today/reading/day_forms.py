"""How a language names a day: each form a pattern over the folded line, and its count.

The function in `counts` turns the parts of the pattern into days.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum, auto

from tandem.rooms.today.reading.counts import Count
from tandem.rooms.today.reading.text import spelt


class Kind(Enum):
    """How firmly the words alone name a day."""

    ADVERB = auto()  # "tomorrow": a day wherever it stands
    NAMED = auto()  # "Friday", "3 Dec": a day, or which report it is
    WEAK = auto()  # "the 15th", 12/1: a day only where one is expected
    BARE = auto()  # "March": a day only after "by" and the like
    CLOCK = auto()  # "end of day": today, unless another day stands beside it
    NO_DAY = auto()  # "last Friday"


@dataclass(frozen=True, slots=True)
class Form:
    said: str
    kind: Kind
    pattern: re.Pattern[str]
    meaning: Count


# A day is a word of its own: not the 12/1 in 12/1/7, the Fri in Mon-Fri or the 5 in £12/5.
OPEN, CLOSE = r"(?<![\w.:'£$€#-])(?<!\d/)", r"(?!\w|-\w|[/.:]\d|%)"


def forms(table: Iterable[tuple[Kind, str, Count]]) -> tuple[Form, ...]:
    return tuple(
        Form(said, kind, re.compile(f"{OPEN}(?:{spelt(said)}){CLOSE}"), meaning)
        for kind, said, meaning in table
    )
