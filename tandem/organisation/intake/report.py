"""What a check found, for the person who decides. Kept as JSON beside the staged rows."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Self

from django.utils.formats import date_format

from tandem.organisation.intake.as_of import first_untold, last_of
from tandem.organisation.intake.encodings import NAMES
from tandem.organisation.intake.findings import Kind, Place, Problem
from tandem.organisation.intake.guessing import is_many
from tandem.organisation.intake.kinds import UNDER_TWO_NAMES
from tandem.organisation.intake.shapes import Shape
from tandem.organisation.intake.stored_rows import problem_from

REPORT, PROBLEMS = "report.json", "problems.jsonl"
EXAMPLES = 50  # people shown of each kind
WORDS_ASKED = 200  # leave reasons that nobody knows
PROBLEMS_SHOWN = 100
FIRST_OF_A_KIND = 3

ENCODINGS = {
    "utf-8-sig": "UTF-8",
    **{each: name.capitalize() for each, name in NAMES.items()},
    **dict.fromkeys(("utf-16", "utf-16-le", "utf-16-be"), "UTF-16"),
    "xlsx": "Excel",
    "parquet": "Parquet",
}
MOST_LEAVING, MOST_CHANGING = 5, 30  # per cent of the people here
A_MONTH = timedelta(days=31)
MOST_LEFT_OUT, FEW_ROWS = 10, 5  # per cent of the rows; fewer are read one by one anyway


@dataclass(frozen=True, slots=True)
class ColumnSeen:
    """A column of a file. field: what it is read as, None for not read. values: the first ones.

    level: of an area that stands in several columns, 1 for the topmost.
    """

    heading: str
    field: str | None
    values: list[str]
    level: int = 0


@dataclass(frozen=True, slots=True)
class FileSeen:
    """How a file is read. dates: field to the order of its column.

    levels: an area stands in several of them. whole_name: of a column of whole names one without a
    comma, its first name, its family name, and the order in which they are written.
    """

    name: str
    encoding: str
    delimiter: str
    rows: int
    columns: list[ColumnSeen]
    dates: dict[str, str]
    levels: bool = False
    whole_name: tuple[str, str, str, str] | None = None


ASIDE = ("outside", "no_leaving", "later")
"""Why somebody in a leavers list is none: not employed, no leaving, or after the last month."""


@dataclass(frozen=True, slots=True)
class ReasonSeen:
    """A word for leaving, its class (empty where nobody knows it), and in how many rows it is.

    code: what stands beside it in a column of codes that is not read.
    """

    word: str
    reason_class: str
    rows: int
    code: str = ""


@dataclass(frozen=True, slots=True)
class Doubt:
    """A column whose reading is in doubt. count: rows that fail alike by it, of so many rows; 0
    where none does, and its values were heard instead of its heading.

    field: what it is read as. others: other readings, each as headings and the field of each.
    """

    file: str
    column: str
    field: str
    count: int
    rows: int
    others: list[dict[str, str]]


@dataclass(frozen=True, slots=True)
class Example:
    """A person of the report. fields: what changes, from and to, as text."""

    number: str
    name: str
    area: str
    fields: dict[str, tuple[str, str]] = field(default_factory=dict)


@dataclass(slots=True)
class Report:
    """rows = accepted + rejected. new, changed and left are people, each counted once.

    here: people who were here before; changed_here: how many of these change; areas: how many are
    new, the first of them in new_areas.
    fields: how many people change in it. asks: why somebody must say yes first. later: new
    people who start after today; gone: new people who have left already; leaving: whose last
    day is to come. problems: the first of them; all lie in the file PROBLEMS.
    first: by kind of problem, the first few; kinds: how many there are of each.
    answers: amends that the check was given; amended and left_out: rows it read otherwise, or
    left out, because of them.
    Of counts without persons: leavers, headcounts of an area and month, and how many areas and
    months they would say otherwise than what holds (differing), of them with fewer leavers (fewer).
    leaver_rows: rows of leavers lists where each is one leaver, else 0; moved: leavers who went to
    another area; aside: people of those rows who are none, by why (see `ASIDE`).
    told_again: rows of people who stood there already, and of whom they say something else.
    moves: rows of people with a move in them; null where no column tells of moves.
    as_of: the last day the files tell of, as they say themselves; as_of_words: where they do.
    latest: the latest day in the rows, where some of them tell of somebody leaving.
    reasons: how the words for leaving are read, the most frequent first.
    doubts: columns that are perhaps read wrongly, those that make most rows fail first.
    """

    full_roster: bool
    digest: str
    shape: Shape = Shape.PERSON
    files: list[FileSeen] = field(default_factory=list)
    rows: int = 0
    accepted: int = 0
    rejected: int = 0
    new: int = 0
    changed: int = 0
    left: int = 0
    same: int = 0
    later: int = 0
    gone: int = 0
    leaving: int = 0
    here: int = 0
    changed_here: int = 0
    areas: int = 0
    new_areas: list[str] = field(default_factory=list)
    fields: dict[str, int] = field(default_factory=dict)
    kinds: dict[str, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    first: dict[str, list[Problem]] = field(default_factory=dict)
    asks: list[Problem] = field(default_factory=list)
    examples: dict[str, list[Example]] = field(default_factory=dict)
    leavers: int = 0
    headcounts: int = 0
    leaver_rows: int = 0
    moved: int = 0
    aside: dict[str, int] = field(default_factory=dict)
    differing: int = 0
    fewer: int = 0
    as_of: str = ""
    as_of_words: str = ""
    latest: str = ""
    reasons: list[ReasonSeen] = field(default_factory=list)
    unexplained: int = 0  # rows of leavers without a reason, as far as counts tell
    answers: int = 0
    amended: int = 0
    left_out: int = 0
    told_again: int = 0
    moves: int | None = None
    doubts: list[Doubt] = field(default_factory=list)

    def tell_reasons(
        self, found: Mapping[tuple[str, str], int], codes: Mapping[str, str] | None = None
    ) -> None:
        """found: word and class to rows. Those without a class first: they are asked about."""
        codes = codes or {}
        most = sorted(found.items(), key=lambda each: (bool(each[0][1]), -each[1], each[0]))
        asked = sum(not of for (_word, of), _rows in most)
        most = most[: max(EXAMPLES, min(asked, WORDS_ASKED))]
        self.unexplained = found.get(("", ""), 0)
        self.reasons = [
            ReasonSeen(word, of, rows, codes.get(word, "")) for (word, of), rows in most if word
        ]

    def add(self, problem: Problem) -> None:
        """Keep it if it is among the first, of all or of its kind."""
        if len(self.problems) < PROBLEMS_SHOWN:
            self.problems.append(problem)
        of_its_kind = self.first.setdefault(str(problem.kind), [])
        if len(of_its_kind) < FIRST_OF_A_KIND:
            of_its_kind.append(problem)

    @property
    def needs_asking(self) -> bool:
        return bool(self.asks)

    @property
    def gone_for_good(self) -> int:
        """Leavers of counts, without those who went to another area."""
        return self.leavers - self.moved

    @property
    def changes_nothing(self) -> bool:
        return not (self.new or self.changed or self.left or self.areas or self.differing)

    def counts(self) -> dict[str, Any]:
        """In the words of the command's contract."""
        return {
            "rows": self.rows,
            "accepted": self.accepted,
            "rejected": self.rejected,
            "people": {"new": self.new, "changed": self.changed, "left": self.left},
            "areas": {"new": self.areas},
            **self._without_persons(),
            **self._moves(),
            **self._answered(),
        }

    def _without_persons(self) -> dict[str, int]:
        if self.shape is not Shape.COUNTS:
            return {}
        return {"leavers": self.leavers, "headcounts": self.headcounts}

    def _moves(self) -> dict[str, int]:
        """What somebody needs who asks since when moves are known. A history tells them all."""
        if self.shape is Shape.HISTORY:
            return {"named": self.new + self.changed + self.left + self.same}
        return {} if self.moves is None else {"moves": self.moves}

    def _answered(self) -> dict[str, Any]:
        """How much was answered, and never what."""
        if not self.answers:
            return {}
        rows = {"amended": self.amended, "left_out": self.left_out}
        return {"answers": {"given": self.answers, **rows}}

    @property
    def unanswered(self) -> int:
        """Rows that were refused and nobody left out."""
        return self.rejected - self.left_out

    def told_until(self, today: date) -> date:
        """The last day the files tell of: as they say, or the end of the month of the latest."""
        if self.as_of:
            return min(date.fromisoformat(self.as_of), today)
        return min(last_of(date.fromisoformat(self.latest)), today) if self.latest else today

    def first_untold(self, today: date) -> date:
        """From which day on undated changes hold, where nobody says another last day."""
        return first_untold(date.fromisoformat(self.as_of) if self.as_of else today, today)

    def ends_long_ago(self, today: date) -> bool:
        """Nothing says how far they tell, and their rows end more than a month ago."""
        return not self.as_of and self.told_until(today) < today - A_MONTH

    @property
    def open_names(self) -> int:
        """Areas under two names, perhaps: of a leavers list and headcounts, or before and after."""
        return sum(self.kinds.get(each, 0) for each in UNDER_TWO_NAMES)

    @property
    def open_headcounts(self) -> int:
        """Rows of headcounts that stand again, and nobody has said whether they add up."""
        return self.kinds.get(Kind.DUPLICATE_HEADCOUNT, 0)

    @property
    def asks_second_jobs(self) -> bool:
        """Some people have two jobs at once, and nobody has said what becomes of the second."""
        return any(len(each.offers) > 1 for each in self.first.get(Kind.SECOND_JOBS, ()))

    @property
    def asks_reason_rows(self) -> bool:
        """Hardly anybody leaves though reasons are there, and nobody has said what they mean."""
        return any(len(each.offers) > 1 for each in self.first.get(Kind.REASON_ROWS, ()))

    @property
    def waits(self) -> bool:
        """Nothing is applied before somebody has said something of it, though every row is read."""
        asks = self.asks_second_jobs or self.asks_reason_rows
        return bool(asks or self.open_names or self.open_headcounts)

    @property
    def lacks_moves(self) -> bool:
        """Read as people, most of whom nobody has seen before, and where from is not told."""
        first_seen = self.new * 2 > self.accepted
        return self.shape is Shape.PERSON and self.moves is None and first_seen

    @property
    def leaves_out_many(self) -> bool:
        """So many unanswered rows that somebody should say they may stay out."""
        many = self.unanswered * 100 >= MOST_LEFT_OUT * self.rows
        return many and self.unanswered >= FEW_ROWS

    @property
    def seems_a_history(self) -> bool:
        """Read as people, and many stand there again and again: each row may be a job."""
        return self.shape is Shape.PERSON and is_many(self.told_again, self.rows)

    def write(self, folder: Path) -> None:
        text = json.dumps(asdict(self), ensure_ascii=False, indent=1)
        (folder / REPORT).write_text(text, encoding="utf-8")

    @classmethod
    def read(cls, folder: Path) -> Self:
        """Raises FileNotFoundError where nothing was checked, or it was thrown away."""
        stored: Mapping[str, Any] = json.loads((folder / REPORT).read_text(encoding="utf-8"))
        return cls(
            **{
                **stored,
                "shape": Shape(stored.get("shape", Shape.PERSON)),
                "files": [_file(each) for each in stored["files"]],
                "problems": [problem_from(each) for each in stored["problems"]],
                "reasons": [ReasonSeen(**each) for each in stored.get("reasons", ())],
                "doubts": [Doubt(**each) for each in stored.get("doubts", ())],
                "asks": [problem_from(each) for each in stored["asks"]],
                "first": {
                    kind: [problem_from(each) for each in problems]
                    for kind, problems in stored.get("first", {}).items()
                },
                "examples": {
                    kind: [_example(each) for each in people]
                    for kind, people in stored["examples"].items()
                },
            }
        )


def _file(stored: Mapping[str, Any]) -> FileSeen:
    return FileSeen(**{**stored, "columns": [ColumnSeen(**each) for each in stored["columns"]]})


def _example(stored: Mapping[str, Any]) -> Example:
    fields = {name: (before, after) for name, (before, after) in stored["fields"].items()}
    return Example(**{**stored, "fields": fields})


def read_problems(folder: Path) -> Iterator[Problem]:
    """All problems of a check, by file and line."""
    with (folder / PROBLEMS).open(encoding="utf-8") as file:
        for line in file:
            yield problem_from(json.loads(line))


def reasons_to_ask(report: Report, names: str) -> list[Problem]:
    """More than 5 % of the people here would leave, or more than 30 % of them change."""
    asks = []
    for kind, count, most in (
        (Kind.MANY_LEAVE, report.left, MOST_LEAVING),
        (Kind.MANY_CHANGE, report.changed_here, MOST_CHANGING),
    ):
        if report.here and count * 100 > most * report.here:
            asks.append(Place(names).found(kind, None, count=count, people=report.here))
    return asks


def older_than_known(report: Report, names: str, told: date, known: date | None) -> list[Problem]:
    """An older file that says otherwise of people than newer ones did.

    told: its last day; known: that of the other files.
    """
    count = report.changed + report.left
    if known is None or told >= known or not count:
        return []
    days = {"told": date_format(told, "j F Y"), "known": date_format(known, "j F Y")}
    return [Place(names).found(Kind.OLDER_THAN_KNOWN, None, count=count, **days)]
