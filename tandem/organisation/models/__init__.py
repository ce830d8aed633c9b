"""Who works here, where, since when; who leads an area and who is its HR partner."""

from tandem.organisation.models.areas import Area, Assignment, Duty, RoleGrant
from tandem.organisation.models.doors import Import, ImportShape, ImportState, Invitation
from tandem.organisation.models.people import Employment, Person, Reason, Spell
from tandem.organisation.models.words import Word

__all__ = [
    "Area",
    "Assignment",
    "Duty",
    "Employment",
    "Import",
    "ImportShape",
    "ImportState",
    "Invitation",
    "Person",
    "Reason",
    "RoleGrant",
    "Spell",
    "Word",
]
