"""The charter of a pair: all of it, one part, one version both have signed; what is said to it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tandem.organisation.calendar import WorkingDays
from tandem.organisation.calendars import working_days_of
from tandem.organisation.http import SignedInRequest, back_at, signed_in
from tandem.organisation.settings import values_on
from tandem.partnership.agreeing.rules import State
from tandem.partnership.charter import actions, minimum, rules
from tandem.partnership.charter.content import Written, read_again
from tandem.partnership.charter.reading import signs
from tandem.partnership.models import Charter, Pair
from tandem.partnership.refused import NotPossible
from tandem.partnership.two import Two, two_or_404
from tandem.rooms.charters import words
from tandem.rooms.charters.forms import DifferForm, write_form
from tandem.rooms.charters.hundred_days import Day, hundred_days
from tandem.rooms.charters.lines import Line, lines_of


@require_GET
@signed_in
def page(request: SignedInRequest, pair_id: UUID) -> HttpResponse:
    return shown(request, two_or_404(request, pair_id))


@dataclass(frozen=True, slots=True)
class Charted:
    """How far the two have come with their charter, and what it needs."""

    two: Two
    lines: dict[str, Line]
    versions: Sequence[Charter]
    known: dict[str, Any]
    due: date
    calendar: Callable[[], WorkingDays]

    @property
    def every(self) -> list[Line]:
        return [*self.lines.values()]

    @property
    def signed(self) -> Charter | None:
        return next(iter(self.versions), None)

    @property
    def is_open(self) -> bool:
        """Whether a version is being agreed on: the first, or the next."""
        return any(not line.is_agreed for line in self.every)

    @property
    def waiting(self) -> list[Line]:
        return [line for line in self.every if line.waits]

    @property
    def at_once(self) -> list[Line]:
        """The parts one tap would agree to."""
        return [line for line in self.every if line.may_agree and line.stand.is_as_proposed]

    @property
    def signs_at_once(self) -> str:
        """Said before it is tapped, where that would be the last yes."""
        usual = [line.stand for line in self.at_once]
        last = signs(usual, [line.stand for line in self.every], self.every[0].side)
        return _(words.SIGNS) if last else ""

    @property
    def title(self) -> str:
        standing = sum(line.is_agreed for line in self.every)
        talks = sum(line.differs for line in self.every)
        return words.title(standing, talks, len(self.versions), is_open=self.is_open)

    @property
    def lede(self) -> str:
        if not self.two.is_open:
            return _("What you two wrote stays readable for both of you.")
        if self.signed and not self.is_open:
            return words.renew_words(self.due, self.two.today)
        both = _("It is signed by both of you with the last yes to its last part.")
        if self.signed:
            number = {"n": self.signed.number}
            return f"{both} {_('Version %(n)s holds until then.') % number}"
        return f"{both} {words.due_words(self.due, self.two.pair, self.two.today)}"

    @property
    def missing(self) -> str:
        return words.missing_words(minimum.minimum(self.known)) if self.two.is_open else ""

    @property
    def may_renew(self) -> bool:
        return self.two.is_open and self.signed is not None and not self.is_open

    @property
    def follows(self) -> bool:
        return bool(self.known["follows_a_pair"]) and not self.versions and self.two.is_open

    @property
    def former(self) -> Pair | None:
        """The pair of this area the reader was in before, where the two of it had signed."""
        mine = Pair.objects.visible_to(self.two.me).exclude(end_on=None).telling_charter()
        here = mine.filter(area=self.two.pair.area_id).order_by("-start_on")
        return next((pair for pair in here if pair.has_charter), None)


def charted(two: Two) -> Charted:
    lines = lines_of(two)
    versions = [*Charter.objects.visible_to(two.me).of(two.pair).newest_first()]
    known = dict(minimum.known_of([two.pair])[two.pair.pk])
    calendar = cache(partial(working_days_of, two.pair.leader, two.today))
    due = minimum.due_on(known, two.pair.start_on, values_on(two.today), calendar)
    return Charted(two, lines, versions, known, due, calendar)


def shown(
    request: SignedInRequest, two: Two, *, notice: str = "", status: int = 200
) -> HttpResponse:
    chart = charted(two)
    waiting = chart.waiting
    context = {
        "two": two,
        "pair": two.pair,
        "chart": chart,
        "kicker": words.kicker(two.pair, len(chart.versions), is_open=chart.is_open),
        "expectations": [chart.lines[key] for key in rules.EXPECTATIONS],
        "factors": chart.lines[rules.FACTORS],
        "waiting": words.waiting_words(len(waiting)) if waiting else "",
        "first_waiting": waiting[0] if waiting else None,
        "days": days_of(chart),
        "notice": notice,
    }
    return render(request, "charters/page.html", context, status=status)


def days_of(chart: Charted) -> list[Day]:
    agreed = {key: line.is_agreed for key, line in chart.lines.items()}
    signed_on = chart.versions[-1].signed_on if chart.versions else None
    return hundred_days(
        chart.two.pair, chart.two.today, agreed, chart.calendar,
        charter_on=signed_on or chart.due, is_signed=signed_on is not None,
    )  # fmt: skip


# ---- one part


def line_or_404(request: SignedInRequest, pair_id: UUID, key: str) -> Line:
    line = lines_of(two_or_404(request, pair_id)).get(key)
    if line is None:
        raise Http404
    return line


def open_line_or_404(request: SignedInRequest, pair_id: UUID, key: str) -> Line:
    """Where nothing new is written any more, its acts are not there."""
    line = line_or_404(request, pair_id, key)
    if not line.two.is_open:
        raise Http404
    return line


@require_GET
@signed_in
def part(request: SignedInRequest, pair_id: UUID, key: str) -> HttpResponse:
    return shown_part(request, line_or_404(request, pair_id, key))


def shown_part(
    request: SignedInRequest, line: Line, *, notice: str = "", status: int = 200
) -> HttpResponse:
    context = {"line": line, "two": line.two, "pair": line.pair, "notice": notice}
    return render(request, "charters/part.html", context, status=status)


@require_POST
@signed_in
def accept(request: SignedInRequest, pair_id: UUID, key: str) -> HttpResponse:
    """From the page of all parts, or with `back` from the part’s own."""
    line = open_line_or_404(request, pair_id, key)
    seen = request.POST.get("seen", "")
    at_part = "part" in request.POST
    try:
        actions.accept(pair=line.pair, key=key, seen=seen, by=request.person, at=request.at)
    except NotPossible as refused:
        if at_part:
            again = line_or_404(request, pair_id, key)
            return shown_part(request, again, notice=_(refused.sentence), status=422)
        return shown(request, line.two, notice=_(refused.sentence), status=422)
    return said(request, line, _("Accepted."), at_part=at_part)


def said(
    request: SignedInRequest, line: Line, words: str, *, at_part: bool = False
) -> HttpResponse:
    """Back to where it was said; to the whole charter where the last part was agreed with it."""
    signed = signed_words(line.two)
    messages.success(request, signed or words)
    if signed:
        return redirect("charters:page", line.pair.pk)
    if at_part:
        return redirect(line.url)
    return back_at(reverse("charters:page", args=[line.pair.pk]), line.id)


def signed_words(two: Two) -> str:
    """Only where it has just been signed."""
    states = [line.stand.state for line in lines_of(two).values()]
    if all(state is State.SIGNED for state in states):
        return _("Signed by both of you. It stands, in these words.")
    return ""


@require_POST
@signed_in
def rest(request: SignedInRequest, pair_id: UUID) -> HttpResponse:
    """One tap for all that is as it was proposed."""
    two = open_or_404(request, pair_id)
    number = actions.accept_the_rest(pair=two.pair, by=request.person, at=request.at)
    accepted = ngettext("Accepted %(n)s part.", "Accepted %(n)s parts.", number) % {"n": number}
    messages.success(request, signed_words(two) or accepted)
    return redirect("charters:page", pair_id)


@require_POST
@signed_in
def renew(request: SignedInRequest, pair_id: UUID) -> HttpResponse:
    """Of what is signed: before that, what both have agreed to stays agreed."""
    two = open_or_404(request, pair_id)
    if not Charter.objects.visible_to(request.person).of(two.pair).exists():
        raise Http404
    actions.look_again(pair=two.pair, by=request.person, at=request.at)
    messages.success(request, _("You look at it again together. What is signed holds meanwhile."))
    return redirect("charters:page", pair_id)


def open_or_404(request: SignedInRequest, pair_id: UUID) -> Two:
    two = two_or_404(request, pair_id)
    if not two.is_open:
        raise Http404
    return two


@require_http_methods(["GET", "POST"])
@signed_in
def write(request: SignedInRequest, pair_id: UUID, key: str) -> HttpResponse:
    line = open_line_or_404(request, pair_id, key)
    if not line.may_write:
        raise Http404
    form = write_form(request.POST if request.method == "POST" else None, line)
    if form.is_valid():
        try:
            actions.write(
                pair=line.pair, key=key, **form.cleaned_data, by=request.person, at=request.at
            )
        except NotPossible as refused:
            form.add_error(None, _(refused.sentence))
        else:
            return said(request, line, changed_words(line), at_part=True)
    return shown_form(request, line, form, title=line.name, button=_("Write it"))


def changed_words(line: Line) -> str:
    return _("Written. %(name)s is asked to accept it.") % {"name": line.other}


@require_http_methods(["GET", "POST"])
@signed_in
def differ(request: SignedInRequest, pair_id: UUID, key: str) -> HttpResponse:
    line = open_line_or_404(request, pair_id, key)
    form = DifferForm(request.POST if request.method == "POST" else None, line=line)
    if form.is_valid():
        view = form.cleaned_data["view"]
        actions.differ(pair=line.pair, key=key, view=view, by=request.person, at=request.at)
        return said(request, line, _("Said. Your view stands beside your partner’s."), at_part=True)
    title = _("We see it differently: %(part)s") % {"part": line.name}
    return shown_form(request, line, form, title=title, button=_("Say it"))


def shown_form(
    request: SignedInRequest,
    line: Line,
    form: Any,  # noqa: ANN401 - any form
    *,
    title: str,
    button: str,
    lede: str = "",
) -> HttpResponse:
    context = {
        "line": line, "two": line.two, "pair": line.pair, "form": form, "title": title,
        "button": button, "lede": lede,
    }  # fmt: skip
    return render(request, "charters/write.html", context, status=422 if form.errors else 200)


# ---- what both have signed


@dataclass(frozen=True, slots=True)
class Read:
    """One part of a signed version, named as then."""

    written: Written
    name: str
    rhythm: str

    @property
    def entries(self) -> list[tuple[Any, str]]:
        return [
            (entry, f"answer_{entry.answer}" if entry.answer else "")
            for entry in self.written.said.entries
        ]


@require_GET
@signed_in
def version(request: SignedInRequest, pair_id: UUID, number: int) -> HttpResponse:
    """From the words that were stored when both signed, and from nothing else."""
    two = two_or_404(request, pair_id)
    mine = Charter.objects.visible_to(request.person).of(two.pair)
    signed = get_object_or_404(mine.select_related("leader", "hr_partner"), number=number)
    context = {
        "two": two,
        "pair": two.pair,
        "signed": signed,
        "parts": [read_of(each, two.pair) for each in read_again(signed.words)],
    }
    return render(request, "charters/version.html", context)


def read_of(each: Written, pair: Pair) -> Read:
    rhythm = words.often(each.said.days) if each.said.days else ""
    return Read(each, words.name_of(each.key, each.name, pair), rhythm)
