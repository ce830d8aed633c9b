"""Which days the clocks of a promise count, and how many: read once, handed to the rules.

One promise has one calendar, that of the site where its performer works on the day of asking, so
that both can tell from it when an answer is due. Days away are on top of it: of the one who has
the word where an answer is awaited, of the performer where the agreed day is judged.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from uuid import UUID

from tandem.organisation.absences import calendars_of_people
from tandem.organisation.calendar import DAY, WorkingDays
from tandem.organisation.calendars import SiteDays, working_days_of, working_days_of_people
from tandem.organisation.elsewhere import NONE, TimeOff, time_off
from tandem.organisation.settings import values_on
from tandem.organisation.values import Values
from tandem.partnership.commitments.models import Commitment
from tandem.partnership.commitments.rules import Side
from tandem.partnership.commitments.timers import Nudge, TimeUp, Waits, coming_of_age


def waits(values: Values) -> Waits:
    """How long answers may take, of what is in force."""
    return Waits(
        reply=values.whole("commitment_reply_days"),
        silent_accept=values.whole("silent_accept_days"),
        handover=values.whole("handover_days"),
    )


def waits_of(commitment: Commitment, set_waits: Waits) -> Waits:
    """What is asked in another promise’s place is answered sooner: until then nobody has it."""
    return set_waits.for_a_hand_over() if commitment.instead_of_id else set_waits


def nudge(values: Values) -> Nudge:
    return Nudge(
        days=values.whole("predue_nudge_days"), percent=values.whole("predue_nudge_percent")
    )


def calendars_of(
    commitments: Iterable[Commitment],
    today: date,
    off: Mapping[UUID, TimeOff] | None = None,
    sites: SiteDays | None = None,
) -> dict[UUID, WorkingDays]:
    """By performer, with their days away: by these agreed days are judged. None for nothing.

    off, sites: where the page knows them already.
    """
    performers = {one.performer_id for one in commitments}
    if off is None:
        return calendars_of_people(performers, today)
    known = sites.by_person if sites and performers else working_days_of_people(performers, today)
    return {one: off.get(one, NONE).on_top_of(known[one]) for one in performers}


def answer_calendars_of(commitments: Iterable[Commitment], today: date) -> dict[UUID, WorkingDays]:
    """By promise that waits for a word, with the days away of whoever has it."""
    waiting = {one.pk: awaited(one) for one in commitments if one.waits_for}
    performers = {one.pk: one.performer_id for one in commitments if one.pk in waiting}
    off = time_off(waiting.values(), today)
    sites = working_days_of_people(performers.values(), today)
    return {
        one: off.get(who, NONE).on_top_of(sites[performers[one]]) for one, who in waiting.items()
    }


def awaited(commitment: Commitment) -> UUID:
    """Whose word is awaited."""
    if commitment.waits_for == Side.PERFORMER:
        return commitment.performer_id
    return commitment.customer_id


def silence_leads_to(
    commitment: Commitment, today: date, off: Mapping[UUID, TimeOff] | None = None
) -> TimeUp | None:
    """The step that silence will bring about, by the calendar and the values of this day.

    off: where the page knows it already.
    """
    if commitment.standing.waiting_since is None:
        return None
    who = awaited(commitment)
    away = (time_off([who], today) if off is None else off).get(who, NONE)
    calendar = away.on_top_of(working_days_of(commitment.performer, today))
    set_waits = waits_of(commitment, waits(values_on(today)))
    return coming_of_age(commitment.standing, calendar, set_waits)


def known_silence(
    commitment: Commitment, today: date, off: Mapping[UUID, TimeOff] | None = None
) -> TimeUp | None:
    """What silence will bring about, while the day can be said and still lies ahead.

    It cannot while nobody knows when whoever has the word is back.
    """
    who = awaited(commitment)
    off = time_off([who], today) if off is None and commitment.waits_for else off or {}
    now = off.get(who, NONE).now
    coming = silence_leads_to(commitment, today, off)
    if coming is None or (now and now.until is None) or coming.on <= today:
        return None
    return coming


def answer_by(
    commitment: Commitment, today: date, off: Mapping[UUID, TimeOff] | None = None
) -> date | None:
    """The last day for the answer that is awaited; None where no clock runs or it is over."""
    coming = known_silence(commitment, today, off)
    return coming.on - DAY if coming else None
