"""Whether an import takes away the last one who holds a role that somebody must hold.

The check notes it, for a day to come too. Applying waits where nobody would hold the role today.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from tandem.organisation.intake.findings import Kind, Place
from tandem.organisation.intake.staging import Staging
from tandem.organisation.widening import last_ones


def note_last_ones(
    staging: Staging, place: Place, leaving: Mapping[UUID, date], today: date
) -> None:
    """leaving: from which day on each of the people who leave is gone."""
    if not leaving:
        return
    for each in last_ones(today, leaving):
        if each.person and each.person.pk in leaving:
            kind, name = Kind.LAST_ONE_LEAVES, each.person.name
            staging.note(0, Place(place.file).found(kind, name, role=each.role.name))
