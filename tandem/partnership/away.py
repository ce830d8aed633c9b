"""Who is away, and who acts for them, in words that tell the days and never the kind."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from tandem.organisation.calendar import DAY
from tandem.organisation.elsewhere import Pause, elsewhere
from tandem.organisation.models import Deputy, Person
from tandem.partnership.words import day_words


def pause_words(person: Person, pause: Pause, reader: Person, today: date, *, waits: bool) -> str:
    """ "Ana is away until Fri 4 Dec; the clock waits." Never the kind of absence."""
    is_reader = person == reader
    words = {"name": person.called, "area": pause.crunch, "why": pause.reason}
    words["day"] = day_words(pause.until, today) if pause.until else ""
    if pause.crunch:
        said = _("%(area)s has its hands full until %(day)s (%(why)s)") % words
    elif pause.until is None:
        said = _("You are away") if is_reader else _("%(name)s is away") % words
    elif is_reader:
        said = _("You are away until %(day)s") % words
    else:
        said = _("%(name)s is away until %(day)s") % words
    return _("%(said)s; the clock waits.") % {"said": said} if waits else f"{said}."


def deputy_words(found: Deputy, reader: Person, today: date) -> str:
    """ "Kim acts for Ana until Fri 4 Dec." """
    words = {
        "deputy": found.deputy.called,
        "name": found.person.called,
        "day": day_words(found.end_on - DAY, today),
    }
    if found.deputy == reader:
        return _("You act for %(name)s until %(day)s.") % words
    if found.person == reader:
        return _("%(deputy)s acts for you until %(day)s.") % words
    return _("%(deputy)s acts for %(name)s until %(day)s.") % words


def naming_words(person: Person, reader: Person, today: date) -> str:
    """What to know of somebody before naming them in a promise; empty where nothing is."""
    found = elsewhere([person.pk], today)
    said = []
    if (now := found.of(person.pk).now) is not None:
        said.append(pause_words(person, now, reader, today, waits=True))
    if person.pk in found.deputies:
        said.append(deputy_words(found.deputies[person.pk], reader, today))
    return " ".join(said)
