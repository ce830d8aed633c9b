"""The pictures of the areas that are likeliest opened, drawn before somebody waits for them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db.models.functions import Lower
from django_tasks import task

from tandem.bridge import pictures
from tandem.organisation.models import Area, Assignment, Duty

AT_MOST = 8  # areas: some seconds of the worker
AFTER_ALL_ELSE = -50  # among the worker's tasks: nobody waits for these


@task(priority=AFTER_ALL_ELSE)
def draw_ahead(area_id: str) -> int:
    """As `pictures.draw`, when nothing else is to be done."""
    return int(pictures.draw.func(area_id))


def ahead(areas: Sequence[Area]) -> None:
    for area in areas[:AT_MOST]:
        draw_ahead.enqueue(str(area.pk))


def likeliest(today: date) -> list[Area]:
    """Those that have an HR partner, then those at the top."""
    there = Area.objects.on(today).order_by(Lower("name"), "pk")
    partners = Assignment.objects.on(today).filter(duty=Duty.HR_PARTNER)
    held = [*there.filter(pk__in=partners.values("area"))[:AT_MOST]]
    tops = [*there.filter(parent=None)[:AT_MOST]]
    return [*held, *(area for area in tops if area not in held)][:AT_MOST]
