"""What of this room the page of a pair leads to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _

from tandem.organisation.models import Person
from tandem.organisation.models.people import one_has_left
from tandem.partnership.models import Pair
from tandem.partnership.registers import Place, stands_on_the_pair
from tandem.partnership.words import ago
from tandem.rooms.openness.models import ContextCard, Worry
from tandem.rooms.openness.whys import mine_and_theirs, who_said_why


def how_it_stands(reader: Person, today: date) -> dict[str, Any]:
    shared = Worry.objects.order_by().shared().filter(pair=OuterRef("pk"))
    context = ContextCard.objects.filter(pair=OuterRef("pk")).values("fresh_on")
    return {
        **who_said_why(),
        "context_of": Subquery(context[:1]),
        "i_share_worries": Exists(shared.filter(person=reader)),
        "other_shares_worries": Exists(shared.exclude(person=reader)),
        "is_for_one": one_has_left(today, "leader", "hr_partner"),
    }


@stands_on_the_pair(how_it_stands)
def openness(pair: Pair, reader: Person, today: date, known: Mapping[str, Any]) -> Iterator[Place]:
    other, page = pair.partner_of(reader), reverse("openness:page", args=[pair.pk])
    mine, theirs = mine_and_theirs(known, pair, reader)
    act = "" if mine else _("Write yours")
    yield Place(_("Why we do this"), why_words(other, mine=mine, theirs=theirs), page, act)
    yield context(pair, reader, known["context_of"], f"{page}#context", today)
    night = reverse("openness:worries", args=[pair.pk])
    yield Place(_("What keeps me up at night"), night_words(other, known), night)
    said = _("Ends by itself; nothing counts or tells it.")
    yield Place(_("Just between us"), said, reverse("openness:between_us", args=[pair.pk]))
    if not known["is_for_one"] and not pair.is_over(today):
        said = _("What stops one from trying, and five minutes against it. For you alone.")
        yield Place(_("A first step"), said, reverse("openness:first_step", args=[pair.pk]))


def night_words(other: Person, known: Mapping[str, Any]) -> str:
    """What is shared, either way; never what is kept."""
    name = {"name": other.called}
    if known["other_shares_worries"] and known["i_share_worries"]:
        return _("You and %(name)s share something with each other.") % name
    if known["other_shares_worries"]:
        return _("%(name)s shares something with you.") % name
    if known["i_share_worries"]:
        return _("You share something with %(name)s.") % name
    return _("Yours alone, until you share it.")


def why_words(other: Person, *, mine: bool, theirs: bool) -> str:
    if mine and theirs:
        return _("You have both written it.")
    if theirs:
        return _("%(name)s has written it, for you to read.") % {"name": other.called}
    if mine:
        return _("You have written it; %(name)s reads it.") % {"name": other.called}
    return _("A few sentences of each of you, for the other.")


def context(pair: Pair, reader: Person, fresh_on: date | None, url: str, today: date) -> Place:
    i_lead = reader == pair.leader
    name = _("What %(name)s is dealing with") % {"name": pair.leader.called}
    if fresh_on:
        said = _("Goals, pressures, dates. As of %(day)s.") % {"day": ago(fresh_on, today)}
        return Place(_("What I am dealing with") if i_lead else name, said, url)
    if i_lead:
        write = reverse("openness:context", args=[pair.pk])
        said = _("Goals, pressures, dates: so that HR knows before it answers.")
        return Place(_("What I am dealing with"), said, write, _("Write it"))
    return Place(name, _("Nothing is written yet. Ask for it."), url)
