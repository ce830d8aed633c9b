"""Roles as they can be read aloud, over one list of permissions.

A permission opens a page or an act. It never opens a record: those come only through
`visible_to(person)`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import Enum
from typing import ClassVar


class Permission(Enum):
    KEEP_PROMISES = "keep promises"
    SEE_AREAS = "see the numbers of areas"
    SEE_EVERY_AREA = "see the numbers of every area"
    SEE_ALL_PAIRS_AS_ONE = "see how the promises of all pairs went, without a name"
    IMPORT_PEOPLE = "import people"
    SET_UP_COMPANY = "set up areas, leaders, HR partners and pairs"
    INVITE = "invite people"
    GIVE_ROLES = "give roles and take them back"
    RUN_THE_SERVER = "run the technical side"
    LOOK_AT_SET_UP = "look at how somebody's pages are set up"
    ASK_TO_OPEN = "ask for sealed words to be opened"
    CONFIRM_OPENING = "be the second key to sealed words"
    ASK_TO_HOLD = "ask for a legal hold, and for lifting it"
    CONFIRM_HOLD = "be the second key to a legal hold"


class Role:
    """A named set of permissions."""

    key: ClassVar[str]
    name: ClassVar[str]
    permissions: ClassVar[frozenset[Permission]]


class Employee(Role):
    """Everybody who works here."""

    key, name = "employee", "Employee"
    permissions = frozenset({Permission.KEEP_PROMISES})


class Leader(Role):
    """Leads an area: sees it and every area below it."""

    key, name = "leader", "Leader"
    permissions = Employee.permissions | {Permission.SEE_AREAS}


class HRPartner(Role):
    """HR partner of an area: sees it and every area below it."""

    key, name = "hr_partner", "HR partner"
    permissions = Employee.permissions | {Permission.SEE_AREAS}


class CHRO(Role):
    """Sees every area's numbers and nobody's notes."""

    key, name = "chro", "Head of HR"
    permissions = Employee.permissions | {
        Permission.SEE_AREAS,
        Permission.SEE_EVERY_AREA,
        Permission.SEE_ALL_PAIRS_AS_ONE,
    }


class HRAdministrator(Role):
    """Imports, sets the company up, pairs, invites. Reads no sealed text."""

    key, name = "hr_administrator", "HR administrator"
    permissions = Employee.permissions | {
        Permission.IMPORT_PEOPLE,
        Permission.SET_UP_COMPANY,
        Permission.INVITE,
        Permission.GIVE_ROLES,
    }


class Administrator(Role):
    """Runs the technical side. Reads no sealed text."""

    key, name = "administrator", "Administrator"
    permissions = Employee.permissions | {
        Permission.RUN_THE_SERVER,
        Permission.INVITE,
        Permission.GIVE_ROLES,
        Permission.LOOK_AT_SET_UP,
        Permission.ASK_TO_OPEN,
    }


class CaseHandler(Role):
    """Will handle the concerns assigned to them. Reads what goes straight to them, and no more."""

    key, name = "case_handler", "Case handler"
    permissions = Employee.permissions


class PrivacyOfficer(Role):
    """Watches over what is kept of people. One of the two keys to sealed words, never both."""

    key, name = "privacy_officer", "Privacy officer"
    permissions = Employee.permissions | {
        Permission.CONFIRM_OPENING,
        Permission.ASK_TO_HOLD,
        Permission.CONFIRM_HOLD,
    }


class IndependentReviewer(Role):
    """From outside the line: a board member, an ombudsperson. May be the second key too."""

    key, name = "independent_reviewer", "Independent reviewer"
    permissions = Employee.permissions | {Permission.CONFIRM_OPENING, Permission.CONFIRM_HOLD}


EVERY_ROLE: tuple[type[Role], ...] = (
    Employee,
    Leader,
    HRPartner,
    CHRO,
    HRAdministrator,
    Administrator,
    CaseHandler,
    PrivacyOfficer,
    IndependentReviewer,
)
BY_TWO: tuple[type[Role], ...] = (CaseHandler, PrivacyOfficer, IndependentReviewer)
"""Roles that two people give together: one asks, another one confirms. Each takes them back."""
GRANTED: tuple[type[Role], ...] = (CHRO, HRAdministrator, Administrator, *BY_TWO)
"""Roles somebody is given; the others follow from who works where."""
GIVES: Mapping[type[Role], frozenset[type[Role]]] = {
    HRAdministrator: frozenset({CHRO, HRAdministrator, *BY_TWO}),
    Administrator: frozenset({Administrator, *BY_TWO}),
}
"""Who gives which: the people side and the technical side each its own, those by two either."""
NEVER_WITHOUT: tuple[type[Role], ...] = (HRAdministrator, Administrator)
"""Roles that somebody must hold, or nobody could ever be given one again."""


def role(key: str) -> type[Role]:
    """The role of this key. Raises KeyError for an unknown one."""
    return {each.key: each for each in EVERY_ROLE}[key]


def may_give(roles: Iterable[type[Role]], wanted: type[Role]) -> bool:
    """Whether one of these roles gives the wanted one, and takes it back."""
    return any(wanted in GIVES.get(each, frozenset()) for each in roles)


def allows(roles: Iterable[type[Role]], permission: Permission) -> bool:
    """Whether any of the roles has the permission. Raises TypeError for anything else."""
    if not isinstance(permission, Permission):
        raise TypeError(f"{permission!r} is not a Permission. Add it to tandem.access.roles.")
    return any(permission in each.permissions for each in roles)
