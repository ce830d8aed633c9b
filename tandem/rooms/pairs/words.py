"""What the pages say about a pair."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from django.utils.dateformat import format as formatted
from django.utils.translation import gettext, ngettext

from tandem.organisation.values import Values
from tandem.partnership.commitments.rows import PromiseRow
from tandem.partnership.commitments.rules import State
from tandem.partnership.models import Pair
from tandem.rooms.pairs.rules import Stage, Stages, stage


def _(text: str) -> str:
    """Mark for translation; it is translated where it is said."""
    return text


STAGES: Mapping[Stage, str] = {
    Stage.NEW: _("New"),
    Stage.FORMING: _("Forming"),
    Stage.ESTABLISHED: _("Established"),
}


def stages(values: Values) -> Stages:
    """How long a pair is new, and forming, of what is in force."""
    return Stages(new=values.whole("pair_new_days"), forming=values.whole("pair_forming_days"))


def stage_words(pair: Pair, today: date, stages: Stages) -> str:
    """Charters do not exist yet, so that no pair is past forming, however old."""
    days_old = pair.days_old(today)
    words = gettext(STAGES[stage(days_old, has_charter=False, stages=stages)])
    if days_old > stages.forming:
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


def next_step(shown: Sequence[PromiseRow]) -> str:
    """One thing that comes next between the two, for the one who reads."""
    if any(row.waits_for_reader for row in shown):
        return gettext("An answer from you")
    if any(row.needs_new_date for row in shown):
        return gettext("A new date for what slipped")
    due = [row for row in shown if row.due_words and row.commitment.state == State.PROMISED]
    if due:
        return gettext("The next promise is due %(day)s") % {"day": due[0].due_words}
    if shown:
        return gettext("What was asked or offered waits for an answer")
    return gettext("Nothing is open between you")
