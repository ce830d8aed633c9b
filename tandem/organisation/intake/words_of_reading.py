"""How a file was read, and what to do where it was meant otherwise, for each such kind."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from tandem.organisation.intake.kinds import Kind

WORDS_OF_READING = {
    Kind.SAME_NAME: (
        _("Areas of one name under several codes: %(areas)s. %(how)s"),
        _(
            "Two departments may each have an area of that name.\n"
            "At the terminal: --same-name by-code or one."
        ),
    ),
    Kind.MANAGER_IN_BRACKETS: (
        _("%(how)s"),
        _(
            "An area stays the same when somebody else leads it.\n"
            "At the terminal: --manager-in-brackets left-away or kept."
        ),
    ),
    Kind.WITHDRAWN_BY_REMARK: (
        _("%(how)s"),
        _(
            "What you say holds for later files too.\n"
            "Where nobody says it, they are no leavings. At the terminal: --withdrawn-by-remark "
            "stays or left."
        ),
    ),
    Kind.REASON_BY_REMARK: (
        _("%(how)s"),
        _(
            "What you say holds for later files too. Of the remark nothing is stored but which of "
            "these it is.\n"
            "%(remarks)s. At the terminal: --reason-by-remark remark or as-read."
        ),
    ),
    Kind.NOT_EMPLOYED: (
        ngettext_lazy(
            "One row of %(all)s is of somebody who is not employed here, and is left out: "
            "%(value)s.%(later)s",
            "%(count)s rows of %(all)s are of people who are not employed here, and are left out: "
            "%(value)s.%(later)s",
            "count",
        ),
        _(
            "Numbers of people are of employees. If they are employees, count them.\nAt the "
            'terminal: "Their word" = "employed" in the section ["worker types"] of a mapping.'
        ),
    ),
    Kind.EMPLOYED: (
        _("Worker types that are counted as employed: %(value)s.%(later)s"),
        _(
            "If people of one of them are not employed here, leave them out.\nAt the terminal: "
            '"Their word" = "left-out" in the section ["worker types"] of a mapping.'
        ),
    ),
    Kind.LETTERS_PUT_RIGHT: (
        _("Letters like %(sign)s were put right: %(whole)s."),
        _(
            "The file was written twice over on its way. If they are meant so, choose “Leave them "
            'as they are”, or say letters = "as-they-are" in a mapping.'
        ),
    ),
    Kind.LETTERS_LEFT: (
        _("Letters like %(sign)s were left as they are: %(value)s."),
        _("It looks like %(whole)s, written twice over. You can have them put right."),
    ),
    Kind.LETTERS_KNOWN: (
        _("Letters were read like this: %(value)s."),
        _(
            "Read otherwise they would be: %(whole)s. If that is right, say encoding = "
            '"%(other)s" in the section [file] of a mapping.'
        ),
    ),
    Kind.LETTERS_UNSURE: (
        _(
            "Which letters are meant cannot be told from the file. They were read like this: "
            "%(value)s. They could be: %(whole)s."
        ),
        _('If that is right, say encoding = "%(other)s" in the section [file] of a mapping.'),
    ),
}
