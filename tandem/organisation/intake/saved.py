"""Mappings kept by name, so that the next file of the same kind is read like the last one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from tandem.access.audit import Actor, record
from tandem.organisation.intake.shapes import Shape
from tandem.organisation.intake.spelling import squeezed
from tandem.organisation.models import SavedMapping


@transaction.atomic
def save_mapping(
    *,
    name: str,
    shape: Shape,
    said: Mapping[str, Any],
    headings: Iterable[str],
    by: Actor,
    at: datetime,
) -> SavedMapping:
    """Keep it under this name, in place of an earlier one of the same name.

    Raises ValidationError for a name that is empty or longer than 80 characters.
    """
    kept = SavedMapping.objects.select_for_update().filter(name=name.strip()).first()
    kept = kept or SavedMapping(name=name.strip())
    kept.shape, kept.said, kept.headings = shape.value, dict(said), compared(headings)
    record("mapping.saved", kept, by=by, at=at)
    return kept


def saved_for(headings: Iterable[str]) -> SavedMapping | None:
    """The one made for a file with exactly these headings, if there is one."""
    return SavedMapping.objects.for_headings(compared(headings)).first()


def compared(headings: Iterable[str]) -> list[str]:
    """Headings as two files' are compared: in any order, case and spacing.

    A file of rows not taken, mended, is of the kind it came from: our own column does not count.
    """
    said = {squeezed(heading) for heading in headings if heading.strip()}
    return sorted(said - {squeezed(_("Reason not taken"))})
