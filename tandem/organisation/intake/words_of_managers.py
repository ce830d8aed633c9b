"""What is wrong with a manager and what to do about it, for each kind of problem."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from tandem.organisation.intake.kinds import Kind

WORDS_OF_MANAGERS = {
    Kind.UNKNOWN_MANAGER: (
        _("Nobody has the manager id “%(value)s”, in this file or in Tandem."),
        _("The person is taken without a manager. %(likely)s"),
    ),
    Kind.MANAGER_NOT_TAKEN: (
        _("The manager “%(value)s” is in the file, on a row that was not taken."),
        _("The person is taken without a manager. Mend that row, and this one is right too."),
    ),
    Kind.MANAGER_NOT_EMPLOYED: (
        _("The manager “%(value)s” is in the file, and by the worker type not employed here."),
        _("The person is taken without a manager. If they are employed, count that worker type."),
    ),
    Kind.SEVERAL_MANAGERS: (
        _("“%(value)s” is the name of %(count)s people, so nobody knows who of them is meant."),
        _("The person is taken without a manager. Say once who it is, for all rows that say so."),
    ),
    Kind.MANAGERS_BY_NAME: (
        ngettext_lazy(
            "A manager is told by name. Only one person has the name, so that one is taken: "
            "%(known)s for “%(value)s”, in one row.",
            "Managers are told by name. Where only one person has the name, that one is taken, as "
            "%(known)s for “%(value)s”: in %(count)s rows of all managers together.",
            "count",
        ),
        _("Where a name is not meant so, put the id in the file."),
    ),
    Kind.OWN_MANAGER: (
        _("This person is entered as their own manager."),
        _("They are taken without a manager. Correct it in the HR system."),
    ),
    Kind.MANAGER_CYCLE: (
        _("The managers go round in a circle: %(circle)s."),
        _("These people are taken without a manager. Correct one of them in the HR system."),
    ),
    Kind.MANAGER_ZEROS: (
        _("The manager id “%(value)s” is taken as “%(known)s”. Rows with such an id: %(count)s."),
        _("Zeros at the beginning got lost, and only one person is meant. There is nothing to do."),
    ),
}
