"""What the pages say about rows: how they stand, what was said to them, who has which part."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.utils.dateformat import format as formatted
from django.utils.translation import gettext, ngettext

from tandem.partnership.models import Pair
from tandem.partnership.words import day_words
from tandem.rooms.ownership.maps import InForce
from tandem.rooms.ownership.models import MapRow, RowMove
from tandem.rooms.ownership.rules import Act, OutOfLane, State
from tandem.rooms.ownership.starting_point import Activity, Part, Right, Side, Who


def _(text: str) -> str:
    """Mark for translation; it is translated where it is said."""
    return text


WHO: Mapping[Who, str] = {
    Who.EXECUTIVE: _("executive"),
    Who.LEADER: _("leader"),
    Who.MANAGER: _("first-line manager"),
    Who.HR_PARTNER: _("HR partner"),
    Who.SPECIALIST: _("HR specialist"),
    Who.PEOPLE: _("employees, or who speaks for them"),
}
SAID: Mapping[Act, str] = {
    Act.AGREE: _("%(name)s agreed."),
    Act.EDIT: _("%(name)s changed the text."),
    Act.DIFFER: _("%(name)s sees it differently."),
    Act.REVIEW: _("%(name)s wants to look at it again."),
}


def version_words(holds: InForce) -> str:
    if holds.signed is None:
        return ""  # the chip says what it is
    number, on = holds.signed.number, formatted(holds.signed.start_on, "j M Y")
    return gettext("v%(number)s, %(day)s") % {"number": number, "day": on}


def differ_words(since: date, by: date, today: date) -> str:
    """Of a row that two see differently. by: the day until which they settle it."""
    if by <= today:
        said = gettext("Since %(day)s. Settle it, or take it one level up, together.")
        return said % {"day": day_words(since, today)}
    said = gettext("Settle it, or take it one level up, together, by %(day)s.")
    return said % {"day": day_words(by, today)}


def note_words(row: MapRow, pair: Pair, side: Side, today: date) -> str:
    """What a partner needs to know about a row that is neither signed nor seen differently."""
    day = {"day": day_words(row.changed_on, today)}
    partner = pair.hr_partner if side is Side.LEADER else pair.leader
    if row.state == State.EDITED:
        if row.edited_by == side:
            return gettext("You changed it on %(day)s. Neither has agreed yet.") % day
        return gettext("%(name)s changed it on %(day)s") % {"name": partner.called, **day}
    if row.state in (State.BY_LEADER, State.BY_HR):
        mine = row.state == {Side.LEADER: State.BY_LEADER, Side.HR: State.BY_HR}[side]
        if mine:
            said = gettext("Waiting for %(name)s since %(day)s")
            return said % {"name": partner.called, **day}
        return gettext("Waiting for you since %(day)s") % day
    if row.state == State.UNDER_REVIEW:
        return gettext("Being looked at since %(day)s") % day
    return ""


def lane_words(out: OutOfLane) -> str:
    """Gently, and to the two alone."""
    if out.side is Side.HR:
        said = gettext("“%(task)s” looks like an experience task sitting with HR. Intentional?")
    else:
        said = gettext("“%(task)s” looks like a system task sitting with the leader. Intentional?")
    return said % {"task": out.task}


def move_words(move: RowMove) -> str:
    if move.to == State.SIGNED:
        return gettext("%(name)s agreed: signed.") % {"name": move.by.called}
    return gettext(SAID[Act(move.act)]) % {"name": move.by.called}


def clock_words(right: Right) -> str:
    """ "3 working days after the last interview"."""
    if right.days is None:
        return right.clock
    days = ngettext("%(n)s working day", "%(n)s working days", right.days) % {"n": right.days}
    if right.clock.startswith("in the cycle"):
        return f"{right.clock} {days}"
    return f"{days} {right.clock}".strip()


def part_words(activity: Activity, part: Part) -> str:
    return ", ".join(gettext(WHO[who]) for who in activity.having(part)) or "–"


def summary(waiting: int, signed: int, differing: int) -> list[str]:
    """How far a map has come, for the two; nothing is said of what is not there."""
    parts = [
        (waiting, ngettext("%(n)s row waits for you", "%(n)s rows wait for you", waiting)),
        (signed, ngettext("%(n)s signed", "%(n)s signed", signed)),
        (differing, ngettext("%(n)s seen differently", "%(n)s seen differently", differing)),
    ]
    return [said % {"n": number} for number, said in parts if number]
