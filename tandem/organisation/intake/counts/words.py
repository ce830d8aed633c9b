"""What is wrong with a file of counts or a table of codes, and what to do about it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from tandem.organisation.intake.kinds import Kind

WORDS_OF_COUNTS = {
    Kind.BAD_MONTH: (
        _("“%(value)s” is not read as a month."),
        _(
            "A month is written like these, which are all December 2026: 2026-12, 12/2026, "
            "Dec 2026."
        ),
    ),
    Kind.SHORT_YEAR_READ: (
        _("“%(value)s” is read as %(likely)s: years in full stand in other rows."),
        _("If it is another year, write it in full."),
    ),
    Kind.LEAVER_AGAIN: (
        _("This row has the employee id and month of line %(first)s: it is counted once."),
        _("If they are two people, give one of them another id."),
    ),
    Kind.CODE_CIRCLE: (
        _("In %(table)s the areas lie above each other in a circle: %(circle)s."),
        _("The areas above are left out of all its rows. Mend the table and bring both again."),
    ),
    Kind.MONTHS_TO_COME: (
        _(
            "Some months lie after %(day)s, the last day that may be counted. Leavers in them: "
            "%(leavers)s; headcounts: %(heads)s."
        ),
        _("They were left out. Where a month is a slip, mend it and bring the file again."),
    ),
    Kind.FAR_LEAVER: (
        _(
            "The last month with leavers is %(month)s (%(count)s, in %(area)s), and all else in "
            "these files ends with %(before)s: in %(quiet)s months between nobody would have left."
        ),
        _(
            "If the month is a slip, mend it. If it is right, say so.\n"
            "At the terminal: --expect-many."
        ),
    ),
    Kind.BAD_COUNT: (
        _("“%(value)s” is not read as a number of people."),
        _("Write a whole number from 0 on."),
    ),
    Kind.HEADCOUNT_EMPTY: (
        _("The headcount of %(area)s in %(month)s is empty."),
        _(
            "Write how many were there at its end; 0 if nobody was. Without it there is no "
            "twelve-month rate for %(area)s from %(month)s until %(until)s."
        ),
    ),
    Kind.MONTH_NOT_READ: (
        _("“%(value)s” is not read as a number of people: the row is taken without %(month)s."),
        _(
            "Write a whole number from 0 on. Without it there is no twelve-month rate from "
            "%(month)s until %(until)s."
        ),
    ),
    Kind.NO_REASONS: (
        _(
            "No column is read as why people left, so nobody knows how many left by own choice. "
            "Not read: %(value)s."
        ),
        _("If one of them says why, read it as the leave reason."),
    ),
    Kind.HEADCOUNT_LACKING: (
        _("“%(value)s” has no headcount of %(months)s, and other areas have."),
        _(
            "If it was part of another area, join the two; if somebody was there, write how many; "
            "if nobody was, write 0. Without it there is no twelve-month rate for it until "
            "%(until)s."
        ),
    ),
    Kind.BELOW_NOUGHT: (
        _(
            "“%(value)s” takes back more people than the file counts in this area and month for "
            "this reason."
        ),
        _(
            "Write the right number into the row that it corrects, or leave that row out; and "
            "leave this one out."
        ),
    ),
    Kind.TAKEN_BACK: (
        _("“%(value)s” takes back leavers of the same area, month and reason."),
        _("They were subtracted. There is nothing to do."),
    ),
    Kind.DUPLICATE_HEADCOUNT: (
        _(
            "The headcount of this area and month stands on line %(first)s of %(first_file)s. "
            "%(under)s"
        ),
        _(
            "If both count the same people, the first one is used. If each counts others, as of "
            "two kinds of contract, add them up.\n"
            "At the terminal: same_month = “add” under [numbers] of a mapping."
        ),
    ),
    Kind.HEADCOUNTS_ADDED: (
        ngettext_lazy(
            "%(count)s headcount of an area and month was added to one that stood there. %(of)s",
            "%(count)s headcounts of an area and month were added to ones that stood there. %(of)s",
            "count",
        ),
        _("If they count the same people, take that answer back, or leave one of the rows out."),
    ),
    Kind.CODE_TABLE: (
        _("The table %(table)s cannot be used: %(why)s."),
        _(
            "Its codes are shown as they are. Give the table beside the file.\n"
            "At the terminal: put it into the folder of --codes."
        ),
    ),
    Kind.CODE_TABLE_USED: (
        _("The table %(table)s has the codes of “%(heading)s”, so its words are read."),
        _("If they are other codes, give the files again without the table."),
    ),
    Kind.CODE_TABLE_UNUSED: (
        _("The table %(table)s was not used: %(why)s."),
        _("Codes are shown as they are. Complete the table and give the files again."),
    ),
    Kind.UNKNOWN_CODE: (
        _("“%(value)s” stands in no row of %(table)s. Rows here that hold it: %(count)s."),
        _("It is shown as the code. Add it to the table."),
    ),
    Kind.FEWER_LEAVERS: (
        _(
            "Fewer leavers than are known now, in %(count)s of the areas and months: a month of "
            "an area is replaced by what the file says, not added to."
        ),
        _(
            "If the file is whole and right, say so. If it is a part, bring the whole one.\n"
            "At the terminal: --expect-many."
        ),
    ),
    Kind.PART_OF_COUNTS: (
        _("These are rows of another file that were not taken."),
        _(
            "Mend them in the whole file and bring that in again: a month of an area is replaced "
            "by what a file says of it, not added to."
        ),
    ),
    Kind.ABOVE_AND_BELOW: (
        ngettext_lazy(
            "“%(value)s” has as many people as all areas below it together (%(count)s such area).",
            "“%(value)s” has as many people as all areas below it together (%(count)s such areas).",
            "count",
        ),
        _("They are taken as people directly in it. If that is a sum, leave its rows out."),
    ),
    Kind.AREA_TAKEN_AS: (
        _("“%(value)s” of the leavers is taken as “%(known)s” of the headcounts."),
        _("They are counted as one area. If they are two, give them names that differ in a word."),
    ),
    Kind.WHICH_AREA: (
        ngettext_lazy(
            "“%(value)s” has %(count)s leaver, and no headcount stands under that name.",
            "“%(value)s” has %(count)s leavers, and no headcount stands under that name.",
            "count",
        ),
        _(
            "Say which area of the headcounts it is, or that it has none. If it is one of them, "
            "that one reads too low until then; areas without any leaver show no rate.\n"
            "For the terminal, give both files one name."
        ),
    ),
    Kind.AREA_SEEMS_SAME: (
        _("“%(value)s” and “%(known)s” may be one area: the headcounts are of two parts."),
        _(
            "Say whether they are. Taken as two, each has a part of its people alone.\n"
            "For the terminal, give both one name."
        ),
    ),
    Kind.HEADCOUNTS_GO_ON: (
        _(
            "“%(value)s” has its last headcount in %(last)s, and “%(known)s” its first in "
            "%(first)s."
        ),
        _(
            "Say whether it became part of that one: then they are counted as one area in all "
            "months. Taken as two, neither has a twelve-month rate until each has twelve months.\n"
            "For the terminal, give both one name and add them up."
        ),
    ),
    Kind.TOTAL_BY_FIGURES: (
        _(
            "“%(value)s” is what the others come to in each of its %(months)s months (%(people)s "
            "in %(month)s), so it is read as a total."
        ),
        _("It is left out. If it is an area like the others, say so."),
    ),
    Kind.NO_HEADCOUNTS: (
        _("“%(value)s” has leavers, and no headcount stands under that name."),
        _(
            "Its leavers are counted, without a rate. If the headcounts call it otherwise, give "
            "both files one name."
        ),
    ),
}
