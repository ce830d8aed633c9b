"""A file of duties in the browser: checked at once, applied as a whole, the rest given back.

Between the check and the applying only the file itself lies under the uploads. What it would
change is worked out anew each time, so the page never shows what no longer holds.
"""

from __future__ import annotations

import io
import json
import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tandem.access.roles import Permission
from tandem.organisation.http import SignedInRequest, permitted
from tandem.organisation.intake.duty_file import DutyFile, read_duties, write_refused
from tandem.organisation.intake.duty_plan import ChangedMeanwhile, Plan, apply_plan, plan
from tandem.organisation.intake.findings import FileUnusable
from tandem.organisation.intake.reading import Incoming
from tandem.rooms.company.picking import WhyForm

SHOWN = 100
KEPT = timedelta(days=7)
NAME_LENGTH = 200
LARGEST = 20_000_000  # bytes: it is read while somebody waits, and held in memory


class DutyFileForm(WhyForm):
    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy(
            "CSV, one row per area: area, leader, HR partner, since. An area by its name or path, "
            "a person by employee id or e-mail address."
        ),
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv,text/plain"}),
        allow_empty_file=True,  # the check says what is wrong with an empty one, and the cure
    )
    field_order = ["file", "why"]

    def clean_file(self) -> UploadedFile[bytes]:
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if (file.size or 0) > LARGEST:
            words = _("This file is larger than %(size)s MB. Take only the areas that change.")
            raise forms.ValidationError(words % {"size": LARGEST // 1_000_000})
        return file


@dataclass(frozen=True, slots=True)
class Waiting:
    """A file that lies here and was not applied yet."""

    folder: Path
    name: str
    why: str

    @contextmanager
    def opened(self) -> Iterator[DutyFile]:
        """Raises FileUnusable. The reader works on a copy of its own, gone afterwards."""
        with TemporaryDirectory(dir=self.folder) as apart:
            yield read_duties(Incoming(self.name, self.folder / "file"), Path(apart) / "copy")


@require_http_methods(["GET", "POST"])
@permitted(Permission.SET_UP_COMPANY)
def new(request: SignedInRequest) -> HttpResponse:
    sent = request.method == "POST"
    form = DutyFileForm(request.POST, request.FILES) if sent else DutyFileForm()
    if form.is_valid():
        sweep(request.at)
        upload_id = keep(form.cleaned_data["file"], form.cleaned_data["why"])
        return redirect("company:duties_checked", upload_id)
    status = 422 if form.errors else 200
    return render(request, "company/duties_file.html", {"form": form}, status=status)


def folder_of(upload_id: UUID) -> Path:
    return Path(settings.SITE.home) / "uploads" / f"{upload_id}.duties"


def keep(file: UploadedFile[bytes], why: str) -> UUID:
    upload_id = uuid.uuid4()
    folder = folder_of(upload_id)
    folder.mkdir(mode=0o700)
    with (folder / "file").open("wb") as kept:
        for chunk in file.chunks():
            kept.write(chunk)
    said = {"name": Path(file.name or "duties.csv").name[:NAME_LENGTH], "why": why}
    (folder / "said.json").write_text(json.dumps(said), encoding="utf-8")
    return upload_id


def sweep(at: datetime) -> None:
    """Files that nobody applied or threw away for a week go."""
    for folder in (Path(settings.SITE.home) / "uploads").glob("*.duties"):
        if folder.stat().st_mtime < (at - KEPT).timestamp():
            shutil.rmtree(folder, ignore_errors=True)


def waiting_or_404(upload_id: UUID) -> Waiting:
    folder = folder_of(upload_id)
    try:
        said = json.loads((folder / "said.json").read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise Http404 from error
    return Waiting(folder, said["name"], said["why"])


@require_GET
@permitted(Permission.SET_UP_COMPANY)
def checked(request: SignedInRequest, upload_id: UUID) -> HttpResponse:
    waiting = waiting_or_404(upload_id)
    return show(request, upload_id, waiting)


def show(
    request: SignedInRequest, upload_id: UUID, waiting: Waiting, refused: str = ""
) -> HttpResponse:
    context: dict[str, object] = {"name": waiting.name, "why": waiting.why, "id": upload_id}
    try:
        with waiting.opened() as file:
            found = plan(file, request.today)
    except FileUnusable as unusable:
        context |= {"problems": unusable.problems}
        return render(request, "company/duties_unusable.html", context)
    context |= {
        "plan": found,
        "changes": found.changes[:SHOWN],
        "more": len(found.changes[SHOWN:]),
        "problems": found.problems[:SHOWN],
        "more_problems": len(found.problems[SHOWN:]),
        "refused": refused,
    }
    status = 409 if refused else 200
    return render(request, "company/duties_checked.html", context, status=status)


@require_POST
@permitted(Permission.SET_UP_COMPANY)
def apply(request: SignedInRequest, upload_id: UUID) -> HttpResponse:
    """What the page showed, or nothing and the page as it is now."""
    waiting = waiting_or_404(upload_id)
    try:
        with waiting.opened() as file:
            mark = request.POST.get("mark", "")
            done = apply_plan(file, mark=mark, why=waiting.why, by=request.person, at=request.at)
    except FileUnusable:
        return show(request, upload_id, waiting)
    except ChangedMeanwhile:
        words = _("The company has changed since you looked. Nothing was applied: look again.")
        return show(request, upload_id, waiting, refused=words)
    messages.success(request, told(done))
    if done.rejected:  # their file is still to be had there
        return redirect("company:duties_checked", upload_id)
    shutil.rmtree(waiting.folder, ignore_errors=True)
    return redirect("company:page")


def told(done: Plan) -> str:
    number = len(done.changes)
    said = ngettext("%(n)s duty was set.", "%(n)s duties were set.", number) % {"n": number}
    if not done.rejected:
        return said
    left = ngettext("%(n)s row was not taken.", "%(n)s rows were not taken.", done.rejected)
    return f"{said} {left % {'n': done.rejected}}"


@require_POST
@permitted(Permission.SET_UP_COMPANY)
def discard(request: SignedInRequest, upload_id: UUID) -> HttpResponse:
    shutil.rmtree(waiting_or_404(upload_id).folder, ignore_errors=True)
    return redirect("company:page")


@require_GET
@permitted(Permission.SET_UP_COMPANY)
def rejected(request: SignedInRequest, upload_id: UUID) -> HttpResponse:
    """The rows that are not taken, as they came, with the reason beside each."""
    waiting = waiting_or_404(upload_id)
    out = io.StringIO(newline="")
    try:
        with waiting.opened() as file:
            found = plan(file, request.today)
            if not found.rejected:
                raise Http404
            write_refused(file, found.by_line, out)
    except FileUnusable as unusable:
        raise Http404 from unusable
    answer = HttpResponse(out.getvalue().encode("utf-8-sig"), content_type="text/csv")
    name = _("not-taken-%(file)s") % {"file": waiting.name}
    answer.headers["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return answer
