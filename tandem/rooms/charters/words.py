"""What the pages say about a charter: how a part stands, how far it has come, what is missing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils.dateformat import format as formatted
from django.utils.text import Truncator
from django.utils.translation import gettext, ngettext

from tandem.partnership.charter import rules
from tandem.partnership.charter.content import Entry, Said
from tandem.partnership.charter.rules import Minimum
from tandem.partnership.charter.starting_point import Kind, starting_point
from tandem.partnership.models import Pair
from tandem.partnership.words import day_words, in_words

SHOWN = 110  # characters of a part in the table; the rest stands on its own page


def _(text: str) -> str:
    """Mark for translation; it is translated where it is said."""
    return text


SIGNS = _("With this yes the charter is signed.")

OFTEN = {7: _("every week"), 14: _("every two weeks"), 28: _("every four weeks")}


def often(days: int) -> str:
    if days in OFTEN:
        return gettext(OFTEN[days])
    return ngettext("every day", "every %(n)s days", days) % {"n": days}


def name_of(key: str, name: str, pair: Pair) -> str:
    """What the two call a part: their names stand where the other one’s part begins."""
    two = {"leader": pair.leader.called, "hr": pair.hr_partner.called}
    if key == rules.ASKED_OF_HR:
        return gettext("%(leader)s expects of HR") % two
    if key == rules.ASKED_OF_LEADER:
        return gettext("%(hr)s needs from %(leader)s") % two
    return gettext(name)


def says(key: str, kind: Kind, said: Said) -> str:
    """A part in a line."""
    if kind is Kind.LIST:
        return listed(key, said.entries)
    if kind in (Kind.EACH, Kind.ALONE):
        return of_each(said)
    line = Truncator(" ".join(said.text.split())).chars(SHOWN)
    if said.days is not None and said.text:
        return gettext("1:1 %(often)s. %(line)s") % {"often": often(said.days), "line": line}
    return line


def of_each(said: Said) -> str:
    """Once both have written, both are read, also where each wrote alone."""
    written = sum(bool(words) for words in (said.leader, said.hr))
    if written == 2:
        return Truncator(f"{said.leader} · {said.hr}").chars(SHOWN)
    if written == 1:
        return gettext("One of you has written")
    return ""


def listed(key: str, entries: Sequence[Entry]) -> str:
    number = len(entries)
    if not number:
        return ""
    if key == rules.FACTORS:
        said = ngettext("%(n)s, with its measure", "%(n)s, with a measure each", number)
        return said % {"n": in_words(number)}
    waiting = sum(not entry.answer for entry in entries)
    said = ngettext("%(n)s expectation", "%(n)s expectations", number) % {"n": in_words(number)}
    if not waiting:
        return gettext("%(said)s, answered") % {"said": said}
    open_ones = ngettext("one not answered yet", "%(n)s not answered yet", waiting)
    return f"{said}, {open_ones % {'n': in_words(waiting).lower()}}"


def title(standing: int, talks: int, signed: int, *, is_open: bool) -> str:
    """How far the version has come, in a sentence or two."""
    if signed and not is_open:
        return gettext("Your charter is signed by both")
    stand = stand_words(standing)
    talk = ngettext("%(n)s needs a talk.", "%(n)s need a talk.", talks) % {"n": in_words(talks)}
    return f"{stand} {talk}" if talks else stand


def stand_words(standing: int) -> str:
    said = ngettext("%(n)s of 15 parts stands.", "%(n)s of 15 parts stand.", standing)
    return said % {"n": standing or gettext("None")}


def agreed_words(number: int) -> str:
    """For whoever sets the pair up: what there is besides, and that it can wait."""
    if number == len(starting_point()):
        return gettext("All 15 parts are agreed by both.")
    said = gettext("%(n)s of 15 parts agreed by both. The others can wait.")
    return said % {"n": number or gettext("None")}


def kicker(pair: Pair, signed: int, *, is_open: bool) -> str:
    since = formatted(pair.start_on, "j F Y")
    number = signed + 1 if is_open or not signed else signed
    is_first = not signed
    version = gettext("first version") if is_first else gettext("version %(n)s") % {"n": number}
    about = {"area": pair.area.name, "version": version, "since": since}
    return gettext("Charter · %(area)s · %(version)s · partners since %(since)s") % about


def waiting_words(number: int) -> str:
    said = ngettext("%(n)s part waits for you", "%(n)s parts wait for you", number)
    return said % {"n": in_words(number)}


def missing_words(minimum: Minimum) -> str:
    """What two need before they have a framework; empty where they have it."""
    return and_words([gettext(each) for each in minimum.missing])


def and_words(parts: Sequence[str]) -> str:
    if len(parts) < 2:
        return "".join(parts)
    most, last = ", ".join(parts[:-1]), parts[-1]
    return gettext("%(most)s and %(last)s") % {"most": most, "last": last}


def due_words(due: date, pair: Pair, today: date) -> str:
    """When both mean to have signed, counted in days of the pair; once past, how to begin."""
    day = {"day": day_words(due, today), "number": (due - pair.start_on).days}
    if due >= today:
        return gettext("Planned for %(day)s, day %(number)s.") % day
    return gettext("A talk of 25 minutes is a good beginning.")


def renew_words(due: date, today: date) -> str:
    day = {"day": formatted(due, "j F Y")}
    if due > today:
        return gettext("You look at it again by %(day)s.") % day
    return gettext("It is time to look at it again, together. It holds meanwhile.")
