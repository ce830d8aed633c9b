"""What the rows of files without persons are: of a leavers list in one line."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tandem.organisation.intake.report import Report
from tandem.organisation.intake.shapes import Shape
from tandem.organisation.models import Import


def kicker(import_: Import, report: Report) -> str:
    """Rows of leavers and of headcounts together are a number of nothing."""
    if report.shape is Shape.COUNTS:
        return _("People import · %(file)s") % {"file": import_.file_name}
    words = ngettext(
        "People import · %(file)s · %(rows)s row",
        "People import · %(file)s · %(rows)s rows",
        report.rows,
    )
    return words % {"file": import_.file_name, "rows": number_format(report.rows)}


def rows_of_leavers(report: Report) -> str:
    """How many of them left, and what the others are; nothing where all have left."""
    if report.shape is not Shape.COUNTS:
        return ""
    parts = [words % {"count": number_format(n)} for words, n in what_they_are(report) if n]
    if len(parts) < 2:
        return ""
    said = {"parts": ", ".join(parts), "rows": number_format(report.leaver_rows)}
    rows = ngettext(
        "%(rows)s row of leavers: %(parts)s", "%(rows)s rows of leavers: %(parts)s",
        report.leaver_rows,
    )  # fmt: skip
    return (rows if report.leaver_rows else _("Of the leavers: %(parts)s")) % said


def what_they_are(report: Report) -> Iterator[tuple[str, int]]:
    aside = report.aside
    none, later = aside.get("no_leaving", 0), aside.get("later", 0)
    yield _("%(count)s left"), report.gone_for_good
    yield ngettext("%(count)s move", "%(count)s moves", report.moved), report.moved
    yield _("%(count)s not employed"), aside.get("outside", 0)
    yield ngettext("%(count)s not a leaving", "%(count)s not leavings", none), none
    yield _("%(count)s after the last month"), later
    if report.leaver_rows:
        told = report.leavers + sum(aside.values())
        yield _("%(count)s not taken"), report.leaver_rows - told
