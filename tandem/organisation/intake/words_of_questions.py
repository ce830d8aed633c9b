"""What a whole file is asked about before it is applied, in words."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from tandem.organisation.intake.kinds import Kind

WORDS_OF_QUESTIONS = {
    Kind.MANY_LEAVE: (
        _("%(count)s of %(people)s people would leave. That is more than 5 %%."),
        _("If this is right, say so.\nAt the terminal: --expect-many."),
    ),
    Kind.MANY_CHANGE: (
        _("%(count)s of %(people)s people would change. That is more than 30 %%."),
        _("If this is right, say so.\nAt the terminal: --expect-many."),
    ),
    Kind.OLDER_THAN_KNOWN: (
        ngettext_lazy(
            "This file tells of days up to %(told)s, and others told of days up to %(known)s "
            "already: what is newer would be replaced by what is older, of %(count)s person.",
            "This file tells of days up to %(told)s, and others told of days up to %(known)s "
            "already: what is newer would be replaced by what is older, of %(count)s people.",
            "count",
        ),
        _(
            "If this is right, say so. If the day of the other file was not right, undo its import "
            "first.\nAt the terminal: --expect-many."
        ),
    ),
}
