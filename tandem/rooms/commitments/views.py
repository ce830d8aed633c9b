"""All my promises, a new one, one promise, and each act on it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from tandem.organisation.calendar import DAY
from tandem.organisation.http import SignedInRequest, signed_in
from tandem.organisation.models import Person
from tandem.partnership.commitments import actions, rules
from tandem.partnership.commitments.about import About
from tandem.partnership.commitments.actions import NotPossible
from tandem.partnership.commitments.begun import begun_words
from tandem.partnership.commitments.clocks import known_silence
from tandem.partnership.commitments.deputies import refuse_promising, voice_of
from tandem.partnership.commitments.forms import PromiseForm
from tandem.partnership.commitments.left import NOBODY_TO_ASK, asks_nobody
from tandem.partnership.commitments.models import (
    WHAT_LENGTH,
    WORDS_LENGTH,
    Commitment,
    Source,
)
from tandem.partnership.commitments.rows import Button, PromiseRow, rows
from tandem.partnership.commitments.rules import Act, Side, State, Step
from tandem.partnership.commitments.succession import asked_instead
from tandem.partnership.commitments.timers import TimeUp
from tandem.partnership.leaving import let_go
from tandem.partnership.registers import beside_a_promise
from tandem.partnership.reminders import actions as reminders
from tandem.partnership.reminders.models import Reminder
from tandem.partnership.words import day_words, in_words
from tandem.rooms.commitments.came_from import Back, back_from
from tandem.rooms.commitments.forms import ActForm
from tandem.rooms.commitments.history import coming, history
from tandem.rooms.commitments.in_the_way import why_asked
from tandem.rooms.commitments.leaving import asked_words
from tandem.rooms.commitments.linked import anew_url, facts, linked
from tandem.rooms.commitments.listing import Listing, part_or_404
from tandem.rooms.commitments.presets import (
    about_meant,
    area_meant,
    cause_meant,
    hangs_on_meant,
    offered_anew,
    old_meant,
    pair_meant,
    person_meant,
    reminder_meant,
    taken_back_meant,
    terms_anew,
    why_of,
)
from tandem.rooms.commitments.requests import asked, begins, preset_of, template_meant
from tandem.rooms.commitments.words import standing_words

MOST_REMINDERS = 50  # of one's own, under one heading


@require_GET
@signed_in
def all_mine(request: SignedInRequest) -> HttpResponse:
    return shown_list(request, Listing(request))


@require_GET
@signed_in
def one_part(request: SignedInRequest, part: str) -> HttpResponse:
    return shown_list(request, Listing(request, part_or_404(part)))


def shown_list(request: SignedInRequest, listing: Listing) -> HttpResponse:
    waiting, notes = listing.waiting, Reminder.objects.visible_to(request.person).open()
    context = {
        "listing": listing,
        "sections": listing.sections(),
        "waiting": in_words(waiting) if waiting else "",
        "number": waiting,
        "reminders": [] if listing.only else notes[:MOST_REMINDERS],
    }
    return render(request, "commitments/list.html", context)


@require_http_methods(["GET", "POST"])
@signed_in
@transaction.atomic
def new(request: SignedInRequest) -> HttpResponse:
    """What it begins with stands in the address: `presets` reads it."""
    area, pair, reminder = area_meant(request), pair_meant(request), reminder_meant(request)
    partner = pair.partner_of(request.person) if pair else person_meant(request)
    old, taken_back = old_meant(request), taken_back_meant(request)
    if old and request.method == "GET" and (asked := asked_instead([old]).get(old.pk)):
        messages.info(request, asked_words(asked))
        return redirect(asked)
    why = why_of(area) or cause_meant(request)
    mine = Side.PERFORMER.value  # the one question fewer; what one asks for is a tap away
    who = partner.pk if partner else ""
    preset: dict[str, object] = {"direction": mine, "who": who, "why": why}
    preset |= terms_anew(old, request.today) if old else {}
    preset |= offered_anew(taken_back) if taken_back else {}
    template = template_meant(request)
    if template:
        preset |= preset_of(template, request.person, request.today)
    asks = "ask" in request.GET
    if asks:
        what = request.GET["ask"].strip()[:WHAT_LENGTH]
        preset |= {"direction": Side.CUSTOMER.value, "what": what}
    if reminder:
        preset |= {"direction": Side.PERFORMER, "what": reminder.what, "due_on": reminder.remind_on}
    typed = request.POST if request.method == "POST" else None
    form = PromiseForm(typed, me=request.person, today=request.today, initial=preset)
    if partner and not form.is_bound:
        form.ask_who([partner])
    about, thing = about_meant(request) or (hangs_on_meant(area, pair), None)
    source = Source.AREA if area else Source.REMINDER if reminder else Source.FORM
    if form.is_valid() and (
        begun := begun_once(form, request, source, about, instead_of=old or taken_back)
    ):
        if old and begun.sent:
            let_go_of(old, request)
        if reminder:
            reminders.finish(reminder=reminder, by=request.person, at=request.at)
        messages.success(request, begun_words(begun, request.person, request.today))
        return redirect(begun)
    back = area.get_absolute_url() if area else reverse("commitments:list")
    plain = not (template or area or old or taken_back)
    context = {
        "form": form, "area": area, "back": back, "old": old, "taken_back": taken_back,
        "template": template or form.template, "begins": begins(pair) if plain else [],
        "asked": partner if asks else None, "thing": thing,
    }  # fmt: skip
    return render(request, "commitments/new.html", context, status=422 if form.errors else 200)


def begun_once(
    form: PromiseForm,
    request: SignedInRequest,
    source: Source,
    about: About | None,
    instead_of: Commitment | None,
) -> Commitment | None:
    """Two taps begin one: the second waits for the first, and is led to what it began."""
    form.wait_for_another_tap()
    return form.begun_before() or form.begun(
        at=request.at, source=source, about=about, instead_of=instead_of
    )


def let_go_of(old: Commitment, request: SignedInRequest) -> None:
    """With the new one asked, the old one ends where its performer is no longer here."""
    try:
        let_go(commitment=old, by=request.person, at=request.at)
    except NotPossible:
        messages.info(request, _("The old one stays until you release it."))


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
        step = step_meant(commitment, request.person, act, request.today)
    except NotPossible as refused:
        return not_possible(request, commitment, refused)
    row = row_of(request, commitment)
    if row.other_left and not asks_nobody(step):
        return not_possible(request, commitment, NotPossible(NOBODY_TO_ASK))
    form = form_for(request, row, step)
    if not form.is_valid():
        return shown_form(request, form)
    try:
        after = actions.take(
            commitment=commitment, act=step.act, said=form.said(), by=request.person, at=request.at,
            read=request.POST.get("read", ""),
        )  # fmt: skip
    except NotPossible as refused:
        if not step.needs:
            return not_possible(request, commitment, refused)
        form.refuse(refused)
        return shown_form(request, form)
    if request.htmx:
        row = row_of(request, after)
        return shown_row(request, row, notice=form.taken, answer=why_asked(row))
    messages.success(request, form.taken)
    return redirect(back_from(request).carried_by(after.get_absolute_url()))


def step_meant(commitment: Commitment, person: Person, act: str, today: date) -> Step:
    """Raises NotPossible where it is not open to this person; 404 for a word no act has."""
    try:
        said = Act(act)
    except ValueError:
        raise Http404 from None
    refuse_promising(said, voice_of(commitment, person, today))
    return rules.step_for(commitment.standing, said, commitment.side_of(person))


def form_for(request: SignedInRequest, row: PromiseRow, step: Step) -> ActForm:
    posted = request.POST if request.method == "POST" else None
    return ActForm(posted, row=row, step=step, initial=terms_of(row.commitment) | day_in(request))


def terms_of(commitment: Commitment) -> dict[str, object]:
    """A draft's form shows what it says so far; every other form begins empty."""
    if commitment.state != State.DRAFT:
        return {}
    shown = ("what", "due_on", "done_means", "why", "helpers", "size", "confidence", "important")
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
    if typed := typed_in(request):
        notice = _("%(why)s You had written: “%(typed)s”") % {"why": notice, "typed": typed}
    if request.htmx:
        return shown_row(request, row, notice=notice, status=422)
    return shown_page(request, row, notice=notice, status=422)


def typed_in(request: SignedInRequest) -> str:
    """What the form of an act brought along: nobody loses their words to somebody quicker."""
    posted = (request.POST.get(name, "").strip() for name in ("what", "words"))
    return " ".join(words for words in posted if words)[: WHAT_LENGTH + WORDS_LENGTH]


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
    context = {"row": row, "notice": notice, "answer": answer, "anew_url": anew_url(row)}
    return render(request, "commitments/_swapped.html", context, status=status)


def shown_page(
    request: SignedInRequest, row: PromiseRow, *, notice: str = "", status: int = 200
) -> HttpResponse:
    back, why = back_from(request), why_asked(row)
    apart = {why.step.act} if why else set()  # asked beside them
    buttons = [one for one in row.buttons if one.act not in apart]
    further = [one for one in row.further if one.act not in apart]
    silence = known_silence(row.commitment, request.today, row.elsewhere.off)
    context = {
        "row": row,
        "buttons": carried(buttons, back),
        "further": carried(further, back),
        "back": back,
        "answer": word_for(request, row, [*buttons, *further]),
        "why": why,
        "why_url": back.carried_by(why.url) if why else "",
        "standing": standing_words(row),
        "answer_by": answer_by(row, silence),
        "history": history(row.commitment, request.person, request.today),
        "coming": coming(row, silence),
        "notice": notice,
        "anew_url": anew_url(row),
        "facts": facts(row.commitment),
        "asked": asked(row, request),
        "beside": beside_a_promise(row.commitment, request.person, request.today),
        **linked(row.commitment, request.person, request.today),
    }
    return render(request, "commitments/page.html", context, status=status)


def answer_by(row: PromiseRow, silence: TimeUp | None) -> str:
    """Of somebody who has left no answer is awaited."""
    return day_words(silence.on - DAY, row.today) if silence and not row.other_left else ""


def carried(buttons: list[Button], back: Back) -> list[Button]:
    return [replace(one, url=back.carried_by(one.url)) for one in buttons]


def word_for(request: SignedInRequest, row: PromiseRow, buttons: list[Button]) -> ActForm | None:
    """The fields a one-tap act may bring along; they stand above the buttons."""
    taps = [one.act for one in buttons if one.straight and one.act is not Act.LET_GO]
    if not taps or row.commitment.state == State.DRAFT:
        return None
    meant = (step_meant(row.commitment, request.person, tap, request.today) for tap in taps)
    step, *beside = meant
    return ActForm(row=row, step=step, beside=beside)


def shown_form(request: SignedInRequest, form: ActForm) -> HttpResponse:
    status = 422 if form.errors else 200
    if request.htmx:
        if not form.errors:
            form.focus()
        return shown_row(request, form.row, answer=form, status=status)
    back = back_from(request)
    context = {
        "row": form.row,
        "answer": form,
        "action": back.carried_by(form.url),
        "promise_url": back.carried_by(form.row.url),
    }
    return render(request, "commitments/act.html", context, status=status)
