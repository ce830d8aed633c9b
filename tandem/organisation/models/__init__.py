"""Who works here, where, since when; who leads an area and who is its HR partner."""

from tandem.organisation.models.areas import Area, Assignment, Duty, RoleGrant
from tandem.organisation.models.doors import Import, ImportShape, ImportState, Invitation
from tandem.organisation.models.people import Employment, Person, Reason, Spell
from tandem.organisation.models.settings import OwnDay, Setting, SiteCalendar

__all__ = [
    "Area",
    "Assignment",
    "Duty",
    "Employment",
    "Import",
    "ImportShape",
    "ImportState",
    "Invitation",
    "OwnDay",
    "Person",
    "Reason",
    "RoleGrant",
    "Setting",
    "SiteCalendar",
    "Spell",
]
