"""Columns of a check that are perhaps read wrongly: said first, with the other readings to tap."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.http import Http404
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from tandem.organisation.intake.applying import folder_of
from tandem.organisation.intake.mapping import IGNORED
from tandem.organisation.intake.report import Doubt, Report
from tandem.rooms.company import uploads
from tandem.rooms.company.columns import label_of


@dataclass(frozen=True, slots=True)
class Doubted:
    """fails: rows cannot be read by it; else its values were heard.

    ways: what to post for each other reading, and its words.
    """

    title: str
    fails: bool
    ways: list[tuple[str, str]]


def doubted(report: Report) -> list[Doubted]:
    return [
        Doubted(title(each, report), bool(each.count), list(ways(at, each, report)))
        for at, each in enumerate(report.doubts)
    ]


def title(doubt: Doubt, report: Report) -> str:
    read_as = label_of(doubt.field, report.shape)
    facts = {"column": doubt.column, "field": read_as}
    if not doubt.count:
        return _("“%(column)s” is read as “%(field)s”, by its values.") % facts
    words = _(
        "%(count)s of %(rows)s rows can not be read, all because of column “%(column)s” read as "
        "“%(field)s”. Perhaps it is something else?"
    )
    counts = {"count": number_format(doubt.count), "rows": number_format(doubt.rows)}
    return words % {**facts, **counts}


def ways(at: int, doubt: Doubt, report: Report) -> Iterator[tuple[str, str]]:
    for number, other in enumerate(doubt.others):
        yield f"{at}-{number}", in_words(doubt, other, report)


def in_words(doubt: Doubt, other: Mapping[str, str], report: Report) -> str:
    """Of another reading, on a button."""
    (heading, field), *beside = other.items()
    if field == IGNORED:
        return _("Do not read it")
    said = {"column": heading, "field": label_of(field, report.shape)}
    if heading == doubt.column and beside:
        said["other"] = beside[0][0]
        return _("It is “%(field)s”, and “%(other)s” the other way round") % said
    if heading == doubt.column:
        return _("It is “%(field)s”") % said
    return _("“%(field)s” is in “%(column)s”") % said


def chosen(import_id: UUID, said: str) -> dict[str, str]:
    """Headings and fields of the way that was tapped. Raises Http404 for one that is not there."""
    try:
        report = Report.read(folder_of(uploads.uploads(), import_id))
    except FileNotFoundError as nothing_checked:
        raise Http404 from nothing_checked
    found = {
        f"{at}-{number}": other
        for at, each in enumerate(report.doubts)
        for number, other in enumerate(each.others)
    }
    if said not in found:
        raise Http404
    return found[said]
