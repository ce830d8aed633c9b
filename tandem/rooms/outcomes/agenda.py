"""What a pair’s next talk should hold about its outcomes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tandem.partnership.agendas import AgendaItem, proposes
from tandem.partnership.models import Outcome, OutcomeReading, Pair
from tandem.partnership.outcomes.rules import Going, State, Value, judge
from tandem.rooms.outcomes.detectors import list_url

MINUTES_TO_AGREE = 5
MINUTES_TO_LOOK = 10


@proposes
def outcomes_to_talk_about(pair: Pair, today: date) -> Iterator[AgendaItem]:
    """Those without both yeses, in one point; each to look at again or off track, alone."""
    running = [*Outcome.objects.of_pair(pair.pk).open()]
    unaccepted = [each for each in running if each.open_since is not None]
    if unaccepted:
        said = ngettext(
            "%(n)s outcome waits for both of you to accept it.",
            "%(n)s outcomes wait for both of you to accept them.",
            len(unaccepted),
        ) % {"n": len(unaccepted)}
        yield AgendaItem(said, MINUTES_TO_AGREE, list_url(pair))
    owned = [each for each in running if each.state == State.CO_OWNED]
    latest: dict[object, Value] = {}
    for reading in OutcomeReading.objects.of(owned):
        latest.setdefault(reading.outcome_id, reading.read)
    for outcome in owned:
        if outcome.review_on is not None and outcome.review_on <= today:
            yield AgendaItem(look_again(), MINUTES_TO_LOOK, outcome.get_absolute_url())
            continue
        going = judge(outcome.course, latest.get(outcome.pk), today).going
        if going is not Going.ON_TRACK:
            yield AgendaItem(talk(going), MINUTES_TO_LOOK, outcome.get_absolute_url())


def look_again() -> str:
    return _("The day has come to look again at an outcome you both own.")


def talk(going: Going) -> str:
    if going is Going.OFF_TRACK:
        return _("An outcome you both own is off its track: what does each of you change?")
    return _("Nobody can tell how an outcome you both own goes: who enters a value?")
