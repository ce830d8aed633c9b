"""What a check found, in sentences."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tandem.organisation.intake.fields import LABELS, Field
from tandem.organisation.intake.report import Report
from tandem.organisation.models import Import

FIELDS_NAMED = 3


@dataclass(frozen=True, slots=True)
class Column:
    heading: str
    read_as: str
    values: str


@dataclass(frozen=True, slots=True)
class Checked:
    title: str
    lede: str
    kicker: str
    changed: str
    columns: list[Column]
    more_problems: int


def checked(import_: Import, report: Report) -> Checked:
    return Checked(
        title=title(report),
        lede=lede(report),
        kicker=_("People import · %(file)s · %(rows)s rows")
        % {"file": import_.file_name, "rows": number_format(report.rows)},
        changed=what_changes(report),
        columns=columns(report),
        more_problems=max(0, sum(report.kinds.values()) - len(report.problems)),
    )


def title(report: Report) -> str:
    ready = _("%(count)s are ready.") % {"count": number_format(report.accepted)}
    if not report.rejected:
        return ngettext("%(count)s row, and it is ready.", "All %(count)s rows are ready.",
                        report.rows) % {"count": number_format(report.rows)}  # fmt: skip
    left_out = ngettext(
        "%(count)s row needs a word from you.",
        "%(count)s rows need a word from you.",
        report.rejected,
    ) % {"count": number_format(report.rejected)}
    return f"{left_out} {ready}"


def lede(report: Report) -> str:
    if report.changes_nothing:
        return _("This was a dry run. Everything in this file is in Tandem already.")
    return _("This was a dry run. Nothing has changed yet.")


def what_changes(report: Report) -> str:
    """The fields that change for most people, in words."""
    most = sorted(report.fields.items(), key=lambda item: -item[1])[:FIELDS_NAMED]
    parts = [
        _("%(field)s (%(count)s)") % {"count": number_format(count), "field": field_name(name)}
        for name, count in most
    ]
    return capfirst(", ".join(parts)) + "." if parts else ""


def field_name(name: str) -> str:
    try:
        return str(LABELS[Field(name)])
    except (ValueError, KeyError):
        return name.replace("_", " ")


def columns(report: Report) -> list[Column]:
    return [
        Column(
            heading=each.heading,
            read_as=field_name(each.field) if each.field else "",
            values=", ".join(value for value in each.values[:2] if value),
        )
        for file in report.files
        for each in file.columns
    ]
