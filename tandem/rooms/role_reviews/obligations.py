"""A review to answer, one to read, and a word one was told. No sentence tells an answer."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import Exists, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from tandem.access.roles import CHRO
from tandem.organisation.http import asked_with_the_person, is_off
from tandem.organisation.models import Duty, Person
from tandem.organisation.models.people import one_has_left
from tandem.organisation.switches import TWO_WAY_REVIEW
from tandem.partnership.models import Pair, RoleReview
from tandem.partnership.registers import LINE, Line, Matter, Obligation, asks
from tandem.partnership.role_review import rules
from tandem.partnership.role_review.asking import lately_opened, unread, unsettled, until
from tandem.partnership.role_review.told import told_to
from tandem.partnership.words import day_words

ABOVE = (Duty.LEADS.value, CHRO.key)


@asked_with_the_person
def reviews_wait(day: date) -> dict[str, Any]:
    told = RoleReview.objects.told().order_by().filter(heard_on=None)
    return {**unsettled(day), **unread(day), "has_told_reviews": Exists(told)}


@asks
def what_waits(person: Person, today: date) -> Iterator[Obligation]:
    known = vars(person)
    wanted = [
        source
        for name, source in (
            ("has_review_to_answer", to_answer),
            ("has_review_to_read", to_read),
            ("has_told_reviews", to_hear),
        )
        if known.get(name, True)
    ]
    if not wanted or is_off(TWO_WAY_REVIEW, person, today):
        return
    for source in wanted:
        yield from source(person, today)


def to_answer(person: Person, today: date) -> Iterator[Obligation]:
    """For as many working days as the company says, and never again that year."""
    mine = lately_opened(today).filter(Q(leader=person) | Q(hr_partner=person))
    here = mine.exclude(one_has_left(today, "leader", "hr_partner"))
    settled = {
        (row.pair_id, row.opened_on)
        for row in RoleReview.objects.settled().filter(by=person, pair__in=here)
    }
    for pair in here.select_related("leader", "hr_partner"):
        opened = rules.open_year(pair.start_on, today)
        if opened is None or (pair.pk, opened) in settled:
            continue
        last = until(opened, person, today)
        if today <= last:
            yield line(pair, person, opened, last, today)


def line(pair: Pair, person: Person, opened: date, last: date, today: date) -> Obligation:
    name = {"name": pair.partner_of(person).called}
    sentence = _("Once a year: you and %(name)s answer seven questions about each other.") % name
    known = _("Until %(day)s, or not this year") % {"day": day_words(last, today)}
    url = reverse("role_reviews:page", args=[pair.pk])
    about = Line(f"review-{pair.pk}", sentence, known, _("Look at it"), url, "pair")
    return Obligation(Matter.ANSWER, LINE, sentence, opened, url, about=about)


def to_read(person: Person, today: date) -> Iterator[Obligation]:
    rows = RoleReview.objects.visible_to(person, today).filter(by=person, read_on=None).opened()
    for row in rows:
        name = {"name": row.pair.partner_of(person).called}
        sentence = _("You and %(name)s have both answered your two-way review.") % name
        url = row.get_absolute_url()
        known = _("Open to both of you")
        about = Line(f"review-read-{row.pk}", sentence, known, _("Read it"), url, "pair")
        assert row.sent_on is not None  # it is open to both
        yield Obligation(Matter.ANSWER, LINE, sentence, row.sent_on, url, about=about)


def to_hear(person: Person, today: date) -> Iterator[Obligation]:
    """Asked only of who could be above a pair: for most people there is nothing to ask."""
    if not any(word in ABOVE for word, _path in person.held(today)):
        return
    url = reverse("role_reviews:told")
    for told in told_to(person, today):
        if told.waits:
            two = {"leader": told.pair.leader.called, "hr": told.pair.hr_partner.called}
            sentence = _("%(leader)s and %(hr)s let you know how it is between them.") % two
            known = _("Since %(day)s") % {"day": day_words(told.since, today)}
            about = Line(f"told-{told.pair.pk}", sentence, known, _("Read it"), url, "pair")
            yield Obligation(Matter.ANSWER, LINE, sentence, told.since, url, about=about)
