"""Forms of the company room. Field names are the arguments of the actions they feed."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tandem.organisation.intake.findings import FileUnusable, Kind
from tandem.organisation.intake.mapping import mapping_from, sections_of
from tandem.organisation.intake.report import Report
from tandem.organisation.intake.shapes import Shape
from tandem.organisation.models import Import, SavedMapping
from tandem.organisation.models.grounds import LONGEST
from tandem.rooms.company.wishes import Wish

ANOTHER = "another"  # day than those that are offered


class PairForm(forms.Form):
    """Two people and an area; who is known already is found by the address."""

    area = forms.CharField(
        label=_("Area"),
        max_length=200,
        help_text=_("What the leader leads, such as Operations. A new name makes a new area."),
    )
    leader_name = forms.CharField(label=_("Who leads it"), max_length=200)
    leader_email = forms.EmailField(label=_("The leader’s e-mail address"))
    hr_name = forms.CharField(label=_("Who is HR partner"), max_length=200)
    hr_email = forms.EmailField(label=_("The HR partner’s e-mail address"))
    why = forms.CharField(
        label=_("Why these two?"),
        help_text=_("The two read it on their page, with your name."),
        max_length=LONGEST,
        required=False,
    )

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        addresses = [self.cleaned_data.get(name) for name in ("leader_email", "hr_email")]
        if addresses[0] and addresses[0].lower() == (addresses[1] or "").lower():
            self.add_error("hr_email", _("A pair is two people: this is the leader’s address."))
        return cleaned


class InviteForm(forms.Form):
    email = forms.EmailField(label=_("E-mail address to sign in with"))


class Files(forms.FileInput):
    """One file or several."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """The files of one input, as a list; none where nothing was chosen."""

    def clean(self, data: object, initial: object = None) -> list[Any]:
        given = data if isinstance(data, list | tuple) else [data]
        files = [super(FilesField, self).clean(each, initial) for each in given if each]
        names = [each.name for each in files]
        if len(set(names)) < len(names):
            raise forms.ValidationError(_("Two of the files have one name. Rename one of them."))
        return files


class FileForm(forms.Form):
    """The file, and what only somebody who knows it can say. All but the file may be left."""

    file = forms.FileField(
        label=_("File"),
        help_text=_(
            "CSV, Excel or Parquet. At least employee id, department and hire date; of leavers "
            "beside headcounts, department and last day."
        ),
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,.xlsx,.xlsm,.parquet,.gz"}),
        allow_empty_file=True,  # the check says what is wrong with an empty one, and the cure
    )
    shape = forms.ChoiceField(
        label=_("One row is"),
        choices=[
            ("", _("as the file shows")),
            (Shape.PERSON.value, _("a person: where they work now, or worked last")),
            (Shape.HISTORY.value, _("a job: each with its first and last day")),
            (Shape.COUNTS.value, _("somebody who left, or a count: read without names")),
        ],
        initial="",
        required=False,
    )
    full_roster = forms.BooleanField(
        label=_("This file holds everybody who works here"),
        help_text=_("From the second file on: somebody who is missing from it has left."),
        required=False,
    )
    saved: forms.ModelChoiceField[SavedMapping] = forms.ModelChoiceField(
        label=_("Read the columns as"),
        queryset=SavedMapping.objects.all(),
        empty_label=_("Its headings say"),
        required=False,
    )
    mapping = forms.FileField(
        label=_("A mapping file"),
        help_text=_("TOML, if somebody wrote one. It goes before the headings."),
        widget=forms.FileInput(attrs={"accept": ".toml"}),
        required=False,
    )
    headcounts = FilesField(
        label=_("Headcounts by area and month"),
        help_text=_(
            "Only beside a list of leavers, and only where they are in another file: a second "
            "sheet of the same workbook is found."
        ),
        widget=Files(attrs={"accept": ".csv,.tsv,.txt,.xlsx,.parquet"}),
        required=False,
    )
    codes = FilesField(
        label=_("Tables of codes"),
        help_text=_(
            "Where areas or reasons are codes: a table with the code first and its words second."
        ),
        widget=Files(attrs={"accept": ".csv,.tsv,.txt"}),
        required=False,
    )

    def __init__(self, *args: Any, before: Wish | None = None, **kwargs: Any) -> None:  # noqa: ANN401 - Django's signature
        """before: what was said of the files of before, whose place these take."""
        super().__init__(*args, **kwargs)
        self.before = before
        if before is not None:
            saved = SavedMapping.objects.filter(name=before.mapping_name).first()
            self.initial = {
                "shape": before.shape,
                "full_roster": before.full_roster,
                "saved": saved if saved and saved.said == before.mapping else None,
            }
        if self.mapping_of_before:
            saved_as = self.fields["saved"]
            assert isinstance(saved_as, forms.ModelChoiceField)
            saved_as.empty_label = gettext("As before")

    @property
    def mapping_of_before(self) -> str:
        """Its name, where it goes on being used unless something else is chosen."""
        if self.before is None or not self.before.mapping or self.initial["saved"]:
            return ""
        return self.before.mapping_name or str(_("what you said of the columns"))

    def said_in_a_file(self) -> dict[str, Any]:
        """The sections of the mapping file given now, or of the one given before."""
        said: dict[str, Any] = self.cleaned_data["mapping"]
        if not said and self.mapping_of_before and not self.cleaned_data["saved"] and self.before:
            return dict(self.before.mapping)
        return said

    def headcounts_apart(self) -> list[Any]:
        """Without the workbook itself, chosen a second time for its other sheet."""
        file, given = self.cleaned_data["file"], self.cleaned_data["headcounts"]
        return [each for each in given if (each.name, each.size) != (file.name, file.size)]

    def clean_mapping(self) -> dict[str, Any]:
        """The sections of the file; what cannot be used is said here, beside it."""
        file = self.cleaned_data["mapping"]
        if file is None:
            return {}
        try:
            said = sections_of(file.read(), file.name)
            mapping_from(said, file.name)
        except FileUnusable as unusable:
            raise forms.ValidationError(
                [f"{each.reason} {each.cure}" for each in unusable.problems]
            ) from unusable
        return said

    def mapping_name(self) -> str:
        file = self.files.get("mapping")
        if file is None and self.before and self.said_in_a_file():
            return self.before.mapping_name
        return (file.name if file else None) or ""

    @property
    def more_is_used(self) -> bool:
        """Whether the fields that are folded away say something, now or for the files before."""
        before = self.before
        used = before and (before.codes or before.mapping)
        return bool(self.errors or used)

    def main(self) -> list[forms.BoundField]:
        """Of a first file nobody can be missing, so nothing is asked of it."""
        first = not Import.objects.applied().exists() and not self["full_roster"].value()
        later = [] if first else [self["full_roster"]]
        return [self["file"], self["headcounts"], *later]

    def more(self) -> list[forms.BoundField]:
        """What hardly anybody has to say: what a row is, the file shows."""
        return [self["shape"], self["saved"], self["mapping"], self["codes"]]


class HeadcountsForm(forms.Form):
    """Beside a file that turns out to be a list without persons."""

    headcounts = FilesField(
        label=_("Headcounts by area and month"),
        help_text=_("Without them there is no rate."),
        widget=Files(attrs={"accept": ".csv,.tsv,.txt,.xlsx,.parquet"}),
        required=False,
    )


class ApplyForm(forms.Form):
    """What somebody says of a checked file before it goes in."""

    as_of = forms.DateField(
        label=_("The last day this file tells of"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        required=False,
        error_messages={"invalid": _("Write the day as year, month and day: 2026-09-30.")},
    )
    until = forms.ChoiceField(
        label=_("Up to which day does this file tell?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Say up to which day the file tells.")},
    )
    # Not required in the browser: whoever answers and then applies needs to tick neither.
    leave_out = forms.BooleanField(required=False)
    leave_open = forms.BooleanField(label=_("Yes, apply without these answers"), required=False)
    expect_many = forms.BooleanField(label=_("Yes, this many are meant"), required=False)

    def __init__(
        self,
        *args: Any,  # noqa: ANN401 - Django's signature
        report: Report,
        today: date,
        told: Mapping[str, str] | None = None,
        **kwargs: Any,  # noqa: ANN401 - Django's signature
    ) -> None:
        """told: the day, as it was said beside answers that had to be used first."""
        self.today, self.report = today, report
        until_day = report.told_until(today)
        super().__init__(*args, **kwargs)
        self.asks_until = report.ends_long_ago(today)
        self.fields["as_of"].initial = until_day
        self.fields["until"].required = self.asks_until and not self.data.get("as_of")
        if self.asks_until:
            until = self.fields["until"]
            assert isinstance(until, forms.ChoiceField)
            until.choices = until_choices(report, today)
            self.fields["as_of"].initial = None
            self.fields["as_of"].label = _("Another day")
        self.fields["leave_out"].label = _("Yes, leave out %(count)s of %(rows)s rows") % {
            "count": number_format(report.unanswered),
            "rows": number_format(report.rows),
        }
        if report.shape is not Shape.COUNTS:
            self.fields["leave_open"].label = _("Yes, they are two areas")
        if report.shape is Shape.COUNTS:
            self.fields["expect_many"].label = _("Yes, the file is whole, and fewer left")
        if any(each.kind in (Kind.OLDER_THAN_KNOWN, Kind.FAR_LEAVER) for each in report.asks):
            self.fields["expect_many"].label = _("Yes, this is meant")
        self.fields["as_of"].help_text = why_this_day(report, until_day, today)
        for name, said in (told or {}).items():
            self.fields[name].initial = said

    def clean(self) -> dict[str, Any]:
        """as_of: as it was chosen, or typed."""
        cleaned = super().clean() or {}
        until = cleaned.get("until")
        if until and until != ANOTHER:
            cleaned["as_of"] = date.fromisoformat(until)
        elif until and not cleaned.get("as_of") and "as_of" not in self.errors:
            self.add_error("as_of", _("Write the day as year, month and day: 2026-09-30."))
        if self.report.leaves_out_many and not cleaned.get("leave_out"):
            words = _("Say that these rows may stay out, or answer or mend them first.")
            self.add_error("leave_out", words)
        if self.report.asks_second_jobs:
            self.add_error(None, gettext("Say first what becomes of second jobs."))
        if self.report.asks_reason_rows:
            self.add_error(None, gettext("Say first what rows with a leave reason mean."))
        is_open = self.report.open_names or self.report.open_headcounts
        if is_open and not cleaned.get("leave_open"):
            self.add_error("leave_open", self.open_in_words())
        return cleaned

    def open_in_words(self) -> str:
        if not self.report.open_names:
            return gettext("Say whether they count the same people, or that they may stay out.")
        if self.report.shape is Shape.COUNTS:
            return gettext("Say which area each is, or that their rates may stay unknown.")
        return gettext("Say of each whether it is one area, or that all of them are two.")

    def clean_as_of(self) -> date | None:
        day: date | None = self.cleaned_data["as_of"]
        if day is not None and day > self.today:
            raise forms.ValidationError(
                _("This day has not come yet. Say the last day that the file tells of.")
            )
        return day


def why_this_day(report: Report, until: date, today: date) -> str:
    """What the day that is proposed rests on, and which month is then the last one."""
    after = until + timedelta(days=1)
    counted = after.replace(day=1) - timedelta(days=1)
    words = gettext(
        "The last month that counts is then %(month)s. Whose last day is the last of a month is "
        "never in its headcount."
    )
    last = words % {"month": date_format(counted, "F Y")}
    if report.as_of_words:
        return gettext("“%(words)s” says so.") % {"words": report.as_of_words} + f" {last}"
    if not (report.latest and until < today):
        return last
    words = gettext("The latest date in it is %(day)s.") % {"day": day_in_words(report.latest)}
    return f"{words} {last}"


def until_choices(report: Report, today: date) -> list[tuple[str, str]]:
    told = report.told_until(today)
    said = {
        "told": date_format(told, "j M Y"),
        "latest": day_in_words(report.latest),
        "today": date_format(today, "j M Y"),
    }
    ends = gettext("Up to %(told)s: the latest date in it is %(latest)s")
    quiet = gettext("Up to today, %(today)s: nobody came or left after %(latest)s")
    return [
        (told.isoformat(), ends % said),
        (today.isoformat(), quiet % said),
        (ANOTHER, gettext("Up to another day")),
    ]


def day_in_words(day: str) -> str:
    return date_format(date.fromisoformat(day), "j M Y")
