"""The door a record passes when its tier changes: `audit.record` holds it shut for every room.

Consents are events, so the record of what happened says who agreed to what.
"""

from __future__ import annotations

from collections.abc import Set
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tandem.access.models import Event
from tandem.access.tiers import Moving, Tier, moving

if TYPE_CHECKING:
    from tandem.access.audit import Actor, Audited

AGREED = "tier.agreed."  # and the tier


class MoveRefused(PermissionDenied):
    """The message is shown to the person who tried."""


def has_tier_field(row: Audited | type[Audited]) -> bool:
    """Whether rows of this kind may move. Of others the class says the tier, once for all."""
    return "tier" in {field.name for field in row._meta.concrete_fields}


def agree(row: Audited, *, to: Tier, by: Actor, at: datetime) -> Event:
    """An author says yes to this record, as it reads now, moving there. Raises MoveRefused.

    The next act about the record ends it: what was written since, nobody has agreed to show.
    """
    if by.pseudonym not in row.authors(localdate(at)):
        raise MoveRefused(_("Only who wrote part of this, and still reads it, can agree to that."))
    if moving(Tier(row.tier), to) is Moving.NEVER:  # type: ignore[attr-defined]  # has a field
        raise MoveRefused(never())
    return Event.objects.create(
        what=AGREED + to.value, about=row.id, actor=by.actor, who=by.pseudonym, at=at
    )


def pass_door(row: Audited, *, by: Actor, at: datetime) -> None:
    """Let a row to be written keep its tier, or move as it may. Raises MoveRefused.

    Whoever does the act agrees by doing it. Read under a lock: of two acts at once, the second
    must not carry the row back to where the first took it from.
    """
    if row._state.adding or not has_tier_field(row):
        return
    stored = type(row)._base_manager.select_for_update().filter(pk=row.pk)
    [before] = map(Tier, stored.values_list("tier", flat=True))  # type: ignore[misc]  # it has one
    after = Tier(row.tier)  # type: ignore[attr-defined]  # has_tier_field
    if before is after:
        return
    if moving(before, after) is Moving.NEVER:
        raise MoveRefused(never())
    if moving(before, after) is Moving.AGREED:
        refuse_unagreed(row, after, by, at)
    row.moved_from(before)


def refuse_unagreed(row: Audited, to: Tier, by: Actor, at: datetime) -> None:
    authors = row.authors(localdate(at))
    if not authors:
        raise MoveRefused(
            _("Nobody who wrote this still reads it, so nobody can agree that others do.")
        )
    missing = len(authors - agreed(row, to) - {by.pseudonym})
    if missing:
        raise MoveRefused(
            ngettext(
                "Others would read this. One person who wrote it has not agreed yet.",
                "Others would read this. %(count)s people who wrote it have not agreed yet.",
                missing,
            )
            % {"count": missing}
        )


def agreed(row: Audited, to: Tier) -> Set[UUID | None]:
    """Who agreed to it since the last act about the record."""
    said = Event.objects.about(row.id)
    acts = said.exclude(what__startswith=AGREED).order_by("-pk").values_list("pk", flat=True)
    since = acts.first() or 0
    return set(said.filter(what=AGREED + to.value, pk__gt=since).values_list("who", flat=True))


def never() -> str:
    return _(
        "What was told in confidence stays where it was told, and so does what is anonymous. "
        "Write anew what others should know."
    )
