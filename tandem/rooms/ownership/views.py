"""Who owns what: the map of an area, one row with its history, and what the two say to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tandem.organisation import finding
from tandem.organisation.http import SignedInRequest, signed_in
from tandem.organisation.models import Area, Person, Spell
from tandem.organisation.switches import AREA_PEOPLE, PEOPLE_DATA
from tandem.partnership.models import Pair
from tandem.partnership.refused import NotPossible
from tandem.partnership.vision.reading import quoted
from tandem.partnership.words import day_words
from tandem.rooms.ownership import actions, words
from tandem.rooms.ownership.answers import Answer, Ground, answered
from tandem.rooms.ownership.forms import (
    FORMS,
    AgreeForm,
    DifferForm,
    EditForm,
    ForNowForm,
    ReviewForm,
)
from tandem.rooms.ownership.lines import Line, as_it_began, lines_of, pair_of
from tandem.rooms.ownership.maps import in_force
from tandem.rooms.ownership.models import RowMove, SignedRow
from tandem.rooms.ownership.owners import owners_of
from tandem.rooms.ownership.publishing import shown_at
from tandem.rooms.ownership.rules import Act, State
from tandem.rooms.ownership.searching import LONGEST
from tandem.rooms.ownership.starting_point import Activity, Part, starting_point

AnyForm = EditForm | DifferForm | AgreeForm | ReviewForm
TAKES = {
    Act.AGREE: actions.agree, Act.EDIT: actions.edit,
    Act.DIFFER: actions.differ, Act.REVIEW: actions.look_again,
}  # fmt: skip
ASKED_FIRST = (Act.EDIT, Act.DIFFER)


@require_GET
@signed_in
def page(request: SignedInRequest, area_id: UUID | None = None) -> HttpResponse:
    """The map of this area, without one of the reader's own; `q` are words to be found in it.

    The same box finds people and areas by name, where the company shows them. What can only be
    one of those is opened at once.
    """
    mine = Pair.objects.visible_to(request.person).on(request.today)
    pairs = [*mine.telling_who_left(request.today)]
    own = own_areas(request, pairs)
    area = area_or_404(request, area_id) if area_id else next(iter(own), None)
    ground = Ground.of(area, request.today) if area else None
    typed = request.GET.get("q", "").strip()[:LONGEST]
    found, named = answered(typed, ground, request.person), named_so(request)
    if named is not None and named.any and found.is_a_guess:
        found = Answer(typed)  # who is called so is meant, not a row spelled nearly so
    if named is not None and named.only and found.best is None and not request.htmx:
        return redirect(named.only)
    context: dict[str, object] = {"area": area, "found": found, "named": named}
    if named is not None and not named.any:
        context["sees_nobody"] = not Area.objects.sight_of(request.person, request.today)
    if request.htmx:
        return render(request, "ownership/_answer.html", context)
    context["own"] = [each for each in own if each != area]
    if ground is not None:
        pair = next((each for each in pairs if each.area_id == ground.area.pk), None)
        context |= map_of(request, ground, pair)
        if not typed:  # who asks for something reads its answer
            context["vision"] = quoted(ground.area, request.person, request.today)
    else:
        context["domains"] = starting_point().domains
    return render(request, "ownership/page.html", context)


def named_so(request: SignedInRequest) -> finding.Found | None:
    """People and areas of these names; None where nobody asks or the company shows none."""
    typed = request.GET.get("q", "").strip()[: finding.LONGEST]
    if not typed or not request.has(PEOPLE_DATA):
        return None
    names = request.has(AREA_PEOPLE)
    return finding.find(typed, person=request.person, today=request.today, names=names)


def own_areas(request: SignedInRequest, pairs: Sequence[Pair]) -> list[Area]:
    """Of one's pairs, by name; without any, the one where one works."""
    if pairs:
        return sorted((pair.area for pair in pairs), key=lambda area: area.name)
    spells = Spell.objects.of(request.person).on(request.today)
    spell = spells.select_related("area").first()
    return [spell.area] if spell else []


def area_or_404(request: SignedInRequest, area_id: UUID) -> Area:
    """Any area there is today: who owns what is for everybody to read."""
    return get_object_or_404(Area.objects.on(request.today), pk=area_id)


def map_of(request: SignedInRequest, ground: Ground, pair: Pair | None) -> dict[str, object]:
    lines = lines_of(ground.area, ground.held, request.person, pair, request.today)
    signed = sum(line.state is State.SIGNED for line in lines)
    waiting = [line for line in lines if line.waits]
    differing = sum(line.differs for line in lines)
    return {
        "lines": lines,
        "pair": pair,
        "shown": pair or shown_at(ground.area, request.person, request.today),
        "owners": ground.owners,
        "summary": words.summary(len(waiting), signed, differing),
        "first_waiting": waiting[0] if waiting else None,
        "rest": as_it_began(lines),
        "partner": pair.partner_of(request.person) if pair else None,
    }


@require_POST
@signed_in
def rest(request: SignedInRequest, area_id: UUID) -> HttpResponse:
    """One tap for every row that is as it began."""
    area = area_or_404(request, area_id)
    pair = pair_of(area, request.person, request.today)
    if pair is None:
        raise Http404
    try:
        number = actions.agree_to_the_rest(pair=pair, by=request.person, at=request.at)
    except NotPossible as refused:
        messages.error(request, _(refused.sentence))
        return redirect("ownership:area", area.pk)
    said = ngettext("Agreed to %(n)s row.", "Agreed to %(n)s rows.", number) % {"n": number}
    messages.success(request, said)
    return redirect("ownership:area", area.pk)


def line_or_404(request: SignedInRequest, area_id: UUID, domain: str) -> Line:
    area = area_or_404(request, area_id)
    if domain not in starting_point().by_key:
        raise Http404
    pair = pair_of(area, request.person, request.today)
    held = in_force(area, only=domain)
    return lines_of(area, held, request.person, pair, request.today)[0]


@require_GET
@signed_in
def row(request: SignedInRequest, area_id: UUID, domain: str) -> HttpResponse:
    """With htmx its line of the map alone: that is "never mind" for a form opened there."""
    line = line_or_404(request, area_id, domain)
    return shown_line(request, line) if request.htmx else shown_row(request, line)


@require_http_methods(["GET", "POST"])
@signed_in
def act(request: SignedInRequest, area_id: UUID, domain: str, act: str) -> HttpResponse:
    """GET asks what the act needs, POST takes it. Only for the two; for others it is not there."""
    line, meant = line_or_404(request, area_id, domain), act_meant(act)
    if line.pair is None or (request.method == "GET" and meant not in ASKED_FIRST):
        raise Http404
    form = FORMS[meant](request.POST if request.method == "POST" else None, line=line)
    if meant is Act.EDIT and "move" in request.GET:  # the task goes where it usually is
        form.initial.update(leader=line.moved_back.leader, hr=line.moved_back.hr)
    if not form.is_valid():
        return shown_form(request, form)
    try:
        TAKES[meant](  # type: ignore[operator]  # a form for each
            pair=line.pair, domain=domain, by=request.person, at=request.at, **form.said()
        )
    except NotPossible as refused:
        return not_possible(request, form, refused)
    return taken(request, form)


@require_POST
@signed_in
def for_now(request: SignedInRequest, area_id: UUID, domain: str) -> HttpResponse:
    """ "Intentional for now": asked about again on the day that is given."""
    line, form = line_or_404(request, area_id, domain), ForNowForm(request.POST)
    if line.pair is None:
        raise Http404
    if form.is_valid():
        until = form.cleaned_data["until"]
        try:
            actions.keep_for_now(
                pair=line.pair, domain=domain, until=until, by=request.person, at=request.at
            )
        except NotPossible as refused:
            form.add_error("until", _(refused.sentence))
    if not form.is_valid():
        return shown_row(request, line, lane=form, status=422)
    messages.success(request, _("Noted. You two are asked again on that day."))
    return redirect(line.url)


def act_meant(act: str) -> Act:
    try:
        return Act(act)
    except ValueError:
        raise Http404 from None


def again(request: SignedInRequest, line: Line) -> Line:
    """The same line as it is now."""
    return line_or_404(request, line.area.pk, line.domain.key)


def taken(request: SignedInRequest, form: AnyForm) -> HttpResponse:
    after = again(request, form.line)
    notice = str(form.taken) or agreed_words(after)
    if request.htmx:
        ground = Ground.of(after.area, request.today)  # how far the map has come changes with it
        around = map_of(request, ground, after.pair) | {"swapped": True}
        return shown_line(request, after, notice=notice, around=around)
    messages.success(request, notice)
    return redirect(after.url)


def agreed_words(line: Line) -> str:
    name = {"name": line.partner.called}
    if line.state is State.SIGNED:
        return _("Signed by both of you. Everybody here can read it now.")
    return _("Agreed. It is signed once %(name)s agrees, too.") % name


def not_possible(request: SignedInRequest, form: AnyForm, refused: NotPossible) -> HttpResponse:
    """What became of it meanwhile, and why this cannot be said to it; what was typed stays."""
    if isinstance(form, EditForm | DifferForm):
        form.refuse(refused)
        return shown_form(request, form)
    line, notice = again(request, form.line), _(refused.sentence)
    if request.htmx:
        return shown_line(request, line, notice=notice, status=422)
    return shown_row(request, line, notice=notice, status=422)


def shown_line(
    request: SignedInRequest,
    line: Line,
    *,
    notice: str = "",
    form: AnyForm | None = None,
    around: Mapping[str, object] | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {**(around or {}), "line": line, "notice": notice, "answer": form}
    return render(request, "ownership/_swapped.html", context, status=status)


def shown_form(request: SignedInRequest, form: AnyForm) -> HttpResponse:
    status = 422 if form.errors else 200
    if isinstance(form, AgreeForm | ReviewForm):  # a browser sends what the button holds
        return HttpResponseBadRequest(form.errors.as_text())
    if request.htmx:
        if not form.errors:
            form.focus()
        return shown_line(request, form.line, form=form, status=status)
    context = {"line": form.line, "answer": form}
    return render(request, "ownership/act.html", context, status=status)


@dataclass(frozen=True, slots=True)
class Entry:
    """One move of the two: our sentence about it, and the words it brought."""

    move: RowMove
    on_words: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Shares:
    """One activity in words: who answers, who does, who is asked before and told after."""

    activity: Activity
    answers: str
    does: str
    asked: str
    told: str

    @classmethod
    def of(cls, activity: Activity) -> Shares:
        return cls(activity, *(words.part_words(activity, part) for part in Part))


def history(line: Line, person: Person, request: SignedInRequest) -> list[Entry]:
    if line.row is None:
        return []
    moves = RowMove.objects.visible_to(person).of(line.row).order_by("-number")
    return [
        Entry(move, day_words(move.on, request.today), words.move_words(move)) for move in moves
    ]


def shown_row(
    request: SignedInRequest,
    line: Line,
    *,
    notice: str = "",
    lane: ForNowForm | None = None,
    status: int = 200,
) -> HttpResponse:
    versions = SignedRow.objects.visible_to(request.person)
    context = {
        "line": line,
        "notice": notice,
        "lane": lane or ForNowForm(),
        "owners": owners_of(line.area, request.today),
        "shares": [Shares.of(each) for each in line.domain.activities],
        "rights": [(right, words.clock_words(right)) for right in line.domain.rights],
        "versions": versions.versions_of(line.area, line.domain.key),
        "history": history(line, request.person, request),
    }
    return render(request, "ownership/row.html", context, status=status)
