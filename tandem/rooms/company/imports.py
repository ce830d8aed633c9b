"""The pages of one import: choose a file, see what was found, apply or throw away."""

from __future__ import annotations

from uuid import UUID

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tandem.access.roles import Permission
from tandem.bridge.numbers import counted_from
from tandem.organisation.http import SignedInRequest, permitted
from tandem.organisation.intake import applying
from tandem.organisation.intake.applying import folder_of
from tandem.organisation.intake.rejected import rejected_files
from tandem.organisation.intake.report import Report
from tandem.organisation.models import Import, ImportState
from tandem.rooms.company import told, uploads
from tandem.rooms.company.forms import FileForm


@require_http_methods(["GET", "POST"])
@permitted(Permission.IMPORT_PEOPLE)
def new_import(request: SignedInRequest) -> HttpResponse:
    sent = request.method == "POST"
    form = FileForm(request.POST, request.FILES) if sent else FileForm()
    if form.is_valid():
        upload_id = uploads.receive(
            form.cleaned_data["file"],
            full_roster=form.cleaned_data["full_roster"],
            dates=form.cleaned_data["dates"],
            by=request.person,
            at=request.at,
        )
        return redirect("company:import", upload_id)
    status = 422 if form.errors else 200
    return render(request, "company/new_import.html", {"form": form}, status=status)


@require_GET
@permitted(Permission.IMPORT_PEOPLE)
def page(request: SignedInRequest, import_id: UUID) -> HttpResponse:
    """Wherever the file is: being checked, not usable, checked, being applied, done."""
    status = uploads.status_of(import_id, at=request.at)
    if status and (status.is_under_way or status.state == "unusable"):
        fragment = request.htmx and status.is_under_way
        template = "company/_progress.html" if fragment else f"company/{status.state}.html"
        context = {"status": status, "import_id": import_id}
        return render(request, template, context)
    import_ = Import.objects.filter(pk=import_id).first()
    if import_ is None and status and status.state == "stopped":
        return render(request, "company/stopped.html", {"status": status})
    if import_ is None:
        raise Http404
    if request.htmx:  # what was waited for is there: have the browser load the whole page
        return HttpResponse(headers={"HX-Refresh": "true"})
    if import_.state == ImportState.DISCARDED:
        return render(request, "company/discarded.html", {"import": import_})
    report = Report.read(folder_of(uploads.uploads(), import_.pk))
    context = {
        "import": import_,
        "report": report,
        "told": told.checked(import_, report),
        "refused": status,
        "rejected": rejected_files(folder_of(uploads.uploads(), import_.pk)),
        "counted": counted_from(import_.pk),
    }
    applied = import_.state == ImportState.APPLIED
    return render(request, "company/applied.html" if applied else "company/checked.html", context)


@require_POST
@permitted(Permission.IMPORT_PEOPLE)
def apply(request: SignedInRequest, import_id: UUID) -> HttpResponse:
    import_ = get_object_or_404(Import.objects.waiting(), pk=import_id)
    expect_many = request.POST.get("expect_many") == "yes"
    uploads.apply_later(import_, expect_many=expect_many, by=request.person, at=request.at)
    return redirect("company:import", import_.pk)


@require_POST
@permitted(Permission.IMPORT_PEOPLE)
def discard(request: SignedInRequest, import_id: UUID) -> HttpResponse:
    import_ = get_object_or_404(Import.objects.waiting(), pk=import_id)
    applying.discard(import_=import_, by=request.person, at=request.at, uploads=uploads.uploads())
    uploads.forget(import_.pk)
    return redirect("company:page")


@require_GET
@permitted(Permission.IMPORT_PEOPLE)
def rejected(request: SignedInRequest, import_id: UUID, number: int) -> FileResponse:
    """The rows that were not taken, as they came, with the reason beside each."""
    import_ = get_object_or_404(Import, pk=import_id)
    files = rejected_files(folder_of(uploads.uploads(), import_.pk))
    if not 1 <= number <= len(files):
        raise Http404
    name = _("not-taken-%(file)s") % {"file": import_.file_name}
    return FileResponse(
        files[number - 1].open("rb"), as_attachment=True, filename=name, content_type="text/csv"
    )
