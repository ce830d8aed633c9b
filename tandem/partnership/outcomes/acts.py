"""What each side did last for an outcome, and when each accepted it: read from the record."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from tandem.access.models import Event

WHAT = "outcome."
YES = ("outcome.accepted", "outcome.co_owned")


@dataclass(frozen=True, slots=True)
class Done:
    """One act of somebody: what, and its moment."""

    what: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Acts:
    """Of one outcome, the newest first, by the pseudonym of who did it."""

    said: tuple[tuple[UUID | None, Done], ...] = ()

    def last_of(self, who: UUID | None) -> Done | None:
        """The last visible act of one side; None where there is none, or it was forgotten."""
        return next((done for by, done in self.said if by == who), None)

    def accepted_at(self, who: UUID | None) -> datetime | None:
        """When this side last said yes."""
        return next((d.at for by, d in self.said if by == who and d.what in YES), None)


NONE = Acts()


def acts_of(outcomes: Collection[UUID]) -> Mapping[UUID, Acts]:
    """One question for all of them."""
    if not outcomes:
        return {}
    found: dict[UUID, list[tuple[UUID | None, Done]]] = {}
    events = Event.objects.about(*outcomes).filter(what__startswith=WHAT).order_by("-pk")
    for about, who, what, at in events.values_list("about", "who", "what", "at"):
        found.setdefault(about, []).append((who, Done(what, at)))
    return {about: Acts(tuple(said)) for about, said in found.items()}
