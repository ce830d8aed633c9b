"""Answers to rows that could not be read: what is offered at each place, and what is said."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tandem.organisation.intake.amends import Amend
from tandem.organisation.intake.counts.nearness import last_level, the_nearest
from tandem.organisation.intake.fields import RESTRICTED, Field
from tandem.organisation.intake.findings import SHOWN, Kind, Problem
from tandem.organisation.intake.kinds import UNDER_TWO_NAMES
from tandem.organisation.intake.places import Places, Spot
from tandem.organisation.intake.report import Report
from tandem.organisation.intake.spelling import plain
from tandem.organisation.models import Person

DAYS = frozenset(
    {
        *(Kind.BAD_DATE, Kind.IMPOSSIBLE_DATE, Kind.AMBIGUOUS_DATE, Kind.SHORT_YEAR),
        Kind.MISSING_HIRE_DATE,
        *(Kind.LEAVE_BEFORE_HIRE, Kind.OTHER_STAY, Kind.MISSING_FROM_DATE, Kind.TO_BEFORE_FROM),
        *(Kind.OVERLAPPING_SPELL, Kind.OUTSIDE_STAY, Kind.MOVE_OUTSIDE, Kind.MOVE_WITHOUT_DAY),
    }
)
OF_A_MANAGER = frozenset(
    {Kind.UNKNOWN_MANAGER, Kind.SEVERAL_MANAGERS, Kind.OWN_MANAGER, Kind.MANAGER_CYCLE}
)
BY_VALUE = frozenset({Kind.UNKNOWN_MANAGER, Kind.SEVERAL_MANAGERS})
"""Asked about once for each value: one manager leads many rows."""
DROPPED = frozenset({Kind.BAD_EMAIL, Kind.BAD_FTE, Kind.REASON_WITHOUT_DATE})
WORDS = frozenset(
    {
        *(Kind.MISSING_ID, Kind.MISSING_DEPARTMENT, Kind.TOO_LONG, Kind.DUPLICATE_ID),
        *(Kind.FORMULA_ERROR, Kind.FORMULA_UNSOLVED, Kind.NUL_CHARACTER, Kind.BROKEN_TEXT),
        *(Kind.BAD_MONTH, Kind.BAD_COUNT, Kind.BELOW_NOUGHT, Kind.MONTH_NOT_READ),
        Kind.HEADCOUNT_EMPTY,
        *(Kind.MOVE_WITHOUT_AREA, Kind.MOVE_FROM_SEVERAL),
    }
)
AS_A_ROW = frozenset({Kind.BROKEN_QUOTING, Kind.CELL_COUNT, Kind.DUPLICATE_HEADCOUNT})
"""Nothing can be typed for them: the row is left out, or another one is."""
RENAMED = UNDER_TWO_NAMES - {Kind.WHICH_AREA, Kind.AREA_SEEMS_SAME}
OF_AN_AREA = frozenset({Kind.WHICH_AREA, Kind.AREA_SEEMS_SAME, Kind.TOTAL_BY_FIGURES, *RENAMED})
"""What is said holds for the area wherever it stands."""
TYPED = DAYS | OF_A_MANAGER | DROPPED | WORDS
ANSWERED = TYPED | AS_A_ROW | OF_AN_AREA
OF_A_VALUE = frozenset(
    {
        *(Kind.BAD_DATE, Kind.IMPOSSIBLE_DATE, Kind.AMBIGUOUS_DATE, Kind.SHORT_YEAR),
        *BY_VALUE,
        *(Kind.BAD_EMAIL, Kind.BAD_FTE, Kind.TOO_LONG, Kind.MISSING_ID, Kind.MISSING_DEPARTMENT),
        *(Kind.BAD_MONTH, Kind.BAD_COUNT, Kind.MONTH_NOT_READ),
    }
)
"""The value alone is what is wrong, so what is said of it holds wherever it stands."""
WITHOUT = {
    **dict.fromkeys(OF_A_MANAGER, gettext_lazy("No manager for now")),
    Kind.BAD_EMAIL: gettext_lazy("No address for now"),
    Kind.BAD_FTE: gettext_lazy("No share for now"),
    Kind.REASON_WITHOUT_DATE: gettext_lazy("Still here: no reason"),
    Kind.MOVE_OUTSIDE: gettext_lazy("No move for now"),
}
LATER, OFFER, TYPE, EMPTY, INSTEAD, OUT = "", "offer", "typed", "empty", "instead", "out"
AN_AREA = frozenset({Kind.TOTAL_BY_FIGURES, Kind.AREA_SEEMS_SAME, Kind.HEADCOUNTS_GO_ON})
"""Of the headcounts: what is no part of another is an area like the others."""
ASKED_AT_ONCE = 20  # names of areas, so that one look settles them all
OF_A_TEST = frozenset({"test", "tests", "testing", "dummy", "xxx", "beispiel", "essai", "prueba"})
"""Names of areas under which somebody tried something out."""
ENDED = "ended"
IN_SIGHT = 10  # choices that stand side by side
ROOM = 500


@dataclass(slots=True)
class Question:
    """One place with what can be answered to it, and what is answered so far.

    choices: value and words. rows: how many say the same and can be answered together.
    last_day: the heading under which the row that this one cannot stand beside tells its end.
    """

    spot: Spot
    choices: list[tuple[str, str]] = field(default_factory=list)
    input: str = ""  # date or text; nothing where no value can be typed
    rows: int = 1
    chosen: str = LATER
    typed: str = ""
    for_all: bool = False
    error: str = ""
    last_day: str = ""

    @property
    def problem(self) -> Problem:
        return self.spot.problem

    @property
    def whose(self) -> str:
        """Who or what the row is about, so that nobody has to look it up in the file."""
        told = self.spot.whose
        if told is None or self.problem.kind in OF_AN_AREA:
            return ""
        who = f"{told.name} ({told.number})" if told.name and told.number else ""
        return ", ".join(filter(None, (who or told.name or told.number, told.area, told.days)))

    @property
    def is_long(self) -> bool:
        """More than one looks through at once: a list to open."""
        return self.problem.kind in OF_AN_AREA and len(self.choices) > IN_SIGHT

    @property
    def name(self) -> str:
        """Of its inputs: which place of the check, and its line, so that both must fit."""
        return f"{self.spot.seq}-{self.problem.line}"


def questions(
    spots: Sequence[Spot], places: Places, report: Report, known: Sequence[Amend]
) -> list[Question]:
    """known: what was said and not used yet, which is shown as it was said."""
    names = names_of(spots, places)
    return [said_before(question(each, report, names), known) for each in spots]


def closed_headings(report: Report) -> frozenset[str]:
    """Of columns that nobody may see: nothing is typed for them here."""
    return frozenset(
        column.heading for file in report.files for column in file.columns
        if column.field in RESTRICTED
    )  # fmt: skip


def names_of(spots: Iterable[Spot], places: Places) -> dict[str, str]:
    """Of the people who may be meant, known or in the files, by employee id."""
    meant = {
        number for each in spots if each.problem.kind in BY_VALUE for number in each.problem.offers
    }
    if not meant:
        return {}
    known = {str(one.number): one.name for one in Person.objects.filter(number__in=meant)}
    return {**known, **places.names(sorted(meant))}


def question(spot: Spot, report: Report, names: Mapping[str, str]) -> Question:
    problem, closed = spot.problem, closed_headings(report)
    if problem.kind not in ANSWERED or problem.line is None:
        return Question(spot)
    if problem.kind in OF_AN_AREA:
        return of_an_area(spot)
    typed = problem.kind in TYPED and problem.column is not None and problem.column not in closed
    together = typed and is_told_by_its_value(problem, report)
    last_day = last_day_of_the_other(problem, report)
    return Question(
        spot,
        choices=choices(spot, names, typed=typed, can_end=bool(last_day)),
        input=("date" if problem.kind in DAYS else "text") if typed else "",
        rows=spot.rows if together else 1,
        last_day=last_day,
    )


def of_an_area(spot: Spot) -> Question:
    """Which area of the headcounts it is, the likely one proposed; or that a total is none."""
    value, offers = spot.problem.value or "", spot.problem.offers
    if spot.problem.kind is Kind.TOTAL_BY_FIGURES:
        choices = [(LATER, _("A total: leave it out")), (EMPTY, _("An area like the others"))]
        return Question(spot, choices)
    if spot.problem.kind is Kind.AREA_SEEMS_SAME:
        one = _("One area: “%(area)s”") % {"area": offers[0]}
        choices = [(LATER, _("Not now")), (f"{OFFER}-0", one), (EMPTY, _("Two areas"))]
        return Question(spot, choices)
    if spot.problem.kind in RENAMED:
        one = _("One area, called “%(area)s” now") % {"area": last_level(offers[0])}
        choices = [(LATER, _("Not now")), (f"{OFFER}-0", one), (EMPTY, _("Two areas"))]
        return Question(spot, choices)
    found = [(f"{OFFER}-{at}", offer) for at, offer in enumerate(offers)]
    choices = [(LATER, _("Not now")), *found, (EMPTY, _("None of these: it has no headcounts"))]
    if " / " not in value:  # what stands in the cells is then the name itself
        choices.append((OUT, _("Leave its rows out")))
    likely = OUT if plain(value) in OF_A_TEST else LATER
    return Question(spot, choices, chosen=found[0][0] if the_nearest(value, offers) else likely)


def last_day_of_the_other(problem: Problem, report: Report) -> str:
    """Where its end can be written, if that would let both rows stand."""
    if problem.kind is not Kind.OVERLAPPING_SPELL or not problem.rival or not problem.offers:
        return ""
    columns = report.files[problem.rival[0]].columns
    return next((each.heading for each in columns if each.field == Field.SPELL_TO), "")


def is_told_by_its_value(problem: Problem, report: Report) -> bool:
    """Whether every row with this value in this column has this problem."""
    # Where the area is a path of several columns, rows without a last level are as good as any.
    in_part = problem.kind is Kind.MISSING_DEPARTMENT and any(each.levels for each in report.files)
    return problem.kind in OF_A_VALUE and len(problem.value or "") <= SHOWN and not in_part


def choices(
    spot: Spot, names: Mapping[str, str], *, typed: bool, can_end: bool
) -> list[tuple[str, str]]:
    problem = spot.problem
    found = [(LATER, _("Not now"))]
    if can_end and problem.rival:
        day = date_format(date.fromisoformat(problem.offers[0]), "j M Y")
        facts = {"line": number_format(problem.rival[1]), "day": day}
        found.append((ENDED, _("The job on line %(line)s ended on %(day)s") % facts))
    if typed and problem.kind is Kind.OVERLAPPING_SPELL:
        found.append((TYPE, _("Type a date")))
    elif typed:
        found += [
            (f"{OFFER}-{at}", _("Use %(value)s") % {"value": in_words(problem, value, names)})
            for at, value in enumerate(problem.offers)
        ]
        found.append((TYPE, _("Type a date") if problem.kind in DAYS else _("Type a value")))
    if typed and problem.kind in WITHOUT:
        found.append((EMPTY, str(WITHOUT[problem.kind])))
    if problem.rival:
        line = {"line": number_format(problem.rival[1])}
        found.append((INSTEAD, _("Keep this line, not line %(line)s") % line))
    return [*found, (OUT, _("Leave this row out"))]


def in_words(problem: Problem, value: str, names: Mapping[str, str]) -> str:
    if problem.kind in DAYS:
        return date_format(date.fromisoformat(value), "j M Y")
    return f"{value}, {names[value]}" if names.get(value) else value


def said_before(asked: Question, known: Sequence[Amend]) -> Question:
    spot, problem = asked.spot, asked.problem
    if problem.kind in OF_AN_AREA:
        return area_said_before(asked, known)
    # There the name is asked about, and not what this row says.
    asked.for_all = asked.rows > 1 and problem.kind is Kind.SEVERAL_MANAGERS
    for each in known:
        of_this_line = (each.file, each.line) == (spot.file, problem.line)
        of_its_value = (
            asked.rows > 1
            and each.line is None
            and (each.file, each.heading, each.said) == (spot.file, problem.column, problem.value)
        )
        if each.value is not None and each.value == problem.value:
            continue  # that answer was used, and is what is asked about now
        if (of_this_line and each.heading in (None, problem.column)) or of_its_value:
            asked.for_all = of_its_value
            asked.chosen = OUT if each.value is None else TYPE
            asked.typed = each.value or ""
            if each.value == "":
                asked.chosen = EMPTY
    return asked


def area_said_before(asked: Question, known: Sequence[Amend]) -> Question:
    for each in known:
        of_it = (each.file, each.said) == (asked.spot.file, asked.problem.value)
        if of_it and each.leaves_out and each.heading == asked.problem.column:
            asked.chosen = OUT
        elif each.is_of_an_area and of_it:
            offers = asked.problem.offers
            meant = each.value in offers
            asked.chosen = f"{OFFER}-{offers.index(each.value or '')}" if meant else EMPTY
    return asked


def hear(asked: Question, posted: Mapping[str, str]) -> list[Amend]:
    """What is said at one place. What cannot be taken stands in its `error` then."""
    spot, problem = asked.spot, asked.problem
    asked.chosen = posted.get(f"choice-{asked.name}", LATER)
    asked.typed = posted.get(f"value-{asked.name}", "").strip()
    asked.for_all = asked.rows > 1 and posted.get(f"all-{asked.name}") == "yes"
    if asked.chosen == LATER and asked.typed:
        asked.chosen = TYPE
    if asked.chosen == LATER:
        return []
    if asked.chosen not in dict(asked.choices):
        asked.error = _("This cannot be answered here any more. Choose another answer.")
        return []
    if problem.kind in OF_AN_AREA and asked.chosen == OUT:
        return [Amend(spot.file, None, problem.column, problem.value, None)]
    if problem.kind in OF_AN_AREA:
        return [Amend(spot.file, None, None, problem.value, area_meant(asked))]
    if asked.chosen == ENDED and problem.rival:
        return [Amend(*problem.rival, asked.last_day, None, problem.offers[0])]
    if asked.chosen == INSTEAD and problem.rival:
        return [Amend(*problem.rival, None, None, None)]
    value = value_of(asked)
    if asked.error:
        return []
    if value is None and not asked.for_all:
        return [Amend(spot.file, problem.line, None, None, None)]
    line = None if asked.for_all else problem.line
    return [Amend(spot.file, line, problem.column, problem.value, value)]


def area_meant(asked: Question) -> str | None:
    """What the other files call it: nothing where it has no headcounts, itself where it is one."""
    if asked.chosen == EMPTY:
        return asked.problem.value if asked.problem.kind in AN_AREA else ""
    return value_of(asked)


def value_of(asked: Question) -> str | None:
    """None leaves the row out."""
    if asked.chosen == OUT:
        return None
    if asked.chosen == EMPTY:
        return ""
    if asked.chosen.startswith(OFFER):
        return asked.problem.offers[int(asked.chosen.rpartition("-")[2])]
    if not asked.typed:
        asked.error = _("Type what should stand here, or choose another answer.")
    elif len(asked.typed) > ROOM:
        asked.error = _("This is longer than any cell that is read. Shorten it.")
    elif not asked.typed.isprintable():
        asked.error = _("This holds a sign that no cell has. Type it anew.")
    return asked.typed


def first_of_each_kind(
    report: Report, places: Places, known: Sequence[Amend], most: int
) -> dict[str, list[Question]]:
    """By kind of problem, the first few places; only for a check that can be answered."""
    spots = {
        kind: places.first_values(kind, ASKED_AT_ONCE)
        if kind in BY_VALUE
        else places.first(kind, ASKED_AT_ONCE if kind in UNDER_TWO_NAMES else most)
        for kind in report.kinds
    }
    asked = questions([spot for each in spots.values() for spot in each], places, report, known)
    by_kind: dict[str, list[Question]] = {}
    for each in asked:
        by_kind.setdefault(each.problem.kind, []).append(each)
    return by_kind
