"""Days and small numbers as our pages say them."""

from __future__ import annotations

from datetime import date, timedelta

from django.contrib.humanize.templatetags.humanize import apnumber
from django.utils.dateformat import format as formatted
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

FAR = timedelta(days=183)


def day_words(day: date, today: date) -> str:
    """ "Fri 27 Nov"; with its year where half a year lies between."""
    return formatted(day, "D j M" if abs(day - today) < FAR else "D j M Y")


def ago(day: date, today: date) -> str:
    """ "today", "yesterday", or the day."""
    if day == today:
        return _("today")
    if day == today - timedelta(days=1):
        return _("yesterday")
    return day_words(day, today)


def closed_words(number: int) -> str:
    """What went well, where nothing needs anybody; empty for none. One’s own, told to oneself."""
    said = ngettext(
        "Last month you closed %(n)s loop.", "Last month you closed %(n)s loops.", number
    )
    return said % {"n": number} if number else ""


def in_words(number: int) -> str:
    """ "One" to "Nine", then figures, as a sentence begins."""
    return capfirst(str(apnumber(number)))
