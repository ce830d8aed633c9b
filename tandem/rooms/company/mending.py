"""Mending a check in the page: its rows answered, answers taken back, who would change and how."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from tandem.access.roles import Permission
from tandem.organisation.digits import in_digits
from tandem.organisation.http import SignedInRequest, permitted
from tandem.organisation.intake import applying
from tandem.organisation.intake.amends import Amend, together
from tandem.organisation.intake.applying import folder_of
from tandem.organisation.intake.findings import Kind
from tandem.organisation.intake.mapping import YEARS
from tandem.organisation.intake.places import OfOneKind, Places, Spot
from tandem.organisation.intake.reasons_said import take_reasons
from tandem.organisation.intake.report import Report
from tandem.organisation.intake.shapes import Shape
from tandem.organisation.intake.staging import Verdict
from tandem.organisation.intake.ways import PLACES
from tandem.organisation.models import Import, ImportState, Meaning
from tandem.rooms.company import alike, answers, joined, told, uploads, words_asked

PER_PAGE = 50
SAID = 100  # answers that are listed
NAMED = re.compile(r"(?:choice|value)-(\d{1,12})-(\d{1,12})")
SHOWN = {"new": Verdict.NEW, "changed": Verdict.CHANGED, "left": Verdict.LEFT}


@require_GET
@permitted(Permission.IMPORT_PEOPLE)
def places(request: SignedInRequest, import_id: UUID, kind: str) -> HttpResponse:
    """Every place of one kind of problem, page by page, each to be answered."""
    import_, wish, report = answerable(import_id)
    count = report.kinds.get(kind, 0)
    if not count or kind not in answers.ANSWERED:
        raise Http404
    lying = Places(folder_of(uploads.uploads(), import_.pk))
    by_value = kind in answers.BY_VALUE
    found = OfOneKind(lying, Kind(kind), lying.values(kind) if by_value else count, by_value)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    known = wish.amends if wish.unused else []
    asked = answers.questions(list(page.object_list), lying, report, known)
    every = alike.of_kinds({kind: asked}, report, lying, wish)[kind]
    context = {"import": import_, "wish": wish, "asked": asked, "page": page, "kind": kind}
    context["alike"] = every
    return render(request, "company/places.html", context)


def answerable(import_id: UUID) -> tuple[Import, uploads.Wish, Report]:
    """A check whose files are still there. What is settled has nothing to be answered."""
    import_ = get_object_or_404(Import.objects.waiting(), pk=import_id)
    wish = uploads.wish_of(import_id)
    if wish is None:
        raise Http404
    return import_, wish, Report.read(folder_of(uploads.uploads(), import_id))


@require_POST
@permitted(Permission.IMPORT_PEOPLE)
def answer(request: SignedInRequest, import_id: UUID) -> HttpResponse:
    """Use what is said about the rows of a check, or keep it for the next page.

    Where something cannot be taken, nothing is: all of it comes back, with the reason beside it.
    """
    import_ = get_object_or_404(Import, pk=import_id)
    if import_.state != ImportState.CHECKED or uploads.wish_of(import_id) is None:
        return redirect("company:import", import_id)  # its page says what became of it
    import_, wish, report = answerable(import_id)
    said = hear(request, import_id, report, wish)
    if said.is_faulty or not (said or wish.unused):
        return sent_back(request, import_, wish, said)
    if following := request.POST.get("then"):
        words_asked.say(said.meanings, request)
        uploads.keep_wish(import_id, replace(with_answers(wish, said, request), unused=True))
        return redirect(next_page(import_id, following))
    return redirect("company:import", use(said, import_, wish, request))


@dataclass(slots=True)
class Heard:
    """All that is said on one page of a check.

    asked: the places that are answered; stale: lines of answers that belong to none of them.
    unknown: something was said for all of a kind that is not offered any more; untyped: an area
    was to be typed for all. ways: how whole files are to be read, by the names of `intake.ways`.
    """

    asked: list[answers.Question]
    stale: list[str]
    amends: list[Amend]
    years: int | None
    unknown: bool
    untyped: bool
    meanings: dict[str, Meaning]
    ways: dict[str, str]

    @property
    def is_faulty(self) -> bool:
        unused = bool(self.stale) or self.unknown or self.untyped
        return unused or any(each.error for each in self.asked)

    @property
    def is_of_words_alone(self) -> bool:
        return not self.amends and self.years is None and not self.ways

    def __bool__(self) -> bool:
        return bool(self.meanings) or not self.is_of_words_alone


def hear(request: SignedInRequest, import_id: UUID, report: Report, wish: uploads.Wish) -> Heard:
    posted = request.POST.dict()
    asked, stale = posted_to(request, import_id, report)
    said = [each for one in asked for each in answers.hear(one, posted)]
    of_kinds = alike.hear(posted, report, Places(folder_of(uploads.uploads(), import_id)))
    # A row answered by itself is answered: what is said of all like it comes first, and gives way.
    areas, of_counts = joined.joinable(import_id, report), report.shape is Shape.COUNTS
    joins = joined.hear(request.POST, areas, of_counts=of_counts)
    said = joined.beside(joins, [*of_kinds.amends, *said])
    meanings = words_asked.hear(posted, report, wish)
    years, unknown, untyped = of_kinds.years, of_kinds.unknown, of_kinds.untyped
    return Heard(asked, stale, said, years, unknown, untyped, meanings, ways_said(posted))


def ways_said(posted: Mapping[str, str]) -> dict[str, str]:
    said = {name: posted.get(f"way-{name}", "") for name in PLACES}
    return {name: way for name, way in said.items() if way in PLACES[name][2]}


def sent_back(
    request: SignedInRequest, import_: Import, wish: uploads.Wish, said: Heard
) -> HttpResponse:
    """All that was answered, with the reason beside what cannot be taken."""
    context = {"import": import_, "wish": wish, "stale": said.stale, "back": True}
    context |= {"none": not said.is_faulty, "unknown": said.unknown, "meanings": said.meanings}
    context["ways"] = said.ways
    if said.untyped:
        report = Report.read(folder_of(uploads.uploads(), import_.pk))
        context["untyped"] = context["alike"] = alike_at(
            asked_at(import_, report, wish, 1), report, wish, import_.pk
        )[Kind.MISSING_DEPARTMENT]
    chosen = [each for each in said.asked if each.chosen or each.error]
    context["asked"] = chosen or said.asked[:PER_PAGE]
    return render(request, "company/places.html", context, status=422)


def use(said: Heard, import_: Import, wish: uploads.Wish, request: SignedInRequest) -> UUID:
    """Returns the id of the check that knows it: the same one, where no row is read otherwise."""
    words_asked.say(said.meanings, request)
    folder = folder_of(uploads.uploads(), import_.pk)
    in_place = said.is_of_words_alone and not wish.unused
    if in_place and take_reasons(folder, said.meanings):
        return import_.pk
    return check_again(import_, with_answers(wish, said, request), request)


def with_answers(wish: uploads.Wish, said: Heard, request: SignedInRequest) -> uploads.Wish:
    posted = request.POST
    told = {name: posted[name] for name in ("until", "as_of") if posted.get(name)}
    wish = replace(wish, amends=together(wish.amends, *said.amends), told=told or wish.told)
    before = wish
    for name, way in said.ways.items():
        section, key, _words = PLACES[name]
        wish = wish.read_as(section, key, way)
    wish = wish if said.years is None else alike.with_years(wish, said.years)
    if wish.mapping != before.mapping:
        alike.keep_with_the_mapping(before, wish, by=request.person, at=request.at)
    return wish


def keep_posted(
    import_id: UUID, before: uploads.Wish, after: uploads.Wish, request: SignedInRequest
) -> uploads.Wish:
    """What was answered beside a button that reads the whole file otherwise is not lost.

    before: the wish that the page asked by. What cannot be taken is asked again.
    """
    try:
        report = Report.read(folder_of(uploads.uploads(), import_id))
    except FileNotFoundError:
        return after
    said = hear(request, import_id, report, before)
    words_asked.say(said.meanings, request)
    return with_answers(after, said, request)


def use_first(request: SignedInRequest, import_: Import) -> HttpResponse | None:
    """What is answered beside “Apply” is used before: None where that needs no other check."""
    wish = uploads.wish_of(import_.pk)
    if wish is None:
        return None
    report = Report.read(folder_of(uploads.uploads(), import_.pk))
    said = hear(request, import_.pk, report, wish)
    if request.POST.get("leave_open"):  # nothing is said of areas then, whatever was proposed
        said.amends = [one for one in said.amends if one.adds_up or not one.is_of_an_area]
    if said.is_faulty:
        return sent_back(request, import_, wish, said)
    checked = use(said, import_, wish, request) if said else import_.pk
    return None if checked == import_.pk else redirect("company:import", checked)


def posted_to(
    request: SignedInRequest, import_id: UUID, report: Report
) -> tuple[list[answers.Question], list[str]]:
    """The places that are answered, and the lines of answers that belong to none of them."""
    matches = [found for name in request.POST if (found := NAMED.fullmatch(name))]
    posted = dict.fromkeys((int(each[1]), int(each[2])) for each in matches)
    lying = Places(folder_of(uploads.uploads(), import_id))
    spots = lying.at({seq for seq, _line in posted})
    there = [spots[seq] for seq, line in posted if is_at(spots.get(seq), line)]
    asked = [each for each in answers.questions(there, lying, report, []) if each.choices]
    known = {each.name for each in asked}
    others = {f"{seq}-{line}": number_format(line) for seq, line in posted}
    return asked, [
        line for name, line in others.items() if name not in known and is_said(request, name)
    ]


def is_at(spot: Spot | None, line: int) -> bool:
    return spot is not None and spot.problem.line == line


def is_said(request: SignedInRequest, name: str) -> bool:
    return bool(request.POST.get(f"choice-{name}") or request.POST.get(f"value-{name}"))


def next_page(import_id: UUID, following: str) -> str:
    """following: a kind of problem and the number of its page."""
    kind, _dash, number = following.partition(" ")
    if kind not in answers.ANSWERED or in_digits(number) is None:
        return reverse("company:import", args=[import_id])
    return f"{reverse('company:places', args=[import_id, kind])}?page={number}"


def check_again(import_: Import, wish: uploads.Wish, request: SignedInRequest) -> UUID:
    """The same files once more, in place of the check before."""
    applying.discard(import_=import_, by=request.person, at=request.at, uploads=uploads.uploads())
    wish = replace(wish, by=str(request.person.pk), at=request.at.isoformat(), unused=False)
    return uploads.match_again(import_.pk, wish)


@require_POST
@permitted(Permission.IMPORT_PEOPLE)
def take_back(request: SignedInRequest, import_id: UUID) -> HttpResponse:
    """Check again without some of the answers, or without any."""
    import_, wish, _report = answerable(import_id)
    every, chosen = request.POST.get("all") == "yes", request.POST.getlist("back")
    gone = {in_digits(at) for at in chosen}
    left = [each for at, each in enumerate(wish.amends) if not every and at not in gone]
    years_too = bool(alike.years_of(wish)) and (every or YEARS in chosen)
    if len(left) == len(wish.amends) and not years_too:
        return redirect("company:import", import_id)
    before, wish = wish, replace(wish, amends=left)
    if years_too:
        wish = alike.with_years(wish, None)
        alike.keep_with_the_mapping(before, wish, by=request.person, at=request.at)
    return redirect("company:import", check_again(import_, wish, request))


@require_GET
@permitted(Permission.IMPORT_PEOPLE)
def differences(request: SignedInRequest, import_id: UUID, which: str) -> HttpResponse:
    """The first people who are new, changed or gone: each with before and after."""
    import_ = get_object_or_404(Import, pk=import_id)
    try:
        report = Report.read(folder_of(uploads.uploads(), import_.pk))
    except FileNotFoundError:
        raise Http404 from None
    if which not in SHOWN or not report.examples.get(SHOWN[which]):
        raise Http404
    context = {"import": import_, "which": which, "told": told.differences(report, which)}
    return render(request, "company/differences.html", context)


def asked_at(
    import_: Import, report: Report, wish: uploads.Wish | None, most: int
) -> dict[str, list[answers.Question]]:
    """What the page of a check asks: nothing where the files are no longer there."""
    if wish is None or import_.state != ImportState.CHECKED:
        return {}
    known = wish.amends if wish.unused else []
    places = Places(folder_of(uploads.uploads(), import_.pk))
    return answers.first_of_each_kind(report, places, known, most)


def alike_at(
    asked: dict[str, list[answers.Question]], report: Report, wish: uploads.Wish | None, of: UUID
) -> dict[str, alike.Alike]:
    """What can be said of a whole kind at once, on the page of a check."""
    if wish is None or not asked:
        return {}
    return alike.of_kinds(asked, report, Places(folder_of(uploads.uploads(), of)), wish)


def said_in_words(amends: Sequence[Amend], shape: Shape) -> list[tuple[str, str, str, str]]:
    """Of the first: where, column, what stands there, and what is said instead."""
    return [
        (place_in_words(each), each.heading or "", each.said or "", value_in_words(each, shape))
        for each in amends[:SAID]
    ]


def place_in_words(amend: Amend) -> str:
    if amend.adds_up:
        return _("Headcounts that stand again")
    if amend.is_of_an_area:
        return _("The area")
    if amend.line is None:
        return _("Every row that says so")
    return _("Line %(line)s") % {"line": number_format(amend.line)}


def value_in_words(amend: Amend, shape: Shape) -> str:
    if amend.value is None:
        return _("left out")
    if amend.adds_up:
        return _("added up")
    if amend.is_of_an_area and shape != Shape.COUNTS:
        return amend.value or _("an area of its own")
    if amend.is_of_an_area and amend.value in ("", amend.said):
        return _("an area like the others") if amend.value else _("it has no headcounts")
    return amend.value or _("nothing")
