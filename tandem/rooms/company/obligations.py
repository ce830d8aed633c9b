"""What the set-up of the company asks of an HR administrator today."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tandem.access.roles import Permission
from tandem.organisation.calendar import WorkingDays
from tandem.organisation.models import Duty, Person
from tandem.organisation.seats import Vacancy, vacancies
from tandem.partnership.registers import Matter, Obligation, asks

ROW = "company/_vacancy.html"
WORKING_DAYS = 5  # in which somebody is named, or looks after the side
ONE_BY_ONE = 3  # more than these become one line


@dataclass(frozen=True, slots=True)
class Line:
    """One line of Today: what is asked, and where it is settled."""

    id: str
    sentence: str
    since: str
    url: str


@asks
def find_somebody_for_vacant_sides(person: Person, today: date) -> Iterator[Obligation]:
    """For sides of areas that nobody has looked after for five working days."""
    if not person.may(Permission.SET_UP_COMPANY, today):
        return
    week_ago = WorkingDays().add_working_days(today, -WORKING_DAYS)
    waiting = [each for each in vacancies(today) if each.since <= week_ago]
    if len(waiting) > ONE_BY_ONE:
        yield obligation(all_of_them(waiting), waiting[0].since)
        return
    for vacancy in waiting:
        yield obligation(one_of_them(vacancy), vacancy.since)


def obligation(line: Line, since: date) -> Obligation:
    return Obligation(Matter.ANSWER, ROW, line.sentence, since, line.url, about=line)


def one_of_them(vacancy: Vacancy) -> Line:
    area = vacancy.area
    words = {
        Duty.LEADS: _("“%(area)s” needs somebody who leads it."),
        Duty.HR_PARTNER: _("“%(area)s” needs an HR partner."),
    }
    return Line(
        id=f"vacant-{vacancy.duty.value}-{area.pk}",
        sentence=words[vacancy.duty] % {"area": area.name},
        since=_("vacant since %(day)s") % {"day": date_format(vacancy.since, "j F Y")},
        url=reverse("company:area", args=[area.pk]),
    )


def all_of_them(waiting: list[Vacancy]) -> Line:
    count = len(waiting)
    sentence = ngettext(
        "%(n)s side of an area needs somebody.", "%(n)s sides of areas need somebody.", count
    )
    first = date_format(waiting[0].since, "j F Y")
    return Line(
        id="vacant",
        sentence=sentence % {"n": count},
        since=_("the first one vacant since %(day)s") % {"day": first},
        url=reverse("company:page"),
    )
