"""Until when whoever is asked for a different partner means to answer."""

from __future__ import annotations

from datetime import date

from tandem.partnership.asked import days_of
from tandem.partnership.changing.models import PartnerWish

ANSWER_WORKING_DAYS = 5  # as those above have for a note of two


def answer_by(wish: PartnerWish, today: date) -> date:
    """The last working day of it, as who is asked counts. On it nobody is told anything yet."""
    return days_of([wish.to], today).add_working_days(wish.asked_on, ANSWER_WORKING_DAYS)
