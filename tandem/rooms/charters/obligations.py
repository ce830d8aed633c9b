"""Parts of a charter that wait for one's word, and a charter to be made or looked at again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import groupby
from operator import attrgetter
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tandem.organisation.calendars import working_days_of
from tandem.organisation.http import asked_with_the_person
from tandem.organisation.models import Person
from tandem.organisation.models.people import one_has_left
from tandem.organisation.settings import values_on
from tandem.organisation.values import BY_KEY
from tandem.partnership.agreeing.rules import Side
from tandem.partnership.charter.minimum import before
from tandem.partnership.charter.rules import first_due
from tandem.partnership.charter.starting_point import starting_point
from tandem.partnership.models import Charter, CharterPart, Pair
from tandem.partnership.registers import LINE, Line, Matter, Obligation, asks
from tandem.partnership.words import day_words
from tandem.rooms.charters.words import name_of

ASKED_LONGEST = timedelta(days=int(BY_KEY["recharter_days"].highest))
"""New partners of an old pair are asked for so long at most, whatever a company has set."""
SHOWN = 3  # names of parts beside the line


def mine(whose: str = "pk") -> Q:
    return Q(leader=OuterRef(whose)) | Q(hr_partner=OuterRef(whose))


def to_renew(day: date) -> Any:  # noqa: ANN401 - a QuerySet of pairs
    """Pairs of today whose newest charter is to be looked at again by this day."""
    newest = Charter.objects.filter(pair=OuterRef("pk")).order_by("-number")
    return (
        Pair.objects.on(day)
        .order_by()
        .filter(Exists(newest.filter(renew_on__lte=day)), ~Exists(newest.filter(renew_on__gt=day)))
    )


def to_begin(day: date) -> Any:  # noqa: ANN401 - a QuerySet of pairs
    """Pairs of today that follow another one and have signed nothing yet."""
    lately = Pair.objects.on(day).order_by().filter(start_on__gt=day - ASKED_LONGEST)
    signed = Charter.objects.order_by().filter(pair=OuterRef("pk"))
    return lately.filter(Exists(before()), ~Exists(signed))


@asked_with_the_person
def charters_wait(day: date) -> dict[str, Any]:
    of_mine = Q(pair__leader=OuterRef("pk")) | Q(pair__hr_partner=OuterRef("pk"))
    return {
        "has_charter_parts": Exists(CharterPart.objects.unsettled(day).order_by().filter(of_mine)),
        "has_charter_to_renew": Exists(to_renew(day).filter(mine())),
        "has_charter_to_begin": Exists(to_begin(day).filter(mine())),
    }


@asks
def agree_on_the_charter(person: Person, today: date) -> Iterator[Obligation]:
    """One for each pair with parts that wait for this one’s word."""
    if not getattr(person, "has_charter_parts", True):
        return
    open_ones = CharterPart.objects.visible_to(person).unsettled(today)
    both_here = open_ones.exclude(one_has_left(today, "pair__leader", "pair__hr_partner"))
    for pair, rows in groupby(both_here.order_by("pair", "changed_on"), attrgetter("pair")):
        side = Side.LEADER if person == pair.leader else Side.HR
        waiting = [row for row in rows if row.waits_for(side)]
        if waiting:
            yield to_agree(pair, person, waiting)


def to_agree(pair: Pair, person: Person, rows: Sequence[CharterPart]) -> Obligation:
    said = ngettext(
        "%(n)s part of your charter with %(name)s waits for you.",
        "%(n)s parts of your charter with %(name)s wait for you.",
        len(rows),
    )
    words = said % {"n": len(rows), "name": pair.partner_of(person).called}
    known = {part.key: part.name for part in starting_point()}
    names = [name_of(row.key, known[row.key], pair) for row in rows if row.key in known]
    url = page_of(pair) + (f"#part-{rows[0].key}" if rows else "")
    about = Line(f"charter-{pair.pk}", words, ", ".join(names[:SHOWN]), _("Look at them"), url)
    return Obligation(Matter.ANSWER, LINE, words, rows[0].changed_on, url, about=about)


def page_of(pair: Pair) -> str:
    return reverse("charters:page", args=[pair.pk])


@asks
def look_at_the_charter_again(person: Person, today: date) -> Iterator[Obligation]:
    if not getattr(person, "has_charter_to_renew", True):
        return
    own = to_renew(today).filter(Q(leader=person) | Q(hr_partner=person))
    for pair in own.exclude(one_has_left(today, "leader", "hr_partner")).select_related(
        "leader", "hr_partner"
    ):
        newest = Charter.objects.of(pair).newest_first()[0]
        sentence = _("It is time to look at your charter with %(name)s again.")
        yield asked(pair, person, sentence, newest.renew_on, today)


@asks
def begin_a_charter_anew(person: Person, today: date) -> Iterator[Obligation]:
    """After a change of partner: until one of the two begins, and again once its day is there."""
    if not getattr(person, "has_charter_to_begin", True):
        return
    own = to_begin(today).filter(Q(leader=person) | Q(hr_partner=person))
    days = values_on(today).whole("recharter_days")
    begun = Exists(CharterPart.objects.order_by().filter(pair=OuterRef("pk")))
    both_here = own.exclude(one_has_left(today, "leader", "hr_partner")).annotate(begun=begun)
    for pair in both_here.select_related("leader", "hr_partner"):
        calendar = working_days_of(pair.leader, today)
        due = first_due(pair.start_on, calendar, follows=True, days=days, after_change=days)
        if pair.begun and today < due:
            continue
        sentence = _("You and %(name)s are new partners: agree on a charter of your own.")
        yield asked(pair, person, sentence, due, today)


def asked(pair: Pair, person: Person, sentence: str, due: date, today: date) -> Obligation:
    words = sentence % {"name": pair.partner_of(person).called}
    day = {"day": day_words(due, today)}
    known = _("By %(day)s") % day if due > today else _("Since %(day)s") % day
    url = page_of(pair)
    about = Line(f"charter-due-{pair.pk}", words, known, _("Open the charter"), url, "pair")
    return Obligation(Matter.ANSWER, LINE, words, min(due, today), url, about=about)
