"""Why somebody was given more to see."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar
from uuid import UUID

from django.db import models

from tandem.access.audit import Audited, AuditedQuerySet
from tandem.access.tiers import Tier, classified

LONGEST = 200


class GroundsQuerySet(AuditedQuerySet["Grounds"]):
    def by_row(self, rows: Iterable[UUID]) -> dict[UUID, str]:
        """The words for each of these rows that has any."""
        return dict(self.filter(about__in=rows).values_list("about", "words"))


class Grounds(Audited):
    """The reason of one change that opened something: a role, a duty. Written with that row.

    A record of its own, because the row is open to everybody and the reason is not. No foreign
    key: what it is about may be of any kind.
    """

    about = models.UUIDField(unique=True)
    words = models.CharField(max_length=LONGEST)

    tier: ClassVar = Tier.RESTRICTED
    privacy: ClassVar = classified(internal="id about", personal="words")
    objects = GroundsQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~models.Q(words=""), name="grounds_say_something"),
        ]

    def __str__(self) -> str:
        return self.words
