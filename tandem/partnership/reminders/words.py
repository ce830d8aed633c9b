"""What the pages say of a note to oneself."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from tandem.partnership.reminders.models import Reminder
from tandem.partnership.words import day_words


def kept_words(reminder: Reminder, today: date) -> str:
    if reminder.remind_on is None:
        return _("Kept for you alone. It stands with your promises.")
    day = {"day": day_words(reminder.remind_on, today)}
    return _("Kept for you alone. It comes up on Today on %(day)s.") % day
