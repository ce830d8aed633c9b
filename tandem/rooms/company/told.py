"""What a check found, in sentences."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tandem.organisation.intake.fields import LABELS, Field
from tandem.organisation.intake.findings import Problem
from tandem.organisation.intake.report import Report
from tandem.organisation.models import Import

FIELDS_NAMED = 3


@dataclass(frozen=True, slots=True)
class Column:
    heading: str
    read_as: str
    values: str


@dataclass(frozen=True, slots=True)
class Group:
    """Problems of one kind: how many, the first few, and the cure where they share it."""

    count: int
    first: list[Problem]

    @property
    def title(self) -> str:
        """The first one in words, and how many there are like it."""
        more = self.count - 1
        if not more:
            return self.first[0].reason
        like = ngettext("And %(count)s more like it.", "And %(count)s more like it.", more)
        return f"{self.first[0].reason} {like % {'count': number_format(more)}}"

    @property
    def rejects(self) -> bool:
        return self.first[0].rejects

    @property
    def cure(self) -> str:
        return self.first[0].cure if self.is_one_cure else ""

    @property
    def is_one_cure(self) -> bool:
        return len({each.cure for each in self.first}) == 1

    @property
    def unseen(self) -> int:
        return self.count - len(self.first)


@dataclass(frozen=True, slots=True)
class Checked:
    title: str
    lede: str
    kicker: str
    changed: str
    columns: list[Column]
    groups: list[Group]


def checked(import_: Import, report: Report) -> Checked:
    return Checked(
        title=title(report),
        lede=lede(report),
        kicker=_("People import · %(file)s · %(rows)s rows")
        % {"file": import_.file_name, "rows": number_format(report.rows)},
        changed=what_changes(report),
        columns=columns(report),
        groups=groups(report),
    )


def groups(report: Report) -> list[Group]:
    """What keeps rows out before what is only noted; within these the most frequent first."""
    found = [
        Group(report.kinds.get(kind, len(first)), first) for kind, first in report.first.items()
    ]
    return sorted(found, key=lambda group: (not group.rejects, -group.count))


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
