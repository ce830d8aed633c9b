"""Conditions on promises that several questions share, each said once."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import Q

from tandem.organisation.models import Person
from tandem.partnership.commitments.rules import Side, State
from tandem.partnership.commitments.timers import ASK_BOTH_DAYS


def needs_a_word(person: Person, today: date) -> Q:
    """Where this person has the word, and where both may be asked what happens now."""
    return waits(person) | has_slipped(today) | is_left_open(today)


def waits(person: Person) -> Q:
    to_performer, to_customer = Q(performer=person), Q(customer=person)
    if person.stands_for:
        to_performer |= Q(performer__in=person.stands_for) & ~Q(customer=person)
        to_customer |= Q(customer__in=person.stands_for) & ~Q(performer=person)
    to_performer &= Q(waits_for=Side.PERFORMER)
    return to_performer | (Q(waits_for=Side.CUSTOMER) & to_customer)


def has_slipped(today: date) -> Q:
    return Q(state=State.PROMISED, due_on__lt=today, waits_for="")


def is_left_open(today: date) -> Q:
    before = today - timedelta(days=ASK_BOTH_DAYS)
    return Q(state=State.RENEGOTIATING, waiting_since__lt=before)
