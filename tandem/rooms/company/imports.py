"""The pages of one import: choose a file, match its columns, see what was found, settle it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from uuid import UUID

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tandem.access.roles import Permission
from tandem.bridge.coming_to import comes_to
from tandem.bridge.editions import Ready, being_counted, ready
from tandem.organisation import intake
from tandem.organisation.http import SignedInRequest, permitted
from tandem.organisation.intake import applying
from tandem.organisation.intake.applying import folder_of
from tandem.organisation.intake.encodings import NAMES
from tandem.organisation.intake.findings import Kind
from tandem.organisation.intake.guessing import FileGuess
from tandem.organisation.intake.mapping import AS_THEY_ARE
from tandem.organisation.intake.naming import SAID
from tandem.organisation.intake.rejected import rejected_files, source_of
from tandem.organisation.intake.report import FIRST_OF_A_KIND, Report
from tandem.organisation.intake.saved import save_mapping
from tandem.organisation.intake.shapes import Shape
from tandem.organisation.intake.undoing import going_along
from tandem.organisation.intake.watched import mark_read, why_unusable
from tandem.organisation.intake.ways import PLACES
from tandem.organisation.models import Duty, Import, ImportState
from tandem.rooms.company import (
    alike,
    doubted,
    duties,
    joined,
    mending,
    mine,
    onward,
    told,
    uploads,
    words_asked,
    worker_types,
)
from tandem.rooms.company.columns import ColumnsForm
from tandem.rooms.company.forms import ApplyForm, FileForm, HeadcountsForm
from tandem.rooms.company.guessed import as_checked, forget_guesses
from tandem.rooms.company.paths_read import path_of

OTHERWISE = {
    "letters": ("file", "letters", ("", AS_THEY_ARE)),
    "names": ("names", "order", SAID),
    "encoding": ("file", "encoding", tuple(NAMES.values())),
    **PLACES,
}
"""What one button of a check turns round: its name, and what is said by it in a mapping."""
COUNTING = "counting-now"  # the part of the page that asks how far the numbers are counted


@require_http_methods(["GET", "POST"])
@permitted(Permission.IMPORT_PEOPLE)
def new_import(request: SignedInRequest) -> HttpResponse:
    sent = request.method == "POST"
    before = chosen_before(request)
    form = FileForm(request.POST, request.FILES, before=before) if sent else FileForm(before=before)
    if form.is_valid():
        said = form.cleaned_data
        files = uploads.Sent([said["file"]], form.headcounts_apart(), said["codes"])
        upload_id = uploads.receive(files, wished(form, files, request))
        return redirect("company:import", upload_id)
    status = 422 if form.errors else 200
    return render(request, "company/new_import.html", {"form": form}, status=status)


def chosen_before(request: SignedInRequest) -> uploads.Wish | None:
    """What was said of the files that are chosen anew, where it is known whose they were."""
    try:
        again = UUID(request.GET.get("again", ""))
    except ValueError:
        return None
    return uploads.chosen_before(again)


def wished(form: FileForm, files: uploads.Sent, request: SignedInRequest) -> uploads.Wish:
    said, saved = form.cleaned_data, form.cleaned_data["saved"]
    shape, mapping = saved.shape if saved else said["shape"], form.said_in_a_file()
    return uploads.Wish(
        files=[uploads.name_of(each) for each in files.files],
        headcounts=[uploads.name_of(each) for each in files.headcounts],
        codes=[uploads.name_of(each) for each in files.codes],
        by=str(request.person.pk),
        at=request.at.isoformat(),
        shape=shape,
        full_roster=said["full_roster"],
        mapping=mapping or (saved.said if saved else {}),
        mapping_name=form.mapping_name() or str(saved or ""),
        matched=bool(saved or mapping),
        corrects=request.GET["again"] if form.before else "",
    )


@require_GET
@permitted(Permission.IMPORT_PEOPLE)
def page(request: SignedInRequest, import_id: UUID) -> HttpResponse:
    """Wherever the file is: being checked, not usable, checked, being applied, done."""
    status = uploads.status_of(import_id, at=request.at)
    context = {"status": status, "import_id": import_id}
    if status and status.is_under_way:
        template = "company/_progress.html" if request.htmx else f"company/{status.state}.html"
        return render(request, template, context)
    counting = being_counted() if request.htmx and request.htmx.target == COUNTING else None
    if counting:
        return render(request, "company/_counting.html", context | {"counting": counting})
    if request.htmx and request.htmx.target != joined.FOLD:
        # What was waited for is there: have the browser load the whole page.
        return HttpResponse(headers={"HX-Refresh": "true"})
    if status and status.state == "unusable":
        return render(request, "company/unusable.html", context)
    import_ = Import.objects.filter(pk=import_id).first()
    if import_ is None and status and status.state == "stopped":
        return render(request, "company/stopped.html", {"status": status})
    if import_ is None and status and status.state == "matching":
        return redirect("company:columns", import_id)
    if import_ is None:
        raise Http404
    return settled(request, import_, status)


def said_of_numbers(request: SignedInRequest) -> dict[str, object]:
    """Whose numbers the person sees, and a form to say that they see to other areas too."""
    if not request.person.may(Permission.SET_UP_COMPANY, request.today):
        return {}
    if request.person.may(Permission.SEE_EVERY_AREA, request.today):
        return {}
    areas = mine.offered_to(request)
    return {"mine": mine.MineForm(offered=areas), "seen": mine.seen_by(request)} if areas else {}


def how_far(import_: Import, found: Ready | None) -> dict[str, object]:
    """counted: the numbers on the pages are of this file. counting: how far they are counted."""
    if found is None:
        return {"counted": False, "counting": None}
    return {
        "counted": found.whole and found.edition.snapshot == str(import_.pk),
        "counting": None if found.whole else found,
    }


def asked_and_told(
    import_: Import, report: Report, wish: uploads.Wish | None, form: ApplyForm
) -> dict[str, object]:
    """The questions of a check, how many there are, what was answered, and what only informs."""
    asked = mending.asked_at(import_, report, wish, FIRST_OF_A_KIND)
    found = told.checked(import_, report, asked, mending.alike_at(asked, report, wish, import_.pk))
    words = words_asked.words_asked(report, wish)
    doubts = doubted.doubted(report) if wish else []
    failing = sum(1 for each in doubts if each.fails)
    questions = len(found.cards) + bool(words.unknown) + form.asks_until + failing
    questions += sum(1 for each in found.in_sight if each.is_open)
    years = alike.years_of(wish) if wish else ""
    return {
        "told": found,
        "words": words,
        "doubts": doubts,
        "asks": bool(words.unknown)
        or any(one.choices for of in asked.values() for one in of)
        or any(card.readings for card in found.cards),
        "questions": questions,
        "left": told.left(questions, report),
        "first_question": first_question(found, words),
        "happens": told.what_happens(report),
        "brings_in": told.brings_in(report),
        "said": mending.said_in_words(wish.amends, report.shape) if wish else [],
        "years": years,
        "outside": worker_types.unread(import_.pk, wish) if wish else [],
        "path": wish and wish.path_read and path_of(report, joined.told_areas(import_.pk, report)),
        "answered": len(wish.amends if wish else []) + bool(years),
    }


def joinable_in(import_: Import, report: Report, wish: uploads.Wish | None) -> Sequence[str]:
    return joined.joinable(import_.pk, report) if wish else []


def first_question(found: told.Checked, words: words_asked.WordsAsked) -> str:
    """Where the page asks first; empty where it asks nothing in a card."""
    if found.cards:
        return f"ask-{found.cards[0].kind}"
    return "ask-reasons" if words.unknown else ""


def settled(
    request: SignedInRequest,
    import_: Import,
    status: uploads.Status | None,
    form: ApplyForm | None = None,
) -> HttpResponse:
    """A file that was checked, and what became of it. form: what was said on applying it."""
    if import_.state == ImportState.DISCARDED:
        return render(request, "company/discarded.html", {"import": import_})
    folder = folder_of(uploads.uploads(), import_.pk)
    if import_.state == ImportState.UNUSABLE:
        why = uploads.Status(
            "unusable", import_.file_name, problems=why_unusable(import_.pk, uploads.uploads())
        )
        return render(request, "company/unusable.html", {"status": why, "import": import_})
    report = Report.read(folder)
    wish = uploads.wish_of(import_.pk)
    form = form or ApplyForm(report=report, today=request.today, told=wish.told if wish else {})
    context = {
        "import": import_,
        "import_id": import_.pk,
        "report": report,
        "refused": status,
        "rejected": rejected_files(folder),
        "wish": wish,
        "has_people": report.shape is not Shape.COUNTS,
        "form": form,
        **asked_and_told(import_, report, wish, form),
    }
    context |= joined.begun_with(request.GET, joinable_in(import_, report, wish))
    if import_.state == ImportState.APPLIED:
        found = ready()
        context |= how_far(import_, found)
        context["comes_to"] = comes_to(
            import_, request.person, found, at=request.at, today=request.today
        )
        context["in_the_way"] = intake.in_the_way(import_)
        context["going_along"] = [
            duties.told(Duty(each.duty), each.person.name, each.area.name)
            for each in going_along(import_)
        ]
        context |= said_of_numbers(request)
        context |= {"reached": onward.reached_by(request), "worth": onward.worth_doing(request)}
    template = "checked" if import_.state == ImportState.CHECKED else import_.state
    status_code = 422 if form.errors else 200
    return render(request, f"company/{template}.html", context, status=status_code)


@require_http_methods(["GET", "POST"])
@permitted(Permission.IMPORT_PEOPLE)
def columns(request: SignedInRequest, import_id: UUID) -> HttpResponse:
    """Which column is which, which sheet, or that each row is a job.

    Saying so checks the files again; nothing is changed by it.
    """
    wish = uploads.wish_of(import_id)
    import_ = Import.objects.filter(pk=import_id).first()
    settled_already = import_ is not None and import_.state != ImportState.CHECKED
    if wish is None or settled_already or not wish.shape:
        raise Http404
    guesses = as_checked(uploads.guesses_of(import_id, wish), asked=not import_ or wish.matched)
    heads = HeadcountsForm(request.POST, request.FILES) if is_without_persons(request) else None
    if heads and heads.is_valid():
        given = heads.cleaned_data["headcounts"]
        wish = wish.as_counts(uploads.keep_files(import_id, uploads.HEADCOUNTS, given))
        forget_guesses(uploads.incoming(import_id))
        return redirect("company:import", look_again(import_id, wish, import_, request))
    if otherwise := read_otherwise(import_id, request, wish, guesses):
        return redirect("company:import", look_again(import_id, otherwise, import_, request))
    form = ColumnsForm(
        request.POST if request.method == "POST" and not heads else None,
        guesses=guesses,
        shape=Shape(wish.shape),
        said=wish.mapping,
        name=wish.mapping_name,
    )
    if form.is_valid():
        return redirect("company:import", match(form, import_id, wish, import_, request))
    status = uploads.status_of(import_id, at=request.at)
    context = {"form": form, "wish": wish, "import_id": import_id, "guesses": guesses}
    problems = status.problems if status and not form.errors else []
    context["heads"] = heads or HeadcountsForm()
    context["problems"] = problems
    context["asks_order"] = any(each.kind == Kind.AMBIGUOUS_DATES for each in problems)
    faulty = form.errors or (heads and heads.errors)
    return render(request, "company/columns.html", context, status=422 if faulty else 200)


def is_without_persons(request: SignedInRequest) -> bool:
    return request.method == "POST" and request.POST.get("shape") == Shape.COUNTS


def read_otherwise(
    import_id: UUID, request: SignedInRequest, wish: uploads.Wish, guesses: Sequence[FileGuess]
) -> uploads.Wish | None:
    """Another sheet, or a job in each row: then its columns are guessed anew; or only letters."""
    if request.POST.get("shape") == Shape.HISTORY:
        return wish.as_jobs()
    if "read" in request.POST:
        return wish.reading(doubted.chosen(import_id, request.POST["read"]))
    for name, (section, key, values) in OTHERWISE.items():
        if request.POST.get(name) in values:
            otherwise = wish.read_as(section, key, request.POST[name])
            if name in PLACES:
                by, at = request.person, request.at
                alike.keep_with_the_mapping(wish, otherwise, by=by, at=at)
            return mending.keep_posted(import_id, wish, otherwise, request)
    if turned := worker_types.turned(import_id, request.POST, wish):
        alike.keep_with_the_mapping(wish, turned, by=request.person, at=request.at)
        return mending.keep_posted(import_id, wish, turned, request)
    every = ("", *guesses[0].sheets)
    leavers, heads = request.POST.getlist("leavers_sheet"), request.POST.get("heads_sheet")
    if wish.sheets and leavers and {*leavers} <= {*every[1:]} and heads in every:
        return uploads.of_other_sheets(import_id, wish, leavers, heads)
    sheet = request.POST.get("sheet")
    return wish.of_sheet(sheet) if sheet in guesses[0].sheets and len(guesses) == 1 else None


def look_again(
    import_id: UUID, wish: uploads.Wish, import_: Import | None, request: SignedInRequest
) -> UUID:
    """At the same files, in place of the check before, where there was one."""
    if import_ is not None:
        return mending.check_again(import_, wish, request)
    return uploads.match_again(import_id, wish)


def match(
    form: ColumnsForm,
    import_id: UUID,
    wish: uploads.Wish,
    import_: Import | None,
    request: SignedInRequest,
) -> UUID:
    """Keep what was said under its name, and check again in place of the check before."""
    said, name = form.said(), form.cleaned_data["save_as"]
    if name:
        save_mapping(
            name=name,
            shape=Shape(wish.shape),
            said=said,
            headings=form.headings,
            by=request.person,
            at=request.at,
        )
    wish = wish.matched_as(said, name, by=request.person, at=request.at)
    return look_again(import_id, wish, import_, request)


@require_POST
@permitted(Permission.IMPORT_PEOPLE)
def apply(request: SignedInRequest, import_id: UUID) -> HttpResponse:
    import_ = get_object_or_404(Import.objects.waiting(), pk=import_id)
    if elsewhere := mending.use_first(request, import_):
        return elsewhere
    report = Report.read(folder_of(uploads.uploads(), import_.pk))
    form = ApplyForm(request.POST, report=report, today=request.today)
    if not form.is_valid():
        return settled(request, import_, uploads.status_of(import_.pk, at=request.at), form)
    said = {name: form.cleaned_data[name] for name in ("as_of", "expect_many")}
    uploads.apply_later(import_, **said, by=request.person, at=request.at)
    return redirect("company:import", import_.pk)


@require_POST
@permitted(Permission.IMPORT_PEOPLE)
def discard(request: SignedInRequest, import_id: UUID) -> HttpResponse:
    import_ = get_object_or_404(Import.objects.waiting(), pk=import_id)
    applying.discard(import_=import_, by=request.person, at=request.at, uploads=uploads.uploads())
    uploads.forget(import_.pk)
    return redirect("company:page")


@require_POST
@permitted(Permission.IMPORT_PEOPLE)
def undo(request: SignedInRequest, import_id: UUID) -> HttpResponse:
    """Take an applied import back as a whole. What stands in the way is listed on its page."""
    import_ = get_object_or_404(Import.objects.applied(), pk=import_id)
    uploads.undo_later(import_, by=request.person, at=request.at)
    return redirect("company:import", import_.pk)


@require_POST
@permitted(Permission.IMPORT_PEOPLE)
def read(request: SignedInRequest, import_id: UUID) -> HttpResponse:
    """What came of a file of the watched folder has been read."""
    import_ = get_object_or_404(Import.objects.filter(watched=True), pk=import_id)
    mark_read(import_=import_, by=request.person, at=request.at)
    return redirect("today:page")


@require_GET
@permitted(Permission.IMPORT_PEOPLE)
def rejected(request: SignedInRequest, import_id: UUID, number: int) -> FileResponse:
    """The rows that were not taken, as they came, with the reason beside each."""
    import_ = get_object_or_404(Import, pk=import_id)
    files = rejected_files(folder_of(uploads.uploads(), import_.pk))
    if not 1 <= number <= len(files):
        raise Http404
    given = Report.read(folder_of(uploads.uploads(), import_.pk)).files
    source = given[source_of(files[number - 1])].name
    name = _("not-taken-%(file)s.csv") % {"file": Path(source).stem}
    return FileResponse(
        files[number - 1].open("rb"), as_attachment=True, filename=name, content_type="text/csv"
    )
