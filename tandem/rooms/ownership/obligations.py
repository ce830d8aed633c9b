"""Rows of the map that wait for one's word, and what two see differently for thirty days."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby
from operator import attrgetter
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tandem.organisation.calendars import working_days_of_people
from tandem.organisation.http import asked_with_the_person
from tandem.organisation.models import Person
from tandem.organisation.models.people import one_has_left
from tandem.partnership.models import Pair
from tandem.partnership.registers import LINE, Line, Matter, Obligation, asks
from tandem.partnership.words import day_words
from tandem.rooms.ownership.actions import side_of
from tandem.rooms.ownership.models import MapRow
from tandem.rooms.ownership.rules import settle_by, waits_for
from tandem.rooms.ownership.starting_point import starting_point

SHOWN = 3  # names of rows beside the line


@asked_with_the_person
def rows_are_unsettled(day: date) -> dict[str, Any]:
    mine = Q(pair__leader=OuterRef("pk")) | Q(pair__hr_partner=OuterRef("pk"))
    return {"has_map_rows": Exists(MapRow.objects.unsettled(day).filter(mine))}


@asks
def agree_on_the_map(person: Person, today: date) -> Iterator[Obligation]:
    """One for each pair with rows that wait, one for each difference past its thirty days."""
    if not getattr(person, "has_map_rows", True):
        return
    known = starting_point().by_key
    place = {key: number for number, key in enumerate(known)}
    mine = MapRow.objects.visible_to(person).unsettled(today).order_by("pair")
    mine = mine.exclude(one_has_left(today, "pair__leader", "pair__hr_partner"))
    pairs = [(pair, [*rows]) for pair, rows in groupby(mine, key=attrgetter("pair"))]
    differ = {pair.leader_id for pair, rows in pairs for row in rows if row.differs_since}
    calendars = working_days_of_people(differ, today)
    for pair, rows in pairs:
        there = [row for row in rows if row.domain in known]
        there.sort(key=lambda row: (row.changed_on, place[row.domain]))
        waiting = [row for row in there if waits_for(row.standing, side_of(pair, person))]
        if waiting:
            yield to_agree(pair, waiting)
        for row in there:
            if row.differs_since is None:
                continue
            by = settle_by(row.differs_since, calendars[pair.leader_id])
            if by <= today:
                yield to_settle(row, pair, person, by, today)


def to_agree(pair: Pair, rows: Sequence[MapRow]) -> Obligation:
    words = ngettext(
        "%(n)s row of who owns what in %(area)s waits for you.",
        "%(n)s rows of who owns what in %(area)s wait for you.",
        len(rows),
    ) % {"n": len(rows), "area": pair.area.name}
    names = ", ".join(starting_point().by_key[row.domain].name for row in rows[:SHOWN])
    url = f"{reverse('ownership:area', args=[pair.area_id])}#row-{rows[0].domain}"
    about = Line(f"map-{pair.pk}", words, names, _("Look at them"), url)
    return Obligation(Matter.ANSWER, LINE, words, rows[0].changed_on, url, about=about)


def to_settle(row: MapRow, pair: Pair, person: Person, by: date, today: date) -> Obligation:
    assert row.differs_since is not None
    words = _("You and %(name)s see “%(row)s” differently. Settle it, or one level up, together.")
    sentence = words % {
        "name": pair.partner_of(person).called, "row": starting_point().by_key[row.domain].name,
    }  # fmt: skip
    since = _("Since %(day)s") % {"day": day_words(row.differs_since, today)}
    about = Line(f"differ-{row.pk}", sentence, since, _("Settle it"), row.get_absolute_url())
    return Obligation(Matter.ANSWER, LINE, sentence, by, row.get_absolute_url(), about=about)
