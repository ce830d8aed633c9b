"""What the pages say about a pair."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.utils.dateformat import format as formatted
from django.utils.translation import gettext, ngettext

from tandem.organisation.models import Person
from tandem.organisation.values import Values
from tandem.partnership.commitments.lists import Part, Tally
from tandem.partnership.models import Pair
from tandem.partnership.words import day_words
from tandem.rooms.pairs.rules import Stage, Stages, stage


def _(text: str) -> str:
    """Mark for translation; it is translated where it is said."""
    return text


STAGES: Mapping[Stage, str] = {
    Stage.NEW: _("New"),
    Stage.FORMING: _("Forming"),
    Stage.ESTABLISHED: _("Established"),
}


KINDS: Mapping[str, str] = {
    "promises": _("Promises made"),
    "requests": _("Requests"),
    "heads_ups": _("Heads-ups"),
    "talk_points": _("Points for a talk"),
}


def kind_words(kind: str) -> str:
    """What either of the two gives the other. Raises KeyError for a kind without a name."""
    return gettext(KINDS[kind])


def stages(values: Values) -> Stages:
    """How long a pair is new, and forming, of what is in force."""
    return Stages(new=values.whole("pair_new_days"), forming=values.whole("pair_forming_days"))


def stage_words(pair: Pair, today: date, stages: Stages) -> str:
    """Without a charter no pair is past forming, however old. None once over."""
    if pair.is_over(today):
        return ""
    days_old = pair.days_old(today)
    words = gettext(STAGES[stage(days_old, has_charter=pair.has_charter, stages=stages)])
    if days_old > stages.forming and not pair.has_charter:
        return gettext("%(stage)s, no charter yet") % {"stage": words}
    return words


def since_words(pair: Pair) -> str:
    since = {"since": formatted(pair.start_on, "F Y")}
    if pair.end_on is None:
        return gettext("partners since %(since)s") % since
    until = {"until": formatted(pair.end_on, "F Y")}
    return gettext("partners from %(since)s to %(until)s") % (since | until)


def open_words(number: int) -> str:
    return ngettext("%(n)s open", "%(n)s open", number) % {"n": number}


def next_step(between: Tally, today: date, *, left: bool = False) -> str:
    """One thing that comes next between the two, for the one who reads. left: one works here no
    more, so nobody is there to be asked."""
    if left and between.open:
        return gettext("What is open is yours to let go, or to ask of somebody else")
    if between.of(Part.WAITING):
        return gettext("An answer from you")
    if between.slipped:
        return gettext("A new date for what slipped")
    if between.next_due_on:
        day = {"day": day_words(between.next_due_on, today)}
        return gettext("The next promise is due %(day)s") % day
    if between.open:
        return gettext("What was asked or offered waits for an answer")
    return gettext("Nothing is open between you")


def empty_words(performer: Person, customer: Person, reader: Person) -> str:
    """Where one has nothing open for the other: a good state, and what could come next."""
    if performer == reader:
        return gettext(
            "Nothing of yours is open for %(name)s. A small promise is a good one to begin with."
        ) % {"name": customer.called}
    return gettext(
        "%(name)s has nothing open for you. Is there something you would like to ask?"
    ) % {"name": performer.called}


def who_reads(pair: Pair, person: Person) -> dict[str, str]:
    """The other one as the chip names them: as a reader, or as who has left."""
    other = pair.partner_of(person).called
    return {"reads": "", "left": other} if pair.one_left else {"reads": other, "left": ""}
