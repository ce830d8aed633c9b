"""What two rows with one employee id say differently, for whoever has to choose between them."""

from __future__ import annotations

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from tandem.organisation.intake.returns import Taken
from tandem.organisation.intake.values import Row

LONGEST = 60


def told_apart(first: Taken, row: Row, line: int) -> str:
    """The first thing in which they differ; nothing where they say the same."""
    for one, other in zip(in_words(first.row), in_words(row), strict=True):
        if one != other:
            return _("Line %(first)s says %(one)s, line %(line)s says %(other)s.") % {
                "first": number_format(first.line),
                "one": one[:LONGEST] or _("nothing"),
                "line": number_format(line),
                "other": other[:LONGEST] or _("nothing"),
            }
    return ""


def in_words(row: Row) -> tuple[str, ...]:
    return (
        " / ".join(row.department),
        row.start_on.isoformat(),
        row.end_on.isoformat() if row.end_on else "",
        *(row.title, row.manager, row.last_name, row.first_name, row.email),
    )
