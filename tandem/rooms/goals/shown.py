"""Goals side by side as the two see them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tandem.organisation.models import Person
from tandem.partnership.goals.reading import Goal, Kind
from tandem.partnership.goals.rules import Says
from tandem.partnership.models import GoalMark
from tandem.partnership.two import Two
from tandem.partnership.words import ago, day_words

SHORT = 90  # characters of a goal where many are named


@dataclass(frozen=True, slots=True)
class Button:
    says: str
    label: str
    chosen: bool


def buttons(mark: GoalMark | None) -> list[Button]:
    """What is settled is none of the three any more: said again, it is at odds again."""
    said = mark.says if mark and mark.settled_on is None else ""
    labels = [
        (Says.SUPPORTS, _("Helps it")),
        (Says.NEUTRAL, _("Neither")),
        (Says.CONFLICTS, _("At odds")),
    ]
    return [Button(says.value, label, says.value == said) for says, label in labels]


def kind_words(goal: Goal, two: Two) -> str:
    if goal.kind is Kind.OUTCOME:
        return _("Outcome of you both")
    if goal.kind is Kind.BUSINESS:
        return _("Business goals, from your charter")
    names = {"leader": two.pair.leader.called, "hr": two.pair.hr_partner.called}
    if goal.whose in names:
        return _("Success factor that %(name)s carries") % {"name": names[goal.whose]}
    return _("Success factor of you both")


@dataclass(frozen=True)
class Named:
    """A goal as a page names it."""

    goal: Goal
    two: Two

    @property
    def short(self) -> str:
        words = " ".join(self.goal.words.split())
        return words if len(words) <= SHORT else f"{words[: SHORT - 1].rstrip()}…"

    @property
    def kind(self) -> str:
        return kind_words(self.goal, self.two)

    @property
    def side(self) -> str:
        return self.goal.whose if self.goal.whose in ("leader", "hr") else ""


@dataclass(frozen=True)
class Beside:
    """One goal beside the one that is looked at."""

    named: Named
    mark: GoalMark | None
    today: date

    @property
    def buttons(self) -> list[Button]:
        return buttons(self.mark)

    @property
    def is_at_odds(self) -> bool:
        return self.mark is not None and self.mark.is_at_odds

    @property
    def said(self) -> str:
        """Who said so last, and what came of it."""
        if self.mark is None:
            return ""
        name = side_name(self.mark.said_by, self.named.two)
        if self.mark.settled_on is not None:
            return _("Settled %(day)s") % {"day": ago(self.mark.settled_on, self.today)}
        return _("%(name)s, %(day)s") % {"name": name, "day": ago(self.mark.said_on, self.today)}


@dataclass(frozen=True)
class AtOdds:
    """Two goals that are at odds, with the form that ends it."""

    mark: GoalMark
    pair_of_goals: Sequence[Named]
    two: Two
    form: forms.Form | None

    @property
    def mine(self) -> bool:
        return self.mark.said_by == ("leader" if self.two.i_lead else "hr")

    @property
    def since(self) -> str:
        named = {
            "name": side_name(self.mark.said_by, self.two),
            "day": day_words(self.mark.said_on, self.two.today),
        }
        return _("%(name)s said so on %(day)s.") % named


@dataclass(frozen=True)
class Before:
    """What was said of two goals and is over: settled, or looked at anew."""

    mark: GoalMark
    words: Sequence[str]
    two: Two

    @property
    def said(self) -> str:
        labels = {
            Says.SUPPORTS: _("One helps the other"), Says.NEUTRAL: _("Neither helps nor hinders"),
            Says.CONFLICTS: _("At odds"),
        }  # fmt: skip
        return labels[Says(self.mark.says)]

    @property
    def when(self) -> str:
        today = self.two.today
        said = _("%(name)s, %(day)s") % {
            "name": side_name(self.mark.said_by, self.two),
            "day": day_words(self.mark.said_on, today),
        }
        if self.mark.settled_on is not None:
            settled = {"said": said, "day": day_words(self.mark.settled_on, today)}
            by = side_of(self.mark.settled_by, self.two)
            if by == self.two.me:
                return _("%(said)s; settled by you, %(day)s") % settled
            return _("%(said)s; settled by %(name)s, %(day)s") % {**settled, "name": by.called}
        assert self.mark.end_on is not None
        return _("%(said)s; until %(day)s") % {
            "said": said, "day": day_words(self.mark.end_on, today),
        }  # fmt: skip


def side_of(side: str, two: Two) -> Person:
    return two.pair.leader if side == "leader" else two.pair.hr_partner


def side_name(side: str, two: Two) -> str:
    of = side_of(side, two)
    return _("You") if of == two.me else of.called


@dataclass(frozen=True)
class Table:
    """Every goal of the two, and what they said of each two."""

    goals: Mapping[UUID, Named]
    marks: Sequence[GoalMark]
    two: Two

    @property
    def holding(self) -> dict[frozenset[UUID], GoalMark]:
        return {each.two: each for each in self.marks if each.end_on is None}

    def at_odds(self, forms_of: Mapping[UUID, forms.Form]) -> list[AtOdds]:
        """The longest standing first."""
        return [
            AtOdds(each, [self.goals[each.one], self.goals[each.other]], self.two,
                   forms_of.get(each.pk))
            for each in self.marks
            if each.is_at_odds and each.two <= self.goals.keys()
        ]  # fmt: skip

    def before(self) -> list[Before]:
        """The newest first."""
        over = [
            each for each in self.marks if each.end_on is not None or each.settled_on is not None
        ]
        return [Before(each, self.words_of(each), self.two) for each in reversed(over)]

    def words_of(self, mark: GoalMark) -> list[str]:
        gone = _("a goal that is no longer there")
        return [self.goals[pk].short if pk in self.goals else gone for pk in (mark.one, mark.other)]

    def beside(self, chosen: UUID) -> list[Beside]:
        holding = self.holding
        return [
            Beside(named, holding.get(frozenset((chosen, pk))), self.two.today)
            for pk, named in self.goals.items()
            if pk != chosen
        ]

    def looked_at(self, pk: UUID) -> str:
        number = sum(pk in two and two <= self.goals.keys() for two in self.holding)
        every = len(self.goals) - 1
        return _("%(n)s of %(every)s looked at") % {"n": number, "every": every}

    def first_open(self) -> UUID | None:
        """The first goal that has another it was not looked at beside; any, once all were."""
        holding = self.holding
        open_ones = (one for one, other in combinations(self.goals, 2)
                     if frozenset((one, other)) not in holding)  # fmt: skip
        return next(open_ones, next(iter(self.goals), None))

    def named(self) -> Iterator[tuple[Named, str]]:
        for pk, each in self.goals.items():
            yield each, self.looked_at(pk)


def at_odds_words(number: int) -> str:
    said = ngettext(
        "Two of your goals are at odds.", "In %(n)s places two of your goals are at odds.", number
    )
    return said % {"n": number}
