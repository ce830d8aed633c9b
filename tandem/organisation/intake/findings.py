"""What intake found: each problem with its place, its reason and its cure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from tandem.organisation.intake.kinds import NOTED, Kind
from tandem.organisation.intake.words import WORDS

__all__ = ["NOTED", "FileUnusable", "Kind", "Place", "Problem"]

TWO_DOTS = re.compile(r"(?<!\.)\.\.(?=\s|$)")  # a value such as "Prod." at the end of a sentence
OF_PAGES = ("offers", "rival", "here")
SHOWN = 120  # characters of a value that a problem repeats
WHOLE = 5000  # of one that is answered by what it says: a path of areas


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """line: the physical line, header = 1, None for the whole file. column: as it is headed.

    offers: values that may have been meant. rival: file and line of another row that this one
    cannot stand beside. here: the cure where it is shown on a page, if there is more to it at the
    terminal. None of these is told to programs.
    """

    kind: Kind
    file: str
    line: int | None
    column: str | None
    value: str | None
    reason: str
    cure: str
    rejects: bool
    offers: tuple[str, ...] = ()
    rival: tuple[int, int] | None = None
    here: str = ""

    @property
    def on_page(self) -> str:
        """The cure without what is to be typed at the terminal."""
        return self.here or self.cure

    def as_json(self) -> dict[str, object]:
        """In the words of the command's contract."""
        kept = self.as_kept()
        return {name: value for name, value in kept.items() if name not in OF_PAGES}

    def as_kept(self) -> dict[str, object]:
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a problem is."""

    file: str
    line: int | None = None
    column: str | None = None

    def found(self, kind: Kind, value: str | None = None, **facts: object) -> Problem:
        """The problem of this kind, here, in words. Its offers and its rival are facts too.

        Words repeat a part of a long value; `whole`, among the facts, keeps all of it beside them.
        """
        shown = value if value is None or len(value) <= SHOWN else f"{value[:SHOWN]}…"
        reason, cure = WORDS[kind]
        said = {"value": shown, "line": self.line, **facts}
        mended = TWO_DOTS.sub(".", (cure % said).strip())
        here, _line, at_the_terminal = mended.partition("\n")
        return Problem(
            kind=kind,
            file=self.file,
            line=self.line,
            column=self.column,
            value=value if facts.get("whole") else shown,
            reason=TWO_DOTS.sub(".", (reason % said).strip()),
            cure=mended.replace("\n", " "),
            here=here if at_the_terminal else "",
            rejects=kind not in NOTED,
            offers=tuple(facts.get("offers", ())),  # type: ignore[arg-type]  # texts
            rival=facts.get("rival"),  # type: ignore[arg-type]  # a file and a line
        )


class FileUnusable(Exception):
    """Nothing was changed. The problems say why and what to do."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__(" ".join(f"{each.reason} {each.cure}" for each in problems))
        self.problems: Sequence[Problem] = problems
