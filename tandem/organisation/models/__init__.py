"""Who works here, where, since when; who leads an area and who is its HR partner."""

from tandem.organisation.models.areas import Area, Assignment, Duty, RoleGrant
from tandem.organisation.models.doors import Import, ImportShape, ImportState, Invitation
from tandem.organisation.models.grounds import Grounds
from tandem.organisation.models.people import Employment, Person, Reason, Spell

__all__ = [
    "Area",
    "Assignment",
    "Duty",
    "Employment",
    "Grounds",
    "Import",
    "ImportShape",
    "ImportState",
    "Invitation",
    "Person",
    "Reason",
    "RoleGrant",
    "Spell",
]
