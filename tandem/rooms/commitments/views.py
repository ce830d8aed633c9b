"""All my promises, a new one, one promise, and each act on it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from tandem.bridge.numbers import figures_of
from tandem.organisation.http import SignedInRequest, signed_in
from tandem.organisation.models import Area, Person
from tandem.organisation.switches import PEOPLE_DATA
from tandem.partnership.commitments import actions, rules
from tandem.partnership.commitments.actions import NotPossible
from tandem.partnership.commitments.forms import PromiseForm
from tandem.partnership.commitments.models import Commitment, Source
from tandem.partnership.commitments.rows import Button, PromiseRow, begun_words, rows
from tandem.partnership.commitments.rules import ENDS, Act, Side, State, Step
from tandem.partnership.known import somebody
from tandem.partnership.words import in_words
from tandem.rooms.commitments.forms import ActForm
from tandem.rooms.commitments.history import history
from tandem.rooms.commitments.words import answer_by_words, standing_words

ENDED_DAYS = 90
SHOWN = 8  # of one section; it can be opened by itself
PER_PAGE = 20


@dataclass(frozen=True, slots=True)
class Section:
    """Rows of one kind under one heading; left out where there are none."""

    key: str
    title: str
    rows: list[PromiseRow]
    whole: bool = False
    page: Page[PromiseRow] | None = None

    @property
    def shown(self) -> list[PromiseRow]:
        return self.rows if self.whole else self.rows[:SHOWN]

    @property
    def more(self) -> int:
        return len(self.rows) - len(self.shown)

    @property
    def meta(self) -> str:
        return ngettext("%(n)s promise", "%(n)s promises", len(self.rows)) % {"n": len(self.rows)}

    @property
    def is_private(self) -> bool:
        return self.key == "drafts"


@require_GET
@signed_in
def all_mine(request: SignedInRequest) -> HttpResponse:
    mine = Commitment.objects.visible_to(request.person)
    since = request.today - timedelta(days=ENDED_DAYS)
    every = [*mine.current(ended_since=since), *mine.drafts()]
    shown = rows(every, request.person, request.today, with_last=True)
    parts = sections(shown)
    waiting = len(parts[0].rows)
    alone = [section for section in parts if section.key == request.GET.get("only")]
    context = {
        "sections": page_of(alone, request) or [section for section in parts if section.rows],
        "waiting": in_words(waiting) if waiting else "",
        "number": waiting,
    }
    return render(request, "commitments/list.html", context)


def page_of(alone: list[Section], request: SignedInRequest) -> list[Section]:
    """One section by itself, in pages; nothing where none, or no such one, was asked for."""
    for section in alone:
        page = Paginator(section.rows, PER_PAGE).get_page(request.GET.get("page"))
        return [replace(section, rows=list(page), whole=True, page=page)]
    return []


def sections(shown: list[PromiseRow]) -> list[Section]:
    """What asks for a word first; every row once."""
    is_open = [row for row in shown if row.commitment.sent and row.commitment.state not in ENDS]
    waiting = [row for row in is_open if row.waits_for_reader]
    slipped = [row for row in is_open if row.needs_new_date and row not in waiting]
    running = [row for row in is_open if row not in waiting and row not in slipped]
    return [
        Section("waiting", _("Waiting for you"), waiting),
        Section("slipped", _("Needs a new date"), slipped),
        Section("by-me", _("What you do for others"), done_by(Side.PERFORMER, running)),
        Section("for-me", _("What others do for you"), done_by(Side.CUSTOMER, running)),
        Section("drafts", _("Drafts"), [r for r in shown if r.commitment.state == State.DRAFT]),
        Section("ended", _("Over in the last 90 days"), over(shown)),
    ]


def over(shown: list[PromiseRow]) -> list[PromiseRow]:
    """The latest first."""
    return [row for row in reversed(shown) if row.is_over]


def done_by(side: Side, shown: list[PromiseRow]) -> list[PromiseRow]:
    """Those in which the reader stands on this side."""
    return [row for row in shown if row.side is side]


@require_http_methods(["GET", "POST"])
@signed_in
def new(request: SignedInRequest) -> HttpResponse:
    """Presets in the address: `area` (one may see), `with` (a person's id)."""
    area, partner = area_meant(request), person_meant(request)
    preset = {"who": partner.pk if partner else "", "why": why_of(area)}
    typed = request.POST if request.method == "POST" else None
    form = PromiseForm(typed, me=request.person, today=request.today, initial=preset)
    if partner and not form.is_bound:
        form.ask_who([partner])
    source = Source.AREA if area else Source.FORM
    if form.is_valid() and (begun := form.begun(at=request.at, source=source, area=area)):
        messages.success(request, begun_words(begun, request.person, request.today))
        return redirect(begun)
    back = area.get_absolute_url() if area else reverse("commitments:list")
    context = {"form": form, "area": area, "back": back}
    return render(request, "commitments/new.html", context, status=422 if form.errors else 200)


def why_of(area: Area | None) -> str:
    """What an area's numbers say, as the first words of a why."""
    figures = figures_of(area) if area else None
    return figures.finding.why if figures else ""


def area_meant(request: SignedInRequest) -> Area | None:
    given = request.GET.get("area")
    if given is None:
        return None
    if not request.has(PEOPLE_DATA):
        raise Http404
    seen = Area.objects.visible_to(request.person, request.today)
    return get_object_or_404(seen, pk=uuid_or_404(given))


def person_meant(request: SignedInRequest) -> Person | None:
    given = request.GET.get("with")
    return somebody(uuid_or_404(given), request.person, request.today) if given else None


def uuid_or_404(given: str) -> UUID:
    try:
        return UUID(given)
    except ValueError:
        raise Http404 from None


@require_GET
@signed_in
def page(request: SignedInRequest, commitment_id: UUID) -> HttpResponse:
    """With htmx its row alone: that is "never mind" for an act whose form was opened there."""
    commitment = mine_or_404(request, commitment_id)
    row = row_of(request, commitment)
    return shown_row(request, row) if request.htmx else shown_page(request, row)


@require_http_methods(["GET", "POST"])
@signed_in
def act(request: SignedInRequest, commitment_id: UUID, act: str) -> HttpResponse:
    """GET asks what the act needs, POST takes it. With htmx the row comes back, either way."""
    commitment = mine_or_404(request, commitment_id)
    try:
        step = step_meant(commitment, request.person, act)
    except NotPossible as refused:
        return not_possible(request, commitment, refused)
    form = form_for(request, row_of(request, commitment), step)
    if not form.is_valid():
        return shown_form(request, form)
    try:
        after = actions.take(
            commitment=commitment, act=step.act, said=form.said(), by=request.person, at=request.at
        )
    except NotPossible as refused:
        if not step.needs:
            return not_possible(request, commitment, refused)
        form.refuse(refused)
        return shown_form(request, form)
    if request.htmx:
        return shown_row(request, row_of(request, after), notice=form.taken)
    messages.success(request, form.taken)
    return redirect(after)


def step_meant(commitment: Commitment, person: Person, act: str) -> Step:
    """Raises NotPossible where it is not open to this person; 404 for a word no act has."""
    try:
        said = Act(act)
    except ValueError:
        raise Http404 from None
    return rules.step_for(commitment.standing, said, commitment.side_of(person))


def form_for(request: SignedInRequest, row: PromiseRow, step: Step) -> ActForm:
    posted = request.POST if request.method == "POST" else None
    return ActForm(posted, row=row, step=step, initial=terms_of(row.commitment) | day_in(request))


def terms_of(commitment: Commitment) -> dict[str, object]:
    """A draft's form shows what it says so far; every other form begins empty."""
    if commitment.state != State.DRAFT:
        return {}
    shown = ("what", "due_on", "done_means", "why")
    return {name: getattr(commitment, name) for name in shown}


def day_in(request: SignedInRequest) -> dict[str, object]:
    """A day that a button has suggested."""
    try:
        return {"due_on": date.fromisoformat(request.GET["due_on"])}
    except (KeyError, ValueError):
        return {}


def not_possible(
    request: SignedInRequest, commitment: Commitment, refused: NotPossible
) -> HttpResponse:
    """What the promise is by now, and why this cannot be said to it."""
    row = row_of(request, mine_or_404(request, commitment.pk))
    notice = _(refused.sentence)
    if request.htmx:
        return shown_row(request, row, notice=notice, status=422)
    return shown_page(request, row, notice=notice, status=422)


def mine_or_404(request: SignedInRequest, commitment_id: UUID) -> Commitment:
    return get_object_or_404(Commitment.objects.visible_to(request.person), pk=commitment_id)


def row_of(request: SignedInRequest, commitment: Commitment) -> PromiseRow:
    [row] = rows([commitment], request.person, request.today, with_last=True)
    return row


def shown_row(
    request: SignedInRequest,
    row: PromiseRow,
    *,
    notice: str = "",
    answer: ActForm | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {"row": row, "notice": notice, "answer": answer}
    return render(request, "commitments/_swapped.html", context, status=status)


def shown_page(
    request: SignedInRequest, row: PromiseRow, *, notice: str = "", status: int = 200
) -> HttpResponse:
    buttons = [*row.buttons, *row.further]
    context = {
        "row": row,
        "buttons": buttons,
        "answer": word_for(request, row, buttons),
        "standing": standing_words(row),
        "answer_by": answer_by_words(row.commitment, request.today),
        "history": history(row.commitment, request.person, request.today),
        "notice": notice,
    }
    return render(request, "commitments/page.html", context, status=status)


def word_for(request: SignedInRequest, row: PromiseRow, buttons: list[Button]) -> ActForm | None:
    """The fields a one-tap act may bring along; they stand above the buttons."""
    taps = [button.act for button in buttons if button.straight]
    if not taps or row.commitment.state == State.DRAFT:
        return None
    step = step_meant(row.commitment, request.person, taps[0])
    return ActForm(row=row, step=step)


def shown_form(request: SignedInRequest, form: ActForm) -> HttpResponse:
    status = 422 if form.errors else 200
    if request.htmx:
        if not form.errors:
            form.focus()
        return shown_row(request, form.row, answer=form, status=status)
    return render(request, "commitments/act.html", {"row": form.row, "answer": form}, status=status)
