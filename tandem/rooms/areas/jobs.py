"""Levels and managers of an area, as values a template can print."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tandem.bridge.results import AreaJobs, AreaNumbers, Hidden
from tandem.rooms.areas.page import Stat, stat


@dataclass(frozen=True, slots=True)
class JobsCard:
    """promotions: with its reason where nobody said which level is higher; None: left out. span:
    the middle one of all managers; None: left out. minimum: managers, below which it is."""

    promotions: Stat | None
    span: Stat | None
    minimum: int


def card(numbers: AreaNumbers) -> JobsCard | None:
    """None where there is nothing to tell: a small team would read on its page what it lacks."""
    jobs = numbers.jobs
    if jobs is None:
        return None
    told = jobs.promotions.hidden in {None, Hidden.NO_ORDER}
    promotions = stat(_("Promoted in twelve months"), jobs.promotions) if told else None
    span = _span(jobs) if jobs.span.hidden is None else None
    return JobsCard(promotions, span, jobs.span.minimum_group) if promotions or span else None


def _span(jobs: AreaJobs) -> Stat:
    managers = round(jobs.span.people or 0)
    said = ngettext(
        "Direct reports, the middle one of %(managers)s manager, on %(day)s.",
        "Direct reports, the middle one of %(managers)s managers, on %(day)s.",
        managers,
    ) % {"managers": managers, "day": date_format(jobs.day, "j F Y")}
    beside = _("Fewer than three: %(few)s. More than twelve: %(many)s.") % {
        "few": round(jobs.few.n or 0),
        "many": round(jobs.many.n or 0),
    }
    value = f"{jobs.span.value:g}"
    return Stat(_("People who report to a manager"), value=value, sentence=f"{said} {beside}")
