"""Before somebody goes: their open promises, each handed over, released, or asked of another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from tandem.organisation.http import SignedInRequest, signed_in
from tandem.organisation.models import Person
from tandem.partnership import leaving
from tandem.partnership.commitments.left import ask_instead_url, let_go_url
from tandem.partnership.commitments.models import Commitment, Source
from tandem.partnership.commitments.refusals import ASKED_ALREADY, NotPossible
from tandem.partnership.commitments.rows import Button, PromiseRow, rows
from tandem.partnership.commitments.rules import Act, Side
from tandem.partnership.commitments.succession import asked_instead
from tandem.partnership.partings import Partings, partings
from tandem.partnership.words import day_words
from tandem.rooms.commitments.came_from import back_from

DAY = timedelta(days=1)
SETTLES = (
    Act.HAND_OVER, Act.RELEASE, Act.TAKE_BACK, Act.WITHDRAW, Act.NO_THANKS, Act.DECLINE,
    Act.REPORT_DONE, Act.THANK, Act.AGREE, Act.DONT_AGREE,
)  # fmt: skip


def asked_words(asked: Commitment) -> str:
    """What stands where another one would otherwise be asked."""
    words = {"name": asked.performer.name}
    return _("%(name)s has been asked already. Their answer comes first.") % words


@dataclass(frozen=True, slots=True)
class Line:
    """One promise to settle, with what settles it for this reader."""

    row: PromiseRow
    other_gone: bool
    asked: Commitment | None = None  # of a third person, who has not settled it yet

    @property
    def buttons(self) -> list[Button]:
        """Where the other one has left, nothing that waits for their answer."""
        if self.other_gone:
            return [one for one in self.row.buttons if one.act is Act.THANK]
        settles = [act for act in SETTLES if not (self.asked and act is Act.HAND_OVER)]
        return [one for one in (*self.row.buttons, *self.row.further) if one.act in settles]

    @property
    def asked_words(self) -> str:
        """Whom, to who asked them or agreed to that; to the other one that it was somebody."""
        if not self.asked:
            return ""
        if self.asked_url or self.asked.source == Source.INSTEAD:
            return asked_words(self.asked)
        return _(ASKED_ALREADY)

    @property
    def asked_url(self) -> str:
        """The performer does not read what the two others say to each other."""
        readable = self.asked and self.row.side is Side.CUSTOMER
        return self.asked.get_absolute_url() if self.asked and readable else ""

    @property
    def let_go_url(self) -> str:
        return let_go_url(self.row.commitment.pk) if self.other_gone else ""

    @property
    def ask_url(self) -> str:
        """Of somebody else, by who wants it; a performer offers it anew to nobody."""
        if self.asked or self.row.side is not Side.CUSTOMER:
            return ""
        return ask_instead_url(self.row.commitment.pk)


@dataclass(frozen=True, slots=True)
class Group:
    """The promises with one person, and why they are asked about."""

    person: Person
    why: str
    lines: Sequence[Line]

    @property
    def left_words(self) -> str:
        return self.lines[0].row.left_words


@require_GET
@signed_in
def before_you_go(request: SignedInRequest) -> HttpResponse:
    """Everything that is open in both directions, of the reader and whoever leaves."""
    person, today = request.person, request.today
    apart = partings(person, today)
    shown = rows(apart.to_settle(), person, today, with_last=True)
    groups = [*grouped(shown, apart)]
    mine = apart.gone_on.get(person.pk)
    context = {"groups": groups, "gone_on": mine, "last_on": mine - DAY if mine else None}
    return render(request, "commitments/before_you_go.html", context)


def grouped(shown: Sequence[PromiseRow], apart: Partings) -> Iterator[Group]:
    asked = asked_instead(row.commitment for row in shown)
    by_other: dict[UUID, list[PromiseRow]] = {}
    for row in shown:
        by_other.setdefault(row.other.pk, []).append(row)
    for its in sorted(by_other.values(), key=lambda its: its[0].other.name):
        other, those = its[0].other, [row.commitment for row in its]
        gone = apart.has_left(other.pk)
        lines = [Line(row, gone, asked.get(row.commitment.pk)) for row in its]
        yield Group(other, why_words(other, apart, those), lines)


def why_words(other: Person, apart: Partings, those: Sequence[Commitment]) -> str:
    soon, today = apart.gone_on.get(other.pk), apart.today
    words = {"name": other.called, "day": day_words(soon - DAY, today) if soon else ""}
    if soon and soon <= today:
        return _("%(name)s worked here until %(day)s. You alone say what happens now.") % words
    if soon:
        return _("%(name)s works here until %(day)s.") % words
    if apart.person.pk in apart.gone_on:
        return ""
    if any(apart.has_moved(one, other) for one in those):
        return _("%(name)s works in another area now.") % words
    if any(apart.has_moved(one, apart.person) for one in those):
        return _("You work in another area now.")
    return _("You two are no longer partners.")


@require_POST
@signed_in
def let_go(request: SignedInRequest, commitment_id: UUID) -> HttpResponse:
    """Back to where it was said: its row, the page it was opened from, or the page of them all."""
    mine = Commitment.objects.visible_to(request.person).own(request.person)
    there = get_object_or_404(mine, pk=commitment_id)
    say, notice, status = messages.success, _("Let go. It counts for neither of you."), 200
    try:
        leaving.let_go(commitment=there, by=request.person, at=request.at)
    except NotPossible as refused:
        say, notice, status = messages.error, _(refused.sentence), 422
    if request.htmx:
        again = Commitment.objects.visible_to(request.person).filter(pk=there.pk)
        [row] = rows(again, request.person, request.today, with_last=True)
        context = {"row": row, "notice": notice}
        return render(request, "commitments/_swapped.html", context, status=status)
    say(request, notice)
    back = back_from(request)
    return redirect(back.url if back.named else reverse("commitments:before_you_go"))


def settle_sentence(apart: Partings, first_ones: Sequence[Commitment], *, more: int = 0) -> str:
    """The line of Today, without the words of any promise. `more` are not among the first ones."""
    all_of_them = len(first_ones) + more
    number = {"n": all_of_them}
    if apart.person.pk in apart.gone_on:
        return ngettext(
            "Before you go: %(n)s promise is open.",
            "Before you go: %(n)s promises are open.", all_of_them,
        ) % number  # fmt: skip
    if any(apart.has_moved(one, apart.person) for one in first_ones):
        return ngettext(
            "You work in another area now: %(n)s promise from before is open.",
            "You work in another area now: %(n)s promises from before are open.", all_of_them,
        ) % number  # fmt: skip
    names = sorted({one.other_than(apart.person).called for one in first_ones})
    if more or len(names) > 1:
        return _("People leave or move on, and %(n)s of your promises are with them.") % number
    return ngettext(
        "%(name)s leaves or moves on: %(n)s promise between you is open.",
        "%(name)s leaves or moves on: %(n)s promises between you are open.", all_of_them,
    ) % (number | {"name": names[0]})  # fmt: skip


def settle_day(apart: Partings, first_ones: Sequence[Commitment], *, more: int) -> str:
    """Until when who leaves is here, as far as it is one; a letter does not carry it."""
    mine = apart.gone_on.get(apart.person.pk)
    if mine:
        return _("Your last day is %(day)s.") % {"day": day_words(mine - DAY, apart.today)}
    others = {one.other_than(apart.person) for one in first_ones}
    if more or len(others) > 1:
        return ""
    [other] = others
    return why_words(other, apart, first_ones)
