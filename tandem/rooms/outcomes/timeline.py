"""What a pair’s timeline tells of its outcomes: when they were proposed, owned by both, ended."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _

from tandem.organisation.models import Person
from tandem.partnership.models import Outcome, Pair
from tandem.partnership.outcomes.rules import State
from tandem.partnership.telling import Moment, tells
from tandem.rooms.outcomes.pair_page import outcomes_of


@tells
def outcomes_between(pair: Pair, reader: Person) -> Iterator[Moment]:
    for outcome in outcomes_of(pair, reader):
        for on, sentence in moments(outcome):
            yield Moment(on, sentence, outcome.get_absolute_url(), about=outcome.name)


def moments(outcome: Outcome) -> Iterator[tuple[date, str]]:
    yield outcome.made_on, _("An outcome was proposed:")
    both = (outcome.leader_accepted_on, outcome.hr_accepted_on)
    if outcome.open_since is None and both[0] and both[1]:
        yield max(both[0], both[1]), _("You both own an outcome:")
    if outcome.ended_on is not None:
        became = {
            State.MET.value: _("An outcome was called met:"),
            State.NOT_MET.value: _("An outcome was called not met:"),
        }
        yield outcome.ended_on, became.get(outcome.state, _("An outcome was let go:"))
