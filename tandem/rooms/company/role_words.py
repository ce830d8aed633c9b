"""What each role may and what it cannot, as the page of roles says it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class RoleWords:
    """`comes`: how somebody gets the role."""

    may: str | Promise
    cannot: str | Promise
    comes: str | Promise


BY_TWO_WORDS = _("Asked for by one who gives roles, confirmed by another one.")

WORDS: Mapping[str, RoleWords] = {
    "employee": RoleWords(
        may=_("Promises, asks and answers; sees own promises and own data."),
        cannot=_("See anybody else’s promises or the numbers of an area."),
        comes=_("Everybody who works here has it."),
    ),
    "leader": RoleWords(
        may=_("Sees the numbers and people of the own area and of those below it."),
        cannot=_("Read what other pairs promise each other, or see areas beside the own."),
        comes=_("Follows from leading an area."),
    ),
    "hr_partner": RoleWords(
        may=_("Sees the numbers and people of the areas they are HR partner of, and below."),
        cannot=_("Read what other HR partners and their leaders promise each other."),
        comes=_("Follows from being HR partner of an area."),
    ),
    "chro": RoleWords(
        may=_("Sees the numbers of every area."),
        cannot=_("Read what pairs promise each other, their notes included."),
        comes=_("Given by an HR administrator."),
    ),
    "hr_administrator": RoleWords(
        may=_("Brings people in, says who leads and who is HR partner, pairs, invites."),
        cannot=_("Read promises and notes, or see an area’s numbers, by this role alone."),
        comes=_("Given by an HR administrator. At least one must stay."),
    ),
    "administrator": RoleWords(
        may=_(
            "Runs the technical side, makes links to sign in with, looks at how pages are set up."
        ),
        cannot=_("Read promises and notes, import people, or see an area’s numbers."),
        comes=_("Given by an administrator. At least one must stay."),
    ),
    "case_handler": RoleWords(
        may=_(
            "Will handle the concerns assigned to them; so far reads what goes straight to them."
        ),
        cannot=_("Read promises, notes, or concerns that are not assigned to them."),
        comes=BY_TWO_WORDS,
    ),
    "privacy_officer": RoleWords(
        may=_(
            "Confirms, as the second of two, that sealed words are opened for a legal reason. Asks "
            "for what the law wants kept to be kept, and confirms that for another one."
        ),
        cannot=_("Ask for words to be opened, or be of HR, of the technical side or of the line."),
        comes=BY_TWO_WORDS,
    ),
    "independent_reviewer": RoleWords(
        may=_("Confirms both as well: somebody from outside, such as an ombudsperson."),
        cannot=_("See the numbers of an area, or read anything alone."),
        comes=BY_TWO_WORDS,
    ),
}
"""By the key of the role in `access.roles`; a test asks for every one."""
