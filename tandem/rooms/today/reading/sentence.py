"""Sentence shapes: how a table of them is written, whatever the language.

A shape is written as it is said. WHO is somebody (or two, "Sam and Eva"); WHOSE is somebody's
("Priya's"); `<told|tell>` are words that say the direction and then leave the line; a `?` after
them makes them optional; everything else stays in what is promised. Words in capitals stand for
lists of the language. A shape begins where the line does (courtesies apart); what follows it
stays.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from tandem.rooms.today.reading.text import NAMED, WHOSE, spelt
from tandem.rooms.today.reading.values import Direction

Directions = tuple[Direction, ...]
PROMISE: Directions = (Direction.PROMISE,)
ASK: Directions = (Direction.ASK,)
EITHER: Directions = (Direction.PROMISE, Direction.ASK)
REMINDER: Directions = (Direction.REMINDER,)


@dataclass(frozen=True, slots=True)
class Shape:
    """A pattern, the directions it can mean, and what to do with the name in it.

    keeps: the name stays in what is promised ("let Eva know"). alone: anybody else the line
    gives something to makes it a question who is meant.
    """

    said: str
    pattern: re.Pattern[str]
    directions: Directions
    keeps: bool = False
    alone: bool = False


@dataclass(frozen=True, slots=True)
class Sentences:
    """Writes shapes in one language: its lists by their capitals, its words for "and"."""

    lists: Mapping[str, str]
    joins: str

    @property
    def group(self) -> str:
        return rf"(?P<who>{NAMED}+(?:(?: *(?:,|/|&|\+) *| +(?:{self.joins}) +){NAMED}+)*)"

    def shape(
        self, said: str, directions: Directions, *, keeps: bool = False, alone: bool = False
    ) -> Shape:
        return Shape(said, self.pattern(said), directions, keeps, alone)

    def pattern(self, said: str) -> re.Pattern[str]:
        """A shape as pattern; the words that leave the line are its groups h0, h1, …"""
        pattern = ""
        for number, part in enumerate(re.findall(r"<[^>]*>\??|\S+", said)):
            gap = r"(?: *, *| +|(?<!\w)|(?!\w))" if pattern else ""
            if part.startswith("<"):
                words = self.expanded(part.removesuffix("?")[1:-1])
                leaves = rf"(?P<h{number}>(?<!\w)(?:{words})(?!\w))"
                pattern += f"(?:{gap}{leaves})?" if part.endswith("?") else gap + leaves
            else:
                pattern += ".*?" if part == "…" else gap + self.expanded(part)
        # Days have been blanked out: one blank of a shape may be many in the line.
        return re.compile(re.sub(r" (?![*+?])", " +", spelt(pattern)))

    def expanded(self, part: str) -> str:
        """The words in capitals replaced by what they stand for."""
        part = re.sub(r"\bWHO\b", lambda _: self.group, part)
        part = re.sub(r"\bWHOSE\b", lambda _: f"(?P<who>{WHOSE}+)", part)
        return re.sub(r"(?<![A-Z])[A-Z]{2,}", lambda word: f"(?:{self.lists[word.group()]})", part)
