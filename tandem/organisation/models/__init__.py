"""Who works here, where, since when; who leads an area and who is its HR partner."""

from tandem.organisation.models.absences import Absence, AbsenceKind, Crunch, Deputy
from tandem.organisation.models.areas import Area, Assignment, Duty, RoleGrant, StandIn
from tandem.organisation.models.closed import ClosedFact
from tandem.organisation.models.counts import CountedReason, Headcount, LeaverCount
from tandem.organisation.models.doors import (
    Import,
    ImportShape,
    ImportState,
    Invitation,
    SavedMapping,
)
from tandem.organisation.models.grounds import Grounds
from tandem.organisation.models.people import Employment, Person, Reason, Spell
from tandem.organisation.models.reasons import Meaning, ReasonWord
from tandem.organisation.models.settings import OwnDay, Setting, SiteCalendar
from tandem.organisation.models.two_keys import (
    LegalReason,
    Notice,
    Outcome,
    SupportSession,
    TwoKeyRequest,
    Wish,
)
from tandem.organisation.models.versions import AreaVersion
from tandem.organisation.models.words import Word

__all__ = [
    "Absence",
    "AbsenceKind",
    "Area",
    "AreaVersion",
    "Assignment",
    "ClosedFact",
    "CountedReason",
    "Crunch",
    "Deputy",
    "Duty",
    "Employment",
    "Grounds",
    "Headcount",
    "Import",
    "ImportShape",
    "ImportState",
    "Invitation",
    "LeaverCount",
    "LegalReason",
    "Meaning",
    "Notice",
    "Outcome",
    "OwnDay",
    "Person",
    "Reason",
    "ReasonWord",
    "RoleGrant",
    "SavedMapping",
    "Setting",
    "SiteCalendar",
    "Spell",
    "StandIn",
    "SupportSession",
    "TwoKeyRequest",
    "Wish",
    "Word",
]
