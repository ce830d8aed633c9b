"""What being deputies asks of two people today."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from tandem.organisation.calendar import DAY
from tandem.organisation.models import Deputy, Person
from tandem.organisation.models.people import working_here
from tandem.partnership.registers import LINE, Line, Matter, Obligation, asks
from tandem.partnership.words import day_words


@asks
def answer_as_a_deputy(person: Person, today: date) -> Iterator[Obligation]:
    """A yes or a no from who is named; another name from whose deputy said no or has left."""
    if not getattr(person, "has_deputies", True):  # their door asked already
        return
    named = Deputy.objects.visible_to(person).filter(end_on__gt=today)
    with_stay = named.annotate(still_here=working_here(today, "deputy"))
    there = [each for each in with_stay if each.end_on > each.start_on]
    standing = [each for each in there if each.declined_on is None and stays(each)]
    for each in there:
        if each.deputy == person and each.accepted_on is None and each.declined_on is None:
            yield line(each, asked(each), _("Say yes or no"), today)
        elif each.person == person and not is_covered(each, standing):
            yield line(each, gone(each), _("Name somebody else"), today)


def stays(each: Deputy) -> bool:
    return bool(each.still_here)  # type: ignore[attr-defined]  # annotated


def is_covered(each: Deputy, standing: Sequence[Deputy]) -> bool:
    """By itself, or by another deputy of the same person in some of these days."""
    return any(
        other.person == each.person
        and each.start_on < other.end_on
        and other.start_on < each.end_on
        for other in standing
    )


def asked(each: Deputy) -> str:
    return _("%(name)s asks you to act on their promises.") % {"name": each.person.called}


def gone(each: Deputy) -> str:
    if each.declined_on is None:
        return _("%(name)s, who was to act for you, no longer works here.") % {
            "name": each.deputy.called
        }
    return _("%(name)s cannot act for you.") % {"name": each.deputy.called}


def line(each: Deputy, sentence: str, act: str, today: date) -> Obligation:
    days = {"first": day_words(each.start_on, today), "last": day_words(each.end_on - DAY, today)}
    known, url = _("%(first)s to %(last)s") % days, reverse("absences:page")
    about = Line(f"deputy-{each.pk}", sentence, known, act, url, glyph="people")
    since = each.declined_on or min(each.start_on, today)
    return Obligation(Matter.ANSWER, LINE, sentence, since, url, about=about)
