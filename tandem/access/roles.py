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
    IMPORT_PEOPLE = "import people"
    SET_UP_COMPANY = "set up areas, leaders, HR partners and pairs"
    INVITE = "invite people"
    GIVE_ROLES = "give roles and take them back"
    RUN_THE_SERVER = "run the technical side"


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
    permissions = Employee.permissions | {Permission.SEE_AREAS, Permission.SEE_EVERY_AREA}


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
    }


EVERY_ROLE: tuple[type[Role], ...] = (
    Employee,
    Leader,
    HRPartner,
    CHRO,
    HRAdministrator,
    Administrator,
)
GRANTED: tuple[type[Role], ...] = (CHRO, HRAdministrator, Administrator)
"""Roles somebody is given; the others follow from who works where."""
GIVES: Mapping[type[Role], frozenset[type[Role]]] = {
    HRAdministrator: frozenset({CHRO, HRAdministrator}),
    Administrator: frozenset({Administrator}),
}
"""Who gives which: the people side and the technical side, each its own."""
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
