"""One answer for all places of one kind: what two digits of a year stand for, or a way to go.

A word on two digits is kept with the mapping, so it holds for the next file of the kind too. All
others are amends like those of single rows, and whoever answers a row by itself is heard first.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.utils.formats import date_format, number_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tandem.access.audit import Actor
from tandem.organisation.digits import in_digits
from tandem.organisation.intake.amends import Amend
from tandem.organisation.intake.dates import FIRST_YEAR, HUNDRED, likely_years
from tandem.organisation.intake.findings import NOTED, Kind
from tandem.organisation.intake.mapping import MOST_RECENT, YEARS
from tandem.organisation.intake.places import Places, Spot
from tandem.organisation.intake.report import Report
from tandem.organisation.intake.saved import save_mapping
from tandem.organisation.intake.shapes import Shape
from tandem.organisation.models import SavedMapping
from tandem.rooms.company import answers
from tandem.rooms.company.answers import EMPTY, LATER, OFFER, OUT, TYPE, WITHOUT, Question

if TYPE_CHECKING:
    from tandem.rooms.company.wishes import Wish

LOOKED_AT = 20_000  # places of one kind that one answer is said to
AT_ONCE = 1000  # answers that one word may stand for; of values that come again one is enough
ALL_SO = "years"
FEW_YEARS = 10
TOP = "top"
ADD = "add"
AREAS_NAMED = 200  # of a file, where one of them can be typed
PROPOSED = {
    Kind.IMPOSSIBLE_DATE: (gettext_lazy("The last day of that month, each time"),),
    Kind.AMBIGUOUS_DATE: (
        gettext_lazy("The day stands first, each time"),
        gettext_lazy("The month stands first, each time"),
    ),
}
"""What is proposed at each place of a kind, in the order it is proposed there."""


@dataclass(frozen=True, slots=True)
class Alike:
    """How all places of a kind can be answered at once. choices: value and words.

    areas: names that one of the choices can be typed as; None where nothing is typed. chosen: the
    answer that is proposed.
    """

    kind: str
    title: str
    choices: list[tuple[str, str]]
    areas: list[str] | None = None
    chosen: str = LATER

    @property
    def name(self) -> str:
        """Of its inputs."""
        return name_of(self.kind)

    @property
    def typed_name(self) -> str:
        return typed_name_of(self.kind)


def name_of(kind: str) -> str:
    return f"alike-{kind}"


def typed_name_of(kind: str) -> str:
    return f"alike-value-{kind}"


def alike(kind: str, shown: Sequence[Question], count: int, lying: Places, day: date) -> Alike:
    """Without choices where each of them has to be looked at by itself."""
    if kind == Kind.DUPLICATE_HEADCOUNT and lying.are_there:
        return Alike(kind, _("What the rows count"), [(LATER, _("Not now")), *same_month()])
    if kind == Kind.MISSING_DEPARTMENT and lying.are_there:
        choices = somewhere(shown, lying)
    else:
        choices = [*years_in_words(lying, day)] if kind == Kind.SHORT_YEAR else ways(kind, shown)
    if not choices or count == 1:
        return Alike(kind, "", [])
    title = _("All %(count)s the same way") % {"count": number_format(count)}
    areas = sorted(lying.areas(AREAS_NAMED)) if TYPE in dict(choices) else None
    short = lying.first(kind, LOOKED_AT) if kind == Kind.SHORT_YEAR else []
    chosen = choices[0][0] if short and all(is_recent(each, day) for each in short) else LATER
    return Alike(kind, title, [(LATER, _("Not now")), *choices], areas, chosen)


def is_recent(spot: Spot, day: date) -> bool:
    """Whether two digits of a year stand for one of the last few, which nobody would doubt."""
    offers = spot.problem.offers
    return (
        bool(offers) and day.year - FEW_YEARS <= date.fromisoformat(offers[0]).year <= day.year + 1
    )


def somewhere(shown: Sequence[Question], lying: Places) -> list[tuple[str, str]]:
    """Where people without a department go: the area above all others, another, or nowhere."""
    if not any(each.input for each in shown):
        return []
    top = the_top(lying)
    at_the_top = [(TOP, _("Put them in %(area)s, at the top") % {"area": top})] if top else []
    return [
        *at_the_top,
        (TYPE, _("Put them in another area")),
        (OUT, _("Leave all these rows out")),
    ]


def same_month() -> list[tuple[str, str]]:
    """What headcounts of an area and month are that stand again."""
    return [
        (ADD, _("Each counts other people: add these up")),
        (OUT, _("The same people: leave all these rows out")),
    ]


def the_top(lying: Places) -> str:
    """The one area that lies above all others of the files; empty where there are several."""
    tops = {area.partition(" / ")[0] for area in lying.areas()}
    return tops.pop() if len(tops) == 1 else ""


def ways(kind: str, shown: Sequence[Question]) -> list[tuple[str, str]]:
    if kind == Kind.AREA_MISSPELT:
        one, two = _("Each is one area, called as the one with more rows"), _("All of them are two")
        return [(f"{OFFER}-0", one), (EMPTY, two)]
    if kind not in answers.TYPED or not any(each.input for each in shown):
        return []
    proposed = PROPOSED[Kind(kind)] if kind in PROPOSED else ()
    found = [(f"{OFFER}-{at}", str(words)) for at, words in enumerate(proposed)]
    if kind in WITHOUT:
        found.append((EMPTY, str(WITHOUT[Kind(kind)])))
    if kind not in NOTED:
        found.append((OUT, _("Leave all these rows out")))
    return found


def years_in_words(lying: Places, day: date) -> list[tuple[str, str]]:
    """The hundred years two digits likely stand for, with the earliest and latest of the file."""
    spots = [each for each in lying.first(Kind.SHORT_YEAR, LOOKED_AT) if each.problem.offers]
    if not spots:
        return []
    first = likely_years(day)
    by_day = sorted(spots, key=lambda each: each.problem.offers[0])
    examples = dict.fromkeys((spots[0].problem, by_day[0].problem, by_day[-1].problem))
    said = ", ".join(
        _("%(value)s is %(day)s")
        % {"value": each.value, "day": date_format(date.fromisoformat(each.offers[0]), "j M Y")}
        for each in examples
    )
    facts = {"years": span(first), "examples": said}
    return [
        (f"{ALL_SO}-{first}", _("Two digits are years from %(years)s: %(examples)s") % facts),
        (OUT, _("Leave all these rows out")),
    ]


def span(first: int) -> str:
    return _("%(first)s to %(last)s") % {"first": first, "last": first + HUNDRED - 1}


def of_kinds(
    asked: Mapping[str, list[Question]], report: Report, lying: Places, wish: Wish
) -> dict[str, Alike]:
    day = localdate(datetime.fromisoformat(wish.at))
    return {
        kind: alike(kind, shown, report.kinds.get(kind, 0), lying, day)
        if kind not in one_by_one(report)
        else Alike(kind, "", [])
        for kind, shown in asked.items()
    }


def one_by_one(report: Report) -> frozenset[str]:
    """Kinds of which one answer would be said of rows that nobody asks about: in a log of changes
    most rows without an area are in the one before."""
    return frozenset({Kind.MISSING_DEPARTMENT} if Kind.AREA_AS_BEFORE in report.kinds else ())


@dataclass(slots=True)
class Heard:
    """What was said of whole kinds. years: what two digits stand for."""

    amends: list[Amend]
    years: int | None = None
    unknown: bool = False  # something that is not offered here any more
    untyped: bool = False  # an area was to be typed, and none was


def hear(posted: Mapping[str, str], report: Report, lying: Places) -> Heard:
    heard = Heard([])
    for kind in report.kinds.keys() - one_by_one(report):
        said = posted.get(name_of(kind), LATER)
        if kind == Kind.SHORT_YEAR and said.startswith(f"{ALL_SO}-"):
            heard.years = year_said(said)
            heard.unknown |= heard.years is None
        elif said and kind in answers.ANSWERED:
            typed = posted.get(typed_name_of(kind), "").strip()
            if said == TYPE and not typed:
                heard.untyped = True
                continue
            amends = hear_all(Kind(kind), said, report, lying, typed)
            heard.amends += amends
            heard.unknown |= not amends
    return heard


def year_said(said: str) -> int | None:
    year = in_digits(said.partition("-")[2])
    return year if year is not None and FIRST_YEAR <= year <= MOST_RECENT else None


def hear_all(kind: Kind, said: str, report: Report, lying: Places, typed: str = "") -> list[Amend]:
    """The same said at each place that allows it; of a value that comes again once."""
    found: dict[object, Amend] = {}
    spots = lying.first(kind, LOOKED_AT)
    if said == ADD:
        adds = kind is Kind.DUPLICATE_HEADCOUNT
        return [Amend.adding_up(at) for at in sorted({one.file for one in spots})] if adds else []
    asked = answers.questions(spots, lying, report, [])
    by_line = kind in (Kind.SHORT_YEAR, Kind.DUPLICATE_HEADCOUNT)
    offered = {OUT} if by_line else dict(ways(kind, asked)).keys()
    if kind is Kind.MISSING_DEPARTMENT:
        offered = dict(somewhere(asked, lying)).keys()
        said, typed = (TYPE, the_top(lying)) if said == TOP and said in offered else (said, typed)
        offered = {TYPE, OUT}
    for one in asked if said in offered else []:
        if said not in dict(one.choices) or len(found) >= AT_ONCE:
            continue
        posted = {f"choice-{one.name}": said, f"all-{one.name}": "yes"}
        posted[f"value-{one.name}"] = typed
        for each in answers.hear(one, posted):
            found.setdefault(each.key, each)
    return list(found.values())


def with_years(wish: Wish, years: int | None) -> Wish:
    """What two digits stand for, said beside the mapping, or taken back."""
    dates: dict[str, Any] = {k: v for k, v in wish.mapping.get("dates", {}).items() if k != YEARS}
    dates |= {YEARS: years} if years is not None else {}
    rest = {section: each for section, each in wish.mapping.items() if section != "dates"}
    return replace(wish, mapping={**rest, **({"dates": dates} if dates else {})})


def years_of(wish: Wish) -> str:
    first = wish.mapping.get("dates", {}).get(YEARS)
    return span(first) if first is not None else ""


def keep_with_the_mapping(before: Wish, after: Wish, *, by: Actor, at: datetime) -> None:
    """Where the columns are read as kept under a name, this is kept there too."""
    saved = SavedMapping.objects.filter(name=before.mapping_name, shape=before.shape).first()
    if saved is not None and saved.said == before.mapping:
        save_mapping(
            name=saved.name, shape=Shape(saved.shape), said=after.mapping,
            headings=saved.headings, by=by, at=at,
        )  # fmt: skip
