"""What is said and asked of a job history alone."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from tandem.organisation.intake.kinds import Kind

WORDS_OF_HISTORIES = {
    Kind.SECOND_JOBS: (
        ngettext_lazy(
            "%(count)s row tells of a job beside another one: %(first)s. %(how)s",
            "%(count)s rows tell of jobs beside another one, such as %(first)s. %(how)s",
            "count",
        ),
        _(
            "Left out, a person counts once, in their first job. As moves, they count in the other "
            "area from that day on.\nAt the terminal: --second-jobs left-out or moves."
        ),
    ),
    Kind.AREA_AS_BEFORE: (
        ngettext_lazy(
            "%(shown)s row says no area: it is that of the job before. After a leaving: %(after)s, "
            "which begin no job.",
            "%(shown)s rows say no area: it is that of the job before. After a leaving: "
            "%(after)s, which begin no job.",
            "count",
        ),
        _("What a row does not say has not changed. If it has, write it there."),
    ),
    Kind.LEAVING_WITHDRAWN: (
        ngettext_lazy(
            "%(count)s leaving was taken back, so it is none.",
            "%(count)s leavings were taken back, so they are none.",
            "count",
        ),
        _("A row of the person says so. There is nothing to do."),
    ),
    Kind.LATER_ROW_HOLDS: (
        _("Line %(other)s is of the same person and day, and was entered later."),
        _("The later one holds, as the column of sequences says. There is nothing to do."),
    ),
    Kind.REASON_ROWS: (
        _("%(how)s"),
        _(
            "If another column says that somebody left, read that one as what happened.\n"
            "At the terminal: --reason-rows left or still-here."
        ),
    ),
    Kind.LEAVING_DAY: (
        _("%(how)s"),
        _("HR systems differ here.\nAt the terminal: --leaving-day first-away or last-worked."),
    ),
    Kind.GAP: (
        _("No job is told from %(first)s to %(last)s."),
        _("They are taken as here, in the job before. If they had left, give it a leave date."),
    ),
    Kind.AREA_EMPTIES: (
        ngettext_lazy(
            "Nobody came into “%(value)s” after %(last)s, and %(count)s of %(people)s there is in "
            "“%(known)s”, which begins on %(first)s.",
            "Nobody came into “%(value)s” after %(last)s, and %(count)s of its %(people)s people "
            "are in “%(known)s”, which begins on %(first)s.",
            "count",
        ),
        _(
            "If it has a new name, it is one area, with all that was before, and with those who "
            "stand under the old name still. If they are two, each has its own.\n"
            "For the terminal, give it one name in the file."
        ),
    ),
    Kind.AREA_GOES_ON: (
        ngettext_lazy(
            "“%(value)s” has nobody after %(last)s, and %(count)s of %(people)s there is in "
            "“%(known)s” from the next day on.",
            "“%(value)s” has nobody after %(last)s, and %(count)s of its %(people)s people are in "
            "“%(known)s” from the next day on.",
            "count",
        ),
        _(
            "If it has a new name, it is one area, with all that was before. If they are two, "
            "the numbers of the newer one begin on that day.\n"
            "For the terminal, give it one name in the file."
        ),
    ),
}
