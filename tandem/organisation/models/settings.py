"""What a company sets for itself: values and switches, and the working days of its sites.

Rows are appended, never changed. The last one that holds on a day is in force on it, so that
what was in force in the past stays known.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import ClassVar, Self, TypeVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tandem.access.audit import Audited, AuditedQuerySet
from tandem.access.tiers import Tier, classified

WHOLE_COMPANY = ""  # as a site: every site that has no calendar of its own
WEEKDAYS = "0123456"  # as `date.weekday` counts, Monday being 0
E = TypeVar("E", bound=Audited)


class EntryQuerySet(AuditedQuerySet[E]):
    """Entries of which the last one counts."""

    def until(self, day: date) -> Self:
        """Those that hold on this day or held before, the one in force last."""
        return self.filter(start_on__lte=day).order_by("number")


class SettingQuerySet(EntryQuerySet["Setting"]):
    def of(self, key: str) -> Self:
        return self.filter(key=key)

    def last_of(self, key: str, day: date) -> Self:
        """The value in force on this day, as a part of another question."""
        return self.of(key).filter(start_on__lte=day).order_by("-number")[:1]

    def in_force(self, day: date) -> dict[str, Decimal]:
        """What was set by this day; what nobody has set is missing."""
        return dict(self.until(day).values_list("key", "value"))


class Setting(Audited):
    """From a day on, a value of the company or a switch is this."""

    key = models.CharField(max_length=40)
    number = models.PositiveIntegerField()
    value = models.DecimalField(max_digits=9, decimal_places=2)
    start_on = models.DateField()
    reason = models.CharField(max_length=500, blank=True)

    tier: ClassVar = Tier.RESTRICTED
    privacy: ClassVar = classified(internal="id key number value start_on reason")
    objects = SettingQuerySet.as_manager()

    class Meta:
        ordering = ("key", "-number")
        constraints = [
            models.UniqueConstraint(
                fields=["key", "number"], name="one_setting_after_the_other",
                violation_error_message=_("Somebody changed this at the same moment."),
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.key}: {self.value}"


class SiteCalendarQuerySet(EntryQuerySet["SiteCalendar"]):
    def of(self, site: str) -> Self:
        return self.filter(site=site)


class SiteCalendar(Audited):
    """From a day on, a site works on these weekdays and keeps a country's public holidays."""

    site = models.CharField(max_length=120, blank=True)
    number = models.PositiveIntegerField()
    country = models.CharField(max_length=2, blank=True)
    subdivision = models.CharField(max_length=60, blank=True)
    weekdays = models.CharField(max_length=7)
    start_on = models.DateField()

    tier: ClassVar = Tier.OPEN
    privacy: ClassVar = classified(internal="id site number country subdivision weekdays start_on")
    objects = SiteCalendarQuerySet.as_manager()

    class Meta:
        ordering = ("site", "-number")
        constraints = [
            models.UniqueConstraint(
                fields=["site", "number"], name="one_calendar_after_the_other",
                violation_error_message=_("Somebody changed this at the same moment."),
            ),
            models.CheckConstraint(condition=~Q(weekdays=""), name="a_site_works_on_some_weekday"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.site or 'company'}: {self.country} {self.subdivision}".strip()


class OwnDayQuerySet(AuditedQuerySet["OwnDay"]):
    def standing(self) -> Self:
        return self.filter(taken_back_on=None)

    def of(self, site: str) -> Self:
        return self.filter(site=site)


class OwnDay(Audited):
    """A day a site is off, or works, otherwise than its calendar says."""

    site = models.CharField(max_length=120, blank=True)
    day = models.DateField()
    works = models.BooleanField(default=False)
    name = models.CharField(max_length=80)
    taken_back_on = models.DateField(null=True, blank=True)

    tier: ClassVar = Tier.OPEN
    privacy: ClassVar = classified(internal="id site day works name taken_back_on")
    objects = OwnDayQuerySet.as_manager()

    class Meta:
        ordering = ("day", "site")
        constraints = [
            models.UniqueConstraint(
                fields=["site", "day"], condition=Q(taken_back_on=None),
                name="a_day_is_said_once",
                violation_error_message=_("This day has an entry already. Take that back first."),
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.day}: {self.name}"
